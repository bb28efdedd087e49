"""What a room asks for at once is read once, and never for longer than was said."""

from __future__ import annotations

from itertools import count

import pytest

from config import recent
from config.recent import Recent, own
from programmes.models import Gathering, Stage


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(recent.time, "monotonic", lambda: now[0])
    return now


def test_it_is_read_again_when_its_time_is_over_or_its_mark_another(clock) -> None:
    reads, numbers = count(1), Recent[int](seconds=1)

    def read() -> int:
        return next(reads)

    assert [numbers.get("a", read, mark=0) for _ in range(3)] == [1, 1, 1]
    assert numbers.get("b", read, mark=0) == 2
    clock[0] = 1.0
    assert numbers.get("a", read, mark=0) == 1
    clock[0] = 1.1
    assert numbers.get("a", read, mark=0) == 3
    assert numbers.get("a", read, mark=1) == 4
    numbers.forget()
    assert numbers.get("a", read, mark=1) == 5


def test_it_does_not_grow_for_ever() -> None:
    numbers = Recent[int](seconds=1000, most=7)
    for number in range(20):
        assert numbers.get(number, lambda: 0) == 0
    assert len(numbers._kept) <= 7


def test_ones_own_of_a_kept_row_leaves_the_kept_one_as_it_is(here) -> None:
    kept = Gathering.objects.select_related("programme").get(pk=here.gathering.pk)
    mine = own(kept)
    assert mine == kept
    assert mine.programme is kept.programme
    mine.theme, mine.programme, mine.stage = "Mitt", here.programme, Stage()
    assert kept.theme == here.gathering.theme
    assert kept.programme is not here.programme
    assert "stage" not in kept._state.fields_cache
    mine.save(update_fields=["theme"])
    assert Gathering.objects.get(pk=kept.pk).theme == "Mitt"
