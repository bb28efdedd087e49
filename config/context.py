"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO,
        # Whose page it is: the person's, or the device's that was let in as somebody (config/policy.py).
        "drawn_for": getattr(request, "drawn_for", "") or getattr(getattr(request, "user", None), "public_id", ""),
        "languages": settings.LANGUAGES,
        "now_ms": int(timezone.now().timestamp() * 1000),
    }
