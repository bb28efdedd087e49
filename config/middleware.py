"""What every response carries, and the language each request is answered in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    ]
)
ALLOWED_FEATURES = (
    "screen-wake-lock",
    "fullscreen",
    "autoplay",
)
REFUSED_FEATURES = (
    "accelerometer",
    "camera",
    "clipboard-write",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "usb",
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [f"{name}=(self)" for name in ALLOWED_FEATURES] + [f"{name}=()" for name in REFUSED_FEATURES]
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# For what we show in a frame of our own pages, and for the pages that have such a frame.
FRAMED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
}
FRAMING = {"Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"}
# A downloaded document may be opened by the browser itself: then nothing in it may run.
DOWNLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def headers(get_response: Handler) -> Handler:
    """Puts the security headers on everything that leaves, errors, redirects and files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        match = request.resolver_match
        if match and match.url_name == "account_logout" and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request", "HX-Target", "Cookie"])
        return response

    return middleware


def language(get_response: Handler) -> Handler:
    """Answers in the person's language, else the one chosen in this browser, else the browser's own."""
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        preferred = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = preferred if preferred in known else from_browser(request.headers.get("Accept-Language", ""))
        with translation.override(chosen):
            response = get_response(request)
            response.headers.setdefault("Content-Language", chosen)
        return response

    return middleware


def from_browser(accept_language: str) -> str:
    """The first language we have in an Accept-Language header; "no" is bokmål, and so is silence."""
    for part in accept_language[:200].lower().split(","):
        code = part.split(";")[0].strip().split("-")[0]
        code = "nb" if code == "no" else code
        if code in dict(settings.LANGUAGES):
            return code
    return settings.LANGUAGE_CODE
