from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.models import Stage
from programmes.panels import Link, menu
from programmes.queries.start import Standing, state


@menu
def gatherings(standing: Standing) -> list[Link]:
    """The programme for a facilitator, or the list of several; the next gathering for a leader."""
    links = []
    if runs := standing.facilitating:
        alone = reverse("programme", args=[runs[0].programme.public_id])
        links.append(Link(_("Program"), alone if len(runs) == 1 else reverse("programmes"), "programme"))
    if ahead := [path.next for path in standing.leading if path.next]:
        is_on = state(ahead[0]) == Stage.State.RUNNING
        links.append(Link(_("Samling"), reverse("gathering", args=[ahead[0].public_id]), "gathering", is_on))
    return links
