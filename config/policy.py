"""Who may reach a view, said on the view itself.

A view never fetches the object of its URL: its policy does, starting from the person who asks, and hands it
over. What the person may not see is not found.

    @policy(rules.desk_at)
    def cockpit(request: Request, desk: Desk) -> HttpResponse: ...
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from config.kept import anothers, is_from_here, signed_out, writers

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


def policy(lookup: Lookup, *, visitors: bool = False) -> Callable[[View], View]:
    """Only a signed-in person for whom `lookup(person, **url_arguments)` finds something; else 404.

    `lookup` returns what the view gets as its second argument, or raises an object's DoesNotExist or Http404.
    With `visitors`, it is also asked for whom the device was let in as, without signing in (`recognise`).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            here = everybody(request, visitors=visitors)
            asking = writers(request, here)
            if here and not asking:
                return anothers(request)
            if not asking:
                return (_instead(request, arguments) if visitors else None) or to_sign_in(request)
            try:
                who, found_here = first_found(lookup, asking, arguments)
            except Http404:
                if visitors and (instead := _instead(request, arguments)):
                    return instead
                raise
            request.drawn_for = who.public_id  # type: ignore[attr-defined]
            if visitors and who == request.user:
                _came(request, found_here)
            return view(request, found_here)

        guarded.policy = lookup.__name__  # type: ignore[attr-defined]
        return guarded

    return decorate


Recognise = Callable[[HttpRequest], list[Any]]
Instead = Callable[[HttpRequest, dict[str, Any]], HttpResponse | None]
Came = Callable[[HttpRequest, Any], None]


def nobody(request: HttpRequest) -> list[Any]:
    return []


def nowhere(request: HttpRequest, arguments: dict[str, Any]) -> HttpResponse | None:
    return None


def unnoticed(request: HttpRequest, found: Any) -> None:
    pass


_recognise: Recognise = nobody
_instead: Instead = nowhere
_came: Came = unnoticed


def recognise(how: Recognise, *, instead: Instead = nowhere, came: Came = unnoticed) -> None:
    """Says how a device that was let in without signing in is known; called once, from an app's `ready`.

    `instead` answers a visitor's route that is closed to the device: one that waits, or whose day is over.
    `came` is told of each who comes by a visitor's route and is signed in, with what they may see there.
    """
    global _recognise, _instead, _came
    _recognise, _instead, _came = how, instead, came


def ticket(lookup: Lookup) -> Callable[[View], View]:
    """Whoever holds the signed ticket in the URL, signed in or not; `lookup(**url_arguments)` reads it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            return view(request, found(lookup, arguments))

        guarded.policy = f"ticket:{lookup.__name__}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def found(lookup: Lookup, arguments: dict[str, Any], *who: Any) -> Any:
    try:
        return lookup(*who, **arguments)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def everybody(request: HttpRequest, *, visitors: bool = True) -> list[Any]:
    """Who may be asking: whoever is signed in, and whom the device was let in as."""
    signed_in = [request.user] if request.user.is_authenticated else []
    return signed_in + (_recognise(request) if visitors else [])


def first_found(lookup: Lookup, asking: list[Any], arguments: dict[str, Any]) -> tuple[Any, Any]:
    """The first of those who ask that may see something, and what; somebody signed in may also be let in as another."""
    *others, last = asking
    for who in others:
        with suppress(Http404):
            return who, found(lookup, arguments, who)
    return last, found(lookup, arguments, last)


def to_sign_in(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """To the sign-in page and then `back` (the page asked for); a fragment's request moves the whole page there.

    What was written and sent by one of our pages is not thrown away on the way.
    """
    scripted = "HX-Request" in request.headers
    if request.method == "POST" and (scripted or is_from_here(request)):
        return signed_out(request)
    if scripted:
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = resolve_url(settings.LOGIN_URL) + shown_page(request)
        return response
    return redirect_to_login(back or (request.get_full_path() if request.method == "GET" else reverse("start")))


def shown_page(request: HttpRequest) -> str:
    """The page that asked for a fragment, as where to go after sign-in; empty for what is no page of ours."""
    shown = HtmxDetails(request).current_url_abs_path
    return f"?{urlencode({'next': shown})}" if shown else ""


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
