"""Puts the chat page together from its parts, for the web server; leaves running the desk to the caller."""

from __future__ import annotations

from bot.pages.assets import Assets
from bot.pages.chat import ChatPage, Room
from bot.pages.deeds import Deeds
from bot.pages.demo import Demo
from bot.pages.stream import HEARTBEAT, Stream
from bot.web import Page


def chat_page(demo: Demo, assets: Assets, heartbeat: float = HEARTBEAT) -> Page:
    """The page `/chat` for a running desk; `heartbeat` is the seconds between two signs of life on its stream."""
    room = Room(demo, assets)
    routes = [*ChatPage(room).routes(), *Deeds(room).routes(), *Stream(room, heartbeat).routes()]
    return Page(routes=routes, path="/chat", title="chat_title", about="chat_about", at_stop=room.close)
