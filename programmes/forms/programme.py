"""How a programme and its municipality are set up: forms, and what is said of colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import pictures
from config.colour import BRAND, HEX, READABLE, VISIBLE, contrast_to_white, darker
from config.fields import Line, Lines, tidy
from config.fingerprints import fingerprint_of
from config.ids import given_id
from config.text import compare_key
from programmes.models import Municipality, Programme
from programmes.models.people import Language
from programmes.roster import ADDRESS, valid
from programmes.services.groups import MOST_GROUPS
from programmes.services.programmes import Named, Town

NEW = "new"
LANGUAGES = [(Language.BOKMAAL, gettext_lazy("Bokmål")), (Language.NYNORSK, gettext_lazy("Nynorsk"))]
MOST_FACILITATORS = 20


class Names(Lines):
    """One name a line."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(label, 6000, rows=3, attrs={"autocomplete": "off"}, help_text=help_text)


class Address(Line):
    """An e-mail address."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not valid(text):
            raise ValidationError(
                _("«%(text)s» er ikke en e-postadresse. Skriv den som navn@kommune.no.") % {"text": text[:60]}
            )
        return text


def lines_of(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := tidy(each))]


class ProgrammeForm(forms.Form):
    """The programme's own: its name and the form of Norwegian that is written in it."""

    name = Line(
        gettext_lazy("Navn på programmet"),
        120,
        gettext_lazy("Skriv hva programmet heter, for eksempel Lederutvikling 2027."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Målform"),
        choices=LANGUAGES,
        initial=Language.BOKMAAL,
        help_text=gettext_lazy(
            "Storskjermen, papirene og ferdige tekster følger denne. Hver leder velger selv på egen skjerm."
        ),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg bokmål eller nynorsk.")),
    )

    def __init__(self, data: Any = None, *, programme: Programme | None = None) -> None:
        super().__init__(data, initial={"name": programme.name, "language": programme.language} if programme else None)
        self.now = fingerprint_of(programme.name, programme.language) if programme else ""
        self.seen = str((data or {}).get("seen", self.now))
        if programme and programme.language == Language.ENGLISH:
            field = self.fields["language"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*LANGUAGES, (Language.ENGLISH, Language.ENGLISH.label)]


class NewProgrammeForm(ProgrammeForm):
    municipality = forms.ChoiceField(
        label=gettext_lazy("Kommune"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg en kommune, eller en ny.")),
    )
    facilitators = Names(
        gettext_lazy("Andre prosessledere"),
        gettext_lazy("En på hver linje: navn og e-post. Du er med selv."),
    )
    groups = Names(
        gettext_lazy("Faste grupper"), gettext_lazy("Et navn på hver linje. De kan også komme fra listen over lederne.")
    )
    networks = Names(gettext_lazy("Ledernettverk"), gettext_lazy("Et navn på hver linje, hvis dere bruker nettverk."))
    key = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    field_order = ("municipality", "name", "language", "facilitators", "groups", "networks", "key")

    def __init__(self, data: Any = None, *, municipalities: Sequence[Municipality], key: str = "") -> None:
        super().__init__(data)
        self.municipalities = {each.public_id: each for each in municipalities}
        field = self.fields["municipality"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.public_id, each.name) for each in municipalities] + [(NEW, _("Ny kommune …"))]
        field.initial = municipalities[0].public_id if municipalities else NEW
        self.fields["key"].initial = key

    @property
    def is_new(self) -> bool:
        """Whether the municipality is to be a new one."""
        return str(self["municipality"].value()) == NEW

    @property
    def chosen(self) -> Municipality | None:
        return self.municipalities.get(self.cleaned_data["municipality"])

    def clean_key(self) -> str:
        return given_id(self.cleaned_data["key"])

    def clean_facilitators(self) -> list[Named]:
        found = [named(line) for line in lines_of(self.cleaned_data["facilitators"])]
        if len(found) > MOST_FACILITATORS:
            raise ValidationError(_("Bruk høyst %(most)d prosessledere.") % {"most": MOST_FACILITATORS})
        return found

    def clean_groups(self) -> list[str]:
        return group_names(self.cleaned_data["groups"])

    def clean_networks(self) -> list[str]:
        return group_names(self.cleaned_data["networks"])


def named(line: str) -> Named:
    """Kari Moen kari@kommune.no, with or without a comma or brackets."""
    if match := ADDRESS.match(line):
        name, email = match["name"], match["email"]
    else:
        *words, email = line.replace(",", " ").replace(";", " ").split() or [""]
        name = " ".join(words)
    if not valid(email) or len(email) > 254:
        raise ValidationError(
            _("«%(line)s»: skriv navn og e-post, som Kari Moen kari@kommune.no.") % {"line": line[:60]}
        )
    return Named(name.strip(' "')[:120], email)


def group_names(text: str) -> list[str]:
    found = lines_of(text)
    if long := next((line for line in found if len(line) > 60), None):
        raise ValidationError(_("«%(name)s…» er for langt. Bruk høyst 60 tegn.") % {"name": long[:30]})
    if len(found) > MOST_GROUPS:
        raise ValidationError(_("Det blir mer enn %(most)s grupper. Bruk færre.") % {"most": MOST_GROUPS})
    return found


class FacilitatorForm(forms.Form):
    name = Line(gettext_lazy("Navn"), 120, gettext_lazy("Skriv for- og etternavn."))
    email = Address(gettext_lazy("E-post"), 254, gettext_lazy("Skriv e-posten. Den trengs for å logge inn."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="id_facilitator_%s")  # beside the programme's own name

    @property
    def named(self) -> Named:
        return Named(self.cleaned_data["name"], self.cleaned_data["email"])


# The municipality


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a colour: whether it will do, and one that does where it does not."""

    field: str
    colour: str  # #rrggbb, or empty where it is no colour
    is_fine: bool
    text: str
    suggestion: str = ""


def judged(field: str, typed: str, least: float) -> Verdict:
    """Contrast is counted as WCAG does, from 1 to 21."""
    colour = hexed(typed)
    if not colour:
        text = _("Skriv fargen som # og seks tegn, for eksempel #0a4a56.")
        return Verdict(field, "", False, text)
    contrast = contrast_to_white(colour)
    said = {"contrast": number_format(int(contrast * 10) / 10, 1), "least": number_format(least, 1)}
    if contrast >= least:
        fine = (
            _("Kan leses godt på hvitt, og hvit tekst på den. Kontrasten er %(contrast)s.")
            if least == READABLE
            else _("Synes godt på hvitt. Kontrasten er %(contrast)s.")
        )
        return Verdict(field, colour, True, fine % said)
    bad = (
        _("For lys til å leses på hvitt. Kontrasten er %(contrast)s, og må være minst %(least)s.")
        if least == READABLE
        else _("For lys til å ses på hvitt. Kontrasten er %(contrast)s, og må være minst %(least)s.")
    )
    return Verdict(field, colour, False, bad % said, darker(colour, least))


def hexed(typed: str) -> str:
    """#rrggbb of what people write: with or without the #, in either case, or in three signs; empty for no colour."""
    bare = "".join(typed.split()).lower().removeprefix("#")
    if len(bare) == 3:
        bare = "".join(sign * 2 for sign in bare)
    return f"#{bare}" if HEX.fullmatch(f"#{bare}") else ""


class TownForm(forms.Form):
    """A municipality: what it is called, and how it looks."""

    town = Line(gettext_lazy("Navn på kommunen"), 120, gettext_lazy("Skriv hva kommunen heter."))
    colour = Line(
        gettext_lazy("Hovedfarge"),
        20,
        gettext_lazy("Skriv fargen som # og seks tegn, for eksempel #0a4a56."),
        initial=BRAND,
        help_text=gettext_lazy("Til overskrifter og flater, på skjerm og papir. Står i kommunens profilhåndbok."),
    )
    second_colour = Line(
        gettext_lazy("Andre farge"),
        20,
        gettext_lazy("Skriv fargen som # og seks tegn, for eksempel #0a4a56."),
        initial=BRAND,
        help_text=gettext_lazy("Til streker ved siden av."),
    )
    mark = forms.FileField(
        label=gettext_lazy("Kommunemerke"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Et bilde i JPEG, PNG eller WebP. Det blir vist på hvit bunn."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"invalid": gettext_lazy("Filen kom ikke fram. Velg den på nytt.")},
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        municipality: Municipality | None = None,
        others: Sequence[Municipality] = (),
    ) -> None:
        initial = None
        if municipality:
            initial = {
                "town": municipality.name,
                "colour": municipality.colour,
                "second_colour": municipality.second_colour,
            }
        super().__init__(data, files, initial=initial)
        self.now = fingerprint_of(*initial.values()) if initial else ""
        self.seen = str((data or {}).get("seen", self.now))
        self.others = [each for each in others if municipality is None or each.pk != municipality.pk]

    @property
    def unsent(self) -> TownForm:
        """The same as it was typed, with nothing said of it: it is not what its writer is about to save."""
        form = TownForm(others=self.others)
        form.initial = {name: self[name].value() for name in self.fields if name != "mark"}
        form.now, form.seen = self.now, self.seen
        return form

    @property
    def verdicts(self) -> list[Verdict]:
        return [
            judged("colour", str(self["colour"].value() or ""), READABLE),
            judged("second_colour", str(self["second_colour"].value() or ""), VISIBLE),
        ]

    def clean_town(self) -> str:
        name = str(self.cleaned_data["town"])
        if any(compare_key(each.name) == compare_key(name) for each in self.others):
            raise ValidationError(_("Du har alt en kommune som heter det. Velg den i listen."))
        return name

    def clean_colour(self) -> str:
        return self._colour("colour", READABLE)

    def clean_second_colour(self) -> str:
        return self._colour("second_colour", VISIBLE)

    def _colour(self, field: str, least: float) -> str:
        verdict = judged(field, self.cleaned_data[field], least)
        if not verdict.is_fine:
            raise ValidationError(verdict.text)
        return verdict.colour

    def clean_mark(self) -> pictures.Image | None:
        file = self.cleaned_data["mark"]
        if not file:
            return None
        try:
            return pictures.read(file, file.size)
        except pictures.NoPicture as problem:
            raise ValidationError(str(problem)) from problem

    @property
    def as_town(self) -> Town:
        data = self.cleaned_data
        return Town(data["town"], data["colour"], data["second_colour"], data["mark"])


def taken(data: Any) -> Any:
    """The fields with the suggested colour in place, where one was asked for (`take`, as colour=#rrggbb)."""
    field, _sign, colour = str(data.get("take", "")).partition("=")
    if field not in ("colour", "second_colour") or not hexed(colour):
        return data
    changed = data.copy()
    changed[field] = hexed(colour)
    return changed
