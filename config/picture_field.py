"""The field in which a picture is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config import pictures


class PictureField(forms.FileField):
    """A picture, made anew; None where none was sent. What can't be used is said, and the rest of the form stands."""

    def __init__(self, *, help_text: Any) -> None:
        super().__init__(
            label=_("Bilde"),
            required=False,
            allow_empty_file=True,
            max_length=1000,
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            help_text=help_text,
            error_messages={
                "max_length": _("Filen har et for langt navn. Gi den et kortere."),
                "invalid": _("Velg bildet på nytt."),
            },
        )

    def clean(self, data: Any, initial: Any = None) -> pictures.Image | None:
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            return pictures.read(sent, sent.size)
        except pictures.NoPicture as problem:
            raise forms.ValidationError(str(problem)) from problem
