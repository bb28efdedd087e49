from __future__ import annotations

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from programmes.models.worksheets import Worksheet

MOMENTS = ("now", "wish", "guess", "became")
LOWEST, HIGHEST = 0, 10


class WithPlaced(models.Manager["Grow"]):
    """With the action on the målkort, and whether it stands there."""

    def get_queryset(self) -> models.QuerySet[Grow]:
        return super().get_queryset().select_related("placed__goal__area")


class Grow(Worksheet):
    """A conversation by GROW, alone or with somebody who asks: goal, reality, options, will, and what comes of it."""

    partner = models.CharField(max_length=120, blank=True)
    topic = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    reality = models.TextField(blank=True)
    options = models.TextField(blank=True)
    choice = models.TextField(blank=True)
    obstacles = models.TextField(blank=True)
    support = models.TextField(blank=True)
    action = models.TextField(blank=True)
    deadline = models.CharField(max_length=200, blank=True)
    # The action on the målkort that it ended in, for as long as that is there.
    placed = models.ForeignKey("goals.Action", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = WithPlaced()

    @property
    def is_placed(self) -> bool:
        return self.placed is not None and self.placed.stands

    def __str__(self) -> str:
        return f"grow {self.pk}"


class Mood(Worksheet):
    """How it is now, how its leader wants it, how they think it will be, and how it became: in words, 0–10, a picture."""

    class Picture(models.TextChoices):
        SUN = "sun", _("Sol")
        FAIR = "fair", _("Sol og skyer")
        CLOUD = "cloud", _("Overskyet")
        FOG = "fog", _("Tåke")
        RAIN = "rain", _("Regn")
        STORM = "storm", _("Storm")

    about = models.TextField(blank=True)
    now = models.TextField(blank=True)
    now_mood = models.PositiveSmallIntegerField(null=True, blank=True)
    now_picture = models.CharField(max_length=5, choices=Picture.choices, blank=True)
    wish = models.TextField(blank=True)
    wish_mood = models.PositiveSmallIntegerField(null=True, blank=True)
    wish_picture = models.CharField(max_length=5, choices=Picture.choices, blank=True)
    guess = models.TextField(blank=True)
    guess_mood = models.PositiveSmallIntegerField(null=True, blank=True)
    guess_picture = models.CharField(max_length=5, choices=Picture.choices, blank=True)
    became = models.TextField(blank=True)
    became_mood = models.PositiveSmallIntegerField(null=True, blank=True)
    became_picture = models.CharField(max_length=5, choices=Picture.choices, blank=True)

    class Meta(Worksheet.Meta):
        constraints = [
            models.CheckConstraint(
                condition=reduce(
                    and_,
                    (
                        Q(**{f"{moment}_mood__isnull": True}) | Q(**{f"{moment}_mood__range": (LOWEST, HIGHEST)})
                        for moment in MOMENTS
                    ),
                ),
                name="mood_0_to_10",
            ),
            models.CheckConstraint(
                condition=reduce(
                    and_,
                    (
                        Q(**{f"{moment}_picture__in": ["", "sun", "fair", "cloud", "fog", "rain", "storm"]})
                        for moment in MOMENTS
                    ),
                ),
                name="mood_picture_known",
            ),
        ]

    def __str__(self) -> str:
        return f"mood {self.pk}"

    @property
    def moods(self) -> list[int | None]:
        """The four, from now to how it became; None where it is not set."""
        return [getattr(self, f"{moment}_mood") for moment in MOMENTS]


class MoodPicture(models.Model):
    """The leader's own picture of one of the four moments, made anew from what was sent. Shown to others only if asked."""

    data_class = DataClass.PERSONAL

    class Moment(models.TextChoices):
        NOW = "now", _("Sånn er det akkurat nå")
        WISH = "wish", _("Sånn vil jeg ha det")
        GUESS = "guess", _("Tror det kommer til å bli")
        BECAME = "became", _("Slik ble det")

    mood = models.ForeignKey(Mood, models.CASCADE, related_name="pictures")
    moment = models.CharField(max_length=6, choices=Moment.choices)
    content = models.BinaryField()  # JPEG
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=200, blank=True)
    # Whether it goes along in print and in copies that are shared from now on.
    goes_along = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mood", "moment"], name="moodpicture_once_a_moment"),
            models.CheckConstraint(
                condition=Q(moment__in=["now", "wish", "guess", "became"]), name="moodpicture_moment_known"
            ),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=1600, height__gte=1, height__lte=1600),
                name="moodpicture_at_most_1600",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} {self.width} × {self.height}"
