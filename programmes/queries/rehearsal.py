from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from programmes.models import Stage
from programmes.rules import pretend_token


@dataclass(frozen=True)
class Phone:
    """A pretend phone, and the link that opens it."""

    name: str
    url: str


def phones(stage: Stage) -> list[Phone]:
    """The pretend phones of a rehearsal, in the order of their numbers; none when the day is real."""
    if not stage.is_rehearsal:
        return []
    return [
        Phone(each.guest_name, reverse("pretend-phone", args=[pretend_token(each, stage)]))
        for each in stage.gathering.guests.filter(is_pretend=True).order_by("pk")
    ]
