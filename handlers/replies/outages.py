"""An outage in words: banner, cards, questions to central, form; leaves who hears them to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.replies.outlook import Outlook
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation import times
from knowledge.conversation.lengths import short_length
from knowledge.conversation.message import Button, Field, Form, Message, escape
from knowledge.support.outage import LONGEST, LONGEST_BODY, LONGEST_TITLE, SHORTEST, Draft, Outage
from knowledge.support.question import Question, State


def banner(outage: Outage, voice: Voice) -> Message:
    """What stands in the support places while it is on."""
    page = f"[{voice.say('word.status_page')}]({outage.status_page})"
    key = "outage.banner" if outage.status_page else "outage.banner.no_page"
    text = voice.say(key, title=escape(outage.title), when=voice.ago(outage.since), body=escape(outage.body),
                     status_page=page)  # fmt: skip
    text = text if outage.body else text.replace("\n\n", "\n")
    buttons = (Button(action="outage_off", label=voice.say("button.outage_off"), more=True),
               Button(action="outage_extend", label=_extend(outage, voice), more=True))  # fmt: skip
    return Message(reply="announcement", text=text, buttons=buttons, language=voice.language)


def _extend(outage: Outage, voice: Voice) -> str:
    return voice.say("button.outage_extend", length=short_length(outage.lasts))


def closed(outage: Outage, told: int, voice: Voice) -> Message:
    """In place of the banner when it is over."""
    key = "outage.closed" if told else "outage.closed.none"
    return words(voice, "announcement", key, title=escape(outage.title), period=_period(outage, voice), count=told)


def _period(outage: Outage, voice: Voice) -> str:
    """”3 december 08:10–09:35”, over midnight with both days."""
    zone, end = voice.working.zone, outage.over_at or voice.now
    first, last = voice.on(outage.since), voice.on(end)
    begins, ends = times.clock(outage.since, zone), times.clock(end, zone)
    return f"{first} {begins}–{ends}" if first == last else f"{first} {begins} – {last} {ends}"


def lines_of_asker(question: Question, outlook: Outlook, voice: Voice) -> list[str]:
    """The card of somebody who asked about it: while it is on, and when it is over."""
    outage = outlook.outage
    if outage is None:
        return []
    if question.state is State.ANSWERED:
        asker = voice.call(question.asker) if outlook.calls_asker else voice.name(question.asker)
        return [voice.say("outage.over", asker_mention=asker, when=voice.ago(outage.over_at or voice.now))]
    key = "outage.reply" if outlook.banner else "outage.reply.no_banner"
    return voice.say(key, title=escape(outage.title), link=f"desk:{outlook.banner}").split("\n")


def still(outage: Outage, voice: Voice) -> Message:
    """To the one who put it on, to say whether it goes on."""
    said = words(voice, "reminder", "outage.still", title=escape(outage.title), when=voice.ago(outage.since))
    return with_buttons(said, ("outage_extend", _extend(outage, voice)), ("outage_off", voice.say("button.outage_off")))


def alone(outage: Outage, told: int, voice: Voice) -> Message:
    """To central: nobody answered, so it is over."""
    text = voice.say("outage.alone", title=escape(outage.title), when=voice.ago(outage.over_at or voice.now))
    return Message(reply="reminder", text=f"{text}{_told(told, voice)}", language=voice.language)


def _told(count: int, voice: Voice) -> str:
    return f" {voice.say('outage.told', count=count)}" if count else ""


def put_on(outage: Outage, places: Sequence[str], collected: int, voice: Voice) -> Message:
    """To the one who put it on: where it stands, who is collected, how to take it back."""
    names = voice.listed([voice.place(place) for place in places])
    key = "outage.put_on" if places else "outage.put_on.nowhere"
    lines = [voice.say(key, title=escape(outage.title), places=names)]
    if collected:
        lines.append(voice.say("outage.collected", count=collected))
    lines.append(voice.say("outage.asked_later", when=voice.ahead(outage.look_at)))
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return with_buttons(said, (f"outage_off:{outage.number}", voice.say("button.outage_undo")), _news(outage, voice))


def _news(outage: Outage, voice: Voice) -> tuple[str, str]:
    return f"outage_news:{outage.number}", voice.say("button.outage_news")


def already(outage: Outage, voice: Voice, *, is_news: bool) -> Message:
    """To the second: it is on, since when and by whom; whether their words stand there now."""
    text = voice.say(
        "outage.already", title=escape(outage.title), when=voice.ago(outage.since), contact=voice.name(outage.by)
    )
    text = f"{text} {voice.say('outage.already_news')}" if is_news else text
    return _with_its_buttons(Message(reply="command", text=text, language=voice.language), outage, voice)


def changed(outage: Outage, voice: Voice) -> Message:
    """The banners say something else now."""
    said = words(voice, "command", "outage.changed", title=escape(outage.title))
    return _with_its_buttons(said, outage, voice)


def _with_its_buttons(said: Message, outage: Outage, voice: Voice) -> Message:
    number = outage.number
    return with_buttons(said, (f"outage_off:{number}", voice.say("button.outage_off")),
                        (f"outage_extend:{number}", _extend(outage, voice)), _news(outage, voice))  # fmt: skip


def listed(on: Sequence[Outage], counts: Mapping[int, int], voice: Voice) -> Message:
    """What is on, and what can be done about it."""
    rows = [voice.say("outage.row", number=one.number, title=escape(one.title), when=voice.ago(one.since),
                      contact=voice.name(one.by), count=counts[one.number]) for one in on]  # fmt: skip
    said = Message(reply="command", text="\n".join((voice.say("outage.listed"), *rows)), language=voice.language)
    if len(on) == 1:
        return _with_its_buttons(said, on[0], voice)
    pairs = [(f"outage_off:{one.number}", voice.say("button.outage_off_number", number=one.number)) for one in on]
    pairs += [(f"outage_news:{one.number}", voice.say("button.outage_news_number", number=one.number)) for one in on]
    return with_buttons(said, *pairs)


def offer(voice: Voice) -> Message:
    """None is on: a button that opens the form, where a typed word cannot open one."""
    return with_buttons(words(voice, "command", "outage.none"), ("outage_new", voice.say("button.outage_new")))


def kept(outage: Outage, voice: Voice) -> Message:
    """It goes on."""
    return words(voice, "command", "outage.kept", title=escape(outage.title), when=voice.ahead(outage.look_at))


def ended(outage: Outage, told: int, voice: Voice) -> Message:
    """To the one who ended it."""
    text = f"{voice.say('outage.ended', title=escape(outage.title))}{_told(told, voice)}"
    return Message(reply="command", text=text, language=voice.language)


def surge_done(said: Message, by: str, voice: Voice, *, off: bool) -> Message:
    """The alarm when somebody has said what it is."""
    line = voice.say("alarm.surge_dismissed" if off else "alarm.surge_on", contact=voice.name(by))
    return replace(said, text=f"{said.text}\n{line}", buttons=())


def dismissed(voice: Voice) -> Message:
    """To the one who said that it is none."""
    return words(voice, "command", "outage.dismissed")


def outage_form(voice: Voice, about: Outage | None = None) -> Form:
    """What does not work, what is known, how people ask about it, where the status is, how long; filled when it is on."""
    policy = voice.policy.broadcast
    page, lasts = (about.status_page, about.lasts) if about else (policy.status_page, policy.outage_ends)
    fields = (
        Field(name="title", label=voice.say("field.outage_title"), hint=voice.say("field.outage_title_hint"),
              value=about.title if about else ""),
        Field(name="body", label=voice.say("field.outage_body"), kind="long", required=False,
              value=about.body if about else ""),
        Field(name="ways", label=voice.say("field.outage_ways"), kind="long", required=False,
              hint=voice.say("field.entry_ways_hint"), value="\n".join(about.ways) if about else ""),
        Field(name="status_page", label=voice.say("field.status_page"), required=False, value=page),
        Field(name="ends", label=voice.say("field.outage_ends"), value=short_length(lasts)),
    )  # fmt: skip
    return Form(name="outage", title=voice.say("form.outage"), fields=fields, submit=voice.say("button.save"),
                about=about.key if about else "", language=voice.language)  # fmt: skip


def problems(draft: Draft, faults: Mapping[str, str], voice: Voice) -> dict[str, str]:
    """Field -> what is wrong with it, in words."""
    labels = {field.name: field.label for field in outage_form(voice).fields}
    blanks: dict[str, dict[str, object]] = {
        "required": {"field": labels["title"]},
        "address": {"address": draft.status_page[:100]},
        "length": {"least": short_length(SHORTEST), "most": LONGEST.days},
    }
    sizes = {"title": (len(draft.title), LONGEST_TITLE), "body": (len(draft.body), LONGEST_BODY)}
    said = {}
    for name, fault in faults.items():
        key = "form.required" if fault == "required" else f"outage.fault.{fault}"
        size, most = sizes.get(name, (0, 0))
        given = blanks.get(fault, {"field": labels[name], "size": size, "most": most})
        said[name] = voice.say(key, **given)
    return said


def wrong(draft: Draft, faults: Mapping[str, str], voice: Voice) -> Message:
    """All that is wrong with what was typed; nothing has been put on."""
    lines = [voice.say("outage.wrong"), *(f"- {escape(one)}" for one in problems(draft, faults, voice).values())]
    return Message(reply="command", text="\n".join(lines), language=voice.language)
