"""Måloppnåelse: planned, reviewed once, scored; and each tab keeps what was typed in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from goals import papers, quadrants
from goals.attainment_sheet import FORMAT, AttainmentSheet, GoalLine, RowLine
from goals.kinds_following import AttainmentKind
from goals.models import Attainment, Mark, Review, ScaledGoal
from goals.queries import attainment as queries
from goals.scoring import t_change, t_score
from goals.services import attainment as services
from goals.services import log
from goals.source_one import SCALED
from programmes.contract import NotPossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(here) -> Attainment:
    return here.membership.attainments.get()


def at(table: Attainment, name: str = "attainment", *more: str) -> str:
    return reverse(name, args=[table.membership.public_id, table.public_id, *more])


def typed(**more: str) -> dict[str, str]:
    return {
        "achievement-3": "Jeg får svar fra alle",
        "effort-3": "Jeg spør hver uke",
        "weight": "1",
        "baseline": "2",
        "revision": "0",
        "writer": "ffffff222222",
    } | more


def reached(table: Attainment, *levels: tuple[int, int], **more: str) -> dict[str, str]:
    """A review as a form sends it: achievement and effort of each goal in order."""
    marks = {}
    for scaled, (achievement, effort) in zip(queries.scaled_goals(table), levels, strict=False):
        marks[f"{scaled.public_id}-achievement"] = str(achievement)
        marks[f"{scaled.public_id}-achievement-told"] = f"Fortalt {achievement}"
        marks[f"{scaled.public_id}-effort"] = str(effort)
    return {"on": "i dag", "revision": "0", "writer": "ffffff222222"} | marks | more


def sheet_of(table: Attainment) -> AttainmentSheet:
    review = table.reviews.last()
    return queries.sheet(table, queries.scaled_goals(table), review, queries.marks_of(review))


class TestSourceOne:
    def test_the_example_stands_whole_before_and_a_month_later(self, table) -> None:
        sheet = sheet_of(table)
        assert [(goal.achievement.texts[2], goal.effort.texts[2]) for goal in sheet.goals] == [
            each[0] for each in SCALED
        ]
        assert [(goal.achievement.level, goal.achievement.told) for goal in sheet.goals] == [each[1] for each in SCALED]
        assert [(goal.effort.level, goal.effort.told) for goal in sheet.goals] == [each[2] for each in SCALED]
        assert sheet.score == (t_score([4, 3, 3]), 3)
        assert sheet.change == t_change([2, 2, 2], [4, 3, 3])

    def test_it_comes_back_from_json_as_it_was(self, table) -> None:
        sheet = sheet_of(table)
        assert AttainmentSheet.from_json(sheet.to_json(), format=FORMAT) == sheet
        with pytest.raises(ValueError, match="format 9"):
            AttainmentSheet.from_json({}, format=9)

    def test_the_page_says_t_with_its_number_of_goals(self, table, as_person) -> None:
        html = as_person(table.membership.person).get(at(table)).content.decode()
        assert "T 54,6" in html
        assert "av 3 mål. 50 er som forventet." in html
        assert "Endring fra utgangspunktet: 18,3, målt på 3 mål." in html
        plan = as_person(table.membership.person).get(at(table) + "?review=plan").content.decode()
        assert "T 54,6" not in plan


def test_effort_never_enters_t() -> None:
    def sheet(effort: int | None) -> AttainmentSheet:
        goal = GoalLine(RowLine(("",) * 5, 4), RowLine(("",) * 5, effort))
        return AttainmentSheet("L", "K", "", "nb", "2026-01-01", "T", "levels", (goal,))

    assert {sheet(effort).score for effort in (None, 1, 5)} == {(60.0, 1)}


class TestWriting:
    def test_from_nothing_to_a_goal(self, here, as_person) -> None:
        client = as_person(here.leader)
        client.post(
            reverse("attainments", args=[here.membership.public_id]),
            {"title": "Møtene", "review_on": "om en måned", "numbering": "scale"},
        )
        made = Attainment.objects.get(title="Møtene")
        assert made.review_on > timezone.localdate() + timedelta(days=26)
        assert (
            client.post(at(made, "attainment-goal-new"), typed(**{"achievement-4": "Alle, og de takker"})).status_code
            == 303
        )
        html = client.get(at(made)).content.decode()
        assert "Alle, og de takker" in html
        assert "+1" in html
        scaled = made.scaled.get()
        assert (scaled.weight, scaled.baseline) == (1, 2)

    def test_a_day_that_is_none_is_pointed_at(self, here, as_person) -> None:
        response = as_person(here.leader).post(
            reverse("attainments", args=[here.membership.public_id]),
            {"title": "Møtene", "review_on": "når det passer", "numbering": "levels"},
        )
        assert response.status_code == 422
        assert "Skriv datoen som dag.måned.år" in response.content.decode()
        assert "når det passer" in response.content.decode()

    def test_what_is_expected_has_to_be_written_and_the_rest_is_kept(self, table, as_person) -> None:
        response = as_person(table.membership.person).post(
            at(table, "attainment-goal-new"), typed(**{"achievement-3": "", "effort-5": "Hver dag"})
        )
        html = response.content.decode()
        assert response.status_code == 422
        assert "Skriv hva du oppnår når det går som forventet." in html
        assert "Hver dag" in html
        assert table.scaled.count() == 3

    @pytest.mark.parametrize(
        ("field", "value"), [("weight", "-1"), ("weight", "11"), ("weight", "1,5"), ("baseline", "3")]
    )
    def test_weight_and_beginning_are_what_they_can_be(self, table, as_person, field, value) -> None:
        response = as_person(table.membership.person).post(at(table, "attainment-goal-new"), typed(**{field: value}))
        assert response.status_code == 422

    def test_a_double_tap_is_one_goal(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        for _tap in range(2):
            client.post(at(table, "attainment-goal-new"), typed(name="22222222222b"))
        assert table.scaled.count() == 4

    def test_two_tabs_keep_both(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        scaled = table.scaled.first()
        url = at(table, "attainment-goal", scaled.public_id)
        first = typed(revision="1", writer="tabber222222", **{"achievement-3": "Fra den ene"})
        second = typed(revision="1", writer="tabber333333", **{"achievement-3": "Fra den andre"})
        assert client.post(url, first).status_code == 303
        late = client.post(url, second)
        html = late.content.decode()
        assert late.status_code == 409
        assert "Fra den ene" in html
        assert "Fra den andre" in html
        assert 'name="revision" value="2"' in html
        assert client.post(url, second | {"revision": "2"}).status_code == 303
        assert scaled.texts.get(row="achievement").text == "Fra den andre"

    def test_six_goals_are_enough(self, table) -> None:
        for _more in range(3):
            services.write_goal(attainment=table, texts={("achievement", 3): "x", ("effort", 3): "y"})
        with pytest.raises(NotPossible):
            services.write_goal(attainment=table, texts={("achievement", 3): "x", ("effort", 3): "y"})

    def test_gaps_and_overlaps_are_asked_about(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        client.post(
            at(table, "attainment-goal-new"),
            typed(**{"effort-1": "aldri", "effort-3": "2–3 ganger", "effort-4": "3–5 ganger"}),
        )
        html = client.get(at(table) + "?review=plan").content.decode()
        assert "Det står noe på 1 og 3, men ikke mellom dem." in html
        assert "3 og 4 dekker begge 3. Hvor går skillet?" in html

    def test_a_goal_is_taken_off_and_put_back_with_its_marks(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        scaled = table.scaled.first()
        url = at(table, "attainment-goal", scaled.public_id)
        response = client.post(url, {"act": "delete"})
        assert sheet_of(table).score == (t_score([3, 3]), 2)
        assert "Målet er slettet." in client.get(response.headers["Location"]).content.decode()
        client.post(url, {"act": "restore"})
        assert sheet_of(table).score == (t_score([4, 3, 3]), 3)

    def test_a_goal_that_was_taken_off_in_another_window_comes_back_as_it_is_written(self, table, as_person) -> None:
        client, scaled = as_person(table.membership.person), table.scaled.first()
        url = at(table, "attainment-goal", scaled.public_id)
        client.post(url, {"act": "delete"})
        for _tap in range(2):
            assert client.post(url, typed(revision=str(scaled.revision))).status_code == 303
        assert table.scaled.count() == 3
        assert scaled.texts.get(row="achievement").text == "Jeg får svar fra alle"
        assert sheet_of(table).score == (t_score([4, 3, 3]), 3)  # with its marks

    def test_a_table_is_taken_away_back_and_cleared(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        client.post(at(table), {"act": "delete"})
        assert {
            client.get(at(table, name)).status_code for name in ("attainment", "attainment-edit", "attainment-pdf")
        } == {404}
        later = client.get(reverse("attainments", args=[table.membership.public_id])).content.decode()
        assert "Du kan hente det tilbake til i morgen tidlig." in later
        client.post(at(table), {"act": "restore"})
        assert client.get(at(table)).status_code == 200
        Attainment.objects.update(deleted_at=timezone.now() - timedelta(days=1))
        log.clear_deleted(None)
        assert (Attainment.objects.count(), ScaledGoal.objects.count(), Mark.objects.count()) == (0, 0, 0)


class TestReview:
    def test_x_and_words_in_the_cell_that_was_reached(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        sent = reached(table, (5, 3), (2, 4), (3, 3), number="2")
        assert client.post(at(table, "attainment-review-new"), sent).status_code == 303
        assert [mark.level for mark in table.reviews.get(number=2).marks.filter(row="achievement")] == [5, 2, 3]
        assert sheet_of(table).goals[0].achievement.told == "Fortalt 5"
        assert "Fortalt 5" in client.get(at(table)).content.decode()

    def test_the_same_review_twice_from_one_form_is_one(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        for _tap in range(2):
            sent = reached(table, (5, 3), number="2")
            assert client.post(at(table, "attainment-review-new"), sent).status_code == 303
        assert table.reviews.count() == 2

    def test_the_same_review_from_two_tabs_loses_neither(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        url = at(table, "attainment-review-new")
        client.post(url, reached(table, (5, 3), number="2", writer="tabber222222"))
        second = reached(table, (1, 1), number="2", writer="tabber333333")
        late = client.post(url, second)
        html = late.content.decode()
        assert late.status_code == 409
        assert "Fortalt 5" in html
        assert "Fortalt 1" in html
        assert (table.reviews.count(), sheet_of(table).goals[0].achievement.level) == (2, 5)
        assert client.post(url, second | {"revision": "1"}).status_code == 303
        assert (table.reviews.count(), sheet_of(table).goals[0].achievement.level) == (2, 1)

    def test_what_is_told_of_a_goal_that_another_tab_deleted_waits_there_with_it(self, table, as_person) -> None:
        sent = reached(table, (5, 3), (2, 4), (3, 3), number="2")
        second = queries.scaled_goals(table)[1]
        services.delete_goal(scaled=second)
        answer = as_person(table.membership.person).post(at(table, "attainment-review-new"), sent)
        assert answer.status_code == 303
        assert sheet_of(table).goals[1].achievement.told == "Fortalt 2"

    def test_what_is_written_in_a_table_that_another_tab_deleted_brings_it_back(self, table, as_person) -> None:
        client, scaled = as_person(table.membership.person), queries.scaled_goals(table)[0]
        for name, which, sent in (
            ("attainment-review-new", [], reached(table, (5, 3), number="2")),
            ("attainment-goal", [scaled.public_id], typed(revision=str(scaled.revision))),
        ):
            services.delete(attainment=table)
            assert client.post(at(table, name, *which), sent).status_code == 303
            table.refresh_from_db()
            assert table.deleted_at is None
        services.delete(attainment=table)
        assert client.get(at(table, "attainment-review-new")).status_code == 404

    def test_a_review_is_taken_away_back_and_cleared(self, table, as_person) -> None:
        client, review = as_person(table.membership.person), table.reviews.get()
        url = at(table, "attainment-review", review.public_id)
        before = sheet_of(table)
        gone = client.post(url, {"act": "delete"}).headers["Location"]
        assert "er slettet." in client.get(gone).content.decode()
        assert client.get(url).status_code == 404
        assert queries.attainments(table.membership)[0].reviewed == 0
        assert AttainmentKind().snapshot(table.membership, table.public_id).score is None
        client.post(url, {"act": "restore"})
        assert sheet_of(table) == before
        client.post(url, {"act": "delete"})
        sent = reached(table, (5, 3), revision=str(review.revision), number=str(review.number))
        assert client.post(url, sent).status_code == 303  # written in another tab, it is back
        assert queries.reviews(table) == [review]
        Review.objects.update(deleted_at=timezone.now() - timedelta(days=2))
        log.clear_deleted(None)
        assert not Review.objects.exists()

    def test_told_without_a_level_and_nothing_at_all_are_pointed_at(self, table, as_person) -> None:
        client = as_person(table.membership.person)
        name = table.scaled.first().public_id
        url = at(table, "attainment-review-new")
        for sent, says in (
            ({f"{name}-effort-told": "Jeg ringte"}, "Velg hvilket nivå det ble."),
            ({}, "Velg nivået som ble nådd, for minst ett mål."),
            ({f"{name}-effort": "6"}, "Velg et av de fem nivåene."),
            ({f"{name}-effort": "3", "on": "om en uke"}, "Gjennomgangen kan ikke være etter i dag."),
        ):
            response = client.post(url, {"on": "i dag", "number": "2"} | sent)
            assert response.status_code == 422
            assert says in response.content.decode()
        assert table.reviews.count() == 1

    def test_a_review_is_mended(self, table, as_person) -> None:
        review = table.reviews.get()
        url = at(table, "attainment-review", review.public_id)
        client = as_person(table.membership.person)
        assert "Mormor setter virkelig pris" in client.get(url).content.decode()
        client.post(url, reached(table, (1, 1), revision="1"))
        assert sheet_of(table).goals[0].achievement.level == 1

    def test_a_number_that_is_not_the_next_is_none(self, table) -> None:
        mark = services.Reached(table.scaled.first().public_id, "effort", 3)
        with pytest.raises(NotPossible):
            services.write_review(attainment=table, number=9, on=timezone.localdate(), marks=[mark])
        with pytest.raises(ValueError, match="marks something"):
            services.write_review(attainment=table, number=2, on=timezone.localdate(), marks=[])
        assert Review.objects.count() == 1

    def test_a_goal_of_another_table_is_not_marked(self, table) -> None:
        other = services.begin(membership=table.membership, title="En annen")
        foreign = services.write_goal(attainment=other, texts={("achievement", 3): "x", ("effort", 3): "y"})
        services.write_review(
            attainment=table,
            number=2,
            on=timezone.localdate(),
            marks=[services.Reached(foreign.public_id, "effort", 3)],
        )
        assert not foreign.marks.exists()

    def test_a_page_costs_the_same_with_six_goals_as_with_one(self, here, as_person) -> None:
        costs = []
        for count in (1, 6):
            made = services.begin(membership=here.membership, title=f"{count}")
            marks = []
            for _goal in range(count):
                scaled = services.write_goal(attainment=made, texts={("achievement", 3): "x", ("effort", 3): "y"})
                marks.append(services.Reached(scaled.public_id, "achievement", 3))
            services.write_review(attainment=made, number=1, on=timezone.localdate(), marks=marks)
            client = as_person(here.leader)
            with CaptureQueriesContext(connection) as captured:
                client.get(at(made))
            costs.append(len(captured))
        assert costs[0] == costs[1] <= 18


def test_goals_stand_in_their_quadrant_and_beside_one_another() -> None:
    placed = quadrants.stones([(1, 4, 4), (2, 3, 3), (3, 3, 3), (4, 1, 5)])
    assert [stone.quadrant for stone in placed] == ["reached-worked"] * 3 + ["short-worked"]
    assert len({(stone.x, stone.y) for stone in placed}) == 4
    for stone in placed:
        assert quadrants.LEFT < stone.x < quadrants.LEFT + quadrants.SIDE
        assert quadrants.TOP < stone.y < quadrants.TOP + quadrants.SIDE
        assert (stone.y < quadrants.EDGE_Y) == stone.quadrant.startswith("reached")


@pytest.mark.pdf
class TestPrint:
    def test_before_and_after_are_accessible_and_archivable(self, table, as_person) -> None:
        from tests.pdf.accessible import fonts, problems, qpdf_check, text

        client = as_person(table.membership.person)
        response = client.get(at(table, "attainment-pdf"))
        assert problems(response.content) == []
        assert qpdf_check(response.content) in ("", None, [])
        assert fonts(response.content) <= {"Inter", "Inter-Bold", "DejaVu-Sans"}
        words = " ".join(text(response.content).split())
        assert "Planen" in words
        assert "Hvordan gikk det?" in words
        assert "T 54,6" not in words
        with_t = " ".join(text(client.get(at(table, "attainment-pdf") + "?t=1").content).split())
        assert "T 54,6" in with_t
        assert "av 3 mål" in with_t

    def test_the_plan_alone_nothing_at_all_and_far_too_much_are_sound(self, table) -> None:
        from tests.pdf.accessible import problems

        plan = queries.sheet(table, queries.scaled_goals(table))
        nothing = queries.sheet(table, [])
        row = RowLine(("<b>{{7*7}}</b>" + "å" * 480,) * 5, 5, "ord " * 240)
        full = AttainmentSheet(**{**plan.__dict__, "goals": (GoalLine(row, row),) * 6, "reviewed": "2026-01-01"})
        for sheet in (plan, nothing, full):
            assert problems(papers.attainment(sheet, colour="#0a4a56").pdf()) == []


def test_the_agreed_day_is_shown_as_it_was_understood(table, as_person) -> None:
    day = timezone.localdate() + timedelta(days=40)
    client = as_person(table.membership.person)
    client.post(
        at(table, "attainment-edit"),
        {"title": "Nytt navn", "review_on": date_format(day, "d.m.Y"), "numbering": "levels"},
    )
    table.refresh_from_db()
    assert (table.title, table.review_on) == ("Nytt navn", day)
