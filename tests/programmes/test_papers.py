"""The guide and the page on what is stored: on screen, on paper, and told once to who comes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import polib
import pytest
from django.conf import settings
from django.urls import reverse

from tests.conftest import WELCOME, go_to

pytestmark = pytest.mark.django_db
TITLES = {
    "nb": "Hva Varde lagrer, og hvem som ser det",
    "nn": "Kva Varde lagrar, og kven som ser det",
    "en": "What Varde stores, and who sees it",
}
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def body(name: str) -> str:
    return (TEMPLATES / "programmes" / "papers" / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", TITLES)
def test_what_is_stored_is_told_in_the_readers_language(client, language) -> None:
    page = client.get(reverse("privacy"), headers={"Accept-Language": language}).content.decode()
    assert f"<h1>{TITLES[language]}</h1>" in page


@pytest.mark.parametrize("name", ["privacy", "guide"])
def test_the_three_languages_say_as_much(name) -> None:
    shapes = {language: re.findall(r"<(\w+)", body(f"{name}_{language}")) for language in TITLES}
    assert shapes["nb"] == shapes["nn"] == shapes["en"]


@pytest.mark.parametrize("language", TITLES)
def test_the_guide_names_buttons_that_are_there(language) -> None:
    """What it tells to press stands in a template or a form, in these words."""
    if language == "nb":
        words = "".join(
            path.read_text(encoding="utf-8")
            for folder, ending in ((TEMPLATES, "*.html"), (Path(settings.BASE_DIR) / "programmes", "*.py"))
            for path in folder.rglob(ending)
            if path.parent.name != "papers"
        )
    else:
        catalogue = Path(settings.BASE_DIR) / "config" / "locale" / language / "LC_MESSAGES" / "django.po"
        words = "".join(entry.msgstr for entry in polib.pofile(str(catalogue)))
    named = set(re.findall(r"<i>([^<]+)</i>", body(f"guide_{language}")))
    assert {each for each in named if each not in words} == set()
    assert len(named) > 10


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "pages"), [("guide", 2), ("privacy", 1)])
@pytest.mark.parametrize("language", TITLES)
def test_on_paper(client, name, pages, language) -> None:
    response = client.get(reverse(f"{name}-pdf"), headers={"Accept-Language": language})
    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == pages
        assert str(pdf.Root.Lang) == language
        assert "/StructTreeRoot" in pdf.Root
    again = client.get(reverse(f"{name}-pdf"), headers={"Accept-Language": language})
    assert again.content == response.content  # printed once


def test_who_comes_is_told_once(here, as_person) -> None:
    go_to(here.gathering, WELCOME, here.facilitator)
    client, url = as_person(here.leader), reverse("gathering", args=[here.gathering.public_id])
    link = f'<a href="{reverse("privacy")}" target="_blank"'
    shown = [link in client.get(url).content.decode() for _time in range(3)]
    assert shown == [True, False, False]


def test_every_page_has_it_at_its_foot(here, as_person) -> None:
    for name in ("start", "join"):
        page = as_person(here.leader).get(reverse(name)).content.decode()
        assert f'<footer class="foot"><a href="{reverse("privacy")}">' in page
