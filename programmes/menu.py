from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.panels import Link, menu
from programmes.queries.start import Standing


@menu
def gatherings(standing: Standing) -> list[Link]:
    """The next gathering for a leader, the programme for a facilitator."""
    links = [
        Link(_("Program"), reverse("programme", args=[path.programme.public_id]), "programme")
        for path in standing.facilitating
    ]
    for path in standing.leading:
        if gathering := path.next:
            links.append(Link(_("Samling"), reverse("gathering", args=[gathering.public_id]), "gathering"))
    return links
