"""What the program notices about a goal: asked as a question, never in the way, and waved away for good."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from config.observations import (
    ENGLISH,
    NORWEGIAN,
    describes_achievement,
    describes_effort,
    in_first_person,
    names_an_amount,
    puts_it_off,
    tokens,
    written_in,
)
from goals.deadlines import parse

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FEWEST_WORDS = 3
ANY_DAY = date(2026, 1, 1)  # whether a time is named does not depend on the day


@dataclass(frozen=True)
class Observation:
    code: str

    @property
    def question(self) -> _StrPromise:
        return QUESTIONS[self.code]


QUESTIONS = {
    "not_first_person": _("Er målet i jeg-form? Prøv å begynne med «Jeg»."),
    "not_present_tense": _("Er målet i nåtid? Prøv med «Jeg gir» i stedet for «Jeg ønsker å gi»."),
    "effort_missing": _("Hva gjør du for å komme dit? Skriv gjerne innsatsen inn i målet."),
    "achievement_missing": _("Hva kommer ut av det? Skriv gjerne hva du oppnår."),
    "nothing_to_measure": _("Hvordan vet du at du er i mål? Nevn noe du kan telle eller se."),
    "no_time": _("Når skal du være i mål? Nevn en dag, en måned eller hvor ofte."),
}
CODES = tuple(QUESTIONS)


def observe_in(text: str, languages: Collection[str], **more: bool) -> list[Observation]:
    """What may be asked in the language that the goal is written in; where it does not say, in each of these."""
    kind = written_in(text)
    read = {ENGLISH: ["en"], NORWEGIAN: ["nb"]}.get(kind, languages)
    first, *others = [observe(text, language, **more) for language in read]
    return [each for each in first if all(each in other for other in others)]


def observe(text: str, language: str, *, has_due: bool, has_indicator: bool) -> list[Observation]:
    """What may be asked about a goal, the most telling first. A few words are no goal yet, and nothing is said."""
    if len(tokens(text)) < FEWEST_WORDS:
        return []
    first_person = in_first_person(text, language)
    effort, achievement = describes_effort(text, language), describes_achievement(text, language)
    seen = {
        "not_first_person": not first_person,
        "not_present_tense": first_person and puts_it_off(text, language),
        "effort_missing": achievement and not effort,
        "achievement_missing": effort and not achievement,
        "nothing_to_measure": not has_indicator and not names_an_amount(text, language),
        "no_time": not has_due and not parse(text, ANY_DAY).is_placed,
    }
    return [Observation(code) for code in CODES if seen[code]]
