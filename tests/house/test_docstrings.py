"""Each source file says in its first line what it does and what it leaves to others."""

from __future__ import annotations

import ast
import re

from tests.house.project import ROOMS, name, python_files, tree

ABBREVIATIONS = re.compile(r"\b(e\.g|i\.e|etc)\.")


def first_paragraph(words: str | None) -> str:
    """The docstring's first paragraph on one line."""
    return " ".join((words or "").split("\n\n")[0].split())


def test_each_source_file_opens_with_one_sentence() -> None:
    faults = []
    for path in python_files(*ROOMS, "tools"):
        sentence = ABBREVIATIONS.sub("", first_paragraph(ast.get_docstring(tree(path))))
        if not sentence.endswith(".") or ". " in sentence:
            faults.append(f"{name(path)}: {sentence or '(nothing)'}")
    assert not faults, "\n".join(faults)


def test_most_source_files_say_what_they_leave_to_others() -> None:
    paths = [path for path in python_files(*ROOMS) if path.name != "__init__.py" and "migrations" not in path.parts]
    silent = [name(path) for path in paths if "leaves" not in first_paragraph(ast.get_docstring(tree(path)))]
    assert len(silent) <= len(paths) // 5, silent
