"""A form of sixteen fields keeps all that stands in it, in both services, also when it is shown again."""

from __future__ import annotations

from typing import Any

from bot.platforms.shared.marks import Known
from bot.platforms.slack.fields import field_block
from bot.platforms.teams import ids
from bot.platforms.teams.views import fetch
from knowledge.conversation.message import Field, Form

LONG = "På måndag stängs Unikum. " * 119
VALUES = {"text": LONG, "english": LONG, "list": "b", "list2": "a", "day": "2026-11-30", "yes": "yes"}
FORM = Form(
    name="announce", title="Meddela", submit="Visa", problems={"day": "Dagen har varit."}, values=VALUES,
    fields=(
        Field(name="text", label="Text", kind="long"), Field(name="english", label="Engelska", kind="long"),
        Field(name="list", label="Lista", kind="choice", choices=(("a", "A"), ("b", "B"))),
        Field(name="list2", label="Lista", kind="choice", choices=(("a", "A"), ("b", "B"))),
        Field(name="day", label="Dag", kind="date"), Field(name="yes", label="Läst", kind="yes"),
        *(Field(name=f"more{number}", label="Knapp", value=f"https://x.example/{number}") for number in range(10)),
    ),
)  # fmt: skip
EXPECTED = VALUES | {f"more{number}": f"https://x.example/{number}" for number in range(10)}


def test_teams_keeps_what_stands_in_every_field() -> None:
    body: list[dict[str, Any]] = fetch(FORM, ids.Opened(form="announce"), Known())["task"]["value"]["card"]["content"][
        "body"
    ]
    found = {
        block["id"].removeprefix("field."): block.get("value") for block in body if block["type"].startswith("Input.")
    }
    assert {name: value.strip() for name, value in found.items()} == {n: v.strip() for n, v in EXPECTED.items()}


def test_slack_keeps_what_stands_in_every_field() -> None:
    for field in FORM.fields:
        made = field_block(field, FORM)["element"]
        begun = made.get("initial_value") or made.get("initial_date") or made.get("initial_option", {}).get("value")
        begun = begun or made["initial_options"][0]["value"]
        assert begun.strip() == EXPECTED[field.name].strip()
