"""A connector service that writes down what it is asked and answers as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.platforms.teams.calls import Calls
from bot.platforms.teams.door import Door
from bot.platforms.teams.doors import Doors
from bot.platforms.teams.wire_values import Reply
from tests.directed import told

if TYPE_CHECKING:
    from bot.platforms.base import Directions

GENERAL, OTHER = "19:general@thread.tacv2", "19:other@thread.tacv2"
BOT, TENANT, URL = "28:app", "t-1", "https://smba.example/emea/"


class Service:
    """Every call is taken, unless the next answers say otherwise."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.next: list[Reply | Exception] = []

    async def __call__(self, name: str, service_url: str, **given: Any) -> Reply:
        self.calls.append((name, {"service_url": service_url, **given}))
        if self.next:
            answer = self.next.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        number = str(1000 + len(self.calls))
        if name == "create":
            person = "members" in given["body"]
            made = f"a:{given['body']['members'][0]['id']}" if person else f"{GENERAL};messageid={number}"
            return Reply(status=201, data={"id": made, "activityId": number})
        return Reply(status=201, data={"id": number})


async def names() -> dict[str, str]:
    return {}


def channel_door(channel: str = GENERAL, **more: str) -> Door:
    given = {
        "service_url": URL,
        "conversation": channel,
        "kind": "channel",
        "tenant": TENANT,
        "bot": BOT,
        "team": GENERAL,
    }
    return Door(**{**given, **more})


def desk(**more: Any) -> Directions:
    return told(names, **more)


def doors_of(service: Service, directions: Directions) -> Doors:
    return Doors(directions, Calls(service, lambda: 0.0, hurry=1000), BOT, TENANT)


def activity(text: str = "Hej", **more: Any) -> dict[str, Any]:
    """A message of Eva's in a thread of the first channel."""
    return {
        "type": "message", "id": "1002", "serviceUrl": URL, "text": text, "locale": "sv-SE",
        "from": {"id": "29:eva", "aadObjectId": "EVA", "name": "Eva"}, "recipient": {"id": BOT},
        "conversation": {"id": f"{GENERAL};messageid=1001", "conversationType": "channel"},
        "channelData": {"tenant": {"id": TENANT}, "team": {"id": GENERAL}}, **more,
    }  # fmt: skip
