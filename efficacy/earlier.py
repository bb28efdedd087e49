"""What has been published before about some of the same people: in whichever programme, version or åpen runde."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from django.db.models import Q

from efficacy import instruments, scoring
from efficacy.models import AssessmentResult, Instrument
from efficacy.scoring import Earlier, Figure
from programmes.models import Elector, Round
from programmes.queries.respondents import Who, other_rounds, people_of, who


@dataclass(frozen=True)
class Published:
    """A round whose figures of these factors are known, and the people that they may be of."""

    round: int  # later ones have higher keys
    instrument: Instrument
    figures: dict[str, Figure]
    respondents: int
    people: set[Who]
    silent: int  # of the people, how many did not answer
    gone: int = 0  # how many more were asked, and are in no programme any longer
    answered: frozenset[Who] | None = None  # who answered, where all of them are in a programme still


class Kinship(Enum):
    """How a factor and one from before hang together."""

    SAME = "the same is asked"
    TURNED = "the same is asked, and counts the other way"
    PART = "some of it is the same"


def earlier(round: Round, instrument: Instrument, respondents: int) -> dict[str, list[Earlier]]:
    """By the factor's key: what is known of it from before, and how many may have come and gone since then."""
    now = people_of(round.electors.select_related("participation__membership"))
    found: dict[str, list[Earlier]] = {}
    for before in sorted((*results(round, now), *named(round, now)), key=lambda each: each.round):
        left = len(before.people - now) + before.gone + len(now) - respondents
        joined = len(now - before.people) + before.silent
        for key, known, kinship in pairs(instrument, before.instrument):
            figure = before.figures.get(known)
            if figure is None:
                continue
            is_part = kinship == Kinship.PART
            if is_part and figure.mean is None:
                continue  # it tells nothing
            if kinship == Kinship.TURNED:
                scale = before.instrument.data
                figure = scoring.turned_round(figure, scale.low, scale.high)
            found.setdefault(key, []).append(
                Earlier(figure, before.respondents, left, joined, before.answered, is_part)
            )
    return found


def answered(round: Round) -> frozenset[Who]:
    """Who has answered a round without names."""
    return frozenset(people_of(round.electors.filter(has_answered=True).select_related("participation__membership")))


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
        answered = frozenset(people_of(each for each in result.round.electors.all() if each.has_answered))
        yield Published(
            result.round_id,
            result.instrument,
            figures,
            result.respondents,
            people,
            silent,
            gone=result.asked - len(people),
            answered=answered if len(answered) == result.respondents else None,
        )


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
        people = {who(row.participation) for row in answered}
        yield Published(
            each.pk,
            instrument,
            figures,
            len(answered),
            people,
            silent=0,
            answered=frozenset(people) if len(people) == len(answered) else None,
        )


def pairs(now: Instrument, then: Instrument) -> Iterator[tuple[str, str, Kinship]]:
    """The factors of two instruments that hang together, and how.

    They ask nearly the same statements; or some of them; or one is another version's, in other words. In a municipality's
    own instrument a theme has no name that lasts. One that was reworded may be any of those before it that no other is.
    """
    kin = (now.municipality_id, now.slug) == (then.municipality_id, then.slug)
    mine, theirs = now.data, then.data

    def like(factor: instruments.Factor, other: instruments.Factor) -> Kinship:
        return Kinship.SAME if mine.measure(factor) == theirs.measure(other) else Kinship.PART

    known, others = set[str](), set[str]()
    for factor in mine.factors:
        for other in theirs.factors:
            kinships = shared(factor, other)
            if Kinship.SAME in kinships and mine.measure(factor) != theirs.measure(other):
                kinships = [Kinship.PART]  # on another scale
            if not kinships and kin and now.municipality_id is None and factor.key == other.key:
                kinships = [like(factor, other)]
            if kinships:
                known.add(factor.key)
                others.add(other.key)
            for kinship in kinships:
                yield factor.key, other.key, kinship
    if kin and now.municipality_id is not None:
        for factor in mine.factors:
            for other in theirs.factors:
                if factor.key not in known and other.key not in others:
                    yield factor.key, other.key, like(factor, other)


def shared(factor: instruments.Factor, other: instruments.Factor) -> list[Kinship]:
    """How much of two factors is the same, by their statements in a language that both have, in whatever order."""
    languages = set.intersection(*(set(item.text) for item in (*factor.items, *other.items)))
    found = [_shared(factor, other, language) for language in languages]
    closest = ([Kinship.SAME], [Kinship.SAME, Kinship.TURNED], [Kinship.PART])
    return next((each for each in closest if each in found), [])


def _shared(factor: instruments.Factor, other: instruments.Factor, language: str) -> list[Kinship]:
    ours, theirs = (
        sorted((_letters(item.text[language]), item.is_reversed) for item in each.items) for each in (factor, other)
    )
    if len(ours) == len(theirs) and all(_nearly(one, two) for (one, _), (two, _) in zip(ours, theirs, strict=True)):
        turned = {one != two for (_, one), (_, two) in zip(ours, theirs, strict=True)}
        if turned == {False}:
            return [Kinship.SAME]
        # A statement that was said the other way round, or one whose direction was set right: it may be either.
        return [Kinship.SAME, Kinship.TURNED] if turned == {True} else [Kinship.PART]
    return [Kinship.PART] if any(_nearly(one, two) for one, _ in ours for two, _ in theirs) else []


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
