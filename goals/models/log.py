from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from goals.models.cards import Action, Goal
from goals.models.ladders import LadderStep
from programmes.models import Membership

MOST_TIMES, MOST_WEEKS = 14, 26


class PlanLine(Public):
    """Something in the leader's period plan: what, how often a week, from which Monday, for how many weeks."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="plan_lines")
    text = models.CharField(max_length=300)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="plan_lines")
    times = models.PositiveSmallIntegerField(default=1)
    starts = models.DateField()
    weeks = models.PositiveSmallIntegerField(default=4)
    written_on = models.DateField(default=timezone.localdate)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="planline_text_not_empty"),
            models.CheckConstraint(condition=Q(times__gte=1, times__lte=MOST_TIMES), name="planline_times_1_to_14"),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS), name="planline_weeks_1_to_26"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def ends(self) -> date:
        """The Sunday of its last week."""
        return self.starts + timedelta(weeks=self.weeks, days=-1)


class LogLine(Public):
    """What the leader did on a day towards a goal, an action or a step, and what came of it."""

    data_class = DataClass.PERSONAL

    class Effort(models.TextChoices):
        LESS = "less", _("Mindre enn planlagt")
        AS = "as", _("Som planlagt")
        MORE = "more", _("Mer enn planlagt")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="log_lines")
    on = models.DateField(default=timezone.localdate)
    text = models.TextField(blank=True)
    effort = models.CharField(max_length=4, choices=Effort.choices, blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="log_lines")
    action = models.ForeignKey(Action, models.SET_NULL, null=True, blank=True, related_name="log_lines")
    step = models.ForeignKey(LadderStep, models.SET_NULL, null=True, blank=True, related_name="log_lines")
    plan = models.ForeignKey(PlanLine, models.SET_NULL, null=True, blank=True, related_name="log_lines")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", effort=""), name="logline_says_something"),
            models.CheckConstraint(condition=Q(effort__in=["", "less", "as", "more"]), name="logline_effort_known"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.effort}"

    @property
    def about(self) -> str:
        """What it is about in words: a step, a line of the plan, an action or a goal; nothing of what is deleted."""
        if self.step:
            return self.step.text if self.step.stands else ""
        if self.plan and not self.plan.deleted_at:
            return self.plan.text
        named = self.action or self.goal
        return named.text if named and named.stands else ""


class Picture(models.Model):
    """A picture in the log: made anew from what was sent, so that nothing but the picture is in it.

    Shown to others only if asked.
    """

    data_class = DataClass.PERSONAL

    line = models.OneToOneField(LogLine, models.CASCADE, related_name="picture")
    content = models.BinaryField()  # JPEG
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=200, blank=True)
    # Whether it goes along in print and in copies that are shared from now on.
    goes_along = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=1600, height__gte=1, height__lte=1600),
                name="picture_at_most_1600",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"
