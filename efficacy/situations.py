"""Source 3's diagram of case structure: two questions make four situations. Pure.

The diagram itself is lost in the source's text: which answers make which situation is our reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from programmes.contract import Text

POOL = 0  # not sorted yet


@dataclass(frozen=True)
class Situation:
    """`mutual`: we depend on each other. `shared`: we share the responsibility for carrying it out."""

    number: int
    roman: str
    mutual: bool
    shared: bool
    sum: str
    name: Text
    says: Text


SITUATIONS = (
    Situation(
        1,
        "I",
        mutual=False,
        shared=False,
        sum="1 + 1 + 1 = 3",
        name=_("Hver for seg"),
        says=_("Verken avhengige av hverandre eller felles ansvar. Ta det skriftlig eller et annet sted."),
    ),
    Situation(
        2,
        "II",
        mutual=True,
        shared=False,
        sum="1 + 1 + 1 < 3",
        name=_("Avhengige uten felles ansvar"),
        says=_("Avhengige av hverandre, men hver gjør sitt. Avklar hvem som tar ansvaret sammen."),
    ),
    Situation(
        3,
        "III",
        mutual=True,
        shared=True,
        sum="1 + 1 + 1 > 3",
        name=_("Gruppens egentlige saker"),
        says=_("Avhengige av hverandre og felles ansvar. Her blir dere mer enn summen: gi det tid."),
    ),
    Situation(
        4,
        "IV",
        mutual=False,
        shared=True,
        sum="1 + 1 + 1 < 3",
        name=_("Felles uten å måtte"),
        says=_("Felles ansvar for noe én kunne gjort. Her går det tid tapt: gi saken til én."),
    ),
)


def shares(minutes: Sequence[tuple[int, int | None]]) -> dict[int, int]:
    """Per cent of the meeting time by situation, of the cases whose minutes are given and that are sorted.

    `minutes`: (situation, minutes) of each case. Whole per cent that sum to 100 (largest remainders); empty where
    no minutes are given.
    """
    spent = {each.number: 0 for each in SITUATIONS}
    for number, given in minutes:
        if number != POOL and given:
            spent[number] += given
    total = sum(spent.values())
    if not total:
        return {}
    whole = {number: 100 * given // total for number, given in spent.items()}
    rest = sorted(spent, key=lambda number: (-(100 * spent[number] % total), number))
    for number in rest[: 100 - sum(whole.values())]:
        whole[number] += 1
    return whole
