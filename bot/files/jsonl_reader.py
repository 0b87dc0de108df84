"""JSON Lines to cells: one value a line; leaves the meaning to the builders."""

from __future__ import annotations

import json
from typing import Any

from bot.files.cells import DEEPEST, Cell
from bot.files.faults import Faults


def read_jsonl(text: str, faults: Faults) -> Cell:
    """A list with the value of each line that is not blank; each line that is no JSON is noted and left out."""
    cells: list[Cell] = []
    # Not splitlines(): JSON may hold the line separators of other alphabets.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"line {number}"
        try:
            cells.append(_cell(_parsed(line), where))
        except json.JSONDecodeError as error:
            faults.add(where, "", f"is no JSON: {error.msg} (character {error.colno})")
        except _TwiceError as error:
            faults.add(where, str(error), "stands twice in this line; keep one of them")
        except RecursionError:
            faults.add(where, "", f"is nested more than {DEEPEST} levels deep")
    return Cell(where="line 1", content=tuple(cells))


def json_cell(text: str, where: str) -> Cell | None:
    """The cell of a text that is one JSON value; None when it is none."""
    try:
        return _cell(_parsed(text), where)
    except (ValueError, RecursionError):
        return None


class _TwiceError(ValueError):
    """A name stands twice in one object."""


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def _parsed(line: str) -> Any:  # noqa: ANN401 - any JSON value
    return json.loads(line, parse_int=_Number, parse_float=_Number, parse_constant=_Number, object_pairs_hook=_fields)


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise _TwiceError(name)
        fields[name] = value
    return fields


def _cell(value: Any, where: str, depth: int = 0) -> Cell:  # noqa: ANN401 - any JSON value
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        return Cell(where=where, content={name: _cell(one, where, depth + 1) for name, one in value.items()})
    if isinstance(value, list):
        return Cell(where=where, content=tuple(_cell(one, where, depth + 1) for one in value))
    if value is None or isinstance(value, bool):
        return Cell(where=where, content={None: "null", True: "true", False: "false"}[value], bare=True)
    return Cell(where=where, content=str(value), bare=isinstance(value, _Number))
