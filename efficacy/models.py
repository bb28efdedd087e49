from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.utils import timezone

from config.data import DataClass
from programmes.models import Membership


class Belief(models.Model):
    """Something a leader believes to a degree that they can do: a goal, a step, or a task in general."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="beliefs")
    about = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.about


class Rating(models.Model):
    """How sure the leader was on a day: 0 cannot do at all, 100 certain, in tens (Bandura 2006)."""

    data_class = DataClass.PERSONAL

    belief = models.ForeignKey(Belief, models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="rating_0_to_100"),
            models.CheckConstraint(condition=Q(value=F("value") - Mod(F("value"), 10)), name="rating_in_tens"),
            models.UniqueConstraint(fields=["belief", "on"], name="rating_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


from efficacy.models_assessment import (  # noqa: E402 (Django finds a model by this module)
    Assessment,
    AssessmentResult,
    Instrument,
    NamedAnswer,
    SelfRating,
    SelfScore,
)
from efficacy.models_cases import Case, CaseBoard  # noqa: E402

__all__ = [
    "Assessment",
    "AssessmentResult",
    "Belief",
    "Case",
    "CaseBoard",
    "Instrument",
    "NamedAnswer",
    "Rating",
    "SelfRating",
    "SelfScore",
]
