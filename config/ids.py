"""Names that may stand in a URL or be read aloud: random, so that nothing can be counted or guessed."""

import re
import secrets

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # 31 signs that nobody mistakes for one another


def random_id(length: int = 12) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def public_id() -> str:
    return random_id(12)


class PublicIdConverter:
    regex = f"[{ALPHABET}]{{12}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def given_id(text: str) -> str:
    """A public id that came in a form or a query; empty where it can't be one."""
    return text if re.fullmatch(PublicIdConverter.regex, text) else ""


class Public(models.Model):
    """A row that is named on a page. Its primary key is never shown."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)

    class Meta:
        abstract = True


def free_id(model: type[Public], sent: str) -> str:
    """The name that a form sent for a row of its own, where it can be one and is free; else a new one.

    A form that is sent twice names the same row: its service looks for that first, under a lock.
    """
    is_free = given_id(sent) and not model._default_manager.filter(public_id=sent).exists()
    return sent if is_free else public_id()
