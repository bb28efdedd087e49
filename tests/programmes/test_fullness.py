"""How full a page of input is, before the room finds out."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from programmes import fullness
from programmes.models import InputPage
from programmes.services import input as services

ORDER = ["", "many", "lots", "full", "over"]


@pytest.mark.parametrize(
    ("text", "quote", "pictured", "expected"),
    [
        ("", "", False, ""),
        ("x" * 400, "", False, ""),
        ("x" * 600, "", False, "many"),
        ("x" * 1490, "", False, "lots"),
        ("x" * 600, "", True, "lots"),
        ("\n".join(["kort"] * 25), "", False, "full"),
        ("\n".join(["kort"] * 40), "", False, "over"),
        ("x" * 1490, "y" * 400, False, "full"),
    ],
)
def test_it_is_set_as_large_as_it_can_be(text, quote, pictured, expected) -> None:
    assert fullness.size(text, quote, pictured=pictured) == expected


@given(st.text(max_size=300), st.text(max_size=60), st.booleans())
def test_more_is_never_set_larger(text, more, pictured) -> None:
    less, all_of_it = (ORDER.index(fullness.size(each, pictured=pictured)) for each in (text, f"{text}\n{more}"))
    assert less <= all_of_it


@pytest.mark.django_db
def test_who_writes_too_much_is_told(here, as_person) -> None:
    item = here.gathering.items.get(position=2)
    made = services.create(item=item, after=None, text=services.PageText("Alt", "\n".join(["- kort"] * 40)))
    assert InputPage.objects.get().is_too_full
    facilitator, gathering = as_person(here.facilitator), here.gathering.public_id
    edit = facilitator.get(reverse("input-edit", args=[gathering, made.public_id])).content.decode()
    assert "Siden har mer enn storskjermen rommer" in edit
    assert "For full til å leses bakerst" in facilitator.get(reverse("input", args=[gathering])).content.decode()
