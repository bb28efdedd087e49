"""What the personal platform brings to the start page and the menu."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.platform import queries
from goals.platform.questions import LAST, NUMBERS, STONES
from programmes.contract import Fragment
from programmes.models import Membership
from programmes.panels import Link, menu, panel
from programmes.queries.start import Standing


@panel
def my_platform(membership: Membership) -> Fragment:
    """The leadership in one sentence, or how far the cairn is built."""
    answers = queries.answers(membership)
    context = {
        "membership": membership,
        "sentence": answers.get(LAST, ""),
        "answered": len(answers),
        "stones": [(number, STONES[number], number in answers) for number in NUMBERS],
    }
    return Fragment("goals/platform/panel.html", context)


@menu
def platform_menu(standing: Standing) -> list[Link]:
    own = {path.membership.pk: path.membership for path in standing.leading}
    return [Link(_("Plattform"), reverse("platform", args=[each.public_id]), "platform") for each in own.values()]
