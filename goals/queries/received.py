"""What has been shared with somebody, and what is new in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from programmes.models import (
    Comment,
    Look,
    Person,
    Share,
)
from programmes.sheets import Change, SheetKind, kind_of, title_of


@dataclass(frozen=True)
class Received:
    """A shared edition in a receiver's list."""

    share: Share
    read_at: datetime | None
    new_words: bool  # the leader has written since it was last opened

    @property
    def name(self) -> str:
        return self.share.edition.membership.name

    @property
    def kind(self) -> SheetKind:
        return kind_of(self.share.edition)

    @property
    def title(self) -> str:
        return title_of(self.share.edition)

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


def received(shares: QuerySet[Share], person: Person) -> list[Received]:
    """The newest edition of each leader's sheets among `shares`, by name, with what the person has not read. One query."""
    own = Look.objects.filter(share=OuterRef("pk"), person=person).order_by("-at").values("at")[:1]
    rows = (
        shares.select_related(
            "edition__membership__person", "edition__membership__unit", "seat__participation__programme"
        )
        .annotate(
            read_at=Subquery(own),
            answered_at=Subquery(
                Comment.objects.standing()
                .filter(share=OuterRef("pk"), is_leaders=True)
                .order_by("-written_at")
                .values("written_at")[:1]
            ),
        )
        .order_by(*IN_ORDER)
    )
    newest: dict[tuple[object, ...], Received] = {}
    for row in rows:
        answered = bool(row.read_at and row.answered_at and row.answered_at > row.read_at)
        newest.setdefault(what(row), Received(row, row.read_at, answered))
    return list(newest.values())


IN_ORDER = (
    "edition__membership__person__sort_key",
    "edition__membership",
    "edition__kind",
    "edition__subject",
    "-edition__number",
)


def what(share: Share) -> tuple[object, ...]:
    """Which sheet an edition is of."""
    return share.edition.membership_id, share.edition.kind, share.edition.subject


def only_kind(lines: Sequence[Received]) -> SheetKind | None:
    """The kind of sheet that all of them are, where they are one."""
    found = {line.share.edition.kind: line.kind for line in lines}
    return next(iter(found.values())) if len(found) == 1 else None


def leaders_of(lines: Sequence[Received]) -> list[str]:
    """The names of those who share, each once, in their order."""
    return list({line.share.edition.membership_id: line.name for line in lines}.values())


def news_for(share: Share, person: Person) -> tuple[Share, list[Change]] | None:
    """What is new since the edition that the person read, where this one took its place step by step.

    What the leader has taken out or written over is not told again: it was withdrawn with the edition it stood in.
    None for who has not read an earlier one: what was in it was never theirs.
    """
    same = dict(zip(("edition__membership", "edition__kind", "edition__subject"), what(share), strict=True))
    earlier = {each.pk: each for each in Share.objects.filter(**same).select_related("edition")}
    read = set(Look.objects.filter(share__in=earlier, person=person).values_list("share", flat=True))
    before = share.replaces_id
    while before in earlier and before not in read:
        before = earlier[before].replaces_id
    if before not in earlier:
        return None
    last = earlier[before]
    kind = kind_of(share.edition)
    found = kind.changes(kind.sheet_of(last.edition), kind.sheet_of(share.edition))
    return last, [replace(each, before="", about="" if each.how == "removed" else each.about) for each in found]
