"""What is chosen in a message's own menu in Teams is heard as a mark, with the message's words and where it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.teams import parse
from bot.platforms.teams.parse_values import Ours

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CHANNEL, MESSAGE, ROOT = "19:support@thread.tacv2", "1764000000001", "1764000000000"
OURS = Ours(bot="28:bot")


def chosen(command: str = "bringUp", **message: Any) -> dict[str, Any]:
    """Olle chooses it on what Anna wrote in a thread of the support channel."""
    payload = {
        "id": MESSAGE, "replyToId": ROOT, "from": {"user": {"id": "AAAA-1", "displayName": "Anna Ek"}, "application": None},
        "body": {"contentType": "html", "content": "<div>Hur gör vi med <b>lärloggen</b>?</div>"}, **message,
    }  # fmt: skip
    return {
        "type": "invoke", "name": "composeExtension/fetchTask", "id": "f:1", "from": {"id": "29:olle", "aadObjectId": "bbbb-2"},
        "conversation": {"id": f"{CHANNEL};messageid={ROOT}", "conversationType": "channel"},
        "recipient": {"id": "28:bot"}, "value": {"commandId": command, "commandContext": "message", "messagePayload": payload},
    }  # fmt: skip


def test_the_message_comes_along_with_its_author_and_its_thread() -> None:
    body = chosen()
    assert parse.beside(body).kind == "mark"
    found = parse.marked(body, OURS, NOW)
    assert found is not None
    assert (found.mark, found.who.id, found.text) == ("bring_up", "bbbb-2", "Hur gör vi med lärloggen?")
    assert (found.ref.channel, found.ref.id, found.ref.thread) == (CHANNEL, MESSAGE, ROOT)
    assert found.author is not None
    assert (found.author.id, found.author.name, found.author.is_bot) == ("aaaa-1", "Anna Ek", False)


@pytest.mark.parametrize(
    ("message", "text", "is_bot"),
    [
        ({"body": {"contentType": "text", "content": "a < b"}}, "a < b", False),
        ({"from": {"user": None, "application": {"id": "x", "applicationIdentityType": "bot"}}}, None, True),
        ({"from": {}, "body": {}}, "", None),
    ],
)
def test_plain_words_programs_and_nobody(message: dict[str, Any], text: str | None, is_bot: bool | None) -> None:
    found = parse.marked(chosen(**message), OURS, NOW)
    assert found is not None
    assert text is None or found.text == text
    assert (found.author.is_bot if found.author else None) is is_bot


def test_another_choice_is_none_of_ours_and_without_a_message_it_cannot_be_read() -> None:
    assert parse.marked(chosen("other"), OURS, NOW) is None
    with pytest.raises(ValueError, match="has no id"):
        parse.marked(chosen(id=""), OURS, NOW)
    root = parse.marked(chosen(id=ROOT, replyToId=None), OURS, NOW)
    assert root is not None
    assert (root.ref.id, root.ref.thread) == (ROOT, None)
