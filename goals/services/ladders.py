"""How a change ladder is built, and its steps are tried and rated again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from config.ids import free_id, given_id
from config.locking import lock_row
from efficacy.services import beliefs as efficacy
from goals.models import MOST_STEPS, Goal, Ladder, LadderStep
from goals.services import log
from programmes.contract import NotPossible
from programmes.models import Membership

ASIDE = 100  # added to positions that are in the way


def begin(*, membership: Membership, title: str, goal: Goal | None = None, name: str = "") -> Ladder:
    """A ladder with a goal at the top and no steps. The same `name` twice is one ladder."""
    with transaction.atomic():
        lock_row(membership, whole=True)
        if given_id(name) and (known := membership.ladders.filter(public_id=name).first()):
            return known
        ladder = Ladder(membership=membership, title=title, goal=goal)
        ladder.public_id = free_id(Ladder, name)
        ladder.save()
    return ladder


def rename(*, ladder: Ladder, title: str, goal: Goal | None) -> None:
    Ladder.objects.filter(pk=ladder.pk).update(title=title, goal=goal)


def delete(*, ladder: Ladder) -> None:
    """Takes a ladder away; it can be taken back until it is cleared away the day after."""
    Ladder.objects.filter(pk=ladder.pk).update(deleted_at=timezone.now())


def restore(*, ladder: Ladder) -> None:
    Ladder.objects.filter(pk=ladder.pk).update(deleted_at=None)


def add_step(*, ladder: Ladder, text: str, name: str = "") -> LadderStep:
    """A new step above the others, not rated. The same `name` twice is one step. Raises NotPossible for an eleventh."""
    with transaction.atomic():
        _lock(ladder)
        if given_id(name) and (known := ladder.steps.filter(public_id=name).first()):
            return known
        step = LadderStep(ladder=ladder, position=_next(ladder), text=text)
        step.public_id = free_id(LadderStep, name)
        step.belief = efficacy.begin(membership=ladder.membership)
        step.save()
    return step


def write_step(*, step: LadderStep, text: str) -> None:
    LadderStep.objects.filter(pk=step.pk).update(text=text)


def move_step(*, step: LadderStep, by: int) -> None:
    """One step harder (1) or easier (-1); nothing at the ladder's end."""
    with transaction.atomic():
        _lock(step.ladder)
        standing = list(LadderStep.objects.filter(ladder=step.ladder_id, deleted_at__isnull=True))
        place = next((number for number, each in enumerate(standing) if each.pk == step.pk), -1)
        if place < 0 or not 0 <= place + by < len(standing):
            return
        one, other = standing[place], standing[place + by]
        for pk, position in ((one.pk, other.position + ASIDE), (other.pk, one.position), (one.pk, other.position)):
            LadderStep.objects.filter(pk=pk).update(position=position)


def delete_step(*, step: LadderStep) -> None:
    """Takes a step off; it can be put back, with all that was noted of it, until it is cleared away the day after."""
    LadderStep.objects.filter(pk=step.pk).update(deleted_at=timezone.now())


def restore_step(*, step: LadderStep) -> None:
    """Puts a step back, as the highest if its place is taken."""
    with transaction.atomic():
        _lock(step.ladder)
        if not LadderStep.objects.filter(pk=step.pk, deleted_at__isnull=False).exists():
            return
        highest = _next(step.ladder)
        live = LadderStep.objects.filter(ladder=step.ladder_id, position=step.position, deleted_at__isnull=True)
        position = highest if live.exists() else step.position
        LadderStep.objects.filter(pk=step.pk).update(deleted_at=None, position=position)


def take_step(*, step: LadderStep, value: int | None = None, told: str = "", name: str = "") -> None:
    """Notes what happened when the step was tried, and how sure its leader is now; one of the two, or both.

    Each try of a day begins a rating of its own, so that what was before it stays. Raises ValueError for a value
    that is not 0–100 in tens.
    """
    with transaction.atomic():
        if told:
            log.note(membership=step.ladder.membership, text=told, of=log.Of(step=step), name=name)
        if value is not None:
            today = timezone.localdate()
            tries = step.log_lines.filter(on=today, deleted_at__isnull=True).count()
            efficacy.rate(belief=step.belief, value=value, on=today, turn=1 + tries)


def _lock(ladder: Ladder) -> None:
    lock_row(ladder, whole=True)


def _next(ladder: Ladder) -> int:
    """The place above all steps."""
    live = ladder.steps.filter(deleted_at__isnull=True)
    if live.count() >= MOST_STEPS:
        raise NotPossible(_("En trapp har høyst ti trinn. Slå sammen to, eller slett ett."))
    return (live.aggregate(last=Max("position"))["last"] or 0) + 1
