"""Who may touch what is made of values: in a round, before it is one, and on the shared platform."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from config.ids import ALPHABET
from programmes.models import Admission, Participation, Person, Programme, Round
from programmes.models.dated import on_day
from programmes.rules import InTurn, Turn, hr_municipalities, programme_run_by, turn_in
from programmes.rules.question import Draft, Pen, Reading, exercise_of, pen_in, texts_in
from values.models import Diamond, Platform, PlatformEdition

LINK = re.compile(f"[{ALPHABET}]{{20}}")


@dataclass(frozen=True)
class Hand(InTurn):
    """A leader with a hand on their own group's diamond."""

    diamond: Diamond


def hand_on_diamond(person: Person | Admission, gathering: str, round: str) -> Hand:
    """The diamond of the group in which the person was counted when the round opened."""
    turn = turn_in(person, gathering, round)
    diamond = Diamond.objects.select_related("group", "round__exercise__item__gathering__programme").get(
        round=turn.round,
        group__in=turn.round.electors.filter(participation=turn.seat.participation).values("group"),
    )
    return Hand(turn, diamond)


def list_in(who: Person | Admission, gathering: str, round: str) -> Turn:
    """A leader's place at the top three of all, where values that are missed are proposed."""
    turn = turn_in(who, gathering, round)
    if turn.round.exercise.kind != "top-three":
        raise Round.DoesNotExist
    return turn


def decision_at(person: Person, gathering: str, exercise: str) -> Draft:
    """An exercise of a gathering that the person facilitates, in which values are decided."""
    draft = exercise_of(person, gathering, exercise)
    if draft.exercise.kind != "decision":
        raise draft.exercise.DoesNotExist
    return draft


def lines_in(who: Person | Admission, gathering: str, round: str) -> Turn:
    """A leader's place in a round of «Som leder skal jeg …», where one writes lines of one's own."""
    return _of_lines(turn_in(who, gathering, round))


def statements_in(who: Person | Admission, gathering: str, round: str) -> Pen:
    """The group in which a leader was counted there, for the wording that it writes together."""
    pen = pen_in(who, gathering, round)
    _of_lines(pen.turn)
    return pen


def _of_lines(turn: Turn) -> Turn:
    if turn.round.exercise.kind != "lines":
        raise Round.DoesNotExist
    return turn


def stand_in(who: Person | Admission, gathering: str, round: str) -> Pen:
    """The group in which a leader was counted in a gallery walk."""
    pen = pen_in(who, gathering, round)
    if pen.turn.round.exercise.kind != "gallery":
        raise Round.DoesNotExist
    return pen


def purpose_at(person: Person, gathering: str, round: str) -> Reading:
    """A revealed round of ideas about the purpose, of a gathering that the person facilitates."""
    reading = texts_in(person, gathering, round)
    if reading.round.exercise.kind != "purpose":
        raise Round.DoesNotExist
    return reading


def deal_at(person: Person, gathering: str, exercise: str) -> Draft:
    """An exercise of a gathering that the person facilitates, in which values are dealt to groups."""
    draft = exercise_of(person, gathering, exercise)
    if draft.exercise.kind != "lines":
        raise draft.exercise.DoesNotExist
    return draft


@dataclass(frozen=True)
class Reader:
    """Somebody of a programme, with the leader platform that it has."""

    programme: Programme
    writes: bool  # whether they are one of its facilitators


def platform_reader(person: Person, programme: str) -> Reader:
    """A programme that the person leads in or facilitates today, or whose municipality's HR they are."""
    mine = Programme.objects.filter(
        on_day(prefix="participations__"),
        on_day(prefix="participations__membership__"),
        participations__membership__person=person,
        participations__role__in=[Participation.Role.LEADER, Participation.Role.FACILITATOR],
    )
    found = (
        Programme.objects.select_related("municipality")
        .filter(Q(pk__in=mine.values("pk")) | Q(municipality__in=hr_municipalities(person)))
        .get(public_id=programme)
    )
    return Reader(found, Programme.objects.run_by(person.pk).filter(pk=found.pk).exists())


@dataclass(frozen=True)
class EditionReader:
    """A reader with one edition of the platform in their hands."""

    reader: Reader
    edition: PlatformEdition


def platform_edition(person: Person, programme: str, edition: str) -> EditionReader:
    """An edition of that programme's platform."""
    reader = platform_reader(person, programme)
    editions = PlatformEdition.objects.select_related("platform__programme__municipality")
    return EditionReader(reader, editions.get(public_id=edition, platform__programme=reader.programme))


def edition_of_writer(person: Person, programme: str, edition: str) -> PlatformEdition:
    """An edition of the platform of a programme that the person facilitates today."""
    written = programme_run_by(person, programme)
    editions = PlatformEdition.objects.select_related("platform__programme__municipality")
    return editions.get(public_id=edition, platform__programme=written)


def platform_by_link(token: str) -> Platform:
    """The platform whose public address this is, for as long as it is open, and something was published."""
    if LINK.fullmatch(token) is None:
        raise Platform.DoesNotExist
    found = Platform.objects.select_related("programme__municipality")
    return found.filter(editions__isnull=False).distinct().get(link=token)
