"""The command `chat` as a program: piped lines, a file that is kept, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLOW = 90
"""Seconds that a start may take on a busy machine."""


def started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """The program, far from the project, with pipes at both ends."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder), "LC_ALL": "C"}  # noqa: TID251 - as little as may be
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", *words],
        cwd=folder, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def beside(err: bytes) -> str:
    """What was written beside, without the word that an encoder reads the answers for the first time."""
    return "".join(line for line in err.decode().splitlines(keepends=True) if "for the first time" not in line)


def piped(folder: Path, typed: bytes, *words: str) -> tuple[int, str, str]:
    """The exit code and what was written on both."""
    with started(folder, *words) as program:
        out, err = program.communicate(typed, timeout=SLOW)
    return program.returncode, out.decode(), beside(err)


def test_a_piped_script_is_played_and_kept_in_its_file(tmp_path: Path) -> None:
    code, out, err = piped(
        tmp_path, "kan man rösta om klassresan?\n/sluta\naldrig".encode(), "--as", "anna", "--data", "d.db"
    )
    assert (code, err) == (0, "")
    assert "Anna Ek: kan man rösta om klassresan?" in out
    assert out.endswith("> /sluta\nHej då.\n")
    code, again, _ = piped(tmp_path, b"/som anna", "--as", "eva", "--data", "d.db")
    assert code == 0
    assert "Nytt för dig:" in again
    assert "Anna Ek: kan man rösta om klassresan?" in again
    assert again.endswith("Hej då.\n")
    assert sorted(path.name.split(".")[0] for path in tmp_path.iterdir() if path.is_file()) == ["d"] * len(
        list(tmp_path.glob("d.*"))
    )


def test_without_a_file_nothing_is_kept_and_broken_bytes_stop_nothing(tmp_path: Path) -> None:
    code, out, err = piped(tmp_path, b"\xff\xfe hej \x1b[2J\x00\n" * 3)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert not list(tmp_path.glob("*.db*"))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_cleanly(tmp_path: Path, sign: signal.Signals) -> None:
    with started(tmp_path, "--as", "anna") as program:
        assert program.stdout is not None
        assert program.stdin is not None
        seen = b""
        while b"#Unikumsupport >" not in seen:
            seen += program.stdout.read1(4096)  # type: ignore[attr-defined] # a pipe of Popen's is buffered
        program.send_signal(sign)
        out, err = program.stdout.read(), program.stderr.read() if program.stderr else b""
        assert program.wait(SLOW) == 0
    assert out.decode().endswith("Hej då.\n")
    assert beside(err) == ""


def test_nobody_of_that_name_is_told_in_plain_words(tmp_path: Path) -> None:
    code, _, err = piped(tmp_path, b"", "--as", "nobody")
    assert code == 1
    assert err == "supportbot chat: nobody or several are called nobody; `/som` in the chat shows everybody\n"
