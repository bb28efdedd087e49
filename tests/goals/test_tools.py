"""GROW ends in an action on the målkort; a mood is seen from now to how it became."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as pillow

from config.overtaking import Overtaken
from goals.models import Action, Area, Goal, Mood, MoodPicture
from goals.mood import EDGE, HEIGHT, WIDTH, dots
from goals.queries.sharing import nearest_of
from goals.services import cards, growing, sharing
from goals.services.cards import GoalText
from programmes.contract import NotPossible
from programmes.models import Share
from programmes.sheets import sheet_kinds
from tests.pdf.accessible import problems, text
from tests.world import Place, grown

db = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true", "HX-Target": "saved"}
NAME = "333333333333"


def url(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def goal_of(here: Place) -> Goal:
    return Goal.objects.filter(area__card__membership=here.membership).earliest("area__position", "position")


@db
class TestGrow:
    def test_the_sources_words_stand_by_each_letter(self, here, as_person) -> None:
        html = as_person(here.leader).get(url(here, "worksheet", "grow", NAME)).content.decode()
        letters = re.findall(r'<h2><span class="num">(\w)</span> (\w+)</h2>', html)
        assert letters == [("G", "Målet"), ("R", "Virkelighet"), ("O", "Muligheter"), ("W", "Vilje")]
        for words in ("Utforsk mange valg", "Ikke overselg", "Gjør det konkret", "forforståelser og begrensninger"):
            assert words in html

    def test_the_deadline_is_understood_and_the_way_to_the_card_opens(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "grow", NAME)
        html = client.post(address, {"action": "Skrive saksliste"}, headers=IN_PLACE).content.decode()
        assert "Skriv tiltaket og en frist" in html
        sent = {"action": "Skrive saksliste", "deadline": "Innen juni", "revision": "1"}
        html = client.post(address, sent, headers=IN_PLACE).content.decode()
        assert "30. juni" in html
        assert url(here, "grow-action", NAME) in html

    def test_it_ends_in_an_action_under_a_goal(self, here, as_person) -> None:
        grow, goal = grown(here.membership), goal_of(here)
        before, revision = goal.actions.count(), goal.area.revision
        client, address = as_person(here.leader), url(here, "grow-action", grow.public_id)
        assert goal.text[:60] in client.get(address).content.decode()
        response = client.post(address, {"goal": goal.public_id})
        assert response.headers["Location"] == f"{url(here, 'goal-card')}#goal-{goal.public_id}"
        action = goal.actions.get(position=before + 1)
        assert (action.text, action.deadline, action.due.month) == ("Skrive saksliste", "Innen juni", 6)
        goal.area.refresh_from_db()
        assert goal.area.revision == revision + 1
        assert (
            "Tiltaket ligger på målkortet."
            in client.get(url(here, "worksheet", "grow", grow.public_id)).content.decode()
        )

    def test_a_double_tap_is_one_action(self, here, as_person) -> None:
        grow, goal = grown(here.membership), goal_of(here)
        client, address = as_person(here.leader), url(here, "grow-action", grow.public_id)
        for _tap in range(2):
            client.post(address, {"goal": goal.public_id})
        assert Action.objects.filter(text="Skrive saksliste").count() == 1

    def test_an_open_form_of_the_area_does_not_wipe_it_out(self, here) -> None:
        grow, goal = grown(here.membership), goal_of(here)
        revision = goal.area.revision
        growing.place(grow=grow, goal=goal)
        with pytest.raises(Overtaken):
            cards.write_area(
                membership=here.membership,
                name=goal.area.public_id,
                title="x",
                source="",
                goals=[GoalText("x", [], [])],
                revision=revision,
                writer="222222222222",
            )

    def test_or_in_a_new_area(self, here, as_person) -> None:
        fellow = here.leaders[1].membership
        grow = grown(fellow)
        client = as_person(fellow.person)
        address = reverse("grow-action", args=[fellow.public_id, grow.public_id])
        empty = client.post(address, {"title": " "})
        assert (empty.status_code, "skriv hva det nye området heter" in empty.content.decode()) == (422, True)
        assert client.post(address, {"title": "a" * 201}).status_code == 422
        assert client.post(address, {"title": "Møter"}).status_code == 303
        area = Area.objects.get(card__membership=fellow)
        assert (area.title, area.goals.get().actions.get().text) == ("Møter", "Skrive saksliste")
        grow.refresh_from_db()
        assert grow.placed == area.goals.get().actions.get()

    def test_without_a_deadline_it_says_what_is_missing(self, here, as_person) -> None:
        grow = grown(here.membership)
        type(grow).objects.update(deadline="")
        response = as_person(here.leader).post(
            url(here, "grow-action", grow.public_id), {"goal": goal_of(here).public_id}
        )
        assert response.status_code == 422
        assert "Skriv tiltaket og en frist" in response.content.decode()

    def test_a_full_goal_says_so(self, here) -> None:
        goal = goal_of(here)
        Action.objects.bulk_create(Action(goal=goal, position=number, text="a") for number in range(20, 30))
        with pytest.raises(NotPossible, match="Det er ikke plass"):
            growing.place(grow=grown(here.membership), goal=goal)

    def test_another_leaders_goal_is_no_choice(self, world, as_person) -> None:
        here, other = world.here, goal_of(world.elsewhere)
        grow, before = grown(here.membership), other.actions.count()
        response = as_person(here.leader).post(url(here, "grow-action", grow.public_id), {"goal": other.public_id})
        assert (response.status_code, other.actions.count()) == (422, before)

    def test_an_action_that_is_deleted_may_be_placed_again(self, here) -> None:
        grow, goal = grown(here.membership), goal_of(here)
        growing.place(grow=grow, goal=goal).delete()
        assert growing.place(grow=grow, goal=goal).text == "Skrive saksliste"


class TestDrawing:
    @given(st.lists(st.none() | st.integers(0, 10), min_size=4, max_size=4))
    def test_every_mood_that_is_set_stands_in_its_place_and_no_other(self, moods: list[int | None]) -> None:
        found = dots(moods)
        assert [(dot.place, dot.mood) for dot in found] == [
            (place, mood) for place, mood in enumerate(moods) if mood is not None
        ]
        assert all(EDGE <= dot.x <= WIDTH - EDGE and EDGE <= dot.y <= HEIGHT - EDGE for dot in found)
        assert sorted(found, key=lambda dot: -dot.mood) == sorted(found, key=lambda dot: dot.y)


@db
class TestMood:
    def test_now_as_wished_as_guessed_and_as_it_became(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "moods", NAME)
        blank = client.get(address).content.decode()
        assert blank.count("data-unset") == 4
        for words in ("Sånn er det akkurat nå", "Sånn vil jeg ha det", "Tror det kommer til å bli", "Slik ble det"):
            assert words in blank
        first = {"about": "Skoleuka", "now": "Tungt", "now_mood": "3", "now_picture": "rain", "wish_mood": "8"}
        html = client.post(address, first | {"revision": "0"}, headers=IN_PLACE).content.decode()
        assert 'aria-label="Humøret mitt, 0 til 10: Nå 3, Vil ha 8"' in html
        later = first | {"became": "Jeg har klart det", "became_mood": "7", "became_picture": "sun", "revision": "1"}
        client.post(address, later, headers=IN_PLACE)
        listing = client.get(url(here, "worksheets", "moods")).content.decode()
        assert "3 → 7" in listing
        assert Mood.objects.get().moods == [3, 8, None, 7]

    def test_another_picture_or_mood_is_pointed_at(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "worksheet", "moods", NAME)
        html = client.post(address, {"now": "Tungt", "now_mood": "11", "now_picture": "cat"}).content.decode()
        assert "Velg et av bildene, eller la være." in html
        assert "Velg et tall fra 0 til 10." in html
        assert Mood.objects.get().now == "Tungt"

    def test_a_copy_has_its_drawing(self, here, as_person) -> None:
        client = as_person(here.leader)
        client.post(url(here, "worksheet", "moods", NAME), {"now": "Tungt", "now_mood": "3", "became_mood": "7"})
        share = sharing.share_with_manager(
            membership=here.membership,
            by=here.leader,
            purpose="Samtale",
            kind="moods",
            subject=NAME,
            nearest=nearest_of(here.membership),
        )
        Mood.objects.update(became_mood=1)
        page = as_person(here.manager).get(reverse("report", args=[share.public_id])).content.decode()
        assert 'aria-label="Humøret mitt, 0 til 10: Nå 3, Ble 7"' in page

    @pytest.mark.pdf
    def test_paper_has_the_words_and_is_accessible(self, here, as_person) -> None:
        client = as_person(here.leader)
        moods = {"now": "Tungt", "now_mood": "3", "now_picture": "rain", "became_mood": "7"}
        client.post(url(here, "worksheet", "moods", NAME), moods)
        for kind, name, words in (
            ("moods", NAME, ("Tungt", "Regn", "3 av 10", "Ble 7")),
            ("grow", grown(here.membership).public_id, ("Skrive saksliste", "Innen juni")),
        ):
            pdf = client.get(url(here, "worksheet-pdf", kind, name)).content
            assert problems(pdf) == []
            assert all(word in text(pdf) for word in words)


def picture_of(size: tuple[int, int] = (60, 40), **saved: Any) -> SimpleUploadedFile:
    out = io.BytesIO()
    pillow.new("RGB", size, "teal").save(out, "JPEG", **saved)
    return SimpleUploadedFile("humor.jpg", out.getvalue())


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")
    return out.getvalue()


NO_PICTURES = {
    "zip": (zipped(), "Dette er ikke et bilde vi kan bruke."),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "Dette er ikke et bilde"),
    "empty": (b"", "Dette er ikke et bilde vi kan bruke."),
    "large": (b"\xff\xd8\xff" + b"\x00" * 40_000_000, "Bildet er for stort: 40 MB. Velg et på høyst 10 MB."),
}


def given_to_manager(here: Place) -> Share:
    return sharing.share_with_manager(
        membership=here.membership,
        by=here.leader,
        purpose="Samtale",
        kind="moods",
        subject=Mood.objects.get().public_id,
        nearest=nearest_of(here.membership),
    )


@db
class TestOwnPictures:
    def at(self, here: Place, moment: str = "now", name: str = "mood-picture") -> str:
        mood, _is_new = Mood.objects.get_or_create(public_id=NAME, membership=here.membership)
        return url(here, name, mood.public_id, moment)

    def test_one_is_made_smaller_and_anew_and_is_the_leaders_alone(self, here, as_person) -> None:
        exif = pillow.Exif()
        exif[0x010F] = "Kameraet mitt"
        sent = {"picture": picture_of((3000, 2000), exif=exif), "alt": "Utsikten"}
        client = as_person(here.leader)
        response = client.post(self.at(here), sent)
        assert response.headers["Location"] == url(here, "worksheet", "moods", NAME) + "#more"
        made = MoodPicture.objects.get()
        assert (made.moment, made.width, made.height, made.alt, made.goes_along) == (
            "now",
            1600,
            1067,
            "Utsikten",
            False,
        )
        assert b"Kameraet" not in bytes(made.content)
        response = client.get(self.at(here, name="mood-picture-file"))
        assert (response.content, response.headers["Cache-Control"]) == (bytes(made.content), "private, no-store")
        assert as_person(here.manager).get(self.at(here, name="mood-picture-file")).status_code == 404
        html = as_person(here.leader).get(url(here, "worksheet", "moods", NAME)).content.decode()
        assert 'alt="Utsikten"' in html
        assert "Bare du ser det" in html

    @pytest.mark.parametrize("what", NO_PICTURES)
    def test_what_is_no_picture_is_said_and_the_words_are_kept(self, here, as_person, what: str) -> None:
        content, words = NO_PICTURES[what]
        sent = {"picture": SimpleUploadedFile("bilde.png", content), "alt": "Mine ord", "goes_along": "on"}
        response = as_person(here.leader).post(self.at(here), sent)
        html = response.content.decode()
        assert response.status_code == 422
        assert words in html
        assert "Mine ord" in html
        assert re.search(r'name="goes_along"[^>]*checked', html)
        assert not MoodPicture.objects.exists()

    def test_without_a_file_it_asks_for_one(self, here, as_person) -> None:
        response = as_person(here.leader).post(self.at(here), {"alt": "Mine ord"})
        assert response.status_code == 422
        assert "Velg et bilde." in response.content.decode()

    def test_another_takes_its_place_or_only_the_words_change_or_it_is_taken_off(self, here, as_person) -> None:
        client, address = as_person(here.leader), self.at(here)
        for _tap in range(2):
            client.post(address, {"picture": picture_of(), "alt": "A"})
        client.post(address, {"alt": "B", "goes_along": "on"})
        made = MoodPicture.objects.get()
        assert (made.alt, made.goes_along, made.width) == ("B", True, 60)
        client.post(address, {"picture": picture_of((30, 20)), "alt": "B"})
        made.refresh_from_db()
        assert (made.width, made.goes_along) == (30, False)
        client.post(address, {"act": "bare"})
        assert not MoodPicture.objects.exists()

    def test_there_are_four_moments_of_a_sheet_that_stands(self, here, as_person) -> None:
        client, address = as_person(here.leader), self.at(here)
        assert client.get(self.at(here, "became")).status_code == 200
        assert client.get(self.at(here, "never")).status_code == 404
        Mood.objects.update(deleted_at=timezone.now())
        assert client.post(address, {"picture": picture_of()}).status_code == 404

    def test_a_copy_has_those_that_were_chosen_and_no_other(self, here, as_person) -> None:
        client = as_person(here.leader)
        client.post(self.at(here), {"picture": picture_of((2000, 1000)), "alt": "Utsikten", "goes_along": "on"})
        client.post(self.at(here, "wish"), {"picture": picture_of(), "alt": "Hemmelig"})
        share = given_to_manager(here)
        address = reverse("report", args=[share.public_id])
        manager = as_person(here.manager)
        html = manager.get(address).content.decode()
        shown = re.findall(rf'src="({address}pictures/\d/)" alt="Utsikten" width="720" height="360"', html)
        assert len(shown) == html.count("<img") == 1
        assert "Hemmelig" not in html
        with pillow.open(io.BytesIO(manager.get(shown[0]).content)) as opened:
            assert opened.size == (720, 360)
        as_person(here.leader).post(self.at(here), {"act": "bare"})
        assert shown[0] in manager.get(address).content.decode()
        assert manager.get(shown[0]).status_code == 200

    def test_what_is_new_of_pictures_is_told(self, here, as_person) -> None:
        client, kind = as_person(here.leader), sheet_kinds()["moods"]
        client.post(self.at(here), {"picture": picture_of(), "alt": "Utsikten", "goes_along": "on"})
        before = kind.snapshot(here.membership, NAME)
        assert kind.changes(before, before) == []
        client.post(self.at(here), {"picture": picture_of((20, 20)), "alt": "Utsikten", "goes_along": "on"})
        client.post(self.at(here, "became"), {"picture": picture_of(), "goes_along": "on"})
        found = kind.changes(before, kind.snapshot(here.membership, NAME))
        assert [(each.label, each.how, each.before, each.after) for each in found] == [
            ("Sånn er det akkurat nå", "changed", "Utsikten", "Et annet bilde"),
            ("Slik ble det", "added", "", "Bilde uten beskrivelse"),
        ]
        client.post(self.at(here), {"alt": "Utsikten"})
        [gone, _added] = sorted(kind.changes(before, kind.snapshot(here.membership, NAME)), key=lambda each: each.after)
        assert (gone.how, gone.before) == ("removed", "Utsikten")

    @pytest.mark.pdf
    def test_paper_has_the_chosen_ones_and_is_accessible(self, here, as_person) -> None:
        client = as_person(here.leader)
        client.post(self.at(here), {"picture": picture_of(), "alt": "Utsikten", "goes_along": "on"})
        client.post(self.at(here, "wish"), {"picture": picture_of(), "alt": "Hemmelig"})
        pdf = client.get(url(here, "worksheet-pdf", "moods", NAME)).content
        assert problems(pdf) == []
        assert "Utsikten" in text(pdf)
        assert "Hemmelig" not in text(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found = [each for each in opened.objects if is_image(each)]
        assert len(found) == 1


def is_image(each: Any) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
