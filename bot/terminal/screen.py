"""What one person sees, written as it happens; leaves what is typed to the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.demo import DemoDesk
from bot.pages.demo import ChannelView, PersonView
from bot.pages.words import day, full
from bot.platforms.local.log import Change, Post
from bot.terminal.lines import safe
from bot.terminal.paint import Painter
from bot.terminal.words import about, say

SHOWN = 15
"""How many messages are shown at most when one comes somewhere."""


class Screen:
    """The view of the person whom one is, in the place where one is."""

    def __init__(self, desk: DemoDesk, write: Callable[[str], None], me: PersonView) -> None:
        """Begin to watch the desk's chat."""
        self.desk, self.me = desk, me
        self.place = self.places()[0]
        self.thread: str | None = None
        """The root of the thread that one is in."""
        self._write = write
        self.paint = Painter(desk.chat.log, desk.zone, desk.name)
        self._happened = [post.id for post in desk.chat.log.everything()]
        """The ids of the messages that came or changed, in order."""
        self._seen: dict[str, int] = {}
        """Account -> how much of it that person has seen."""
        self._day = ""
        self._prompted = False
        self.stop = desk.chat.on_change(self._changed)

    @property
    def language(self) -> str:
        """In which the terminal speaks."""
        return self.me.language

    def places(self) -> Sequence[ChannelView]:
        """Where the person may be."""
        return self.desk.channels(self.me, self.language)

    def say(self, key: str, **blanks: object) -> None:
        """Words of the terminal's own."""
        self.line(say(self.language, key, **blanks))

    def line(self, text: str) -> None:
        """Write a line, or some; nothing in it is obeyed by the terminal."""
        start = "\n" if self._prompted else ""
        self._prompted = False
        shown = (line[: len(line) - len(line.lstrip(" "))] + safe(line) for line in text.split("\n"))
        self._write(start + "\n".join(shown) + "\n")

    def prompt(self, text: str = "") -> None:
        """Say that a line may be typed; once, until something else is written or `typed` is told."""
        if not self._prompted:
            self._write(safe(text or self._where()) + " ")
            self._prompted = True

    def typed(self, line: str, *, echo: bool) -> None:
        """A line came; one that was piped in is written, so that a record of it can be read."""
        if echo:
            self._write(f"{safe(line)}\n")
        self._prompted = False

    def _where(self) -> str:
        thread = f" ‹{self.paint.threads.of(self.thread)}›" if self.thread else ""
        return f"{self.me.name}, {self.named(self.place)}{thread} >"

    def named(self, place: ChannelView) -> str:
        """A place as it is called here."""
        return say(self.language, "direct") if place.kind == "direct" else f"#{place.name}"

    def header(self) -> None:
        """Who one is, where and when."""
        now = full(self.desk.now(), self.desk.zone, self.language)
        self.say("you", name=self.me.name, about=about(self.me, self.language), place=self.named(self.place), now=now)

    def become(self, person: PersonView) -> None:
        """Be somebody else, in the same place if that person may be there; what is new for that person is shown."""
        self._seen[self.me.account] = len(self._happened)
        self.me, self.thread = person, None
        self.place = next((one for one in self.places() if one.id == self.place.id), self.places()[0])
        self.begin()

    def begin(self) -> None:
        """Who one is, and what is new."""
        self.header()
        news = dict.fromkeys(reversed(self._happened[self._seen.get(self.me.account, 0) :]))
        found = [post for post in map(self.desk.chat.log.get, reversed(news)) if post and self._is_news(post)]
        if found:
            self.say("new")
            self.show(found)
        self._seen[self.me.account] = len(self._happened)

    def _is_news(self, post: Post) -> bool:
        return self.sees(post) and post.author != self.me.account

    def sees(self, post: Post) -> bool:
        """Whether the person may read it."""
        return post.seen_by(self.me.account) and any(place.id == post.channel for place in self.places())

    def show(self, posts: Sequence[Post]) -> None:
        """The last of these messages, and how many more there are."""
        if len(posts) > SHOWN:
            self.say("earlier", count=len(posts) - SHOWN)
        if not posts:
            self.say("nothing")
        for post in posts[-SHOWN:]:
            self._post(post)

    def of_place(self) -> list[Post]:
        """What stands in the place, oldest first."""
        return [post for post in self.desk.chat.log.within(self.place.id) if self.sees(post) and not post.gone]

    def of_thread(self, root: str) -> list[Post]:
        """A message and what hangs under it."""
        log = self.desk.chat.log
        found = [post for post in (log.get(root), *log.replies(root)) if post]
        return [post for post in found if self.sees(post)]

    def _changed(self, change: Change) -> None:
        """Something came, changed or went: whoever looks on sees it."""
        self._happened.append(change.post.id)
        removed = change.kind == "removed"
        if self.sees(change.post) and not (removed and change.post.gone):  # that was told when it left its empty place
            how = "removed" if removed or change.post.gone else "changed" if change.kind == "changed" else ""
            self._post(change.post, how)

    def _post(self, post: Post, how: str = "") -> None:
        today = day(post.at.astimezone(self.desk.zone), self.language)
        if today != self._day:
            self._day = today
            self.line(f"── {today} ──")
        place = next((one for one in self.places() if one.id == post.channel), self.place)
        elsewhere = "" if place.id == self.place.id else f"{self.named(place)} "
        self.line(self.paint.post(post, self.language, elsewhere, how, contact=self.me.is_contact))
