from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from config.fingerprints import fingerprint_of
from efficacy.models import Belief, Source

HELP = {
    Source.Kind.MASTERY: _("Det du gjør, gir mestring. Hva har du fått til som ligner?"),
    Source.Kind.MODEL: _("Du ser andre få det til. Hvem gjør dette bra, og hva gjør de?"),
    Source.Kind.SUPPORT: _("Noen sier at du kan det, og mener det. Hvem kan det være?"),
    Source.Kind.STATE: _("Hvordan kroppen har det når du øver. Hva gjør deg rolig og våken?"),
}


class AboutForm(forms.Form):
    about = Lines(_("Hva vil du anslå mestringstroen for?"), 200, rows=1, required=_("Skriv hva det gjelder."))
    about.help_text = _("En oppgave, eller noe mer generelt, som «å lede andre».")


class AboutSourcesForm(AboutForm):
    """The same, where it is the sources that are looked at."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["about"].label = _("Hva vil du ha mestringstro for?")


class SourcesForm(forms.Form):
    """What of each source feeds a belief, what could, and a small next thing."""

    small_next = Lines(_("En liten neste ting"), 300, rows=2)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, belief: Belief | None = None, sources: Sequence[Source] = ()) -> None:
        stored = {source.kind: source for source in sources}
        small_next = belief.small_next if belief else ""
        self.stored = ({kind: (each.feeds, each.could) for kind, each in stored.items()}, small_next)
        self.stands = digest(*self.stored)
        super().__init__(data, initial={"small_next": small_next, "seen": self.stands})
        for kind in Source.Kind.values:
            for name, label in (("feeds", _("Det gir meg dette nå")), ("could", _("Det kan gi meg dette"))):
                field = Lines(label, 1000, rows=2)
                field.initial = getattr(stored.get(kind), name, "")
                self.fields[f"{kind}-{name}"] = field

    @property
    def parts(self) -> list[tuple[str, Any, Any, forms.BoundField, forms.BoundField]]:
        return [
            (kind.value, kind.label, HELP[kind], self[f"{kind.value}-feeds"], self[f"{kind.value}-could"])
            for kind in Source.Kind
        ]

    @property
    def is_overtaken(self) -> bool:
        """Whether something else stands than what the form was made from, and than what is sent."""
        sent = ({kind: both for kind, both in self.texts().items() if any(both)}, self.cleaned_data["small_next"])
        return self.cleaned_data["seen"] not in ("", self.stands) and sent != self.stored

    def texts(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {kind: (data[f"{kind}-feeds"], data[f"{kind}-could"]) for kind in Source.Kind.values}


def digest(texts: dict[str, tuple[str, str]], small_next: str) -> str:
    """Tells one state of the sources from another."""
    return fingerprint_of(sorted(texts.items()), small_next)
