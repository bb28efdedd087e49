"""All that is kept of one person in one municipality: shown to them when they ask, and deleted when they ask for that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from config import erasing
from config.data import DataClass
from programmes.models import Comment, Look, Membership, NearestManager, Person, Share, Trail
from programmes.services.trail import record


def rows(membership: Membership) -> list[models.Model]:
    """Every row that is somebody's own, in the municipality of the membership; their own row is always among them.

    Answers without a name are none of them: nothing joins these with anybody. Nor is what others have shared with them,
    or what only the program needs, as who is signed in.
    """
    found = {(each._meta.label, each.pk): each for each in _going(root_of(membership)) if _is_own(each, membership)}
    person = membership.person
    for each in (person, *Trail.objects.filter(actor=person, municipality=membership.municipality_id)):
        found[each._meta.label, each.pk] = each
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


def _is_own(row: models.Model, membership: Membership) -> bool:
    """What hangs on a nearest manager is their leaders', but for the manager's own comments."""
    if isinstance(row, Comment):
        theirs = row.share.edition.membership_id != membership.pk
        return not (theirs and row.is_leaders) and not (row.deleted_at and row.is_leaders == theirs)
    if isinstance(row, Look):
        row = row.share
    return row.edition.membership_id == membership.pk if isinstance(row, Share) else True


def _kind(row: models.Model) -> Any:
    return getattr(row, "data_class", DataClass.SYSTEM)


def erase(membership: Membership) -> int:
    """Deletes all of it, for good: how many rows. What a group or a programme made together stays, without their name.

    Whose nearest manager they were, keeps what was shared with them: an empty person stands in their place, and the
    leader's own copies say who it was.
    """
    person, municipality, known = membership.person, membership.municipality, membership.public_id
    with transaction.atomic():
        count = Trail.objects.filter(actor=person, municipality=municipality).update(actor=None)
        count += _emptied(membership) if membership.reports.exists() else sum(membership.delete()[1].values())
        if not person.memberships.exists():
            count += sum(person.delete()[1].values())
        record("person.erase", by=None, subject=f"membership:{known}", municipality=municipality)
        erasing.ask(known)
    return count


def _emptied(membership: Membership) -> int:
    """Leaves the membership to nobody, with nothing but who had them as manager."""
    count, _by_model = Comment.objects.filter(share__nearest__manager=membership, is_leaders=False).delete()
    for relation in membership._meta.related_objects:
        if (relation.related_model, relation.field.name) != (NearestManager, "manager"):
            own = relation.related_model._default_manager.filter(**{relation.field.name: membership})
            count += own.update(**{relation.field.name: None}) if relation.field.null else own.delete()[0]
    today = timezone.localdate()
    membership.reports.filter(since__gt=today).delete()
    for nearest in membership.reports.filter(models.Q(until__isnull=True) | models.Q(until__gte=today)):
        nearest.until = max(nearest.since, today - timedelta(days=1))
        nearest.save(update_fields=["until"])
    membership.person = Person.objects.create(name=_("Slettet"), is_active=False)
    membership.until, membership.unit = max(today, membership.since), None
    membership.save(update_fields=["person", "until", "unit"])
    return count
