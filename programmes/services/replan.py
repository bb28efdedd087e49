"""The rest of the day planned anew in one action, and that action taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.contract import NotPossible
from programmes.models import AgendaItem, Gathering, Person, Replan
from programmes.queries import dayplan
from programmes.queries import stage as queries
from programmes.replan import Slot, Wish
from programmes.services import stage as stages
from programmes.services.holding import hold_day
from programmes.services.trail import record

# Minutes that the clock may have gone since the proposal was looked at.
STILL_TRUE = 2


class PlanMoved(NotPossible):
    """The day is no longer what the proposal was made from."""


@dataclass(frozen=True)
class Seen:
    """What was looked at: the item that was on, the drift, the plan, and the proposal that came of them."""

    at: int
    late: int
    plan: str
    proposal: str


def seen(course: dayplan.Course, wish: Wish) -> Seen:
    at = course.slots[course.index].key if course.index >= 0 else 0
    found = course.propose(wish)
    return Seen(at, course.drift or 0, dayplan.fingerprint(course.slots), dayplan.fingerprint(found.slots))


def use(*, gathering: Gathering, wish: Wish, was: Seen, by: Person) -> Replan | None:
    """Stores the proposal that was looked at; None where it changes nothing.

    Raises PlanMoved where the day has gone on, or the plan or the wish was changed since, and NotPossible where
    something finds no room.
    """
    with transaction.atomic():
        hold_day(gathering)
        course = dayplan.course(queries.now(gathering))
        _still(course, was, wish)
        proposal = course.propose(wish, late=was.late)
        if dayplan.fingerprint(proposal.slots) != was.proposal:
            raise PlanMoved(_("Her er planen med det du sist endret. Se over den, og bruk den hvis den er riktig."))
        if proposal.problems:
            raise NotPossible(_("Planen går ikke opp ennå. Ta ut noe, eller løsne det som står fast."))
        changed = {new.key: new for new, old in zip(proposal.slots, course.slots, strict=True) if new != old}
        if not changed:
            return None
        hours = _hours(gathering)
        items = list(gathering.items.filter(position__in=changed))
        replan = Replan.objects.create(
            gathering=gathering, by=by, at=timezone.now(), before=[_kept(item) for item in items]
        )
        for item in items:
            _take_over(item, changed[item.position])
        _tell("plan.change", gathering, by, hours)
    return replan


def undo(*, gathering: Gathering, replan: str, by: Person) -> None:
    """Puts everything back as it stood before; done already: nothing happens."""
    with transaction.atomic():
        hold_day(gathering)
        found = gathering.replans.filter(public_id=replan).first()
        if found is None or found.undone_at:
            return
        if dayplan.undoable(gathering) != found:
            raise NotPossible(
                _("Dagen har gått videre siden planen ble endret, så den kan ikke angres. Planlegg resten på nytt.")
            )
        hours = _hours(gathering)
        restore(replan=found)
        _tell("plan.undo", gathering, by, hours)


def restore(*, replan: Replan) -> None:
    """What stood before stands again. The caller's transaction."""
    for before in replan.before:
        values: dict[str, Any] = {name: value for name, value in before.items() if name != "item"}
        AgendaItem.objects.filter(gathering=replan.gathering_id, pk=before["item"]).update(**values)
    replan.undone_at = timezone.now()
    replan.save(update_fields=["undone_at"])


def _still(course: dayplan.Course, was: Seen, wish: Wish) -> None:
    now = seen(course, wish)
    if now.at != was.at:
        raise PlanMoved(_("Dagen har gått videre siden du så på forslaget. Her er et nytt."))
    if now.plan != was.plan:
        raise PlanMoved(_("Dagsplanen er endret siden du så på forslaget. Her er et nytt."))
    if abs(now.late - was.late) > STILL_TRUE:
        raise PlanMoved(_("Klokka har gått siden du så på forslaget. Her er et nytt."))


def _kept(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": item.pk,
        "starts": item.starts.isoformat(),
        "minutes": item.minutes,
        "is_left_out": item.is_left_out,
        "is_pinned": item.is_pinned,
    }


def _take_over(item: AgendaItem, slot: Slot) -> None:
    item.starts, item.minutes = dayplan.clock_time(slot.starts), slot.minutes
    item.is_pinned, item.is_left_out = slot.pinned, slot.left_out
    item.save(update_fields=["starts", "minutes", "is_pinned", "is_left_out"])


def _hours(gathering: Gathering) -> tuple[time, time] | None:
    return Gathering.objects.get(pk=gathering.pk).hours


def _tell(act: str, gathering: Gathering, by: Person, hours: tuple[time, time] | None) -> None:
    """`hours` are those before: where the day begins or ends otherwise now, a calendar that has it has an old edition."""
    if _hours(gathering) != hours:
        Gathering.objects.exclude(pk__in=Gathering.objects.rehearsed()).filter(pk=gathering.pk).update(
            sequence=F("sequence") + 1
        )
    stages.look_again(gathering)
    record(act, by=by, subject=f"gathering:{gathering.public_id}", municipality=gathering.programme.municipality)
