"""Who is in the room, and what they do there: admissions, attendance, roles, whose turn it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.gatherings import Gathering, Phase
from programmes.models.groups import Group
from programmes.models.programmes import Participation
from programmes.models.stage import Round


class Admission(Public):
    """A device that takes part in a gathering as somebody who has not signed in.

    It opens that gathering and what one writes there oneself, until the day ends; nothing else.
    """

    data_class = DataClass.ACCOUNT

    class State(models.TextChoices):
        WAITING = "waiting", _("Venter")
        ADMITTED = "admitted", _("Inne")
        WITHDRAWN = "withdrawn", _("Tatt ut")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="admissions")
    # A guest's is made when they are let in.
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="admissions")
    guest_name = models.CharField(max_length=120, blank=True)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    # SHA-256, in hex, of the key that the device keeps in its cookie.
    device = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    by_card = models.BooleanField(default=False)
    # That it was let in, also once it is out again: whom it was in as is told so.
    was_in = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "device"],
                condition=~Q(state="withdrawn"),
                name="admission_once_a_device",
            ),
            models.UniqueConstraint(
                fields=["gathering", "participation"], condition=Q(by_card=True), name="admission_card_used_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "admitted", "withdrawn"]), name="admission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(participation__isnull=False) | ~Q(guest_name=""), name="admission_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="admitted") | Q(participation__isnull=False),
                name="admission_admits_a_participant",
            ),
            models.CheckConstraint(condition=~Q(state="admitted") | Q(was_in=True), name="admission_admitted_was_in"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id}: {self.state}"

    @property
    def name(self) -> str:
        return self.participation.name if self.participation else self.guest_name

    @property
    def is_admitted(self) -> bool:
        return self.state == self.State.ADMITTED


class Attendance(models.Model):
    """That somebody was there, or was not. Who is ticked as absent is asked in no round.

    Neither is a tick that the facilitator took away: then who follows the day is not ticked anew by itself.
    """

    data_class = DataClass.ACCOUNT

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="attendances")
    was_there = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "participation"], name="attendance_once_a_gathering"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} at {self.gathering_id}: {self.was_there}"


class OwnScreen(models.Model):
    """That somebody follows a running gathering where they are signed in: then no device is let in as them.

    Whoever is in as somebody reads what they have written there. Whether they have, this does not say.
    """

    data_class = DataClass.ACCOUNT

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="own_screens")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="own_screens")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "participation"], name="ownscreen_once_a_gathering"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} at {self.gathering_id}"


class GroupRole(models.Model):
    """A role that somebody in a group has taken for the day (source 2)."""

    data_class = DataClass.PROGRAMME

    class Role(models.TextChoices):
        CHAIR = "chair", _("Ordstyrer og tidtaker")
        GUARD = "guard", _("Viddevakt")
        SECRETARY = "secretary", _("Sekretær")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="group_roles")
    group = models.ForeignKey(Group, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=9, choices=Role.choices)
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "group", "role"], name="grouprole_taken_by_one"),
            models.CheckConstraint(condition=Q(role__in=["chair", "guard", "secretary"]), name="grouprole_known"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Floor(models.Model):
    """Who has the floor in a group's rekkefremlegg: the number of the member in turn, and since when.

    Written when somebody passes it on by a tap, or comes or goes in the middle; without a row, the clock alone
    passes it on. The time is the stage's clock's, which stands while the stage is paused.
    """

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="floors")
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    # Who speaks after whom, by participation, once somebody has come or gone in the middle; empty: by name.
    order = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "phase", "group"], name="floor_once_a_group_and_phase"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.number}"


class Replan(Public):
    """The rest of a day re-planned in one action; what stood before is kept for its undoing."""

    data_class = DataClass.PROGRAMME

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="replans")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # For each item that changed: its key, start and minutes, and whether it was left out and pinned.
    before = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.gathering_id} at {self.at}"
