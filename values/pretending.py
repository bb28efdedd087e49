"""What somebody at a phone might answer, for rehearsals and the demonstration. It is invented."""

from __future__ import annotations

import random
from collections.abc import Sequence

from programmes.seljord import GROUPS
from values.diamond import SLOTS
from values.models import Diamond

# How the invented leaders tend to spread their points.
TASTE = {"Tillit": 18, "Respekt": 15, "Åpenhet": 14, "Trygghet": 12, "Mot": 10}


def nine_words(diamond: Diamond) -> Sequence[str]:
    """Source 2's own where the group is one of its six, else nine of those in the pool."""
    if known := dict(GROUPS).get(diamond.group.name):
        return known
    words = list(diamond.cards.order_by("position").values_list("word", flat=True))
    return _chance(diamond.group_id).sample(words, min(SLOTS, len(words)))


def missed(language: str) -> tuple[str, str]:
    """A value that one of the room misses, and why."""
    word = {"nn": "Arbeidsglede", "en": "Joy at work"}.get(language, "Arbeidsglede")
    reason = {
        "nn": "Folk blir verande der dei trivst.",
        "en": "People stay where they enjoy their work.",
    }.get(language, "Folk blir der de trives.")
    return word, reason


def hundred(labels: list[str], *, seed: int) -> list[int]:
    """A hundred points in steps of five, by taste and chance."""
    chance = _chance(seed)
    weights = [TASTE.get(label, 5) * chance.uniform(0.4, 1.6) for label in labels]
    spread = [0] * len(labels)
    for _step in range(20):
        spread[chance.choices(range(len(labels)), weights)[0]] += 5
    return spread


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 (play, not secrecy)


LINES = {
    "nb": (
        "gi ansvar før jeg kontrollerer",
        "si fra når jeg selv tar feil",
        "spørre hva du trenger før jeg gir råd",
        "dele det jeg vet, når jeg vet det",
        "takke den som sier imot",
        "møte forberedt og lytte ferdig",
    ),
    "nn": (
        "gje ansvar før eg kontrollerer",
        "seie frå når eg sjølv tek feil",
        "spørje kva du treng før eg gjev råd",
        "dele det eg veit, når eg veit det",
        "takke den som seier imot",
        "møte førebudd og lytte ferdig",
    ),
    "en": (
        "give responsibility before I check",
        "say so when I am the one who is wrong",
        "ask what you need before I give advice",
        "share what I know when I know it",
        "thank whoever disagrees with me",
        "come prepared and listen to the end",
    ),
}


def line(language: str, *, seed: int) -> str:
    """What a leader might say that they shall do."""
    return _chance(seed).choice(LINES.get(language, LINES["nb"]))


COMMENTS = {
    "nb": ("Godt og konkret.", "Ta gjerne med et eksempel.", "Si det litt kortere."),
    "nn": ("Godt og konkret.", "Ta gjerne med eit døme.", "Sei det litt kortare."),
    "en": ("Good and concrete.", "Do add an example.", "Say it a little shorter."),
}


def comment(language: str, *, seed: int) -> str:
    """What a visitor might say of a group's sentences."""
    return _chance(seed).choice(COMMENTS.get(language, COMMENTS["nb"]))
