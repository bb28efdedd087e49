"""All that is kept of one person in one municipality: shown to them when they ask, and deleted when they ask for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector

from config import erasing
from config.data import DataClass
from programmes.models import Membership, Person
from programmes.services.trail import record


def rows(membership: Membership) -> list[models.Model]:
    """Every row that goes with the membership, and the person's own where they are in no other municipality.

    Answers without a name are none of them: nothing joins these with anybody. Nor is what only the program needs, as
    who is signed in.
    """
    found = {(each._meta.label, each.pk): each for each in _going(root_of(membership))}
    return [found[key] for key in sorted(found) if _kind(found[key]) != DataClass.SYSTEM]


def root_of(membership: Membership) -> Membership | Person:
    """What there is of somebody here: themselves, or one of their memberships."""
    return membership.person if membership.person.memberships.count() == 1 else membership


def _going(root: models.Model) -> Iterator[models.Model]:
    """What would be deleted together with it, found as the ORM finds it."""
    collector = Collector(using="default")
    collector.collect([root])
    for instances in collector.data.values():
        yield from instances
    for fast in collector.fast_deletes:
        yield from fast


def _kind(row: models.Model) -> Any:
    return getattr(row, "data_class", DataClass.SYSTEM)


def erase(membership: Membership) -> int:
    """Deletes all of it, for good: how many rows. What a group or a programme made together stays, without their name."""
    with transaction.atomic():
        municipality, known = membership.municipality, membership.public_id
        _count, by_model = root_of(membership).delete()
        record("person.erase", by=None, subject=f"membership:{known}", municipality=municipality)
        erasing.ask(known)
    return sum(by_model.values())
