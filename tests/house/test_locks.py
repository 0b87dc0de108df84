"""The lock files agree with pyproject.toml and hold a hash for everything."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.project import ROOT, text
from tools.prepare import LOCKS, SEMANTIC, without_semantic

PROJECT = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
RUN = [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["semantic"])]
DEV = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]


def pinned(lock: str) -> dict[str, set[Version]]:
    """Name -> the versions that stand in a lock file; more than one when Pythons differ."""
    found: dict[str, set[Version]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\\n]+)", text(ROOT / lock), re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(Version(version))
    return found


def missing(wanted: list[Requirement], lock: str) -> list[str]:
    """Requirements that the lock does not meet."""
    have = pinned(lock)
    return [
        str(one)
        for one in wanted
        if not any(version in one.specifier for version in have.get(canonicalize_name(one.name), set()))
    ]


def test_the_lock_holds_what_the_project_needs() -> None:
    assert not missing(RUN, "requirements.lock")


def test_the_development_lock_holds_that_and_the_tools() -> None:
    assert not missing(RUN + DEV, "requirements-dev.lock")


def test_both_locks_have_the_same_versions() -> None:
    run, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {package: dev.get(package) for package in run} == run


def test_every_pinned_package_has_its_hashes() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        parts = re.split(r"^(?=[A-Za-z0-9._-]+==)", text(ROOT / lock), flags=re.MULTILINE)[1:]
        assert parts
        assert not [part.split()[0] for part in parts if not re.search(r"--hash=sha256:[0-9a-f]{64}", part)]


def test_the_lock_files_name_nothing_but_packages() -> None:
    line = re.compile(r"[A-Za-z0-9._-]+==[^ ]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|#.*|")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert not [row for row in text(ROOT / lock).splitlines() if not line.fullmatch(row)]


def test_without_the_encoder_everything_else_of_a_lock_is_installed() -> None:
    for lock in LOCKS.values():
        whole = text(lock)
        rest = without_semantic(whole)
        assert SEMANTIC in pinned(lock.name)
        assert SEMANTIC not in rest
        lost = [line for line in whole.splitlines() if line not in rest.splitlines()]
        assert lost[0].startswith(f"{SEMANTIC}==")
        assert all(line.startswith("    --hash=") for line in lost[1:])
        assert len(whole.splitlines()) - len(rest.splitlines()) == len(lost)
