"""The command `check`: says what is wrong or risky, with what would help; leaves finding it to its neighbours."""

from __future__ import annotations

import argparse
import sys

from bot.commands.check_calibration import calibration
from bot.commands.check_care import care
from bot.commands.check_desk import Finding, findings, is_wrong
from bot.commands.check_matching import matching
from bot.commands.check_slack import slack
from bot.commands.check_teams import teams
from bot.commands.common import add_config, run_async, settings_of
from bot.settings_problems import ConfigError
from bot.settings_values import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look at everything; 1 when anything is wrong, 0 when there are risks at most."""
    try:
        settings = settings_of(arguments)
    except ConfigError as error:
        print("Wrong\n  Settings")
        print("\n".join(f"    {problem}" for problem in error.problems))
        print("\nThe rest is looked at when the settings are right.")
        return 1
    matched, about_it = matching(settings.embedder)
    print(f"{_summary(settings)}\n{matched}", flush=True)
    calibrated, about_that = run_async(calibration(settings))
    if calibrated:
        print(calibrated, flush=True)
    cared, about_care = run_async(care(settings))
    print(cared, flush=True)
    on_slack, on_teams = run_async(slack(settings)), run_async(teams(settings))
    for line in filter(None, (on_slack.line, on_teams.line)):
        print(line, flush=True)
    asked = (*on_slack.findings, *on_teams.findings)
    found = [*about_it, *about_that, *about_care, *asked, *run_async(findings(settings, on_slack.accounts))]
    for title, wanted in (("Wrong", True), ("Risky", False)):
        _show(title, [one for one in found if is_wrong(one) is wanted])
    wrong = sum(map(is_wrong, found))
    print(f"\n{wrong} wrong, {len(found) - wrong} risky." if found else "\nAll is well.")
    sys.stdout.flush()
    return 1 if wrong else 0


def _summary(settings: Settings) -> str:
    source = settings.source or "no file, environment and defaults only"
    services = " and ".join(
        name for name, on in (("Slack", settings.slack.is_on), ("Teams", settings.teams.is_on)) if on
    )
    return f"Settings: {source}\nDatabase: {settings.database}\nServices: {services or 'none (no tokens are set)'}"


def _show(title: str, found: list[Finding]) -> None:
    """One severity, its findings under the part that they concern, in the order of their first finding."""
    if not found:
        return
    print(f"\n{title}")
    for part in dict.fromkeys(one.part for one in found):
        print(f"  {part}")
        for one in found:
            if one.part == part:
                print(f"    - {one.words}")
