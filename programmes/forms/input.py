"""What a page of input is written with, and the PDF that becomes several."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from config.fields import Line, Lines
from config.picture_field import PictureField
from programmes.models import InputPage
from programmes.queries.exercises import Place
from programmes.services.input import PageText
from programmes.slides import MOST_BYTES


class PageForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Hvor i dagen"), error_messages={"invalid_choice": _("Velg hvor i dagen siden skal ligge.")}
    )
    heading = Line(_("Overskrift"), 120, _("Skriv en overskrift. Den står på storskjermen og telefonene."))
    text = Lines(_("Tekst"), 1500, rows=7)
    quote = Lines(_("Sitat"), 400, rows=2)
    quote_source = Line(_("Hvem sa det, og hvor"), 160)
    picture = PictureField(help_text=_("JPEG, PNG eller WebP. Sted og kamera blir tatt ut av bildet."))
    alt = Lines(_("Hva viser bildet?"), 500, rows=2)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        places: list[Place] | None = None,
        here: str = "",
        page: InputPage | None = None,
    ) -> None:
        self.shown = getattr(page, "picture", None) if page else None
        initial: dict[str, Any] = {"place": here}
        if page:
            initial = {name: getattr(page, name) for name in ("heading", "text", "quote", "quote_source")}
            initial["alt"] = self.shown.alt if self.shown else ""
        super().__init__(data, files, initial=initial)
        self.fields["text"].help_text = _(
            "**fet**, *kursiv*, «- » foran punkter i en liste, og | mellom kolonnene i en tabell."
        )
        self.fields["alt"].help_text = _("For dem som ikke ser bildet. Må skrives når siden har et bilde.")
        if places is None:
            del self.fields["place"]
        else:
            field = self.fields["place"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(place.key, place.label) for place in places]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("quote_source") and not data.get("quote") and "quote" not in self.errors:
            self.add_error("quote", _("Skriv sitatet som kilden hører til, eller ta bort kilden."))
        pictured = data.get("picture") or (self.shown and "picture" not in self.errors)
        if pictured and not data.get("alt") and "alt" not in self.errors:
            self.add_error("alt", _("Skriv hva bildet viser, for dem som ikke ser det."))
        if data.get("alt") and not pictured and "picture" not in self.errors:
            self.add_error("picture", _("Velg bildet på nytt, eller ta bort det du har skrevet om det."))
        return data

    @property
    def kept(self) -> PageText:
        data = self.cleaned_data
        return PageText(data["heading"], data["text"], data["quote"], data["quote_source"])


class SlidesForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Hvor i dagen"), error_messages={"invalid_choice": _("Velg hvor i dagen sidene skal ligge.")}
    )
    file = forms.FileField(
        label=_("PDF med lysbilder"),
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("Lagre lysbildene som PDF i PowerPoint, Keynote eller Google Slides, og velg filen her."),
        error_messages={
            "required": _("Velg en PDF."),
            "empty": _("Filen er tom. Velg en annen."),
            "max_length": _("Filen har et for langt navn. Gi den et kortere."),
            "invalid": _("Velg filen på nytt."),
        },
    )

    def __init__(self, data: Any = None, files: Any = None, *, places: list[Place], here: str = "") -> None:
        super().__init__(data, files, initial={"place": here})
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(place.key, place.label) for place in places]

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            text = _now("Filen er på %(size)d MB. Del den opp, eller lagre den mindre: høyst %(most)d MB.")
            raise forms.ValidationError(text % {"size": -(-sent.size // 1_000_000), "most": MOST_BYTES // 1_000_000})
        content = bytes(sent.read())
        if b"%PDF-" not in content[:1024]:
            raise forms.ValidationError(_now("Dette er ikke en PDF. Lagre lysbildene som PDF, og velg den filen."))
        self.name = str(sent.name or "")[:200]
        return content
