"""What somebody wrote opens for nobody else: not for another device, and not for another address."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from programmes import devices
from programmes.models import Admission, Gathering, Membership, Note, OwnScreen, Participation, Person, Stage, Trail
from programmes.queries import people as queries
from programmes.services import admissions, screens
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import WELCOME, go_to, sign_in
from tests.test_matrix import questions_of

pytestmark = pytest.mark.django_db
STRANGER = "stranger@varde.example"


def writes(client, here, text: str = "Bare mitt") -> HttpResponse:
    asked = Note.objects.first().question if Note.objects.exists() else questions_of(here.gathering)["own"]
    at = reverse("note", args=[here.gathering.public_id, asked.public_id])
    return client.post(at, {"text": text, "revision": "0"})


@pytest.fixture
def day(here):
    go_to(here.gathering, WELCOME, here.facilitator)
    here.gathering.stage.refresh_from_db()
    return here


def asks_as(client, here, who: Participation) -> HttpResponse:
    return client.post(reverse("join-who", args=[here.gathering.stage.join_code.lower()]), {"who": who.public_id})


def signed_in_before(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(last_login=timezone.now())


def follows(here, who: Participation) -> None:
    """Has the day open on a screen where they are signed in."""
    screens.follow(room=here.gathering.public_id, viewers=[who.public_id])


def test_a_guests_page_goes_on_as_the_guests_when_somebody_signs_in(day, as_person) -> None:
    seat = worlds.guest(day, "Gjest Gjestesen")
    client = as_person(worlds.device(seat, day.gathering))
    phone = client.get(reverse("gathering", args=[day.gathering.public_id])).content.decode()
    admission = Admission.objects.get().public_id
    assert f'"X-Person": "{admission}"' in phone
    sign_in(client, day.leader)
    asked = questions_of(day.gathering)["own"]
    at = reverse("note", args=[day.gathering.public_id, asked.public_id])
    page = {"HX-Request": "true", "X-Person": admission}
    assert client.post(at, {"text": "Gjestens", "revision": "0"}, headers=page).status_code < 400
    assert client.post(at, {"text": "Lederens", "revision": "0"}).status_code < 400
    assert dict(Note.objects.values_list("text", "participation")) == {
        "Gjestens": seat.pk,
        "Lederens": day.leaders[0].pk,
    }


@pytest.mark.parametrize("whose", ["of one whose session is over", "handed on"])
def test_nothing_of_another_page_is_taken_in_the_devices_name(day, as_person, whose) -> None:
    """Its words are kept where they stand, whoever the device was let in as meanwhile."""
    device = worlds.device(day.leaders[2], day.gathering)
    earlier = day.leader.public_id
    if whose == "handed on":
        earlier = Admission.objects.get().public_id
        Admission.objects.update(state=Admission.State.WITHDRAWN)
        Admission.objects.create(
            gathering=day.gathering,
            participation=day.leaders[1],
            device=devices.digest(device.key),
            state=Admission.State.ADMITTED,
            was_in=True,
        )
    asked = questions_of(day.gathering)["own"]
    at = reverse("note", args=[day.gathering.public_id, asked.public_id])
    page = {"HX-Request": "true", "X-Person": earlier}
    answer = as_person(device).post(at, {"text": "Karis egne ord", "revision": "0"}, headers=page)
    assert answer.status_code == 401
    assert not Note.objects.exists()


class TestAnotherDevice:
    @pytest.fixture
    def written(self, day, as_person):
        follows(day, day.leaders[0])
        assert writes(as_person(day.leader), day).status_code == 303
        return day

    def test_is_not_let_in_as_who_wrote_signed_in(self, written, as_person) -> None:
        answer = asks_as(as_person(None), written, written.leaders[0])
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "logg inn på denne skjermen også" in page
        assert page.index(reverse("account_login")) < page.index('id="names"')
        assert not Admission.objects.exists()

    def test_whether_something_is_written_makes_no_difference(self, day, as_person) -> None:
        """Else whoever has the code could ask of each in turn who has written, and who missed a value."""
        writer, silent, absent = day.leaders[:3]
        for each in (writer, silent):
            follows(day, each)
        writes(as_person(day.leader), day)
        Note.objects.create(question=Note.objects.first().question, participation=absent, text="Noe eget")
        Person.objects.update(last_login=timezone.now())
        answers = [asks_as(as_person(None), day, each) for each in (writer, silent, absent)]
        assert [each.status_code for each in answers] == [422, 422, 303]
        said = [
            each.content.decode().replace(who.name, "NN").partition("<main")[2].partition('role="alert"')[2][:200]
            for each, who in zip(answers[:2], (writer, silent), strict=True)
        ]
        assert said[0] == said[1]
        assert "NN bruker egen innlogging i denne samlingen" in said[0]

    def test_who_rated_themselves_at_home_today_signs_in_too(self, day, as_person) -> None:
        today = reverse("self-rating-today", args=[day.membership.public_id])
        assert as_person(day.leader).post(today, {}).status_code in (200, 303, 422)
        assert asks_as(as_person(None), day, day.leaders[0]).status_code == 422

    def test_a_rehearsal_and_a_day_that_does_not_run_note_nobody(self, here) -> None:
        follows(here, here.leaders[0])
        assert not OwnScreen.objects.exists()

    def test_who_only_writes_signed_in_is_noted_too(self, day, as_person) -> None:
        """With the poll shut off, or from the notes' own page, nobody follows."""
        assert writes(as_person(day.leader), day).status_code == 303
        assert OwnScreen.objects.get().participation == day.leaders[0]
        assert asks_as(as_person(None), day, day.leaders[0]).status_code == 422

    def test_who_writes_where_they_were_let_in_is_not(self, day, as_person) -> None:
        client = as_person(None)
        asks_as(client, day, day.leaders[0])
        waits = Admission.objects.get()
        admissions.admit(gathering=day.gathering, admissions=[waits.public_id], by=day.facilitator)
        assert writes(client, day).status_code == 303
        assert not OwnScreen.objects.exists()

    def test_the_day_after_nobody_is_noted(self, written) -> None:
        Stage.objects.update(state="planned", join_code="", item=None, exercise=None, phase=None, ends_at=None)
        admissions.forget()
        assert OwnScreen.objects.exists()  # in the morning, before the day has begun
        Gathering.objects.update(date=timezone.localdate() - timedelta(days=1))
        admissions.forget()
        assert not OwnScreen.objects.exists()

    def test_nor_by_the_name_typed(self, written, as_person) -> None:
        at = reverse("join-who", args=[written.gathering.stage.join_code.lower()])
        assert as_person(None).post(at, {"guest_name": written.leader.name, "group": ""}).status_code == 422

    def test_nor_by_the_personal_card(self, written, as_person) -> None:
        with pytest.raises(admissions.MustSignIn):
            admissions.by_card(gathering=written.gathering, participation=written.leaders[0], device="d" * 64)

    def test_one_that_waited_before_stays_outside(self, day, as_person) -> None:
        client = as_person(None)
        assert asks_as(client, day, day.leaders[0]).status_code == 303
        follows(day, day.leaders[0])
        (knock,) = queries.door(day.gathering).knocks
        assert knock.must_sign_in
        assert queries.door(day.gathering).plain == []
        waits = {"act": "admit", "who": knock.admission.public_id}
        as_person(day.facilitator).post(reverse("people", args=[day.gathering.public_id]), waits)
        assert not Admission.objects.filter(state=Admission.State.ADMITTED).exists()
        page = as_person(day.facilitator).get(reverse("people", args=[day.gathering.public_id])).content.decode()
        assert "må logge inn på denne skjermen også" in page
        assert f'id="admit-{knock.admission.public_id}"' not in page

    def test_is_let_in_where_nothing_lies_yet(self, day, as_person) -> None:
        """Who has signed in on a machine upstairs still comes in by a code in the basement."""
        signed_in_before(day.leader)
        assert asks_as(as_person(None), day, day.leaders[0]).status_code == 303

    def test_is_let_in_as_who_has_no_other_way(self, day, as_person) -> None:
        """Who never signed in wrote on a device that was let in: a new phone is the facilitator's to judge."""
        Person.objects.filter(pk=day.leader.pk).update(last_login=None)
        first = as_person(worlds.device(day.leaders[0], day.gathering))
        writes(first, day)
        assert asks_as(as_person(None), day, day.leaders[0]).status_code == 303
        (knock,) = queries.door(day.gathering).knocks
        assert knock.is_inside
        assert not knock.must_sign_in

    def test_the_first_is_told_of_the_second(self, day, as_person) -> None:
        phone = reverse("gathering", args=[day.gathering.public_id])
        first = as_person(worlds.device(day.leaders[0], day.gathering))
        assert "En skjerm til" not in first.get(phone).content.decode()
        second = as_person(worlds.device(day.leaders[0], day.gathering))
        assert "En skjerm til" in first.get(phone).content.decode()
        assert "En skjerm til" in second.get(phone).content.decode()
        assert "En skjerm til" in as_person(day.leader).get(phone).content.decode()

    def test_one_that_was_in_before_lets_no_other_in(self, day, as_person) -> None:
        """It may be anybody's: whoever comes first as somebody opens no way in for what they write afterwards."""
        worlds.device(day.leaders[0], day.gathering)
        follows(day, day.leaders[0])
        assert asks_as(as_person(None), day, day.leaders[0]).status_code == 422

    def test_is_closed_by_whose_it_is(self, day, as_person) -> None:
        phone = reverse("gathering", args=[day.gathering.public_id])
        other = as_person(worlds.device(day.leaders[0], day.gathering))
        own = as_person(day.leader)
        assert "Steng den andre skjermen" in own.get(phone).content.decode()
        assert "Steng den andre skjermen" not in other.get(phone).content.decode()
        assert own.post(reverse("close-others", args=[day.gathering.public_id])).status_code == 303
        assert other.get(phone).status_code == 303
        assert not Admission.objects.filter(state=Admission.State.ADMITTED).exists()
        assert "En annen skjerm har vært inne som deg i dag" in own.get(phone).content.decode()

    def test_is_told_of_once_it_is_out_again(self, day, as_person) -> None:
        phone = reverse("gathering", args=[day.gathering.public_id])
        worlds.device(day.leaders[0], day.gathering)
        admissions.withdraw(admission=Admission.objects.get(), by=day.facilitator)
        assert "En annen skjerm har vært inne som deg i dag" in as_person(day.leader).get(phone).content.decode()

    def test_one_that_only_knocked_was_not_in(self, day, as_person) -> None:
        worlds.device(day.leaders[0], day.gathering, state=Admission.State.WITHDRAWN)
        page = as_person(day.leader).get(reverse("gathering", args=[day.gathering.public_id])).content.decode()
        assert "har vært inne som deg" not in page

    def test_ones_own_is_no_other(self, day, as_person) -> None:
        """Who came by the code and then signs in on the same device, holds both."""
        device = worlds.device(day.leaders[0], day.gathering)
        client = as_person(device)
        sign_in(client, day.leader)
        page = client.get(reverse("gathering", args=[day.gathering.public_id])).content.decode()
        assert "inn som deg" not in page


class TestAnotherAddress:
    @pytest.fixture
    def unknown(self, day):
        """A leader who has no address, and has never been in."""
        seat = day.leaders[2]
        Person.objects.filter(pk=seat.person.pk).update(last_login=None, email=None)
        Participation.objects.update(came_at=None)
        return seat

    def gives(self, client, here, membership: Membership, email: str = STRANGER) -> int:
        at = reverse("person", args=[here.programme.public_id, membership.public_id])
        return client.post(at, {"act": "address", "email": email}).status_code

    def brings(self, client, here, name: str) -> HttpResponse:
        sheet = f"Navn\tE-post\n{name}\t{STRANGER}"
        return client.post(reverse("people-in", args=[here.programme.public_id]), {"text": sheet, "act": "look"})

    def test_is_given_to_who_was_never_in(self, day, unknown, as_person) -> None:
        assert self.gives(as_person(day.facilitator), day, unknown.membership) == 303

    def test_is_not_given_once_somebody_was_in_as_them(self, day, unknown, as_person) -> None:
        writes(as_person(worlds.device(unknown, day.gathering)), day)
        assert self.gives(as_person(day.facilitator), day, unknown.membership) == 409

    def test_nor_the_day_after_when_the_device_is_forgotten(self, day, unknown, as_person) -> None:
        device = worlds.device(unknown, day.gathering, state=Admission.State.WAITING)
        waiting = day.gathering.admissions.get()
        admissions.admit(gathering=day.gathering, admissions=[waiting.public_id], by=day.facilitator)
        writes(as_person(device), day)
        day.gathering.stage.refresh_from_db()
        stages.end(stage=day.gathering.stage, revision=day.gathering.stage.revision, by=day.facilitator)
        Admission.objects.update(asked_at=timezone.now() - timedelta(days=1))
        admissions.forget()
        assert not Admission.objects.exists()
        assert self.gives(as_person(day.facilitator), day, unknown.membership) == 409

    def test_nor_by_a_sheet_of_people(self, day, unknown, as_person) -> None:
        client = as_person(day.facilitator)
        assert "E-post: – → " in self.brings(client, day, unknown.name).content.decode()
        writes(as_person(worlds.device(unknown, day.gathering)), day)
        page = self.brings(client, day, unknown.name).content.decode()
        assert "Noen har vært inne uten e-post" in page
        assert 'value="bring"' not in page

    def test_nor_of_a_manager_whom_something_is_shared_with(self, day, as_person) -> None:
        Person.objects.filter(pk=day.manager.pk).update(last_login=None)
        boss = Membership.objects.get(person=day.manager)
        assert self.gives(as_person(day.facilitator), day, boss) == 409

    def test_what_a_group_was_shown_is_not_shown_to_who_comes_by_it(self, day, unknown, as_person) -> None:
        shown = reverse("group-sheet", args=[day.programme.public_id, day.to_group.public_id])
        assert as_person(unknown.person).get(shown).status_code == 200
        Person.objects.filter(pk=unknown.person.pk).update(last_login=None)
        Participation.objects.update(came_at=None)
        assert self.gives(as_person(day.facilitator), day, unknown.membership) == 303
        assert as_person(Person.objects.get(pk=unknown.person.pk)).get(shown).status_code == 404
        assert as_person(day.leaders[1].person).get(shown).status_code == 200

    def test_nor_of_who_holds_an_office(self, day, unknown, as_person) -> None:
        unknown.membership.offices.create(role="hr", since=timezone.localdate())
        assert self.gives(as_person(day.facilitator), day, unknown.membership) == 409

    def test_who_runs_the_installation_gives_it_and_signs_the_old_one_out(self, day, as_person) -> None:
        old, town = as_person(day.leader), day.municipality.name
        start = reverse("start")
        call_command("give_address", town, day.leader.name, STRANGER, stdout=io.StringIO())
        assert Person.objects.get(email=STRANGER) == day.leader
        assert old.get(start).status_code == 302
        assert Trail.objects.filter(act="person.email", actor=None).exists()

    @pytest.mark.parametrize(
        ("who", "email"), [("Ingen Slik", STRANGER), ("Seljordmerke Leder 0", "ikke en adresse"), ("", STRANGER)]
    )
    def test_of_nobody_or_several_it_is_not_given(self, day, who, email) -> None:
        with pytest.raises(CommandError):
            call_command("give_address", day.municipality.name, who, email)

    def test_an_address_that_another_has_stays_theirs(self, day) -> None:
        with pytest.raises(CommandError, match="Somebody else"):
            call_command("give_address", day.municipality.name, day.leader.name, day.manager.email)
