"""What is always so for a chat in our own process; leaves what happens in it to the adapter."""

from __future__ import annotations

from bot.platforms.base import Allowance, Profile


class InProcess:
    """A service that cannot be cut off, serves nothing and knows no addresses."""

    @property
    def routes(self) -> tuple[()]:
        """Nothing: the chat page belongs to the demo."""
        return ()

    @property
    def is_connected(self) -> bool:
        """Always: it lives in our own process."""
        return True

    @property
    def gaps(self) -> int:
        """None: what happens while nobody listens is given again by itself."""
        return 0

    @property
    def allowance(self) -> Allowance:
        """As much as we like."""
        return Allowance()

    def has_spare(self, kind: str) -> bool:  # noqa: ARG002 - the protocol's
        """Always."""
        return True

    async def by_email(self, email: str) -> Profile | None:  # noqa: ARG002 - the protocol's
        """Nobody: accounts here have no addresses."""
        return None
