"""The terminal's parts: lines that come in pieces, how far a clock is moved, numbers."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta

import pytest

from bot.terminal.jumps import parse_jump
from bot.terminal.lines import Ended, Lines, read_from, safe
from bot.terminal.paint import Numbers

NOW = datetime(2026, 11, 24, 9, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("4h", NOW + timedelta(hours=4)), ("+30m", NOW + timedelta(minutes=30)), ("2 dagar", NOW + timedelta(days=2)),
        ("en vecka", NOW + timedelta(days=7)), ("14:30", NOW.replace(hour=14, minute=30)),
        ("kl 9.02", NOW + timedelta(days=1)), ("I  morgon", "tomorrow"), ("nästa skoldag", "next_school_day"),
        ("", None), ("hit", None), ("61 dagar", None), ("9999 veckor", None), ("25:00", None), ("-4h", None), ("0h", None),
    ],
)  # fmt: skip
def test_how_far_the_clock_goes(typed: str, to: datetime | str | None) -> None:
    assert parse_jump(typed, NOW) == to


async def test_lines_come_in_pieces_and_the_last_may_have_no_end() -> None:
    lines, (out, into) = Lines(), os.pipe()
    thread = read_from(out, lines, asyncio.get_running_loop())
    whole = "åäö\nnästa\n\nsista \xff".encode("latin-1")
    for byte in "hej å\n".encode() + whole:
        os.write(into, bytes([byte]))
    os.close(into)
    assert [await lines.next(5) for _ in range(5)] == ["hej å", "\ufffd\ufffd\ufffd", "n\ufffdsta", "", "sista \ufffd"]
    with pytest.raises(Ended):
        await lines.next(5)
    with pytest.raises(Ended):
        await lines.next(5)
    await asyncio.to_thread(thread.join)
    os.close(out)


async def test_after_a_stop_nothing_that_waits_is_taken() -> None:
    lines = Lines()
    lines.put("a")
    lines.stop()
    with pytest.raises(Ended):
        await lines.next()


async def test_nothing_typed_is_a_timeout() -> None:
    with pytest.raises(TimeoutError):
        await Lines().next(0.01)


def test_a_number_stays_with_what_it_was_given_to() -> None:
    numbers = Numbers()
    assert [numbers.of("a"), numbers.of("b", "x"), numbers.of("a"), numbers.of("b")] == [1, 2, 1, 3]
    assert (numbers.meant(2), numbers.meant(0), numbers.meant(-1), numbers.meant(4)) == (("b", "x"), None, None, None)


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert safe("a\x1b[1;31mb\x1b[0m\x1b]52;c;aGVq\x07c\x1bPq#0\x1b\\d\x1b(Be\x1bcf\x9b2Jg") == "abcdefg"
    assert safe("x\x1b") == "x"
    assert safe("rad\r\ntvå\tord") == "rad\ntvå\tord"
