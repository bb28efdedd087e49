"""What the program notices about «Som leder skal jeg …»: asked as a question, and never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from config.observations import ENGLISH, NORWEGIAN, I, family, tokens, words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_WORDS = 30
FEWEST_WORDS = 2
# Verbs for what nobody can see.
UNSEEN = {
    NORWEGIAN: words(
        "være vere ha tenke tenkje ønske ynskje ønskje føle kjenne forstå mene meine vite vise visa tro tru"
    ),
    ENGLISH: words("be have think wish feel understand mean know show believe"),
}
EVER = {
    NORWEGIAN: words("alltid aldri bestandig støtt"),
    ENGLISH: words("always never"),
}
BEGINS = {NORWEGIAN: words("som jeg eg skal"), ENGLISH: words("as i i'll i'm shall")}

QUESTIONS: dict[str, _StrPromise] = {
    "begins_again": _("«Som leder skal jeg» står der alt. Skriv bare det som kommer etter."),
    "unseen": _("Hva ser andre at du gjør? Prøv et verb som «spørre», «si fra» eller «sette av tid»."),
    "ever": _("Kan du holde «alltid» eller «aldri»? Si heller når du gjør det."),
    "long": _("Er den lett å huske? Del den gjerne i to."),
}


def observe(text: str, language: str) -> list[_StrPromise]:
    """What may be asked about a leader's action, the most telling first; of a word or two nothing is said."""
    found, kind = tokens(text), family(language)
    if len(found) < FEWEST_WORDS:
        return []
    seen = {
        "begins_again": found[0] in BEGINS[kind] | I[kind],
        "unseen": found[0] in UNSEEN[kind],
        "ever": not EVER[kind].isdisjoint(found),
        "long": len(found) > MOST_WORDS,
    }
    return [question for code, question in QUESTIONS.items() if seen[code]]
