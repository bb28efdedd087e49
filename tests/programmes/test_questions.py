"""Spørsmål: notes for oneself, the group's answers, anonymous ones, and what the room and the facilitator see."""

from __future__ import annotations

import re
from datetime import time

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programmes import detached
from programmes.agenda import Way
from programmes.contract import NotPossible, kind_of
from programmes.models import (
    AgendaItem,
    Ballot,
    Exercise,
    Gathering,
    GroupAnswer,
    GroupRole,
    Note,
    Participation,
    Phase,
    Question,
    ReleasedText,
    Round,
)
from programmes.queries import answered
from programmes.queries import questions as queries
from programmes.queries import stage as stage_queries
from programmes.services import questions as services
from programmes.services import rounds
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import go_to
from tests.forms import stands

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NOBODY, EACH, SECRETARY, ANYBODY = Phase.Writer.NOBODY, Phase.Writer.EACH, Phase.Writer.SECRETARY, Phase.Writer.ANYBODY
NOTHING, OWN, GROUP, ANONYMOUS, EVALUATION = (
    Question.Answer.NOTHING,
    Question.Answer.OWN,
    Question.Answer.GROUP,
    Question.Answer.ANONYMOUS,
    Question.Answer.EVALUATION,
)


def ask(
    gathering: Gathering, questions: list[str], phases: list[tuple[str, str]], title: str = "Spørsmålet"
) -> Exercise:
    """An exercise in an item of its own at the end of the day."""
    position = gathering.items.count() + 1
    item = AgendaItem.objects.create(
        gathering=gathering, position=position, starts=time(10 + position), minutes=30, title=title
    )
    exercise = Exercise.objects.create(item=item, position=1, kind="questions", title=title)
    for number, answer in enumerate(questions, start=1):
        Question.objects.create(exercise=exercise, position=number, text=f"Spørsmål {number}?", answer=answer)
    for number, (mode, writer) in enumerate(phases, start=1):
        Phase.objects.create(exercise=exercise, position=number, mode=mode, minutes=5, writer=writer)
    return exercise


def arrive(here: worlds.Place, exercise: Exercise, phase: int = 1) -> Round | None:
    """The stage comes to a phase of the exercise; its round, where it opened by itself."""
    number = next(
        stop.number for stop in Way(here.gathering).stops if stop.exercise == exercise and stop.phase.position == phase
    )
    go_to(here.gathering, number, here.facilitator)
    return exercise.rounds.last()


def opened(here: worlds.Place, exercise: Exercise) -> Round:
    arrive(here, exercise)
    stage = here.gathering.stage
    stage.refresh_from_db()
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    return exercise.rounds.get()


@pytest.fixture
def e4(here) -> Exercise:
    """Source 2's task: alone, said to each other, to plenary, together."""
    return ask(
        here.gathering,
        [OWN, OWN, OWN, GROUP],
        [("alone", EACH), ("groups", NOBODY), ("to_plenary", SECRETARY), ("together", NOBODY)],
    )


@pytest.fixture
def secret(here) -> Exercise:
    return ask(here.gathering, [ANONYMOUS, EVALUATION], [("alone", EACH), ("together", NOBODY)])


def phone(here: worlds.Place, as_person, seat: int = 0) -> str:
    url = reverse("gathering", args=[here.gathering.public_id])
    return as_person(here.leaders[seat].person).get(url).content.decode()


def note_url(here: worlds.Place, question: Question) -> str:
    return reverse("note", args=[here.gathering.public_id, question.public_id])


def answer_url(here: worlds.Place, round: Round, question: Question) -> str:
    return reverse("group-answer", args=[here.gathering.public_id, round.public_id, question.public_id])


def ballot_url(here: worlds.Place, round: Round) -> str:
    return reverse("ballot", args=[here.gathering.public_id, round.public_id])


def vote(round: Round, seats: list[Participation], text: str = "Svar") -> None:
    for number, seat in enumerate(seats, start=1):
        texts = {question.public_id: f"{text} {number}" for question in queries.detached(round.exercise)}
        services.send(round=round, participation=seat, answers=texts)


# Notes for oneself


def test_a_note_is_kept_as_it_is_written_and_only_its_writer_sees_it(here, e4, as_person) -> None:
    arrive(here, e4)
    first = e4.questions.first()
    client = as_person(here.leader)
    said = client.post(note_url(here, first), {"text": "når noen spør", "revision": "0"}, headers=HTMX)
    assert said.status_code == 200
    assert "Lagret" in said.content.decode()
    assert 'name="revision" value="1"' in said.content.decode()
    assert "når noen spør" in phone(here, as_person)
    assert "når noen spør" not in phone(here, as_person, 1)
    for person, name in ((here.facilitator, "cockpit"),):
        html = as_person(person).get(reverse(name, args=[here.gathering.public_id])).content.decode()
        assert "når noen spør" not in html


def test_a_note_that_is_newer_elsewhere_is_not_written_over(here, e4, as_person) -> None:
    arrive(here, e4)
    question, client = e4.questions.first(), as_person(here.leader)
    url = note_url(here, question)
    assert client.post(url, {"text": "På telefonen", "revision": "0"}, headers=HTMX).status_code == 200
    late = client.post(url, {"text": "På nettbrettet", "revision": "0"}, headers=HTMX)
    html = late.content.decode()
    assert late.status_code == 409
    assert "På telefonen" in html
    assert "Du har skrevet noe nyere på en annen skjerm" in html
    assert Note.objects.get().text == "På telefonen"
    chosen = client.post(url, {"text": "På nettbrettet", "revision": "0", "instead": "1"}, headers=HTMX)
    assert chosen.status_code == 200
    assert (Note.objects.get().text, Note.objects.get().revision) == ("På nettbrettet", 2)


def test_without_scripts_a_late_note_stays_in_its_field(here, e4, as_person) -> None:
    arrive(here, e4)
    url, client = note_url(here, e4.questions.first()), as_person(here.leader)
    assert client.post(url, {"text": "Ett", "revision": "0"}).status_code == 303
    late = client.post(url, {"text": "Noe annet", "revision": "0"})
    assert late.status_code == 409
    assert ">\nNoe annet</textarea>" in late.content.decode()
    assert "Ett" in late.content.decode()


def test_what_holds_all_that_is_there_may_replace_it(here, e4) -> None:
    question, seat = e4.questions.first(), here.leaders[0]
    services.save_note(question=question, participation=seat, text="Jeg", revision=0)
    services.save_note(question=question, participation=seat, text="Jeg er trygg", revision=0)
    assert Note.objects.get().text == "Jeg er trygg"


@pytest.mark.parametrize("text", ["x" * 4001, "a\x00b"])
def test_a_note_that_cannot_be_kept_stays_as_it_was_typed(here, e4, as_person, text) -> None:
    arrive(here, e4)
    url, client = note_url(here, e4.questions.first()), as_person(here.leader)
    assert client.post(url, {"text": text, "revision": "0"}, headers=HTMX).status_code == 422
    whole = client.post(url, {"text": text, "revision": "0"})
    assert whole.status_code == 422
    assert text.replace("\x00", "") in whole.content.decode().replace("\x00", "")
    assert not Note.objects.exists()


def test_a_question_of_another_gathering_is_not_there(world, as_person) -> None:
    mine = ask(world.here.gathering, [OWN], [("alone", EACH)])
    theirs = ask(world.elsewhere.gathering, [OWN], [("alone", EACH)])
    client = as_person(world.here.leader)
    url = reverse("note", args=[world.here.gathering.public_id, theirs.questions.get().public_id])
    assert client.post(url, {"text": "x", "revision": "0"}).status_code == 404
    assert client.post(note_url(world.here, mine.questions.get()), {"text": "x", "revision": "0"}).status_code == 303


def test_own_notes_are_at_hand_in_the_groups_phases(here, e4, as_person) -> None:
    round = arrive(here, e4)
    services.save_note(question=e4.questions.first(), participation=here.leaders[0], text="Mitt ord", revision=0)
    for phase in (2, 3, 4):
        arrive(here, e4, phase)
        assert "Mitt ord" in phone(here, as_person)
        assert "Mitt ord" not in phone(here, as_person, 1)
    assert round.is_open


# The group's answer


@pytest.fixture
def written(here, e4) -> tuple[Round | None, Question]:
    arrive(here, e4)
    round = arrive(here, e4, 3)
    return round, e4.questions.get(answer=GROUP)


def test_without_a_secretary_anybody_in_the_group_writes(here, written, as_person) -> None:
    round, question = written
    for seat, text, revision in ((0, "Vi deler", 0), (1, "Vi deler mye", 1)):
        client = as_person(here.leaders[seat].person)
        data = {"text": text, "revision": revision, "shared": "on"}
        assert client.post(answer_url(here, round, question), data, headers=HTMX).status_code == 200
    answer = GroupAnswer.objects.get()
    assert (answer.text, answer.is_shared, answer.group, answer.revision) == ("Vi deler mye", True, here.groups[0], 2)


def test_who_writes_on_does_not_take_away_anothers_tick(here, written, as_person) -> None:
    round, question = written

    def send(seat: int, text: str, revision: int, **boxes: str) -> str:
        data = {"text": text, "revision": revision} | boxes
        answer = as_person(here.leaders[seat].person).post(answer_url(here, round, question), data, headers=HTMX)
        assert answer.status_code == 200
        return answer.content.decode()

    send(0, "Vi deler", 0)
    ticked = send(1, "Vi deler", 1, shared="on")
    assert '<input type="hidden" name="was_shared" value="on">' in ticked
    written_on = send(0, "Vi deler, litt til", 1)  # their box was never ticked, and they have not touched it
    assert "was_shared" not in written_on
    assert GroupAnswer.objects.get().is_shared
    send(1, "Vi deler, litt til", 3, was_shared="on")  # the one who ticked takes the tick away
    assert not GroupAnswer.objects.get().is_shared


def test_what_was_written_for_one_group_is_not_saved_for_another(here, written, as_person) -> None:
    """Whoever is moved while writing sits with the others' answer: it is theirs, whatever revision it has."""
    round, question = written
    client = as_person(here.leader)
    first = {"text": "Vi sier ja", "revision": "0", "group": here.groups[0].public_id}
    assert client.post(answer_url(here, round, question), first, headers=HTMX).status_code == 200
    moved = {"text": "Vi sier nei", "revision": "1", "group": here.groups[1].public_id}
    late = client.post(answer_url(here, round, question), moved, headers=HTMX)
    assert late.status_code == 409
    assert "Du sitter i en annen gruppe nå" in late.content.decode()
    assert GroupAnswer.objects.get(round=round, question=question, group=here.groups[0]).text == "Vi sier ja"
    assert not GroupAnswer.objects.filter(text="Vi sier nei").exists()


def test_the_cockpit_says_which_group_has_not_chosen_to_show_what_it_wrote(here, written, as_person) -> None:
    round, question = written
    client = as_person(here.leaders[0].person)
    cockpit = reverse("cockpit", args=[here.gathering.public_id])
    for revision, (shared, said) in enumerate(
        (({}, "men ikke valgt for plenum"), ({"shared": "on"}, "Skrevet</small>"))
    ):
        client.post(
            answer_url(here, round, question), {"text": "Hemmelig", "revision": revision} | shared, headers=HTMX
        )
        page = as_person(here.facilitator).get(cockpit).content.decode()
        assert said in page
        assert "Hemmelig" not in page


def test_only_the_secretary_writes_until_somebody_takes_the_pen(here, written, as_person) -> None:
    round, question = written
    GroupRole.objects.create(
        gathering=here.gathering, group=here.groups[0], role="secretary", participation=here.leaders[0]
    )
    assert f"text-{question.public_id}" in phone(here, as_person, 0)
    other = phone(here, as_person, 1)
    assert f"text-{question.public_id}" not in other
    assert "Ta over pennen" in other
    client = as_person(here.leaders[1].person)
    refused = client.post(answer_url(here, round, question), {"text": "Nei", "revision": "0"}, headers=HTMX)
    assert refused.status_code == 409
    assert "skriver for gruppen nå" in refused.content.decode()
    pen = reverse("pen", args=[here.gathering.public_id, round.public_id])
    assert client.post(pen).status_code == 303
    assert GroupRole.objects.get().participation == here.leaders[1]
    assert client.post(answer_url(here, round, question), {"text": "Ja", "revision": "0"}).status_code == 303


def test_the_groups_see_their_own_board_and_nobody_elses(here, written) -> None:
    round, question = written
    services.save_answer(
        round=round, question=question, group=here.groups[0], text="Vårt", shared=False, revision=0, by=here.leaders[0]
    )
    kind = kind_of(round.exercise)
    texts = [[field.text for field in kind.board(round, group).context["board"].answers] for group in here.groups]
    assert texts == [["Vårt"], [""]]


def test_the_room_sees_only_what_a_group_shares(here, written) -> None:
    round, question = written
    kind = kind_of(round.exercise)
    for number, shared in ((0, True), (1, False)):
        services.save_answer(
            round=round,
            question=question,
            group=here.groups[number],
            text=f"Svar {number}",
            shared=shared,
            revision=0,
            by=here.leaders[number * 3],
        )
    page = kind.projector(round).context["page"]
    assert [(part.heading, part.texts) for part in page.parts] == [(here.groups[0].name, ["Svar 0"])]
    progress = kind.progress(round)
    assert (progress.done, progress.of, [each.done for each in progress.groups]) == (2, 2, [1, 1])


def test_nothing_is_written_after_the_round_is_closed(here, written, as_person) -> None:
    round, question = written
    rounds.close_round(round=round, by=here.facilitator)
    client = as_person(here.leader)
    late = client.post(answer_url(here, round, question), {"text": "For sent", "revision": "0"}, headers=HTMX)
    assert late.status_code == 409
    assert "Oppgaven er avsluttet" in late.content.decode()
    assert not GroupAnswer.objects.exists()


# Without a name


def test_the_round_waits_for_the_facilitator_and_tells_who_sees_what(here, secret, as_person) -> None:
    assert arrive(here, secret) is None
    html = phone(here, as_person)
    assert "Vent litt. Prosesslederen åpner runden." in html
    assert "kan i teorien regne seg fram til dem" in html
    assert "textarea" not in html
    opened(here, secret)
    assert "Send anonymt" in phone(here, as_person)


def test_an_answer_is_registered_and_counted_once(here, secret, as_person) -> None:
    round = opened(here, secret)
    first = queries.detached(secret)[0]
    client = as_person(here.leader)
    data = {f"answer-{first.public_id}": "Bra dag"}
    for _time in range(2):
        said = client.post(ballot_url(here, round), data, headers=HTMX)
        assert said.status_code == 200
        assert "Registrert" in said.content.decode()
        assert "Bra dag" not in said.content.decode()
    assert list(Ballot.objects.values_list("part", "answer")) == [(first.public_id, "Bra dag")]
    assert detached.count(round) == 1
    assert "Registrert" in phone(here, as_person)


def test_all_empty_is_asked_for_an_answer_and_some_may_be_empty(here, secret, as_person) -> None:
    round = opened(here, secret)
    client = as_person(here.leader)
    empty = client.post(ballot_url(here, round), {}, headers=HTMX)
    assert empty.status_code == 422
    assert "Skriv svar på minst ett spørsmål" in empty.content.decode()
    second = queries.detached(secret)[1]
    assert client.post(ballot_url(here, round), {f"answer-{second.public_id}": "Mer tid"}).status_code == 303


def test_too_long_is_pointed_at_and_nothing_typed_is_lost(here, secret, as_person) -> None:
    round = opened(here, secret)
    first, second = queries.detached(secret)
    data = {f"answer-{first.public_id}": "y" * 2001, f"answer-{second.public_id}": "Behold meg"}
    for headers in (HTMX, {}):
        said = as_person(here.leader).post(ballot_url(here, round), data, headers=headers)
        html = said.content.decode()
        assert said.status_code == 422
        assert "2001 tegn" in html
        assert "y" * 2001 in html
        assert "Behold meg" in html
    assert not Ballot.objects.exists()


def test_after_the_close_an_answer_is_refused_with_the_text_still_there(here, secret, as_person) -> None:
    round = opened(here, secret)
    rounds.close_round(round=round, by=here.facilitator)
    first = queries.detached(secret)[0]
    said = as_person(here.leader).post(ballot_url(here, round), {f"answer-{first.public_id}": "For sent"})
    assert said.status_code == 409
    assert "For sent" in said.content.decode()
    assert not Ballot.objects.exists()


def test_five_answers_are_released_and_every_ballot_is_destroyed(here, secret) -> None:
    round = opened(here, secret)
    vote(round, here.leaders[:5])
    round = rounds.close_round(round=round, by=here.facilitator)
    assert round.respondents == 5
    assert not Ballot.objects.exists()
    for question in secret.questions.all():
        texts = sorted(ReleasedText.objects.filter(question=question).values_list("text", flat=True))
        assert texts == [f"Svar {number}" for number in range(1, 6)]


def test_four_answers_are_never_shown_and_people_are_told(here, secret, as_person) -> None:
    round = opened(here, secret)
    vote(round, here.leaders[:4])
    round = rounds.close_round(round=round, by=here.facilitator)
    assert (round.respondents, Ballot.objects.count(), ReleasedText.objects.count()) == (4, 0, 0)
    told = "Fire svarte. Under fem vises ingenting, og svarene er slettet."
    assert told in phone(here, as_person)
    cockpit = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert told in cockpit


def test_a_question_that_few_answered_is_not_shown_beside_one_that_many_did(here, secret) -> None:
    round = opened(here, secret)
    first, second = queries.detached(secret)
    for number, seat in enumerate(here.leaders):
        answers = {first.public_id: "Ja"} | ({second.public_id: "Nei"} if number < 4 else {})
        services.send(round=round, participation=seat, answers=answers)
    rounds.close_round(round=round, by=here.facilitator)
    assert set(ReleasedText.objects.values_list("question", flat=True)) == {first.pk}


def test_the_order_of_released_texts_differs_from_question_to_question(here) -> None:
    exercise = ask(here.gathering, [ANONYMOUS] * 5, [("alone", EACH)])
    round = opened(here, exercise)
    vote(round, here.leaders)
    rounds.close_round(round=round, by=here.facilitator)
    orders = {
        tuple(ReleasedText.objects.filter(question=question).values_list("text", flat=True))
        for question in exercise.questions.all()
    }
    assert len(orders) > 1


def test_the_evaluation_never_reaches_the_room(here, secret, as_person) -> None:
    from programmes.rules import projector_token

    round = opened(here, secret)
    vote(round, here.leaders, "Hemmelig")
    rounds.close_round(round=round, by=here.facilitator)
    kind = kind_of(secret)
    assert not kind.may_show(round)
    round = rounds.reveal(round=round, by=here.facilitator)
    page = kind.projector(round).context["page"]
    assert page.question.answer == ANONYMOUS
    ReleasedText.objects.filter(question__answer=ANONYMOUS).update(is_hidden=True)
    assert not kind.may_show(round)
    stage = here.gathering.stage
    stage.refresh_from_db()
    wall = as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()
    assert "Hemmelig" not in wall


def primary(here: worlds.Place, as_person) -> str:
    """The cockpit's next act, as it stands."""
    html = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    (found,) = re.findall(r'<(?:a|button) id="ctrl-next".*?</(?:a|button)>', html, re.DOTALL)
    return found


def test_what_too_few_answered_is_not_offered_to_be_read(here, secret, as_person) -> None:
    round = opened(here, secret)
    vote(round, here.leaders[:4])
    rounds.close_round(round=round, by=here.facilitator)
    assert '"act": "reveal"' not in primary(here, as_person)
    assert "Så få svarte at bare antallet vises." in wall_of(here, as_person)
    secret.phases.filter(position=2).update(instruction="Snakk om det likevel.")
    arrive(here, secret, 2)
    assert "Snakk om det likevel." in wall_of(here, as_person)


def test_what_enough_answered_is(here, secret, as_person) -> None:
    round = opened(here, secret)
    vote(round, here.leaders[:5])
    rounds.close_round(round=round, by=here.facilitator)
    assert '"act": "reveal"' in primary(here, as_person)


def test_the_wall_says_that_a_round_is_over_when_the_day_goes_back_to_it(here, secret, as_person) -> None:
    round = opened(here, secret)
    vote(round, here.leaders)
    rounds.close_round(round=round, by=here.facilitator)
    rounds.reveal(round=round, by=here.facilitator)
    arrive(here, secret, 2)
    arrive(here, secret)
    assert "Runden er lukket." in wall_of(here, as_person)


def test_the_facilitator_reads_before_the_room_sees(here, secret) -> None:
    round = opened(here, secret)
    vote(round, here.leaders)
    for act in ("close_round", "reveal"):
        stage = here.gathering.stage
        stage.refresh_from_db()
        stage = getattr(stages, act)(stage=stage, revision=stage.revision, by=here.facilitator)
    assert stage.screen == "task"
    now = stage_queries.now(here.gathering)
    assert now.task.result is not None
    assert stages.show(stage=stage, revision=stage.revision, screen="result", by=here.facilitator).screen == "result"


# Reading


@pytest.fixture
def revealed(here, secret) -> Round:
    round = opened(here, secret)
    vote(round, here.leaders)
    rounds.close_round(round=round, by=here.facilitator)
    return rounds.reveal(round=round, by=here.facilitator)


def test_texts_are_read_only_once_they_are_revealed(here, secret, as_person) -> None:
    round = opened(here, secret)
    url = reverse("texts", args=[here.gathering.public_id, round.public_id])
    vote(round, here.leaders)
    client = as_person(here.facilitator)
    assert client.get(url).status_code == 404
    rounds.close_round(round=round, by=here.facilitator)
    assert client.get(url).status_code == 404
    rounds.reveal(round=round, by=here.facilitator)
    assert client.get(url).status_code == 200
    assert as_person(here.leader).get(url).status_code == 404


def test_themes_are_counted_and_filter(here, revealed, as_person) -> None:
    url = reverse("texts", args=[here.gathering.public_id, revealed.public_id])
    client = as_person(here.facilitator)
    first, second, third = ReleasedText.objects.filter(question__answer=ANONYMOUS)[:3]
    for text, theme in ((first, "Tid"), (second, "Tid"), (third, "Mat")):
        assert client.post(url, {"text": text.public_id, "act": "theme", "theme": f" {theme} "}).status_code == 303
    assert answered.themes_of([revealed]) == [("Tid", 2), ("Mat", 1)]
    html = client.get(url, {"theme": "Mat"}).content.decode()
    assert third.text in html
    assert f"theme-{first.public_id}" not in html
    wall = kind_of(revealed.exercise).projector(revealed).context["page"]
    assert [(part.heading, len(part.texts)) for part in wall.parts] == [("Tid", 2), ("Mat", 1), ("", 3)]


def test_a_hidden_text_is_kept_from_the_room_and_shown_again(here, revealed, as_person) -> None:
    url = reverse("texts", args=[here.gathering.public_id, revealed.public_id])
    client = as_person(here.facilitator)
    text = ReleasedText.objects.filter(question__answer=ANONYMOUS).first()
    part = client.post(url, {"text": text.public_id, "act": "hide"}, headers=HTMX | {"HX-Target": "texts"})
    assert "Skjult for rommet" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert len(answered.released(revealed)) == 5
    client.post(url, {"text": text.public_id, "act": "show"})
    assert len(answered.released(revealed)) == 6


def test_a_text_of_another_round_is_not_marked(here, revealed, as_person) -> None:
    url = reverse("texts", args=[here.gathering.public_id, revealed.public_id])
    other = Round.objects.create(
        exercise=revealed.exercise,
        number=9,
        opened_at=revealed.opened_at,
        closed_at=revealed.closed_at,
        revealed_at=revealed.revealed_at,
    )
    text = ReleasedText.objects.filter(round=revealed).first()
    ReleasedText.objects.filter(pk=text.pk).update(round=other)
    for name in (text.public_id, "222222222222"):
        assert as_person(here.facilitator).post(url, {"text": name, "act": "hide"}).status_code == 422
    text.refresh_from_db()
    assert not text.is_hidden


def test_the_evaluation_is_at_hand_when_the_next_gathering_is_planned(here, revealed, as_person) -> None:
    following = Gathering.objects.create(programme=here.programme, number=4, date=timezone.localdate())
    services.put_theme(text=ReleasedText.objects.filter(question__answer=EVALUATION).first(), theme="Mer tid")
    last = answered.last_evaluation(following)
    assert (last.gathering, last.answers, last.themes) == (here.gathering, 6, [("Mer tid", 1)])
    assert answered.last_evaluation(here.gathering) is None
    part = render_to_string("programmes/questions/last_evaluation.html", {"last_evaluation": last})
    assert "Mer tid" in part
    assert "Les hva 6 svarte" in part
    html = as_person(here.facilitator).get(reverse("evaluation", args=[here.gathering.public_id])).content.decode()
    assert "Spørsmål 2?" in html
    assert "Spørsmål 1?" not in html


# On paper


def test_what_a_group_did_on_paper_is_entered_for_it(here, written, as_person) -> None:
    round, question = written
    url = reverse("paper", args=[here.gathering.public_id, round.public_id, here.groups[1].public_id])
    client = as_person(here.facilitator)
    assert client.get(url).status_code == 200
    data = {**stands(client, url), f"text-{question.public_id}": "Fra arket", f"shared-{question.public_id}": "on"}
    assert client.post(url, data).status_code == 303
    answer = GroupAnswer.objects.get()
    assert (answer.text, answer.is_shared, answer.from_paper, answer.group) == ("Fra arket", True, True, here.groups[1])
    rounds.close_round(round=round, by=here.facilitator)
    late = client.post(url, data | stands(client, url) | {f"text-{question.public_id}": "Etterpå"})
    assert late.status_code == 409
    assert "Etterpå" in late.content.decode()
    too_long = client.post(url, stands(client, url) | {f"text-{question.public_id}": "z" * 4001})
    assert too_long.status_code == 422


def test_paper_takes_nothing_of_what_the_group_wrote_meanwhile(here, written, as_person) -> None:
    round, question = written
    group, client = here.groups[0], as_person(here.facilitator)
    url = reverse("paper", args=[here.gathering.public_id, round.public_id, group.public_id])
    before = stands(client, url)
    services.save_answer(
        round=round, question=question, group=group, text="Fra telefonen", shared=True, revision=0, by=here.leaders[0]
    )
    said = client.post(url, {**before, f"text-{question.public_id}": ""})
    assert said.status_code == 409
    assert "Fra telefonen" in said.content.decode()
    assert GroupAnswer.objects.get().text == "Fra telefonen"
    assert client.post(url, {**stands(client, url), f"text-{question.public_id}": "Fra arket"}).status_code == 303
    assert GroupAnswer.objects.get().text == "Fra arket"


def test_what_a_group_keeps_to_itself_the_facilitator_does_not_read(here, written, as_person) -> None:
    round, question = written
    group, client = here.groups[0], as_person(here.facilitator)
    url = reverse("paper", args=[here.gathering.public_id, round.public_id, group.public_id])
    services.save_answer(
        round=round, question=question, group=group, text="Bare oss", shared=False, revision=0, by=here.leaders[0]
    )
    html = client.get(url).content.decode()
    assert "Bare oss" not in html
    assert "et svar som bare gruppen ser" in html
    shown = {**stands(client, url), f"text-{question.public_id}": "", f"shared-{question.public_id}": "on"}
    assert client.post(url, shown).status_code == 303
    answer = GroupAnswer.objects.get()
    assert (answer.text, answer.is_shared) == ("Bare oss", False)
    other = client.post(url, {f"text-{question.public_id}": ""})
    assert "Bare oss" not in other.content.decode()


def test_nothing_can_be_entered_for_what_is_nobodys(here, secret, as_person) -> None:
    round = opened(here, secret)
    url = reverse("paper", args=[here.gathering.public_id, round.public_id, here.groups[0].public_id])
    assert as_person(here.facilitator).get(url).status_code == 404


# The notes afterwards


def test_own_notes_are_read_and_written_after_the_day(here, e4, as_person) -> None:
    url, client = reverse("notes", args=[here.gathering.public_id]), as_person(here.leader)
    assert "Spørsmål 1?" not in client.get(url).content.decode()
    arrive(here, e4)
    stage = here.gathering.stage
    stage.refresh_from_db()
    stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    question = e4.questions.first()
    saved = client.post(note_url(here, question), {"text": "Etterpå", "revision": "0", "back": "notes"})
    assert saved.headers["Location"] == url
    assert "Etterpå" in client.get(url).content.decode()
    assert "Etterpå" not in as_person(here.leaders[1].person).get(url).content.decode()


def test_a_leader_who_claimed_a_guests_seat_finds_its_notes(here, e4, as_person) -> None:
    arrive(here, e4)
    today = timezone.localdate()
    guest = Participation.objects.create(
        programme=here.programme,
        role="guest",
        guest_name="Gjest",
        gathering=here.gathering,
        since=today,
        until=today,
    )
    services.save_note(question=e4.questions.first(), participation=guest, text="Som gjest", revision=0)
    url = reverse("notes", args=[here.gathering.public_id])
    assert "Som gjest" not in as_person(here.leader).get(url).content.decode()
    guest.membership = here.membership
    guest.save()
    html = as_person(here.leader).get(url).content.decode()
    assert "Som gjest" in html
    data = {"text": "Som gjest, og mer", "revision": "1", "seat": guest.public_id}
    assert as_person(here.leader).post(note_url(here, e4.questions.first()), data, headers=HTMX).status_code == 200
    assert Note.objects.get().text == "Som gjest, og mer"


def test_notes_cost_the_same_with_many_as_with_few(here, as_person) -> None:
    costs = []
    for _more in range(2):
        for exercise in [ask(here.gathering, [OWN] * 5, [("alone", EACH)]) for _number in range(3)]:
            arrive(here, exercise)
        client = as_person(here.leader)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("notes", args=[here.gathering.public_id])).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


# Rehearsal, and the stage


def test_pretend_phones_do_their_part_until_there_is_nothing_left(here, e4, secret) -> None:
    round = arrive(here, e4)
    kind = kind_of(e4)
    for elector in round.electors.all():
        steps = 0
        while kind.pretend(round, elector, step=steps):
            steps += 1
        assert steps in (0, 1)
    assert not Note.objects.exists()  # nobody writes what is another's own
    assert GroupAnswer.objects.count() == 2
    anonymous = opened(here, secret)
    for elector in anonymous.electors.all():
        assert kind.pretend(anonymous, elector, step=0)
        assert not kind.pretend(anonymous, elector, step=1)
    assert detached.count(anonymous) == 6


def test_only_an_asked_round_is_frozen(here, e4, secret) -> None:
    kind = kind_of(e4)
    assert [kind.is_frozen(exercise) for exercise in (e4, secret)] == [False, True]
    assert [kind.asks_in(exercise) for exercise in (e4, secret)] == ["", "alone"]


def test_a_conversation_needs_nothing_written(here, as_person) -> None:
    talk = ask(here.gathering, [NOTHING], [("pairs", NOBODY)])
    round = arrive(here, talk)
    assert kind_of(talk).progress(round) is None
    html = phone(here, as_person)
    assert "Spørsmål 1?" in html
    assert "textarea" not in html
    assert "Legg gjerne bort telefonen" in html


def test_the_wall_holds_what_can_be_read_from_the_back(here) -> None:
    parts = [answered.Part(f"Gruppe {number}", ["ord " * 200]) for number in range(8)]
    page = answered.page_of(Question(text="?"), parts)
    assert (page.size, page.left_out) == ("many", 8 - len(page.parts))
    assert answered.MANY.holds(page.parts, answered.HIGH)
    assert 3 <= len(page.parts) < 8
    assert all(text.endswith(" …") for part in page.parts for text in part.texts)


def test_sending_to_nobody_is_not_possible(here, secret) -> None:
    round = opened(here, secret)
    with pytest.raises(NotPossible):
        services.send(round=round, participation=here.leaders[0], answers={"222222222222": "x"})


# The pages


def test_every_screen_is_sound_at_every_step(here, e4, secret, as_person) -> None:
    from programmes.rules import projector_token
    from tests.test_pages import Page

    def act(name: str) -> None:
        stage = here.gathering.stage
        stage.refresh_from_db()
        getattr(stages, name)(stage=stage, revision=stage.revision, by=here.facilitator)

    def write() -> None:
        round = arrive(here, e4, 3)
        question = e4.questions.get(answer=GROUP)
        services.save_answer(
            round=round,
            question=question,
            group=here.groups[0],
            text="Vårt",
            shared=True,
            revision=0,
            by=here.leaders[0],
        )
        services.save_note(question=e4.questions.first(), participation=here.leaders[0], text="Mitt", revision=0)

    steps = {
        "alone": lambda: arrive(here, e4, 1),
        "talk": lambda: arrive(here, e4, 2),
        "plenary": write,
        "without the pen": lambda: services.take_pen(
            gathering=here.gathering, group=here.groups[0], by=here.leaders[1]
        ),
        "together": lambda: arrive(here, e4, 4),
        "waiting": lambda: arrive(here, secret, 1),
        "asked": lambda: act("open_round"),
        "answered": lambda: vote(secret.rounds.get(), here.leaders),
        "closed": lambda: act("close_round"),
        "revealed": lambda: act("reveal"),
        "shown": lambda: arrive(here, secret, 2),
    }
    wrong = {}
    for name, step in steps.items():
        step()
        here.gathering.stage.refresh_from_db()
        gathering = here.gathering.public_id
        screens = {
            "phone": (here.leader, reverse("gathering", args=[gathering])),
            "cockpit": (here.facilitator, reverse("cockpit", args=[gathering])),
            "projector": (None, reverse("projector", args=[projector_token(here.gathering.stage)])),
            "notes": (here.leader, reverse("notes", args=[gathering])),
        }
        if name in ("revealed", "shown"):
            texts = reverse("texts", args=[gathering, secret.rounds.get().public_id])
            screens |= {"texts": (here.facilitator, texts)}
        for screen, (person, url) in screens.items():
            response = as_person(person).get(url)
            problems = Page(response.content.decode()).problems
            if response.status_code != 200 or problems:
                wrong[name, screen] = (response.status_code, problems)
    assert wrong == {}


@pytest.mark.parametrize("name", ["gathering", "cockpit"])
def test_a_screen_costs_the_same_in_a_large_room(db, as_person, name) -> None:
    def cost(marker: str, leaders: int) -> int:
        here = worlds.place(marker, leaders=leaders)
        exercise = ask(here.gathering, [OWN, GROUP], [("alone", EACH), ("to_plenary", SECRETARY)])
        round = arrive(here, exercise, 2)
        for elector in round.electors.all():
            for step in range(2):
                kind_of(exercise).pretend(round, elector, step=step)
        client = as_person(here.leader if name == "gathering" else here.facilitator)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[here.gathering.public_id])).status_code == 200
        return len(queries)

    few, many = cost("Liten", 2), cost("Stor", 20)
    assert few == many <= 34


# What the room has before it


def wall_of(here: worlds.Place, as_person) -> str:
    from programmes.rules import projector_token

    here.gathering.stage.refresh_from_db()
    address = reverse("projector", args=[projector_token(here.gathering.stage)])
    return as_person(None).get(address).content.decode()


@pytest.mark.parametrize(
    ("questions", "phases", "texts"),
    [
        ([NOTHING], [("pairs", NOBODY)], [[1]]),
        ([OWN, OWN, GROUP], [("alone", EACH), ("groups", NOBODY), ("to_plenary", SECRETARY), ("together", NOBODY)],
         [[1, 2], [1, 2], [3], []]),
        ([EVALUATION], [("alone", EACH)], [[1]]),
    ],
)  # fmt: skip
def test_the_room_has_the_questions_of_the_phase_before_it(here, questions, phases, texts) -> None:
    exercise = ask(here.gathering, questions, phases)
    kind = kind_of(exercise)
    asked = [[question.position for question in kind.asked(exercise, phase)] for phase in exercise.phases.all()]
    assert asked == texts


def test_the_projector_shows_what_pairs_talk_about(here, as_person) -> None:
    arrive(here, ask(here.gathering, [NOTHING], [("pairs", NOBODY)]))
    assert '<h1 class="wall-task" lang="nb">Spørsmål 1?</h1>' in wall_of(here, as_person)


def test_the_projector_stays_with_the_task_while_the_groups_write_for_the_plenary(here) -> None:
    exercise = ask(here.gathering, [GROUP], [("to_plenary", SECRETARY), ("together", NOBODY)])
    round = arrive(here, exercise)
    assert round is not None
    question = exercise.questions.get()
    elector = round.electors.exclude(group=None).select_related("group", "participation").first()
    assert elector is not None
    services.save_answer(
        round=round,
        question=question,
        group=elector.group,
        text="Delt",
        shared=True,
        revision=0,
        by=elector.participation,
    )
    go_to(here.gathering, 0, here.facilitator)
    screens = []
    for phase in (1, 2):
        arrive(here, exercise, phase)
        here.gathering.stage.refresh_from_db()
        screens.append(here.gathering.stage.screen)
    assert screens == ["task", "result"]


def test_how_far_the_groups_are_is_said_from_the_phase_in_which_they_write(here) -> None:
    exercise = ask(here.gathering, [OWN, GROUP], [("alone", EACH), ("to_plenary", SECRETARY), ("together", NOBODY)])
    said = []
    for phase in (1, 2, 3):
        arrive(here, exercise, phase)
        said.append(stage_queries.now(here.gathering).task.progress is not None)
    assert said == [False, True, True]


def test_the_phone_shows_whose_turn_it_is(here, as_person) -> None:
    exercise = ask(here.gathering, [OWN], [("groups", NOBODY)])
    exercise.phases.update(in_turn=True)
    arrive(here, exercise)
    assert 'id="floor-title"' in phone(here, as_person)


def test_opening_the_answers_to_be_read_leads_to_them(here, secret, as_person) -> None:
    round = opened(here, secret)
    vote(round, here.leaders[:5])
    cockpit = reverse("cockpit", args=[here.gathering.public_id])
    desk = as_person(here.facilitator)
    where = []
    for act in ("close_round", "reveal"):
        here.gathering.stage.refresh_from_db()
        answer = desk.post(cockpit, {"act": act, "revision": here.gathering.stage.revision}, headers=HTMX)
        where.append(answer.headers.get("HX-Redirect"))
    assert where == [None, reverse("texts", args=[here.gathering.public_id, round.public_id])]


def test_the_cockpit_shows_what_the_room_is_asked_and_may_end_before_the_last_round(here, as_person) -> None:
    """The guide says: say the instruction aloud. So what is asked stands where it is read from."""
    exercise = ask(here.gathering, [Question.Answer.ANONYMOUS, Question.Answer.ANONYMOUS], [("alone", "each")])
    arrive(here, exercise)
    page = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert "<li>Spørsmål 1?</li><li>Spørsmål 2?</li>" in page
    assert "Åpne runden" in page
    assert 'id="ctrl-end"' in page
