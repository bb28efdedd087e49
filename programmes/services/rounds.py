"""Rounds: opened, closed, revealed; in that order, and each once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config import erasing, live
from config.locking import lock_row
from config.written import Upsert
from programmes.contract import NotPossible, kind_of
from programmes.models import Elector, Exercise, Gathering, Group, GroupMember, GroupSet, Participation, Person, Round
from programmes.queries.groups import group_set_for
from programmes.queries.room import participants_of
from programmes.services import floors
from programmes.services.holding import hold_seats
from programmes.services.trail import record
from programmes.signals import round_opened

M = TypeVar("M", bound=models.Model)


def newest(exercise: Exercise) -> Round | None:
    return exercise.rounds.select_related("exercise").order_by("number").last()


def open_round(*, exercise: Exercise, by: Person | None, named: bool = False) -> Round:
    """Opens the next round and freezes who is asked, in which group, and whether it is a named one.

    One that is open is returned as it is. Raises `NotPossible` where the exercise lacks what it asks about, and where
    names would come beside sums of the same people.
    """
    with transaction.atomic():
        hold_seats(exercise.item.gathering)
        lock_row(exercise, whole=True)
        last = newest(exercise)
        if last and last.is_open:
            return last
        if missing := kind_of(exercise).lacks(exercise):
            raise NotPossible(missing)
        round = Round.objects.create(
            exercise=exercise,
            number=(last.number if last else 0) + 1,
            opened_at=timezone.now(),
            is_named=named,
        )
        Elector.objects.bulk_create(_electorate(round, exercise.item.gathering))
        kind_of(exercise).open(round, by=by)
        if kind_of(exercise).tells_apart(round):
            raise NotPossible(_names_beside_sums(named))
        _record("round.open", round, by)
        round_opened.send(sender=Round, round=round)
    return round


def _names_beside_sums(named: bool) -> str:
    if named:
        return _(
            "Noen av dere har svart på dette uten navn. Med navn nå kunne det vist hva den som ikke svarer, svarte da. "
            "Åpne runden anonymt, eller spør om noe annet."
        )
    return _("En åpen runde om det samme er ikke lukket. Lukk den først, så kan denne åpnes.")


class Answers(Upsert[M]):
    """Answers to a round, each written while it is open, by somebody who is asked in it; a model of `round` and
    `participation`.

    One statement, since a whole room hands in within a minute. A close waits for those who are about to write: that is
    FOR SHARE, which SQLite, where one writes at a time, does not need.
    """

    def _source(self, placeholders: str) -> str:
        share = " FOR SHARE OF held" if connection.vendor == "postgresql" else ""
        return (
            f"SELECT {placeholders} FROM {Round._meta.db_table} held"  # noqa: S608
            f" JOIN {Elector._meta.db_table} asked ON asked.round_id = held.id"
            f" WHERE held.id = %s AND asked.participation_id = %s AND held.closed_at IS NULL{share}"
        )

    def _more(self, row: Any) -> list[Any]:
        return [row.round_id, row.participation_id]


def why_not(*, round: Round, participation: Participation) -> str:
    """Why somebody can't answer in a round; empty where they can."""
    if not Elector.objects.filter(round=round, participation=participation).exists():
        return _("Du er ikke med i denne runden.")
    if Round.objects.filter(pk=round.pk, closed_at__isnull=False).exists():
        return _("Runden er lukket. Det kommer ikke flere svar inn.")
    return ""


def close_round(*, round: Round, by: Person | None) -> Round:
    """Closes an open round; closed already: as it is. What was sealed is gone afterwards."""
    with transaction.atomic():
        round = Round.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=round.pk)
        if not round.is_open:
            return round
        round.closed_at = timezone.now()
        round.save(update_fields=["closed_at"])
        kind_of(round.exercise).close(round)
        erasing.ask(round.public_id)
        _record("round.close", round, by)
    return round


def reveal(*, round: Round, by: Person | None) -> Round:
    """Lets the room see the result; only a closed round can be shown."""
    with transaction.atomic():
        round = Round.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=round.pk)
        if round.is_open:
            raise NotPossible(_("Lukk runden først. Da kommer ingen flere svar inn."))
        if not round.is_revealed:
            round.revealed_at = timezone.now()
            round.save(update_fields=["revealed_at"])
            _record("round.reveal", round, by)
    return round


def close_all(*, gathering: Gathering, by: Person | None) -> None:
    for round in Round.objects.filter(exercise__item__gathering=gathering, closed_at__isnull=True):
        close_round(round=round, by=by)


def include(*, participation: Participation, gathering: Gathering) -> None:
    """Lets somebody who came late, or changed group, into the rounds that are open and whose electorate may grow."""
    include_all(participations=[participation], gathering=gathering)


def include_all(*, participations: Iterable[Participation], gathering: Gathering) -> None:
    """The same for many at once. Who is not counted on today, or runs the gathering, is left out."""
    wanted = {each.pk for each in participations}
    open_rounds = Round.objects.filter(exercise__item__gathering=gathering, closed_at__isnull=True)
    with transaction.atomic():
        hold_seats(gathering)
        for round in open_rounds.select_related("exercise"):
            if not kind_of(round.exercise).is_frozen(round.exercise):
                _take_in(round, _electorate(round, gathering, only=wanted), group_set_for(gathering))
    live.announce(gathering.public_id)


def _take_in(round: Round, found: list[Elector], chosen: GroupSet | None) -> None:
    """A round keeps the groups that it opened with: where others have been made since, only who is asked may grow."""
    was = dict(round.electors.values_list("participation_id", "group_id"))
    used = set(round.electors.filter(group__isnull=False).values_list("group__group_set", flat=True))
    if chosen and used and chosen.pk not in used:
        for each in found:
            each.group_id = was.get(each.participation_id)
    news = [each for each in found if was.get(each.participation_id, 0) != each.group_id]
    if not news:
        return
    entered = {each.group_id for each in news}
    ids = {*entered, *(was.get(each.participation_id) for each in news)}
    touched = list(Group.objects.filter(pk__in=[pk for pk in ids if pk]))
    with floors.kept(round=round, groups=touched):
        Elector.objects.bulk_create(
            news, update_conflicts=True, unique_fields=["round", "participation"], update_fields=["group"]
        )
        for group in touched:
            if group.pk in entered:
                kind_of(round.exercise).welcome(round, group)


def _electorate(round: Round, gathering: Gathering, *, only: Collection[int] | None = None) -> list[Elector]:
    # Who runs the gathering is never asked in it.
    running = gathering.programme.participations.current().filter(role=Participation.Role.FACILITATOR)
    asked = participants_of(gathering).exclude(membership__in=running.values("membership"))
    if only is not None:
        asked = asked.filter(pk__in=only)
    chosen = group_set_for(gathering)
    groups = (
        dict(GroupMember.objects.current().filter(group__group_set=chosen).values_list("participation_id", "group_id"))
        if chosen
        else {}
    )
    return [Elector(round=round, participation=each, group_id=groups.get(each.pk)) for each in asked]


def _record(act: str, round: Round, by: Person | None) -> None:
    gathering = round.exercise.item.gathering
    live.announce(gathering.public_id)
    record(act, by=by, subject=f"round:{round.public_id}", municipality=gathering.programme.municipality)
