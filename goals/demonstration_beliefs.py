"""Mastery belief for the demonstration: what happened beside a curve, its four sources, and a copy that is shared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from efficacy.models import Source
from efficacy.services import beliefs as efficacy
from goals.demonstration import put_on, read_by_manager
from goals.models import Goal
from goals.services import log
from programmes.demonstration import built
from programmes.models import AgendaItem, Membership, Programme

HAPPENED: tuple[tuple[int, str, str], ...] = (  # days ago, in words, or in two taps
    (77, "Jeg fortalte alle åtte i avdelingen hva jeg øver på. To kom innom etterpå.", ""),
    (58, "Første runde med ukentlige samtaler. Jeg snakket mest selv.", ""),
    (35, "", "less"),
    (12, "Siv spurte selv hva hun kunne gjort annerledes. Vi satt der en halvtime.", ""),
)
SOURCES: dict[str, tuple[str, str]] = {
    Source.Kind.MASTERY: (
        "Jeg har veiledet studenter i mange år, og der sier jeg det som det er.",
        "Ta den letteste samtalen først, og skrive ned hva som virket.",
    ),
    Source.Kind.MODEL: ("", "Sitte med når Kari har medarbeidersamtale."),
    Source.Kind.SUPPORT: ("Gunhild sa at jeg traff godt i samtalen før jul.", ""),
    Source.Kind.STATE: ("Jeg er rolig når jeg har skrevet stikkord.", "Legge samtalene til før lunsj."),
}
SMALL_NEXT = "Spørre Kari om å få sitte med på én samtale"
GENERAL, RATED = "Å lede andre", ((84, 50), (28, 60), (0, 70))


@receiver(built)
def add(sender: Any, programme: Programme, **kwargs: Any) -> None:
    """Åse has noted what happened, written of what gives her mastery belief, and given a copy to her nearest manager."""
    leader = Membership.objects.select_related("person", "municipality", "unit").get(
        participations__programme=programme, person__name="Åse Lid"
    )
    today = timezone.localdate()
    goal = Goal.objects.filter(area__card__membership=leader).earliest("area__position", "position")
    for days, text, effort in HAPPENED:
        log.note(membership=leader, text=text, effort=effort, on=today - timedelta(days=days), of=log.Of(goal=goal))
    assert goal.belief
    efficacy.feed(belief=goal.belief, texts=SOURCES, small_next=SMALL_NEXT)
    general = efficacy.begin(membership=leader, about=GENERAL)
    for days, value in RATED:
        efficacy.rate(belief=general, value=value, on=today - timedelta(days=days))
    read_by_manager(leader, purpose="Hva jeg trenger av deg", kind="belief", subject=goal.belief.public_id)
    lead(programme)


def lead(programme: Programme) -> None:
    """The belief and its sources, on the plan of the gathering that is ahead."""
    ahead = programme.gatherings.filter(date__gt=timezone.localdate()).earliest("date")
    last = ahead.items.latest("position")
    item = AgendaItem.objects.create(
        gathering=ahead, position=last.position + 1, starts=last.ends, minutes=45, title="Det som gir mestringstro"
    )
    put_on(item, kind="belief", title="Hvor sikker er du?")
    put_on(item, kind="sources", title="De fire kildene")
