"""Which handler answers which event; leaves everything else to them."""

from __future__ import annotations

from handlers import (
    alarms,
    announcing,
    channels,
    commands,
    confirmations,
    desk_cards,
    edits,
    forms,
    home,
    marks,
    messages,
    newcomers,
    people,
    presses,
    reactions,
    timers,
    undelivered,
)
from handlers.context import Desk, Refusal
from handlers.newcomers import person_of
from knowledge.conversation.event import (
    Account,
    ButtonPressed,
    CommandGiven,
    DeliveriesEnded,
    Event,
    FormFilled,
    HomeOpened,
    MemberJoined,
    MessageDeleted,
    MessageEdited,
    MessageMarked,
    MessagePosted,
    MessageSeen,
    PersonKnown,
    PlaceChanged,
    Reacted,
    ServiceTrouble,
    TimerFired,
    Undelivered,
)
from knowledge.conversation.message import Message, Notice, Shown


async def happened(desk: Desk, event: Event) -> Shown | None:
    """One occasion; what is returned is shown to the one who pressed. Raises Refusal when a rule says no."""
    before = desk.directory
    shown = await _asked_for(desk, event)
    if desk.directory is not before:
        await desk_cards.follow(desk, before)
    return shown


async def _asked_for(desk: Desk, event: Event) -> Shown | None:
    """Occasions that somebody waits for, and all others."""
    match event:
        case MessagePosted():
            return await messages.written(desk, event)
        case ButtonPressed():
            return await presses.pressed(desk, event)
        case FormFilled():
            return await forms.filled(desk, event)
        case CommandGiven():
            return await commands.on_command_line(desk, await person_of(desk, event.who), event)
        case MessageMarked():
            return await marks.marked(desk, event)
        case HomeOpened():
            return await home.opened(desk, event)
        case _:
            await _unasked(desk, event)
            return None


async def _unasked(desk: Desk, event: Event) -> None:
    """Occasions that nobody waits for."""
    match event:
        case MessageEdited():
            await edits.edited(desk, event)
        case MessageDeleted():
            await edits.deleted(desk, event)
        case Reacted():
            await reactions.reacted(desk, event)
        case MemberJoined():
            await newcomers.joined(desk, event)
        case PersonKnown():
            await people.looked_up(desk, event)
        case PlaceChanged():
            await channels.changed(desk, event)
        case TimerFired():
            await timers.fired(desk, event)
        case _:
            await _told_by_machines(desk, event)


async def _told_by_machines(desk: Desk, event: Event) -> None:
    """Occasions that a service or our own worker tells of."""
    match event:
        case DeliveriesEnded(number=number):
            await announcing.ended(desk, number)
        case MessageSeen():
            await confirmations.seen(desk, event)
        case ServiceTrouble():
            await alarms.service(desk, event)
        case Undelivered():
            await undelivered.undelivered(desk, event)


def only_reads(event: Event) -> bool:
    """Whether it changes nothing: it is answered from the read-only engine, so nothing makes it wait (DESIGN 2)."""
    match event:
        case HomeOpened():
            return True
        case ButtonPressed(action=action):
            return presses.changes_nothing(action)
        case MessageMarked(mark=mark):
            return mark == marks.PROPOSE
        case _:
            return False


def refused(desk: Desk, refusal: Refusal, account: Account | None) -> Notice:
    """The refusal in the person's language."""
    person = desk.directory.person_of(account.platform, account.id) if account else None
    voice = desk.voice_for(person)
    said = voice.say(f"refusal.{refusal.key}", **refusal.blanks)
    return Notice(message=Message(reply="refusal", text=said, language=voice.language))
