"""How each kind of setting is read, from TOML, YAML or a variable; leaves which settings there are to the table.

A reader gets a string, or what TOML and YAML make of it; its ValueError says what is wrong and what would be right.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bot.files.words_file import read_words
from knowledge.conversation.dates import WEEKDAYS
from knowledge.support.duration import Duration

Reader = Callable[[object], Any]
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_EMOJI = re.compile(r"[\w+'-]+")
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def text(raw: object) -> str:
    """Words as they stand."""
    if not isinstance(raw, str):
        raise ValueError(f"{_shown(raw)} is no text; write it in quotes")  # noqa: TRY004 - ValueError is the readers' word
    return raw.strip()


def duration(raw: object) -> Duration:
    """Working time: `90s`, `10m`, `4h`, `1wd`."""
    if not isinstance(raw, str):
        raise ValueError(f"{_shown(raw)} is no duration; write for example 90s, 10m, 4h or 1wd")  # noqa: TRY004 - as above
    return Duration.parse(raw)


def wall_time(raw: object) -> timedelta:
    """Time on the wall: `0s`, `45s`, `2m`."""
    right = "write seconds, minutes or hours by the clock, for example 45s or 2m"
    if isinstance(raw, str) and raw.strip() in {"0", "0s"}:
        return timedelta()
    try:
        read = duration(raw)
    except ValueError:
        raise ValueError(f"{_shown(raw)} is no time; {right}") from None
    if read.working_days:
        raise ValueError(f"{_shown(raw)} counts working days; {right}")
    return read.time


def flag(raw: object) -> bool:
    """`true` or `false`."""
    written = str(raw).strip().lower()
    if isinstance(raw, bool | int | str) and written in (*_YES, *_NO):
        return written in _YES
    raise ValueError(f"{_shown(raw)} is neither true nor false; write one of them")


def whole(least: int, most: int) -> Reader:
    """A whole number between two bounds, both included."""

    def read(raw: object) -> int:
        written = str(raw).strip()
        if isinstance(raw, bool) or not re.fullmatch(r"-?\d{1,9}", written) or not least <= int(written) <= most:
            raise ValueError(f"{_shown(raw)} is not allowed; write a whole number from {least} to {most}")
        return int(written)

    return read


def probability(raw: object) -> float:
    """A number from 0 to 1."""
    right = f"{_shown(raw)} is no probability; write a number from 0 to 1, for example 0.55"
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise ValueError(right)  # noqa: TRY004 - as above
    try:
        number = float(raw)
    except ValueError:
        raise ValueError(right) from None
    if not 0 <= number <= 1:
        raise ValueError(right)
    return number


def threshold(raw: object) -> float | None:
    """A number from 0 to 1, or `auto` (None)."""
    if isinstance(raw, str) and raw.strip().lower() == "auto":
        return None
    try:
        return probability(raw)
    except ValueError:
        raise ValueError(
            f"{_shown(raw)} is neither auto nor a probability; write auto, or a number from 0 to 1"
        ) from None


def own_words(raw: object) -> dict[str, Any]:
    """The word lists of a file, or none for an empty path."""
    path = text(raw)
    return read_words(Path(path)) if path else {}


def one_of(*choices: str) -> Reader:
    """One of a few words; capitals do not matter."""

    def read(raw: object) -> str:
        by_lower = {choice.lower(): choice for choice in choices}
        found = by_lower.get(raw.strip().lower()) if isinstance(raw, str) else None
        if found is None:
            raise ValueError(f"{_shown(raw)} is not known; write {_or(choices)}")
        return found

    return read


def words(raw: object) -> tuple[str, ...]:
    """A list; in an environment variable its parts are separated by commas."""
    parts = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f'{_shown(raw)} is no list of words; write for example ["one", "two"]')
    return tuple(part.strip() for part in parts if part.strip())


def emoji(raw: object) -> tuple[str, ...]:
    """Names of emoji, with or without their colons."""
    names = tuple(name.strip(":").lower() for name in words(raw))
    wrong = next((name for name in names if not _EMOJI.fullmatch(name)), None)
    if wrong is not None:
        raise ValueError(f"{_shown(wrong)} is no name of an emoji; write it as Slack shows it: white_check_mark")
    return names


def table(raw: object, between: str = ",") -> dict[str, str]:
    """Names with values; in an environment variable `one=this, two=that`."""
    right = f"{_shown(raw)} is no table; write one = value a line, or one=value{between}two=value in a variable"
    if isinstance(raw, str):
        parts = [part.partition("=") for part in raw.split(between) if part.strip()]
        if not all(sign and name.strip() for name, sign, _value in parts):
            raise ValueError(right)
        return {name.strip(): value.strip() for name, _sign, value in parts}
    if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
        raise ValueError(right)
    return {str(name): value.strip() for name, value in raw.items()}


def audiences(raw: object) -> dict[str, str]:
    """Person id -> an audience, whose own commas need `;` between persons in an environment variable."""
    return table(raw, ";")


def page(raw: object) -> str:
    """The address of a web page, or nothing."""
    return web_address(raw) if raw else ""


def modes(*choices: str) -> Reader:
    """Place id -> one of a few words."""
    choose = one_of(*choices)

    def read(raw: object) -> dict[str, str]:
        return {place: _of_place(place, written) for place, written in table(raw).items()}

    def _of_place(place: str, written: str) -> str:
        try:
            return str(choose(written))
        except ValueError as error:
            raise ValueError(f"{place}: {error}") from None

    return read


def hours(raw: object) -> str | dict[str, str]:
    """Periods of the day, or a table of them per weekday; in a variable `mon-thu=07:30-16:30;fri=07:30-15:00`."""
    if isinstance(raw, str) and "=" not in raw:
        return raw.strip()
    return table(raw, between=";")


def days(raw: object) -> str:
    """Weekdays, `mon-fri`; a list of them will do as well."""
    return ",".join(words(raw))


def day(raw: object) -> date | None:
    """A day as `2027-03-31`; empty = None."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw).strip()) if str(raw).strip() else None
    except ValueError:
        raise ValueError(f"{_shown(raw)} is no day; write it as 2027-03-31") from None


def week_moment(raw: object) -> tuple[int, time]:
    """A weekday and a time of day: `tue 14:30`."""
    found = re.fullmatch(r"(\w+)\s+(\d{1,2})[:.](\d{2})", text(raw).lower())
    weekday = WEEKDAYS.get(found[1]) if found else None
    if found is None or weekday is None or int(found[2]) > 23 or int(found[3]) > 59:
        raise ValueError(f"{_shown(raw)} is no weekday with a time; write for example tue 14:30")
    return weekday, time(int(found[2]), int(found[3]))


def areas(raw: object) -> dict[str, str]:
    """FAQ category -> `technical` or `pedagogical`; `any` takes a category's default area away."""
    read = table(raw)
    wrong = sorted({value for value in read.values() if value not in {"technical", "pedagogical", "any"}})
    if wrong:
        raise ValueError(f"{_shown(wrong[0])} is no area; write technical, pedagogical or any")
    return read


def web_address(raw: object) -> str:
    """An https address; plain http only to this machine itself."""
    written = text(raw).rstrip("/")
    parts = _split(written)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{_shown(raw)} is no web address; write for example https://example.org")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f"{_shown(raw)} is not encrypted; use https (plain http only to this machine)")
    return written


def slack_address(raw: object) -> str:
    """The address of Slack's web API, with `/api/` at its end."""
    written = web_address(raw) + "/"
    if not written.endswith("/api/"):
        raise ValueError(f"{_shown(raw)} does not end in /api/; write for example https://slack.com/api/")
    return written


def hosts(raw: object) -> tuple[str, ...]:
    """Hosts without scheme, port or path."""
    read = words(raw)
    wrong = next((host for host in read if not _HOST.fullmatch(host) and not _is_ip(host)), None)
    if wrong is not None:
        raise ValueError(f"{_shown(wrong)} is no host; write it without scheme, port and path: smba.trafficmanager.net")
    return tuple(host.lower() for host in read)


def scope(raw: object) -> str:
    """An OAuth scope, kept without `/.default`, which is added when a token is fetched."""
    return text(raw).removesuffix("/.default")


def database(raw: object) -> str:
    """The address of an SQLite file or a PostgreSQL database, with the driver that the bot uses."""
    right = "write sqlite+aiosqlite:///supportbot.db or postgresql+psycopg://user:password@host/database"
    scheme, between, rest = text(raw).partition("://")
    driver = _DRIVERS.get(scheme.lower())
    # The address may hold a password, so it is not repeated.
    if not between or driver is None:
        raise ValueError(f"the address begins with no database that the bot can use; {right}")
    if driver.startswith("sqlite") and not rest.startswith("/"):
        raise ValueError(f"an SQLite address has three slashes before the file's name; {right}")
    return f"{driver}://{rest}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    return host.lower() == "localhost" or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _or(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]


def _shown(raw: object) -> str:
    shown = str(raw)
    return f"”{shown[:60]}…”" if len(shown) > 60 else f"”{shown}”"
