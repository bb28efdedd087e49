"""Exercises in which leaders write on sheets of their own, each alone while the room has the time for it.

An app registers one for each kind of sheet that it brings, with its address:

    @register
    class Ladder(OwnSheet):
        slug = "ladder"
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.contract import Answers, ExerciseKind, Fragment, PhasePlan, Progress, Step, Text, kind_of
from programmes.models import Admission, Elector, Exercise, Membership, Participation, Person, Phase, Round
from programmes.rules import Turn, turn_in
from programmes.services.done import set_done
from programmes.worksheets import worksheet_kinds


@dataclass(frozen=True)
class Written:
    """A sheet: what it is called (empty where there is only one), and its texts with what each answers."""

    title: str
    parts: list[tuple[Text, str]]


def on_the_phone(step: Step, **more: object) -> Fragment:
    """Where leaders write on what is their own; without an `address`, a guest is told why there is none."""
    membership = step.participation.membership
    person = membership.person if membership else None
    context = {
        "exercise": step.exercise,
        "phase": step.phase,
        "is_pretend": step.participation.is_pretend,
        "is_unreachable": bool(person and not person.email) and not step.participation.is_pretend,
    }
    return Fragment("programmes/own_sheets/phone.html", context | more)


class OwnSheet(ExerciseKind):
    """Each writes on a sheet of their own. Nothing of it is the room's: what is counted is who has said they are done."""

    answers = Answers.OWN
    has_result = False
    counts_on_wall = False
    opens: ClassVar[Text] = _("Åpne arket")
    """What the button to the sheet says."""

    def address(self, membership: Membership) -> str:
        raise NotImplementedError

    def written(self, membership: Membership, day: date) -> list[Written]:
        """What its owner wrote on sheets of this kind that day."""
        raise NotImplementedError

    def own_lines(self, round: Round, participation: Participation) -> Fragment | None:
        """One's own sheets of the day, once however often the exercise was on."""
        membership = participation.membership
        if membership is None or round.number > 1:
            return None
        found = self.written(membership, round.exercise.item.gathering.date)
        return Fragment("programmes/own_sheets/lines.html", {"sheets": found}) if found else None

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return phase.writer == Phase.Writer.EACH

    def progress(self, round: Round) -> Progress | None:
        electors = round.electors
        return Progress(electors.filter(has_answered=True).count(), electors.count(), _("har sagt at de er ferdige"))

    def participant(self, step: Step) -> Fragment | None:
        if step.phase.writer != Phase.Writer.EACH:
            return None
        membership = step.participation.membership
        return on_the_phone(
            step,
            opens=self.opens,
            address=self.address(membership) if membership else "",
            round=step.round if step.round and step.round.is_open and step.elector else None,
            is_done=bool(step.elector and step.elector.has_answered),
        )

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        return Fragment("programmes/own_sheets/desk.html")

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Somebody says that they are done; nobody's own sheet is written."""
        set_done(round=round, participation=elector.participation, done=True)
        return False


class OwnWorksheet(OwnSheet):
    """The same of a kind of worksheet, which its slug names after `tool-`."""

    @property
    def sheets(self) -> str:
        return self.slug.removeprefix("tool-")

    def address(self, membership: Membership) -> str:
        return reverse("worksheets", args=[membership.public_id, self.sheets])

    def written(self, membership: Membership, day: date) -> list[Written]:
        """Those that were begun or last written on the day, the first first."""
        kind = worksheet_kinds()[self.sheets]
        sheets = kind.of(membership).filter(Q(begun_on=day) | Q(changed_at__date=day)).order_by("begun_on", "pk")
        found = [Written(kind.title(sheet), kind.parts(sheet)) for sheet in sheets]
        return [each for each in found if each.parts]


IN_PAIRS = PhasePlan("pairs", 10, _("Fortell hverandre det dere vil om det dere skrev. Fordel tiden mellom dere."))


def own_sheet_turn(who: Person | Admission, gathering: str, round: str) -> Turn:
    """A round in which one is asked to write on a sheet of one's own."""
    turn = turn_in(who, gathering, round)
    if not isinstance(kind_of(turn.round.exercise), OwnSheet):
        raise Round.DoesNotExist
    return turn
