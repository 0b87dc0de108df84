"""What people press and fill in on cards and in windows of Teams, as Events; leaves what they write to `parse_messages`.

Who pressed is what Teams says of the sender; the data of a card says what was pressed, and never who may.
"""

from __future__ import annotations

from datetime import datetime

from bot.platforms.shared.payloads import Body, part, text
from bot.platforms.teams import ids
from bot.platforms.teams.parse_values import Activity
from bot.platforms.teams.parse_words import cleaned
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef

MESSAGE, OTHER, SUBMIT, REFRESH, FEEDBACK = "message", "other", "submit", "refresh", "feedback"
ACTION, FETCH, TASK, MARK = "action", "fetch", "task", "mark"
_INVOKES = {
    "adaptiveCard/action": ACTION,
    "task/fetch": FETCH,
    "task/submit": TASK,
    "message/submitAction": FEEDBACK,
    "composeExtension/fetchTask": MARK,
    "composeExtension/submitAction": TASK,
}
_THUMBS = {"like": "helped", "dislike": "not_helped"}


def kind(body: Body) -> str:
    """What is to be answered: `action`, `refresh`, `fetch`, `task`, `mark`, `feedback`, `submit`, `message`; else `other`."""
    if text(body, "type") == "invoke":
        found = _INVOKES.get(text(body, "name"), OTHER)
        return REFRESH if found == ACTION and is_refresh(body) else found
    return SUBMIT if is_submit(body) else MESSAGE


def is_submit(body: Body) -> bool:
    """Whether a message is the data of a button: data of ours, or data without a word of the person's own."""
    value = part(body, "value")
    if text(body, "type") != "message" or not value:
        return False
    return value.get("bot") == ids.BOT or not text(body, "text").strip()


def is_refresh(body: Body) -> bool:
    """Whether Teams asks for somebody's own view of a card, and nobody has pressed anything."""
    return text(body, "name") == "adaptiveCard/action" and _verb(body) == ids.REFRESH


def press(body: Body, now: datetime) -> ButtonPressed | None:
    """Which button was pressed; None when it is none of ours. Raises ValueError when nobody pressed it.

    Of Teams' own thumbs the key is not known, only where the message stands. A refresh reads like a press of its key.
    """
    found = kind(body)
    if found in {MESSAGE, OTHER}:
        return None
    activity = Activity(body=body)
    pressed = _thumb(body) if found == FEEDBACK else ids.pressed(data(body))
    ref = _ref(activity)
    if pressed is None or (not pressed.key and ref is None):
        return None
    return ButtonPressed(
        id=activity.event_id("press"),
        at=activity.at(now),
        who=activity.who("a press"),
        key=pressed.key,
        action=pressed.action,
        ref=ref,
    )


def filled(body: Body, now: datetime) -> FormFilled | None:
    """Which form was sent, with what; None when it is none of ours. Raises ValueError when nobody sent it."""
    found = kind(body)
    if found not in {TASK, SUBMIT} and not (found == ACTION and _verb(body) in {"", ids.FORM}):
        return None
    given = data(body)
    form = ids.opened(given)
    if form is None or ids.pressed(given) is not None:
        return None
    activity = Activity(body=body)
    return FormFilled(
        id=activity.event_id("form"),
        at=activity.at(now),
        who=activity.who("a form"),
        form=form.form,
        about=form.about,
        values={
            name.removeprefix(ids.FIELD): _value(value) for name, value in given.items() if name.startswith(ids.FIELD)
        },
    )


def data(body: Body) -> Body:
    """The data of the button that was pressed, with what stands in the fields."""
    value = part(body, "value")
    match kind(body):
        case "action" | "refresh":
            return part(part(value, "action"), "data")
        case "fetch" | "task":
            return part(value, "data")
        case "submit":
            return value
    return {}


def _verb(body: Body) -> str:
    return text(part(part(body, "value"), "action"), "verb")


def _thumb(body: Body) -> ids.Pressed | None:
    value = part(body, "value")
    action = _THUMBS.get(text(part(value, "actionValue"), "reaction"), "")
    return ids.Pressed(key="", action=action) if action and text(value, "actionName") == "feedback" else None


def _ref(activity: Activity) -> MessageRef | None:
    """Where the message with the button stands."""
    message = text(activity.body, "replyToId")
    return activity.ref(message) if message and activity.channel else None


def _value(value: object) -> str:
    """What stands in one field; a ticked box is `yes`, the choice of nothing is empty."""
    if value == ids.NOTHING:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    return cleaned(str(value)) if isinstance(value, str | int | float) else ""
