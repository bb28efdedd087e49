"""What a press in the cockpit says. No form: nobody fills it in, and a step is what forty people wait for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from config.text import whole
from programmes.models import Stage

NAMES = frozenset(
    "start begin move turn pause resume add_minutes show open_round close_round reveal end".split()  # noqa: SIM905
)
FALSE = frozenset(["", "0", "false", "False"])


class Unreadable(Exception):
    """A field is nothing that a button of ours sends."""


@dataclass(frozen=True)
class Act:
    """One act, and the revision that its facilitator saw."""

    name: str
    revision: int = 0
    to: int | None = None  # the number of a stop
    page: int = 0
    minutes: int = 1  # 1 to 60
    screen: str = Stage.Screen.TASK
    near: str = ""  # the public id of a group
    named: bool = False


def read(fields: QueryDict) -> Act:
    """Raises Unreadable."""
    name, screen, near = (fields.get(field, "") for field in ("act", "screen", "near"))
    if name not in NAMES or (screen and screen not in Stage.Screen.values):
        raise Unreadable
    if near and not (len(near) <= 12 and near.isascii() and near.isalnum()):
        raise Unreadable
    return Act(
        name,
        revision=_number(fields, "revision", 0, 2_000_000_000) or 0,
        to=_number(fields, "to", 0, 1000),
        page=_number(fields, "page", 0, 1000) or 0,
        minutes=_number(fields, "minutes", 1, 60) or 1,
        screen=screen or Stage.Screen.TASK,
        near=near,
        named=fields.get("named", "") not in FALSE,
    )


def _number(fields: QueryDict, name: str, least: int, most: int) -> int | None:
    """None where the field is empty or not there."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    number = whole(text, digits=10)
    if number is None or not least <= number <= most:
        raise Unreadable
    return number
