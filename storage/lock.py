"""The lock beside a SQLite file that lets only one desk run on it; leaves the locking to the system."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import StorageError


class ProcessLock:
    """Held from `take` to `give_back`; when the process dies the system lets go, so a file left behind stops nobody."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.name}.lock")
        self._lock = FileLock(self.path, mode=0o600, blocking=False, thread_local=False)

    def take(self) -> None:
        """StorageError when another process has it."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise StorageError(
                f"another desk already runs on this database (it holds {self.path}); "
                "stop that one first, or use PostgreSQL for several"
            ) from error
        except OSError as error:
            raise StorageError(
                f"{self.path} cannot be written ({error.strerror}); give this user the right to it"
            ) from error

    def give_back(self) -> None:
        """Let others in; nothing happens when it was not taken."""
        self._lock.release()
