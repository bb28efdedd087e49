"""What other apps bring to the start page, the tools and the menu, without programmes knowing them."""

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
    is_on: bool = False  # it goes on now, and others are there


@dataclass(frozen=True)
class Tool:
    """Something that leaders fill in alone; `done` says how much of it there is, empty where there is none."""

    name: Text
    about: Text
    url: str
    done: Text = ""


Panel = Callable[[Membership], Fragment | None]
Desk = Callable[[Standing], Fragment | None]
Menu = Callable[[Standing], list[Link]]
MakeTool = Callable[[Membership], Tool]

_panels: list[Panel] = []
_desks: list[Desk] = []
_menus: list[Menu] = []
_tools: list[MakeTool] = []


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


def tool(function: MakeTool) -> MakeTool:
    """An entry of a leader's tools, beside the worksheets."""
    _tools.append(function)
    return function


def tools_for(membership: Membership) -> list[Tool]:
    return [make(membership) for make in _tools]


def panels_for(membership: Membership) -> list[Fragment]:
    return [fragment for make in _panels if (fragment := make(membership))]


def desks_for(standing: Standing) -> list[Fragment]:
    return [fragment for make in _desks if (fragment := make(standing))]


def menu_for(standing: Standing) -> list[Link]:
    return [link for make in _menus for link in make(standing)]
