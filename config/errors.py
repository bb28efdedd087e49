"""Error pages: what happened, and what to do, in the reader's language."""

import logging
import secrets
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from config.kept import outdated
from config.policy import everybody, public

log = logging.getLogger("varde.errors")


def answer(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text}
    return TemplateResponse(request, "errors/error.html", context, status=status).render()


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400, _("Det forsto vi ikke"), _("Gå tilbake, og prøv en gang til."))


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request, 403, _("Du har ikke tilgang"), _("Spør den som holder lederprogrammet, hvis du tror det er feil.")
    )


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request,
        404,
        _("Vi finner ikke siden"),
        _("Enten finnes den ikke, eller så er den ikke delt med deg. Det som var delt, kan være trukket tilbake."),
    )


@public
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return outdated(request, everybody(request))


@public
def token(request: HttpRequest) -> HttpResponse:
    """The token of whoever is signed in now, for a page of ours that was drawn before."""
    response = HttpResponse(status=204)
    response.headers["X-CSRFToken"] = get_token(request)
    return response


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Says so without asking the database for anything: it may be what is down."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return database_away(request)
    reference = secrets.token_hex(4)
    log.error("reference %s", reference)
    context = {
        "title": _("Noe gikk galt hos oss"),
        "text": _(
            "Det er ikke din feil. Prøv igjen om litt. Hjelper det ikke, så gi nummeret under til den som drifter Varde hos dere."
        ),
        "reference": reference,
    }
    return HttpResponse(render_to_string("errors/down.html", context), status=500)


def database_away(request: HttpRequest) -> HttpResponse:
    """503: the database is away, or too busy. Beside the page where HTMX asked, so that what was written stays."""
    title, text = _("Vi er straks tilbake"), _("Vi fikk ikke svar fra databasen. Vent litt, og prøv igjen.")
    if request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("parts/toast.html", {"text": text}), status=503)
        response.headers["HX-Retarget"] = "#toast"
        response.headers["HX-Reswap"] = "innerHTML"
    else:
        response = HttpResponse(render_to_string("errors/down.html", {"title": title, "text": text}), status=503)
    response.headers["Retry-After"] = "5"
    return response
