from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@cache
def _text(name: str) -> str:
    path = finders.find(f"css/{name}")
    if not path:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")


def stylesheets(*names: str) -> list[str]:
    """The texts of our own style sheets, for a document."""
    return [_text(name) for name in names]
