"""The menu that a signed-in person's pages carry."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from programmes.panels import Link, menu_for
from programmes.queries.start import Standing, standing


def menu(request: HttpRequest) -> dict[str, Any]:
    """Read only by the pages that show it."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    return {"menu": SimpleLazyObject(lambda: [Link(_("Start"), reverse("start"), "start"), *menu_for(of(request))])}


def of(request: HttpRequest) -> Standing:
    """What the person of a request is, read once."""
    if not hasattr(request, "standing"):
        request.standing = standing(request.user)  # type: ignore[attr-defined, arg-type]
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found
