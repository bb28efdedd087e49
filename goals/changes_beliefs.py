"""What is new in a mastery belief and its four sources, from one copy to another: pure."""

from __future__ import annotations

from collections import Counter

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.beliefs_sheet import BeliefSheet
from goals.changes_following import Key, Said, compared
from programmes.sheets import Change


def belief_changes(before: BeliefSheet, after: BeliefSheet) -> list[Change]:
    """A rating is known by its day and its place there, what happened by its day and words, a source by which it is."""
    return compared(said(before), said(after))


def said(sheet: BeliefSheet) -> Said:
    found: dict[Key, tuple[str, str, str]] = {("about",): (_("Det gjelder"), "", sheet.about)}
    if sheet.ladder:
        found["ladder",] = (_("Trappen"), "", sheet.ladder)
    seen: Counter[Key] = Counter()
    for rating in sheet.ratings:
        seen["rating", rating.on] += 1
        key: Key = ("rating", rating.on, seen["rating", rating.on])
        found[key] = (_("Mestringstro"), date_format(rating.day, "SHORT_DATE_FORMAT"), str(rating.value))
    for each in sheet.happened:
        seen["happened", each.on, each.said] += 1
        key = ("happened", each.on, each.said, seen["happened", each.on, each.said])
        found[key] = (_("Det som skjedde"), date_format(each.day, "SHORT_DATE_FORMAT"), each.said)
    for source in sheet.sources:
        found["feeds", source.kind] = (source.label, _("Det gir meg dette nå"), source.feeds)
        found["could", source.kind] = (source.label, _("Det kan gi meg dette"), source.could)
    found["small_next",] = (_("En liten neste ting"), "", sheet.small_next)
    return found
