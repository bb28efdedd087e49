"""Deadlines that come to the leader: one mail a day at most, nothing of the content, and a feed nobody else opens."""

from __future__ import annotations

import re
from datetime import date, timedelta

import icalendar
import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.jobs import discover, enqueue_daily, take_one
from config.models import Job
from goals.models import Action, GoalCard, Review
from goals.rules import reminders_token
from goals.services import attainment, cards, feeds, reminders
from goals.services.cards import ActionText, GoalText
from programmes.models import Person
from tests.world import Place

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _post(settings) -> None:
    """The program's own queue, and at its end the test's letter box."""
    settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://varde.example"
    discover()


def due_on(here: Place, *days: date, text: str = "Hemmelig tiltak") -> list[Action]:
    """The leader's card with nothing on it but actions due on these days."""
    here.membership.goal_card.areas.all().delete()
    actions = [ActionText(f"{text} {number}", day.isoformat()) for number, day in enumerate(days)]
    area = cards.save_area(membership=here.membership, title="t", source="", goals=[GoalText("Jeg", [], actions)])
    return list(Action.objects.filter(goal__area=area).order_by("position"))


def a_day() -> list[mail.EmailMessage]:
    """Everything that is to be done today is done, the morning's too; the mails that came of it."""
    today = timezone.localdate().isoformat()
    enqueue_daily(today)
    late = timezone.now() + timedelta(hours=24)
    while take_one(late):
        pass
    return letters()


def letters() -> list[mail.EmailMessage]:
    """The reminders that have come since the last look; other mail is not looked at."""
    come, mail.outbox = mail.outbox, []
    return [each for each in come if each.subject == "Du har en frist på målkortet ditt"]


class TestReminders:
    @pytest.mark.parametrize(("days", "count"), [(0, 1), (1, 0), (6, 0), (7, 1), (8, 0), (-1, 0)])
    def test_a_week_before_and_on_the_day(self, here, days, count) -> None:
        due_on(here, timezone.localdate() + timedelta(days=days))
        assert len(a_day()) == count

    def test_one_mail_however_many_deadlines_and_however_often_it_is_asked(self, here) -> None:
        today = timezone.localdate()
        due_on(here, today, today, today + WEEK)
        (sent,) = a_day()
        assert sent.to == [here.leader.email]
        Job.objects.filter(kind__startswith="goals.").delete()
        assert a_day() == []

    def test_a_reminder_that_is_run_twice_is_one_mail(self, here) -> None:
        due_on(here, timezone.localdate())
        a_day()
        Job.objects.filter(kind="goals.remind_one").update(
            state="waiting",
            payload={"occasion": "deadline", "person": here.leader.public_id, "day": timezone.localdate().isoformat()},
        )
        assert a_day() == []

    def test_it_says_that_there_is_a_deadline_and_never_which(self, here) -> None:
        due_on(here, timezone.localdate())
        (sent,) = a_day()
        text = sent.subject + sent.body + str(sent.extra_headers)
        assert "Du har en frist på målkortet ditt i dag." in sent.body
        assert f"https://varde.example/leaders/{here.membership.public_id}/goal-card/" in sent.body
        assert "Hemmelig" not in text
        assert here.leader.name not in text

    def test_what_is_done_deleted_or_stopped_is_not_reminded_of(self, here) -> None:
        today = timezone.localdate()
        (action,) = due_on(here, today)
        cards.set_status(action=action, status="done")
        assert a_day() == []
        Job.objects.all().delete()
        cards.set_status(action=action, status="doing")
        cards.delete_area(area=action.goal.area)
        assert a_day() == []
        Job.objects.all().delete()
        cards.restore_area(area=action.goal.area)
        reminders.choose(membership=here.membership, wanted=False)
        assert a_day() == []

    def test_who_has_left_by_the_morning_gets_nothing(self, here) -> None:
        due_on(here, timezone.localdate())
        reminders.remind(None)
        here.membership.until = timezone.localdate() - timedelta(days=1)
        here.membership.save()
        assert a_day() == []

    def test_yesterdays_reminder_is_none(self, here) -> None:
        due_on(here, timezone.localdate())
        reminders.remind(None)
        payload = {
            "occasion": "deadline",
            "person": here.leader.public_id,
            "day": (timezone.localdate() - timedelta(days=1)).isoformat(),
        }
        Job.objects.filter(kind="goals.remind_one").update(payload=payload)
        late = timezone.now() + timedelta(hours=24)
        while take_one(late):
            pass
        assert letters() == []


class TestStopping:
    def test_one_tap_without_signing_in(self, here, as_person) -> None:
        due_on(here, timezone.localdate())
        (sent,) = a_day()
        path = re.search(r"https://varde\.example(/reminders/\S+)", sent.body)[1]
        outsider = as_person(None)
        assert "Stopp påminnelsene" in outsider.get(path).content.decode()
        assert GoalCard.objects.get(membership=here.membership).reminders is True
        assert outsider.post(path).status_code == 200
        assert GoalCard.objects.get(membership=here.membership).reminders is False

    def test_started_again_from_the_card(self, here, as_person) -> None:
        reminders.stop(person=here.leader)
        client = as_person(here.leader)
        address = reverse("goal-card-follow-up", args=[here.membership.public_id])
        assert "Start påminnelsene" in client.get(address).content.decode()
        client.post(address, {"act": "remind"})
        assert GoalCard.objects.get(membership=here.membership).reminders is True

    def test_who_has_no_address_is_not_promised_any(self, here, as_person) -> None:
        Person.objects.filter(pk=here.leader.pk).update(email=None)
        client = as_person(here.leader)
        page = client.get(reverse("goal-card-follow-up", args=[here.membership.public_id])).content.decode()
        assert "Du har ingen e-postadresse" in page
        assert "Du får en e-post" not in page
        table = reverse("attainments", args=[here.membership.public_id])
        assert "Du får en påminnelse" not in as_person(here.leader).get(table).content.decode()
        Person.objects.filter(pk=here.leader.pk).update(email="leder@varde.example")
        assert "Du får en påminnelse" in as_person(here.leader).get(table).content.decode()
        GoalCard.objects.update_or_create(membership=here.membership, defaults={"reminders": False})
        assert "Du får en påminnelse" not in as_person(here.leader).get(table).content.decode()

    def test_the_link_is_good_for_nothing_else(self, here, as_person) -> None:
        token = reminders_token(here.leader)
        outsider = as_person(None)
        assert outsider.get(reverse("projector", args=[token])).status_code == 404
        assert outsider.get(reverse("goals-calendar", args=[token])).status_code == 404
        assert outsider.get(reverse("reminders", args=[f"{token}x"])).status_code == 404
        outsider.get(reverse("reminders", args=[token]))
        assert outsider.get(reverse("start")).status_code == 302


class TestCalendar:
    def feed(self, here: Place, as_person) -> str:
        token = GoalCard.objects.get(membership=here.membership).calendar_token
        return reverse("goals-calendar", args=[token])

    def read(self, client, path: str) -> list[icalendar.Event]:
        response = client.get(path)
        assert response.headers["Content-Type"].startswith("text/calendar")
        return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))

    def test_there_is_none_until_it_is_asked_for(self, here, as_person) -> None:
        address = reverse("goal-card-follow-up", args=[here.membership.public_id])
        client = as_person(here.leader)
        assert "goals.ics" not in client.get(address).content.decode()
        client.post(address, {"act": "open"})
        assert f'href="webcal://testserver{self.feed(here, as_person)}"' in client.get(address).content.decode()
        assert self.feed(here, as_person) in client.get(address).content.decode()

    def test_whole_days_and_nothing_of_the_content(self, here, as_person) -> None:
        day = timezone.localdate() + timedelta(days=30)
        first, second = due_on(here, day, day + WEEK, text="Øve på å lytte, rolig; «slik»")
        feeds.open(membership=here.membership)
        path = self.feed(here, as_person)
        events = self.read(as_person(None), path)
        assert [(str(each["uid"]), each.decoded("dtstart"), each.decoded("dtend")) for each in events] == [
            (f"{action.public_id}@varde", action.due, action.due + timedelta(days=1)) for action in (first, second)
        ]
        assert [str(each["summary"]) for each in events] == ["Frist på målkortet"] * 2
        assert "lytte" not in as_person(None).get(path).content.decode()
        feeds.show_actions(membership=here.membership, wanted=True)
        assert [str(each["summary"]) for each in self.read(as_person(None), path)] == [first.text, second.text]

    def test_what_is_done_is_gone_and_what_moves_is_the_same_event(self, here, as_person) -> None:
        first, second = due_on(here, timezone.localdate(), timezone.localdate() + WEEK)
        feeds.open(membership=here.membership)
        cards.set_status(action=first, status="done")
        text = GoalText("Jeg", [], [ActionText("Noe annet", "24.12.2030", second.public_id)])
        cards.save_area(membership=here.membership, name=second.goal.area.public_id, title="t", source="", goals=[text])
        (event,) = self.read(as_person(None), self.feed(here, as_person))
        assert (str(event["uid"]), event.decoded("dtstart")) == (f"{second.public_id}@varde", date(2030, 12, 24))

    def test_the_day_agreed_for_a_review_stands_there_until_it_is_gone_through(self, here, as_person) -> None:
        here.membership.goal_card.areas.all().delete()
        here.membership.attainments.all().delete()
        day = timezone.localdate() + WEEK
        table = attainment.begin(membership=here.membership, title="Hemmelig tabell", review_on=day)
        feeds.open(membership=here.membership)
        path = self.feed(here, as_person)
        (event,) = self.read(as_person(None), path)
        assert (str(event["uid"]), event.decoded("dtstart")) == (f"{table.public_id}@varde", day)
        assert str(event["summary"]) == "Gjennomgang"
        feeds.show_actions(membership=here.membership, wanted=True)
        (event,) = self.read(as_person(None), path)
        assert str(event["summary"]) == "Gjennomgang: Hemmelig tabell"
        attainment.settle(attainment=table, title="T", review_on=day + WEEK, numbering="levels")
        (event,) = self.read(as_person(None), path)
        assert (str(event["uid"]), event.decoded("dtstart")) == (f"{table.public_id}@varde", day + WEEK)
        Review.objects.create(attainment=table, number=1, on=day + WEEK)
        assert self.read(as_person(None), path) == []
        table.reviews.all().delete()
        attainment.delete(attainment=table)
        assert self.read(as_person(None), path) == []

    def test_goals_without_a_table_are_gone_through_a_month_after_the_gathering(self, here, as_person) -> None:
        here.membership.attainments.all().delete()
        due_on(here)
        feeds.open(membership=here.membership)
        path = self.feed(here, as_person)
        (event,) = self.read(as_person(None), path)
        assert event.decoded("dtstart") == here.gathering.date + timedelta(days=28)
        assert str(event["summary"]) == "Gjennomgang"
        here.gathering.date += timedelta(days=1)  # it has not been yet
        here.gathering.save()
        assert self.read(as_person(None), path) == []

    def test_twenty_tables_ask_no_more_of_the_database_than_one(self, here, as_person) -> None:
        feeds.open(membership=here.membership)
        path, client = self.feed(here, as_person), as_person(None)
        here.membership.attainments.all().delete()
        counted = []
        for many in (1, 19):
            for number in range(many):
                attainment.begin(membership=here.membership, title=f"T{number}", review_on=timezone.localdate())
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            counted.append(len(asked))
        assert counted[0] == counted[1]

    def test_a_new_address_ends_the_old_and_so_does_leaving(self, here, as_person) -> None:
        feeds.open(membership=here.membership)
        old = self.feed(here, as_person)
        feeds.open(membership=here.membership)
        new = self.feed(here, as_person)
        assert [as_person(None).get(path).status_code for path in (old, new)] == [404, 200]
        feeds.close(membership=here.membership)
        assert as_person(None).get(new).status_code == 404
        feeds.open(membership=here.membership)
        here.membership.until = timezone.localdate() - timedelta(days=1)
        here.membership.save()
        assert as_person(None).get(self.feed(here, as_person)).status_code == 404

    def test_the_address_opens_nothing_else_and_stays_out_of_the_log(self, here, as_person, capsys, caplog) -> None:
        feeds.open(membership=here.membership)
        token = GoalCard.objects.get(membership=here.membership).calendar_token
        outsider = as_person(None)
        for name in ("projector", "reminders"):
            assert outsider.get(reverse(name, args=[token])).status_code == 404
        outsider.get(reverse("goals-calendar", args=[token]))
        outsider.get(reverse("goals-calendar", args=[f"{token}x"]))
        assert outsider.get(reverse("start")).status_code == 302
        written = capsys.readouterr()
        assert token not in written.out + written.err
        assert outsider.post(reverse("goals-calendar", args=[token])).status_code == 405
