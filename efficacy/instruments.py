"""An instrument as data: what is asked, on which scale, and what the answers add up to. Pure, and kept as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from efficacy.scoring import Measure, turned

FORMAT = 1
LANGUAGES = ("nb", "nn", "en")
HIGHEST = (5, 6, 7)
"""Scales go from 1 to one of these: for others no limit of the spread word has been checked."""
MOST_FACTORS, MOST_ITEMS = 15, 30

Texts = Mapping[str, str]
"""A text by language. Where one is missing, bokmål stands in, else whichever there is."""


def said(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get("nb") or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Item:
    """One statement. Whether it is reversed belongs to the text: another wording may turn the other way."""

    text: Texts
    is_reversed: bool = False


@dataclass(frozen=True)
class Factor:
    """What one or several items measure together; each item belongs to one factor only.

    `key` names it in ballots and results. `section` is the heading it stands under, where there are several.
    """

    key: str
    name: Texts
    items: tuple[Item, ...]
    section: str = ""


@dataclass(frozen=True)
class Instrument:
    """A questionnaire. `picture` says how its result is drawn: "pyramid", "support" or "" for plain lines.

    `hinders`: the factors are obstacles, so that a high mean is what the group should look at.
    """

    slug: str
    version: int
    name: Texts
    about: Texts
    question: Texts
    low_word: Texts
    high_word: Texts
    factors: tuple[Factor, ...]
    high: int = 6
    low: int = 1
    sections: tuple[tuple[str, Texts], ...] = ()
    picture: str = ""
    hinders: bool = False
    licence: str = ""
    reference: Texts = field(default_factory=dict)

    @property
    def steps(self) -> range:
        return range(self.low, self.high + 1)

    @property
    def items(self) -> Iterator[tuple[Factor, int, Item]]:
        """Every item with its factor and its number in it, in the order in which they are asked."""
        for factor in self.factors:
            for number, item in enumerate(factor.items):
                yield factor, number, item

    def factor(self, key: str) -> Factor | None:
        return next((factor for factor in self.factors if factor.key == key), None)

    def measure(self, factor: Factor) -> Measure:
        return Measure(self.low, self.high, len(factor.items))

    def score(self, factor: Factor, answers: list[int]) -> int:
        """The sum of one respondent's answers to a factor, those to reversed items turned."""
        measure = self.measure(factor)
        return sum(
            turned(answer, measure, is_reversed=item.is_reversed)
            for answer, item in zip(answers, factor.items, strict=True)
        )

    def takes(self, factor: Factor, answers: Any) -> bool:
        """Whether these are answers to each of a factor's items, on the scale."""
        return (
            isinstance(answers, list)
            and len(answers) == len(factor.items)
            and all(type(answer) is int and answer in self.steps for answer in answers)
        )

    def to_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Instrument:
        given = {name: value for name, value in stored.items() if name != "format"}
        factors = tuple(
            Factor(each["key"], each["name"], tuple(Item(**item) for item in each["items"]), each["section"])
            for each in given.pop("factors")
        )
        sections = tuple((key, texts) for key, texts in given.pop("sections"))
        return cls(**given, factors=factors, sections=sections)
