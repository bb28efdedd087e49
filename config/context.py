"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "now_ms": int(timezone.now().timestamp() * 1000),
    }
