"""Who asks: the session and its person, read in every request by one query."""

from __future__ import annotations

import json
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from config.models import Session
from config.prepared import Prepared

LIVING = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).select_related("person"),
    key=str,
    now=datetime,
)
# Whose the session is that this request has read.
_read: ContextVar[Any] = ContextVar("read", default=None)


@lru_cache(maxsize=1000)
def plain(signed: bytes | str) -> str:
    """A session's data as JSON; nothing where its signature is wrong. A phone brings the same all day."""
    return json.dumps(DatabaseStore().decode(signed))


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        return dict(json.loads(plain(session_data)))

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        row = LIVING.first(key=key, now=timezone.now()) if key.isascii() and key.isalnum() else None
        _read.set(row.person if row else None)
        if row is None:
            self._session_key = None
        return row


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Any:
        person = _read.get()
        if person is None or person.pk != int(user_id):
            person = get_user_model()._default_manager.filter(pk=int(user_id)).first()
        return person if person and self.user_can_authenticate(person) else None
