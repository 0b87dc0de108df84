"""Writing an announcement: what was written becomes a draft, with everything wrong named at once; leaves sending it to announcing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.context import Desk
from handlers.replies import audiences
from handlers.replies import drafts as say
from handlers.replies.voice import Voice
from knowledge.broadcast.announcement import (
    Announcement,
    Confirm,
    LinkButton,
    OwnAnswer,
    Repeat,
    Words,
)
from knowledge.broadcast.audience import Way
from knowledge.broadcast.audience_copies import copies
from knowledge.broadcast.audience_words import AudienceError, parse_audience
from knowledge.broadcast.markup import checked
from knowledge.broadcast.moments import NoMoment, parse_moment
from knowledge.conversation.clean import clean
from knowledge.conversation.days import parse_period
from knowledge.conversation.message import Picture
from knowledge.support.directory import Person

TITLE, LABEL, LINKS = 80, 40, 3
"""The longest title and button, and how many buttons lead elsewhere."""
_PICTURE = re.compile(r"(?i)https://[^\s?#]+\.(?:png|jpe?g|gif|webp)(?:[?#]\S*)?")
_LINK = re.compile(r"^(?P<label>.+?)[\s:|–-]+(?P<address>https://\S+)$")
_ASKS = re.compile(r"(?im)^\s*(?:f|fråga|q|question)\s*:\s*")
_SAYS = re.compile(r"(?im)^\s*(?:s|svar|a|answer)\s*:\s*")
Problems = dict[str, str]


def read(desk: Desk, person: Person, values: Mapping[str, Any], base: Announcement) -> tuple[Announcement, Problems]:
    """The announcement with what was written laid over it, and what is wrong, field by field."""
    voice, problems = desk.voice_for(person), Problems()
    given = {name: clean(value, 8000).strip() if isinstance(value, str) else value for name, value in values.items()}
    one = base
    for field, reader in _READERS.items():
        if field in given:
            one = reader(desk, voice, one, given, problems)
    _together(desk, voice, one, given, problems)
    return one, problems


def _to(desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    if not given["to"]:
        problems["to"] = _missing(voice, "to")
        return one
    try:
        audience = parse_audience(given["to"], desk.directory)
    except AudienceError as error:
        problems["to"] = audiences.problems(error, voice)
        return one
    return replace(one, audience=audience)


def _words(desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    """Title and text of the organisation's language, and of the other one if both are written."""
    home = desk.directory.organisation.language
    other = "en" if home != "en" else "sv"
    said = dict(one.words)
    for language, ending, needed in ((home, "", True), (other, "_en", False)):
        if f"title{ending}" not in given and f"text{ending}" not in given:
            continue
        made = _one_language(voice, said.get(language), given, ending, problems, needed=needed)
        if made is None:
            said.pop(language, None)
        else:
            said[language] = made
    return replace(one, words={language: said[language] for language in (home, other) if language in said})


def _one_language(voice: Voice, before: Words | None, given: Mapping[str, Any], ending: str, problems: Problems, *,
                  needed: bool) -> Words | None:  # fmt: skip
    title = given.get(f"title{ending}", before.title if before else "")
    text = given.get(f"text{ending}", say.unescaped(before.body) if before else "")
    if not needed and not title and not text:
        return None
    for name, value in ((f"title{ending}", title), (f"text{ending}", text)):
        if not value:
            problems[name] = _missing(voice, name)
    if len(title) > TITLE:
        problems[f"title{ending}"] = voice.say("fault.title", length=len(title), most=TITLE)
    elif found := [fault for fault in checked(title).faults if fault.kind == "mass"]:
        problems[f"title{ending}"] = say.faults(found, voice)
    body = checked(text)
    if body.faults:
        problems[f"text{ending}"] = say.faults(body.faults, voice)
    return Words(title=" ".join(title.split()), body=body.text)


def _way(_desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    chosen = _chosen(given["way"], {way.value: way for way in Way}, _WAYS)
    if chosen is None:
        problems["way"] = voice.say("fault.way")
        return one
    return replace(one, way=chosen)


def _confirm(
    _desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems
) -> Announcement:
    chosen = _chosen(given["confirm"], {kind.value: kind for kind in Confirm}, _CONFIRMS)
    if chosen is None:
        problems["confirm"] = voice.say("fault.confirm")
        return one
    return replace(one, confirm=chosen)


def _repeat(_desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    chosen = _chosen(given["repeat"], {kind.value: kind for kind in Repeat}, _REPEATS)
    if chosen is None:
        problems["repeat"] = voice.say("fault.repeat")
        return one
    return replace(one, repeat=chosen)


def _send_at(desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    if not given["send_at"]:
        return replace(one, wanted_at=None)
    moment = parse_moment(given["send_at"], desk.now, desk.working.zone)
    if isinstance(moment, NoMoment):
        day = voice.on(moment.day) if moment.day else ""
        problems["send_at"] = voice.say(f"fault.moment.{moment.why}", day=day)
        return one
    return replace(one, wanted_at=moment)


def _days(_desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    days = {"last_day": one.last_day, "expires": one.expires}
    for name in days.keys() & given.keys():
        days[name] = day = _day(str(given[name] or ""), voice.today)
        if given[name] and day is None:
            problems[name] = voice.say("fault.day")
        elif day and day < voice.today:
            problems[name] = voice.say("form.past", date=voice.on(day))
    return replace(one, last_day=days["last_day"], expires=days["expires"])


def _day(text: str, today: date) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        period = parse_period(text, today) if text else None
        return period.last if period else None


def _meeting(
    _desk: Desk, _voice: Voice, one: Announcement, given: Mapping[str, Any], _problems: Problems
) -> Announcement:
    if "short" in given:
        one = replace(one, short=given["short"][:1000])
    if "meeting" in given:
        ticked = str(given["meeting"] or "").casefold() not in {"", "false", "no", "nej", "0"}
        one = replace(one, for_meeting=ticked)
    return one


def _links(_desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> Announcement:
    made, wrong = [], []
    for line in filter(None, map(str.strip, given["links"].split("\n"))):
        found = _LINK.match(line)
        if found is None or len(found["label"]) > LABEL:
            wrong.append(line)
        else:
            made.append(LinkButton(label=found["label"].strip(), address=found["address"]))
    if wrong:
        problems["links"] = voice.say("fault.links", line=wrong[0][:60], most=LABEL)
    elif len(made) > LINKS:
        problems["links"] = voice.say("fault.links_many", most=LINKS)
    return replace(one, links=tuple(made[:LINKS]))


def _picture(
    _desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems
) -> Announcement:
    address = given.get("picture", one.picture.address if one.picture else "")
    words = given.get("picture_text", one.picture.description if one.picture else "")
    address, _, after = address.partition(" ")
    words = words or after.strip(" ()")
    if not address:
        return replace(one, picture=None)
    if not _PICTURE.fullmatch(address) or len(address) > 2000:
        problems["picture"] = voice.say("fault.picture")
    if not words:
        problems["picture_text"] = voice.say("fault.picture_text")
    decorative = words.casefold() in {"dekorbild", "decorative", "dekoration"}
    return replace(one, picture=Picture(address=address, description="" if decorative else words[:500]))


def _answers(
    _desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems
) -> Announcement:
    made = []
    for part in _ASKS.split(given["answers"])[1:]:
        question, _, answer = _SAYS.sub("\0", part, count=1).partition("\0")
        body = checked(answer.strip())
        if not question.strip() or not answer.strip() or body.faults:
            problems["answers"] = say.faults(body.faults, voice) or voice.say("fault.answers")
        made.append(OwnAnswer(question=" ".join(question.split())[:300], answer=body.text))
    if given["answers"] and not made:
        problems["answers"] = voice.say("fault.answers")
    return replace(one, answers=tuple(made))


Reader = Callable[[Desk, Voice, Announcement, Mapping[str, Any], Problems], Announcement]
_READERS: dict[str, Reader] = {
    "to": _to, "title": _words, "text": _words, "title_en": _words, "text_en": _words, "way": _way, "confirm": _confirm,
    "send_at": _send_at, "last_day": _days, "expires": _days, "repeat": _repeat, "short": _meeting, "meeting": _meeting,
    "links": _links, "picture": _picture, "picture_text": _picture, "answers": _answers,
}  # fmt: skip

_WAYS = {"kanal": Way.PLACES, "channel": Way.PLACES, "person": Way.PEOPLE, "direk": Way.PEOPLE, "peopl": Way.PEOPLE,
         "båda": Way.BOTH, "both": Way.BOTH}  # fmt: skip
_CONFIRMS = {"nej": Confirm.NONE, "no": Confirm.NONE, "gärna": Confirm.OPTIONAL, "frivil": Confirm.OPTIONAL,
             "option": Confirm.OPTIONAL, "ja": Confirm.REQUIRED, "yes": Confirm.REQUIRED, "kräv": Confirm.REQUIRED,
             "requ": Confirm.REQUIRED}  # fmt: skip
_REPEATS = {"nej": Repeat.NEVER, "no": Repeat.NEVER, "aldrig": Repeat.NEVER, "månad": Repeat.MONTH,
            "varje månad": Repeat.MONTH, "month": Repeat.MONTH, "termin": Repeat.TERM, "varje termin": Repeat.TERM,
            "each month": Repeat.MONTH, "each term": Repeat.TERM}  # fmt: skip
"""How the choices begin when they are typed."""


def _chosen(value: object, exact: Mapping[str, Any], begins: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one of an enum
    text = str(value or "").strip().casefold()
    if not text or text in exact:
        return exact.get(text) or next(iter(exact.values()))
    return next((kind for start, kind in begins.items() if text.startswith(start)), None)


def _missing(voice: Voice, name: str) -> str:
    return voice.say("form.required", field=voice.say(f"field.announcement.{name}"))


def _together(desk: Desk, voice: Voice, one: Announcement, given: Mapping[str, Any], problems: Problems) -> None:
    """What is only wrong together: nobody there, a day before the sending."""
    if "to" in given and "to" not in problems and not copies(one.audience, desk.directory, one.way, desk.running):
        problems["to"] = voice.say("fault.nobody")
    if "to" in given and one.way is Way.PLACES and "to" not in problems and not _has_channel(desk, one):
        problems["way"] = voice.say("fault.no_channel")
    out = one.wanted_at.astimezone(desk.working.zone).date() if one.wanted_at else voice.today
    for name, day in (("last_day", one.last_day), ("expires", one.expires)):
        if day and day < out and name not in problems:
            problems[name if name in given else "send_at"] = voice.say("fault.before", day=voice.on(day))


def _has_channel(desk: Desk, one: Announcement) -> bool:
    return any(copy.place for copy in copies(one.audience, desk.directory, one.way, desk.running))
