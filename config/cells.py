"""Cells of a sheet that somebody opens in Excel: text stays text, and is never run as a formula."""

import unicodedata

RUNS = ("=", "+", "-", "−", "@")
STEPS_OVER = ("\t", "\r", "\n", "\x00")


def safe(value: object) -> str:
    """The text for a cell: with a leading ' where Excel could take it for a formula, without control characters."""
    text = str(value if value is not None else "")
    # The full-width forms are those that Excel folds into the plain ones.
    first = unicodedata.normalize("NFKC", bare(text)[:1])
    shown = "".join(sign for sign in text if sign in "\t\n" or not impossible(sign))
    return f"'{shown}" if first.startswith(RUNS) or text.startswith(STEPS_OVER) else shown


def impossible(sign: str) -> bool:
    """No sheet can hold it."""
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in "\ufffe\uffff"


def bare(text: str) -> str:
    """The text from its first sign that shows."""
    for place, sign in enumerate(text):
        if not sign.isspace() and unicodedata.category(sign)[0] != "C":
            return text[place:]
    return ""
