"""Source 5's nine questions, and where each stands in the cairn: 9 / 8 4 / 7 3 6 / 2 5 / 1, built from the foot."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.contract import Text

LAST = 9
QUESTIONS: dict[int, Text] = {
    1: _("Hvorfor ble eller vil jeg bli leder?"),
    2: _("Hvorfor skal noen la seg lede av meg?"),
    3: _("Hva er viktig for meg som leder?"),
    4: _("Hva er mine styrker som leder?"),
    5: _("Hva er mine utviklingsområder som leder?"),
    6: _("Hva trenger jeg hjelp til som leder?"),
    7: _("Hvem kan støtte meg i min utvikling som leder?"),
    8: _("Hva ønsker jeg å oppnå som leder?"),
    9: _("Mitt lederskap oppsummert i én setning"),
}
NUMBERS = tuple(QUESTIONS)
# Each stone's outline in a drawing of 110 × 80.
STONES: dict[int, str] = {
    9: "38.7,2.6 42.8,0.3 67.9,0.4 71.7,3.8 71,10.9 67.2,12.8 40.7,12.5 38,9",
    8: "19,20 22.4,17.4 50.3,16.8 52.3,19.4 53,27 49.6,29.3 23.1,29.6 20,27.4",
    4: "58,18.1 63.8,16.8 89.6,17.8 91,21.3 89.6,29 83.5,29.6 59,29 57,23.8",
    7: "0.6,37.4 2.7,33.6 28.6,34.2 34,35.5 33,43.2 31.3,46.4 4.8,45.8 0.8,44.5",
    3: "39.4,34.2 68.6,33.6 72,36.8 71.3,45.1 66.6,46.4 41.4,46.4 38,43.2 38.3,36.8",
    6: "76,35.5 82.1,33.6 108,33.9 109.4,40 109.4,44.5 105.9,46.1 79.1,46.4 76.7,43.2",
    2: "19.7,53.6 23.1,50.4 49.6,51 53,54.2 51.3,62.6 46.9,63.2 20.4,62.6 19,58.7",
    5: "58,51.4 86.2,50.4 90.3,52 91,59.4 89,63.2 62.4,62.9 57.7,61.9 57,55.5",
    1: "38.3,69.8 43.4,67.2 69.3,67.5 72,71.7 71.3,77.4 66.6,79.6 41.4,79.4 38,75.5",
}


def most_letters(number: int) -> int:
    """How long an answer may be: the ninth is one sentence."""
    return 300 if number == LAST else 2000
