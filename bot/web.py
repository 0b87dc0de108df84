"""Makes the web server's application: health, start page and the pages it is given; leaves serving to the caller."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.pages import security
from bot.pages.assets import Assets
from bot.pages.paint import Painter

_MOST = 512 * 1024
_FREE = ("/healthz", "/readyz")


@dataclass(frozen=True, kw_only=True)
class Page:
    """Something that the server offers."""

    routes: Sequence[web.AbstractRouteDef]
    path: str = ""
    """Where people begin; empty when it is not for people."""
    title: str = ""
    """Key of a label, for the start page."""
    about: str = ""
    """Key of a label, for the start page."""
    free: tuple[str, ...] = ()
    """Paths that any host name may lead to: their callers sign what they send."""
    at_stop: Callable[[], None] | None = field(default=None)
    """Called when the server stops, to let open streams end."""


def application(
    *,
    pages: Sequence[Page],
    assets: Assets,
    hosts: Collection[str] = (),
    ready: Callable[[], bool] = lambda: True,
) -> web.Application:
    """The application. `hosts` are served beside loopback; `ready` says whether the bot can take events."""
    free = (*_FREE, *(path for page in pages for path in page.free))
    app = web.Application(middlewares=[security.only_hosts(hosts, free)], client_max_size=_MOST)
    app.on_response_prepare.append(security.add_headers)
    app.add_routes(
        [web.get("/healthz", _healthy), web.get("/readyz", _readiness(ready)), web.get("/", _start(pages, assets))]
    )
    app.add_routes(assets.routes())
    for page in pages:
        app.add_routes(page.routes)

    async def stop(_app: web.Application) -> None:
        for page in pages:
            if page.at_stop is not None:
                page.at_stop()

    app.on_shutdown.append(stop)
    return app


async def _healthy(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")


def _readiness(ready: Callable[[], bool]) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="ready\n") if ready() else web.Response(text="not ready\n", status=503)

    return answer


def _start(pages: Sequence[Page], assets: Assets) -> Handler:
    painter = Painter(assets)

    async def answer(request: web.Request) -> web.Response:
        language = "en" if request.query.get("lang") == "en" else "sv"
        shown = [page for page in pages if page.path]
        return web.Response(text=painter.home(shown, language), content_type="text/html")

    return answer
