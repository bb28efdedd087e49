from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from goals.models.cards import Action, Goal
from goals.models.ladders import LadderStep
from programmes.models import Membership


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
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", effort=""), name="logline_says_something"),
            models.CheckConstraint(condition=Q(effort__in=["", "less", "as", "more"]), name="logline_effort_known"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.effort}"
