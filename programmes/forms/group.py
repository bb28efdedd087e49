from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.text import compare_key
from programmes import grouping
from programmes.models import GroupRole
from programmes.services.groups import MOST_GROUPS


class GroupNameField(forms.CharField):
    """What a group calls itself."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": _("Skriv hva gruppen heter."), "max_length": _("Bruk høyst 60 tegn.")}
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=60, error_messages=messages, widget=widget, **options)

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class ActForm(forms.Form):
    """One act of the groups' page: on a group, on somebody, or on the day's groups as a whole."""

    ACTS = ("move", "rename", "add", "remove", "standing")
    NOBODY_S = "none"

    act = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    group = forms.SlugField(max_length=12, required=False)
    person = forms.SlugField(max_length=12, required=False)


class NameForm(forms.Form):
    name = GroupNameField(label=_("Navn på gruppen"))


class DivideForm(forms.Form):
    """How the day's groups are to be made."""

    BY_CHANCE, MIXED, STANDING = "chance", "mixed", "standing"
    GROUPS, PEOPLE = "groups", "people"
    HOW = (
        (MIXED, _("Blandet, så de fra samme enhet spres")),
        (BY_CHANCE, _("Helt tilfeldig")),
        (STANDING, _("Som de faste gruppene, med endringer bare for i dag")),
    )

    how = forms.ChoiceField(
        label=_("Hvordan skal de settes sammen?"),
        choices=HOW,
        initial=MIXED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan."), "invalid_choice": _("Velg en av måtene.")},
    )
    number = forms.IntegerField(
        label=_("Antall"),
        min_value=1,
        max_value=200,
        required=False,
        error_messages={name: _("Skriv et helt tall fra 1 til 200.") for name in ("invalid", "min_value", "max_value")},
    )
    of = forms.ChoiceField(
        label=_("Hva tallet teller"),
        choices=((GROUPS, _("grupper")), (PEOPLE, _("personer i hver gruppe"))),
        error_messages={"required": _("Velg hva tallet teller."), "invalid_choice": _("Velg hva tallet teller.")},
    )

    def __init__(self, people: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") != self.STANDING and "number" in data and "of" in data:
            data["groups"] = self._groups(data["number"], data["of"])
        return data

    def _groups(self, number: int | None, of: str) -> int:
        if number is None:
            self.add_error("number", _("Skriv hvor mange."))
            return 1
        groups = number if of == self.GROUPS else grouping.number_of_groups(self.people, number)
        if groups > min(self.people, MOST_GROUPS):
            most = {"most": min(self.people, MOST_GROUPS)}
            self.add_error("number", ValidationError(_("Det kan være høyst %(most)s grupper."), params=most))
        return groups


class NamesForm(forms.Form):
    """What the groups of a proposal are called: each its own name."""

    def __init__(self, count: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, count + 1):
            field = GroupNameField(label=_("Navn på gruppe %(number)s") % {"number": number})
            self.fields[f"name-{number}"] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[str] = set()
        for name in list(self.fields):
            key = compare_key(data.get(name, ""))
            if key and key in seen:
                self.add_error(name, _("To grupper kan ikke hete det samme."))
            seen.add(key)
        return data


class CircleForm(forms.Form):
    """One tap in a group's circle: on a role, or to pass the floor on, with what the screen showed."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("take", "release", "pass_on")])
    role = forms.ChoiceField(choices=GroupRole.Role.choices, required=False)
    holder = forms.SlugField(max_length=12, required=False)
    seen = forms.IntegerField(min_value=0, max_value=1000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("act") in ("take", "release") and not data.get("role"):
            raise ValidationError(_("Velg en rolle."))
        if data.get("act") == "pass_on" and data.get("seen") is None:
            raise ValidationError(_("Si hvem som hadde ordet."))
        return data
