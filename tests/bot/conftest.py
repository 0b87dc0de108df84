"""Where the tests of commands stand; leaves the commands to them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory far from the project, and no settings but the defaults."""
    for name in os.environ:  # noqa: TID251 - the test clears what the machine may have set
        if name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
