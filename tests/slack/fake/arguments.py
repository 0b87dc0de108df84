"""Reads a call's arguments from query, form or JSON and refuses what is unknown or of a wrong type; leaves their sense to the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.slack.fake.methods import Method
from tests.slack.fake.records import ApiError


async def arguments(request: web.Request) -> dict[str, Any]:
    """Everything that was sent, as it was sent; an argument without a value was not."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            sent = json.loads(body) if body else {}
        except ValueError:
            raise ApiError("invalid_json", offence="a body that is no JSON") from None
        if not isinstance(sent, dict):
            raise ApiError("json_not_object", offence="a body that is no object")
        found |= sent
    elif request.method == "POST":
        found |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return {key: value for key, value in found.items() if value is not None}


def _structure(value: Any) -> Any:
    read = json.loads(value) if isinstance(value, str) else value
    if not isinstance(read, dict | list):
        raise TypeError(value)
    return read


def _yes(value: Any) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]


def _number(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError(value)
    return int(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _list(value: Any) -> list[str]:
    read = value if isinstance(value, list) else _text(value).split(",")
    return [_text(one).strip() for one in read if one]


_COMMON = {"team_id": "s"}
"""Every method takes it, for apps of a whole organisation; bolt sends it with each call."""
READERS: dict[str, Callable[[Any], Any]] = {"s": _text, "i": _number, "b": _yes, "j": _structure, "l": _list}


def checked(sent: dict[str, Any], method: Method) -> dict[str, Any]:
    """The arguments as values of the types that the method takes."""
    known = _COMMON | method.required | method.optional
    faults, read = [], {}
    for key, value in sent.items():
        if key not in known:
            faults.append(f"[ERROR] unsupported argument: {key}")
            continue
        try:
            read[key] = READERS[known[key]](value)
        except (ValueError, TypeError, KeyError):
            faults.append(f"[ERROR] wrong type: {key}")
    faults += [f"[ERROR] missing required field: {key}" for key in method.required.keys() - read.keys()]
    if faults:
        raise ApiError("invalid_arguments", offence="; ".join(faults), response_metadata={"messages": faults})
    return read
