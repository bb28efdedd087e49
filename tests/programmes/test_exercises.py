"""Exercises made in the browser: in half a minute, while planning and while the day runs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.agenda import Way
from programmes.forms.exercise import STARTS, ExerciseSheet, fingerprint, problems, rearranged, starting_point
from programmes.models import Exercise, Gathering, Note, Question, ReleasedText, Stage
from programmes.queries import stage as stage_queries
from programmes.services import exercises as services
from programmes.services import questions as answers
from programmes.services import rounds
from programmes.services import stage as stages
from programmes.services.exercises import PhaseText, QuestionText
from tests import world as worlds
from tests.conftest import DIAMOND, go_to

pytestmark = pytest.mark.django_db


def fields(questions: list[dict[str, Any]], phases: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A request of the form, as a browser sends it."""
    data = {"title": "Summing", "questions": len(questions), "phases": len(phases), **more}
    for which, rows in (("question", questions), ("phase", phases)):
        for number, row in enumerate(rows):
            data |= {f"{which}-{number}-{name}": value for name, value in row.items()}
    return data


TALK = {"text": "Hva tenker dere?", "answer": "nothing"}
PAIRS = {"mode": "pairs", "minutes": "5", "writer": "nobody", "instruction": "Snakk sammen."}
ALONE = {"mode": "alone", "minutes": "3", "writer": "each", "instruction": ""}


def new_url(here: worlds.Place) -> str:
    return reverse("exercise-new", args=[here.gathering.public_id])


def edit_url(here: worlds.Place, exercise: Exercise) -> str:
    return reverse("exercise-edit", args=[here.gathering.public_id, exercise.public_id])


def made(here: worlds.Place, *answers: str, phases: tuple[str, ...] = ("alone", "groups")) -> Exercise:
    return services.create(
        item=here.gathering.items.get(position=1),
        after=0,
        title="Laget",
        questions=[QuestionText(f"Spørsmål {number}?", answer) for number, answer in enumerate(answers, start=1)],
        phases=[PhaseText(mode, 5, "", "each" if mode == "alone" else "secretary") for mode in phases],
        by=here.facilitator,
    )


def rows_of(exercise: Exercise) -> dict[str, Any]:
    """The form of an exercise as its page shows it."""
    questions = [
        {
            "was": each.public_id,
            "text": each.text,
            "answer": each.answer,
            "gone": "True" if each.is_withdrawn else "False",
        }
        for each in exercise.questions.all()
    ]
    phases = [
        {
            "was": each.position,
            "mode": each.mode,
            "minutes": each.minutes,
            "writer": each.writer,
            "instruction": each.instruction,
        }
        for each in exercise.phases.all()
    ]
    return fields(questions, phases, title=exercise.title, seen=fingerprint(exercise))


def test_an_exercise_is_put_in_behind_the_one_that_is_chosen(here, as_person) -> None:
    data = fields([TALK], [PAIRS], place="2-1")
    said = as_person(here.facilitator).post(new_url(here), data)
    assert said.status_code == 303
    titles = [each.title for each in here.gathering.items.get(position=2).exercises.all()]
    assert titles == ["Seljordmerke diamond", "Summing", "Seljordmerke top-three", "Seljordmerke points"]
    exercise = Exercise.objects.get(title="Summing")
    assert [(each.text, each.answer) for each in exercise.questions.all()] == [("Hva tenker dere?", "nothing")]
    assert [(each.mode, each.minutes) for each in exercise.phases.all()] == [("pairs", 5)]


@pytest.mark.parametrize("name", STARTS)
def test_a_starting_point_fills_the_form_so_that_little_is_missing(here, as_person, name) -> None:
    html = as_person(here.facilitator).get(new_url(here), {"start": name, "item": "1"}).content.decode()
    typed = starting_point(name)
    assert all(row["text"] in html for row in typed.questions)
    questions = [QuestionText(row["text"] or "?", row["answer"]) for row in typed.questions]
    phases = [PhaseText(row["mode"], row["minutes"], row["instruction"], row["writer"]) for row in typed.phases]
    assert problems(questions, phases) == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "exercise-form"}])
def test_rows_are_added_moved_and_taken_out_without_losing_what_is_typed(here, as_person, headers) -> None:
    client, data = as_person(here.facilitator), fields([TALK, {"text": "To?", "answer": "own"}], [PAIRS])
    added = client.post(new_url(here), data | {"do": "question:add"}, headers=headers).content.decode()
    assert 'name="question-2-text"' in added
    assert ">\nTo?</textarea>" in added
    moved = client.post(new_url(here), data | {"do": "question:up:1"}, headers=headers).content.decode()
    assert moved.index("To?") < moved.index("Hva tenker dere?")
    fewer = client.post(new_url(here), data | {"do": "question:remove:0"}, headers=headers).content.decode()
    assert "Hva tenker dere?" not in fewer
    assert ("<html" in added) is not bool(headers)
    assert not Exercise.objects.filter(title="Summing").exists()


@pytest.mark.parametrize(
    ("questions", "phases", "said"),
    [
        ([TALK] * 6, [PAIRS], "En oppgave har ett til fem spørsmål."),
        ([], [PAIRS], "En oppgave har ett til fem spørsmål."),
        ([TALK], [], "En oppgave har én til åtte faser."),
        ([{"text": "?", "answer": "own"}], [PAIRS], "Velg «Hver for seg» i en av fasene."),
        ([{"text": "?", "answer": "group"}], [PAIRS], "Velg hvem som skriver for gruppen"),
        ([{"text": "?", "answer": "group"}, {"text": "?", "answer": "anonymous"}], [ALONE], "Lag to oppgaver."),
        ([{"text": "", "answer": "nothing"}], [PAIRS], "Skriv spørsmålet, eller ta det ut."),
        ([{"text": "x" * 301, "answer": "nothing"}], [PAIRS], "301 tegn"),
        ([TALK], [PAIRS | {"minutes": "0"}], "Skriv minutter fra 1 til 240."),
        ([TALK], [ALONE | {"in_turn": "on"}], "Ordet kan gå rundt bare i duoer og grupper."),
        ([TALK | {"answer": "aloud"}], [PAIRS], "Rett dette, så blir det lagret"),
    ],
)
def test_what_cannot_work_is_said_with_what_to_do(here, as_person, questions, phases, said) -> None:
    response = as_person(here.facilitator).post(new_url(here), fields(questions, phases, place="1-0"))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Exercise.objects.filter(title="Summing").exists()


def test_an_exercise_put_into_the_item_that_is_on_leaves_the_stage_where_it_is(here, as_person) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    client = as_person(here.facilitator)
    html = client.get(new_url(here)).content.decode()
    assert '<option value="1-0" selected>' in html
    assert client.post(new_url(here), fields([TALK], [PAIRS], place="1-0")).status_code == 303
    now = stage_queries.now(here.gathering)
    assert (now.stop.number, now.stop.exercise, now.next.title) == (0, None, "Summing")
    assert now.stage.revision == stage.revision + 1


def test_texts_minutes_and_phases_change_while_the_day_runs(here, as_person) -> None:
    exercise = made(here, "own")
    go_to(here.gathering, 0, here.facilitator)
    data = rows_of(exercise) | {"title": "Nytt navn", "question-0-text": "Hva nå?", "phase-1-minutes": "25"}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    exercise.refresh_from_db()
    assert (exercise.title, exercise.questions.get().text) == ("Nytt navn", "Hva nå?")
    assert [each.minutes for each in exercise.phases.all()] == [5, 25]
    assert Way(here.gathering).at(Stage.objects.get(gathering=here.gathering)).phase.position == 1


def test_what_is_changed_while_it_is_on_is_another_step_on_the_phones(here, as_person) -> None:
    exercise = made(here, "own")
    go_to(here.gathering, 0, here.facilitator)
    before = stage_queries.now(here.gathering).step
    data = rows_of(exercise) | {"question-0-text": "Hva trenger du av oss?"}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    after = stage_queries.now(here.gathering).step
    assert after != before
    assert after.split("-")[-2:] == before.split("-")[-2:]  # the round and its state stand last


@pytest.mark.parametrize(("minutes", "whole", "left"), [("15", 15, 12), ("5", 5, 5 - 3), ("1", 1, -2)])
def test_the_clock_of_the_phase_that_is_on_follows_its_minutes(here, as_person, minutes, whole, left) -> None:
    exercise = made(here, "own")
    planned = exercise.phases.get(position=1).minutes
    go_to(here.gathering, 0, here.facilitator)
    Stage.objects.update(ends_at=timezone.now() + timedelta(minutes=planned - 3))  # three minutes of it have gone
    data = rows_of(exercise) | {"phase-0-minutes": minutes}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    stage = Stage.objects.get(gathering=here.gathering)
    assert stage.seconds_in_all == whole * 60
    assert round((stage.ends_at - timezone.now()).total_seconds() / 60) == left


def test_phases_change_places_and_the_stage_stays_in_its_own(here, as_person) -> None:
    exercise = made(here, "own")
    stage = go_to(here.gathering, 0, here.facilitator)
    data, was = rows_of(exercise), stage.phase_id
    for name in ("was", "mode", "minutes", "writer", "instruction"):
        data[f"phase-0-{name}"], data[f"phase-1-{name}"] = data[f"phase-1-{name}"], data[f"phase-0-{name}"]
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    assert list(exercise.phases.values_list("mode", flat=True)) == ["groups", "alone"]
    assert exercise.phases.get(position=2).pk == was


def test_a_phase_that_is_on_is_not_taken_out(here, as_person) -> None:
    exercise = made(here, "own", phases=("alone", "alone"))
    go_to(here.gathering, 0, here.facilitator)
    data = rows_of(exercise) | {"phases": 1, "phase-0-was": 2}
    said = as_person(here.facilitator).post(edit_url(here, exercise), data)
    assert said.status_code == 409
    assert "Fasen er i gang" in said.content.decode()
    assert exercise.phases.count() == 2


def test_a_question_with_answers_is_withdrawn_and_its_answers_kept(here, as_person) -> None:
    exercise = made(here, "own", "own")
    first = exercise.questions.first()
    answers.save_note(question=first, participation=here.leaders[0], text="Mitt", revision=0)
    client, data = as_person(here.facilitator), rows_of(exercise)
    warned = client.post(edit_url(here, exercise), data | {"do": "question:remove:0"}).content.decode()
    assert "ingen blir spurt mer, og svarene beholdes" in warned
    assert client.post(edit_url(here, exercise), data | {"question-0-gone": "1"}).status_code == 303
    first.refresh_from_db()
    assert first.is_withdrawn
    assert Note.objects.get().text == "Mitt"


def test_a_question_without_answers_goes(here, as_person) -> None:
    exercise = made(here, "own", "own")
    kept = exercise.questions.last()
    data = rows_of(exercise) | {"questions": 1, "question-0-was": kept.public_id, "question-0-text": kept.text}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    assert list(exercise.questions.all()) == [kept]


def test_whose_an_answer_is_stays_once_somebody_has_answered(here, as_person) -> None:
    exercise = made(here, "own")
    answers.save_note(question=exercise.questions.get(), participation=here.leaders[0], text="Mitt", revision=0)
    data = rows_of(exercise) | {"question-0-answer": "group"}
    said = as_person(here.facilitator).post(edit_url(here, exercise), data)
    assert said.status_code == 409
    assert "har svar alt" in said.content.decode()
    assert Question.objects.get().answer == "own"


def test_nothing_of_an_anonymous_question_changes_while_it_is_asked(here, as_person) -> None:
    exercise = made(here, "anonymous")
    round = rounds.open_round(exercise=exercise, by=here.facilitator)
    client = as_person(here.facilitator)
    for wrong in ({"question-0-text": "Noe annet?"}, {"question-0-answer": "own"}, {"question-0-gone": "1"}):
        assert client.post(edit_url(here, exercise), rows_of(exercise) | wrong).status_code in (409, 422)
    assert client.post(edit_url(here, exercise), rows_of(exercise) | {"title": "Nytt"}).status_code == 303
    rounds.close_round(round=round, by=None)
    exercise.refresh_from_db()
    assert (exercise.title, Question.objects.get().text, ReleasedText.objects.count()) == ("Nytt", "Spørsmål 1?", 0)


def test_an_exercise_that_has_begun_takes_no_anonymous_question_in(here, as_person) -> None:
    exercise = made(here, "own")
    rounds.open_round(exercise=exercise, by=None)
    data = rows_of(exercise) | {"questions": 2, "question-1-text": "Uten navn?", "question-1-answer": "anonymous"}
    said = as_person(here.facilitator).post(edit_url(here, exercise), data)
    assert said.status_code == 409
    assert "Lag en ny oppgave" in said.content.decode()


def test_two_who_change_at_once_do_not_write_over_each_other(here, as_person) -> None:
    exercise = made(here, "own")
    client, mine = as_person(here.facilitator), rows_of(exercise) | {"title": "Mitt"}
    assert client.post(edit_url(here, exercise), rows_of(exercise) | {"title": "Ditt"}).status_code == 303
    late = client.post(edit_url(here, exercise), mine)
    assert late.status_code == 409
    assert ">\nMitt</textarea>" in late.content.decode()
    assert Exercise.objects.get(pk=exercise.pk).title == "Ditt"


def test_other_kinds_change_what_they_say_and_how_long_they_take(here, as_person) -> None:
    exercise = Exercise.objects.get(kind="points", item__gathering=here.gathering)
    client = as_person(here.facilitator)
    html = client.get(edit_url(here, exercise)).content.decode()
    assert 'name="phase-0-mode"' not in html
    data = rows_of(exercise) | {"question": "Hva veier mest?", "phase-1-minutes": "9", "phase-1-mode": "pairs"}
    assert client.post(edit_url(here, exercise), data).status_code == 303
    exercise.refresh_from_db()
    assert exercise.question == "Hva veier mest?"
    assert [(each.mode, each.minutes) for each in exercise.phases.all()] == [
        ("groups", 10),
        ("alone", 9),
        ("together", 10),
    ]


def test_deleting_asks_first_and_keeps_what_has_answers(here, as_person) -> None:
    exercise, client = made(here, "own"), as_person(here.facilitator)
    url = reverse("exercise-delete", args=[here.gathering.public_id, exercise.public_id])
    assert "Slette «Laget»?" in client.get(url).content.decode()
    answers.save_note(question=exercise.questions.get(), participation=here.leaders[0], text="Mitt", revision=0)
    assert client.post(url).status_code == 409
    Note.objects.all().delete()
    go_to(here.gathering, 0, here.facilitator)
    assert client.post(url).status_code == 409
    go_to(here.gathering, DIAMOND + 1, here.facilitator)
    assert client.post(url).status_code == 303
    assert not Exercise.objects.filter(pk=exercise.pk).exists()


def test_an_exercise_of_another_gathering_is_not_there(world, as_person) -> None:
    theirs = Exercise.objects.filter(item__gathering=world.elsewhere.gathering).first()
    assert as_person(world.here.facilitator).get(edit_url(world.here, theirs)).status_code == 404


@pytest.mark.parametrize("act", ["", "question", "phase:up", "question:up:99", "x:y:z", "question:remove:²", ":::"])
def test_an_act_that_makes_no_sense_changes_nothing(act) -> None:
    typed = starting_point("safety")
    assert rearranged(typed, act, frozenset())[0] == typed
    assert len(ExerciseSheet(typed).questions) == 4


def test_what_lacks_what_it_builds_on_is_told_in_the_days_list(here, as_person) -> None:
    url = reverse("exercises", args=[here.gathering.public_id])
    first, last = here.gathering.items.order_by("position").first(), here.gathering.items.order_by("position").last()

    def told() -> list[str]:
        html = as_person(here.facilitator).get(url).content.decode()
        return re.findall(r'<small class="lacks">(.*?)</small>', html, re.DOTALL)

    assert told() == []
    Exercise.objects.create(item=first, position=9, kind="cloud", title="For tidlig")
    Exercise.objects.create(item=last, position=9, kind="lines", title="Som leder")
    assert [len(told()), "«Verdidiamant»" in told()[0], "«Beslutning»" in told()[1]] == [2, True, True]
    earlier = worlds.agenda(here.programme, "Før", number=1)
    Gathering.objects.filter(pk=earlier.pk).update(date=here.gathering.date - timedelta(days=30))
    Exercise.objects.create(item=earlier.items.get(position=1), position=1, kind="decision", title="Beslutning")
    assert len(told()) == 1


def test_an_item_whose_exercises_take_longer_than_it_has_says_so(here, as_person) -> None:
    item = Exercise.objects.get(kind="diamond").item
    url = reverse("exercises", args=[here.gathering.public_id])
    takes = sum(phase.minutes for each in item.exercises.all() for phase in each.phases.all())

    def says(minutes: int) -> bool:
        item.gathering.items.filter(pk=item.pk).update(minutes=minutes)
        text = as_person(here.facilitator).get(url).content.decode()
        return f"Innholdet tar {takes} minutter. Posten har {minutes} i dagsplanen." in text

    assert (says(takes), says(takes - 1)) == (False, True)
