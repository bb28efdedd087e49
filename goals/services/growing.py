"""What a conversation by GROW, or a gathering, ends in: an action with a deadline, on the målkort."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.deadlines import parse
from goals.models import MOST_ROWS, Action, Area, Goal, GoalCard
from goals.models.worksheets import Grow
from goals.services import cards
from goals.services.cards import ActionText, GoalText
from programmes.contract import NotPossible
from programmes.models import Membership, NextStep


def place(*, grow: Grow, goal: Goal | None = None, title: str = "") -> Action:
    """Puts the action under a goal of the same leader's, or on a new area of that title. Twice is once.

    Raises `NotPossible` where the action or its deadline is not written yet, or there is no room.
    """
    with transaction.atomic():
        grow = Grow.objects.select_for_update(of=("self",)).select_related("membership").get(pk=grow.pk)
        if grow.placed and grow.placed.stands:
            return grow.placed
        if not grow.action or not grow.deadline:
            raise NotPossible(_("Skriv tiltaket og en frist, så kan du legge det på målkortet."))
        written = ActionText(grow.action, grow.deadline)
        aim = grow.aim or grow.choice
        action = _under(goal, written) if goal else _on_a_new_area(grow.membership, title, "", aim, written)
        grow.placed = action
        grow.save(update_fields=["placed"])
    return action


def place_step(
    *, step: NextStep, membership: Membership, deadline: str, goal: Goal | None, title: str
) -> Action | None:
    """The same of a next step from a gathering, with a deadline; None where it was placed already.

    Raises `NotPossible` where step or deadline is not written, or there is no room.
    """
    with transaction.atomic():
        step = NextStep.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=step.pk)
        source = _("fra samling %(number)s") % {"number": step.gathering.number}
        if step.placed_at:
            return None
        if not step.text or not deadline:
            raise NotPossible(_("Skriv en frist, så kan du legge steget på målkortet."))
        written = ActionText(step.text, deadline)
        action = _under(goal, written) if goal else _on_a_new_area(membership, title, source, "", written)
        step.placed_at = timezone.now()
        step.save(update_fields=["placed_at"])
    return action


def _under(goal: Goal, written: ActionText) -> Action:
    """Whoever has the area open in a form meanwhile is told that it was written elsewhere."""
    Area.objects.filter(pk=goal.area_id).update(revision=F("revision") + 1, writer="")
    GoalCard.objects.filter(areas=goal.area_id).update(changed_at=timezone.now())
    standing = goal.actions.standing()
    last = standing.aggregate(last=Max("position"))["last"] or 0
    if standing.count() >= MOST_ROWS:
        raise NotPossible(_("Det er ikke plass til flere tiltak under dette målet. Velg et annet."))
    action = Action(goal=goal, position=last + 1, text=written.text)
    action.read = parse(written.deadline, timezone.localdate())
    action.save()
    return action


def _on_a_new_area(membership: Membership, title: str, source: str, aim: str, action: ActionText) -> Action:
    if not title:
        raise NotPossible(_("Velg et mål, eller skriv hva det nye området heter."))
    goal = GoalText(aim, [], [action])
    written = cards.write_area(membership=membership, title=title, source=source, goals=[goal])
    return next(iter(written.actions.values()))
