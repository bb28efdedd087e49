"""How the stage moves.

Every function is one transaction. It takes the revision that its caller saw and raises `StageMoved` when
another facilitator was first, so that no step is skipped; nothing is deleted by moving.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from config import live
from config.ids import random_id
from config.prepared import Prepared
from config.recent import own
from config.written import Insert, Noted
from programmes.agenda import Stop, Way
from programmes.contract import NotPossible, kind_of
from programmes.models import Gathering, Group, Person, Phase, Stage, Visit
from programmes.models.stage import IS_ON
from programmes.queries import summaries
from programmes.services import floors, rounds
from programmes.services.changes import changed
from programmes.services.holding import hold_day, hold_seats
from programmes.services.trail import record

LOOKED_AT_TOGETHER = (Phase.Mode.TO_PLENARY, Phase.Mode.TOGETHER)


class StageMoved(Exception):
    """Another facilitator was first. `stage` is as it stands now."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage


def plan(*, gathering: Gathering) -> Stage:
    """The gathering's stage, with the join code that opens it once the day has started."""
    with transaction.atomic():
        stage, created = Stage.objects.get_or_create(gathering=gathering)
        if created:
            stage.join_code = _new_code()
            stage.save(update_fields=["join_code"])
    return stage


def start(*, gathering: Gathering, by: Person, rehearsal: bool = False) -> Stage:
    """Opens the doors: the code works, and the clock stands until `begin`.

    Started already: the stage as it is. A day that has ended stays so.
    """
    with transaction.atomic():
        plan(gathering=gathering)
        stage = hold_day(gathering)
        # The same lock as `day_invitations.call_off`: a day is called off or started, not both.
        now = hold_seats(gathering)
        assert stage is not None
        if stage.is_on:
            return stage
        if now.cancelled_at:
            raise NotPossible(_("Samlingen er avlyst. Velg først at den holdes likevel, så kan du starte."))
        if stage.state == Stage.State.ENDED:
            raise NotPossible(_("Samlingen er avsluttet."))
        first = Way(gathering).number(0)
        if first is None:
            raise NotPossible(_("Dagsplanen er tom. Legg inn minst én post, så kan du starte."))
        stage = _change(
            stage,
            stage.revision,
            by,
            state=Stage.State.REHEARSED if rehearsal else Stage.State.RUNNING,
            started_at=timezone.now(),
            join_code=stage.join_code or _new_code(),
            screen=Stage.Screen.JOIN,
            **_place(first, standing=True),
        )
        record(
            "rehearsal.begin" if rehearsal else "stage.start",
            by=by,
            subject=f"gathering:{gathering.public_id}",
            municipality=_municipality(stage),
        )
    return stage


def begin(*, stage: Stage, revision: int, by: Person) -> Stage:
    """Sets the day going at its first stop: its clock runs from now, and its round opens."""
    first = Way(stage.gathering).at(stage)
    if first is None or not stage.is_at_the_door:
        raise NotPossible(_("Samlingen er alt satt i gang."))
    return move(stage=stage, revision=revision, to=first, by=by)


def move(*, stage: Stage, revision: int, to: Stop, by: Person) -> Stage:
    """Goes to a stop. Arriving opens the exercise's round where it opens by itself."""
    place = _place(to)
    visit = Visit(
        gathering=stage.gathering,
        item=to.item,
        exercise=to.exercise,
        phase=to.phase,
        after=to.after,
        at=place["entered_at"],
    )
    if not _asks(to):
        return _change(stage, revision, by, visit=visit, screen=_screen(to), **place)
    with transaction.atomic():
        stage = _change(stage, revision, by, visit=visit, screen=_screen(to), **place)
        _arrive(stage, to)
    return stage


def turn(*, stage: Stage, revision: int, page: int, by: Person) -> Stage:
    """Turns to a page of the input that is on, counted from 0; the clock goes on."""
    stop = Way(stage.gathering).at(stage)
    if stop is None or stage.is_at_the_door or not 0 <= page < len(stop.pages):
        raise NotPossible(_("Den siden er ikke her lenger. Se hvor vi er nå."))
    return _one(stage, revision, by, page=page, screen=Stage.Screen.TASK)


def pause(*, stage: Stage, revision: int, by: Person) -> Stage:
    left = int((stage.ends_at - timezone.now()).total_seconds()) if stage.ends_at else 0
    if stage.is_paused:
        return stage
    return _one(stage, revision, by, ends_at=None, seconds_left=left)


def resume(*, stage: Stage, revision: int, by: Person) -> Stage:
    if stage.is_at_the_door:
        return begin(stage=stage, revision=revision, by=by)
    if stage.seconds_left is None:
        return stage
    return _one(stage, revision, by, ends_at=timezone.now() + timedelta(seconds=stage.seconds_left), seconds_left=None)


def planned_anew(*, stage: Stage, minutes: int, by: Person) -> Stage:
    """What is on is to take so many minutes more (or fewer, below 0) than it was planned for: its clock follows."""
    return _retimed(stage, stage.revision, minutes, by)


def add_minutes(*, stage: Stage, revision: int, minutes: int, by: Person) -> Stage:
    """Lengthens what is on by 1 to 60 minutes; a clock that had run out starts again from now."""
    return _retimed(stage, revision, minutes, by)


def _retimed(stage: Stage, revision: int, minutes: int, by: Person) -> Stage:
    """Whoever has the floor keeps it: the turns are shared anew among those who are left."""
    now, whole = timezone.now(), max(stage.seconds_in_all + minutes * 60, 60)
    ends = stage.ends_at or now
    changes: dict[str, Any] = {
        "seconds_in_all": whole,
        "ends_at": (max(ends, now) if minutes > 0 else ends) + timedelta(minutes=minutes),
    }
    if stage.seconds_left is not None:
        changes |= {"ends_at": None, "seconds_left": max(max(stage.seconds_left, 0) + minutes * 60, 0)}
    newest = rounds.newest(stage.exercise) if stage.exercise else None
    if newest is None:
        return _one(stage, revision, by, **changes)
    with transaction.atomic():
        hold_day(stage.gathering)
        with floors.kept(round=newest, groups=list(Group.objects.filter(pk__in=newest.electors.values("group")))):
            return _change(stage, revision, by, **changes)


def show(
    *, stage: Stage, revision: int, screen: str, by: Person, near: Group | None = None, recap_page: int = 0
) -> Stage:
    """Puts the task, the join code, the result (one group's part of it, where there is one), the summary of the
    gathering before (one screen of it, from 0) or nothing on the projector.
    """
    if screen == Stage.Screen.RESULT:
        newest = rounds.newest(stage.exercise) if stage.exercise else None
        if newest is None or not kind_of(newest.exercise).may_show(newest):
            raise NotPossible(_("Det er ikke noe resultat å vise ennå."))
    if screen == Stage.Screen.SUMMARY and summaries.recap(stage.gathering, recap_page) is None:
        raise NotPossible(_("Ingen tidligere samling har en publisert oppsummering."))
    return _one(stage, revision, by, screen=screen, near=near, recap_page=recap_page)


def open_round(*, stage: Stage, revision: int, by: Person, named: bool = False) -> Stage:
    """Asks the room: the electorate is frozen, answers are taken from now on, and the clock starts.

    Asks it once more where the kind repeats and the room has seen the last result. Raises `NotPossible` elsewhere,
    and for a named round of a kind that has none.
    """
    if stage.is_at_the_door:
        raise NotPossible(_("Runden kan ikke åpnes her."))
    ends_at = timezone.now() + timedelta(seconds=stage.seconds_in_all)
    with transaction.atomic():
        stage = _change(stage, revision, by, screen=Stage.Screen.TASK, ends_at=ends_at, seconds_left=None)
        exercise, phase = _exercise(stage), stage.phase
        kind, last = kind_of(exercise), rounds.newest(exercise)
        if phase is None or kind.asks_in(exercise) != phase.mode or (last and not (kind.repeats and last.is_revealed)):
            raise NotPossible(_("Runden kan ikke åpnes her."))
        if named and not kind.has_named_form:
            raise NotPossible(_("Denne oppgaven har ingen åpen runde."))
        rounds.open_round(exercise=exercise, by=by, named=named)
    return stage


def close_round(*, stage: Stage, revision: int, by: Person) -> Stage:
    """Takes no more answers, computes what may be published, and deletes what was sealed."""
    with transaction.atomic():
        stage = _change(stage, revision, by)
        rounds.close_round(round=_newest(stage), by=by)
    return stage


def reveal(*, stage: Stage, revision: int, by: Person) -> Stage:
    """Shows the result to the room: on the projector and on the phones."""
    with transaction.atomic():
        shown: dict[str, Any] = {"screen": Stage.Screen.RESULT} if kind_of(_exercise(stage)).shown_when_revealed else {}
        stage = _change(stage, revision, by, **shown)
        rounds.reveal(round=_newest(stage), by=by)
    return stage


def end(*, stage: Stage, revision: int, by: Person | None) -> Stage:
    """Ends the day: rounds that are open are closed, the code dies, and every screen is let go.

    A rehearsal is none: `rehearsal.finish` leaves nothing of it behind.
    """
    assert not stage.is_rehearsal
    with transaction.atomic():
        stage = _change(
            stage,
            revision,
            by,
            state=Stage.State.ENDED,
            is_at_the_door=False,
            ends_at=None,
            seconds_left=None,
            join_code="",
            epoch=stage.epoch + 1,
        )
        rounds.close_all(gathering=stage.gathering, by=by)
        stage.gathering.presences.all().delete()
        record(
            "stage.end",
            by=by,
            subject=f"gathering:{stage.gathering.public_id}",
            municipality=_municipality(stage),
        )
    return stage


def look_again(gathering: Gathering) -> None:
    """The day was changed: whoever is about to press a button on a cockpit that shows it as it was, looks first."""
    Stage.objects.filter(IS_ON, gathering=gathering).update(revision=F("revision") + 1, moved_by=None)
    changed(gathering)


def rehearse_at(*, gathering: Gathering, stop: Stop, page: int) -> None:
    """Puts the stage at a stop as a rehearsal, whatever state it is in: for a caller that undoes it."""
    place = _place(stop) | {"page": min(page, max(len(stop.pages) - 1, 0))}
    stage = plan(gathering=gathering)
    place |= {"state": Stage.State.REHEARSED, "started_at": timezone.now(), "screen": _screen(stop), "recap_page": 0}
    Stage.objects.filter(pk=stage.pk).update(**place)


def back_to_plan(*, stage: Stage, revision: int) -> Stage:
    """As if the day had never begun; every screen is let go."""
    return _one(
        stage,
        revision,
        None,
        state=Stage.State.PLANNED,
        started_at=None,
        is_at_the_door=False,
        item=None,
        exercise=None,
        phase=None,
        after=None,
        page=0,
        entered_at=None,
        ends_at=None,
        seconds_left=None,
        seconds_in_all=0,
        screen=Stage.Screen.TASK,
        near=None,
        epoch=stage.epoch + 1,
    )


SEEN = Noted(Stage, "id", "revision", note=Insert(Visit))
CHANGED = Prepared(
    lambda stage: Stage.objects.filter(pk=stage).select_related(
        "gathering__programme__municipality", "item", "exercise__item", "phase"
    ),
    stage=int,
)


def _one(stage: Stage, revision: int, by: Person | None, **changes: Any) -> Stage:
    with transaction.atomic():
        return _change(stage, revision, by, **changes)


def _change(stage: Stage, revision: int, by: Person | None, visit: Visit | None = None, **changes: Any) -> Stage:
    """How every act changes a stage: only from the revision that was seen. A new screen begins at its first page.

    One that does more than this, and a visit, has a transaction.
    """
    if "screen" in changes:
        changes.setdefault("recap_page", 0)
    changes |= {"revision": revision + 1, "moved_by": by}
    room, seen = stage.gathering.public_id, {"id": stage.pk, "revision": revision}
    if not (SEEN.write_noted(changes, visit, live.telling(room), **seen) if visit else SEEN.write(changes, **seen)):
        raise StageMoved(Stage.objects.select_related("moved_by").get(pk=stage.pk))
    live.announce(room, with_statement=visit is not None)
    if stage.revision != revision:
        return CHANGED.get(stage=stage.pk)
    # Read at the revision that it still had: it is now what it was, and these changes.
    changed = own(stage)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def _place(stop: Stop, *, standing: bool = False) -> dict[str, Any]:
    """The stage's columns at a stop, with a clock that runs, or one that stands."""
    now = timezone.now()
    return {
        "item": stop.item,
        "exercise": stop.exercise,
        "phase": stop.phase,
        "after": stop.after,
        "page": 0,
        "entered_at": now,
        "ends_at": None if standing else now + timedelta(minutes=stop.minutes),
        "seconds_left": stop.minutes * 60 if standing else None,
        "seconds_in_all": stop.minutes * 60,
        "is_at_the_door": standing,
        "near": None,
    }


def _screen(stop: Stop) -> str:
    """What the projector shows on arrival: the result where the room looks at it together, else the task."""
    if stop.exercise is None or stop.phase is None or stop.phase.mode not in LOOKED_AT_TOGETHER:
        return Stage.Screen.TASK
    kind, newest = kind_of(stop.exercise), rounds.newest(stop.exercise)
    if not kind.is_looked_at(stop.phase):
        return Stage.Screen.TASK
    shown = kind.may_show(newest) if newest else not kind.asks_in(stop.exercise)
    return Stage.Screen.RESULT if kind.has_result and shown else Stage.Screen.TASK


def _asks(stop: Stop) -> bool:
    """Whether arriving there opens a round."""
    return stop.exercise is not None and not kind_of(stop.exercise).asks_in(stop.exercise)


def _arrive(stage: Stage, stop: Stop) -> None:
    assert stop.exercise
    newest = rounds.newest(stop.exercise)
    if newest and kind_of(stop.exercise).is_stale(newest):
        rounds.close_round(round=newest, by=stage.moved_by)
        newest = None
    if newest is None:
        rounds.open_round(exercise=stop.exercise, by=stage.moved_by)


def _new_code() -> str:
    """Six signs that no other gathering has."""
    while True:
        code = random_id(6).upper()
        if not Stage.objects.filter(join_code=code).exists():
            return code


def _exercise(stage: Stage) -> Any:
    if stage.exercise is None:
        raise NotPossible(_("Det er ingen oppgave her."))
    return stage.exercise


def _newest(stage: Stage) -> Any:
    newest = rounds.newest(_exercise(stage))
    if newest is None:
        raise NotPossible(_("Runden er ikke åpnet ennå."))
    return newest


def _municipality(stage: Stage) -> Any:
    return stage.gathering.programme.municipality
