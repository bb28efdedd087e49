from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from config.data import DataClass
from config.ids import Public
from efficacy.models import Belief
from goals.models.cards import Goal
from programmes.models import Membership

MOST_STEPS = 10


class Ladder(Public):
    """Endringstrappen min: a goal at the top, and steps towards it from easy to hard."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="ladders")
    # The goal on the card that it leads to, where it leads to one.
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="ladders")
    title = models.CharField(max_length=300)
    begun_on = models.DateField(default=timezone.localdate)
    # Set when it is deleted, so that it can be taken back; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="ladder_title_not_empty")]

    def __str__(self) -> str:
        return self.title


class LadderStep(Public):
    """A step of a ladder, 1 at the foot, and how sure its leader is of it."""

    data_class = DataClass.PERSONAL

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    belief = models.OneToOneField(Belief, models.CASCADE, related_name="step")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ladder", "position"],
                condition=Q(deleted_at__isnull=True),
                name="ladderstep_position_once_a_ladder",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="ladderstep_text_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def stands(self) -> bool:
        return not self.deleted_at and not self.ladder.deleted_at
