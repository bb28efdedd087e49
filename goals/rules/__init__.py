"""Who may open a målkort, or another sheet: its leader, and those whom an edition was given to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core import signing
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from goals.models import Action, Area, Export, Goal, GoalCard, Grow
from goals.queries import sharing as shared
from goals.queries.sharing import OwnGroup
from goals.queries.threads import Line, Thread
from programmes.models import Comment, Gathering, Group, Membership, NextStep, Participation, Person, Programme, Share
from programmes.models.dated import on_day
from programmes.rules import own_membership, programme_of_hr, seat_at
from programmes.sheets import GROUP, HR, MANAGER, SheetKind, sheet_kinds


@dataclass(frozen=True)
class Own:
    """A leader, and a part of their own card."""

    membership: Membership
    area: Area


def own_area(person: Person, leader: str, area: str) -> Own:
    """An area of the person's own card, deleted or not; one query, since it is asked while one writes."""
    found = Area.objects.select_related(
        "card__membership__person", "card__membership__municipality", "card__membership__unit"
    ).get(
        on_day(prefix="card__membership__"),
        card__membership__person=person,
        card__membership__public_id=leader,
        public_id=area,
    )
    return Own(found.card.membership, found)


@dataclass(frozen=True)
class OwnGoal:
    membership: Membership
    goal: Goal


def own_goal(person: Person, leader: str, goal: str) -> OwnGoal:
    membership = own_membership(person, leader)
    mine = Goal.objects.standing().filter(area__card__membership=membership)
    found = mine.select_related("area", "belief").get(public_id=goal)
    return OwnGoal(membership, found)


def own_action(person: Person, leader: str, action: str) -> Action:
    return (
        Action.objects.standing()
        .select_related("goal__area__card__membership")
        .get(
            on_day(prefix="goal__area__card__membership__"),
            goal__area__card__membership__person=person,
            goal__area__card__membership__public_id=leader,
            public_id=action,
        )
    )


@dataclass(frozen=True)
class OwnGrow:
    membership: Membership
    grow: Grow


def own_grow(person: Person, leader: str, sheet: str) -> OwnGrow:
    """A leader's own conversation by GROW that is not deleted."""
    membership = own_membership(person, leader)
    return OwnGrow(membership, Grow.objects.get(membership=membership, deleted_at__isnull=True, public_id=sheet))


@dataclass(frozen=True)
class OwnNextStep:
    """A leader, and their next step after a gathering."""

    membership: Membership
    gathering: Gathering
    step: NextStep


def own_next_step(person: Person, gathering: str) -> OwnNextStep:
    """The leader's own next step, where they have written one."""
    seat = seat_at(person, gathering)
    step = NextStep.objects.exclude(text="").get(gathering=seat.gathering, participation=seat.participation)
    membership = Membership.objects.select_related("person", "municipality", "unit")
    return OwnNextStep(membership.get(participations=seat.participation), seat.gathering, step)


def own_share(person: Person, share: str) -> Share:
    """Something that the person has shared, wherever they were then: open or over."""
    return _whole(shared.of_sheets()).get(edition__membership__person=person, public_id=share)


@dataclass(frozen=True)
class OwnSheet:
    """A leader, and a sheet of theirs: by its kind, and its public id where they may have several."""

    membership: Membership
    kind: SheetKind
    subject: str = ""

    def address(self, name: str, *more: str) -> str:
        """Of one of the pages about sharing it."""
        subject = [self.subject] if self.subject else []
        return reverse(name, args=[self.membership.public_id, self.kind.slug, *subject, *more])

    @property
    def home(self) -> str:
        return self.kind.home(self.membership, self.subject)

    @property
    def is_there(self) -> bool:
        return self.kind.is_there(self.membership, self.subject)


def own_sheet(person: Person, leader: str, kind: str, subject: str = "") -> OwnSheet:
    """One of the leader's own sheets that can be shared."""
    membership = own_membership(person, leader)
    own = OwnSheet(membership, sheet_kinds()[kind], subject) if kind in sheet_kinds() else None
    if own is None or not own.is_there:
        raise Http404
    return own


def _for(audience: str, own: OwnSheet) -> OwnSheet:
    if audience not in own.kind.audiences:
        raise Http404
    return own


def sheet_for_manager(person: Person, leader: str, kind: str, subject: str = "") -> OwnSheet:
    return _for(MANAGER, own_sheet(person, leader, kind, subject))


def sheet_for_hr(person: Person, leader: str, kind: str, subject: str = "") -> OwnSheet:
    return _for(HR, own_sheet(person, leader, kind, subject))


def own_group(person: Person, leader: str, kind: str, group: str, subject: str = "") -> tuple[OwnSheet, OwnGroup]:
    """A standing group that the leader sits in today, and what is to be shared with it."""
    sheet = _for(GROUP, own_sheet(person, leader, kind, subject))
    for own in shared.groups_of(sheet.membership):
        if own.seat.group.public_id == group:
            return sheet, own
    raise Group.DoesNotExist


def share_of_hr(person: Person, programme: str, share: str) -> Share:
    """What was handed in to a programme of the person's municipality, while it stands."""
    return _whole(shared.open_to_hr(programme_of_hr(person, programme))).get(public_id=share)


def card_of_hr(person: Person, programme: str, share: str) -> Share:
    """A målkort among it."""
    return _whole(shared.open_shares(programme_of_hr(person, programme))).get(public_id=share)


def share_of_manager(person: Person, share: str) -> Share:
    """What a leader has shared with the person as their nearest manager, while it stands."""
    return _whole(shared.open_to_manager(person)).get(public_id=share)


def latest_of_manager(person: Person, share: str) -> Share:
    """The same, or what its leader has put in its place since."""
    try:
        return share_of_manager(person, share)
    except Share.DoesNotExist:
        newest = shared.latest(_once_of_manager(person, share))
        return share_of_manager(person, newest.public_id)


def _once_of_manager(person: Person, share: str) -> Share:
    """What was shared with the person as somebody's nearest manager, whatever became of it."""
    return shared.of_sheets().filter(audience=MANAGER, nearest__manager__person=person).get(public_id=share)


@dataclass(frozen=True)
class Circle:
    """A programme that the person takes part in as a leader."""

    person: Person
    programme: Programme


def circle(person: Person, programme: str) -> Circle:
    """A programme in which the person is a leader today."""
    found = Participation.objects.filter(
        on_day(), on_day(prefix="membership__"), role=Participation.Role.LEADER, membership__person=person
    )
    return Circle(person, Programme.objects.get(public_id=programme, participations__in=found))


def share_of_group(person: Person, programme: str, share: str) -> Share:
    """What somebody in the person's own group has shared with it, while both sit there."""
    return _whole(shared.open_in_group(person, circle(person, programme).programme)).get(public_id=share)


def thread_of(person: Person, share: str) -> Thread:
    """The conversation about an edition that was shared with a manager: its leader's, and that manager's."""
    to_managers = _whole(shared.of_sheets().filter(audience=MANAGER))
    own = to_managers.filter(edition__membership__person=person, public_id=share).first()
    return Thread(own, True) if own else Thread(share_of_manager(person, share), False)


@dataclass(frozen=True)
class Late:
    """A manager writes about what is not shared with them any more; `newer` took its place, where something did."""

    newer: Share | None


def thread_or_late(person: Person, share: str) -> Thread | Late:
    """The conversation, or that it is over for the manager who took part in it."""
    try:
        return thread_of(person, share)
    except Share.DoesNotExist:
        return _late(person, share)


def own_line(person: Person, share: str, comment: str) -> Line | Late:
    """What the person has written in it themselves, within the conversation as it goes on now; or that it is over."""
    found = thread_or_late(person, share)
    if isinstance(found, Late):
        if found.newer is None:
            return found
        thread = Thread(found.newer, False)
    else:
        thread = Thread(shared.latest(found.share), found.is_leader)
    said = Comment.objects.select_related("share").filter(share__public_id=share, is_leaders=thread.is_leader)
    return Line(said.get(public_id=comment), thread)


def _late(person: Person, share: str) -> Late:
    once = _once_of_manager(person, share)
    try:
        return Late(latest_of_manager(person, once.public_id))
    except Share.DoesNotExist:
        return Late(None)


def _whole(shares: QuerySet[Share]) -> QuerySet[Share]:
    return shares.select_related(
        "edition__membership__person",
        "edition__membership__municipality",
        "programme__municipality",
        "nearest__manager__person",
        "seat__group",
        "seat__participation__programme",
    )


def export_of_hr(person: Person, programme: str, export: str) -> Export:
    """A file of what was handed in, that the person asked for themselves and is HR enough to have."""
    return Export.objects.select_related("programme__municipality", "person").get(
        programme=programme_of_hr(person, programme), person=person, public_id=export
    )


REMINDERS_SALT = "goals.reminders"


def reminded_by(token: str) -> Person:
    """Whom a mail's link was made for: it stops their reminders, and opens nothing else."""
    try:
        name = signing.Signer(salt=REMINDERS_SALT).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError) as bad:
        raise Http404 from bad
    return Person.objects.get(public_id=name, is_active=True)


def reminders_token(person: Person) -> str:
    return signing.Signer(salt=REMINDERS_SALT).sign_object(person.public_id)


def calendar_of(token: str) -> GoalCard:
    """The card whose feed has this secret address, for as long as its leader belongs to the municipality."""
    if not re.fullmatch(r"[\w-]{20,40}", token, re.ASCII):
        raise GoalCard.DoesNotExist
    return GoalCard.objects.select_related("membership__person", "membership__municipality").get(
        on_day(prefix="membership__"), membership__person__is_active=True, calendar_token=token
    )
