"""What a leader rated, and wrote of the four sources, on one day: for the page that they take home, and nobody else."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from efficacy.models import Belief, Rating, Source
from goals.models import Goal
from goals.queries.beliefs import standing
from programmes.contract import Text
from programmes.models import Membership
from programmes.own_sheets import Written


def of_ratings(membership: Membership, day: date) -> list[Written]:
    """Each that was rated on the day, with the ratings of that day in their order. Three queries."""
    rated = Prefetch("ratings", Rating.objects.filter(on=day))
    found = named(standing(membership).filter(ratings__on=day).prefetch_related(rated))
    return [
        Written(about, [(_("Mestringstro"), " → ".join(str(rating.value) for rating in belief.ratings.all()))])
        for about, belief in found
    ]


def of_sources(membership: Membership, day: date) -> list[Written]:
    """Each of which the four sources, or the small next thing, were last written on the day. Three queries."""
    return [
        Written(about, parts)
        for about, belief in named(standing(membership).filter(fed_on=day).prefetch_related("sources"))
        if (parts := sources_of(belief))
    ]


def sources_of(belief: Belief) -> list[tuple[Text, str]]:
    stored = {source.kind: source for source in belief.sources.all()}
    parts: list[tuple[Text, str]] = []
    for kind in Source.Kind:
        source = stored.get(kind.value)
        for label, text in (
            (_("det gir meg dette nå"), source.feeds if source else ""),
            (_("det kan gi meg dette"), source.could if source else ""),
        ):
            if text:
                parts.append((f"{kind.label}, {label}", text))
    if belief.small_next:
        parts.append((_("En liten neste ting"), belief.small_next))
    return parts


def named(beliefs: QuerySet[Belief]) -> list[tuple[str, Belief]]:
    """The beliefs with what each is about, the first first. A goal knows its belief, and not the other way round."""
    found = list(beliefs.distinct().select_related("step").order_by("pk"))
    goals = dict(Goal.objects.standing().filter(belief__in=found).values_list("belief", "text"))
    return [(belief.about or goals.get(belief.pk) or step_text(belief), belief) for belief in found]


def step_text(belief: Belief) -> str:
    step = getattr(belief, "step", None)
    return step.text if step else ""
