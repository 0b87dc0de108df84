"""What settings must be to each other, as a ladder that ends at people; leaves single values to the readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.settings_layers import Layer
from bot.settings_problems import Problem
from bot.settings_readers import is_loopback
from bot.settings_table import BY_KEY
from knowledge.support.hours import parse_hours
from knowledge.support.policy import STEP_KINDS
from knowledge.support.red_days import red_days

Values = Mapping[str, Any]
"""Key -> value; a key whose value could not be read is missing."""
_KNOWN_YEAR = 2026
"""Any year in which every country has its red days."""


def problems(values: Values, given: Layer) -> Iterator[Problem]:
    """Everything that is wrong between settings that are each right by themselves."""
    for key, words in _found(values):
        origin = given[key].origin if key in given else ""
        yield Problem(key=key, origin=origin, words=words)


def _found(values: Values) -> Iterator[tuple[str, str]]:
    yield from _ladder(values)
    yield from _thresholds(values)
    yield from _calendar(values)
    yield from _slack(values)
    yield from _teams(values)


def _ladder(values: Values) -> Iterator[tuple[str, str]]:
    steps, helpdesk = values.get("escalation.steps"), values.get("escalation.helpdesk")
    if steps is None or helpdesk is None:
        return
    key = "escalation.steps"
    for step in dict.fromkeys(step for step in steps if step not in STEP_KINDS):
        yield key, f"there is no step ”{step}”; write some of {', '.join(STEP_KINDS)}"
    for step in dict.fromkeys(step for step in steps if steps.count(step) > 1):
        yield key, f"the step ”{step}” stands there twice; name each step once"
    if "helpdesk" in steps and not helpdesk:
        yield key, "the step ”helpdesk” has no people; name their ids in escalation.helpdesk, or leave the step out"
    if not steps:
        yield key, "the ladder is empty, so questions reach nobody; let it end with all_central"
    elif steps[-1] in {"local", "central"}:
        yield key, f"the ladder ends with ”{steps[-1]}”, which may be nobody; let it end with all_central"


def _thresholds(values: Values) -> Iterator[tuple[str, str]]:
    for low, high in (("matching.suggest", "matching.answer"), ("matching.unsure", "matching.question")):
        numbers = values.get(low), values.get(high)
        if None not in numbers and values[low] > values[high]:
            yield low, f"{values[low]} is above {high} ({values[high]}); write a number that is not above it"


def _calendar(values: Values) -> Iterator[tuple[str, str]]:
    hours, days, country = (values.get(f"calendar.{name}") for name in ("hours", "days", "country"))
    if hours is not None and days is not None:
        try:
            parse_hours(hours, days)
        except ValueError as error:
            yield _blamed(hours, days), str(error)
    if country is not None:
        try:
            red_days(country, _KNOWN_YEAR)
        except ValueError as error:
            yield "calendar.country", str(error)


def _blamed(hours: str | dict[str, str], days: str) -> str:
    """Which of the two it is that is wrong: the days, if the standard hours do not work with them either."""
    try:
        parse_hours(str(BY_KEY["calendar.hours"].default), days)
    except ValueError:
        return "calendar.days"
    return "calendar.hours" if hours else "calendar.days"


def _slack(values: Values) -> Iterator[tuple[str, str]]:
    bot, app, signing = (values.get(f"slack.{name}") for name in ("bot_token", "app_token", "signing_secret"))
    if bot and bot.startswith("xapp-"):
        yield "slack.bot_token", "is an app token; SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-"
    if app and app.startswith("xoxb-"):
        yield "slack.app_token", "is a bot token; SLACK_APP_TOKEN begins with xapp-, SLACK_BOT_TOKEN with xoxb-"
    if bot and not app and not signing:
        yield (
            "slack.bot_token",
            "is not enough; set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) too",
        )
    if not bot and (app or signing):
        yield "slack.bot_token", "is missing; set SLACK_BOT_TOKEN, or take the other Slack secrets away"
    for name in sorted({*values.get("slack.done", ())} & {*values.get("slack.looking", ())}):
        yield "slack.looking", f"”{name}” stands in slack.done too; let each reaction say one thing"


def _teams(values: Values) -> Iterator[tuple[str, str]]:
    app_id, password, tenant = (values.get(f"teams.{name}") for name in ("app_id", "app_password", "tenant_id"))
    if values.get("teams.development") and not is_loopback(str(values.get("web.host") or "")):
        yield "teams.development", "checks nobody; set web.host to 127.0.0.1, or take it away"
    for name in sorted({*values.get("teams.done", ())} & {*values.get("teams.looking", ())}):
        yield "teams.looking", f"”{name}” stands in teams.done too; let each reaction say one thing"
    if not app_id:
        if password:
            yield "teams.app_id", "is missing; set TEAMS_APP_ID, or take TEAMS_APP_PASSWORD away"
        return
    if not password and values.get("teams.app_type") != "UserAssignedMSI":
        yield "teams.app_password", "is missing; set TEAMS_APP_PASSWORD (or TEAMS_APP_PASSWORD_FILE)"
    if not tenant and values.get("teams.app_type") != "MultiTenant":
        yield "teams.tenant_id", "is missing; set TEAMS_TENANT_ID, the only tenant that is let in"
