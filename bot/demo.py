"""The demo desk: a sample municipality, as the chat page asks for it; leaves the page to bot/pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import config
from bot.app import build
from bot.clock import Clock, Clocks, MovableClock
from bot.demo_keeper import Keeper
from bot.embedding.meanings import Meanings
from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.pages.demo import ChannelView, PanelView, PersonView, WhyView
from bot.panel import Panel
from bot.panel_why import WhyPanel
from bot.platforms.local.adapter import LocalPlatform
from bot.rehearsal.stage import everybody_local
from bot.settings_values import Settings
from handlers.context import Desk
from knowledge.conversation.event import Event
from knowledge.conversation.message import Shown
from knowledge.support.directory import Directory, Person, PlaceKind, Role
from knowledge.support.finding import reads
from storage.store import Store

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_OFFSET = "demo/clock"
AFTER_OPENING = timedelta(minutes=90)
_EXAMPLES = {
    "sv": ("Hur tilldelar jag en planering till min klass?", "föräldrarna ser ingenting av det jag la upp igår",
           "det funkar inte", "Hur får jag in gympasalens schema i unikum?", "Ser vårdnadshavare mina utkast?"),
    "en": ("Why am I logged out all the time?", "parents can't see what I posted yesterday", "it doesn't work",
           "How do I share a plan with my class?", "Can guardians see my drafts?"),
}  # fmt: skip


class DemoDesk:
    """A running desk that anybody can play with."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: MovableClock,
        directory: Directory,
        meanings: Meanings | None = None,
    ) -> None:
        self._directory, self._clock = directory, clock
        self.chat = LocalPlatform(clock=clock.now, names=self.name, accounts=self.accounts)
        self.settings = settings
        self.app = build(store, settings, {"local": self.chat}, Clocks(desk=clock), meanings=meanings)
        self.keeper = Keeper(store, self.chat)
        self.zone: tzinfo = ZoneInfo(directory.organisation.time_zone)
        self.title = directory.organisation.name
        self._panel = Panel(self.app, self.chat)
        self._why = WhyPanel(self.app, self.chat)

    def people(self, language: str) -> Sequence[PersonView]:
        """Everybody whom one can be; teachers first, since they ask."""
        order = {Role.TEACHER: 0, Role.LOCAL: 1, Role.CENTRAL: 2}
        everybody = sorted(self._directory.people, key=lambda person: order[person.role])
        return [self._person(person, language) for person in everybody if "local" in person.accounts]

    def _person(self, person: Person, language: str) -> PersonView:
        schools = tuple(school.name for school in self._directory.schools if school.id in person.schools)
        words = {"technical": ("teknik", "technical"), "pedagogical": ("pedagogik", "teaching")}
        note = ", ".join(words[area][language == "en"] for area in person.areas if area in words)
        away = person.absence(self.now().astimezone(self.zone).date())
        if away:
            note = f"{'away until' if language == 'en' else 'borta till och med'} {away.last.isoformat()}"
        return PersonView(id=person.id, account=person.accounts["local"], name=person.name, role=person.role.value,
                          schools=schools, note=note, language=person.language or "sv")  # fmt: skip

    def channels(self, person: PersonView, language: str) -> Sequence[ChannelView]:
        """The support channel first, the own conversation with the bot last."""
        me = self._directory.person(person.id)
        seen = [place for place in self._directory.places if me and reads(me, place)]
        seen.sort(key=lambda place: (place.kind is not PlaceKind.SUPPORT, self._directory.places.index(place)))
        views = [
            ChannelView(id=place.channels["local"], name=place.name or place.id, kind=place.kind.value,
                        about=_ABOUT[place.kind][language == "en"])
            for place in seen
            if "local" in place.channels
        ]  # fmt: skip
        own = ChannelView(id=f"direct:{person.account}", name="Supporten" if language == "sv" else "The desk",
                          kind="direct", about=_ABOUT_DIRECT[language == "en"])  # fmt: skip
        return [*views, own]

    def examples(self, person: PersonView, language: str) -> Sequence[str]:
        """Messages to try."""
        return _EXAMPLES["en" if language == "en" else "sv"] if person.role == "teacher" else ()

    def now(self) -> datetime:
        """The desk clock."""
        return self._clock.now()

    async def move(self, to: str) -> datetime:
        """Move the desk clock; it stops at each due moment on the way."""
        return await self.forward(self._target(to, await self._desk()))

    async def forward(self, to: datetime) -> datetime:
        """The same, to any moment ahead."""
        await self.app.worker.jump(self._clock, to)
        async with self.app.store.transaction() as tx:
            await tx.desk.set(_OFFSET, self._clock.offset.total_seconds())
        await self.refresh()
        return self.now()

    async def rest(self) -> None:
        """Do what is due and deliver what comes of it, where no worker runs by itself."""
        await self.app.worker.jump(self._clock, self.now())
        await self.refresh()

    def _target(self, to: str, desk: Desk) -> datetime:
        if to in {"+30m", "+4h"}:
            return self.now() + (timedelta(minutes=30) if to == "+30m" else timedelta(hours=4))
        local = self.now().astimezone(self.zone)
        if to == "tomorrow":
            return (local + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
        day = desk.working.add_working_days(local.date(), 1)
        return desk.working.next_open(datetime(day.year, day.month, day.day, tzinfo=self.zone))

    async def _desk(self) -> Desk:
        async with self.app.store.reading() as tx:
            return self.app.bot.desk(tx, await tx.directory.load(), Event(id="demo", at=self.now()), None)

    async def panel(self, about: int | str, language: str) -> PanelView | None:
        """What is going on with a question or a message."""
        return await self._panel.of(about, language)

    async def why(self, message: str, language: str) -> WhyView | None:
        """Why the desk would do what it would do with a message."""
        return await self._why.of(message, language)

    async def hear(self, event: Event) -> Shown | None:
        """As the bot hears it; who is who may have changed afterwards."""
        shown = await self.app.bot.hear(event)
        await self.refresh()
        return shown

    async def refresh(self) -> None:
        """Read the directory again."""
        async with self.app.store.reading() as tx:
            self._directory = await tx.directory.load()

    def name(self, account: str) -> str:
        """What an account is called."""
        found = (p.name for p in self._directory.people if p.accounts.get("local") == account)
        return next(found, account)

    def accounts(self) -> list[str]:
        """Everybody who can be mentioned."""
        return [p.accounts["local"] for p in self._directory.people if "local" in p.accounts]


_ABOUT = {
    PlaceKind.SUPPORT: ("Alla frågar här, och alla ser svaren.", "Everyone asks here and sees the answers."),
    PlaceKind.CONTACTS: ("Skolornas kontakter och de centrala.", "The schools' contacts and the central ones."),
    PlaceKind.CENTRAL: ("De centrala kontakterna.", "The central contacts."),
    PlaceKind.SCHOOL: ("En skolas egen kanal.", "A school's own channel."),
    PlaceKind.NEWS: ("Nyheter från de centrala kontakterna.", "News from the central contacts."),
}  # fmt: skip
_ABOUT_DIRECT = ("Bara du och supporten.", "Only you and the desk.")


async def open_demo(
    store: Store, machine: Clock | None = None, meanings: Meanings | None = None, address: str = ""
) -> DemoDesk:
    """A demo on an open, migrated database; an empty one gets the sample municipality, in opening hours.

    `address`: of its web server; empty = it has none.
    """
    settings = config.load({}, overrides={"web": {"address": address}} if address else {})
    clock = MovableClock(machine=machine)
    async with store.transaction() as tx:
        if not (await tx.directory.load()).people:
            await tx.directory.replace(everybody_local(read_directory(SAMPLES / "storkoping" / "directory.yaml").value))
            await tx.faq.replace(read_faq(SAMPLES / "unikum" / "faq_sv.yaml").value, None, clock.now())
            await tx.desk.set(_OFFSET, _to_opening(settings, await tx.directory.load(), clock.now()).total_seconds())
        clock.offset = timedelta(seconds=float(await tx.desk.get(_OFFSET) or 0))
        directory = await tx.directory.load()
        kept = await tx.chat.all()
    desk = DemoDesk(store, settings, clock, directory, meanings)
    desk.chat.restore(kept)
    desk.keeper.begin()
    await desk.chat.start(desk.hear)
    return desk


def _to_opening(settings: Settings, directory: Directory, now: datetime) -> timedelta:
    """How far a new demo's clock is ahead: whoever tries it on a Sunday finds the desk open all the same."""
    opens = settings.calendar.working_time(directory).next_open(now)
    return opens - now + AFTER_OPENING if opens > now else timedelta()
