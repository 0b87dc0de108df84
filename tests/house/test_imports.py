"""A room imports only the rooms to its right and knows only what it may; the contracts stand in pyproject.toml."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import grimp

from tests.house.project import ROOMS, ROOT, python_files

CONTRACTS = 7


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a folder as `make lint` does."""
    command = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Contracts: {CONTRACTS} kept, 0 broken." in result.stdout


def test_a_planted_breach_of_each_kind_is_caught(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in python_files(*ROOMS):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    breaches = {
        "knowledge/breach.py": "import os\n",
        "knowledge/support/breach.py": "import handlers\n",
        "handlers/breach.py": "import sqlalchemy\nimport slack_sdk\n",
        "storage/breach.py": "import aiohttp\n",
        "bot/breach.py": "import sqlalchemy\n",
        "bot/platforms/one.py": "import bot.platforms.other\n",
        "bot/platforms/other.py": "import bot.platforms.one\n",
    }
    for place, words in breaches.items():
        (tmp_path / place).write_text(words)
    result = lint(tmp_path)
    assert result.returncode == 1
    assert f"Contracts: 0 kept, {CONTRACTS} broken." in result.stdout, result.stdout


def test_no_modules_import_one_another_in_a_circle() -> None:
    graph = grimp.build_graph(*ROOMS, include_external_packages=False, cache_dir=None)
    circles = []
    for module in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            back = graph.find_shortest_chain(importer=imported, imported=module)
            if back:
                circles.append(" -> ".join((module, *back)))
    assert not circles, "\n".join(circles)
