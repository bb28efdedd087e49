"""Those who do their part when nobody is at their phone: pretend phones in a rehearsal, and in the demonstration
invented leaders whose chair nobody has taken.

What one of them does, the kind of exercise knows (`ExerciseKind.pretend`). Each does one thing at a time, a little
apart from the others. In the demonstration leaders who have come themselves are left alone, and so are groups with
one of them where the answer is the group's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config.jobs import Running, enqueue, job
from programmes.contract import Answers, NotPossible, kind_of
from programmes.models import Admission, Elector, Gathering, Round, Stage
from programmes.queries.room import in_rehearsal
from programmes.signals import round_opened

PAUSE = timedelta(seconds=settings.DEMO_PACE)
DAY = timedelta(days=1)


def connect() -> None:
    round_opened.connect(keep_company, dispatch_uid="programmes.pretend")


def keep_company(sender: Any, round: Round, **kwargs: Any) -> None:
    """The demonstration: invented leaders do their part when a round opens."""
    if not in_rehearsal(round.exercise.item.gathering):
        act_for(round=round, electors=round.electors.all(), occasion="demo")


def answer(*, gathering: Gathering) -> int:
    """A rehearsal: every pretend phone does what there is to do in what is on; how many were asked."""
    stage = Stage.objects.filter(gathering=gathering, state=Stage.State.REHEARSED, exercise__isnull=False).first()
    round = Round.objects.filter(exercise=stage.exercise_id, closed_at__isnull=True).last() if stage else None
    if stage is None or round is None:
        raise NotPossible(_("Det er ingen åpen runde å svare i nå. Gå til en oppgave, eller åpne runden først."))
    if not kind_of(round.exercise).pretends(round):
        raise NotPossible(_("Her er det ikke noe prøvetelefonene kan svare. Prøv på en av dem, eller gå videre."))
    electors = round.electors.filter(participation__is_pretend=True)
    return act_for(round=round, electors=electors, occasion=str(stage.revision))


def act_for(*, round: Round, electors: QuerySet[Elector], occasion: str) -> int:
    """Queues the first thing that each does. Those of one group take turns, so that it goes on at an even pace."""
    groups: dict[int | None, list[Elector]] = {}
    for elector in electors.select_related("participation").order_by("group__position", "pk"):
        groups.setdefault(elector.group_id, []).append(elector)
    for place, members in enumerate(groups.values()):
        for turn, elector in enumerate(members):
            wait = 2 + turn * 2 + place * 0.3
            _queue(round, elector, occasion, step=0, wait=wait, every=2 * len(members))
    return sum(map(len, groups.values()))


def _queue(round: Round, elector: Elector, occasion: str, *, step: int, wait: float, every: float) -> None:
    who = elector.participation.public_id
    enqueue(
        "pretend",
        key=f"pretend:{round.public_id}:{who}:{occasion}:{step}",
        payload={"round": round.public_id, "who": who, "occasion": occasion, "step": step, "every": every},
        run_at=timezone.now() + PAUSE * wait,
    )


@job("pretend", attempts=1)
def act(running: Running) -> None:
    """Does one thing, and asks for the next."""
    sent = running.payload
    elector = (
        Elector.objects.select_related("participation", "group", "round__exercise__item__gathering")
        .filter(round__public_id=sent["round"], round__closed_at__isnull=True)
        .filter(participation__public_id=sent["who"])
        .first()
    )
    if elector is None or is_there(elector):
        return
    try:
        goes_on = kind_of(elector.round.exercise).pretend(elector.round, elector, step=sent["step"])
    except NotPossible:
        return
    if goes_on:
        every = sent["every"]
        _queue(elector.round, elector, sent["occasion"], step=sent["step"] + 1, wait=every, every=every)


def is_there(elector: Elector) -> bool:
    """Somebody real acts for themselves, or in their group where the answer is the group's."""
    if elector.participation.is_pretend:
        return False
    round = elector.round
    who = round.electors.filter(pk=elector.pk)
    if kind_of(round.exercise).answers == Answers.GROUP:
        who = round.electors.filter(group=elector.group_id)
    return who.filter(has_a_chair(round.exercise.item.gathering)).exists()


def has_a_chair(gathering: Gathering) -> Q:
    """Electors who have signed in today, or whose device was let in: they are there, also while a phone is locked."""
    signed_in = Q(participation__membership__person__last_login__gte=timezone.now() - DAY)
    return signed_in | Q(participation__admissions__in=gathering.admissions.filter(state=Admission.State.ADMITTED))
