"""What the framework says when something typed cannot be used, in our voice: what to do, never «ugyldig»."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

FILL_IN = _("Fyll ut dette feltet.")
CHOOSE = _("Velg ett av alternativene.")
FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": FILL_IN},
    forms.CharField: {"required": FILL_IN},
    forms.EmailField: {"required": _("Skriv e-postadressen.")},
    forms.IntegerField: {"invalid": _("Skriv et helt tall, for eksempel 12.")},
    forms.FloatField: {"invalid": _("Skriv et tall, for eksempel 12.")},
    forms.DateField: {"invalid": _("Skriv datoen som dag.måned.år.")},
    forms.TimeField: {"invalid": _("Skriv klokkeslettet som 08:30.")},
    forms.BooleanField: {"required": _("Kryss av her for å gå videre.")},
    forms.ChoiceField: {"required": CHOOSE, "invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {"required": CHOOSE, "invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    forms.ModelChoiceField: {"required": CHOOSE, "invalid_choice": CHOOSE},
}
VALIDATORS: dict[Any, Any] = {
    validators.EmailValidator: _("Skriv e-postadressen slik: navn@kommune.no."),
    validators.MaxLengthValidator: _(
        "Teksten er for lang: %(show_value)d tegn. Kort den ned til høyst %(limit_value)d."
    ),
    validators.MinLengthValidator: _("Teksten er for kort. Skriv minst %(limit_value)d tegn."),
    validators.MaxValueValidator: _("Skriv et tall som ikke er høyere enn %(limit_value)s."),
    validators.MinValueValidator: _("Skriv et tall som ikke er lavere enn %(limit_value)s."),
    validators.ProhibitNullCharactersValidator: _("Det er et tegn her som ikke kan lagres. Skriv teksten på nytt."),
}


def speak() -> None:
    """Called once at start. A field that says it better itself still does."""
    for field, messages in FIELDS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **messages}
    for validator, message in VALIDATORS.items():
        validator.message = message
