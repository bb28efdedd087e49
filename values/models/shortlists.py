from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public
from programmes.models import Group, Participation, Round
from values.chain import key_of, label_of
from values.diamond import SLOTS


class ShortlistValue(models.Model):
    """A value of a shortlist: among the top three of a group, or taken in because somebody missed it."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="shortlist")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    # Why it was taken in, where it was not among anybody's three.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="shortlistvalue_position_once"),
            models.UniqueConstraint(fields=["round", "label"], name="shortlistvalue_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Origin(models.Model):
    """Where a value of the shortlist comes from: a group's card, and its slot at the time."""

    data_class = DataClass.PROGRAMME

    value = models.ForeignKey(ShortlistValue, models.CASCADE, related_name="origins")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    word = models.CharField(max_length=60)
    slot = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["value", "group", "slot"], name="origin_once"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=SLOTS), name="origin_slot_1_to_9"),
        ]

    def __str__(self) -> str:
        return f"{self.word}, {self.slot}"


class MissedValue(Public):
    """A value that somebody missed among the top three, and why. The room is never told who.

    Whose it is stands in the row only until the facilitator has decided, or the round has closed: so that it can be
    taken back.
    """

    data_class = DataClass.SEALED

    class State(models.TextChoices):
        PROPOSED = "proposed"
        TAKEN_IN = "taken_in"
        LEFT_OUT = "left_out"

    round = models.ForeignKey(Round, models.CASCADE, related_name="missed")
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="+")
    word = models.CharField(max_length=60)
    key = models.CharField(max_length=200, editable=False)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="missedvalue_once_a_round"),
            models.CheckConstraint(condition=~Q(key=""), name="missedvalue_word_not_empty"),
            models.CheckConstraint(condition=~Q(reason=""), name="missedvalue_says_why"),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(participation__isnull=True, state__in=["taken_in", "left_out"]),
                name="missedvalue_nobodys_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = key_of(self.word)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        return label_of(self.word)
