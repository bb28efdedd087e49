"""How a leader's own pictures of a mood are put there and taken off."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.locking import lock_row
from config.pictures import Image
from goals.models import Mood, MoodPicture


def put_picture(*, mood: Mood, moment: str, picture: Image | None, alt: str = "", goes_along: bool = False) -> None:
    """Gives a moment a picture, in place of the one that it has; without one, changes what is said of that."""
    values: dict[str, Any] = {"alt": alt[:200], "goes_along": goes_along}
    with transaction.atomic():
        lock_row(mood, whole=True)
        if picture:
            values |= {"content": picture.content, "width": picture.width, "height": picture.height}
            MoodPicture.objects.update_or_create(mood=mood, moment=moment, defaults=values)
        else:
            MoodPicture.objects.filter(mood=mood, moment=moment).update(**values)


def take_picture_off(*, mood: Mood, moment: str) -> None:
    MoodPicture.objects.filter(mood=mood, moment=moment).delete()
