"""The leader's own picture of a moment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from config.picture_field import PictureField
from goals.models import MoodPicture


class MoodPictureForm(forms.Form):
    picture = PictureField(help_text=_("JPEG, PNG eller WebP. Sted og kamera blir tatt ut av bildet."))
    alt = Lines(_("Hva viser bildet?"), 200, rows=1)
    goes_along = forms.BooleanField(
        label=_("Ta med bildet på utskrift og i kopier jeg deler"),
        required=False,
        help_text=_("Ellers er det bare du som ser det. En kopi du alt har delt, blir ikke endret."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, standing: MoodPicture | None) -> None:
        initial = {"alt": standing.alt, "goes_along": standing.goes_along} if standing else {}
        super().__init__(data, files, initial=initial)
        self.fields["picture"].required = standing is None
        self.fields["picture"].error_messages["required"] = _("Velg et bilde.")
