"""Payloads in the shapes in which Teams sends them, to be changed by a test; leaves what comes of them to the tests."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.platforms.teams import parse
from knowledge.conversation.event import Event

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
AT = datetime(2026, 11, 27, 8, 0, 0, 123123, tzinfo=UTC)
BOT = "28:00000000-0000-0000-0000-0000000000b0"
ANNA = "00000000-0000-0000-0000-00000000000a"
EVA = "00000000-0000-0000-0000-000000000002"
CHANNEL, TEAM, GROUP = "19:support@thread.tacv2", "19:team@thread.tacv2", "19:group@thread.v2"
ROOT, LATER, CARD = "1795766400123", "1795766460456", "1795766400999"
OURS = parse.Ours(
    bot=BOT,
    done=("2705_whiteheavycheckmark", "checkmark"),
    looking=("1f440_eyes", "eyes"),
    names={EVA: "Eva Lind", "3": "Kim", "4": "Kim"},
)
_READ = yaml.safe_load((Path(__file__).resolve().parents[2] / "payloads" / "teams_activities.yaml").read_text("utf-8"))
ACTIVITIES: dict[str, dict[str, Any]] = copy.deepcopy(_READ["activities"])
MEMBERS: dict[str, dict[str, Any]] = copy.deepcopy(_READ["members"])


def body(name: str, /, **changes: Any) -> dict[str, Any]:
    """An activity, with other values at its first level."""
    return {**copy.deepcopy(ACTIVITIES[name]), **changes}


def told(name: str, /, ours: parse.Ours = OURS, **changes: Any) -> tuple[Event, ...]:
    """What the desk is told of it."""
    return parse.events(body(name, **changes), ours, NOW)


def only(name: str, /, **changes: Any) -> Any:
    """The one event that it is."""
    (event,) = told(name, **changes)
    return event


def written(words: str, *entities: dict[str, Any], **changes: Any) -> Any:
    """What is read of words that Anna writes in the channel."""
    return only("channel_root", text=words, entities=list(entities), **{"attachments": [], **changes})


def mention(name: str, who: str, **more: Any) -> dict[str, Any]:
    """An entity that calls somebody."""
    return {"type": "mention", "mentioned": {"id": who, "name": name, **more}, "text": f"<at>{name}</at>"}
