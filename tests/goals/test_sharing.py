"""Shared with manager, group and HR: who may read what, for how long, and who hears of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from config.days import midnight
from config.jobs import take_one
from config.models import Job
from goals import exports, workbooks
from goals.models import Action, Area
from goals.queries import handed_in as queries_handed_in
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.queries.threads import Line, Thread
from goals.services import cards, comments, notices, sharing
from goals.services.cards import GoalText
from programmes.contract import NotPossible
from programmes.models import (
    Comment,
    Edition,
    GroupMember,
    Look,
    Membership,
    NearestManager,
    Participation,
    Person,
    Share,
    Trail,
)
from tests import world as worlds
from tests.world import Place

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def url(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def rewrite(here: Place, text: str = "Helt nytt mål") -> None:
    """The leader's first area, written anew."""
    area = here.membership.goal_card.areas.first()
    goals = [GoalText(text, [], [("Øve", "Innen juni")])]
    cards.save_area(membership=here.membership, name=area.public_id, title=area.title, source="", goals=goals)


def shared_again(here: Place, share: Share) -> Share:
    rewrite(here, f"Nytt mål etter {share.public_id}")
    return sharing.again(share=share, by=here.leader)


def receivers_on(client: Client, here: Place) -> str:
    """Who sees it, as the head of the card says."""
    html = client.get(url(here, "goal-card")).content.decode()
    return re.search(r'goal-card/share/">([^<]*)</a></dd>', html)[1]


def manager_change(here: Place, to: Membership) -> NearestManager:
    """From today somebody else is the nearest manager."""
    here.membership.managers.filter(until__isnull=True).update(until=timezone.localdate() - DAY)
    return NearestManager.objects.create(leader=here.membership, manager=to)


def reads(person: Person, share: Share) -> bool:
    """Whether the person finds it on the page of their role, and as a file."""
    client = Client()
    client.force_login(person)
    if share.audience == Share.Audience.MANAGER:
        pages = [reverse("report", args=[share.public_id])]
    else:
        programme = share.programme or share.seat.participation.programme
        name = "handed-in-sheet" if share.programme else "group-sheet"
        pages = [reverse(name, args=[programme.public_id, share.public_id])]
    found = {client.get(page).status_code for page in pages}
    assert found <= {200, 303, 404}  # 303: to the edition that took its place
    return found == {200}


class TestHandingIn:
    def test_hr_gets_the_card_as_it_was_then(self, here, as_person) -> None:
        area = here.membership.goal_card.areas.first()
        cards.save_area(
            membership=here.membership,
            name=area.public_id,
            title="Helt annet",
            source="",
            goals=[GoalText("Nytt", [], [])],
        )
        page = as_person(here.hr).get(reverse("handed-in-sheet", args=[here.programme.public_id, here.share.public_id]))
        html = page.content.decode()
        assert "Seljordmerke område" in html
        assert "Helt annet" not in html

    def test_nothing_of_a_draft_reaches_hr(self, here, as_person) -> None:
        fellow = here.leaders[1].membership
        cards.save_area(membership=fellow, title="Hemmelig", source="", goals=[GoalText("Upublisert", [], [])])
        client = as_person(here.hr)
        listing = client.get(reverse("handed-in", args=[here.programme.public_id])).content.decode()
        assert fellow.person.name in listing
        assert "Hemmelig" not in listing
        assert client.get(reverse("goal-card", args=[fellow.public_id])).status_code == 404
        assert client.get(reverse("goal-card-pdf", args=[fellow.public_id])).status_code == 404

    def test_an_empty_card_is_not_handed_in(self, here, as_person) -> None:
        fellow = here.leaders[1].membership
        response = as_person(fellow.person).post(
            reverse("hand-in", args=[fellow.public_id, "goal-card"]), {"programme": here.programme.public_id}
        )
        assert response.status_code == 422
        assert "Skriv minst ett utviklingsområde" in response.content.decode()
        assert not Edition.objects.filter(membership=fellow).exists()

    def test_it_is_read_before_it_is_given_and_says_what_is_not_written(self, here, as_person) -> None:
        client, fellow = as_person(here.leader), here.leaders[1].membership
        own_group = shared.groups_of(here.membership)[0].seat.group.public_id
        addresses = [
            url(here, "hand-in", "goal-card"),
            url(here, "share-manager", "goal-card"),
            url(here, "share-group", "goal-card", own_group),
        ]
        pages = [client.get(address).content.decode() for address in addresses]
        assert all("Seljordmerke område" in html and "mestringstroen" in html for html in pages)
        assert not any("har ingen målformulering ennå" in html for html in pages)
        cards.save_area(membership=here.membership, title="Bare et område", source="", goals=[GoalText("", [], [])])
        for address in addresses:
            html = client.get(address).content.decode()
            assert "Bare et område" in html
            assert "Ett område har ingen målformulering ennå." in html
        cards.save_area(membership=fellow, title="Hemmelig", source="", goals=[])
        assert "Hemmelig" not in client.get(addresses[0]).content.decode()

    def test_how_far_the_leader_has_come_is_in_no_copy(self, here) -> None:
        rewrite(here)
        Action.objects.update(status=Action.Status.DOING)
        given = sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader)
        found = [
            action for area in given.edition.sheet["areas"] for goal in area["goals"] for action in goal["actions"]
        ]
        assert {action["status"] for action in found} == {""}

    def test_only_to_a_programme_one_is_in(self, world, as_person) -> None:
        response = as_person(world.here.leader).post(
            url(world.here, "hand-in", "goal-card"), {"programme": world.elsewhere.programme.public_id}
        )
        assert response.status_code == 422
        assert Share.objects.filter(programme=world.elsewhere.programme).count() == 1

    def test_a_later_one_takes_the_place_of_one_nobody_opened(self, here) -> None:
        later = sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader)
        here.share.refresh_from_db()
        assert here.share.withdrawn_at is not None
        assert later.edition.number == 4
        assert [line.share for line in queries_handed_in.hand_ins(here.programme) if line.share] == [later]

    def test_withdrawn_is_gone_for_hr(self, here, as_person) -> None:
        as_person(here.leader).post(reverse("share-withdraw", args=[here.share.public_id]))
        address = reverse("handed-in-pdf", args=[here.programme.public_id, here.share.public_id])
        assert as_person(here.hr).post(address).status_code == 404

    def test_the_page_says_who_sees_it_whichever_edition_it_is(self, here, as_person) -> None:
        client = as_person(here.leader)
        sharing.fetch(share=here.share, by=here.hr)
        later = sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader)
        sharing.withdraw(share=later, by=here.leader)
        assert "HR" in receivers_on(client, here)
        Share.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
        assert receivers_on(client, here) == "Bare du"
        assert "Tiden er ute" in client.get(url(here, "sheet-share", "goal-card")).content.decode()

    def test_what_was_withdrawn_is_not_handed_out(self, here) -> None:
        sharing.withdraw(share=here.share, by=here.leader)
        with pytest.raises(NotPossible):
            sharing.fetch(share=here.share, by=here.hr)

    def test_an_address_that_is_only_looked_at_fetches_nothing(self, here, as_person) -> None:
        """What scans or fetches links ahead takes no leader's right to withdraw."""
        address = reverse("handed-in-pdf", args=[here.programme.public_id, here.share.public_id])
        client = as_person(here.hr)
        assert {client.get(address).status_code, client.head(address).status_code} == {405}
        assert not Look.objects.exists()
        assert as_person(here.leader).post(reverse("share-withdraw", args=[here.share.public_id])).status_code == 303

    def test_a_copy_that_nobody_reads_any_longer_is_deleted_by_its_leader(self, here, as_person) -> None:
        client, share = as_person(here.leader), here.to_manager
        at = reverse("share-discard", args=[share.public_id])
        assert client.post(at).status_code == 409
        sharing.withdraw(share=share, by=here.leader)
        edition, others = share.edition_id, share.edition.shares.exclude(pk=share.pk).count()
        assert "Slett kopien" in client.get(url(here, "sheet-share", "goal-card")).content.decode()
        assert [client.post(at).status_code for _twice in range(2)] == [303, 404]
        assert not Share.objects.filter(pk=share.pk).exists()
        assert Edition.objects.filter(pk=edition).exists() is bool(others)
        sharing.withdraw(share=here.share, by=here.leader)
        alone = here.share.edition
        client.post(reverse("share-discard", args=[here.share.public_id]))
        assert Edition.objects.filter(pk=alone.pk).exists() is alone.shares.exists()

    def test_what_is_withdrawn_in_the_moment_that_it_is_opened_is_not_read(self, here, as_person, monkeypatch) -> None:
        """The policy has found it; before the page is drawn, its leader takes it back."""
        share, client = here.to_manager, as_person(here.manager)
        page = reverse("report", args=[share.public_id])
        assert client.get(page).status_code == 200
        news = queries_received.news_for

        def meanwhile(*found: Any) -> Any:
            sharing.withdraw(share=Share.objects.get(pk=share.pk), by=here.leader)
            return news(*found)

        monkeypatch.setattr(queries_received, "news_for", meanwhile)
        looks = Look.objects.count()
        assert client.get(page).status_code == 404
        assert Look.objects.count() == looks

    def test_what_hr_has_fetched_cannot_be_taken_back(self, here, as_person) -> None:
        sharing.fetch(share=here.share, by=here.hr)
        response = as_person(here.leader).post(reverse("share-withdraw", args=[here.share.public_id]))
        assert response.status_code == 409
        assert "kan være arkivert" in response.content.decode()
        here.share.refresh_from_db()
        assert here.share.withdrawn_at is None

    def test_after_its_last_day_hr_finds_nothing(self, here, as_person) -> None:
        Share.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
        address = reverse("handed-in-sheet", args=[here.programme.public_id, here.share.public_id])
        assert as_person(here.hr).get(address).status_code == 404

    def test_the_leader_sees_who_has_opened_it(self, here, as_person) -> None:
        as_person(here.hr).get(reverse("handed-in-sheet", args=[here.programme.public_id, here.share.public_id]))
        (look,) = Look.objects.all()
        assert look.person == here.hr
        (row,) = [row for row in shared.shared_by([here.membership]) if row.share == here.share]
        assert [(each.person, each.fetched) for each in row.looks] == [(here.hr, False)]
        page = as_person(here.leader).get(url(here, "sheet-share", "goal-card")).content.decode()
        assert f"{here.hr.name} <span" in page


class TestManager:
    def test_the_manager_of_the_day_reads_it_as_it_was_then(self, here, as_person) -> None:
        rewrite(here)
        html = as_person(here.manager).get(reverse("report", args=[here.to_manager.public_id])).content.decode()
        assert "Seljordmerke område" in html
        assert "Helt nytt mål" not in html

    def test_a_new_manager_sees_nothing_until_it_is_shared_again(self, here) -> None:
        after = worlds.member(worlds.person("Ny Overordna"), here.municipality)
        manager_change(here, after)
        assert not reads(after.person, here.to_manager)
        assert list(shared.open_to_manager(after.person)) == []
        with pytest.raises(NotPossible, match="en annen nærmeste leder"):
            sharing.again(share=here.to_manager, by=here.leader)
        given = sharing.share_with_manager(
            membership=here.membership, nearest=shared.nearest_of(here.membership), by=here.leader, purpose="Samtaler"
        )
        assert reads(after.person, given)

    def test_a_former_manager_loses_it_and_gets_nothing_back_by_returning(self, here) -> None:
        boss = here.to_manager.nearest.manager
        manager_change(here, worlds.member(worlds.person("Ny Overordna"), here.municipality))
        assert not reads(here.manager, here.to_manager)
        manager_change_back = here.membership.managers.filter(until__isnull=True)
        manager_change_back.update(since=timezone.localdate() - DAY, until=timezone.localdate() - DAY)
        NearestManager.objects.create(leader=here.membership, manager=boss)
        assert shared.nearest_of(here.membership).manager == boss
        assert not reads(here.manager, here.to_manager)

    def test_a_deputy_reads_from_their_first_day_to_their_last(self, here) -> None:
        deputy = worlds.member(worlds.person("Vikar Overordna"), here.municipality)
        row = manager_change(here, deputy)
        NearestManager.objects.filter(pk=row.pk).update(until=timezone.localdate())
        given = sharing.share_with_manager(membership=here.membership, nearest=row, by=here.leader, purpose="Vikar")
        assert reads(deputy.person, given)
        NearestManager.objects.filter(pk=row.pk).update(since=F("since") - DAY, until=timezone.localdate() - DAY)
        assert not reads(deputy.person, given)
        (row_now,) = [each for each in shared.shared_by([here.membership]) if each.share == given]
        assert (row_now.state, row_now.is_open, row_now.can_withdraw) == ("over", False, True)

    def test_the_form_names_the_manager_so_that_nobody_else_gets_it(self, here, as_person) -> None:
        manager_change(here, worlds.member(worlds.person("Ny Overordna"), here.municipality))
        typed = {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"}
        response = as_person(here.leader).post(url(here, "share-manager", "goal-card"), typed)
        assert response.status_code == 422
        assert "Du har fått en annen nærmeste leder" in response.content.decode()
        assert Share.objects.filter(audience="manager", edition__membership=here.membership).count() == 1

    def test_what_for_and_how_long_is_asked_and_kept(self, here, as_person) -> None:
        client, to = as_person(here.leader), here.to_manager.nearest.manager.public_id
        response = client.post(url(here, "share-manager", "goal-card"), {"to": to, "purpose": " ", "days": "9999"})
        assert response.status_code == 422
        assert "Skriv kort hva det skal brukes til." in response.content.decode()
        assert "Velg tre måneder, et halvt år eller ett år." in response.content.decode()
        client.post(url(here, "share-manager", "goal-card"), {"to": to, "purpose": "Lønn er det ikke", "days": "90"})
        given = Share.objects.filter(edition__membership=here.membership).order_by("-pk").first()
        assert (given.purpose, given.ends_on) == ("Lønn er det ikke", timezone.localdate() + timedelta(days=90))
        assert given.replaces == here.to_manager

    def test_nothing_is_shared_longer_than_a_year(self, here) -> None:
        given = sharing.share_with_manager(
            membership=here.membership,
            nearest=here.to_manager.nearest,
            by=here.leader,
            purpose="Samtaler",
            ends_on=date.max,
        )
        assert given.ends_on == timezone.localdate() + timedelta(days=365)

    def test_the_list_marks_what_is_unread_and_what_is_answered(self, here, as_person) -> None:
        client = as_person(here.manager)
        assert "Ulest" in client.get(reverse("reports")).content.decode()
        client.get(reverse("report", args=[here.to_manager.public_id]))
        assert "Ulest" not in client.get(reverse("reports")).content.decode()
        comments.write(thread=Thread(here.to_manager, True), text="Svar")
        assert "Nytt svar" in client.get(reverse("reports")).content.decode()

    def test_the_start_page_says_at_once_what_waits(self, here, as_person) -> None:
        client = as_person(here.manager)
        html = client.get(reverse("start")).content.decode()
        assert "1 målkort venter på deg" in html
        assert here.leader.name in html
        client.get(reverse("report", args=[here.to_manager.public_id]))
        assert "Du har lest det" in client.get(reverse("start")).content.decode()

    def test_the_leader_is_told_of_a_comment_until_it_is_answered_or_old(self, here, as_person) -> None:
        def told() -> bool:
            return "har kommentert målkortet ditt" in as_person(here.leader).get(reverse("start")).content.decode()

        here.to_manager.comments.all().delete()
        assert not told()
        comments.write(thread=Thread(here.to_manager, False), text="Fint")
        assert told()
        here.to_manager.comments.update(written_at=timezone.now() - timedelta(days=15))
        assert not told()
        here.to_manager.comments.update(written_at=timezone.now())
        comments.write(thread=Thread(here.to_manager, True), text="Takk")
        assert not told()

    def test_a_manager_with_whom_nothing_is_shared_is_told_so(self, here, as_person) -> None:
        sharing.withdraw(share=here.to_manager, by=here.leader)
        html = as_person(here.manager).get(reverse("reports")).content.decode()
        assert "Ingen deler noe med deg nå" in html
        assert here.leader.name not in html

    def test_withdrawn_is_gone_at_once_also_as_a_file_and_what_was_said(self, here, as_person) -> None:
        sharing.withdraw(share=here.to_manager, by=here.leader)
        client, name = as_person(here.manager), here.to_manager.public_id
        said = Comment.objects.get(share=here.to_manager)
        gone = [
            reverse("report", args=[name]),
            reverse("report-pdf", args=[name]),
            reverse("comment-new", args=[name]),
            reverse("comment-edit", args=[name, said.public_id]),
        ]
        assert {client.get(address).status_code for address in gone} == {404}
        assert said.text in as_person(here.leader).get(reverse("edition", args=[name])).content.decode()

    def test_an_old_address_leads_to_the_edition_that_took_its_place(self, here, as_person) -> None:
        first = here.to_manager
        second = shared_again(here, first)
        third = shared_again(here, second)
        client = as_person(here.manager)
        for old in (first, second):
            assert client.get(reverse("report", args=[old.public_id])).headers["Location"] == reverse(
                "report", args=[third.public_id]
            )
        sharing.withdraw(share=third, by=here.leader)
        for each in (first, second, third):
            assert client.get(reverse("report", args=[each.public_id])).status_code == 404

    @pytest.mark.parametrize("act", ["comment-new", "comment-edit"])
    def test_what_a_manager_wrote_too_late_is_not_lost(self, here, as_person, act) -> None:
        said = here.to_manager.comments.get()
        which = [said.public_id] if act == "comment-edit" else []
        address = reverse(act, args=[here.to_manager.public_id, *which])
        newer = shared_again(here, here.to_manager)
        client = as_person(here.manager)
        words = {"text": "Hva trenger <du> av meg?"}
        if act == "comment-new":
            moved = client.post(address, words)
            assert (moved.status_code, newer.comments.count()) == (409, 0)
            assert "Det er delt en ny utgave mens du skrev" in moved.content.decode()
            assert "Hva trenger &lt;du&gt; av meg?</textarea>" in moved.content.decode()
        sharing.withdraw(share=newer, by=here.leader)
        over = client.post(address, words)
        assert over.status_code == 404
        assert "Hva trenger &lt;du&gt; av meg?</textarea>" in over.content.decode()
        assert here.leader.name not in over.content.decode()
        assert Comment.objects.filter(text__contains="trenger").count() == 0

    def test_after_its_last_day_the_manager_finds_nothing(self, here) -> None:
        Share.objects.update(ends_on=timezone.localdate())
        assert reads(here.manager, here.to_manager)
        Share.objects.update(ends_on=timezone.localdate() - DAY)
        assert not reads(here.manager, here.to_manager)


class TestWhoHasLeft:
    def test_one_is_not_offered_to_hand_in_where_one_is_not(self, here, as_person) -> None:
        sharing.fetch(share=here.share, by=here.hr)
        rewrite(here)
        client, page = as_person(here.leader), url(here, "sheet-share", "goal-card")
        assert "Lever på nytt" in client.get(page).content.decode()
        Participation.objects.filter(membership=here.membership).update(until=timezone.localdate() - DAY)
        after = client.get(page).content.decode()
        assert "Lever på nytt" not in after
        assert "Du kan levere en ny" not in after
        assert "Del på nytt" in after

    def test_what_was_handed_in_is_the_same_in_every_list(self, here, as_person) -> None:
        Participation.objects.filter(membership=here.membership).update(until=timezone.localdate() - DAY)
        [line] = [each for each in queries_handed_in.hand_ins(here.programme) if each.share]
        assert (line.name, line.has_left, line.share) == (here.leader.name, True, here.share)
        assert exports.to_print(here.programme) == [here.share]
        page = as_person(here.hr).get(reverse("handed-in", args=[here.programme.public_id])).content.decode()
        assert "ikke med lenger" in page
        assert f"0 av {len(here.leaders) - 1} har levert" in page
        assert f"{here.leader.name} (ikke med lenger)" in [workbooks.line_of(line)[0]]
        assert sharing.fetch_rows(programme=here.programme, by=here.hr) == [here.share.edition]


class TestComments:
    def test_two_speak_and_nobody_else_hears(self, here, as_person) -> None:
        place = reverse("comment-new", args=[here.to_manager.public_id])
        as_person(here.manager).post(place, {"text": "Bra mål. Hva trenger du av meg?"})
        as_person(here.leader).post(place, {"text": "En halvtime i uken."})
        said = list(here.to_manager.comments.values_list("is_leaders", "text"))
        assert said == [
            (False, "Seljordmerke kommentar"),
            (False, "Bra mål. Hva trenger du av meg?"),
            (True, "En halvtime i uken."),
        ]
        for other in (here.hr, here.facilitator, here.leaders[1].person):
            assert as_person(other).post(place, {"text": "Hei"}).status_code == 404
        sheet = reverse("handed-in-sheet", args=[here.programme.public_id, here.share.public_id])
        assert "En halvtime" not in as_person(here.hr).get(sheet).content.decode()

    def test_a_double_tap_says_it_once(self, here, as_person) -> None:
        client, place = as_person(here.manager), reverse("comment-new", args=[here.to_manager.public_id])
        assert [client.post(place, {"text": "Bra."}).status_code for _twice in range(2)] == [303, 303]
        assert client.post(place, {"text": "Bra!"}).status_code == 303
        assert list(here.to_manager.comments.values_list("text", flat=True))[-2:] == ["Bra.", "Bra!"]

    def test_an_empty_or_long_comment_is_kept_and_said(self, here, as_person) -> None:
        client, place = as_person(here.manager), reverse("comment-new", args=[here.to_manager.public_id])
        empty = client.post(place, {"text": "  "})
        assert (empty.status_code, "Skriv noe først" in empty.content.decode()) == (422, True)
        long = client.post(place, {"text": "å" * 2001})
        assert (long.status_code, "å" * 2001 in long.content.decode()) == (422, True)
        assert here.to_manager.comments.count() == 1

    def test_it_is_its_writers_to_change_for_a_day(self, here, as_person) -> None:
        said = here.to_manager.comments.get()
        edit = reverse("comment-edit", args=[here.to_manager.public_id, said.public_id])
        assert as_person(here.leader).post(edit, {"text": "Noe annet"}).status_code == 404
        as_person(here.manager).post(edit, {"text": "Bedre sagt"})
        said.refresh_from_db()
        assert (said.text, said.edited_at is None) == ("Bedre sagt", False)
        Comment.objects.update(written_at=timezone.now() - timedelta(hours=25), edited_at=None)
        late = as_person(here.manager).post(edit, {"text": "For sent"})
        assert (late.status_code, "24 timer" in late.content.decode()) == (409, True)
        remove = reverse("comment-delete", args=[here.to_manager.public_id, said.public_id])
        assert as_person(here.manager).post(remove).status_code == 409
        said.refresh_from_db()
        assert said.text == "Bedre sagt"

    def test_it_stays_its_writers_when_the_leader_has_shared_anew(self, here, as_person) -> None:
        said = here.to_manager.comments.get()
        newer = shared_again(here, here.to_manager)
        client = as_person(here.manager)
        edit = reverse("comment-edit", args=[here.to_manager.public_id, said.public_id])
        assert edit in client.get(reverse("report", args=[newer.public_id])).content.decode()
        assert client.get(edit).status_code == 200
        assert client.post(edit, {"text": "Bedre sagt"}).status_code == 303
        said.refresh_from_db()
        assert (said.text, newer.comments.count()) == ("Bedre sagt", 0)
        remove = reverse("comment-delete", args=[here.to_manager.public_id, said.public_id])
        gone = client.post(remove).headers["Location"]
        page = client.get(gone.partition("#")[0])
        assert page.status_code == 200
        assert "er slettet." in page.content.decode()
        client.post(remove, {"act": "restore"})
        said.refresh_from_db()
        assert said.deleted_at is None
        assert as_person(here.leader).post(edit, {"text": "Ikke mitt"}).status_code == 404

    def test_one_may_take_it_back(self, here, as_person) -> None:
        said = here.to_manager.comments.get()
        address = reverse("comment-delete", args=[here.to_manager.public_id, said.public_id])
        as_person(here.manager).get(address)
        assert here.to_manager.comments.count() == 1
        manager = as_person(here.manager)
        gone = manager.get(manager.post(address).headers["Location"]).content.decode()
        assert "er slettet" in gone
        assert "Angre" in gone
        assert here.to_manager.comments.standing().count() == 0
        assert (
            said.text
            not in as_person(here.leader).get(reverse("edition", args=[here.to_manager.public_id])).content.decode()
        )
        others = f"?deleted={said.public_id}"
        assert (
            "Angre"
            not in as_person(here.leader)
            .get(reverse("edition", args=[here.to_manager.public_id]) + others)
            .content.decode()
        )
        edit = reverse("comment-edit", args=[here.to_manager.public_id, said.public_id])
        kept = as_person(here.manager).post(edit, {"text": "Skrevet i en annen fane"})
        assert (kept.status_code, "Skrevet i en annen fane" in kept.content.decode()) == (409, True)
        back = manager.get(manager.post(address, {"act": "restore"}).headers["Location"]).content.decode()
        assert said.text in back
        assert here.to_manager.comments.standing().count() == 1

    def test_what_was_deleted_before_today_is_gone(self, here) -> None:
        said = here.to_manager.comments.get()
        Comment.objects.update(deleted_at=timezone.now())
        comments.clear_deleted(None)
        assert Comment.objects.count() == 1
        Comment.objects.update(deleted_at=midnight() - timedelta(seconds=1))
        comments.clear_deleted(None)
        assert not Comment.objects.filter(pk=said.pk).exists()

    def test_what_was_said_goes_along_to_the_next_edition_but_not_past_a_withdrawal(self, here, as_person) -> None:
        def read(share: Share) -> str:
            return as_person(here.manager).get(reverse("report", args=[share.public_id])).content.decode()

        said = here.to_manager.comments.get()
        rewrite(here, "Et nytt mål")
        second = sharing.again(share=here.to_manager, by=here.leader)
        nearest = second.nearest
        assert nearest
        what = {"membership": here.membership, "by": here.leader, "purpose": "Samtale", "nearest": nearest}
        third = sharing.share_with_manager(**what)
        assert third.replaces == second
        assert said.text in read(third)
        assert reverse("comment-edit", args=[third.public_id, said.public_id]) not in read(third)
        comments.write(thread=Thread(third, True), text="Takk, det hjelper.")
        assert "Takk, det hjelper." in read(third)
        sharing.withdraw(share=third, by=here.leader)
        fourth = sharing.share_with_manager(**what)
        assert said.text not in read(fourth)
        assert "Takk, det hjelper." not in read(fourth)

    def test_nothing_is_said_into_the_void(self, here) -> None:
        sharing.withdraw(share=here.to_manager, by=here.leader)
        with pytest.raises(NotPossible):
            comments.write(thread=Thread(here.to_manager, True), text="Hallo")
        line = Line(here.to_manager.comments.get(), Thread(Share.objects.get(pk=here.to_manager.pk), False))
        assert not line.can_change


class TestGroup:
    def test_on_the_groups_page_one_sees_what_one_shares_oneself(self, here, as_person) -> None:
        url, link = (
            reverse("group", args=[here.programme.public_id]),
            reverse("edition", args=[here.to_group.public_id]),
        )
        client = as_person(here.leader)
        assert link in client.get(url).content.decode()
        assert link not in as_person(here.leaders[1].person).get(url).content.decode()
        sharing.withdraw(share=here.to_group, by=here.leader)
        assert link not in client.get(url).content.decode()

    def test_those_who_sat_in_the_group_that_day_read_it_and_no_others(self, here) -> None:
        people = [seat.person for seat in here.leaders]
        assert [reads(each, here.to_group) for each in people] == [False, True, True, False, False, False]

    def test_who_joins_later_sees_nothing(self, here) -> None:
        late = here.leaders[3]
        GroupMember.objects.filter(participation=late).update(until=timezone.localdate() - DAY)
        GroupMember.objects.create(group=here.groups[0], participation=late, since=timezone.localdate() - DAY)
        assert not reads(late.person, here.to_group)

    def test_leaving_the_group_ends_it_both_ways(self, here) -> None:
        seats = GroupMember.objects.filter(group=here.groups[0]).order_by("pk")
        first, second, third = seats
        GroupMember.objects.filter(pk=second.pk).update(until=timezone.localdate() - DAY)
        assert [reads(shared.person_of(each), here.to_group) for each in (second, third)] == [False, True]
        GroupMember.objects.filter(pk=first.pk).update(until=timezone.localdate() - DAY)
        assert not reads(shared.person_of(third), here.to_group)

    def test_a_leader_who_left_the_programme_reads_nothing_there(self, here) -> None:
        fellow = here.leaders[1]
        Participation.objects.filter(pk=fellow.pk).update(until=timezone.localdate() - DAY)
        assert not reads(fellow.person, here.to_group)

    def test_the_form_names_those_who_will_see_it(self, here, as_person) -> None:
        client = as_person(here.leader)
        address = url(here, "share-group", "goal-card", here.groups[0].public_id)
        html = client.get(address).content.decode()
        names = ", ".join(seat.name for seat in here.leaders[1:3])
        assert names in html
        assert here.leaders[3].name not in html
        sent = {"to": shared.groups_of(here.membership)[0].seen, "purpose": "Støtte", "days": "90"}
        # Another sits there by the time it is sent, whose name is the same.
        Person.objects.filter(pk=here.leaders[3].membership.person_id).update(name=here.leaders[2].name)
        places = GroupMember.objects.filter(participation__in=here.leaders[2:4])
        first, second = places.order_by("participation__pk")

        def sit(one: GroupMember, other: GroupMember) -> None:
            for place, group in ((one, here.groups[0]), (other, here.groups[1])):
                GroupMember.objects.filter(pk=place.pk).update(group=group)

        sit(second, first)
        instead = client.post(address, sent)
        assert (instead.status_code, "Noen har kommet til" in instead.content.decode()) == (422, True)
        sit(first, second)
        assert client.post(address, sent).status_code == 303
        assert client.get(url(here, "share-group", "goal-card", here.groups[1].public_id)).status_code == 404


class TestAgain:
    def test_one_tap_gives_the_same_receiver_a_new_edition(self, here, as_person) -> None:
        rewrite(here)
        as_person(here.leader).post(reverse("share-again", args=[here.to_manager.public_id]))
        here.to_manager.refresh_from_db()
        later = here.to_manager.replaced_by
        assert here.to_manager.withdrawn_at == later.shared_at
        same = ("audience", "nearest", "purpose", "ends_on")
        assert [getattr(later, name) for name in same] == [getattr(here.to_manager, name) for name in same]
        assert (reads(here.manager, here.to_manager), reads(here.manager, later)) == (False, True)
        assert as_person(here.leader).get(reverse("edition", args=[here.to_manager.public_id])).status_code == 200

    def test_after_one_that_was_withdrawn_comes_another(self, here, as_person) -> None:
        """HR has fetched the first, which stands; the second was taken back; the third must get there."""
        sharing.fetch(share=here.share, by=here.hr)
        rewrite(here, "Andre")
        second = sharing.again(share=here.share, by=here.leader)
        sharing.withdraw(share=second, by=here.leader)
        client = as_person(here.leader)
        assert "Lever på nytt" in client.get(url(here, "sheet-share", "goal-card")).content.decode()
        rewrite(here, "Tredje")
        assert client.post(reverse("share-again", args=[here.share.public_id])).status_code == 303
        third = Share.objects.filter(audience="hr", withdrawn_at__isnull=True).latest("pk")
        assert queries_handed_in.newest_hand_ins(here.programme)[here.membership.pk] == third
        states = {row.share.pk: row.state for row in shared.shared_by([here.membership]) if row.share.audience == "hr"}
        assert [states[each.pk] for each in (here.share, second, third)] == ["fetched", "withdrawn", "open"]

    def test_a_group_that_has_grown_is_asked_about_first(self, here, as_person) -> None:
        group = shared.groups_of(here.membership)[0]
        given = sharing.share_with_group(membership=here.membership, group=group, by=here.leader, purpose="Støtte")
        new = GroupMember.objects.filter(group_set=group.seat.group.group_set).exclude(group=group.seat.group).first()
        GroupMember.objects.filter(pk=new.pk).update(group=group.seat.group)
        rewrite(here)
        client = as_person(here.leader)
        form = client.post(reverse("share-again", args=[given.public_id])).headers["Location"]
        page = client.get(form).content.decode()
        assert new.participation.name in page
        assert "Noen har kommet til i gruppen siden du delte sist." in page
        with pytest.raises(NotPossible):
            sharing.again(share=given, by=here.leader)
        assert not reads(new.participation.person, given)
        GroupMember.objects.filter(pk=new.pk).update(until=timezone.localdate() - DAY, since=timezone.localdate() - DAY)
        assert client.post(reverse("share-again", args=[given.public_id])).headers["Location"] != form

    def test_the_leader_sees_what_is_new_before_and_the_manager_after(self, here, as_person) -> None:
        client = as_person(here.manager)
        client.get(reverse("report", args=[here.to_manager.public_id]))
        rewrite(here)
        before = as_person(here.leader).get(url(here, "sheet-share", "goal-card")).content.decode()
        assert "Helt nytt mål" in before
        later = sharing.again(share=here.to_manager, by=here.leader)
        after = client.get(reverse("report", args=[later.public_id])).content.decode()
        assert "som du har lest" in after
        assert "Helt nytt mål" in after
        # What was written over was withdrawn with the edition that it stood in.
        assert "Jeg ønsker innen 6 måneder" not in after

    def test_who_has_not_read_the_earlier_one_learns_nothing_of_it(self, here, as_person) -> None:
        rewrite(here)
        later = sharing.again(share=here.to_manager, by=here.leader)
        html = as_person(here.manager).get(reverse("report", args=[later.public_id])).content.decode()
        assert "Jeg ønsker innen 6 måneder" not in html

    def test_what_was_withdrawn_is_not_told_by_the_next_one(self, here, as_person) -> None:
        client = as_person(here.manager)
        client.get(reverse("report", args=[here.to_manager.public_id]))
        sharing.withdraw(share=here.to_manager, by=here.leader)
        rewrite(here)
        later = sharing.share_with_manager(
            membership=here.membership, nearest=here.to_manager.nearest, by=here.leader, purpose="Samtaler"
        )
        html = client.get(reverse("report", args=[later.public_id])).content.decode()
        assert "Jeg ønsker innen 6 måneder" not in html

    def test_it_is_told_over_an_edition_that_nobody_read(self, here, as_person) -> None:
        as_person(here.manager).get(reverse("report", args=[here.to_manager.public_id]))
        rewrite(here, "Mellomting")
        unread = sharing.again(share=here.to_manager, by=here.leader)
        rewrite(here, "Det siste")
        last = sharing.again(share=unread, by=here.leader)
        found = queries_received.news_for(last, here.manager)
        assert found
        read, news = found
        assert read == here.to_manager
        assert [change.after for change in news if change.what == "goal"] == ["Det siste"]

    def test_what_is_over_is_shared_anew_by_choice(self, here) -> None:
        sharing.withdraw(share=here.to_group, by=here.leader)
        here.to_group.refresh_from_db()
        with pytest.raises(NotPossible):
            sharing.again(share=here.to_group, by=here.leader)


class TestWhoLeft:
    @pytest.fixture
    def gone(self, here) -> Place:
        yesterday = timezone.localdate() - DAY
        Participation.objects.filter(pk=here.leaders[0].pk).update(until=yesterday)
        Membership.objects.filter(pk=here.membership.pk).update(until=yesterday)
        return here

    def test_a_leader_who_left_finds_what_is_open_and_withdraws_it(self, gone, as_person) -> None:
        client = as_person(gone.leader)
        assert client.get(url(gone, "sheet-share", "goal-card")).status_code == 404
        html = client.get(reverse("editions")).content.decode()
        for share in (gone.share, gone.to_manager):
            assert reverse("share-withdraw", args=[share.public_id]) in html
            response = client.post(reverse("share-withdraw", args=[share.public_id]))
            assert response.headers["Location"] == f"{reverse('editions')}?withdrawn={share.public_id}"
            said = '<p class="note" role="status">Trukket tilbake. Bare du ser den.</p>'
            assert said in client.get(response.headers["Location"]).content.decode()
        assert not reads(gone.hr, gone.share)
        assert not reads(gone.manager, gone.to_manager)
        assert client.get(reverse("edition", args=[gone.share.public_id])).status_code == 200

    def test_the_start_page_leads_there_while_something_is_open(self, gone, as_person) -> None:
        client = as_person(gone.leader)
        assert reverse("editions") in client.get(reverse("start")).content.decode()
        for share in (gone.share, gone.to_manager, gone.to_group):
            sharing.withdraw(share=share, by=gone.leader)
        assert reverse("editions") not in client.get(reverse("start")).content.decode()

    def test_what_hr_has_fetched_is_kindly_refused(self, gone, as_person) -> None:
        sharing.fetch(share=gone.share, by=gone.hr)
        response = as_person(gone.leader).post(reverse("share-withdraw", args=[gone.share.public_id]))
        assert (response.status_code, "kan være arkivert" in response.content.decode()) == (409, True)

    def test_nothing_new_is_shared(self, gone, as_person) -> None:
        client = as_person(gone.leader)
        assert client.post(reverse("share-again", args=[gone.to_manager.public_id])).status_code == 404


class TestLooks:
    def test_each_is_told_once_a_day_with_the_day_and_no_clock(self, here, as_person) -> None:
        client = as_person(here.manager)
        for _time in range(3):
            client.get(reverse("report", args=[here.to_manager.public_id]))
        (row,) = [row for row in shared.shared_by([here.membership]) if row.share == here.to_manager]
        assert [(look.person, look.fetched) for look in row.looks] == [(here.manager, False)]
        html = as_person(here.leader).get(url(here, "sheet-share", "goal-card")).content.decode()
        facts = re.findall(r"Åpnet</dt><dd>(.*?)</dd>", html)
        assert any(here.manager.name in fact for fact in facts)
        assert not re.search(r"\d\d:\d\d", "".join(facts))

    def test_a_manager_who_fetched_it_hinders_no_withdrawal(self, here) -> None:
        sharing.fetch(share=here.to_manager, by=here.manager)
        sharing.withdraw(share=here.to_manager, by=here.leader)
        assert not reads(here.manager, here.to_manager)


class TestMail:
    @pytest.fixture(autouse=True)
    def _transport(self, settings) -> None:
        settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"

    @pytest.fixture
    def quiet(self, here) -> Place:
        """Nothing waits to be sent."""
        Job.objects.all().delete()
        return here

    @staticmethod
    def deliver(after: timedelta = timedelta(0)) -> list[tuple[str, str]]:
        """Runs what is due by then; what has been sent, with its receiver."""
        while take_one(timezone.now() + after):
            pass
        return [(each.to[0], str(each.body)) for each in mail.outbox]

    def test_it_says_who_and_nothing_of_what(self, quiet) -> None:
        rewrite(quiet, "Hemmelig mål")
        sharing.again(share=quiet.to_manager, by=quiet.leader)
        ((to, body),) = self.deliver()
        assert to == quiet.manager.email
        assert body.startswith(f"{quiet.leader.name} har delt målkortet sitt med deg. Logg inn for å lese.")
        for word in ("Hemmelig", "formål", "område"):
            assert word not in body + mail.outbox[0].subject

    def test_a_comment_is_told_to_the_other_without_its_words(self, quiet) -> None:
        comments.write(thread=Thread(quiet.to_manager, False), text="Hemmelig kommentar")
        comments.write(thread=Thread(quiet.to_manager, True), text="Hemmelig svar")
        (first, second) = self.deliver()
        assert first == (quiet.leader.email, first[1])
        assert first[1].startswith(f"{quiet.manager.name} har kommentert målkortet ditt.")
        assert second[1].startswith(f"{quiet.leader.name} har svart deg om målkortet sitt.")
        assert "Hemmelig" not in str([(each.subject, each.body) for each in mail.outbox])

    def test_the_same_two_get_at_most_one_an_hour(self, quiet) -> None:
        for number in range(5):
            comments.write(thread=Thread(quiet.to_manager, False), text=f"Nummer {number}")
        assert len(self.deliver()) == 1
        assert len(self.deliver(timedelta(minutes=59))) == 1
        assert len(self.deliver(timedelta(minutes=61))) == 2
        assert len(self.deliver(timedelta(hours=9))) == 2

    def test_what_was_withdrawn_or_read_in_the_meantime_is_not_announced(self, quiet) -> None:
        later = sharing.again(share=quiet.to_manager, by=quiet.leader)
        sharing.look(share=later, by=quiet.manager)
        notices.tell(share=quiet.to_group, to=quiet.leaders[1].person, about=notices.SHARED)
        sharing.withdraw(share=quiet.to_group, by=quiet.leader)
        assert self.deliver() == []

    def test_it_speaks_the_receivers_language_and_makes_no_link_of_a_name(self, quiet) -> None:
        quiet.manager.language = "en"
        quiet.manager.save()
        quiet.leader.name = "Ola www.evil.example/ http://x.no"
        quiet.leader.save()
        share = Share.objects.get(pk=quiet.to_manager.pk)
        written = notices.message(share, quiet.manager, notices.SHARED)
        assert written.body.count(f"{settings.SITE_ADDRESS}/\n") == 1
        assert not re.search(r"\w\.\w|://|@", written.body.replace(settings.SITE_ADDRESS, ""))

    def test_the_group_is_told_one_by_one(self, quiet) -> None:
        rewrite(quiet)
        sharing.again(share=quiet.to_group, by=quiet.leader)
        assert sorted(to for to, _body in self.deliver()) == sorted(seat.person.email for seat in quiet.leaders[1:3])


class TestExcel:
    def rows(self, response) -> list[tuple[object, ...]]:
        book = load_workbook(BytesIO(response.content))
        return list(book.active.iter_rows(values_only=True))

    def test_the_list_has_names_units_managers_and_days(self, here, as_person) -> None:
        sharing.fetch(share=here.share, by=here.hr)
        url = reverse("handed-in-list-excel", args=[here.programme.public_id])
        client = as_person(here.hr)
        assert client.get(url).status_code == 405
        head, first, second, *_rest = self.rows(client.post(url))
        assert head == ("Navn", "Enhet", "Nærmeste leder", "Levert", "Hentet")
        assert (first[0], first[2]) == (here.leader.name, here.manager.name)
        assert [each.date() for each in first[3:]] == [timezone.localdate()] * 2
        assert (second[0], second[3]) == (here.leaders[1].name, None)
        assert Trail.objects.filter(act="goalcard.export.list", actor=here.hr).count() == 1

    def test_the_rows_are_those_handed_in_and_fetched_is_noted(self, here, as_person) -> None:
        rewrite(here, "Upublisert mål")
        response = as_person(here.hr).post(reverse("handed-in-rows-excel", args=[here.programme.public_id]))
        rows = self.rows(response)
        assert len(rows) == 1 + 4 + 4 + 2
        assert "Upublisert" not in str(rows)
        assert rows[1][4:6] == (
            "Seljordmerke område",
            "Jeg ønsker innen 6 måneder å bli bedre på å gi konstruktive tilbakemeldinger",
        )
        assert rows[1][8:10] == ("Fortelle om målsettingen til egne medarbeidere", "Med en gang")
        assert rows[1][10].date() == timezone.localdate()
        with pytest.raises(NotPossible):
            sharing.withdraw(share=here.share, by=here.leader)
        assert Trail.objects.filter(act="goalcard.export.rows", actor=here.hr).count() == 1

    def test_one_card_alone(self, here, as_person) -> None:
        url = reverse("handed-in-excel", args=[here.programme.public_id, here.share.public_id])
        assert len(self.rows(as_person(here.hr).post(url))) == 11
        assert Look.objects.get(share=here.share).fetched
        sharing.withdraw(share=here.to_manager, by=here.leader)
        other = reverse("handed-in-excel", args=[here.programme.public_id, here.to_manager.public_id])
        assert as_person(here.hr).post(other).status_code == 404

    def test_no_cell_is_a_formula(self, here, as_person) -> None:
        starts = ["=", "+", "-", "−", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"]
        forms = ["{}1+1", " {}1", "\u00a0{}cmd", "\u200b{}1", "\ufeff{}A1"]
        corpus = [form.format(start) for start in starts for form in forms]
        assert len(corpus) >= 40
        goals = [GoalText(text, [(text, text)], [(text, text)]) for text in corpus[:2]]
        cards.save_area(membership=here.membership, title="=1+1", source="", goals=goals)
        for area in Area.objects.filter(card=here.membership.goal_card, title__startswith="Emosjonell"):
            for place in range(0, len(corpus), 12):
                rows = [(text, text) for text in corpus[place : place + 12]]
                cards.save_area(
                    membership=here.membership, title=f"={place}", source="", goals=[GoalText("=x", rows, rows)]
                )
            assert area
        here.leader.name = "=Leder"
        here.leader.save()
        sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader)
        response = as_person(here.hr).post(reverse("handed-in-rows-excel", args=[here.programme.public_id]))
        sheet = load_workbook(BytesIO(response.content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []
        assert sum(str(cell.value).startswith("'") for cell in cells) >= 40


class TestHrList:
    def test_it_sorts_by_name_unit_and_date(self, here) -> None:
        for number, name in enumerate(["Ås", "Bø", ""]):
            seat = here.leaders[number]
            seat.membership.unit = here.municipality.units.create(name=name) if name else None
            seat.membership.save()
        by = {
            sort: [line.name[-1] for line in queries_handed_in.hand_ins(here.programme, sort=sort)]
            for sort in ("name", "unit", "date")
        }
        assert by["name"] == ["0", "1", "2", "3", "4", "5"]
        assert by["unit"][:2] == ["1", "0"]
        assert by["date"][0] == "0"

    def test_what_is_shared_with_others_is_not_handed_in(self, here, as_person) -> None:
        sharing.withdraw(share=here.share, by=here.leader)
        assert [line.share for line in queries_handed_in.hand_ins(here.programme) if line.share] == []
        for other in (here.to_manager, here.to_group):
            address = reverse("handed-in-sheet", args=[here.programme.public_id, other.public_id])
            assert as_person(here.hr).get(address).status_code == 404
