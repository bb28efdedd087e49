"""A municipality's own questionnaire, pasted in by a facilitator."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from efficacy.forms.instrument import InstrumentForm
from efficacy.models import Instrument
from tests import world as worlds

pytestmark = pytest.mark.django_db
SEVEN = """# Trygghet i gruppa
(R) Gjør du en feil her, blir den ofte brukt mot deg.
Vi kan ta opp vanskelige saker.
( r ) Noen her avviser andre for å være annerledes.

Det er trygt å ta en sjanse.
(R) Det er vanskelig å be andre her om hjelp.
Ingen her ville med vilje motarbeide meg.
Det jeg kan, blir verdsatt og brukt.
"""
WHOLE = {
    "name": "Trygghet",
    "question": "Hvordan er det hos oss?",
    "statements": SEVEN,
    "high": "7",
    "low_word": "helt uenig",
    "high_word": "helt enig",
    "licence": "Kommunen har lisens",
    "reference": "Edmondson (1999)",
}


def url(here: worlds.Place, name: str = "instrument-new", *more: str) -> str:
    return reverse(name, args=[here.programme.public_id, *more])


def test_seven_lines_are_seven_items_of_one_factor_three_of_them_reversed(here, as_person) -> None:
    assert as_person(here.facilitator).post(url(here), WHOLE).status_code == 303
    data = Instrument.objects.get().data
    (factor,) = data.factors
    assert factor.name == {"nb": "Trygghet i gruppa"}
    assert [item.is_reversed for item in factor.items] == [True, False, True, False, True, False, False]
    assert data.score(factor, [1, 7, 1, 7, 1, 7, 7]) == 49
    listed = as_person(here.facilitator).get(url(here, "instruments")).content.decode()
    assert "Kommunen har lisens" in listed


def test_what_is_written_comes_back_as_it_was_and_is_replaced_until_it_is_used(here, as_person) -> None:
    client = as_person(here.facilitator)
    client.post(url(here), WHOLE)
    own = Instrument.objects.get()
    edit = url(here, "instrument-edit", own.public_id)
    page = client.get(edit).content.decode()
    assert "(R) Noen her avviser andre" in page
    seen = client.get(edit).context["seen"]
    assert client.post(edit, WHOLE | {"name": "Tryggleik", "seen": seen}).status_code == 303
    # Another tab that still has the first wording writes nothing over, and keeps what was typed.
    late = client.post(edit, WHOLE | {"name": "Fra en gammel fane", "seen": seen})
    assert (late.status_code, "Fra en gammel fane" in late.content.decode()) == (409, True)
    own.refresh_from_db()
    assert (str(own), own.version) == ("Tryggleik", 1)
    Instrument.objects.update(used_at=timezone.now())
    assert "Endringer blir en ny utgave" in client.get(edit).content.decode()
    client.post(edit, WHOLE | {"name": "Ny ordlyd", "seen": client.get(edit).context["seen"]})
    assert [str(each) for each in Instrument.objects.order_by("version")] == ["Tryggleik", "Ny ordlyd"]
    # An old address leads to the newest.
    assert "Ny ordlyd" in client.get(edit).content.decode()


def test_without_headings_all_is_one_factor_and_with_them_each_has_its_own(here) -> None:
    one = InstrumentForm("nb", WHOLE | {"statements": "En\nTo"})
    assert one.is_valid()
    assert [(len(factor.items), factor.name["nb"]) for factor in one.instrument("x").factors] == [(2, "Trygghet")]
    two = InstrumentForm("nb", WHOLE | {"statements": "# A\nEn\n#B\nTo\nTre"})
    assert two.is_valid()
    assert [(factor.key, len(factor.items)) for factor in two.instrument("x").factors] == [("f1", 1), ("f2", 2)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"statements": ""}, "Skriv minst ett utsagn."),
        ({"statements": "# Bare et tema"}, "har ingen utsagn"),
        ({"statements": "\n".join(f"Utsagn {number}" for number in range(31))}, "høyst 30 utsagn"),
        ({"statements": "x" * 301}, "høyst 300 tegn"),
        ({"high": "10"}, "Velg 5, 6 eller 7."),
        ({"licence": ""}, "hvilken lisens"),
        ({"name": "x" * 121}, "121 tegn"),
        ({"name": "\x00"}, "som ikke kan lagres"),
    ],
)
def test_what_is_wrong_is_pointed_at_and_what_was_typed_stays(here, as_person, changes, said) -> None:
    response = as_person(here.facilitator).post(url(here), WHOLE | changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert 'value="helt uenig"' in html
    assert not Instrument.objects.exists()


def test_another_municipalitys_is_not_there(here, as_person) -> None:
    as_person(here.facilitator).post(url(here), WHOLE)
    other = worlds.place("Utgardmerke")
    own = Instrument.objects.get()
    response = as_person(other.facilitator).get(url(other, "instrument-edit", own.public_id))
    assert response.status_code == 404
    assert "Trygghet" not in as_person(other.facilitator).get(url(other, "instruments")).content.decode()
