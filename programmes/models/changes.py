"""People over time: where somebody works, when they are away, and what a facilitator has changed of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.dated import Dated, ends_after_it_starts, on_day, one_at_a_time
from programmes.models.people import Membership, Municipality, Unit
from programmes.models.programmes import Participation, Programme


class MunicipalityMark(models.Model):
    """The municipality's mark: a picture made anew from what was sent."""

    data_class = DataClass.PROGRAMME

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="mark")
    content = models.BinaryField()  # JPEG
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=1600, height__gte=1, height__lte=1600),
                name="municipalitymark_at_most_1600",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.width} × {self.height}"


class Placement(Dated):
    """The unit that somebody works in, and when."""

    data_class = DataClass.ACCOUNT

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")

    class Meta:
        constraints = [
            ends_after_it_starts("placement_ends_after_it_starts"),
            one_at_a_time("placement_one_at_a_time", "membership"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.unit_id}"


class Leave(Dated):
    """Somebody is away, and who stands in for them meanwhile, if anybody does."""

    data_class = DataClass.ACCOUNT

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="leaves")
    deputy = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="deputising")

    class Meta:
        constraints = [
            ends_after_it_starts("leave_ends_after_it_starts"),
            one_at_a_time("leave_one_at_a_time", "membership"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("membership")), name="leave_deputy_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} away"


def on_leave(membership: str = "membership") -> Exists:
    """That somebody is on leave today; `membership` is the way to them from the row that is asked about."""
    return Exists(Leave.objects.filter(on_day(), membership=OuterRef(membership)))


class Change(Public):
    """What was changed of somebody from which day, with the rows that it touched: so that the latest can be undone."""

    data_class = DataClass.ACCOUNT

    class Kind(models.TextChoices):
        UNIT = "unit", _("Ny enhet")
        MANAGER = "manager", _("Ny nærmeste leder")
        LEAVE = "leave", _("Permisjon")
        BACK = "back", _("Tilbake fra permisjon")
        LEAVING = "leaving", _("Slutter")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="changes")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    since = models.DateField()
    # Each row: its model and key, whether it was made, else what it held before and holds since.
    rows = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["unit", "manager", "leave", "back", "leaving"]), name="change_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("made_at")),
                name="change_undone_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.membership_id}"


class Invitation(models.Model):
    """The mail that asks somebody into a programme: asked for, and then sent or failed. Sent anew, it has a number more."""

    data_class = DataClass.ACCOUNT

    participation = models.OneToOneField(Participation, models.CASCADE, related_name="invitation")
    number = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="invitation_number_from_one"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True), name="invitation_sent_or_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.participation_id}"
