"""The group's own cases, sorted by source 3's two questions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public
from efficacy.situations import POOL, SITUATIONS
from programmes.models import Group, Participation, Round


class CaseBoard(models.Model):
    """One group's cases in one round. It belongs to the group."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="case_boards")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "group"], name="caseboard_once_a_group")]

    def __str__(self) -> str:
        return f"{self.group_id} in {self.round_id}"


class Case(Public):
    """A case from the group's own agenda: where it lies, and how many minutes of a meeting it takes."""

    data_class = DataClass.PROGRAMME

    board = models.ForeignKey(CaseBoard, models.CASCADE, related_name="cases")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    key = models.CharField(max_length=200, editable=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    situation = models.PositiveSmallIntegerField(default=POOL)
    # Who laid it there, shown to the group as it works.
    mover = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["board", "position"], name="case_position_once_a_board"),
            models.UniqueConstraint(fields=["board", "key"], name="case_title_once_a_board"),
            models.CheckConstraint(condition=~Q(key=""), name="case_title_not_empty"),
            models.CheckConstraint(
                condition=Q(situation__gte=POOL, situation__lte=len(SITUATIONS)), name="case_lies_in_a_situation"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=600), name="case_minutes_1_to_600"
            ),
        ]

    def __str__(self) -> str:
        return self.title
