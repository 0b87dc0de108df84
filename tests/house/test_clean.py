"""What may stand in no file of the project, and what may stand in no test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.project import files, name, python_files, text, tree

HERE = Path(__file__)


def pieces(*parts: str) -> str:
    """A pattern written in pieces, so that this file does not hold what it forbids."""
    return "".join(parts)


FORBIDDEN = {
    "the address of a package index": pieces(r"pypi\.", r"org|files\.python", r"hosted\.org|regist", r"ry\.npmjs"),
    "a path of somebody's machine": pieces(
        r"/wo", r"rk/|/ho", r"me/[a-z]|/ro", r"ot/|/Us", r"ers/[a-z]|\.\./sha", "red"
    ),
    "something left undone": pieces(
        r"\bTO", r"DO\b|\bFIX", r"ME\b|\bXX", r"X\b|\bHA", r"CK\b|raise NotImpl", "emented"
    ),
    "a secret": pieces(r"xo", r"xb-[0-9]{6,}|BEGIN [A-Z ]*PRIV", "ATE KEY"),
    "a word about who wrote it": pieces(
        r"\bChat", r"GPT\b|\bCo", r"pilot\b|\bClau", r"de\b|\bOpen", r"AI\b|\bLL", r"M\b"
    ),
}
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("what", list(FORBIDDEN))
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [f"{name(p)}: {hit[0]}" for p in files() if p != HERE and (hit := pattern.search(text(p)))]
    assert not found


def test_no_lock_file_holds_an_address() -> None:
    assert not [p for p in files() if p.name in LOCKS and re.search(r"://|--index|--find-links|--trusted", text(p))]


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call of a file, by its dotted name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def sleeps(dotted: str, call: ast.Call) -> bool:
    """Whether the call waits for time to pass; `asyncio.sleep(0)` only lets the others run."""
    if dotted.rsplit(".", maxsplit=1)[-1] != "sleep":
        return False
    return not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0)


IN_TESTS = {
    "time.sleep or asyncio.sleep to wait": sleeps,
    "monkeypatch.setattr": lambda dotted, _call: dotted.endswith("monkeypatch.setattr"),
    "pytest.skip and its like": lambda dotted, _call: bool(
        re.search(r"\b(skip|skipif|xfail|importorskip|skipTest)$", dotted)
    ),
}


MAY_SLEEP = {
    "tests/bench/": "a measuring program: it paces its own load",
    "tests/broadcast/mailing.py": "a program: it waits for what happens in another process that it kills",
    "tests/durable/harness.py": "a program: it plays people who write and a machine that dies at any moment",
    "tests/slack/load/": "a program: it plays people who write, a machine that dies and sockets that are cut",
    "tests/teams/load/": "the same",
    "tests/storage/test_store.py": "a random moment to cancel at; nothing is waited for",
}
"""Where time passes on purpose -> why that is no waiting for a result."""


@pytest.mark.parametrize("what", list(IN_TESTS))
def test_no_test_uses(what: str) -> None:
    rule = IN_TESTS[what]
    found = [
        f"{name(p)}:{call.lineno}" for p in python_files("tests") for dotted, call in calls(p) if rule(dotted, call)
    ]
    found = [place for place in found if rule is not sleeps or not place.startswith(tuple(MAY_SLEEP))]
    assert not found


def test_no_test_is_marked_to_be_left_out() -> None:
    marked = re.compile(r"mark\.(skip|skipif|xfail)\b")
    assert not [name(p) for p in python_files("tests") if p != HERE and marked.search(text(p))]


def test_nothing_is_mocked() -> None:
    mocking = {"unittest.mock", "mock", "pytest_mock"}
    found = []
    for path in python_files("tests", "bot", "handlers", "storage", "knowledge"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module in mocking or node.module == "unittest"):
                found.append(name(path))
            if isinstance(node, ast.Import) and any(one.name in mocking for one in node.names):
                found.append(name(path))
    assert not found


def test_every_noqa_and_ignore_has_its_reason_beside_it() -> None:
    bare = re.compile(r"# noqa(?!: [A-Z0-9, ]+ - \S)|# type: ignore(?!\[[a-z-]+\])")
    found = []
    for path in python_files("bot", "handlers", "storage", "knowledge", "tools"):
        before = ""
        for number, line in enumerate(text(path).splitlines(), 1):
            if bare.search(line) and not before.startswith("#"):
                found.append(f"{name(path)}:{number}")
            before = line.strip()
    assert not found
