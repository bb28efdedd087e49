from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.fields import tidy
from config.ids import ALPHABET
from programmes.models import Group


class JoinForm(forms.Form):
    """The code on the projector, typed with or without spaces and hyphens, in either case."""

    code = forms.CharField(
        label=_("Koden på storskjermen"),
        max_length=20,
        help_text=_("Seks tegn. Store eller små bokstaver er det samme."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = "".join(sign for sign in self.cleaned_data["code"] if sign.isalnum()).upper()
        if len(code) != 6 or set(code.lower()) - set(ALPHABET):
            raise ValidationError(
                _("Koden har seks tegn, for eksempel K7 4M PX. Se på storskjermen, og skriv den på nytt.")
            )
        return code


class WhoForm(forms.Form):
    """A guest's own name, and the group that they sit with."""

    guest_name = forms.CharField(
        label=_("Hva heter du?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Skriv navnet ditt, så prosesslederen ser hvem du er.")},
    )
    group = forms.ChoiceField(
        label=_("Hvilken gruppe sitter du med?"),
        required=False,
        error_messages={"invalid_choice": _("Velg en gruppe fra listen, eller la det stå åpent.")},
    )

    def __init__(self, groups: list[Group], data: Any = None) -> None:
        super().__init__(data)
        self.groups = {group.public_id: group for group in groups}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Ingen gruppe")), *((name, group.name) for name, group in self.groups.items())]
        if not groups:
            del self.fields["group"]

    def clean_guest_name(self) -> str:
        """Without signs that do not show: they could make one name look like another."""
        name = tidy(self.cleaned_data["guest_name"])
        if not name:
            raise ValidationError(self.fields["guest_name"].error_messages["required"], code="required")
        return name

    @property
    def chosen(self) -> Group | None:
        return self.groups.get(self.cleaned_data.get("group", ""))


class PeopleForm(forms.Form):
    """One act of the facilitator's at the door, or one tick in the list; `who` is one public id or several."""

    ADMIT, REFUSE, TAKE_OUT, MARK = "admit", "refuse", "take_out", "mark"

    act = forms.ChoiceField(choices=[(name, name) for name in (ADMIT, REFUSE, TAKE_OUT, MARK)])
    who = forms.RegexField(rf"^[{ALPHABET}]{{12}}( [{ALPHABET}]{{12}}){{0,299}}$", max_length=4000)
    mark = forms.ChoiceField(choices=[(name, name) for name in ("present", "absent", "unset")], required=False)

    @property
    def names(self) -> list[str]:
        return str(self.cleaned_data["who"]).split()


class PersonForm(forms.Form):
    """Whom to be, in the demonstration."""

    person = forms.SlugField(max_length=12)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[("nb", "nb"), ("nn", "nn"), ("en", "en")])
    next = forms.CharField(max_length=500, required=False)
