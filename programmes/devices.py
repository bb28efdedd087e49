"""The key that a device keeps when it asks to be let into a gathering; the database has only its digest."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.days import MORNING
from programmes.models import Admission, Gathering

CLAIMED_WITHIN = timedelta(days=14)
KEY = re.compile(r"[A-Za-z0-9_-]{32,64}")


def cookie_name() -> str:
    return "__Host-varde-gathering" if settings.HTTPS else "varde-gathering"


def new_key() -> str:
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def key_of(request: HttpRequest) -> str:
    """The key that the device sent; empty where it can't be one."""
    key = request.COOKIES.get(cookie_name(), "")
    return key if KEY.fullmatch(key) else ""


def device_of(request: HttpRequest) -> str:
    """How the database knows the device; empty for one that has asked for nothing."""
    key = key_of(request)
    return digest(key) if key else ""


def known_key(request: HttpRequest) -> str:
    """The device's key where we gave it one that still counts for something, else a new one."""
    key = key_of(request)
    return key if key and Admission.objects.filter(device=digest(key)).exists() else new_key()


def is_forgotten(request: HttpRequest) -> bool:
    """Whether the device has a key that counts for nothing any more."""
    device = device_of(request)
    return bool(device) and not Admission.objects.filter(device=device).exists()


def remember(response: HttpResponse, key: str, *, guest: bool) -> None:
    """Gives the device its key: until tomorrow morning, a guest's for as long as they may claim what they wrote."""
    morning = timezone.localtime().replace(hour=MORNING, minute=0, second=0, microsecond=0) + timedelta(days=1)
    age = CLAIMED_WITHIN if guest else morning - timezone.localtime()
    response.set_cookie(
        cookie_name(),
        key,
        max_age=int(age.total_seconds()),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> HttpResponse:
    """Takes the key back from a device where it counts for nothing."""
    response.delete_cookie(cookie_name(), samesite="Lax")
    return response


def admitted(request: HttpRequest) -> list[Admission]:
    """Whom the device was let in as, the newest first: in one gathering, or in several."""
    device = device_of(request)
    if not device:
        return []
    return list(Admission.objects.filter(device=device, state=Admission.State.ADMITTED).order_by("-asked_at", "-pk"))


def newest(request: HttpRequest, gathering: str) -> Admission | None:
    """What the device last asked for at a gathering, whatever came of it."""
    device = device_of(request)
    if not device:
        return None
    return (
        Admission.objects.filter(device=device, gathering__public_id=gathering)
        .select_related("gathering__programme__municipality", "gathering__stage", "participation__membership__person")
        .order_by("-asked_at", "-pk")
        .first()
    )


def is_guests(device: str) -> bool:
    """Whether somebody may still claim what was written on this device."""
    return Admission.objects.filter(
        device=device, state=Admission.State.ADMITTED, participation__role="guest", participation__membership=None
    ).exists()


def open_for_devices(gathering: Gathering) -> bool:
    """The day runs, and not as a rehearsal."""
    stage = getattr(gathering, "stage", None)
    return bool(stage and stage.is_running)
