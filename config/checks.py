"""System checks: what must not start."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.urls import URLPattern, URLResolver, get_resolver

from config import policy


def demo_is_not_production(**kwargs: Any) -> list[CheckMessage]:
    """In the demonstration anybody is let in as anybody, so it must never stand where real people are."""
    if settings.DEMO and settings.HTTPS:
        return [
            Error(
                "VARDE_DEMO lets anybody in as anybody and must not be set together with VARDE_HTTPS.",
                id="varde.E001",
            )
        ]
    return []


def mail_leaves(**kwargs: Any) -> list[CheckMessage]:
    """Printed, a mail's sign-in code stands in the log of whoever runs the server."""
    if settings.HTTPS and settings.MAIL_TRANSPORT.endswith(".console.EmailBackend"):
        return [
            Warning("Without VARDE_MAIL, mail is printed: also the codes that people sign in with.", id="varde.W003")
        ]
    return []


def every_view_has_a_policy(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"The view of “{route}” has no policy.", id="varde.E002")
        for route, pattern in routes()
        if policy.of(pattern.callback, pattern.name) is None
    ]


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route that is mounted, with its whole path."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        else:
            yield path, entry
