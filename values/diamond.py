"""The diamond's geometry: nine slots in rows of 1–2–3–2–1, numbered from the top, left to right."""

SLOTS = 9
ROWS: tuple[tuple[int, ...], ...] = ((1,), (2, 3), (4, 5, 6), (7, 8), (9,))
_ROW = {slot: number for number, row in enumerate(ROWS, start=1) for slot in row}


def row_of(slot: int) -> int:
    """The row, 1 (most important) to 5, of a slot, 1 to 9."""
    return _ROW[slot]


# A hewn stone, 23 × 8.6: three cuts of the same family, so that no two neighbours are alike.
_CUTS = (
    ((0.8, 2.0), (3.4, 0.2), (20.2, 0.0), (22.6, 2.5), (22.2, 7.1), (19.6, 8.5), (2.4, 8.2), (0.4, 6.0)),
    ((0.2, 2.2), (2.4, 0.4), (21.0, 0.0), (22.3, 1.8), (22.8, 6.8), (20.5, 8.3), (2.8, 8.5), (0.8, 7.0)),
    ((0.6, 0.9), (4.4, 0.0), (21.6, 0.6), (22.6, 3.0), (21.7, 8.0), (17.6, 8.5), (1.3, 8.1), (0.0, 4.7)),
)


def stone(slot: int) -> str:
    """The points of a slot's stone in a drawing of the whole diamond, 72 × 52."""
    row = ROWS[row_of(slot) - 1]
    left = 36 - 24.8 * len(row) / 2 + 24.8 * row.index(slot) + 0.9
    top = (row_of(slot) - 1) * 10.9
    return " ".join(f"{left + x:.1f},{top + y:.1f}" for x, y in _CUTS[slot % 3])
