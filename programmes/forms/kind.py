"""What the form of an exercise is filled from: a kind, a starting point, one's own shelf, or the exercise itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.forms import Form
from django.utils import translation

from programmes.contract import ExerciseKind, kind_of, kinds
from programmes.forms.exercise import ExerciseSheet, Row, Typed, starting_point
from programmes.models import AgendaItem, Exercise, Gathering, Person, Phase, ShelvedExercise
from programmes.services.exercises import reworded

QUESTIONS = "questions"


@dataclass(frozen=True)
class Source:
    """What a form begins with. Of a kind with phases of its own, they are those rows, in that order, and no others."""

    kind: ExerciseKind
    typed: Typed
    exercise: Exercise  # not saved while it is being made
    chosen: Mapping[str, Any] = field(default_factory=dict)  # in the kind's own form

    @property
    def asks(self) -> bool:
        return self.kind.slug == QUESTIONS

    def options(self, data: Any = None) -> Form | None:
        form = self.kind.options(self.exercise, data)
        for name, value in self.chosen.items() if form else ():
            if form and name in form.fields:
                form.initial[name] = value
        return form

    def lost(self) -> bool:
        """Whether something that was chosen for the shelf can't be chosen in this municipality."""
        if not self.chosen or (form := self.kind.options(self.exercise, dict(self.chosen))) is None:
            return False
        return not form.is_valid()

    def refused(self, sheet: ExerciseSheet, *, by: Person) -> None:
        """Lets the kind note that what was chosen in its own form was not kept."""
        if sheet.options is not None:
            self.kind.refused(self.exercise, sheet.options, by=by)

    def sheet(
        self,
        typed: Typed | None = None,
        *,
        data: Any = None,
        picked: Mapping[str, str] | None = None,
        answered: frozenset[str] = frozenset(),
    ) -> ExerciseSheet:
        """The form, checked where it has `data`; with `picked`, the kind's own form shows what was typed there."""
        options = self.options(data)
        for name in options.fields if options and picked else ():
            if options and picked and name in picked:
                options.initial[name] = picked[name]
        typed = typed or self.typed
        return ExerciseSheet(typed, asks=self.asks, data=data, answered=answered, options=options)

    def touched(self, sheet: ExerciseSheet, answered: Collection[str]) -> list[tuple[str, str]]:
        """What a change does to what was asked of those who have answered: what it was, and what it becomes."""
        if self.asks:
            return reworded(sheet.question_texts(), self.exercise, answered)
        before, after = self.exercise.question, sheet.head.cleaned_data["question"]
        said = [(before, after)] if before != after else []
        for row, text in zip(self.typed.phases, sheet.phase_texts(), strict=True):
            if text.gone and not row.get("gone"):
                said.append((f"{row['name']}, {row['minutes']} min", ""))
        return said

    def sent(self, data: Mapping[str, str]) -> Typed:
        """The form as it was sent."""
        typed = Typed.from_request(data)
        if self.asks:
            return typed
        rows = []
        for number, row in enumerate(self.typed.phases):
            names = ("minutes", "instruction", "gone")
            rows.append(row | {name: data.get(f"phase-{number}-{name}", row.get(name, "")) for name in names})
        return replace(typed, phases=rows)


def of_exercise(exercise: Exercise) -> Source:
    kind, typed = kind_of(exercise), Typed.of(exercise)
    if kind.slug == QUESTIONS:
        return Source(kind, typed, exercise)
    return Source(kind, replace(typed, phases=completed(kind, typed.phases, _language(exercise.item))), exercise)


def of_kind(slug: str, gathering: Gathering) -> Source | None:
    """A new exercise of a kind, in the programme's language; None where it can't be made by choosing its kind."""
    kind = kinds().get(slug)
    if kind is None or not kind.phases:
        return None
    exercise = _unsaved(kind, gathering)
    language = _language(exercise.item)
    with translation.override(language):
        head = {"title": str(kind.name), "question": str(kind.question)}
    return Source(kind, Typed(head, phases=_marked(kind, _standard(kind, language))), exercise)


def of_start(name: str, gathering: Gathering) -> Source:
    """A new exercise of questions, from a starting point or from nearly nothing."""
    kind = kinds()[QUESTIONS]
    exercise = _unsaved(kind, gathering)
    with translation.override(_language(exercise.item)):
        return Source(kind, starting_point(name), exercise)


def of_shelf(kept: ShelvedExercise, gathering: Gathering) -> Source | None:
    """None where no app has its kind any longer."""
    kind = kinds().get(kept.kind)
    if kind is None:
        return None
    exercise = _unsaved(kind, gathering)
    phases = [dict(row) for row in kept.phases]
    if kind.slug != QUESTIONS:
        phases = completed(kind, phases, _language(exercise.item))
    head = {"title": kept.title, "question": kept.question}
    return Source(kind, Typed(head, [dict(row) for row in kept.questions], phases), exercise, kept.options)


def completed(kind: ExerciseKind, phases: Sequence[Row], language: str) -> list[Row]:
    """The phases with those of the kind that were left out, in their places, so that they can be taken in again."""
    rows, rest = [], list(phases)
    for plan in _standard(kind, language):
        place = next((number for number, row in enumerate(rest) if _alike(row, plan)), None)
        if place is None:
            rows.append(plan | {"gone": "1"})
        else:
            rows += rest[: place + 1]
            rest = rest[place + 1 :]
    return _marked(kind, [*rows, *rest])


def _standard(kind: ExerciseKind, language: str) -> list[Row]:
    with translation.override(language):
        return [asdict(plan) | {"instruction": str(plan.instruction)} for plan in kind.phases]


def _alike(row: Row, plan: Row) -> bool:
    return all(row[name] == plan[name] for name in ("mode", "writer", "in_turn"))


def _marked(kind: ExerciseKind, rows: list[Row]) -> list[Row]:
    """The rows with what a person reads of them, and whether they can be left out."""
    return [
        row
        | {
            "name": Phase.Mode(row["mode"]).label,
            "needed": not row.get("gone") and kind.needs(Phase(mode=row["mode"], writer=row["writer"])),
        }
        for row in rows
    ]


def _unsaved(kind: ExerciseKind, gathering: Gathering) -> Exercise:
    return Exercise(item=AgendaItem(gathering=gathering), kind=kind.slug)


def _language(item: AgendaItem) -> str:
    return item.gathering.programme.language
