"""Reads the project as files, so that the rules of the house can look at it; leaves the rules to its neighbours."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "handlers", "storage", "knowledge")
DOCS = ROOT / "docs"


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project: known to git, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted({path for path in found if path.is_file()}))


def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files under some folders of the project."""
    wanted = tuple(ROOT / folder for folder in folders)
    return tuple(p for p in files() if p.suffix == ".py" and any(folder in p.parents for folder in wanted))


@cache
def text(path: Path) -> str:
    """A file's text; empty when it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(text(path), str(path))


def name(path: Path) -> str:
    """A path as people write it: relative to the project."""
    return path.relative_to(ROOT).as_posix()


def documented(page: str) -> set[str]:
    """Everything that stands in backticks on a page of docs/."""
    return set(re.findall(r"`([^`\n]+)`", text(DOCS / page)))


def strings(*folders: str) -> set[str]:
    """Every string that stands as it is in the code of some folders."""
    return {
        node.value
        for path in python_files(*folders)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def shapes(*folders: str) -> set[str]:
    """The f-strings of some folders as regular expressions, each blank standing for anything."""
    found = set()
    for path in python_files(*folders):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
                found.add("".join(parts))
    return found
