"""The chat as one person sees it, as values for the templates; leaves the HTML around them to the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.pages import words
from bot.pages.demo import PersonView
from bot.pages.labels import label
from bot.platforms.local.log import Post
from bot.platforms.local.render import Rendered, render
from knowledge.conversation.event import DIRECT

REACTIONS = {"done": "✅", "looking": "👀"}
"""Neutral name of a reaction -> how it is shown, beside its words."""

_FOLD_FROM = 5
_STAYS_OPEN = 2


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The person for whom the page is made."""

    person: PersonView
    language: str
    zone: tzinfo
    people: Mapping[str, PersonView]
    """By account id."""

    def t(self, key: str, /, **blanks: object) -> str:
        """The page's own words in the reader's language."""
        return label(self.language, key, **blanks)

    def name(self, account: str) -> str:
        """What somebody is called."""
        person = self.people.get(account)
        return person.name if person else account


@dataclass(frozen=True, kw_only=True)
class ReactionView:
    """One kind of reaction on a message."""

    name: str
    sign: str
    words: str
    """Who set it, in words."""
    count: int
    own: bool


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message."""

    id: str
    root: str
    channel: str
    author: str
    role: str
    """What the author is, in words."""
    initials: str
    hue: int
    at: datetime
    """In the organisation's time zone."""
    time: str
    text: str = ""
    """What a person wrote."""
    bot: Rendered | None = None
    """What the desk says."""
    key: str = ""
    language: str = "sv"
    state: str = ""
    state_words: str = ""
    panel: str = ""
    """What the panel is asked about: a question's number or a message's id."""
    card: bool = False
    """Whether it is the living card of a question."""
    private: bool = False
    own: bool = False
    edited: bool = False
    gone: bool = False
    pinned: bool = False
    calls_you: bool = False
    direct: bool = False
    reactions: tuple[ReactionView, ...] = ()
    folded: bool = False
    """Whether it is put away while its thread is folded."""


@dataclass(frozen=True, kw_only=True)
class ThreadView:
    """A message with what hangs under it."""

    root: MessageView
    replies: tuple[MessageView, ...] = ()
    day: str = ""
    """The day, if it is another than that of the thread before."""
    folded: int = 0
    """How many replies are put away."""


def message(post: Post, reader: Reader) -> MessageView:
    """The message as the reader sees it."""
    author = reader.people.get(post.author or "")
    at = post.at.astimezone(reader.zone)
    name = reader.t("bot") if post.author is None else reader.name(post.author)
    common = MessageView(
        id=post.id,
        root=post.root,
        channel=post.channel,
        author=name,
        role=who(author, reader) if author else "",
        initials=words.initials(name),
        hue=words.hue(post.author or ""),
        at=at,
        time=words.clock(at),
        key=post.key,
        panel=post.id,
        private=post.only_for is not None,
        own=post.author == reader.person.account,
        edited=post.edited,
        gone=post.gone,
        pinned=post.pinned,
        direct=post.channel.startswith(f"{DIRECT}:"),
        reactions=_reactions(post, reader),
    )
    return _of_bot(common, post, reader) if post.message else replace(common, text=post.text)


def _of_bot(common: MessageView, post: Post, reader: Reader) -> MessageView:
    said = post.message
    if said is None:
        return common
    state = said.state or ""
    card = post.key.endswith("/card") and post.only_for is None
    return replace(
        common,
        role=reader.t("bot_role"),
        bot=render(said, reader.person.id),
        language=said.language,
        state=state,
        state_words=reader.t(f"state.{state}") if state and card else "",
        panel=str(said.about) if said.about is not None else post.id,
        card=card,
        calls_you=reader.person.id in said.mentions,
    )


def who(person: PersonView, reader: Reader) -> str:
    """lärare, Lindskolan."""
    return ", ".join(word for word in (reader.t(f"role.{person.role}"), *person.schools, person.note) if word)


def _reactions(post: Post, reader: Reader) -> tuple[ReactionView, ...]:
    found: list[ReactionView] = []
    for name, sign in REACTIONS.items():
        people = [account for reaction, account in post.reactions if reaction == name]
        if people:
            names = ", ".join(map(reader.name, people))
            said = reader.t("reacted", reaction=reader.t(f"reaction.{name}"), n=len(people), people=names)
            own = reader.person.account in people
            found.append(ReactionView(name=name, sign=sign, words=said, count=len(people), own=own))
    return tuple(found)


def readable(posts: Iterable[Post], reader: Reader) -> list[Post]:
    """Those that nothing private keeps from the reader."""
    return [post for post in posts if post.seen_by(reader.person.account)]


def threads(posts: Sequence[Post], reader: Reader) -> list[ThreadView]:
    """A channel's messages, each with its replies, oldest first; a reply whose root is missing stands by itself."""
    roots = {post.id for post in posts if post.thread is None}
    under: dict[str, list[MessageView]] = {}
    for post in posts:
        if post.thread in roots:
            under.setdefault(str(post.thread), []).append(message(post, reader))
    found: list[ThreadView] = []
    last = ""
    for post in posts:
        if post.thread not in roots:
            root = message(post, reader)
            day = words.day(root.at, reader.language)
            replies, folded = _fold(under.get(post.id, []))
            found.append(ThreadView(root=root, replies=replies, folded=folded, day=day if day != last else ""))
            last = day
    return found


def _fold(replies: list[MessageView]) -> tuple[tuple[MessageView, ...], int]:
    """In a long thread, all but the card and the last few replies are put away."""
    if len(replies) < _FOLD_FROM:
        return tuple(replies), 0
    closed = [one for one in replies[:-_STAYS_OPEN] if not one.card]
    ids = {one.id for one in closed}
    return tuple(replace(one, folded=one.id in ids) for one in replies), len(closed)


def excerpt(view: MessageView, most: int = 160) -> str:
    """Who says what, in one line, for those who listen to the page."""
    text = view.bot.html.striptags() if view.bot else view.text
    text = " ".join(text.split())
    return f"{view.author}: {text if len(text) <= most else text[:most].rsplit(' ', 1)[0] + '…'}"
