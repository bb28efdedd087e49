"""How much a page of input holds, in lines of the smallest print that the back row reads; pure.

The projector is 33.75 rem high, whatever it is made of (`static/css/wall.css`); a line of 1 rem holds some 84 signs.
"""

from __future__ import annotations

from math import ceil

WIDE, BESIDE_A_PICTURE = 84, 40  # signs on a line of 1 rem
GAP = 0.6  # of a line, between paragraphs
# The most lines of each size, from the largest: the CSS class of a page that holds no more.
SIZES = ((5, ""), (8, "many"), (18, "lots"), (30, "full"))
OVER = "over"
TOO_FULL = ("full", OVER)


def lines(text: str, quote: str = "", *, pictured: bool = False) -> float:
    """Lines at 1 rem; a quotation is set a third larger, with its source on a line of its own."""
    width = BESIDE_A_PICTURE if pictured else WIDE
    said = sum(ceil(len(line) / width) if line.strip() else GAP for line in text.splitlines())
    return said + (ceil(len(quote) * 1.6 / width) * 1.35 + 1 if quote else 0)


def size(text: str, quote: str = "", *, pictured: bool = False) -> str:
    """The class that the projector sets it in; `full` is too small for the back row, and `over` is cut."""
    found = lines(text, quote, pictured=pictured)
    return next((name for most, name in SIZES if found <= most), OVER)
