"""What is asked before somebody's unit, nearest manager or time in the programme is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Day, Line
from programmes.forms.programme import Address
from programmes.models import Membership
from programmes.roster import valid
from programmes.services.programmes import Named

OTHER = "other"


class ChangeForm(forms.Form):
    since = Day(gettext_lazy("Fra og med"))

    def __init__(self, data: Any = None, **_facts: Any) -> None:
        super().__init__(data, initial={"since": f"{timezone.localdate():%d.%m.%Y}"})


class UnitForm(ChangeForm):
    unit = Line(
        gettext_lazy("Ny enhet"),
        120,
        gettext_lazy("Skriv hva enheten heter."),
        help_text=gettext_lazy("Skriv et navn fra listen, eller et nytt. En ny enhet blir laget."),
    )
    field_order = ("unit", "since")

    def __init__(self, data: Any = None, *, units: Sequence[str] = (), **_facts: Any) -> None:
        super().__init__(data)
        self.units = units
        self.fields["unit"].widget.attrs["list"] = "units"


class SomebodyForm(ChangeForm):
    """Somebody of a list, or somebody else by name and address."""

    who = forms.ChoiceField(
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg en i listen, eller en annen."))
    )
    name = Line(gettext_lazy("Navn, hvis det er en annen"), 120)
    email = Line(gettext_lazy("E-posten til den andre"), 254)
    nobody: Any = ""

    def __init__(self, data: Any = None, *, people: Sequence[Membership] = (), **_facts: Any) -> None:
        super().__init__(data)
        self.people = {each.public_id: each for each in people}
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        first = [("", self.nobody)] if self.nobody else [("", _("Velg …"))]
        field.choices = [*first, *((key, each.name) for key, each in self.people.items()), (OTHER, _("En annen …"))]
        field.required = not self.nobody

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("who") == OTHER:
            if not data.get("name"):
                self.add_error("name", _("Skriv for- og etternavn."))
            if not valid(data.get("email") or ""):
                self.add_error("email", _("Skriv e-posten som navn@kommune.no."))
        return data

    @property
    def chosen(self) -> Membership | Named | None:
        key = self.cleaned_data.get("who", "")
        if key == OTHER:
            return Named(self.cleaned_data["name"], self.cleaned_data["email"])
        return self.people.get(key)

    @property
    def called(self) -> str:
        chosen = self.chosen
        return chosen.name if chosen else ""


class ManagerForm(SomebodyForm):
    field_order = ("who", "name", "email", "since")

    def __init__(self, data: Any = None, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.fields["who"].label = _("Ny nærmeste leder")


class LeaveForm(SomebodyForm):
    nobody = gettext_lazy("Ingen stedfortreder")
    until = Day(
        gettext_lazy("Til og med"), required=False, help_text=gettext_lazy("La stå tomt hvis sluttdagen ikke er kjent.")
    )
    is_manager_too = forms.BooleanField(
        label=gettext_lazy("Stedfortrederen er også nærmeste leder imens"), required=False
    )
    field_order = ("since", "until", "who", "name", "email", "is_manager_too")

    def __init__(self, data: Any = None, *, reports: int = 0, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.fields["who"].label = _("Stedfortreder")
        if not reports:
            del self.fields["is_manager_too"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("Permisjonen slutter før den begynner. Rett datoene."))
        return data


class BackForm(ChangeForm):
    def __init__(self, data: Any = None, **facts: Any) -> None:
        super().__init__(data)
        self.fields["since"].label = _("Tilbake fra og med")


class LeavingForm(ChangeForm):
    HERE, WHOLE = "here", "whole"
    what = forms.ChoiceField(
        label=gettext_lazy("Hva slutter vedkommende i?"),
        choices=[(HERE, gettext_lazy("I dette programmet")), (WHOLE, gettext_lazy("I kommunen"))],
        initial=HERE,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg en av de to.")),
    )
    field_order = ("what", "since")

    def __init__(self, data: Any = None, *, may_leave_whole: bool = False, **facts: Any) -> None:
        super().__init__(data)
        self.fields["since"].label = _("Siste dag")
        self.whole = may_leave_whole
        if not may_leave_whole:
            del self.fields["what"]

    @property
    def is_whole(self) -> bool:
        return bool(self.whole and self.cleaned_data.get("what") == self.WHOLE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == self.WHOLE and data.get("since") and data["since"] < timezone.localdate():
            self.add_error("since", _("Siste dag i kommunen kan tidligst være i dag."))
        return data


class NameForm(forms.Form):
    name = Line(gettext_lazy("For- og etternavn"), 120, gettext_lazy("Skriv for- og etternavn."))

    def __init__(self, data: Any = None, *, name: str = "") -> None:
        super().__init__(data, initial={"name": name})


class AddressForm(forms.Form):
    email = Address(gettext_lazy("E-post"), 254, gettext_lazy("Skriv e-posten som navn@kommune.no."))

    def __init__(self, data: Any = None, *, email: str = "") -> None:
        super().__init__(data, initial={"email": email})
