"""A day is planned: times that follow, pins that stay, and what does not fit is told and never moved."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from programmes import planning
from programmes.models import (
    AgendaItem,
    Exercise,
    Gathering,
    InputPage,
    Phase,
    Question,
    Replan,
    Round,
    Stage,
    Summary,
    Trail,
)
from programmes.planning import Piece, fitted, lay
from programmes.queries.start import paths
from programmes.queries.summaries import last_before
from programmes.services import agenda as services
from programmes.services import rounds
from programmes.services.agenda import ItemText
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.forms import stands
from tests.test_pages import Page
from tests.world import agenda

HALF_PAST_EIGHT = 8 * 60 + 30


class TestArithmetic:
    def test_each_follows_the_one_before_it(self) -> None:
        laid = lay(HALF_PAST_EIGHT, [Piece(30), Piece(45), Piece(15)])
        assert [(each.starts, each.ends) for each in laid] == [(510, 540), (540, 585), (585, 600)]
        assert planning.fits(laid)

    def test_what_is_pinned_stays_and_what_runs_into_it_is_told(self) -> None:
        laid = lay(510, [Piece(30), Piece(60), Piece(45, "lunch", pinned=585), Piece(30)])
        assert [each.starts for each in laid] == [510, 540, 585, 630]
        assert [each.over for each in laid] == [0, 15, 0, 0]
        assert not planning.fits(laid)

    def test_time_before_a_pinned_one_is_free(self) -> None:
        laid = lay(510, [Piece(30), Piece(45, "lunch", pinned=600), Piece(30)])
        assert [each.free for each in laid] == [0, 60, 0]

    def test_what_is_out_takes_no_time(self) -> None:
        laid = lay(510, [Piece(30, left_out=True), Piece(30), Piece(15, left_out=True), Piece(30)])
        assert [each.starts for each in laid] == [None, 510, None, 540]

    def test_breaks_give_way_first(self) -> None:
        pieces = [Piece(60), Piece(20, "break"), Piece(50), Piece(45, "lunch", pinned=510 + 115)]
        assert fitted(510, pieces) == [60, 5, 50, 45]

    def test_then_what_stands_before_the_pinned_one(self) -> None:
        pieces = [Piece(60), Piece(15, "break"), Piece(50), Piece(45, "lunch", pinned=510 + 100)]
        assert fitted(510, pieces) == [60, 5, 35, 45]

    def test_what_finds_no_room_even_so_is_still_told(self) -> None:
        pieces = [Piece(60), Piece(50), Piece(45, "lunch", pinned=540)]
        laid = lay(
            510,
            [Piece(minutes, each.kind, each.pinned) for minutes, each in zip(fitted(510, pieces), pieces, strict=True)],
        )
        assert not planning.fits(laid)

    @given(
        st.integers(0, 1200),
        st.lists(
            st.builds(Piece, st.integers(1, 120), st.just("session"), st.none() | st.integers(0, 1400), st.booleans())
        ),
    )
    def test_nothing_pinned_is_ever_moved_and_nothing_is_cut(self, begins: int, pieces: list[Piece]) -> None:
        laid = lay(begins, pieces)
        assert [each.piece for each in laid] == pieces
        assert all(each.starts == each.piece.pinned for each in laid if each.piece.pinned and not each.piece.left_out)


@pytest.fixture
def client(here, as_person):
    return as_person(here.facilitator)


def url(gathering: Gathering, name: str = "agenda") -> str:
    return reverse(name, args=[gathering.public_id])


def typed(client, gathering: Gathering) -> dict[str, str]:
    """The form as the page shows it."""
    response = client.get(url(gathering))
    sheet = response.context["sheet"]
    sent = {"seen": response.context["seen"], "begins": sheet.plan.begins, "items": str(len(sheet.plan.rows))}
    for number, row in enumerate(sheet.plan.rows):
        sent |= {f"item-{number}-{name}": str(value) for name, value in row.items()}
    return sent


def do(client, gathering: Gathering, sent: dict[str, str], act: str) -> dict[str, str]:
    """The form after an act that saves nothing."""
    response = client.post(
        url(gathering), sent | {"do": act}, headers={"HX-Request": "true", "HX-Target": "agenda-form"}
    )
    assert response.status_code == 200
    plan = response.context["sheet"].plan
    after = {"seen": sent["seen"], "begins": plan.begins, "items": str(len(plan.rows))}
    for number, row in enumerate(plan.rows):
        after |= {f"item-{number}-{name}": str(value) for name, value in row.items()}
    return after


def day(gathering: Gathering) -> list[tuple[str, str, int]]:
    return [(item.title, f"{item.starts:%H:%M}", item.minutes) for item in gathering.items.all()]


@pytest.mark.django_db
class TestPlanning:
    def test_one_longer_item_moves_the_rest(self, here, client) -> None:
        sent = typed(client, here.gathering)
        sent["item-0-minutes"] = "45"
        assert client.post(url(here.gathering), sent).status_code == 303
        assert day(here.gathering) == [("Velkommen", "08:30", 45), ("Felles lederplattform", "09:15", 60)]
        assert Trail.objects.filter(act="plan.change", actor=here.facilitator).count() == 1

    def test_a_whole_day_is_made_from_nothing(self, here, client) -> None:
        gathering = Gathering.objects.create(programme=here.programme, number=4, date=date(2026, 12, 1))
        sent = typed(client, gathering)
        for kind in ("session", "break", "session", "lunch"):
            sent = do(client, gathering, sent, f"add:{kind}")
        sent |= {"item-0-title": "Velkommen", "item-2-title": "Tema", "item-2-minutes": "135"}
        sent = do(client, gathering, sent, "pin:3")
        assert sent["item-3-at"] == "11:30"
        sent["item-0-minutes"] = "60"
        response = client.post(url(gathering), sent | {"do": "time"})
        assert "Det er 30 minutter for mye" in response.content.decode()
        assert "Lunsj står fast 11:30" in response.content.decode()
        told = client.post(url(gathering), sent | {"do": "fit"}).content.decode()
        assert [text for text in ("15 → 5 min", "135 → 115 min", "45 → ") if text in told] == [
            "15 → 5 min",
            "135 → 115 min",
        ]
        sent = do(client, gathering, sent, "fit")
        assert "Det er ikke mer å ta av" not in client.post(url(gathering), sent | {"do": "fit"}).content.decode()
        assert [sent[f"item-{number}-minutes"] for number in range(4)] == ["60", "5", "115", "45"]
        assert client.post(url(gathering), sent).status_code == 303
        assert day(gathering) == [
            ("Velkommen", "08:30", 60),
            ("Pause", "09:30", 5),
            ("Tema", "09:35", 115),
            ("Lunsj", "11:30", 45),
        ]
        assert list(gathering.items.values_list("is_pinned", flat=True)) == [False, False, False, True]

    def test_times_that_overlap_are_kept_as_they_were_written_and_pointed_at(self, here, client) -> None:
        AgendaItem.objects.filter(gathering=here.gathering, position=2).update(starts=time(8, 45))
        response = client.get(url(here.gathering))
        assert "Det er 15 minutter for mye" in response.content.decode()
        assert client.post(url(here.gathering), typed(client, here.gathering)).status_code == 303
        assert day(here.gathering)[1] == ("Felles lederplattform", "08:45", 60)

    def test_rows_are_moved_by_keyboard_and_by_hand(self, here, client) -> None:
        first = typed(client, here.gathering)
        for act in ("down:0", "up:1", "move:0:1", "move:1:0"):
            sent = do(client, here.gathering, first, act)
            assert sent["item-0-title"] == "Felles lederplattform"
        client.post(url(here.gathering), sent)
        assert day(here.gathering) == [("Felles lederplattform", "08:30", 60), ("Velkommen", "09:30", 30)]
        assert here.gathering.items.first().exercises.count() == 3

    def test_the_cursor_follows_the_row_that_was_moved(self, here, client) -> None:
        sent = typed(client, here.gathering)
        response = client.post(url(here.gathering), sent | {"do": "down:0"})
        assert 'data-focus="down-1"' in response.content.decode()

    def test_what_is_taken_out_is_kept_and_may_be_taken_in_again(self, here, client) -> None:
        sent = do(client, here.gathering, typed(client, here.gathering), "out:1")
        client.post(url(here.gathering), sent)
        assert here.gathering.items.get(position=2).is_left_out
        assert Exercise.objects.filter(item__gathering=here.gathering).count() == 3
        sent = do(client, here.gathering, typed(client, here.gathering), "in:1")
        client.post(url(here.gathering), sent)
        assert not here.gathering.items.get(position=2).is_left_out

    def test_what_is_deleted_goes_with_its_exercises_but_not_with_answers(self, here, client) -> None:
        sent = do(
            client, here.gathering, do(client, here.gathering, typed(client, here.gathering), "out:1"), "remove:1"
        )
        round = rounds.open_round(exercise=Exercise.objects.get(kind="diamond"), by=None)
        assert client.post(url(here.gathering), sent).status_code == 409
        assert here.gathering.items.count() == 2
        round.delete()
        assert client.post(url(here.gathering), sent).status_code == 303
        assert day(here.gathering) == [("Velkommen", "08:30", 30)]
        assert not Exercise.objects.filter(item__gathering=here.gathering).exists()

    def test_exercises_that_take_longer_than_their_item_are_told(self, here, client) -> None:
        Phase.objects.filter(exercise__kind="points", position=1).update(minutes=25)
        response = client.get(url(here.gathering))
        assert "Innholdet tar 65 min, posten har 60." in response.content.decode()
        sent = do(client, here.gathering, typed(client, here.gathering), "grow:1")
        assert sent["item-1-minutes"] == "65"

    def test_an_item_without_exercises_has_nothing_to_grow_to(self, here, client) -> None:
        """Somebody else has taken the exercise away while the button was on the screen."""
        sent = do(client, here.gathering, typed(client, here.gathering), "grow:0")
        assert sent["item-0-minutes"] == "30"

    def test_a_number_without_end_is_no_number_of_minutes(self, here, client) -> None:
        sent = typed(client, here.gathering) | {"item-0-minutes": "9" * 5000, "do": "fit"}
        assert "9" * 5000 in client.post(url(here.gathering), sent).content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("begins", "halv ni"),
            ("begins", ""),
            ("item-0-minutes", "0"),
            ("item-0-minutes", ""),
            ("item-0-minutes", "721"),
            ("item-0-title", " "),
            ("item-0-title", "x" * 121),
            ("item-0-kind", "annet"),
            ("item-1-at", "25:00"),
            ("begins", "23:30"),
        ],
    )
    def test_what_is_wrong_comes_back_as_it_was_written(self, here, client, field, value) -> None:
        sent = typed(client, here.gathering) | {"item-1-pinned": "on", "item-1-at": "09:00", field: value}
        if value == "23:30":
            sent["item-1-pinned"] = ""
        before = day(here.gathering)
        response = client.post(url(here.gathering), sent)
        assert response.status_code == 422
        assert value.strip() in response.content.decode()
        assert Page(response.content.decode()).problems == []
        assert day(here.gathering) == before

    def test_a_day_that_somebody_else_has_changed_is_not_written_over(self, here, client) -> None:
        sent = typed(client, here.gathering)
        here.gathering.items.filter(position=1).update(title="God morgen")
        assert client.post(url(here.gathering), sent).status_code == 409
        assert day(here.gathering)[0][0] == "God morgen"

    def test_an_item_does_not_go_with_what_was_put_into_it_since(self, here, client) -> None:
        sent = typed(client, here.gathering)
        gone = do(client, here.gathering, do(client, here.gathering, sent, "out:1"), "remove:1")
        item = here.gathering.items.get(position=2)
        InputPage.objects.create(item=item, position=9, heading="Teori")
        assert client.post(url(here.gathering), gone).status_code == 409
        assert here.gathering.items.count() == 2
        # Who lets the item stand is not held up by it.
        assert client.post(url(here.gathering), sent).status_code == 303

    def test_a_day_that_runs_or_is_over_is_not_planned_here(self, here, client) -> None:
        sent = typed(client, here.gathering)
        go_to(here.gathering, DIAMOND, here.facilitator)
        assert client.post(url(here.gathering), sent).status_code == 409
        page = client.get(url(here.gathering)).content.decode()
        assert reverse("replan", args=[here.gathering.public_id]) in page
        assert "Lagre dagsplanen" not in page

    def test_an_older_replanning_is_not_brought_back_over_a_newer_plan(self, here, client) -> None:
        Replan.objects.create(gathering=here.gathering, by=here.facilitator, at=timezone.now(), before=[])
        client.post(url(here.gathering), typed(client, here.gathering))
        assert not Replan.objects.filter(undone_at__isnull=True).exists()

    def test_two_rows_that_claim_to_be_one_item_lose_nothing(self, here) -> None:
        texts = [ItemText(1, f"Rad {number}", "session", time(8 + number), 30) for number in range(2)]
        services.save(gathering=here.gathering, items=texts, by=here.facilitator)
        assert [title for title, *_rest in day(here.gathering)] == ["Rad 0", "Rad 1"]

    def test_it_costs_the_same_with_many_items_as_with_few(self, here, client) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(here.gathering)).status_code == 200
            return len(queries)

        few = cost()
        for position in range(3, 23):
            item = AgendaItem.objects.create(
                gathering=here.gathering, position=position, starts=time(10), minutes=5, title="Mer"
            )
            made = Exercise.objects.create(item=item, position=1, kind="questions", title="Spør")
            Phase.objects.create(exercise=made, position=1, mode="alone", minutes=5)
        assert cost() == few


@pytest.mark.django_db
class TestGatherings:
    def test_a_new_one_takes_the_day_of_another_and_none_of_its_answers(self, here, client) -> None:
        item = here.gathering.items.get(position=1)
        asked = Exercise.objects.create(item=item, position=1, kind="questions", title="Påkobling")
        Phase.objects.create(exercise=asked, position=1, mode="pairs", minutes=7, instruction="Snakk sammen.")
        Question.objects.create(exercise=asked, position=1, text="Hva nå?")
        Question.objects.create(exercise=asked, position=2, text="Tatt ut", is_withdrawn=True)
        go_to(here.gathering, DIAMOND, here.facilitator)
        answer = client.post(
            reverse("gathering-new", args=[here.programme.public_id]),
            {"date": "1.12.2026", "place": "Salen", "theme": "Videre", "source": here.gathering.public_id},
        )
        made = Gathering.objects.get(number=4)
        assert answer.headers["Location"] == url(made)
        assert (made.date, made.place, made.theme) == (date(2026, 12, 1), "Salen", "Videre")
        assert made.stage.join_code
        assert made.stage.state == Stage.State.PLANNED
        assert day(made) == day(here.gathering)
        copied = made.items.get(position=1).exercises.get()
        assert [question.text for question in copied.questions.all()] == ["Hva nå?"]
        assert copied.phases.get().instruction == "Snakk sammen."
        assert not Round.objects.filter(exercise__item__gathering=made).exists()

    def test_a_day_is_fetched_only_into_an_empty_one(self, here, client) -> None:
        other = agenda(here.programme, "Fjerde", number=4)
        assert client.post(url(other, "agenda-copy"), {"source": here.gathering.public_id}).status_code == 409
        other.items.all().delete()
        Gathering.objects.filter(pk=other.pk).update(theme="")
        Gathering.objects.filter(pk=here.gathering.pk).update(theme="Verdiene våre")
        assert client.post(url(other, "agenda-copy"), {"source": here.gathering.public_id}).status_code == 303
        assert day(other) == day(here.gathering)
        assert Gathering.objects.get(pk=other.pk).theme == "Verdiene våre"

    def test_no_day_of_another_municipality_is_offered_or_fetched(self, world, as_person) -> None:
        here, there = world.here, world.elsewhere
        # Not even where the same person facilitates in both municipalities.
        worlds.take_part(worlds.member(here.facilitator, there.municipality), there.programme, "facilitator")
        client = as_person(here.facilitator)
        page = client.get(reverse("gathering-new", args=[here.programme.public_id])).content.decode()
        assert "Utgardmerke" not in page
        empty = Gathering.objects.create(programme=here.programme, number=5, date=date(2026, 12, 1))
        assert client.post(url(empty, "agenda-copy"), {"source": there.gathering.public_id}).status_code == 422
        sent = {"date": "1.12.2026", "source": there.gathering.public_id}
        assert client.post(reverse("gathering-new", args=[here.programme.public_id]), sent).status_code == 422

    @pytest.mark.parametrize("value", ["", "i morgen", "32.12.2026", "1.1.1066"])
    def test_a_date_that_is_none_is_asked_for_again(self, here, client, value) -> None:
        answer = client.post(reverse("gathering-new", args=[here.programme.public_id]), {"date": value})
        assert answer.status_code == 422
        assert Gathering.objects.filter(programme=here.programme).count() == 1

    def test_sent_twice_it_is_one(self, here, client) -> None:
        url = reverse("gathering-new", args=[here.programme.public_id])
        key = re.search(r'name="key" value="(\w+)"', client.get(url).content.decode())[1]
        sent = {"date": "24.09.2030", "source": here.gathering.public_id, "key": key}
        assert {client.post(url, sent).headers["Location"] for _twice in range(2)} == {reverse("agenda", args=[key])}
        assert here.programme.gatherings.count() == 2

    def test_under_a_key_that_another_gathering_has_it_gets_its_own(self, world, as_person) -> None:
        url = reverse("gathering-new", args=[world.here.programme.public_id])
        sent = {"date": "24.09.2030", "key": world.elsewhere.gathering.public_id}
        assert as_person(world.here.facilitator).post(url, sent).status_code == 303
        assert world.elsewhere.programme.gatherings.count() == 1

    def test_one_that_is_put_between_two_others_comes_between_them(self, here, client) -> None:
        """Whatever its number: what went before it is what its day says."""
        today = here.gathering.date
        made = agenda(here.programme, "Imellom", number=9)
        last = agenda(here.programme, "Sist", number=4)
        Gathering.objects.filter(pk=made.pk).update(date=today + timedelta(days=10))
        Gathering.objects.filter(pk=last.pk).update(date=today + timedelta(days=20))
        for each in (made, last):
            each.refresh_from_db()
        assert [each.pk for each in here.programme.gatherings.filter(date__gte=today)] == [
            here.gathering.pk,
            made.pk,
            last.pk,
        ]
        assert Gathering.objects.before(last).first() == made
        assert Gathering.objects.after(here.gathering).first() == made
        assert Gathering.objects.before(made).first() == here.gathering
        for each in (here.gathering, made):
            Summary.objects.create(gathering=each, published=[], published_at=timezone.now())
        assert last_before(last).gathering == made
        assert last_before(made).gathering == here.gathering
        trail = paths(here.leader)[0].trail
        assert [each.number for each, place, _held in trail if place == "later"] == [9, 4]

    def test_when_and_where_are_changed_until_the_day_begins(self, here, client) -> None:
        fourth = agenda(here.programme, "Fjerde", number=4)
        later = timezone.localdate() + timedelta(days=7)
        sent = {"number": "3", "date": f"{later:%d.%m.%Y}", "place": "Fyresdal", "theme": "Nytt"}
        assert (
            client.post(
                url(here.gathering, "gathering-edit"), sent | stands(client, url(here.gathering, "gathering-edit"))
            ).status_code
            == 303
        )
        here.gathering.refresh_from_db()
        assert (here.gathering.date, here.gathering.place) == (later, "Fyresdal")
        assert (
            client.post(
                url(here.gathering, "gathering-edit"),
                sent | stands(client, url(here.gathering, "gathering-edit")) | {"number": "4"},
            ).status_code
            == 303
        )
        fourth.refresh_from_db()
        assert (fourth.number, Gathering.objects.get(pk=here.gathering.pk).number) == (3, 4)
        Stage.objects.create(gathering=fourth, state="ended")
        held = client.post(
            url(here.gathering, "gathering-edit"),
            sent | stands(client, url(here.gathering, "gathering-edit")) | {"number": "3"},
        )
        assert (held.status_code, "En samling som er holdt, har nummer 3. Velg et annet" in held.content.decode()) == (
            409,
            True,
        )
        sent["number"] = "4"
        go_to(here.gathering, DIAMOND, here.facilitator)
        assert (
            client.post(
                url(here.gathering, "gathering-edit"),
                sent | stands(client, url(here.gathering, "gathering-edit")) | {"date": "1.12.2026"},
            ).status_code
            == 409
        )
        assert (
            client.post(
                url(here.gathering, "gathering-edit"),
                sent | stands(client, url(here.gathering, "gathering-edit")) | {"place": "Seljord"},
            ).status_code
            == 303
        )


def test_a_day_that_is_over_without_a_plan_is_not_asked_for_one(here, client) -> None:
    empty = Gathering.objects.create(programme=here.programme, number=9, date=timezone.localdate() - timedelta(days=9))
    assert "Begynn med velkomsten." in client.get(url(empty)).content.decode()
    Stage.objects.create(gathering=empty, state=Stage.State.ENDED)
    page = client.get(url(empty)).content.decode()
    assert "Det ble ikke lagt noen plan for dagen." in page
    assert "Begynn med velkomsten." not in page
