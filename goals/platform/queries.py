"""What the pages about the personal platform show."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone

from goals.platform.models import PlatformAnswer
from goals.platform.questions import LAST, NUMBERS
from goals.platform.sheet import PlatformSheet, changes
from programmes.models import Edition, Membership, Share
from programmes.sheets import Change

KIND = "platform"


def sheet(membership: Membership) -> PlatformSheet:
    """The platform as it stands; one query besides what the membership already holds."""
    texts = dict(PlatformAnswer.objects.filter(platform__membership=membership).values_list("number", "text"))
    manager = membership.manager
    return PlatformSheet(
        leader=membership.person.name,
        manager=manager.person.name if manager else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=timezone.localdate().isoformat(),
        answers=tuple(texts.get(number, "") for number in NUMBERS),
    )


def answer(membership: Membership, number: int) -> PlatformAnswer | None:
    return PlatformAnswer.objects.filter(platform__membership=membership, number=number).first()


def answers(membership: Membership) -> dict[int, str]:
    """What is answered, by the question's number."""
    rows = PlatformAnswer.objects.filter(platform__membership=membership).exclude(text="")
    return dict(rows.values_list("number", "text"))


def sentence(membership: Membership) -> str:
    """The leadership in one sentence; empty until it is written."""
    rows = PlatformAnswer.objects.filter(platform__membership=membership, number=LAST)
    return rows.values_list("text", flat=True).first() or ""


@dataclass(frozen=True)
class Kept:
    """One of the leader's own editions, and what was new in it."""

    edition: Edition
    sheet: PlatformSheet
    news: list[Change] = field(default_factory=list)
    is_first: bool = False
    is_shared: bool = False  # whether it was ever given to somebody


def editions(membership: Membership) -> list[Kept]:
    """All that were kept or shared, the newest first, each with what had changed since the one before."""
    found: list[Kept] = []
    given = Exists(Share.objects.filter(edition=OuterRef("pk")))
    for edition in membership.editions.filter(kind=KIND).annotate(given=given).order_by("number"):
        now = edition_sheet(edition)
        before = found[-1].sheet if found else None
        found.append(Kept(edition, now, changes(before, now) if before else [], before is None, edition.given))
    return found[::-1]


def edition_sheet(edition: Edition) -> PlatformSheet:
    return PlatformSheet.from_json(edition.sheet, format=edition.format)
