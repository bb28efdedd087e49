"""What each kind of exercise gives to the summary that all read, and to the page that one takes home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.ids import public_id
from efficacy.models import Rating
from efficacy.services import beliefs as efficacy
from goals.models import Attainment, Ladder
from goals.platform import services as own_platform
from goals.services import attainment, ladders, log
from programmes.models import Gathering, Participation, Question, ReleasedText, Round
from programmes.services import rounds
from programmes.services import worksheets as sheets
from programmes.worksheets import worksheet_kinds
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.programmes.test_questions import ask
from tests.programmes.test_summary import evening, proposed
from tests.values.scene import exercise, published, purpose_round
from values.models import Card, IdeaPile, PiledIdea, PurposeSentence
from values.services import diamonds, platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid(here) -> Round:
    """Both groups have laid four values, and nobody has closed the round."""
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get()
    for diamond in round.diamonds.all():
        for slot, card in enumerate(Card.objects.filter(diamond=diamond)[:4], start=1):
            diamonds.place(diamond=diamond, card=card.public_id, slot=slot, expected=None, by=None)
    return round


def test_a_diamond_gives_each_groups_three_highest_when_it_is_closed(here, laid) -> None:
    assert here.groups[0].name not in proposed(here.gathering)
    rounds.close_round(round=laid, by=None)
    text = proposed(here.gathering)
    for diamond in laid.diamonds.select_related("group"):
        first, second, third, fourth = diamond.cards.filter(slot__isnull=False).order_by("slot")
        assert f"{diamond.group.name}: {first.word}, {second.word}, {third.word}\n" in text + "\n"
        assert fourth.word not in text


def test_a_cloud_gives_its_heaviest_values_of_closed_diamonds(here, laid) -> None:
    cloud = rounds.open_round(exercise=exercise(here.gathering, "cloud", ("together",), position=40), by=None)
    rounds.close_round(round=cloud, by=None)
    assert "Størst i ordskyen" not in proposed(here.gathering)
    rounds.close_round(round=laid, by=None)
    top = laid.diamonds.first().cards.get(slot=1)
    line = next(line for line in proposed(here.gathering).splitlines() if "Størst i ordskyen" in line)
    assert top.word.casefold() in line.casefold()


def test_the_purpose_comes_with_its_piles_when_it_was_revealed(here) -> None:
    round = purpose_round(here)
    shown, hidden, *_others = ReleasedText.objects.filter(round=round)
    pile = IdeaPile.objects.create(round=round, position=1, heading="Innbyggerne")
    for idea in (shown, hidden):
        PiledIdea.objects.create(pile=pile, text=idea)
    ReleasedText.objects.filter(pk=hidden.pk).update(is_hidden=True)
    board = platform.platform_of(here.programme)
    PurposeSentence.objects.create(platform=board, position=1, text="Vi gir retning.", is_agreed=True)
    PurposeSentence.objects.create(platform=board, position=2, text="Bare foreslått.")
    text = proposed(here.gathering)
    assert "Vi gir retning." in text
    assert f"Innbyggerne\n– {shown.text}" in text
    assert hidden.text not in text
    assert "Bare foreslått." not in text
    Round.objects.filter(pk=round.pk).update(revealed_at=None)
    text = proposed(here.gathering)
    assert "Vi gir retning." not in text
    assert shown.text not in text


def test_the_platform_comes_as_it_was_published_and_never_its_draft(here) -> None:
    edition = published(here)
    PurposeSentence.objects.create(platform=edition.platform, position=9, text="I kladden.", is_agreed=True)
    text = proposed(here.gathering)
    assert "Lederplattformen: Seljordmerke: vi gir retning." in text
    assert "Tillit\n– Seljordmerke: vise Tillit" in text
    assert "I kladden." not in text
    platform.withdraw(edition=edition, why="Feil", by=here.facilitator)
    assert "Lederplattformen" not in proposed(here.gathering)


def test_a_platform_is_summed_up_at_the_gathering_before_it_was_published(here) -> None:
    published(here)
    later = worlds.agenda(here.programme, "Neste", number=4)
    Gathering.objects.filter(pk=later.pk).update(date=here.gathering.date + timedelta(days=30))
    assert "Lederplattformen" in proposed(here.gathering)
    assert "Lederplattformen" not in proposed(Gathering.objects.get(pk=later.pk))


def test_the_facilitators_evaluation_is_never_in_it(here) -> None:
    question = ask(here.gathering, [Question.Answer.EVALUATION], [("alone", "each")]).questions.get()
    round = rounds.close_round(round=rounds.open_round(exercise=question.exercise, by=None), by=None)
    ReleasedText.objects.create(round=round, question=question, position=1, text="Bare til prosesslederen")
    rounds.reveal(round=round, by=None)
    assert "Bare til prosesslederen" not in proposed(here.gathering)


def test_a_round_that_another_took_the_place_of_is_left_out(here, laid) -> None:
    rounds.close_round(round=laid, by=None)
    assert here.groups[0].name in proposed(here.gathering)
    rounds.close_round(round=rounds.open_round(exercise=laid.exercise, by=None), by=None)
    assert here.groups[0].name not in proposed(here.gathering)


# One's own


def own_round(gathering: Gathering, kind: str) -> Round:
    place = 90 + list(OWN).index(kind)
    return rounds.open_round(exercise=exercise(gathering, kind, ("alone",), position=place), by=None)


def sheet(seat: Participation, slug: str, text: str) -> None:
    kind = worksheet_kinds()[slug]
    sheets.write(kind=kind, membership=seat.membership, name=public_id(), values={kind.titled_by: text})


def write_platform(seat: Participation, text: str) -> None:
    own_platform.write(membership=seat.membership, number=3, text=text)


def write_ladder(seat: Participation, text: str) -> None:
    ladder = ladders.begin(membership=seat.membership, title="Målet")
    ladders.add_step(ladder=ladder, text=text)


def write_attainment(seat: Participation, text: str) -> None:
    table = attainment.begin(membership=seat.membership, title="Tabellen")
    attainment.write_goal(attainment=table, texts={("achievement", 3): text, ("effort", 3): "Hver uke"})


def write_belief(seat: Participation, text: str) -> None:
    efficacy.rate(belief=efficacy.begin(membership=seat.membership, about=text), value=50)


def write_sources(seat: Participation, text: str) -> None:
    belief = efficacy.begin(membership=seat.membership, about="Å lede")
    efficacy.feed(belief=belief, texts={"model": ("", text)}, small_next="")


def write_plan(seat: Participation, text: str) -> None:
    log.plan(membership=seat.membership, text=text, starts=timezone.localdate(), times=2, weeks=3)


OWN = {
    "belief": write_belief,
    "sources": write_sources,
    "period": write_plan,
    "platform": write_platform,
    "ladder": write_ladder,
    "attainment": write_attainment,
    "tool-explanations": lambda seat, text: sheet(seat, "explanations", text),
    "tool-worries": lambda seat, text: sheet(seat, "worries", text),
    "tool-grow": lambda seat, text: sheet(seat, "grow", text),
    "tool-moods": lambda seat, text: sheet(seat, "moods", text),
}


@pytest.mark.parametrize("kind", OWN)
def test_what_one_wrote_on_ones_own_sheet_is_taken_home_by_oneself_alone(here, as_person, kind) -> None:
    Gathering.objects.filter(pk=here.gathering.pk).update(date=timezone.localdate())
    round = own_round(here.gathering, kind)
    OWN[kind](here.leaders[0], "Ordene mine")
    OWN[kind](here.leaders[1], "Ordene til en annen")
    mine, other = (evening(here.gathering, as_person(seat.person)) for seat in here.leaders[:2])
    assert "Ordene mine" in mine
    assert "Ordene til en annen" not in mine
    assert "Ordene mine" not in other
    rounds.close_round(round=round, by=None)
    assert "Ordene" not in proposed(here.gathering)


@pytest.mark.parametrize("kind", [kind for kind in OWN if kind != "platform"])
def test_what_was_written_on_another_day_is_not(here, as_person, kind) -> None:
    Gathering.objects.filter(pk=here.gathering.pk).update(date=timezone.localdate() - timedelta(days=9))
    own_round(here.gathering, kind)
    OWN[kind](here.leaders[0], "Ordene mine")
    assert "Ordene mine" not in evening(here.gathering, as_person(here.leader))


def test_a_ladder_from_before_is_taken_home_when_it_was_rated_that_day(here, as_person) -> None:
    Gathering.objects.filter(pk=here.gathering.pk).update(date=timezone.localdate())
    own_round(here.gathering, "ladder")
    write_ladder(here.leaders[0], "Ordene mine")
    ladder = Ladder.objects.get(membership=here.membership, title="Målet")
    Ladder.objects.filter(pk=ladder.pk).update(begun_on=timezone.localdate() - timedelta(days=30))
    assert "Ordene mine" not in evening(here.gathering, as_person(here.leader))
    Rating.objects.create(belief=ladder.steps.get().belief, value=60)
    assert evening(here.gathering, as_person(here.leader)).count("Ordene mine") == 1


def test_many_sheets_cost_as_much_as_one(here, as_person) -> None:
    Gathering.objects.filter(pk=here.gathering.pk).update(date=timezone.localdate())
    for kind in OWN:
        own_round(here.gathering, kind)

    def cost() -> int:
        client = as_person(here.leader)
        with CaptureQueriesContext(connection) as captured:
            evening(here.gathering, client)
        return len(captured)

    for write in OWN.values():
        write(here.leaders[0], "Ordene mine")
    few = cost()
    for number in range(6):
        for write in OWN.values():
            write(here.leaders[0], f"Ordene {number}")
    table = Attainment.objects.filter(membership=here.membership, title="Tabellen").first()
    for _more in range(3):
        attainment.write_goal(attainment=table, texts={("achievement", 3): "Ett", ("effort", 3): "To"})
    assert few == cost()
