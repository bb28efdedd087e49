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
    """A row that has a URL. Its primary key is never shown."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)

    class Meta:
        abstract = True
