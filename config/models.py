from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from config.data import DataClass


class Job(models.Model):
    """Work beside the request, done at least once and seldom twice. See config/jobs.py."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    # A mail waits here with its text and addresses; the payload is emptied as soon as it has left.
    data_class = DataClass.SYSTEM

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    run_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_state_known",
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="job_progress_within_total", condition=Q(total=None) | Q(progress__lte=F("total"))
            ),
            models.CheckConstraint(
                name="job_leased_while_running",
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
            ),
        ]
        indexes = [
            # Only what may be taken: the finished ones, of which there are many more, stay outside.
            models.Index(name="job_to_take", fields=["run_at", "id"], condition=Q(state__in=["waiting", "running"]))
        ]

    def __str__(self) -> str:
        return self.key


class Session(AbstractBaseSession):
    """A browser that is signed in, or has begun to. It goes with its person."""

    data_class = DataClass.ACCOUNT

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> Any:
        from config.sessions import SessionStore

        return SessionStore
