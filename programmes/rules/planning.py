"""Who may plan: begin programmes, change who is in them, and use what is ready-made. As rules.py, for the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from programmes.contract import kinds
from programmes.models import Change, Membership, Municipality, Office, Participation, Person, Programme, SavedProgramme
from programmes.models.dated import on_day
from programmes.readymade.plans import ReadyMade
from programmes.readymade.reading import from_saved
from programmes.readymade.shelf import shipped
from programmes.rules import programme_run_by


@dataclass(frozen=True)
class Planner:
    """Somebody who may begin a programme, and the municipalities where they may."""

    person: Person
    municipalities: list[Municipality]


def planner(person: Person) -> Planner:
    """Who facilitates a programme today, or has an office in a municipality."""
    offices = Office.objects.filter(on_day(), on_day(prefix="membership__"), membership__person=person)
    mine = Q(programmes__in=Programme.objects.run_by(person.pk)) | Q(memberships__offices__in=offices)
    found = list(Municipality.objects.filter(mine).distinct().order_by("name", "pk"))
    if not found:
        raise Http404
    return Planner(person, found)


def municipality_of(person: Person, municipality: str) -> Municipality:
    """A municipality that the person belongs to today."""
    return Municipality.objects.distinct().get(
        on_day(prefix="memberships__"), memberships__person=person, public_id=municipality
    )


@dataclass(frozen=True)
class Known:
    """Somebody of a programme as its facilitator sees them: who they are, never what they have written."""

    programme: Programme
    membership: Membership
    participation: Participation | None  # as a leader of the programme, today or last; None for a nearest manager


def person_in(person: Person, programme: str, leader: str) -> Known:
    """A leader of a programme that the person facilitates, also one who has left, or the nearest manager of one."""
    run = programme_run_by(person, programme)
    found = Membership.objects.select_related("person", "municipality", "unit").get(
        public_id=leader, municipality=run.municipality_id
    )
    mine = found.participations.filter(programme=run, role=Participation.Role.LEADER).order_by("-since", "-pk").first()
    if mine is None and not _manages_in(found, run):
        raise Membership.DoesNotExist
    if mine:
        mine.membership = found
    return Known(run, found, mine)


def _manages_in(membership: Membership, programme: Programme) -> bool:
    """Whether somebody is nearest manager of a leader there, today or later; one on leave is so still."""
    ahead = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    theirs = membership.reports.filter(
        on_day(prefix="leader__participations__"),
        leader__participations__programme=programme,
        leader__participations__role=Participation.Role.LEADER,
    )
    return theirs.filter(ahead).exists() or (membership.leaves.filter(ahead).exists() and theirs.exists())


def person_in_change(person: Person, programme: str, leader: str, what: str) -> tuple[Known, str]:
    """Somebody of a programme, and a kind of change that can be made of them."""
    known = person_in(person, programme, leader)
    if what not in Change.Kind.values or (
        known.participation is None and what not in (Change.Kind.LEAVE, Change.Kind.BACK)
    ):
        raise Http404
    return known, what


@dataclass(frozen=True)
class Chosen:
    """A ready-made programme that a planner looks at, and the municipalities in which they may use it."""

    planner: Planner
    made: ReadyMade
    saved: SavedProgramme | None
    municipalities: list[Municipality]


def ready_made(person: Person, made: str) -> Chosen:
    """One that comes with the program, or that a municipality of the planner's has saved: for there alone."""
    who = planner(person)
    if made in shipped():
        return Chosen(who, shipped()[made], None, who.municipalities)
    saved = _saved(who, made)
    return Chosen(who, from_saved(saved.content, kinds=kinds()), saved, [saved.municipality])


def _saved(who: Planner, public_id: str) -> SavedProgramme:
    return SavedProgramme.objects.select_related("municipality").get(
        public_id=public_id, municipality__in=who.municipalities
    )


def saved_programme(person: Person, made: str) -> SavedProgramme:
    """A saved one of a municipality in which the person plans."""
    return _saved(planner(person), made)
