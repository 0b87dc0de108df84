"""What several commands need: settings by `--config`, an open database, the moment; leaves what they do to each."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from bot import config
from bot.settings_values import Settings
from storage.engines import parsed
from storage.errors import StorageError
from storage.store import Store

T = TypeVar("T")


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what would help."""


def add_config(parser: argparse.ArgumentParser) -> None:
    """The option `--config FILE`."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings file (default: supportbot.toml here, if there is one)"
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings; ConfigError names all that are wrong."""
    return config.load(file=arguments.config)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Do asynchronous work to its end."""
    return asyncio.run(work)


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Store]:
    """The database, brought up to date; it is shared with a desk that runs."""
    store = await Store.open(settings.database_url)
    try:
        await store.migrate()
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def database_as_it_is(settings: Settings) -> AsyncIterator[Store]:
    """The database for reading, neither made nor changed; StorageError when there is none yet."""
    file = database_file(settings)
    if file is not None and not file.exists():
        raise StorageError(f"there is no database {file} yet; `supportbot import` or `supportbot run` makes it")
    store = await Store.open(settings.database_url)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def database_if_readable(settings: Settings) -> AsyncIterator[Store | None]:
    """The same, or None when there is none, or none that this version can read; what is the matter is told elsewhere."""
    async with AsyncExitStack() as stack:
        readable: Store | None = None
        with suppress(StorageError):
            store = await stack.enter_async_context(database_as_it_is(settings))
            found, newest = await store.schema()
            readable = store if found == newest else None
        yield readable


def write_all(files: dict[Path, bytes], *, private: bool = False) -> None:
    """Beside them first, then in their places: a full disk never leaves half a file. `private`: for their owner alone.

    Raises CommandError.
    """
    parts = {output.with_name(f"{output.name}.part"): output for output in files}
    output = next(iter(files))
    try:
        for part, output in parts.items():
            if private:
                part.touch(mode=0o600)
            part.write_bytes(files[output])
        for part, output in parts.items():
            part.replace(output)
    except OSError as error:
        for part in parts:
            part.unlink(missing_ok=True)
        raise CommandError(f"{output} cannot be written: {error.strerror}") from error


def database_file(settings: Settings) -> Path | None:
    """The SQLite file; None on PostgreSQL."""
    url = parsed(settings.database_url)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def write_whole(output: Path, written: bytes, *, private: bool = False) -> None:
    """One file, as `write_all` writes several. Raises CommandError."""
    write_all({output: written}, private=private)
