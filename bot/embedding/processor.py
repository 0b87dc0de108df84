"""What this machine's processor knows, as Linux tells it; leaves what an encoder needs to the encoder's own file."""

from __future__ import annotations

from pathlib import Path

_TOLD = Path("/proc/cpuinfo")


def told() -> str:
    """The words of Linux about the processor; empty elsewhere."""
    try:
        return _TOLD.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def lacking(needs: frozenset[str], words: str) -> frozenset[str]:
    """Which of these abilities the processor lacks; none when the words say nothing about abilities."""
    flags = next((line.partition(":")[2].split() for line in words.splitlines() if line.startswith("flags")), None)
    return frozenset() if flags is None else needs - set(flags)
