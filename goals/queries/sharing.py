"""Who may open a shared sheet, who has, and what the pages about it show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from config.fingerprints import fingerprint_of
from goals.queries.cards import KIND
from programmes.models import (
    GroupMember,
    GroupSet,
    Look,
    Membership,
    NearestManager,
    Office,
    Participation,
    Person,
    Programme,
    Share,
)
from programmes.models.dated import on_day
from programmes.models.editions import ShareQuerySet
from programmes.sheets import Change, Sheet, SheetKind, kind_of, sheet_kinds, title_of

HR, MANAGER, GROUP = Share.Audience.HR, Share.Audience.MANAGER, Share.Audience.GROUP
# Who may open what.


def of_sheets(kind: str = "") -> ShareQuerySet:
    """Shares of every kind of sheet, or of one."""
    return Share.objects.filter(edition__kind__in=[kind] if kind else list(sheet_kinds()))


def open_to_hr(programme: Programme, kind: str = "") -> QuerySet[Share]:
    """What HR may open: handed in to this programme, not withdrawn, not past its end."""
    return of_sheets(kind).open().filter(programme=programme, audience=HR)


def open_shares(programme: Programme) -> QuerySet[Share]:
    """Målkort that HR may open."""
    return open_to_hr(programme, KIND)


def open_to_manager(person: Person) -> QuerySet[Share]:
    """What was shared with the person as nearest manager, for as long as they have been it without a break."""
    return (
        of_sheets()
        .open()
        .filter(on_day(prefix="nearest__"), on_day(prefix="nearest__manager__"), audience=MANAGER)
        .filter(nearest__manager__person=person)
    )


def latest(share: Share) -> Share:
    """What its leader has put in its place since, again and again; itself where nothing was."""
    while newer := Share.objects.filter(replaces=share).first():
        share = newer
    return share


def open_in_group(person: Person, programme: Programme) -> QuerySet[Share]:
    """What fellows in the person's own group share: both have sat in it since that day."""
    return _open_at(
        GroupMember.objects.filter(participation__membership__person=person, participation__programme=programme)
    )


def open_in_groups(membership: Membership) -> QuerySet[Share]:
    """The same in all of a leader's programmes."""
    return _open_at(GroupMember.objects.filter(participation__membership=membership))


def _open_at(own: QuerySet[GroupMember]) -> QuerySet[Share]:
    places = own.filter(sitting())
    shared = Share.readers.through.objects.filter(groupmember__in=places).values("share")
    return of_sheets().open().filter(sitting("seat__"), audience=GROUP, pk__in=shared)


def sitting(prefix: str = "") -> Q:
    """Leaders who sit in a standing group today."""
    return (
        on_day(prefix=prefix)
        & on_day(prefix=f"{prefix}participation__")
        & on_day(prefix=f"{prefix}participation__membership__")
        & Q(**{f"{prefix}participation__role": Participation.Role.LEADER})
        & Q(**{f"{prefix}group_set__purpose": GroupSet.Purpose.STANDING})
    )


# What the leader sees.


@dataclass(frozen=True)
class Shared:
    """A share as its leader sees it."""

    share: Share
    news: list[Change] = field(default_factory=list)
    is_newest: bool = False

    @property
    def edition_number(self) -> int:
        return self.share.edition.number

    @property
    def kind(self) -> SheetKind:
        return kind_of(self.share.edition)

    @property
    def title(self) -> str:
        return title_of(self.share.edition)

    @property
    def state(self) -> str:
        """open; fetched (open, and HR may have archived it); withdrawn; replaced; ended; over (no receiver left)."""
        share = self.share
        if share.withdrawn_at:
            newer = getattr(share, "replaced_by", None)
            return "replaced" if newer and newer.shared_at <= share.withdrawn_at else "withdrawn"
        if not share.is_open:
            return "ended"
        if share.audience == HR:
            return "fetched" if share.fetched else "open"
        return "open" if self.reached else "over"

    @property
    def is_open(self) -> bool:
        """Whether somebody can read it."""
        return self.state in ("open", "fetched")

    @property
    def can_withdraw(self) -> bool:
        """What nobody may open just now is still there to be withdrawn: dates may be mended."""
        return self.state in ("open", "over")

    @property
    def reached(self) -> list[str]:
        """The names of those who may open it today; of HR, whoever it is that day."""
        share = self.share
        if share.audience == HR:
            return []
        if share.audience == MANAGER:
            assert share.nearest
            return [share.nearest.manager.name] if holds(share.nearest) and holds(share.nearest.manager) else []
        assert share.seat
        if not in_place(share.seat):
            return []
        places = sorted(share.readers.all(), key=lambda place: person_of(place).sort_key)
        return [person_of(place).name for place in places if in_place(place)]

    @property
    def receiver(self) -> str:
        """Whom it was shared with, in a name: of the manager, the group, or the programme."""
        share = self.share
        if share.nearest:
            return share.nearest.manager.name
        return share.seat.group.name if share.seat else share.programme.name if share.programme else ""

    @property
    def looks(self) -> list[Look]:
        """Who has opened it, once a day each; fetching says more than reading."""
        days: dict[tuple[int | None, date], Look] = {}
        for look in sorted(self.share.looks.all(), key=lambda look: (look.fetched, look.at)):
            days[look.person_id, timezone.localdate(look.at)] = look
        return sorted(days.values(), key=lambda look: look.at)


def holds(row: NearestManager | Membership | GroupMember | Participation) -> bool:
    today = timezone.localdate()
    return row.since <= today and (row.until is None or row.until >= today)


def in_place(place: GroupMember) -> bool:
    participation = place.participation
    return holds(place) and holds(participation) and bool(participation.membership and holds(participation.membership))


def person_of(place: GroupMember) -> Person:
    return place.participation.person


def shared_by(
    memberships: Sequence[Membership], kind: str = "", sheet: Sheet | None = None, *, subject: str = ""
) -> list[Shared]:
    """What these memberships have shared, newest first; with `kind` and its `sheet`, what is new in it since."""
    readers = GroupMember.objects.select_related("participation__membership__person")
    rows = (
        of_sheets(kind)
        .filter(edition__membership__in=memberships, **({"edition__subject": subject} if kind else {}))
        .select_related(
            "edition__membership__municipality",
            "programme",
            "nearest__manager__person",
            "seat__group",
            "seat__participation__membership",
            "replaced_by",
        )
        .annotate(remarks=Count("comments", filter=Q(comments__deleted_at__isnull=True)))
        .order_by("-shared_at", "-pk")
        .prefetch_related(
            Prefetch("looks", Look.objects.select_related("person").order_by("at")), Prefetch("readers", readers)
        )
    )
    newest: set[tuple[object, ...]] = set()
    found = []
    for share in rows:
        group = share.seat.group_id if share.seat else None
        to = (
            share.edition.kind,
            share.edition.subject,
            share.audience,
            share.programme_id,
            group,
            share.edition.membership_id,
        )
        of = kind_of(share.edition)
        news = of.changes(of.sheet_of(share.edition), sheet) if sheet and share.is_open else []
        found.append(Shared(share, news, to not in newest))
        if share.is_open:
            newest.add(to)
    return found


def receivers(membership: Membership, kind: str = KIND, subject: str = "") -> list[str]:
    """Who may open an edition of a sheet now, in few words and one query: for the sheet's own head."""
    reached = Q(audience=HR) | Q(audience=MANAGER) & on_day(prefix="nearest__") | Q(audience=GROUP) & sitting("seat__")
    rows = of_sheets(kind).open().filter(reached, edition__membership=membership, edition__subject=subject)
    found = rows.select_related("nearest__manager__person", "seat__group").order_by("shared_at")
    return list(dict.fromkeys(Shared(share).receiver if share.audience != HR else "HR" for share in found))


def is_shared(membership: Membership, kind: str, subject: str) -> bool:
    """Whether somebody has been given a copy that is not taken back."""
    return of_sheets(kind).open().filter(edition__membership=membership, edition__subject=subject).exists()


@dataclass(frozen=True)
class OwnGroup:
    """A group that a leader sits in, and those who sit there with them."""

    seat: GroupMember
    others: list[GroupMember]

    @property
    def names(self) -> list[str]:
        return [person_of(place).name for place in self.others]

    @property
    def seen(self) -> str:
        """Who they are, two of one name told apart: another as soon as somebody comes or goes."""
        return fingerprint_of(*sorted(place.participation_id for place in self.others))


def newcomers(share: Share, own: OwnGroup) -> list[str]:
    """The names of those in the group who are not among the readers of what was shared with it."""
    known = set(share.readers.values_list("pk", flat=True))
    return [person_of(place).name for place in own.others if place.pk not in known]


def groups_of(membership: Membership) -> list[OwnGroup]:
    """The standing groups that a leader sits in today, in two queries."""
    seats = list(
        GroupMember.objects.filter(sitting(), participation__membership=membership)
        .select_related("group", "participation__programme")
        .order_by("participation__programme__name", "pk")
    )
    others = (
        GroupMember.objects.filter(
            sitting(), group__in=[seat.group_id for seat in seats], participation__membership__person__is_active=True
        )
        .exclude(participation__membership=membership)
        .select_related("participation__membership__person")
        .order_by("participation__membership__person__sort_key")
    )
    return [OwnGroup(seat, [place for place in others if place.group_id == seat.group_id]) for seat in seats]


def own_in_groups(places: Sequence[OwnGroup]) -> list[Shared]:
    """What a leader shares themselves with these groups now, newest first."""
    seats = [place.seat.pk for place in places]
    rows = of_sheets().open().filter(sitting("seat__"), audience=GROUP, seat__in=seats)
    return [Shared(share) for share in rows.select_related("edition", "seat__group").order_by("-shared_at", "-pk")]


def nearest_of(membership: Membership) -> NearestManager | None:
    """The nearest manager of today, where they can sign in and read."""
    row = (
        membership.managers.current()
        .filter(on_day(prefix="manager__"), manager__person__is_active=True)
        .select_related("manager__person")
        .order_by("-since", "-pk")
        .first()
    )
    return row if isinstance(row, NearestManager) else None


def hr_names(membership: Membership) -> list[str]:
    """Who is HR of the municipality today."""
    return list(
        Office.objects.filter(
            on_day(),
            on_day(prefix="membership__"),
            role=Office.Role.HR,
            membership__municipality=membership.municipality_id,
            membership__person__is_active=True,
        )
        .order_by("membership__person__sort_key")
        .values_list("membership__person__name", flat=True)
    )


def programmes_to_hand_in_to(membership: Membership) -> list[Programme]:
    return list(
        Programme.objects.filter(
            on_day(prefix="participations__"),
            participations__membership=membership,
            participations__role=Participation.Role.LEADER,
        ).order_by("name", "pk")
    )
