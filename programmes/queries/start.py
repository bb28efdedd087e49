"""The first ten seconds: what waits for a person, in each of their roles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, Prefetch, QuerySet
from django.utils import timezone

from programmes.models import Gathering, Membership, NearestManager, Participation, Person, Programme, Stage
from programmes.models.dated import on_day
from programmes.rules import hr_municipalities


@dataclass(frozen=True)
class Path:
    """A programme as its participant sees it: its gatherings, and the next one."""

    participation: Participation
    gatherings: list[Gathering]
    manages: bool = False  # whether its person is somebody's nearest manager

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
        ahead = [each for each in self.gatherings if each.date >= today and state(each) != Stage.State.ENDED]
        return next(iter([*running, *ahead]), None)

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
    try:
        stage = gathering.stage
    except Stage.DoesNotExist:
        return Stage.State.PLANNED
    return Stage.State.PLANNED if stage.is_rehearsal else stage.state


def paths(person: Person) -> list[Path]:
    """The programmes that a person takes part in or facilitates. Four queries, however many there are."""
    rows = (
        Participation.objects.filter(on_day(), on_day(prefix="membership__"), membership__person=person)
        .select_related("programme__municipality", "membership__municipality")
        .annotate(manages=Exists(reports_of(person)))
        .prefetch_related(
            Prefetch(
                "programme__gatherings",
                Gathering.objects.select_related("stage").prefetch_related("items").order_by("number"),
            )
        )
        .order_by("-since", "pk")
    )
    return [Path(row, list(row.programme.gatherings.all()), row.manages) for row in rows]


def reports_of(person: Person) -> QuerySet[NearestManager]:
    """Those who have the person as their nearest manager today."""
    return NearestManager.objects.filter(on_day(), on_day(prefix="manager__"), manager__person=person)


def programmes_of_hr(person: Person) -> list[Programme]:
    return list(
        Programme.objects.filter(municipality__in=hr_municipalities(person))
        .select_related("municipality")
        .order_by("name", "pk")
    )
