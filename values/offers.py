"""What values brings to the start page: the published platform, and the way to write on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from programmes.contract import Fragment
from programmes.models import Gathering, Membership, Participation, Programme
from programmes.models.dated import on_day
from programmes.panels import desk, panel
from programmes.queries.start import Standing
from programmes.queries.summaries import Part, sums_up
from values import editions
from values.models import Platform, PlatformEdition
from values.queries.platform import newest


@panel
def our_platform(membership: Membership) -> Fragment | None:
    """The edition that holds, of a programme in which the person leads."""
    mine = Participation.objects.filter(on_day(), membership=membership, role=Participation.Role.LEADER)
    edition = (
        PlatformEdition.objects.filter(withdrawn_at__isnull=True, platform__programme__in=mine.values("programme"))
        .select_related("platform__programme")
        .order_by("published_at")
        .last()
    )
    if edition is None:
        return None
    return Fragment("values/platform_panel.html", {"edition": edition, "programme": edition.platform.programme})


@sums_up
def published_since(gathering: Gathering) -> list[Part]:
    """The platform's edition that holds, where it was published on the day or before the next gathering."""
    edition = newest(gathering.programme)
    if edition is None:
        return []
    day, following = timezone.localdate(edition.published_at), next_date(gathering)
    if day < gathering.date or (following and day >= following):
        return []
    said = editions.read(edition.content)
    values = ["\n".join([value.label, *(f"– {action}" for action in value.actions)]) for value in said.values]
    return [{"heading": gettext("Lederplattformen"), "text": "\n\n".join([*said.purpose, *values])}]


def next_date(gathering: Gathering) -> date | None:
    """When the programme meets next."""
    later = Gathering.objects.after(gathering).filter(cancelled_at__isnull=True)
    return later.values_list("date", flat=True).first()


@dataclass(frozen=True)
class Line:
    """A programme, the number of the edition that holds, and whether it is time to look at it again."""

    programme: Programme
    number: int
    is_due: bool


@desk
def platforms(standing: Standing) -> Fragment | None:
    """For facilitators: what they write on."""
    programmes = [path.programme for path in standing.facilitating]
    if not programmes:
        return None
    rows = Platform.objects.filter(programme__in=programmes).prefetch_related("editions")
    found = {row.programme_id: row for row in rows}
    return Fragment("values/platform_desk.html", {"lines": [line_of(each, found.get(each.pk)) for each in programmes]})


def line_of(programme: Programme, platform: Platform | None) -> Line:
    if platform is None:
        return Line(programme, 0, False)
    number = max((each.number for each in platform.editions.all() if each.withdrawn_at is None), default=0)
    return Line(programme, number, bool(platform.review_on and platform.review_on <= timezone.localdate()))
