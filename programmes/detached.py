"""Detached answers: never keyed to anybody, kept only while their round is open.

Nothing in the database joins an answer with a person. With each answer, all ballots of the round are written
anew in a random order under random keys, and all its electors in one statement: so neither key, place on disk,
transaction nor time tells who gave which, or which two were given together.
"""

from __future__ import annotations

import secrets
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from config import live
from programmes.contract import NotPossible
from programmes.models import Ballot, Elector, Participation, Round

KEYS = 2**62

T = TypeVar("T")

_chance = secrets.SystemRandom()


class AnsweredAlready(Exception):
    """They have answered this round: a second answer is not counted."""


def cast(round: Round, participation: Participation, answers: dict[str, Any]) -> None:
    """Takes a person's answers, by what of the round they answer. Counts once for each person.

    Raises `NotPossible` when the round is closed or does not ask this person, else `AnsweredAlready`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("exercise__item__gathering")
        round = locked.get(pk=round.pk)
        if not round.is_open:
            raise NotPossible(_("Runden er lukket. Det kommer ikke flere svar inn."))
        electors = Elector.objects.filter(round=round)
        elector = electors.filter(participation=participation).first()
        if elector is None:
            raise NotPossible(_("Du er ikke med i denne runden."))
        if elector.has_answered:
            raise AnsweredAlready
        _write_anew(round, answers)
        answered = Case(When(participation=participation, then=Value(True)), default=F("has_answered"))
        electors.update(has_answered=answered)
        live.announce(round.exercise.item.gathering.public_id, urgent=False)


def _write_anew(round: Round, answers: dict[str, Any]) -> None:
    """All ballots of the round, with these among them."""
    before = Ballot.objects.filter(round=round)
    every = shuffled([*before.values_list("part", "answer"), *answers.items()])
    before.delete()
    Ballot.objects.bulk_create(
        Ballot(pk=_chance.randrange(1, KEYS), round=round, part=part, answer=answer) for part, answer in every
    )


def count(round: Round) -> int:
    """How many have answered."""
    return Elector.objects.filter(round=round, has_answered=True).count()


def answers_of(round: Round) -> dict[str, list[Any]]:
    """The answers by what they answer, each list in an order of its own."""
    found: dict[str, list[Any]] = {}
    for part, answer in Ballot.objects.filter(round=round).values_list("part", "answer"):
        found.setdefault(part, []).append(answer)
    return {part: shuffled(answers) for part, answers in found.items()}


def destroy(round: Round) -> None:
    """Deletes every answer; part of the round's closing."""
    Ballot.objects.filter(round=round).delete()


def shuffled(things: list[T]) -> list[T]:
    return _chance.sample(things, len(things))
