"""A period plan of some weeks with its log, for the demonstration: invented, towards source 5's first two goals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from config import pictures
from goals.demonstration import read_by_manager
from goals.models import Goal, PeriodPlan, PlanLine
from goals.services import log, periods
from goals.services.log import monday
from programmes.demonstration import built
from programmes.models import Membership, Programme

WEEKS = 6
TALK, TIME = (
    "Ukentlig samtale med én medarbeider, der jeg gir minst én konkret tilbakemelding",
    "Sette av en time til å delegere",
)
# in which week from 0, on which day from Monday, of which line of the plan, words, effort
NOTED: tuple[tuple[int, int, str, str, str], ...] = (
    (0, 1, TALK, "Snakket med Siv om vaktlistene. Jeg sa hva som var bra, og ble konkret først på slutten.", "as"),
    (0, 4, TIME, "", "less"),
    (1, 2, TALK, "Tor ville heller gå en tur enn å sitte på kontoret. Det gikk lettere å si ting ute.", "more"),
    (1, 3, TIME, "Listen over oppgavene mine er ferdig. Fem av dem kan andre ta.", "as"),
    (2, 0, TIME, "Siv har tatt over bestillingene.", "as"),
    (3, 1, TALK, "Ga ros på møtet, men glemte å si hva det var for.", "less"),
    (3, 2, TALK, "Prøvde igjen på tomannshånd. Da traff det.", "as"),
)


def write(membership: Membership, today: date) -> PeriodPlan:
    """Four weeks that have been, with what was noted, and two that are to come."""
    starts = monday(today) - timedelta(weeks=WEEKS - 2)
    goals = list(
        Goal.objects.standing().filter(area__card__membership=membership).order_by("area__position", "position")[:2]
    )
    plans: dict[str, PlanLine] = {}
    for number, text in enumerate((TALK, TIME)):
        goal = goals[number] if number < len(goals) else None
        plans[text] = log.plan(membership=membership, text=text, starts=starts, times=1, weeks=WEEKS, goal=goal)
    for week, day, text, words, effort in NOTED:
        on = starts + timedelta(weeks=week, days=day)
        log.note(membership=membership, text=words, effort=effort, on=on, of=log.Of(plan=plans[text]))
    outdoors = membership.log_lines.get(on=starts + timedelta(weeks=1, days=2), plan=plans[TALK])
    log.put_picture(line=outdoors, picture=walk(), alt="Stien vi gikk, med en varde i bakken", goes_along=True)
    PlanLine.objects.filter(pk__in=[each.pk for each in plans.values()]).update(written_on=starts)
    return periods.begin(membership=membership, starts=starts, weeks=WEEKS)


def walk() -> pictures.Image:
    """A path up a hill, drawn."""
    from PIL import Image as pillow
    from PIL import ImageDraw

    drawn = pillow.new("RGB", (960, 640), "#cfe3ea")
    pen = ImageDraw.Draw(drawn)
    pen.polygon([(0, 420), (260, 210), (470, 360), (720, 160), (960, 330), (960, 640), (0, 640)], fill="#7fa3a8")
    pen.polygon([(0, 520), (340, 400), (960, 480), (960, 640), (0, 640)], fill="#3f6f63")
    pen.polygon([(420, 640), (560, 640), (520, 520), (600, 440), (586, 436), (490, 515)], fill="#d9cba6")
    for width, height in ((92, 424), (74, 402), (56, 382), (36, 364)):
        pen.rounded_rectangle((650 - width // 2, height, 650 + width // 2, height + 20), 8, fill="#4a4f57")
    return pictures.written(drawn)


@receiver(built)
def add(sender: Any, programme: Programme, **kwargs: Any) -> None:
    """Åse has planned, noted, and shared it with her nearest manager, who has read it."""
    leader = Membership.objects.get(participations__programme=programme, person__name="Åse Lid")
    period = write(leader, timezone.localdate())
    read_by_manager(leader, purpose="Samtaler om utviklingen min", kind="period", subject=period.public_id)
