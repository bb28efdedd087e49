"""The words of which deadlines are made, in bokmål, nynorsk and English at once."""

from __future__ import annotations

import re

NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "en én ei ein éin ett et eit eitt one a an", "to two par couple", "tre three", "fire four", "fem five",
            "seks six", "sju syv seven", "åtte eight", "ni nine", "ti ten", "elleve eleven", "tolv twelve",
            "tretten thirteen", "fjorten fourteen", "femten fifteen", "seksten sixteen", "sytten seventeen",
            "atten eighteen", "nitten nineteen", "tjue twenty",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mandag måndag monday", "tirsdag tysdag tuesday", "onsdag wednesday", "torsdag thursday", "fredag friday",
            "lørdag laurdag saturday", "søndag sundag sunday",
        )
    )
    for word in words.split()
}  # fmt: skip
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("første fyrste first 1. 1st", "andre annen second 2. 2nd", "tredje third 3. 3rd", "fjerde fourth 4. 4th"),
        start=1,
    )
    for word in words.split()
}
SEASONS = {
    "vår": 3, "våren": 3, "spring": 3, "sommer": 6, "sommeren": 6, "sommar": 6, "sommaren": 6, "summer": 6,
    "høst": 9, "høsten": 9, "haust": 9, "hausten": 9, "autumn": 9, "fall": 9, "vinter": 12, "vinteren": 12, "winter": 12,
}  # fmt: skip


def either(words: dict[str, int]) -> str:
    """The words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


MONTH, WEEKDAY, ORDINAL = either(MONTHS), either(WEEKDAYS), either(ORDINALS)
# Without a day beside it, «jul» is Christmas.
BARE_MONTH = either({word: number for word, number in MONTHS.items() if word != "jul"})
NUMBER = rf"(?:\d{{1,3}}|et par|eit par|a couple of|{either(NUMBERS)})"
UNITS = {
    "d": r"dag(?:er|ar|ene|ane|en)?|days?",
    "w": r"uk(?:er|ene|en|a|e)|vek(?:er|ene|a|e)|weeks?",
    "m": r"måned(?:er|ene|en)?|månad(?:er|ar|ene|ane|en)?|mnd\.?|months?",
    "y": r"år(?:ene|a|et)?|years?",
}
UNIT = "|".join(UNITS.values())
YEAR = r"20\d\d"
# An ordinary day of the month: 20. / 20 / 20th
DAY = r"\d{1,2}(?:\.|st|nd|rd|th)?"
TO = r"(?:-|til og med|til|t\.?o\.?m\.?|to|through|until|og|and)"
IN_WORDS = r"(?:i løpet av|innen|innan|før|in|by|before|until|during|til|i|within|of|av|end of)"
