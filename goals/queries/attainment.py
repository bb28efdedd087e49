"""What the pages about attainment show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.attainment_sheet import AttainmentSheet, GoalLine, RowLine
from goals.levels import BETWEEN, HOLE, OVERLAP, SAME, Finding, look
from goals.models import Attainment, Mark, Review, Row, ScaledGoal
from goals.quadrants import Stone, stones
from goals.scoring import EXPECTED, LEVELS
from programmes.models import Membership

NAMES = {
    1: gettext_lazy("Mye mindre enn forventet"),
    2: gettext_lazy("Mindre enn forventet"),
    3: gettext_lazy("Som forventet"),
    4: gettext_lazy("Mer enn forventet"),
    5: gettext_lazy("Mye mer enn forventet"),
}


@dataclass(frozen=True)
class Head:
    """A level as the table's head says it: its number in the chosen numbering, and its name."""

    level: int
    number: str
    name: str


def heads(numbering: str) -> list[Head]:
    return [Head(level, shown(level, numbering), str(NAMES[level])) for level in LEVELS]


def shown(level: int, numbering: str) -> str:
    """A level as a number: 1–5, or −2 to +2."""
    if numbering != Attainment.Numbering.SCALE:
        return str(level)
    x = level - EXPECTED
    return f"+{x}" if x > 0 else f"−{-x}" if x else "0"


def attainments(membership: Membership) -> list[Attainment]:
    """The leader's tables, each with how many goals and reviews it has."""
    standing = membership.attainments.filter(deleted_at__isnull=True)
    return list(
        standing.annotate(
            goals=Count("scaled", filter=Q(scaled__deleted_at__isnull=True), distinct=True),
            reviewed=Count("reviews", filter=Q(reviews__deleted_at__isnull=True), distinct=True),
        )
    )


def scaled_goals(attainment: Attainment) -> list[ScaledGoal]:
    return list(attainment.scaled.filter(deleted_at__isnull=True).prefetch_related("texts"))


def put_aside(attainment: Attainment, names: list[str]) -> list[ScaledGoal]:
    """Those of some goals that are deleted, and may be taken back."""
    gone = attainment.scaled.filter(deleted_at__isnull=False, public_id__in=set(names))
    return list(gone.prefetch_related("texts"))


def texts_of(scaled: ScaledGoal) -> dict[tuple[str, int], str]:
    return {(each.row, each.level): each.text for each in scaled.texts.all()}


@dataclass(frozen=True)
class Cell:
    """One level of a row: what it looks like, and the X with what happened where it was reached."""

    head: Head
    text: str
    is_reached: bool = False
    told: str = ""


@dataclass(frozen=True)
class TableRow:
    row: str
    label: str
    cells: list[Cell]
    findings: list[str]

    @property
    def reached(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.is_reached), None)


@dataclass(frozen=True)
class TableGoal:
    """A goal of the table with its two rows."""

    number: int
    scaled: ScaledGoal
    rows: list[TableRow]


def table(attainment: Attainment, goals: list[ScaledGoal], marks: list[Mark]) -> list[TableGoal]:
    """Every goal with its levels, and the marks of one review."""
    reached = {(mark.scaled_id, mark.row): mark for mark in marks}
    head = heads(attainment.numbering)
    return [
        TableGoal(number, scaled, [_row(scaled, row, head, reached.get((scaled.pk, row))) for row in Row.values])
        for number, scaled in enumerate(goals, start=1)
    ]


def _row(scaled: ScaledGoal, row: str, head: list[Head], mark: Mark | None) -> TableRow:
    texts = {level: text for (of, level), text in texts_of(scaled).items() if of == row}
    numbers = {each.level: each.number for each in head}
    cells = [
        Cell(
            each,
            texts.get(each.level, ""),
            bool(mark and mark.level == each.level),
            mark.told if mark and mark.level == each.level else "",
        )
        for each in head
    ]
    return TableRow(row, str(Row(row).label), cells, [said(finding, numbers) for finding in look(texts)])


def said(finding: Finding, numbers: dict[int, str]) -> str:
    """A finding as a mild question."""
    words = {
        BETWEEN: _("Det står noe på %(lower)s og %(upper)s, men ikke mellom dem. Hva ligger der?"),
        SAME: _("%(lower)s og %(upper)s sier det samme. Hva er forskjellen?"),
        OVERLAP: _("%(lower)s og %(upper)s dekker begge %(number)s. Hvor går skillet?"),
        HOLE: _("Verken %(lower)s eller %(upper)s dekker %(number)s. Hvor hører det til?"),
    }[finding.kind]
    return words % {
        "lower": numbers[finding.lower],
        "upper": numbers[finding.upper],
        "number": finding.number,
    }


def marks_of(review: Review | None) -> list[Mark]:
    return list(review.marks.all()) if review else []


def reviews(attainment: Attainment) -> list[Review]:
    return list(attainment.reviews.standing())


def sheet(
    attainment: Attainment,
    goals: list[ScaledGoal],
    review: Review | None = None,
    marks: list[Mark] | None = None,
    *,
    on: date | None = None,
    with_score: bool = False,
) -> AttainmentSheet:
    """The table as it stands, with the marks of one review."""
    membership = attainment.membership
    reached = {(mark.scaled_id, mark.row): mark for mark in marks or []}

    def line(scaled: ScaledGoal, row: str) -> RowLine:
        texts, mark = texts_of(scaled), reached.get((scaled.pk, row))
        found = tuple(texts.get((row, level), "") for level in LEVELS)
        return RowLine(found, mark.level, mark.told) if mark else RowLine(found)

    return AttainmentSheet(
        leader=membership.person.name,
        manager=manager.person.name if (manager := membership.manager) else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=(on or timezone.localdate()).isoformat(),
        title=attainment.title,
        numbering=attainment.numbering,
        goals=tuple(
            GoalLine(line(each, Row.ACHIEVEMENT), line(each, Row.EFFORT), each.weight, each.baseline) for each in goals
        ),
        agreed=attainment.review_on.isoformat() if attainment.review_on else "",
        reviewed=review.on.isoformat() if review else "",
        with_score=with_score,
    )


def read_table(found: AttainmentSheet) -> list[tuple[int, list[TableRow]]]:
    """A frozen table as it is read: each goal's number and two rows."""
    head = heads(found.numbering)

    def row(name: Row, line: RowLine) -> TableRow:
        cells = [
            Cell(each, text, each.level == line.level, line.told if each.level == line.level else "")
            for each, text in zip(head, line.texts, strict=True)
        ]
        return TableRow(name, str(name.label), cells, [])

    return [
        (number, [row(Row.ACHIEVEMENT, goal.achievement), row(Row.EFFORT, goal.effort)])
        for number, goal in enumerate(found.goals, start=1)
    ]


def told_apart(found: AttainmentSheet) -> AttainmentSheet:
    """The same table as it was before its review."""

    def bare(row: RowLine) -> RowLine:
        return RowLine(row.texts)

    goals = tuple(replace(each, achievement=bare(each.achievement), effort=bare(each.effort)) for each in found.goals)
    return replace(found, goals=goals, reviewed="", with_score=False)


QUADRANTS = {
    "reached-worked": gettext_lazy("Innsatsen ga det du ventet, eller mer"),
    "reached-idle": gettext_lazy("Du nådde det med mindre innsats enn ventet"),
    "short-worked": gettext_lazy(
        "Innsatsen var der, men målet er ikke nådd. Er målet for høyt, eller trengs en annen vei?"
    ),
    "short-idle": gettext_lazy("Mindre innsats og mindre oppnådd. Hva trenger du for å komme i gang?"),
}


@dataclass(frozen=True)
class Corner:
    """A quadrant in words, and which goals stand there."""

    text: str
    stones: list[Stone]


def corners(found: AttainmentSheet) -> list[Corner]:
    """The quadrants in which some goal stands."""
    placed = stones(found.placed)
    every = [Corner(str(text), [stone for stone in placed if stone.quadrant == key]) for key, text in QUADRANTS.items()]
    return [corner for corner in every if corner.stones]
