"""A facilitator's own exercises, kept from one gathering for the next."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.days import midnight
from config.jobs import Running, daily
from config.locking import lock_row
from programmes.contract import NotPossible, kind_of
from programmes.models import Exercise, Person, ShelvedExercise

MOST = 100


def keep(*, exercise: Exercise, by: Person) -> ShelvedExercise:
    """Keeps what an exercise says and asks; kept twice as it is, it is one. Raises `NotPossible` where it is full."""
    content = _content(exercise)
    with transaction.atomic():
        lock_row(by, whole=True)
        mine = list(ShelvedExercise.objects.filter(person=by, deleted_at__isnull=True))
        for each in mine:
            if all(getattr(each, name) == value for name, value in content.items()):
                return each
        if len(mine) >= MOST:
            raise NotPossible(_("Du har %(most)s oppgaver alt. Fjern en du ikke bruker, først.") % {"most": MOST})
        return ShelvedExercise.objects.create(person=by, **content)


def _content(exercise: Exercise) -> dict[str, object]:
    asks, form = exercise.kind == "questions", kind_of(exercise).options(exercise)
    return {
        "kind": exercise.kind,
        "title": exercise.title,
        "question": exercise.question,
        "questions": [
            {"text": each.text, "answer": each.answer} for each in exercise.questions.all() if not each.is_withdrawn
        ]
        if asks
        else [],
        "phases": [
            {
                "mode": each.mode,
                "minutes": each.minutes,
                "instruction": each.instruction,
                "writer": each.writer,
                "in_turn": each.in_turn,
            }
            for each in exercise.phases.all()
        ],
        "options": dict(form.initial) if form else {},
    }


def rename(*, kept: ShelvedExercise, title: str) -> None:
    ShelvedExercise.objects.filter(pk=kept.pk).update(title=title)


def delete(*, kept: ShelvedExercise) -> None:
    """Takes it away. It can be taken back until it is cleared away the day after."""
    ShelvedExercise.objects.filter(pk=kept.pk).update(deleted_at=timezone.now())


def restore(*, kept: ShelvedExercise) -> None:
    ShelvedExercise.objects.filter(pk=kept.pk).update(deleted_at=None)


@daily("programmes.clear_shelves")
def clear_deleted(running: Running) -> None:
    """Clears away what was taken off a shelf before today."""
    ShelvedExercise.objects.filter(deleted_at__lt=midnight()).delete()
