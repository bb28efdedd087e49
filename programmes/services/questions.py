"""How answers to questions are kept: one's own, the group's, and those that belong to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from config import live
from programmes import detached
from programmes.contract import FLOOR, NotPossible
from programmes.models import (
    Gathering,
    Group,
    GroupAnswer,
    GroupRole,
    Note,
    Participation,
    Question,
    ReleasedText,
    Round,
    Stage,
)
from programmes.queries import questions as queries
from programmes.services.texts import keep, refuse_to_lose


def save_note(*, question: Question, participation: Participation, text: str, revision: int) -> Note:
    """Keeps what somebody wrote for themselves, from the revision that they saw.

    Raises `WrittenMeanwhile`, and `NotPossible` where the question was deleted in the same moment.
    """
    with _while_it_is_asked():
        return keep(Note, text, revision, whose={"question": question, "participation": participation})


@contextmanager
def _while_it_is_asked() -> Iterator[None]:
    """A transaction that says so where its question was deleted before it could end."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, ObjectDoesNotExist) as gone:
        raise NotPossible(_("Spørsmålet er nettopp slettet. Ta vare på det du har skrevet.")) from gone


def save_answer(
    *,
    round: Round,
    question: Question,
    group: Group,
    text: str,
    shared: bool | None,
    revision: int,
    by: Participation,
) -> GroupAnswer:
    """Keeps what a group answers, in the writing of who has its pen. Only while the round is open.

    Whether it is `shared` stays as another has said where it is None.
    """
    with _while_it_is_asked():
        round = _open(round)
        holder = _holder(round, group)
        if holder and holder != by:
            raise NotPossible(
                _("%(name)s skriver for gruppen nå. Ta over pennen hvis du skal skrive.") % {"name": holder.first_name}
            )
        answer = _row(round, question, group)
        shared = answer.is_shared if shared is None else shared
        if (answer.text, answer.is_shared) == (text, shared):
            return answer
        refuse_to_lose(answer, text, revision)
        return _write(answer, text=text, is_shared=shared, from_paper=False)


def enter_answer(*, round: Round, question: Question, group: Group, text: str, shared: bool) -> GroupAnswer:
    """Keeps what a group wrote on paper, in place of what is there."""
    with _while_it_is_asked():
        answer = _row(_open(round), question, group)
        if (answer.text, answer.is_shared) == (text, shared):
            return answer
        return _write(answer, text=text, is_shared=shared, from_paper=True)


def _write(answer: GroupAnswer, **values: Any) -> GroupAnswer:
    for name, value in values.items():
        setattr(answer, name, value)
    answer.revision += 1
    answer.save()
    live.announce(answer.round.exercise.item.gathering.public_id, urgent=False)
    return answer


def _row(round: Round, question: Question, group: Group) -> GroupAnswer:
    found = GroupAnswer.objects.filter(round=round, question=question, group=group).first()
    return found or GroupAnswer(round=round, question=question, group=group)


def _open(round: Round) -> Round:
    """The round, locked until the writing is done; only while it is open."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("exercise__item__gathering").get(pk=round.pk)
    if not locked.is_open:
        raise NotPossible(_("Oppgaven er avsluttet. Det dere skrev, er lagret."))
    return locked


def _holder(round: Round, group: Group) -> Participation | None:
    """Who has the group's pen, where it is only one."""
    gathering = round.exercise.item.gathering
    stage = Stage.objects.filter(gathering=gathering).first()
    if not queries.pen_is_the_secretarys(round.exercise, stage):
        return None
    return queries.secretary(gathering, group)


def take_pen(*, gathering: Gathering, group: Group, by: Participation) -> None:
    """Somebody else becomes the group's secretary."""
    with transaction.atomic():
        GroupRole.objects.update_or_create(
            gathering=gathering, group=group, role=GroupRole.Role.SECRETARY, defaults={"participation": by}
        )
        live.announce(gathering.public_id)


def send(*, round: Round, participation: Participation, answers: dict[str, str]) -> None:
    """Sends detached answers, by their questions' public ids. Who has sent already is not counted again."""
    asked = {question.public_id for question in queries.detached(round.exercise)}
    texts = {part: text for part, text in answers.items() if part in asked and text}
    if not texts:
        raise NotPossible(_("Skriv svar på minst ett spørsmål, så kan du sende."))
    detached.cast(round, participation, texts)


def release(*, round: Round) -> None:
    """At the close: makes texts of the answers where there are enough of them, and destroys every answer."""
    round.respondents = detached.count(round)
    round.save(update_fields=["respondents"])
    texts = detached.answers_of(round)
    for question in queries.detached(round.exercise):
        given = texts.get(question.public_id, [])
        if min(round.respondents, len(given)) >= FLOOR:
            ReleasedText.objects.bulk_create(
                ReleasedText(round=round, question=question, position=number, text=text)
                for number, text in enumerate(given, start=1)
            )
    detached.destroy(round)


def put_theme(*, text: ReleasedText, theme: str) -> None:
    """The facilitator's word for what a text is about."""
    _mark(text, theme=theme)


def hide(*, text: ReleasedText, hidden: bool) -> None:
    """Keeps a text from the room, or shows it again. Nobody changes what it says."""
    _mark(text, is_hidden=hidden)


def _mark(text: ReleasedText, **values: Any) -> None:
    with transaction.atomic():
        ReleasedText.objects.filter(pk=text.pk).update(**values)
        live.announce(text.round.exercise.item.gathering.public_id)
