"""What people press, send, type and choose from menus in Slack, as Events; leaves what they write in channels to `parse_messages`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.platforms.slack.ids import ASK, HOME, MARKS, METADATA, Opened, key_of
from bot.platforms.slack.parse_values import (
    Body,
    Ours,
    account,
    first,
    instant,
    must,
    part,
    parts,
    place,
    ref,
    text,
)
from bot.platforms.slack.parse_words import said, words
from knowledge.conversation.event import (
    Account,
    ButtonPressed,
    CommandGiven,
    FormFilled,
    MessageMarked,
    MessageRef,
)

STRANGE = "strange"
"""The key and the action of a press that means nothing here."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Where to show what comes back to the one who pressed: all ids are Slack's own."""

    user: str = ""
    channel: str = ""
    thread: str = ""
    trigger_id: str = ""
    """Opens a form, once, within three seconds."""
    response_url: str = ""
    is_ephemeral: bool = False
    """Whether the message with the button is one that only the presser sees."""
    is_view: bool = False
    """Whether it was pressed on the bot's own page or in a form, beside no message."""
    is_modal: bool = False
    """Whether that was a form, or words that took its place: what comes then lies over it."""
    message_ts: str = ""


def press(body: Body, now: datetime) -> tuple[ButtonPressed, ...]:
    """A `block_actions` payload: one press as a rule; none when it is a link, or on nothing of ours."""
    who = _who(body)
    return tuple(_pressed(body, who, now))


def strange(body: Body, now: datetime) -> ButtonPressed | None:
    """A button or a menu's choice that this version of the bot does not know: the desk tells its presser that it is gone.

    None for links, for what is chosen in a window, and where nobody says who it was.
    """
    pressed = [one for one in parts(body, "actions") if _action(one)]
    chosen = text(body, "type") in {"message_action", "shortcut"}
    if not (chosen or pressed) or part(body, "view") or not text(part(body, "user"), "id"):
        return None
    return ButtonPressed(id=_once(body, "strange"), at=now, who=_who(body), key=STRANGE, action=STRANGE)


def submission(body: Body, now: datetime) -> FormFilled:
    """A `view_submission` payload. Raises ValueError when it has no form."""
    view = part(body, "view")
    form = must(view, "callback_id", "a form")
    once = text(body, "trigger_id") or f"{must(view, 'id', 'a form')}:{text(view, 'hash')}"
    return FormFilled(
        id=f"slack:form:{once}",
        at=now,
        who=_who(body),
        form=form,
        about=Opened.unpacked(text(view, "private_metadata")).about,
        values=values(view),
    )


def values(view: Body) -> dict[str, str]:
    """What stands in the fields of a form, by field name; a ticked box is `yes`, an empty field an empty text."""
    blocks = part(part(view, "state"), "values")
    found = {}
    for block in blocks:
        inputs = part(blocks, block)
        found.update({str(name): _value(part(inputs, name)) for name in inputs})
    return found


def command(body: Body, now: datetime, ours: Ours | None = None) -> CommandGiven:
    """A slash command's fields. Raises ValueError when nobody gave it."""
    who = must(body, "user_id", "a command")
    once = must(body, "trigger_id", "a command")
    return CommandGiven(
        id=f"slack:command:{once}",
        at=now,
        who=account(who, text(body, "user_name")),
        text=words(text(body, "text"), ours).text.strip(),
        channel=place(text(body, "channel_id"), who),
    )


def shortcut(body: Body, now: datetime, ours: Ours | None = None) -> MessageMarked | ButtonPressed:
    """A choice from a message's menu, or from the menu of the whole workspace. Raises ValueError for one not ours."""
    name = must(body, "callback_id", "a shortcut")
    if text(body, "type") == "shortcut" and name == ASK:
        return ButtonPressed(id=_once(body, "shortcut"), at=_at(body, now), who=_who(body), key=HOME, action=ASK)
    if text(body, "type") != "message_action" or name not in MARKS:
        raise ValueError(f"there is no shortcut {name!r}")
    found, who = part(body, "message"), _who(body)
    channel = must(part(body, "channel"), "id", "a shortcut")
    ts = first(body, "message_ts") or must(found, "ts", "a shortcut")
    return MessageMarked(
        id=_once(body, "mark"),
        at=_at(body, now),
        who=who,
        ref=ref(place(channel, who.id), ts, text(found, "thread_ts")),
        author=_author(found),
        text=said(found, ours).text,
        mark=MARKS[name],
    )


def beside(body: Body) -> Beside:
    """Where somebody is, from anything that may be answered: a press, a form, a command, or what they wrote."""
    if text(body, "type") == "event_callback":
        return _beside_event(part(body, "event"))
    container, found, view = part(body, "container"), part(body, "message"), part(body, "view")
    opened = Opened.unpacked(text(view, "private_metadata"))
    return Beside(
        user=text(part(body, "user"), "id") or text(body, "user_id"),
        channel=text(container, "channel_id") or text(part(body, "channel"), "id") or text(body, "channel_id")
        or opened.channel,
        thread=text(container, "thread_ts") or text(found, "thread_ts") or opened.thread,
        trigger_id=text(body, "trigger_id"),
        response_url=text(body, "response_url"),
        is_ephemeral=container.get("is_ephemeral") is True,
        is_view=bool(view),
        is_modal=text(view, "type") == "modal",
        message_ts=first(container, "message_ts") or text(body, "message_ts") or text(found, "ts"),
    )  # fmt: skip


def _beside_event(event: Body) -> Beside:
    """Where somebody wrote, changed or set something: beside it, with nothing that opens a form.

    A root with replies stands in the channel, not in its own thread.
    """
    item = part(event, "item")
    changed = part(event, "message") or part(event, "previous_message")
    ts = text(item, "ts") or text(event, "deleted_ts") or text(changed, "ts") or text(event, "ts")
    thread = text(event, "thread_ts") or text(changed, "thread_ts")
    return Beside(
        user=text(event, "user") or text(changed, "user") or text(part(event, "user"), "id"),
        channel=text(event, "channel") or text(item, "channel") or text(part(event, "channel"), "id"),
        thread="" if thread == ts else thread,
        message_ts=ts,
    )


def _pressed(body: Body, who: Account, now: datetime) -> Iterator[ButtonPressed]:
    for number, one in enumerate(parts(body, "actions")):
        action, key = _action(one), _key(one, body)
        if not action or not key:
            continue
        once = text(body, "trigger_id") or f"{who.id}:{must(one, 'action_ts', 'a press')}"
        yield ButtonPressed(
            id=f"slack:press:{once}{f':{number}' if number else ''}",
            at=instant(text(one, "action_ts"), now),
            who=who,
            key=key,
            action=action,
            ref=_ref(body, who),
        )


def _action(one: Body) -> str:
    """What was pressed: the button's value, or the choice in a menu; empty for a link."""
    chosen = text(part(one, "selected_option"), "value") or text(one, "value")
    action = chosen or ("" if part(one, "selected_option") else text(one, "action_id"))
    return "" if text(one, "url") or action.startswith(("http://", "https://")) else action


def _key(one: Body, body: Body) -> str:
    """Our key of the message: in the block with the button, else in the message's metadata."""
    metadata = part(part(body, "message"), "metadata")
    kept = text(part(metadata, "event_payload"), "key") if text(metadata, "event_type") == METADATA else ""
    return key_of(text(one, "block_id")) or kept


def _ref(body: Body, who: Account) -> MessageRef | None:
    """Where the message with the button stands; what only the presser sees stands nowhere."""
    where = beside(body)
    if where.is_ephemeral or where.is_view or not where.channel or not where.message_ts:
        return None
    return ref(place(where.channel, who.id), where.message_ts, where.thread)


def _who(body: Body) -> Account:
    """The presser. Somebody whose workspace is not the payload's own belongs to another organisation."""
    user = part(body, "user")
    here, theirs = text(part(body, "team"), "id"), text(user, "team_id")
    return account(
        must(user, "id", "a press"),
        first(user, "username", "name"),
        is_external=bool(here and theirs) and here != theirs,
    )


def _author(found: Body) -> Account | None:
    who = first(found, "user", "bot_id")
    return account(who, is_bot=bool(text(found, "bot_id"))) if who else None


def _once(body: Body, what: str) -> str:
    return f"slack:{what}:{text(body, 'trigger_id') or must(body, 'action_ts', 'a shortcut')}"


def _at(body: Body, now: datetime) -> datetime:
    return instant(text(body, "action_ts"), now)


def _value(one: Mapping[str, object]) -> str:
    """What stands in one field."""
    ticked = [text(option, "value") for option in parts(one, "selected_options")]
    chosen = text(part(one, "selected_option"), "value")
    return ",".join(filter(None, ticked)) or chosen or first(one, "value", "selected_date", "selected_time")
