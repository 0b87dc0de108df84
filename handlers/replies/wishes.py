"""What is said about a wish: to its sender, to the school, to central, and in lists; leaves when to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.support.wish import ASKED, WITHDRAWN, Wish, WishState

_QUIET = (ASKED, WITHDRAWN)


def received(voice: Voice, wish: Wish, contacts: Sequence[str], *, asks: bool) -> Message:
    """Thanks, with who reads it; `asks`: it sounds like a question, which can be asked instead."""
    central = voice.names(one.id for one in voice.directory.central()) or voice.say("word.central_contacts")
    key = "feedback.received_local" if contacts else "feedback.received"
    text = voice.say(key, excerpt=_short(wish, voice), central=central, contacts=voice.names(contacts))
    said = Message(reply="feedback", text=text, language=voice.language)
    if not asks:
        return said
    text = f"{text}\n{voice.say('feedback.asks')}"
    said = Message(reply="feedback", text=text, language=voice.language)
    return with_buttons(said, (f"wish_ask:{wish.number}", voice.say("button.wish_ask")))


def noted_before(voice: Voice, wish: Wish) -> Message:
    """The same words once more from the same person."""
    return words(voice, "feedback", "feedback.noted_before", excerpt=_short(wish, voice), status=status(wish, voice))


def line(voice: Voice, wish: Wish, which: str) -> Message:
    """`sent` or `closed`, to the sender."""
    short = _short(wish, voice)
    if which == "sent":
        return words(voice, "feedback", "feedback.sent", excerpt=short, date=voice.on(wish.sent_at or voice.now))
    return words(voice, "feedback", "feedback.closed", excerpt=short, outcome=outcome(wish, voice))


def outcome(wish: Wish, voice: Voice) -> str:
    """What came of it, with what was added."""
    if wish.note:
        return voice.say(f"feedback.outcome_noted.{wish.outcome}", note=escape(wish.note))
    return voice.say(f"feedback.outcome.{wish.outcome}")


def status(wish: Wish, voice: Voice) -> str:
    """How it stands, in one sentence."""
    if wish.state is WishState.CLOSED and wish.outcome not in _QUIET:
        return voice.say(
            "feedback.status.closed", date=voice.on(wish.closed_at or wish.at), outcome=outcome(wish, voice)
        )
    if wish.state is WishState.CLOSED:
        return voice.say(f"feedback.status.{wish.outcome}")
    if wish.state is WishState.VENDOR and wish.sent_at:
        return voice.say("feedback.status.sent", date=voice.on(wish.sent_at))
    return voice.say(f"feedback.status.{wish.state.value}", school=voice.school(wish.school))


def to_school(voice: Voice, wish: Wish, until: str) -> Message:
    """To a contact of the sender's school; `until`: when it goes on by itself."""
    text = f"{_head(wish, voice)}\n{voice.say('feedback.school', date=until)}"
    said = Message(reply="feedback", text=text, language=voice.language)
    return with_buttons(said, (f"wish_forward:{wish.number}", voice.say("button.wish_forward")),
                        (f"wish_answer:{wish.number}", voice.say("button.wish_answer")))  # fmt: skip


def at_school(voice: Voice, wish: Wish) -> Message:
    """The same when it is decided: how it stands."""
    return Message(reply="feedback", text=f"{_head(wish, voice)}\n{status(wish, voice)}", language=voice.language)


def to_central(voice: Voice, wish: Wish, more: int, alike: Sequence[int] = ()) -> Message:
    """In the central place, or to a central contact; `more`: how many others said the same; `alike`: numbers that look so."""
    lines = [_head(wish, voice), status(wish, voice)]
    if wish.same_as is not None:
        lines[1] = voice.say("feedback.same", number=wish.same_as)
        return Message(reply="feedback", text="\n".join(lines), language=voice.language)
    if more:
        lines.append(voice.say("feedback.more", count=more))
    if alike:
        numbers = voice.listed([str(number) for number in alike])
        lines.append(voice.say("feedback.alike", numbers=numbers))
    said = Message(reply="feedback", text="\n".join(lines), language=voice.language)
    return with_buttons(said, *_of_central(voice, wish, alike))


def _of_central(voice: Voice, wish: Wish, alike: Sequence[int]) -> list[tuple[str, str]]:
    if not wish.is_open:
        return []
    number = wish.number
    if wish.state is WishState.VENDOR:
        first = (wish.about.replace("/", ":"), voice.say("button.vendor_point_change"))
    else:
        first = (f"wish_vendor:{number}", voice.say("button.wish_vendor"))
    same = [(f"wish_same:{number}:{other}", voice.say("button.wish_same", number=other)) for other in alike]
    return [first, (f"wish_answer:{number}", voice.say("button.wish_answer")), *same,
            (f"wish_which:{number}", voice.say("button.wish_which"))]  # fmt: skip


def _head(wish: Wish, voice: Voice) -> str:
    key = "feedback.head" if wish.school else "feedback.head_no_school"
    return voice.say(key, number=wish.number, asker=voice.name(wish.sender), school=voice.school(wish.school),
                     date=voice.on(wish.at), text=escape(wish.text) or voice.say("feedback.no_text"))  # fmt: skip


def _short(wish: Wish, voice: Voice) -> str:
    return escape(excerpt(wish.text)) or voice.say("feedback.no_text")


def listed(voice: Voice, wishes: Sequence[Wish], more: Mapping[int, int], key: str) -> Message:
    """What is open, oldest first, with a button for each; `key`: whose list it is."""
    if not wishes:
        return words(voice, "feedback", "feedback.list_none")
    lines = [voice.say(key, count=len(wishes)), *(_row(one, more, voice) for one in wishes[:ROWS])]
    if len(wishes) > ROWS:
        lines.append(voice.say("cmd.more", more=len(wishes) - ROWS))
    said = Message(reply="feedback", text="\n".join(lines), language=voice.language)
    pairs = [(f"wish_show:{one.number}", voice.say("button.wish_show_number", number=one.number))
             for one in wishes[:ROWS]]  # fmt: skip
    return with_buttons(said, *pairs)


def _row(wish: Wish, more: Mapping[int, int], voice: Voice) -> str:
    others = voice.say("feedback.row_more", count=more[wish.number]) if wish.number in more else ""
    return voice.say("feedback.row", number=wish.number, text=_short(wish, voice), date=voice.on(wish.at), more=others,
                     status=status(wish, voice))  # fmt: skip


def mine(voice: Voice, wishes: Sequence[Wish]) -> Message:
    """What the reader has wished, the newest first."""
    if not wishes:
        said = words(voice, "feedback", "feedback.mine_none")
    else:
        lines = [voice.say("feedback.mine", count=len(wishes)), *(_row(one, {}, voice) for one in wishes[:ROWS])]
        if len(wishes) > ROWS:
            lines.append(voice.say("cmd.more", more=len(wishes) - ROWS))
        said = Message(reply="feedback", text="\n".join(lines), language=voice.language)
    return with_buttons(said, ("feedback", voice.say("button.feedback")))


def decided(voice: Voice, number: int, key: str, heard: Sequence[str] | None, senders: int = 1) -> Message:
    """To the one who decided, with who of the senders hears of it now; None = it is nothing to tell them."""
    text = voice.say(key, number=number)
    if heard is None:
        return Message(reply="feedback", text=text, language=voice.language)
    if not heard:
        told = voice.say("feedback.heard_nobody")
    elif senders > 1:
        told = voice.say("feedback.heard_many", count=len(heard))
    else:
        told = voice.say("feedback.heard", person=voice.name(heard[0]))
    return Message(reply="feedback", text=f"{text} {told}", language=voice.language)
