from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.groups import GroupMember
from programmes.models.people import Membership, NearestManager
from programmes.models.programmes import Programme


class Edition(Public):
    """A frozen copy of something a leader wrote. It never changes; a later text is a later edition."""

    data_class = DataClass.EDITION

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="editions")
    kind = models.SlugField(max_length=40)
    # The public id of what it is a copy of, where a leader has several of the kind.
    subject = models.CharField(max_length=12, blank=True)
    number = models.PositiveSmallIntegerField()
    format = models.PositiveSmallIntegerField()
    sheet = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "kind", "subject", "number"], name="edition_number_once_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class EditionPicture(models.Model):
    """A picture that belongs to an edition, as it was and small: the sheet names it by its number, from 0."""

    data_class = DataClass.EDITION

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()  # JPEG

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="editionpicture_number_once_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"


class ShareQuerySet(models.QuerySet["Share"]):
    def open(self) -> ShareQuerySet:
        """What its receiver may open today: not withdrawn, and not past its last day."""
        return self.filter(withdrawn_at__isnull=True, ends_on__gte=timezone.localdate())


class Share(Public):
    """Whom an edition is shared with, what for, and how long. Withdrawn or ended, it is not there for them.

    To HR of a programme; to the nearest manager of the day, for as long as they are; or to those who sat in the
    leader's own group that day, for as long as both sit there. Nobody who comes later is let in.
    """

    data_class = DataClass.EDITION

    class Audience(models.TextChoices):
        HR = "hr", _("HR")
        MANAGER = "manager", _("Nærmeste leder")
        GROUP = "group", _("Gruppen")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="shares")
    audience = models.CharField(max_length=7, choices=Audience.choices)
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="shares")
    nearest = models.ForeignKey(NearestManager, models.CASCADE, null=True, blank=True, related_name="shares")
    # The leader's own place in the group that it is shared with, and the others' places.
    seat = models.ForeignKey(GroupMember, models.CASCADE, null=True, blank=True, related_name="shares")
    readers = models.ManyToManyField(GroupMember, blank=True, related_name="shares_received")
    purpose = models.CharField(max_length=200)
    shared_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The share that it took the place of while that one was open.
    replaces = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="hr", programme__isnull=False, nearest__isnull=True, seat__isnull=True)
                | Q(audience="manager", programme__isnull=True, nearest__isnull=False, seat__isnull=True)
                | Q(audience="group", programme__isnull=True, nearest__isnull=True, seat__isnull=False),
                name="share_has_one_named_receiver",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("shared_at")),
                name="share_withdrawn_after_it_was_shared",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="share_says_what_for"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="share_replaces_another"
            ),
            models.UniqueConstraint(
                fields=["edition", "audience"],
                condition=Q(withdrawn_at__isnull=True),
                name="share_once_an_audience",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.audience}"

    @property
    def is_open(self) -> bool:
        """Whether its receiver may open it today."""
        return self.withdrawn_at is None and self.ends_on >= timezone.localdate()

    @property
    def seen(self) -> Look | None:
        """Who opened it last, if anybody has."""
        return max(self.looks.all(), key=lambda look: look.at, default=None)

    @property
    def fetched(self) -> Look | None:
        """Who fetched it as a file first, if anybody has: from then on it may be archived."""
        return min((look for look in self.looks.all() if look.fetched), key=lambda look: look.at, default=None)


class Look(models.Model):
    """Who has opened or fetched what was shared, so that its owner can see it."""

    data_class = DataClass.AUDIT

    share = models.ForeignKey(Share, models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    fetched = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.share_id} at {self.at}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> CommentQuerySet:
        """What its writer has not deleted."""
        return self.filter(deleted_at__isnull=True)


class Comment(Public):
    """What the nearest manager says of an edition that was shared with them, or what its leader answers.

    It belongs to the share and goes with it; who wrote it is one of the two, and can be nobody else.
    """

    data_class = DataClass.EDITION

    share = models.ForeignKey(Share, models.CASCADE, related_name="comments")
    is_leaders = models.BooleanField()
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)  # its writer may have it back until tomorrow

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_not_empty"),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=True) | Q(edited_at__gte=F("written_at")),
                name="comment_edited_after_it_was_written",
            ),
        ]

    def __str__(self) -> str:
        return f"comment on {self.share_id}"
