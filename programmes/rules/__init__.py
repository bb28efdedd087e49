"""Who may. Each rule finds an object starting from the person who asks; what it does not find is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from config.prepared import Prepared
from config.recent import Recent, own
from programmes.models import (
    Admission,
    Elector,
    Exercise,
    Gathering,
    Group,
    Membership,
    Office,
    Participation,
    Person,
    Programme,
    Round,
    ShelvedExercise,
    Stage,
    Summary,
)
from programmes.models.dated import on_day
from programmes.models.stage import IS_ON
from programmes.models.worksheets import Worksheet
from programmes.queries.gatherings import WITH_ITS_PROGRAMME
from programmes.queries.groups import group_of
from programmes.queries.summaries import Published
from programmes.worksheets import WorksheetKind, worksheet_kinds

PROJECTOR_SALT = "programmes.projector"
PRETEND_SALT = "programmes.pretend"
EXERCISES: Recent[Exercise] = Recent(seconds=20)  # by their round


@dataclass(frozen=True)
class Seat:
    """A leader at a gathering."""

    gathering: Gathering
    participation: Participation
    admission: str = ""  # the public id of the admission, for a device that is not signed in

    @cached_property
    def group(self) -> Group | None:
        """The group they sit in; read only where it is shown."""
        return group_of(self.participation, self.gathering)

    @property
    def viewer(self) -> str:
        """How the live pages know this seat: by the participation, and by the device where it was let in."""
        who = self.participation.public_id
        return f"{who}.{self.admission}" if self.admission else who


def signed_in(person: Person) -> Person:
    """Everybody who has signed in."""
    return person


def programme_run_by(person: Person, programme: str) -> Programme:
    """A programme that the person facilitates today."""
    return RUN_BY.get(person=person.pk, programme=programme, day=timezone.localdate())


def shelf_of(person: Person) -> Person:
    """One's own shelf: of whoever facilitates something today."""
    if not Programme.objects.run_by(person.pk).exists():
        raise Http404
    return person


def kept_on_shelf(person: Person, kept: str) -> ShelvedExercise:
    """An exercise that the person keeps, also one that was just removed."""
    return ShelvedExercise.objects.get(person=shelf_of(person), public_id=kept)


@dataclass(frozen=True)
class Desk:
    """A facilitator at a gathering."""

    gathering: Gathering
    person: Person

    @cached_property
    def participation(self) -> Participation:
        """Theirs in its programme; read only where it is shown."""
        return _part(self.person, Participation.Role.FACILITATOR, self.gathering)


def desk_at(person: Person, gathering: str) -> Desk:
    """A gathering of a programme that the person facilitates today."""
    return Desk(DESK_AT.get(person=person.pk, gathering=gathering, day=timezone.localdate()), person)


DESK_AT = Prepared(
    lambda person, gathering, day: Gathering.objects.filter(
        public_id=gathering, programme__in=Programme.objects.run_by(person, day)
    ).select_related("programme__municipality"),
    person=int,
    gathering=str,
    day=date,
)


@dataclass(frozen=True)
class Cockpit(Desk):
    """The same, with the stage as it stands: one that is not kept, where the day has not been opened."""

    stage: Stage


def cockpit_at(person: Person, gathering: str) -> Cockpit:
    """A gathering of a programme that the person facilitates today, and its stage."""
    stage = STAGE_AT_DESK.first(person=person.pk, gathering=gathering, day=timezone.localdate())
    if stage is None:
        stage = Stage(gathering=desk_at(person, gathering).gathering)
    return Cockpit(stage.gathering, person, stage)


# One query: a press is what a whole room waits for.
STAGE_AT_DESK = Prepared(
    lambda person, gathering, day: Stage.objects.filter(
        gathering__public_id=gathering, gathering__programme__in=Programme.objects.run_by(person, day)
    ).select_related("moved_by", "near", "gathering__programme__municipality"),
    person=int,
    gathering=str,
    day=date,
)


def day_of(person: Person, gathering: str) -> Gathering:
    """A gathering of a programme in which the person is a leader or facilitates today."""
    try:
        return _place(person, Participation.Role.LEADER, gathering)[0]
    except Gathering.DoesNotExist:
        return desk_at(person, gathering).gathering


def summary_of(person: Person, gathering: str) -> Published:
    """The published summary of a gathering in whose programme the person is a leader or facilitates today."""
    found = day_of(person, gathering)
    return Published(found, Summary.objects.get(gathering=found, published_at__isnull=False))


def seat_at(who: Person | Admission, gathering: str) -> Seat:
    """A leader's own seat at a gathering of their programme, or that of the one whom a device was let in as."""
    if isinstance(who, Admission):
        return _seat_by_admission(who, gathering)
    found, participation = _place(who, Participation.Role.LEADER, gathering)
    return Seat(found, participation)


def device_at(who: Person | Admission, gathering: str) -> Seat:
    """The seat of a device that was let in; not that of somebody who has signed in."""
    if not isinstance(who, Admission):
        raise Admission.DoesNotExist
    return seat_at(who, gathering)


def _seat_by_admission(admission: Admission, gathering: str) -> Seat:
    """Only for as long as the day runs; while it is rehearsed, only who pretends, and nobody who does else."""
    on = Gathering.objects.on().select_related("programme__municipality", "stage")
    found = on.get(public_id=gathering, pk=admission.gathering_id)
    participation = (
        Participation.objects.select_related("membership__person")
        .filter(pk=admission.participation_id or 0, programme=found.programme)
        .get(valid_today(), is_pretend=found.stage.is_rehearsal)
    )
    return Seat(found, participation, admission.public_id)


def valid_today(prefix: str = "") -> Q:
    """Participations that open something today: a guest's by its own dates, another's by the membership's too."""
    return valid_on(timezone.localdate(), prefix)


def valid_on(day: date, prefix: str = "") -> Q:
    """The same of any day."""
    member = on_day(day, prefix=f"{prefix}membership__") & Q(**{f"{prefix}membership__person__is_active": True})
    return on_day(day, prefix=prefix) & (Q(**{f"{prefix}role": Participation.Role.GUEST}) | member)


@dataclass(frozen=True)
class Turn:
    """A leader's place in a round of an exercise: as a member of its electorate."""

    seat: Seat
    round: Round


@dataclass(frozen=True)
class InTurn:
    """What is found through somebody's turn."""

    turn: Turn

    @property
    def seat(self) -> Seat:
        return self.turn.seat


def _asked(round: str, day: date) -> QuerySet[Elector]:
    """Who is asked in a round. By the person: what starts from the programme looks at everybody in it."""
    mine = Elector.objects.filter(on_day(day, prefix="participation__"), round__public_id=round)
    return mine.select_related("participation", "round")


# A whole room asks at once.
ASKED = Prepared(
    lambda round, day, person: _asked(round, day).filter(
        on_day(day, prefix="participation__membership__"),
        participation__membership__person=person,
        participation__role=Participation.Role.LEADER,
    ),
    round=str,
    day=date,
    person=int,
)
ASKED_BY_DEVICE = Prepared(
    lambda round, day, participation, here: _asked(round, day).filter(
        valid_on(day, prefix="participation__"),
        Q(participation__is_pretend=False, round__exercise__item__gathering__stage__state=Stage.State.RUNNING)
        | Q(participation__is_pretend=True, round__exercise__item__gathering__stage__state=Stage.State.REHEARSED),
        participation=participation,
        round__exercise__item__gathering=here,
    ),
    round=str,
    day=date,
    participation=int,
    here=int,
)


def turn_in(who: Person | Admission, gathering: str, round: str) -> Turn:
    """A round of this gathering in which somebody is asked."""
    exercise = _exercise_of(round)
    here = exercise.item.gathering
    if here.public_id != gathering:
        raise Gathering.DoesNotExist
    asks = {"round": round, "day": timezone.localdate()}
    if isinstance(who, Admission):
        by_device = {"participation": who.participation_id or 0, "here": who.gathering_id}
        found, admission = ASKED_BY_DEVICE.all(**asks, **by_device), who.public_id
    else:
        found, admission = ASKED.all(**asks, person=who.pk), ""
    asked = next((each for each in found if each.participation.programme_id == here.programme_id), None)
    if asked is None:
        raise Elector.DoesNotExist
    asked.round.exercise = exercise
    return Turn(Seat(here, asked.participation, admission), asked.round)


def _exercise_of(round: str) -> Exercise:
    """A round's exercise with its gathering, which hardly change while a room answers; the caller's own to change."""

    def read() -> Exercise:
        return Exercise.objects.select_related("item__gathering__programme__municipality").get(rounds__public_id=round)

    found = own(EXERCISES.get(round, read))
    found.item = own(found.item)
    found.item.gathering = own(found.item.gathering)
    return found


def programme_of_hr(person: Person, programme: str) -> Programme:
    """A programme of a municipality in which the person is HR today."""
    return Programme.objects.select_related("municipality").get(
        public_id=programme, municipality__in=hr_municipalities(person)
    )


def hr_municipalities(person: Person) -> list[int]:
    return list(offices_of_hr(person.pk, timezone.localdate()).values_list("membership__municipality_id", flat=True))


def offices_of_hr(person: int, day: date) -> QuerySet[Office]:
    return Office.objects.filter(
        on_day(day), on_day(day, "membership__"), role=Office.Role.HR, membership__person=person
    )


def own_membership(person: Person, leader: str) -> Membership:
    """The person's own membership of a municipality."""
    return OWN_MEMBERSHIP.get(person=person.pk, leader=leader, day=timezone.localdate())


# All of a leader's own pages begin with it.
OWN_MEMBERSHIP = Prepared(
    lambda person, leader, day: Membership.objects.select_related("person", "municipality", "unit").filter(
        on_day(day), person=person, public_id=leader
    ),
    person=int,
    leader=str,
    day=date,
)


@dataclass(frozen=True)
class OwnWorksheets:
    """A leader, and a kind of worksheet."""

    membership: Membership
    kind: WorksheetKind


def own_worksheets(person: Person, leader: str, kind: str) -> OwnWorksheets:
    """The leader's own worksheets of a kind."""
    membership = own_membership(person, leader)
    if kind not in worksheet_kinds():
        raise Http404
    return OwnWorksheets(membership, worksheet_kinds()[kind])


@dataclass(frozen=True)
class OwnWorksheet:
    """One of a leader's own worksheets, deleted or not; or the name of one that is not begun."""

    membership: Membership
    kind: WorksheetKind
    name: str
    sheet: Worksheet | None

    @property
    def values(self) -> dict[str, Any]:
        """What stands on it, by the names of its form's fields."""
        return {name: getattr(self.sheet, name) for name in self.kind.form.base_fields} if self.sheet else {}


def own_worksheet(person: Person, leader: str, kind: str, sheet: str) -> OwnWorksheet:
    """A worksheet of the leader's own. A name that nobody has used is a sheet that is about to be begun."""
    own = own_worksheets(person, leader, kind)
    found = own.kind.model._default_manager.filter(public_id=sheet).first()
    if found and found.membership_id != own.membership.pk:
        raise Http404
    if found:
        found.membership = own.membership
    return OwnWorksheet(own.membership, own.kind, sheet, found)


def running_stage(token: str) -> Stage:
    """The stage whose projector link this is, for as long as the day runs."""
    try:
        gathering, epoch = signing.Signer(salt=PROJECTOR_SALT).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError) as bad:
        raise Http404 from bad
    return Stage.objects.select_related("gathering__programme__municipality").get(
        IS_ON, gathering__public_id=gathering, epoch=epoch
    )


def projector_token(stage: Stage) -> str:
    """The stage's projector link: the same for as long as the day runs, so that a re-render changes nothing."""
    return signing.Signer(salt=PROJECTOR_SALT).sign_object([stage.gathering.public_id, stage.epoch])


def pretend_phone(token: str) -> Participation:
    """The pretend participant whose link this is, for as long as the rehearsal lasts."""
    try:
        participation, epoch = signing.Signer(salt=PRETEND_SALT).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError) as bad:
        raise Http404 from bad
    return Participation.objects.select_related("gathering__stage").get(
        public_id=participation,
        is_pretend=True,
        gathering__stage__epoch=epoch,
        gathering__stage__state=Stage.State.REHEARSED,
    )


def pretend_token(participation: Participation, stage: Stage) -> str:
    return signing.Signer(salt=PRETEND_SALT).sign_object([participation.public_id, stage.epoch])


# What somebody is in any programme that day: what starts from the programme looks at everybody in it.
PLACES = Prepared(
    lambda person, role, day: (
        Participation.objects.select_related("membership")
        .filter(on_day(day), on_day(day, prefix="membership__"), membership__person=person, role=role)
        .order_by("-since", "-pk")
    ),
    person=int,
    role=str,
    day=date,
)


def _place(person: Person, role: str, gathering: str) -> tuple[Gathering, Participation]:
    here = WITH_ITS_PROGRAMME.get(gathering=gathering)
    return here, _part(person, role, here)


def _part(person: Person, role: str, here: Gathering) -> Participation:
    for participation in PLACES.all(person=person.pk, role=role, day=timezone.localdate()):
        if participation.programme_id == here.programme_id and participation.membership:
            participation.membership.person = person
            return participation
    raise Gathering.DoesNotExist


# All of a programme's pages begin with it.
RUN_BY = Prepared(
    lambda person, programme, day: (
        Programme.objects.run_by(person, day).select_related("municipality").filter(public_id=programme)
    ),
    person=int,
    programme=str,
    day=date,
)
