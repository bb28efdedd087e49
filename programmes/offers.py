"""What a leader's start page has of the last gathering: its summary, and the page that they took home."""

from __future__ import annotations

from django.db.models import Q

from programmes.contract import Fragment
from programmes.models import Gathering, Membership, Participation, Stage
from programmes.models.dated import on_day
from programmes.panels import panel


@panel
def since_last(membership: Membership) -> Fragment | None:
    """The newest gathering that has ended or is summed up; one query."""
    mine = Participation.objects.filter(on_day(), membership=membership, role=Participation.Role.LEADER)
    over = Q(stage__state=Stage.State.ENDED) | Q(summary__published_at__isnull=False)
    found = (
        Gathering.objects.filter(over, programme__in=mine.values("programme"))
        .select_related("stage", "summary")
        .order_by("date", "number")
        .last()
    )
    if found is None:
        return None
    summary, stage = getattr(found, "summary", None), getattr(found, "stage", None)
    context = {
        "gathering": found,
        "published": bool(summary and summary.is_published),
        "has_ended": bool(stage and stage.state == Stage.State.ENDED),
    }
    return Fragment("programmes/summary/panel.html", context)
