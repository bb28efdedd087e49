from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.data import DataClass
from config.ids import Public
from programmes.models import ReleasedText, Round


class IdeaPile(Public):
    """Ideas about the purpose that belong together, under a heading. Taken away, its ideas are loose again."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="idea_piles")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=60)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="ideapile_position_once_a_round"),
            models.CheckConstraint(condition=~Q(heading=""), name="ideapile_has_a_heading"),
        ]

    def __str__(self) -> str:
        return self.heading


class PiledIdea(models.Model):
    """An idea in a pile. It is a released text: nobody knows whose it was."""

    data_class = DataClass.PROGRAMME

    pile = models.ForeignKey(IdeaPile, models.CASCADE, related_name="ideas")
    text = models.ForeignKey(ReleasedText, models.CASCADE, related_name="piled")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text"], name="piledidea_in_one_pile")]

    def __str__(self) -> str:
        return f"{self.text_id} in {self.pile_id}"
