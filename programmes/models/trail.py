from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from config.data import DataClass
from programmes.models.people import Municipality


class Trail(models.Model):
    """Who did what to which object, and when. Never content."""

    data_class = DataClass.AUDIT

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="trail")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
