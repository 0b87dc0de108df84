"""The command `check`: what is wrong, what is risky, and how it ends."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.check_matching import matching
from bot.embedding.choose import choose
from knowledge.conversation.message import Message
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory_rules import Severity
from storage.deliveries import Where
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.commanding import supportbot

pytestmark = pytest.mark.usefixtures("here")
ROOT = Path(__file__).parents[2]
DIRECTORY = ROOT / "samples/storkoping/directory.yaml"
FAQ = ROOT / "samples/unikum/faq_sv.yaml"
URL = "sqlite+aiosqlite:///supportbot.db"


@pytest.fixture
def filled(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A database with the sample municipality and its FAQ."""
    assert supportbot("import", "directory", DIRECTORY) == 0
    assert supportbot("import", "faq", FAQ) == 0
    capsys.readouterr()


def store_this(what: Callable[[Transaction], Awaitable[object]]) -> None:
    async def run() -> None:
        store = await Store.open(URL)
        try:
            async with store.transaction() as tx:
                await what(tx)
        finally:
            await store.close()

    asyncio.run(run())


@pytest.mark.usefixtures("filled")
def test_the_sample_municipality_has_two_schools_with_a_flaw_and_nothing_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert supportbot("check") == 0
    said = capsys.readouterr().out
    assert "Ekskolan has no contact" in said
    assert "Förskolan Tallkotten has no contact who can be reached today" in said
    assert "Wrong" not in said
    assert said.splitlines()[-1].startswith("0 wrong, ")


def test_before_anything_is_imported_it_says_what_to_do_and_makes_no_file(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    assert supportbot("check") == 0
    assert "`supportbot import directory FILE` makes it" in capsys.readouterr().out
    assert list(here.iterdir()) == []


def test_wrong_settings_are_wrong(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPORTBOT_WEB__PORT", "x")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert supportbot("check") == 1
    said = capsys.readouterr().out
    assert "web.port (SUPPORTBOT_WEB__PORT): ”x” is not allowed" in said
    assert "slack.bot_token (SLACK_BOT_TOKEN): is not enough" in said


def test_an_empty_directory_reaches_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("migrate") == 0
    assert supportbot("check") == 1
    said = capsys.readouterr().out
    assert "nobody is a central contact" in said
    assert "there are no entries, so nothing is answered" in said


@pytest.mark.usefixtures("filled")
def test_accounts_on_the_service_in_use_are_what_counts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    (here / "local.yaml").write_text(
        "schools: [{id: a, name: Aspen}]\n"
        "people:\n"
        "  - {id: p, name: Per Al, role: local, schools: [a], accounts: {local: p}}\n"
        "  - {id: q, name: Quy Li, role: central, accounts: {local: q}}\n"
    )
    assert supportbot("import", "directory", "local.yaml") == 0
    assert supportbot("check") == 1
    said = capsys.readouterr().out
    assert "Services: Slack" in said
    assert "no central contact has an account on slack" in said
    assert "questions from Aspen reach nobody" in said


@pytest.mark.parametrize("setting", ["auto", "none"])
def test_it_says_what_questions_are_compared_by(
    setting: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORTBOT_MATCHING__EMBEDDER", setting)
    assert supportbot("check") == 0
    said = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Matching: "))
    assert said == f"Matching: {choose(setting).words}"
    assert ("words alone (matching.embedder is none)" in said) is (setting == "none")


def test_an_encoder_that_is_named_and_not_there_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    line, found = matching("away", {"away": "a_module_that_nobody_has"})
    assert "does not start" in line
    assert [(one.severity, one.part) for one in found] == [(Severity.WRONG, "Settings")]
    assert "matching.embedder is away, which is not installed" in found[0].words


def test_an_encoder_that_is_broken_is_a_risk_and_words_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "half_encoder.py").write_text("raise OSError('cut off')", encoding="utf-8")
    monkeypatch.syspath_prepend(here)
    line, found = matching("auto", {"half": "half_encoder"})
    assert line == "Matching: questions are compared by their words alone (half cannot be used: OSError cut off)"
    assert [(one.severity, one.part) for one in found] == [(Severity.RISKY, "Matching")]
    assert matching("none", {"half": "half_encoder"})[1] == []


@pytest.mark.usefixtures("filled")
def test_an_faq_that_is_too_large_for_meanings_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = FaqEntry(id="x", question="Hur?", answer="Så.", alternatives=tuple(f"text {n}" for n in range(20_000)))
    store_this(lambda tx: tx.faq.replace([entry], None, datetime(2026, 11, 24, tzinfo=UTC)))
    supportbot("check")
    assert "the FAQ has more than 20000 texts, so it is compared by its words alone" in capsys.readouterr().out
    monkeypatch.setenv("SUPPORTBOT_MATCHING__EMBEDDER", "none")
    supportbot("check")
    assert "more than 20000 texts" not in capsys.readouterr().out


@pytest.mark.usefixtures("filled")
def test_a_failed_event_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    store_this(
        lambda tx: tx.inbox.keep_failed({"id": "local:1"}, "KeyError: x\nmore", datetime(2026, 11, 24, 9, tzinfo=UTC))
    )
    assert supportbot("check") == 1
    said = capsys.readouterr().out
    assert "event 1 failed at 2026-11-24 09:00 UTC: KeyError: x; `supportbot retry-events` plays it again" in said


@pytest.mark.usefixtures("filled")
def test_a_message_that_could_not_be_delivered_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    async def lose(tx: Transaction) -> None:
        to = Where(platform="slack", channel="C1")
        await tx.outbox.say("question/1/card", to, Message(reply="waiting", text="x"))
        later = datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 - the row is stamped by the machine
        (row,) = await tx.outbox.claim("test", later, timedelta(seconds=1), 1)
        await tx.outbox.dead(row.id, "channel_not_found", owner="test")

    store_this(lose)
    assert supportbot("check") == 1
    assert "question/1/card was not delivered on slack: channel_not_found" in capsys.readouterr().out


@pytest.mark.usefixtures("filled")
def test_a_channel_in_which_nothing_can_be_said_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    async def shut(tx: Transaction) -> None:
        (place, *_) = (await tx.directory.load()).places
        await tx.directory.save_place(replace(place, channels={"slack": "C1"}))
        await tx.shut.put("slack", "C1", {"removed": datetime(2026, 11, 24, tzinfo=UTC)})

    store_this(shut)
    assert supportbot("check") == 1
    assert "on slack (removed); invite the bot to it, or take the place away" in capsys.readouterr().out


@pytest.mark.usefixtures("filled")
def test_answers_that_want_looking_after_are_risks(capsys: pytest.CaptureFixture[str]) -> None:
    past = date(2020, 1, 1)
    entries = [
        FaqEntry(id="old", answer="x", review_by=past, owner="eva"),
        FaqEntry(id="gone", answer="x", valid_to=past),
        FaqEntry(id="odd", answer="x", extra={"prio": 3}),
        *(FaqEntry(id=f"late-{number}", answer="x", review_by=past) for number in range(20)),
    ]
    store_this(lambda tx: tx.faq.replace(entries, None, datetime(2026, 11, 24, tzinfo=UTC)))
    assert supportbot("check") == 0
    said = capsys.readouterr().out
    assert "late-0 should have been reviewed 2020-01-01" in said
    assert "… and 11 more of the same kind" in said
    assert "gone was valid to 2020-01-01; renew it or take it out" in said
    assert "the field ”prio”, in 1 of 23 entries, is not known" in said


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("version", "code", "words"), [("9999", 1, "is newer than this version"), ("0000", 0, "run `supportbot migrate`")]
)
def test_another_schema_is_told(
    capsys: pytest.CaptureFixture[str], here: Path, version: str, code: int, words: str
) -> None:
    with closing(sqlite3.connect(here / "supportbot.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.commit()
    assert supportbot("check") == code
    assert words in capsys.readouterr().out


def test_a_database_that_cannot_be_used_is_wrong(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "supportbot.db").write_bytes(b"something else entirely" * 500)
    assert supportbot("check") == 1
    assert "is no SQLite database" in capsys.readouterr().out


def test_a_server_that_does_not_answer_is_wrong_and_its_password_is_not_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://desk:hush@127.0.0.1:1/desk")
    assert supportbot("check") == 1
    said = capsys.readouterr().out
    assert "does not answer" in said
    assert "hush" not in said


def test_a_folder_in_place_of_the_database_is_wrong(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "supportbot.db").mkdir()
    assert supportbot("check") == 1
    assert "supportbot.db is a folder" in capsys.readouterr().out


@pytest.mark.usefixtures("filled")
def test_an_open_teams_tenant_and_a_web_server_without_address_are_risks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("TEAMS_APP_ID", "a"), ("TEAMS_APP_PASSWORD", "p"), ("TEAMS_APP_TYPE", "MultiTenant"),
        ("TEAMS_LOGIN_URL", "http://127.0.0.1:1/t"), ("TEAMS_OPENID_METADATA_URL", "http://127.0.0.1:1/keys"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    supportbot("check")
    said = capsys.readouterr().out
    assert "every Teams tenant is let in" in said
    assert "web.address is not set, so invitations to meetings have no link to a calendar file" in " ".join(
        said.split()
    )
    monkeypatch.setenv("SUPPORTBOT_WEB__ADDRESS", "https://desk.example.org")
    supportbot("check")
    assert "web.address" not in capsys.readouterr().out


@pytest.mark.usefixtures("filled")
def test_a_mode_for_a_place_that_is_not_there_is_a_risk(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORTBOT_MATCHING__PLACES", "support=shadow,suport=shadow")
    assert supportbot("check") == 0
    said = capsys.readouterr().out
    assert "matching.places names ”suport”, which is no place of the directory" in said
    assert "”support”" not in said
