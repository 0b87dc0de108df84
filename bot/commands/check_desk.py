"""Looks at database, events, messages, people and answers for `check`; leaves the rules to knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import MachineClock
from bot.commands import check_guardians, check_vendor
from bot.commands.common import database_as_it_is, database_file
from bot.embedding.meanings import MOST_SERVED, size
from bot.embedding.registry import NONE
from bot.settings_values import Settings
from knowledge.broadcast.audience_words import AudienceError, parse_audience
from knowledge.faq.entry import FaqEntry
from knowledge.faq.upkeep import expired, overdue, unknown_fields
from knowledge.support.directory import Directory
from knowledge.support.directory_rules import Severity, problems
from storage.errors import StorageError
from storage.store import Store
from storage.transaction import Transaction

_SHOWN = 10
_DEAD_FOR = timedelta(days=7)
"""Lost messages older than this are history."""
_SLOW = timedelta(minutes=15)
"""Messages that wait longer than this show that no desk is running, or that its service is away."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to do something about."""

    severity: Severity
    part: str
    """`Database`, `Events`, `Messages`, `People`, `FAQ`, `Matching`, `Announcements`, `Vendor`, `Care`, `Settings`, `Slack`, `Teams`."""
    words: str
    """What is the matter; what would help."""


def is_wrong(finding: Finding) -> bool:
    """Whether it makes `check` end with 1."""
    return finding.severity is Severity.WRONG


async def findings(settings: Settings, on_slack: Mapping[str, str] | None = None) -> list[Finding]:
    """Everything wrong or risky. A database that cannot be read is itself a finding.

    `on_slack`: person id -> account, of people whose accounts the desk will find by itself.
    """
    found = list(_services(settings))
    file = database_file(settings)
    if file is not None and not file.exists():
        words = f"there is no database {file} yet; `supportbot import directory FILE` makes it and fills it"
        return [*found, _risky("Database", words)]
    try:
        async with database_as_it_is(settings) as store:
            outdated = await _schema(store)
            if outdated:
                return [*found, outdated]
            async with store.reading() as tx:
                return [*found, *await _stored(tx, settings, on_slack or {})]
    except StorageError as error:
        return [*found, _wrong("Database", str(error))]


def _services(settings: Settings) -> Iterator[Finding]:
    if not settings.slack.is_on and not settings.teams.is_on:
        words = "neither Slack nor Teams is on; set SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or TEAMS_APP_ID"
        yield _risky("Settings", words)
    if (settings.slack.is_on or settings.teams.is_on) and not settings.web.address:
        words = (
            "web.address is not set, so invitations to meetings have no link to a calendar file; set the https address"
        )
        yield _risky("Settings", f"{words} by which people reach the web server, or use `supportbot export meetings`")
    if settings.teams.is_on and not settings.teams.tenant_id:
        yield _risky("Settings", "every Teams tenant is let in; set TEAMS_TENANT_ID to let in only your own")


async def _schema(store: Store) -> Finding | None:
    """What is the matter with the tables, if anything."""
    found, newest = await store.schema()
    if found == newest:
        return None
    if found is None:
        return _risky("Database", "the database has no tables yet; run `supportbot migrate`, or import something")
    if found > newest:
        words = f"the schema {found} is newer than this version of the bot, which knows up to {newest}"
        return _wrong("Database", f"{words}; install the newer version, or restore a backup")
    return _risky("Database", f"the schema {found} is older than {newest}; run `supportbot migrate`, or start the bot")


async def _stored(tx: Transaction, settings: Settings, on_slack: Mapping[str, str]) -> list[Finding]:
    moment = MachineClock().now()
    directory = _with_accounts(await tx.directory.load(), on_slack)
    today = moment.astimezone(ZoneInfo(directory.organisation.time_zone)).date()
    services = [name for name, on in (("slack", settings.slack.is_on), ("teams", settings.teams.is_on)) if on]
    people = problems(directory, settings.policy, today, services)
    return [
        *await _events(tx),
        *await _messages(tx, moment),
        *(Finding(severity=one.severity, part="People", words=one.words) for one in people),
        *_places(settings, directory),
        *await _shut(tx, directory),
        *_news(settings, directory),
        *(_risky("Vendor", line) for line in short(await check_vendor.lines(tx, directory, moment))),
        *_faq(await tx.faq.entries(), today),
        *(_risky("FAQ", line) for line in check_guardians.lines(await tx.faq.entries(), directory, settings.policy)),
        *_size(await tx.faq.entries(), settings),
    ]


def _with_accounts(directory: Directory, on_slack: Mapping[str, str]) -> Directory:
    people = tuple(
        replace(one, accounts={"slack": on_slack[one.id], **one.accounts}) if one.id in on_slack else one
        for one in directory.people
    )
    return replace(directory, people=people)


def _places(settings: Settings, directory: Directory) -> Iterator[Finding]:
    """Modes for places that are not there, which would do nothing without a word."""
    known = {place.id for place in directory.places}
    for place in sorted(set(settings.matching.places) - known):
        words = f"matching.places names ”{place}”, which is no place of the directory; is it spelt right?"
        yield _risky("Settings", words)


async def _shut(tx: Transaction, directory: Directory) -> list[Finding]:
    """Channels in which the bot can say nothing, so that what waits for them is kept."""
    help_of = {"closed": "open it, or take the place away", "removed": "invite the bot to it, or take the place away"}
    found = []
    for place in directory.places:
        for platform, channel in place.channels.items():
            why = sorted(await tx.shut.why(platform, channel))
            if why:
                words = f"nothing can be said in {place.name or place.id} on {platform} ({', '.join(why)})"
                found.append(_wrong("Places", f"{words}; {help_of[why[-1]]}"))
    return found


def _news(settings: Settings, directory: Directory) -> Iterator[Finding]:
    """What the settings say of announcements: audiences that cannot be read, people who announce nothing."""
    policy = settings.policy.broadcast
    audiences = {f"announcements.allowed, {person}": words for person, words in policy.allowed.items()}
    for where, words in {**audiences, "announcements.pilot": policy.pilot}.items():
        try:
            parse_audience(words or "alla", directory)
        except AudienceError as error:
            unknown = ", ".join(f"”{one.words}”" for one in error.problems)
            yield _wrong(
                "Announcements",
                f"{where}: {unknown} is not understood; write a role, a school, a kind of school or a name",
            )
    central = {person.id for person in directory.central()}
    for person in policy.allowed.keys() - central:
        yield _wrong("Announcements", f"announcements.allowed: {person} is no central contact; give the id of one")


async def _events(tx: Transaction) -> list[Finding]:
    failed = await tx.inbox.failed()
    lines = [
        f"event {one.id} failed at {one.at:%Y-%m-%d %H:%M} UTC: {_first_line(one.error)}; `supportbot retry-events` "
        "plays it again"
        for one in failed
    ]
    return [_wrong("Events", line) for line in short(lines)]


async def _messages(tx: Transaction, moment: datetime) -> list[Finding]:
    given_up = [row for row in await tx.outbox.given_up() if row.created_at > moment - _DEAD_FOR]
    dead = [row for row in given_up if row.state == "dead"]
    lost = [f"{row.key} was not delivered on {row.where.platform}: {row.reason or 'no reason given'}" for row in dead]
    unsure = [
        f"{row.key} may or may not stand on {row.where.platform}; look there" for row in given_up if row not in dead
    ]
    found = [_wrong("Messages", f"{line}; tell the person another way") for line in short(lost)]
    found += [_risky("Messages", line) for line in short(unsure)]
    oldest = await tx.outbox.oldest_unsent()
    if oldest and oldest < moment - _SLOW:
        words = f"a message waits since {oldest:%Y-%m-%d %H:%M} UTC; see that the bot runs and reaches its service"
        found.append(_risky("Messages", words))
    return found


def _faq(entries: Sequence[FaqEntry], today: date) -> Iterator[Finding]:
    if not entries:
        yield _risky("FAQ", "there are no entries, so nothing is answered; run `supportbot import faq FILE`")
    late = [
        f"{entry.id} should have been reviewed {entry.review_by}" + (f" by {entry.owner}" if entry.owner else "")
        for entry in overdue(entries, today)
    ]
    past = [f"{entry.id} was valid to {entry.valid_to}; renew it or take it out" for entry in expired(entries, today)]
    yield from (_risky("FAQ", line) for line in (*short(late), *short(past)))
    for name, count in unknown_fields(entries).items():
        where = f"in {count} of {len(entries)} entries"
        words = f"the field ”{name}”, {where}, is not known and has no effect; is it spelt right?"
        yield _risky("FAQ", words)


def _size(entries: Sequence[FaqEntry], settings: Settings) -> Iterator[Finding]:
    if settings.embedder != NONE and size(entries) > MOST_SERVED:
        yield _risky("Matching", f"the FAQ has more than {MOST_SERVED} texts, so it is compared by its words alone")


def short(lines: Sequence[str]) -> list[str]:
    """At most so many lines, and how many more there are."""
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"… and {more} more of the same kind"] if more > 0 else list(lines)


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "no reason given")


def _wrong(part: str, words: str) -> Finding:
    return Finding(severity=Severity.WRONG, part=part, words=words)


def _risky(part: str, words: str) -> Finding:
    return Finding(severity=Severity.RISKY, part=part, words=words)
