"""A period plan is shared as an edition: frozen with its pictures, read, compared, printed and taken back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow

from config import pictures
from goals.changes_period import period_changes
from goals.models import LogLine, Mood, MoodPicture
from goals.period_sheet import Entry, PeriodSheet, PlanRow
from goals.period_sheet import Shown as ShownPicture
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.services import log, periods, sharing
from programmes.contract import NotPossible
from programmes.models import EditionPicture, Look, Share
from programmes.sheets import sheet_kinds
from tests.goals.test_periods import made, picture
from tests.pdf.accessible import problems, text
from tests.test_pages import Page
from tests.world import Place, moody

pytestmark = pytest.mark.django_db
MOST_OF_A_PAGE = 60_000  # bytes


def give(here: Place, subject: str, kind: str = "period", **to: object) -> Share:
    to = to or {"nearest": shared.nearest_of(here.membership)}
    act = sharing.share_with_manager if "nearest" in to else sharing.share_with_group
    return act(membership=here.membership, by=here.leader, purpose="Samtale", kind=kind, subject=subject, **to)


def address(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, "period", *more])


class TestEditions:
    def test_the_manager_reads_the_day_it_was_given_and_the_leader_alone_what_comes_later(
        self, here, as_person
    ) -> None:
        period = made(here.membership)
        share = give(here, period.public_id)
        log.note(membership=here.membership, text="Det jeg skrev siden")
        there = reverse("report", args=[share.public_id])
        html = as_person(here.manager).get(there).content.decode()
        assert "Ringte Siv" in html
        assert "Det jeg skrev siden" not in html
        assert Page(html).problems == []
        reports = as_person(here.manager).get(reverse("reports")).content.decode()
        assert (
            f"Periodeplan: {sheet_kinds()['period'].title(sheet_kinds()['period'].sheet_of(share.edition))}" in reports
        )
        mine = as_person(here.leader).get(address(here, "sheet-share", period.public_id)).content.decode()
        assert "1 endring siden da" in mine
        as_person(here.leader).post(reverse("share-again", args=[share.public_id]))
        share.refresh_from_db()
        news = queries_received.news_for(share.replaced_by, here.manager)
        assert [(each.before, each.after) for each in news[1]] == [("", "Det jeg skrev siden")]

    def test_what_the_leader_keeps_out_is_not_in_it(self, here, as_person) -> None:
        period = made(here.membership)
        own = LogLine.objects.get(text="Ringte Siv")
        periods.choose(period=period, seen=[own.public_id], taken=[])
        share = give(here, period.public_id)
        assert "Ringte Siv" not in str(share.edition.sheet)
        assert not share.edition.pictures.exists()

    def test_taken_back_nobody_reads_it_or_sees_its_pictures(self, here, as_person) -> None:
        period = made(here.membership)
        share = give(here, period.public_id)
        manager, leader = as_person(here.manager), as_person(here.leader)
        urls = [reverse("report", args=[share.public_id]), reverse("report-picture", args=[share.public_id, 0])]
        assert [manager.get(url).status_code for url in urls] == [200, 200]
        home = sheet_kinds()["period"].home(here.membership, period.public_id)
        assert "Hvem som ser det" in leader.get(home).content.decode()
        leader.post(reverse("share-withdraw", args=[share.public_id]))
        assert [manager.get(url).status_code for url in urls] == [404, 404]
        assert "Hvem som ser det" not in leader.get(home).content.decode()

    def test_through_the_forms_and_never_to_hr(self, here, as_person) -> None:
        period, client = made(here.membership), as_person(here.leader)
        typed = {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"}
        assert client.post(address(here, "share-manager", period.public_id), typed).status_code == 303
        seen = shared.groups_of(here.membership)[0].seen
        group = address(here, "share-group", period.public_id, here.groups[0].public_id)
        assert client.post(group, {"to": seen, "purpose": "Støtte", "days": "90"}).status_code == 303
        assert client.get(address(here, "hand-in", period.public_id)).status_code == 404
        assert {share.audience for share in Share.objects.filter(edition__kind="period")} == {"manager", "group"}

    def test_anothers_none_or_a_deleted_one_cannot_be_shared(self, here, as_person) -> None:
        period = made(here.membership)
        for person, subject in ((here.leader, "aaaaaaaaaaaa"), (here.leaders[1].person, period.public_id)):
            assert as_person(person).get(address(here, "sheet-share", subject)).status_code == 404
        assert as_person(here.leader).get(address(here, "sheet-share")).status_code == 404
        periods.delete(period=period)
        assert as_person(here.leader).get(address(here, "sheet-share", period.public_id)).status_code == 404

    def test_an_empty_one_is_not_shared(self, here, as_person) -> None:
        far = periods.begin(membership=here.membership, starts=timezone.localdate() + timedelta(days=700), weeks=2)
        with pytest.raises(NotPossible):
            give(here, far.public_id)
        kind = sheet_kinds()["period"]
        for url in (address(here, "sheet-share", far.public_id), kind.home(here.membership, far.public_id)):
            assert str(kind.first) in as_person(here.leader).get(url).content.decode()

    @pytest.mark.pdf
    def test_its_print_is_accessible_and_as_it_was_given(self, here, as_person) -> None:
        period = made(here.membership)
        share = give(here, period.public_id)
        LogLine.objects.filter(text="Ringte Siv").delete()
        for person, name in ((here.manager, "report-pdf"), (here.leader, "own-edition-pdf")):
            pdf = as_person(person).get(reverse(name, args=[share.public_id])).content
            assert problems(pdf) == []
            assert "Ringte Siv" in text(pdf)
            assert b"/DCTDecode" in pdf  # the picture that it was given with

    def test_twenty_ask_no_more_of_the_database_than_one(self, here, as_person) -> None:
        counted = []
        client = as_person(here.manager)
        made(here.membership)
        for many in (1, 19):
            for number in range(many):
                starts = timezone.localdate() - timedelta(days=7)
                sheet = periods.begin(membership=here.membership, starts=starts, weeks=1 + number + (many > 1))
                give(here, sheet.public_id)
            client.get(reverse("reports"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("reports"))
            counted.append(len(asked))
        assert counted[0] == counted[1]


class TestPictures:
    def test_a_copy_keeps_its_own_whatever_becomes_of_the_line(self, here, as_person) -> None:
        share = give(here, made(here.membership).public_id)
        log.take_picture_off(line=LogLine.objects.get(text="Ringte Siv"))
        sent = as_person(here.manager).get(reverse("report-picture", args=[share.public_id, 0]))
        assert (sent.headers["Content-Type"], sent.headers["Cache-Control"]) == ("image/jpeg", "private, no-store")
        with Pillow.open(io.BytesIO(sent.content)) as opened:
            assert opened.size == (720, 480)
        assert as_person(here.manager).get(reverse("report-picture", args=[share.public_id, 1])).status_code == 404
        assert "jpeg" not in str(share.edition.sheet)

    def test_a_page_with_twelve_is_light_and_asks_for_them_one_by_one(self, here, as_person) -> None:
        period = made(here.membership)
        for number in range(12):
            log.note(membership=here.membership, text=f"Nr. {number}", picture=picture("blue"), goes_along=True)
        share = give(here, period.public_id)
        html = as_person(here.manager).get(reverse("report", args=[share.public_id])).content.decode()
        assert html.count('loading="lazy"') == EditionPicture.objects.count() == 12
        assert "data:image" not in html
        assert len(html.encode()) < MOST_OF_A_PAGE / 2

    def test_each_receiver_has_their_own_address_and_no_other(self, here, as_person) -> None:
        period = made(here.membership)
        mine = give(here, period.public_id)
        group = give(here, period.public_id, group=shared.groups_of(here.membership)[0])
        seat = group.seat.participation.programme.public_id
        urls = {
            "leader": reverse("edition-picture", args=[mine.public_id, 0]),
            "manager": reverse("report-picture", args=[mine.public_id, 0]),
            "fellow": reverse("group-picture", args=[seat, group.public_id, 0]),
        }
        people = {"leader": here.leader, "manager": here.manager, "fellow": here.leaders[1].person, "hr": here.hr}
        for who, person in people.items():
            opened = {name for name, url in urls.items() if as_person(person).get(url).status_code == 200}
            assert opened == {who} & set(urls), who
        for url, name in ((reverse("group-sheet", args=[seat, group.public_id]), "fellow"),):
            assert f'src="{urls[name]}"' in as_person(people[name]).get(url).content.decode()
        own = as_person(here.leader).get(reverse("edition", args=[mine.public_id])).content.decode()
        assert f'src="{urls["leader"]}"' in own

    def test_who_fetches_a_picture_alone_is_noted_once_that_day(self, here, as_person) -> None:
        share = give(here, made(here.membership).public_id)
        for _twice in range(2):
            as_person(here.manager).get(reverse("report-picture", args=[share.public_id, 0]))
        assert Look.objects.get(share=share).person == here.manager
        as_person(here.leader).get(reverse("edition-picture", args=[share.public_id, 0]))
        assert Look.objects.filter(share=share).count() == 1

    def test_a_refused_comment_shows_them_still(self, here, as_person) -> None:
        share = give(here, made(here.membership).public_id)
        url = reverse("comment-new", args=[share.public_id])
        for person, name in ((here.manager, "report-picture"), (here.leader, "edition-picture")):
            answer = as_person(person).post(url, {"text": ""})
            assert answer.status_code == 422
            assert f'src="{reverse(name, args=[share.public_id, 0])}"' in answer.content.decode()

    def test_a_mood_s_have_addresses_of_their_own_too(self, here, as_person) -> None:
        mood = moody(here)
        share = give(here, mood.public_id, "moods")
        MoodPicture.objects.all().delete()
        client, url = as_person(here.manager), reverse("report-picture", args=[share.public_id, 0])
        html = client.get(reverse("report", args=[share.public_id])).content.decode()
        assert f'src="{url}"' in html
        assert 'width="40" height="30" loading="lazy"' in html
        assert "data:image" not in html
        assert client.get(url).content.startswith(b"\xff\xd8")
        assert client.get(reverse("report-picture", args=[share.public_id, 1])).status_code == 404

    def test_a_mood_s_copy_from_before_sizes_were_kept_reads_the_same(self, here, as_person) -> None:
        mood = moody(here)
        share = give(here, mood.public_id, "moods")
        old = share.edition.sheet
        del old["figures"]["pictures"][0]["size"]
        share.edition.save()
        kind = sheet_kinds()["moods"]
        now = kind.snapshot(here.membership, mood.public_id)
        assert kind.changes(kind.sheet_of(share.edition), now) == []
        assert Mood.objects.filter(pk=mood.pk).exists()
        page = as_person(here.manager).get(reverse("report", args=[share.public_id])).content.decode()
        assert 'alt="Utsikten" loading="lazy"' in page

    def test_other_kinds_have_none(self, here, as_person) -> None:
        url = reverse("report-picture", args=[here.to_manager.public_id, 0])
        assert as_person(here.manager).get(url).status_code == 404


def period(*log_lines: Entry, **more: object) -> PeriodSheet:
    rows = more.pop("plan", (PlanRow("Jeg ringer", "", 2, "2026-11-02", 4, (2, 1, None, None)),))
    return PeriodSheet("L", "K", "E", "nb", "2026-11-10", "2026-11-02", 4, rows, log_lines, **more)


class TestChanges:
    CALL = Entry("2026-11-03", "Ringte", "as", "Jeg ringer")

    def test_the_same_reads_the_same(self) -> None:
        assert period_changes(period(self.CALL), replace(period(self.CALL), date="2026-12-01", pictures=(b"",))) == []

    def test_the_plan_and_the_log(self) -> None:
        more = PlanRow("Jeg spør", "Å lytte", 1, "2026-11-02", 2, (0, 0, None, None))
        row = replace(period().plan[0], done=(2, 2, None, None))
        found = period_changes(period(self.CALL), period(replace(self.CALL, effort="more"), plan=(row, more)))
        assert [(each.what, each.how) for each in found] == [
            ("plan", "changed"),
            ("plan", "added"),
            ("log", "changed"),
        ]
        assert "Gjort 4 av 4 ganger" in found[0].after
        assert found[1].about == "Å lytte"
        assert [each.how for each in period_changes(period(self.CALL, self.CALL), period(self.CALL))] == ["removed"]

    def test_other_weeks(self) -> None:
        found = period_changes(period(), replace(period(), starts="2026-11-09", weeks=1))
        assert [(each.before, each.after) for each in found] == [("uke 45–48, 2026", "uke 46, 2026")]

    @pytest.mark.parametrize(
        ("was", "now", "told"),
        [
            (None, ("En bil", "a"), ("added", "", "En bil")),
            (("En bil", "a"), None, ("removed", "En bil", "")),
            (("En bil", "a"), ("En båt", "a"), ("changed", "En bil", "En båt")),
            (("En bil", "a"), ("En bil", "b"), ("changed", "En bil", "Et annet bilde")),
            (("", "a"), ("", "b"), ("changed", "Bilde uten beskrivelse", "Et annet bilde")),
        ],
    )
    def test_a_picture(self, was, now, told) -> None:
        def line(shown: tuple[str, str] | None) -> PeriodSheet:
            picture = ShownPicture(0, shown[0], 720, 480, shown[1]) if shown else None
            return period(replace(self.CALL, picture=picture))

        found = period_changes(line(was), line(now))
        assert [(each.how, each.before, each.after) for each in found] == [told]
        assert found[0].about.endswith("Ringte")


@pytest.mark.parametrize(("size", "fits"), [((1600, 800), (720, 360)), ((40, 30), (40, 30)), ((1, 1600), (1, 720))])
def test_how_large_a_frozen_picture_is(size: tuple[int, int], fits: tuple[int, int]) -> None:
    assert pictures.within(*size) == fits
    frozen = pictures.frozen(picture(size=size).content)
    assert (frozen.width, frozen.height) == fits
