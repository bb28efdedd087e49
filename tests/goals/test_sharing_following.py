"""A change ladder and a table of attainment are shared as editions: frozen, read, compared, printed and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goals.changes_following import attainment_changes, ladder_changes
from goals.ladder_sheet import LadderSheet, StepLine
from goals.models import Attainment, Ladder
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.services import attainment, ladders, sharing
from programmes.contract import NotPossible
from programmes.models import Share
from programmes.sheets import sheet_kinds
from tests.pdf.accessible import problems, text
from tests.test_pages import Page
from tests.world import Place

pytestmark = pytest.mark.django_db
KINDS = ("ladder", "attainment")


def subject_of(here: Place, kind: str) -> Any:
    return here.membership.ladders.get() if kind == "ladder" else here.membership.attainments.get()


def give(here: Place, kind: str, subject: str, **to: object) -> Share:
    to = to or {"nearest": shared.nearest_of(here.membership)}
    act = sharing.share_with_manager if "nearest" in to else sharing.share_with_group
    return act(membership=here.membership, by=here.leader, purpose="Samtale", kind=kind, subject=subject, **to)


def reword(here: Place, kind: str, words: str) -> None:
    if kind == "ladder":
        ladders.rename(ladder=here.membership.ladders.get(), title=words, goal=None)
    else:
        table = here.membership.attainments.get()
        attainment.settle(attainment=table, title=words, review_on=table.review_on, numbering=table.numbering)


def address(here: Place, name: str, kind: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, kind, *more])


@pytest.mark.parametrize("kind", KINDS)
class TestEditions:
    def test_the_manager_reads_the_day_it_was_given_and_the_leader_alone_what_comes_later(
        self, here, as_person, kind: str
    ) -> None:
        own = subject_of(here, kind)
        reword(here, kind, "Det jeg delte")
        share = give(here, kind, own.public_id)
        reword(here, kind, "Det jeg skrev siden")
        there = reverse("report", args=[share.public_id])
        page = as_person(here.manager).get(there).content.decode()
        assert "Det jeg delte" in page
        assert "Det jeg skrev siden" not in page
        assert Page(page).problems == []
        assert f"{sheet_kinds()[kind].name}: Det jeg delte" in (
            as_person(here.manager).get(reverse("reports")).content.decode()
        )
        mine = as_person(here.leader).get(address(here, "sheet-share", kind, own.public_id)).content.decode()
        assert "1 endring siden da" in mine
        as_person(here.leader).post(reverse("share-again", args=[share.public_id]))
        share.refresh_from_db()
        news = queries_received.news_for(share.replaced_by, here.manager)
        assert [(each.before, each.after) for each in news[1]] == [("", "Det jeg skrev siden")]

    def test_taken_back_nobody_reads_it(self, here, as_person, kind: str) -> None:
        share = give(here, kind, subject_of(here, kind).public_id)
        there = reverse("report", args=[share.public_id])
        assert as_person(here.manager).get(there).status_code == 200
        home = sheet_kinds()[kind].home(here.membership, share.edition.subject)
        assert "Hvem som ser det" in as_person(here.leader).get(home).content.decode()
        as_person(here.leader).post(reverse("share-withdraw", args=[share.public_id]))
        assert as_person(here.manager).get(there).status_code == 404
        assert "Hvem som ser det" not in as_person(here.leader).get(home).content.decode()

    def test_through_the_forms_and_never_to_hr(self, here, as_person, kind: str) -> None:
        own, client = subject_of(here, kind), as_person(here.leader)
        typed = {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"}
        assert client.post(address(here, "share-manager", kind, own.public_id), typed).status_code == 303
        seen = shared.groups_of(here.membership)[0].seen
        group = address(here, "share-group", kind, own.public_id, here.groups[0].public_id)
        assert client.post(group, {"to": seen, "purpose": "Støtte", "days": "90"}).status_code == 303
        assert client.get(address(here, "hand-in", kind, own.public_id)).status_code == 404
        assert {share.audience for share in Share.objects.filter(edition__kind=kind)} == {"manager", "group"}

    def test_anothers_none_or_a_deleted_one_cannot_be_shared(self, here, as_person, kind: str) -> None:
        own = subject_of(here, kind)
        for person, subject in ((here.leader, "aaaaaaaaaaaa"), (here.leaders[1].membership.person, own.public_id)):
            assert as_person(person).get(address(here, "sheet-share", kind, subject)).status_code == 404
        assert as_person(here.leader).get(address(here, "sheet-share", kind)).status_code == 404
        (ladders if kind == "ladder" else attainment).delete(**{kind: own})
        assert as_person(here.leader).get(address(here, "sheet-share", kind, own.public_id)).status_code == 404

    def test_an_empty_one_is_not_shared(self, here, as_person, kind: str) -> None:
        begin = ladders.begin if kind == "ladder" else attainment.begin
        empty = begin(membership=here.membership, title="Tom")
        with pytest.raises(NotPossible):
            give(here, kind, empty.public_id)
        page = as_person(here.leader).get(address(here, "sheet-share", kind, empty.public_id)).content.decode()
        assert str(sheet_kinds()[kind].first) in page

    def test_a_copy_reads_back_as_it_was(self, here, kind: str) -> None:
        of = sheet_kinds()[kind]
        frozen = of.snapshot(here.membership, subject_of(here, kind).public_id)
        assert of.read(frozen.to_json(), format=1) == frozen
        assert frozen.manager
        assert of.changes(frozen, replace(frozen, date="2020-01-01")) == []
        with pytest.raises(ValueError):
            of.read(frozen.to_json(), format=2)

    @pytest.mark.pdf
    def test_its_print_is_accessible_and_as_it_was_given(self, here, as_person, kind: str) -> None:
        reword(here, kind, "Utskriftsmerke")
        share = give(here, kind, subject_of(here, kind).public_id)
        reword(here, kind, "Noe annet")
        for person, name in ((here.manager, "report-pdf"), (here.leader, "own-edition-pdf")):
            pdf = as_person(person).get(reverse(name, args=[share.public_id])).content
            assert problems(pdf) == []
            assert "Utskriftsmerke" in text(pdf)

    def test_twenty_ask_no_more_of_the_database_than_one(self, here, as_person, kind: str) -> None:
        counted = []
        client = as_person(here.manager)
        for many in (1, 19):
            for number in range(many):
                give(here, kind, another(here, kind, f"Nr. {many}-{number}"))
            client.get(reverse("reports"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("reports"))
            counted.append(len(asked))
        assert counted[0] == counted[1]


def another(here: Place, kind: str, title: str) -> str:
    """Another of the leader's, with something in it."""
    if kind == "ladder":
        made: Ladder | Attainment = ladders.begin(membership=here.membership, title=title)
        ladders.add_step(ladder=made, text="Et trinn")
    else:
        made = attainment.begin(membership=here.membership, title=title)
        made.scaled.create(position=1)
    return made.public_id


def ladder(*steps: StepLine, goal: str = "Målet mitt") -> LadderSheet:
    return LadderSheet("L", "K", "E", "nb", timezone.localdate().isoformat(), goal, steps)


def test_the_changes_of_a_ladder() -> None:
    low, high = StepLine("Lett", 40, 60), StepLine("Vanskelig", None, None)
    assert ladder_changes(ladder(low, high), ladder(low, high)) == []
    found = ladder_changes(ladder(low, high), ladder(high, replace(low, now=70), StepLine("Nytt", None, None)))
    assert [(each.what, each.how) for each in found] == [
        ("step", "changed"),
        ("step", "added"),
        ("order", "changed"),
    ]
    assert "70" in found[0].after
    gone = ladder_changes(ladder(low, high), ladder(low))
    assert [(each.how, each.before) for each in gone] == [("removed", "Vanskelig")]
    twins = ladder_changes(ladder(low, low), ladder(low))
    assert [each.how for each in twins] == ["removed"]


def test_the_changes_of_a_table(here) -> None:
    before = sheet_kinds()["attainment"].snapshot(here.membership, here.membership.attainments.get().public_id)
    goal = before.goals[0]
    texts = (*goal.achievement.texts[:2], "Noe ganske annet", *goal.achievement.texts[3:])
    row = replace(goal.achievement, texts=texts, level=5, told="Det gikk")
    after = replace(before, goals=(replace(goal, achievement=row), *before.goals[1:]))
    found = attainment_changes(before, after)
    assert [(each.what, each.about) for each in found] == [("level", "Mål 1"), ("reached", "Mål 1")]
    assert "Det gikk" in found[1].after
