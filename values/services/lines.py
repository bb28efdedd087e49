"""«Som leder skal jeg …»: dealing the values, one's own lines, and the group's wording made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from config import live
from config.locking import lock_row
from programmes.contract import NotPossible
from programmes.models import Group, Participation, Round
from programmes.queries.groups import groups_of
from programmes.services.texts import WrittenMeanwhile
from values import dealing
from values.models import Dealt, LineValue, OwnLine, Statement, Wish
from values.models.lines import LONGEST
from values.queries import decisions

MOST_OWN, MOST_OF_GROUP = 8, 8  # lines for a value


def take_in(*, round: Round) -> None:
    """Brings in the values that the programme has decided on; those that are there already stay as they are."""
    made = decisions.of_programme(round.exercise.item.gathering.programme)
    with transaction.atomic():
        _locked(round)
        there = set(round.line_values.values_list("label", flat=True))
        last = round.line_values.aggregate(last=Max("position"))["last"] or 0
        news = [value for value in made.decision.values.all() if value.label not in there] if made else []
        LineValue.objects.bulk_create(
            LineValue(round=round, position=last + number, label=value.label, decided=value)
            for number, value in enumerate(news, start=1)
        )


def deal_out(*, round: Round, by_wish: bool = False) -> None:
    """Deals all values anew: by the groups' wishes, or only in turn."""
    groups = groups_of(round.exercise.item.gathering)
    with transaction.atomic():
        _locked(round)
        values = list(round.line_values.all())
        place = {value.pk: number for number, value in enumerate(values)}
        seat = {group.pk: number for number, group in enumerate(groups)}
        wishes = {
            seat[wish.group_id]: place[wish.value_id]
            for wish in (round.wishes.all() if by_wish else ())
            if wish.group_id in seat
        }
        pairs = dealing.dealt(len(values), len(groups), wishes)
        _put(round, {(values[value].pk, groups[group].pk) for value, group in pairs})


def deal(*, round: Round, pairs: Iterable[tuple[LineValue, Group]]) -> None:
    """Deals exactly as the facilitator says. Lines that were written already stay with their writers."""
    with transaction.atomic():
        _locked(round)
        _put(round, {(value.pk, group.pk) for value, group in pairs})


def _put(round: Round, pairs: set[tuple[int, int]]) -> None:
    Dealt.objects.filter(value__round=round).delete()
    Dealt.objects.bulk_create(Dealt(value_id=value, group_id=group) for value, group in sorted(pairs))
    _tell(round)


def welcome(*, round: Round, group: Group) -> None:
    """A group that came after the values were dealt shares the one that fewest have."""
    if Dealt.objects.filter(value__round=round, group=group).exists():
        return
    values = sorted(round.line_values.prefetch_related("dealt"), key=lambda value: len(value.dealt.all()))
    if values:
        Dealt.objects.create(value=values[0], group=group)


def wish(*, round: Round, group: Group, value: LineValue) -> None:
    with transaction.atomic():
        _open(round)
        Wish.objects.update_or_create(round=round, group=group, defaults={"value": value})
        _tell(round)


def write_own(*, value: LineValue, participation: Participation, text: str) -> OwnLine:
    """Keeps a line for its writer alone."""
    with transaction.atomic():
        _open(value.round)
        mine = OwnLine.objects.filter(value=value, participation=participation)
        if same := mine.filter(text=text).first():  # tapped twice
            return same
        if mine.count() >= MOST_OWN:
            raise NotPossible(_("Åtte linjer for hver verdi er nok. Endre en av dem, eller ta bort en."))
        return OwnLine.objects.create(value=value, participation=participation, text=text)


def change_own(*, line: OwnLine, text: str) -> None:
    with transaction.atomic():
        _open(line.value.round)
        OwnLine.objects.filter(pk=line.pk).update(text=text)
        if line.is_put_forward:
            _tell(line.value.round)


def put_forward(*, line: OwnLine, forward: bool) -> None:
    """Lets the writer's group of now read the line, or takes it back. What it has written already is the group's."""
    with transaction.atomic():
        _open(line.value.round)
        was = _as_it_is(line).used_in
        sits = line.value.round.electors.filter(participation=line.participation_id).first()
        changes: dict[str, Any] = (
            {"put_to": sits.group if sits else None} if forward else {"used_in": None, "put_to": None}
        )
        OwnLine.objects.filter(pk=line.pk).update(is_put_forward=forward, **changes)
        _count(was)
        _tell(line.value.round)


def remove_own(*, line: OwnLine) -> None:
    """Deletes one's own line, after the round too: by then no sentence knows which lines it was made of."""
    with transaction.atomic():
        _locked(line.value.round)
        line = _as_it_is(line)
        was, seen = line.used_in, line.is_put_forward
        line.delete()
        _count(was)
        if seen:
            _tell(line.value.round)


def use(*, line: OwnLine, group: Group, into: Statement | None) -> Statement:
    """Takes a line into the group's wording: as a sentence of its own, or at the end of one that is there."""
    with transaction.atomic():
        _open(line.value.round)
        mine = OwnLine.objects.select_for_update(of=("self",)).select_related("used_in")
        found = mine.filter(pk=line.pk, put_to=group).first()
        if found is None:
            raise NotPossible(taken_back())
        line, before = found, found.used_in
        if before and not before.is_removed:
            raise NotPossible(_("Linjen er tatt med alt."))
        if into is None:
            statement = _new(value=line.value, group=group, text=line.text)
        else:
            statement = lock_row(into, whole=True)
            text = f"{statement.text.rstrip('. ')}, {line.text}"
            if len(text) > LONGEST:
                raise NotPossible(_("Setningen blir for lang. Ta linjen med som en egen setning."))
            _rewrite(statement, text)
        OwnLine.objects.filter(pk=line.pk).update(used_in=statement)
        _count(before)
        _count(statement)
        _tell(line.value.round)
    return statement


def taken_back() -> str:
    return _("Den som skrev linjen, har tatt den tilbake.")


def write(*, value: LineValue, group: Group, text: str) -> Statement:
    """A sentence of the group's that comes from no line."""
    with transaction.atomic():
        _open(value.round)
        there = Statement.objects.filter(value=value, group=group, text=text, removed_at=None).first()
        statement = there or _new(value=value, group=group, text=text)
        _tell(value.round)
    return statement


def _new(*, value: LineValue, group: Group, text: str) -> Statement:
    _room(value, group)
    return Statement.objects.create(value=value, group=group, text=text)


def _room(value: LineValue, group: Group) -> None:
    if Statement.objects.filter(value=value, group=group, removed_at=None).count() >= MOST_OF_GROUP:
        raise NotPossible(_("Åtte setninger for en verdi er nok. Flett linjen inn i en av dem, eller ta bort en."))


def save(*, statement: Statement, text: str, revision: int) -> Statement:
    """Writes a sentence anew, from the revision that its writer saw. Raises `WrittenMeanwhile`."""
    with transaction.atomic():
        _open(statement.value.round)
        row = lock_row(statement, whole=True)
        if row.is_removed:
            raise NotPossible(_("Noen i gruppen tok ut setningen imens. Lagrer du nå, blir din en ny."))
        if row.text == text:
            return row
        if row.revision != revision:
            raise WrittenMeanwhile(row)
        _rewrite(row, text)
        _tell(statement.value.round)
    return row


def _rewrite(statement: Statement, text: str) -> None:
    """From now on it is the group's own wording, also where it came from paper."""
    statement.text, statement.revision, statement.from_paper = text, statement.revision + 1, False
    statement.save(update_fields=["text", "revision", "from_paper"])


def enter(*, value: LineValue, group: Group, texts: list[str]) -> None:
    """Keeps what a group wrote on paper, in place of what was entered before. What it wrote on phones stays."""
    with transaction.atomic():
        _open(value.round)
        there = Statement.objects.filter(value=value, group=group)
        own = set(there.filter(from_paper=False, removed_at=None).values_list("text", flat=True))
        entered = there.filter(from_paper=True)
        entered.update(removed_at=timezone.now())
        for text in dict.fromkeys(texts):
            if text not in own and not entered.filter(text=text).update(removed_at=None):
                Statement.objects.create(value=value, group=group, text=text, from_paper=True)
        if there.filter(removed_at=None).count() > MOST_OF_GROUP:
            raise NotPossible(_("Åtte setninger for en verdi er nok, med dem gruppen har skrevet på telefonene."))
        _tell(value.round)


def take_out(*, statement: Statement, out: bool = True) -> None:
    """Takes a sentence out of the group's wording, or in again where there is room. Its lines may be used anew."""
    with transaction.atomic():
        _open(statement.value.round)
        if not out and Statement.objects.filter(pk=statement.pk, removed_at__isnull=False).exists():
            _room(statement.value, statement.group)
        Statement.objects.filter(pk=statement.pk).update(removed_at=timezone.now() if out else None)
        _tell(statement.value.round)


def close(*, round: Round) -> None:
    """Which line went into what is forgotten; how many did is kept."""
    OwnLine.objects.filter(value__round=round, used_in__isnull=False).update(used_in=None)


def _count(statement: Statement | None) -> None:
    if statement:
        writers = list(statement.sources.values_list("participation_id", flat=True))
        Statement.objects.filter(pk=statement.pk).update(lines=len(writers), members=len(set(writers)))


def _locked(round: Round) -> Round:
    return lock_row(round, whole=True)


def _open(round: Round) -> None:
    """Holds the round until the writing is done; only while it is open."""
    if not _locked(round).is_open:
        raise NotPossible(_("Oppgaven er avsluttet. Det dere skrev, er lagret."))


def _as_it_is(line: OwnLine) -> OwnLine:
    """The line as it stands now that its round is held. Raises `NotPossible` where it is gone."""
    found = OwnLine.objects.select_related("used_in", "value__round").filter(pk=line.pk).first()
    if found is None:
        raise NotPossible(taken_back())
    return found


def _tell(round: Round) -> None:
    live.announce(round.exercise.item.gathering.public_id, urgent=False)
