"""What people see in a workspace of the fake: words, buttons, forms; leaves doing anything about it to the desk."""

from __future__ import annotations

from typing import Any

from tests.slack import words_seen
from tests.slack.fake import FakeSlack
from tests.slack.fake.workspace import BOT_USER
from tests.slack.stage import account, channel


class Seen:
    """Somebody looks round."""

    slack: FakeSlack

    def posts(self, where: str = channel("support"), thread: str | None = None) -> list[str]:
        """What the bot says in a channel, threads included, or in one thread: the oldest first."""
        return [post["text"] for post in self._posts(where) if thread in {None, post.get("thread_ts")}]

    def cards(self, where: str = channel("support")) -> list[dict[str, Any]]:
        """The bot's messages with buttons, the oldest first."""
        return [post for post in self._posts(where) if words_seen.actions(post.get("blocks"))]

    def told(self, who: str) -> list[str]:
        """What somebody was told alone, in the bot's own conversation with them."""
        room = self.slack.direct(account(who))
        return [post["text"] for post in self._posts(room)]

    def notes(self, who: str) -> list[str]:
        """What somebody alone sees in channels."""
        return [note.text for note in self.slack.ephemerals(account(who))]

    def page(self, who: str) -> str:
        """The words of the bot's own page."""
        return words_seen.words(self.slack.home(account(who)))

    def form(self, who: str) -> str:
        """The name of the form that somebody has open; empty when there is none."""
        view = self.slack.view(account(who))
        return str(view["callback_id"]) if view else ""

    def window(self, who: str) -> str:
        """All words in the window that somebody has open."""
        return words_seen.words(self.slack.view(account(who)))

    def button(self, who: str, action: str) -> tuple[str, str, str, str | None]:
        """Channel, message, action id and option of the newest button with that action that somebody sees."""
        user = account(who)
        spots: list[tuple[float, tuple[str, str, str, str | None]]] = []
        for place in self.slack.workspace.channels.values():
            if place.user in {None, user}:
                shown = [(post.ts, post.blocks) for post in place.posts.values() if post.user == BOT_USER]
                shown += [(note.ts, note.blocks) for note in self.slack.ephemerals(user, place.id)]
                for ts, blocks in shown:
                    if spot := words_seen.place_of(blocks, action):
                        spots.append((float(ts), (place.id, ts, spot[1], spot[2])))
        if not spots:
            raise LookupError(f"{who} sees no button {action}")
        return max(spots)[1]

    def _posts(self, where: str) -> list[dict[str, Any]]:
        room = self.slack.workspace.channel(where)
        posts = sorted((post for post in room.posts.values() if not post.stone), key=lambda post: float(post.ts))
        return [post.shape(metadata=True) for post in posts if post.user == BOT_USER and not post.subtype]
