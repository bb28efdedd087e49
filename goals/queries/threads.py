"""What a manager and a leader say about what is shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from goals.queries.sharing import holds, of_sheets
from programmes.models import (
    Comment,
    Membership,
    Person,
    Share,
)
from programmes.models.dated import on_day

HR, MANAGER, GROUP = Share.Audience.HR, Share.Audience.MANAGER, Share.Audience.GROUP


EDITABLE = timedelta(hours=24)
FRESH = timedelta(days=14)


def unanswered(membership: Membership) -> Share | None:
    """What the nearest manager had the last word about these two weeks."""
    words = Comment.objects.standing().filter(share=OuterRef("pk")).order_by("-written_at", "-pk")
    return (
        of_sheets()
        .open()
        .filter(on_day(prefix="nearest__"), audience=MANAGER, edition__membership=membership)
        .annotate(
            last_is_leaders=Subquery(words.values("is_leaders")[:1]), said_at=Subquery(words.values("written_at")[:1])
        )
        .filter(last_is_leaders=False, said_at__gte=timezone.now() - FRESH)
        .select_related("edition", "nearest__manager__person")
        .order_by("-said_at")
        .first()
    )


@dataclass(frozen=True)
class Thread:
    """What a manager and a leader say about an edition, and which of the two somebody is."""

    share: Share
    is_leader: bool

    @property
    def comments(self) -> QuerySet[Comment]:
        return self.share.comments.standing()

    @property
    def lines(self) -> list[Line]:
        return [Line(comment, self) for comment in self.comments]

    @cached_property
    def before(self) -> list[int]:
        """The keys of the shares that this one took the place of, each time by sharing anew."""
        if not self.share.replaces_id:
            return []
        edition = self.share.edition
        replaced = dict(
            Share.objects.filter(
                nearest=self.share.nearest_id,
                edition__membership=edition.membership_id,
                edition__kind=edition.kind,
                edition__subject=edition.subject,
            ).values_list("pk", "replaces")
        )
        chain: list[int] = []
        at: int | None = self.share.replaces_id
        while at in replaced:
            chain.append(at)
            at = replaced[at]
        return chain

    @cached_property
    def earlier(self) -> list[Line]:
        """What the two said about the editions before."""
        if not self.before:
            return []
        said = Comment.objects.standing().filter(share__in=self.before).select_related("share")
        return [Line(comment, self) for comment in said.order_by("written_at", "pk")]

    def taken_back(self, name: str) -> Comment | None:
        """What this one of the two has just deleted, by its name in the address."""
        if not name:
            return None
        gone = Comment.objects.filter(is_leaders=self.is_leader, deleted_at__isnull=False).select_related("share")
        return gone.filter(share__in=[self.share.pk, *self.before], public_id=name).first()

    @property
    def is_open(self) -> bool:
        """Whether more can be said: while the manager may open the edition."""
        nearest = self.share.nearest
        return bool(self.share.is_open and nearest and holds(nearest) and holds(nearest.manager))

    @property
    def manager(self) -> Person:
        assert self.share.nearest
        return self.share.nearest.manager.person

    @property
    def leader(self) -> Person:
        return self.share.edition.membership.person


@dataclass(frozen=True)
class Line:
    """A comment as one of the two sees it."""

    comment: Comment
    thread: Thread

    @property
    def writer(self) -> str:
        return (self.thread.leader if self.comment.is_leaders else self.thread.manager).name

    @property
    def is_mine(self) -> bool:
        return self.comment.is_leaders == self.thread.is_leader

    @property
    def can_change(self) -> bool:
        return self.is_mine and self.thread.is_open and timezone.now() - self.comment.written_at < EDITABLE
