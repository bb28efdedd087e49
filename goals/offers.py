"""What goals brings to the start page and the menu."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import queries
from programmes.contract import Fragment
from programmes.models import Membership
from programmes.panels import Link, menu, panel
from programmes.queries.start import Standing


@panel
def my_goals(membership: Membership) -> Fragment:
    areas = queries.areas(membership)
    goals = [goal for area in areas for goal in area.goals.all() if goal.text]
    return Fragment("goals/panel.html", {"membership": membership, "goals": goals, "curves": queries.beliefs(areas)})


@menu
def goals_menu(standing: Standing) -> list[Link]:
    """Mål for a leader; Målkort for HR."""
    own = {path.membership.pk: path.membership for path in standing.leading}
    links = [Link(_("Mål"), reverse("goal-card", args=[each.public_id]), "goals") for each in own.values()]
    for programme in standing.hr_programmes:
        links.append(Link(_("Målkort"), reverse("handed-in", args=[programme.public_id]), "handed-in"))
    return links
