from django import forms
from django.utils.translation import gettext_lazy as _


class Meter(forms.NumberInput):
    """0–100 in tens: the number is the answer; a slider beside it helps, and shows nothing before it is used."""

    template_name = "widgets/meter.html"

    def __init__(self) -> None:
        super().__init__(attrs={"min": 0, "max": 100, "step": 10, "inputmode": "numeric"})


class RatingForm(forms.Form):
    value = forms.IntegerField(
        label=_("Hvor sikker er du på at du klarer dette?"),
        min_value=0,
        max_value=100,
        step_size=10,
        widget=Meter(),
        error_messages={
            "required": _("Velg et tall fra 0 til 100, i hele tiere."),
            "invalid": _("Velg et tall fra 0 til 100, i hele tiere."),
            "min_value": _("Velg et tall fra 0 til 100, i hele tiere."),
            "max_value": _("Velg et tall fra 0 til 100, i hele tiere."),
            "step_size": _("Bruk hele tiere: 0, 10, 20 og så videre."),
        },
    )
