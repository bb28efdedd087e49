"""What the pages of the case sorter show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from efficacy.models import Case, CaseBoard
from efficacy.situations import POOL, SITUATIONS, Situation, shares
from programmes.models import Group, Round


@dataclass(frozen=True)
class Quarter:
    """A situation with the cases that lie in it, and its share of the meeting time in per cent where that is known."""

    situation: Situation
    cases: list[Case]
    share: int | None
    minutes: int

    @property
    def titles(self) -> list[str]:
        """Each title once, with how many groups have it."""
        counted = Counter(case.title for case in self.cases)
        return [f"{title} ({count})" if count > 1 else title for title, count in counted.most_common()]


@dataclass(frozen=True)
class Sorted:
    """A group's board as it stands."""

    board: CaseBoard
    quarters: list[Quarter]
    pool: list[Case]

    @property
    def placed(self) -> int:
        return sum(len(quarter.cases) for quarter in self.quarters)

    @property
    def count(self) -> int:
        return self.placed + len(self.pool)

    @property
    def real(self) -> Quarter:
        """Situation III: what the group is there for."""
        return self.quarters[2]

    @property
    def by_rows(self) -> list[list[Quarter]]:
        """As the diagram has them: II and III above, I and IV below."""
        first, second, third, fourth = self.quarters
        return [[second, third], [first, fourth]]


def board_of(round: Round, group: Group | None) -> CaseBoard | None:
    if group is None:
        return None
    found = CaseBoard.objects.select_related("group", "round__exercise__item__gathering__programme")
    return found.filter(round=round, group=group).first()


def sort(board: CaseBoard, cases: Iterable[Case] | None = None) -> Sorted:
    found = list(Case.objects.filter(board=board).select_related("mover") if cases is None else cases)
    share = shares([(case.situation, case.minutes) for case in found])
    quarters = []
    for each in SITUATIONS:
        inside = [case for case in found if case.situation == each.number]
        minutes = sum(case.minutes or 0 for case in inside)
        quarters.append(Quarter(each, inside, share.get(each.number), minutes))
    return Sorted(board, quarters, [case for case in found if case.situation == POOL])


def boards(round: Round) -> list[Sorted]:
    """Every group's board; two queries however many there are."""
    found = CaseBoard.objects.filter(round=round).select_related("group").order_by("group__position")
    return [sort(board, board.cases.all()) for board in found.prefetch_related("cases")]


@dataclass(frozen=True)
class Together:
    """All groups' cases as one: how many lie where, and their share of the time."""

    boards: list[Sorted]
    quarters: list[Quarter]

    @property
    def count(self) -> int:
        return sum(len(quarter.cases) for quarter in self.quarters)

    @property
    def unsorted(self) -> int:
        """Those that lie in no situation yet: they are in none of the shares."""
        return sum(len(board.pool) for board in self.boards)

    @property
    def by_rows(self) -> list[list[Quarter]]:
        first, second, third, fourth = self.quarters
        return [[second, third], [first, fourth]]


def together(round: Round) -> Together:
    found = boards(round)
    cases = [case for board in found for quarter in board.quarters for case in quarter.cases]
    share = shares([(case.situation, case.minutes) for case in cases])
    return Together(
        found,
        [
            Quarter(
                each,
                [case for case in cases if case.situation == each.number],
                share.get(each.number),
                sum(case.minutes or 0 for case in cases if case.situation == each.number),
            )
            for each in SITUATIONS
        ],
    )
