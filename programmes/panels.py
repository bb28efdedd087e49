"""What other apps bring to the start page and to the menu, without programmes knowing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from programmes.contract import Fragment, Text
from programmes.models import Membership
from programmes.queries.start import Standing


@dataclass(frozen=True)
class Link:
    """An entry of the menu; `section` is the part of the site that it stands for."""

    label: Text
    url: str
    section: str


Panel = Callable[[Membership], Fragment | None]
Desk = Callable[[Standing], Fragment | None]
Menu = Callable[[Standing], list[Link]]

_panels: list[Panel] = []
_desks: list[Desk] = []
_menus: list[Menu] = []


def panel(function: Panel) -> Panel:
    """A part of a leader's start page, made from their membership."""
    _panels.append(function)
    return function


def desk(function: Desk) -> Desk:
    """A part of the start page for another role than the leader's: what waits for a nearest manager."""
    _desks.append(function)
    return function


def menu(function: Menu) -> Menu:
    """Entries of a person's menu."""
    _menus.append(function)
    return function


def panels_for(membership: Membership) -> list[Fragment]:
    return [fragment for make in _panels if (fragment := make(membership))]


def desks_for(standing: Standing) -> list[Fragment]:
    return [fragment for make in _desks if (fragment := make(standing))]


def menu_for(standing: Standing) -> list[Link]:
    return [link for make in _menus for link in make(standing)]
