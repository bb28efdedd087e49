"""Colours that a municipality chooses: which of them can be read on white paper."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BRAND = "#0a4a56"
READABLE = 4.5  # text
VISIBLE = 3.0  # lines and edges
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast_to_white(colour: str) -> float:
    """From 1 (white) to 21 (black), as WCAG counts; `colour` is #rrggbb."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def is_readable(colour: str) -> bool:
    """Whether it is a colour that text on white may have."""
    return HEX.fullmatch(colour) is not None and contrast_to_white(colour) >= READABLE


def readable_on_white(colour: str) -> None:
    """A validator."""
    if HEX.fullmatch(colour) is None:
        raise ValidationError(_("Skriv fargen som # og seks tegn, for eksempel #0a4a56."), code="colour")
    if not is_readable(colour):
        raise ValidationError(_("Fargen er for lys til å leses på hvitt. Velg en mørkere."), code="contrast")


def visible_on_white(colour: str) -> None:
    """A validator for a colour of lines and edges."""
    if HEX.fullmatch(colour) is None:
        raise ValidationError(_("Skriv fargen som # og seks tegn, for eksempel #0a4a56."), code="colour")
    if contrast_to_white(colour) < VISIBLE:
        raise ValidationError(_("Fargen er for lys til å ses på hvitt. Velg en mørkere."), code="contrast")


def darker(colour: str, least: float) -> str:
    """The same colour, no darker than it must be to have this contrast to white (1 to 21)."""
    share = 100
    while contrast_to_white(shade := _part(colour, share / 100)) < least:
        share -= 1
    return shade


def _part(colour: str, share: float) -> str:
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{int(part * share):02x}" for part in parts)


def ink(colour: str) -> str:
    """The colour where it can be read on white, else ours: for rows that no form has looked at."""
    return colour if is_readable(colour) else BRAND


def seen(colour: str) -> str:
    """The colour where its lines are seen on white, else ours."""
    return colour if HEX.fullmatch(colour) and contrast_to_white(colour) >= VISIBLE else BRAND


def tint(colour: str, white: float) -> str:
    """The colour with a share of white in it, from 0 (as it is) to 1 (white)."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
