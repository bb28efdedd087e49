"""The summary in one form: headings with their paragraphs, and a leader's next step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Line, Lines
from config.text import whole
from programmes.forms.question import TextForm
from programmes.queries.summaries import Part

MOST_PARTS, MOST_HEADING, MOST_TEXT, MOST_STEP = 200, 120, 6000, 1000


class PartForm(forms.Form):
    """Paragraphs under a heading."""

    heading = Line(gettext_lazy("Overskrift"), MOST_HEADING)
    text = Lines(gettext_lazy("Tekst"), MOST_TEXT, rows=7)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("text", "").strip() and "heading" not in self.errors and not given.get("heading"):
            self.add_error("heading", _("Skriv en overskrift over teksten."))
        return given

    @property
    def part(self) -> Part | None:
        """What is kept of a valid one; None for one that is empty."""
        heading, text = self.cleaned_data["heading"], self.cleaned_data["text"].strip()
        return {"heading": heading, "text": text} if heading or text else None


class SummarySheet:
    """All parts of the form, as they were stored or as they were sent."""

    def __init__(self, forms: list[PartForm], revision: int) -> None:
        self.forms, self.revision = forms, revision

    @classmethod
    def of(cls, parts: list[Part], revision: int) -> SummarySheet:
        """With an empty part at its end where there is none."""
        return cls(
            [PartForm(initial=dict(part), prefix=f"part-{n}") for n, part in enumerate(parts or [_empty()])], revision
        )

    @classmethod
    def sent(cls, data: Any) -> SummarySheet:
        count = min(whole(data.get("parts", "")) or 0, MOST_PARTS)
        return cls([PartForm(data, prefix=f"part-{n}") for n in range(count)], whole(data.get("revision", "")) or 0)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # each of them, so that all errors are shown
        return all(valid)

    @property
    def parts(self) -> list[Part]:
        return [part for form in self.forms if (part := form.part)]

    @property
    def typed(self) -> list[Part]:
        """What stands in the fields, checked or not."""
        return [
            {"heading": str(form["heading"].value() or ""), "text": str(form["text"].value() or "")}
            for form in self.forms
        ]

    def rearranged(self, act: str) -> SummarySheet | None:
        """With one more part, or with a part moved up; None where that makes no sense. Nothing is kept by it."""
        parts, (name, _colon, number) = self.typed, act.partition(":")
        if name == "more" and len(parts) < MOST_PARTS:
            return SummarySheet.of([*parts, _empty()], self.revision)
        place = whole(number) or 0
        if name == "up" and 0 < place < len(parts):
            parts[place - 1], parts[place] = parts[place], parts[place - 1]
            return SummarySheet.of(parts, self.revision)
        return None

    @property
    def may_grow(self) -> bool:
        return len(self.forms) < MOST_PARTS


class StepForm(TextForm):
    """A leader's next step."""

    text = Lines(most=MOST_STEP, rows=4)


def _empty() -> Part:
    return {"heading": "", "text": ""}
