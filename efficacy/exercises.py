"""What efficacy brings to the stage: ratings of the group, one's own rating, and the group's own cases."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from efficacy import earlier, exercises_sheets, shipped
from efficacy.forms.assessment import InstrumentOptions
from efficacy.models import Assessment, Instrument
from efficacy.queries import assessment as queries
from efficacy.queries import cases as sorting
from efficacy.queries import own
from efficacy.services import assessment as services
from efficacy.services import cases
from efficacy.wording import spoken
from efficacy.writing import context_of
from programmes import detached
from programmes.contract import (
    Answers,
    ExerciseKind,
    Fragment,
    GroupProgress,
    NotPossible,
    PhasePlan,
    Progress,
    Step,
    register,
)
from programmes.models import Elector, Exercise, Group, Participation, Person, Phase, Question, Round
from programmes.own_sheets import on_the_phone
from programmes.queries.groups import groups_of

__all__ = ["exercises_sheets"]

Mode, Writer = Phase.Mode, Phase.Writer


def areas() -> list[str]:
    """The nine areas of mastery-oriented leadership."""
    return [spoken(factor.name) for factor in shipped.MASTERY_LEADER.factors]


@register
class AssessmentKind(ExerciseKind):
    """Each rates the group alone and without a name; the room sees what may be shown, and talks about it."""

    slug = "assessment"
    name = _("Vurdering av gruppen")
    about = _("Hver svarer alene og uten navn. Når runden er lukket, ser dere bildet sammen, og drøfter det.")
    phases = (
        PhasePlan(Mode.ALONE, 5, _("Svar på utsagnene, hver for seg. Ingen ser hva du svarer."), Writer.EACH),
        PhasePlan(Mode.GROUPS, 10, _("Hva ligger bak tallene? Gi eksempler fra arbeidet i gruppen.")),
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

    def refused(self, exercise: Exercise, form: Form, *, by: Person) -> None:
        assert isinstance(form, InstrumentOptions)
        is_used = bool(exercise.pk) and exercise.rounds.exists()
        if form.floor_is_too_low or (is_used and form.changes_floor):
            services.note_refused_floor(exercise=exercise, by=by)

    def copied(self, exercise: Exercise, made: Exercise) -> None:
        if assessment := queries.assessment_of(exercise):
            services.choose(exercise=made, instrument=assessment.instrument, floor=assessment.floor)

    def chosen(self, exercise: Exercise) -> dict[str, str]:
        assessment = queries.assessment_of(exercise)
        if assessment is None:
            return {}
        instrument = assessment.instrument
        name = instrument.public_id if instrument.municipality_id else instrument.slug
        return {"instrument": name, "floor": str(assessment.floor)}

    def floor(self, exercise: Exercise) -> int:
        return exercise.assessment.floor

    def statements(self, exercises: Sequence[Exercise]) -> dict[int, list[str]]:
        found = Assessment.objects.filter(exercise__in=exercises).select_related("instrument")
        return {
            each.exercise_id: [spoken(item.text) for _factor, _number, item in each.instrument.data.items]
            for each in found
        }

    def lacks(self, exercise: Exercise) -> str:
        if queries.assessment_of(exercise):
            return ""
        return str(_("Velg først hva dere skal svare på, under «Oppgavene i dagen»."))

    def open(self, round: Round, *, by: Person | None) -> None:
        services.begin(round=round)

    def tells_apart(self, round: Round) -> bool:
        return earlier.tells_apart(round, round.exercise.assessment.instrument)

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
        membership = step.participation.membership
        copies = assessment.instrument.slug == shipped.MASTERY_LEADER.slug and membership is not None
        given = own.numbers(membership, with_before=step.is_signed_in) if copies and membership else None
        sheet = queries.sheet(assessment, round, step.participation, step.elector, given)
        return Fragment("efficacy/phone.html", {"exercise": step.exercise, "round": round, "sheet": sheet})

    def _afterwards(self, step: Step, round: Round) -> Fragment:
        short = not round.is_named and (round.respondents or 0) < step.exercise.assessment.floor
        found = queries.outcome(round) if round.is_revealed or short else None
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

    def summary(self, round: Round) -> list[str]:
        """What stands out; nothing of who answered what, nor of fewer than may be shown."""
        found = queries.outcome(round) if round.is_revealed and not round.is_named else None
        return [found.finding] if found and found.finding and not found.is_short else []

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        """That too few have answered is said kindly; else what holds for sums."""
        assessment = queries.assessment_of(exercise)
        if assessment is None:
            return Fragment("efficacy/told.html", {"is_unchosen": True, "programme": exercise.item.gathering.programme})
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


@register
class SelfRatingKind(ExerciseKind):
    """Each rates themselves on nine areas, and tells the group as much of it as they like. It stays their own."""

    slug = "self-rating"
    name = _("Mestringsorientert leder")
    about = _("Hver leder vurderer seg selv på ni områder, med begrunnelse, og deler i gruppen det de selv vil.")
    phases = (
        PhasePlan(
            Mode.ALONE,
            7,
            _(
                "Gå gjennom tabellen og sett tall fra 1 til 6. Reflekter over styrker og utviklingspunkt. "
                "Tenk gjerne på konkrete eksempler."
            ),
            Writer.EACH,
        ),
        PhasePlan(
            Mode.GROUPS,
            15,
            _(
                "Rekkefremlegg. Del både styrker og utviklingspunkt med hverandre. Lytt, og gi hverandre "
                "anerkjennende tilbakemeldinger."
            ),
            in_turn=True,
        ),
        PhasePlan(Mode.TO_PLENARY, 5, _("Bli enige om innsikt eller refleksjoner som dere vil dele i plenum.")),
        PhasePlan(Mode.TOGETHER, 10, _("Vi deler i plenum. Lag deg et eller to utviklingsmål.")),
    )
    styles = ("efficacy.css",)
    answers = Answers.OWN

    def asked(self, exercise: Exercise, phase: Phase) -> list[Question]:
        """The nine areas, for the projector while each rates themselves."""
        if phase.mode != Mode.ALONE:
            return []
        return [Question(text=area, answer=Question.Answer.OWN) for area in areas()]

    def statements(self, exercises: Sequence[Exercise]) -> dict[int, list[str]]:
        return {exercise.pk: areas() for exercise in exercises}

    def participant(self, step: Step) -> Fragment | None:
        membership = step.participation.membership
        if membership is None:
            return on_the_phone(step) if step.phase.mode == Mode.ALONE else None
        sheet = own.today(membership, with_before=step.is_signed_in)
        context: dict[str, Any] = {"exercise": step.exercise, "membership": membership, "sheet": sheet}
        if step.phase.mode != Mode.ALONE:
            return Fragment("efficacy/self_talk.html", {**context, "is_last": step.phase.mode == Mode.TOGETHER})
        url = reverse("self-rating-in-room", args=[step.exercise.item.gathering.public_id])
        return Fragment("efficacy/self_phone.html", {**context, **context_of(sheet, url)})

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Mode.ALONE

    def own_lines(self, round: Round, participation: Participation) -> Fragment | None:
        """What somebody rated that day."""
        if participation.membership is None:
            return None
        day = round.exercise.item.gathering.date
        found = [each for each in own.ratings_of(participation.membership) if each.on == day]
        return Fragment("efficacy/own_lines.html", {"sheet": own.sheet(found[-1], None)}) if found else None


@register
class CasesKind(ExerciseKind):
    """Each group writes down the cases of its own agenda, and sorts them by two questions into four situations."""

    slug = "cases"
    name = _("Saksstruktur")
    about = _("Gruppene sorterer sakene sine etter to spørsmål, og ser hvor møtetiden går.")
    question = _("Arbeider vi med saker der vi er gjensidig avhengige av hverandre?")
    phases = (
        PhasePlan(
            Mode.GROUPS,
            10,
            _("Skriv ned sakene fra de siste møtene, gjerne med minutter. Sorter dem etter de to spørsmålene."),
            Writer.ANYBODY,
        ),
        PhasePlan(Mode.TOGETHER, 10, _("Hvor går tiden vår? Hvilke saker skal ut, og hvilke skal få mer tid?")),
    )
    styles = ("efficacy.css",)
    scripts = ("board.js",)
    answers = Answers.GROUP
    has_result = True
    result_name = _("Sakene")

    def open(self, round: Round, *, by: Person | None) -> None:
        cases.lay_out(round=round, groups=groups_of(round.exercise.item.gathering))

    def welcome(self, round: Round, group: Group) -> None:
        cases.lay_out(round=round, groups=[group])

    def participant(self, step: Step) -> Fragment | None:
        group = step.elector.group if step.elector else None
        board = sorting.board_of(step.round, group) if step.round else None
        if board is None or step.round is None:
            return None
        context = {"exercise": step.exercise, "round": step.round, "sorted": sorting.sort(board)}
        is_sorting = step.phase.mode == Mode.GROUPS and step.round.is_open
        return Fragment("efficacy/cases.html" if is_sorting else "efficacy/cases_still.html", context)

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Mode.GROUPS

    def board(self, round: Round, group: Group) -> Fragment | None:
        board = sorting.board_of(round, group)
        if board is None:
            return None
        return Fragment("efficacy/cases_board.html", {"round": round, "sorted": sorting.sort(board)})

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("efficacy/cases_wall.html", {"together": sorting.together(round)})

    def summary(self, round: Round) -> list[str]:
        """How many of the groups' cases lie in each situation."""
        quarters = sorting.together(round).quarters
        return [f"{each.situation.roman} {each.situation.name}: {len(each.cases)}" for each in quarters if each.cases]

    def progress(self, round: Round) -> Progress | None:
        groups = tuple(
            GroupProgress(
                each.board.group, each.placed, each.count, _("Sortert") if each.count and not each.pool else ""
            )
            for each in sorting.boards(round)
        )
        return Progress(sum(each.done for each in groups), sum(each.of for each in groups), _("saker sortert"), groups)

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Each member writes down one invented case, and lays it."""
        board = sorting.board_of(round, elector.group)
        if board is None or step:
            return False
        number = round.electors.filter(group=elector.group, pk__lt=elector.pk).count()
        title, minutes, situation = INVENTED[number % len(INVENTED)]
        case = cases.add(board=board, title=str(title), minutes=minutes)
        cases.place(board=board, case=case.public_id, situation=situation, by=elector.participation)
        return False


INVENTED = (
    (_("Orientering om budsjettet"), 20, 1),
    (_("Overganger mellom enhetene"), 25, 3),
    (_("Nytt sykefraværsskjema"), 15, 2),
    (_("Pynting til åpen dag"), 30, 4),
    (_("Felles kompetanseplan"), 20, 3),
    (_("Nytt fra fylket"), 10, 1),
)
