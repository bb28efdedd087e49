"""A programme is made from a ready-made one, and one's own is kept as ready-made for the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from config.ids import public_id
from config.locking import lock_row
from programmes.contract import NotPossible, kind_of, kinds
from programmes.models import (
    AgendaItem,
    Exercise,
    Gathering,
    InputPage,
    InputPicture,
    Municipality,
    Person,
    Phase,
    Programme,
    Question,
    SavedProgramme,
)
from programmes.readymade.plans import Day, ExercisePart, ReadyMade, Theory, minute
from programmes.readymade.reading import MOST_DAYS, MOST_EXERCISES, MOST_ITEMS, Faulty, from_saved
from programmes.services import stage as stages
from programmes.services.trail import record

MOST_SAVED = 50
TOWN = "{municipality}"  # in an instruction: the name of the municipality


def use(
    *,
    programme: Programme,
    made: ReadyMade,
    dates: Sequence[tuple[int, date]],
    place: str = "",
    key: str = "",
    by: Person,
) -> list[Gathering]:
    """The chosen days of a ready-made programme become the programme's next gatherings, in its language.

    `dates` holds the number of each day that is wanted, from 0, and when it is held. What was planned stays. `key` is
    a public id that the asker chose: asked for twice under one key, the gatherings are made once.
    """
    with transaction.atomic():
        lock_row(programme)
        if key and (there := Gathering.objects.filter(public_id=key).first()):
            if there.programme_id == programme.pk:
                return []
            key = ""
        last = programme.gatherings.aggregate(last=Max("number"))["last"] or 0
        gatherings: list[Gathering] = []
        for number, (day, held) in enumerate(dates, start=last + 1):
            name = key if key and not gatherings else public_id()
            planned = Gathering(programme=programme, number=number, date=held, place=place, public_id=name)
            gatherings.append(_begin(planned, made.days[day]))
        record(
            "programme.ready_made",
            by=by,
            subject=f"programme:{programme.public_id}",
            municipality=programme.municipality,
        )
    return gatherings


def _begin(gathering: Gathering, day: Day) -> Gathering:
    language = gathering.programme.language
    gathering.theme = day.theme.in_language(language)
    gathering.save()
    fill(gathering, day, language)
    stages.plan(gathering=gathering)
    return gathering


def fill(gathering: Gathering, day: Day, language: str) -> None:
    """Gives an empty gathering the items, theory and exercises of a day."""
    for position, part in enumerate(day.items, start=1):
        item = AgendaItem.objects.create(
            gathering=gathering,
            position=position,
            kind=part.kind,
            starts=part.starts,
            minutes=part.minutes,
            title=part.title.in_language(language),
            question=part.question.in_language(language),
            note=part.note.in_language(language),
            is_pinned=part.is_pinned,
        )
        made = [_make(item, place, exercise, language) for place, exercise in enumerate(part.exercises, start=1)]
        _put_theory(item, part.theory, made, language)


def _put_theory(item: AgendaItem, theory: Sequence[Theory], made: Sequence[Exercise], language: str) -> None:
    """Theory as pages of input, before the exercises or after the one that each belongs to."""
    InputPage.objects.bulk_create(
        InputPage(
            item=item,
            after=made[each.after - 1] if each.after else None,
            position=number,
            heading=each.heading.in_language(language),
            text=_said(each, language),
            quote=each.quote.in_language(language),
            quote_source=each.quote_source,
        )
        for number, each in enumerate(theory, start=1)
    )


def _said(theory: Theory, language: str) -> str:
    source = [f"({theory.source})"] if theory.source else []
    return "\n\n".join([theory.text.in_language(language), *source])


def _make(item: AgendaItem, position: int, part: ExercisePart, language: str) -> Exercise:
    town = item.gathering.programme.municipality.name
    exercise = Exercise.objects.create(
        item=item,
        position=position,
        kind=part.kind,
        title=part.title.in_language(language),
        question=part.question.in_language(language),
    )
    Phase.objects.bulk_create(
        Phase(
            exercise=exercise,
            position=number,
            mode=each.mode,
            minutes=each.minutes,
            instruction=each.instruction.in_language(language).replace(TOWN, town)[:500],
            writer=each.writer,
            in_turn=each.in_turn,
        )
        for number, each in enumerate(part.phases, start=1)
    )
    Question.objects.bulk_create(
        Question(exercise=exercise, position=number, text=each.text.in_language(language), answer=each.answer)
        for number, each in enumerate(part.questions, start=1)
    )
    kind = kind_of(exercise)
    form = kind.options(exercise, dict(part.options)) if part.options else None
    if form is not None and form.is_valid():  # else the cockpit asks for the choice, as it does of a new exercise
        kind.keep_options(exercise, form)
    return exercise


# One's own


def save(*, programme: Programme, name: str, by: Person) -> SavedProgramme:
    """Keeps the programme's plan under a name; of what people have written, nothing.

    Raises NotPossible where there is nothing to keep, more than a ready-made programme holds, or one of that name.
    """
    with transaction.atomic():
        municipality = Municipality.objects.select_for_update(no_key=True).get(pk=programme.municipality_id)
        content = plan_of(programme)
        if not content["days"]:
            raise NotPossible(_("Programmet har ingen samlinger ennå. Sett opp en først."))
        try:
            from_saved(content, kinds=kinds())
        except Faulty as larger:
            raise NotPossible(
                _(
                    "Programmet er større enn et ferdig program kan være: høyst %(days)s samlinger innen ti år, "
                    "%(items)s poster på en dag og %(exercises)s oppgaver i en post."
                )
                % {"days": MOST_DAYS, "items": MOST_ITEMS, "exercises": MOST_EXERCISES}
            ) from larger
        if municipality.saved_programmes.count() >= MOST_SAVED:
            raise NotPossible(_("Kommunen har %(most)d ferdige programmer. Fjern et først.") % {"most": MOST_SAVED})
        try:
            with transaction.atomic():
                saved = SavedProgramme.objects.create(
                    municipality=municipality, name=name, language=programme.language, content=content
                )
        except IntegrityError as taken:
            raise NotPossible(_("Kommunen har alt et ferdig program som heter det. Velg et annet navn.")) from taken
        record("ready_made.save", by=by, subject=f"saved:{saved.public_id}", municipality=municipality)
    return saved


def remove(*, saved: SavedProgramme, by: Person) -> None:
    """Programmes that were made from it stay as they are. Removed twice, it is gone."""
    with transaction.atomic():
        record("ready_made.remove", by=by, subject=f"saved:{saved.public_id}", municipality=saved.municipality)
        SavedProgramme.objects.filter(pk=saved.pk).delete()


def plan_of(programme: Programme) -> dict[str, Any]:
    """The programme as `reading.from_saved` reads it. It takes what was planned, and nothing that was answered."""
    gatherings = list(
        programme.gatherings.filter(cancelled_at__isnull=True)
        .order_by("date", "number")
        .prefetch_related("items__exercises__phases", "items__exercises__questions", "items__pages__picture")
    )
    days: list[dict[str, Any]] = []
    for gathering in gatherings:
        after = (gathering.date - gatherings[0].date).days
        if days and after <= days[-1]["after"]:
            after = days[-1]["after"] + 1
        days.append(_day(gathering, after))
    return {"key": "", "name": programme.name, "days": days}


def _day(gathering: Gathering, after: int) -> dict[str, Any]:
    kept = [item for item in gathering.items.all() if not item.is_left_out]
    day: dict[str, Any] = {"theme": gathering.theme, "after": after, "items": []}
    if not kept:
        return day
    day["starts"] = f"{kept[0].starts:%H:%M}"
    cursor = minute(kept[0].starts)
    for item in kept:
        made = _item(item)
        starts = minute(item.starts)
        if starts >= cursor and (item.is_pinned or starts > cursor):
            made["at"] = f"{item.starts:%H:%M}"
        cursor = max(cursor, starts) + item.minutes if "at" in made else cursor + item.minutes
        day["items"].append(made)
    return day


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "title": item.title,
        "minutes": item.minutes,
        "question": item.question,
        "note": item.note,
        "theory": _theory(item),
        "exercises": [_exercise(each) for each in item.exercises.all()],
    }


def _theory(item: AgendaItem) -> list[dict[str, Any]]:
    """The pages of input in their order, without pictures: a page that is nothing but a picture stays behind."""
    places = {exercise.pk: number for number, exercise in enumerate(item.exercises.all(), start=1)}
    pages = [
        (places.get(page.after_id or 0, 0), page)
        for page in item.pages.all()
        if page.deleted_at is None and (page.text or page.quote or not hasattr(page, "picture"))
    ]
    return [
        {
            "heading": page.heading,
            "text": page.text,
            "quote": page.quote,
            "quote_source": page.quote_source,
            "after": after,
        }
        for after, page in sorted(pages, key=lambda each: (each[0], each[1].position))
    ]


def pictures_left_behind(programme: Programme) -> int:
    """How many pictures in the programme's input a saved programme does not take along."""
    return InputPicture.objects.filter(
        page__deleted_at=None,
        page__item__gathering__programme=programme,
        page__item__is_left_out=False,
        page__item__gathering__cancelled_at=None,
    ).count()


def _exercise(exercise: Exercise) -> dict[str, Any]:
    made: dict[str, Any] = {
        "kind": exercise.kind,
        "title": exercise.title,
        "question": exercise.question,
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
        "options": kind_of(exercise).chosen(exercise),
    }
    asked = [each for each in exercise.questions.all() if not each.is_withdrawn]
    if exercise.kind == "questions":
        made["questions"] = [{"text": each.text, "answer": each.answer} for each in asked]
    return made
