from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from config.text import compare_key
from programmes.models.dated import Dated, ends_after_it_starts, one_at_a_time
from programmes.models.gatherings import Gathering
from programmes.models.programmes import Participation, Programme


class GroupSet(models.Model):
    """One way of dividing a programme's leaders into groups."""

    data_class = DataClass.PROGRAMME

    class Purpose(models.TextChoices):
        STANDING = "standing", _("Faste grupper")
        DAY = "day", _("Dagens grupper")
        NETWORK = "network", _("Ledernettverk")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="group_sets")
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.STANDING)
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, blank=True, related_name="group_sets")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="day", gathering__isnull=False)
                | Q(purpose__in=["standing", "network"], gathering__isnull=True),
                name="groupset_of_a_day_has_its_gathering",
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class Group(Public):
    data_class = DataClass.PROGRAMME

    group_set = models.ForeignKey(GroupSet, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=200, editable=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["group_set", "position"], name="group_position_once_a_set"),
            models.UniqueConstraint(fields=["group_set", "key"], name="group_name_once_a_set"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = compare_key(self.name)
        super().save(*args, **kwargs)


class GroupMember(Dated):
    data_class = DataClass.ACCOUNT

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="groups")
    # The group's own, kept here so that the database can see to it that nobody sits in two groups at once.
    group_set = models.ForeignKey(GroupSet, models.CASCADE, editable=False, related_name="+")

    class Meta:
        constraints = [
            ends_after_it_starts("groupmember_ends_after_it_starts"),
            one_at_a_time("groupmember_one_group_of_a_set", "group_set", "participation"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.group_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.group_set = self.group.group_set
        super().save(*args, **kwargs)
