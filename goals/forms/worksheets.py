"""The fields of GROW, and of how it is and how it became."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import Line, Lines
from efficacy.forms.worksheets import handle, text
from goals.models.worksheets import Mood


class GrowForm(forms.Form):
    partner = Line(_("Sammen med"), 120)
    topic = text(_("Hva gjelder det?"), _("Emnet eller temaet, med et par ord."))
    aim = text(_("Hva er målet på lang sikt?"))
    reality = text(_("Hvordan er det nå?"), _("Hva vet du, og hva tror du bare? Hva har du prøvd?"), rows=3)
    options = text(_("Hva kan du gjøre?"), _("Bruk mest tid her. Skriv mange valg, også de rare."), rows=5)
    choice = text(_("Hva velger du?"))
    obstacles = text(_("Hva kan hindre deg?"))
    support = text(_("Hvem støtter deg, og hvordan følger dere det opp?"))
    action = Lines(_("Tiltaket"), 1000, rows=2)
    deadline = Lines(_("Frist"), 200, rows=1)


def picture(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Uten bilde")), *Mood.Picture.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Velg et av bildene, eller la være.")},
    )


class MoodForm(forms.Form):
    about = text(_("Hva gjelder det?"))
    now = text(_("Sånn er det akkurat nå"), rows=3)
    now_mood = handle(_("Humøret mitt nå"), "")
    now_picture = picture(_("Et bilde av hvordan det er nå"))
    wish = text(_("Sånn vil jeg ha det"), rows=3)
    wish_mood = handle(_("Humøret jeg vil ha"), "")
    wish_picture = picture(_("Et bilde av hvordan jeg vil ha det"))
    guess = text(_("Tror det kommer til å bli"), rows=3)
    guess_mood = handle(_("Humøret jeg tror det blir"), "")
    guess_picture = picture(_("Et bilde av hvordan jeg tror det blir"))
    became = text(_("Slik ble det"), rows=3)
    became_mood = handle(_("Humøret det ble"), "")
    became_picture = picture(_("Et bilde av hvordan det ble"))
