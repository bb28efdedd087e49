"""Which words name one value: variants of spelling and word class, slashes, bokmål and nynorsk.

What is proposed is a proposal: the facilitator decides. So the rules stay on the careful side, and two values
that only look alike (åpenhet and ærlighet, tillit and trygghet, retning and respekt) are never proposed as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from config.text import compare_key

# Forms that no rule leads to one another: each line is one value.
KIN = tuple(
    frozenset(line.split())
    for line in (
        "mot modig modighet modigheit tapper",
        "åpen åpenhet open openheit openhet",
        "ærlig ærlighet ærleg ærlegdom ærlegheit",
        "trygg trygghet tryggheit tryggleik",
        "glad glede gleder",
        "profesjonell profesjonalitet profesjonelle",
        "fleksibel fleksibilitet fleksible",
        "solidarisk solidaritet",
        "troverdig troverdighet truverdig truverde truverdigheit truverd",
        "kjærlighet kjærleik kjærlig kjærleg",
        "ydmyk ydmykhet audmjuk audmjuke audmykt",
        "likeverd likeverdig likeverdighet likeverdigheit",
        "likestilling likestilt",
        "rettferd rettferdig rettferdighet rettferdigheit",
        "humor humoristisk",
        "humør godt humør",
        "respekt respektfull respektere respekterende respekterande",
        "tillit tillitsfull tillitsfullhet tiltru",
        "omsorg omsorgsfull omsyn",
        "anerkjenne anerkjennelse anerkjennende anerkjenning anerkjennande annerkjenne annerkjennelse",
        "samarbeid samarbeide samarbeidende samarbeidsvillig samarbeidsorientert",
        "fremtidsrettet framtidsrettet framtidsretta fremtidsretta",
        "helhet heilskap helhetlig heilskapleg helheitleg",
        "nyskaping nyskapende nyskapande",
        "innovasjon innovativ",
        "kunnskap kunnskapsrik",
        "engasjement engasjert engasjerende engasjerande",
        "entusiasme entusiastisk",
        "empati empatisk",
        "integritet",
        "medvirkning medverknad medvirke medverke medvirkende medverkande medvirking",
        "vilje viljesterk",
        "inspirasjon inspirere inspirerende inspirerande",
        "motivasjon motivere motiverende motiverande",
        "kommunikasjon kommunisere kommuniserende",
        "refleksjon reflektere reflektert reflekterende",
    )
)
# Whole parts of words in which nynorsk and bokmål differ: the left becomes the right.
ACROSS = (
    ("berekraft", "bærekraft"),
    ("mangfald", "mangfold"),
    ("utviklande", "utviklende"),
    ("verdigheit", "verdighet"),
    ("legdom", "lighet"),
    ("leik", "het"),
    ("heit", "het"),
    ("leghet", "lighet"),
    ("leg", "lig"),
    ("ande", "ende"),
    ("skapleg", "skaplig"),
    ("fram", "frem"),
    ("truverd", "troverd"),
    ("tenest", "tjenest"),
    ("sjølv", "selv"),
    ("eigar", "eier"),
    ("kjensle", "følelse"),
    ("medverk", "medvirk"),
)
# Endings of one word's classes, the longest first; what is left is its stem.
ENDINGS = (
    "lighetene", "ligheten", "sfullhet", "lighet", "somhet", "fullhet", "elsen", "nelse", "ighet", "itet", "erende", "ering", "ende",
    "else", "ning", "asjon", "sfull", "full", "ansen", "ant", "anse", "ent", "ert", "ing", "het", "lig", "som",
    "isk", "ere", "ig", "er", "e",
)  # fmt: skip
SHORTEST_STEM = 4  # letters; shorter ones meet by chance
SHORTEST_MISSPELT = 7  # letters of a stem of which one may be wrong; a whole word has two more


def proposals(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The words that seem to name one value, as groups of two and more; each word as it was written.

    Groups come in the order of their first word, words in the order given; every word stands in one group at
    most. Equal words (whatever their case and spacing) belong together. Never raises.
    """
    together = list(range(len(words)))
    for one, other in combinations(range(len(words)), 2):
        if together[one] != together[other] and same_value(words[one], words[other]):
            old = together[other]
            together = [together[one] if root == old else root for root in together]
    groups: dict[int, list[str]] = {}
    for word, root in zip(words, together, strict=True):
        groups.setdefault(root, []).append(word)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def same_value(one: str, other: str) -> bool:
    """Whether two words seem to name the same value."""
    first, second = compare_key(one), compare_key(other)
    if first == second:
        return bool(first)
    return alike(meaning(first), meaning(second)) or misspelt(first, second)


@cache
def meaning(word: str) -> str:
    """What a word is compared by; "" where it says more than one thing, or nothing.

    A slash parts forms of one value ("mot/modig"). Where its sides are different values, the word is neither.
    """
    sides = [side.strip(" .,;:!?«»\"'") for side in compare_key(word).split("/")]
    stems = [stem(side) for side in sides if side]
    return stems[0] if stems and all(alike(stems[0], each) for each in stems) else ""


@cache
def stem(word: str) -> str:
    for kin in KIN:
        if word in kin:
            return min(kin)
    bokmål = word
    for nynorsk, form in ACROSS:
        bokmål = bokmål.replace(nynorsk, form) if nynorsk in ("berekraft", "mangfald") else swap(bokmål, nynorsk, form)
    for kin in KIN:
        if bokmål in kin:
            return min(kin)
    for ending in ENDINGS:
        if bokmål.endswith(ending) and len(bokmål) - len(ending) >= SHORTEST_STEM:
            return bokmål[: -len(ending)]
    return bokmål


def swap(word: str, nynorsk: str, form: str) -> str:
    """Exchanges a part where it begins or ends the word: inside, it may be something else ("legitim")."""
    if word.endswith(nynorsk):
        return word.removesuffix(nynorsk) + form
    return form + word.removeprefix(nynorsk) if word.startswith(nynorsk) and len(nynorsk) > 3 else word


def alike(one: str, other: str) -> bool:
    """Equal stems, or long ones with one letter missing, added, wrong or exchanged; never across a first letter."""
    if not one or not other or one[0] != other[0]:
        return False
    if one == other:
        return True
    return min(len(one), len(other)) >= SHORTEST_MISSPELT and one_slip(one, other)


def misspelt(one: str, other: str) -> bool:
    """Two spellings of a long word, whatever its ending."""
    return one[:1] == other[:1] and min(len(one), len(other)) >= SHORTEST_MISSPELT + 2 and one_slip(one, other)


def one_slip(one: str, other: str) -> bool:
    """Whether one slip of the finger makes the one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, letters in enumerate(zip(one, other, strict=False)) if letters[0] != letters[1]), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) != len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])
