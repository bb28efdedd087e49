"""Humøret mitt: how it is, is wished, is guessed and became, with pictures of the leader's own where they like."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from config.pictures import smaller, within
from goals.forms.worksheets import MoodForm
from goals.models import Mood, MoodPicture
from goals.mood import dots
from programmes.contract import Text
from programmes.models.worksheets import Worksheet
from programmes.sheets import Change
from programmes.worksheets import WorksheetKind
from programmes.worksheets import register as register_worksheet


@register_worksheet
class MoodKind(WorksheetKind):
    """Humøret mitt: a before, a wish, a guess, and what became of it."""

    slug = "moods"
    name = _("Humøret mitt")
    about = _("Sånn er det nå, sånn vil du ha det, og det du tror. Siden skriver du hvordan det ble.")
    begin = _("Skriv hvordan det er nå")
    untitled = _("Sånn er det")
    model, form, titled_by = Mood, MoodForm, "about"
    template = "goals/tools/mood.html"
    live = "goals/tools/mood_drawing.html"
    more = "goals/tools/mood_own.html"
    drawing = "goals/tools/mood_frozen.html"
    picture = "goals/tools/mood_print.html"
    styles = ("worksheets.css",)

    def context(self, sheet: Worksheet) -> dict[str, Any]:
        assert isinstance(sheet, Mood)
        found = {each.moment: each for each in sheet.pictures.defer("content")} if sheet.pk else {}
        pictures = [(moment, found.get(moment)) for moment in MoodPicture.Moment]
        return {"pictures": pictures, **self.draw({"moods": sheet.moods})}

    def figures(self, sheet: Worksheet) -> dict[str, Any]:
        """The four moods, and the pictures that are to go along: what they are of, what they show, and a small JPEG."""
        assert isinstance(sheet, Mood)
        found = {each.moment: each for each in sheet.pictures.filter(goes_along=True)}
        chosen = [found[moment] for moment in MoodPicture.Moment.values if moment in found]
        if not chosen and all(mood is None for mood in sheet.moods):
            return {}
        pictures = [
            {
                "of": str(each.get_moment_display()),
                "alt": each.alt,
                "jpeg": smaller(bytes(each.content)),
                "size": list(within(each.width, each.height)),
            }
            for each in chosen
        ]
        return {"moods": list(sheet.moods), **({"pictures": pictures} if pictures else {})}

    def draw(self, figures: dict[str, Any]) -> dict[str, Any]:
        words = (
            pgettext_lazy("humør", "Nå"),
            pgettext_lazy("humør", "Vil ha"),
            pgettext_lazy("humør", "Tror"),
            pgettext_lazy("humør", "Ble"),
        )
        found = dots(figures["moods"])
        return {
            "dots": [(dot, words[dot.place]) for dot in found],
            "path": [(dot.x, dot.y) for dot in found],
            "frozen": figures.get("pictures", []),
        }

    def shown(self, figures: dict[str, Any], number: int) -> bytes | None:
        pictures = figures.get("pictures", [])
        return b64decode(pictures[number]["jpeg"]) if number < len(pictures) else None

    def redrawn(self, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
        """Pictures that came, went, or are others."""
        old, new = ({each["of"]: each for each in figures.get("pictures", [])} for figures in (before, after))
        some, other = gettext("Bilde uten beskrivelse"), gettext("Et annet bilde")
        return [
            Change(
                "picture",
                of,
                "changed" if of in old and of in new else "added" if of in new else "removed",
                "",
                (old[of]["alt"] or some) if of in old else "",
                (other if of in old and old[of]["alt"] == new[of]["alt"] else new[of]["alt"] or some)
                if of in new
                else "",
            )
            for of in dict.fromkeys((*new, *old))
            if _seen(old.get(of)) != _seen(new.get(of))
        ]

    def line(self, sheet: Worksheet) -> Text:
        assert isinstance(sheet, Mood)
        if sheet.now_mood is None or sheet.became_mood is None:
            return ""
        return f"{sheet.now_mood} → {sheet.became_mood}"


def _seen(picture: dict[str, Any] | None) -> tuple[str, str] | None:
    """What one sees of a picture and is told of it; copies from before their size was kept have just that."""
    return (picture["jpeg"], picture["alt"]) if picture else None
