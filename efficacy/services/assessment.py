"""Assessments: chosen, answered without a name or in an åpen runde, and published at the close."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config import live
from config.fingerprints import fingerprint_of
from config.locking import lock_row
from efficacy import instruments, scoring, shipped
from efficacy.earlier import earlier
from efficacy.models import Assessment, AssessmentResult, Instrument, NamedAnswer
from efficacy.scoring import Figure
from programmes import detached
from programmes.contract import NotPossible, refuse_changed
from programmes.models import Elector, Exercise, Municipality, Participation, Person, Round
from programmes.queries.respondents import answered_in
from programmes.queries.room import in_rehearsal
from programmes.services.trail import record

Answers = dict[str, list[int]]
"""By the factor's key: one answer to each of its items, in their order, as they were given."""


def shipped_instrument(slug: str) -> Instrument:
    """The row of an instrument that comes with the program, in the version of now."""
    data = shipped.ALL[slug]
    return Instrument.objects.get_or_create(
        municipality=None, slug=slug, version=data.version, defaults={"content": data.to_json()}
    )[0]


def fingerprint(instrument: Instrument) -> str:
    """Changes whenever somebody has changed what it asks."""
    return fingerprint_of(instrument.version, instrument.content)


def write(
    *, municipality: Municipality, data: instruments.Instrument, of: Instrument | None = None, seen: str | None = None
) -> Instrument:
    """Keeps a municipality's own instrument. One that has been used stays as it is, and a new version is made.

    Raises NotPossible where somebody has changed it since its writer saw the `fingerprint` in `seen`.
    """
    with transaction.atomic():
        if of is None:
            return _new_version(municipality, data)
        locked = Instrument.objects.select_for_update().get(pk=of.pk, municipality=municipality)
        newest = Instrument.objects.filter(municipality=municipality, slug=of.slug).latest("version")
        if seen is not None:
            refuse_changed(seen, fingerprint(newest))
        if (
            locked.used_at
            or Round.objects.filter(exercise__assessment__instrument=locked, closed_at__isnull=True).exists()
        ):
            return _new_version(municipality, data)
        locked.content = _numbered(data, locked.version).to_json()
        locked.save(update_fields=["content"])
        return locked


def _new_version(municipality: Municipality, data: instruments.Instrument) -> Instrument:
    mine = Instrument.objects.filter(municipality=municipality, slug=data.slug)
    version = max(mine.values_list("version", flat=True), default=0) + 1
    return Instrument.objects.create(
        municipality=municipality, slug=data.slug, version=version, content=_numbered(data, version).to_json()
    )


def _numbered(data: instruments.Instrument, version: int) -> instruments.Instrument:
    return instruments.Instrument.from_json({**data.to_json(), "version": version})


def choose(*, exercise: Exercise, instrument: Instrument, floor: int = scoring.FLOOR) -> Assessment:
    """Says with which instrument an exercise asks, and from how many answers it shows anything.

    Raises `NotPossible` once a round has been opened, and for a floor below five.
    """
    if floor < scoring.FLOOR:
        raise NotPossible(_("Fem svar er det laveste. Dere kan heve grensen, men ikke senke den."))
    with transaction.atomic():
        lock_row(exercise, whole=True)
        before = Assessment.objects.filter(exercise=exercise).first()
        if before and (before.instrument_id, before.floor) == (instrument.pk, floor):
            return before
        if before and exercise.rounds.exists():
            raise NotPossible(
                _("Oppgaven er besvart eller åpen. Da kan verken spørsmålene eller grensen endres. Lag en ny oppgave.")
            )
        return Assessment.objects.update_or_create(
            exercise=exercise, defaults={"instrument": instrument, "floor": floor}
        )[0]


def note_refused_floor(*, exercise: Exercise, by: Person) -> None:
    """That somebody tried to change a floor and was refused: who, where and when, and no number."""
    gathering = exercise.item.gathering
    subject = f"exercise:{exercise.public_id}" if exercise.pk else f"gathering:{gathering.public_id}"
    record("floor.refused", by=by, subject=subject, municipality=gathering.programme.municipality)


def begin(*, round: Round) -> None:
    """At the opening: from now on the instrument stays as it is. In a rehearsal nobody is asked in earnest."""
    if in_rehearsal(round.exercise.item.gathering):
        return
    Instrument.objects.filter(assessments__exercise=round.exercise_id, used_at__isnull=True).update(
        used_at=timezone.now()
    )


def answer(*, round: Round, participation: Participation, answers: Answers) -> None:
    """Takes one respondent's answers to all items: detached, or in an åpen runde under their name.

    Raises `NotPossible` where something is not answered, the round is closed, or does not ask this person;
    `detached.AnsweredAlready` at a second time.
    """
    assessment = Assessment.objects.select_related("instrument").get(exercise=round.exercise_id)
    data = assessment.instrument.data
    if set(answers) != {factor.key for factor in data.factors} or not all(
        data.takes(factor, answers[factor.key]) for factor in data.factors
    ):
        raise NotPossible(_("Svar på alle utsagnene, så kan du sende."))
    if round.is_named:
        _answer_by_name(round, participation, answers)
    else:
        detached.cast(round, participation, answers)


def _answer_by_name(round: Round, participation: Participation, answers: Answers) -> None:
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("exercise__item__gathering")
        round = locked.get(pk=round.pk)
        if not round.is_open:
            raise NotPossible(_("Runden er lukket. Det kommer ikke flere svar inn."))
        if not Elector.objects.filter(round=round, participation=participation).exists():
            raise NotPossible(_("Du er ikke med i denne runden."))
        _row, is_new = NamedAnswer.objects.get_or_create(
            round=round, participation=participation, defaults={"answers": answers}
        )
        if not is_new:
            raise detached.AnsweredAlready
        live.announce(round.exercise.item.gathering.public_id, urgent=False)


def release(*, round: Round) -> AssessmentResult | None:
    """At the close: computes all that may be published, and destroys every ballot. Nothing in an åpen runde."""
    if round.is_named:
        return None
    assessment = Assessment.objects.select_related("instrument").filter(exercise=round.exercise_id).first()
    if assessment is None:
        return None
    round.respondents = detached.count(round)
    round.save(update_fields=["respondents"])
    figures: dict[str, Figure] = {}
    if round.respondents >= assessment.floor:
        data, ballots = assessment.instrument.data, detached.answers_of(round)
        before, people = earlier(round, assessment.instrument, round.respondents), answered_in(round)
        for factor in data.factors:
            scores = sorted(data.score(factor, answers) for answers in ballots.get(factor.key, []))
            figure = scoring.publish(scores, data.measure(factor), before.get(factor.key, []), people)
            if figure:
                figures[factor.key] = figure
    detached.destroy(round)
    return AssessmentResult.objects.create(
        round=round,
        instrument=assessment.instrument,
        asked=round.electors.count(),
        respondents=round.respondents,
        figures={key: figure.to_json() for key, figure in figures.items()},
    )
