"""What a test takes of a form before it sends it."""

from __future__ import annotations

import re

from django.test import Client


def stands(client: Client, url: str) -> dict[str, str]:
    """What the form says of what it was opened with."""
    found = re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())
    assert found is not None
    return {"seen": found.group(1)}
