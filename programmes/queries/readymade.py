"""What the pages about ready-made programmes show."""

from __future__ import annotations

from collections.abc import Sequence

from programmes.models import Municipality, Person, Programme, SavedProgramme


def saved_in(municipalities: Sequence[Municipality]) -> list[SavedProgramme]:
    found = SavedProgramme.objects.filter(municipality__in=municipalities).select_related("municipality")
    return list(found.order_by("municipality__name", "key", "pk"))


def run_by(person: Person, municipalities: Sequence[Municipality]) -> list[Programme]:
    """The programmes of these municipalities that the person facilitates today."""
    found = Programme.objects.run_by(person.pk).filter(municipality__in=municipalities)
    return list(found.select_related("municipality").order_by("name", "pk"))
