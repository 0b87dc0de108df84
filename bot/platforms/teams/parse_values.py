"""Reads what every activity of Teams has: who, where, when, under which name; leaves what has happened to its neighbours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from bot.platforms.shared.payloads import Body, first, must, part, parts, text
from bot.platforms.teams.door import CHANNEL, GROUP, PERSONAL
from knowledge.conversation.event import DIRECT, Account, MessageRef

PLATFORM = "teams"
_BOT, _PERSON = "28:", "8:orgid:"
"""Begin Teams' ids of a bot, and of a person whose directory id stands behind it."""
_ROOT = "messageid="
_LANGUAGES = frozenset({"sv", "en"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR = 2000
"""What is older was never set: .NET writes the year 1 then."""


@dataclass(frozen=True, kw_only=True)
class Ours:
    """Who we are, and which reactions count."""

    bot: str
    """Our id, with or without its `28:`."""
    done: tuple[str, ...] = ()
    """Names of the reactions that say that a question is solved."""
    looking: tuple[str, ...] = ()
    """Names of the reactions that say that somebody looks at it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What people are called, by account id, as far as it is known."""

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """Name -> account id, of everybody whose name is nobody else's."""
        found: dict[str, str] = {}
        for who, name in self.names.items():
            found[name] = "" if name in found else who
        return found


NOBODY = Ours(bot="")


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity as it came, and who reads it."""

    body: Body
    ours: Ours = NOBODY

    @property
    def type(self) -> str:
        """Teams' word for its kind."""
        return text(self.body, "type")

    @property
    def data(self) -> Body:
        """What Teams adds to what other services send."""
        return part(self.body, "channelData")

    @property
    def change(self) -> str:
        """Teams' word for what has happened."""
        return text(self.data, "eventType")

    @property
    def conversation(self) -> str:
        """Teams' id of the conversation, without the thread."""
        return text(part(self.body, "conversation"), "id").partition(";")[0]

    @property
    def kind(self) -> str:
        """Personal, group chat or channel; told by the id where Teams does not say."""
        told = text(part(self.body, "conversation"), "conversationType")
        if told:
            return told
        if self.conversation.endswith("@thread.v2"):
            return GROUP
        return CHANNEL if "@thread." in self.conversation else PERSONAL

    @property
    def tenant(self) -> str:
        """The organisation."""
        return text(part(self.data, "tenant"), "id") or text(part(self.body, "conversation"), "tenantId")

    @property
    def team(self) -> str:
        """The id of the channel's team."""
        return text(part(self.data, "team"), "id") or text(self.data, "teamsTeamId")

    @property
    def sender(self) -> Body:
        """Who did it, as Teams says it."""
        return part(self.body, "from")

    @property
    def is_by_us(self) -> bool:
        """Whether it was ourselves."""
        return self.is_us(text(self.sender, "id"))

    @property
    def channel(self) -> str:
        """The channel as the desk knows it; empty when nobody says where, or whose chat it was."""
        if self.kind != PERSONAL:
            return self.conversation
        who = "" if self.is_by_us else account_id(self.sender)
        return f"{DIRECT}:{who}" if who and self.conversation else ""

    @property
    def language(self) -> str | None:
        """The language of the sender's Teams, if the desk speaks it."""
        clients = [one for one in parts(self.body, "entities") if text(one, "type") == "clientInfo"]
        told = text(self.body, "locale") or next((found for one in clients if (found := text(one, "locale"))), "")
        spoken = told.replace("_", "-").partition("-")[0].lower()
        return spoken if spoken in _LANGUAGES else None

    def is_us(self, who: str) -> bool:
        """Whether that is the bot: by the id in the settings, and by the one to which Teams says that it writes."""
        ours = {_bare(self.ours.bot), _bare(text(part(self.body, "recipient"), "id"))} - {""}
        return _bare(who) in ours

    def who(self, what: str) -> Account:
        """The sender. Raises ValueError when Teams names nobody."""
        must(self.sender, "id", what)
        return self.account(self.sender)

    def account(self, found: Body) -> Account:
        """Somebody whom the activity names."""
        who = account_id(found)
        foreign = text(found, "tenantId")
        is_external = bool(foreign and self.tenant) and foreign.lower() != self.tenant.lower()
        return Account(
            platform=PLATFORM,
            id=who,
            name=text(found, "name") or self.ours.names.get(who, ""),
            is_bot=is_bot(found),
            is_guest=is_external or text(found, "userRole").lower() == "guest",
            is_external=is_external,
        )

    def thread(self, message: str) -> str | None:
        """The root above that message, where the conversation's id has one; None for a root and where none are."""
        after = text(part(self.body, "conversation"), "id").partition(";")[2]
        found = after.removeprefix(_ROOT).partition(";")[0] if after.startswith(_ROOT) else ""
        return found if found and found != message and self.kind == CHANNEL else None

    def ref(self, message: str, thread: str | None = None) -> MessageRef:
        """Where a message of this conversation stands."""
        return MessageRef(platform=PLATFORM, channel=self.channel, id=message, thread=thread or self.thread(message))

    def event_id(self, *what: str) -> str:
        """A name for what has happened: the same when it is told again, and never given to anything else."""
        once = text(self.body, "id") or self._fingerprint()
        return ":".join((PLATFORM, self.conversation, once, *what))

    def moment(self) -> str:
        """What tells two changes of one message apart."""
        return text(self.body, "timestamp") or self._fingerprint()

    def at(self, now: datetime) -> datetime:
        """When it happened."""
        return instant(text(self.body, "timestamp"), now)

    def _fingerprint(self) -> str:
        """Of what an activity without a name says."""
        names = ("type", "name", "timestamp", "replyToId", "action", "text")
        said = [text(self.body, name) for name in names] + [self.change, account_id(self.sender)]
        return hashlib.sha256("\n".join(said).encode(errors="replace")).hexdigest()[:16]


def account_id(found: Body) -> str:
    """Somebody's id for the desk: the one in the directory, or Teams' own where there is none."""
    theirs = text(found, "id")
    if theirs.startswith(_BOT):
        return theirs
    in_directory = first(found, "aadObjectId", "objectId")
    if not in_directory and theirs.startswith(_PERSON):
        in_directory = theirs.removeprefix(_PERSON)
    return in_directory.lower() or theirs


def is_bot(found: Body) -> bool:
    """Whether that is a program."""
    return text(found, "id").startswith(_BOT) or text(found, "role").lower() == "bot"


def instant(stamp: str, now: datetime) -> datetime:
    """When that was, in UTC; never after `now`, and `now` when it is no time at all."""
    try:
        found = datetime.fromisoformat(stamp)
        aware = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return now
    return min(aware, now) if aware.year >= _FIRST_YEAR else now


def written_at(message: str, now: datetime) -> datetime | None:
    """When a message was written, as the ids of Teams tell it: in thousandths of a second since 1970."""
    if len(message) != 13 or not message.isascii() or not message.isdigit():
        return None
    return min(_EPOCH + timedelta(milliseconds=int(message)), now)


def _bare(who: str) -> str:
    return who.removeprefix(_BOT).casefold()
