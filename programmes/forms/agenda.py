"""The form in which a day is planned: a row for each item, with and without scripts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Lines
from config.fingerprints import fingerprint_of
from config.text import whole
from programmes import planning
from programmes.agenda import minutes_needed
from programmes.models import AgendaItem
from programmes.planning import Piece, Timed
from programmes.queries.dayplan import clock_time
from programmes.replan import MOST
from programmes.services.agenda import ItemText

MOST_ITEMS, MOST_ROWS = 40, 100  # to be added, and to be read from a form
Kind = AgendaItem.Kind
USUAL = {Kind.SESSION: 30, Kind.BREAK: 15, Kind.LUNCH: 45}
CLOCK_FORMS = ["%H:%M", "%H.%M", "%H%M", "%H"]
Row = dict[str, Any]


def clock_field(label: Any) -> forms.TimeField:
    say = gettext_lazy("Skriv klokkeslettet som 08:30.")
    return forms.TimeField(
        label=label,
        input_formats=CLOCK_FORMS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "8"}),
        error_messages={"required": say, "invalid": say},
    )


class BeginsForm(forms.Form):
    begins = clock_field(gettext_lazy("Dagen begynner"))


class ItemForm(forms.Form):
    was = forms.IntegerField(required=False, min_value=0, max_value=30_000, widget=forms.HiddenInput)
    out = forms.BooleanField(required=False, widget=forms.HiddenInput)
    title = Lines(gettext_lazy("Post"), 120, required=gettext_lazy("Skriv hva posten heter, eller ta den ut."), rows=1)
    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=Kind.choices)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutter"),
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Skriv minutter fra 1 til 720.")
        ),
    )
    question = Lines(gettext_lazy("Undertekst eller spørsmål"), 300)
    note = Lines(gettext_lazy("Til deg selv"), 12_000, rows=6)
    pinned = forms.BooleanField(label=gettext_lazy("Står fast"), required=False)
    at = clock_field(gettext_lazy("Klokka"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("pinned") and not data.get("at") and "at" not in self.errors:
            self.add_error("at", self.fields["at"].error_messages["required"])
        return data

    @property
    def is_timed(self) -> bool:
        return not {"minutes", "at"} & set(self.errors)


@dataclass(frozen=True)
class Plan:
    """A day as it stands in the form, checked or not."""

    begins: str
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, items: list[AgendaItem]) -> Plan:
        """The day as it is kept. What does not follow the one before it was put where it is, and stays there."""
        kept = [item for item in items if not item.is_left_out]
        begins = kept[0].starts if kept else time(8, 30)
        rows, cursor = [], minute(begins)
        for item in items:
            stays = not item.is_left_out and (item.is_pinned or minute(item.starts) != cursor)
            rows.append(
                {
                    "was": item.position,
                    "out": "1" if item.is_left_out else "",
                    "title": item.title,
                    "kind": item.kind,
                    "minutes": item.minutes,
                    "question": item.question,
                    "note": item.note,
                    "pinned": "on" if stays else "",
                    "at": said(minute(item.starts)) if stays else "",
                }
            )
            cursor = cursor if item.is_left_out else minute(item.starts) + item.minutes
        return cls(said(minute(begins)), rows)

    @classmethod
    def from_request(cls, data: Mapping[str, str]) -> Plan:
        return cls(data.get("begins", ""), list(_rows(data)))


def _rows(data: Mapping[str, str]) -> Iterator[Row]:
    for number in range(min(whole(data.get("items", "")) or 0, MOST_ROWS)):
        yield {name: data.get(f"item-{number}-{name}", "") for name in ItemForm.base_fields}


def minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def said(minutes: int) -> str:
    return f"{clock_time(minutes):%H:%M}"


@dataclass(frozen=True)
class Line:
    """A row of the form with its time, and what is to be said of it."""

    form: ItemForm
    item: AgendaItem | None
    timed: Timed | None
    problem: str
    is_first: bool
    shows_errors: bool

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field; what is only missing is not said before somebody saves."""
        shown = self.form.errors if self.shows_errors else {"minutes", "at"} & set(self.form.errors)
        return {name: str(self.form.errors[name][0]) for name in shown}

    @property
    def is_out(self) -> bool:
        return bool(self.form["out"].value())

    @property
    def is_pinned(self) -> bool:
        return bool(self.form["pinned"].value())

    @property
    def when(self) -> tuple[time, time] | None:
        if self.timed is None or self.timed.starts is None or self.timed.ends is None:
            return None
        return clock_time(self.timed.starts), clock_time(self.timed.ends)

    @property
    def exercises(self) -> list[Any]:
        return list(self.item.exercises.all()) if self.item else []


class PlanSheet:
    """The whole form, always checked, so that the times are those of what is typed."""

    def __init__(self, plan: Plan, items: list[AgendaItem], *, bound: bool) -> None:
        self.plan, self.bound = plan, bound
        self.items = {item.position: item for item in items}
        data = self.data = as_data(plan)
        self.head = BeginsForm(data)
        self.forms = [ItemForm(data, prefix=f"item-{number}") for number in range(len(plan.rows))]
        sound = [form.is_valid() for form in [self.head, *self.forms]]  # each is looked at
        self.valid = all(sound)
        self.timed = self.head.is_valid() and all(form.is_timed for form in self.forms)
        self.laid = planning.lay(self.begins, self.pieces())
        self.problems: list[str] = []
        last = planning.ends(self.laid)
        if last is not None and last > planning.MIDNIGHT:
            self.problems.append(_("Dagen slutter etter midnatt. Kort den ned, eller begynn tidligere."))

    def is_valid(self) -> bool:
        return self.valid and not self.problems

    @property
    def begins(self) -> int:
        given: time | None = self.head.cleaned_data.get("begins")
        return minute(given) if given else 8 * 60 + 30

    def item_of(self, form: ItemForm) -> AgendaItem | None:
        return self.items.get(form.cleaned_data.get("was") or 0)

    def pieces(self) -> list[Piece]:
        """The rows as they are timed. The first that is not out begins the day, pinned or not."""
        pieces: list[Piece] = []
        for form in self.forms:
            data, item = form.cleaned_data, self.item_of(form)
            first = all(piece.left_out for piece in pieces)
            at = data.get("at") if data.get("pinned") and not first else None
            needs = minutes_needed(item) if item else 0
            pieces.append(
                Piece(
                    data.get("minutes") or 1,
                    data.get("kind") or Kind.SESSION,
                    minute(at) if at else None,
                    bool(data.get("out")),
                    needs,
                )
            )
        return pieces

    @property
    def lines(self) -> list[Line]:
        first = next((number for number, each in enumerate(self.laid) if not each.piece.left_out), -1)
        return [
            Line(
                form,
                self.item_of(form),
                timed if self.timed else None,
                self.problem_of(number),
                number == first,
                self.bound,
            )
            for number, (form, timed) in enumerate(zip(self.forms, self.laid, strict=True))
        ]

    def problem_of(self, number: int) -> str:
        timed = self.laid[number]
        if not self.timed or not timed.over or timed.ends is None:
            return ""
        following = next(n for n in range(number + 1, len(self.laid)) if not self.laid[n].piece.left_out)
        said_of = {
            "ends": said(timed.ends),
            "next": self.forms[following].cleaned_data.get("title") or _("neste post"),
            "at": said(timed.ends - timed.over),
            "over": timed.over,
        }
        return (
            _(
                "Slutter %(ends)s, men %(next)s står fast %(at)s. Det er %(over)s minutter for mye. Kort ned, løsne eller ta ut noe."
            )
            % said_of
        )

    @property
    def fits(self) -> bool:
        return planning.fits(self.laid)

    @property
    def hours(self) -> tuple[time, time] | None:
        last = planning.ends(self.laid)
        return (clock_time(self.begins), clock_time(last)) if self.timed and last is not None else None

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what to do) for everything that must be mended."""
        if not self.bound:
            return []
        return [
            (bound.id_for_label, ", ".join(filter(None, [title_of(form), str(bound.label)])), str(error))
            for form in [self.head, *self.forms]
            for bound in form
            for error in bound.errors
        ]

    @property
    def may_add(self) -> bool:
        return len(self.forms) < MOST_ITEMS

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        return list(Kind.choices)


def title_of(form: forms.Form) -> str:
    """What the item of a form is called; empty where it has no name yet, or is the head of the plan."""
    return str(form["title"].value() or "").strip()[:60] if "title" in form.fields else ""


def as_data(plan: Plan) -> dict[str, Any]:
    data: dict[str, Any] = {"begins": plan.begins}
    for number, row in enumerate(plan.rows):
        data |= {f"item-{number}-{name}": value for name, value in row.items()}
    return data


def item_texts(sheet: PlanSheet) -> list[ItemText]:
    """A valid form as the items that it makes."""
    return [
        ItemText(
            data["was"] or 0,
            data["title"],
            data["kind"],
            clock_time(timed.starts if timed.starts is not None else sheet.begins),
            data["minutes"],
            data["question"],
            data["pinned"] and not data["out"],
            data["out"],
            data["note"],
        )
        for data, timed in ((form.cleaned_data, timed) for form, timed in zip(sheet.forms, sheet.laid, strict=True))
    ]


def fingerprint(items: list[AgendaItem]) -> str:
    """What a form knows the day by: the plan's fingerprint, and one of what each item holds."""
    held = [
        (
            [(each.public_id, each.changes) for each in item.exercises.all()],
            [page.public_id for page in item.pages.all()],
        )
        for item in items
    ]
    return " ".join([fingerprint_of(Plan.of(items)), *map(fingerprint_of, held)])


def is_overtaken(seen: str, items: list[AgendaItem], kept: Collection[int]) -> bool:
    """Whether the plan is another than it was, or an item that is not to be `kept`, by its position, holds anything else."""
    plan, *held = seen.split() or [""]
    plan_now, *held_now = fingerprint(items).split()
    gone = [now for item, now in zip(items, held_now, strict=True) if item.position not in kept]
    return plan != plan_now or not set(gone) <= set(held)
