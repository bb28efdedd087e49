"""What the pages of «Som leder skal jeg …» show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from programmes.models import Group, Participation, Phase, Programme, Round
from programmes.queries.groups import groups_of
from values.models import Dealt, LineValue, OwnLine, Statement, Wish
from values.observations import observe

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SLUG = "lines"


@dataclass(frozen=True)
class Mine:
    """One's own line, and what may be asked about it."""

    line: OwnLine
    questions: list[_StrPromise]
    is_before_group: bool  # of now


@dataclass(frozen=True)
class OwnPart:
    """A value that one's group has, with one's own lines."""

    value: LineValue
    lines: list[Mine]


def values_for(round: Round, group: Group | None) -> list[LineValue]:
    """What a group writes for; all values for who sits in no group."""
    values = round.line_values.all()
    return list(values.filter(dealt__group=group) if group else values)


def own(round: Round, participation: Participation, group: Group | None) -> list[OwnPart]:
    """One's own lines for the values of the group; and those of a value that has gone to another group since."""
    lines: dict[int, list[Mine]] = {}
    language = round.exercise.item.gathering.programme.language
    mine = OwnLine.objects.filter(value__round=round, participation=participation).select_related("value")
    values = {value.pk: value for value in values_for(round, group)}
    for line in mine:
        is_before = line.put_to_id is not None and line.put_to_id == (group.pk if group else None)
        lines.setdefault(line.value_id, []).append(Mine(line, observe(line.text, language), is_before))
        values.setdefault(line.value_id, line.value)
    return [OwnPart(value, lines.get(value.pk, [])) for value in sorted(values.values(), key=lambda v: v.position)]


@dataclass(frozen=True)
class Written:
    """The group's sentence, and what may be asked about it."""

    statement: Statement
    questions: list[_StrPromise]


@dataclass(frozen=True)
class BoardPart:
    """A value with the group's sentences, and its members' lines that are put forward and not taken in."""

    value: LineValue
    statements: list[Written] = field(default_factory=list)
    lines: list[OwnLine] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    group: Group
    parts: list[BoardPart]
    language: str
    wish: LineValue | None = None
    removed: Statement | None = None  # the last sentence that was taken out

    @property
    def written(self) -> int:
        return sum(bool(part.statements) for part in self.parts)


def board(round: Round, group: Group) -> Board:
    """What everybody in a group sees: no names."""
    language = round.exercise.item.gathering.programme.language
    parts = {value.pk: BoardPart(value) for value in values_for(round, group)}
    removed = None
    for statement in Statement.objects.filter(value__round=round, group=group):
        if statement.removed_at:
            removed = max(removed or statement, statement, key=lambda each: (each.removed_at, each.pk))
        elif part := parts.get(statement.value_id):
            part.statements.append(Written(statement, observe(statement.text, language)))
    shown = OwnLine.objects.filter(value__round=round, put_to=group)
    # In an order that tells nothing of who was first.
    for line in shown.filter(Q(used_in__isnull=True) | Q(used_in__removed_at__isnull=False)).order_by("public_id"):
        if part := parts.get(line.value_id):
            part.lines.append(line)
    wish = Wish.objects.filter(round=round, group=group).select_related("value").first()
    return Board(group, list(parts.values()), language, wish.value if wish else None, removed)


def settled(programme: Programme) -> QuerySet[Statement]:
    """What groups wrote at the programme's gatherings, but for what they are writing now and what a rehearsal wipes."""
    at = programme.gatherings.on().filter(stage__exercise__isnull=False).values("stage__exercise")
    written = Statement.objects.filter(value__round__in=Round.objects.of_programme(programme), removed_at=None)
    under_way = Q(value__round__exercise__in=at, value__round__closed_at=None)
    found = written.exclude(under_way).select_related("value")
    return found.order_by("value__round", "value__position", "group__position", "pk")


def unmet_wishes(round: Round) -> int:
    """How many groups have wished for a value that they have not been dealt."""
    dealt = Dealt.objects.filter(value=OuterRef("value"), group=OuterRef("group"))
    return round.wishes.exclude(Exists(dealt)).count()


def is_before_writing(phase: Phase) -> bool:
    """Whether it is the time to wish: before anybody writes alone."""
    alone = phase.exercise.phases.filter(mode=Phase.Mode.ALONE).first()
    return bool(alone and phase.position < alone.position)


@dataclass(frozen=True)
class WallPart:
    """A value, and what the groups have written for it."""

    label: str
    texts: list[tuple[str, list[str]]]  # a group's name, and its sentences


def wall(round: Round) -> list[WallPart]:
    """All values with the groups' sentences, in their order."""
    found: dict[int, dict[str, list[str]]] = {}
    statements = Statement.objects.filter(value__round=round, removed_at=None).select_related("group")
    for statement in statements.order_by("group__position", "pk"):
        found.setdefault(statement.value_id, {}).setdefault(statement.group.name, []).append(statement.text)
    return [WallPart(value.label, list(found.get(value.pk, {}).items())) for value in round.line_values.all()]


@dataclass(frozen=True)
class Writing:
    """How many of its values a group has a sentence for."""

    group: Group
    done: int
    of: int


def writing(round: Round) -> list[Writing]:
    dealt: dict[int, set[int]] = {}
    for each in Dealt.objects.filter(value__round=round):
        dealt.setdefault(each.group_id, set()).add(each.value_id)
    done: dict[int, set[int]] = {}
    for group, value in Statement.objects.filter(value__round=round, removed_at=None).values_list("group", "value"):
        done.setdefault(group, set()).add(value)
    return [
        Writing(group, len(done.get(group.pk, set()) & dealt[group.pk]), len(dealt[group.pk]))
        for group in Group.objects.filter(pk__in=dealt).order_by("position")
    ]


@dataclass(frozen=True)
class DealRow:
    """A group on the facilitator's page: what it has, and what it wishes."""

    group: Group
    values: set[int]
    wish: LineValue | None


def deal_rows(round: Round) -> list[DealRow]:
    dealt: dict[int, set[int]] = {}
    for each in Dealt.objects.filter(value__round=round):
        dealt.setdefault(each.group_id, set()).add(each.value_id)
    wishes = {wish.group_id: wish.value for wish in round.wishes.select_related("value")}
    groups = groups_of(round.exercise.item.gathering)
    return [DealRow(group, dealt.get(group.pk, set()), wishes.get(group.pk)) for group in groups]
