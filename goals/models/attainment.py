from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from goals.models.cards import Goal
from programmes.models import Membership

MOST_SCALED = 6
MOST_WEIGHT = 10


class Row(models.TextChoices):
    """The two rows of a goal in the table."""

    ACHIEVEMENT = "achievement", _("Oppnå")
    EFFORT = "effort", _("Innsats")


class Attainment(Public):
    """A table of Goal Attainment Scaling: what is expected of some goals, and the day agreed for its review."""

    data_class = DataClass.PERSONAL

    class Numbering(models.TextChoices):
        LEVELS = "levels", _("1 til 5")
        SCALE = "scale", _("−2 til +2")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="attainments")
    title = models.CharField(max_length=200)
    begun_on = models.DateField(default=timezone.localdate)
    review_on = models.DateField(null=True, blank=True)
    numbering = models.CharField(max_length=6, choices=Numbering.choices, default=Numbering.LEVELS)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="attainment_title_not_empty"),
            models.CheckConstraint(condition=Q(numbering__in=["levels", "scale"]), name="attainment_numbering_known"),
        ]

    def __str__(self) -> str:
        return self.title


class ScaledGoal(Public):
    """A goal in the table: its number, its weight, and the level at which it began."""

    data_class = DataClass.PERSONAL

    attainment = models.ForeignKey(Attainment, models.CASCADE, related_name="scaled")
    position = models.PositiveSmallIntegerField()
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="scaled")
    weight = models.PositiveSmallIntegerField(default=1)
    # 2, or 1 where worse is impossible: which of the two conventions was used. None: not said.
    baseline = models.PositiveSmallIntegerField(null=True, blank=True)
    # Counts how often it was written, and says by which open form last: two tabs don't overwrite one another.
    revision = models.PositiveIntegerField(default=1)
    writer = models.CharField(max_length=12, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attainment", "position"],
                condition=Q(deleted_at__isnull=True),
                name="scaledgoal_position_once_a_table",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_SCALED), name="scaledgoal_one_of_six"
            ),
            models.CheckConstraint(condition=Q(weight__lte=MOST_WEIGHT), name="scaledgoal_weight_0_to_10"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline__in=[1, 2]), name="scaledgoal_baseline_1_or_2"
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.position}"


class ScaleText(models.Model):
    """What a level of a goal's row looks like, 1–5; 3 is what is expected."""

    data_class = DataClass.PERSONAL

    scaled = models.ForeignKey(ScaledGoal, models.CASCADE, related_name="texts")
    row = models.CharField(max_length=11, choices=Row.choices)
    level = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["row", "level"]
        constraints = [
            models.UniqueConstraint(fields=["scaled", "row", "level"], name="scaletext_once_a_level"),
            models.CheckConstraint(condition=Q(row__in=["achievement", "effort"]), name="scaletext_row_known"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="scaletext_level_1_to_5"),
            models.CheckConstraint(condition=~Q(text=""), name="scaletext_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> ReviewQuerySet:
        return self.filter(deleted_at__isnull=True)


class Review(Public):
    """A review of the table, which the leader leads: the first, the second …"""

    data_class = DataClass.PERSONAL

    attainment = models.ForeignKey(Attainment, models.CASCADE, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    on = models.DateField(default=timezone.localdate)
    revision = models.PositiveIntegerField(default=1)
    writer = models.CharField(max_length=12, blank=True)
    # Set when it is deleted, so that it can be taken back; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["attainment", "number"], name="review_number_once_a_table"),
            models.CheckConstraint(condition=Q(number__gte=1), name="review_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"review {self.number}"


class Mark(models.Model):
    """The X of a review: the level that a goal's row reached, and what happened, in words."""

    data_class = DataClass.PERSONAL

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks")
    scaled = models.ForeignKey(ScaledGoal, models.CASCADE, related_name="marks")
    row = models.CharField(max_length=11, choices=Row.choices)
    level = models.PositiveSmallIntegerField()
    told = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "scaled", "row"], name="mark_once_a_row"),
            models.CheckConstraint(condition=Q(row__in=["achievement", "effort"]), name="mark_row_known"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="mark_level_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.level}"
