"""Renews the two lock files from pyproject.toml with uv; leaves installing them to prepare.py."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ("--extra", "semantic"),
    "requirements-dev.lock": ("--extra", "semantic", "--extra", "dev"),
}
FORM = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
)


def find_uv(folder: Path) -> str:
    """The uv on the path, else one installed for this run alone."""
    found = shutil.which("uv")
    if found:
        return found
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", "uv"], check=True)  # noqa: S603 - our own folder
    return str(folder / "bin" / "uv")


def compile_lock(uv: str, name: str, words: list[str]) -> None:
    """Write one lock file; versions that still fit are kept unless `--upgrade` is among the words."""
    command = [uv, "pip", "compile", "pyproject.toml", *LOCKS[name], *FORM, "--quiet", "--output-file", name, *words]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - the words are the caller's own
    text = (ROOT / name).read_text()
    if re.search(r"https?://|--index|--find-links", text):
        sys.exit(f"{name} holds an address; take it out before you commit")


def main() -> None:
    """Renew both locks, the development lock on the ground of the other one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    words = ["--upgrade"] if parser.parse_args().upgrade else []
    with tempfile.TemporaryDirectory() as folder:
        uv = find_uv(Path(folder))
        for name in LOCKS:
            compile_lock(uv, name, words)


if __name__ == "__main__":
    main()
