"""The people of a programme as its facilitator sees them: who they are and how they come in, never what they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from programmes.models import (
    Admission,
    Gathering,
    GroupMember,
    GroupSet,
    Invitation,
    Leave,
    Membership,
    NearestManager,
    Office,
    Participation,
    Person,
    Programme,
    Share,
)
from programmes.models.changes import on_leave
from programmes.models.dated import on_day
from programmes.queries.standing import set_of

NOT_INVITED, NO_ADDRESS, ON_THE_WAY, SENT, FAILED, BEEN_IN = "none", "card", "waiting", "sent", "failed", "in"


def unclaimed() -> QuerySet[Person]:
    """The people whose address may be set or mended by who plans: whoever gets it, signs in as them.

    Nobody has been in as them, nothing that a leader shared with them as nearest manager lies open, and they have no
    other task than to take part.
    """
    mine = Participation.objects.filter(membership__person=OuterRef("pk"))
    been_in = mine.filter(~Q(role=Participation.Role.LEADER) | Q(came_at__isnull=False) | Q(admissions__isnull=False))
    shown = Share.objects.open().filter(nearest__manager__person=OuterRef("pk"))
    office = Office.objects.filter(membership__person=OuterRef("pk"))
    known = Membership.objects.filter(person=OuterRef("pk")).order_by().values("person").annotate(number=Count("pk"))
    return Person.objects.filter(
        ~Exists(been_in), ~Exists(shown), ~Exists(office), ~Exists(known.filter(number__gt=1)), last_login__isnull=True
    )


@dataclass(frozen=True)
class Line:
    """One leader: where they work and sit, whose they are, whether they are away, and how they have been asked in."""

    participation: Participation
    group: str
    manager: Membership | None
    leave: Leave | None
    state: str

    @property
    def membership(self) -> Membership:
        assert self.participation.membership is not None
        return self.participation.membership

    @property
    def name(self) -> str:
        return self.participation.name

    @property
    def unit(self) -> str:
        return self.membership.unit.name if self.membership.unit else ""

    @property
    def is_away(self) -> bool:
        return bool(self.leave and self.leave.since <= timezone.localdate())

    @property
    def is_ahead(self) -> bool:
        """Whether they come only later."""
        return self.participation.since > timezone.localdate()


def state_of(participation: Participation) -> str:
    """How far somebody has come into Varde; needs what `participations` reads."""
    invitation: Invitation | None = getattr(participation, "invitation", None)
    if participation.came_at or participation.has_entered:  # type: ignore[attr-defined]
        return BEEN_IN
    if not participation.person.email:
        return NO_ADDRESS
    if invitation is None:
        return NOT_INVITED
    if invitation.failed_at:
        return FAILED
    return SENT if invitation.sent_at else ON_THE_WAY


def is_to_be_invited(participation: Participation) -> bool:
    """Whether somebody is among those whom one tap invites: not who is on leave."""
    return state_of(participation) == NOT_INVITED and not participation.is_away  # type: ignore[attr-defined]


def participations(programme: Programme) -> Any:
    """The programme's leaders of today and later, with what their invitations say."""
    entered = Admission.objects.filter(participation=OuterRef("pk"), state=Admission.State.ADMITTED)
    return (
        programme.participations.filter(
            Q(until__isnull=True) | Q(until__gte=timezone.localdate()),
            on_day(prefix="membership__"),
            role=Participation.Role.LEADER,
        )
        .select_related("membership__person", "membership__unit", "invitation")
        .annotate(has_entered=Exists(entered), is_away=on_leave())
        .order_by("membership__person__sort_key", "pk")
    )


def lines(programme: Programme) -> list[Line]:
    """Four queries, however many they are."""
    found = list(participations(programme))
    seats = GroupMember.objects.filter(on_day(), group_set=set_of(programme, GroupSet.Purpose.STANDING))
    groups = dict(seats.order_by("since", "pk").values_list("participation_id", "group__name"))
    managers = NearestManager.objects.filter(on_day(), leader__in=[each.membership_id for each in found])
    boss = {row.leader_id: row.manager for row in managers.select_related("manager__person").order_by("since", "pk")}
    leaves = {each.membership_id: each for each in _leaves(found)}
    return [
        Line(
            each,
            groups.get(each.pk, ""),
            boss.get(each.membership_id),
            leaves.get(each.membership_id),
            state_of(each),
        )
        for each in found
    ]


def _leaves(found: list[Participation]) -> Any:
    """The next or running leave of each: the latest first, so that the earliest is what remains."""
    ahead = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    rows = Leave.objects.filter(ahead, membership__in=[each.membership_id for each in found])
    return rows.select_related("deputy__person").order_by("-since", "-pk")


def gone(programme: Programme) -> list[Participation]:
    """Those who have left, the latest first; who is back is not among them."""
    today = timezone.localdate()
    still = participations(programme).values("membership")
    ended = Q(until__lt=today) | Q(membership__until__lt=today)
    rows = programme.participations.filter(ended, role=Participation.Role.LEADER).exclude(membership__in=still)
    found: dict[int | None, Participation] = {}
    for each in rows.select_related("membership__person").order_by("-until", "-pk"):
        found.setdefault(each.membership_id, each)
    return list(found.values())


def known_in(programme: Programme, *, but: Membership) -> list[Membership]:
    """Those who may be chosen as nearest manager or deputy: the programme's people and their nearest managers."""
    takes_part = Q(on_day(prefix="participations__"), participations__programme=programme)
    manages = Q(on_day(prefix="reports__"), reports__leader__participations__programme=programme)
    rows = Membership.objects.filter(
        takes_part | manages, on_day(), person__is_active=True, municipality=programme.municipality_id
    )
    return list(rows.exclude(pk=but.pk).select_related("person").distinct().order_by("person__sort_key", "pk"))


def next_gathering(programme: Programme) -> Gathering | None:
    ahead = programme.gatherings.filter(date__gte=timezone.localdate(), cancelled_at__isnull=True)
    return ahead.select_related("stage").order_by("date", "number").first()


@dataclass(frozen=True)
class History:
    """What has held of somebody and what will, the latest first."""

    units: list[Any]
    managers: list[Any]
    leaves: list[Any]


def history(membership: Membership) -> History:
    return History(
        list(membership.placements.select_related("unit").order_by("-since", "-pk")),
        list(membership.managers.select_related("manager__person").order_by("-since", "-pk")),
        list(membership.leaves.select_related("deputy__person").order_by("-since", "-pk")),
    )
