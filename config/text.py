"""Keys for comparing and sorting text, the same on every database; and what was sent, read with care."""

import json
import unicodedata
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
KIN = str.maketrans({"ä": "æ", "ö": "ø", "đ": "d", "ŋ": "n", "ŧ": "t", "ð": "d", "þ": "th", "ß": "ss"})
RANK = {letter: f"{number:02d}" for number, letter in enumerate(LETTERS, start=30)}


def compare_key(text: str) -> str:
    """Equal for texts that differ only in case, spacing or Unicode form."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def search_key(text: str) -> str:
    """The same where the text is searched in: whoever has no Norwegian keys writes «aase»."""
    return compare_key(text).translate(SPELT)


def from_json(text: str) -> Any:
    """What somebody sent back as JSON; None for what is none, nests without end, or could not be kept as text."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found


def whole(text: str, *, digits: int = 9) -> int | None:
    """The whole number that somebody sent, from 0 to so many digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def sort_key(text: str) -> str:
    """Digits that sort as a Norwegian sorts the text (æ, ø, å last), whatever the database's collation."""
    folded = compare_key(text).translate(KIN)
    return "".join(RANK.get(plain(letter)) or other(letter) for letter in folded)


def plain(letter: str) -> str:
    """The letter without its accent; å is a letter of its own."""
    return letter if letter in RANK else unicodedata.normalize("NFKD", letter)[0]


def other(letter: str) -> str:
    if letter.isdigit():
        return f"{10 + int(unicodedata.digit(letter, 0)):02d}"
    return "00" if letter.isspace() else "01"
