from django import forms
from django.utils.translation import gettext_lazy as _

from config.text import compare_key
from efficacy.situations import SITUATIONS


class CaseForm(forms.Form):
    """A case, and how many minutes of a meeting it takes."""

    title = forms.CharField(
        max_length=80,
        error_messages={
            "required": _("Skriv saken først."),
            "max_length": _("Skriv saken kortere, høyst 80 tegn."),
            "null_characters_not_allowed": _("Teksten har tegn som ikke kan lagres. Skriv den på nytt."),
        },
    )
    minutes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=600,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Skriv minutter fra 1 til 600, eller la det stå tomt.")
        ),
    )

    # Where it lay, when it is taken back.
    slot = forms.IntegerField(min_value=0, max_value=len(SITUATIONS), required=False)

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        if not compare_key(title):
            raise forms.ValidationError(_("Skriv saken først."))
        return title


class PlaceCaseForm(forms.Form):
    """Where a case is laid. `slot` is its situation; 0 is back."""

    card = forms.SlugField(max_length=12)
    slot = forms.IntegerField(min_value=0, max_value=len(SITUATIONS))
