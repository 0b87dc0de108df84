"""Files and functions stay small enough to read at one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.house.project import ROOMS, files, name, python_files, text, tree

FILE_LINES = 300
FUNCTION_LINES = 40
MEDIAN_LINES = 10

LONG_FUNCTIONS: dict[str, str] = {
    "bot/worker/loop.py:__init__": "joins the parts of the worker, one argument a line",
    "storage/migrations/versions/0002_durable_work.py:_outbox": "one table, one line for each of its columns",
}
"""`room/file.py:function` -> why it is better long. Each exception is argued here, or there is none."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its number of lines, from `def` to its last word."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield f"{name(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("suffix", [".py", ".js", ".css", ".html"])
def test_no_source_file_is_longer_than_300_lines(suffix: str) -> None:
    long = {name(p): text(p).count("\n") for p in files() if p.suffix == suffix and text(p).count("\n") > FILE_LINES}
    assert not long, f"split by noun: {long}"


def test_no_function_is_longer_than_40_lines() -> None:
    sizes = dict(size for path in python_files(*ROOMS, "tools") for size in functions(path))
    long = {function: lines for function, lines in sizes.items() if lines > FUNCTION_LINES}
    assert set(long) <= set(LONG_FUNCTIONS), f"split, or argue in LONG_FUNCTIONS: {long}"
    assert set(LONG_FUNCTIONS) <= set(long), "an exception that is not needed any more"


def test_the_median_function_has_at_most_ten_lines() -> None:
    assert median(lines for path in python_files(*ROOMS) for _, lines in functions(path)) <= MEDIAN_LINES
