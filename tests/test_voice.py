"""Errors say what to do, whichever part of the framework finds them."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from programmes.accounts import Adapter

FIELDS = [
    (forms.CharField(), "", "Fyll ut dette feltet."),
    (forms.CharField(max_length=2), "abc", "Teksten er for lang: 3 tegn. Kort den ned til høyst 2."),
    (forms.CharField(), "a\x00b", "Det er et tegn her som ikke kan lagres. Skriv teksten på nytt."),
    (forms.EmailField(), "", "Skriv e-postadressen."),
    (forms.EmailField(), "navn", "Skriv e-postadressen slik: navn@kommune.no."),
    (forms.IntegerField(), "tolv", "Skriv et helt tall, for eksempel 12."),
    (forms.IntegerField(max_value=5), "6", "Skriv et tall som ikke er høyere enn 5."),
    (forms.IntegerField(min_value=5), "4", "Skriv et tall som ikke er lavere enn 5."),
    (forms.DateField(), "i går", "Skriv datoen som dag.måned.år."),
    (forms.TimeField(), "tidlig", "Skriv klokkeslettet som 08:30."),
    (forms.ChoiceField(choices=[("a", "a")]), "b", "Velg ett av alternativene."),
    (forms.CharField(error_messages={"required": "Skriv navnet."}), "", "Skriv navnet."),
]


@pytest.mark.parametrize(("field", "value", "says"), FIELDS)
def test_a_field_says_what_to_do(field: forms.Field, value: str, says: str) -> None:
    with translation.override("nb"), pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    assert refused.value.messages == [says]


def test_signing_in_says_what_to_do() -> None:
    assert str(Adapter.error_messages["incorrect_code"]).startswith("Koden stemmer ikke.")
