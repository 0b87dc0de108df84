"""Serves the pages' style sheets, scripts and icons from memory; leaves writing them to `static/`."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from aiohttp import web

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Assets:
    """All files of `static/`, read once; their address changes with their content, so browsers may keep them."""

    def __init__(self) -> None:
        """Read the files. Raises OSError when they are not there."""
        found = sorted(files("bot.pages.static").iterdir(), key=lambda one: one.name)
        self._files = {one.name: one.read_bytes() for one in found if _suffix(one.name) in _TYPES}
        self.version = hashlib.sha256(b"\0".join(self._files.values())).hexdigest()[:12]

    def address(self, name: str) -> str:
        """Where the file is served; raises KeyError when there is none."""
        return f"/static/{self.version}/{name}" if self._files[name] else ""

    async def serve(self, request: web.Request) -> web.Response:
        """The file, to be kept for a year; an old version's address leads to the new file, not to be kept."""
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound
        current = request.match_info["version"] == self.version
        return web.Response(
            body=self._files[name],
            content_type=_TYPES[_suffix(name)],
            charset="utf-8",
            headers={"Cache-Control": "public, max-age=31536000, immutable" if current else "no-store"},
        )

    def routes(self) -> list[web.RouteDef]:
        """The routes of the files."""
        return [web.get("/static/{version}/{name}", self.serve)]


def _suffix(name: str) -> str:
    return name[name.rfind(".") :] if "." in name else ""
