"""The målkort: written, handed in, opened by HR, and nothing else opened."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pikepdf
import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from config.pdf import engine
from efficacy.models import Belief
from goals import printing
from goals.demonstration import WORKED
from goals.models import Area
from goals.queries import cards as queries
from goals.services import cards
from goals.services.cards import GoalText
from goals.sheet import FORMAT, ActionLine, GoalBlock, GoalCardSheet, IndicatorLine
from goals.typed import as_typed, new_row, with_row
from programmes.contract import NotPossible
from tests.world import Place

pytestmark = pytest.mark.django_db


def url(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def typed(**more: str) -> dict[str, str]:
    return {
        "goals": "1",
        "area-title": "Motivasjon",
        "area-source": "lederevalueringen",
        "goal1-text": "Jeg gir tilbakemelding hver uke",
        "goal1-indicators-TOTAL_FORMS": "1",
        "goal1-indicators-INITIAL_FORMS": "0",
        "goal1-indicators-0-text": "Samtaler",
        "goal1-indicators-0-target": "Minst to i uken",
        "goal1-actions-TOTAL_FORMS": "1",
        "goal1-actions-INITIAL_FORMS": "0",
        "goal1-actions-0-text": "Sette av tid",
        "goal1-actions-0-deadline": "Med en gang",
    } | more


def sent(**more: str) -> QueryDict:
    """The same as the view gets it."""
    data = QueryDict(mutable=True)
    data.update(typed(**more))
    return data


class TestSheet:
    def test_the_worked_example_stands_on_it_whole(self, here) -> None:
        sheet = queries.sheet(here.membership, queries.areas(here.membership))
        assert [(area.source, area.goals[0].text) for area in sheet.areas] == [
            (source, goal.text) for _title, source, goal in WORKED
        ]
        assert [len(area.goals[0].indicators) for area in sheet.areas] == [2, 2, 2]
        assert [len(area.goals[0].actions) for area in sheet.areas] == [4, 4, 2]
        assert sheet.areas[0].goals[0].actions[2].deadline == "Innen juni"
        assert sheet.manager == here.manager.name

    def test_it_comes_back_from_json_as_it_was(self, here) -> None:
        sheet = queries.sheet(here.membership, queries.areas(here.membership))
        assert GoalCardSheet.from_json(sheet.to_json(), format=FORMAT) == sheet

    def test_what_was_handed_in_before_there_was_a_status_is_still_read(self, here) -> None:
        old = queries.sheet(here.membership, queries.areas(here.membership)).to_json()
        for action in (action for area in old["areas"] for goal in area["goals"] for action in goal["actions"]):
            del action["status"], action["due"]
        read = GoalCardSheet.from_json(old, format=1)
        assert read.areas[0].goals[0].actions[2] == ActionLine("Gå på kurs/få coach", "Innen juni")

    def test_a_format_that_never_was_is_refused(self, here) -> None:
        with pytest.raises(ValueError, match="format 9"):
            GoalCardSheet.from_json({}, format=9)

    def test_rows_stand_side_by_side_and_there_is_always_one(self) -> None:
        line = IndicatorLine("a", "b")
        assert GoalBlock("x", (line, line), ()).rows == [(line, None), (line, None)]
        assert GoalBlock("x", (), ()).rows == [(None, None)]


class TestWriting:
    def test_an_area_is_saved_as_it_was_typed(self, here, as_person) -> None:
        response = as_person(here.leader).post(url(here, "area-new"), typed())
        assert response.status_code == 303
        area = Area.objects.get(title="Motivasjon")
        goal = area.goals.get()
        assert (area.position, goal.indicators.get().target, goal.actions.get().deadline) == (
            4,
            "Minst to i uken",
            "Med en gang",
        )

    def test_saving_again_changes_it_and_keeps_the_goal_itself(self, here, as_person) -> None:
        area = here.membership.goal_card.areas.first()
        goal = area.goals.get()
        as_person(here.leader).post(url(here, "area-edit", area.public_id), typed())
        assert area.goals.get() == goal
        goal.refresh_from_db()
        assert goal.text == "Jeg gir tilbakemelding hver uke"
        assert goal.actions.standing().count() == 1

    def test_saved_while_writing_a_new_area_is_one_area(self, here, as_person) -> None:
        client = as_person(here.leader)
        name = re.search(r'name="saved_as" value="(\w{12})"', client.get(url(here, "area-new")).content.decode())[1]
        client.post(url(here, "area-new"), typed(autosave="1", saved_as=name))
        assert Area.objects.get(title="Motivasjon").public_id == name
        client.post(url(here, "area-new"), typed(autosave="1", saved_as=name, **{"area-title": "Motivasjon nå"}))
        client.post(url(here, "area-new"), typed(saved_as=name, **{"area-title": "Motivasjon nå"}))
        assert [area.title for area in Area.objects.filter(title__startswith="Motivasjon")] == ["Motivasjon nå"]

    def test_ten_thousand_signs_are_pointed_at_and_kept(self, here, as_person) -> None:
        long = "å" * 10_000
        response = as_person(here.leader).post(url(here, "area-new"), typed(**{"goal1-indicators-0-target": long}))
        html = response.content.decode()
        assert response.status_code == 422
        assert "Teksten er for lang: 10000 tegn. Kort den ned til høyst 2000." in html
        assert long in html
        assert "Jeg gir tilbakemelding hver uke" in html
        assert not Area.objects.filter(title="Motivasjon").exists()

    def test_an_area_without_a_name_says_so_and_keeps_the_rest(self, here, as_person) -> None:
        response = as_person(here.leader).post(url(here, "area-new"), typed(**{"area-title": ""}))
        assert response.status_code == 422
        assert "Skriv hva området heter." in response.content.decode()
        assert "Minst to i uken" in response.content.decode()

    def test_a_new_row_gets_the_cursor_and_nothing_is_lost(self, here, as_person) -> None:
        response = as_person(here.leader).post(url(here, "area-new"), typed(add="goal1-actions"))
        html = response.content.decode()
        assert 'data-focus="id_goal1-actions-1-text"' in html
        assert "Sette av tid" in html
        assert Area.objects.filter(title="Motivasjon").exists()

    def test_a_second_formulation_is_offered_once(self) -> None:
        one = as_typed(sent())
        two = with_row(one, "goal")
        assert (len(two.goals), new_row(two, "goal")) == (2, "id_goal2-text")
        assert with_row(two, "goal") == two

    def test_there_is_an_end_to_rows_and_areas(self, here) -> None:
        many = as_typed(sent(**{"goal1-actions-TOTAL_FORMS": "999"}))
        assert len(many.goals[0].actions) == 12
        for number in range(7):
            cards.save_area(membership=here.membership, title=f"o{number}", source="", goals=[])
        with pytest.raises(NotPossible):
            cards.save_area(membership=here.membership, title="en til", source="", goals=[])

    def test_what_is_written_after_the_area_was_deleted_brings_it_back(self, here, as_person) -> None:
        client, area = as_person(here.leader), here.membership.goal_card.areas.first()
        cards.delete_area(area=area)
        client.post(url(here, "area-new"), typed(saved_as=area.public_id))
        area.refresh_from_db()
        assert (area.title, area.deleted_at) == ("Motivasjon", None)

    def test_a_belief_goes_with_its_goal(self, here) -> None:
        area = here.membership.goal_card.areas.first()
        cards.believe(goal=area.goals.get(), membership=here.membership, value=40)
        Area.objects.filter(pk=area.pk).update(deleted_at=timezone.now() - timedelta(days=2))
        cards.clear_deleted(None)
        assert not Belief.objects.filter(membership=here.membership, step__isnull=True).exists()

    def test_a_deleted_area_is_gone_and_can_be_taken_back(self, here, as_person) -> None:
        client, area = as_person(here.leader), here.membership.goal_card.areas.first()
        response = client.post(url(here, "area-delete", area.public_id))
        page = client.get(response.headers["Location"])
        assert "er slettet" in page.content.decode()
        assert area not in queries.areas(here.membership)
        client.post(url(here, "area-restore", area.public_id))
        assert queries.areas(here.membership)[0] == area

    def test_what_was_deleted_stays_at_hand_until_it_is_cleared_away(self, here, as_person) -> None:
        client, area = as_person(here.leader), here.membership.goal_card.areas.first()
        fellow = here.leaders[1].membership
        card = url(here, "goal-card")
        assert "Hent tilbake" not in client.get(card).content.decode()
        client.post(url(here, "area-delete", area.public_id))
        assert area.title in client.get(card).content.decode().partition("Hent tilbake")[0]
        theirs = as_person(fellow.person).get(reverse("goal-card", args=[fellow.public_id])).content.decode()
        assert "Hent tilbake" not in theirs
        client.post(url(here, "area-restore", area.public_id))
        assert "Hent tilbake" not in client.get(card).content.decode()

    def test_what_was_deleted_yesterday_is_cleared_away(self, here) -> None:
        old, new = here.membership.goal_card.areas.all()[:2]
        Area.objects.filter(pk=old.pk).update(deleted_at=timezone.now() - timedelta(days=2))
        Area.objects.filter(pk=new.pk).update(deleted_at=timezone.now())
        cards.clear_deleted(None)
        assert set(here.membership.goal_card.areas.values_list("pk", flat=True)) & {old.pk, new.pk} == {new.pk}

    def test_asking_is_not_deleting(self, here, as_person) -> None:
        area = here.membership.goal_card.areas.first()
        as_person(here.leader).get(url(here, "area-delete", area.public_id))
        area.refresh_from_db()
        assert area.deleted_at is None


def drawn(pdf: bytes) -> list[bytes]:
    """What stands on the pages, with its marks for the structure."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [page.Contents.read_bytes() for page in opened.pages]


@pytest.mark.pdf
class TestPdf:
    def test_it_is_accessible_and_named_after_its_leader(self, here, as_person) -> None:
        from tests.pdf.accessible import fonts, problems, qpdf_check

        response = as_person(here.leader).get(url(here, "goal-card-pdf"))
        today = timezone.localdate().isoformat()
        assert response.headers["Content-Type"] == "application/pdf"
        assert "filename*=UTF-8''M%C3%A5lkort%20%E2%80%93%20" in response.headers["Content-Disposition"]
        assert response.headers["Content-Disposition"].endswith(f"{today}.pdf")
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert problems(response.content) == []
        assert qpdf_check(response.content) in ("", None, [])
        assert fonts(response.content) <= {"Inter", "Inter-Bold", "DejaVu-Sans"}
        assert len(response.content) < 60_000

    def test_it_is_in_the_language_of_its_leader_with_the_days_of_its_deadlines(self, here, as_person) -> None:
        from tests.pdf.accessible import text

        goal = GoalText("Jeg spør", [], [("Spørre", "om to uker"), ("Ringe", "1. mai 2031")])
        cards.save_area(membership=here.membership, title="Spørsmål", source="", goals=[goal])
        here.leader.language = "nn"
        here.leader.save()
        said = text(as_person(here.leader).get(url(here, "goal-card-pdf")).content)
        assert "Målformuleringar" in said
        assert date_format(timezone.localdate() + timedelta(weeks=2), "SHORT_DATE_FORMAT") in said
        assert "01.05.2031" not in said

    def test_long_goals_over_many_pages_are_still_sound(self, here, as_person) -> None:
        from tests.pdf.accessible import problems

        indicators = [("Indikator " * 20, "Mål og effekt " * 40)] * 8
        actions = [("Tiltak " * 30, "Mål og effekt " * 14)] * 8
        for number in range(2):
            cards.save_area(
                membership=here.membership,
                title=f"Område {number}",
                source="kilden",
                goals=[GoalText("Jeg gjør " * 150, indicators, actions)] * 2,
            )
        assert problems(as_person(here.leader).get(url(here, "goal-card-pdf")).content) == []

    def test_read_as_xml_or_as_html_it_is_the_same(self, here) -> None:
        """A målkort is well-formed, whatever was written in it; the quick parser changes nothing on the page."""
        cards.save_area(
            membership=here.membership,
            title="<b>&amp; \u00a0\u200b</b> ]]>",
            source="'\"<!-- x",
            goals=[GoalText("Jeg\n\nspør &nbsp; <br>", [("a\r\nb", "c")], [("😀 \ufe0f", "1. mai")])],
        )
        page = printing.page(queries.sheet(here.membership, queries.areas(here.membership)), colour="#0a4a56")
        ElementTree.fromstring(engine.clean(page.html).replace("<br>", "<br/>"))
        forgiven = page.html.replace('charset="utf-8"/>', 'charset="utf-8">')
        assert forgiven != page.html
        assert drawn(replace(page, html=forgiven).pdf()) == drawn(page.pdf())

    def test_hostile_text_prints_as_text(self, here, as_person) -> None:
        from tests.pdf.accessible import problems, text

        cards.save_area(
            membership=here.membership,
            title="<img src=file:///etc/passwd>",
            source="=1+1",
            goals=[GoalText("{{7*7}} <script>alert(1)</script> " + "ø" * 1500, [], [("🏔️ \u202e abc", "{% x %}")])],
        )
        response = as_person(here.leader).get(url(here, "goal-card-pdf"))
        assert problems(response.content) == []
        assert "49" not in text(response.content).split()
        assert "root:" not in text(response.content)
