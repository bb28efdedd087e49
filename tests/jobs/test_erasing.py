"""What was deleted is gone from the database's files."""

from __future__ import annotations

from datetime import time
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, transaction

from config import erasing
from config.jobs import take_one
from config.models import Job
from programmes.models import AgendaItem, Ballot, Exercise, Phase, Question, Round
from programmes.services import questions, rounds
from tests import world as worlds
from tests.conftest import in_thread
from tests.world import Place

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "hemmelighet"
TABLE = Ballot._meta.db_table


def answered(here: Place) -> Round:
    """An anonymous round that four have answered: too few, so nothing of it is kept when it closes."""
    item = AgendaItem.objects.create(gathering=here.gathering, position=9, starts=time(14), minutes=30, title="Slutt")
    exercise = Exercise.objects.create(item=item, position=1, kind="questions", title="Slutt")
    Phase.objects.create(
        exercise=exercise, position=1, mode="alone", minutes=5, instruction="Tenk.", writer=Phase.Writer.EACH
    )
    question = Question.objects.create(exercise=exercise, position=1, text="Hva?", answer="anonymous")
    round = rounds.open_round(exercise=exercise, by=None)
    for leader in here.leaders[:4]:
        questions.send(round=round, participation=leader, answers={question.public_id: f"{WORD} {leader.pk}"})
    return round


def in_files() -> int:
    """How often the word stands in SQLite's files."""
    path = Path(connection.settings_dict["NAME"])
    files = [path, path.with_name(f"{path.name}-wal")]
    return sum(file.read_bytes().count(WORD.encode()) for file in files if file.exists())


def file_of(table: str) -> int:
    """The number of the file in which PostgreSQL keeps a table: another once it has been written anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filenode(%s)", [table])
        return int(cursor.fetchone()[0])


def test_an_answer_is_gone_from_the_files_once_its_round_is_closed(own_connections) -> None:
    is_sqlite = connection.vendor == "sqlite"

    def found() -> list[int]:
        round, look = answered(worlds.place("Seljordmerke")), in_files if is_sqlite else partial(file_of, TABLE)
        rounds.close_round(round=round, by=None)
        before = look()  # deleted, and still there
        while take_one():
            pass
        assert set(Job.objects.filter(kind=erasing.JOB).values_list("state", flat=True)) == {Job.State.DONE}
        return [before, look()]

    before, after = in_thread(found)
    assert after == 0 < before if is_sqlite else after != before


@pytest.mark.django_db
def test_inside_a_transaction_it_waits(here) -> None:
    with transaction.atomic(), pytest.raises(erasing.Busy):
        erasing.erase(None)


def test_every_table_of_answers_that_go_is_among_them() -> None:
    assert erasing.tables() == ["programmes_ballot", "values_allocation", "values_missedvalue"]
