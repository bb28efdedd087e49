"""What efficacy brings to the stage: ratings of the group, one's own rating, and the group's own cases."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from efficacy import queries_assessment as queries
from efficacy import services_assessment as services
from efficacy.forms_assessment import InstrumentOptions
from efficacy.models import Instrument
from programmes import detached
from programmes.contract import Answers, ExerciseKind, Fragment, NotPossible, PhasePlan, Progress, Step, register
from programmes.models import Elector, Exercise, Person, Phase, Round

Mode, Writer = Phase.Mode, Phase.Writer


@register
class AssessmentKind(ExerciseKind):
    """Each rates the group alone and without a name; the room sees what may be shown, and talks about it."""

    slug = "assessment"
    name = _("Vurdering av gruppen")
    about = _("Hver svarer alene og uten navn. Når runden er lukket, ser dere bildet sammen, og drøfter det.")
    phases = (
        PhasePlan(Mode.ALONE, 5, _("Svar på utsagnene, hver for seg. Ingen ser hva du svarer."), Writer.EACH),
        PhasePlan(Mode.GROUPS, 10, _("Hva ligger bak tallene? Gi eksempler fra arbeidet i gruppa.")),
        PhasePlan(Mode.TOGETHER, 10, _("Hva vil vi gjøre noe med, og hvem begynner?")),
    )
    styles = ("efficacy.css",)
    answers = Answers.DETACHED
    has_named_form = True
    repeats = True
    has_result = True

    def asks_in(self, exercise: Exercise) -> str:
        return Mode.ALONE

    def options(self, exercise: Exercise | None, data: Any = None) -> Form | None:
        return InstrumentOptions(exercise, data)

    def keep_options(self, exercise: Exercise, form: Form) -> None:
        assert isinstance(form, InstrumentOptions)
        chosen = form.cleaned_data["instrument"]
        instrument: Instrument = form.own.get(chosen) or services.shipped_instrument(chosen)
        services.choose(exercise=exercise, instrument=instrument, floor=form.cleaned_data["floor"])

    def open(self, round: Round, *, by: Person | None) -> None:
        if queries.assessment_of(round.exercise) is None:
            raise NotPossible(_("Velg først hva dere skal svare på, under «Oppgavene i dagen»."))
        services.begin(round=round)

    def close(self, round: Round) -> None:
        services.release(round=round)

    def participant(self, step: Step) -> Fragment | None:
        assessment = queries.assessment_of(step.exercise)
        if assessment is None:
            return None
        round = step.round
        if round and not round.is_open:
            return self._afterwards(step, round)
        if step.phase.mode != Mode.ALONE:
            return None
        sheet = queries.sheet(assessment, round, step.participation, step.elector)
        return Fragment("efficacy/phone.html", {"exercise": step.exercise, "round": round, "sheet": sheet})

    def _afterwards(self, step: Step, round: Round) -> Fragment:
        found = queries.outcome(round) if round.is_revealed else None
        return Fragment("efficacy/result.html", {"exercise": step.exercise, "round": round, "outcome": found})

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Mode.ALONE

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return phase.mode == Mode.ALONE

    def projector(self, round: Round) -> Fragment | None:
        found = queries.outcome(round)
        return Fragment("efficacy/wall.html", {"round": round, "outcome": found}) if found else None

    def desk(self, round: Round) -> Fragment | None:
        found = queries.outcome(round)
        return Fragment("efficacy/desk.html", {"round": round, "outcome": found}) if found else None

    def summary(self, round: Round) -> Fragment | None:
        return self.desk(round) if round.is_revealed else None

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        """That too few have answered is said kindly; else what holds for sums."""
        assessment = queries.assessment_of(exercise)
        if assessment is None:
            return Fragment("efficacy/told.html", {"is_unchosen": True})
        if round and not round.is_open and not round.is_named and (round.respondents or 0) < assessment.floor:
            return Fragment("efficacy/told.html", {"respondents": round.respondents or 0, "floor": assessment.floor})
        return None

    def progress(self, round: Round) -> Progress | None:
        return Progress(queries.progress(round), round.electors.count(), _("har svart"))

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        assessment = queries.assessment_of(round.exercise)
        if assessment is None:
            return False
        chance = random.Random(elector.participation_id)  # noqa: S311 (play, not secrecy)
        data = assessment.instrument.data
        answers = {
            factor.key: [chance.choice(list(data.steps)[1:-1]) for _item in factor.items] for factor in data.factors
        }
        with suppress(NotPossible, detached.AnsweredAlready):
            services.answer(round=round, participation=elector.participation, answers=answers)
        return False
