"""The style sheets of paper."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

TOKEN = re.compile(r"(--[\w-]+):\s*([^;}]+)")
NAMED = re.compile(r"var\((--[\w-]+)")


@cache
def _text(name: str) -> str:
    path = finders.find(f"css/{name}")
    if not path:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")


def stylesheets(*names: str) -> list[str]:
    """The texts of our own style sheets for paper, after the tokens that they name."""
    return [_tokens(names), *(_text(f"paper/{name}") for name in names)]


@cache
def _tokens(names: tuple[str, ...]) -> str:
    """Those of tokens.css that stand in the sheets, in the light that paper has: every element inherits each of them."""
    light: dict[str, str] = {}
    for token, value in TOKEN.findall(_text("tokens.css")):
        light.setdefault(token, value.strip())  # what follows is for the dark, or for who wants no motion
    named = {token for name in names for token in NAMED.findall(_text(f"paper/{name}"))}
    return f":root {{ {' '.join(f'{token}: {value};' for token, value in light.items() if token in named)} }}"
