"""What goals brings to the stage: the leaders' own sheets, written by each alone while the room has the time for it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import day_lines
from goals.day_lines import Written
from goals.services.done import set_done
from programmes.contract import Answers, ExerciseKind, Fragment, PhasePlan, Progress, Step, Text, register
from programmes.models import Elector, Exercise, Membership, Participation, Phase, Round
from programmes.worksheets import worksheet_kinds


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
        return Fragment("goals/own_exercise_lines.html", {"sheets": found}) if found else None

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return phase.writer == Phase.Writer.EACH

    def progress(self, round: Round) -> Progress | None:
        electors = round.electors
        return Progress(electors.filter(has_answered=True).count(), electors.count(), _("har sagt at de er ferdige"))

    def participant(self, step: Step) -> Fragment | None:
        if step.phase.writer != Phase.Writer.EACH:
            return None
        membership = step.participation.membership
        context = {
            "exercise": step.exercise,
            "phase": step.phase,
            "opens": self.opens,
            "address": self.address(membership) if membership else "",
            "round": step.round if step.round and step.round.is_open and step.elector else None,
            "is_done": bool(step.elector and step.elector.has_answered),
        }
        return Fragment("goals/own_exercise.html", context)

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        return Fragment("goals/own_exercise_desk.html")

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Somebody says that they are done; nobody's own sheet is written."""
        set_done(round=round, participation=elector.participation, done=True)
        return False


class Tool(OwnSheet):
    """A worksheet."""

    @property
    def sheets(self) -> str:
        return self.slug.removeprefix("tool-")

    def address(self, membership: Membership) -> str:
        return reverse("worksheets", args=[membership.public_id, self.sheets])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_worksheets(worksheet_kinds()[self.sheets], membership, day)


IN_PAIRS = PhasePlan("pairs", 10, _("Fortell hverandre det dere vil om det dere skrev. Fordel tiden mellom dere."))


@register
class PlatformExercise(OwnSheet):
    slug = "platform"
    name = _("Min lederplattform")
    about = _("Hver leder svarer på de ni spørsmålene for seg selv. Ingen andre ser svarene.")
    opens = _("Åpne lederplattformen")
    phases = (
        PhasePlan("alone", 15, _("Bygg på din egen lederplattform. Svar i den rekkefølgen du vil."), "each"),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("platform", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_platform(membership)


@register
class LadderExercise(OwnSheet):
    slug = "ladder"
    name = _("Endringstrappen min")
    about = _("Hver leder bygger en trapp mot et mål, med mestringstro på hvert trinn. Ingen andre ser den.")
    opens = _("Åpne endringstrappene")
    phases = (
        PhasePlan(
            "alone",
            15,
            _("Skriv målet ditt øverst, og opptil ti trinn fra lett til vanskelig. Hvor sikker er du på hvert trinn?"),
            "each",
        ),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("ladders", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_ladders(membership, day)


@register
class AttainmentExercise(OwnSheet):
    slug = "attainment"
    name = _("Måloppnåelse og innsats")
    about = _("Hver leder skriver hva som er forventet av et mål og av innsatsen. Ingen andre ser tabellen.")
    opens = _("Åpne måltabellene")
    phases = (
        PhasePlan(
            "alone",
            20,
            _("Ta for deg et mål. Skriv hva du forventer å oppnå, og hva du forventer av innsatsen."),
            "each",
        ),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("attainments", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_attainments(membership, day)


@register
class ExplanationExercise(Tool):
    slug = "tool-explanations"
    name = _("Forklaringsstil")
    about = _("Hver leder tar for seg noe som gikk galt, og forklarer det på nytt. Ingen andre ser det.")
    phases = (
        PhasePlan("alone", 10, _("Ta for deg noe som gikk galt, og skriv forklaringen om."), "each"),
        IN_PAIRS,
    )


@register
class WorryExercise(Tool):
    slug = "tool-worries"
    name = _("Bekymringsbrøken")
    about = _("Hver leder ser hva som skal til for at en bekymring blir mindre. Ingen andre ser det.")
    phases = (PhasePlan("alone", 10, _("Ta for deg en bekymring, og se hva som flytter den."), "each"),)


@register
class GrowExercise(Tool):
    slug = "tool-grow"
    name = _("GROW")
    about = _("To og to: den ene spør, den andre svarer og skriver. Det ender i et tiltak med frist på målkortet.")
    phases = (
        PhasePlan("pairs", 30, _("Den ene spør, den andre svarer og skriver. Halvveis bytter dere."), "each"),
        PhasePlan("together", 5, _("Hva går dere hjem og gjør?")),
    )


@register
class MoodExercise(Tool):
    slug = "tool-moods"
    name = _("Humøret mitt")
    about = _("Hver leder skriver hvordan det er nå, og hvordan de vil ha det. Ingen andre ser det.")
    phases = (PhasePlan("alone", 7, _("Hvordan er det akkurat nå, og hvordan vil du ha det?"), "each"),)
