from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from config.data import DataClass
from config.ids import Public
from programmes.models.gatherings import Gathering
from programmes.models.programmes import Participation


class Summary(Public):
    """What a gathering is summed up as: facilitators write on `parts`, everybody else reads `published`.

    Both are lists of {"heading": str, "text": str}.
    """

    data_class = DataClass.PROGRAMME

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="summary")
    parts = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published = models.JSONField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # When the leaders were first written to about it.
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published__isnull=True, published_at__isnull=True)
                | Q(published__isnull=False, published_at__isnull=False),
                name="summary_published_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"summary of {self.gathering_id}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_changed(self) -> bool:
        """Whether what is written differs from what the others read."""
        return self.is_published and self.parts != self.published


class NextStep(models.Model):
    """What a leader will do after a gathering, in their own words. Nobody else reads it."""

    data_class = DataClass.PERSONAL

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="next_steps")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="next_steps")
    text = models.TextField(max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    # When it became an action on the målkort; cleared when it is written anew.
    placed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "participation"], name="nextstep_once_a_gathering"),
            models.CheckConstraint(
                condition=Q(placed_at__isnull=True) | ~Q(text=""), name="nextstep_placed_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"next step of {self.participation_id}"
