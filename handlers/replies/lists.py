"""Lists that arrive by themselves: what waits with central and at schools, how the week went; leaves when to the handlers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.replies.commands import ROWS, state_words
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation import times
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.support.question import Question, State
from knowledge.support.statistics import Fate, Report, Tally, part_of

_TAKEN_HERE = 5
"""How many questions have a button on the list."""
_TITLES = 3
"""How many new answers are named."""
_WEEKLY = {
    "list.weekly_people": Fate.PEOPLE, "list.weekly_linked": Fate.LINKED, "list.weekly_unsaid": Fate.UNSAID,
    "list.weekly_waiting": Fate.WAITING,
}  # fmt: skip
"""What the weekly line tells beside the bot, each unless it is none."""


@dataclass(frozen=True, kw_only=True)
class Since:
    """What has happened at a school since its last working day began."""

    moment: datetime
    solved: int = 0
    by_bot: int = 0
    entries: tuple[str, ...] = ()
    """The questions of new answers."""
    announced: tuple[str, ...] = ()
    """The titles of announcements, safe to show."""


@dataclass(frozen=True, kw_only=True)
class Central:
    """What central's list tells."""

    waiting: tuple[Question, ...]
    done: tuple[Question, ...] = ()
    """What waited in the morning and does no longer."""
    at_schools: int = 0
    with_vendor: int = 0
    wordings: int = 0
    since: Since | None = None
    """What is new."""
    weekly: bool = False
    """It is somebody's own list of a week, which also says that nothing waits."""


def central_list(central: Central, voice: Voice) -> Message:
    """What waits with central; without questions, the rest alone."""
    lines = _waiting(central, voice) if central.waiting or central.done else []
    if central.weekly and not lines:
        lines.append(voice.say("list.central_nothing", date=voice.on(voice.now)))
    if central.wordings:
        lines.append(voice.say("list.wordings", count=central.wordings))
    if central.since and (news := _news(voice, central.since)):
        lines.append(news)
    said = Message(reply="digest", text="\n".join(lines), language=voice.language)
    free = [one for one in central.waiting[:ROWS] if one.state is State.WAITING][:_TAKEN_HERE]
    pairs = [(f"take:{one.number}", voice.say("button.take_number", number=one.number)) for one in free]
    return with_buttons(said, *pairs)


def _waiting(central: Central, voice: Voice) -> list[str]:
    waiting = central.waiting
    rows = [_row(one, voice) for one in waiting[:ROWS]]
    rows += [_done_row(one, voice) for one in central.done[: ROWS - len(rows)]]
    if len(waiting) > ROWS:
        rows.append(voice.say("cmd.more", more=len(waiting) - ROWS))
    lines = [voice.say("list.central", date=voice.on(voice.now), count=len(waiting), rows="\n".join(rows))]
    if waiting:
        oldest = min(waiting, key=lambda one: one.asked_at)
        lines.append(voice.say("list.oldest", oldest=oldest.number, since=voice.on(oldest.asked_at),
                               link=f"desk:{oldest.key('card')}"))  # fmt: skip
    if central.at_schools:
        lines.append(voice.say("list.at_schools", count=central.at_schools))
    if central.with_vendor:
        lines.append(voice.say("list.at_vendor", count=central.with_vendor))
    return lines


def _row(question: Question, voice: Voice) -> str:
    key = "list.row_taken" if question.state is State.TAKEN else "list.row"
    return voice.say(key, number=question.number, link=f"desk:{question.key('card')}", excerpt=_quote(question),
                     asker=voice.name(question.asker), contact=_contact(question, voice))  # fmt: skip


def _contact(question: Question, voice: Voice) -> str:
    return voice.name(question.taken_by) if question.state is State.TAKEN else voice.names(question.holders)


def _done_row(question: Question, voice: Voice) -> str:
    return voice.say("cmd.row", number=question.number, link=f"desk:{question.key('card')}", excerpt=_quote(question),
                     state_words=state_words(voice, question))  # fmt: skip


def _quote(question: Question) -> str:
    return escape(excerpt(question.text)) if question.text else "…"


def local_list(voice: Voice, schools: Sequence[str], questions: Sequence[Question], since: Since) -> Message:
    """What waits at a contact's schools, and what has happened there since the last working day."""
    rows = [_row(one, voice) for one in questions[:ROWS]]
    if len(questions) > ROWS:
        rows.append(voice.say("cmd.more", more=len(questions) - ROWS))
    named = voice.listed([voice.school(one) for one in schools])
    key = "list.local" if rows else "list.local_nothing"
    lines = [voice.say(key, school=named, count=len(questions), rows="\n".join(rows)), _news(voice, since)]
    said = Message(reply="digest", text="\n".join(filter(None, lines)), language=voice.language)
    return with_buttons(said, ("show_waiting", voice.say("button.show_waiting")))


def _news(voice: Voice, since: Since) -> str:
    """The line about what has happened; a part that is zero goes."""
    parts = []
    if since.solved:
        when = times.since_day(since.moment, voice.now, voice.working.zone, voice.language)
        key = "list.solved_all_by_bot" if since.by_bot == since.solved else "list.solved_by_bot"
        bot = voice.say(key, count=since.by_bot) if since.by_bot else ""
        parts.append(voice.say("list.solved", since=when, count=since.solved, solved_by_bot=bot))
    if since.entries:
        titles = [escape(excerpt(one, 60)) for one in since.entries]
        parts.append(voice.say("list.new_entries", new_entries=_titles(voice, titles)))
    if since.announced:
        parts.append(voice.say("list.announced", titles=_titles(voice, since.announced)))
    return " ".join(parts)


def _titles(voice: Voice, titles: Sequence[str]) -> str:
    """The first titles, and how many more there are."""
    quoted, more = [f"”{one}”" for one in titles[:_TITLES]], len(titles) - _TITLES
    return f"{', '.join(quoted)} {voice.say('cmd.more', more=more)}" if more > 0 else voice.listed(quoted)


def weekly_line(voice: Voice, week: Report, before: Report) -> Message:
    """How the week went, beside the one before; nobody is named."""
    whole, name = week.whole, int(before.period.name[-2:])
    fates = whole.fates
    compared = _compared(voice, whole.asked, before.whole.asked, ("more", "fewer", "as_many"), name, str)
    lines = [voice.say("list.weekly", week=int(week.period.name[-2:]), count=whole.asked, compared=compared)]
    helped = []
    if whole.by_bot:
        helped.append(voice.say("list.weekly_bot", count=whole.by_bot, how=_by_bot(voice, whole)))
    helped += [voice.say(key, count=fates[fate]) for key, fate in _WEEKLY.items() if fates[fate]]
    lines += [" ".join(helped), _time(voice, whole, before.whole, name)]
    return Message(reply="digest", text="\n".join(filter(None, lines)), language=voice.language)


def _by_bot(voice: Voice, week: Tally) -> str:
    """How many said that it helped, and of how many that was assumed; what there is none of is not told."""
    alone = "one_" if week.by_bot == 1 else ""
    told = [(fate, count) for fate in (Fate.CONFIRMED, Fate.ASSUMED) if (count := week.fates[fate])]
    return ", ".join(voice.say(f"list.weekly_by_bot.{alone}{fate.value}", count=count) for fate, count in told)


def _time(voice: Voice, week: Tally, before: Tally, name: int) -> str:
    """Within what time half of those whom a person helped had help; nothing when they are few."""
    now, then = part_of(week.waits_for_people, 0.5), part_of(before.waits_for_people, 0.5)
    if now is None:
        return ""
    compared = ""
    if then is not None:
        compared = _compared(voice, round(now), round(then), ("slower", "faster", "as_fast"), name, voice.worked)
    return voice.say("list.weekly_time", time=voice.worked(now), compared=compared)


def _compared(
    voice: Voice, now: int, then: int, keys: tuple[str, str, str], week: int, told: Callable[[int], str]
) -> str:
    """In words: more, fewer or as many as then."""
    key = keys[0] if now > then else keys[1] if now < then else keys[2]
    return voice.say(f"list.{key}", week=week, before=told(then))
