"""What a stop will look like: drawn by the stage's own templates, tried out and undone."""

from __future__ import annotations

import io
import re
from datetime import time

import pytest
from django.urls import reverse
from PIL import Image

from config import pictures
from config.middleware import FRAMED, FRAMING
from programmes.agenda import Way
from programmes.models import Exercise, GroupMember, Membership, Participation, Person, Phase, Round, Stage
from programmes.services import input as inputs
from programmes.services import stage as stages
from tests.conftest import DIAMOND, TALK, go_to

pytestmark = pytest.mark.django_db
SCREENS = ("phone", "projector")


def url(here, screen, stop, **query) -> str:
    more = "".join(f"?{name}={value}" for name, value in query.items())
    return reverse("preview", args=[here.gathering.public_id, screen, stop]) + more


def kept(here) -> tuple[object, ...]:
    stage = Stage.objects.filter(gathering=here.gathering).values().first()
    models = Round, Participation, GroupMember, Person, Membership
    return stage, *(model.objects.count() for model in models)


@pytest.mark.parametrize("state", ["planned", "running", "ended"])
def test_both_screens_of_every_stop_are_shown_and_nothing_is_kept(here, as_person, state) -> None:
    if state != "planned":
        go_to(here.gathering, 0, here.facilitator)
    if state == "ended":
        stage = Stage.objects.get(gathering=here.gathering)
        stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    before, facilitator = kept(here), as_person(here.facilitator)
    for stop in range(6):
        for screen in SCREENS:
            response = facilitator.get(url(here, screen, stop))
            assert (response.status_code, stop, screen) == (200, stop, screen)
            assert "needs JavaScript" not in response.content.decode()
            assert {name: response.headers[name] for name in FRAMED} == FRAMED
    assert kept(here) == before


def test_nobody_is_told(here, as_person, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks() as told:
        as_person(here.facilitator).get(url(here, "phone", DIAMOND))
    assert told == []


def test_the_phone_shows_the_task_and_the_projector_its_instruction(here, as_person) -> None:
    facilitator = as_person(here.facilitator)
    assert "css/values.css" in facilitator.get(url(here, "phone", DIAMOND)).content.decode()
    assert 'class="wall-task"' in facilitator.get(url(here, "projector", DIAMOND)).content.decode()


def test_what_has_begun_is_not_shown_since_groups_have_written_in_it(here, as_person) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    facilitator = as_person(here.facilitator)
    assert facilitator.get(url(here, "phone", DIAMOND)).status_code == 404
    assert facilitator.get(url(here, "phone", TALK)).status_code == 404  # not begun, but it builds on the diamonds
    assert facilitator.get(url(here, "phone", 0)).status_code == 200
    edit = reverse("exercise-edit", args=[here.gathering.public_id, Round.objects.get().exercise.public_id])
    assert "look-phone" not in facilitator.get(edit).content.decode()


@pytest.mark.parametrize(("screen", "stop"), [("wall", 0), ("phone", 99), ("phone", 10**9)])
def test_what_is_not_there_is_not_found(here, as_person, screen, stop) -> None:
    assert as_person(here.facilitator).get(url(here, screen, stop)).status_code == 404


def test_the_page_that_is_written_is_the_one_that_is_shown(here, as_person) -> None:
    item = here.gathering.items.get(position=1)
    pages = [inputs.create(item=item, after=None, text=inputs.PageText(text)) for text in ("Den første", "Den andre")]
    facilitator = as_person(here.facilitator)
    edit = facilitator.get(reverse("input-edit", args=[here.gathering.public_id, pages[1].public_id]))
    assert edit.headers["Content-Security-Policy"] == FRAMING["Content-Security-Policy"]
    [look] = edit.context_data["looks"]
    for address in (look.phone, look.projector):
        text = facilitator.get(address).content.decode()
        assert "Den andre" in text
        assert "Den første" not in text
    for beyond in ("x", "2", "999"):
        assert facilitator.get(url(here, "projector", look.stop.number, page=beyond)).status_code == 200
        assert facilitator.get(url(here, "projector", look.stop.number + 1, page=beyond)).status_code == 200


def test_the_frames_run_nothing(here, as_person) -> None:
    exercise = here.gathering.items.get(position=2).exercises.first()
    text = as_person(here.facilitator).get(
        reverse("exercise-edit", args=[here.gathering.public_id, exercise.public_id])
    ).content.decode()  # fmt: skip
    assert text.count('sandbox="allow-same-origin"') == text.count("<iframe") > 0
    assert "allow-scripts" not in text


@pytest.mark.parametrize(
    ("kind", "shown", "not_shown"),
    [
        ("self-rating", "Gir autonomi og tillit", "Legg gjerne bort telefonen"),
        ("belief", "Bare du ser det du skriver.", "Du er gjest i dag."),
        ("platform", "Bare du ser det du skriver.", "Du er gjest i dag."),
    ],
)
def test_the_phone_is_a_leaders_and_not_a_guests(here, as_person, kind, shown, not_shown) -> None:
    item = here.gathering.items.create(position=40, kind="session", title="Eget", starts=time(15), minutes=20)
    exercise = Exercise.objects.create(item=item, position=1, kind=kind, title="Eget")
    exercise.phases.create(position=1, mode=Phase.Mode.ALONE, writer=Phase.Writer.EACH, minutes=10)
    stop = next(each.number for each in Way(here.gathering).stops if each.exercise == exercise)
    page = as_person(here.facilitator).get(url(here, "phone", stop)).content.decode()
    assert shown in page
    assert not_shown not in page


def test_a_pages_picture_is_seen_before_the_day_runs(here, as_person) -> None:
    """The projector's own address opens it only then."""
    item, out = here.gathering.items.get(position=1), io.BytesIO()
    Image.new("RGB", (40, 30), "#0a4a56").save(out, "PNG")
    made = pictures.read(io.BytesIO(out.getvalue()), len(out.getvalue()))
    inputs.create(item=item, after=None, text=inputs.PageText("Varden"), picture=made, alt="En varde")
    facilitator = as_person(here.facilitator)
    source = re.search(
        r'<img src="([^"]+)" alt="En varde"', facilitator.get(url(here, "projector", 0)).content.decode()
    )
    assert source
    assert facilitator.get(source[1]).headers["Content-Type"] == "image/jpeg"
