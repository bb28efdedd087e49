"""What goals brings to the start page and the menu."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.ids import public_id
from efficacy.models import SelfRating
from efficacy.offers import offer
from goals.from_rating import areas_of, made_of
from goals.queries import cards as queries
from goals.queries import log as queries_log
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.queries import threads as queries_threads
from programmes.contract import Fragment
from programmes.models import Membership
from programmes.panels import Link, desk, menu, panel
from programmes.queries.start import Standing
from programmes.sheets import kind_of


@panel
def remark(membership: Membership) -> Fragment | None:
    """That the nearest manager has said something which the leader has not answered."""
    share = queries_threads.unanswered(membership)
    return Fragment("goals/remark_panel.html", {"share": share, "kind": kind_of(share.edition)}) if share else None


@panel
def review_asked(membership: Membership) -> Fragment | None:
    """That a review was agreed for today or before, or that a gathering is a month behind."""
    asked = queries_log.asks(membership, timezone.localdate())
    return Fragment("goals/ask_panel.html", {"membership": membership, "ask": asked[0]}) if asked else None


@panel
def my_goals(membership: Membership) -> Fragment:
    areas = queries.areas(membership)
    goals = [goal for area in areas for goal in area.goals.all() if goal.text]
    return Fragment("goals/panel.html", {"membership": membership, "goals": goals, "curves": queries.beliefs(areas)})


@panel
def my_group(membership: Membership) -> Fragment | None:
    """That others in the leader's group have shared something with it."""
    lines = queries_received.received(shared.open_in_groups(membership), membership.person)
    return Fragment("goals/share_group_panel.html", within(lines)) if lines else None


@desk
def my_leaders(standing: Standing) -> Fragment | None:
    """What leaders have shared with their nearest manager, and what of it is new."""
    if not standing.is_manager:
        return None
    lines = queries_received.received(shared.open_to_manager(standing.person), standing.person)
    waiting = [line for line in lines if line.is_unread or line.new_words]
    more = {
        "waiting": waiting,
        "waiting_names": queries_received.leaders_of(waiting),
        "cards": queries_received.only_kind(waiting),
    }
    return Fragment("goals/manager_desk.html", {**within(lines), **more, "alone": standing.is_bare})


def within(lines: list[queries_received.Received]) -> dict[str, Any]:
    """What was received, who gave it, and which kind it all is where it is one."""
    return {"lines": lines, "names": queries_received.leaders_of(lines), "kind": queries_received.only_kind(lines)}


@desk
def left_behind(standing: Standing) -> Fragment | None:
    """For who leads no more: that something they shared can still be read, and withdrawn."""
    if standing.leading:
        return None
    open_still = shared.of_sheets().open().filter(edition__membership__person=standing.person)
    alone = standing.is_bare and not standing.is_manager
    return Fragment("goals/share_left.html", {"alone": alone}) if open_still.exists() else None


@menu
def goals_menu(standing: Standing) -> list[Link]:
    """Mål for a leader; Målkort for HR."""
    own = {path.membership.pk: path.membership for path in standing.leading}
    links = [Link(_("Mål"), reverse("goal-card", args=[each.public_id]), "goals") for each in own.values()]
    # Of several, each has its button on the start page.
    for programme in standing.hr_programmes if len(standing.hr_programmes) == 1 else ():
        links.append(
            Link(pgettext_lazy("several", "Målkort"), reverse("handed-in", args=[programme.public_id]), "handed-in")
        )
    return links


@menu
def sharing_menu(standing: Standing) -> list[Link]:
    """Mine ledere for a nearest manager."""
    links = [Link(_("Mine ledere"), reverse("reports"), "reports")]
    return links if standing.is_manager else []


@offer
def development_goal(rating: SelfRating) -> Fragment:
    """One or two development goals, out of a leader's own rating and on to the målkort."""
    context = {
        "membership": rating.membership,
        "rating": rating,
        "choices": areas_of(rating),
        "made": made_of(rating),
        "name": public_id(),
    }
    return Fragment("goals/from_rating.html", context)
