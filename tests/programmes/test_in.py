"""Coming in at 08:30: the code, the list of names, the door; the card, the tablet that is handed on, the guest."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from config.cells import safe
from programmes import cards, devices, rules
from programmes.live import withdrawn
from programmes.models import (
    Admission,
    Attendance,
    Elector,
    Gathering,
    GroupMember,
    GroupSet,
    Membership,
    Participation,
    Round,
    Stage,
    Trail,
)
from programmes.queries import people
from programmes.queries.room import participants_of
from programmes.services import admissions, attendance, rehearsal, screens
from programmes.services import stage as stages
from tests.conftest import ALONE, DIAMOND, TOP_THREE, go_to
from tests.world import Place, member, person, place
from values.services import diamonds

pytestmark = pytest.mark.django_db
COOKIE = devices.cookie_name()


@pytest.fixture
def day(here: Place) -> Place:
    """The day runs, at its diamond."""
    go_to(here.gathering, DIAMOND, here.facilitator)
    here.gathering.stage.refresh_from_db()
    return here


def url(here: Place, name: str) -> str:
    return reverse(name, args=[here.gathering.public_id])


def who(here: Place) -> str:
    return reverse("join-who", args=[here.gathering.stage.join_code])


def knock(here: Place, as_whom: Participation | str, client: Client | None = None, **more: str) -> Client:
    """A phone that has asked to be let in: as a leader, or as a guest by a name."""
    client = client or Client()
    typed = {"guest_name": as_whom} if isinstance(as_whom, str) else {"who": as_whom.public_id}
    assert client.post(who(here), typed | more).headers["Location"] == url(here, "door")
    return client


def let_in(here: Place, as_whom: Participation | str, **more: str) -> Client:
    client = knock(here, as_whom, **more)
    admissions.admit(
        gathering=here.gathering,
        admissions=list(Admission.objects.filter(state="waiting").values_list("public_id", flat=True)),
        by=here.facilitator,
    )
    return client


def ask_for_points(here: Place) -> None:
    """From the diamond, over the top three, to a sealed round that is open."""
    diamond = Round.objects.get().diamonds.earliest("pk")
    for slot, card in enumerate(diamond.cards.all()[:3], start=1):
        diamonds.place(diamond=diamond, card=card.public_id, slot=slot, expected=None, by=None)
    go_to(here.gathering, TOP_THREE, here.facilitator)
    stage = go_to(here.gathering, ALONE, here.facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]).split())


class TestTheCode:
    def test_leads_whoever_has_not_signed_in_to_the_list_of_names(self, day) -> None:
        spaced = f" {day.gathering.stage.join_code[:3].lower()} {day.gathering.stage.join_code[3:]}"
        assert Client().post(reverse("join"), {"code": spaced}).headers["Location"] == who(day)
        page = text(Client().get(who(day)))
        assert [leader.name in page for leader in day.leaders] == [True] * 6
        assert "Logg inn i stedet" in page

    def test_leads_a_leader_who_has_signed_in_straight_in_and_others_to_the_list(self, day, as_person) -> None:
        code = {"code": day.gathering.stage.join_code}
        assert as_person(day.leader).post(reverse("join"), code).headers["Location"] == url(day, "gathering")
        assert as_person(day.hr).post(reverse("join"), code).headers["Location"] == who(day)

    def test_of_no_day_shows_no_name_and_counts_as_a_failed_try(self, day, monkeypatch) -> None:
        monkeypatch.setattr("config.throttle.A_MINUTE_PER_SOURCE", 2)
        client, wrong = Client(), reverse("join-who", args=["ABCDEF"])
        answers = [client.get(wrong), client.post(wrong, {"who": day.leaders[0].public_id}), client.get(who(day))]
        assert [answer.status_code for answer in answers] == [422, 422, 429]
        assert not any("Seljordmerke" in answer.content.decode() for answer in answers)
        assert Admission.objects.count() == 0

    def test_one_house_is_one_source_whichever_of_its_addresses_it_uses(self, day, monkeypatch) -> None:
        monkeypatch.setattr("config.throttle.A_MINUTE_PER_SOURCE", 2)
        wrong = reverse("join-who", args=["ABCDEF"])
        addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::7", "2001:db8:1:2::3", "2001:db8:1:3::1", "192.0.2.1"]
        answers = [Client(REMOTE_ADDR=address).get(wrong).status_code for address in addresses]
        assert answers == [422, 422, 429, 422, 422]

    def test_of_a_rehearsal_or_of_a_day_that_is_over_opens_nothing(self, day) -> None:
        code = day.gathering.stage.join_code
        Stage.objects.filter(gathering=day.gathering).update(state="rehearsed")
        assert Client().get(who(day)).status_code == 422
        Stage.objects.filter(gathering=day.gathering).update(state="running")
        stage = day.gathering.stage
        stages.end(stage=stage, revision=stage.revision, by=day.facilitator)
        assert Client().get(reverse("join-who", args=[code])).status_code == 422


class TestTheList:
    def test_is_left_by_whoever_is_in_not_by_whoever_waits(self, day) -> None:
        let_in(day, day.leaders[0])
        knock(day, day.leaders[1])
        page = text(Client().get(who(day)))
        assert [leader.name in page for leader in day.leaders] == [False, *[True] * 5]

    def test_is_narrowed_by_a_search_in_any_case(self, day) -> None:
        page = text(Client().get(who(day), {"q": " SELJORDMERKE  leder 3"}))
        assert [leader.name in page for leader in day.leaders] == [False, False, False, True, False, False]
        assert "Ingen av navnene passer" in text(Client().get(who(day), {"q": "Xerxes"}))

    def test_finds_norwegian_letters_from_any_keyboard(self, day) -> None:
        person = day.leaders[0].person
        person.name = "Åse Bjørnæs"
        person.save()
        for wanted in ("aase", "åse", "bjoernaes", "BJØRN"):
            assert [each.name for each in people.free_names(day.gathering, search=wanted)] == ["Åse Bjørnæs"]

    def test_is_redrawn_alone_while_one_searches(self, day) -> None:
        part = Client().get(who(day), {"q": "3"}, headers={"HX-Request": "true", "HX-Target": "names"})
        assert part.content.decode().lstrip().startswith('<form id="names"')

    def test_shows_names_and_nothing_else_of_the_programme(self, day) -> None:
        page = Client().get(who(day)).content.decode()
        assert day.leaders[0].membership.person.email not in page
        assert day.programme.name not in page
        assert day.facilitator.name not in page

    def test_says_what_to_do_when_nothing_was_chosen(self, day) -> None:
        response = Client().post(who(day), {"who": "zzzzzzzzzzzz"})
        assert response.status_code == 422
        assert "Trykk på navnet ditt" in text(response)

    @pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "x" * 121])
    def test_takes_no_guest_without_a_name(self, day, name) -> None:
        response = Client().post(who(day), {"guest_name": name, "group": day.groups[1].public_id})
        assert response.status_code == 422
        assert 'aria-invalid="true"' in response.content.decode()
        assert f'value="{day.groups[1].public_id}" selected' in response.content.decode()
        assert Admission.objects.count() == 0

    def test_changes_nothing_by_being_looked_at(self, day) -> None:
        client = Client()
        client.get(who(day), {"who": day.leaders[0].public_id, "guest_name": "Ola"})
        assert (Admission.objects.count(), COOKIE in client.cookies) == (0, False)


class TestTheKey:
    def test_is_kept_from_scripts_and_known_to_the_database_by_its_digest_alone(self, day) -> None:
        client = knock(day, day.leaders[0])
        cookie = client.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
        assert len(cookie.value) >= 32
        admission = Admission.objects.get()
        assert admission.device == devices.digest(cookie.value) != cookie.value
        assert timedelta(0) < timedelta(seconds=cookie["max-age"]) <= timedelta(hours=30)

    def test_has_the_prefix_of_https_where_that_is_on(self, day, settings) -> None:
        settings.HTTPS = True
        client = Client()
        client.post(who(day), {"who": day.leaders[0].public_id})
        assert client.cookies["__Host-varde-gathering"]["secure"] is True

    def test_is_never_one_that_was_planted(self, day) -> None:
        client = Client()
        client.cookies[COOKIE] = "planted-by-somebody-who-wants-to-follow-along"
        knock(day, day.leaders[0], client)
        assert client.cookies[COOKIE].value != "planted-by-somebody-who-wants-to-follow-along"

    def test_of_a_guest_lasts_for_as_long_as_they_may_claim(self, day) -> None:
        assert knock(day, "Per Gjest").cookies[COOKIE]["max-age"] == 14 * 24 * 3600


class TestTheDoor:
    def test_holds_until_the_facilitator_opens_and_then_leads_on(self, day) -> None:
        client = knock(day, day.leaders[0])
        assert "Prosesslederen slipper deg inn nå" in text(client.get(url(day, "door")))
        assert client.get(url(day, "gathering")).headers["Location"] == url(day, "door")
        poll = {"HX-Request": "true", "HX-Target": "door"}
        assert client.get(url(day, "door") + "?seen=waiting", headers=poll).status_code == 204
        assert "HX-Redirect" not in client.get(url(day, "door") + "?seen=waiting", headers=poll).headers
        admissions.admit(gathering=day.gathering, admissions=[Admission.objects.get().public_id], by=day.facilitator)
        assert client.get(url(day, "door") + "?seen=waiting", headers=poll).headers["HX-Redirect"] == url(
            day, "gathering"
        )
        assert client.get(url(day, "gathering")).status_code == 200

    def test_sends_a_page_that_was_left_open_back_to_the_code(self, day) -> None:
        client = knock(day, day.leaders[0])
        Admission.objects.all().delete()
        poll = {"HX-Request": "true", "HX-Target": "door"}
        assert client.get(url(day, "door") + "?seen=waiting", headers=poll).headers["HX-Redirect"] == reverse("join")

    def test_is_not_there_for_a_device_that_never_asked(self, day, as_person) -> None:
        assert Client().get(url(day, "door")).status_code == 404
        assert as_person(day.leader).get(url(day, "door")).status_code == 404

    def test_lets_the_one_who_waits_pick_another_name(self, day) -> None:
        client = knock(day, day.leaders[0])
        knock(day, day.leaders[1], client)
        assert [each.participation for each in Admission.objects.all()] == [day.leaders[1]]

    def test_lets_in_whom_the_facilitator_saw_and_nobody_that_they_became_since(self, day) -> None:
        client = knock(day, "Per Gjest")
        seen = [Admission.objects.get().public_id]
        knock(day, day.leaders[0], client)
        assert admissions.admit(gathering=day.gathering, admissions=seen, by=day.facilitator) == 0
        assert client.get(url(day, "gathering")).headers["Location"] == url(day, "door")
        # The same name once more is the same knock.
        seen = [Admission.objects.get().public_id]
        knock(day, day.leaders[0], client)
        assert admissions.admit(gathering=day.gathering, admissions=seen, by=day.facilitator) == 1

    def test_lets_in_one_who_asks_on_two_screens_at_once(self, day) -> None:
        for _screen in range(2):
            knock(day, day.leaders[0])
        waiting = list(Admission.objects.values_list("public_id", flat=True))
        assert admissions.admit(gathering=day.gathering, admissions=waiting, by=day.facilitator) == 2
        assert Attendance.objects.get().was_there is True

    def test_takes_a_typed_name_of_the_list_for_the_one_on_the_list(self, day) -> None:
        knock(day, f"  {day.leaders[2].name.upper()} ")
        assert Admission.objects.get().participation == day.leaders[2]

    def test_does_not_fill_up_without_end(self, day, monkeypatch) -> None:
        monkeypatch.setattr(admissions, "MOST_WAITING", 1)
        knock(day, day.leaders[0])
        response = Client().post(who(day), {"guest_name": "En til"})
        assert (response.status_code, Admission.objects.count()) == (422, 1)
        assert 'value="En til"' in response.content.decode()

    def test_is_shown_in_the_cockpit_with_names_and_what_to_know(self, day, as_person) -> None:
        let_in(day, day.leaders[0])
        knock(day, day.leaders[0])
        knock(day, "Per Gjest", group=day.groups[0].public_id)
        door = people.door(day.gathering)
        assert [(each.name, each.is_guest, each.group, each.is_inside) for each in door.knocks] == [
            (day.leaders[0].name, False, day.groups[0].name, True),
            ("Per Gjest", True, day.groups[0].name, False),
        ]
        cockpit = text(as_person(day.facilitator).get(url(day, "cockpit")))
        assert f"{day.leaders[0].name} er alt inne på en annen skjerm" in cockpit
        assert "ny gjest" in cockpit

    def test_says_that_somebody_who_has_signed_in_is_in_already(self, day) -> None:
        screens.connected(room=day.gathering.public_id, process="here-1", viewers=frozenset({day.leaders[3].public_id}))
        knock(day, day.leaders[3])
        assert [each.is_inside for each in people.door(day.gathering).knocks] == [True]

    def test_says_when_two_wait_as_the_same_and_leaves_both_to_be_decided(self, day) -> None:
        knock(day, day.leaders[1])
        knock(day, day.leaders[0])
        knock(day, day.leaders[0])
        door = people.door(day.gathering)
        assert [each.is_twice for each in door.knocks] == [False, True, True]
        assert [each.name for each in door.plain] == [day.leaders[1].name]
        assert [each.name for each in door.first] == [*[day.leaders[0].name] * 2, day.leaders[1].name]

    def test_says_that_a_guest_of_that_name_is_in(self, day) -> None:
        let_in(day, "Per Gjest")
        knock(day, "per gjest ")
        knock(day, "Kari Gjest")
        door = people.door(day.gathering)
        assert {each.name: (each.is_namesake, each.wants_thought) for each in door.knocks} == {
            "per gjest": (True, True),
            "Kari Gjest": (False, False),
        }
        admissions.withdraw(admission=Admission.objects.get(state="admitted"), by=day.facilitator)
        assert not any(each.wants_thought for each in people.door(day.gathering).knocks)

    def test_leaves_those_with_something_to_decide_out_of_letting_in_all(self, day) -> None:
        let_in(day, day.leaders[0])
        knock(day, day.leaders[0])
        knock(day, day.leaders[1])
        plain = Admission.objects.get(participation=day.leaders[1])
        assert people.door(day.gathering).all_ids == plain.public_id

    def test_costs_the_same_however_many_wait(self, day) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert people.door(day.gathering).digest
            return len(queries)

        empty = cost()
        knock(day, "En gjest")
        one = cost()
        for number in range(12):
            knock(day, f"Gjest {number}")
        assert (empty, one, cost()) == (1, one, one)


class TestLettingIn:
    def test_makes_a_guest_take_part_today_in_their_group(self, day) -> None:
        let_in(day, "Per Gjest", group=day.groups[1].public_id)
        guest = Participation.objects.get(role="guest")
        today = timezone.localdate()
        assert (guest.name, guest.gathering, guest.since, guest.until) == ("Per Gjest", day.gathering, today, today)
        assert [row.group for row in guest.groups.all()] == [day.groups[1]]
        assert rules.seat_at(Admission.objects.get(), day.gathering.public_id).group == day.groups[1]

    def test_ticks_them_as_there_and_lets_them_into_rounds_that_may_grow(self, day) -> None:
        let_in(day, "Per Gjest", group=day.groups[1].public_id)
        guest = Participation.objects.get(role="guest")
        assert Attendance.objects.get().was_there is True
        assert Elector.objects.get(participation=guest).group == day.groups[1]
        assert [row.act for row in Trail.objects.filter(act="gathering.admit")] == ["gathering.admit"]

    def test_a_guest_who_is_taken_out_is_counted_on_no_more(self, day) -> None:
        """And nobody misses them: they were expected by nobody."""
        let_in(day, "Per Gjest", group=day.groups[1].public_id)
        let_in(day, day.leaders[0])
        guest = Participation.objects.get(role="guest")
        before = people.tally(people.lines(day.gathering))
        for admission in Admission.objects.all():
            admissions.withdraw(admission=admission, by=day.facilitator)
        assert guest not in participants_of(day.gathering)
        assert day.leaders[0] in participants_of(day.gathering)  # a leader's phone is not the leader
        after = people.tally(people.lines(day.gathering))
        assert (after.expected, after.there, after.absent) == (before.expected - 1, before.there - 1, before.absent)
        attendance.mark(gathering=day.gathering, participations=[guest], was_there=True, by=day.facilitator)
        assert guest in participants_of(day.gathering)

    def test_changes_no_electorate_that_is_frozen(self, day) -> None:
        ask_for_points(day)
        let_in(day, "Per Gjest")
        assert Round.objects.get(exercise__kind="points").electors.count() == 6

    def test_says_that_a_round_was_open_before_one_came(self, day) -> None:
        ask_for_points(day)
        guest = let_in(day, "Per Gjest")
        shown = text(guest.get(url(day, "gathering")))
        assert "Runden var åpnet da du kom" in shown
        assert "Fordel" not in shown

    def test_of_forty_costs_as_much_as_of_two(self, here, as_person) -> None:
        def cost(marker: str, number: int) -> int:
            there = place(marker, leaders=number)
            go_to(there.gathering, DIAMOND, there.facilitator)
            there.gathering.stage.refresh_from_db()
            for leader in there.leaders[: number // 2]:
                knock(there, leader)
            for guest in range(number - number // 2):
                knock(there, f"Gjest {guest}", group=there.groups[0].public_id)
            client, everybody = as_person(there.facilitator), people.door(there.gathering).all_ids
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(url(there, "people"), {"act": "admit", "who": everybody})
            assert answer.headers["Location"] == url(there, "people")
            assert Admission.objects.filter(gathering=there.gathering, state="admitted").count() == number
            return len(queries)

        few, many = cost("Liten", 4), cost("Stor", 40)
        assert few == many <= 40

    def test_of_somebody_at_another_gathering_is_not_possible(self, day) -> None:
        other = place("Utgardmerke")
        go_to(other.gathering, DIAMOND, other.facilitator)
        knock(day, day.leaders[0])
        names = [Admission.objects.get().public_id]
        assert admissions.admit(gathering=other.gathering, admissions=names, by=other.facilitator) == 0
        assert Admission.objects.get().state == "waiting"


class TestTakingOut:
    def test_lets_the_screen_go_and_says_so_kindly(self, day, as_person) -> None:
        client = let_in(day, day.leaders[0])
        admission = Admission.objects.get()
        as_person(day.facilitator).post(url(day, "people"), {"act": "take_out", "who": admission.public_id})
        assert withdrawn(day.gathering) == [f"{day.leaders[0].public_id}.{admission.public_id}"]
        assert client.get(url(day, "gathering")).headers["Location"] == url(day, "door")
        assert "Denne skjermen er ikke med nå" in text(client.get(url(day, "door")))
        knock(day, day.leaders[0], client)
        assert [each.last for each in people.door(day.gathering).knocks] == [day.leaders[0].name]

    def test_is_what_refusing_does_too(self, day, as_person) -> None:
        client = knock(day, "Per Gjest")
        as_person(day.facilitator).post(url(day, "people"), {"act": "refuse", "who": Admission.objects.get().public_id})
        assert "Denne skjermen er ikke med nå" in text(client.get(url(day, "door")))
        assert Participation.objects.filter(role="guest").count() == 0

    def test_refuses_many_at_once(self, day, as_person) -> None:
        for number in range(3):
            knock(day, f"Gjest {number}")
        everybody = people.door(day.gathering).all_ids
        as_person(day.facilitator).post(url(day, "people"), {"act": "refuse", "who": everybody})
        assert Admission.objects.filter(state="withdrawn").count() == 3


class TestADeviceThatWasLetIn:
    def test_opens_the_gathering_and_nothing_else(self, day) -> None:
        client = let_in(day, day.leaders[0])
        membership = day.membership.public_id
        closed = [
            reverse("start"),
            url(day, "cockpit"),
            url(day, "people"),
            url(day, "entry-cards"),
            reverse("programme", args=[day.programme.public_id]),
            reverse("goal-card", args=[membership]),
            reverse("handed-in", args=[day.programme.public_id]),
        ]
        assert {client.get(each).status_code for each in closed} == {302}
        other = Gathering.objects.create(programme=day.programme, number=4, date=timezone.localdate())
        stages.plan(gathering=other)
        assert client.get(reverse("gathering", args=[other.public_id])).status_code == 404

    def test_works_in_the_exercise_that_is_on(self, day) -> None:
        client = let_in(day, day.leaders[0])
        round = Round.objects.get()
        word = reverse("diamond-word", args=[day.gathering.public_id, round.public_id])
        assert client.post(word, {"word": "nærhet"}, headers={"HX-Request": "true"}).status_code == 200

    def test_says_thanks_when_the_day_is_over(self, day) -> None:
        client, guest = let_in(day, day.leaders[0]), let_in(day, "Per Gjest")
        stage = Stage.objects.get(gathering=day.gathering)
        stages.end(stage=stage, revision=stage.revision, by=day.facilitator)
        for each in (client, guest):
            assert each.get(url(day, "gathering")).headers["Location"] == url(day, "door")
        assert "Takk for i dag" in text(client.get(url(day, "door")))
        assert url(day, "claim") not in client.get(url(day, "door")).content.decode()
        assert url(day, "claim") in guest.get(url(day, "door")).content.decode()

    def test_is_handed_on_and_the_next_one_asks_anew(self, day) -> None:
        client = let_in(day, day.leaders[0])
        assert "Neste person" in text(client.get(url(day, "gathering")))
        assert client.get(url(day, "next-person")).status_code == 405
        assert client.post(url(day, "next-person")).headers["Location"] == who(day)
        assert client.get(url(day, "gathering")).headers["Location"] == url(day, "door")
        knock(day, day.leaders[1], client)
        assert [(each.name, each.last) for each in people.door(day.gathering).knocks] == [
            (day.leaders[1].name, day.leaders[0].name)
        ]

    def test_is_not_what_somebody_has_who_signed_in(self, day, as_person) -> None:
        page = as_person(day.leader).get(url(day, "gathering"))
        assert "Neste person" not in text(page)
        assert as_person(day.leader).post(url(day, "next-person")).status_code == 404


class TestThePeoplePage:
    def test_shows_who_is_connected_and_how_they_came_in(self, day) -> None:
        let_in(day, day.leaders[1])
        screens.connected(room=day.gathering.public_id, process="here-1", viewers=frozenset({day.leaders[0].public_id}))
        rows = people.lines(day.gathering)
        assert [(row.is_connected, row.way_in, row.mark) for row in rows[:3]] == [
            (True, "Logget inn", "unset"),
            (False, "Sluppet inn", "present"),
            (False, "", "unset"),
        ]

    def test_ticks_row_by_row(self, day, as_person) -> None:
        client, leader = as_person(day.facilitator), day.leaders[0].public_id
        htmx = {"HX-Request": "true", "HX-Target": f"person-{leader}"}
        tick = {"act": "mark", "who": leader}
        row = client.post(url(day, "people"), tick | {"mark": "absent"}, headers=htmx).content.decode()
        assert row.lstrip().startswith(f'<li id="person-{leader}"')
        assert "0 av 6 er til stede, 1 har fravær" in row
        assert client.post(url(day, "people"), tick | {"mark": "present"}).headers["Location"] == url(day, "people")
        assert Attendance.objects.get().was_there is True
        client.post(url(day, "people"), tick | {"mark": "unset"})
        assert Attendance.objects.get().was_there is None

    def test_absence_keeps_somebody_out_of_the_next_round_and_not_of_the_open_one(self, day, as_person) -> None:
        attendance.mark(gathering=day.gathering, participations=[day.leaders[0]], was_there=False, by=day.facilitator)
        assert Round.objects.get().electors.count() == 6
        ask_for_points(day)
        assert Round.objects.get(exercise__kind="points").electors.count() == 5

    def test_presence_after_absence_lets_one_in_again(self, here) -> None:
        attendance.mark(
            gathering=here.gathering, participations=[here.leaders[0]], was_there=False, by=here.facilitator
        )
        go_to(here.gathering, DIAMOND, here.facilitator)
        assert Elector.objects.filter(participation=here.leaders[0]).count() == 0
        attendance.mark(gathering=here.gathering, participations=[here.leaders[0]], was_there=True, by=here.facilitator)
        assert Elector.objects.get(participation=here.leaders[0]).group == here.groups[0]

    def test_ticks_all_who_are_connected_in_one_act(self, day, as_person) -> None:
        client = as_person(day.facilitator)
        names = [leader.public_id for leader in day.leaders[:3]]
        screens.connected(room=day.gathering.public_id, process="here-1", viewers=frozenset(names))
        page = client.get(url(day, "people")).content.decode()
        assert "Merk alle tilkoblede som til stede" in page
        assert set(re.search(r'name="who" value="([^"]+)"><button class="btn second', page)[1].split()) == set(names)
        client.post(url(day, "people"), {"act": "mark", "mark": "present", "who": " ".join(names)})
        assert Attendance.objects.filter(was_there=True).count() == 3
        assert "Merk alle tilkoblede" not in client.get(url(day, "people")).content.decode()

    def test_ticks_nobody_who_is_not_expected(self, day, as_person) -> None:
        other = place("Utgardmerke")
        for name in (other.leaders[0].public_id, "zzzzzzzzzzzz"):
            answer = as_person(day.facilitator).post(
                url(day, "people"), {"act": "mark", "who": name, "mark": "present"}
            )
            assert answer.status_code == 404
        assert Attendance.objects.count() == 0

    @pytest.mark.parametrize(
        "typed", [{}, {"act": "admit"}, {"act": "dance", "who": "z" * 12}, {"act": "admit", "who": "x y"}]
    )
    def test_says_so_when_it_does_not_understand(self, day, as_person, typed) -> None:
        assert as_person(day.facilitator).post(url(day, "people"), typed).status_code == 422

    def test_a_day_that_is_over_has_those_who_were_leaders_then(self, day, as_person) -> None:
        today = timezone.localdate()
        then = today - timedelta(days=60)
        attendance.mark(gathering=day.gathering, participations=day.leaders[:2], was_there=True, by=day.facilitator)
        Participation.objects.update(since=then)
        Membership.objects.update(since=then)
        Participation.objects.filter(pk=day.leaders[0].pk).update(until=today - timedelta(days=30))
        Participation.objects.filter(pk=day.leaders[5].pk).update(since=today - timedelta(days=20))
        Gathering.objects.filter(pk=day.gathering.pk).update(date=then)
        stage = Stage.objects.get(gathering=day.gathering)
        stages.end(stage=stage, revision=stage.revision, by=day.facilitator)
        text = as_person(day.facilitator).get(url(day, "people")).content.decode()
        assert f'id="person-{day.leaders[0].public_id}"' in text
        assert f'id="person-{day.leaders[5].public_id}"' not in text
        assert "Hvem var der" in text
        assert "2 av 5 var til stede, 0 hadde fravær" in text
        assert url(day, "entry-cards") not in text

    def test_attendance_opens_in_excel_with_no_formula(self, day, as_person) -> None:
        let_in(day, "=HYPERLINK(1)", group=day.groups[0].public_id)
        attendance.mark(gathering=day.gathering, participations=[day.leaders[1]], was_there=False, by=day.facilitator)
        response = as_person(day.facilitator).get(url(day, "attendance-sheet"))
        assert "sandbox" in response.headers["Content-Security-Policy"]
        sheet = load_workbook(BytesIO(response.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[0] == ["Navn", "Enhet", "Gruppe", "Oppmøte"]
        assert [row[3] for row in rows[1:]] == [None, "Fravær", None, None, None, None, "Til stede"]
        assert rows[-1][0] == "'=HYPERLINK(1) (gjest)"
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


HOSTILE = [
    "=1+1", "+1", "-1", "−1", "@SUM(A1)", " =1", "\u00a0=1", "\u3000=1", "\t=1", "\r=1", "\n=1", "\x00=1", "\tx", "\rx", "\nx", "\x00x",
    "\u200b=1", "\ufeff=1", "\u202e=1", "\x1f=1", "＝1", "＋1", "－1", "＠SUM", " ＝1", "﹦1", "﹢1", "﹣1", "﹫x", "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example\")", "  \t =1", "\u2028=1", "\u2029+1", "\u2060=1", "\u00ad=1", "=\n1", "@", "=", "-",
]  # fmt: skip


class TestWhoFollowsSignedIn:
    def test_is_there_unless_the_facilitator_has_said_otherwise(self, day) -> None:
        here, absent, taken_away = day.leaders[:3]
        for who, was_there in ((absent, False), (taken_away, True), (taken_away, None)):
            attendance.mark(gathering=day.gathering, participations=[who], was_there=was_there, by=day.facilitator)
        screens.wrote_at_home(membership=here.membership)  # before the day began
        runs = Participation.objects.get(programme=day.programme, role="facilitator")
        screens.follow(
            room=day.gathering.public_id,
            viewers=[*[each.public_id for each in (here, absent, taken_away, runs)], f"{here.public_id}.x"],
        )
        ticks = dict(Attendance.objects.values_list("participation", "was_there"))
        assert ticks == {here.pk: True, absent.pk: False, taken_away.pk: None}


class TestCells:
    def test_a_corpus_of_forty_is_kept_as_text(self) -> None:
        assert len(HOSTILE) == 40
        assert [value for value in HOSTILE if not safe(value).startswith("'")] == []

    @pytest.mark.parametrize("value", ["Kari Moen", "Åse-Lill", "3-1", "a=b", "", "'x", "  Ola", "100 %"])
    def test_what_is_harmless_stands_as_it_is(self, value) -> None:
        assert safe(value) == value

    def test_what_no_sheet_can_hold_is_left_out(self) -> None:
        assert (safe("a\x00b\x1bc\ud800d\uffff"), safe(None), safe(7)) == ("abcd", "", "7")


class TestCards:
    def card(self, here: Place, number: int = 0) -> str:
        return reverse("card", args=[cards.token(here.gathering, here.leaders[number])])

    def test_lets_in_at_once_and_works_one_time(self, day) -> None:
        client, link = Client(), self.card(day)
        assert f"Er du {day.leaders[0].name}?" in text(client.get(link))
        assert Admission.objects.count() == 0
        assert client.post(link).headers["Location"] == url(day, "door")
        assert client.get(url(day, "gathering")).status_code == 200
        assert (Admission.objects.get().by_card, Attendance.objects.get().was_there) == (True, True)
        assert client.get(link).headers["Location"] == url(day, "door")
        second = Client()
        assert "Kortet er brukt. Prosesslederen kan slippe deg inn." in text(second.get(link))
        assert second.post(link).headers["Location"] == url(day, "door")
        assert [each.is_inside for each in people.door(day.gathering).knocks] == [True]
        assert second.get(url(day, "gathering")).headers["Location"] == url(day, "door")

    def test_before_the_day_it_waits_and_goes_on_when_the_day_starts(self, here) -> None:
        client = Client()
        client.post(self.card(here))
        assert "Vi har ikke begynt ennå" in text(client.get(url(here, "door")))
        assert client.get(url(here, "gathering")).headers["Location"] == url(here, "door")
        stages.start(gathering=here.gathering, by=here.facilitator)
        assert client.get(url(here, "door")).headers["Location"] == url(here, "gathering")

    def test_is_worth_nothing_on_another_day_or_when_the_day_is_over(self, day) -> None:
        link, stage = self.card(day), Stage.objects.get(gathering=day.gathering)
        Gathering.objects.update(date=timezone.localdate() + timedelta(days=1))
        assert Client().post(link).status_code == 410
        Gathering.objects.update(date=timezone.localdate())
        stages.end(stage=stage, revision=stage.revision, by=day.facilitator)
        assert Client().get(link).status_code == 410
        assert Admission.objects.count() == 0

    def test_a_rehearsal_neither_uses_it_nor_ends_it(self, here) -> None:
        link = self.card(here)
        stage = rehearsal.begin(gathering=here.gathering, by=here.facilitator)
        answer = Client().post(link)
        assert (answer.status_code, Admission.objects.count(), Attendance.objects.count()) == (409, 0, 0)
        assert "Dagen øves akkurat nå" in text(answer)
        rehearsal.finish(stage=stage, revision=stage.revision, by=here.facilitator)
        stages.start(gathering=here.gathering, by=here.facilitator)
        assert Client().post(link).headers["Location"] == url(here, "door")
        assert Attendance.objects.get().was_there

    def test_who_came_early_sees_nothing_of_a_rehearsal(self, here) -> None:
        client = Client()
        client.post(self.card(here))
        stage = rehearsal.begin(gathering=here.gathering, by=here.facilitator)
        assert client.get(url(here, "gathering")).headers["Location"] == url(here, "door")
        assert "Vi har ikke begynt ennå" in text(client.get(url(here, "door")))
        rehearsal.finish(stage=stage, revision=stage.revision, by=here.facilitator)
        stages.start(gathering=here.gathering, by=here.facilitator)
        assert client.get(url(here, "gathering")).status_code == 200

    def test_opens_for_nobody_who_has_left_nor_for_what_we_did_not_sign(self, day) -> None:
        link = self.card(day)
        assert Client().get(link[:-4] + "xxx/").status_code == 404
        assert Client().get(reverse("card", args=[rules.projector_token(day.gathering.stage)])).status_code == 404
        token = link.strip("/").split("/")[-1]
        assert Client().get(reverse("projector", args=[token])).status_code == 404
        Participation.objects.filter(pk=day.leaders[0].pk).update(until=timezone.localdate() - timedelta(days=1))
        assert Client().get(link).status_code == 404

    @pytest.mark.pdf
    def test_are_printed_eight_a_page_and_accessible(self, as_person) -> None:
        from tests.pdf.accessible import problems
        from tests.pdf.accessible import text as words

        here = place("Seljordmerke", leaders=10)
        response = as_person(here.facilitator).get(url(here, "entry-cards"))
        assert response.headers["Content-Type"] == "application/pdf"
        assert problems(response.content) == []
        assert [leader.name in words(response.content) for leader in here.leaders] == [True] * 10
        import pikepdf

        assert len(pikepdf.open(BytesIO(response.content)).pages) == 2

    def test_carry_the_code_that_was_asked_for(self) -> None:
        address = "https://varde.example/card/abc/"
        drawn = cards.qr(address)
        dark = {
            (int(x) + step, int(y))
            for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path)
            for step in range(int(width))
        }
        rows = [list(row) for row in segno.make(address, error="m").matrix]
        assert dark == {(x + 4, y + 4) for y, row in enumerate(rows) for x, sign in enumerate(row) if sign}
        assert drawn.size == len(rows) + 8

    def test_cost_the_same_for_many(self, as_person, monkeypatch) -> None:
        monkeypatch.setattr("config.pdf.printer.pdf", lambda *_: b"%PDF")

        def cost(marker: str, leaders: int) -> int:
            here = place(marker, leaders=leaders)
            client = as_person(here.facilitator)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(here, "entry-cards")).status_code == 200
            return len(queries)

        assert cost("Liten", 2) == cost("Stor", 20)


class TestAGuestWhoClaims:
    def guest(self, day: Place) -> tuple[Client, Participation]:
        client = let_in(day, "Per Gjest")
        return client, Participation.objects.get(role="guest")

    def test_takes_over_what_they_wrote_once(self, day) -> None:
        client, guest = self.guest(day)
        newcomer = person("Per Ny")
        membership = member(newcomer, day.municipality)
        assert client.get(url(day, "claim")).status_code == 302
        client.force_login(newcomer)
        assert "blir ditt, Per Ny" in text(client.get(url(day, "claim")))
        guest.refresh_from_db()
        assert guest.membership is None
        assert client.post(url(day, "claim")).headers["Location"] == url(day, "claim")
        guest.refresh_from_db()
        assert guest.membership == membership
        assert "Nå er det ditt" in text(client.get(url(day, "claim")))
        client.force_login(day.hr)
        assert client.post(url(day, "claim")).status_code == 404
        guest.refresh_from_db()
        assert guest.membership == membership

    def test_needs_to_belong_to_the_municipality(self, day) -> None:
        client, guest = self.guest(day)
        client.force_login(person("Fremmed"))
        answer = client.post(url(day, "claim"))
        assert (answer.status_code, "ikke meldt inn" in text(answer)) == (403, True)
        guest.refresh_from_db()
        assert guest.membership is None

    def test_has_a_fortnight(self, day) -> None:
        client, guest = self.guest(day)
        client.force_login(day.hr)
        fortnight = timezone.localdate() - timedelta(days=14)
        Participation.objects.filter(pk=guest.pk).update(since=fortnight, until=fortnight)
        assert client.get(url(day, "claim")).status_code == 200
        Participation.objects.filter(pk=guest.pk).update(since=fortnight - timedelta(days=1))
        assert client.post(url(day, "claim")).status_code == 410

    def test_has_nothing_to_claim_on_another_device_or_as_a_leader(self, day, as_person) -> None:
        self.guest(day)
        assert as_person(day.hr).get(url(day, "claim")).status_code == 404
        leader = let_in(day, day.leaders[0])
        leader.force_login(day.hr)
        assert leader.get(url(day, "claim")).status_code == 404

    def test_is_not_the_next_one_at_a_shared_device(self, day) -> None:
        client, guest = self.guest(day)
        client.post(url(day, "next-person"))
        client.force_login(day.hr)
        assert client.post(url(day, "claim")).status_code == 404
        guest.refresh_from_db()
        assert guest.membership is None


class TestForgetting:
    def test_takes_devices_the_day_after_and_unclaimed_guests_after_a_fortnight(self, day) -> None:
        let_in(day, day.leaders[0])
        let_in(day, "Per Gjest")
        guest = Participation.objects.get(role="guest")
        stage = Stage.objects.get(gathering=day.gathering)
        stages.end(stage=stage, revision=stage.revision, by=day.facilitator)
        admissions.forget()
        assert Admission.objects.count() == 2

        def back(days: int) -> None:
            then = timezone.localdate() - timedelta(days=days)
            Admission.objects.update(asked_at=timezone.now() - timedelta(days=days))
            Participation.objects.filter(pk=guest.pk).update(since=then, until=then)

        back(1)
        admissions.forget()
        assert [each.participation for each in Admission.objects.all()] == [guest]
        back(14)
        admissions.forget()
        assert Participation.objects.filter(pk=guest.pk).exists()
        back(15)
        admissions.forget()
        assert (Participation.objects.filter(pk=guest.pk).exists(), Admission.objects.count()) == (False, 0)

    def test_keeps_the_devices_of_a_day_that_still_runs(self, day) -> None:
        let_in(day, day.leaders[0])
        Admission.objects.update(asked_at=timezone.now() - timedelta(days=1))
        admissions.forget()
        assert Admission.objects.count() == 1

    def test_leaves_a_claimed_guest_and_the_groups_of_the_programme_alone(self, day) -> None:
        let_in(day, "Per Gjest", group=day.groups[0].public_id)
        guest = Participation.objects.get(role="guest")
        long_ago = timezone.localdate() - timedelta(days=40)
        GroupMember.objects.filter(participation=guest).update(since=long_ago, until=long_ago)
        Participation.objects.filter(pk=guest.pk).update(since=long_ago, until=long_ago, membership=day.membership)
        admissions.forget()
        assert Participation.objects.filter(pk=guest.pk).exists()
        assert GroupSet.objects.count() == 1
