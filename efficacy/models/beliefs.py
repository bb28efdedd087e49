from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models import Membership


class Belief(Public):
    """Something a leader believes to a degree that they can do: a goal, a step, or a task in general."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="beliefs")
    about = models.CharField(max_length=200, blank=True)
    # A small next thing that could feed it.
    small_next = models.CharField(max_length=300, blank=True)
    # The day on which its sources, or the small next thing, were last written.
    fed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.about


class Rating(models.Model):
    """How sure the leader was on a day: 0 cannot do at all, 100 certain, in tens (Bandura 2006)."""

    data_class = DataClass.PERSONAL

    belief = models.ForeignKey(Belief, models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    on = models.DateField(default=timezone.localdate)
    # A day has one rating, and one more for each time that something was tried in it.
    turn = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["on", "turn"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="rating_0_to_100"),
            models.CheckConstraint(condition=Q(value=F("value") - Mod(F("value"), 10)), name="rating_in_tens"),
            models.UniqueConstraint(fields=["belief", "on", "turn"], name="rating_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class Source(models.Model):
    """One of the four sources of mastery belief: what of it feeds a belief, and what could."""

    data_class = DataClass.PERSONAL

    class Kind(models.TextChoices):
        MASTERY = "mastery", _("Erfare mestring")
        MODEL = "model", _("Modellæring")
        SUPPORT = "support", _("Positiv verbal støtte")
        STATE = "state", _("Fysiologisk tilstand")

    belief = models.ForeignKey(Belief, models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    feeds = models.TextField(blank=True)
    could = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["belief", "kind"], name="source_once_a_belief"),
            models.CheckConstraint(
                condition=Q(kind__in=["mastery", "model", "support", "state"]), name="source_kind_known"
            ),
            models.CheckConstraint(condition=~Q(feeds="", could=""), name="source_not_empty"),
        ]

    def __str__(self) -> str:
        return self.kind
