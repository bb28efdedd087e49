"""What HR sees: who has handed in, and what."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from config.text import sort_key
from goals.queries.cards import KIND
from goals.queries.received import IN_ORDER, what
from goals.queries.sharing import open_shares, open_to_hr
from programmes.models import (
    Look,
    Membership,
    NearestManager,
    Participation,
    Programme,
    Share,
)
from programmes.models.dated import on_day


@dataclass(frozen=True)
class HandInLine:
    """A leader of a programme, and the newest målkort they have handed in."""

    participation: Participation
    share: Share | None
    manager: str = ""
    has_left: bool = False  # is a leader of the programme no more, and what they handed in stands

    @property
    def name(self) -> str:
        return self.participation.name

    @property
    def membership(self) -> Membership:
        assert self.participation.membership
        return self.participation.membership

    @property
    def unit(self) -> str:
        return self.membership.unit.name if self.membership.unit else ""


SORTS = ("name", "unit", "date")


def hand_ins(programme: Programme, *, sort: str = "") -> list[HandInLine]:
    """Who has handed in, then who has not yet, each by name; or all by name, unit or date.

    Those who have left, and have something handed in, too. Three queries however many leaders there are.
    """
    newest = newest_hand_ins(programme)
    managers = NearestManager.objects.current().select_related("manager__person").order_by("since", "pk")
    rows = (
        Participation.objects.filter(programme=programme, role=Participation.Role.LEADER)
        .annotate(is_in=Exists(leaders_today(programme).filter(pk=OuterRef("pk"))))
        .filter(Q(is_in=True) | Q(membership__in=newest))
        .select_related("membership__person", "membership__unit")
        .prefetch_related(Prefetch("membership__managers", managers))
    )
    leaders = {row.membership_id: row for row in sorted(rows, key=lambda row: (row.is_in, row.since))}
    lines = [
        HandInLine(leader, newest.get(key or 0), manager_name(leader.membership), not leader.is_in)
        for key, leader in leaders.items()
    ]
    lines.sort(key=lambda line: (line.membership.person.sort_key, line.participation.pk))
    if sort == "unit":
        return sorted(lines, key=lambda line: (not line.unit, sort_key(line.unit)))
    if sort == "date":
        return sorted(lines, key=lambda line: -line.share.shared_at.timestamp() if line.share else 1)
    return lines if sort == "name" else sorted(lines, key=lambda line: line.share is None)


def leaders_today(programme: Programme) -> QuerySet[Participation]:
    """Those who are leaders of the programme, those on leave too."""
    return Participation.objects.filter(
        on_day(), on_day(prefix="membership__"), programme=programme, role=Participation.Role.LEADER
    )


def others_handed_in(programme: Programme) -> list[Share]:
    """What else than målkort HR of the programme may open: the newest of each leader and kind, by name."""
    rows = (
        open_to_hr(programme)
        .exclude(edition__kind=KIND)
        .select_related("edition__membership__person")
        .order_by(*IN_ORDER)
    )
    newest: dict[tuple[object, ...], Share] = {}
    for row in rows:
        newest.setdefault(what(row), row)
    return list(newest.values())


def manager_name(membership: Membership | None) -> str:
    rows = list(membership.managers.all()) if membership else []
    return rows[-1].manager.name if rows else ""


def newest_hand_ins(programme: Programme) -> dict[int, Share]:
    """The newest open hand-in of each membership, with who has looked."""
    looks = Prefetch("looks", Look.objects.select_related("person").order_by("at"))
    rows = (
        open_shares(programme)
        .select_related("edition__membership__person")
        .prefetch_related(looks)
        .order_by("edition__number")
    )
    return {share.edition.membership_id: share for share in rows}
