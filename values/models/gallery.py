from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public
from programmes.models import Group, Participation, Round


class Stand(models.Model):
    """A group's place in the gallery walk: its number in the rotation, and who stays behind as its host."""

    data_class = DataClass.ACCOUNT

    round = models.ForeignKey(Round, models.CASCADE, related_name="stands")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    # From 0, as `values.gallery.rotation` counts.
    number = models.PositiveSmallIntegerField()
    host = models.ForeignKey(Participation, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "group"], name="stand_once_a_group"),
            models.UniqueConstraint(fields=["round", "number"], name="stand_number_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.number}"


class GalleryComment(Public):
    """What visitors said of a group's proposal, as its host noted it; then worked in, or set aside with a word."""

    data_class = DataClass.PROGRAMME

    class State(models.TextChoices):
        NOTED = "noted"
        WORKED_IN = "worked_in"
        SET_ASIDE = "set_aside"

    round = models.ForeignKey(Round, models.CASCADE, related_name="gallery_comments")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=State.choices, default=State.NOTED)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="gallerycomment_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=["noted", "worked_in"], why="") | (Q(state="set_aside") & ~Q(why="")),
                name="gallerycomment_set_aside_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return self.text
