"""The house keeps its own rules: which way imports point, what no file may hold, what every model says."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from config import checks, policy
from config.data import DataClass
from programmes.contract import Answers, kinds

ROOT = Path(settings.BASE_DIR)
APPS = ("config", "programmes", "values", "efficacy", "goals")
MAY_IMPORT = {
    "config": {"config"},
    "programmes": {"config", "programmes"},
    "values": {"config", "programmes", "values"},
    "efficacy": {"config", "programmes", "efficacy"},
    "goals": {"config", "programmes", "efficacy", "goals"},
}
SOURCES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
KINDS = {
    "attainment",
    "ladder",
    "belief", "sources",
    "cloud", "decision", "diamond", "period", "platform", "points", "purpose", "questions", "top-three",
    "assessment", "cases", "gallery", "lines", "goal-circle", "self-rating", "tool-explanations", "tool-grow", "tool-moods", "tool-worries",
}  # fmt: skip
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names & set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_imports_point_one_way(app: str) -> None:
    against = {
        str(path.relative_to(ROOT)): imported(path) - MAY_IMPORT[app]
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] == app
    }
    assert {name: others for name, others in against.items() if others} == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"mark_safe",
        r"\.raw\(",
        r"\.extra\(",
        r"RawSQL",
        r"fields = [\"']__all__",
        r"filter\(\*\*request",
        r"TODO|FIXME",
    ],
)
def test_no_source_holds(pattern: str) -> None:
    found = {str(path.relative_to(ROOT)) for path in SOURCES if re.search(pattern, path.read_text(encoding="utf-8"))}
    allowed = {r"mark_safe": {"config/markdown.py"}}  # there the library has escaped the text
    assert found - allowed.get(pattern, set()) == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe\b",
        r"autoescape off",
        r"\shx-on",
        r"hx-vals=[\"']js:",
        r"hx-trigger=[\"'][^\"']*\[",
        r"\sstyle=",
        r"\son[a-z]+=",
        r"<script(?![^>]*\ssrc=)",
        r"<style",
        r"{%\s*blocktranslate(?![^%]*trimmed)[^%]*%}",
    ],
)
def test_no_template_holds(pattern: str) -> None:
    assert [str(path) for path in TEMPLATES if re.search(pattern, path.read_text(encoding="utf-8"))] == []


def test_every_view_has_a_policy() -> None:
    assert checks.every_view_has_a_policy() == []


def test_a_view_without_policy_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(policy.FOREIGN, "account_login", "")
    monkeypatch.delitem(policy.FOREIGN, "account_login")
    assert [error.id for error in checks.every_view_has_a_policy()] == ["varde.E002"]


def test_the_demonstration_never_stands_where_real_people_are(settings) -> None:
    settings.DEMO, settings.HTTPS = True, True
    assert [error.id for error in checks.demo_is_not_production()] == ["varde.E001"]


def test_mail_that_would_be_printed_is_warned_of_where_people_are_real(settings) -> None:
    assert checks.mail_leaves() == []
    settings.HTTPS = True
    assert [each.id for each in checks.mail_leaves()] == ["varde.W003"]
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    assert checks.mail_leaves() == []


def test_every_model_says_its_data_class() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    assert [model.__name__ for model in ours if not isinstance(getattr(model, "data_class", None), DataClass)] == []


def test_every_registered_kind_of_exercise_is_whole() -> None:
    assert set(kinds()) == KINDS
    for kind in kinds().values():
        assert kind.name
        assert isinstance(kind.answers, Answers)


def test_javascript_stays_small() -> None:
    """What the pages need beyond HTMX: the long poll, hands for the diamond and the day plan, sums, signs and sounds."""
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "static/js").glob("*.js"))
    assert lines < 800


def test_no_exercise_dresses_what_is_anothers() -> None:
    """On a day's pages the sheets of all its exercises meet: a class of its own stands in one of them."""
    sheets = {name for kind in kinds().values() for name in kind.styles}
    owners: dict[str, set[str]] = {}
    for name in sheets:
        text = (ROOT / "static/css" / name).read_text(encoding="utf-8")
        for selectors in re.findall(r"(?m)^  ([^{}@/]+)\{", text):
            for found in (re.match(r"\.([\w-]+)(?=[\s,>]|$)", each.strip()) for each in selectors.split(",")):
                if found:
                    owners.setdefault(found[1], set()).add(name)
    shared = {name for name, where in owners.items() if len(where) > 1}
    assert shared == {"dock", "holding"}  # a part of every phone, and what two of them drag things into


def test_screens_use_no_css_that_the_oldest_browsers_lack() -> None:
    """Safari 15.4, Chrome 111 and Firefox 115 know no nesting, no light-dark() and no @scope; Firefox 115 no :has()."""
    for path in (ROOT / "static/css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert re.findall(r":has\(|light-dark\(|@scope|@starting-style|&[\s.:>\[]|anchor-name|oklch\(", text) == []


def test_locks_hold_no_address() -> None:
    for lock in (ROOT / "config/requirements").glob("*.txt"):
        assert re.findall(r"https?://|index-url|find-links", lock.read_text()) == []


def test_the_server_that_cannot_answer_the_long_poll_says_so() -> None:
    with pytest.raises(CommandError, match="serve --reload"):
        call_command("runserver")


def test_the_readme_holds_exactly_two_set_up_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.strip() for line in lines if line.startswith("    ")]
    assert commands == ["python3 manage.py demo", "python3 manage.py test"]
