"""Mastery belief as a sheet that may be shared: one belief over time, with what happened and its four sources."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import papers_beliefs
from goals.beliefs_sheet import BeliefSheet
from goals.changes_beliefs import belief_changes
from goals.queries import beliefs as queries_beliefs
from programmes.documents import Page
from programmes.models import Membership
from programmes.sheets import GROUP, MANAGER, Change, SheetKind, Words, register


@register
class BeliefKind(SheetKind):
    """Each belief by itself, so that nothing else comes along; never to HR."""

    slug = "belief"
    name = _("Mestringstro")
    words = Words(
        _("en kurve over mestringstro"),
        _("mestringstroen"),
        _("mestringstroen min"),
        _("mestringstroen din"),
        _("mestringstroen sin"),
    )
    audiences = (MANAGER, GROUP)
    unchanged = _("Mestringstroen er lik den du delte.")
    first = _("Anslå minst én gang, eller skriv om en av de fire kildene, så kan du dele.")
    holds = _("Kopien viser kurven, det du har notert om det som skjedde, de fire kildene og den neste tingen.")
    template = "goals/share_belief.html"
    styles = ("log.css", "beliefs.css")
    has_many = True

    def is_there(self, membership: Membership, subject: str = "") -> bool:
        return queries_beliefs.standing(membership).filter(public_id=subject).exists()

    def snapshot(self, membership: Membership, subject: str = "") -> BeliefSheet:
        belief = queries_beliefs.standing(membership).get(public_id=subject)
        return queries_beliefs.sheet(membership, belief)

    def read(self, data: dict[str, Any], *, format: int) -> BeliefSheet:
        return BeliefSheet.from_json(data, format=format)

    def is_empty(self, sheet: BeliefSheet) -> bool:
        return not (sheet.ratings or sheet.sources or sheet.small_next)

    def changes(self, before: BeliefSheet, after: BeliefSheet) -> list[Change]:
        return belief_changes(before, after)

    def title(self, sheet: BeliefSheet) -> str:
        return sheet.about

    def page(self, sheet: BeliefSheet, *, colour: str) -> Page:
        return papers_beliefs.belief(sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("belief", args=[membership.public_id, subject])
