"""What leaders write about goals, and may share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goals import kinds_beliefs, kinds_following, kinds_moods, kinds_period, printing
from goals.changes import What, changes
from goals.deadlines import parse
from goals.forms.worksheets import GrowForm
from goals.models import Grow
from goals.platform import printing as platform_printing
from goals.platform import queries as platform
from goals.platform.sheet import PlatformSheet
from goals.platform.sheet import changes as platform_changes
from goals.queries import cards as queries
from goals.readings import reading
from goals.sheet import FORMAT, GoalCardSheet
from programmes.contract import Text
from programmes.documents import Page
from programmes.models import Membership
from programmes.models.worksheets import Worksheet
from programmes.sheets import Change, SheetKind, Words, register
from programmes.worksheets import WorksheetKind
from programmes.worksheets import register as register_worksheet

__all__ = [
    "GoalCardKind",
    "GrowKind",
    "PlatformKind",
    "kinds_beliefs",
    "kinds_following",
    "kinds_moods",
    "kinds_period",
]

LABELS = {
    What.AREA: _("Utviklingsområde"),
    What.SOURCE: _("Hentet fra"),
    What.GOAL: _("Målformulering"),
    What.INDICATOR: _("Indikator"),
    What.ACTION: _("Tiltak"),
    What.DEADLINE: _("Frist"),
}


@register
class GoalCardKind(SheetKind):
    """Målkort: the individual development plan."""

    slug = queries.KIND
    name = _("Målkort")
    words = Words(_("et målkort"), _("målkortet"), _("målkortet mitt"), _("målkortet ditt"), _("målkortet sitt"))
    format = FORMAT
    handed_in_as = _("Utviklingsplan")
    unchanged = _("Målkortet er likt det du delte.")
    first = _("Skriv minst ett utviklingsområde med en målformulering, så kan du dele.")
    stays = _("Hvor langt du er kommet med tiltakene, mestringstroen og det du har krysset av i hjelpen, blir hos deg.")
    template = "goals/share_card.html"
    styles = ("goals.css",)

    def snapshot(self, membership: Membership, subject: str = "") -> GoalCardSheet:
        return queries.sheet(membership, queries.areas(membership))

    def read(self, data: dict[str, Any], *, format: int) -> GoalCardSheet:
        return GoalCardSheet.from_json(data, format=format)

    def is_empty(self, sheet: GoalCardSheet) -> bool:
        return not any(goal.text for area in sheet.areas for goal in area.goals)

    def lacks(self, sheet: GoalCardSheet) -> str:
        without = sum(not any(goal.text for goal in area.goals) for area in sheet.areas)
        if not without:
            return ""
        said = ngettext(
            "Ett område har ingen målformulering ennå.", "%(number)s områder har ingen målformulering ennå.", without
        )
        return said % {"number": without}

    def changes(self, before: GoalCardSheet, after: GoalCardSheet) -> list[Change]:
        return [
            Change(each.what, LABELS[each.what], each.how, each.about, each.before, each.after)
            for each in changes(before, after)
        ]

    def page(self, sheet: GoalCardSheet, *, colour: str) -> Page:
        return printing.page(sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("goal-card", args=[membership.public_id])


@register
class PlatformKind(SheetKind):
    """Min lederplattform: nine questions to oneself as a leader."""

    slug = platform.KIND
    name = _("Lederplattform")
    words = Words(
        _("en lederplattform"),
        _("lederplattformen"),
        _("lederplattformen min"),
        _("lederplattformen din"),
        _("lederplattformen sin"),
    )
    section = "platform"
    unchanged = _("Lederplattformen er lik den du delte.")
    first = _("Svar på minst ett av de ni spørsmålene, så kan du dele.")
    template = "goals/platform/stones.html"
    styles = ("platform.css",)

    def snapshot(self, membership: Membership, subject: str = "") -> PlatformSheet:
        return platform.sheet(membership)

    def read(self, data: dict[str, Any], *, format: int) -> PlatformSheet:
        return PlatformSheet.from_json(data, format=format)

    def is_empty(self, sheet: PlatformSheet) -> bool:
        return not sheet.answered

    def changes(self, before: PlatformSheet, after: PlatformSheet) -> list[Change]:
        return platform_changes(before, after)

    def page(self, sheet: PlatformSheet, *, colour: str) -> Page:
        return platform_printing.page(sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("platform", args=[membership.public_id])


@register_worksheet
class GrowKind(WorksheetKind):
    """GROW: a conversation that ends in an action with a deadline on the målkort."""

    slug = "grow"
    name = _("GROW")
    about = _("Fra mål til handling, alene eller med en som spør: mål, virkelighet, muligheter og vilje.")
    begin = _("Begynn en samtale")
    untitled = _("En samtale")
    model, form, titled_by = Grow, GrowForm, "topic"
    template = "goals/tools/grow.html"
    live = "goals/tools/grow_end.html"
    styles = ("worksheets.css",)

    def context(self, sheet: Worksheet) -> dict[str, Any]:
        assert isinstance(sheet, Grow)
        today = timezone.localdate()
        return {"read": reading(parse(sheet.deadline, today), today)}

    def line(self, sheet: Worksheet) -> Text:
        assert isinstance(sheet, Grow)
        return _("På målkortet") if sheet.is_placed else ""
