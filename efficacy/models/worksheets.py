from __future__ import annotations

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from efficacy.worry import HANDLES, HIGHEST, LOWEST
from programmes.models.worksheets import Worksheet


class Explanation(Worksheet):
    """Something bad that happened, how its leader explained it at first, and how they explain it now."""

    class Time(models.TextChoices):
        LASTING = "lasting", _("Varig")
        PASSING = "passing", _("Forbigående og foranderlig")

    class Control(models.TextChoices):
        BEYOND = "beyond", _("Utenfor kontroll")
        WITHIN = "within", _("Kontrollerbar")

    class Scope(models.TextChoices):
        GENERAL = "general", _("Generell og global")
        SPECIFIC = "specific", _("Spesifikk og knyttet til noe bestemt")

    event = models.TextField(blank=True)
    first = models.TextField(blank=True)
    time = models.CharField(max_length=8, choices=Time.choices, blank=True)
    control = models.CharField(max_length=8, choices=Control.choices, blank=True)
    scope = models.CharField(max_length=8, choices=Scope.choices, blank=True)
    passing = models.TextField(blank=True)
    within = models.TextField(blank=True)
    specific = models.TextField(blank=True)
    again = models.TextField(blank=True)

    class Meta(Worksheet.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(time__in=["", "lasting", "passing"])
                & Q(control__in=["", "beyond", "within"])
                & Q(scope__in=["", "general", "specific"]),
                name="explanation_style_known",
            ),
        ]

    def __str__(self) -> str:
        return f"explanation {self.pk}"


def all_in_range() -> Q:
    rules = (Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (LOWEST, HIGHEST)}) for name in HANDLES)
    return reduce(and_, rules)


class Worry(Worksheet):
    """What a leader worries about, and how big a threat it is: six handles, each 0–10 and unset until it is set."""

    about = models.TextField(blank=True)
    probability = models.PositiveSmallIntegerField(null=True, blank=True)
    catastrophe = models.PositiveSmallIntegerField(null=True, blank=True)
    awfulness = models.PositiveSmallIntegerField(null=True, blank=True)
    mastery = models.PositiveSmallIntegerField(null=True, blank=True)
    rescue = models.PositiveSmallIntegerField(null=True, blank=True)
    escape = models.PositiveSmallIntegerField(null=True, blank=True)
    # What would move it.
    own_way = models.TextField(blank=True)
    helpers = models.TextField(blank=True)
    way_out = models.TextField(blank=True)

    class Meta(Worksheet.Meta):
        constraints = [models.CheckConstraint(condition=all_in_range(), name="worry_handles_0_to_10")]

    def __str__(self) -> str:
        return f"worry {self.pk}"

    @property
    def values(self) -> dict[str, int] | None:
        """The six, where all are set."""
        found = {name: getattr(self, name) for name in HANDLES}
        return None if None in found.values() else found


class Weighing(models.Model):
    """How a worry stood at the end of a day: its six handles, so that its leader sees what has moved."""

    data_class = DataClass.PERSONAL

    worry = models.ForeignKey(Worry, models.CASCADE, related_name="weighings")
    on = models.DateField(default=timezone.localdate)
    probability = models.PositiveSmallIntegerField()
    catastrophe = models.PositiveSmallIntegerField()
    awfulness = models.PositiveSmallIntegerField()
    mastery = models.PositiveSmallIntegerField()
    rescue = models.PositiveSmallIntegerField()
    escape = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["worry", "on"], name="weighing_once_a_day"),
            models.CheckConstraint(condition=all_in_range(), name="weighing_handles_0_to_10"),
        ]

    def __str__(self) -> str:
        return f"weighing of {self.worry_id}"

    @property
    def values(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in HANDLES}
