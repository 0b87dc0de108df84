"""Reads a rehearsal script into steps, with every fault in one error; leaves playing them to `play`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.files.faults import Fault, FileErrors

DOES = ("says", "presses", "fills", "runs", "edits", "deletes", "reacts", "joins", "after", "at")
"""What a step may do; each step does one of them (`edits` with `says`)."""
_MAY = {*DOES, "who", "in", "thread", "as", "with"}
_NEEDS_WHO = {"says", "presses", "fills", "runs", "edits", "deletes", "reacts", "joins"}
_LENGTH = re.compile(r"(\d+)\s*(s|m|h|d|w)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the play."""

    does: str
    """Of DOES."""
    value: Any
    who: str = ""
    place: str | None = None
    thread: str | None = None
    label: str | None = None
    text: str = ""
    """The new text of an edit."""
    values: dict[str, Any] = field(default_factory=dict)
    """What a form is filled with."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """A whole play."""

    directory: Path
    faq: Path
    settings: dict[str, Any]
    start: datetime
    """Local time of the organisation, without zone."""
    steps: tuple[Step, ...]


class _Plain(yaml.SafeLoader):
    """Reads everything as it is written: `on`, `1`, `2026-11-24` stay words, so YAML 1.1 and 1.2 read alike."""


_Plain.yaml_implicit_resolvers = {}


def read_script(path: Path) -> Script:
    """The script; FileErrors names every fault with its step."""
    try:
        raw = yaml.load(path.read_text("utf-8-sig"), Loader=_Plain)  # noqa: S506 - _Plain is a SafeLoader
    except OSError as error:
        raise FileErrors(
            [Fault(file=str(path), where="", field="", words=f"cannot be read: {error.strerror}")]
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileErrors([Fault(file=str(path), where="", field="", words=f"is no YAML: {error}")]) from error
    return _Reading(path).script(raw)


class _Reading:
    """Collects the faults of one script."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults: list[Fault] = []

    def script(self, raw: Any) -> Script:  # noqa: ANN401 - whatever the file holds
        if not isinstance(raw, dict):
            raise FileErrors(
                [
                    Fault(
                        file=str(self._path),
                        where="",
                        field="",
                        words="a script is a mapping with directory, faq, start and steps",
                    )
                ]
            )
        for key in sorted(set(raw) - {"directory", "faq", "settings", "start", "steps", "title", "about"}):
            self._wrong(str(key), "is not known; a script has directory, faq, settings, start and steps")
        steps = raw.get("steps")
        if not isinstance(steps, list):
            self._wrong("steps", "is missing; a script has a list of steps")
            steps = []
        read = [self._step(number, step) for number, step in enumerate(steps, 1)]
        settings = raw.get("settings") or {}
        if not isinstance(settings, dict):
            self._wrong("settings", "is a mapping of sections")
        start, directory, faq = self._start(raw), self._file(raw, "directory"), self._file(raw, "faq")
        if self._faults:
            raise FileErrors(self._faults)
        return Script(directory=directory, faq=faq, settings=settings, start=start,
                      steps=tuple(step for step in read if step))  # fmt: skip

    def _file(self, raw: dict[str, Any], key: str) -> Path:
        named = str(raw.get(key) or "")
        if not named:
            self._wrong(key, "is missing; it names a file")
        return Path(named)

    def _start(self, raw: dict[str, Any]) -> datetime:
        moment = _moment(raw.get("start"))
        if moment is None:
            self._wrong("start", "is a local time, for example 2026-11-24T09:00")
        return moment or datetime(2026, 1, 1)  # noqa: DTZ001 - never used: the fault is raised

    def _step(self, number: int, raw: Any) -> Step | None:  # noqa: ANN401 - whatever the file holds
        where = f"steps, step {number}"
        if not isinstance(raw, dict):
            return self._wrong(where, "is a mapping such as {who: anna, in: support, says: …}")
        unknown = sorted(str(key) for key in set(raw) - _MAY)
        if unknown:
            return self._wrong(where, f"has unknown keys {', '.join(unknown)}; known are {', '.join(sorted(_MAY))}")
        does = [key for key in DOES if key in raw]
        if "edits" in does and "says" in does:
            does.remove("says")
        if len(does) != 1:
            return self._wrong(where, f"does one of {', '.join(DOES)}; this one does {', '.join(does) or 'nothing'}")
        if does[0] in _NEEDS_WHO and not raw.get("who"):
            return self._wrong(where, f"{does[0]} needs who")
        return self._checked(where, does[0], raw)

    def _checked(self, where: str, does: str, raw: dict[str, Any]) -> Step | None:
        value = raw[does]
        if does == "after" and _length(value) is None:
            return self._wrong(where, f"after: {value} is no length; write for example 45s, 10m, 5h, 2d")
        if does == "at" and _moment(value) is None:
            return self._wrong(where, f"at: {value} is no local time; write for example 2026-11-25T08:30")
        values = raw.get("with") or {}
        if not isinstance(values, dict):
            return self._wrong(where, "with is a mapping of the form's fields")
        value = _length(value) if does == "after" else _moment(value) if does == "at" else str(value or "")
        return Step(does=does, value=value, who=str(raw.get("who") or ""), place=_word(raw.get("in")),
                    thread=_word(raw.get("thread")), label=_word(raw.get("as")),
                    text=str(raw.get("says") or ""), values=values)  # fmt: skip

    def _wrong(self, where: str, words: str) -> Step | None:
        """Note a fault; there is no step then."""
        self._faults.append(Fault(file=str(self._path), where=where, field="", words=words))
        return None


def _word(raw: object) -> str | None:
    return None if raw in (None, "") else str(raw)


def _length(raw: object) -> timedelta | None:
    parts = _LENGTH.findall(str(raw).lower())
    if not parts or _LENGTH.sub("", str(raw).lower()).strip():
        return None
    return sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())


def _moment(raw: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(raw).strip().replace(" ", "T")).replace(tzinfo=None)
    except ValueError:
        return None
