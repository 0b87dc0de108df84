"""A picture that Slack cannot fetch takes nothing else of the message with it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import Reply

PICTURE = {"type": "image", "image_url": "https://x.se/a.png", "alt_text": "Menyn"}
BUTTONS = {"type": "actions", "elements": []}


@pytest.mark.parametrize(("refused", "sent"), [("image", [BUTTONS]), ("all", [])])
async def test_the_message_is_sent_without_what_is_refused(refused: str, sent: list[dict[str, Any]]) -> None:
    tried: list[list[dict[str, Any]]] = []

    async def api(_method: str, given: dict[str, Any]) -> Reply:
        tried.append(given["blocks"])
        bad = given["blocks"] if refused == "all" else PICTURE in given["blocks"]
        return Reply(status=200, data={"ok": False, "error": "invalid_blocks"} if bad else {"ok": True, "ts": "1.1"})

    calls = Calls(api, lambda: 0.0, {})
    await calls.post("chat.postMessage", channel="C1", text="x", blocks=[PICTURE, BUTTONS])
    assert tried[0] == [PICTURE, BUTTONS]
    assert tried[-1] == sent
