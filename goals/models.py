from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from efficacy.models import Belief
from programmes.models import Membership, Programme

MOST_AREAS = 10
MOST_GOALS = 2
MOST_ROWS = 12


def secret() -> str:
    return secrets.token_hex(16)


class GoalCard(models.Model):
    """A leader's målkort: the individual development plan. Private until an edition of it is shared."""

    data_class = DataClass.PERSONAL

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="goal_card")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"målkort {self.membership_id}"


class Area(Public):
    """A development area, and where it comes from."""

    data_class = DataClass.PERSONAL

    card = models.ForeignKey(GoalCard, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    # Set when it is deleted, so that it can be taken back; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "position"],
                condition=Q(deleted_at__isnull=True),
                name="area_position_once_a_card",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="area_title_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title


class Goal(Public):
    """A goal formulation of an area: one, or two."""

    data_class = DataClass.PERSONAL

    area = models.ForeignKey(Area, models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    belief = models.OneToOneField(Belief, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["area", "position"], name="goal_position_once_an_area"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=MOST_GOALS), name="goal_first_or_second"),
        ]

    def __str__(self) -> str:
        return self.text


class Indicator(models.Model):
    """How one sees that a goal is reached: a type of indicator, and its target or effect."""

    data_class = DataClass.PERSONAL

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    target = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="indicator_position_once_a_goal"),
            models.CheckConstraint(condition=~Q(text="", target=""), name="indicator_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class Action(models.Model):
    """What the leader will do, and by when, in the leader's own words."""

    data_class = DataClass.PERSONAL

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    deadline = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="action_position_once_a_goal"),
            models.CheckConstraint(condition=~Q(text="", deadline=""), name="action_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class Export(Public):
    """A file of everything handed in to a programme: its asker's alone, and only for minutes. See goals/exports.py."""

    data_class = DataClass.SYSTEM

    class Form(models.TextChoices):
        ZIP = "zip", _("ZIP med én PDF for hver leder")
        PDF = "pdf", _("Én PDF med alle")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=3, choices=Form.choices)
    # Nobody who knows the page's address knows where the file lies.
    secret = models.CharField(max_length=32, default=secret, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(null=True)
    # Public ids of shares that could not be printed.
    failed = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=["zip", "pdf"]), name="export_form_known"),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, count__isnull=True) | Q(ready_at__isnull=False, count__isnull=False),
                name="export_counted_when_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.programme_id}"
