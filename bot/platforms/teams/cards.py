"""A Message as an activity: a call as text, everything else as one card; leaves forms and the own page to `views`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.platforms.shared.marks import Known
from bot.platforms.teams import ids
from bot.platforms.teams.body import blocks, entities, fitting, html, html_heaviness, twin
from bot.platforms.teams.buttons import action_sets, has_pair
from bot.platforms.teams.limits import ADDRESS, SUMMARY, WHOLE, broken, one_line, weight
from bot.platforms.teams.text import Block, lines
from knowledge.conversation.message import Message, escape

CARD = "application/vnd.microsoft.card.adaptive"
_FOOTER = re.compile(r"\n+((?:Fråga|Question) \d{1,12})\s*$")
_ALERT = {"notification": {"alert": True}}


def message(said: Message, key: str, known: Known, *, native_feedback: bool = False, direct: bool = False,
            asker: str = "", for_asker: bool = False) -> dict[str, Any]:  # fmt: skip
    """The fields of an activity, but for its address.

    `native_feedback`: "Det hjälpte" and "Det hjälpte inte" are Teams' own thumbs; `direct`: in a person's own chat with
    the bot; `asker`: Teams' id of the one whose view is another one; `for_asker`: that view.
    """
    text = said.twin or said.text
    if said.mentions and not said.buttons:
        return _call_line(text, known, direct=direct)
    card = attachment(
        said, key, known, native_feedback=native_feedback, direct=direct, asker=asker, for_asker=for_asker
    )
    shown: dict[str, Any] = {"type": "message", "attachments": [card]}
    data: dict[str, Any] = dict(_ALERT) if card["content"]["msteams"].get("entities") else {}
    if native_feedback and has_pair(said.buttons):
        data["feedbackLoop"] = {"type": "default"}
    if said.picture and said.picture.description:
        text = f"{text}\n{escape(said.picture.description)}"
    return with_summary({**shown, "channelData": data} if data else shown, text, direct=direct)


def attachment(said: Message, key: str, known: Known, *, native_feedback: bool = False, direct: bool = False,
               asker: str = "", for_asker: bool = False) -> dict[str, Any]:  # fmt: skip
    """The card alone, as an attachment."""
    sets = action_sets(said.buttons, key, native_feedback=native_feedback, for_asker=for_asker)
    more = {}
    if asker:
        action = {
            "type": "Action.Execute",
            "verb": ids.REFRESH,
            "data": ids.Pressed(key=key, action=ids.REFRESH).data(),
        }
        more = {"refresh": {"action": action, "userIds": [asker]}}
    return word_card(said, sets, known, direct=direct, **more)


def word_card(
    said: Message,
    sets: Sequence[Block],
    known: Known,
    *,
    direct: bool = False,
    **more: Any,  # noqa: ANN401 - a card's fields are of every kind
) -> dict[str, Any]:
    """A card of words with these buttons below them, and the question's number, set small, as the last."""
    body, calls = word_blocks(said, known, sets, WHOLE - SUMMARY - weight(more) - weight(card([])), direct=direct)
    return card(body, language=said.language, calls=calls, **more)


def word_blocks(
    said: Message, known: Known, sets: Sequence[Block], room: int, *, direct: bool = False
) -> tuple[list[Block], list[dict[str, Any]]]:
    """The elements of a message with its buttons, in that room, and the calls in them."""
    text = said.twin or said.text
    found = _FOOTER.search(text)
    footer = [_small(found[1])] if found else []
    taken = weight([*sets, *footer])
    shown = _picture(said)
    kept = fitting(lines(text[: found.start()] if found else text, known, direct=direct), room - taken - weight(shown))
    return [*(blocks(kept) or [_NOTHING]), *shown, *sets, *footer], entities(kept)


def _picture(said: Message) -> list[Block]:
    """The picture as an element; Teams fetches it."""
    if said.picture is None or len(said.picture.address) > ADDRESS:
        return []
    described = one_line(broken(said.picture.description))
    return [{"type": "Image", "url": said.picture.address, "altText": described, "size": "Stretch"}]


def card(
    body: Sequence[Block], *, language: str = "sv", calls: Sequence[dict[str, Any]] = (), **more: Any  # noqa: ANN401 - the same
) -> dict[str, Any]:  # fmt: skip
    """An attachment with that body."""
    frame = {"width": "Full", **({"entities": list(calls)} if calls else {})}
    content = {"type": "AdaptiveCard", "version": "1.5", "lang": language, "body": list(body), "msteams": frame, **more}
    return {"contentType": CARD, "content": content}


def with_summary(shown: dict[str, Any], text: str, *, direct: bool = False) -> dict[str, Any]:
    """The activity with its plain words, as many as it has room for."""
    room = WHOLE - weight(shown) - len(', "summary": ')
    return {**shown, "summary": twin(text, room, direct=direct)}


def _call_line(text: str, known: Known, *, direct: bool) -> dict[str, Any]:
    """A text, for it calls somebody: Teams shows it whole in a notification, which it does with no card."""
    kept = fitting(lines(text, known, direct=direct), WHOLE - SUMMARY - weight(_ALERT), html_heaviness)
    calls = entities(kept)
    shown: dict[str, Any] = {"type": "message", "textFormat": "xml", "text": html(kept) or _NOTHING["text"]}
    shown |= {"entities": calls, "channelData": dict(_ALERT)} if calls else {}
    return with_summary(shown, text, direct=direct)


_NOTHING: Block = {"type": "TextBlock", "text": "…", "wrap": True}


def _small(words: str) -> Block:
    return {"type": "TextBlock", "text": words, "size": "Small", "isSubtle": True, "wrap": True}
