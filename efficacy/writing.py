"""What the form of a leader's own rating needs, on its page and on the phone in the room."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from config.ids import public_id
from efficacy.forms.own import TEXTS
from efficacy.queries.own import Sheet


def context_of(sheet: Sheet, url: str, **more: Any) -> dict[str, Any]:
    """What the form needs, on the page and on the phone. The form has a name of its own: see `services_own.keep`."""
    rating = sheet.rating
    return {
        "sheet": sheet,
        "url": url,
        "texts": {name: getattr(rating, name) if rating else "" for name in TEXTS},
        "on": timezone.localdate().isoformat(),
        "revision": rating.revision if rating else 0,
        "writer": public_id(),
        **more,
    }
