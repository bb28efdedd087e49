"""What one says when one shares, and what two people say about it."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("Teksten er for lang: %(show_value)d tegn. Kort den ned til høyst %(limit_value)d.")
DAYS = {"90": _("Tre måneder"), "182": _("Et halvt år"), "365": _("Ett år")}


class ShareForm(forms.Form):
    """What for, and how long."""

    purpose = forms.CharField(
        label=_("Hva skal det brukes til?"),
        max_length=200,
        error_messages={"required": _("Skriv kort hva det skal brukes til."), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
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
        del self.fields["purpose"].widget.attrs["maxlength"]

    @property
    def ends_on(self) -> date:
        return timezone.localdate() + timedelta(days=int(self.cleaned_data["days"]))


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Kommentar"),
        max_length=2000,
        error_messages={"required": _("Skriv noe først, så kan du lagre."), "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: object = None, *, text: str = "") -> None:
        super().__init__(data, initial={"text": text})  # type: ignore[arg-type]
        del self.fields["text"].widget.attrs["maxlength"]
