"""The shortlist: the top three of all, with what somebody missed, made anew until points are given on it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from config import live
from programmes.contract import NotPossible
from programmes.models import Participation, Round
from values.models import MissedValue, Origin, ShortlistValue
from values.queries import shortlists as queries
from values.queries import words

MOST_PROPOSALS = 3


def fill(*, round: Round) -> None:
    """Writes the list as the diamonds, the merges and the decisions on what was missed have it now."""
    _placed, groups = words.placed_in(words.source(round.exercise.item.gathering_id))
    for number, chosen in enumerate(queries.chosen(round), start=1):
        value = ShortlistValue.objects.create(
            round=round, position=number, label=chosen.value.label, reason=chosen.reason
        )
        Origin.objects.bulk_create(
            Origin(value=value, group=groups[place.group], word=place.word, slot=place.slot)
            for place in chosen.value.places
        )


def carry_over(*, round: Round) -> None:
    """What was missed at the list before this one, and what was decided on it."""
    before = Round.objects.filter(exercise=round.exercise_id, number__lt=round.number).order_by("number").last()
    MissedValue.objects.bulk_create(
        MissedValue(round=round, word=missed.word, key=missed.key, reason=missed.reason, state=missed.state)
        for missed in MissedValue.objects.filter(round=before).order_by("pk")
    )


def refresh(*, gathering: int) -> None:
    """Writes the day's list anew, where it is still open."""
    round = queries.newest(gathering)
    if round and round.is_open:
        ShortlistValue.objects.filter(round=round).delete()
        fill(round=round)


def is_stale(*, round: Round) -> bool:
    """Whether the diamonds or the merges say another list than this one."""
    was = [
        (line.label, [(place.word, place.slot, place.group) for place in line.places]) for line in queries.lines(round)
    ]
    _placed, groups = words.placed_in(words.source(round.exercise.item.gathering_id))
    now = [
        (chosen.value.label, [(place.word, place.slot, groups[place.group].name) for place in chosen.value.places])
        for chosen in queries.chosen(round)
    ]
    return was != now


def is_giving_points(gathering: int) -> bool:
    return Round.objects.filter(
        exercise__item__gathering=gathering, exercise__kind="points", closed_at__isnull=True
    ).exists()


def refuse_while_points_are_given(gathering: int) -> None:
    if is_giving_points(gathering):
        raise NotPossible(_("Poengrunden er åpen. Lukk den først. Det du endrer etterpå, kommer med i en ny runde."))


def propose(*, round: Round, participation: Participation, word: str, reason: str) -> MissedValue:
    """A value that somebody misses, and why. Raises `NotPossible` where it stands there, and when the list is closed."""
    word = " ".join(word.split())
    with transaction.atomic():
        _open(round)
        if queries.is_listed(round, word):
            raise NotPossible(_("«%(word)s» står på listen alt.") % {"word": word})
        if len(queries.own(round, participation)) >= MOST_PROPOSALS:
            raise NotPossible(_("Du har foreslått tre alt. Ta tilbake ett av dem først."))
        try:
            with transaction.atomic():
                made = MissedValue.objects.create(round=round, participation=participation, word=word, reason=reason)
        except IntegrityError as twice:
            raise NotPossible(_("«%(word)s» er foreslått alt.") % {"word": word}) from twice
        live.announce(round.exercise.item.gathering.public_id)
    return made


def withdraw(*, round: Round, participation: Participation, missed: str) -> None:
    """Takes back one's own proposal, while nothing is decided on it; gone already: as it is."""
    with transaction.atomic():
        MissedValue.objects.filter(
            round=round, participation=participation, public_id=missed, state=MissedValue.State.PROPOSED
        ).delete()
        live.announce(round.exercise.item.gathering.public_id)


def decide(*, missed: MissedValue, state: str) -> None:
    """Takes a proposal in, leaves it out, or puts it back to be decided; from then on it is nobody's."""
    with transaction.atomic():
        round = _open(missed.round)
        if not MissedValue.objects.filter(pk=missed.pk).update(state=state, participation=None):
            raise NotPossible(_("Forslaget er trukket tilbake."))
        refresh(gathering=round.exercise.item.gathering_id)
        live.announce(round.exercise.item.gathering.public_id)


def forget_who(*, round: Round) -> None:
    """At the close: whose proposals they were is gone."""
    MissedValue.objects.filter(round=round).update(participation=None)


def _open(round: Round) -> Round:
    """The round, locked; only while the list is open."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("exercise__item__gathering").get(pk=round.pk)
    if not locked.is_open:
        raise NotPossible(
            _("Listen er låst, siden poengene er delt ut. Gå tilbake til «De tre øverste hos alle» for å lage en ny.")
        )
    return locked
