"""What stands in a file that somebody wrote, with a limit, and its text in UTF-8; leaves its format to the readers."""

from __future__ import annotations

from pathlib import Path

from bot.files.faults import Faults

LIMIT = 10_000_000
"""Bytes: thousands of entries. More must be a mistake."""
_OTHER_UTF = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(path: Path, faults: Faults) -> bytes:
    """What the file holds; FileErrors if it is missing, too large or empty."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(LIMIT + 1)
    except OSError as error:
        raise faults.stop("", f"cannot be read: {error.strerror}") from error
    if len(raw) > LIMIT:
        raise faults.stop("", f"is larger than {LIMIT // 1_000_000} MB; divide it into several files")
    if not raw.strip(b"\xef\xbb\xbf"):
        raise faults.stop(
            "", "is empty; a file without entries holds [] (YAML), one empty line (JSON Lines) or its headings (CSV)"
        )
    return raw


def decoded(raw: bytes, faults: Faults) -> str:
    """The text without a byte order mark; FileErrors if it is not UTF-8."""
    if raw.startswith(_OTHER_UTF):
        raise faults.stop("line 1", "is UTF-16; save the file as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        looks = raw[error.start : error.start + 1].decode("latin-1")
        words = f"is not UTF-8 (perhaps Latin-1, with ”{looks}” here); save the file as UTF-8"
        raise faults.stop(f"line {line}", words) from error
