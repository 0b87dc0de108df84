"""The chat page `/chat`: the local chat as one person sees it; leaves posting to `deeds`, the wire to `stream`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from markupsafe import Markup

from bot.pages import security, view, words
from bot.pages.assets import Assets
from bot.pages.demo import MOVES, ChannelView, Demo, PersonView
from bot.pages.hub import Hub
from bot.pages.labels import LANGUAGES, label, scripts
from bot.pages.paint import Painter
from bot.pages.unread import Badges, Unread
from bot.pages.view import Reader
from bot.platforms.local.log import Post

MOST_BYTES = 100_000
"""The longest message that the page takes, in bytes of UTF-8."""

WHY = "why/"
"""What the panel is asked about begins with this when a message is to be explained."""
_NEARBY = 5


class Room:
    """What the page's parts share: the desk, who has read what, who listens."""

    def __init__(self, demo: Demo, assets: Assets) -> None:
        """Begin to watch the desk's chat."""
        self.demo = demo
        self.hub = Hub()
        self.unread = Unread()
        self.paint = Painter(assets)
        self.stop_watching = demo.chat.on_change(self.hub.publish)

    def close(self) -> None:
        """Let every open page go."""
        self.stop_watching()
        self.hub.ping("end")

    def reader(self, person_id: str, language: str) -> Reader:
        """The person for whom a page is made. Raises 404 for an unknown person."""
        people = self.demo.people(language if language in LANGUAGES else "sv")
        person = next((one for one in people if one.id == person_id), None)
        if person is None:
            raise web.HTTPNotFound(text=label("sv", "nobody_found"))
        chosen = language if language in LANGUAGES else person.language
        return Reader(
            person=person,
            language=chosen if chosen in LANGUAGES else "sv",
            zone=self.demo.zone,
            people={one.account: one for one in people},
        )

    def channels(self, reader: Reader) -> Sequence[ChannelView]:
        """Where the reader may be."""
        return self.demo.channels(reader.person, reader.language)

    def posts(self, reader: Reader, channel: str) -> list[Post]:
        """What the reader sees in a channel."""
        return view.readable(self.demo.chat.log.within(channel), reader)

    def badges(self, reader: Reader) -> Badges:
        """What is new."""
        channels = {one.id for one in self.channels(reader)}
        everything = self.demo.chat.log.everything()
        return self.unread.badges(everything, reader.person, channels, tuple(reader.people.values()))

    def read(self, reader: Reader, channel: str) -> None:
        """The reader has the channel open."""
        posts = self.demo.chat.log.within(channel)
        self.unread.seen(reader.person.account, channel, max((post.order for post in posts), default=0))

    def now_words(self, reader: Reader) -> str:
        """The desk clock in words."""
        return words.full(self.demo.now(), self.demo.zone, reader.language)

    async def panel(self, about: str, reader: Reader) -> str:
        """The inside of the panel; `about` is a question's number, a message's id, `why/` and such an id, or empty."""
        if about.startswith(WHY):
            return self.paint.why(await self.demo.why(about.removeprefix(WHY), reader.language), reader)
        found = None
        if about:
            found = await self.demo.panel(int(about) if about.isdecimal() else about, reader.language)
        return self.paint.panel(found, self.demo.now(), reader)


class ChatPage:
    """What is loaded: the page itself, the panel, and the way to a message."""

    def __init__(self, room: Room) -> None:
        """Everything is asked of the room at each request."""
        self._room = room

    def routes(self) -> list[web.RouteDef]:
        """The routes of what is loaded."""
        return [web.get("/chat", self.show), web.get("/chat/panel", self.panel), web.get("/chat/go", self.go)]

    async def show(self, request: web.Request) -> web.Response:
        """The page; without `as` or `in` it begins with the first person and the first channel."""
        query = request.query
        people = self._room.demo.people(query.get("lang", "sv"))
        if "as" not in query:
            raise web.HTTPSeeOther(address(people[0], None, query.get("lang", "")))
        reader = self._room.reader(query["as"], query.get("lang", ""))
        channels = self._room.channels(reader)
        channel = next((one for one in channels if one.id == query.get("in")), channels[0])
        self._room.read(reader, channel.id)
        token = security.token(request)
        about = query.get("about") or self._latest(reader, channel)
        about = about if about and self._may_ask(about, reader) else ""
        values = await self._values(reader, channel, query.get("lang", ""), about)
        theme = request.cookies.get("theme", "")
        page = self._room.paint.chat(
            reader, {**values, "token": token, "theme": theme if theme in ("light", "dark") else ""}
        )
        response = web.Response(text=page, content_type="text/html")
        security.give_token(response, token)
        return response

    async def panel(self, request: web.Request) -> web.Response:
        """The inside of "Vad händer?" as HTML; a message that the reader may not see is like none."""
        reader = self._room.reader(request.query.get("as", ""), request.query.get("lang", ""))
        about = request.query.get("about", "")
        if about and not self._may_ask(about, reader):
            about = ""
        return web.Response(text=await self._room.panel(about, reader), content_type="text/html")

    async def go(self, request: web.Request) -> web.Response:
        """Leads to the message with an `id` or a `key`, in its channel; to the first channel when it is not there."""
        query = request.query
        people = self._room.demo.people("sv")
        reader = self._room.reader(query.get("as") or people[0].id, query.get("lang", ""))
        log = self._room.demo.chat.log
        post = log.get(query.get("id", "")) or log.keyed(query.get("key", ""), reader.person.account)
        channel = next((one for one in self._room.channels(reader) if post and one.id == post.channel), None)
        mark = f"#m-{post.id}" if post and channel and post.seen_by(reader.person.account) else ""
        raise web.HTTPSeeOther(address(reader.person, channel, query.get("lang", "")) + mark)

    def _may_ask(self, about: str, reader: Reader) -> bool:
        """Whether the reader sees that message (also after `why/`), or one of ours about the question of that number."""
        about = about.removeprefix(WHY)
        log, channels = self._room.demo.chat.log, self._room.channels(reader)
        posts = (
            [post for post in log.everything() if post.message and str(post.message.about) == about]
            if about.isdecimal()
            else [post for post in (log.place(about),) if post]
        )
        return any(_among(post.channel, channels) for post in view.readable(posts, reader))

    def _latest(self, reader: Reader, channel: ChannelView) -> str:
        """The newest question of the channel."""
        said = (post.message for post in reversed(self._room.posts(reader, channel.id)) if post.message)
        return next((str(one.about) for one in said if one.about is not None), "")

    def _examples(self, reader: Reader, channel: ChannelView, posts: Sequence[Post]) -> Sequence[str]:
        """What to try in the support channel, for somebody who has not written there; a contact has answers to give."""
        wrote = any(post.author == reader.person.account for post in posts)
        if wrote or channel.kind != "support" or (posts and reader.person.is_contact):
            return ()
        return self._room.demo.examples(reader.person, reader.language)

    async def _values(self, reader: Reader, channel: ChannelView, lang: str, about: str) -> dict[str, Any]:
        room = self._room
        channels, posts = room.channels(reader), room.posts(reader, channel.id)
        badges = room.badges(reader)
        people = tuple(reader.people.values())

        def link(person: PersonView, place: ChannelView | None = None) -> str:
            return address(person, place, lang)

        return {
            "organisation": room.demo.title,
            "channel": channel,
            "places": (
                (reader.t("channels"), [one for one in channels if one.kind != "direct"]),
                (reader.t("direct"), [one for one in channels if one.kind == "direct"]),
            ),
            "threads": view.threads(posts, reader),
            "examples": self._examples(reader, channel, posts),
            "groups": _groups(people, reader),
            "nearby": _nearby(people, reader.person, badges),
            "badges": badges,
            "total": sum(badges.channels.values()),
            "role": view.who(reader.person, reader),
            "who": lambda person: view.who(person, reader),
            "link": link,
            "hue": words.hue,
            "initials": words.initials,
            "now": room.demo.now(),
            "now_words": room.now_words(reader),
            "moves": MOVES,
            "cursor": room.hub.cursor,
            "most": MOST_BYTES,
            "script_words": scripts(reader.language),
            "panel_about": about,
            "panel_html": Markup(await room.panel(about, reader)),  # noqa: S704 - made by our own template
            "other_language": address(reader.person, channel, "sv" if reader.language == "en" else "en"),
        }


def address(person: PersonView, channel: ChannelView | None, language: str) -> str:
    """Where the page is for a person in a channel; `language` is empty unless somebody has chosen it."""
    asked = {"as": person.id, **({"in": channel.id} if channel else {}), **({"lang": language} if language else {})}
    return f"/chat?{urlencode(asked)}"


def _among(channel: str, channels: Sequence[ChannelView]) -> bool:
    return any(one.id == channel for one in channels)


def _groups(people: Sequence[PersonView], reader: Reader) -> list[tuple[str, list[PersonView]]]:
    """Central contacts first, then school by school with its contacts before its teachers."""
    groups: dict[str, list[PersonView]] = {reader.t("group.central"): []}
    for person in people:
        title = person.schools[0] if person.schools else reader.t("group.none")
        groups.setdefault(reader.t("group.central") if person.role == "central" else title, []).append(person)
    return [(title, sorted(group, key=lambda one: one.role == "teacher")) for title, group in groups.items() if group]


def _nearby(people: Sequence[PersonView], me: PersonView, badges: Badges) -> list[PersonView]:
    """A few people to be next: those who have something new, then the reader's school, then the central contacts."""

    def distance(person: PersonView) -> tuple[bool, bool, bool]:
        same_school = bool(set(person.schools) & set(me.schools))
        return not badges.people.get(person.id), not same_school, not person.is_contact

    return sorted((one for one in people if one.id != me.id), key=distance)[:_NEARBY]
