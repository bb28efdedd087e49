"""What the pages about values show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.contract import Text
from programmes.models import Group, Participation, Round
from values import chart
from values.diamond import ROWS, row_of, stone
from values.models import Allocation, Card, Diamond, Move, PointsResult, ShortlistValue


@dataclass(frozen=True)
class Slot:
    number: int
    row: int
    card: Card | None

    @property
    def points(self) -> str:
        """The slot's stone in a small drawing of the whole diamond."""
        return stone(self.number)


@dataclass(frozen=True)
class Board:
    """A diamond with its slots in order and what is left in the pool."""

    diamond: Diamond
    rows: list[list[Slot]]
    pool: list[Card]
    last: Move | None

    @property
    def language(self) -> str:
        """The language that the programme is written in."""
        return self.diamond.round.exercise.item.gathering.programme.language

    @property
    def last_row(self) -> int:
        """The row that the last card was put into; 0 for the pool."""
        return row_of(self.last.to_slot) if self.last and self.last.to_slot else 0

    @property
    def placed(self) -> int:
        return sum(slot.card is not None for row in self.rows for slot in row)


def board(diamond: Diamond) -> Board:
    last = diamond.moves.select_related("card", "mover__membership__person").last()
    return laid_out(diamond, last)


def laid_out(diamond: Diamond, last: Move | None = None) -> Board:
    cards = list(diamond.cards.all())
    by_slot = {card.slot: card for card in cards if card.slot}
    rows = [[Slot(slot, number, by_slot.get(slot)) for slot in row] for number, row in enumerate(ROWS, start=1)]
    return Board(diamond, rows, [card for card in cards if not card.slot], last)


def boards(round: Round) -> list[Board]:
    """Every group's diamond, in the groups' order; three queries."""
    diamonds = round.diamonds.select_related("group").prefetch_related("cards").order_by("group__position")
    return [laid_out(diamond) for diamond in diamonds]


def diamond_of(round: Round, group: Group | None) -> Diamond | None:
    return round.diamonds.select_related("group").filter(group=group).first() if group else None


@dataclass(frozen=True)
class Line:
    """One value of a shortlist, and the groups that put it among their three."""

    label: str
    groups: list[str]


def shortlist(round: Round) -> list[Line]:
    values = ShortlistValue.objects.filter(round=round).prefetch_related("origins__group")
    return [Line(value.label, [origin.group.name for origin in value.origins.all()]) for value in values]


@dataclass(frozen=True)
class Choice:
    """A value on the phone, and the points it has there."""

    position: int
    label: str
    points: int
    error: str = ""
    typed: str = ""

    @property
    def shown(self) -> str:
        return self.typed or str(self.points)


def choices(round: Round, participation: Participation) -> tuple[list[Choice], Allocation | None]:
    allocation = Allocation.objects.filter(round=round, participation=participation).first()
    return spread(round, allocation), allocation


def spread(round: Round, allocation: Allocation | None) -> list[Choice]:
    """The round's values with a leader's points."""
    points = allocation.points if allocation else []
    return [
        Choice(candidate.position, candidate.label, points[number] if number < len(points) else 0)
        for number, candidate in enumerate(round.candidates.all())
    ]


WORDS: dict[str, Text] = {
    "united": gettext_lazy("Vi er samlet"),
    "mixed": gettext_lazy("Vi ser litt ulikt på det"),
    "divided": gettext_lazy("Vi er delt"),
}


@dataclass(frozen=True)
class Ranking:
    """A closed points round as it is shown: values from most points to fewest."""

    result: PointsResult
    rows: list[chart.Row]
    axis: list[chart.Tick]
    agreement: str

    @property
    def word(self) -> str:
        """How united the leaders are, in words; empty where that is not shown."""
        return str(WORDS.get(self.agreement, ""))

    @property
    def headline(self) -> str:
        if nearly := [row.label for row in self.rows if row.nearly_all]:
            return _("Nesten alle poengene gikk til %(value)s") % {"value": _(" og ").join(nearly)}
        shown = [row for row in self.rows if row.mean]
        top = [row.label for row in shown if row.mean == shown[0].mean] if shown else []
        if not top:
            return _("Resultatet av 100 poeng")
        if len(top) > 2:
            return _("Flere verdier står like sterkt hos oss")
        return _("%(values)s står sterkest hos oss") % {"values": _(" og ").join(top)}


def ranking(round: Round) -> Ranking | None:
    result = PointsResult.objects.filter(round=round).first()
    if result is None:
        return None
    published: dict[str, Any] = result.figures[0] if result.figures else {"values": [], "agreement": ""}
    figures = sorted(
        published["values"],
        key=lambda figure: (not figure["nearly_all"], figure["nobody"], figure["withheld"], -(figure["mean"] or 0)),
    )
    rows, axis = chart.lay_out(figures)
    return Ranking(result, rows, axis, published["agreement"])
