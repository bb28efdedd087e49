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
    # Who of the group thought of it; nobody's where it comes from the bank or from paper.
    proposer = models.ForeignKey(Participation, models.SET_NULL, null=True, blank=True, related_name="+")
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


class Move(Public):
    """Who put which card where: shown to the group as it works."""

    data_class = DataClass.ACCOUNT

    diamond = models.ForeignKey(Diamond, models.CASCADE, related_name="moves")
    card = models.ForeignKey(Card, models.CASCADE, related_name="moves")
    mover = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    from_slot = models.PositiveSmallIntegerField(null=True)
    to_slot = models.PositiveSmallIntegerField(null=True)
    # The card that lay there, and went to where the other came from.
    displaced = models.ForeignKey(Card, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.from_slot} → {self.to_slot}"


class Agreement(models.Model):
    """A member of the group stands behind the diamond as it lies; the next move takes it back."""

    data_class = DataClass.ACCOUNT

    diamond = models.ForeignKey(Diamond, models.CASCADE, related_name="agreements")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["diamond", "participation"], name="agreement_once_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id}: {self.diamond_id}"
