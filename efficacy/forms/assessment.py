"""Answering an instrument, and choosing one for an exercise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from efficacy import instruments, shipped
from efficacy.models import Assessment
from efficacy.queries.assessment import field_name, to_choose
from efficacy.scoring import FLOOR
from efficacy.wording import spoken
from programmes.models import Exercise


class RatingsForm(forms.Form):
    """An answer to every statement, on the instrument's own scale."""

    def __init__(self, instrument: instruments.Instrument, data: Any = None) -> None:
        super().__init__(data)
        self.instrument = instrument
        for factor, number, _item in instrument.items:
            self.fields[field_name(factor, number)] = forms.TypedChoiceField(
                choices=[(str(step), str(step)) for step in instrument.steps],
                coerce=int,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice", "invalid"),
                    _("Velg et tall fra %(low)s til %(high)s.") % {"low": instrument.low, "high": instrument.high},
                ),
            )

    def answers(self) -> dict[str, list[int]]:
        return {
            factor.key: [self.cleaned_data[field_name(factor, number)] for number in range(len(factor.items))]
            for factor in self.instrument.factors
        }

    def said(self) -> dict[str, str]:
        """What is wrong, by the field's name."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}


class InstrumentOptions(forms.Form):
    """With which instrument an exercise asks, and from how many answers it shows anything."""

    instrument = forms.ChoiceField(
        label=gettext_lazy("Hva dere svarer på"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg hva dere skal svare på.")),
    )
    floor = forms.IntegerField(
        label=gettext_lazy("Vis resultatet når så mange har svart"),
        min_value=FLOOR,
        max_value=100,
        initial=FLOOR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Skriv et tall, minst fem."),
            "invalid": gettext_lazy("Skriv et tall, minst fem."),
            "min_value": gettext_lazy("Fem svar er det laveste. Dere kan heve grensen, men ikke senke den."),
            "max_value": gettext_lazy("Skriv et tall som er høyst 100."),
        },
    )

    def __init__(self, exercise: Exercise | None, data: Any = None) -> None:
        municipality = exercise.item.gathering.programme.municipality if exercise else None
        made = exercise if exercise and exercise.pk else None
        own = list(to_choose(municipality))
        before = Assessment.objects.select_related("instrument").filter(exercise=made).first() if made else None
        chosen = before.instrument if before else None
        if chosen and chosen.municipality_id and chosen not in own:
            own.append(chosen)
        self.own = {each.public_id: each for each in own}
        choices = [(each.slug, spoken(each.name)) for each in shipped.FOR_GROUPS]
        picture = _("%(name)s: gruppens bilde av egne tall") % {"name": spoken(shipped.MASTERY_LEADER.name)}
        choices.append((shipped.MASTERY_LEADER.slug, picture))
        choices += [(each.public_id, str(each)) for each in own]
        first = choices[0][0]
        if chosen:
            first = chosen.public_id if chosen.municipality_id else chosen.slug
        self.floor_before = before.floor if before else FLOOR
        super().__init__(data, initial={"instrument": first, "floor": self.floor_before})
        self.fields["instrument"].choices = choices  # type: ignore[attr-defined]

    @property
    def floor_is_too_low(self) -> bool:
        asked = self._asked_floor()
        return asked is not None and asked < FLOOR

    @property
    def changes_floor(self) -> bool:
        """Whether it asks for another floor than there is, allowed or not."""
        asked = self._asked_floor()
        return asked is not None and asked != self.floor_before

    def _asked_floor(self) -> int | None:
        try:
            return int(str(self.data.get("floor", "")))
        except ValueError:
            return None
