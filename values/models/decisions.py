from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from config.data import DataClass
from config.ids import Public
from programmes.models import Round
from values.models.points import Candidate


class Decision(Public):
    """Which values a programme has decided on, and why. A later one takes its place and it is kept."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="decision_number_once_a_round"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}, {self.number}"


class DecidedValue(models.Model):
    """A value that was chosen, on which figures, and by its candidate where it comes from."""

    data_class = DataClass.PROGRAMME

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="values")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    candidate = models.ForeignKey(Candidate, models.SET_NULL, null=True, blank=True, related_name="decided")
    # Its published mean, of 100 points, when it was decided; none where none was shown.
    mean = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="decidedvalue_position_once"),
            models.CheckConstraint(condition=~Q(label=""), name="decidedvalue_not_empty"),
            models.CheckConstraint(
                condition=Q(mean__isnull=True) | Q(mean__gte=0, mean__lte=100), name="decidedvalue_mean_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.label
