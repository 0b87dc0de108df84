"""Three links and the button that confirms all show, above a picture, in both services."""

from __future__ import annotations

import json

from bot.platforms.shared.marks import Known
from bot.platforms.slack import render as slack
from bot.platforms.teams.cards import message as in_teams
from knowledge.conversation.message import Button, Message, Picture

LINKS = [f"https://x.example/{number}" for number in range(3)]
SAID = Message(
    reply="announcement", text="Hej", picture=Picture(address="https://x.example/bild.png", description="En skola"),
    buttons=(*(Button(action=link, label=f"Länk {link[-1]}") for link in LINKS), Button(action="read", label="Läst")),
)  # fmt: skip


def test_slack_shows_them_all() -> None:
    blocks = slack.message(SAID, "k", Known())["blocks"]
    buttons = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    assert [one.get("url") for one in buttons] == [*LINKS, None]
    assert [one["image_url"] for one in blocks if one["type"] == "image"] == ["https://x.example/bild.png"]


def test_teams_shows_them_all() -> None:
    made = json.dumps(in_teams(SAID, "k", Known()))
    assert all(f'"url": "{link}"' in made for link in LINKS)
    assert made.count("Action.OpenUrl") == 3
    assert '"Läst"' in made.encode().decode("unicode_escape")
    assert '"url": "https://x.example/bild.png"' in made
