"""How a day is planned before it begins: its items, whole or copied from another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from config.fingerprints import fingerprint_of
from config.ids import public_id
from config.locking import lock_row
from programmes.contract import NotPossible, kind_of, refuse_changed
from programmes.models import AgendaItem, Exercise, Gathering, Person, Phase, Programme, Question, Stage
from programmes.services import exercises as exercise_services
from programmes.services import input as input_services
from programmes.services import stage as stages
from programmes.services.changes import changed
from programmes.services.holding import hold_day
from programmes.services.trail import record

LIFTED = 10_000


@dataclass(frozen=True)
class ItemText:
    """An item as it shall stand; with the position of the one that it was, 0 for a new one."""

    was: int
    title: str
    kind: str
    starts: time
    minutes: int
    question: str = ""
    pinned: bool = False
    out: bool = False
    note: str = ""


def save(*, gathering: Gathering, items: list[ItemText], by: Person) -> None:
    """The day's items as they shall be, in their order. An item that is not among them goes with its exercises.

    Raises NotPossible once the day has begun, and where an exercise that would go has answers.
    """
    with transaction.atomic():
        _only_while_planned(gathering)
        old = {item.position: item for item in gathering.items.all()}
        kept = {item.was for item in items}
        for position in old.keys() - kept:
            _delete(old.pop(position))
        gathering.items.update(position=F("position") + LIFTED)
        for number, text in enumerate(items, start=1):
            row = old.pop(text.was, None) or AgendaItem(gathering=gathering)
            row.position, row.title, row.kind, row.question = number, text.title, text.kind, text.question
            row.starts, row.minutes = text.starts, text.minutes
            row.is_pinned, row.is_left_out, row.note = text.pinned, text.out, text.note
            row.save()
        # What was re-planned before is not brought back over a newer plan.
        gathering.replans.filter(undone_at__isnull=True).update(undone_at=timezone.now())
        _tell("plan.change", gathering, by)


def _only_while_planned(gathering: Gathering) -> None:
    stage = hold_day(gathering)
    if stage and stage.is_on:
        raise NotPossible(_("Dagen er i gang. Planlegg resten på nytt i stedet."))
    if stage and stage.state == Stage.State.ENDED:
        raise NotPossible(_("Dagen er over, så planen står som den ble."))


def _delete(item: AgendaItem) -> None:
    for exercise in item.exercises.all():
        if exercise_services.has_answers(exercise):
            raise NotPossible(
                _("«%(title)s» har en oppgave med svar, og kan ikke slettes. Ta den ut i stedet.")
                % {"title": item.title}
            )
    Stage.objects.filter(item=item, state=Stage.State.PLANNED).update(
        item=None, exercise=None, phase=None, after=None, page=0
    )
    item.delete()


def copy(*, gathering: Gathering, source: Gathering, by: Person) -> None:
    """The items and exercises of another day into one that has none, and its theme; never anything that was answered."""
    with transaction.atomic():
        _only_while_planned(gathering)
        if gathering.items.exists():
            raise NotPossible(_("Dagsplanen er ikke tom. Slett postene først, så kan du hente en annen."))
        for item in source.items.filter(is_left_out=False).prefetch_related(
            "exercises__phases", "exercises__questions"
        ):
            exercises = list(item.exercises.all())
            made = AgendaItem.objects.create(
                gathering=gathering,
                position=item.position,
                kind=item.kind,
                starts=item.starts,
                minutes=item.minutes,
                title=item.title,
                question=item.question,
                note=item.note,
                is_pinned=item.is_pinned,
            )
            copies = {exercise.pk: _copy_exercise(exercise, made) for exercise in exercises}
            input_services.copy(source=item, item=made, exercises=copies)
        Gathering.objects.filter(pk=gathering.pk, theme="").update(theme=source.theme)
        _tell("plan.copy", gathering, by)


def _copy_exercise(exercise: Exercise, item: AgendaItem) -> Exercise:
    made = Exercise.objects.create(
        item=item,
        position=exercise.position,
        kind=exercise.kind,
        title=exercise.title,
        question=exercise.question,
    )
    Phase.objects.bulk_create(
        Phase(
            exercise=made,
            position=each.position,
            mode=each.mode,
            minutes=each.minutes,
            instruction=each.instruction,
            writer=each.writer,
            in_turn=each.in_turn,
        )
        for each in exercise.phases.all()
    )
    asked = [each for each in exercise.questions.all() if not each.is_withdrawn]
    Question.objects.bulk_create(
        Question(exercise=made, position=number, text=each.text, answer=each.answer)
        for number, each in enumerate(asked, start=1)
    )
    kind_of(exercise).copied(exercise, made)
    return made


def new_gathering(
    *, programme: Programme, day: date, place: str, theme: str, source: Gathering | None, by: Person, key: str = ""
) -> Gathering:
    """The programme's next gathering, with an empty day, or with that of another.

    `key` is a public id that the form carries: sent twice under one key, it is made once.
    """
    with transaction.atomic():
        lock_row(programme)
        if key and (made := programme.gatherings.filter(public_id=key).first()):
            return made
        last = programme.gatherings.aggregate(last=Max("number"))["last"] or 0
        if Gathering.objects.filter(public_id=key).exists():
            key = ""  # somebody else's
        gathering = Gathering.objects.create(
            public_id=key or public_id(), programme=programme, number=last + 1, date=day, place=place, theme=theme
        )
        stages.plan(gathering=gathering)
        if source:
            copy(gathering=gathering, source=source, by=by)
        _tell("gathering.new", gathering, by)
    return gathering


def change_gathering(
    *, gathering: Gathering, number: int, day: date, place: str, theme: str, seen: str, by: Person
) -> None:
    """When, where and about what. Another that has not begun, and has the number, gets the one that becomes free.

    Raises NotPossible where one that has begun has the number, the day has begun, or somebody has changed it since its writer
    saw the `fingerprint` in `seen`.
    """
    with transaction.atomic():
        if number != gathering.number:
            lock_row(gathering.programme)  # two may exchange their numbers at once
        hold_day(gathering)
        refuse_changed(seen, fingerprint(lock_row(gathering)))
        if day != gathering.date or number != gathering.number:
            _only_while_planned(gathering)
        if fingerprint_of(number, day, place, theme) == seen:
            return
        before = gathering.number
        gathering.number, gathering.date, gathering.place, gathering.theme = number, day, place, theme
        if number != before:
            _exchange(gathering, before, by)
        gathering.save(update_fields=["number", "date", "place", "theme"])
        _tell("gathering.change", gathering, by)


def _exchange(gathering: Gathering, free: int, by: Person) -> None:
    """Makes room for the gathering's new number: whoever has it gets the free one. The programme is held."""
    other = Gathering.objects.filter(programme=gathering.programme_id, number=gathering.number).first()
    if other is None:
        return
    if Stage.objects.filter(gathering=other).exclude(state=Stage.State.PLANNED).exists():
        raise NotPossible(
            _("En samling som er holdt, har nummer %(number)s. Velg et annet nummer.") % {"number": gathering.number}
        )
    for pk, number in ((gathering.pk, LIFTED), (other.pk, free)):
        Gathering.objects.filter(pk=pk).update(number=number)
    _tell("gathering.change", other, by)


def fingerprint(gathering: Gathering) -> str:
    """Changes whenever somebody has changed when, where or about what it is."""
    return fingerprint_of(gathering.number, gathering.date, gathering.place, gathering.theme)


def _tell(act: str, gathering: Gathering, by: Person) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(sequence=F("sequence") + 1)
    changed(gathering)
    record(act, by=by, subject=f"gathering:{gathering.public_id}", municipality=gathering.programme.municipality)
