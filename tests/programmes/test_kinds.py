"""A kind of exercise is chosen, changed and kept: what every kind that the apps register can do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.jobs import Running
from efficacy import shipped
from efficacy.models import Assessment
from programmes.contract import kinds
from programmes.forms import kind as kind_forms
from programmes.forms.exercise import fingerprint
from programmes.models import (
    AgendaItem,
    Exercise,
    GroupAnswer,
    Note,
    Phase,
    Question,
    Round,
    ShelvedExercise,
    Trail,
    Visit,
)
from programmes.services import agenda as plans
from programmes.services import questions as answers
from programmes.services import rounds, shelf
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.programmes.test_exercises import edit_url, made, new_url, rows_of
from values.models import Card

pytestmark = pytest.mark.django_db
CHOSEN = [slug for slug, kind in kinds().items() if kind.phases]


def form_of(source: kind_forms.Source, **more: Any) -> dict[str, Any]:
    """What a browser sends of an untouched form."""
    data: dict[str, Any] = {"title": source.typed.head["title"], "question": source.typed.head.get("question", "")}
    data |= {"phases": len(source.typed.phases), "questions": len(source.typed.questions), "place": "1-0"}
    for number, row in enumerate(source.typed.phases):
        for name in ("minutes", "instruction", "gone", "was", "mode", "writer"):
            data[f"phase-{number}-{name}"] = row.get(name, "")
    for number, row in enumerate(source.typed.questions):
        data |= {f"question-{number}-{name}": row.get(name, "") for name in ("text", "answer", "was", "gone")}
    if options := source.options():
        data |= {name: options.initial[name] for name in options.fields}
    return data | more


def of_kind(here: worlds.Place, slug: str) -> kind_forms.Source:
    source = kind_forms.of_kind(slug, here.gathering)
    assert source is not None
    return source


def newest() -> Exercise:
    return Exercise.objects.latest("pk")


def test_every_kind_with_phases_is_offered_with_what_it_is_for(here, as_person) -> None:
    url = reverse("exercise-kinds", args=[here.gathering.public_id])
    html = as_person(here.facilitator).get(url, {"item": "2"}).content.decode()
    assert len(CHOSEN) > 12
    for slug in CHOSEN:
        assert str(kinds()[slug].about) in html
        assert f"?kind={slug}&amp;item=2" in html
    assert "Bygger på «De tre øverste hos alle» eller «100 poeng»." in html
    assert "?kind=questions" not in html


@pytest.mark.parametrize("slug", CHOSEN)
def test_choosing_a_kind_makes_it_with_its_own_phases(here, as_person, slug) -> None:
    client, url = as_person(here.facilitator), f"{new_url(here)}?kind={slug}"
    assert client.get(url).status_code == 200
    assert client.post(url, form_of(of_kind(here, slug))).status_code == 303
    exercise, kind = newest(), kinds()[slug]
    assert (exercise.kind, exercise.title, exercise.item.position) == (slug, str(kind.name), 1)
    assert [
        (each.mode, each.minutes, each.instruction, each.writer, each.in_turn) for each in exercise.phases.all()
    ] == [(plan.mode, plan.minutes, str(plan.instruction), plan.writer, plan.in_turn) for plan in kind.phases]
    assert client.get(edit_url(here, exercise)).status_code == 200


def test_a_kind_begins_in_the_language_of_the_programme(here, as_person) -> None:
    here.programme.language = "nn"
    here.programme.save()
    here.facilitator.language = "en"
    here.facilitator.save()
    html = as_person(here.facilitator).get(f"{new_url(here)}?kind=goal-circle").content.decode()
    assert ">\nMålsirkel</textarea>" in html


def test_a_phase_is_left_out_and_taken_in_again(here, as_person) -> None:
    client, url = as_person(here.facilitator), f"{new_url(here)}?kind=points"
    data = form_of(of_kind(here, "points"), **{"phase-1-minutes": "7"})
    out = client.post(url, data | {"do": "phase:remove:0"}).content.decode()
    assert '<input type="hidden" name="phase-0-gone" value="1"' in out
    back = client.post(url, data | {"phase-0-gone": "1", "do": "phase:back:0"}).content.decode()
    assert '<input type="hidden" name="phase-0-gone" value="1"' not in back
    assert client.post(url, data | {"phase-0-gone": "1", "phase-0-minutes": "x"}).status_code == 303
    exercise = newest()
    assert [(each.position, each.mode, each.minutes) for each in exercise.phases.all()] == [
        (1, "alone", 7),
        (2, "together", 10),
    ]
    again = kind_forms.of_exercise(exercise)
    assert [(row["mode"], bool(row.get("gone"))) for row in again.typed.phases] == [
        ("groups", True),
        ("alone", False),
        ("together", False),
    ]
    data = form_of(again, seen=fingerprint(exercise), **{"phase-0-gone": ""})
    assert client.post(edit_url(here, exercise), data).status_code == 303
    assert list(exercise.phases.values_list("mode", flat=True)) == ["groups", "alone", "together"]


@pytest.mark.parametrize("slug", CHOSEN)
def test_what_a_kind_needs_is_not_left_out(here, as_person, slug) -> None:
    source = of_kind(here, slug)
    needed = [number for number, row in enumerate(source.typed.phases) if row["needed"]]
    every = {f"phase-{number}-gone": "1" for number in needed or range(len(source.typed.phases))}
    before = Exercise.objects.count()
    said = as_person(here.facilitator).post(f"{new_url(here)}?kind={slug}", form_of(source, **every))
    assert said.status_code == 422
    assert ("Slett heller hele oppgaven" if needed else "én til åtte faser") in said.content.decode()
    assert Exercise.objects.count() == before


@pytest.mark.parametrize(("floor", "noted"), [("4", 1), ("8", 0)])
def test_a_floor_that_is_refused_is_noted_without_its_number(here, as_person, floor, noted) -> None:
    url = f"{new_url(here)}?kind=assessment"
    sent = form_of(of_kind(here, "assessment"), instrument=shipped.CONDITIONS.slug, floor=floor)
    answer = as_person(here.facilitator).post(url, sent)
    assert answer.status_code == (422 if noted else 303)
    assert Trail.objects.filter(act="floor.refused", actor=here.facilitator.pk).count() == noted


def test_a_rating_is_made_with_the_questionnaire_that_is_chosen(here, as_person) -> None:
    client, url = as_person(here.facilitator), f"{new_url(here)}?kind=assessment"
    right = form_of(of_kind(here, "assessment"), instrument=shipped.CONDITIONS.slug, floor="7")
    low = client.post(url, right | {"floor": "2"})
    assert low.status_code == 422
    assert "Fem svar er det laveste" in low.content.decode()
    assert not Exercise.objects.filter(kind="assessment").exists()
    assert client.post(url, right).status_code == 303
    chosen = Assessment.objects.get(exercise=newest())
    assert (chosen.instrument.slug, chosen.floor) == (shipped.CONDITIONS.slug, 7)


def test_the_questionnaire_is_changed_until_somebody_may_have_answered(here, as_person) -> None:
    client = as_person(here.facilitator)
    client.post(f"{new_url(here)}?kind=assessment", form_of(of_kind(here, "assessment")))
    exercise = newest()

    def change(slug: str) -> Any:
        fresh = Exercise.objects.get(pk=exercise.pk)
        data = form_of(kind_forms.of_exercise(fresh), seen=fingerprint(fresh), instrument=slug)
        return client.post(edit_url(here, exercise), data)

    assert change(shipped.CONDITIONS.slug).status_code == 303
    assert Assessment.objects.get(exercise=exercise).instrument.slug == shipped.CONDITIONS.slug
    rounds.open_round(exercise=exercise, by=None)
    refused = change(shipped.DYSFUNCTIONS.slug)
    assert refused.status_code == 409
    assert "Lag en ny oppgave" in refused.content.decode()
    assert Assessment.objects.get(exercise=exercise).instrument.slug == shipped.CONDITIONS.slug


def test_an_exercise_without_a_questionnaire_gets_the_one_that_is_shown(here, as_person) -> None:
    exercise = Exercise.objects.create(
        item=here.gathering.items.get(position=1), position=1, kind="assessment", title="V"
    )
    Phase.objects.create(exercise=exercise, position=1, mode="alone", minutes=5, writer="each")
    data = form_of(kind_forms.of_exercise(exercise), seen=fingerprint(exercise))
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    assert Assessment.objects.filter(exercise=exercise).exists()


def test_two_taps_make_one_exercise(here, as_person) -> None:
    client, url = as_person(here.facilitator), f"{new_url(here)}?kind=cloud"
    data = form_of(of_kind(here, "cloud"), name="abcdefghjkmn")
    assert [client.post(url, data).status_code for _tap in range(2)] == [303, 303]
    assert Exercise.objects.filter(kind="cloud").count() == 1


def test_a_name_that_stands_elsewhere_takes_nothing_over(world, as_person) -> None:
    here, elsewhere = world.here, world.elsewhere
    theirs = elsewhere.gathering.items.get(position=2).exercises.first()
    data = form_of(of_kind(here, "cloud"), name=theirs.public_id)
    assert as_person(here.facilitator).post(f"{new_url(here)}?kind=cloud", data).status_code == 303
    assert newest().kind == "cloud"
    assert newest().public_id != theirs.public_id
    theirs.refresh_from_db()
    assert theirs.item.gathering == elsewhere.gathering


@pytest.mark.parametrize("query", ["kind=questions", "kind=nothing", "shelf=abcdefghjkmn", "shelf=x"])
def test_what_cannot_be_chosen_is_not_there(here, as_person, query) -> None:
    assert as_person(here.facilitator).get(f"{new_url(here)}?{query}").status_code == 404


# Something that has answers


def test_new_words_for_a_question_with_answers_are_asked_about_first(here, as_person) -> None:
    exercise = made(here, "own", "own")
    first = exercise.questions.first()
    answers.save_note(question=first, participation=here.leaders[0], text="Mitt", revision=0)
    client, url = as_person(here.facilitator), edit_url(here, exercise)
    assert "Oppgaven har svar" in client.get(url).content.decode()
    data = rows_of(exercise) | {"question-0-text": "Et annet?"}
    asked = client.post(url, data)
    assert asked.status_code == 409
    assert "Er det samme spørsmål med bedre ord, eller et nytt?" in asked.content.decode()
    assert "Ta inn igjen" not in asked.content.decode()
    assert list(exercise.questions.values_list("text", flat=True)) == ["Spørsmål 1?", "Spørsmål 2?"]
    assert client.post(url, data | {"sure": "perhaps"}).status_code == 409

    assert client.post(url, data | {"sure": "new"}).status_code == 303
    assert [(each.text, each.is_withdrawn) for each in exercise.questions.all()] == [
        ("Spørsmål 1?", True),
        ("Et annet?", False),
        ("Spørsmål 2?", False),
    ]
    assert Note.objects.get().question == first


def test_better_words_keep_the_answers_with_the_question(here, as_person) -> None:
    exercise = made(here, "own")
    question = exercise.questions.get()
    answers.save_note(question=question, participation=here.leaders[0], text="Mitt", revision=0)
    data = rows_of(exercise) | {"question-0-text": "Bedre ord?", "sure": "same"}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    assert [(each.pk, each.text) for each in exercise.questions.all()] == [(question.pk, "Bedre ord?")]
    assert Note.objects.get().question == question


def test_what_touches_no_answer_is_not_asked_about(here, as_person) -> None:
    exercise = made(here, "own", "own")
    answers.save_note(question=exercise.questions.first(), participation=here.leaders[0], text="Mitt", revision=0)
    data = rows_of(exercise) | {"title": "Nytt", "question-1-text": "Ubesvart?", "phase-0-minutes": "9"}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303


def test_a_group_s_answer_stays_with_the_question_it_answers(here, as_person) -> None:
    exercise = made(here, "group")
    question, round = exercise.questions.get(), rounds.open_round(exercise=exercise, by=None)
    GroupAnswer.objects.create(round=round, question=question, group=here.groups[0], text="Vårt")
    data = rows_of(exercise) | {"question-0-text": "Noe annet?", "sure": "new"}
    assert as_person(here.facilitator).post(edit_url(here, exercise), data).status_code == 303
    kept = GroupAnswer.objects.get().question
    assert (kept.text, kept.is_withdrawn) == ("Spørsmål 1?", True)


def test_another_kind_that_is_answered_warns_and_keeps_what_was_answered(here, as_person) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    exercise = Round.objects.get().exercise
    cards, client, url = Card.objects.count(), as_person(here.facilitator), edit_url(here, exercise)
    assert "i gang eller besvart" in client.get(url).content.decode()
    data = form_of(kind_forms.of_exercise(exercise), seen=fingerprint(exercise), question="Hva nå?")
    warned = client.post(url, data)
    assert warned.status_code == 409
    assert "<del>Hva er viktigst?</del> <ins>Hva nå?</ins>" in warned.content.decode()
    assert client.post(url, data | {"sure": "same"}).status_code == 303
    exercise.refresh_from_db()
    assert exercise.question == "Hva nå?"
    assert Card.objects.count() == cards > 0


def test_a_phase_that_the_room_has_been_in_stays(here, as_person) -> None:
    exercise = Exercise.objects.get(kind="points", item__gathering=here.gathering)
    Visit.objects.create(
        gathering=here.gathering,
        item=exercise.item,
        exercise=exercise,
        phase=exercise.phases.first(),
        at=timezone.now(),
    )
    data = form_of(kind_forms.of_exercise(exercise), seen=fingerprint(exercise), **{"phase-0-gone": "1"})
    said = as_person(here.facilitator).post(edit_url(here, exercise), data)
    assert said.status_code == 409
    assert "Dere har vært gjennom fasen" in said.content.decode()
    assert exercise.phases.count() == 3
    assert Visit.objects.exists()


# One's own shelf


def keep_url(here: worlds.Place, exercise: Exercise) -> str:
    return reverse("exercise-keep", args=[here.gathering.public_id, exercise.public_id])


def test_an_exercise_is_kept_and_taken_into_another_gathering_without_its_answers(here, as_person) -> None:
    exercise = made(here, "own", "group")
    answers.save_note(question=exercise.questions.first(), participation=here.leaders[0], text="Mitt", revision=0)
    client = as_person(here.facilitator)
    said = client.get(client.post(keep_url(here, exercise)).headers["Location"]).content.decode()
    assert "«Laget» ligger nå i Mine oppgaver." in said
    kept = ShelvedExercise.objects.get()
    assert (kept.person, kept.title, kept.minutes) == (here.facilitator, "Laget", 10)
    assert "Mitt" not in str(vars(kept))
    exercise.delete()

    other = plans.new_gathering(
        programme=here.programme, day=timezone.localdate(), place="", theme="", source=None, by=here.facilitator
    )
    AgendaItem.objects.create(gathering=other, position=1, starts="09:00", minutes=30, title="Start")
    choose = client.get(reverse("exercise-kinds", args=[other.public_id])).content.decode()
    assert f"?shelf={kept.public_id}" in choose
    url = f"{reverse('exercise-new', args=[other.public_id])}?shelf={kept.public_id}"
    source = kind_forms.of_shelf(kept, other)
    assert source is not None
    assert client.post(url, form_of(source)).status_code == 303
    taken = newest()
    assert taken.item.gathering == other
    assert [(each.text, each.answer) for each in taken.questions.all()] == [
        ("Spørsmål 1?", "own"),
        ("Spørsmål 2?", "group"),
    ]
    assert [(each.mode, each.writer) for each in taken.phases.all()] == [("alone", "each"), ("groups", "secretary")]
    assert not Note.objects.filter(question__exercise=taken).exists()


def test_a_kept_kind_comes_back_with_its_choices_and_without_the_phase_that_was_left_out(here, as_person) -> None:
    client, url = as_person(here.facilitator), f"{new_url(here)}?kind=assessment"
    chosen = {"instrument": shipped.CONDITIONS.slug, "floor": "8", "phase-1-gone": "1", "phase-2-minutes": "12"}
    client.post(url, form_of(of_kind(here, "assessment"), **chosen))
    client.post(keep_url(here, newest()))
    source = kind_forms.of_shelf(ShelvedExercise.objects.get(), here.gathering)
    assert source is not None
    assert not source.lost()
    client.post(f"{new_url(here)}?shelf={ShelvedExercise.objects.get().public_id}", form_of(source))
    taken = newest()
    assert [(each.mode, each.minutes) for each in taken.phases.all()] == [("alone", 5), ("together", 12)]
    assessment = Assessment.objects.get(exercise=taken)
    assert (assessment.instrument.slug, assessment.floor) == (shipped.CONDITIONS.slug, 8)


def test_what_another_municipality_does_not_have_is_said(here, as_person) -> None:
    kept = ShelvedExercise.objects.create(
        person=here.facilitator,
        kind="assessment",
        title="Vår egen",
        phases=[{"mode": "alone", "minutes": 5, "instruction": "", "writer": "each", "in_turn": False}],
        options={"instrument": "abcdefghjkmn", "floor": 5},
    )
    url = f"{new_url(here)}?shelf={kept.public_id}"
    html = as_person(here.facilitator).get(url).content.decode()
    assert "Det du hadde valgt, finnes ikke i denne kommunen." in html


def test_kept_twice_it_is_one_and_changed_it_is_another(here, as_person) -> None:
    exercise, client = made(here, "own"), as_person(here.facilitator)
    for _tap in range(2):
        client.post(keep_url(here, exercise))
    assert ShelvedExercise.objects.count() == 1
    Exercise.objects.filter(pk=exercise.pk).update(title="Endret")
    client.post(keep_url(here, exercise))
    assert ShelvedExercise.objects.count() == 2


def test_a_full_shelf_says_what_to_do(here, as_person, monkeypatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 1)
    client = as_person(here.facilitator)
    client.post(keep_url(here, made(here, "own")))
    Exercise.objects.filter(title="Laget").update(title="To")
    said = client.post(keep_url(here, Exercise.objects.get(title="To")))
    assert said.status_code == 409
    assert "Fjern en du ikke bruker" in said.content.decode()


def test_it_is_renamed_removed_and_taken_back(here, as_person) -> None:
    client = as_person(here.facilitator)
    client.post(keep_url(here, made(here, "own")))
    kept = ShelvedExercise.objects.get()
    url, field = reverse("shelved", args=[kept.public_id]), f"{kept.public_id}-title"
    assert client.post(url, {"act": "rename", field: "Min"}).status_code == 303
    empty = client.post(url, {"act": "rename", field: " "})
    assert empty.status_code == 422
    assert "Skriv hva oppgaven heter." in empty.content.decode()
    removed = client.get(client.post(url, {"act": "remove"}).headers["Location"]).content.decode()
    assert "«Min» er fjernet." in removed
    assert client.get(f"{new_url(here)}?shelf={kept.public_id}").status_code == 404
    client.post(url, {"act": "restore"})
    kept.refresh_from_db()
    assert (kept.title, kept.deleted_at) == ("Min", None)


def test_what_was_removed_is_cleared_away_the_day_after(here) -> None:
    exercise = made(here, "own")
    kept = shelf.keep(exercise=exercise, by=here.facilitator)
    shelf.delete(kept=kept)
    shelf.clear_deleted(Running.__new__(Running))
    assert ShelvedExercise.objects.exists()
    ShelvedExercise.objects.update(deleted_at=timezone.now() - timedelta(days=1, minutes=1))
    shelf.clear_deleted(Running.__new__(Running))
    assert not ShelvedExercise.objects.exists()


def test_nobody_else_reaches_it(world, as_person) -> None:
    kept = shelf.keep(
        exercise=Exercise.objects.filter(item__gathering=world.here.gathering)[0], by=world.here.facilitator
    )
    client = as_person(world.elsewhere.facilitator)
    assert client.post(reverse("shelved", args=[kept.public_id]), {"act": "remove"}).status_code == 404
    assert kept.title not in client.get(reverse("shelf")).content.decode()
    assert client.get(f"{new_url(world.elsewhere)}?shelf={kept.public_id}").status_code == 404


@pytest.mark.parametrize("name", ["shelf", "exercise-kinds"])
def test_twenty_cost_what_one_costs(here, as_person, name) -> None:
    exercise, client = made(here, "own"), as_person(here.facilitator)
    url = reverse(name, args=[] if name == "shelf" else [here.gathering.public_id])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    shelf.keep(exercise=exercise, by=here.facilitator)
    one = cost()
    for number in range(19):
        Exercise.objects.filter(pk=exercise.pk).update(title=f"Nummer {number}")
        shelf.keep(exercise=Exercise.objects.get(pk=exercise.pk), by=here.facilitator)
    assert cost() == one


def test_a_kept_exercise_of_a_circle_has_no_question_of_its_notes(here) -> None:
    exercise = Exercise.objects.create(
        item=here.gathering.items.get(position=1), position=1, kind="goal-circle", title="M"
    )
    Question.objects.create(exercise=exercise, position=1, text="Stikkord", answer="own")
    assert shelf.keep(exercise=exercise, by=here.facilitator).questions == []
