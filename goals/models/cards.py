from __future__ import annotations

import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from efficacy.models import Belief, SelfRating
from goals.deadlines import Deadline
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
    # Whether deadlines are reminded of by mail, until its leader stops it.
    reminders = models.BooleanField(default=True)
    # Opens the leader's own calendar feed and nothing else; empty until it is asked for.
    calendar_token = models.CharField(max_length=40, blank=True)
    calendar_shows_actions = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_token"], condition=~Q(calendar_token=""), name="goalcard_calendar_once"
            ),
        ]

    def __str__(self) -> str:
        return f"målkort {self.membership_id}"


class Area(Public):
    """A development area, and where it comes from."""

    data_class = DataClass.PERSONAL

    card = models.ForeignKey(GoalCard, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    # The leader's own rating that it was made of, whatever the source is rewritten to.
    rating = models.ForeignKey(SelfRating, models.SET_NULL, null=True, blank=True, related_name="areas")
    # Counts how often it was written, and says by which open form last: two tabs don't overwrite one another.
    revision = models.PositiveIntegerField(default=1)
    writer = models.CharField(max_length=12, blank=True)
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


class GoalQuerySet(models.QuerySet["Goal"]):
    def standing(self) -> GoalQuerySet:
        """What is deleted neither by itself nor with its area."""
        return self.filter(deleted_at__isnull=True, area__deleted_at__isnull=True)


class ActionQuerySet(models.QuerySet["Action"]):
    def standing(self) -> ActionQuerySet:
        """What is deleted neither by itself nor with its goal or area."""
        return self.filter(deleted_at__isnull=True, goal__deleted_at__isnull=True, goal__area__deleted_at__isnull=True)


class Goal(Public):
    """A goal formulation of an area: one, or two. What helps its leader write it is the leader's alone."""

    data_class = DataClass.PERSONAL

    class Checklist(models.TextChoices):
        SMART = "smart", "SMART"
        SMARTE = "smarte", "SMARTE"

    area = models.ForeignKey(Area, models.CASCADE, related_name="goals")
    # None only within the transaction in which it changes its place.
    position = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    belief = models.OneToOneField(Belief, models.SET_NULL, null=True, blank=True, related_name="+")
    checklist = models.CharField(max_length=6, choices=Checklist.choices, blank=True)
    # The letters that the leader has ticked, in the checklist's order.
    ticked = models.CharField(max_length=6, blank=True)
    # Codes of observations that the leader has waved away.
    waved = models.JSONField(default=list)
    # Source 1's three questions of motivation, in the leader's own note.
    reach = models.TextField(blank=True)
    gain = models.TextField(blank=True)
    sure = models.TextField(blank=True)
    # Set when it is taken out, so that it comes back whole; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "position"],
                condition=Q(deleted_at__isnull=True),
                name="goal_position_once_an_area",
            ),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=MOST_GOALS), name="goal_first_or_second"),
            models.CheckConstraint(
                condition=Q(checklist="", ticked="") | Q(checklist__in=["smart", "smarte"]),
                name="goal_checklist_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return not self.deleted_at and not self.area.deleted_at

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it: an extra formulation that was offered and not used."""
        return not (self.text or self.indicators.all() or self.actions.all())

    @property
    def next_action(self) -> Action | None:
        """What is not done and due first; without a date, in the order of the card."""
        waiting = [action for action in self.actions.all() if action.status != Action.Status.DONE]
        return min(waiting, key=lambda action: action.due or date.max, default=None)


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


class Action(Public):
    """What the leader will do, by when in the leader's own words, and how far it has come."""

    data_class = DataClass.PERSONAL

    class Status(models.TextChoices):
        WAITING = "waiting", _("Ikke begynt")
        DOING = "doing", _("I gang")
        DONE = "done", _("Ferdig")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    deadline = models.CharField(max_length=200, blank=True)
    # How the deadline was understood on the day it was written: «om tre uker» stays that day.
    due = models.DateField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    recurring = models.BooleanField(default=False)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING)
    # Set when it is taken out, so that it comes back whole; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "position"],
                condition=Q(deleted_at__isnull=True),
                name="action_position_once_a_goal",
            ),
            models.CheckConstraint(condition=~Q(text="", deadline=""), name="action_not_empty"),
            models.CheckConstraint(condition=Q(status__in=["waiting", "doing", "done"]), name="action_status_known"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(due__isnull=True) | Q(start__lte=F("due")),
                name="action_starts_before_it_is_due",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return not self.deleted_at and self.goal.stands

    @property
    def read(self) -> Deadline:
        return Deadline(self.deadline, self.due, self.start, self.recurring)

    @read.setter
    def read(self, deadline: Deadline) -> None:
        self.deadline, self.due, self.start = deadline.text, deadline.due, deadline.start
        self.recurring = deadline.recurring

    @property
    def next_status(self) -> Action.Status:
        """What one tap makes of it: begun, done, and back to the beginning."""
        order = list(Action.Status)
        return order[(order.index(Action.Status(self.status)) + 1) % len(order)]


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
