"""A leader's own rating: private, unset stays unset, again later, and on to the målkort."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.ids import public_id
from config.overtaking import Overtaken
from efficacy import shipped
from efficacy.models import SelfRating, SelfScore
from efficacy.queries import own as queries
from efficacy.services import own as services
from efficacy.services.own import Scored, Written
from goals import from_rating
from goals.models import Area, Goal
from goals.services import cards
from goals.services.cards import GoalText
from programmes.contract import kind_of
from programmes.models import Ballot
from tests import world as worlds
from tests.efficacy.rooms import HTMX, arrive, assessment, exercise_of, opened

pytestmark = pytest.mark.django_db
PRAISE = Written({"praise": Scored(2, "Jeg glemmer det"), "sees": Scored(5)}, "Ro", "Mer ros", "På mandagsmøtet")


@pytest.fixture
def rating(here) -> SelfRating:
    return services.keep(membership=here.membership, written=PRAISE)


@pytest.fixture
def e3(here) -> object:
    return exercise_of(here.gathering, "self-rating", "Mestringsorientert ledelse")


def today_url(here: worlds.Place) -> str:
    return reverse("self-rating-today", args=[here.membership.public_id])


def goal_url(here: worlds.Place, rating: SelfRating) -> str:
    return reverse("goal-from-rating", args=[here.membership.public_id, rating.public_id])


def phone(here: worlds.Place, as_person, who=None) -> str:
    url = reverse("gathering", args=[here.gathering.public_id])
    return as_person(who or here.leader).get(url).content.decode()


class TestWriting:
    def test_what_is_not_set_stays_unset(self, here, rating) -> None:
        areas = {area.key: area for area in queries.today(here.membership).areas}
        assert len(areas) == 9
        assert (areas["praise"].value, areas["praise"].reason) == (2, "Jeg glemmer det")
        assert areas["demands"].value is None
        assert SelfScore.objects.count() == 2

    def test_a_day_has_one_rating_which_is_written_anew(self, here, rating) -> None:
        again = services.keep(membership=here.membership, written=Written({"praise": Scored(4)}))
        assert again.pk == rating.pk
        assert list(SelfScore.objects.values_list("key", "value", "reason")) == [("praise", 4, "")]

    def test_it_saves_as_one_writes(self, here, as_person) -> None:
        data = {"value-praise": "3", "reason-praise": "Sjelden", "revision": "0", "writer": "abc", "autosave": "1"}
        response = as_person(here.leader).post(today_url(here), data, headers=HTMX)
        assert response.status_code == 200
        assert "Lagret " in response.content.decode()
        assert SelfScore.objects.get().value == 3

    def test_two_tabs_lose_nothing(self, here, as_person) -> None:
        client = as_person(here.leader)
        first = {"reason-praise": "Fra den ene", "revision": "0", "writer": "one", "autosave": "1"}
        second = {"reason-praise": "Fra den andre", "revision": "0", "writer": "two"}
        for _time in range(2):  # one's own form overtakes itself as often as it likes
            assert client.post(today_url(here), first, headers=HTMX).status_code == 200
        late = client.post(today_url(here), {**second, "autosave": "1"}, headers=HTMX)
        assert late.status_code == 409
        assert SelfScore.objects.get().reason == "Fra den ene"
        page = client.post(today_url(here), second)
        assert page.status_code == 409
        assert "Fra den andre</textarea>" in page.content.decode()
        assert client.post(today_url(here), {**second, "instead": "1"}).status_code == 303
        assert SelfScore.objects.get().reason == "Fra den andre"

    def test_who_writes_past_midnight_goes_on_with_what_was_begun(self, here, as_person, monkeypatch) -> None:
        client = as_person(here.leader)
        yesterday = timezone.localdate() - timedelta(days=1)
        services.keep(membership=here.membership, written=Written({"praise": Scored(2)}), on=yesterday, writer="one")
        late = {"value-praise": "3", "revision": "1", "writer": "one", "on": str(yesterday), "autosave": "1"}
        assert client.post(today_url(here), late, headers=HTMX).status_code == 200
        assert [(each.on, each.scores.get().value) for each in SelfRating.objects.all()] == [(yesterday, 3)]
        for other in ("2020-01-01", "i går", ""):
            client.post(today_url(here), late | {"on": other, "revision": "0", "writer": "two"}, headers=HTMX)
        assert {each.on for each in SelfRating.objects.all()} == {yesterday, timezone.localdate()}

    def test_a_form_without_a_name_overtakes_nobody(self, here) -> None:
        for revision in (None, 1):
            services.keep(membership=here.membership, written=Written(), revision=revision)
        with pytest.raises(Overtaken):
            services.keep(membership=here.membership, written=Written(), revision=1)

    def test_another_form_with_an_old_revision_is_overtaken(self, here, rating) -> None:
        with pytest.raises(Overtaken):
            services.keep(membership=here.membership, written=Written(), revision=0, writer="other")
        assert SelfScore.objects.count() == 2

    @pytest.mark.parametrize("value", ["0", "7", "x", "3.5", "9" * 300])
    def test_what_is_no_step_is_pointed_at_and_kept(self, here, as_person, value) -> None:
        response = as_person(here.leader).post(today_url(here), {"value-praise": value, "growth": "Mer ros"})
        html = response.content.decode()
        assert response.status_code == 422
        assert "Velg et tall på skalaen." in html
        assert "Mer ros</textarea>" in html
        assert not SelfRating.objects.exists()

    def test_too_long_a_text_is_pointed_at_and_never_cut(self, here, as_person) -> None:
        response = as_person(here.leader).post(today_url(here), {"growth": "x" * 2001})
        assert response.status_code == 422
        assert "2001 tegn" in response.content.decode()
        assert not SelfRating.objects.exists()

    def test_opening_the_form_writes_nothing(self, here, as_person) -> None:
        assert as_person(here.leader).get(today_url(here)).status_code == 200
        assert not SelfRating.objects.exists()


class TestInTheRoom:
    def test_alone_one_rates_and_the_projector_shows_the_nine_areas(self, here, e3, as_person) -> None:
        arrive(here, e3)
        page = phone(here, as_person)
        assert "Hvor er du i forhold til mestringsorientert ledelse?" in page
        assert page.count("<fieldset") == 9
        assert "checked" not in page
        kind = kind_of(e3)
        asked = kind.asked(e3, e3.phases.get(position=1))
        assert [str(each) for each in asked][4] == "Gir anerkjennelse"
        assert len(asked) == 9

    def test_a_device_that_was_let_in_writes_too_and_a_guest_is_asked_on_paper(self, here, e3, as_person) -> None:
        arrive(here, e3)
        url = reverse("self-rating-in-room", args=[here.gathering.public_id])
        device = worlds.device(here.leaders[2], here.gathering)
        data = {"value-praise": "3", "autosave": "1"}
        assert as_person(device).post(url, data, headers=HTMX).status_code == 200
        assert SelfRating.objects.get().membership == here.leaders[2].membership
        guest = worlds.device(worlds.guest(here, "Per Gjest"), here.gathering)
        assert "<fieldset" not in phone(here, as_person, guest)
        assert as_person(guest).post(url, data).status_code == 303
        assert SelfRating.objects.count() == 1

    def test_on_a_device_that_was_let_in_nothing_from_before_is_seen(self, here, e3, rating, as_person) -> None:
        SelfRating.objects.update(on=timezone.localdate() - timedelta(days=70))
        device = worlds.device(here.leaders[0], here.gathering)
        arrive(here, e3)
        assert "2 den " in phone(here, as_person)
        assert "2 den " not in phone(here, as_person, device)
        opened(here, assessment(here.gathering, shipped.MASTERY_LEADER.slug))
        assert phone(here, as_person).count(" checked") == 2
        assert " checked" not in phone(here, as_person, device)
        url = reverse("self-rating-in-room", args=[here.gathering.public_id])
        wrong = as_person(device).post(url, {"value-praise": "9"})
        assert wrong.status_code == 422
        assert "2 den " not in wrong.content.decode()

    def test_in_the_group_ones_own_is_at_hand_and_nobody_elses(self, here, e3, rating, as_person) -> None:
        arrive(here, e3, 2)
        own, other = phone(here, as_person), phone(here, as_person, here.leaders[1].person)
        assert "Jeg glemmer det" in own
        assert "har ordet" in own
        assert "Jeg glemmer det" not in other
        for person, name in ((here.facilitator, "cockpit"), (here.manager, "start"), (here.hr, "start")):
            url = reverse(name, args=[here.gathering.public_id] if name == "cockpit" else [])
            assert "Jeg glemmer det" not in as_person(person).get(url).content.decode()

    def test_at_the_end_the_way_leads_to_a_goal(self, here, e3, rating, as_person) -> None:
        arrive(here, e3, 4)
        assert "Lag et utviklingsmål" in phone(here, as_person)

    def test_the_groups_picture_is_made_of_copies_that_are_sent(self, here, rating, as_person) -> None:
        """One's own numbers stand in the form; only what is sent is counted, and it is not the stored rating."""
        round = opened(here, assessment(here.gathering, shipped.MASTERY_LEADER.slug))
        page = phone(here, as_person)
        assert "bare hvis du sender den" in page
        assert page.count(" checked") == 2
        assert not Ballot.objects.exists()
        data = {f"{factor.key}-0": "4" for factor in shipped.MASTERY_LEADER.factors}
        url = reverse("ratings", args=[here.gathering.public_id, round.public_id])
        assert as_person(here.leader).post(url, data, headers=HTMX).status_code == 200
        assert set(Ballot.objects.values_list("answer__0", flat=True)) == {4}
        assert SelfScore.objects.get(key="praise").value == 2
        assert " checked" not in phone(here, as_person, here.leaders[1].person)

    def test_the_day_to_take_home_has_ones_own_rating(self, here, e3, rating) -> None:
        round = arrive(here, e3)
        kind = kind_of(e3)
        assert kind.own_lines(round, here.leaders[0]).context["sheet"].rating == rating
        assert kind.own_lines(round, here.leaders[1]) is None


class TestAgainLater:
    @pytest.fixture
    def twice(self, here) -> SelfRating:
        first = services.keep(membership=here.membership, written=Written({"praise": Scored(2), "sees": Scored(5)}))
        SelfRating.objects.filter(pk=first.pk).update(on=timezone.localdate() - timedelta(days=70))
        return services.keep(
            membership=here.membership, written=Written({"praise": Scored(4), "sees": Scored(4), "demands": Scored(3)})
        )

    def test_the_change_is_shown_area_by_area(self, here, twice, as_person) -> None:
        areas = {area.key: area for area in queries.newest(here.membership).areas}
        assert [areas[key].change for key in ("praise", "sees", "demands", "clarity")] == [2, -1, None, None]
        page = as_person(here.leader).get(reverse("self-ratings", args=[here.membership.public_id])).content.decode()
        assert "2 opp" in page
        assert "ned fra 5" in page
        assert page.count('then"></i>') == 2

    def test_what_was_rated_stays_when_one_rates_anew(self, here, twice) -> None:
        first = queries.ratings_of(here.membership)[0]
        assert dict(first.scores.values_list("key", "value")) == {"praise": 2, "sees": 5}

    def test_one_deletes_ones_own(self, here, twice, as_person) -> None:
        url = reverse("self-rating-delete", args=[here.membership.public_id, twice.public_id])
        client = as_person(here.leader)
        assert "kan ikke hentes tilbake" in client.get(url).content.decode()
        assert SelfRating.objects.count() == 2
        assert client.post(url).status_code == 303
        assert SelfRating.objects.count() == 1
        assert not SelfScore.objects.filter(rating=twice.pk).exists()


class TestOnToTheGoalCard:
    def send(self, here, rating, as_person, **changes):
        data = {"area": "praise", "goal": "Jeg gir ros hver dag.", "name": public_id()} | changes
        return as_person(here.leader).post(goal_url(here, rating), data)

    def test_it_becomes_an_area_with_where_it_comes_from(self, here, rating, as_person) -> None:
        response = self.send(here, rating, as_person)
        area = Area.objects.latest("pk")
        assert response.headers["Location"].endswith(f"#area-{area.public_id}")
        day = timezone.localdate().strftime("%d.%m.%Y")
        assert (area.title, area.source) == ("Gir anerkjennelse", f"egenvurderingen {day}")
        goal = Goal.objects.get(area=area)
        assert goal.text == "Jeg gir ros hver dag."
        assert [action.text for action in goal.actions.all()] == ["På mandagsmøtet"]
        card = as_person(here.leader).get(reverse("goal-card", args=[here.membership.public_id])).content.decode()
        assert f"egenvurderingen {day}" in card

    def test_a_double_tap_is_one_area(self, here, rating, as_person) -> None:
        before, name = Area.objects.count(), public_id()
        for _tap in range(2):
            assert self.send(here, rating, as_person, name=name).status_code == 303
        assert Area.objects.count() == before + 1

    def test_a_second_goal_can_follow_and_the_first_is_shown(self, here, rating, as_person) -> None:
        self.send(here, rating, as_person)
        url = reverse("self-rating", args=[here.membership.public_id, rating.public_id])
        page = as_person(here.leader).get(url).content.decode()
        assert "Dette står på målkortet ditt:" in page
        # By the area itself, not by what the leader writes of where it comes from.
        made = Area.objects.latest("pk")
        Area.objects.filter(pk=made.pk).update(source="")
        other = f"medarbeidersamtalen {rating.on:%d.%m.%Y}"
        cards.save_area(membership=here.membership, title="Annet", source=other, goals=[GoalText("Jeg", [], [])])
        assert from_rating.made_of(rating) == [made]
        Area.objects.filter(pk=made.pk).update(source=from_rating.source_of(rating))
        self.send(here, rating, as_person, area="sees")
        assert Area.objects.filter(source__startswith="egenvurderingen").count() == 2

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"goal": "  "}, ("Skriv målet",)),
            ({"area": "ukjent"}, ("Velg hvilket område", "Jeg gir ros hver dag.</textarea>")),
            ({"goal": "x" * 1001}, ("1001 tegn", "xxx</textarea>")),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(self, here, rating, as_person, changes, said) -> None:
        response = self.send(here, rating, as_person, **changes)
        html = response.content.decode()
        assert response.status_code == 422
        for text in said:
            assert text in html
        assert not Area.objects.filter(source__startswith="egenvurderingen").exists()

    def test_a_full_card_says_so(self, here, rating, as_person) -> None:
        while Area.objects.filter(card__membership=here.membership).count() < 10:
            cards.save_area(membership=here.membership, title="Fullt", source="", goals=[GoalText("Jeg", [], [])])
        response = self.send(here, rating, as_person)
        assert response.status_code == 422
        assert "høyst ti utviklingsområder" in response.content.decode()

    def test_anothers_rating_is_not_there(self, here, rating, as_person) -> None:
        fellow = as_person(here.leaders[1].person)
        for name in ("self-rating", "self-rating-delete", "goal-from-rating"):
            for leader in (here.membership, here.leaders[1].membership):
                url = reverse(name, args=[leader.public_id, rating.public_id])
                assert fellow.post(url, {}).status_code == 404


def test_the_start_page_shows_the_way_once_there_is_a_rating(here, as_person) -> None:
    client = as_person(here.leader)
    assert "Egenvurderingen min" not in client.get(reverse("start")).content.decode()
    services.keep(membership=here.membership, written=PRAISE)
    assert "Egenvurderingen min" in client.get(reverse("start")).content.decode()


def test_the_nine_areas_are_among_the_tools_before_and_after(here, as_person) -> None:
    client, tools = as_person(here.leader), reverse("tools", args=[here.membership.public_id])
    address = reverse("self-ratings", args=[here.membership.public_id])
    before = client.get(tools).content.decode()
    assert f'href="{address}"' in before
    assert "1 gang<" not in before
    assert client.get(address).status_code == 200
    services.keep(membership=here.membership, written=PRAISE)
    assert "1 gang<" in client.get(tools).content.decode()
