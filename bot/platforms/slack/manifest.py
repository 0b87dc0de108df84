"""The app's manifest, from what the bot uses; leaves `manifest.json` at the top to be a copy of it, for Slack's own tools."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.platforms.slack.ids import ASK, MARKS
from bot.platforms.slack.needs import EVENTS, scopes

PATH = "/slack/events"
"""Where events, presses, commands and the address check come in over HTTP."""
NAME = "Supporten"
COMMANDS = ("/support", "/stod")
_MENU = {
    "to_contact": ("Skicka till kontakt", "Frågan går direkt till kontakten på skolan."),
    "is_question": ("Detta är en fråga", "Supporten tar hand om meddelandet som en fråga."),
    "not_a_question": ("Detta är ingen fråga", "Kortet tas bort, och Supporten lär sig av det. För kontakter."),
    "propose_faq": ("Föreslå som FAQ", "Gör ett svar av meddelandet, för nästa som undrar. För kontakter."),
    "bring_up": ("Ta upp på mötet", "En punkt till nästa avstämning, med länk hit."),
}
_LONG = (
    "Supporten hjälper skolor som använder lärplattformen Unikum. Den lyssnar i supportkanalen, svarar i tråden när den "
    "är säker, föreslår svar när den är ganska säker, och skickar resten till skolans kontakt eller till de centrala "
    "kontakterna. Ett kort för varje fråga visar vem som har den och vad som händer sedan. Personuppgifter maskeras "
    "innan något sparas, och ingen fråga skickas vidare till någon annan tjänst."
)


def manifest(url: str = "") -> dict[str, Any]:
    """The manifest: for Socket Mode, or with the bot's public address (`https://host`) for HTTP.

    Raises ValueError when the address is not one that Slack can call.
    """
    inward = address(url) if url else ""
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": NAME,
            "description": "Svarar på frågor om Unikum i supportkanalen, och ser till att varje fråga når någon.",
            "background_color": "#1f4e5f",
            "long_description": _LONG,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": [_command(name, inward) for name in COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": list(scopes())}},
        "settings": {
            "event_subscriptions": {**_request(inward), "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **_request(inward)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not inward,
            "token_rotation_enabled": False,
        },
    }


def address(url: str) -> str:
    """The address of our door, whether or not the path was named. Raises ValueError for anything but https://host."""
    whole = urlsplit(url.strip())
    fault = ""
    if whole.scheme != "https" or not whole.hostname or "@" in whole.netloc:
        fault = "write https:// and the host's name: Slack calls nothing else"
    elif whole.query or whole.fragment:
        fault = "an address with ? or # is none of ours"
    if fault:
        raise ValueError(f"{url!r}: {fault}")
    return f"https://{whole.netloc}{whole.path.rstrip('/').removesuffix(PATH)}{PATH}"


def _shortcuts() -> list[dict[str, str]]:
    everywhere = {"name": "Ställ en fråga", "type": "global", "callback_id": ASK,
                  "description": "Öppnar ett formulär; frågan läggs i supportkanalen."}  # fmt: skip
    menu = [
        {"name": _MENU[mark][0], "type": "message", "callback_id": name, "description": _MENU[mark][1]}
        for name, mark in MARKS.items()
    ]
    return [*menu, everywhere]


def _command(name: str, inward: str) -> dict[str, Any]:
    called = {"url": inward} if inward else {}
    return {
        "command": name,
        **called,
        "description": "Supporten för Unikum: vem är min kontakt, mina frågor, ställ en fråga.",
        "usage_hint": "hjälp · vem · mina · status 42 · fråga …",
        "should_escape": False,
    }


def _request(inward: str) -> dict[str, str]:
    return {"request_url": inward} if inward else {}
