"""The author's card of an announcement, what a second contact is asked, and lists; leaves the copies to announcements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.replies import announcements as copies_say
from handlers.replies.audiences import in_words
from handlers.replies.voice import Voice
from knowledge.broadcast.announcement import Announcement, Confirm, State
from knowledge.broadcast.markup import one_line
from knowledge.conversation import times
from knowledge.conversation.message import Button, Message
from storage.fates import ARRIVED, FAILED, UNCERTAIN
from storage.ledger import Counts

ROWS = 10
_WHY = ("no_account", "gone", "blocked", "failed", "uncertain")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An announcement with all that its card tells."""

    one: Announcement
    people: int
    """How many people it goes to, as the directory is now or was when it began."""
    places: int
    counts: Counts = field(default_factory=Counts)
    finish: datetime | None = None
    """When the sending will be ended, if that can be told."""
    warning: str = ""
    """A phrase on the day that it is to go out on, or empty."""
    has_pilot: bool = False
    approvers: tuple[str, ...] = ()


def card(stand: Standing, voice: Voice) -> Message:
    """The author's card as it stands now."""
    one = stand.one
    text = _TEXTS[one.state](stand, voice)
    return Message(reply="command", text=text, buttons=_buttons(stand, voice), language=voice.language,
                   picture=one.picture if one.is_unsent else None)  # fmt: skip


def _to(stand: Standing, voice: Voice) -> str:
    """”12 personer och 2 kanaler”."""
    people = voice.say("word.people.one" if stand.people == 1 else "word.people", count=stand.people)
    places = voice.say("word.channels.one" if stand.places == 1 else "word.channels", count=stand.places)
    named = [words for words, count in ((people, stand.people), (places, stand.places)) if count]
    return voice.listed(named) or people


def _draft(stand: Standing, voice: Voice) -> str:
    one = stand.one
    lines = [voice.say("announcement.preview", to=_to(stand, voice), audience=in_words(one.audience, voice))]
    if one.wanted_at:
        lines.append(voice.say("announcement.planned", when=voice.ahead(one.wanted_at), warning=stand.warning))
    lines += _more_about(one, voice)
    return "\n".join([*lines, "", copies_say.frame(one, voice)])


def _more_about(one: Announcement, voice: Voice) -> list[str]:
    """What does not show in the words themselves."""
    lines = []
    if one.confirm is not Confirm.NONE:
        lines.append(voice.say(f"announcement.asks.{one.confirm.value}"))
    if one.expires:
        lines.append(voice.say("announcement.until", date=voice.on(one.expires)))
    if one.repeat != "never":
        lines.append(voice.say(f"announcement.repeats.{one.repeat.value}"))
    if one.answers:
        lines.append(voice.say("announcement.carries", count=len(one.answers)))
    if len(one.words) > 1:
        lines.append(voice.say("announcement.both_languages"))
    return lines


def _approval(stand: Standing, voice: Voice) -> str:
    who = voice.names(stand.approvers) or voice.say("word.central_contacts")
    return voice.say("announcement.awaits", title=title(stand.one), to=_to(stand, voice), who=who)


def _scheduled(stand: Standing, voice: Voice) -> str:
    one = stand.one
    at = one.send_at or voice.now
    seconds = (at - voice.now).total_seconds()
    if one.wanted_at is None and seconds <= voice.policy.broadcast.undo.total_seconds():
        return voice.say("announcement.undo", title=title(one), seconds=max(int(seconds), 0), to=_to(stand, voice))
    return voice.say("announcement.scheduled", title=title(one), when=voice.ahead(at), to=_to(stand, voice),
                     warning=stand.warning)  # fmt: skip


def _sending(stand: Standing, voice: Voice) -> str:
    counts = stand.counts
    done = counts.of(ARRIVED, FAILED, UNCERTAIN)
    key = "announcement.sending" if stand.finish else "announcement.sending_begun"
    finish = times.clock(stand.finish, voice.working.zone) if stand.finish else ""
    return voice.say(key, title=title(stand.one), done=done, count=counts.total, finish=finish)


def _sent(stand: Standing, voice: Voice) -> str:
    one, counts = stand.one, stand.counts
    lines = [
        voice.say("announcement.sent", title=title(one), date=voice.ago(one.sent_at or voice.now),
                  done=counts.of(ARRIVED), count=counts.total, confirmed=_confirmed(stand, voice))
    ]  # fmt: skip
    if counts.seen:
        lines.append(voice.say("announcement.seen", count=counts.seen))
    lines += failures(counts, voice)
    for correction in one.corrections[-1:]:
        lines.append(voice.say("announcement.was_corrected", date=voice.ago(correction.at)))
    if one.expired and one.expires:
        lines.append(voice.say("announcement.expired", date=voice.on(one.expires)))
    return "\n".join(lines)


def _confirmed(stand: Standing, voice: Voice) -> str:
    if stand.one.confirm is Confirm.NONE:
        return ""
    percent = round(100 * stand.counts.confirmed / stand.counts.people) if stand.counts.people else 0
    return voice.say("announcement.confirmed_part", n=stand.counts.confirmed, percent=percent)


def failures(counts: Counts, voice: Voice) -> list[str]:
    """How many did not get it, by reason."""
    return [voice.say(f"announcement.lost.{why}", count=counts.reasons[why]) for why in _WHY if counts.reasons.get(why)]


def _cancelled(stand: Standing, voice: Voice) -> str:
    done = stand.counts.of(ARRIVED, UNCERTAIN)
    return voice.say("announcement.cancelled", title=title(stand.one), done=done, count=stand.counts.total)


def _recalled(stand: Standing, voice: Voice) -> str:
    one = stand.one
    return voice.say("announcement.was_recalled", title=title(one), date=voice.ago(one.recalled_at or voice.now),
                     done=stand.counts.of(ARRIVED, UNCERTAIN))  # fmt: skip


def _discarded(stand: Standing, voice: Voice) -> str:
    return voice.say("announcement.discarded", title=title(stand.one))


_TEXTS = {
    State.DRAFT: _draft, State.APPROVAL: _approval, State.SCHEDULED: _scheduled, State.SENDING: _sending,
    State.SENT: _sent, State.CANCELLED: _cancelled, State.RECALLED: _recalled, State.DISCARDED: _discarded,
}  # fmt: skip

_BUTTONS: dict[State, tuple[str, ...]] = {
    State.DRAFT: ("schedule", "send", "announcement_edit", "preview", "pilot", "announcement_more", "recipients",
                  "announcement_delete"),
    State.APPROVAL: ("undo", "recipients"),
    State.SCHEDULED: ("undo", "recipients"),
    State.SENDING: ("cancel", "recipients"),
    State.SENT: ("retry_failed", "recipients", "correct", "recall", "duplicate"),
    State.CANCELLED: ("recall", "recipients", "duplicate"),
    State.RECALLED: ("duplicate",),
    State.DISCARDED: (),
}  # fmt: skip
_IN_MENU = frozenset({"announcement_more", "recipients", "announcement_delete", "duplicate", "pilot"})


def actions(stand: Standing) -> tuple[str, ...]:
    """The actions that work now."""
    one = stand.one
    absent = {
        "schedule": one.wanted_at is None,
        "pilot": not stand.has_pilot,
        "retry_failed": not any(stand.counts.reasons.get(why) for why in ("gone", "blocked", "failed", "no_account")),
    }
    return tuple(name for name in _BUTTONS[one.state] if not absent.get(name))


def _buttons(stand: Standing, voice: Voice) -> tuple[Button, ...]:
    main = "schedule" if stand.one.wanted_at else "send"
    return tuple(
        Button(action=name, label=voice.say(f"button.announcement.{name}"), primary=name == main,
               more=name in _IN_MENU)
        for name in actions(stand)
    )  # fmt: skip


def asked_to_approve(stand: Standing, voice: Voice) -> Message:
    """To the other central contacts: may this go out."""
    one = stand.one
    limit = voice.policy.broadcast.approval_above
    text = voice.say("announcement.approval", author=voice.name(one.author), title=title(one), to=_to(stand, voice),
                     audience=in_words(one.audience, voice), limit=limit)  # fmt: skip
    made = tuple(Button(action=name, label=voice.say(f"button.announcement.{name}"), primary=name == "approve")
                 for name in ("approve", "decline", "recipients"))  # fmt: skip
    return Message(reply="command", text=f"{text}\n\n{copies_say.frame(one, voice)}", buttons=made,
                   language=voice.language, picture=one.picture)  # fmt: skip


def listed(found: list[Announcement], voice: Voice) -> Message:
    """Drafts, what is to come and what has gone out lately."""
    new = Button(action="announcement_new", label=voice.say("button.announcement.new"), primary=not found)
    if not found:
        return Message(reply="command", text=voice.say("announcement.none"), buttons=(new,), language=voice.language)
    rows = [voice.say("announcement.row", title=title(one), state=voice.say(f"announcement.state.{one.state.value}"),
                      author=voice.name(one.author)) for one in found[:ROWS]]  # fmt: skip
    text = voice.say("announcement.list", rows="\n".join(f"- {row}" for row in rows))
    made = tuple(
        Button(action=f"announcement_show:{one.number}", label=one.title[:75], more=True) for one in found[:ROWS]
    )
    return Message(reply="command", text=text, buttons=(new, *made), language=voice.language)


def title(one: Announcement) -> str:
    """Its title, safe to show."""
    return one_line(one.title)
