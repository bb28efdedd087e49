"""A mastery belief is shared as editions: frozen with its curve, read, compared, printed and taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from efficacy.models import Belief
from efficacy.services import beliefs as efficacy
from goals import papers_beliefs
from goals.beliefs_sheet import BeliefSheet, Happened, RatingLine, SourceLine
from goals.changes_beliefs import belief_changes
from goals.queries import beliefs as queries
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.services import cards, ladders, log, sharing
from programmes.contract import NotPossible
from programmes.models import Share
from programmes.sheets import sheet_kinds
from tests.pdf.accessible import fonts, problems, qpdf_check, text
from tests.test_pages import Page
from tests.world import Place

pytestmark = pytest.mark.django_db
KIND = sheet_kinds()["belief"]
AGO = timedelta(days=30)


@pytest.fixture
def belief(here: Place) -> Belief:
    """Of a goal: rated twice, with something that happened between, and two of its sources."""
    goal = here.membership.goal_card.areas.first().goals.get()
    today = timezone.localdate()
    made = cards.belief_of(goal=goal, membership=here.membership)
    efficacy.rate(belief=made, value=30, on=today - AGO)
    efficacy.rate(belief=made, value=60, on=today)
    log.note(membership=here.membership, text="Jeg spurte Siv", on=today - AGO / 2, of=log.Of(goal=goal))
    log.note(membership=here.membership, effort="less", on=today - AGO / 3, of=log.Of(goal=goal))
    log.note(membership=here.membership, text="Noe helt annet")
    texts = {"mastery": ("Det gikk sist", ""), "state": ("", "Puste ut")}
    efficacy.feed(belief=made, texts=texts, small_next="Ringe Kari")
    made.refresh_from_db()
    return made


def give(here: Place, belief: Belief, **to: object) -> Share:
    to = to or {"nearest": shared.nearest_of(here.membership)}
    act = sharing.share_with_manager if "nearest" in to else sharing.share_with_group
    subject = belief.public_id
    return act(membership=here.membership, by=here.leader, purpose="Samtale", kind="belief", subject=subject, **to)


def address(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


class TestEditions:
    def test_the_manager_sees_the_curve_of_that_day_and_what_happened_beside_it(self, here, belief, as_person) -> None:
        share = give(here, belief)
        efficacy.rate(belief=belief, value=90)
        efficacy.feed(belief=belief, texts={"model": ("Skrevet siden", "")}, small_next="")
        html = as_person(here.manager).get(reverse("report", args=[share.public_id])).content.decode()
        today, before = (translation_of(day) for day in (timezone.localdate(), timezone.localdate() - AGO))
        assert f"Mestringstro over tid: 30, 60. Fra {before} til {today}. Under kurven står 2 ting" in html
        for said in ("Jeg spurte Siv", "Mindre enn planlagt", "Det gikk sist", "Puste ut", "Ringe Kari"):
            assert said in html
        for unsaid in ("Noe helt annet", "Skrevet siden", ">90<"):
            assert unsaid not in html
        assert Page(html).problems == []
        goal = here.membership.goal_card.areas.first().goals.get()
        assert f"Mestringstro: {goal.text[:30]}" in as_person(here.manager).get(reverse("reports")).content.decode()

    def test_what_is_new_is_told_to_the_leader_and_to_who_has_read_the_earlier_one(
        self, here, belief, as_person
    ) -> None:
        share = give(here, belief)
        as_person(here.manager).get(reverse("report", args=[share.public_id]))
        efficacy.rate(belief=belief, value=90)
        efficacy.feed(belief=belief, texts={"state": ("", "Sove godt")}, small_next="Ringe Kari")
        mine = as_person(here.leader).get(address(here, "sheet-share", "belief", belief.public_id)).content.decode()
        assert "2 endringer siden da" in mine
        as_person(here.leader).post(reverse("share-again", args=[share.public_id]))
        share.refresh_from_db()
        news = queries_received.news_for(share.replaced_by, here.manager)
        assert [(each.what, each.before, each.after) for each in news[1]] == [
            ("rating", "", "90"),
            ("could", "", "Sove godt"),
        ]

    def test_taken_back_nobody_reads_it(self, here, belief, as_person) -> None:
        home = address(here, "belief", belief.public_id)
        assert "Bare du kan se dette." in as_person(here.leader).get(home).content.decode()
        share = give(here, belief)
        there = reverse("report", args=[share.public_id])
        assert as_person(here.manager).get(there).status_code == 200
        assert "Du har delt en kopi av mestringstroen." in as_person(here.leader).get(home).content.decode()
        as_person(here.leader).post(reverse("share-withdraw", args=[share.public_id]))
        assert as_person(here.manager).get(there).status_code == 404
        assert "Bare du kan se dette." in as_person(here.leader).get(home).content.decode()

    def test_what_goes_along_is_said_before_it_is_given_and_hr_is_never_offered_it(
        self, here, belief, as_person
    ) -> None:
        client, subject = as_person(here.leader), belief.public_id
        form = client.get(address(here, "share-manager", "belief", subject)).content.decode()
        assert "det du har notert om det som skjedde" in form
        typed = {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"}
        assert client.post(address(here, "share-manager", "belief", subject), typed).status_code == 303
        seen = shared.groups_of(here.membership)[0].seen
        group = address(here, "share-group", "belief", subject, here.groups[0].public_id)
        assert client.post(group, {"to": seen, "purpose": "Støtte", "days": "90"}).status_code == 303
        assert client.get(address(here, "hand-in", "belief", subject)).status_code == 404
        assert {share.audience for share in Share.objects.filter(edition__kind="belief")} == {"manager", "group"}
        fellow = here.leaders[1].membership.person
        own = Share.objects.get(edition__kind="belief", audience="group")
        read = reverse("group-sheet", args=[here.programme.public_id, own.public_id])
        assert "Jeg spurte Siv" in as_person(fellow).get(read).content.decode()
        assert as_person(here.facilitator).get(read).status_code == 404
        assert as_person(here.hr).get(read).status_code == 404

    def test_only_ones_own_about_what_stands_can_be_shared(self, here, belief, as_person) -> None:
        step = here.membership.ladders.get().steps.earliest("position")
        fellow = here.leaders[1].membership.person
        for person, subject in ((here.leader, "aaaaaaaaaaaa"), (fellow, belief.public_id)):
            assert as_person(person).get(address(here, "sheet-share", "belief", subject)).status_code == 404
        assert as_person(here.leader).get(address(here, "sheet-share", "belief")).status_code == 404
        of_step = address(here, "sheet-share", "belief", step.belief.public_id)
        assert as_person(here.leader).get(of_step).status_code == 200
        ladders.delete_step(step=step)
        cards.delete_area(area=here.membership.goal_card.areas.first())
        for gone in (step.belief, belief):
            subject = gone.public_id
            assert as_person(here.leader).get(address(here, "sheet-share", "belief", subject)).status_code == 404

    def test_an_empty_one_is_not_shared(self, here, as_person) -> None:
        empty = efficacy.begin(membership=here.membership, about="Å lede")
        with pytest.raises(NotPossible):
            give(here, empty)
        client = as_person(here.leader)
        assert str(KIND.first) in client.get(address(here, "sheet-share", "belief", empty.public_id)).content.decode()
        home = client.get(address(here, "belief", empty.public_id)).content.decode()
        assert "Del mestringstroen" not in home

    def test_a_copy_reads_back_as_it_was(self, here, belief) -> None:
        frozen = KIND.snapshot(here.membership, belief.public_id)
        assert KIND.read(frozen.to_json(), format=1) == frozen
        assert frozen.manager
        assert KIND.changes(frozen, replace(frozen, date="2020-01-01")) == []
        with pytest.raises(ValueError):
            KIND.read(frozen.to_json(), format=2)

    def test_two_taps_are_read_in_the_readers_language(self, here, belief) -> None:
        frozen = KIND.snapshot(here.membership, belief.public_id).to_json()
        with translation.override("en"):
            assert KIND.read(frozen, format=1).happened[1].said == "Less than planned"
            assert KIND.read(frozen, format=1).sources[0].label == "Experience of mastery"

    def test_twenty_ask_no_more_of_the_database_than_one(self, here, as_person) -> None:
        counted = []
        client = as_person(here.manager)
        for many in (1, 19):
            for number in range(many):
                made = efficacy.begin(membership=here.membership, about=f"Nr. {many}-{number}")
                efficacy.rate(belief=made, value=50)
                give(here, made)
            client.get(reverse("reports"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("reports"))
            counted.append(len(asked))
        assert counted[0] == counted[1]

    def test_much_of_one_costs_as_little_as_little(self, here, belief, as_person) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                KIND.snapshot(here.membership, belief.public_id)
            return len(asked)

        few = cost()
        goal = here.membership.goal_card.areas.first().goals.get()
        for days in range(1, 20):
            efficacy.rate(belief=belief, value=50, on=timezone.localdate() - timedelta(days=days))
            log.note(membership=here.membership, text=f"{days}", of=log.Of(goal=goal))
        assert cost() == few <= 8


def translation_of(day: object) -> str:
    from django.utils.formats import date_format

    with translation.override("nb"):
        return date_format(day, "SHORT_DATE_FORMAT")


def a_sheet(**more: object) -> BeliefSheet:
    ratings = (RatingLine("2026-09-05", 30), RatingLine("2026-10-05", 40), RatingLine("2026-10-05", 60))
    plain = BeliefSheet("L", "K", "E", "nb", "2026-11-28", "Å lede", ratings)
    return replace(plain, **more)


class TestChanges:
    def test_each_thing_is_known_by_what_it_is(self) -> None:
        before = a_sheet(
            happened=(Happened("2026-09-20", "Prøvd"), Happened("2026-09-20", "Prøvd")),
            sources=(SourceLine("model", "Se Kari", ""),),
            small_next="Ringe",
        )
        after = replace(
            before,
            ratings=(*before.ratings[:2], RatingLine("2026-10-05", 80), RatingLine("2026-11-01", 80)),
            happened=(Happened("2026-09-20", "Prøvd"), Happened("2026-10-01", "", "as")),
            sources=(SourceLine("model", "Se Kari", "Se Per"),),
            small_next="",
        )
        assert belief_changes(before, before) == []
        assert [(each.what, each.how, each.before, each.after) for each in belief_changes(before, after)] == [
            ("rating", "changed", "60", "80"),
            ("rating", "added", "", "80"),
            ("happened", "added", "", "Som planlagt"),
            ("could", "added", "", "Se Per"),
            ("small_next", "removed", "Ringe", ""),
            ("happened", "removed", "Prøvd", ""),
        ]

    def test_a_goal_that_is_reworded_reads_otherwise(self) -> None:
        assert [each.what for each in belief_changes(a_sheet(), a_sheet(about="Å lede andre", ladder="T"))] == [
            "about",
            "ladder",
        ]


class TestDays:
    def test_all_of_a_day_stands_together_with_the_numbers_of_the_marks(self) -> None:
        happened = (Happened("2026-09-05", "a"), Happened("2026-09-20", "b"), Happened("2026-09-20", "c"))
        days = a_sheet(happened=happened).days
        assert [(f"{each.day}", each.values, [number for number, _one in each.happened]) for each in days] == [
            ("2026-09-05", (30,), [1]),
            ("2026-09-20", (), [2, 3]),
            ("2026-10-05", (40, 60), []),
        ]

    def test_nothing_is_drawn_before_it_is_rated(self) -> None:
        assert a_sheet(ratings=(), happened=(Happened("2026-09-05", "a"),)).drawing is None


@pytest.mark.pdf
class TestPrint:
    def test_it_is_accessible_and_archivable_with_the_curve_told_in_words(self, here, belief, as_person) -> None:
        response = as_person(here.leader).get(address(here, "belief-pdf", belief.public_id))
        assert response.headers["Content-Type"] == "application/pdf"
        pdf = response.content
        assert problems(pdf) == []
        assert qpdf_check(pdf) in ("", None, [])
        assert fonts(pdf) <= {"Inter", "Inter-Bold", "DejaVu-Sans"}
        words = " ".join(text(pdf).split())
        for said in ("Jeg spurte Siv", "Mindre enn planlagt", "Det gikk sist", "Puste ut", "Ringe Kari", "Erfare"):
            assert said in words
        assert alternative_texts(pdf)[0].startswith("Mestringstro over tid: 30, 60. Fra ")

    def test_what_was_shared_is_printed_as_it_was(self, here, belief, as_person) -> None:
        share = give(here, belief)
        efficacy.feed(belief=belief, texts={"model": ("Skrevet siden", "")}, small_next="")
        for person, name in ((here.manager, "report-pdf"), (here.leader, "own-edition-pdf")):
            pdf = as_person(person).get(reverse(name, args=[share.public_id])).content
            assert problems(pdf) == []
            assert "Ringe Kari" in text(pdf)
            assert "Skrevet siden" not in text(pdf)

    @pytest.mark.parametrize("language", ["nb", "nn", "en"])
    def test_an_empty_one_and_one_full_of_long_words_are_sound(self, language: str) -> None:
        long = "<b>{{7*7}}</b>" + "ø" * 280
        story = "lang historie " * 200
        full = a_sheet(
            about=long,
            ladder=long,
            language=language,
            ratings=tuple(RatingLine(f"2026-01-{day:02}", day % 11 * 10) for day in range(1, 29)),
            happened=tuple(Happened(f"2026-02-{day:02}", story) for day in range(1, 20)),
            sources=tuple(SourceLine(kind, story, long) for kind in ("mastery", "model", "support", "state")),
            small_next=long,
        )
        for sheet in (a_sheet(ratings=(), language=language), a_sheet(language=language), full):
            assert problems(papers_beliefs.belief(sheet, colour="#0a4a56").pdf()) == []


def alternative_texts(pdf: bytes) -> list[str]:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(each.Alt) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


def seen_by(response: Any) -> str:
    """What the form says that it was made from."""
    found = re.search(r'name="seen" value="(\w+)"', response.content.decode())
    assert found
    return found[1]


class TestSourcesOfAll:
    def test_a_goal_that_is_not_rated_gets_its_belief_by_what_is_written(self, here, as_person) -> None:
        goal = here.membership.goal_card.areas.first().goals.get()
        client, url = as_person(here.leader), address(here, "goal-sources", goal.public_id)
        assert f'href="{url}"' in client.get(address(here, "sources")).content.decode()
        too_long = client.post(url, {"mastery-feeds": "å" * 1001, "small_next": "Puste"})
        assert too_long.status_code == 422
        goal.refresh_from_db()
        assert goal.belief is None
        seen = seen_by(client.get(url))
        for _twice in range(2):
            assert client.post(url, {"mastery-feeds": "Det gikk sist", "seen": seen}).status_code == 303
        goal.refresh_from_db()
        assert goal.belief.sources.get().feeds == "Det gikk sist"
        assert not goal.belief.ratings.exists()
        there = address(here, "belief-sources", goal.belief.public_id)
        assert client.get(url).headers["Location"] == there
        html = client.get(address(here, "sources")).content.decode()
        assert f'href="{there}"' in html
        assert "1 av 4 kilder" in html
        assert client.get(address(here, "goal-card")).status_code == 200
        assert "Hvor sikker er du?" in client.get(address(here, "beliefs")).content.decode()

    @pytest.mark.parametrize("is_rated", [True, False])
    def test_what_another_window_wrote_is_shown_and_not_written_over(self, here, as_person, is_rated: bool) -> None:
        goal = here.membership.goal_card.areas.first().goals.get()
        if is_rated:
            cards.believe(goal=goal, membership=here.membership, value=50)
        client, url = as_person(here.leader), address(here, "goal-sources", goal.public_id)
        opened = client.get(url)
        assert opened.status_code == (303 if is_rated else 200)
        seen = seen_by(client.get(opened.headers["Location"]) if is_rated else opened)
        client.post(url, {"mastery-feeds": "Fra den ene", "seen": seen})
        response = client.post(url, {"model-feeds": "Fra den andre", "seen": seen})
        html = response.content.decode()
        assert response.status_code == 422
        assert "De fire kildene er endret i et annet vindu" in html
        assert "Fra den ene" in html
        assert "Fra den andre</textarea>" in html
        assert Page(html).problems == []
        goal.refresh_from_db()
        assert goal.belief.sources.get().feeds == "Fra den ene"
        client.post(url, {"model-feeds": "Fra den andre", "seen": seen_by(response)})
        assert goal.belief.sources.get().feeds == "Fra den andre"

    def test_something_in_general_is_begun_and_its_sources_open(self, here, as_person) -> None:
        client, url = as_person(here.leader), address(here, "sources")
        assert client.post(url, {"about": " "}).status_code == 422
        for _twice in range(2):
            response = client.post(url, {"about": "Å lede andre"})
        made = Belief.objects.get(about="Å lede andre")
        assert response.headers["Location"] == address(here, "belief-sources", made.public_id)

    def test_the_day_on_which_they_were_written_is_kept_when_something_is_new(self, here, belief) -> None:
        texts = {"mastery": ("Det gikk sist", ""), "state": ("", "Puste ut")}
        Belief.objects.filter(pk=belief.pk).update(fed_on=timezone.localdate() - AGO)
        efficacy.feed(belief=belief, texts=texts, small_next="Ringe Kari")
        belief.refresh_from_db()
        assert belief.fed_on == timezone.localdate() - AGO
        efficacy.feed(belief=belief, texts=texts | {"state": ("", "")}, small_next="Ringe Kari")
        belief.refresh_from_db()
        assert belief.fed_on == timezone.localdate()

    def test_they_stand_in_their_order(self, here, belief) -> None:
        efficacy.feed(belief=belief, texts={"model": ("Se Kari", "")}, small_next="Ringe Kari")
        found = queries.sheet(here.membership, belief).sources
        assert [source.kind for source in found] == ["mastery", "model", "state"]
