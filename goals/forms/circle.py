from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from goals.models import Ladder

LONGEST_TITLE, A_FEW, LONGEST_STEP = 80, 5, 300
NEW = "new"


class WordsForm(forms.Form):
    """Keywords from the circle, and what becomes of them."""

    text = Lines(_("Stikkord"), 2000, rows=5, required=_("Skriv noen stikkord, eller gå uten å lagre."))
    ladder = forms.ChoiceField(
        label=_("Hvilken trapp?"),
        required=False,
        error_messages={"invalid_choice": _("Velg en trapp fra listen.")},
    )

    def __init__(self, data: Any = None, *, ladders: list[Ladder], text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        choices = [(each.public_id, Truncator(each.title).chars(70)) for each in ladders]
        field = self.fields["ladder"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (NEW, _("En ny trapp, med dette som målet"))]
        self.ladders = {each.public_id: each for each in ladders}

    @property
    def title(self) -> str:
        """What the area is called until its leader gives it another name: the first words."""
        first = str(self.cleaned_data["text"]).strip().splitlines()[0]
        return str(Truncator(Truncator(first).words(A_FEW)).chars(LONGEST_TITLE))

    @property
    def chosen(self) -> Ladder | None:
        """The ladder that was chosen; None for a new one."""
        return self.ladders.get(self.cleaned_data["ladder"])

    def clean_for_step(self) -> bool:
        """Whether it fits on a step or at the top of a ladder; else it is pointed at."""
        if len(self.cleaned_data["text"]) <= LONGEST_STEP:
            return True
        self.add_error("text", _("Et trinn har plass til 300 tegn. Kort det ned, eller lag et mål av det."))
        return False
