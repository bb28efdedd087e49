"""The area's form: in place, by rows, with everything to be undone, and never over somebody else's words."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.ids import public_id
from efficacy.models import Belief, Source
from goals import typed
from goals.deadlines import parse
from goals.models import Action, Area, Goal
from goals.queries import cards as queries
from goals.services import cards, ladders
from goals.services import log as services
from goals.services.cards import ActionText, GoalText, Help
from goals.services.log import Of
from goals.typed import ActionRow, GoalRow, IndicatorRow, Typed
from tests.world import Place

pytestmark = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true", "HX-Target": "goal-card"}


@pytest.fixture
def area(here: Place) -> Area:
    return here.membership.goal_card.areas.earliest("position")


@pytest.fixture
def client(here: Place, as_person) -> Client:
    return as_person(here.leader)


def url(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def fields(page: str) -> dict[str, str]:
    """The area's form as a browser would send it."""
    form = re.search(r'<form class="mk-area mk-edit".*?</form>', page, re.S)[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if given.get("type") not in ("checkbox", "radio") or " checked" in tag:
            found[given["name"]] = html.unescape(given.get("value", ""))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\r?\n?([^<]*)</textarea>', form):
        found[name] = html.unescape(text)
    return found


def opened(client: Client, here: Place, area: Area) -> dict[str, str]:
    return fields(client.get(url(here, "area-edit", area.public_id)).content.decode())


def actions(area: Area) -> list[tuple[str, str]]:
    standing = Action.objects.standing().filter(goal__area=area)
    return [(each.text, each.deadline) for each in standing.order_by("goal", "position")]


def toast(page: str) -> dict[str, str]:
    """What the line offers to have back, as its button would send it."""
    form = re.search(r'<form class="toast-line".*?</form>', page, re.S)[0]
    return {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}


def second_goal(here: Place, area: Area) -> Goal:
    """One more formulation, with one action."""
    first = Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk)).goals[0]
    cards.save_area(
        membership=here.membership,
        name=area.public_id,
        title=area.title,
        source=area.source,
        goals=[
            GoalText(
                first.text,
                [(each.text, each.target) for each in first.indicators],
                [(each.text, each.deadline, each.name) for each in first.actions],
                name=first.name,
            ),
            GoalText("Jeg lytter", [], [("Spørre mer", "innen juni")]),
        ],
    )
    return area.goals.standing().get(position=2)


class TestInPlace:
    def test_it_opens_and_closes_within_the_page(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        opened = client.get(address, headers=IN_PLACE).content.decode()
        assert "<html" not in opened
        sent = fields(opened)
        closed = client.post(address, sent | {"save": "1"}, headers=IN_PLACE)
        assert closed.headers["HX-Push-Url"] == url(here, "goal-card")
        assert "mk-edit" not in closed.content.decode()
        assert f'data-focus="edit-{area.public_id}"' in closed.content.decode()

    def test_sending_what_was_opened_changes_nothing(self, here, client, area) -> None:
        before = Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk))
        client.post(url(here, "area-edit", area.public_id), opened(client, here, area))
        assert Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk)) == before

    def test_a_cells_edit_costs_little(self, here, client, area) -> None:
        sent = opened(client, here, area) | {"autosave": "1", "goal1-actions-2-deadline": "Innen uke 10"}
        with CaptureQueriesContext(connection) as cost:
            response = client.post(url(here, "area-edit", area.public_id), sent, headers={"HX-Request": "true"})
        assert response.status_code == 200
        assert actions(area)[2] == ("Gå på kurs/få coach", "Innen uke 10")
        assert len(cost) <= 12

    def test_the_source_is_kept_without_its_from(self, here, client, area) -> None:
        client.post(
            url(here, "area-edit", area.public_id),
            opened(client, here, area) | {"area-source": "Fra  medarbeidersamtalen"},
        )
        area.refresh_from_db()
        assert area.source == "medarbeidersamtalen"


class TestDeadlines:
    def test_it_is_read_when_it_is_saved_and_stays_that_day(self, here, area, monkeypatch) -> None:
        text = GoalText("Jeg", [], [ActionText("Lese", "om tre uker", "22222222222a")])
        cards.save_area(membership=here.membership, name=area.public_id, title="t", source="", goals=[text])
        due = timezone.localdate() + timedelta(weeks=3)
        later = timezone.localdate() + timedelta(days=5)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda: later)
        again = GoalText("Jeg", [], [ActionText("Lese boka", "om tre uker", "22222222222a")])
        cards.save_area(membership=here.membership, name=area.public_id, title="t", source="", goals=[again])
        assert Action.objects.get(public_id="22222222222a").due == due
        changed = GoalText("Jeg", [], [ActionText("Lese boka", "om 3 uker", "22222222222a")])
        cards.save_area(membership=here.membership, name=area.public_id, title="t", source="", goals=[changed])
        assert Action.objects.get(public_id="22222222222a").due == later + timedelta(weeks=3)

    def test_the_worked_example_is_understood(self, here) -> None:
        today = timezone.localdate()
        actions = list(Action.objects.filter(goal__area__card__membership=here.membership))
        assert [action.read for action in actions] == [parse(action.deadline, today) for action in actions]
        assert any(action.read.is_placed for action in actions)

    @pytest.mark.parametrize(
        ("deadline", "says"),
        [
            ("løpende", "Forstått som løpende."),
            ("20. november 2020", "Forstått som fredag 20. november 2020. Det har vært."),
            ("20. november 2030", "Forstått som onsdag 20. november 2030."),
            ("1.–15. mars 2030", "Forstått som fredag 1. mars 2030 til fredag 15. mars 2030."),
            ("fra 1. mars 2030", "Forstått som fra fredag 1. mars 2030."),
            ("ukentlig til 1. mars 2030", "Forstått som løpende, til fredag 1. mars 2030."),
            ("når jeg rekker det", "Vi fant ingen dato her. Det er greit, men da får du ingen påminnelse."),
            ("", ""),
        ],
    )
    def test_the_row_says_how_it_was_understood_while_one_writes(self, here, client, area, deadline, says) -> None:
        sent = opened(client, here, area) | {"autosave": "1", "goal1-actions-0-deadline": deadline}
        answer = client.post(url(here, "area-edit", area.public_id), sent).content.decode()
        assert re.search(r'id="read-goal1-actions-0" hx-swap-oob="true">([^<]*)<', answer)[1] == says


class TestRows:
    def test_an_action_keeps_who_it_is_when_it_moves(self, here, client, area) -> None:
        first, second, *_rest = Action.objects.filter(goal__area=area).order_by("position")
        cards.set_status(action=second, status="doing")
        sent = opened(client, here, area) | {"down": "goal1-actions-0"}
        page = client.post(url(here, "area-edit", area.public_id), sent).content.decode()
        assert 'data-focus="down-goal1-actions-1"' in page
        order = Action.objects.filter(goal__area=area).order_by("position")
        assert list(order)[:2] == [second, first]
        assert order[0].status == "doing"

    def test_a_row_that_was_removed_comes_back_as_it_was(self, here, client, area) -> None:
        before = actions(area)
        done = Action.objects.filter(goal__area=area).order_by("position")[1]
        cards.set_status(action=done, status="done")
        address = url(here, "area-edit", area.public_id)
        removed = client.post(address, opened(client, here, area) | {"remove": "goal1-actions-1"}).content.decode()
        assert actions(area) == [*before[:1], *before[2:]]
        assert 'data-focus="back"' in removed
        assert "Fjernet: tiltak 2" in removed
        back = client.post(address, fields(removed) | {"back": "1"}).content.decode()
        assert 'data-focus="id_goal1-actions-1-text"' in back
        assert actions(area) == before
        assert Action.objects.get(public_id=done.public_id).status == "done"

    def test_all_that_was_removed_comes_back_one_after_the_other(self, here, client, area) -> None:
        """Also when something else was done to the form in between, and its goals have changed places."""
        second_goal(here, area)
        before = Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk))
        address = url(here, "area-edit", area.public_id)
        page = fields(client.post(address, opened(client, here, area) | {"remove": "goal1-actions-1"}).content.decode())
        page = fields(client.post(address, page | {"remove": "goal1-indicators-0"}).content.decode())
        page = fields(client.post(address, page | {"remove": "goal1-actions-0"}).content.decode())
        page = fields(client.post(address, page | {"down": "goal1"}).content.decode())
        page = fields(client.post(address, page | {"add": "goal1-actions"}).content.decode())
        page = fields(client.post(address, page | {"remove": "goal1"}).content.decode())
        for _each in range(4):
            page = fields(client.post(address, page | {"back": "1"}).content.decode())
        assert "removed" not in page
        fields(client.post(address, page | {"down": "goal1"}).content.decode())
        after = Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk))
        assert after == before

    def test_what_was_taken_out_can_be_had_back_until_tomorrow(self, here, client, area) -> None:
        """Also after «Ferdig», when the form is opened anew: the latest first."""
        second = second_goal(here, area)
        before = Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk))
        address = url(here, "area-edit", area.public_id)
        page = fields(client.post(address, opened(client, here, area) | {"remove": "goal1-actions-1"}).content.decode())
        page = fields(client.post(address, page | {"remove": "goal2"}).content.decode())
        assert client.post(address, page).status_code == 303
        Action.objects.filter(deleted_at__isnull=False).update(deleted_at=timezone.now() - timedelta(seconds=9))
        html = client.get(address).content.decode()
        assert "Fjernet: målformulering 2" in html
        page = fields(client.post(address, fields(html) | {"back": "1"}).content.decode())
        page = fields(client.post(address, page | {"back": "1"}).content.decode())
        assert Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk)) == before
        assert second in area.goals.standing()
        assert "Fjernet:" not in client.get(address).content.decode()

    def test_what_there_is_no_room_for_stays_to_be_taken_back(self, here, client, area) -> None:
        second_goal(here, area)
        address = url(here, "area-edit", area.public_id)
        page = fields(client.post(address, opened(client, here, area) | {"remove": "goal2"}).content.decode())
        page = fields(client.post(address, page | {"add": "goal"}).content.decode()) | {"goal2-text": "Jeg spør"}
        html = client.post(address, page | {"back": "1"}).content.decode()
        assert "Det er ikke plass til det." in html
        page = fields(client.post(address, fields(html) | {"remove": "goal2"}).content.decode())
        page = fields(client.post(address, page | {"back": "1"}).content.decode())
        assert page["goal2-text"] == "Jeg spør"

    def test_two_goals_of_one_name_are_two(self, here, client, area) -> None:
        sent = opened(client, here, area)
        twice = {"goals": "2", "goal2-text": "Jeg lytter", "goal2-name": sent["goal1-name"]}
        twice |= {"goal2-actions-0-text": "Spørre", "goal2-actions-0-name": sent["goal1-actions-0-name"]}
        assert client.post(url(here, "area-edit", area.public_id), sent | twice).status_code == 303
        assert [goal.text for goal in area.goals.standing()] == [sent["goal1-text"], "Jeg lytter"]

    def test_a_new_area_has_its_address_as_soon_as_it_is_kept(self, here, client) -> None:
        address = url(here, "area-new")
        sent = fields(client.get(address).content.decode()) | {"area-title": "Nytt område"}
        answer = client.post(address, sent | {"add": "goal1-actions"}, headers=IN_PLACE)
        assert answer.headers["HX-Replace-Url"] == url(here, "area-edit", sent["saved_as"])

    def test_two_formulations_change_places_with_what_is_believed_of_them(self, here, client, area) -> None:
        first = area.goals.get()
        cards.believe(goal=first, membership=here.membership, value=70)
        address = url(here, "area-edit", area.public_id)
        two = fields(client.post(address, opened(client, here, area) | {"add": "goal"}).content.decode())
        second = fields(client.post(address, two | {"goal2-text": "Jeg lytter", "down": "goal1"}).content.decode())
        assert second["goal1-text"] == "Jeg lytter"
        assert [(goal.text == "Jeg lytter", goal.belief_id is None) for goal in area.goals.standing()] == [
            (True, True),
            (False, False),
        ]
        gone = client.post(address, second | {"remove": "goal1"}).content.decode()
        assert area.goals.standing().get() == first
        assert "Fjernet: målformulering 1" in gone
        client.post(address, fields(gone) | {"back": "1"})
        assert [goal.text for goal in area.goals.standing()] == ["Jeg lytter", first.text]

    @pytest.mark.parametrize("way", [{"back": "1"}, {"undo": "1"}])
    def test_a_formulation_comes_back_with_all_that_goes_with_it(self, here, client, area, way) -> None:
        """Its belief with curve and sources, and whatever the log, the ladder and the table say of it."""
        goal = second_goal(here, area)
        cards.believe(goal=goal, membership=here.membership, value=70)
        goal.refresh_from_db()
        assert goal.belief
        Source.objects.create(belief=goal.belief, kind="mastery", feeds="Det gikk sist")
        action = goal.actions.get()
        tried = services.note(membership=here.membership, text="Prøvd", of=Of(action=action))
        ladder = ladders.begin(membership=here.membership, title="Ett trinn om gangen", goal=goal)
        address = url(here, "area-edit", area.public_id)
        gone = client.post(address, opened(client, here, area) | {"remove": "goal2"}).content.decode()
        assert goal not in area.goals.standing()
        assert client.get(url(here, "goal-sources", goal.public_id)).status_code == 404
        assert "Jeg lytter" not in client.get(url(here, "beliefs")).content.decode()
        client.post(address, fields(gone) | way)
        assert goal in area.goals.standing()
        belief = Goal.objects.get(pk=goal.pk).belief
        assert belief == goal.belief
        assert ([each.value for each in belief.ratings.all()], belief.sources.count()) == ([70], 1)
        tried.refresh_from_db()
        ladder.refresh_from_db()
        assert (tried.action, ladder.goal) == (action, goal)

    def test_an_action_comes_back_with_what_was_noted_of_it(self, here, client, area) -> None:
        action = Action.objects.filter(goal__area=area).order_by("position")[1]
        tried = services.note(membership=here.membership, text="Prøvd", of=Of(action=action))
        address = url(here, "area-edit", area.public_id)
        gone = client.post(address, opened(client, here, area) | {"remove": "goal1-actions-1"}).content.decode()
        assert action not in Action.objects.standing()
        client.post(address, fields(gone) | {"back": "1"})
        tried.refresh_from_db()
        assert tried.action == action

    def test_what_was_taken_out_yesterday_is_cleared_away(self, here, area) -> None:
        goal = second_goal(here, area)
        cards.believe(goal=goal, membership=here.membership, value=70)
        goal.refresh_from_db()
        stays, goes = area.goals.first().actions.all()[:2]
        before = timezone.now() - timedelta(days=2)
        Goal.objects.filter(pk=goal.pk).update(deleted_at=before)
        Action.objects.filter(pk=goes.pk).update(deleted_at=before)
        Action.objects.filter(pk=stays.pk).update(deleted_at=timezone.now())
        cards.clear_deleted(None)
        assert not Goal.objects.filter(pk=goal.pk).exists()
        assert not Belief.objects.filter(pk=goal.belief_id or 0).exists()
        assert set(Action.objects.filter(pk__in=[stays.pk, goes.pk])) == {stays}

    def test_an_action_with_nothing_but_a_goal_beside_it_is_not_lost(self, here, client, area) -> None:
        text = [GoalText("Jeg gir", [], []), GoalText("", [], [("Lese boka", "")])]
        cards.save_area(membership=here.membership, name=area.public_id, title="t", source="", goals=text)
        assert len(queries.sheet(here.membership, queries.areas(here.membership)).areas[0].goals) == 2
        assert "Lese boka" in client.get(url(here, "goal-card")).content.decode()

    def test_nothing_outside_the_form_is_moved_removed_or_waved(self) -> None:
        form = Typed("t", "", (GoalRow("Jeg"),))
        for where in ("", "goal", "goal1", "goal2", "goal1-actions", "goal1-actions-1", "goal1-x-0", "goal9-actions-0"):
            assert typed.without(form, where) == (form, None)
            assert typed.moved(form, where, 1) == form
            assert typed.waved(form, f"{where}:") == form

    @pytest.mark.parametrize(
        "junk", ["", "x", "[]", "null", "{}", "[" * 5000, '{"where": "goal1-actions-0", "row": 1}']
    )
    def test_what_the_form_did_not_write_is_not_taken_back(self, junk: str) -> None:
        assert typed.taken_out(junk) == []
        assert Typed.from_json(junk) is None

    @pytest.mark.parametrize(
        ("where", "row"),
        [("x", {}), ("goal1-actions-0", {}), ("goal2-actions-0", {"text": ""}), ("goal9", {}), ("goal2", {"text": 1})],
    )
    def test_what_has_no_place_is_not_put_there(self, where: str, row: dict[str, Any]) -> None:
        form = Typed("t", "", (GoalRow("Jeg"),))
        [removed] = typed.taken_out(json.dumps([{"where": where, "goal": "", "row": row}]))
        assert typed.with_back(form, removed) == form

    def test_a_form_comes_back_from_its_own_words(self) -> None:
        form = Typed(
            "t",
            "s",
            (
                GoalRow(
                    "Jeg",
                    (IndicatorRow("a", "b"),),
                    (ActionRow("c", "d"),),
                    checklist="smarte",
                    ticked="SME",
                    waved=("no_time",),
                    reach="r",
                ),
            ),
        )
        assert Typed.from_json(form.to_json()) == form


class TestUndo:
    def test_what_was_changed_since_it_was_opened_is_undone(self, here, client, area) -> None:
        before = Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk))
        address = url(here, "area-edit", area.public_id)
        sent = opened(client, here, area) | {"goal1-text": "Noe annet", "goal1-actions-0-text": ""}
        sent |= fields(client.post(address, sent | {"remove": "goal1-actions-3"}).content.decode())
        assert area.goals.get().text == "Noe annet"
        client.post(address, sent | {"undo": "1"})
        assert Typed.of(next(each for each in queries.areas(here.membership) if each.pk == area.pk)) == before

    def test_what_was_undone_can_be_had_back(self, here, client, area) -> None:
        """Also the words that were not yet saved, and from the page that has no script."""
        address = url(here, "area-edit", area.public_id)
        before = actions(area)
        sent = opened(client, here, area)
        client.post(address, sent | {"goal1-text": "Jeg lytter", "autosave": "1"})
        for headers in (IN_PLACE, {}):
            last = opened(client, here, area) | {
                "goal1-text": "Jeg lytter mer",
                "goal1-actions-0-text": "Øve",
                "before": sent["before"],
                "undo": "1",
            }
            gone = client.post(address, last, headers=headers).content.decode()
            assert area.goals.standing().get().text != "Jeg lytter mer"
            assert actions(area) == before
            assert f"Endringene i «{area.title}» er angret." in gone
            back = toast(gone)
            assert client.post(address, back).status_code == 303
            assert area.goals.standing().get().text == "Jeg lytter mer"
            assert actions(area)[0][0] == "Øve"

    def test_nothing_to_undo_says_nothing(self, here, client, area) -> None:
        sent = opened(client, here, area) | {"undo": "1"}
        page = client.post(url(here, "area-edit", area.public_id), sent, headers=IN_PLACE).content.decode()
        assert "er angret" not in page

    def test_words_without_a_name_are_had_back_into_their_form(self, here, client) -> None:
        address = url(here, "area-new")
        sent = fields(client.get(address).content.decode()) | {"goal1-text": "Jeg lytter", "undo": "1"}
        gone = client.post(address, sent, headers=IN_PLACE).content.decode()
        assert "Det du skrev, er ikke lagret." in gone
        back = client.post(address, toast(gone))
        assert back.status_code == 422
        assert fields(back.content.decode())["goal1-text"] == "Jeg lytter"
        nothing = {**sent, "goal1-text": ""}
        assert "er ikke lagret" not in client.post(address, nothing, headers=IN_PLACE).content.decode()
        assert client.post(address, {"redo": "[]"}).status_code == 303

    def test_undoing_beside_what_another_tab_stored_overwrites_nothing(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        sent = opened(client, here, area)
        cards.save_area(membership=here.membership, name=area.public_id, title="En annen", source="", goals=[])
        late = client.post(address, sent | {"area-title": "Min"})
        assert late.status_code == 409
        gone = client.post(address, fields(late.content.decode()) | {"undo": "1"}, headers=IN_PLACE).content.decode()
        area.refresh_from_db()
        assert area.title == "En annen"
        client.post(address, toast(gone))
        area.refresh_from_db()
        assert area.title == "Min"

    def test_a_new_area_that_was_saved_stands_in_its_form_alone(self, here, client) -> None:
        address = url(here, "area-new")
        sent = fields(client.get(address).content.decode()) | {"area-title": "Nytt område"}
        client.post(address, sent | {"autosave": "1"})
        page = client.post(address, sent | {"add": "goal1-actions"}, headers=IN_PLACE).content.decode()
        assert fields(page)["area-title"] == "Nytt område"
        assert page.count("Nytt område</h2>") == 0

    def test_a_new_area_that_is_undone_can_be_taken_back(self, here, client) -> None:
        address = url(here, "area-new")
        sent = fields(client.get(address).content.decode()) | {"area-title": "Nytt område"}
        client.post(address, sent | {"autosave": "1"})
        response = client.post(address, sent | {"undo": "1"}, headers=IN_PLACE)
        assert "«Nytt område» er slettet." in response.content.decode()
        assert not Area.objects.filter(title="Nytt område", deleted_at__isnull=True).exists()

    def test_what_is_written_in_an_area_deleted_in_another_tab_brings_it_back(self, here, client, area) -> None:
        sent = opened(client, here, area)
        cards.delete_area(area=area)
        address = url(here, "area-edit", area.public_id)
        told = client.post(address, sent | {"autosave": "1"}).content.decode()
        area.refresh_from_db()
        assert area.deleted_at is None
        assert "er det hentet tilbake" in told
        again = client.post(address, sent | {"autosave": "1", "revision": area.revision}).content.decode()
        assert "er det hentet tilbake" not in again


class TestTwoTabs:
    def test_a_row_more_beside_what_another_tab_stored_overwrites_nothing(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        one, other = opened(client, here, area), opened(client, here, area)
        client.post(address, one | {"goal1-text": "Skrevet i den ene", "save": "1"})
        late = client.post(address, other | {"goal1-text": "Skrevet i den andre", "save": "1"}).content.decode()
        assert "Ikke lagret ennå. Trykk Ferdig for å beholde ditt." in late
        more = client.post(address, fields(late) | {"add": "goal1-indicators"})
        page = more.content.decode()
        assert (more.status_code, "Skrevet i den andre" in page, "Skrevet i den ene" in page) == (409, True, True)
        assert area.goals.get(position=1).text == "Skrevet i den ene"
        client.post(address, fields(page) | {"save": "1"})
        assert area.goals.get(position=1).text == "Skrevet i den andre"

    def test_deleting_beside_what_another_tab_stored_overwrites_nothing(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        one, other = opened(client, here, area), opened(client, here, area)
        client.post(address, one | {"goal1-text": "Skrevet i den ene", "save": "1"})
        late = client.post(address, other | {"goal1-text": "Skrevet i den andre", "save": "1"}).content.decode()
        client.post(url(here, "area-delete", area.public_id), fields(late))
        client.post(url(here, "area-restore", area.public_id))
        assert area.goals.get(position=1).text == "Skrevet i den ene"

    def test_a_new_area_that_another_tab_deleted_is_one_area(self, here, client) -> None:
        address = url(here, "area-new")
        sent = fields(client.get(address).content.decode()) | {"area-title": "Nytt område", "autosave": "1"}
        client.post(address, sent)
        cards.delete_area(area=Area.objects.get(title="Nytt område"))
        answers = [client.post(address, sent | {"goal1-text": f"Jeg {number}"}) for number in range(3)]
        assert "er det hentet tilbake" in answers[0].content.decode()
        assert Area.objects.get(title="Nytt område").deleted_at is None

    def test_words_for_an_area_that_no_longer_has_room_are_kept(self, here, client, area) -> None:
        sent = opened(client, here, area) | {"goal1-text": "Jeg lytter"}
        cards.delete_area(area=area)
        for number in range(10 - len(queries.areas(here.membership))):
            cards.save_area(membership=here.membership, title=f"o{number}", source="", goals=[])
        address = url(here, "area-edit", area.public_id)
        full = client.post(address, sent)
        assert full.status_code == 422
        assert "høyst ti utviklingsområder" in full.content.decode()
        assert fields(full.content.decode())["goal1-text"] == "Jeg lytter"
        saving = client.post(address, sent | {"autosave": "1"}).content.decode()
        assert saving.startswith('<span id="saved"')
        assert "høyst ti utviklingsområder" in saving

    def test_undoing_what_was_had_back_deletes_nothing(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        sent = opened(client, here, area) | {"goal1-text": "x" * 3000, "undo": "1"}
        gone = client.post(address, sent, headers=IN_PLACE).content.decode()
        back = client.post(address, toast(gone))
        assert back.status_code == 422
        client.post(address, fields(back.content.decode()) | {"undo": "1"})
        area.refresh_from_db()
        assert area.deleted_at is None

    @pytest.mark.parametrize("wrong", [{"area-title": ""}, {"unsettled": "1"}])
    def test_what_cannot_be_saved_as_an_area_is_deleted_can_be_had_back(self, here, client, area, wrong) -> None:
        sent = opened(client, here, area) | {"goal1-text": "Jeg lytter"} | wrong
        gone = client.post(url(here, "area-delete", area.public_id), sent, headers=IN_PLACE).content.decode()
        assert "Hent det tilbake" in gone
        client.post(url(here, "area-edit", area.public_id), toast(gone) | {"writer": "", "revision": "99"})
        back = client.post(url(here, "area-edit", area.public_id), toast(gone))
        if "unsettled" in wrong:
            area.refresh_from_db()
            assert (area.deleted_at, area.goals.standing().get().text) == (None, "Jeg lytter")
        else:
            assert fields(back.content.decode())["goal1-text"] == "Jeg lytter"

    def test_a_row_more_in_an_area_that_cannot_be_saved_says_so(self, here, client) -> None:
        address = url(here, "area-new")
        sent = fields(client.get(address).content.decode()) | {"goal1-text": "Jeg ringer"}
        page = client.post(address, sent | {"add": "goal1-indicators"}).content.decode()
        assert "Ikke lagret ennå: området må ha et navn" in page
        assert "Lagres mens du skriver" not in page

    def test_what_was_typed_as_an_area_is_deleted_comes_back_with_it(self, here, client, area) -> None:
        sent = opened(client, here, area) | {"goal1-text": "Skrevet rett før"}
        client.post(url(here, "area-delete", area.public_id), sent)
        client.post(url(here, "area-restore", area.public_id))
        assert area.goals.get(position=1).text == "Skrevet rett før"

    def test_the_late_one_keeps_what_it_typed_and_sees_what_is_stored(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        one, other = opened(client, here, area), opened(client, here, area)
        client.post(address, one | {"goal1-text": "Skrevet i den ene"})
        quiet = client.post(address, other | {"goal1-text": "Skrevet i den andre", "autosave": "1"})
        assert quiet.status_code == 409
        late = client.post(address, other | {"goal1-text": "Skrevet i den andre", "save": "1"})
        page = late.content.decode()
        assert late.status_code == 409
        assert "Skrevet i den ene" in page
        assert fields(page)["goal1-text"] == "Skrevet i den andre"
        assert area.goals.get().text == "Skrevet i den ene"
        assert 'hx-vals=\'{"autosave": "1"}\'' not in page  # nothing is kept of either before somebody chooses
        client.post(address, fields(page) | {"save": "1"})
        assert area.goals.get().text == "Skrevet i den andre"

    def test_a_form_never_overtakes_itself(self, here, client, area) -> None:
        """The answer to a save was lost on its way: the form sends its old revision again."""
        sent = opened(client, here, area) | {"autosave": "1"}
        address = url(here, "area-edit", area.public_id)
        answers = [client.post(address, sent | {"goal1-text": f"Jeg {n}"}).status_code for n in range(3)]
        assert answers == [200, 200, 200]
        assert area.goals.get().text == "Jeg 2"


class TestStatus:
    def test_one_tap_on_the_card(self, here, client, area) -> None:
        action = Action.objects.filter(goal__area=area).earliest("position")
        address = url(here, "action-status", action.public_id)
        part = {"HX-Request": "true", "HX-Target": f"status-{action.public_id}"}
        answer = client.post(address, {"status": "doing"}, headers=part).content.decode()
        assert "I gang" in answer
        assert 'value="done"' in answer
        assert "<html" not in answer
        assert client.post(address, {"status": "done"}).status_code == 303
        action.refresh_from_db()
        assert action.status == "done"

    def test_a_word_that_is_none_changes_nothing(self, here, client, area) -> None:
        action = Action.objects.filter(goal__area=area).earliest("position")
        client.post(url(here, "action-status", action.public_id), {"status": "asleep"})
        action.refresh_from_db()
        assert action.status == "waiting"

    def test_what_is_next_is_what_is_due_first_and_not_done(self, area) -> None:
        goal = area.goals.get()
        goal.actions.update(due=date(2030, 5, 1))
        goal.actions.filter(position=3).update(due=date(2030, 1, 1), status="done")
        goal.actions.filter(position=4).update(due=date(2030, 2, 1))
        assert goal.next_action.position == 4


class TestOrder:
    def test_an_area_moves_up_and_down(self, here, client, area) -> None:
        address = url(here, "area-move", area.public_id)
        titles = [each.title for each in queries.areas(here.membership)]
        client.post(address, {"to": "up"})
        assert [each.title for each in queries.areas(here.membership)] == titles
        client.post(address, {"to": "down"}, headers=IN_PLACE)
        client.post(address, {"to": "sideways"})
        assert [each.title for each in queries.areas(here.membership)] == [titles[1], titles[0], titles[2]]


class TestHelp:
    def test_the_ticks_and_the_private_note_are_kept(self, here, client, area) -> None:
        sent: dict[str, Any] = opened(client, here, area)
        sent |= {"goal1-checklist": "smarte", "goal1-smarte": ["S", "E"], "goal1-smart": ["A"], "goal1-reach": "Ro"}
        client.post(url(here, "area-edit", area.public_id), sent)
        goal = area.goals.get()
        assert (goal.checklist, goal.ticked, goal.reach) == ("smarte", "SE", "Ro")
        page = client.get(url(here, "area-edit", area.public_id)).content.decode()
        assert re.findall(r'name="goal1-smarte" value="(\w)" checked', page) == ["S", "E"]

    def test_the_note_is_never_handed_in(self, here, area) -> None:
        text = GoalText("Jeg gir", [], [], help=Help("smart", "SM", (), "Hemmelig", "Løyndom", "Secret"))
        cards.save_area(membership=here.membership, name=area.public_id, title="t", source="", goals=[text])
        sheet = str(queries.sheet(here.membership, queries.areas(here.membership)).to_json())
        assert [word for word in ("Hemmelig", "Løyndom", "Secret") if word in sheet] == []

    def test_what_is_waved_away_is_not_asked_again(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        page = client.get(address).content.decode()
        assert "Er målet i nåtid?" in page
        client.post(address, fields(page) | {"wave": "goal1:not_present_tense"})
        assert area.goals.get().waved == ["not_present_tense"]
        assert "Er målet i nåtid?" not in client.get(address).content.decode()

    def test_waving_away_leaves_the_form_as_it_stands_on_the_screen(self, here, client, area) -> None:
        address = url(here, "area-edit", area.public_id)
        sent = fields(client.get(address).content.decode()) | {"autosave": "1", "wave": "goal1:not_present_tense"}
        answer = client.post(address, sent, headers={"HX-Request": "true", "HX-Target": "saved"}).content.decode()
        assert area.goals.get().waved == ["not_present_tense"]
        assert "Er målet i nåtid?" not in answer
        assert 'name="goal1-waved" value="not_present_tense"' in answer
        assert 'data-focus="asked-goal1"' in answer
        assert 'id="area-form"' not in answer

    def test_an_unknown_list_letter_or_code_is_not_kept(self, here, client, area) -> None:
        sent: dict[str, Any] = opened(client, here, area)
        sent |= {"goal1-checklist": "wise", "goal1-wise": ["S"], "goal1-waved": "no_time,<script>"}
        client.post(url(here, "area-edit", area.public_id), sent)
        goal = area.goals.get()
        assert (goal.checklist, goal.ticked, goal.waved) == ("", "", ["no_time"])

    def test_the_chain_says_what_is_there(self, here, client, area) -> None:
        goal = Goal.objects.get(area=area)
        found = queries.areas(here.membership)

        def stands() -> list[bool]:
            return [step.there for step in queries.chains(found, queries.beliefs(found))[goal.pk]]

        assert stands() == [True, True, False, True, False]
        cards.believe(goal=goal, membership=here.membership, value=50)
        cards.set_status(action=goal.actions.all()[0], status="done")
        found = queries.areas(here.membership)
        assert stands() == [True, True, True, True, True]


def test_every_form_of_a_request_is_read(here) -> None:
    data = QueryDict("goals=2&goal1-actions-TOTAL_FORMS=%D9%A3&goal2-indicators-TOTAL_FORMS=3&area-title=t")
    read = typed.as_typed(data)
    assert [(len(goal.indicators), len(goal.actions)) for goal in read.goals] == [(1, 1), (3, 1)]


def test_an_action_that_asks_for_anothers_name_gets_its_own(world) -> None:
    taken = Action.objects.filter(goal__area__card__membership=world.elsewhere.membership)[0]
    text = GoalText("Jeg", [], [ActionText("Min", "", taken.public_id), ActionText("Også min", "", public_id())])
    area = cards.save_area(membership=world.here.membership, title="t", source="", goals=[text])
    assert taken.public_id not in set(Action.objects.filter(goal__area=area).values_list("public_id", flat=True))
    assert Action.objects.get(pk=taken.pk).text == taken.text
