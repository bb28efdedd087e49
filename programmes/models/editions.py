from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.people import Membership
from programmes.models.programmes import Programme


class Edition(Public):
    """A frozen copy of something a leader wrote. It never changes; a later text is a later edition."""

    data_class = DataClass.EDITION

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="editions")
    kind = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    format = models.PositiveSmallIntegerField()
    sheet = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "kind", "number"], name="edition_number_once_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ShareQuerySet(models.QuerySet["Share"]):
    def open(self) -> ShareQuerySet:
        """What its receiver may open today: not withdrawn, and not past its last day."""
        return self.filter(withdrawn_at__isnull=True).exclude(ends_on__lt=timezone.localdate())


class Share(Public):
    """Whom an edition is shared with, what for, and how long. Withdrawn or ended, it is not there for them."""

    data_class = DataClass.EDITION

    class Audience(models.TextChoices):
        HR = "hr", _("HR")
        MANAGER = "manager", _("Nærmeste leder")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="shares")
    audience = models.CharField(max_length=7, choices=Audience.choices)
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="shares")
    manager = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="shares_received")
    purpose = models.CharField(max_length=200)
    shared_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="hr", programme__isnull=False, manager__isnull=True)
                | Q(audience="manager", programme__isnull=True, manager__isnull=False),
                name="share_has_one_named_receiver",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("shared_at")),
                name="share_withdrawn_after_it_was_shared",
            ),
            models.UniqueConstraint(
                fields=["edition", "audience"],
                condition=Q(withdrawn_at__isnull=True),
                name="share_once_an_audience",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.audience}"

    @property
    def is_open(self) -> bool:
        """Whether its receiver may open it today."""
        return self.withdrawn_at is None and (self.ends_on is None or self.ends_on >= timezone.localdate())

    @property
    def seen(self) -> Look | None:
        """Who opened it last, if anybody has."""
        return max(self.looks.all(), key=lambda look: look.at, default=None)

    @property
    def fetched(self) -> Look | None:
        """Who fetched it as a file first, if anybody has: from then on it may be archived."""
        return min((look for look in self.looks.all() if look.fetched), key=lambda look: look.at, default=None)


class Look(models.Model):
    """Who has opened or fetched what was shared, so that its owner can see it."""

    data_class = DataClass.AUDIT

    share = models.ForeignKey(Share, models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    fetched = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.share_id} at {self.at}"
