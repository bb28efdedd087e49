"""The poster's cairn: one stone a value, built from the ground up, with the first on top. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.colour import contrast_to_white, tint
from values.cloud import width_of

WIDTH, STEP_X, GAP = 1000.0, 338.0, 13.0  # the drawing's own units
STONE_X, STONE_Y = 324.0, 142.0
WIDEST = 3  # stones in a row
TONES = (0.0, 0.08, 0.17, 0.70, 0.83)  # the share of white, from the top row down, as mountains fade
LARGEST, LEAST = 52.0, 20.0
INK, PAPER = "#0d2026", "#ffffff"
LARGE_TEXT = 3.0  # the contrast that large text needs
# Eight corners each, in shares of a stone's width and height: hewn, and no two neighbours alike.
SHAPES = (
    ((0.02, 0.20), (0.14, 0.02), (0.88, 0.0), (0.99, 0.30), (0.97, 0.85), (0.86, 1.0), (0.08, 0.97), (0.0, 0.70)),
    ((0.0, 0.25), (0.10, 0.05), (0.92, 0.0), (0.98, 0.20), (1.0, 0.80), (0.90, 0.98), (0.12, 1.0), (0.03, 0.82)),
    ((0.01, 0.10), (0.18, 0.0), (0.96, 0.07), (1.0, 0.35), (0.96, 0.95), (0.78, 1.0), (0.04, 0.95), (0.0, 0.55)),
    ((0.0, 0.30), (0.07, 0.0), (0.84, 0.05), (1.0, 0.15), (0.97, 0.75), (0.92, 1.0), (0.13, 0.95), (0.01, 0.85)),
    ((0.04, 0.0), (0.90, 0.02), (1.0, 0.25), (0.98, 0.90), (0.84, 1.0), (0.10, 1.0), (0.0, 0.75), (0.01, 0.25)),
)


@dataclass(frozen=True)
class Stone:
    """A value's stone: its corners, its words, and the colours of both."""

    label: str
    points: str
    x: float
    lines: list[tuple[float, str]]  # a baseline, and what stands on it
    size: float
    fill: str
    ink: str


@dataclass(frozen=True)
class Cairn:
    width: float
    height: float
    stones: list[Stone]


def rows(count: int) -> list[int]:
    """How many stones lie in each row, from the top: as even as can be, and never wider above than below."""
    if count < 1:
        return []
    triangle = [1, 2, 3]
    if count <= sum(triangle):
        return {1: [1], 2: [2], 3: [1, 2], 4: [1, 3], 5: [2, 3], 6: triangle}[count]
    rest, above = divmod(count - sum(triangle), WIDEST)
    top = {0: triangle, 1: [1, 3, 3], 2: [2, 3, 3]}[above]
    return top + [WIDEST] * rest


def cairn(labels: Sequence[str], colour: str) -> Cairn:
    """The stones in the municipality's colour; `colour` is #rrggbb and can be read on white."""
    layout, stones, number = rows(len(labels)), [], 0
    width = max(layout, default=0) * STEP_X - (STEP_X - STONE_X) if layout else 0.0
    for place, count in enumerate(layout):
        left = (width - count * STEP_X + STEP_X - STONE_X) / 2
        fill = tint(colour, TONES[min(place, len(TONES) - 1)])
        ink = PAPER if contrast_to_white(fill) >= LARGE_TEXT else INK
        for column in range(count):
            x, y = left + column * STEP_X, place * (STONE_Y + GAP)
            stones.append(stone(labels[number], x, y, SHAPES[(number * 2 + place) % len(SHAPES)], fill, ink))
            number += 1
    height = len(layout) * (STONE_Y + GAP) - GAP if layout else 0.0
    return Cairn(width, height, stones)


def stone(label: str, x: float, y: float, shape: Sequence[tuple[float, float]], fill: str, ink: str) -> Stone:
    corners = " ".join(f"{x + across * STONE_X:.1f},{y + down * STONE_Y:.1f}" for across, down in shape)
    texts, size = fitted(label)
    middle = y + STONE_Y / 2 + 0.36 * size - (len(texts) - 1) * 0.56 * size
    lines = [(round(middle + number * 1.12 * size, 1), text) for number, text in enumerate(texts)]
    return Stone(label, corners, round(x + STONE_X / 2, 1), lines, size, fill, ink)


def fitted(label: str) -> tuple[list[str], float]:
    """The words on one line or two, and how large they may stand."""
    room = STONE_X * 0.82
    whole = min(LARGEST, room / width_of(label, 1.0))
    parts = label.split()
    if whole >= 34.0 or len(parts) < 2:
        return [label], round(max(whole, LEAST), 1)
    halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    first, second = min(halves, key=lambda pair: max(width_of(pair[0], 1.0), width_of(pair[1], 1.0)))
    size = min(LARGEST * 0.75, room / max(width_of(first, 1.0), width_of(second, 1.0)))
    return [first, second], round(max(size, LEAST), 1)


# Millimetres of an A3 sheet: the width between its margins, the height above its foot, and three columns.
SHEET_X, SHEET_Y, COLUMN = 257.0, 366.0, 78.0
MM = 25.4 / 72  # a point


@dataclass(frozen=True)
class Setting:
    """How large everything stands: letters in points, the cairn as a share of the sheet's width."""

    name: str
    title: float
    purpose: float
    cairn: float
    heading: float
    text: float


SETTINGS = (
    Setting("large", 118, 25, 1.0, 29, 19),
    Setting("roomy", 118, 23, 0.94, 25, 16),
    Setting("middle", 118, 20, 0.84, 20, 13),
    Setting("small", 96, 17, 0.66, 15, 10.5),
    Setting("least", 80, 14, 0.5, 11.5, 8.5),
)


def lines_of(text: str, width: float, size: float) -> int:
    """Lines that a text takes, a little generously; `width` in millimetres, `size` in points."""
    letters = max(8.0, width / (0.52 * size * MM))
    return 1 + int(len(text) / letters)


def height_of(setting: Setting, purpose: str, values: Sequence[tuple[str, Sequence[str]]], drawn: Cairn) -> float:
    """Millimetres that everything takes at a setting; each value with its actions, three side by side."""
    text, heading = setting.text * MM * 1.36, setting.heading * MM * 1.15
    columns = [
        lines_of(label, COLUMN, setting.heading * 1.1) * heading
        + 1.5
        + sum(lines_of(action, COLUMN, setting.text) * text + 2.2 for action in actions)
        for label, actions in values
    ]
    bands = sum(max(columns[start : start + WIDEST]) + 6 for start in range(0, len(columns), WIDEST))
    head = 11 + setting.title * MM + 10 + lines_of(purpose, SHEET_X, setting.purpose) * setting.purpose * MM * 1.35
    return head + 11 + size_of(drawn, setting)[1] + bands


def size_of(drawn: Cairn, setting: Setting) -> tuple[float, float]:
    """The cairn's width and height in millimetres."""
    across = SHEET_X * setting.cairn * min(1.0, drawn.width / WIDTH + 0.16)
    return round(across, 1), round(across * drawn.height / drawn.width, 1) if drawn.width else 0.0


def setting_for(purpose: str, values: Sequence[tuple[str, Sequence[str]]], drawn: Cairn) -> Setting | None:
    """The largest setting at which all fits on one sheet; None where it never does."""
    fits = (each for each in SETTINGS if height_of(each, purpose, values, drawn) <= SHEET_Y)
    return next(fits, None)
