"""The ready-made programmes that come with the program, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from programmes.contract import kinds
from programmes.readymade.plans import ReadyMade
from programmes.readymade.reading import Faulty, from_toml

FOLDER = Path(__file__).parent


@cache
def shipped() -> dict[str, ReadyMade]:
    """By key, in the files' order. Raises Faulty where a file is wrong or has another's key."""
    found: dict[str, ReadyMade] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        made = read(path)
        if made.key in found:
            raise Faulty([f"{path.name}: another file has the key {made.key}"])
        found[made.key] = made
    return found


def read(path: Path) -> ReadyMade:
    return from_toml(path.read_text(encoding="utf-8"), name=path.name, kinds=kinds())
