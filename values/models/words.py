from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from config.data import DataClass
from config.ids import Public
from programmes.models import Round


class Merge(Public):
    """Words that the facilitator has decided are one value among the diamonds of a round.

    It may hold other merges, so that splitting it gives back what was. `label` is empty while nobody has chosen one.
    """

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="merges")
    label = models.CharField(max_length=80, blank=True)
    into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(into__isnull=True) | ~Q(into=F("id")), name="merge_into_another"),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.round_id}, {self.pk}"


class MergedWord(models.Model):
    """A word of a merge, by the key that all its spellings share. It belongs to one merge at a time."""

    data_class = DataClass.PROGRAMME

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="words")
    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="mergedword_once_a_round"),
            models.CheckConstraint(condition=~Q(key=""), name="mergedword_not_empty"),
        ]

    def __str__(self) -> str:
        return self.key


class KeptApart(models.Model):
    """A proposal that the facilitator has waved away: these words are values of their own."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="kept_apart")
    keys = models.CharField(max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "keys"], name="keptapart_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.keys
