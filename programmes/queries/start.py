"""The first ten seconds: what waits for a person, in each of their roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property

from config.colour import BRAND
from config.prepared import Prepared
from programmes.models import (
    Admission,
    Gathering,
    Leave,
    Membership,
    MunicipalityMark,
    NearestManager,
    Office,
    Participation,
    Person,
    Programme,
    Stage,
)
from programmes.models.changes import on_leave
from programmes.models.dated import on_day
from programmes.rules import offices_of_hr


@dataclass(frozen=True)
class Path:
    """A programme as its participant sees it: its gatherings, and the next one."""

    participation: Participation
    gatherings: list[Gathering]
    manages: bool = False  # whether its person is somebody's nearest manager
    has_mark: bool = False  # whether its municipality has sent its mark

    @property
    def membership(self) -> Membership:
        assert self.participation.membership is not None  # the paths of a person are found through it
        return self.participation.membership

    @property
    def programme(self) -> Programme:
        return self.participation.programme

    @property
    def next(self) -> Gathering | None:
        """The one that runs, else the first that is not over."""
        today = timezone.localdate()
        running = [each for each in self.gatherings if state(each) == Stage.State.RUNNING]
        ahead = [each for each in self.gatherings if each.is_ahead(today) and state(each) != Stage.State.ENDED]
        return next(iter([*running, *ahead]), None)

    @property
    def trail(self) -> list[tuple[Gathering, str, bool]]:
        """Its gatherings in order, whether each is done, next or later, and whether it has been held."""
        places = {each.pk: place for place, each in enumerate(self.gatherings)}
        at = places[self.next.pk] if self.next else len(places)
        words = {-1: "done", 0: "next", 1: "later"}
        return [
            (each, words[(place > at) - (place < at)], state(each) == Stage.State.ENDED)
            for place, each in enumerate(self.gatherings)
        ]

    @property
    def is_dressed(self) -> bool:
        """Whether its municipality has a look of its own."""
        municipality = self.programme.municipality
        return self.has_mark or {municipality.colour, municipality.second_colour} != {BRAND}

    @property
    def is_over(self) -> bool:
        """Whether all of its gatherings have been held."""
        return bool(self.gatherings) and self.next is None

    @property
    def is_running(self) -> bool:
        return bool(self.next and state(self.next) == Stage.State.RUNNING)

    @property
    def days_left(self) -> int:
        return (self.next.date - timezone.localdate()).days if self.next else 0


@dataclass(frozen=True)
class Standing:
    """Everything that a person is, read once for a page."""

    person: Person
    paths: list[Path]
    hr_programmes: list[Programme]

    @property
    def leading(self) -> list[Path]:
        return [path for path in self.paths if path.participation.role == Participation.Role.LEADER]

    @property
    def is_bare(self) -> bool:
        """Whether the person takes part in nothing, and runs nothing."""
        return not self.paths and not self.hr_programmes

    @cached_property
    def is_manager(self) -> bool:
        """Whether somebody has the person as their nearest manager today; read with the paths, where there are any."""
        if self.paths:
            return self.paths[0].manages
        return reports_of(self.person).exists()

    @property
    def facilitating(self) -> list[Path]:
        return [path for path in self.paths if path.participation.role == Participation.Role.FACILITATOR]


def standing(person: Person) -> Standing:
    return Standing(person, paths(person), programmes_of_hr(person))


def state(gathering: Gathering) -> str:
    """The day's state for those who take part; a rehearsal is nothing that they see."""
    stage = getattr(gathering, "stage", None)
    return Stage.State.PLANNED if stage is None or stage.is_rehearsal else stage.state


def paths(person: Person) -> list[Path]:
    """The programmes that a person takes part in or facilitates, the nearest day first. Two queries, however many."""
    whose = {"person": person.pk, "day": timezone.localdate()}
    gatherings: dict[int, list[Gathering]] = {}
    for gathering in GATHERINGS.all(**whose):
        gatherings.setdefault(gathering.programme_id, []).append(gathering)
    rows: list[Any] = PARTICIPATIONS.all(**whose)
    found = [Path(row, gatherings.get(row.programme_id, []), row.manages, row.has_mark) for row in rows]
    return sorted(found, key=lambda path: (not path.is_running, path.next.date if path.next else date.max))


def plan_next_days(paths: list[Path]) -> None:
    """Reads the plans of the next days, for their hours. One query, however many."""
    prefetch_related_objects([path.next for path in paths if path.next], "items")


def _of_person(person: int, day: date) -> QuerySet[Participation]:
    holds = on_day(day) & on_day(day, "membership__")
    return Participation.objects.filter(holds, membership__person=person)


# Every page with a menu asks these.
PARTICIPATIONS = Prepared(
    lambda person, day: (
        _of_person(person, day)
        .select_related("programme__municipality", "membership__municipality")
        .annotate(manages=Exists(_reports_of(person, day)), has_mark=Exists(_marks()))
        .order_by("-since", "pk")
    ),
    person=int,
    day=date,
)
GATHERINGS = Prepared(
    lambda person, day: (
        Gathering.objects.filter(programme__in=_of_person(person, day).values("programme"))
        .select_related("stage")
        .order_by("date", "number")
    ),
    person=int,
    day=date,
)
OF_HR = Prepared(
    lambda person, day: (
        Programme.objects.filter(municipality__in=offices_of_hr(person, day).values("membership__municipality"))
        .select_related("municipality")
        .order_by("name", "pk")
    ),
    person=int,
    day=date,
)


def _marks() -> QuerySet[MunicipalityMark]:
    return MunicipalityMark.objects.filter(municipality=OuterRef("programme__municipality"))


def absences(person: Person) -> list[Leave]:
    """Today's leaves that concern a person: their own, and those in which they stand in for somebody."""
    mine = Q(membership__person=person) | Q(deputy__person=person)
    return list(Leave.objects.filter(on_day(), mine).select_related("membership__person", "deputy__person"))


def upcoming(person: Person) -> list[Participation]:
    """What a person takes part in from a later day."""
    rows = Participation.objects.filter(membership__person=person, since__gt=timezone.localdate())
    return list(rows.select_related("programme__municipality").order_by("since", "pk"))


@dataclass(frozen=True)
class Waiting:
    """What a facilitator has to see to in a programme: counts, never names."""

    leaders: int
    uninvited: int


def waiting(paths: list[Path]) -> dict[int, Waiting]:
    """By programme. One query, however many there are."""
    is_leader = on_day() & on_day(prefix="membership__") & Q(role=Participation.Role.LEADER)
    asked = Q(invitation__isnull=False) | Q(came_at__isnull=False) | Q(membership__person__email__isnull=True)
    entered = Exists(Admission.objects.filter(participation=OuterRef("pk"), state=Admission.State.ADMITTED))
    rows = (
        Participation.objects.filter(is_leader, programme__in=[path.programme.pk for path in paths])
        .values(key=F("programme_id"))
        .annotate(leaders=Count("pk"), asked=Count("pk", filter=asked | Q(on_leave()) | Q(entered)))
    )
    found = {row["key"]: Waiting(row["leaders"], row["leaders"] - row["asked"]) for row in rows}
    return {path.programme.pk: found.get(path.programme.pk, Waiting(0, 0)) for path in paths}


def next_days(programmes: list[Programme]) -> dict[int, Gathering]:
    """By programme, its next gathering from today on."""
    ahead = Gathering.objects.filter(
        programme__in=programmes, date__gte=timezone.localdate(), cancelled_at__isnull=True
    ).exclude(stage__state=Stage.State.ENDED)
    return {each.programme_id: each for each in ahead.order_by("-date", "-number")}


def may_plan(standing: Standing) -> bool:
    """Whether the person may begin a programme: who facilitates one, or has an office in a municipality."""
    if standing.facilitating or standing.hr_programmes:
        return True
    held = Office.objects.filter(on_day(), on_day(prefix="membership__"), membership__person=standing.person)
    return held.exists()


def reports_of(person: Person) -> QuerySet[NearestManager]:
    """Those who have the person as their nearest manager today."""
    return _reports_of(person.pk, timezone.localdate())


def _reports_of(person: int, day: date) -> QuerySet[NearestManager]:
    return NearestManager.objects.filter(on_day(day), on_day(day, "manager__"), manager__person=person)


def programmes_of_hr(person: Person) -> list[Programme]:
    return OF_HR.all(person=person.pk, day=timezone.localdate())
