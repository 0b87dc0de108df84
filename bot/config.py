"""Reads the settings once, with every wrong one in one error; leaves judging each of them to the settings_ files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import settings_layers as layers
from bot.settings_problems import ConfigError, Problem
from bot.settings_rules import problems as rule_problems
from bot.settings_table import AREAS, BY_KEY, REHEARSAL, SETTINGS
from bot.settings_values import SLACK_API, CalendarSettings, Secret, Settings, Slack, Teams, Web
from knowledge.broadcast.policy import BroadcastPolicy
from knowledge.faq.verdict import Policy
from knowledge.support.hours import parse_hours
from knowledge.support.meeting_policy import MeetingPolicy
from knowledge.support.policy import DeskPolicy
from knowledge.support.retention import Retention

__all__ = ["ConfigError", "Settings", "cache_folder", "load"]

Values = dict[str, Any]
CACHE = "unikum-supportbot"
"""The program's folder in the user's cache."""


def load(
    environ: Mapping[str, str] | None = None,
    file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    *,
    rehearsal: bool = False,
) -> Settings:
    """The settings: defaults, then the TOML file, then the environment, then `overrides` (a rehearsal's script).

    `environ`: None = the process's own. `file`: None = SUPPORTBOT_CONFIG, else `supportbot.toml` in the working
    directory, this last only with the process's own environment, so that a given one depends on nothing else.
    `rehearsal`: the organisation's own posts are off by default. Raises ConfigError, which names every wrong setting.
    """
    standard = layers.STANDARD_FILE if environ is None else None
    environ = os.environ if environ is None else environ  # noqa: TID251 - the one place where it is read
    wrong: list[Problem] = []
    path = layers.settings_file(file, environ, standard)
    given = layers.from_file(path, wrong)
    given |= layers.from_environment(environ, wrong)
    given |= layers.from_script(overrides, wrong)
    values = _read(given, wrong, rehearsal=rehearsal)
    wrong += rule_problems(values, given)
    if wrong:
        raise ConfigError(wrong)
    return _built(values, str(path or ""))


def cache_folder(environ: Mapping[str, str] | None = None) -> Path | None:
    """Where this user's programs keep what can be made again; None when nobody knows."""
    environ = os.environ if environ is None else environ  # noqa: TID251 - the one place where it is read
    named = Path(environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / CACHE
    try:
        return Path.home() / ".cache" / CACHE
    except RuntimeError:
        return None


def _read(given: layers.Layer, wrong: list[Problem], *, rehearsal: bool) -> Values:
    """Key -> value; what cannot be read becomes a problem and is left out."""
    values: Values = {}
    for setting in SETTINGS:
        default = REHEARSAL.get(setting.key, setting.default) if rehearsal else setting.default
        raw = given[setting.key].raw if setting.key in given else default
        try:
            values[setting.key] = None if raw is None else setting.read(raw)
        except ValueError as error:
            origin = given[setting.key].origin if setting.key in given else "default"
            wrong.append(Problem(key=setting.key, origin=origin, words=str(error)))
    return values


def _built(values: Values, source: str) -> Settings:
    return Settings(
        policy=_policy(values),
        matching=_matching(values),
        embedder=values["matching.embedder"],
        words=values["matching.words"],
        calendar=_calendar(values),
        web=Web(**_section(values, "web")),
        slack=_slack(values),
        teams=_teams(values),
        database_url=values["database.url"],
        log_level=values["log.level"],
        source=source,
    )


def _policy(values: Values) -> DeskPolicy:
    areas = {**AREAS, **values["routing.areas"]}
    return DeskPolicy(
        **_section(values, "escalation"),
        **_section(values, "conversation"),
        **{"local_lists" if name == "local" else name: on for name, on in _section(values, "posts").items()},
        suggestion=values["suggestion.patience"],
        assumed=values["answer.assumed"],
        vendor_remind=values["vendor.remind"],
        areas={category: area for category, area in areas.items() if area != "any"},
        help_pages=values["organisation.help_pages"],
        review_months=values["faq.review"],
        weekly_question_at=values["weekly_question.at"],
        broadcast=_broadcast(values),
        meetings=MeetingPolicy(**_section(values, "meetings")),
        web_address=values["web.address"],
        retention=Retention(**_section(values, "retention")),
        **_section(values, "people"),
        **_section(values, "desk"),
        **_section(values, "guardians"),
    )


def _broadcast(values: Values) -> BroadcastPolicy:
    return BroadcastPolicy(
        **_section(values, "announcements"),
        status_page=values["organisation.status_page"],
        outage_ends=values["outage.ends"],
        surge=values["outage.surge"],
        surge_window=values["outage.window"],
    )


def _matching(values: Values) -> Policy:
    section = _section(values, "matching")
    return Policy(**{name: value for name, value in section.items() if name not in {"embedder", "words"}})


def _calendar(values: Values) -> CalendarSettings:
    hours, days = values["calendar.hours"], values["calendar.days"]
    return CalendarSettings(
        hours=parse_hours(hours, days),
        country=values["calendar.country"],
        eves=values["calendar.eves"],
    )


def _slack(values: Values) -> Slack:
    return Slack(**{"api_url": SLACK_API, **_section(values, "slack")})


def _teams(values: Values) -> Teams:
    section = _section(values, "teams")
    tenant = section.get("tenant_id") or "botframework.com"
    standard = {
        "app_id": "",
        "tenant_id": "",
        "password_expires": None,
        "login_url": f"https://login.microsoftonline.com/{tenant}",
    }
    return Teams(**{**standard, **section})


def _section(values: Values, section: str) -> Values:
    """The values of one section by their short names; a secret is wrapped, what is not set is left out."""
    found: Values = {}
    for key, value in values.items():
        where, _, name = key.partition(".")
        if where != section:
            continue
        if BY_KEY[key].secret:
            found[name] = Secret(value or "")
        elif value is not None:
            found[name] = value
    return found
