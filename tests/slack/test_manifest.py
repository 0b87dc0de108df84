"""The app asks Slack for exactly what it uses, in words that Slack takes; leaves what comes of it to the reading."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.__main__ import main
from bot.platforms.slack import needs, parse
from bot.platforms.slack.calls import TIERS
from bot.platforms.slack.ids import ASK, MARKS
from bot.platforms.slack.manifest import address, manifest
from tests.house.project import DOCS, ROOT, python_files, text

COMMITTED = json.loads(text(ROOT / "manifest.json"))
HTTP = manifest("https://desk.example.org")
OTHERS = {"message.channels": "message", "message.groups": "message", "message.im": "message"}
"""How an event that is subscribed to is called when it comes."""

LIMITS: dict[str, tuple[int, int]] = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "features.bot_user.display_name": (1, 80),
    "features.shortcuts.name": (1, 24),
    "features.shortcuts.callback_id": (1, 255),
    "features.shortcuts.description": (1, 150),
    "features.slash_commands.command": (2, 32),
    "features.slash_commands.description": (1, 2000),
    "features.slash_commands.usage_hint": (1, 1000),
    "features.slash_commands.url": (9, 3000),
    "oauth_config.scopes.bot": (1, 50),
    "settings.event_subscriptions.bot_events": (1, 50),
    "settings.event_subscriptions.request_url": (9, 3500),
    "settings.interactivity.request_url": (9, 3500),
}
"""Where in the manifest a text stands -> how short and how long Slack lets it be."""
COUNTS = {"features.shortcuts": 10, "features.slash_commands": 50, "oauth_config.scopes.bot": 255,
          "settings.event_subscriptions.bot_events": 100}  # fmt: skip
KEYS = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "_metadata": {"major_version"},
    "display_information": {"name", "description", "background_color", "long_description"},
    "features": {"app_home", "bot_user", "shortcuts", "slash_commands"},
    "features.app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
    "features.bot_user": {"display_name", "always_online"},
    "features.shortcuts": {"name", "type", "callback_id", "description"},
    "features.slash_commands": {"command", "url", "description", "usage_hint", "should_escape"},
    "oauth_config": {"scopes"},
    "oauth_config.scopes": {"bot"},
    "settings": {"event_subscriptions", "interactivity", "org_deploy_enabled", "socket_mode_enabled",
                 "token_rotation_enabled"},
    "settings.event_subscriptions": {"request_url", "bot_events"},
    "settings.interactivity": {"is_enabled", "request_url"},
}  # fmt: skip
"""Keys that Slack knows at each place of a manifest, as far as ours has them."""


def faults(value: Any, where: str = "") -> list[str]:
    """What Slack would refuse in a manifest: unknown keys, texts and lists that are too long or too short."""
    if isinstance(value, dict):
        unknown = [f"{where}: {key} is not known" for key in value if key not in KEYS.get(where, set())]
        return unknown + [fault for key, one in value.items() for fault in faults(one, f"{where}.{key}".lstrip("."))]
    if isinstance(value, list):
        many = [f"{where}: too many"] if len(value) > COUNTS[where] or len(value) != len(set(map(str, value))) else []
        return many + [fault for one in value for fault in faults(one, where)]
    if isinstance(value, str) and where in LIMITS:
        least, most = LIMITS[where]
        return [] if least <= len(value) <= most else [f"{where}: {len(value)} characters"]
    return []


def test_the_manifest_at_the_top_is_the_one_that_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["slack-manifest"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == COMMITTED == manifest()
    assert printed == text(ROOT / "manifest.json"), "write it anew: supportbot slack-manifest > manifest.json"


@pytest.mark.parametrize("made", [COMMITTED, HTTP], ids=["Socket Mode", "HTTP"])
def test_slack_takes_the_manifest(made: dict[str, Any]) -> None:
    assert faults(made) == []
    assert made["_metadata"] == {"major_version": 2}
    assert re.fullmatch("#[0-9a-f]{6}", made["display_information"]["background_color"])
    assert all(one["command"].startswith("/") for one in made["features"]["slash_commands"])
    assert {one["type"] for one in made["features"]["shortcuts"]} == {"message", "global"}


def test_the_rules_find_what_slack_would_refuse() -> None:
    long = manifest()
    long["features"]["shortcuts"][0]["name"] = "Skicka frågan till kontakten"
    long["display_information"]["long_description"] = "Kort."
    long["oops"] = 1
    long["oauth_config"]["scopes"]["bot"] *= 2
    assert len(faults(long)) == 4


def test_the_scopes_are_those_that_the_methods_and_events_in_use_need() -> None:
    wanted = {scope for one in (*needs.METHODS.values(), *needs.EVENTS.values()) for scope in one} | {"commands"}
    assert set(COMMITTED["oauth_config"]["scopes"]["bot"]) == wanted == set(needs.scopes())
    assert set(COMMITTED["settings"]["event_subscriptions"]["bot_events"]) == set(needs.EVENTS)


def test_every_method_that_the_code_calls_is_listed_and_no_other() -> None:
    code = " ".join(text(path) for path in python_files("bot/platforms/slack") if path.name != "needs.py")
    families = "apps|auth|bots|chat|conversations|dnd|emoji|files|pins|reactions|team|usergroups|users|views"
    called = set(re.findall(rf'"((?:{families})\.[A-Za-z.]+)"', code))
    assert called == set(needs.METHODS)
    assert set(TIERS) == set(needs.METHODS), "a method without its limit, or a limit without its method"


def test_every_event_that_comes_is_read_and_no_other_is_asked_for() -> None:
    read = set(parse._HANDLERS) | parse.TROUBLES
    asked = {OTHERS.get(name, name) for name in needs.EVENTS}
    assert asked | needs.UNASKED == read
    assert not asked & needs.UNASKED


def test_a_right_that_is_missing_is_told_with_what_does_not_work() -> None:
    assert needs.missing(needs.scopes()) == {}
    granted = set(needs.scopes()) - {"reactions:read", "im:write", "commands"}
    assert needs.missing(granted) == {
        "commands": ("slash commands and shortcuts",),
        "im:write": ("conversations.open",),
        "reactions:read": ("reaction_added",),
    }


def test_the_menus_are_those_that_the_bot_knows() -> None:
    shortcuts = COMMITTED["features"]["shortcuts"]
    assert {one["callback_id"] for one in shortcuts if one["type"] == "message"} == set(MARKS)
    assert [one["callback_id"] for one in shortcuts if one["type"] == "global"] == [ASK]
    assert [one["name"] for one in shortcuts] == [
        "Skicka till kontakt", "Detta är en fråga", "Detta är ingen fråga", "Föreslå som FAQ", "Ta upp på mötet",
        "Ställ en fråga",
    ]  # fmt: skip
    assert [one["command"] for one in COMMITTED["features"]["slash_commands"]] == ["/support", "/stod"]


def test_over_a_socket_no_address_is_told_and_over_http_everything_comes_to_one() -> None:
    assert COMMITTED["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(COMMITTED)
    assert HTTP["settings"]["socket_mode_enabled"] is False
    door = "https://desk.example.org/slack/events"
    commands = [one["url"] for one in HTTP["features"]["slash_commands"]]
    settings = HTTP["settings"]
    assert [*commands, settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]] == [
        door
    ] * 4
    silent = without_addresses(HTTP)
    silent["settings"]["socket_mode_enabled"] = True
    assert silent == COMMITTED, "nothing else differs"


def without_addresses(value: Any) -> Any:
    """The manifest as it is without our door."""
    if isinstance(value, dict):
        return {key: without_addresses(one) for key, one in value.items() if key not in {"url", "request_url"}}
    return [without_addresses(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("given", "door"),
    [
        ("https://desk.example.org", "https://desk.example.org/slack/events"),
        (" https://desk.example.org/ ", "https://desk.example.org/slack/events"),
        ("https://desk.example.org:8443/slack/events", "https://desk.example.org:8443/slack/events"),
        ("https://example.org/desk/", "https://example.org/desk/slack/events"),
    ],
)
def test_the_address_of_the_door(given: str, door: str) -> None:
    assert address(given) == door


@pytest.mark.parametrize(
    "given", ["http://desk.example.org", "desk.example.org", "https://", "https://a:b@c.org", "https://c.org/?a=1", "ftp://c.org"]
)  # fmt: skip
def test_an_address_that_slack_cannot_call_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["slack-manifest", "--url", given])
    assert ended.value.code == 1
    assert given in capsys.readouterr().err


def test_slacks_command_line_finds_its_files() -> None:
    hooks = json.loads(text(ROOT / ".slack/hooks.json"))["hooks"]
    assert hooks["get-hooks"] == "python3 -m slack_cli_hooks.hooks.get_hooks"
    assert hooks["start"] == ".venv/bin/supportbot run"
    assert json.loads(text(ROOT / ".slack/config.json")) == {"manifest": {"source": "local"}}
    assert text(ROOT / ".slack/.gitignore").split() == ["apps.dev.json", "cache/"]


def test_the_manual_says_what_each_right_is_for() -> None:
    page = text(DOCS / "slack.md")
    assert set(re.findall(r"^\| `([a-z_.]+:[a-z.]+|commands)` \|", page, re.MULTILINE)) == set(needs.scopes())
    assert needs.APP_LEVEL in page
    assert all(one["name"] in page for one in COMMITTED["features"]["shortcuts"])
