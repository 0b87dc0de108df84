"""What a client makes of the bot's answer to a press, and what is wrong with the answer; leaves acting on it to `pressing`."""

from __future__ import annotations

from typing import Any

from tests.teams.fake.activities import leaks
from tests.teams.fake.cards import card_faults, content_of
from tests.teams.fake.values import CARD, Answer, Delivery
from tests.teams.fake.world import World

MESSAGE, ERROR = "application/vnd.microsoft.activity.message", "application/vnd.microsoft.error"
_SIZES = frozenset({"small", "medium", "large"})
_REFUSALS = frozenset({400, 401, 403, 404, 412, 500})
Read = tuple[str, Any, list[str]]
"""What is seen, its content, and the faults."""


def read(world: World, user: str, delivery: Delivery) -> Answer:
    """The answer as somebody sees it; its faults are noted."""
    name = str(delivery.body.get("name", "message"))
    answer = Answer(user, name, delivery.status, delivery.answer)
    world.answers.append(answer)
    if delivery.status != 200:
        if delivery.ok and delivery.is_invoke:
            world.offence(f"{name} was answered {delivery.status}")
        return answer
    reader = {"adaptiveCard/action": _action, "task/fetch": _task, "task/submit": _task,
              "composeExtension/fetchTask": _task}.get(name, _empty)  # fmt: skip
    answer.kind, answer.shown, faults = reader(world, delivery.answer)
    if name in {"task/fetch", "composeExtension/fetchTask"} and answer.kind == "nothing":
        faults.append("a window was asked for, and none came")
    if isinstance(delivery.answer, dict):
        faults += leaks(delivery.answer, world.secrets)
    for fault in faults:
        world.offence(f"the answer to {name}: {fault}")
    return answer


def _known(world: World) -> Any:
    return lambda who: world.town.find(who) is not None or who in world.town.conversations


def _action(world: World, body: Any) -> Read:
    if not isinstance(body, dict) or body.keys() - {"statusCode", "type", "value"} or "statusCode" not in body:
        return "error", body, ["it has statusCode, type and value"]
    status, kind, value = body["statusCode"], body.get("type"), body.get("value")
    if kind == ERROR:
        good = status in _REFUSALS and isinstance(value, dict) and value.keys() >= {"code", "message"}
        return "error", value, [] if good else ["an error has a status of 400 and above, code and message"]
    if status != 200:
        return "error", value, [f"statusCode {status} with type {kind}"]
    if kind == MESSAGE:
        return "message", value, [] if isinstance(value, str) and value.strip() else ["a message is a text"]
    if kind == CARD:
        return "card", value, card_faults(value, _known(world))
    return "error", value, [f"its type is {kind}"]


def _task(world: World, body: Any) -> Read:
    if body is None or body == {}:
        return "nothing", None, []
    task = body.get("task") if isinstance(body, dict) else None
    if not isinstance(task, dict) or body.keys() - {"task", "cacheInfo"} or task.keys() != {"type", "value"}:
        return "error", body, ["it is {} or has task with type and value"]
    if task["type"] == "message":
        good = isinstance(task["value"], str) and bool(task["value"].strip())
        return "message", task["value"], [] if good else ["a message is a text"]
    if task["type"] != "continue" or not isinstance(task["value"], dict):
        return "error", task, [f"its type is {task['type']}"]
    return "dialog", task["value"], _window_faults(world, task["value"])


def _window_faults(world: World, window: dict[str, Any]) -> list[str]:
    faults = [f"an unknown field of the window: {one}" for one in window.keys() - {"title", "height", "width", "card"}]
    if not isinstance(window.get("title"), str) or not window["title"].strip():
        faults.append("the window has no title")
    for side in ("height", "width"):
        size = window.get(side)
        if size not in _SIZES and not (isinstance(size, int) and not isinstance(size, bool)):
            faults.append(f"the window's {side} is {size!r}")
    content = content_of(window.get("card"))
    return faults + (
        ["the window holds no card"] if content is None else card_faults(content, _known(world), in_window=True)
    )


def _empty(_world: World, body: Any) -> Read:
    return "nothing", None, [] if body in ({}, None) else ["it should be {}"]
