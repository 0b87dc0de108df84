"""Dataclasses to JSON and back by their type hints; leaves where the JSON is kept to the file of each noun.

A field that the stored JSON lacks gets its default, a field that the class no longer has is passed over: adding a field
needs no migration.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
KIND = "is"
"""The key that names the class where a hint leaves the choice between several."""


def to_json(value: object) -> Any:  # noqa: ANN401 - any JSON value
    """The value as JSON types; TypeError for something that has no JSON form."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {str(name): to_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        written = {one.name: to_json(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {KIND: type(value).__name__, **written}
    raise TypeError(f"a {type(value).__name__} has no JSON form")


def from_json(cls: type[T], data: Any) -> T:  # noqa: ANN401 - any JSON value
    """The value of that class; ValueError says which field cannot be read."""
    return cast("T", _reader(cast("Any", cls))(data))


def one_of(classes: tuple[type[T], ...], data: dict[str, Any]) -> T:
    """A value of the class that the JSON names, one of `classes` (or their subclasses)."""
    for cls in classes:
        for candidate in (cls, *_below(cls)):
            if candidate.__name__ == data.get(KIND):
                return from_json(candidate, data)
    raise ValueError(f"nothing here is called {data.get(KIND)}")


def _below(cls: type[T]) -> tuple[type[T], ...]:
    found: list[type[T]] = []
    for child in cls.__subclasses__():
        found += [child, *_below(child)]
    return tuple(found)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type hint
    """How a value with that hint is read; made once for each hint, since questions are read at every event."""
    origin, inner = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_reader(hint)
    if origin in {Union, types.UnionType}:
        return _union_reader(inner)
    if origin is tuple:
        return _tuple_reader(inner)
    if origin is list or origin is frozenset or origin is set:
        of = _reader(inner[0])
        return lambda data: origin(of(one) for one in data)
    if origin is dict:
        value = _reader(inner[1])
        of_key = int if inner[0] is int else str
        return lambda data: {of_key(name): value(one) for name, one in data.items()}
    return _plain_reader(hint)


def _plain_reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type hint
    if hint is datetime or hint is date:
        return cast("Callable[[Any], Any]", hint.fromisoformat)
    if hint is timedelta:
        return lambda data: timedelta(seconds=data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda data: data


def _tuple_reader(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        of = _reader(inner[0])
        return lambda data: tuple(of(one) for one in data)
    readers = [_reader(one) for one in inner]
    return lambda data: tuple(read(one) for read, one in zip(readers, data, strict=True))


def _union_reader(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    choices = tuple(one for one in inner if one is not types.NoneType)
    if len(choices) == 1:
        of = _reader(choices[0])
        return lambda data: None if data is None else of(data)
    classes: tuple[type[Any], ...] = tuple(one for one in choices if dataclasses.is_dataclass(one))  # type: ignore[misc]
    return lambda data: one_of(classes, data) if isinstance(data, dict) and KIND in data else data


def _dataclass_reader(cls: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(cls)
    # Made at the first use: a class may hold values of its own kind.
    readers: dict[str, Callable[[Any], Any]] = {}

    def read(data: dict[str, Any]) -> Any:  # noqa: ANN401 - a value of cls
        if not readers:
            readers.update({one.name: _reader(hints[one.name]) for one in dataclasses.fields(cls) if one.init})
        try:
            return cls(**{name: of(data[name]) for name, of in readers.items() if name in data})
        except (TypeError, ValueError, AttributeError) as error:
            raise ValueError(f"{cls.__name__} cannot be read: {error}") from error

    return read
