"""What a leader writes and may share: what a kind of sheet says of itself, and all that sharing knows of it.

An app registers its kinds in its `kinds` module, which is discovered at start:

    @register
    class GoalCard(SheetKind):
        slug = "goal-card"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from programmes.contract import Text

if TYPE_CHECKING:
    from config.pictures import Image
    from programmes.documents import Page
    from programmes.models import Edition, Membership

HR, MANAGER, GROUP = "hr", "manager", "group"  # as Share.Audience has them


class Sheet(Protocol):
    """A leader's sheet as it is shown, frozen and printed: plain data. `date` is an ISO date."""

    @property
    def leader(self) -> str: ...
    @property
    def manager(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def date(self) -> str: ...
    def to_json(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Words:
    """What a kind is called within a sentence: et målkort, målkortet, målkortet mitt, ditt, sitt."""

    one: Text
    the: Text
    mine: Text
    yours: Text
    theirs: Text


@dataclass(frozen=True)
class Change:
    """One thing that is there now, is there no longer, or reads otherwise.

    `label` is what it is, `about` where it stands. `how` is added, changed or removed; `before` is empty for what was
    added, `after` for what was removed.
    """

    what: str
    label: Text
    how: str
    about: str
    before: str
    after: str


class SheetKind:
    """What a leader writes alone, and may give a frozen copy of to others."""

    slug: str
    """Stands in addresses, and in what is kept of an edition."""
    name: Text
    words: Words
    format: int = 1
    """The number of the format that is frozen now; every earlier one is still read."""
    audiences: tuple[str, ...] = (MANAGER, GROUP, HR)
    """To whom it may be given, in the order in which they are offered."""
    section: str = "goals"
    """The part of the site that its pages belong to."""
    handed_in_as: Text = ""
    """The purpose that stands there when it is handed in; empty: its name."""
    unchanged: Text
    """What is said when it reads as the edition that was shared."""
    first: Text
    """What must be written before it can be shared."""
    holds: Text = ""
    """What goes along in a copy, told before it is given; empty: its name says it."""
    stays: Text = ""
    """What of it stays with the leader, told before a copy is given; empty: nothing does."""
    template: str
    """How an edition is read; `sheet` and `kind` are given."""
    styles: tuple[str, ...] = ()
    """Style sheets, below css/, that the template needs."""

    has_many: bool = False
    """Whether a leader may have several: then each is known by its own public id, the subject."""

    def snapshot(self, membership: Membership, subject: str = "") -> Any:
        """The sheet as it stands."""
        raise NotImplementedError

    def is_there(self, membership: Membership, subject: str = "") -> bool:
        """Whether the leader has such a sheet now."""
        return bool(subject) == self.has_many

    def read(self, data: dict[str, Any], *, format: int) -> Any:
        """A sheet of any format there has been. Raises ValueError for one that there has not."""
        raise NotImplementedError

    def is_empty(self, sheet: Any) -> bool:
        """Whether there is nothing in it to share yet."""
        raise NotImplementedError

    def lacks(self, sheet: Any) -> str:
        """What is not written yet in what is about to be shared, in a sentence; empty: nothing that is worth a word."""
        return ""

    def changes(self, before: Any, after: Any) -> list[Change]:
        """What is new from one sheet to another, in words; none where they read the same."""
        raise NotImplementedError

    def page(self, sheet: Any, *, colour: str) -> Page:
        """The sheet as a document, in its own language and the municipality's colour."""
        raise NotImplementedError

    def title(self, sheet: Any) -> str:
        """What tells one of several from the others; empty where there is one."""
        return ""

    def home(self, membership: Membership, subject: str = "") -> str:
        """The address at which its leader writes it."""
        raise NotImplementedError

    def sheet_of(self, edition: Edition) -> Any:
        return self.read(edition.sheet, format=edition.format)

    def whole(self, edition: Edition) -> Any:
        """The same with all that its print needs, its pictures too."""
        return self.sheet_of(edition)

    def pictures(self, sheet: Any) -> list[Image]:
        """The pictures that are kept beside an edition of the sheet, by the numbers that it knows them by, from 0."""
        return []

    def picture(self, edition: Edition, number: int) -> bytes | None:
        """One of an edition's pictures, a JPEG; None where there is none."""
        found = edition.pictures.filter(number=number).first()
        return bytes(found.content) if found else None

    def own_picture(self, membership: Membership, subject: str, number: int) -> bytes | None:
        """The picture, a JPEG, that would have this number in a copy made now; None where there is none."""
        return None

    @property
    def trail(self) -> str:
        """The first word of what the trail calls acts on it."""
        return self.slug.replace("-", "")


_kinds: dict[str, SheetKind] = {}


def register(kind: type[SheetKind]) -> type[SheetKind]:
    add(kind())
    return kind


def add(kind: SheetKind) -> None:
    _kinds[kind.slug] = kind


def sheet_kinds() -> dict[str, SheetKind]:
    return dict(_kinds)


def kind_of(edition: Edition) -> SheetKind:
    return _kinds[edition.kind]


def title_of(edition: Edition) -> str:
    """What tells it from the leader's others of the kind; empty where there is only one."""
    kind = kind_of(edition)
    return kind.title(kind.sheet_of(edition)) if kind.has_many else ""
