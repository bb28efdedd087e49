"""What a leader follows their goals up with, as sheets that may be shared: the change ladder, the table of attainment."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import papers
from goals.attainment_sheet import AttainmentSheet
from goals.changes_following import attainment_changes, ladder_changes
from goals.ladder_sheet import LadderSheet
from goals.queries import attainment as queries_attainment
from goals.queries import ladders as queries_ladders
from programmes.documents import Page
from programmes.models import Membership
from programmes.sheets import GROUP, MANAGER, Change, SheetKind, Words, register


@register
class LadderKind(SheetKind):
    """Endringstrappen min, each by itself; never to HR."""

    slug = "ladder"
    name = _("Endringstrapp")
    words = Words(
        _("en endringstrapp"),
        _("endringstrappen"),
        _("endringstrappen min"),
        _("endringstrappen din"),
        _("endringstrappen sin"),
    )
    audiences = (MANAGER, GROUP)
    unchanged = _("Endringstrappen er lik den du delte.")
    first = _("Legg minst ett trinn i trappen, så kan du dele.")
    template = "goals/share_ladder.html"
    styles = ("following.css",)
    has_many = True

    def is_there(self, membership: Membership, subject: str = "") -> bool:
        return membership.ladders.filter(deleted_at__isnull=True, public_id=subject).exists()

    def snapshot(self, membership: Membership, subject: str = "") -> LadderSheet:
        ladder = membership.ladders.get(deleted_at__isnull=True, public_id=subject)
        ladder.membership = membership
        return queries_ladders.sheet(ladder, queries_ladders.stairs(ladder))

    def read(self, data: dict[str, Any], *, format: int) -> LadderSheet:
        return LadderSheet.from_json(data, format=format)

    def is_empty(self, sheet: LadderSheet) -> bool:
        return not sheet.steps

    def changes(self, before: LadderSheet, after: LadderSheet) -> list[Change]:
        return ladder_changes(before, after)

    def title(self, sheet: LadderSheet) -> str:
        return sheet.goal

    def page(self, sheet: LadderSheet, *, colour: str) -> Page:
        return papers.ladder(sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("ladder", args=[membership.public_id, subject])


@register
class AttainmentKind(SheetKind):
    """A table of attainment with its latest review, each by itself; without T, and never to HR."""

    slug = "attainment"
    name = _("Måloppnåelse")
    words = Words(_("en måltabell"), _("måltabellen"), _("måltabellen min"), _("måltabellen din"), _("måltabellen sin"))
    audiences = (MANAGER, GROUP)
    unchanged = _("Måltabellen er lik den du delte.")
    first = _("Skriv minst ett mål i tabellen, så kan du dele.")
    template = "goals/share_attainment.html"
    styles = ("attainment.css",)
    has_many = True

    def is_there(self, membership: Membership, subject: str = "") -> bool:
        return membership.attainments.filter(deleted_at__isnull=True, public_id=subject).exists()

    def snapshot(self, membership: Membership, subject: str = "") -> AttainmentSheet:
        table = membership.attainments.get(deleted_at__isnull=True, public_id=subject)
        table.membership = membership
        review = table.reviews.standing().order_by("number").last()
        goals, marks = queries_attainment.scaled_goals(table), queries_attainment.marks_of(review)
        return queries_attainment.sheet(table, goals, review, marks)

    def read(self, data: dict[str, Any], *, format: int) -> AttainmentSheet:
        return AttainmentSheet.from_json(data, format=format)

    def is_empty(self, sheet: AttainmentSheet) -> bool:
        return not sheet.goals

    def changes(self, before: AttainmentSheet, after: AttainmentSheet) -> list[Change]:
        return attainment_changes(before, after)

    def title(self, sheet: AttainmentSheet) -> str:
        return sheet.title

    def page(self, sheet: AttainmentSheet, *, colour: str) -> Page:
        return papers.attainment(sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("attainment", args=[membership.public_id, subject])
