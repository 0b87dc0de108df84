"""Settings of Slack, Teams, the database and secrets; leaves the desk's own to test_config."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import ConfigError, load

SLACK = {"SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_APP_TOKEN": "xapp-secret"}
TEAMS = {"TEAMS_APP_ID": "app", "TEAMS_APP_PASSWORD": "hush", "TEAMS_TENANT_ID": "tenant"}


def problems(environ: dict[str, str]) -> str:
    with pytest.raises(ConfigError) as caught:
        load(environ)
    return str(caught.value)


def test_a_bot_token_with_an_app_token_turns_slack_on_over_socket_mode() -> None:
    slack = load(SLACK).slack
    assert slack.is_on
    assert slack.uses_socket_mode
    assert slack.bot_token.reveal() == "xoxb-secret"
    assert slack.api_url == "https://slack.com/api/"


def test_a_bot_token_with_a_signing_secret_turns_slack_on_over_http() -> None:
    slack = load({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}).slack
    assert slack.is_on
    assert not slack.uses_socket_mode


def test_a_bot_token_alone_is_not_enough() -> None:
    assert "slack.bot_token (SLACK_BOT_TOKEN): is not enough; set SLACK_APP_TOKEN" in problems({"SLACK_BOT_TOKEN": "x"})


def test_an_app_token_without_a_bot_token_is_told() -> None:
    assert "slack.bot_token: is missing; set SLACK_BOT_TOKEN" in problems({"SLACK_APP_TOKEN": "xapp-1"})


def test_tokens_that_were_swapped_are_told_without_being_shown() -> None:
    said = problems({"SLACK_BOT_TOKEN": "xapp-hush", "SLACK_APP_TOKEN": "xoxb-hush"})
    assert "slack.bot_token (SLACK_BOT_TOKEN): is an app token" in said
    assert "slack.app_token (SLACK_APP_TOKEN): is a bot token" in said
    assert "hush" not in said


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000/api/", "http://localhost:1/api", "http://[::1]:1/api/"])
def test_plain_http_to_this_machine_is_allowed(address: str) -> None:
    assert load({"SLACK_API_URL": address}).slack.api_url.endswith("/api/")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://slack.example.org/api/", "is not encrypted; use https"),
        ("https://slack.example.org/", "does not end in /api/"),
        ("slack.com/api/", "is no web address"),
        ("https://[/api/", "is no web address"),
        ("http://127.0.0.1.example.org/api/", "is not encrypted; use https"),
    ],
)
def test_another_address_of_slack_is_looked_at(address: str, words: str) -> None:
    assert words in problems({"SLACK_API_URL": address})


def test_slack_has_defaults_for_reactions_profile_feedback_and_pace() -> None:
    slack = load({}).slack
    assert slack.done == ("white_check_mark", "heavy_check_mark", "ballot_box_with_check")
    assert (slack.looking, slack.school_field, slack.feedback) == (("eyes",), "", "buttons")
    assert (slack.posts_per_minute, slack.edits_per_minute) == (525, 50)


def test_reactions_are_read_with_or_without_their_colons() -> None:
    slack = load({"SUPPORTBOT_SLACK__DONE": ":Klart:, +1", "SUPPORTBOT_SLACK__LOOKING": "ögon"}).slack
    assert (slack.done, slack.looking) == (("klart", "+1"), ("ögon",))


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("DONE", "white check mark", "”white check mark” is no name of an emoji"),
        ("LOOKING", "::", "”” is no name of an emoji"),
        ("LOOKING", "white_check_mark", "”white_check_mark” stands in slack.done too"),
        ("FEEDBACK", "stars", "”stars” is not known; write buttons or native"),
        ("POSTS_PER_MINUTE", "0", "write a whole number from 1 to 100000"),
        ("EDITS_PER_MINUTE", "100001", "write a whole number from 1 to 100000"),
    ],
)
def test_a_wrong_setting_of_slack_is_told(name: str, given: str, words: str) -> None:
    assert words in problems({f"SUPPORTBOT_SLACK__{name}": given})


def test_an_application_id_turns_teams_on() -> None:
    teams = load(TEAMS).teams
    assert teams.is_on
    assert teams.login_url == "https://login.microsoftonline.com/tenant"
    assert teams.app_type == "SingleTenant"
    assert teams.service_hosts == ("smba.trafficmanager.net",)


def test_teams_wants_a_password_and_a_tenant() -> None:
    said = problems({"TEAMS_APP_ID": "app"})
    assert "teams.app_password: is missing" in said
    assert "teams.tenant_id: is missing" in said


def test_a_multi_tenant_application_needs_no_tenant() -> None:
    teams = load({**TEAMS, "TEAMS_TENANT_ID": "", "TEAMS_APP_TYPE": "multitenant"}).teams
    assert teams.app_type == "MultiTenant"
    assert teams.login_url.endswith("/botframework.com")


def test_every_address_of_teams_can_be_another() -> None:
    teams = load(
        {
            **TEAMS,
            "TEAMS_OPENID_METADATA_URL": "http://127.0.0.1:1/keys",
            "TEAMS_TOKEN_ISSUER": "https://issuer.example",
            "TEAMS_LOGIN_URL": "http://127.0.0.1:1/tenant/",
            "TEAMS_OAUTH_SCOPE": "https://scope.example/.default",
            "SUPPORTBOT_TEAMS__SERVICE_HOSTS": "127.0.0.1, Teams.Example.org",
        }
    ).teams
    assert teams.openid_metadata_url == "http://127.0.0.1:1/keys"
    assert teams.token_issuer == "https://issuer.example"
    assert teams.login_url == "http://127.0.0.1:1/tenant"
    assert teams.oauth_scope == "https://scope.example"
    assert teams.service_hosts == ("127.0.0.1", "teams.example.org")


@pytest.mark.parametrize("host", ["https://a.example", "a.example:443", "a.example/x"])
def test_service_hosts_stand_without_scheme_port_and_path(host: str) -> None:
    assert f"”{host}” is no host" in problems({"SUPPORTBOT_TEAMS__SERVICE_HOSTS": host})


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("sqlite:///desk.db", "sqlite+aiosqlite:///desk.db"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg:///d?host=/run", "postgresql+psycopg:///d?host=/run"),
    ],
)
def test_a_database_address_gets_the_driver_that_the_bot_uses(written: str, used: str) -> None:
    assert load({"DATABASE_URL": written}).database_url == used


@pytest.mark.parametrize("address", ["mysql://u:hush@h/d", "desk.db", "sqlite://hush.db"])
def test_a_wrong_database_address_is_told_without_being_shown(address: str) -> None:
    said = problems({"DATABASE_URL": address})
    assert "database.url (DATABASE_URL): " in said
    assert "postgresql+psycopg://user:password@host/database" in said
    assert "hush" not in said


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("xoxb-from-file\n")
    slack = load({"SLACK_BOT_TOKEN_FILE": str(secret), "SLACK_APP_TOKEN": "xapp-1"}).slack
    assert slack.bot_token.reveal() == "xoxb-from-file"


def test_a_secrets_file_must_be_there_hold_something_and_be_the_only_one(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    said = problems(
        {
            "SLACK_BOT_TOKEN_FILE": str(tmp_path / "gone"),
            "SLACK_APP_TOKEN_FILE": str(empty),
            "DATABASE_URL": "sqlite:///a.db",
            "DATABASE_URL_FILE": str(empty),
        }
    )
    assert f"SLACK_BOT_TOKEN_FILE (environment): {tmp_path / 'gone'} cannot be read: No such file" in said
    assert f"SLACK_APP_TOKEN_FILE (environment): {empty} is empty" in said
    assert "DATABASE_URL (environment): is set, and DATABASE_URL_FILE too; keep one of them" in said


def test_the_long_name_of_a_variable_works_too() -> None:
    assert load({"SUPPORTBOT_DATABASE__URL": "sqlite:///b.db"}).database_url == "sqlite+aiosqlite:///b.db"


def test_secrets_may_stand_in_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text('[slack]\nbot_token = "xoxb-1"\nsigning_secret = "s"\n')
    assert load({}, file).slack.is_on


def test_no_secret_is_shown_when_the_settings_are_printed() -> None:
    environ = {
        **SLACK,
        **TEAMS,
        "SLACK_SIGNING_SECRET": "hush",
        "DATABASE_URL": "postgresql://desk:hush@db.example/desk",
    }
    settings = load(environ)
    for shown in (repr(settings), str(settings), settings.database, f"{settings.slack.bot_token}"):
        assert "hush" not in shown
        assert "secret" not in shown.replace("signing_secret", "")
    assert settings.database == "postgresql+psycopg://desk:…@db.example/desk"


def test_a_password_with_an_at_sign_is_not_shown_either() -> None:
    assert "hush" not in load({"DATABASE_URL": "postgresql://u:a@hush@h/d"}).database
    assert "hush" not in load({"DATABASE_URL": "postgresql://h/d?password=hush&x=1"}).database
