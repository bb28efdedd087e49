"""The idea round about the purpose: three questions, no names, piles, and the sentences that come of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.contract import NotPossible, kind_of, kinds
from programmes.models import Ballot, Elector, Question, ReleasedText, Round, Stage
from programmes.readymade.reading import from_saved
from programmes.services import readymade, rounds
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.snapshot import further
from tests.values.scene import purpose_exercise, purpose_round
from values.forms.purpose import QUESTIONS, PurposeOptions
from values.models import IdeaPile, PiledIdea, PurposeSentence
from values.queries import platform as platform_queries
from values.queries import purpose as queries
from values.services import platform
from values.services import purpose as services

pytestmark = pytest.mark.django_db
BOARD = {"HX-Request": "true", "HX-Target": "board"}
DRAFT = {"HX-Request": "true", "HX-Target": "draft"}


@pytest.fixture
def round(here) -> Round:
    return further("purpose", here, purpose_round)


@pytest.fixture
def url(here, round) -> str:
    return reverse("purpose", args=[here.gathering.public_id, round.public_id])


def ideas(round: Round) -> list[ReleasedText]:
    return list(round.texts.order_by("question__position", "position"))


def test_the_three_questions_are_asked_without_names(here) -> None:
    exercise = purpose_exercise(here.gathering)
    asked = list(exercise.questions.values_list("text", "answer"))
    assert asked == [(str(text), Question.Answer.ANONYMOUS) for text in QUESTIONS]
    assert kind_of(exercise).is_frozen(exercise)


def test_its_questions_can_be_changed_until_it_has_begun(here) -> None:
    exercise = purpose_exercise(here.gathering)
    form = PurposeOptions(exercise, {"first": "Hva er vi til for?", "third": "Hva skal vi se etter?"})
    assert form.is_valid()
    kind_of(exercise).keep_options(exercise, form)
    assert list(exercise.questions.values_list("text", flat=True)) == ["Hva er vi til for?", "Hva skal vi se etter?"]
    rounds.open_round(exercise=exercise, by=None)
    kind_of(exercise).keep_options(exercise, form)  # as it is
    other = PurposeOptions(exercise, {"first": "Noe annet?"})
    assert other.is_valid()
    with pytest.raises(NotPossible):
        kind_of(exercise).keep_options(exercise, other)
    assert not PurposeOptions(exercise, {"second": "Bare denne?"}).is_valid()


def test_a_programme_that_is_saved_asks_the_same_in_the_next(here) -> None:
    exercise = purpose_exercise(here.gathering)
    form = PurposeOptions(exercise, {"first": "Hva er vi til for?", "second": "Hvem er vi til for?"})
    assert form.is_valid()
    kind_of(exercise).keep_options(exercise, form)
    saved = readymade.save(programme=here.programme, name="Vårt", by=here.facilitator)
    made = from_saved(saved.content, kinds=kinds())
    day = next(
        n for n, each in enumerate(made.days) for item in each.items if "purpose" in [e.kind for e in item.exercises]
    )
    dates = [(day, here.gathering.date + timedelta(days=30))]
    (gathering,) = readymade.use(programme=here.programme, made=made, dates=dates, by=here.facilitator)
    asked = Question.objects.filter(exercise__item__gathering=gathering, exercise__kind="purpose")
    assert [(each.text, each.answer) for each in asked] == [
        ("Hva er vi til for?", Question.Answer.ANONYMOUS),
        ("Hvem er vi til for?", Question.Answer.ANONYMOUS),
    ]


def test_ideas_are_gathered_and_no_ballot_is_left(here, round) -> None:
    assert len(ideas(round)) == 15
    assert not Ballot.objects.exists()
    assert {field.name for field in ReleasedText._meta.fields}.isdisjoint({"participation", "person", "elector"})
    assert not any(field.related_model is Elector for field in PiledIdea._meta.fields)


def test_four_answers_are_destroyed_and_the_purpose_is_written_anyway(here, as_person) -> None:
    few = purpose_round(here, voters=4)
    assert not ideas(few)
    assert kind_of(few.exercise).projector(few) is None
    url = reverse("purpose", args=[here.gathering.public_id, few.public_id])
    client = as_person(here.facilitator)
    assert "færre enn fem svarte" in client.get(url).content.decode()
    assert client.post(url, {"act": "propose", "text": "Vi gir retning"}).status_code == 303
    assert PurposeSentence.objects.get().text == "Vi gir retning"


def test_ideas_are_piled_and_the_wall_shows_the_headings(here, round, url, as_person) -> None:
    client, (first, second, *rest) = as_person(here.facilitator), ideas(round)
    assert client.post(url, {"act": "pile", "heading": "  Innbyggerne   først "}).status_code == 303
    client.post(url, {"act": "pile", "heading": "innbyggerne først"})  # pressed twice
    pile = IdeaPile.objects.get()
    assert pile.heading == "Innbyggerne først"
    for idea in (first, second):
        part = client.post(url, {"card": idea.public_id, "slot": pile.public_id, "expected": ""}, headers=BOARD)
        assert "<html" not in part.content.decode()
    wall = kind_of(round.exercise).projector(round).context["page"]
    assert wall.parts[0].heading == "Innbyggerne først"
    assert wall.parts[0].texts == [first.text, second.text]
    assert sum(len(part.texts) for part in wall.parts[1:]) + wall.left_out == len(rest)
    client.post(url, {"card": first.public_id, "slot": "0"})
    assert [idea.pk for idea in queries.gathered(round).heaps[0].ideas] == [second.pk]


def test_a_pile_is_renamed_taken_away_and_brought_back(here, round, url, as_person) -> None:
    client, idea = as_person(here.facilitator), ideas(round)[0]
    pile = services.make_pile(round=round, heading="Retning")
    services.place(round=round, idea=idea.public_id, pile=pile.public_id)
    client.post(url, {"act": "rename", "which": pile.public_id, "heading": "Kurs"})
    html = client.post(url, {"act": "away", "which": pile.public_id}, headers=BOARD).content.decode()
    assert "Bunken «Kurs» er tatt bort." in html
    assert not queries.gathered(round).heaps
    assert queries.gathered(round).count == 15
    client.post(url, {"act": "back", "which": pile.public_id}, headers=BOARD)
    (heap,) = queries.gathered(round).heaps
    assert (heap.pile.heading, [each.pk for each in heap.ideas]) == ("Kurs", [idea.pk])


def test_what_is_hidden_is_neither_shown_nor_moved(here, round, url, as_person) -> None:
    pile, idea = services.make_pile(round=round, heading="Retning"), ideas(round)[0]
    services.place(round=round, idea=idea.public_id, pile=pile.public_id)
    ReleasedText.objects.filter(pk=idea.pk).update(is_hidden=True)
    assert not queries.gathered(round).heaps[0].ideas
    client = as_person(here.facilitator)
    assert client.post(url, {"card": idea.public_id, "slot": "0"}, headers=BOARD).status_code == 409
    assert PiledIdea.objects.count() == 1


def test_a_sentence_is_proposed_agreed_taken_out_and_is_the_platforms(here, round, url, as_person) -> None:
    client = as_person(here.facilitator)
    for _time in range(2):  # a double tap
        client.post(url, {"act": "propose", "text": " Vi gir  retning. "}, headers=DRAFT)
    sentence = PurposeSentence.objects.get()
    assert (sentence.text, sentence.is_agreed) == ("Vi gir retning.", False)
    client.post(url, {"act": "agree", "which": sentence.public_id}, headers=DRAFT)
    draft = platform.platform_of(here.programme)
    assert platform_queries.content(draft).purpose == ["Vi gir retning."]
    assert kind_of(round.exercise).projector(round).context["agreed"] == ["Vi gir retning."]
    html = client.post(url, {"act": "out", "which": sentence.public_id}, headers=DRAFT).content.decode()
    assert "«Vi gir retning.» er tatt ut." in html
    assert platform_queries.content(draft).purpose == []
    client.post(url, {"act": "in", "which": sentence.public_id}, headers=DRAFT)
    client.post(url, {"act": "disagree", "which": sentence.public_id}, headers=DRAFT)
    sentence.refresh_from_db()
    assert (sentence.is_agreed, sentence.is_removed) == (False, False)


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"act": "pile", "heading": " "}, 422, "Skriv en overskrift"),
        ({"act": "pile", "heading": "x" * 61}, 422, "høyst 60 tegn"),
        ({"act": "propose", "text": "…"}, 422, "Skriv en kort setning"),
        ({"act": "propose", "text": "x" * 201}, 422, "høyst 200 tegn"),
        ({"act": "agree", "which": "aaaaaaaaaaaa"}, 409, "Setningen er borte"),
        ({"act": "rename", "which": "../..", "heading": "Kurs"}, 409, "tatt bort imens"),
        ({"card": "aaaaaaaaaaaa", "slot": "0"}, 409, "skjult eller borte"),
        ({"act": "dance"}, 422, "Det forsto vi ikke"),
    ],
)
def test_what_makes_no_sense_is_said(here, url, as_person, data, status, said) -> None:
    answer = as_person(here.facilitator).post(url, data, headers=BOARD)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert answer.headers["HX-Retarget"] == "#toast"


def test_ideas_and_piles_of_another_round_are_not_moved(here, round, url, as_person) -> None:
    other = rounds.open_round(exercise=purpose_exercise(worlds.place("Nabo").gathering), by=None)
    theirs = IdeaPile.objects.create(round=other, position=1, heading="Deres")
    answer = as_person(here.facilitator).post(url, {"card": ideas(round)[0].public_id, "slot": theirs.public_id})
    assert answer.status_code == 409
    assert not PiledIdea.objects.exists()


def test_twelve_piles_are_enough(round) -> None:
    for number in range(services.MOST_PILES):
        services.make_pile(round=round, heading=f"Gruppe {number}")
    with pytest.raises(NotPossible, match="tolv"):
        services.make_pile(round=round, heading="En til")


def test_a_rehearsal_leaves_the_platform_alone(here, round) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    Stage.objects.filter(gathering=here.gathering).update(state="rehearsed")
    with pytest.raises(NotPossible, match="prøve"):
        services.propose(round=round, text="Vi gir retning")
    assert not PurposeSentence.objects.exists()


def test_only_a_revealed_round_of_this_kind_has_the_page(here, as_person) -> None:
    open_ = rounds.open_round(exercise=purpose_exercise(here.gathering), by=None)
    client = as_person(here.facilitator)
    assert client.get(reverse("purpose", args=[here.gathering.public_id, open_.public_id])).status_code == 404


def test_the_page_asks_as_much_with_eleven_piles_as_with_one(here, round, url, as_person) -> None:
    client, texts, counts = as_person(here.facilitator), ideas(round), []
    for numbers in ([0], range(1, 11)):
        for number in numbers:
            pile = services.make_pile(round=round, heading=f"Gruppe {number}")
            services.place(round=round, idea=texts[number].public_id, pile=pile.public_id)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]
