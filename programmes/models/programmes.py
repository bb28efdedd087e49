from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.dated import Dated, ends_after_it_starts, on_day, one_at_a_time
from programmes.models.people import Language, Membership, Municipality, Person


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def run_by(self, person: int, day: date | None = None) -> ProgrammeQuerySet:
        """Those that somebody, known by their primary key, facilitates on that day (today)."""
        return self.filter(
            on_day(day, "participations__"),
            on_day(day, "participations__membership__"),
            participations__membership__person=person,
            participations__role="facilitator",
        ).distinct()


class Programme(Public):
    """A leadership programme of a municipality: gatherings, and the work between them."""

    data_class = DataClass.PROGRAMME

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="programmes")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.BOKMAAL)

    objects = ProgrammeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Participation(Dated, Public):
    """Somebody's role in a programme. Two roles are two rows; a guest takes part in one gathering only."""

    data_class = DataClass.ACCOUNT

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Prosessleder")
        LEADER = "leader", _("Leder")
        GUEST = "guest", _("Gjest")

    # None for a guest, until the guest signs in and claims what they wrote.
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="participations")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participations")
    role = models.CharField(max_length=11, choices=Role.choices)
    guest_name = models.CharField(max_length=120, blank=True)
    gathering = models.ForeignKey("programmes.Gathering", models.CASCADE, null=True, blank=True, related_name="guests")
    # When they first signed in while they took part.
    came_at = models.DateTimeField(null=True, blank=True)
    # Made for a rehearsal, and wiped with it.
    is_pretend = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ends_after_it_starts("participation_ends_after_it_starts"),
            one_at_a_time("participation_once_a_role", "membership", "programme", "role"),
            models.CheckConstraint(
                condition=Q(role__in=["facilitator", "leader", "guest"]), name="participation_role_known"
            ),
            models.CheckConstraint(
                condition=(Q(role="guest", gathering__isnull=False) & ~Q(guest_name=""))
                | (~Q(role="guest") & Q(membership__isnull=False, gathering__isnull=True, guest_name="")),
                name="participation_guest_has_a_name_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(is_pretend=False) | Q(role="guest", membership__isnull=True),
                name="participation_only_guests_pretend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    @property
    def name(self) -> str:
        return self.membership.person.name if self.membership else self.guest_name

    @property
    def person(self) -> Person:
        """Who it is; not to be asked of a guest who has not signed in."""
        assert self.membership is not None
        return self.membership.person

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]
