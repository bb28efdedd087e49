"""The order in which the rows of a day are held, so that nobody waits for somebody who waits for them.

Programme, stage, gathering, item, exercise, round, admission, participation, group. A step changes the stage first. So whatever else
changes the day holds the stage before all else, and what changes only who is there begins with the gathering.
"""

from __future__ import annotations

from config.locking import lock_row
from programmes.models import Gathering, Stage


def hold_day(gathering: Gathering) -> Stage | None:
    """The stage as it is now: a step waits until the caller's transaction ends, and the other way round. None: not planned yet."""
    stage = Stage.objects.select_for_update(of=("self",), no_key=True).filter(gathering=gathering).first()
    hold_seats(gathering)
    return stage


def hold_seats(gathering: Gathering) -> Gathering:
    """Who comes, changes group or gets new groups waits for a round that opens, and the other way round."""
    return lock_row(gathering)
