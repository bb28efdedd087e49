"""The catalogues: whole, compiled, and of the same placeholders as the source."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import timezone, translation

from config.templatetags.varde import long_day, short_day, whole_day

LOCALE = Path(settings.BASE_DIR) / "config" / "locale"
PLACEHOLDERS = re.compile(r"%\([a-z_]+\)[sd]|%%?[sr]|</?b>")
LANGUAGES = ("nn", "en")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def strings(entry: polib.POEntry) -> list[tuple[str, str]]:
    if entry.msgid_plural:
        return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    return [(entry.msgid, entry.msgstr)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_uncertain(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if entry.fuzzy or not entry.translated()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_the_same(language: str) -> None:
    def signs(text: str) -> list[str]:
        return sorted(PLACEHOLDERS.findall(text))

    assert [
        source for entry in catalogue(language) for source, target in strings(entry) if signs(source) != signs(target)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    def content(entries: polib.POFile | polib.MOFile) -> set[tuple[str, str, str]]:
        return {(entry.msgctxt or "", *pair) for entry in entries for pair in strings(entry)}

    assert content(catalogue(language)) == content(polib.mofile(str(LOCALE / language / "LC_MESSAGES" / "django.mo")))


def test_every_text_of_the_program_is_in_the_catalogues(tmp_path: Path) -> None:
    """Extracts the messages anew from a copy, and finds none that is missing or left over."""
    for name in ("config", "programmes", "values", "efficacy", "goals", "templates"):
        shutil.copytree(
            Path(settings.BASE_DIR) / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pyc", "locale")
        )
    shutil.copy(Path(settings.BASE_DIR) / "manage.py", tmp_path)
    target = tmp_path / "config" / "locale" / "en" / "LC_MESSAGES"
    target.mkdir(parents=True)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-wrap", "--no-obsolete", "-v0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VARDE_")}
    environment |= {"VARDE_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(tmp_path)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    fresh = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(target / "django.po"))}
    for language in LANGUAGES:
        assert {(entry.msgctxt, entry.msgid) for entry in catalogue(language)} ^ fresh == set()


MARKS = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext"}


def marked(source: Path) -> set[str]:
    """The texts that a program hands to be translated, also where the extraction of messages doesn't look."""
    calls = [node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)]
    texts = [call.args[-1 if call.func.id == "pgettext" else 0] for call in calls if is_mark(call.func) and call.args]
    return {text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)}


def is_mark(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in MARKS


def test_no_text_stands_where_the_extraction_does_not_look() -> None:
    known = {entry.msgid for entry in catalogue("en")}
    found = {
        f"{source.name}: {text}"
        for app in ("config", "programmes", "goals", "efficacy", "values")
        for source in Path(settings.BASE_DIR, app).rglob("*.py")
        for text in marked(source) - known
    }
    assert found == set()


@pytest.fixture
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 29))


@pytest.mark.parametrize(
    ("language", "text"),
    [("nb", "torsdag 26. november"), ("nn", "torsdag 26. november"), ("en", "Thursday 26 November")],
)
def test_norwegian_writes_its_days_small_and_english_does_not(language: str, text: str, in_2026: None) -> None:
    with translation.override(language):
        assert long_day(date(2026, 11, 26)) == text


def test_a_day_says_its_year_where_that_is_another(in_2026: None) -> None:
    with translation.override("nb"):
        said = [short_day(date(year, 11, 26)) for year in (2025, 2026, 2027)]
        assert said == ["26. nov 2025", "26. nov", "26. nov 2027"]
        assert long_day(date(2025, 11, 26)) == "onsdag 26. november 2025"
        assert whole_day(date(2026, 11, 26)) == "torsdag 26. november 2026"
