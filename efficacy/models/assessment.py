"""Instruments, what a round of one published, and a leader's own ratings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from config.data import DataClass
from config.ids import Public
from efficacy import instruments
from efficacy.scoring import FLOOR
from programmes.models import Exercise, Membership, Municipality, Participation, Round


class Instrument(Public):
    """A questionnaire in one version: one that comes with the program, or a municipality's own. Frozen once used."""

    data_class = DataClass.PROGRAMME

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="instruments"
    )  # None: it comes with the program
    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    # Set when a round or a leader's own rating first used it: from then on its content stays.
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["slug", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"], condition=Q(municipality__isnull=True), name="instrument_shipped_once"
            ),
            models.UniqueConstraint(fields=["municipality", "slug", "version"], name="instrument_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="instrument_version_from_1"),
        ]

    def __str__(self) -> str:
        return instruments.said(self.content["name"], get_language() or "nb")

    @property
    def data(self) -> instruments.Instrument:
        return instruments.Instrument.from_json(self.content)


class Assessment(models.Model):
    """Which instrument an exercise asks with."""

    data_class = DataClass.PROGRAMME

    exercise = models.OneToOneField(Exercise, models.CASCADE, related_name="assessment")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="assessments")
    # Nothing is shown where fewer have answered. A municipality may raise it; nobody lowers it.
    floor = models.PositiveSmallIntegerField(default=FLOOR)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(floor__gte=FLOOR), name="assessment_floor_is_five_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} in {self.exercise_id}"


class AssessmentResult(models.Model):
    """All that a round of ratings publishes: computed once, when it closed and its ballots were destroyed."""

    data_class = DataClass.PROGRAMME

    round = models.OneToOneField(Round, models.CASCADE, related_name="assessment_result")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="results")
    asked = models.PositiveSmallIntegerField()
    respondents = models.PositiveSmallIntegerField()
    format = models.PositiveSmallIntegerField(default=1)
    # By the factor's key; empty where fewer than five answered.
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(respondents__lte=F("asked")), name="assessmentresult_answered_among_the_asked"
            ),
            models.CheckConstraint(
                condition=Q(respondents__gte=FLOOR) | Q(figures={}), name="assessmentresult_nothing_below_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.respondents}"


class NamedAnswer(models.Model):
    """What somebody answered in an åpen runde, in which all were told that everybody sees it."""

    data_class = DataClass.PERSONAL

    round = models.ForeignKey(Round, models.CASCADE, related_name="named_answers")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    # By the factor's key: one answer for each of its items.
    answers = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="namedanswer_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.round_id}"


class SelfRating(Public):
    """A leader's own rating of themselves on a day. Nobody else reads it."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="self_ratings")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="self_ratings")
    on = models.DateField(default=timezone.localdate)
    strengths = models.TextField(blank=True)
    growth = models.TextField(blank=True)
    training = models.TextField(blank=True)
    # Counts how often it was written, and says by which open form last: two tabs don't overwrite one another.
    revision = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "instrument", "on"], name="selfrating_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} on {self.on}"


class SelfScore(models.Model):
    """One area of a leader's own rating: a number, or none yet, and the reason for it."""

    data_class = DataClass.PERSONAL

    rating = models.ForeignKey(SelfRating, models.CASCADE, related_name="scores")
    key = models.CharField(max_length=12)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "key"], name="selfscore_once_an_area"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=7), name="selfscore_1_to_7"
            ),
            models.CheckConstraint(condition=~Q(value__isnull=True, reason=""), name="selfscore_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
