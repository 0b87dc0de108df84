"""Who may load and post what: hosts, origins, tokens, headers; leaves signing in to the pages that need it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE = "supportbot_csrf"
HEADER = "X-CSRF-Token"

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def host_of(authority: str) -> str:
    """The host name of `host:port`, in lower case and without brackets; empty when it cannot be read."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").lower()
    except ValueError:
        return ""


def only_hosts(hosts: Collection[str], free: Collection[str]) -> Middleware:
    """A request for a host that is not ours gets 421, so that no foreign name leads here; `free` are paths for all."""
    allowed = LOOPBACK | {host.lower() for host in hosts}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path not in free and host_of(request.headers.get("Host", "")) not in allowed:
            raise web.HTTPMisdirectedRequest(text="This name does not lead to the support desk.")
        return await handler(request)

    return check


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """What every answer carries, unless it says otherwise itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)


def token(request: web.Request) -> str:
    """The visitor's token: the one in the cookie, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)


def give_token(response: web.StreamResponse, value: str) -> None:
    """Put the token in the cookie; the page sends it back in a header as well."""
    response.set_cookie(COOKIE, value, httponly=True, samesite="Strict", path="/")


def guarded(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Handler:
    """The handler, for posts from our own pages only; others get 403."""

    async def check(request: web.Request) -> web.StreamResponse:
        if not _same_origin(request) or not _has_token(request):
            raise web.HTTPForbidden(text="This post did not come from the support desk's own page.")
        return await handler(request)

    return check


def _same_origin(request: web.Request) -> bool:
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(source) and urlsplit(source).netloc.lower() == request.headers.get("Host", "").lower()


def _has_token(request: web.Request) -> bool:
    cookie, header = request.cookies.get(COOKIE, ""), request.headers.get(HEADER, "")
    return bool(cookie) and hmac.compare_digest(cookie.encode(), header.encode())
