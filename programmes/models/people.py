from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from config.colour import BRAND, readable_on_white, visible_on_white
from config.data import DataClass
from config.ids import Public, public_id
from config.text import compare_key, sort_key
from programmes.models.dated import Dated, ends_after_it_starts, one_at_a_time


class Language(models.TextChoices):
    BOKMAAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    ENGLISH = "en", _("Engelsk")


class Municipality(Public):
    """A municipality: the wall that no content crosses."""

    data_class = DataClass.PROGRAMME

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.BOKMAAL)
    colour = models.CharField(max_length=7, default=BRAND, validators=[readable_on_white])
    # For lines and edges beside the first, never for text.
    second_colour = models.CharField(max_length=7, default=BRAND, validators=[visible_on_white])

    class Meta:
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of the municipality that people work in."""

    data_class = DataClass.PROGRAMME

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="units")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=400, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="unit_once_a_municipality")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = compare_key(self.name)
        super().save(*args, **kwargs)


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser, Public):
    """Somebody who signs in: by a code sent to their e-mail, never by a password."""

    data_class = DataClass.ACCOUNT
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    password = None  # type: ignore[assignment]
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)
    email = models.EmailField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    is_active = models.BooleanField(default=True)
    # Changed to end every session of the person at once.
    session_salt = models.CharField(max_length=12, default=public_id, editable=False)

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once_whatever_its_case"),
            models.CheckConstraint(condition=~Q(email=""), name="person_email_null_when_none"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        self.email = self.email.strip() or None if self.email else None
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        return salted_hmac("programmes.Person.session", self.session_salt, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())

    def set_unusable_password(self) -> None:
        """Nobody has a password."""

    def has_usable_password(self) -> bool:
        return False

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]


def last_name_first(name: str) -> str:
    """Nordmann, Kari: as a file is named in an archive."""
    first, _space, last = name.strip().rpartition(" ")
    return f"{last}, {first}" if first else last


class Membership(Dated, Public):
    """What a municipality knows of a person. What a leader writes hangs here, and outlives each programme."""

    data_class = DataClass.ACCOUNT

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="memberships")
    # The unit of today. Where before and where from which day, its placements say (`services.placements`).
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="memberships")

    class Meta:
        constraints = [
            ends_after_it_starts("membership_ends_after_it_starts"),
            one_at_a_time("membership_once_a_municipality", "person", "municipality"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.municipality}"

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def manager(self) -> Membership | None:
        """The nearest manager of today."""
        row = self.managers.current().select_related("manager__person").order_by("-since").first()
        return row.manager if row else None


class NearestManager(Dated):
    """Whose nearest manager somebody is, and when: an edition goes to the one of its day."""

    data_class = DataClass.ACCOUNT

    leader = models.ForeignKey(Membership, models.CASCADE, related_name="managers")
    manager = models.ForeignKey(Membership, models.CASCADE, related_name="reports")

    class Meta:
        constraints = [
            ends_after_it_starts("nearestmanager_ends_after_it_starts"),
            one_at_a_time("nearestmanager_one_at_a_time", "leader"),
            models.CheckConstraint(condition=~Q(leader=F("manager")), name="nearestmanager_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} of {self.leader_id}"


class Office(Dated):
    """A task for the whole municipality: HR, or its administrator."""

    data_class = DataClass.ACCOUNT

    class Role(models.TextChoices):
        HR = "hr", _("HR")
        ADMINISTRATOR = "administrator", _("Administrator")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="offices")
    role = models.CharField(max_length=13, choices=Role.choices)

    class Meta:
        constraints = [
            ends_after_it_starts("office_ends_after_it_starts"),
            one_at_a_time("office_once_a_role", "membership", "role"),
            models.CheckConstraint(condition=Q(role__in=["hr", "administrator"]), name="office_role_known"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
