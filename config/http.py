"""Requests and answers: the small vocabulary that views share."""

from collections.abc import Mapping
from typing import IO, Any, TypeVar
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from config.middleware import DOWNLOAD_POLICY
from config.text import from_json

Answer = TypeVar("Answer", bound=HttpResponseBase)


class Request(HttpRequest):
    """A request after our middleware: `htmx` tells which element asked."""

    htmx: HtmxDetails
    user: Any  # a person, or nobody: what the policy lets through


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = "", status: int = 200
) -> TemplateResponse:
    """The whole page, or its part `part` where HTMX asked for the element of that name."""
    wanted = part if part and request.headers.get("HX-Target") == part else ""
    return TemplateResponse(request, f"{template}#{wanted}" if wanted else template, context, status=status)


def part(template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A piece of a page that needs nothing of what every page knows: what a whole room fetches at once."""
    return HttpResponse(render_to_string(template, context), status=status)


def go(request: HttpRequest, url: str) -> HttpResponse:
    """On to another page after an act, by HTMX or without it; back does not repeat the act."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = url
        return response
    response = HttpResponse(status=303)
    response.headers["Location"] = url
    return response


def pressed(request: HttpRequest) -> QueryDict:
    """The fields of an act; without scripts its button sends them all as one, `press`, in JSON."""
    if "press" not in request.POST:
        return request.POST
    fields = QueryDict(mutable=True)
    sent = from_json(request.POST["press"][:4000])
    for name, value in sent.items() if isinstance(sent, dict) else ():
        fields[name] = str(value)
    return fields


def with_headers(response: Answer, headers: Mapping[str, str]) -> Answer:
    """The response with its own instead of the headers that everything carries."""
    for name, value in headers.items():
        response.headers[name] = value
    return response


def jpeg(content: bytes) -> HttpResponse:
    """A picture that no cache keeps which others share."""
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file to keep, under a name in any alphabet."""
    return as_file(HttpResponse(content, content_type=content_type), name)


def download_file(file: IO[bytes], *, name: str, content_type: str) -> FileResponse:
    """The same of a large one, which is read as it leaves."""
    return as_file(FileResponse(file, content_type=content_type), name)


def as_file(response: Answer, name: str) -> Answer:
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


def refused(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """A short message beside the page, which stays as it is; without HTMX on a page of its own."""
    if not request.headers.get("HX-Request"):
        return page(request, "errors/refused.html", {"text": text}, status=status)
    response = page(request, "parts/toast.html", {"text": text}, status=status)
    response.headers["HX-Retarget"] = "#toast"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def not_understood(request: HttpRequest) -> HttpResponse:
    """Something was sent that none of our pages sends."""
    return refused(request, _("Det forsto vi ikke. Last siden på nytt, og prøv igjen."), 422)


def onward(request: HttpRequest, to: str, otherwise: str) -> str:
    """`to` where it is a page of this site, else `otherwise`."""
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return to if safe and to.isprintable() and to.startswith("/") else otherwise
