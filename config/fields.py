"""Fields for what people write. What cannot be used is told in words (`config.voice`), and never cut off on its way in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST_YEAR, LAST_YEAR = 2000, 2100
FORMATS = ("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d")


def tidy(text: str) -> str:
    """In one line, without signs that do not show: they could make one name look like another."""
    return "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign)[0] != "C").strip()


class Words(forms.CharField):
    """At most so many letters. `required` is what is said where there are none; without it there need be none."""

    def __init__(self, label: Any = None, most: int | None = None, required: Any = "", **options: Any) -> None:
        said = {"error_messages": {"required": required}} if required else {}
        super().__init__(label=label, max_length=most, required=bool(required), **(said | options))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without the browser's own limit, which swallows what is pasted."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Line(Words):
    """One line, tidied: a name, a title."""

    def __init__(
        self, label: Any = None, most: int | None = None, required: Any = "", *, attrs: Any = None, **options: Any
    ) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", **(attrs or {})})
        super().__init__(label, most, required, widget=widget, **options)

    def clean(self, value: Any) -> str:
        text = str(value or "")
        return tidy(super().clean(text if "\x00" in text else tidy(text)))


class Lines(Words):
    """Some lines, which end as the program's own do."""

    def __init__(
        self,
        label: Any = None,
        most: int | None = None,
        required: Any = "",
        *,
        rows: int = 2,
        attrs: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(label, most, required, widget=forms.Textarea(attrs={"rows": rows, **(attrs or {})}), **options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


AS_WRITTEN = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2}(\d{2})?")


class Day(forms.DateField):
    """A day of this century, as it is written in Norway."""

    def __init__(self, label: Any = None, *, required: bool = True, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            input_formats=FORMATS,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "placeholder": gettext_lazy("dd.mm.åååå"), "autocomplete": "off"}
            ),
            error_messages={
                "required": gettext_lazy("Skriv datoen som dag.måned.år."),
                "invalid": gettext_lazy("Skriv datoen som dag.måned.år, for eksempel 24.09.2026."),
            },
        )

    def to_python(self, value: Any) -> date | None:
        try:
            found: date | None = super().to_python(value)
        except forms.ValidationError:
            if AS_WRITTEN.fullmatch(str(value).strip()):
                raise forms.ValidationError(
                    _("Den datoen finnes ikke i kalenderen. Skriv en dag som finnes, som 28.02.2027.")
                ) from None
            raise
        return found

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not is_near(day):
            raise forms.ValidationError(_("Skriv et år fra 2000 til 2100."))
        return day


def is_near(day: date) -> bool:
    """Whether somebody can have meant the day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
