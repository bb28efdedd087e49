"""A day tried out with pretend phones, and wiped afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import cycle

from django.db import transaction
from django.utils.translation import gettext as _

from programmes import devices
from programmes.contract import NotPossible
from programmes.models import (
    Admission,
    Gathering,
    Group,
    GroupMember,
    Participation,
    Person,
    Round,
    Stage,
)
from programmes.queries.groups import groups_of
from programmes.services import replan as replans
from programmes.services import stage as stages
from programmes.services.holding import hold_day
from programmes.services.trail import record

PHONES = 6
UNBROKEN = "\N{NO-BREAK SPACE}"


def begin(*, gathering: Gathering, by: Person, phones: int = PHONES) -> Stage:
    """Starts the day as a rehearsal, with so many pretend participants spread over its groups."""
    with transaction.atomic():
        stages.plan(gathering=gathering)
        stage = hold_day(gathering)
        assert stage is not None
        if stage.state != Stage.State.PLANNED:
            raise NotPossible(_("Samlingen er alt i gang. Øv før du starter den."))
        seat([pretender(gathering, number) for number in range(1, phones + 1)], groups_of(gathering))
        return stages.start(gathering=gathering, by=by, rehearsal=True)


def pretender(gathering: Gathering, number: int) -> Participation:
    name = _("Prøvetelefon %(number)s") % {"number": number}
    return Participation.objects.create(
        programme=gathering.programme,
        gathering=gathering,
        role=Participation.Role.GUEST,
        guest_name=name.replace(" ", UNBROKEN),  # or its first name would be the same for all
        is_pretend=True,
    )


def seat(pretenders: list[Participation], groups: list[Group]) -> None:
    for pretender, group in zip(pretenders, cycle(groups), strict=False):
        GroupMember.objects.create(group=group, participation=pretender)


def finish(*, stage: Stage, revision: int, by: Person | None) -> Stage:
    """Everything that came of the rehearsal is gone, and the day is planned as it was."""
    with transaction.atomic():
        began = stage.started_at
        stage = stages.back_to_plan(stage=stage, revision=revision)
        assert began is not None
        _wipe(stage.gathering, began)
        record(
            "rehearsal.end",
            by=by,
            subject=_subject(stage.gathering),
            municipality=stage.gathering.programme.municipality,
        )
    return stage


def _wipe(gathering: Gathering, began: datetime) -> None:
    """A planned day has no rounds and no visits but those of the rehearsal; answers go with their rounds."""
    made = gathering.replans.filter(at__gte=began)
    for replan in made.filter(undone_at__isnull=True).reverse():
        replans.restore(replan=replan)
    made.delete()
    Round.objects.filter(exercise__item__gathering=gathering).delete()
    gathering.visits.all().delete()
    gathering.presences.all().delete()
    # With them go their seats in groups, their roles, their devices and what they wrote for themselves.
    gathering.guests.filter(is_pretend=True).delete()


def _subject(gathering: Gathering) -> str:
    return f"gathering:{gathering.public_id}"


def end_of(stage: Stage) -> Callable[..., Stage]:
    """How a day that is on ends: it is held, or it is planned again."""
    return finish if stage.is_rehearsal else stages.end


def take_phone(*, pretender: Participation) -> str:
    """Makes a device the phone of a pretend participant; returns the key that it keeps."""
    key = devices.new_key()
    Admission.objects.create(
        gathering_id=pretender.gathering_id or 0,
        participation=pretender,
        device=devices.digest(key),
        state=Admission.State.ADMITTED,
        was_in=True,
    )
    return key
