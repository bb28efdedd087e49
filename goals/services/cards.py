"""How a målkort is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from config.days import midnight
from config.ids import free_id, given_id
from config.jobs import Running, daily
from config.overtaking import Overtaken, writable
from efficacy.models import Belief
from efficacy.services import beliefs as efficacy
from goals.deadlines import parse
from goals.models import MOST_AREAS, Action, Area, Goal, GoalCard, Indicator
from programmes.contract import NotPossible
from programmes.models import Membership

ASIDE = 100  # added to positions that are in the way


class ActionText(NamedTuple):
    """An action as it was typed. `name` is its public id, where it has one or is to get it."""

    text: str
    deadline: str
    name: str = ""


@dataclass(frozen=True)
class Help:
    """What helps the leader write a goal: theirs alone."""

    checklist: str = ""
    ticked: str = ""
    waved: tuple[str, ...] = ()
    reach: str = ""
    gain: str = ""
    sure: str = ""


@dataclass(frozen=True)
class GoalText:
    """A goal as it was typed. Empty rows are left out; without `help`, what helped is left as it is."""

    text: str
    indicators: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, ...]]
    name: str = ""
    help: Help | None = None


@dataclass(frozen=True)
class Written:
    """An area as it was just saved, and its actions by public id."""

    area: Area
    actions: dict[str, Action]


def save_area(*, membership: Membership, title: str, source: str, goals: Sequence[GoalText], name: str = "") -> Area:
    """Writes an area of the leader's card whole, whoever wrote it before. See `write_area`."""
    return write_area(membership=membership, title=title, source=source, goals=goals, name=name).area


def write_area(
    *,
    membership: Membership,
    title: str,
    source: str,
    goals: Sequence[GoalText],
    name: str = "",
    revision: int | None = None,
    writer: str = "",
) -> Written:
    """Writes an area of the leader's card whole, as it was typed; only what differs is written.

    `name` is the area's public id: one that stands on the card is written anew; any other is a new last area, under
    that name where it is free. Goals and actions that are left out are put aside until the day after: written again
    under their names, they are back with all that goes with them. With a `revision`, raises `Overtaken` where another
    form than `writer` has written it since. Raises `NotPossible` when the card is full.
    """
    with transaction.atomic():
        stored = _take(membership, title, source, name, revision, writer)
        if stored is None:
            card, _created = GoalCard.objects.select_for_update().get_or_create(membership=membership)
            # Sent twice at once, it is one area.
            stored = _take(membership, title, source, name, revision, writer)
        if stored is None:
            area, stored = _new_area(card, title, source, name, writer), []
        else:
            area = stored[0].area if stored else Area.objects.get(public_id=name)
            area.title, area.source = title, source
        actions = _write_goals(area, stored, goals)
        GoalCard.objects.filter(pk=area.card_id).update(changed_at=timezone.now())
    return Written(area, {action.public_id: action for action in actions})


def delete_area(*, area: Area) -> None:
    """Takes an area off the card. It can be taken back until it is cleared away the day after."""
    Area.objects.filter(pk=area.pk).update(deleted_at=timezone.now())


def restore_area(*, area: Area) -> None:
    """Puts a deleted area back, as the last one if its place is taken."""
    with transaction.atomic():
        GoalCard.objects.select_for_update().get(pk=area.card_id)
        last = _last(area.card)
        taken = Area.objects.filter(card=area.card_id, position=area.position, deleted_at__isnull=True)
        position = last + 1 if taken.exclude(pk=area.pk).exists() else area.position
        Area.objects.filter(pk=area.pk).update(deleted_at=None, position=position)


def move_area(*, area: Area, by: int) -> None:
    """One place up (-1) or down (1) on the card; nothing at its end."""
    with transaction.atomic():
        GoalCard.objects.select_for_update().get(pk=area.card_id)
        standing = list(Area.objects.filter(card=area.card_id, deleted_at__isnull=True))
        place = next((number for number, each in enumerate(standing) if each.pk == area.pk), -1)
        if place < 0 or not 0 <= place + by < len(standing):
            return
        one, other = standing[place], standing[place + by]
        for pk, position in ((one.pk, other.position + ASIDE), (other.pk, one.position), (one.pk, other.position)):
            Area.objects.filter(pk=pk).update(position=position)


def set_status(*, action: Action, status: str) -> None:
    """How far an action has come. Raises ValueError for a word that is no status."""
    Action.objects.filter(pk=action.pk).update(status=Action.Status(status))


def begin(*, action: Action) -> None:
    """An action that waits is under way from now; one that is so, or is done, stays as it is."""
    Action.objects.filter(pk=action.pk, status=Action.Status.WAITING).update(status=Action.Status.DOING)


def believe(*, goal: Goal, membership: Membership, value: int) -> Belief:
    """Notes the leader's mastery belief for a goal, 0–100 in tens."""
    with transaction.atomic():
        belief = belief_of(goal=goal, membership=membership)
        efficacy.rate(belief=belief, value=value)
    return belief


def belief_of(*, goal: Goal, membership: Membership) -> Belief:
    """The goal's own belief, begun where there was none."""
    with transaction.atomic():
        goal = Goal.objects.select_for_update(of=("self",)).select_related("belief").get(pk=goal.pk)
        if goal.belief is None:
            goal.belief = efficacy.begin(membership=membership)
            goal.save(update_fields=["belief"])
    return goal.belief


@daily("goals.clear_deleted")
def clear_deleted(running: Running) -> None:
    """Clears away what was deleted before today: areas, goals, and what a leader believed about them; actions."""
    old = midnight()
    with transaction.atomic():
        goals = Goal.objects.filter(Q(deleted_at__lt=old) | Q(area__deleted_at__lt=old))
        Belief.objects.filter(pk__in=list(goals.values_list("belief", flat=True))).delete()
        goals.delete()
        Action.objects.filter(deleted_at__lt=old).delete()
        Area.objects.filter(deleted_at__lt=old).delete()


# An area -------------------------------------------------------------------------------------------------------------


def _take(
    membership: Membership, title: str, source: str, name: str, revision: int | None, writer: str
) -> list[Goal] | None:
    """Writes the area's own fields, which locks it for the rest; its goals, also those put aside, or None: no area."""
    mine = Area.objects.filter(card__membership=membership, public_id=name, deleted_at__isnull=True)
    if mine.filter(writable(revision, writer)).update(
        title=title, source=source, revision=F("revision") + 1, writer=writer
    ):
        stored = Goal.objects.filter(area__public_id=name).select_related("area")
        return list(stored.prefetch_related("indicators", "actions"))
    if revision is not None and mine.exists():
        raise Overtaken
    return None


def _new_area(card: GoalCard, title: str, source: str, name: str, writer: str) -> Area:
    area = Area(card=card, position=_last(card) + 1, title=title, source=source, writer=writer)
    area.public_id = free_id(Area, name)
    area.save()
    return area


def _last(card: GoalCard) -> int:
    live = card.areas.filter(deleted_at__isnull=True)
    if live.count() >= MOST_AREAS:
        raise NotPossible(_("Et målkort har høyst ti utviklingsområder. Slett ett, eller skriv i et som er der."))
    return live.aggregate(last=Max("position"))["last"] or 0


# Its goals -----------------------------------------------------------------------------------------------------------


def _write_goals(area: Area, stored: list[Goal], texts: Sequence[GoalText]) -> list[Action]:
    matched = _match(stored, texts)
    gone = [goal.pk for goal in stored if not goal.deleted_at and goal not in matched]
    if gone:
        Goal.objects.filter(pk__in=gone).update(deleted_at=timezone.now())
    _settle_goals(area, matched)
    actions: list[Action] = []
    for position, (goal, typed) in enumerate(zip(matched, texts, strict=True), start=1):
        found = _write_goal(area, goal, position, typed)
        _write_indicators(found, typed)
        actions += _write_actions(found, typed)
    return actions


def _match(stored: list[Goal], texts: Sequence[GoalText]) -> list[Goal | None]:
    """The goal that each text is of: by its name; a text without one is of the goal that stands in its place."""
    names = {goal.public_id: goal for goal in stored}
    places = {goal.position: goal for goal in stored if not goal.deleted_at}
    found: list[Goal | None] = []
    for position, typed in enumerate(texts, start=1):
        goal = names.get(typed.name) if typed.name else places.get(position)
        found.append(None if goal in found else goal)
    return found


def _settle_goals(area: Area, matched: list[Goal | None]) -> None:
    """Frees the places of goals that change theirs."""
    moving = [goal.pk for place, goal in enumerate(matched, start=1) if goal and goal.position != place]
    if moving:
        Goal.objects.filter(pk__in=moving).update(position=None)


def _write_goal(area: Area, goal: Goal | None, position: int, typed: GoalText) -> Goal:
    values = {"position": position, "text": typed.text, "deleted_at": None}
    if typed.help:
        values |= {**asdict(typed.help), "waved": list(typed.help.waved)}
    if goal is None:
        goal = Goal(area=area, **values)
        if given_id(typed.name) and not Goal.objects.filter(public_id=typed.name).exists():
            goal.public_id = typed.name
        goal.save()
        return goal
    if any(getattr(goal, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(goal, name, value)
        goal.save(update_fields=list(values))
    return goal


def _write_indicators(goal: Goal, typed: GoalText) -> None:
    wanted = [(text, target) for text, target in typed.indicators if text or target]
    if wanted == [(each.text, each.target) for each in goal.indicators.all()]:
        return
    goal.indicators.all().delete()
    Indicator.objects.bulk_create(
        Indicator(goal=goal, position=number, text=text, target=target)
        for number, (text, target) in enumerate(wanted, start=1)
    )


def _write_actions(goal: Goal, typed: GoalText) -> list[Action]:
    """Actions keep who they are: their status, and the day their deadline was understood as."""
    wanted = [each for each in (ActionText(*each) for each in typed.actions) if each.text or each.deadline]
    stored = {action.public_id: action for action in goal.actions.all()}
    kept = [stored.pop(each.name, None) for each in wanted]
    gone = [action.pk for action in stored.values() if not action.deleted_at]
    if gone:
        Action.objects.filter(pk__in=gone).update(deleted_at=timezone.now())
    in_the_way = any(each and not each.deleted_at and each.position != place for place, each in enumerate(kept, 1))
    if in_the_way:
        goal.actions.standing().update(position=F("position") + ASIDE)
    free = _free({each.name for each, action in zip(wanted, kept, strict=True) if action is None})
    changed, new, actions = [], [], []
    for place, (each, action) in enumerate(zip(wanted, kept, strict=True), start=1):
        before = action and (action.text, action.deadline, action.position, action.deleted_at)
        action = action or _new_action(goal, each, free)
        if action.deadline != each.deadline:
            action.read = parse(each.deadline, timezone.localdate())
        action.text, action.position, action.deleted_at = each.text, place, None
        actions.append(action)
        if before is None:
            new.append(action)
        elif in_the_way or before != (action.text, action.deadline, action.position, None):
            changed.append(action)
    if changed:
        Action.objects.bulk_update(changed, ["text", "deadline", "due", "start", "recurring", "position", "deleted_at"])
    if new:
        Action.objects.bulk_create(new)
    return actions


def _free(names: set[str]) -> set[str]:
    """Of the names that new actions ask for, those that nobody has."""
    wanted = {name for name in names if given_id(name)}
    if not wanted:
        return set()
    return wanted - set(Action.objects.filter(public_id__in=wanted).values_list("public_id", flat=True))


def _new_action(goal: Goal, typed: ActionText, free: set[str]) -> Action:
    action = Action(goal=goal)
    if typed.name in free:
        free.remove(typed.name)
        action.public_id = typed.name
    return action
