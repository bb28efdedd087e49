from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public


class ShelvedExercise(Public):
    """An exercise that a facilitator has kept for themselves: what it says and asks, never an answer.

    Changes in the exercise it was taken from don't reach it, and it outlives that exercise.
    """

    data_class = DataClass.PERSONAL

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shelf")
    kind = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    question = models.CharField(max_length=300, blank=True)
    # [{"text", "answer"}], of exercises of questions.
    questions = models.JSONField(default=list)
    # [{"mode", "minutes", "instruction", "writer", "in_turn"}], in their order.
    phases = models.JSONField()
    # What was chosen in the kind's own form, as that form names it.
    options = models.JSONField(default=dict)
    # Set when it is removed, so that it can be taken back; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="shelvedexercise_has_a_name"),
            models.CheckConstraint(condition=~Q(kind=""), name="shelvedexercise_has_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        return sum(phase["minutes"] for phase in self.phases)
