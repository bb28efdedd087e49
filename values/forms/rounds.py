from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.text import compare_key
from programmes.forms.paper import PaperForm
from values.chain import key_of
from values.diamond import ROWS
from values.models import Candidate, Diamond


class PlaceForm(forms.Form):
    """A card into a slot (1–9) or back into the pool (0), and what its mover saw there."""

    card = forms.SlugField(max_length=12)
    slot = forms.IntegerField(min_value=-1000, max_value=1000)
    expected = forms.SlugField(max_length=12, required=False)


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("Egen verdi"),
        max_length=60,
        error_messages={
            "required": _("Skriv verdien først."),
            "max_length": _("Bruk høyst 60 tegn, helst ett ord."),
        },
    )


class MissedForm(forms.Form):
    """A value that somebody misses among the top three, and why."""

    word = forms.CharField(
        label=_("Verdien"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Skriv verdien du savner."),
            "max_length": _("Bruk høyst 60 tegn, helst ett ord."),
        },
    )
    reason = forms.CharField(
        label=_("Hvorfor bør den med?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        error_messages={
            "required": _("Skriv hvorfor. Én setning er nok."),
            "max_length": _("Skriv det kortere, høyst 300 tegn."),
        },
    )

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if not key_of(word).strip("/"):
            raise forms.ValidationError(_("Skriv verdien du savner."))
        return word


class LabelForm(forms.Form):
    label = forms.CharField(
        max_length=60, required=False, error_messages={"max_length": _("Bruk høyst 60 tegn, helst ett ord.")}
    )


class SeenForm(forms.Form):
    """The number of the decision that was on the screen."""

    seen = forms.IntegerField(min_value=0)


class DecisionForm(forms.Form):
    """Which values a programme goes on with, and why."""

    values = forms.MultipleChoiceField(
        label=_("Verdiene vi velger"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg minst én verdi."),
            "invalid_choice": _("Verdiene har endret seg imens. Velg på nytt."),
        },
    )
    reason = forms.CharField(
        label=_("Hvorfor disse?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        error_messages={
            "required": _("Skriv kort hvorfor dere valgte disse. Det blir stående sammen med verdiene."),
            "max_length": _("Skriv det kortere, høyst 2000 tegn."),
        },
    )
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, options: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["values"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = options


WRONG_POINTS = _("Skriv et helt tall fra 0 til 100.")


class PointsForm:
    """Whole points, 0 to 100, for each value of the round: `given`, and for each that is wrong what is wrong with it.

    Empty is 0. Not a form of as many fields: that took a fifth of a vote's time.
    """

    def __init__(self, candidates: Sequence[Candidate], data: Mapping[str, str]) -> None:
        self.typed = {each.position: data.get(f"points-{each.position}", "") for each in candidates}
        self.given: list[int] = []
        self.errors: dict[int, str] = {}
        for position, typed in self.typed.items():
            digits = typed.strip() or "0"
            if len(digits) <= 3 and digits.isdecimal() and int(digits) <= 100:
                self.given.append(int(digits))
            else:
                self.errors[position] = str(WRONG_POINTS)


class PaperDiamond(PaperForm):
    """A diamond from paper: up to nine words in their places, no two the same."""

    part = "values/paper.html"

    def __init__(self, diamond: Diamond, data: Any = None) -> None:
        super().__init__(data)
        self.diamond = diamond
        cards = list(diamond.cards.all())
        self.bank = [card.word for card in cards]
        lying = {card.slot: card.word for card in cards if card.slot}
        for number, row in enumerate(ROWS, start=1):
            for slot in row:
                self.fields[f"slot-{slot}"] = forms.CharField(
                    label=_("Plass %(slot)s, rad %(row)s") % {"slot": slot, "row": number},
                    max_length=60,
                    required=False,
                    initial=lying.get(slot, ""),
                    widget=forms.TextInput(attrs={"list": "bank", "autocomplete": "off"}),
                    error_messages={"max_length": _("Bruk høyst 60 tegn, helst ett ord.")},
                )

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"slot-{slot}"] for slot in row] for row in ROWS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[str] = set()
        for name, word in list(data.items()):
            key = compare_key(word)
            if key and key in seen:
                self.add_error(name, _("«%(word)s» står to ganger. Hver verdi har én plass.") % {"word": word})
            seen.add(key)
        return data

    def words(self) -> dict[int, str]:
        return {int(name.removeprefix("slot-")): word for name, word in self.cleaned_data.items() if compare_key(word)}
