"""What the gallery walk's pages show."""

from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Exercise, Group, Phase, Round, Stage
from values import gallery
from values.gallery import Visit
from values.models import GalleryComment, Stand
from values.queries import lines

SLUG = "gallery"


def walking(exercise: Exercise) -> Phase | None:
    """The phase in which the groups walk: the first in groups."""
    return exercise.phases.filter(mode=Phase.Mode.GROUPS).order_by("position").first()


@dataclass(frozen=True)
class Stop:
    """A round as one group meets it: whom it visits, who comes, and where it walks then."""

    number: int
    host: Group
    guest: Group
    onward: Group | None  # None: home again
    at: Visit


@dataclass(frozen=True)
class Plan:
    """The whole walk, for as long as its phase lasts."""

    stands: list[Stand]
    rotation: list[dict[int, int]]
    minutes: int
    visits: list[Visit]

    @property
    def left_out(self) -> int:
        """How many of the others each group does not come to."""
        return gallery.left_out(len(self.stands), self.minutes)

    @property
    def others(self) -> int:
        return max(0, len(self.stands) - 1)

    @property
    def wanted(self) -> int:
        """Minutes with which everybody comes to everybody."""
        return gallery.minutes_for(self.others)

    @property
    def rows(self) -> list[tuple[Visit, int, list[tuple[Group, Group]]]]:
        """For the wall: each round's time and number, and who goes where."""
        groups = [stand.group for stand in self.stands]
        return [
            (self.visits[number], number + 1, [(groups[guest], groups[host]) for guest, host in sorted(each.items())])
            for number, each in enumerate(self.rotation)
        ]

    @property
    def table(self) -> list[tuple[Group, list[Group]]]:
        """For the wall before the walk: each group, and whom it visits in turn."""
        groups = [stand.group for stand in self.stands]
        return [(group, [groups[each[number]] for each in self.rotation]) for number, group in enumerate(groups)]

    def of(self, group: Group) -> list[Stop]:
        me = next((number for number, stand in enumerate(self.stands) if stand.group_id == group.pk), None)
        if me is None:
            return []
        groups = [stand.group for stand in self.stands]
        stops = []
        for number, each in enumerate(self.rotation):
            guest = next(visitor for visitor, host in each.items() if host == me)
            later = self.rotation[number + 1][me] if number + 1 < len(self.rotation) else None
            onward = groups[later] if later is not None else None
            stops.append(Stop(number + 1, groups[each[me]], groups[guest], onward, self.visits[number]))
        return stops


def plan(round: Round) -> Plan:
    """As many visits as the phase holds: as it was planned, or as it runs, with the minutes that were added."""
    stands = list(round.stands.select_related("group", "host__membership__person"))
    phase = walking(round.exercise)
    stage = Stage.objects.filter(gathering=round.exercise.item.gathering_id).first()
    seconds = phase.minutes * 60 if phase else 0
    if stage and phase and stage.phase_id == phase.pk and stage.seconds_in_all:
        seconds = stage.seconds_in_all
    rotation = gallery.rotation(len(stands), seconds // 60)
    return Plan(stands, rotation, seconds // 60, gallery.clock(len(rotation), seconds))


@dataclass(frozen=True)
class Board:
    """A group's comments, its host, and the sentences that they are about."""

    group: Group
    stand: Stand | None
    comments: list[GalleryComment]
    language: str
    lines_round: Round | None
    lines: lines.Board | None

    @property
    def waiting(self) -> int:
        return sum(comment.state == comment.State.NOTED for comment in self.comments)


def board(round: Round, group: Group) -> Board:
    rounds = Round.objects.of_day(round.exercise.item.gathering_id, lines.SLUG)
    written = rounds.select_related("exercise__item__gathering__programme").newest()
    stand = round.stands.filter(group=group).select_related("host__membership__person").first()
    return Board(
        group,
        stand,
        list(GalleryComment.objects.filter(round=round, group=group)),
        round.exercise.item.gathering.programme.language,
        written,
        lines.board(written, group) if written else None,
    )
