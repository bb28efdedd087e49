from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.dated import Dated, ends_after_it_starts, one_at_a_time
from programmes.models.people import Language, Membership, Municipality


class Programme(Public):
    """A leadership programme of a municipality: gatherings, and the work between them."""

    data_class = DataClass.PROGRAMME

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="programmes")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.BOKMAAL)

    def __str__(self) -> str:
        return self.name


class Participation(Dated, Public):
    """Somebody's role in a programme. Two roles are two rows."""

    data_class = DataClass.ACCOUNT

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Prosessleder")
        LEADER = "leader", _("Leder")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="participations")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participations")
    role = models.CharField(max_length=11, choices=Role.choices)

    class Meta:
        constraints = [
            ends_after_it_starts("participation_ends_after_it_starts"),
            one_at_a_time("participation_once_a_role", "membership", "programme", "role"),
            models.CheckConstraint(condition=Q(role__in=["facilitator", "leader"]), name="participation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.membership.person}, {self.get_role_display()}"

    @property
    def name(self) -> str:
        return self.membership.person.name
