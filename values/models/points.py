from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.data import DataClass
from programmes.models import Participation, Round
from values.models.shortlists import ShortlistValue


class Candidate(models.Model):
    """A value that points are spread over: the shortlist, frozen when the round opened."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    value = models.ForeignKey(ShortlistValue, models.SET_NULL, null=True, blank=True, related_name="candidates")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="candidate_position_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.label


class Allocation(models.Model):
    """A leader's hundred points while the round is open; the rows are deleted when it closes."""

    data_class = DataClass.SEALED

    round = models.ForeignKey(Round, models.CASCADE, related_name="allocations")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    points = models.JSONField(default=list)
    total = models.PositiveSmallIntegerField(default=0)
    handed_in = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="allocation_once_a_round"),
            models.CheckConstraint(condition=Q(handed_in=False) | Q(total=100), name="allocation_counts_only_at_100"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.total}"


class NamedAllocation(models.Model):
    """A leader's hundred points in an åpen runde: all were told before they answered that all would see it."""

    data_class = DataClass.ACCOUNT

    round = models.ForeignKey(Round, models.CASCADE, related_name="named_allocations")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    points = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="namedallocation_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.participation_id}"


class PointsResult(models.Model):
    """What a points round publishes: computed once, when it closed."""

    data_class = DataClass.PROGRAMME

    round = models.OneToOneField(Round, models.CASCADE, related_name="points_result")
    asked = models.PositiveSmallIntegerField()
    givers = models.PositiveSmallIntegerField()
    is_named = models.BooleanField(default=False)
    format = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(givers__lte=models.F("asked")), name="pointsresult_givers_among_the_asked"
            ),
            models.CheckConstraint(
                condition=Q(givers__gte=5) | Q(figures=[]) | Q(is_named=True),
                name="pointsresult_no_figures_below_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.givers}"
