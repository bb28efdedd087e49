"""A day tried out: real leaders see nothing of it, and nothing of it is left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from config.jobs import take_one
from config.models import Job
from efficacy.models import Instrument
from programmes import devices, pretend
from programmes.agenda import Way
from programmes.contract import NotPossible
from programmes.jobs import end_forgotten
from programmes.models import Admission, Attendance, Gathering, Note, Participation, Question, Round, Stage, Trail
from programmes.queries import dayplan, summaries
from programmes.queries import rehearsal as pretend_phones
from programmes.queries import stage as queries
from programmes.queries.questions import notebook
from programmes.replan import Wish
from programmes.rules import pretend_token, projector_token
from programmes.rules.question import Notebook
from programmes.services import admissions, groups, rehearsal, screens
from programmes.services import replan as replans
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TALK, TOGETHER, TOP_THREE, WELCOME, go_to
from tests.efficacy.rooms import assessment, opened
from values.models import Allocation
from values.queries.steps import steps

pytestmark = pytest.mark.django_db
NOT_COMPARED = {"Trail", "Job", "Session"}


def dump() -> dict[str, list[dict[str, Any]]]:
    """All that is stored, but what was noted of acts, and how often the stage and the day were changed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model in apps.get_models():
        if model.__name__ in NOT_COMPARED:
            continue
        rows = [dict(row) for row in model._base_manager.order_by("pk").values()]
        for row in rows if model is Stage else []:
            row.pop("epoch")
            row.pop("revision")
        for row in rows if model is Gathering else []:
            row.pop("changes")
        found[model._meta.label] = rows
    return found


def begin(here, phones: int = 6) -> Stage:
    return rehearsal.begin(gathering=here.gathering, by=here.facilitator, phones=phones)


def let_time_pass() -> None:
    while Job.objects.filter(state=Job.State.WAITING).update(run_at=timezone.now()):
        while take_one():
            pass


def answer(here) -> None:
    pretend.answer(gathering=here.gathering)
    let_time_pass()


def act(here, name: str) -> None:
    stage = Stage.objects.get(gathering=here.gathering)
    service = rehearsal.end_of(stage) if name == "end" else getattr(stages, name)
    service(stage=stage, revision=stage.revision, by=here.facilitator)


def use_the_phone(here) -> None:
    """Somebody opens a pretend phone, and leaves more behind than answers."""
    pretender = here.gathering.guests.first()
    rehearsal.take_phone(pretender=pretender)
    screens.connected(room=here.gathering.public_id, process="one", viewers=frozenset([pretender.public_id]))
    Attendance.objects.create(gathering=here.gathering, participation=pretender, was_there=True)
    Note.objects.create(question=Question.objects.get(), participation=pretender, text="bare en prøve")


def test_a_whole_day_rehearsed_leaves_everything_as_it_was(here) -> None:
    exercise = here.gathering.items.get(position=2).exercises.first()
    Question.objects.create(exercise=exercise, position=1, text="Hva nå?", answer="own")
    before = dump()
    begin(here)
    use_the_phone(here)
    course = dayplan.course(queries.now(here.gathering))
    for wish in (Wish(minutes={2: 45}), Wish(minutes={2: 30}, pin=frozenset({2}))):
        course = dayplan.course(queries.now(here.gathering))
        was = replans.seen(course, wish)
        assert replans.use(gathering=here.gathering, wish=wish, was=was, by=here.facilitator)
    go_to(here.gathering, DIAMOND, here.facilitator)
    answer(here)
    for number in (TOP_THREE, TALK, ALONE):
        go_to(here.gathering, number, here.facilitator)
    act(here, "open_round")
    answer(here)
    assert Allocation.objects.filter(handed_in=True).count() == 6
    act(here, "close_round")
    act(here, "reveal")
    go_to(here.gathering, TOGETHER, here.facilitator)
    assert dump() != before
    act(here, "end")
    assert dump() == before


def test_real_people_are_left_alone_while_one_rehearses(here, as_person) -> None:
    begin(here)
    facilitator, who = as_person(here.facilitator), here.leaders[0]
    absent = {"act": "mark", "who": who.public_id, "mark": "absent"}
    assert facilitator.post(reverse("people", args=[here.gathering.public_id]), absent).status_code == 409
    with pytest.raises(NotPossible, match="øver"):
        groups.move(gathering=here.gathering, participation=who, group=here.groups[1], by=here.facilitator)
    assert not Attendance.objects.exists()


def test_a_questionnaire_that_was_only_rehearsed_may_still_be_changed(here) -> None:
    begin(here)
    round = opened(here, assessment(here.gathering))
    assert round.electors.exists()
    act(here, "end")
    assert not Instrument.objects.filter(used_at__isnull=False).exists()


def test_a_rehearsal_that_nobody_ended_ends_by_itself(here) -> None:
    before = dump()
    begin(here)
    Stage.objects.update(entered_at=timezone.now() - timedelta(days=2))
    end_forgotten(None)
    assert dump() == before


def test_the_screens_of_a_rehearsal_are_let_go_and_the_day_can_begin(here) -> None:
    epoch = begin(here).epoch
    act(here, "end")
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    assert (stage.epoch, stage.is_rehearsal, stage.is_running) == (epoch + 1, False, True)
    acts = Trail.objects.filter(subject=f"gathering:{here.gathering.public_id}").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["rehearsal.begin", "rehearsal.end", "stage.start"]


def test_a_day_that_runs_is_not_rehearsed(here) -> None:
    stages.start(gathering=here.gathering, by=here.facilitator)
    with pytest.raises(NotPossible):
        begin(here)
    assert not Participation.objects.filter(is_pretend=True).exists()


def test_pretend_phones_sit_in_all_groups_and_only_they_are_asked(here) -> None:
    begin(here, phones=5)
    go_to(here.gathering, DIAMOND, here.facilitator)
    electors = Round.objects.get().electors.order_by("participation__pk")
    assert [(each.participation.name, each.group) for each in electors] == [
        (f"Prøvetelefon\N{NO-BREAK SPACE}{number}", here.groups[(number + 1) % 2]) for number in range(1, 6)
    ]


def test_real_leaders_see_a_day_that_has_not_begun(here, as_person) -> None:
    begin(here)
    go_to(here.gathering, DIAMOND, here.facilitator)
    html = as_person(here.leader).get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
    assert "Vi har ikke begynt ennå" in html
    assert "Prøvetelefon" not in html


def test_what_is_rehearsed_is_counted_and_shown_nowhere_else(here) -> None:
    exercise = here.gathering.items.get(position=2).exercises.first()
    Question.objects.create(exercise=exercise, position=1, text="Hva nå?", answer="own")
    book = Notebook(here.gathering, [here.leaders[0]])
    begin(here)
    go_to(here.gathering, DIAMOND, here.facilitator)
    answer(here)
    for number in (TOP_THREE, ALONE):
        go_to(here.gathering, number, here.facilitator)
    act(here, "open_round")
    answer(here)
    act(here, "close_round")
    act(here, "reveal")
    assert [step.produced for step in steps(here.programme)] == [[]] * 6
    assert notebook(book) == []
    evening = summaries.evening(here.gathering, here.leaders[0])
    assert (evening.lines, evening.ours) == ([], [])
    # The same day in earnest is.
    Stage.objects.update(state=Stage.State.RUNNING)
    assert [len(step.produced) for step in steps(here.programme)] == [0, 2, 2, 0, 0, 0]
    assert [chapter.exercise for chapter in notebook(book)] == [exercise]


def test_pretend_phones_lay_a_whole_diamond_and_do_nothing_twice(here) -> None:
    begin(here)
    go_to(here.gathering, DIAMOND, here.facilitator)
    answer(here)
    laid = [
        list(each.cards.filter(slot__isnull=False).order_by("slot").values_list("word", flat=True))
        for each in Round.objects.get().diamonds.all()
    ]
    assert [len(words) for words in laid] == [9, 9]
    pretend.answer(gathering=here.gathering)
    assert not take_one()


def test_there_is_nothing_to_answer_before_a_round_is_open(here, as_person) -> None:
    begin(here)
    go_to(here.gathering, WELCOME, here.facilitator)
    url = reverse("rehearsal-answer", args=[here.gathering.public_id])
    refused = as_person(here.facilitator).post(url, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "åpne runden først" in refused.content.decode()


def test_a_browser_becomes_a_pretend_phone_and_answers(here, as_person) -> None:
    stage = begin(here)
    url = pretend_phones.phones(stage)[0].url
    client = as_person(here.facilitator)
    shown = client.get(url)
    assert "Åpne prøvetelefonen" in shown.content.decode()
    assert not Admission.objects.exists()
    opened = client.post(url)
    assert opened.status_code == 303
    cookie = opened.cookies[devices.cookie_name()]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert Admission.objects.get().device == devices.digest(cookie.value)
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert client.get(opened.headers["Location"]).status_code == 200
    round = Round.objects.get()
    card = round.diamonds.get(group=here.groups[0]).cards.first().public_id
    place = reverse("diamond-place", args=[here.gathering.public_id, round.public_id])
    assert client.post(place, {"card": card, "slot": 1, "expected": ""}).status_code == 200
    act(here, "end")
    assert client.get(url).status_code == 404
    closed = client.get(opened.headers["Location"])
    assert closed.headers["Location"] == reverse("start")
    assert closed.cookies[devices.cookie_name()].value == ""
    assert client.get(opened.headers["Location"]).status_code == 404
    phone = as_person(None)
    phone.cookies[devices.cookie_name()] = cookie.value
    assert phone.get(opened.headers["Location"]).headers["Location"] == f"{reverse('join')}?over=1"


def test_the_link_of_a_pretend_phone_dies_with_the_rehearsal(here, as_person) -> None:
    stage = begin(here)
    pretender = here.gathering.guests.first()
    act(here, "end")
    again = begin(here)
    assert again.epoch == stage.epoch + 1
    old = reverse("pretend-phone", args=[pretend_token(pretender, stage)])
    assert as_person(None).get(old).status_code == 404


def test_the_cockpit_begins_and_ends_a_rehearsal(here, as_person) -> None:
    client, cockpit = as_person(here.facilitator), reverse("cockpit", args=[here.gathering.public_id])
    assert client.post(reverse("rehearsal", args=[here.gathering.public_id])).status_code == 303
    html = client.get(cockpit).content.decode()
    for text in ("Øving", "Prøvetelefon\N{NO-BREAK SPACE}2", "Avslutt øvingen"):
        assert text in html
    assert "La prøvetelefonene svare" not in html
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert "La prøvetelefonene svare" in client.get(cockpit).content.decode()
    stage = Stage.objects.get(gathering=here.gathering)
    client.post(cockpit, {"act": "end", "revision": stage.revision})
    stage.refresh_from_db()
    assert (stage.state, stage.is_rehearsal) == ("planned", False)


def test_groups_are_not_drawn_anew_while_one_rehearses(here) -> None:
    begin(here)
    with pytest.raises(NotPossible, match="Du øver nå"):
        groups.back_to_standing(gathering=here.gathering, by=here.facilitator)
    with pytest.raises(NotPossible, match="Du øver nå"):
        groups.make(gathering=here.gathering, tables=[("En", here.leaders)], by=here.facilitator)


def test_nobody_is_let_in_while_one_rehearses(here) -> None:
    begin(here)
    worlds.device(here.leaders[0], here.gathering, state="waiting")
    waiting = [each.public_id for each in here.gathering.admissions.filter(state="waiting")]
    with pytest.raises(NotPossible, match="Du øver nå"):
        admissions.admit(gathering=here.gathering, admissions=waiting, by=here.facilitator)
    assert not here.gathering.attendances.exists()


def test_the_page_of_groups_says_so_before_one_begins(here, as_person) -> None:
    begin(here)
    client, page = as_person(here.facilitator), reverse("groups", args=[here.gathering.public_id])
    new = reverse("groups-new", args=[here.gathering.public_id])
    html = client.get(page).content.decode()
    assert "Du øver nå" in html
    assert new not in html
    assert client.get(new).headers["Location"] == page


@pytest.mark.parametrize("kind", ["self-rating", "belief"])
def test_a_pretend_phone_says_that_leaders_write_on_their_own_here(here, client, kind) -> None:
    item = here.gathering.items.first()
    exercise = item.exercises.create(position=1, kind=kind, title="Eget")
    exercise.phases.create(position=1, mode="alone", writer="each", minutes=10)
    begin(here, phones=1)
    stop = next(each.number for each in Way(here.gathering).stops if each.exercise == exercise)
    go_to(here.gathering, stop, here.facilitator)
    stage = Stage.objects.get(gathering=here.gathering)
    pretender = Participation.objects.get(is_pretend=True)
    client.post(reverse("pretend-phone", args=[pretend_token(pretender, stage)]))
    page = client.get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
    assert "Prøvetelefonen er ingen leder" in page
    assert "Legg gjerne bort telefonen" not in page


def test_its_projector_goes_on_to_the_day_for_who_runs_it(here, as_person) -> None:
    begin(here)
    stage = Stage.objects.get(gathering=here.gathering)
    onward = reverse("projector-next", args=[here.gathering.public_id])
    wall = reverse("projector", args=[projector_token(stage)])
    client = as_person(here.facilitator)
    assert onward in client.get(wall).content.decode()
    assert onward not in as_person(None).get(wall).content.decode()
    assert onward not in as_person(here.leader).get(wall).content.decode()
    rehearsal.finish(stage=stage, revision=stage.revision, by=here.facilitator)
    assert "Øvingen er slutt." in client.get(onward).content.decode()
    assert client.get(onward, headers={"HX-Request": "true"}).status_code == 204
    stages.start(gathering=here.gathering, by=here.facilitator)
    stage = Stage.objects.get(gathering=here.gathering)
    begun = client.get(onward, headers={"HX-Request": "true"})
    assert begun.headers["HX-Redirect"] == reverse("projector", args=[projector_token(stage)])
    assert onward not in client.get(begun.headers["HX-Redirect"]).content.decode()
