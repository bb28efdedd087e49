"""The reminder of a platform's review date: to its facilitators, once, without content."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from config.jobs import discover, enqueue_daily, take_one
from config.models import Job
from programmes.models import Participation
from tests.snapshot import further
from tests.values.scene import published
from values import jobs
from values.models import Platform

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _post(settings) -> None:
    """The program's own queue, and at its end the test's letter box."""
    settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://varde.example"
    discover()


def a_day() -> list[mail.EmailMessage]:
    """Everything that is to be done today is done, the morning's too; the reminders that came of it."""
    enqueue_daily(timezone.localdate().isoformat())
    while take_one(timezone.now() + timedelta(hours=24)):
        pass
    come, mail.outbox = mail.outbox, []
    return [each for each in come if each.subject == "Det er tid for å se på lederplattformen igjen"]


@pytest.fixture
def platform(here) -> Platform:
    return further("published", here, published).platform


def due(platform: Platform, days: int = 0) -> None:
    Platform.objects.filter(pk=platform.pk).update(review_on=timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize(("days", "count"), [(0, 1), (1, 0), (-1, 1), (-2, 1), (-3, 0)])
def test_on_the_day_or_as_soon_as_the_server_is_up(platform, days, count) -> None:
    due(platform, days)
    assert len(a_day()) == count


def test_it_goes_to_the_facilitators_and_says_nothing_of_the_platform(here, platform) -> None:
    due(platform)
    (sent,) = a_day()
    assert sent.to == [here.facilitator.email]
    assert f"/programmes/{here.programme.public_id}/platform/edit/" in sent.body
    assert "Seljordmerke" not in sent.body
    assert here.municipality.name not in sent.body + sent.subject


def test_one_mail_for_a_date_however_often_it_is_asked(platform) -> None:
    due(platform)
    assert len(a_day()) == 1
    Job.objects.filter(kind="values.remind_reviews").delete()
    assert a_day() == []
    due(platform, -1)  # another date is another reminder
    Job.objects.filter(kind="values.remind_reviews").delete()
    assert len(a_day()) == 1


def test_a_date_that_was_moved_and_one_who_left_are_not_written_to(here, platform) -> None:
    due(platform)
    jobs.remind(None)
    assert Job.objects.filter(kind="values.remind_review").count() == 1
    due(platform, 30)
    assert a_day() == []
    due(platform, -1)
    Participation.objects.filter(membership__person=here.facilitator).delete()
    Job.objects.filter(kind="values.remind_reviews").delete()
    assert a_day() == []
