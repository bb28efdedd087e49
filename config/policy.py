"""Who may reach a view, said on the view itself.

A view never fetches the object of its URL: its policy does, starting from the person who asks, and hands it
over. What the person may not see is not found.

    @policy(rules.gathering_run_by)
    def cockpit(request: Request, gathering: Gathering) -> HttpResponse: ...
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]
Lookup = Callable[..., Any]

# Views of installed packages, by name: what we mount of them, and why it may be reached.
FOREIGN = {
    "account_login": "public",
    "account_request_login_code": "public",
    "account_confirm_login_code": "public",
    "account_logout": "public",
    "account_inactive": "public",
}


def public(view: View) -> View:
    """Anybody may come here, signed in or not."""
    view.policy = "public"  # type: ignore[attr-defined]
    return view


def policy(lookup: Lookup) -> Callable[[View], View]:
    """Only a signed-in person for whom `lookup(person, **url_arguments)` finds something; else 404.

    `lookup` returns what the view gets as its second argument, or raises an object's DoesNotExist or Http404.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            return view(request, found(lookup, request.user, arguments))

        guarded.policy = lookup.__name__  # type: ignore[attr-defined]
        return guarded

    return decorate


def ticket(lookup: Lookup) -> Callable[[View], View]:
    """Whoever holds the signed ticket in the URL, signed in or not; `lookup(**url_arguments)` reads it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            return view(request, found(lookup, *[], arguments))

        guarded.policy = f"ticket:{lookup.__name__}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def found(lookup: Lookup, *who_and_arguments: Any) -> Any:
    from django.core.exceptions import ObjectDoesNotExist

    *who, arguments = who_and_arguments
    try:
        return lookup(*who, **arguments)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def to_sign_in(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """To the sign-in page and then `back` (the page asked for); a fragment's request moves the whole page there."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = reverse(settings.LOGIN_URL)
        return response
    return redirect_to_login(back or (request.get_full_path() if request.method == "GET" else reverse("start")))


def of(view: Any, name: str | None) -> str | None:
    """The policy of a view as a word, or None where it has none."""
    return getattr(view, "policy", None) or FOREIGN.get(name or "")


def default_deny(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A view without a policy is not there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if of(view, match.url_name if match else None) is None:
            raise Http404("this view has no policy")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
