"""The command line as a test calls it; leaves what it should say to the tests."""

from __future__ import annotations

import pytest

from bot.__main__ import main


def supportbot(*words: object) -> int:
    """Call the command; gives how it ended."""
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)
