"""Which words are proposed as one value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.seljord import GROUPS
from values.bank import BANK
from values.merging import proposals, same_value

ONE_VALUE = """
mot/modig = modig = mot
ansvar = ansvarlig = ansvarleg = Ansvar
inkludering = inkluderende = inkluderande = inkludere
lojal = lojalitet
ærlighet = ærlegdom = ærlig = ærleg
åpenhet = openheit = open = åpen
trygghet = tryggleik = tryggheit = trygg
raushet = rausheit = raus
kreativitet = kreativ
bærekraft = berekraft = bærekraftig = berekraftig
medvirkning = medverknad = medvirking
anerkjenne = anerkjennelse = anerkjenning
troverdighet = truverde = troverdig
toleranse = tolerant
kompetanse = kompetent
støtte = støttende = støttande
respekt = respektfull
tillit = tillitsfull = Tillit
mangfold = mangfald
tydelighet = tydelegheit = tydelig = tydeleg
fremtidsrettet = framtidsretta
profesjonalitet = profesjonell
miljøbevisst = miljøbevissthet
inkludering = inkludring
likeverd = likeverdig
nysgjerrighet = nysgjerrig = nysgjerrigheit
""".strip().splitlines()
DIFFERENT = """
åpenhet ærlighet
tillit trygghet
retning respekt
mot mat
humor humør
trygghet utrygghet
ansvar ansettelse
lojalitet likeverd
støtte styrke
raushet rushet
omsorg omstilling
glede gløde
kompetanse konkurranse
kreativitet kvalitet
tydelig utydelig
retning rettferdighet
ærlighet ærgjerrighet
medvirkning medarbeider
""".strip().splitlines()


@pytest.mark.parametrize("line", ONE_VALUE)
def test_variants_of_one_value_are_proposed_together(line: str) -> None:
    words = line.split(" = ")
    assert proposals(words) == [tuple(words)]


@pytest.mark.parametrize("line", DIFFERENT)
def test_different_values_are_never_proposed_as_one(line: str) -> None:
    assert proposals(line.split()) == []


@pytest.mark.parametrize("language", BANK)
def test_no_two_values_of_the_bank_are_one(language: str) -> None:
    assert proposals(BANK[language]) == []


def test_a_slash_between_different_values_joins_nothing() -> None:
    assert proposals(["respekt/tillit", "respekt", "tillit"]) == []
    assert proposals(["ansvar / ansvarlig", "ansvarleg"]) == [("ansvar / ansvarlig", "ansvarleg")]


def test_the_six_groups_of_seljord() -> None:
    words = list(dict.fromkeys(word for _name, values in GROUPS for word in values))
    assert proposals(words) == [
        ("inkludering", "inkluderende"),
        ("lojalitet", "lojal"),
        ("mot/modig", "modig"),
        ("ansvar", "ansvarlig"),
    ]


@pytest.mark.parametrize(("nb", "nn"), list(zip(BANK["nb"], BANK["nn"], strict=True)))
def test_the_bank_in_bokmål_and_nynorsk_is_one(nb: str, nn: str) -> None:
    assert same_value(nb, nn)


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from([word for words in BANK.values() for word in words]))))
def test_each_word_stands_in_one_group_at_most(words: list[str]) -> None:
    found = proposals(words)
    assert all(len(group) > 1 for group in found)
    placed = [word for group in found for word in group]
    assert all(placed.count(word) <= words.count(word) for word in placed)
    for group in found:
        assert list(group) == [word for word in words if word in group]


@given(st.permutations([word for line in ONE_VALUE[:8] for word in line.split(" = ")]))
def test_the_order_of_words_changes_no_group(words: list[str]) -> None:
    found = {frozenset(group) for group in proposals(words)}
    assert found == {frozenset(line.split(" = ")) for line in ONE_VALUE[:8]}


@given(st.text(), st.text())
def test_alike_is_mutual(one: str, other: str) -> None:
    assert same_value(one, other) == same_value(other, one)
