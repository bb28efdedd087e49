"""The whole period plan, and sheets of some of its weeks: made, looked over, changed, deleted and brought back."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image as Pillow

from config import pictures
from config.jobs import discover, enqueue_daily, take_one
from goals.changes_period import weeks_said
from goals.models import MOST_PERIODS, MOST_WEEKS, LogLine, PeriodPlan, PlanLine
from goals.period_sheet import MOST_PICTURES, PeriodSheet
from goals.queries import periods as queries
from goals.services import ladders, log, periods
from goals.services.log import monday
from programmes.contract import NotPossible
from programmes.models import Membership
from tests.pdf.accessible import problems, text
from tests.test_pages import Page
from tests.world import Place

pytestmark = pytest.mark.django_db
WEEK, DAY = timedelta(days=7), timedelta(days=1)


def at(here: Place, name: str, *more: object) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def picture(colour: str = "teal", size: tuple[int, int] = (900, 600)) -> pictures.Image:
    return pictures.written(Pillow.new("RGB", size, colour))


def this_monday() -> date:
    return monday(timezone.localdate())


def made(membership: Membership, *, weeks: int = 4) -> PeriodPlan:
    """Two weeks that were, this one, and what is left of so many."""
    starts = this_monday() - 2 * WEEK
    membership.log_lines.all().delete()
    line = log.plan(membership=membership, text="Jeg ringer", starts=starts, times=2, weeks=weeks)
    note = {"membership": membership, "of": log.Of(plan=line), "effort": "as"}
    log.note(text="Ringte Siv", on=starts + DAY, picture=picture(), alt="En telefon", goes_along=True, **note)
    log.note(text="Ringte Tor", on=starts + 2 * DAY, picture=picture("red"), **note)
    log.note(on=starts + WEEK, **note)
    return periods.begin(membership=membership, starts=starts, weeks=weeks)


class TestSheet:
    def test_it_counts_what_was_done_in_each_week(self, here) -> None:
        sheet = queries.sheet(made(here.membership))
        row = sheet.plan[0]
        assert row.done == (2, 1, 0, None)
        assert (row.done_in_all, row.meant) == (3, 6)
        assert [(part.has_come, len(part.entries)) for part in sheet.parts] == [
            (True, 2),
            (True, 1),
            (True, 0),
            (False, 0),
        ]
        assert len(sheet.come) == 3
        assert sheet.parts[0].planned[0].stones == [True, True]
        assert sheet.parts[1].planned[0].stones == [True, False]

    def test_a_picture_goes_along_only_if_its_leader_says_so(self, here) -> None:
        sheet = queries.sheet(made(here.membership))
        shown = [entry.picture for entry in sheet.log]
        assert [bool(each) for each in shown] == [True, False, False]
        assert (shown[0].alt, shown[0].width, shown[0].height) == ("En telefon", 720, 480)
        assert len(sheet.pictures) == 1
        assert "pictures" not in sheet.to_json()

    def test_no_more_pictures_go_along_than_there_is_room_for(self, here, as_person) -> None:
        period = made(here.membership)
        for _more in range(MOST_PICTURES):
            log.note(membership=here.membership, text="Flere", picture=picture(), goes_along=True)
        sheet = queries.sheet(period)
        assert len(sheet.pictures) == sum(bool(entry.picture) for entry in sheet.log) == MOST_PICTURES
        html = as_person(here.leader).get(at(here, "period", period.public_id)).content.decode()
        assert f"Det er plass til {MOST_PICTURES} bilder på arket." in html

    def test_other_weeks_and_what_is_deleted_are_not_in_it(self, here) -> None:
        period = made(here.membership)
        early = log.note(membership=here.membership, text="Før", on=period.starts - DAY)
        gone = log.note(membership=here.membership, text="Borte", on=period.starts)
        log.delete(line=gone)
        over = log.plan(membership=here.membership, text="Over", starts=period.starts - WEEK, times=1, weeks=1)
        later = log.plan(membership=here.membership, text="Siden", starts=period.ends + DAY, times=1, weeks=1)
        off = log.plan(membership=here.membership, text="Av", starts=period.starts, times=1, weeks=1)
        log.delete_plan(plan=off)
        sheet = queries.sheet(period)
        assert [row.text for row in sheet.plan] == ["Jeg ringer"]
        assert {early.text, gone.text}.isdisjoint(entry.text for entry in sheet.log)
        assert over.ends < period.starts <= period.ends < later.starts

    def test_what_a_line_was_about_is_not_told_when_it_is_deleted(self, here) -> None:
        period = made(here.membership)
        ladder = here.membership.ladders.get()
        step = ladder.steps.earliest("position")
        log.note(membership=here.membership, text="Prøvde", of=log.Of(step=step))
        action = here.membership.goal_card.areas.first().goals.first().actions.first()
        log.note(membership=here.membership, text="Gjorde", of=log.Of(action=action))

        def about() -> dict[str, str]:
            return {entry.text: entry.about for entry in queries.sheet(period).log}

        told = about()
        assert [told[words] for words in ("Prøvde", "Gjorde", "Ringte Siv")] == [step.text, action.text, "Jeg ringer"]
        ladders.delete(ladder=ladder)
        here.membership.goal_card.areas.update(deleted_at=timezone.now())
        log.delete_plan(plan=PlanLine.objects.get(text="Jeg ringer"))
        told = about()
        assert [told[words] for words in ("Prøvde", "Gjorde", "Ringte Siv")] == ["", "", ""]

    def test_it_reads_back_as_it_was(self, here) -> None:
        sheet = queries.sheet(made(here.membership))
        assert PeriodSheet.from_json(sheet.to_json(), format=1) == sheet
        with pytest.raises(ValueError):
            PeriodSheet.from_json(sheet.to_json(), format=2)

    def test_more_lines_ask_no_more_of_the_database(self, here) -> None:
        def asked(period: PeriodPlan) -> int:
            with CaptureQueriesContext(connection) as found:
                queries.sheet(period)
            return len(found)

        period = made(here.membership)
        few = asked(period)
        for number in range(20):
            line = log.plan(membership=here.membership, text=f"Nr. {number}", starts=period.starts, times=1, weeks=2)
            log.note(membership=here.membership, text="a", of=log.Of(plan=line), picture=picture(), goes_along=True)
        assert asked(period) == few


class TestPages:
    def test_the_plan_shows_what_is_to_come_too_and_leads_back_to_itself(self, here, as_person) -> None:
        client = as_person(here.leader)
        assert "Ingenting er planlagt nå." in client.get(at(here, "plan")).content.decode()
        later = this_monday() + 3 * WEEK
        sent = {"text": "Jeg spør", "times": "1", "weeks": "2", "starts": later.strftime("%d.%m.%Y")}
        answer = client.post(at(here, "plan-new") + "?back=plan", sent)
        assert answer.headers["Location"] == at(here, "plan")
        html = client.get(at(here, "plan")).content.decode()
        assert "Jeg spør" in html
        assert Page(html).problems == []
        line = PlanLine.objects.get()
        PlanLine.objects.update(starts=this_monday() - 9 * WEEK)
        assert "1 tidligere" in client.get(at(here, "plan")).content.decode()
        assert line.written_on == timezone.localdate()

    def test_a_sheet_is_offered_once_there_is_something_for_it(self, here, as_person) -> None:
        fellow = here.leaders[1].membership
        client, url = as_person(fellow.person), reverse("plan", args=[fellow.public_id])
        assert "Lag arket" not in client.get(url).content.decode()
        log.note(membership=fellow, text="Ringte")
        assert "Lag arket" in client.get(url).content.decode()

    def test_a_new_sheet_is_of_the_plan_s_weeks(self, here, as_person) -> None:
        client = as_person(here.leader)
        today = timezone.localdate()
        assert queries.proposed([], today) == (this_monday() - 3 * WEEK, 4)
        for starts, weeks in ((this_monday() + WEEK, 3), (this_monday() - WEEK, 2)):
            log.plan(membership=here.membership, text="a", starts=starts, times=1, weeks=weeks)
        standing = queries.plan(here.membership, today).standing
        assert queries.proposed(standing, today) == (this_monday() - WEEK, 5)
        PlanLine.objects.filter(starts__gt=today).update(starts=this_monday() + 60 * WEEK)
        assert queries.proposed(queries.plan(here.membership, today).standing, today)[1] == MOST_WEEKS
        answer = client.post(at(here, "plan"), {"starts": "", "weeks": "5"})
        period = PeriodPlan.objects.get()
        assert answer.headers["Location"] == at(here, "period", period.public_id)
        assert (period.starts, period.weeks) == (this_monday() - WEEK, 5)
        client.post(at(here, "plan"), {"starts": "", "weeks": "5"})  # a double tap is one
        assert PeriodPlan.objects.count() == 1

    @pytest.mark.parametrize("sent", [{"weeks": "0"}, {"weeks": "27"}, {"weeks": ""}, {"weeks": "4", "starts": "når"}])
    def test_weeks_that_there_are_not_are_refused_with_the_form_as_it_was(self, here, as_person, sent) -> None:
        client = as_person(here.leader)
        answer = client.post(at(here, "plan"), {"starts": "", **sent})
        assert answer.status_code == 422
        period = made(here.membership)
        answer = client.post(at(here, "period", period.public_id), {"act": "weeks", "starts": "", **sent})
        assert answer.status_code == 422
        assert "Rett det som er merket." in answer.content.decode()
        assert PeriodPlan.objects.get() == period

    def test_it_moves_to_other_weeks_but_not_onto_another(self, here, as_person) -> None:
        period = made(here.membership)
        other = periods.begin(membership=here.membership, starts=this_monday(), weeks=2)
        client, url = as_person(here.leader), at(here, "period", period.public_id)
        taken = client.post(url, {"act": "weeks", "starts": "i dag", "weeks": "2"})
        assert taken.status_code == 422
        assert "Du har et annet ark for de samme ukene." in taken.content.decode()
        assert client.post(url, {"act": "weeks", "starts": "i dag", "weeks": "3"}).status_code == 303
        period.refresh_from_db()
        assert (period.starts, period.weeks) == (other.starts, 3)

    def test_deleted_it_can_be_brought_back_and_plan_and_log_stay(self, here, as_person) -> None:
        period = made(here.membership)
        client, url = as_person(here.leader), at(here, "period", period.public_id)
        gone = client.post(url, {"act": "delete"}).headers["Location"]
        assert client.get(url).status_code == client.get(at(here, "period-pdf", period.public_id)).status_code == 404
        assert client.get(at(here, "sheet-picture", "period", period.public_id, 0)).status_code == 404
        assert "er slettet." in client.get(gone).content.decode()
        assert PlanLine.objects.filter(deleted_at__isnull=True).exists()
        client.post(url, {"act": "restore"})
        assert client.get(url).status_code == 200
        client.post(url, {"act": "delete"})
        periods.begin(membership=here.membership, starts=period.starts, weeks=period.weeks)
        assert client.post(url, {"act": "restore"}).status_code == 409

    def test_what_was_deleted_is_cleared_away_the_day_after(self, here) -> None:
        period = made(here.membership)
        periods.delete(period=period)
        PeriodPlan.objects.update(deleted_at=timezone.now() - timedelta(days=2))
        discover()
        enqueue_daily(timezone.localdate().isoformat())
        while take_one(timezone.now() + timedelta(hours=24)):
            pass
        assert not PeriodPlan.objects.exists()
        assert LogLine.objects.filter(text="Ringte Siv").exists()

    def test_there_are_a_hundred_at_most(self, here, as_person) -> None:
        for number in range(MOST_PERIODS):
            PeriodPlan.objects.create(membership=here.membership, starts=this_monday() - number * WEEK, weeks=1)
        with pytest.raises(NotPossible):
            periods.begin(membership=here.membership, starts=this_monday(), weeks=9)
        answer = as_person(here.leader).post(at(here, "plan"), {"starts": "", "weeks": "9"})
        assert answer.status_code == 422
        assert "Du har hundre ark alt." in answer.content.decode()

    def test_the_page_shows_the_sheet_and_asks_for_its_pictures_one_by_one(self, here, as_person) -> None:
        period = made(here.membership)
        client = as_person(here.leader)
        html = client.get(at(here, "period", period.public_id)).content.decode()
        address = at(here, "sheet-picture", "period", period.public_id, 0)
        assert f'src="{address}"' in html
        assert 'loading="lazy"' in html
        assert "data:image" not in html
        assert len(html) < 30_000
        assert Page(html).problems == []
        sent = client.get(address)
        assert sent.headers["Content-Type"] == "image/jpeg"
        assert sent.headers["Cache-Control"] == "private, no-store"
        with Pillow.open(io.BytesIO(sent.content)) as opened:
            assert opened.size == (720, 480)
        assert client.get(at(here, "sheet-picture", "period", period.public_id, 1)).status_code == 404

    def test_nobody_elses_is_opened(self, here, as_person) -> None:
        period = made(here.membership)
        fellow = here.leaders[1].membership
        theirs = [fellow.public_id, period.public_id]
        client = as_person(fellow.person)
        assert client.get(reverse("period", args=theirs)).status_code == 404
        assert client.get(at(here, "period", period.public_id)).status_code == 404

    @pytest.mark.pdf
    def test_its_print_is_accessible_and_holds_what_goes_along(self, here, as_person) -> None:
        period = made(here.membership, weeks=6)
        log.note(membership=here.membership, text="Ingen andres", on=period.starts)
        periods.choose(
            period=period,
            seen=[line.public_id for line in queries.lines_in(period)],
            taken=[line.public_id for line in queries.lines_in(period) if line.text != "Ingen andres"],
        )
        pdf = as_person(here.leader).get(at(here, "period-pdf", period.public_id)).content
        assert problems(pdf) == []
        told = text(pdf)
        assert "Ringte Siv" in told
        assert "3 av 6" in told
        assert "Ingen andres" not in told

    @pytest.mark.pdf
    def test_a_long_one_keeps_its_head_on_every_page(self, here, as_person) -> None:
        period = made(here.membership)
        for number in range(30):
            log.note(membership=here.membership, text=f"{number} " + "Et langt ord om gangen. " * 40)
        pdf = as_person(here.leader).get(at(here, "period-pdf", period.public_id)).content
        assert problems(pdf) == []
        assert text(pdf).count("Det jeg gjorde") > 3


class TestChosen:
    def test_a_line_that_is_taken_out_stays_in_the_log_and_counts(self, here, as_person) -> None:
        period = made(here.membership)
        client, url = as_person(here.leader), at(here, "period", period.public_id)
        siv, tor, third = queries.lines_in(period)
        before = queries.sheet(period).plan
        sent = {"act": "choose", "seen": [siv.public_id, tor.public_id], "line": [tor.public_id]}
        assert client.post(url, sent).status_code == 303
        sheet = queries.sheet(period)
        assert [entry.text for entry in sheet.log] == ["Ringte Tor", ""]  # the third was not seen, and stays
        assert sheet.plan == before
        assert sheet.pictures == ()
        assert third.pk not in queries.left_out(period)
        client.post(url, {"act": "choose", "seen": [siv.public_id], "line": [siv.public_id]})
        assert len(queries.sheet(period).log) == 3

    def test_nobody_elses_line_is_touched(self, world, as_person) -> None:
        here, period = world.here, made(world.here.membership)
        theirs = log.note(membership=world.elsewhere.membership, text="Deres")
        url = at(here, "period", period.public_id)
        as_person(here.leader).post(url, {"act": "choose", "seen": [theirs.public_id, "tull"], "line": []})
        assert not period.left_out.exists()


def test_the_line_s_own_page_says_whether_its_picture_goes_along(here, as_person) -> None:
    made(here.membership)
    line = LogLine.objects.get(text="Ringte Siv")
    client, url = as_person(here.leader), at(here, "log-line", line.public_id)
    html = client.get(url).content.decode()
    assert "checked" in html.split('name="goes_along"')[1].split(">")[0]
    assert "En telefon" in html
    sent = {"act": "write", "text": line.text, "effort": "as", "on": line.on.strftime("%d.%m.%Y"), "alt": "Skjermen"}
    client.post(url, sent)
    line.picture.refresh_from_db()
    assert (line.picture.alt, line.picture.goes_along) == ("Skjermen", False)


def test_a_list_asks_for_a_small_picture(here, as_person) -> None:
    made(here.membership)
    line = LogLine.objects.get(text="Ringte Siv")
    client, url = as_person(here.leader), at(here, "log-picture", line.public_id)
    week = f"{line.on.isocalendar().year}-{line.on.isocalendar().week:02d}"
    assert f'src="{url}?small=1"' in client.get(f"{at(here, 'log')}?week={week}").content.decode()
    for address, size in ((url, (900, 600)), (f"{url}?small=1", (720, 480))):
        with Pillow.open(io.BytesIO(client.get(address).content)) as opened:
            assert opened.size == size


def test_weeks_in_words() -> None:
    with translation.override("nb"):
        first = date(2026, 11, 2)
        assert weeks_said(first, first) == "uke 45, 2026"
        assert weeks_said(first, first + 3 * WEEK) == "uke 45–48, 2026"
        assert weeks_said(first, first + 10 * WEEK) == "uke 45, 2026 – uke 2, 2027"
        assert weeks_said(date(2026, 12, 28), date(2027, 1, 4)) == "uke 53, 2026 – uke 1, 2027"
