"""The oracle at length: every round of every size that a machine can go through, and many that are drawn."""

from __future__ import annotations

import random
from functools import lru_cache
from math import comb

from config.proving.proofs import Proof, proof
from efficacy import oracle, scoring
from efficacy.instruments import HIGHEST
from efficacy.oracle import Change
from efficacy.scoring import Figure, Measure

MOST = 130_000  # rounds of one size that are gone through
CHANGES = (
    Change(5, leave=1),
    Change(5, leave=2),
    Change(5, join=1),
    Change(5, leave=1, join=1),
    Change(6, leave=1),
    Change(6, leave=1, join=1),
    Change(7, leave=1),
)


@proof
def ratings(rounds: int | None) -> Proof:
    """One factor of one to seven items, two factors at once, two rounds, and what live updating would have told."""
    found = Proof({"rounds": 0, "chairs": 0, "drawn for live updating": 0})
    for high in HIGHEST:
        for items in range(1, 8):
            for respondents in range(5, 13):
                measure = Measure(1, high, items)
                if comb(measure.most - measure.least + respondents, respondents) <= MOST:
                    _note(found, one_factor(measure, respondents), f"{respondents} on 1–{high}, {items} items")
    _note(found, two_factors(Measure(1, 5), 5), "two factors at once")
    for high in HIGHEST:
        for change in CHANGES:
            measure = Measure(1, high)
            if comb(high + change.stay, change.stay) * high ** (change.leave + change.join) <= MOST:
                _note(found, two_rounds(change, measure), f"{change} on 1–{high}")
    live(found, rounds or 1000)
    return found


def one_factor(measure: Measure, respondents: int) -> oracle.Told:
    """By scores, which is more than anybody could ask: that a score is told, and not only one of its answers."""
    scores = [(score,) for score in range(measure.least, measure.most + 1)]
    return oracle.ask(
        oracle.worlds_of(scores, respondents), lambda world: scoring.publish([row[0] for row in world], measure)
    )


def two_factors(measure: Measure, respondents: int) -> oracle.Told:
    """Two factors of one item each, published together."""

    @lru_cache(None)
    def publish(scores: tuple[int, ...]) -> Figure | None:
        return scoring.publish(scores, measure)

    return oracle.ask(
        oracle.worlds_of(oracle.rows_of(measure.low, measure.high, 2), respondents),
        lambda world: tuple(publish(tuple(sorted(row[at] for row in world))) for at in (0, 1)),
    )


def two_rounds(change: Change, measure: Measure) -> oracle.Told:
    found = oracle.ask_of_two(change, measure, oracle.two_rounds(change, measure))
    # An empty group has nobody to tell of.
    found.told = [each for each in found.told if (change.stay, change.leave, change.join)[each[2]]]
    return found


def live(found: Proof, rounds: int) -> None:
    """The counter-proof: an oracle that could not find what a live mean tells would prove nothing."""
    chance = random.Random(5)  # noqa: S311 (drawn rounds, no secrets)
    for _round in range(rounds):
        high, respondents = chance.choice(HIGHEST), chance.randint(6, 9)
        answers = tuple(chance.randint(1, high) for _respondent in range(respondents))
        told = oracle.told_by_live(answers, Measure(1, high))
        found.counts["drawn for live updating"] += 1
        if [possible for possible in told if len(possible) == 1] != [[answer] for answer in answers[scoring.FLOOR :]]:
            found.breaches.append("the oracle missed what live updating tells")


def _note(found: Proof, told: oracle.Told, what: str) -> None:
    found.counts["rounds"] += told.rounds
    found.counts["chairs"] += told.chairs
    found.breaches += [f"{what}: {each}" for each in told.told[:3]]
