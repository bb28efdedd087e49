from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from config.data import DataClass
from config.ids import Public
from programmes.models import Programme
from values.models.decisions import DecidedValue
from values.models.lines import LONGEST, Statement


class Platform(Public):
    """The leader platform that a programme's facilitators write together, before it is published."""

    data_class = DataClass.PROGRAMME

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="platform")
    # When it shall be looked at again.
    review_on = models.DateField(null=True, blank=True)
    # What is new and why, as the next edition will say it.
    note = models.TextField(blank=True)
    # What stands in the public address; empty while only the programme's own people read it.
    link = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link"], condition=~Q(link=""), name="platform_link_once"),
        ]

    def __str__(self) -> str:
        return f"platform of {self.programme_id}"


class Row(Public):
    """Something that is written, has its place, and is taken out without being lost."""

    position = models.PositiveSmallIntegerField(default=0)
    is_removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class PurposeSentence(Row):
    """A short sentence about the leadership group's purpose: proposed, then agreed."""

    data_class = DataClass.PROGRAMME

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="purpose")
    text = models.CharField(max_length=200)
    is_agreed = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="purposesentence_says_something")]

    def __str__(self) -> str:
        return self.text


class PlatformValue(Row):
    """A value of the platform, with the decision that it comes from."""

    data_class = DataClass.PROGRAMME

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="values")
    text = models.CharField(max_length=80)
    decided = models.ForeignKey(DecidedValue, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Row.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="platformvalue_says_something")]

    def __str__(self) -> str:
        return self.text


class PlatformAction(Row):
    """What a leader does for a value, with the group's sentence that it comes from."""

    data_class = DataClass.PROGRAMME

    value = models.ForeignKey(PlatformValue, models.CASCADE, related_name="actions")
    text = models.CharField(max_length=LONGEST)
    statement = models.ForeignKey(Statement, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Row.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="platformaction_says_something")]

    def __str__(self) -> str:
        return self.text


class PlatformEdition(Public):
    """The platform as it was published: frozen, numbered, and withdrawn with a word of why."""

    data_class = DataClass.PROGRAMME

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    format = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "number"], name="platformedition_number_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="platformedition_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform_id}, {self.number}"
