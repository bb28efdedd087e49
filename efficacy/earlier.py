"""What has been published before about some of the same people: in whichever programme, version or åpen runde."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import Enum

from django.db.models import Q

from efficacy import instruments, scoring
from efficacy.models import AssessmentResult, Instrument
from efficacy.scoring import Earlier, Figure
from programmes.combining import People
from programmes.models import Elector, Round
from programmes.queries.respondents import Who, linked_rounds, other_rounds, people_of, who, with_unknown

ASSESSED = Elector.objects.filter(round__exercise__assessment__isnull=False)


@dataclass(frozen=True)
class Published:
    """A round whose figures of these factors are known, and the people that they may be of."""

    round: int  # later ones have higher keys
    instrument: Instrument
    figures: dict[str, Figure]
    respondents: int
    people: set[Who]
    answered: set[Who]  # of those who are in a programme still
    silent: int  # of the people, how many did not answer
    gone: int = 0  # how many more were asked, and are in no programme any longer
    scores: dict[str, dict[Hashable, int]] = field(default_factory=dict)  # in an åpen runde: by factor, what each gave

    @property
    def respondents_each(self) -> People:
        return with_unknown(self.answered, self.respondents, self.round)


class Kinship(Enum):
    """How a factor and one from before hang together."""

    SAME = "the same is asked"
    EITHER = "the same is asked, and may count the other way"
    PART = "some of it is the same"


def earlier(round: Round, instrument: Instrument, respondents: int) -> dict[str, list[Earlier]]:
    """By the factor's key: what is known of it from before, and how many may have come and gone since then."""
    now = people_of(round.electors.select_related("participation__membership"))
    found: dict[str, list[Earlier]] = {}
    for before in known(linked_rounds(round, now, ASSESSED)):
        left = len(before.people - now) + before.gone + len(now) - respondents
        joined = len(now - before.people) + before.silent
        for key, other, kinship in pairs(instrument, before.instrument):
            figure = before.figures.get(other)
            if figure is None or (kinship == Kinship.PART and figure.mean is None):
                continue  # it tells nothing
            one = Earlier(
                figure,
                before.respondents,
                left,
                joined,
                before.round,
                before.respondents_each,
                is_part=kinship == Kinship.PART,
                adds_up=kinship == Kinship.SAME,
                named=before.scores.get(other, {}),
            )
            found.setdefault(key, []).append(one)
            if kinship == Kinship.EITHER:
                scale = before.instrument.data
                turned = scoring.turned_round(figure, scale.low, scale.high)
                found[key].append(replace(one, figure=turned))
    return found


def is_repeated(round: Round, instrument: Instrument) -> bool:
    """Whether somebody in the round may have answered some of it before."""
    now = people_of(round.electors.select_related("participation__membership"))
    return any(
        next(pairs(instrument, before.instrument), None) for before in known(set(other_rounds(round, now, ASSESSED)))
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


def known(among: set[int]) -> list[Published]:
    """Those of some rounds of which something is known, the oldest first."""
    return sorted((*results(among), *named(among)), key=lambda each: each.round)


def results(among: set[int]) -> Iterator[Published]:
    """Those without names."""
    found = AssessmentResult.objects.filter(round__in=among).exclude(figures={}).select_related("instrument")
    for result in found.prefetch_related("round__electors__participation__membership"):
        people = people_of(result.round.electors.all())
        yield Published(
            result.round_id,
            result.instrument,
            {key: Figure.from_json(stored) for key, stored in result.figures.items()},
            result.respondents,
            people,
            people_of(each for each in result.round.electors.all() if each.has_answered),
            silent=result.asked - result.respondents,
            gone=result.asked - len(people),
        )


def named(among: set[int]) -> Iterator[Published]:
    """The åpne runder that are closed: of these it is known who answered what."""
    found = Round.objects.filter(
        pk__in=among, is_named=True, closed_at__isnull=False, exercise__assessment__isnull=False
    )
    for each in found.select_related("exercise__assessment__instrument").prefetch_related(
        "named_answers__participation__membership"
    ):
        instrument = each.exercise.assessment.instrument
        data, rows = instrument.data, list(each.named_answers.all())
        scores: dict[str, dict[Hashable, int]] = {}
        figures: dict[str, Figure] = {}
        for factor in data.factors if rows else ():
            gave = [data.score(factor, row.answers[factor.key]) for row in rows]
            scores[factor.key] = {who(row.participation): score for row, score in zip(rows, gave, strict=True)}
            figures[factor.key] = Figure(scoring.mean_of(gave, data.measure(factor)))
        people = {who(row.participation) for row in rows}
        yield Published(each.pk, instrument, figures, len(rows), people, people, silent=0, scores=scores)


def pairs(now: Instrument, then: Instrument) -> Iterator[tuple[str, str, Kinship]]:
    """The factors of two instruments that hang together, and how.

    They ask nearly the same statements; or some of them; or one is another version's, in other words. In a municipality's
    own instrument a theme has no name that lasts. One that was reworded may be any of those before it that no other is.
    """
    kin = (now.municipality_id, now.slug) == (then.municipality_id, then.slug)
    mine, theirs = now.data, then.data

    def comparable(factor: instruments.Factor, other: instruments.Factor, kinship: Kinship) -> Kinship:
        return kinship if mine.measure(factor) == theirs.measure(other) else Kinship.PART

    known, others = set[str](), set[str]()
    for factor in mine.factors:
        for other in theirs.factors:
            kinship = shared(factor, other)
            if kinship is None and kin and now.municipality_id is None and factor.key == other.key:
                kinship = Kinship.SAME
            if kinship:
                known.add(factor.key)
                others.add(other.key)
                yield factor.key, other.key, comparable(factor, other, kinship)
    if kin and now.municipality_id is not None:
        for factor in mine.factors:
            for other in theirs.factors:
                if factor.key not in known and other.key not in others:
                    yield factor.key, other.key, comparable(factor, other, Kinship.SAME)


def shared(factor: instruments.Factor, other: instruments.Factor) -> Kinship | None:
    """How much of two factors is the same, in whatever language and order; None where nothing is.

    In whatever language: what is pasted has that of its programme, whatever it is written in.
    """
    ours, theirs = ({language for item in each.items for language in item.text} for each in (factor, other))
    found = {_shared(factor, other, one, two) for one in ours for two in theirs}
    return next((each for each in Kinship if each in found), None)


def _shared(factor: instruments.Factor, other: instruments.Factor, language: str, their: str) -> Kinship | None:
    ours = [(_letters(item.text.get(language, "")), item.is_reversed) for item in factor.items]
    theirs = [(_letters(item.text.get(their, "")), item.is_reversed) for item in other.items]
    turned: list[bool] = []
    for text, is_reversed in ours:
        alike = [each for each in theirs if text and _nearly(text, each[0])]
        same = next((each for each in alike if each[0] == text), alike[0] if alike else None)
        if same:
            theirs.remove(same)
            turned.append(is_reversed != same[1])
    if not turned:
        return None
    if theirs or len(turned) < len(ours):
        return Kinship.PART
    if not any(turned):
        return Kinship.SAME
    # A statement that was said the other way round, or one whose direction was set right: it may be either.
    return Kinship.EITHER if all(turned) else Kinship.PART


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
