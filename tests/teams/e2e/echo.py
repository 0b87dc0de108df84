"""A bot that answers every message with a card that holds it, for trying the Playground without a desk; knows nothing else."""

from __future__ import annotations

import sys
from typing import Any

from aiohttp import ClientSession, web

CARD = "application/vnd.microsoft.card.adaptive"


def card(text: str, **titles: str) -> dict[str, Any]:
    """A card with buttons that bear data like ours."""
    ours = {"bot": "supportbot", "v": 1, "of": "echo"}
    actions = [
        {"type": "Action.Execute", "title": title, "verb": action, "data": {**ours, "action": action},
         "fallback": {"type": "Action.Submit", "title": title, "data": {**ours, "action": action}}}
        for action, title in titles.items()
    ]  # fmt: skip
    body = [{"type": "TextBlock", "text": text, "wrap": True}]
    return {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions}


async def take(request: web.Request) -> web.Response:
    """One activity."""
    told = await request.json()
    if told["type"] == "message":
        await say(told, card(f"Ekot: {told['text']}", helped="Det hjälpte", take="Jag tar den"))
    if told["type"] != "invoke":
        return web.Response()
    who = told["from"]["name"]
    if told["value"]["action"]["data"]["action"] == "take":
        await say(told, card(f"{who} har tagit den."))
    return web.json_response({"statusCode": 200, "type": CARD, "value": card(f"Tack, {who}.")})


async def say(told: dict[str, Any], shown: dict[str, Any]) -> None:
    """A card where that came from."""
    address = f"{told['serviceUrl'].rstrip('/')}/v3/conversations/{told['conversation']['id']}/activities"
    said = {"type": "message", "summary": "Ekot", "attachments": [{"contentType": CARD, "content": shown}]}
    async with ClientSession() as session, session.post(address, json=said) as answer:
        answer.raise_for_status()


def main(port: int) -> None:
    """Listen on loopback."""
    app = web.Application()
    app.router.add_post("/api/messages", take)
    web.run_app(app, host="127.0.0.1", port=port, print=lambda _: print("The echo is open", flush=True))


if __name__ == "__main__":
    main(int(sys.argv[1]))
