from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public
from goals.models.log import MOST_WEEKS, LogLine
from programmes.models import Membership

MOST_PERIODS = 100


class PeriodPlan(Public):
    """Some weeks of the leader's period plan and log as one sheet, from a Monday: to be printed, or shared."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="period_plans")
    starts = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    # Lines of these weeks that the leader keeps out of print and copies.
    left_out = models.ManyToManyField(LogLine, blank=True, related_name="left_out_of")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS), name="periodplan_weeks_1_to_26"),
            models.UniqueConstraint(
                fields=["membership", "starts", "weeks"],
                condition=Q(deleted_at__isnull=True),
                name="periodplan_once_for_the_same_weeks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts}, {self.weeks}"

    @property
    def ends(self) -> date:
        """The Sunday of its last week."""
        return self.starts + timedelta(weeks=self.weeks, days=-1)
