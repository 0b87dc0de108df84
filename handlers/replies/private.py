"""What is said to one person alone: calls in a direct message, reminders, warnings, notices; leaves the cards to `questions`."""

from __future__ import annotations

from handlers.replies.buttons import buttons_of_contacts
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, Notice, escape
from knowledge.faq.entry import FaqEntry
from knowledge.support.question import Question, State


def contact_line(question: Question, voice: Voice, entries: dict[str, FaqEntry], *, shut: bool = False) -> Message:
    """A question of which nothing may or can (`shut`) be said in a channel, to the one whose turn it is or who took it."""
    text = _told(question, voice, shut=shut)
    has = question.state in {State.TAKEN, State.WITH_VENDOR}
    if has:
        text = f"{voice.say('private.yours')}\n{text}"
    return Message(reply="taken" if has else "waiting", text=text,
                   buttons=buttons_of_contacts(question, voice, entries), language=voice.language,
                   about=question.number, state=question.state.value)  # fmt: skip


def _told(question: Question, voice: Voice, *, shut: bool) -> str:
    asker = voice.name(question.asker)
    if question.sensitive:
        return voice.say("sensitive.told_central", asker=asker)
    if question.place and not question.private and question.root.id:
        root = question.root
        return voice.say("private.shut" if shut else "private.paused", asker=asker, excerpt=escape(question.text), place=voice.place(question.place),
                         link=f"desk:message/{root.platform}/{root.channel}/{root.id}")  # fmt: skip
    about = voice.say("word.question", number=question.number)
    where = f"{voice.school(question.school)}, {about}" if question.school else about
    return voice.say("private.call", asker=asker, excerpt=escape(question.text), about=where)


def taken_reminder(question: Question, voice: Voice, next_words: str, deadline: str) -> Message:
    """To the one who took it, after the patience."""
    text = voice.say("taken.reminder", number=question.number, link=f"desk:{question.key('card')}",
                     when=voice.ago(question.taken_at or voice.now), excerpt=escape(excerpt(question.text)),
                     next=next_words, deadline=deadline)  # fmt: skip
    made = tuple(Button(action=name, label=voice.say(f"button.{name}")) for name in ("keep", "solved", "hand_on"))
    return Message(reply="reminder", text=text, buttons=made, language=voice.language, about=question.number,
                   state=question.state.value)  # fmt: skip


def notice(voice: Voice, reply: str, key: str, question: Question | None = None, **blanks: object) -> Notice:
    """A few words for the one who pressed."""
    return Notice(message=words(voice, reply, key, question, **blanks))


def words(voice: Voice, reply: str, key: str, question: Question | None = None, **blanks: object) -> Message:
    """One phrase as a Message."""
    return Message(
        reply=reply,
        text=voice.say(key, **blanks),
        language=voice.language,
        about=question.number if question else None,
        state=question.state.value if question else None,
    )


def with_buttons(message: Message, *pairs: tuple[str, str]) -> Message:
    """The message with plain buttons: (action, label)."""
    made = tuple(Button(action=action, label=text) for action, text in pairs)
    return Message(reply=message.reply, text=message.text, buttons=made, language=message.language,
                   faq=message.faq, about=message.about, state=message.state)  # fmt: skip
