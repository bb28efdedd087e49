from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public
from config.text import compare_key
from programmes.models.gatherings import Gathering
from programmes.models.people import Municipality
from programmes.models.programmes import Participation


class SavedProgramme(Public):
    """A programme's plan that a municipality keeps as ready-made: days, items and exercises, and nobody's words."""

    data_class = DataClass.PROGRAMME

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="saved_programmes")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=400, editable=False)
    language = models.CharField(max_length=2, default="nb")
    # As programmes/readymade/reading.py reads it.
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="savedprogramme_name_once_a_municipality"),
            models.CheckConstraint(condition=~Q(name=""), name="savedprogramme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = compare_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class DayInvitation(models.Model):
    """A gathering in somebody's calendar: which edition of it they were last sent, and whether it was called off."""

    data_class = DataClass.ACCOUNT

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="invitations")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="day_invitations")
    sequence = models.PositiveIntegerField()
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "participation"], name="dayinvitation_once_a_participation")
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.gathering}"
