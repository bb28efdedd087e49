"""Whose turn it is in a group's rekkefremlegg. A tap passes the floor on, and nobody is skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from config import live
from programmes.contract import NotPossible
from programmes.models import Floor, Group, Phase, Round, Stage
from programmes.models.stage import IS_ON
from programmes.queries.groups import Clock, Order, in_turn, order
from programmes.queries.stage import Now


def pass_on(*, now: Now, group: Group, seen: int) -> None:
    """Gives the floor to the next where `seen` still has it: of two taps, one passes it on."""
    phase = now.stop.phase if now.stop else None
    if phase is None or now.round is None or not in_turn(now):
        raise NotPossible(_("Det er ikke rekkefremlegg nå."))
    with transaction.atomic():
        lock([group])
        found = order(now.stage, now.round, phase, group)
        if found.turn.index == seen < len(found.people):
            Floor.objects.update_or_create(
                round=now.round,
                phase=phase,
                group=group,
                defaults={"number": seen + 1, "began_at": Clock.of(now.stage).now},
            )
        live.announce(now.gathering.public_id)


@contextmanager
def kept(*, round: Round, groups: list[Group]) -> Iterator[None]:
    """Whoever has the floor keeps it while somebody comes or goes, or minutes are added; who comes speaks last."""
    with transaction.atomic():
        lock(groups)
        stage = _stage_in_turn(round)
        before = [(group, order(stage, round, stage.phase, group)) for group in groups] if stage and stage.phase else []
        yield
        for group, was in before:
            assert stage is not None
            assert stage.phase is not None
            _keep(Clock.of(Stage.objects.get(pk=stage.pk)), round, stage.phase, group, was)


def _keep(clock: Clock, round: Round, phase: Phase, group: Group, was: Order) -> None:
    asked = set(round.electors.filter(group=group).values_list("participation_id", flat=True))
    line, index = [each.pk for each in was.people], was.turn.index
    goes_on = index < len(line) and line[index] in asked
    Floor.objects.update_or_create(
        round=round,
        phase=phase,
        group=group,
        defaults={
            "number": sum(pk in asked for pk in line[:index]),
            "began_at": was.turn.began_at if goes_on else clock.now,
            "order": [pk for pk in line if pk in asked],
        },
    )


def _stage_in_turn(round: Round) -> Stage | None:
    """The stage, where it stands in this round's rekkefremlegg."""
    return (
        Stage.objects.select_related("phase", "gathering__programme")
        .filter(IS_ON, exercise=round.exercise_id, phase__in_turn=True, phase__mode=Phase.Mode.GROUPS)
        .first()
    )


def lock(groups: list[Group]) -> None:
    """One at a time for each group."""
    list(Group.objects.select_for_update(no_key=True).filter(pk__in=[group.pk for group in groups]).order_by("pk"))
