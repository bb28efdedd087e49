"""What the diamonds' pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects

from programmes.models import Group, Round
from values.chain import TOP
from values.diamond import ROWS, row_of, stone
from values.models import Agreement, Card, Diamond, Move


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
    members: list[Member]

    @property
    def language(self) -> str:
        """The language that the programme is written in."""
        return self.diamond.round.exercise.item.gathering.programme.language

    @property
    def last_row(self) -> int:
        """The row that the last card was put into; 0 for the pool."""
        return row_of(self.last.to_slot) if self.last and self.last.to_slot else 0

    @property
    def proposals(self) -> list[Card]:
        """What members of the group have thought of themselves, and nobody has laid."""
        return [card for card in self.pool if card.proposer]

    @property
    def bank(self) -> list[Card]:
        return [card for card in self.pool if not card.proposer]

    @property
    def agreed(self) -> list[Member]:
        return [member for member in self.members if member.agrees]

    @property
    def is_agreed(self) -> bool:
        """Everybody in the group stands behind the nine."""
        return bool(self.members) and len(self.agreed) == len(self.members)

    @property
    def top_three(self) -> list[str]:
        """The words of the three highest slots that are filled, the highest first."""
        slots = [slot for row in self.rows for slot in row if slot.number <= TOP]
        return [slot.card.word for slot in slots if slot.card]

    @property
    def placed(self) -> int:
        return sum(slot.card is not None for row in self.rows for slot in row)


@dataclass(frozen=True)
class Member:
    """Somebody of the group, and whether they stand behind the diamond as it lies."""

    id: str
    name: str
    agrees: bool


def board(diamond: Diamond) -> Board:
    prefetch_related_objects([diamond], "cards__proposer__membership__person")
    last = diamond.moves.select_related("card", "mover__membership__person").last()
    asked = members_of(diamond.round).filter(group=diamond.group).select_related("participation__membership__person")
    return laid_out(
        diamond,
        last,
        [
            Member(each.participation.public_id, each.participation.first_name, each.agrees)
            for each in asked.order_by("participation__membership__person__sort_key", "pk")
        ],
    )


def members_of(round: Round) -> QuerySet[Any]:
    """Who is asked in the round, each with whether they stand behind their group's diamond."""
    agreed = Agreement.objects.filter(
        diamond__round=round, diamond__group=OuterRef("group"), participation=OuterRef("participation")
    )
    return round.electors.annotate(agrees=Exists(agreed))


def laid_out(diamond: Diamond, last: Move | None = None, members: Sequence[Member] = ()) -> Board:
    cards = list(diamond.cards.all())
    by_slot = {card.slot: card for card in cards if card.slot}
    rows = [[Slot(slot, number, by_slot.get(slot)) for slot in row] for number, row in enumerate(ROWS, start=1)]
    return Board(diamond, rows, [card for card in cards if not card.slot], last, list(members))


def boards(round: Round) -> list[Board]:
    """Every group's diamond, in the groups' order, with who agrees; constant in queries."""
    diamonds = round.diamonds.select_related("group").prefetch_related("cards")
    members: dict[int | None, list[Member]] = {}
    for each in members_of(round):
        members.setdefault(each.group_id, []).append(Member("", "", each.agrees))
    return [
        laid_out(diamond, members=members.get(diamond.group_id, [])) for diamond in diamonds.order_by("group__position")
    ]


def diamond_of(round: Round, group: Group | None) -> Diamond | None:
    return round.diamonds.select_related("group").filter(group=group).first() if group else None
