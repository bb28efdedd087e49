from __future__ import annotations

from django.db import models
from django.utils import timezone

from config.data import DataClass
from config.ids import Public
from programmes.models.people import Membership


class Worksheet(Public):
    """A sheet that a leader fills in alone, of which there may be many: private, saved as one writes."""

    data_class = DataClass.PERSONAL

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    begun_on = models.DateField(default=timezone.localdate)
    changed_at = models.DateTimeField(default=timezone.now)
    # Counts how often it was written, and says by which open form last: two tabs don't overwrite one another.
    revision = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=12, blank=True)
    # Set when it is deleted, so that it can be taken back; cleared away the day after.
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-begun_on", "-pk"]
