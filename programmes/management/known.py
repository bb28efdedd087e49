"""How commands say whom they mean."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db.models import QuerySet

from config.text import compare_key
from programmes.models import Membership


def member(members: QuerySet[Membership], municipality: str, who: str) -> Membership:
    """The one member of a municipality who is called so, or has that address. Raises CommandError for none or several."""
    key = compare_key(who)
    found = [
        each
        for each in members.filter(municipality__name=municipality).select_related("person", "municipality")
        if key in (compare_key(each.person.name), compare_key(each.person.email or ""))
    ]
    if len(found) != 1:
        raise CommandError(f"{len(found)} members of {municipality} are known by that. Exactly one is needed.")
    return found[0]
