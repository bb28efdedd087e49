"""What holds for a time: roles, groups, managers."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

M = TypeVar("M", bound=models.Model)


def on_day(day: date | None = None, prefix: str = "") -> Q:
    """Holds on that day (today); `prefix` reaches through a relation, as in "participation__"."""
    day = day or timezone.localdate()
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    )


class DatedQuerySet(models.QuerySet[M]):
    def current(self, day: date | None = None) -> DatedQuerySet[M]:
        return self.filter(on_day(day))


class Dated(models.Model):
    """Holds from its first day to its last, both included; without a last day it still holds."""

    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=name)


def one_at_a_time(name: str, *fields: str) -> models.UniqueConstraint:
    """At most one row that still holds for the same fields."""
    options: dict[str, Any] = {"condition": Q(until__isnull=True)}
    return models.UniqueConstraint(fields=fields, name=name, **options)
