"""Reads an organisation's own word lists, as its abbreviations; leaves joining them to the packaged ones to library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_MAPPINGS, _LISTS = ("abbreviations", "glossary"), ("synonyms", "fillers")


def read_words(path: Path) -> dict[str, Any]:
    """The lists of a YAML file (docs/formats.md); ValueError names all that is wrong in it."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}); name a YAML file with word lists") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no YAML file: {' '.join(str(error).split())[:200]}") from None
    lists = {} if content is None else content
    if not isinstance(lists, dict):
        raise ValueError(f"{path} holds no lists; begin with ”abbreviations:”")  # noqa: TRY004 - as the other readers
    if faults := list(_faults(lists)):
        raise ValueError(f"{path}: {'; '.join(faults)}")
    return lists


def _faults(lists: dict[Any, Any]) -> Iterator[str]:
    for name, value in lists.items():
        if name in _MAPPINGS:
            good = isinstance(value, dict) and all(_is_said(key) and _means(one) for key, one in value.items())
            right = "write ”short: long” in each line"
        elif name == "synonyms":
            good, right = _all(value, lambda one: _all(one, _is_said)), "write lists of words that mean the same"
        elif name == "fillers":
            good, right = _all(value, _is_said), "write a list of words or phrases"
        else:
            good, right = False, f"there is no such list; write some of {', '.join((*_MAPPINGS, *_LISTS))}"
        if not good:
            yield f"{name}: {right}"


def _all(value: object, test: Any) -> bool:  # noqa: ANN401 - a test of one
    return isinstance(value, list) and all(test(one) for one in value)


def _is_said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _means(value: object) -> bool:
    return _is_said(value) or (bool(value) and _all(value, _is_said))
