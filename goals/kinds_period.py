"""The period plan with its weekly log, as a sheet that may be shared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from config import pictures
from config.pictures import Image
from goals import papers_period
from goals.changes_period import period_changes, weeks_said
from goals.period_sheet import PeriodSheet
from goals.queries import periods as queries_periods
from programmes.documents import Page
from programmes.models import Edition, Membership
from programmes.sheets import GROUP, MANAGER, Change, SheetKind, Words, register


@register
class PeriodKind(SheetKind):
    """Some weeks of the plan and the log, each sheet by itself; never to HR."""

    slug = "period"
    name = _("Periodeplan")
    words = Words(
        _("en periodeplan"),
        _("periodeplanen"),
        _("periodeplanen min"),
        _("periodeplanen din"),
        _("periodeplanen sin"),
    )
    audiences = (MANAGER, GROUP)
    unchanged = _("Periodeplanen er lik den du delte.")
    first = _("Planlegg noe i disse ukene, eller noter noe i loggen, så kan du dele.")
    template = "goals/share_period.html"
    styles = ("log.css", "period.css")
    has_many = True

    def is_there(self, membership: Membership, subject: str = "") -> bool:
        return membership.period_plans.filter(deleted_at__isnull=True, public_id=subject).exists()

    def snapshot(self, membership: Membership, subject: str = "") -> PeriodSheet:
        period = membership.period_plans.get(deleted_at__isnull=True, public_id=subject)
        period.membership = membership
        return queries_periods.sheet(period)

    def read(self, data: dict[str, Any], *, format: int) -> PeriodSheet:
        return PeriodSheet.from_json(data, format=format)

    def whole(self, edition: Edition) -> PeriodSheet:
        kept = tuple(bytes(each.content) for each in edition.pictures.all())
        return replace(self.read(edition.sheet, format=edition.format), pictures=kept)

    def pictures(self, sheet: PeriodSheet) -> list[Image]:
        return [pictures.frozen(content) for content in sheet.pictures]

    def own_picture(self, membership: Membership, subject: str, number: int) -> bytes | None:
        found = queries_periods.picture(membership.period_plans.get(public_id=subject), number)
        return pictures.frozen(bytes(found.content)).content if found else None

    def is_empty(self, sheet: PeriodSheet) -> bool:
        return not sheet.plan and not sheet.log

    def changes(self, before: PeriodSheet, after: PeriodSheet) -> list[Change]:
        return period_changes(before, after)

    def title(self, sheet: PeriodSheet) -> str:
        return capfirst(weeks_said(sheet.first, sheet.last))

    def page(self, sheet: PeriodSheet, *, colour: str) -> Page:
        return papers_period.period(sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("period", args=[membership.public_id, subject])
