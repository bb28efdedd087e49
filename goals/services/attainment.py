"""How a table of attainment is written, and how its leader reviews it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from config.ids import free_id, given_id
from config.locking import lock_row
from config.overtaking import Overtaken, writable
from goals.models import MOST_SCALED, Attainment, Goal, Mark, Review, ScaledGoal, ScaleText
from programmes.contract import NotPossible
from programmes.models import Membership

Cell = tuple[str, int]  # a row and a level


@dataclass(frozen=True)
class Reached:
    """The X of one row of a goal, by the goal's public id."""

    goal: str
    row: str
    level: int
    told: str = ""


def begin(
    *, membership: Membership, title: str, review_on: date | None = None, numbering: str = "levels", name: str = ""
) -> Attainment:
    """A table without goals. The same `name` twice is one table."""
    with transaction.atomic():
        lock_row(membership, whole=True)
        if given_id(name) and (known := membership.attainments.filter(public_id=name).first()):
            return known
        made = Attainment(membership=membership, title=title, review_on=review_on, numbering=numbering)
        made.public_id = free_id(Attainment, name)
        made.save()
    return made


def settle(*, attainment: Attainment, title: str, review_on: date | None, numbering: str) -> None:
    """The table's title, the day agreed for its review, and how its levels are numbered."""
    Attainment.objects.filter(pk=attainment.pk).update(
        title=title, review_on=review_on, numbering=Attainment.Numbering(numbering)
    )


def delete(*, attainment: Attainment) -> None:
    """Takes a table away; it can be taken back until it is cleared away the day after."""
    Attainment.objects.filter(pk=attainment.pk).update(deleted_at=timezone.now())


def restore(*, attainment: Attainment) -> None:
    Attainment.objects.filter(pk=attainment.pk).update(deleted_at=None)


def write_goal(
    *,
    attainment: Attainment,
    texts: Mapping[Cell, str],
    goal: Goal | None = None,
    weight: int = 1,
    baseline: int | None = None,
    name: str = "",
    revision: int | None = None,
    writer: str = "",
) -> ScaledGoal:
    """Writes a goal of the table whole: the one of that `name` (public id), else a new last one under that name.

    With a `revision`, raises Overtaken where another form than `writer` has written it since. Raises NotPossible
    for a seventh.
    """
    with transaction.atomic():
        lock_row(attainment, whole=True)
        mine = ScaledGoal.objects.filter(attainment=attainment, public_id=name)
        if gone := mine.filter(deleted_at__isnull=False).first():
            _put_back(gone)  # it was taken off in another window, and is still being written
        values = {"goal": goal, "weight": weight, "baseline": baseline, "writer": writer}
        if mine.filter(writable(revision, writer)).update(**values, revision=F("revision") + 1):
            scaled = mine.get()
        elif mine.exists():
            raise Overtaken
        else:
            scaled = ScaledGoal(attainment=attainment, position=_next(attainment), **values)
            scaled.public_id = free_id(ScaledGoal, name)
            scaled.save()
        _write_texts(scaled, texts)
    return scaled


def _write_texts(scaled: ScaledGoal, texts: Mapping[Cell, str]) -> None:
    wanted = {cell: text for cell, text in texts.items() if text}
    stored = {(each.row, each.level): each.text for each in scaled.texts.all()}
    if wanted != stored:
        scaled.texts.all().delete()
        ScaleText.objects.bulk_create(
            ScaleText(scaled=scaled, row=row, level=level, text=text) for (row, level), text in wanted.items()
        )


def delete_goal(*, scaled: ScaledGoal) -> None:
    """Takes a goal off the table, with its marks; it can be put back while the table stands."""
    ScaledGoal.objects.filter(pk=scaled.pk).update(deleted_at=timezone.now())


def restore_goal(*, scaled: ScaledGoal) -> None:
    """Puts a goal back, as the last if its place is taken."""
    with transaction.atomic():
        Attainment.objects.select_for_update(of=("self",)).get(pk=scaled.attainment_id)
        if ScaledGoal.objects.filter(pk=scaled.pk, deleted_at__isnull=False).exists():
            _put_back(scaled)


def _put_back(scaled: ScaledGoal) -> None:
    last = _next(scaled.attainment)
    live = ScaledGoal.objects.filter(attainment=scaled.attainment_id, deleted_at__isnull=True)
    taken = live.filter(position=scaled.position).exists()
    ScaledGoal.objects.filter(pk=scaled.pk).update(deleted_at=None, position=last if taken else scaled.position)


def _next(attainment: Attainment) -> int:
    """The first free place."""
    live = ScaledGoal.objects.filter(attainment=attainment, deleted_at__isnull=True)
    taken = set(live.values_list("position", flat=True))
    if len(taken) >= MOST_SCALED:
        raise NotPossible(_("En tabell har høyst seks mål. Slett ett, eller lag en tabell til."))
    return next(place for place in range(1, MOST_SCALED + 1) if place not in taken)


def delete_review(*, review: Review) -> None:
    """Takes a review away; it can be taken back until it is cleared away the day after."""
    Review.objects.filter(pk=review.pk).update(deleted_at=timezone.now())


def restore_review(*, review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(deleted_at=None)


def next_number(attainment: Attainment) -> int:
    return (attainment.reviews.aggregate(last=Max("number"))["last"] or 0) + 1


def write_review(
    *,
    attainment: Attainment,
    number: int,
    on: date,
    marks: Sequence[Reached],
    revision: int = 0,
    writer: str = "",
) -> Review:
    """Writes the review of that number whole; only marks that say how far a goal of this table has come count.

    `revision` is what the form has seen: 0 for a review that was not there. Raises Overtaken where another form has
    written it since, ValueError where nothing is marked, and NotPossible for a number that is not the next one.
    """
    if not marks:
        raise ValueError("a review marks something")
    with transaction.atomic():
        lock_row(attainment, whole=True)
        mine = Review.objects.filter(attainment=attainment, number=number)
        if mine.filter(writable(revision, writer)).update(
            on=on, writer=writer, revision=F("revision") + 1, deleted_at=None
        ):
            review = mine.get()
        elif mine.exists():
            raise Overtaken
        elif number != next_number(attainment):
            raise NotPossible(_("Last siden på nytt, og skriv gjennomgangen en gang til."))
        else:
            review = Review.objects.create(attainment=attainment, number=number, on=on, writer=writer)
        named = {each.goal for each in marks}
        written = attainment.scaled.filter(Q(deleted_at__isnull=True) | Q(public_id__in=named))
        goals = {each.public_id: each for each in written}
        review.marks.filter(scaled__in=goals.values()).delete()
        Mark.objects.bulk_create(
            Mark(review=review, scaled=goals[each.goal], row=each.row, level=each.level, told=each.told)
            for each in marks
            if each.goal in goals
        )
    return review
