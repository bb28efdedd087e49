"""The day plan on paper: for the facilitator with everything that is said, for leaders with the times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config import markdown
from config.colour import ink
from config.pdf import printer
from config.pdf.styles import stylesheets
from programmes.agenda import minutes_of_input, pages_of
from programmes.contract import kind_of
from programmes.models import AgendaItem, Exercise, Gathering, InputPage, Phase
from programmes.queries.dayplan import clock_time, slots_of


@dataclass(frozen=True)
class PhaseLine:
    """A phase with the minute at which it begins, if everything goes as planned."""

    starts: time
    phase: Phase


@dataclass(frozen=True)
class Theory:
    """A page of input: what is told between the exercises."""

    heading: str
    rows: list[str]

    @classmethod
    def of(cls, page: InputPage) -> Theory:
        said = [f"«{page.quote}» {page.quote_source}".strip()] if page.quote else []
        return cls(page.heading, [*markdown.plain(page.text), *said])


@dataclass(frozen=True)
class ExerciseLine:
    starts: time
    exercise: Exercise
    questions: list[str]
    statements: list[str]
    phases: list[PhaseLine]
    after: list[Theory]


@dataclass(frozen=True)
class DayLine:
    item: AgendaItem
    starts: time
    ends: time
    before: list[Theory] = field(default_factory=list)
    exercises: list[ExerciseLine] = field(default_factory=list)


def lines(items: Iterable[AgendaItem], *, instructions: bool) -> list[DayLine]:
    """What is left out of the day is left out on paper."""
    kept = [item for item in items if not item.is_left_out]
    said = statements(kept) if instructions else {}
    return [
        DayLine(
            item,
            clock_time(slot.starts),
            clock_time(slot.ends),
            theory(item, None) if instructions else [],
            exercise_lines(item, slot.starts, said) if instructions else [],
        )
        for item, slot in zip(kept, slots_of(kept), strict=True)
    ]


def statements(items: list[AgendaItem]) -> dict[int, list[str]]:
    """What the exercises of a day have people rate, by their keys; each kind is asked once."""
    by_kind = defaultdict(list)
    for item in items:
        for exercise in item.exercises.all():
            by_kind[kind_of(exercise)].append(exercise)
    return {key: said for kind, alike in by_kind.items() for key, said in kind.statements(alike).items()}


def theory(item: AgendaItem, after: Exercise | None) -> list[Theory]:
    """The pages that stand before an item's exercises, or after one of them."""
    return [Theory.of(page) for page in pages_of(item).get(after.pk if after else None, [])]


def exercise_lines(item: AgendaItem, starts: int, said: dict[int, list[str]]) -> list[ExerciseLine]:
    shown = minutes_of_input(item)
    made, cursor = [], starts + shown.get(None, 0)
    for exercise in item.exercises.all():
        begins, phases = clock_time(cursor), []
        for phase in exercise.phases.all():
            phases.append(PhaseLine(clock_time(cursor), phase))
            cursor += phase.minutes
        asked = [each.text for each in exercise.questions.all() if not each.is_withdrawn]
        asked = asked or [exercise.question] * bool(exercise.question)
        made.append(ExerciseLine(begins, exercise, asked, said.get(exercise.pk, []), phases, theory(item, exercise)))
        cursor += shown.get(exercise.pk, 0)
    return made


def pdf(gathering: Gathering, items: Iterable[AgendaItem], *, instructions: bool) -> tuple[str, bytes]:
    """The file's name, and the document in the programme's language. Raises what `config.pdf.printer` raises."""
    with translation.override(gathering.programme.language):
        context = {
            "gathering": gathering,
            "lines": lines(items, instructions=instructions),
            "instructions": instructions,
            "printed": timezone.localtime(),
        }
        html = render_to_string("programmes/print_agenda.html", context)
        what = _("Dagsplan for prosesslederen") if instructions else _("Dagsplan")
        name = f"{what}, {gathering}, {gathering.date.isoformat()}.pdf"
    own = f":root {{ --own: {ink(gathering.programme.municipality.colour)} }}"
    return name, printer.pdf(html, *stylesheets("agenda.css"), own)
