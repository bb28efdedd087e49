"""Who may write and read what belongs to questions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from programmes.models import Admission, Exercise, Gathering, Group, Participation, Person, Question, Round
from programmes.models.dated import on_day
from programmes.queries.groups import groups_of
from programmes.rules import Desk, InTurn, Seat, desk_at, seat_at, turn_in


@dataclass(frozen=True)
class Notebook:
    """What somebody writes for themselves at a gathering: as a leader, and as the guest they were."""

    gathering: Gathering
    seats: list[Participation]

    def seat(self, public_id: str) -> Participation:
        """The seat of that id among one's own, else the first."""
        return next((seat for seat in self.seats if seat.public_id == public_id), self.seats[0])


def notes_of(person: Person, gathering: str) -> Notebook:
    """A person's own notes of a gathering: those of a leader there, and those of a guest's seat that they claimed."""
    mine = Participation.objects.filter(on_day(prefix="membership__"), membership__person=person)
    leader = Q(on_day(), role=Participation.Role.LEADER, programme__gatherings__public_id=gathering)
    guest = Q(role=Participation.Role.GUEST, gathering__public_id=gathering)
    seats = list(mine.filter(leader | guest).select_related("membership__person").distinct().order_by("-role", "pk"))
    if not seats:
        raise Gathering.DoesNotExist
    found = Gathering.objects.select_related("programme__municipality").get(public_id=gathering)
    return Notebook(found, seats)


@dataclass(frozen=True)
class Page:
    """A question in one's notebook."""

    notebook: Notebook
    question: Question
    seat: Seat


def note_at(who: Person | Admission, gathering: str, question: str) -> Page:
    """A question of this gathering to which one writes for oneself."""
    if isinstance(who, Admission):
        seat = seat_at(who, gathering)
        notebook = Notebook(seat.gathering, [seat.participation])
    else:
        notebook = notes_of(who, gathering)
        seat = Seat(notebook.gathering, notebook.seats[0])
    found = Question.objects.select_related("exercise").get(
        public_id=question, answer=Question.Answer.OWN, exercise__item__gathering=notebook.gathering
    )
    return Page(notebook, found, seat)


@dataclass(frozen=True)
class Pen(InTurn):
    """Somebody's place in a group that answers together."""

    group: Group


def pen_in(who: Person | Admission, gathering: str, round: str) -> Pen:
    """The group in which one was counted when the round opened."""
    turn = turn_in(who, gathering, round)
    return Pen(
        turn,
        Group.objects.get(pk__in=turn.round.electors.filter(participation=turn.seat.participation).values("group")),
    )


@dataclass(frozen=True)
class Line:
    """A question that one's group answers together."""

    pen: Pen
    question: Question

    @property
    def seat(self) -> Seat:
        return self.pen.seat


def line_in(who: Person | Admission, gathering: str, round: str, question: str) -> Line:
    """A question of the round that the group answers."""
    pen = pen_in(who, gathering, round)
    found = Question.objects.get(
        public_id=question, answer=Question.Answer.GROUP, is_withdrawn=False, exercise=pen.turn.round.exercise
    )
    return Line(pen, found)


@dataclass(frozen=True)
class Reading:
    """A facilitator with a round whose texts they read."""

    desk: Desk
    round: Round


def round_of(person: Person, gathering: str, round: str) -> Reading:
    """A round of a gathering that the person facilitates."""
    desk = desk_at(person, gathering)
    found = Round.objects.select_related("exercise__item__gathering__programme").get(
        public_id=round, exercise__item__gathering=desk.gathering
    )
    return Reading(desk, found)


def texts_in(person: Person, gathering: str, round: str) -> Reading:
    """A revealed round with detached questions."""
    reading = round_of(person, gathering, round)
    detached = Question.objects.filter(
        exercise=reading.round.exercise, answer__in=[Question.Answer.ANONYMOUS, Question.Answer.EVALUATION]
    )
    if not reading.round.is_revealed or not detached.exists():
        raise Round.DoesNotExist
    return reading


@dataclass(frozen=True)
class Sheet:
    """What a group wrote on paper, in the hands of a facilitator."""

    reading: Reading
    group: Group


def sheet_of(person: Person, gathering: str, round: str, group: str) -> Sheet:
    """A group of the gathering, or one that was asked in the round."""
    reading = round_of(person, gathering, round)
    of_today = [each.pk for each in groups_of(reading.desk.gathering)]
    asked = reading.round.electors.values("group")
    return Sheet(reading, Group.objects.get(Q(pk__in=of_today) | Q(pk__in=asked), public_id=group))


@dataclass(frozen=True)
class Draft:
    """A facilitator with an exercise in their hands."""

    desk: Desk
    exercise: Exercise


def exercise_of(person: Person, gathering: str, exercise: str) -> Draft:
    """An exercise of a gathering that the person facilitates."""
    desk = desk_at(person, gathering)
    return Draft(desk, Exercise.objects.select_related("item").get(public_id=exercise, item__gathering=desk.gathering))
