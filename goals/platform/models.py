from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.data import DataClass
from programmes.models import Membership


class Platform(models.Model):
    """A leader's personal platform: nine answers. Private until an edition of it is shared."""

    data_class = DataClass.PERSONAL

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="platform")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"platform {self.membership_id}"


class PlatformAnswer(models.Model):
    """What a leader answers to one of the nine questions; empty when it was taken out again."""

    data_class = DataClass.PERSONAL

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    # Counts how often it was written, and says by which open form last: two tabs don't overwrite one another.
    revision = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="platformanswer_once_a_question"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=9), name="platformanswer_one_of_nine"),
        ]

    def __str__(self) -> str:
        return f"answer {self.number}"
