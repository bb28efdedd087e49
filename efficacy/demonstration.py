"""Source 3's day in the demonstration, as gathering 4, and one leader's own rating from before."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from efficacy import shipped
from efficacy.models import SelfRating
from efficacy.services import assessment as services
from efficacy.services import own
from efficacy.services.own import Scored, Written
from programmes.contract import kind_of
from programmes.demonstration import built
from programmes.models import AgendaItem, Exercise, Membership, Phase, Programme
from programmes.services import stage

# Start, minutes, title, kind of exercise, its question, its instrument.
DAY: tuple[tuple[time, int, str, str, str, str], ...] = (
    (time(8, 30), 30, "Velkommen", "", "", ""),
    (
        time(9),
        45,
        "Mestringsorientert leder",
        "self-rating",
        "Hvor er du i forhold til mestringsorientert ledelse?",
        "",
    ),
    (time(9, 45), 25, "Gruppens bilde", "assessment", "", shipped.MASTERY_LEADER.slug),
    (time(10, 10), 20, "Saksstruktur", "cases", "Hvilke saker bruker vi tiden på?", ""),
    (time(10, 30), 25, "Hvor står ledergruppen nå?", "assessment", "", shipped.DYSFUNCTIONS.slug),
    (time(10, 55), 25, "Støtte og press", "assessment", "", shipped.CONDITIONS.slug),
    (time(11, 20), 25, "Mestringstro som gruppe", "assessment", "", shipped.GROUP_BELIEF.slug),
)
BEFORE = Written(
    {
        "autonomy": Scored(5, "Jeg lar dem velge hvordan."),
        "feedback": Scored(3, "Jeg roser mest i plenum."),
        "demands": Scored(4),
        "clarity": Scored(4),
        "praise": Scored(2, "Jeg glemmer det når det er travelt."),
        "language": Scored(4),
        "support": Scored(3),
        "inspires": Scored(4),
        "sees": Scored(5, "Jeg er innom alle hver uke."),
    },
    strengths="Folk kommer til meg når noe er vanskelig.",
    growth="Å si hva som var bra, mens det er ferskt.",
    training="På mandagsmøtet, og etter foreldresamtalene.",
)


@receiver(built)
def add(sender: Any, programme: Programme, **kwargs: Any) -> None:
    gathering = programme.gatherings.get(number=4)
    for position, (starts, minutes, title, kind, question, slug) in enumerate(DAY, start=1):
        item = AgendaItem.objects.create(
            gathering=gathering, position=position, starts=starts, minutes=minutes, title=title
        )
        if kind:
            exercise = Exercise.objects.create(item=item, position=1, kind=kind, title=title, question=question)
            begin(exercise)
            if slug:
                services.choose(exercise=exercise, instrument=services.shipped_instrument(slug))
    stage.plan(gathering=gathering)
    rated(Membership.objects.get(participations__programme=programme, person__name="Åse Lid"))


def begin(exercise: Exercise) -> None:
    """The phases that its kind begins with."""
    Phase.objects.bulk_create(
        Phase(
            exercise=exercise,
            position=number,
            mode=plan.mode,
            minutes=plan.minutes,
            instruction=str(plan.instruction),
            writer=plan.writer,
            in_turn=plan.in_turn,
        )
        for number, plan in enumerate(kind_of(exercise).phases, start=1)
    )


def rated(membership: Membership) -> None:
    """A rating from ten weeks ago, to rate oneself again beside."""
    rating = own.keep(membership=membership, written=BEFORE)
    SelfRating.objects.filter(pk=rating.pk).update(on=timezone.localdate() - timedelta(days=70))
