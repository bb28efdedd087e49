"""What has been published before about some of the same people: in whichever programme, version or åpen runde."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from efficacy import instruments, scoring
from efficacy.models import AssessmentResult, Instrument
from efficacy.scoring import Earlier, Figure
from programmes.models import Elector, Round
from programmes.queries.respondents import Who, other_rounds, people_of, who


@dataclass(frozen=True)
class Published:
    """A round whose figures of these factors are known, and the people that they may be of."""

    instrument: Instrument
    figures: dict[str, Figure]
    respondents: int
    people: set[Who]
    silent: int  # of the people, how many did not answer
    gone: int = 0  # how many more were asked, and are in no programme any longer


def earlier(round: Round, instrument: Instrument, respondents: int) -> dict[str, list[Earlier]]:
    """By the factor's key: what is known of it from before, and how many may have come and gone since then."""
    now = people_of(round.electors.select_related("participation__membership"))
    found: dict[str, list[Earlier]] = {}
    for before in (*results(round, now), *named(round, now)):
        left = len(before.people - now) + before.gone + len(now) - respondents
        joined = len(now - before.people) + before.silent
        for key, known in pairs(instrument, before.instrument):
            if figure := before.figures.get(known):
                found.setdefault(key, []).append(Earlier(figure, before.respondents, left, joined))
    return found


def is_repeated(round: Round, instrument: Instrument) -> bool:
    """Whether somebody in the round may have answered some of it before."""
    now = people_of(round.electors.select_related("participation__membership"))
    return any(
        next(pairs(instrument, before.instrument), None) for before in (*results(round, now), *named(round, now))
    )


def tells_apart(round: Round, instrument: Instrument) -> bool:
    """Whether names would come beside sums of the same people on the same: for `ExerciseKind.tells_apart`."""
    among = other_rounds(
        round, people_of(round.electors.select_related("participation__membership")), Elector.objects.all()
    )
    others = Round.objects.filter(pk__in=among, exercise__assessment__isnull=False).exclude(is_named=round.is_named)
    at_stake = Q(closed_at__isnull=True)
    if round.is_named:
        at_stake |= Q(assessment_result__isnull=False) & ~Q(assessment_result__figures={})
    return any(
        next(pairs(instrument, other.exercise.assessment.instrument), None)
        for other in others.filter(at_stake).select_related("exercise__assessment__instrument")
    )


def results(round: Round, now: set[Who]) -> Iterator[Published]:
    """Rounds without names that some of these people were asked in."""
    among = other_rounds(round, now, Elector.objects.all())
    found = AssessmentResult.objects.filter(round__in=among).exclude(figures={}).select_related("instrument")
    for result in found.prefetch_related("round__electors__participation__membership"):
        people = people_of(result.round.electors.all())
        figures = {key: Figure.from_json(stored) for key, stored in result.figures.items()}
        silent = result.asked - result.respondents
        yield Published(result.instrument, figures, result.respondents, people, silent, gone=result.asked - len(people))


def named(round: Round, now: set[Who]) -> Iterator[Published]:
    """Åpne runder that are closed: of these it is known who answered what."""
    among = other_rounds(round, now, Elector.objects.all())
    found = Round.objects.filter(
        pk__in=among, is_named=True, closed_at__isnull=False, exercise__assessment__isnull=False
    )
    for each in found.select_related("exercise__assessment__instrument").prefetch_related(
        "named_answers__participation__membership"
    ):
        answered = list(each.named_answers.all())
        instrument = each.exercise.assessment.instrument
        data = instrument.data
        figures = {
            factor.key: Figure(
                scoring.mean_of([data.score(factor, row.answers[factor.key]) for row in answered], data.measure(factor))
            )
            for factor in data.factors
            if answered
        }
        yield Published(instrument, figures, len(answered), {who(row.participation) for row in answered}, silent=0)


def pairs(now: Instrument, then: Instrument) -> Iterator[tuple[str, str]]:
    """The factors of two instruments that ask the same: nearly in the same words, or in another version's other words.

    In a municipality's own instrument a theme has no name that lasts. One that was reworded may be any of those before
    it that no other is.
    """
    kin = (now.municipality_id, now.slug) == (then.municipality_id, then.slug)
    mine, theirs = now.data, then.data
    comparable = [
        (factor, other)
        for factor in mine.factors
        for other in theirs.factors
        if mine.measure(factor) == theirs.measure(other)
    ]
    same = [
        (factor.key, other.key)
        for factor, other in comparable
        if asks_the_same(factor, other) or (kin and now.municipality_id is None and factor.key == other.key)
    ]
    yield from same
    if kin and now.municipality_id is not None:
        known, others = {key for key, _ in same}, {key for _, key in same}
        for factor, other in comparable:
            if factor.key not in known and other.key not in others:
                yield factor.key, other.key


def asks_the_same(factor: instruments.Factor, other: instruments.Factor) -> bool:
    """Whether the statements of two factors are nearly the same in a language that both have, in whatever order."""
    languages = set.intersection(*(set(item.text) for item in (*factor.items, *other.items)))
    return any(
        all(map(_nearly, *(sorted(_letters(item.text[language]) for item in each.items) for each in (factor, other))))
        for language in languages
    )


NEARLY = 0.8
"""How much of two statements is the same where one of them was mended: more than this of their letters."""


def _nearly(one: str, other: str) -> bool:
    if one == other:
        return True
    alike = SequenceMatcher(None, one, other, autojunk=False)
    return alike.quick_ratio() > NEARLY and alike.ratio() > NEARLY


def _letters(text: str) -> str:
    """A statement without what two ways of writing it down may differ in."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
