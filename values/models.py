from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from config.data import DataClass
from config.ids import Public
from config.text import compare_key
from programmes.models import Group, Participation, Round
from values.diamond import SLOTS, row_of


class Diamond(Public):
    """One group's nine values, ranked 1–2–3–2–1. It belongs to the group."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="diamonds")
    group = models.ForeignKey(Group, models.CASCADE, related_name="diamonds")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "group"], name="diamond_once_a_group")]

    def __str__(self) -> str:
        return f"{self.group_id} in {self.round_id}"


class Card(Public):
    """A value on a group's table: in one of the nine slots, or in the pool."""

    data_class = DataClass.PROGRAMME

    diamond = models.ForeignKey(Diamond, models.CASCADE, related_name="cards")
    word = models.CharField(max_length=60)
    key = models.CharField(max_length=200, editable=False)
    position = models.PositiveSmallIntegerField()
    slot = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["diamond", "key"], name="card_word_once_a_diamond"),
            models.UniqueConstraint(fields=["diamond", "slot"], name="card_one_a_slot"),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(slot__gte=1, slot__lte=SLOTS), name="card_slot_1_to_9"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="card_word_not_empty"),
        ]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = compare_key(self.word)
        super().save(*args, **kwargs)

    @property
    def row(self) -> int:
        """1 to 5, from the top; 0 in the pool."""
        return row_of(self.slot) if self.slot else 0


class Move(models.Model):
    """Who put which card where: shown to the group as it works."""

    data_class = DataClass.ACCOUNT

    diamond = models.ForeignKey(Diamond, models.CASCADE, related_name="moves")
    card = models.ForeignKey(Card, models.CASCADE, related_name="moves")
    mover = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    from_slot = models.PositiveSmallIntegerField(null=True)
    to_slot = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.from_slot} → {self.to_slot}"


class ShortlistValue(models.Model):
    """A value among the top three of a group, in the order in which the room meets it."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="shortlist")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="shortlistvalue_position_once"),
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
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=3), name="origin_is_a_top_three"),
        ]

    def __str__(self) -> str:
        return f"{self.word}, {self.slot}"


class Candidate(models.Model):
    """A value that points are spread over: the shortlist, frozen when the round opened."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="candidate_position_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.label


class Allocation(models.Model):
    """A leader's hundred points while the round is open; the rows are deleted when it closes."""

    data_class = DataClass.SEALED

    round = models.ForeignKey(Round, models.CASCADE, related_name="allocations")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    points = models.JSONField(default=list)
    total = models.PositiveSmallIntegerField(default=0)
    handed_in = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="allocation_once_a_round"),
            models.CheckConstraint(condition=Q(handed_in=False) | Q(total=100), name="allocation_counts_only_at_100"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.total}"


class PointsResult(models.Model):
    """What a points round publishes: computed once, when it closed."""

    data_class = DataClass.PROGRAMME

    round = models.OneToOneField(Round, models.CASCADE, related_name="points_result")
    asked = models.PositiveSmallIntegerField()
    givers = models.PositiveSmallIntegerField()
    format = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(givers__lte=models.F("asked")), name="pointsresult_givers_among_the_asked"
            ),
            models.CheckConstraint(
                condition=Q(givers__gte=5) | Q(figures=[]), name="pointsresult_no_figures_below_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.givers}"
