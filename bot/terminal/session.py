"""What is typed in the terminal, and what it does; leaves what is seen to the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.demo import DemoDesk
from bot.pages.demo import PersonView
from bot.platforms.base import Gone, TryLater
from bot.platforms.local.log import Post
from bot.terminal import words
from bot.terminal.forms import Cancelled, values_of
from bot.terminal.jumps import FARTHEST, parse_jump
from bot.terminal.lines import Ended, Lines
from bot.terminal.screen import Screen
from knowledge.conversation.message import Form, Shown

BREATH = 1.0
"""Seconds between two looks at what is due, while nothing is typed."""


class Session:
    """One person at a time talks with the desk, until the lines end."""

    def __init__(self, desk: DemoDesk, lines: Lines, screen: Screen, *, echo: bool) -> None:
        """`echo`: lines are piped in and are to be written down."""
        self._desk, self._lines, self._screen, self._echo = desk, lines, screen, echo
        self._commands: dict[str, Callable[[str], Awaitable[None]]] = {
            "as": self._become, "in": self._go, "thread": self._thread, "read": self._read, "jump": self._jump,
            "edit": self._edit, "delete": self._delete, "say": self._say, "support": self._desks, "help": self._help,
            "quit": self._quit,
        }  # fmt: skip

    async def run(self) -> None:
        """Talk until `/sluta` or the end of the lines."""
        self._screen.line(words.say(self._screen.language, "hello", title=self._desk.title))
        self._screen.begin()
        try:
            while True:
                await self._do(await self._ask(""))
                await self._desk.rest()
        except Ended:
            await self._desk.rest()
            self._screen.say("bye")

    async def _ask(self, prompt: str) -> str:
        """One line, with those that it goes on in; meanwhile what is due happens."""
        said: list[str] = []
        while True:
            self._screen.prompt(prompt if not said else "…")
            try:
                line = await self._lines.next(BREATH)
            except TimeoutError:
                await self._desk.rest()
                continue
            self._screen.typed(line, echo=self._echo)
            said.append(line.removesuffix("\\"))
            if not line.endswith("\\"):
                return "\n".join(said)

    async def _do(self, line: str) -> None:
        line = line.strip()
        if not line:
            return
        try:
            if line.isdecimal() and len(line) < 6:
                await self._press(int(line))
            elif line.startswith("/") and not line.startswith("//"):
                await self._command(line[1:])
            else:
                await self._say(line)
        except Gone:
            self._screen.say("gone")
        except TryLater:
            self._screen.say("later")

    async def _command(self, typed: str) -> None:
        """One of the terminal's own, or else of the desk's."""
        word, _, rest = typed.partition(" ")
        do = self._commands.get(words.COMMANDS.get(word.casefold(), ""))
        await (do(rest.strip()) if do else self._desks(typed))

    async def _say(self, text: str, thread: str | None = None) -> None:
        screen, chat = self._screen, self._desk.chat
        if not text:
            screen.say("what")
            return
        thread = thread or screen.thread
        root = chat.log.place(thread) if thread else None
        channel = root.channel if root else screen.place.id
        await chat.say(screen.me.account, channel, text, thread=thread)

    async def _desks(self, typed: str) -> None:
        screen = self._screen
        await self._shown(await self._desk.chat.command(screen.me.account, screen.place.id, typed))

    async def _press(self, number: int) -> None:
        meant = self._screen.paint.buttons.meant(number)
        post = self._desk.chat.log.get(meant[0]) if meant else None
        standing = post.message.buttons if post and post.message and self._screen.sees(post) else ()
        contact = self._screen.me.is_contact
        button = next((one for one in standing if meant and one.action == meant[1] and (contact or not one.more)), None)
        if post is None or button is None:
            self._screen.say("no_button", typed=number)
            return
        await self._shown(await self._desk.chat.press(self._screen.me.account, post.id, button.action))

    async def _shown(self, shown: Shown | None) -> None:
        """A notice stands in the chat already; a form is filled in here, until the desk takes it."""
        screen = self._screen
        try:
            while isinstance(shown, Form):
                today = self._desk.now().astimezone(self._desk.zone).date()
                values = await values_of(shown, self._ask_field, screen.line, today)
                shown = await self._desk.chat.fill(screen.me.account, shown.name, shown.about, values)
        except Cancelled:
            screen.say("cancelled")

    async def _ask_field(self, prompt: str) -> str:
        """A line for a form; one may leave from there too."""
        line = await self._ask(prompt)
        if words.COMMANDS.get(line.strip().casefold().removeprefix("/")) == "quit" and line.strip().startswith("/"):
            raise Ended
        return line

    async def _become(self, typed: str) -> None:
        language = self._screen.language
        people = self._desk.people(language)
        if not typed:
            named = "\n".join(f"  {one.id:<12} {one.name}, {words.about(one, language)}" for one in people)
            self._screen.line(f"{words.say(language, 'people')}\n{named}")
            return
        person = person_named(typed, list(people))
        if person is None:
            self._screen.say("no_person", typed=typed)
        else:
            self._screen.become(person)

    async def _go(self, typed: str) -> None:
        screen, places = self._screen, self._screen.places()
        if not typed:
            named = "\n".join(f"  {screen.named(one)}  {one.about}" for one in places)
            screen.line(f"{words.say(screen.language, 'places')}\n{named}")
            return
        wanted = typed.casefold().lstrip("#")
        exact = [
            one for one in places if wanted in {one.id.casefold(), one.name.casefold(), one.kind, screen.named(one)}
        ]
        begins = exact or [one for one in places if wanted and one.name.casefold().startswith(wanted)]
        if not begins:
            screen.say("no_place", typed=typed)
            return
        screen.place, screen.thread = begins[0], None
        screen.header()
        screen.show(screen.of_place())

    async def _thread(self, typed: str) -> None:
        """Reply in a thread, go into it, or out of it."""
        screen, (number, _, text) = self._screen, typed.partition(" ")
        if not number:
            screen.thread = None
            screen.say("out_of_thread", place=screen.named(screen.place))
            return
        root = self._root(number)
        if root is None:
            screen.say("no_thread", typed=number)
        elif text.strip():
            await self._say(text.strip(), root)
        else:
            screen.thread = root
            screen.say("into_thread", number=number.strip("[]"))

    def _root(self, typed: str) -> str | None:
        """The root of the thread with that number, if one sees it."""
        number = typed.strip("[]")
        meant = self._screen.paint.threads.meant(int(number)) if number.isdecimal() and len(number) < 6 else None
        return meant[0] if meant and self._screen.of_thread(meant[0]) else None

    async def _read(self, typed: str) -> None:
        root = self._root(typed) if typed else self._screen.thread
        if typed and root is None:
            self._screen.say("no_thread", typed=typed)
            return
        self._screen.show(self._screen.of_thread(root) if root else self._screen.of_place())

    async def _jump(self, typed: str) -> None:
        to = parse_jump(typed, self._desk.now().astimezone(self._desk.zone))
        if to is None:
            self._screen.say("no_jump", days=FARTHEST.days)
            return
        await (self._desk.move(to) if isinstance(to, str) else self._desk.forward(to))
        self._screen.header()

    async def _edit(self, text: str) -> None:
        """Change one's latest message in the place."""
        post = self._latest()
        if post and text:
            await self._desk.chat.edit(post.id, text)
        elif post:
            self._screen.say("what")

    async def _delete(self, _rest: str) -> None:
        """Remove it."""
        if post := self._latest():
            await self._desk.chat.delete(post.id)

    def _latest(self) -> Post | None:
        """One's latest message in the place; when there is none, that is said."""
        me = self._screen.me.account
        post = next((one for one in reversed(self._screen.of_place()) if one.author == me), None)
        if post is None:
            self._screen.say("nothing_to_change")
        return post

    async def _help(self, _rest: str) -> None:
        self._screen.say("help", place=self._screen.named(self._screen.place))

    async def _quit(self, _rest: str) -> None:
        raise Ended


def person_named(typed: str, people: list[PersonView]) -> PersonView | None:
    """Somebody by id or name, or by how the name begins if only one begins so."""
    wanted = typed.strip().casefold()
    exact = [one for one in people if wanted in {one.id.casefold(), one.name.casefold()}]
    begins = exact or [one for one in people if one.name.casefold().startswith(wanted)]
    return begins[0] if len(begins) == 1 else None
