"""Limits on failed tries: leniently per address, since a whole council sits behind one."""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

A_MINUTE_PER_SOURCE = 60
A_MINUTE_IN_ALL = 5000


def source(request: HttpRequest) -> str:
    """Whose line a request comes by: its address, or the network of it that one household or office has (IPv6, /64)."""
    address = address_of(request)
    try:
        return str(ip_network(f"{address}/64", strict=False)) if ip_address(address).version == 6 else address
    except ValueError:
        return address


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from, trusting X-Forwarded-For only from our own proxies."""
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return hops[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def exhausted(what: str, who: str) -> bool:
    """Whether this source, or everybody together, has failed too often this minute."""
    minute = int(time.time() // 60)
    mine, everybody = cache.get(f"{what}:{who}:{minute}", 0), cache.get(f"{what}::{minute}", 0)
    return bool(mine >= A_MINUTE_PER_SOURCE or everybody >= A_MINUTE_IN_ALL)


def count(what: str, who: str) -> None:
    """Notes one failed try."""
    minute = int(time.time() // 60)
    for key in (f"{what}:{who}:{minute}", f"{what}::{minute}"):
        cache.add(key, 0, 120)
        cache.incr(key)
