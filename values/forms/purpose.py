from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Lines
from programmes.models import Exercise, Question

# Source 2's three questions on the way to a purpose.
QUESTIONS = (
    gettext_lazy("Hva er viktig for oss i vår organisasjon?"),
    gettext_lazy("Hva er viktig med oppdraget vårt og tjenestene vi leverer?"),
    gettext_lazy("Hvilke rettesnorer trenger vi for å holde blikket på formålet vårt?"),
)


class PurposeOptions(forms.Form):
    """The three questions, as this room is asked them; one may be left out."""

    first = Lines(gettext_lazy("Første spørsmål"), 300, required=gettext_lazy("Skriv minst ett spørsmål."))
    second = Lines(gettext_lazy("Andre spørsmål"), 300)
    third = Lines(gettext_lazy("Tredje spørsmål"), 300)

    def __init__(self, exercise: Exercise | None, data: Any = None) -> None:
        made = exercise if exercise and exercise.pk else None
        asked = Question.objects.filter(exercise=made, is_withdrawn=False) if made else Question.objects.none()
        texts = list(asked.values_list("text", flat=True)) or [str(text) for text in QUESTIONS]
        super().__init__(data, initial=dict(zip(self.base_fields, texts, strict=False)))

    def texts(self) -> list[str]:
        return [text for name in self.base_fields if (text := self.cleaned_data[name])]


class HeadingForm(forms.Form):
    heading = forms.CharField(
        max_length=60,
        error_messages={
            "required": gettext_lazy("Skriv en overskrift til bunken."),
            "max_length": gettext_lazy("Bruk høyst 60 tegn i overskriften."),
        },
    )

    def clean_heading(self) -> str:
        return " ".join(str(self.cleaned_data["heading"]).split())


class SentenceForm(forms.Form):
    text = forms.CharField(
        max_length=200,
        error_messages={
            "required": gettext_lazy("Skriv en kort setning om formålet."),
            "max_length": gettext_lazy("Bruk høyst 200 tegn. Del gjerne i to setninger."),
        },
    )

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).split())
        if not any(sign.isalnum() for sign in text):
            raise forms.ValidationError(_("Skriv en kort setning om formålet."))
        return text
