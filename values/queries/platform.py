"""What the leader platform's pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext

from programmes.contract import FLOOR
from programmes.models import Programme
from values import editions
from values.diamond import row_of
from values.editions import Changes, Content, Origin, Value
from values.models import Platform, PlatformAction, PlatformEdition, PlatformValue, PurposeSentence


def platform_of(programme: Programme) -> Platform | None:
    return Platform.objects.filter(programme=programme).first()


def standing_values(platform: Platform) -> list[PlatformValue]:
    """The values that are not taken out, with their actions and all that says where they come from."""
    actions = PlatformAction.objects.filter(is_removed=False).select_related("statement__group")
    values = platform.values.filter(is_removed=False).select_related("decided__candidate__value")
    origins = "decided__candidate__value__origins__group"
    return list(values.prefetch_related(Prefetch("actions", actions, to_attr="standing"), origins))


def content(platform: Platform) -> Content:
    """The platform as it would be published now."""
    programme = platform.programme
    return Content(
        programme.municipality.name,
        programme.name,
        programme.language,
        [each.text for each in platform.purpose.filter(is_removed=False, is_agreed=True)],
        [
            Value(value.text, [action.text for action in value.standing], origin(value))  # type: ignore[attr-defined]
            for value in standing_values(platform)
        ],
    )


def origin(value: PlatformValue) -> Origin:
    listed = value.decided.candidate.value if value.decided and value.decided.candidate else None
    statements = [action.statement for action in value.standing if action.statement]  # type: ignore[attr-defined]
    # Of sentences by several groups nobody is counted twice; within a group the largest count is sure.
    members = sum(largest_by_group(statements).values())
    return Origin(
        [(each.group.name, each.word, row_of(each.slot)) for each in listed.origins.all()] if listed else [],
        bool(listed and listed.reason),
        value.decided.mean if value.decided else None,
        sorted({statement.group.name for statement in statements}),
        sum(statement.lines for statement in statements) if members >= FLOOR else 0,
        members,
    )


def largest_by_group(statements: list[Any]) -> dict[int, int]:
    found: dict[int, int] = {}
    for statement in statements:
        found[statement.group_id] = max(found.get(statement.group_id, 0), statement.members)
    return found


@dataclass(frozen=True)
class EditionPage:
    """An edition as it is read, and what changed since the one before it that was not withdrawn."""

    edition: PlatformEdition
    content: Content
    before: PlatformEdition | None
    changes: Changes | None
    is_newest: bool

    @property
    def lead(self) -> str:
        """The words before each action, in the platform's own language."""
        with translation.override(self.content.language):
            return gettext("Som leder skal jeg")


def page(edition: PlatformEdition) -> EditionPage:
    others = edition.platform.editions.filter(withdrawn_at__isnull=True)
    before = others.filter(number__lt=edition.number).last()
    now = editions.read(edition.content)
    differences = editions.changes(editions.read(before.content), now) if before else None
    newest = not others.filter(number__gt=edition.number).exists()
    return EditionPage(edition, now, before, differences, newest)


def published(programme: Programme) -> list[PlatformEdition]:
    """All editions, the newest first; those that were withdrawn too."""
    return list(PlatformEdition.objects.filter(platform__programme=programme).order_by("-number"))


def newest(programme: Programme) -> PlatformEdition | None:
    """The edition that holds."""
    open_ones = PlatformEdition.objects.filter(platform__programme=programme, withdrawn_at__isnull=True)
    return open_ones.select_related("platform__programme__municipality").order_by("number").last()


@dataclass(frozen=True)
class Desk:
    """All that the facilitators write on."""

    purpose: list[PurposeSentence]
    values: list[tuple[PlatformValue, list[PlatformAction]]]
    removed: PurposeSentence | PlatformValue | PlatformAction | None = None


def desk(platform: Platform, *, removed: str = "") -> Desk:
    values = standing_values(platform)
    return Desk(
        list(platform.purpose.filter(is_removed=False)),
        [(value, value.standing) for value in values],  # type: ignore[attr-defined]
        row(platform, removed) if removed else None,
    )


def row(platform: Platform, public_id: str) -> PurposeSentence | PlatformValue | PlatformAction | None:
    """Whatever stands on the platform under this id."""
    return (
        platform.purpose.filter(public_id=public_id).first()
        or platform.values.filter(public_id=public_id).first()
        or PlatformAction.objects.filter(value__platform=platform, public_id=public_id).first()
    )
