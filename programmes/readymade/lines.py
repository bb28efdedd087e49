"""On which line of a TOML file a thing stands, by its path: ("days", 2, "items", 0, "minutes"). Pure."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
TABLE = re.compile(r"\[\[([\w.-]+)\]\]|\[([\w.-]+)\]")
KEY = re.compile(r"([\w-]+(?:\.[\w-]+)*)\s*=")
LONG = '"""'


def places(text: str) -> dict[Path, int]:
    """The number of the line, from 1, on which each table and each key begins."""
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if inside:
            inside = bare.count(LONG) % 2 == 0
            continue
        if match := TABLE.match(bare):
            table = _table(match, counts)
            found.setdefault(table, number)
        elif match := KEY.match(bare):
            path = (*table, *match[1].split("."))
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
            inside = bare.count(LONG) % 2 == 1
    return found


def _table(match: re.Match[str], counts: dict[Path, int]) -> Path:
    """The path of a table's header, with the number of each array's latest element."""
    *above, last = (match[1] or match[2]).split(".")
    path: Path = ()
    for name in above:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, last)
    if not match[1]:
        return path
    counts[path] = counts.get(path, -1) + 1
    for deeper in [each for each in counts if len(each) > len(path) and each[: len(path) + 1] == (*path, counts[path])]:
        del counts[deeper]
    return (*path, counts[path])


def line_of(found: dict[Path, int], path: Path) -> int:
    """The line of the thing, or of the nearest that holds it."""
    while path not in found:
        path = path[:-1]
    return found[path]


def spoken(path: Path) -> str:
    """days[3].items[1].minutes, counted from 1 as people count."""
    said = ""
    for part in path:
        said += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if said else part
    return said
