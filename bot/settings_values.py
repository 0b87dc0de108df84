"""The settings as frozen values for the rooms that use them; leaves reading and judging them to its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.faq.verdict import Policy
from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Directory
from knowledge.support.hours import Hours
from knowledge.support.policy import DeskPolicy

SLACK_API = "https://slack.com/api/"
_PASSWORD = re.compile(r"(?<=://)([^:/@]*):.*(?=@)|(?<=password=)[^&]*")


@dataclass(frozen=True)
class Secret:
    """Something that must not stand in a log; `reveal` gives it to the one who needs it."""

    value: str = field(default="", repr=False)

    def reveal(self) -> str:
        """The secret itself; empty when it is not set."""
        return self.value

    def __str__(self) -> str:
        """That it is there, without what it is."""
        return "(set)" if self.value else "(not set)"

    def __bool__(self) -> bool:
        """Whether it is set."""
        return bool(self.value)


@dataclass(frozen=True, kw_only=True)
class CalendarSettings:
    """Which hours count."""

    hours: Hours
    """Weekday -> periods."""
    country: str
    """Whose red days: `SE`."""
    eves: bool
    """Whether midsummer's, Christmas and New Year's eve are free too."""

    def working_time(self, directory: Directory) -> WorkingTime:
        """When this organisation's desk works, its breaks and time zone taken from the directory."""
        zone = ZoneInfo(directory.organisation.time_zone)
        return WorkingTime(hours=self.hours, zone=zone, closed=directory.closed, country=self.country, eves=self.eves)


@dataclass(frozen=True, kw_only=True)
class Web:
    """Where the web server listens."""

    host: str
    port: int
    """0 = any free one."""
    address: str = ""
    """By which people reach it from outside; empty = they do not."""


@dataclass(frozen=True, kw_only=True)
class Slack:
    """How Slack is reached."""

    bot_token: Secret
    app_token: Secret
    signing_secret: Secret
    api_url: str
    """Ends in `/api/`."""
    done: tuple[str, ...]
    """Names of emoji that say: solved."""
    looking: tuple[str, ...]
    """Names of emoji that say: I take it."""
    school_field: str
    """Label or id of the profile field that names a person's school; empty = none."""
    feedback: str
    """`buttons`, or `native` for Slack's own thumbs."""
    posts_per_minute: int
    edits_per_minute: int

    @property
    def is_on(self) -> bool:
        """A bot token plus an app token or a signing secret turns Slack on."""
        return bool(self.bot_token) and (bool(self.app_token) or bool(self.signing_secret))

    @property
    def uses_socket_mode(self) -> bool:
        """Whether events come over Socket Mode; else over HTTP."""
        return bool(self.app_token)


@dataclass(frozen=True, kw_only=True)
class Teams:
    """How Teams is reached, and who may reach us."""

    app_id: str
    app_password: Secret
    tenant_id: str
    """The only tenant let in; empty = any (multi-tenant applications)."""
    app_type: str
    openid_metadata_url: str
    token_issuer: str
    login_url: str
    """The authority with the tenant; a token is fetched from `{login_url}/oauth2/v2.0/token`."""
    oauth_scope: str
    """Without `/.default`."""
    service_hosts: tuple[str, ...]
    development: bool
    """Whether nobody's token is checked: for the Agents Playground, on loopback alone."""
    password_expires: date | None
    """The day on which the client secret ends, as the Azure portal says; None = nobody has told."""
    done: tuple[str, ...]
    """Names of reactions that say: solved."""
    looking: tuple[str, ...]
    """Names of reactions that say: I take it."""
    feedback: str
    """`buttons`, or `native` for Teams' own thumbs."""
    requests_per_second: int
    """In the whole organisation."""
    targeted: bool
    """Whether private words are shown in the channel to their reader alone; else in personal chat."""

    @property
    def is_on(self) -> bool:
        """An application id turns Teams on; so does development."""
        return bool(self.app_id) or self.development


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that can be set, read once."""

    policy: DeskPolicy
    matching: Policy
    embedder: str
    """What compares meanings: `auto`, `none`, or the name of an encoder."""
    words: dict[str, Any]
    """The organisation's own word lists."""
    calendar: CalendarSettings
    web: Web
    slack: Slack
    teams: Teams
    database_url: str = field(repr=False)
    """For SQLAlchemy, with the driver; may hold a password."""
    log_level: str
    source: str
    """The settings file that was read; empty = none."""

    @property
    def database(self) -> str:
        """The address of the database without its password, for people."""
        return _PASSWORD.sub(lambda found: f"{found[1]}:…" if found[1] is not None else "…", self.database_url)
