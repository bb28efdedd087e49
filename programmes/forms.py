from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.ids import ALPHABET
from programmes.models import Stage


class JoinForm(forms.Form):
    """The code on the projector, typed with or without spaces, in either case."""

    code = forms.CharField(
        label=_("Koden på storskjermen"),
        max_length=20,
        help_text=_("Seks tegn. Store eller små bokstaver er det samme."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split()).upper()
        if len(code) != 6 or set(code.lower()) - set(ALPHABET):
            raise ValidationError(
                _("Koden har seks tegn, for eksempel K7 4M PX. Se på storskjermen, og skriv den på nytt.")
            )
        return code


class ActForm(forms.Form):
    """One act of the cockpit, and the revision that its facilitator saw."""

    ACTS = (
        "start",
        "begin",
        "move",
        "pause",
        "resume",
        "add_minutes",
        "show",
        "open_round",
        "close_round",
        "reveal",
        "end",
    )

    act = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False)
    to = forms.IntegerField(min_value=0, max_value=1000, required=False)
    minutes = forms.IntegerField(min_value=1, max_value=60, required=False)
    screen = forms.ChoiceField(choices=Stage.Screen.choices, required=False)


class PersonForm(forms.Form):
    """Whom to be, in the demonstration."""

    person = forms.SlugField(max_length=12)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[("nb", "nb"), ("nn", "nn"), ("en", "en")])
    next = forms.CharField(max_length=500, required=False)
