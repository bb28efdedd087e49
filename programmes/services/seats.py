"""Seats in groups, and who is whose nearest manager: what holds from a day on, taken up and put away."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from programmes.models import Group, GroupMember, NearestManager, Participation


def put_away(row: GroupMember | NearestManager) -> bool:
    """Ends what held until yesterday; what began today never was. False where something was shared with it today."""
    today = timezone.localdate()
    if row.since < today:
        row.until = today - timedelta(days=1)
        row.save(update_fields=["until"])
        return True
    if row.shares.exists():
        return False
    row.delete()
    return True


def take_up(participation: Participation, group: Group, *, until: date | None = None) -> GroupMember:
    """A seat from today. Who was moved away today and comes back never left: what is shared with the group stays so."""
    today = timezone.localdate()
    left_today = GroupMember.objects.filter(
        participation=participation, group=group, until=today - timedelta(days=1)
    ).last()
    if left_today is None:
        return GroupMember.objects.create(participation=participation, group=group, since=today, until=until)
    left_today.until = until
    left_today.save(update_fields=["until"])
    return left_today
