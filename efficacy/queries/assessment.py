"""What the pages of an assessment show: the questions, and what a round published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from efficacy import instruments, pictures, scoring
from efficacy.earlier import is_repeated
from efficacy.instruments import Factor
from efficacy.models import Assessment, AssessmentResult, Instrument, NamedAnswer
from efficacy.scoring import FLOOR, Figure
from efficacy.wording import Worded, spoken
from programmes.models import Elector, Exercise, Municipality, Participation, Round
from programmes.queries.groups import name_key


def assessment_of(exercise: Exercise) -> Assessment | None:
    return Assessment.objects.select_related("instrument").filter(exercise=exercise).first()


def to_choose(municipality: Municipality | None) -> QuerySet[Instrument]:
    """A municipality's own instruments, each in its newest version."""
    if municipality is None:
        return Instrument.objects.none()
    newest: dict[str, int] = {}
    for instrument in Instrument.objects.filter(municipality=municipality).order_by("slug", "version"):
        newest[instrument.slug] = instrument.pk
    return Instrument.objects.filter(pk__in=newest.values()).order_by("slug")


STANDS_OUT = 0.1  # of the scale, which the highest is above the second where it is called the highest


@dataclass(frozen=True)
class Asked:
    """One statement on the phone, and what was answered when it is shown again."""

    name: str
    text: str
    value: str = ""
    error: str = ""


@dataclass(frozen=True)
class Sheet(Worded):
    """All that one participant meets while a round is asked. `state`: waiting, open, sent, closed, few or away."""

    state: str
    instrument: instruments.Instrument
    floor: int
    is_named: bool = False
    asked: list[Asked] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    respondents: int = 0
    is_repeated: bool = False
    is_copy: bool = False


def field_name(factor: Factor, number: int) -> str:
    return f"{factor.key}-{number}"


def sheet(
    assessment: Assessment,
    round: Round | None,
    participation: Participation,
    elector: Elector | None,
    given: dict[str, str] | None = None,
) -> Sheet:
    """Where one stands with a round. `given`: numbers of one's own, to send a copy of."""
    data = assessment.instrument.data
    state = state_of(assessment, round, participation, elector)
    return Sheet(
        state,
        data,
        assessment.floor,
        is_named=bool(round and round.is_named),
        asked=statements(data, given) if state == "open" else [],
        is_copy=bool(given),
        people=asked_in(round) if round and round.is_open else [],
        respondents=(round.respondents or 0) if round else 0,
        is_repeated=is_repeated(round, assessment.instrument) if round and state == "open" else False,
    )


def state_of(assessment: Assessment, round: Round | None, participation: Participation, elector: Elector | None) -> str:
    if round is None:
        return "waiting"
    if not round.is_open:
        short = not round.is_named and (round.respondents or 0) < assessment.floor
        return "few" if short else "closed"
    if elector is None:
        return "away"
    if round.is_named:
        sent = NamedAnswer.objects.filter(round=round, participation=participation).exists()
    else:
        sent = elector.has_answered
    return "sent" if sent else "open"


def statements(data: instruments.Instrument, given: Any = None, errors: dict[str, str] | None = None) -> list[Asked]:
    """The statements in their order; with what was typed, and what is wrong with it."""
    found = []
    for factor, number, item in data.items:
        name = field_name(factor, number)
        found.append(Asked(name, spoken(item.text), (given or {}).get(name, ""), (errors or {}).get(name, "")))
    return found


def asked_in(round: Round) -> list[str]:
    """The names of those who are asked: everybody in the round may see that nobody was put there for show."""
    electors = round.electors.select_related("participation__membership__person")
    return [each.name for each in sorted((elector.participation for elector in electors), key=name_key)]


@dataclass(frozen=True)
class Line:
    """A factor as it is shown: its published figure, and the last one before it."""

    key: str
    name: str
    section: str
    figure: Figure
    before: Figure | None
    mark: pictures.Mark
    number: int  # from the first factor, which is the foot of a pyramid
    names: tuple[str, ...] = ()  # of an åpen runde: who answered what

    @property
    def spread(self) -> str:
        return {"united": _("samlet"), "divided": _("delt")}.get(self.figure.spread, "")

    @property
    def bands(self) -> list[str]:
        """How many stand where, in words."""
        return [
            _("%(count)s på %(low)s–%(high)s") % {"count": band.count, "low": band.low, "high": band.high}
            for band in self.figure.bands
        ]


@dataclass(frozen=True)
class Level:
    """A line and its slab in the pyramid: in a row of its own, and in the whole."""

    line: Line
    row: str
    whole: str


@dataclass(frozen=True)
class Before:
    """The round that a result is seen beside: counts of who took part, never who."""

    respondents: int
    asked: int
    number: int
    gathering: str


@dataclass(frozen=True)
class Outcome(Worded):
    """A closed round as it is shown."""

    instrument: instruments.Instrument
    lines: list[Line]
    asked: int
    respondents: int
    number: int
    floor: int
    before: Before | None = None
    is_named: bool = False

    @property
    def is_short(self) -> bool:
        return not self.lines

    @property
    def picture(self) -> str:
        return self.instrument.picture

    @property
    def axis(self) -> list[pictures.Tick]:
        return pictures.axis(self.instrument.low, self.instrument.high)

    @property
    def from_top(self) -> list[Line]:
        """A pyramid is built from its foot and read from its top."""
        return self.lines[::-1]

    @property
    def levels(self) -> list[Level]:
        slabs = pictures.pyramid(len(self.lines))
        return [Level(line, slab.row, slab.whole) for line, slab in zip(self.from_top, slabs, strict=True)]

    @property
    def parts(self) -> list[tuple[str, list[Line]]]:
        """The lines under their headings."""
        return [
            (spoken(texts), [line for line in self.lines if line.section == key])
            for key, texts in self.instrument.sections
        ]

    @property
    def is_large(self) -> bool:
        """Whether the names of an åpen runde are too many to read on a wall."""
        return self.respondents > 12

    @property
    def headline(self) -> str:
        """The finding, where one factor stands out; else what is looked at."""
        return self.finding or self.name

    @property
    def finding(self) -> str:
        """That one factor stands out, in words; empty where none does."""
        shown = sorted((line.figure.mean, line.name) for line in self.lines if line.figure.mean is not None)
        if len(shown) < 2:
            return ""
        (second, _second), (top, name) = shown[-2:]
        if top - second < (self.instrument.high - self.instrument.low) * STANDS_OUT:
            return ""
        said = _("%(name)s hindrer oss mest") if self.instrument.hinders else _("%(name)s er sterkest hos oss")
        return said % {"name": name}


def outcome(round: Round) -> Outcome | None:
    """What a closed round shows; None while it is open or where nothing was asked."""
    if round.is_open:
        return None
    if round.is_named:
        return named_outcome(round)
    result = AssessmentResult.objects.select_related("instrument").filter(round=round).first()
    assessment = assessment_of(round.exercise)
    if result is None or assessment is None:
        return None
    data, last = result.instrument.data, last_before(result)
    lines = []
    for number, factor in enumerate(data.factors, start=1):
        if stored := result.figures.get(factor.key):
            before = last.figures.get(factor.key) if last else None
            lines.append(line(data, factor, number, Figure.from_json(stored), before))
    return Outcome(
        data,
        lines,
        result.asked,
        result.respondents,
        round.number,
        assessment.floor,
        before=Before(last.respondents, last.asked, last.round.number, str(last.round.exercise.item.gathering))
        if last
        else None,
    )


def line(
    data: instruments.Instrument, factor: Factor, number: int, figure: Figure, before: dict[str, Any] | None
) -> Line:
    earlier = Figure.from_json(before) if before else None
    mark = pictures.place(figure, data.low, data.high, before=earlier)
    return Line(factor.key, spoken(factor.name), factor.section, figure, earlier, mark, number)


def last_before(result: AssessmentResult) -> AssessmentResult | None:
    """The last result that the programme had published of the same instrument before this one."""
    return (
        AssessmentResult.objects.select_related("round__exercise__item__gathering")
        .filter(
            instrument=result.instrument_id,
            round__exercise__item__gathering__programme=result.round.exercise.item.gathering.programme_id,
            round__closed_at__lt=result.round.closed_at,
            round__revealed_at__isnull=False,
        )
        .exclude(figures={})
        .order_by("round__closed_at")
        .last()
    )


def named_outcome(round: Round) -> Outcome | None:
    """An åpen runde: everybody's answers under their names, and the plain mean of each factor."""
    assessment = assessment_of(round.exercise)
    if assessment is None:
        return None
    data = assessment.instrument.data
    rows = list(NamedAnswer.objects.filter(round=round).select_related("participation__membership__person"))
    rows.sort(key=lambda row: name_key(row.participation))
    lines = []
    for number, factor in enumerate(data.factors, start=1):
        sums = [data.score(factor, row.answers[factor.key]) for row in rows]
        if sums:
            figure = Figure(mean=scoring.mean_of(sums, data.measure(factor)))
            scores = [each / len(factor.items) for each in sums]
            who = tuple(
                f"{row.participation.name} {number_format(float(f'{score:.2f}'))}"
                for row, score in zip(rows, scores, strict=True)
            )
            lines.append(
                Line(
                    factor.key,
                    spoken(factor.name),
                    factor.section,
                    figure,
                    None,
                    pictures.place(figure, data.low, data.high, each=scores),
                    number,
                    names=who,
                )
            )
    return Outcome(data, lines, round.electors.count(), len(rows), round.number, FLOOR, is_named=True)


def progress(round: Round) -> int:
    """How many have answered."""
    if round.is_named:
        return NamedAnswer.objects.filter(round=round).count()
    if round.respondents is not None:
        return round.respondents
    return round.electors.filter(has_answered=True).count()
