"""Which addresses of the service are trusted; leaves who says so to tokens and calling them to the adapter."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from bot.settings_readers import is_loopback


def is_trusted(address: str, hosts: Collection[str]) -> bool:
    """Whether it is https on a host that the settings name; plain http only on a loopback host named there."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if host not in hosts or parts.username is not None or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def same(one: str, other: str) -> bool:
    """Whether two addresses are one, but for capitals and a slash at the end."""
    return one.rstrip("/").casefold() == other.rstrip("/").casefold()
