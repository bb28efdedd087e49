"""What one says when one shares, and what two people say about it."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.fields import Line, Lines

DAYS = {"90": _("Tre måneder"), "182": _("Et halvt år"), "365": _("Ett år")}


class ShareForm(forms.Form):
    """What for, and how long."""

    purpose = Line(_("Hva skal det brukes til?"), 200, _("Skriv kort hva det skal brukes til."))
    days = forms.ChoiceField(
        label=_("Hvor lenge?"),
        choices=list(DAYS.items()),
        error_messages={
            "required": _("Velg hvor lenge det skal deles."),
            "invalid_choice": _("Velg tre måneder, et halvt år eller ett år."),
        },
    )

    def __init__(self, data: object = None, *, purpose: str = "") -> None:
        super().__init__(data, initial={"purpose": purpose, "days": "365"})  # type: ignore[arg-type]

    @property
    def ends_on(self) -> date:
        return timezone.localdate() + timedelta(days=int(self.cleaned_data["days"]))


class CommentForm(forms.Form):
    text = Lines(_("Kommentar"), 2000, _("Skriv noe først, så kan du lagre."), rows=4)

    def __init__(self, data: object = None, *, text: str = "") -> None:
        super().__init__(data, initial={"text": text})  # type: ignore[arg-type]
