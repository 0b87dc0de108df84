"""All that the bot says in the sample rehearsals is taken by Slack, with the same words as in the local chat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.platforms.shared.marks import Known
from bot.platforms.slack import ids
from bot.platforms.slack.limits import OVERFLOW_OPTIONS
from bot.platforms.slack.render import message, needs
from bot.platforms.slack.views import modal, told
from bot.platforms.slack.words import word
from knowledge.conversation.message import Message, plain
from storage.store import Store
from tests.house.project import ROOT
from tests.rehearsed import SCRIPTS, played
from tests.slack.render.rules import aloud, controls, faults_of_message, faults_of_view, loose, marked


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts name their files from the project's folder."""
    monkeypatch.chdir(ROOT)


def all_known(said: Message) -> Known:
    """Everybody has an account, and every message an address."""
    needed = needs(said)
    return Known(
        accounts={person: f"U0{re.sub('[^A-Z0-9]', '', person.upper())}" for person in needed.people},
        links={key: f"https://stad.slack.com/archives/C1/p{number}" for number, key in enumerate(needed.keys)},
    )


def words(text: str) -> list[str]:
    """The words alone, to compare what is read in two places."""
    return re.findall(r"\w+", text.replace("/support ", ""))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_slack_takes_it_with_the_words_of_the_local_chat(script: Path, sqlite_store: Store) -> None:
    records = await played(script, sqlite_store)
    said = [record for record in records if record.message is not None]
    assert said
    for record in said:
        assert record.message is not None
        for known in (Known(), all_known(record.message)):
            shown = message(record.message, record.key, known, direct=record.kind == "direct")
            assert faults_of_message(shown) == []
            assert [loose(text) for text in marked(shown)] == [[]] * len(marked(shown))
            assert faults_of_view(told(record.message, known)) == []
            called = [one for text in marked(shown) for one in controls(text) if one.startswith("@")]
            assert len(called) >= len(record.message.mentions) * bool(known.accounts)
        labels = [button.label for button in record.message.buttons]
        if sum(button.more for button in record.message.buttons) > OVERFLOW_OPTIONS:
            labels.append(word(record.message.language, "more"))  # a list in place of the menu says what it is
        read = aloud(message(record.message, record.key, Known(), direct=record.kind == "direct"))
        local = _without_addresses(record.message)
        assert sorted(words(read)) == sorted(words("\n".join([local, *labels])))
    for record in records:
        if record.form is not None:
            assert faults_of_view(modal(record.form, ids.Opened(about=record.form.about), Known())) == []


def _without_addresses(said: Message) -> str:
    """The words of a message; the address of a link is no word in Slack, for it stands behind them."""
    return plain(re.sub(r"(\[[^\]\n]+\])\(https?:[^)\s]+\)", r"\1(desk:x)", (said.twin or said.text)))
