"""The worksheets about how one explains what happens, and how one worries about what may."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from efficacy.forms.worksheets import ExplanationForm, WorryForm
from efficacy.models.worksheets import Explanation, Weighing, Worry
from efficacy.worry import moves, threat
from programmes.contract import Text
from programmes.models.worksheets import Worksheet
from programmes.worksheets import WorksheetKind, register

MOST_MOVES, MOST_DAYS = 3, 12
LAST_HANDLE = WorryForm.base_fields["escape"].label


@register
class Explaining(WorksheetKind):
    """Forklaringsstil: an event is explained anew."""

    slug = "explanations"
    name = gettext_lazy("Forklaringsstil")
    about = gettext_lazy(
        "Skriv om noe som gikk galt: fra varig, utenfor kontroll og generelt, til forbigående, kontrollerbart og spesifikt."
    )
    begin = gettext_lazy("Ta for deg en hendelse")
    untitled = gettext_lazy("En hendelse")
    model, form, titled_by = Explanation, ExplanationForm, "event"
    template = "efficacy/explanation.html"
    live = "efficacy/explanation_asks.html"
    styles = ("worksheets.css",)

    def context(self, sheet: Worksheet) -> dict[str, Any]:
        assert isinstance(sheet, Explanation)
        return {"heavy": heavy(sheet)}

    def line(self, sheet: Worksheet) -> Text:
        assert isinstance(sheet, Explanation)
        return gettext_lazy("Skrevet om") if sheet.again else ""


def heavy(sheet: Explanation) -> list[Text]:
    """What makes the first explanation heavy to carry, as questions that lead on."""
    asked = (
        (sheet.time == Explanation.Time.LASTING, _("Du forklarte det som varig. Hva er forbigående?")),
        (sheet.control == Explanation.Control.BEYOND, _("Du forklarte det som utenfor kontroll. Hva kan du påvirke?")),
        (sheet.scope == Explanation.Scope.GENERAL, _("Du forklarte det som generelt. Hva gjelder det akkurat?")),
    )
    return [text for is_heavy, text in asked if is_heavy]


@register
class Worrying(WorksheetKind):
    """Bekymringsbrøken: a threat assessment that one can move."""

    slug = "worries"
    name = gettext_lazy("Bekymringsbrøken")
    about = gettext_lazy("Se hva som gjør en trussel stor, og hva som skal til for at den blir mindre.")
    begin = gettext_lazy("Ta for deg en bekymring")
    untitled = gettext_lazy("En bekymring")
    model, form, titled_by = Worry, WorryForm, "about"
    template = "efficacy/worry.html"
    live = "efficacy/worry_fraction.html"
    more = "efficacy/worry_moves.html"
    drawing = "efficacy/worry_figure.html"
    picture = "efficacy/worry_print.html"
    styles = ("worksheets.css",)

    def context(self, sheet: Worksheet) -> dict[str, Any]:
        assert isinstance(sheet, Worry)
        values = sheet.values
        names = {name: field.label for name, field in WorryForm.base_fields.items()}
        days = list(sheet.weighings.all())[-MOST_DAYS:] if sheet.pk else []
        return {
            **self.draw({"values": values}),
            "below": sum(values[name] for name in ("mastery", "rescue", "escape")) if values else 0,
            "moves": [
                (names[each.handle], each.was, each.now, figure(each.threat))
                for each in (moves(values)[:MOST_MOVES] if values else [])
            ],
            "days": [(day.on, figure(threat(day.values))) for day in days] if len(days) > 1 else [],
        }

    def figures(self, sheet: Worksheet) -> dict[str, Any]:
        assert isinstance(sheet, Worry)
        return {"values": dict(sheet.values)} if sheet.values else {}

    def draw(self, figures: dict[str, Any]) -> dict[str, Any]:
        values = figures["values"]
        found = threat(values) if values else None
        return {"values": values, "threat": figure(found) if values else "", "has_way_out": found is not None}

    def parts(self, sheet: Worksheet) -> list[tuple[Text, str]]:
        assert isinstance(sheet, Worry)
        found, values = super().parts(sheet), sheet.values
        if values:
            last = next(place for place, (label, _text) in enumerate(found) if label == LAST_HANDLE)
            found.insert(last + 1, (_("Trussel"), figure(threat(values))))
        return found

    def saved(self, sheet: Worksheet) -> None:
        assert isinstance(sheet, Worry)
        if values := sheet.values:
            Weighing.objects.update_or_create(worry=sheet, on=timezone.localdate(), defaults=values)

    def line(self, sheet: Worksheet) -> Text:
        assert isinstance(sheet, Worry)
        values = sheet.values
        if values is None:
            return ""
        return gettext_lazy("Trussel %(threat)s") % {"threat": figure(threat(values))}


def figure(threat: float | None) -> str:
    """One decimal with the language's own sign; words where there is no way out yet."""
    return _("ingen utvei satt ennå") if threat is None else number_format(threat, 1)
