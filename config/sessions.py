"""Who asks: the session and its person, read in every request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from config.prepared import Prepared

LIVING = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=datetime)
WHO = Prepared(lambda pk: get_user_model()._default_manager.filter(pk=pk), pk=int)


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        try:
            return LIVING.get(key=self.session_key or "", now=timezone.now())
        except Session.DoesNotExist:
            self._session_key = None
            return None


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Any:
        try:
            person = WHO.get(pk=int(user_id))
        except get_user_model().DoesNotExist:
            return None
        return person if self.user_can_authenticate(person) else None
