"""A meeting as somebody describes it, in one sentence or in the fields of a form, and what is wrong with it; leaves the words for that to replies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.conversation.clean import clean
from knowledge.conversation.dates import read_date
from knowledge.conversation.meeting_words import CLOCK, REPEAT, REPEATS, by_24_hours
from knowledge.support.meeting import (
    FARTHEST,
    LONGEST,
    LONGEST_MINUTES,
    MOST_PLACES,
    SHORTEST_MINUTES,
    Invited,
)
from knowledge.support.meeting_series import MOST_TIMES, Repeat, Series
from knowledge.support.wall import instant, shown

_LINK = re.compile(r"\bhttps?://\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"https://[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#][^\s<>\"|()\[\]\\`*~]*)?", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?i)^(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|t|tim|timmar|timme|hours?)\b\.?\s*(?:(\d{1,2})\s*(?:m|min)?\b)?\.?$"
)
_MINUTES = re.compile(r"(?i)^(\d{1,4})\s*(?:m|min|minuter|minutes)?\.?$")
_IN = re.compile(r"^(?:[Ii]|[Ii]n|[Aa]t)\s+|^[Pp]å\s+(?=[A-ZÅÄÖ])")
"""What stands before a place in a sentence, and not where the place is told."""
USUAL = 60
"""Minutes of a meeting when nobody says how long it is."""
KINDS = ("contacts", "central", "schools", "teachers")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a field."""

    key: str
    """The end of the key of its words."""
    blanks: dict[str, object] = field(default_factory=dict)


@dataclass(kw_only=True)
class Called:
    """What was understood, and what was not."""

    title: str = ""
    begins_at: datetime | None = None
    minutes: int = USUAL
    location: str = ""
    link: str = ""
    invited: Invited = field(default_factory=Invited)
    note: str = ""
    limit: int = 0
    series: Series | None = None
    faults: dict[str, Fault] = field(default_factory=dict)
    """Field -> what is wrong with it; all of them."""


def in_fields(
    values: Mapping[str, object], now: datetime, zone: ZoneInfo, school: Callable[[str], str | None]
) -> Called:
    """What the form says; `school` gives the id of a school by what it is called."""
    said = {name: clean(str(values.get(name) or "")) for name in
            ("title", "day", "time", "length", "location", "link", "invited", "schools", "repeat", "times", "note", "limit")}  # fmt: skip
    for name in ("title", "location", "link"):
        said[name] = " ".join(said[name].split())
    called = Called(title=said["title"], location=said["location"], link=said["link"], note=said["note"])
    begins = read_clock(said["time"])
    _read_when(called, said, begins, now, zone)
    _read_length(called, said["length"], begins)
    _read_place(called)
    _read_people(called, said["invited"], said["schools"], school)
    _read_limit(called, said["limit"])
    _read_series(called, said, now, zone)
    for name in ("title", "location", "link", "note"):
        if len(said[name]) > LONGEST[name]:
            called.faults[name] = Fault(key="long", blanks={"size": len(said[name]), "most": LONGEST[name]})
    return called


def in_words(text: str, now: datetime, zone: ZoneInfo) -> Called:
    """What a sentence says: the day, the time, then the place; ”varje vecka” and a link may stand anywhere."""
    body, repeat = REPEAT.sub(" ", text), REPEAT.search(text)
    link = _LINK.search(body)
    body = by_24_hours(" ".join((_LINK.sub(" ", body) if link else body).split()))
    clock = CLOCK.search(body)
    if clock is None:
        return Called(faults={"time": Fault(key="time")})
    values = {
        "day": body[: clock.start()].strip(" ,."), "time": _begins(clock), "length": _until(clock),
        "location": _IN.sub("", body[clock.end() :].strip(" ,.–-")), "link": link[0].rstrip(".,)") if link else "",
        "repeat": repeat.lastgroup if repeat else "", "invited": "contacts",
    }  # fmt: skip
    return in_fields(values, now, zone, lambda _: None)


def _begins(found: re.Match[str]) -> str:
    return f"{found['hour'] or found['alone']}:{found['minute'] or '00'}"


def _until(found: re.Match[str]) -> str:
    hour = found["to_hour"] or found["to_alone"]
    return f"{hour}:{found['to_minute'] or '00'}" if hour else ""


def read_clock(text: str) -> time | None:
    """A time of day: `14:30`, `14.30`, `kl 14`, `9`."""
    found = re.fullmatch(r"(?i)(?:(?:kl|klockan|at)\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?", by_24_hours(text.strip()))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def read_day(text: str, today: date) -> date | None:
    """A day, as a form's field or as people write it; one without year is the next such."""
    body = " ".join(text.lower().split())
    found = read_date(body, 0, today)
    return found[0].ahead(today) if found is not None and not body[found[1] :].strip(" ,.") else None


def _read_when(called: Called, said: Mapping[str, str], begins: time | None, now: datetime, zone: ZoneInfo) -> None:
    today = now.astimezone(zone).date()
    day = read_day(said["day"], today)
    if day is None:
        called.faults["day"] = Fault(key="day")
    if begins is None:
        called.faults["time"] = Fault(key="time")
    if day is None or begins is None:
        return
    moment = instant(day, begins, zone)
    if shown(moment, zone) != datetime.combine(day, begins):
        called.faults["time"] = Fault(key="gap", blanks={"day": day, "nearest": f"{shown(moment, zone):%H:%M}"})
    elif moment <= now:
        called.faults["day"] = Fault(key="past", blanks={"day": day})
    elif moment - now > FARTHEST:
        called.faults["day"] = Fault(key="far", blanks={"day": day})
    called.begins_at = moment


def _read_length(called: Called, text: str, begins: time | None) -> None:
    """Minutes, hours, or the time at which it ends."""
    if not text:
        return
    minutes = _minutes(text.strip(), begins)
    if minutes is None:
        called.faults["length"] = Fault(key="length")
    elif minutes <= 0:
        called.faults["length"] = Fault(key="backwards", blanks={"begins": f"{begins:%H:%M}", "ends": text})
    elif not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        called.faults["length"] = Fault(key="length")
    else:
        called.minutes = minutes


def _minutes(text: str, begins: time | None) -> int | None:
    if found := _LENGTH.match(text):
        return round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    ends = read_clock(text) if re.search(r"(?i)[.:]|kl|\d\s*[ap]m\b", text) else None
    if ends is not None and begins is not None:
        return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    found = _MINUTES.match(text)
    return int(found[1]) if found else None


def _read_place(called: Called) -> None:
    """A place, a link, or both; a link that stands as the place is one."""
    if not called.link and re.match(r"(?i)https?://", called.location):
        called.location, called.link = "", called.location
    if not called.location and not called.link:
        called.faults["location"] = Fault(key="place")
    if called.link and not is_link(called.link):
        called.faults["link"] = Fault(key="link")


def is_link(text: str) -> bool:
    """Whether it is the address of a web page that can be put in a message."""
    return _ADDRESS.fullmatch(text) is not None


def _read_people(called: Called, who: str, schools: str, school: Callable[[str], str | None]) -> None:
    kind = who if who in KINDS else "contacts"
    names = [name.strip() for name in re.split(r"[,;\n]", schools) if name.strip()]
    if names and kind == "contacts":
        kind = "schools"
    if kind not in {"schools", "teachers"}:
        called.invited = Invited(kind=kind)
        return
    found = {name: school(name) for name in names}
    strange = [name for name, known in found.items() if known is None]
    if strange:
        called.faults["schools"] = Fault(key="school", blanks={"typed": ", ".join(strange)[:100]})
    elif not names and kind == "schools":
        called.faults["schools"] = Fault(key="schools")
    called.invited = Invited(kind=kind, schools=tuple(dict.fromkeys(one for one in found.values() if one)))


def _read_limit(called: Called, text: str) -> None:
    if not text:
        return
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_PLACES:
        called.limit = int(text)
    else:
        called.faults["limit"] = Fault(key="limit")


def _read_series(called: Called, said: Mapping[str, str], now: datetime, zone: ZoneInfo) -> None:
    """How it comes again: so many times, until a day, or without end."""
    if said["repeat"] not in REPEATS or called.begins_at is None:
        return
    local, times, until = shown(called.begins_at, zone), 0, None
    text = re.sub(
        r"(?i)^(?:till?(?:\s+och\s+med)?|t\.?o\.?m\.?|until|through)\s+|\s*(?:gånger|ggr|times|möten)$",
        "",
        said["times"],
    )
    if text.isascii() and text.isdecimal():
        times = int(text)
        if not 1 <= times <= MOST_TIMES:
            called.faults["times"] = Fault(key="times", blanks={"most": MOST_TIMES})
    elif text:
        until = read_day(text, now.astimezone(zone).date())
        if until is None or not local.date() <= until <= local.date() + FARTHEST + timedelta(days=366):
            called.faults["times"] = Fault(key="times", blanks={"most": MOST_TIMES})
    called.series = Series(repeat=Repeat(said["repeat"]), first=local.date(), clock=f"{local:%H:%M}", times=times,
                           until=until)  # fmt: skip
