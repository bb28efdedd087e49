"""What was sent and could not be taken, given back to the browser that sent it.

A page says whose it is. What was written on it is taken from nobody else who has signed in since.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: nobody is signed in any more. What was written stays in the page, or on this one, until somebody is."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("errors/signed_out.html"), status=401)
        response.headers["HX-Retarget"] = "#toast"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    title, text = _("Du er logget ut"), _("Logg inn i et nytt vindu. Kom så tilbake hit, og send det på nytt.")
    return to_be_sent_again(request, title, text, status=401, sign_in=True)


def writers(request: HttpRequest, here: list[Any]) -> list[Any]:
    """Of those who may be asking, the one for whom the page that sends something was drawn; all, where it does not say."""
    writer = (request.POST.get("written_by") or request.headers.get("X-Person")) if request.method == "POST" else ""
    return [who for who in here if who.public_id == writer] if writer else here


def anothers(request: HttpRequest) -> HttpResponse:
    """401 to a script, which keeps it until its writer is in again; else 409. Nothing is done in the other's name."""
    title = _("En annen er logget inn nå")
    if request.headers.get("HX-Request"):
        advice = _("Det du har skrevet, er ikke lagret. Logg inn som deg selv i et nytt vindu.")
        response = HttpResponse(render_to_string("parts/toast.html", {"text": f"{title}. {advice}"}), status=401)
        response.headers["HX-Retarget"] = "#toast"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    text = _("Logg inn som deg selv i et nytt vindu. Kom så tilbake hit, og send det på nytt.")
    return to_be_sent_again(request, title, text, status=409)


def outdated(request: HttpRequest, here: list[Any]) -> HttpResponse:
    """403: the page's token is an old one. A script is told the new one, a reader what to do."""
    if here and not writers(request, here) and ("HX-Request" in request.headers or is_from_here(request)):
        return anothers(request)
    title = _("Siden hadde vært åpen for lenge")
    if request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("parts/toast.html", {"text": title}), status=403)
        response.headers["X-CSRFToken"] = get_token(request)
        return response
    if is_from_here(request) and request.POST:
        return to_be_sent_again(request, title, _("Send det på nytt, så er alt i orden."), status=403)
    text = _("Last siden på nytt, og prøv igjen. Kopier først det du har skrevet, hvis det er langt.")
    return HttpResponse(render_to_string("errors/error.html", {"title": title, "text": text}, request), status=403)


def is_from_here(request: HttpRequest) -> bool:
    """Whether one of our own pages sent it, by the browser's word: only that is offered to be sent again."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def to_be_sent_again(
    request: HttpRequest, title: str, text: str, *, status: int, sign_in: bool = False
) -> HttpResponse:
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    context = {"title": title, "text": text, "fields": fields, "sign_in": sign_in, "files": bool(request.FILES)}
    return HttpResponse(render_to_string("errors/kept.html", context, request), status=status)
