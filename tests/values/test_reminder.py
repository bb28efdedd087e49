"""The day on which a platform is looked at again comes to its facilitators by mail: once, and without content."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from config.jobs import discover, enqueue_daily, take_one
from config.models import Job
from programmes.models import Participation
from tests.world import Place
from values.models import Platform

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _post(settings) -> None:
    settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://varde.example"
    discover()


def work(here: Place, *, days: int = 0, before_seven=None) -> list[mail.EmailMessage]:
    """Everything of today's, in the morning, twice over."""
    Platform.objects.update_or_create(
        programme=here.programme, defaults={"review_on": timezone.localdate() + timedelta(days=days)}
    )
    for again in range(2):
        if again:
            Job.objects.filter(kind="values.remind_platforms").delete()
        enqueue_daily(timezone.localdate().isoformat())
        while take_one():
            pass
        if before_seven and not again:
            before_seven()
        Job.objects.filter(kind="values.remind_platform").update(run_at=timezone.now())
        while take_one():
            pass
    return [each for each in mail.outbox if "plattform" in each.subject]


def test_each_facilitator_gets_one_mail_that_says_nothing_of_it(here) -> None:
    (letter,) = work(here)
    assert letter.to == [here.facilitator.email]
    assert f"https://varde.example/programmes/{here.programme.public_id}/" in letter.body
    assert "Seljordmerke" not in letter.body + letter.subject


@pytest.mark.parametrize("days", [-1, 1])
def test_on_no_other_day(here, days: int) -> None:
    assert work(here, days=days) == []


def test_not_to_who_no_longer_runs_it_nor_when_the_day_is_moved(here) -> None:
    def move() -> None:
        Platform.objects.update(review_on=timezone.localdate() + timedelta(days=30))

    assert work(here, before_seven=move) == []
    Participation.objects.filter(membership__person=here.facilitator).update(
        since=timezone.localdate() - timedelta(days=9), until=timezone.localdate() - timedelta(days=1)
    )
    assert work(here) == []


def test_in_the_readers_own_language(here) -> None:
    here.facilitator.language = "nn"
    here.facilitator.save()
    (letter,) = work(here)
    assert "leiarplattforma" in letter.body
