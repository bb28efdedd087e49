from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: people come in by invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("Koden stemmer ikke. Se i e-posten, og skriv den en gang til."),
        "rate_limited": _("Det ble mange forsøk på kort tid. Vent et minutt, og prøv igjen."),
        "too_many_login_attempts": _("Det ble mange forsøk på kort tid. Vent et minutt, og prøv igjen."),
        "account_inactive": _("Kontoen er stengt. Spør den som holder lederprogrammet."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that one lands on says enough."""
