"""Company in the demonstration: invented leaders who do their part when nobody has taken their chair.

Connected only where VARDE_DEMO is set. Groups with somebody at a phone are left alone, and so are leaders who
are there themselves.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from config.jobs import Running, enqueue, job
from programmes.contract import NotPossible
from programmes.models import Participation, Presence, Round
from programmes.queries.stage import PRESENT_FOR
from programmes.seljord import GROUPS
from programmes.signals import round_opened
from values.diamond import SLOTS
from values.exercises import DiamondKind, PointsKind
from values.models import Allocation, Diamond
from values.services import diamonds, points

PAUSE = timedelta(seconds=settings.DEMO_PACE)
# How the invented leaders tend to spread their points.
TASTE = {"Tillit": 18, "Respekt": 15, "Åpenhet": 14, "Trygghet": 12, "Mot": 10}


def connect() -> None:
    round_opened.connect(keep_company, dispatch_uid="values.companions")


def keep_company(sender: Any, round: Round, **kwargs: Any) -> None:
    """Queues one act a companion, a second or two apart."""
    now = timezone.now()
    if round.exercise.kind == DiamondKind.slug:
        for step in range(SLOTS):
            for place, diamond in enumerate(round.diamonds.order_by("group__position")):
                enqueue(
                    "demo.place",
                    key=f"demo.place:{diamond.public_id}:{step}",
                    payload={"diamond": diamond.public_id, "step": step},
                    run_at=now + PAUSE * (step * 2 + place * 0.3 + 2),
                )
    if round.exercise.kind == PointsKind.slug:
        for place, elector in enumerate(round.electors.select_related("participation")):
            enqueue(
                "demo.points",
                key=f"demo.points:{round.public_id}:{elector.participation.public_id}",
                payload={"round": round.public_id, "participation": elector.participation.public_id},
                run_at=now + PAUSE * (place * 0.5 + 3),
            )


@job("demo.place", attempts=1)
def place_one(running: Running) -> None:
    """Lays the next of source 2's values for a group that has nobody at a phone."""
    diamond = Diamond.objects.select_related("group", "round").filter(public_id=running.payload["diamond"]).first()
    step = running.payload["step"]
    words = dict(GROUPS).get(diamond.group.name, ()) if diamond else ()
    if diamond is None or step >= len(words) or not diamond.round.is_open:
        return
    members = diamond.round.electors.filter(group=diamond.group).values_list("participation__public_id", flat=True)
    if present().intersection(members):
        return
    mover = Participation.objects.filter(groups__group=diamond.group).order_by("pk")[step % len(members)]
    card = diamonds.add_word(diamond=diamond, word=words[step], by=mover)
    try:
        diamonds.place(diamond=diamond, card=card.public_id, slot=step + 1, expected="", by=mover)
    except NotPossible:
        return


@job("demo.points", attempts=1)
def spread_one(running: Running) -> None:
    """Hands in a hundred points for a leader who is not there."""
    round = Round.objects.select_related("exercise").filter(public_id=running.payload["round"]).first()
    person = Participation.objects.filter(public_id=running.payload["participation"]).first()
    if round is None or person is None or not round.is_open or person.public_id in present():
        return
    if Allocation.objects.filter(round=round, participation=person).exists():
        return
    labels = list(round.candidates.values_list("label", flat=True))
    points.save(round=round, participation=person, points=hundred(labels, seed=person.pk), hand_in=True)


def hundred(labels: list[str], *, seed: int) -> list[int]:
    """A hundred points in steps of five, by taste and chance."""
    chance = random.Random(seed)  # noqa: S311 (play, not secrecy)
    weights = [TASTE.get(label, 5) * chance.uniform(0.4, 1.6) for label in labels]
    spread = [0] * len(labels)
    for _step in range(20):
        spread[chance.choices(range(len(labels)), weights)[0]] += 5
    return spread


def present() -> set[str]:
    rows = Presence.objects.filter(at__gte=timezone.now() - PRESENT_FOR).values_list("participants", flat=True)
    return {name for names in rows for name in names}
