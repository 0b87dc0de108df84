"""All that the bot says in the sample rehearsals is taken by Teams, with the same words as in the local chat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.platforms.teams import ids
from bot.platforms.teams.render import Known, fetch, form_card, message, needs, told_in_window
from knowledge.conversation.message import DESK_LINK, Message, plain, replace_commands
from storage.store import Store
from tests.house.project import ROOT
from tests.rehearsed import SCRIPTS, played
from tests.teams.render.rules import aloud, content, faults_of_activity, faults_of_window


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts name their files from the project's folder."""
    monkeypatch.chdir(ROOT)


def all_known(said: Message) -> Known:
    needed = needs(said)
    links = {key: f"https://teams.microsoft.com/l/message/{number}" for number, key in enumerate(needed.keys)}
    return Known(accounts={person: f"29:{person}" for person in needed.people}, links=links)


def called(shown: dict[str, object]) -> set[str]:
    entities = content(shown)["msteams"].get("entities", []) if "attachments" in shown else shown.get("entities", [])
    return {one["mentioned"]["id"].removeprefix("29:") for one in entities}


def expected(said: Message, *, direct: bool) -> str:
    """The words as they are read; the address of a link is no word in a card, for it stands behind the others."""
    text = replace_commands(said.twin or said.text, lambda words: words if direct else f"@Supporten {words}")
    return plain(re.sub(r"(\[[^\]\n]+\])\(https?:[^)\s]+\)", rf"\1({DESK_LINK}x)", text))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_teams_takes_it_with_the_words_of_the_local_chat(script: Path, sqlite_store: Store) -> None:
    records = await played(script, sqlite_store)
    assert any(record.message is not None for record in records)
    for record in records:
        if record.form is not None:
            assert faults_of_window(fetch(record.form, ids.Opened(form=record.form.name), Known())) == []
            assert faults_of_activity(form_card(record.form, ids.Opened(form=record.form.name))) == []
        if record.message is None:
            continue
        said, direct = record.message, record.kind == "direct"
        for known in (Known(), all_known(said)):
            shown = message(said, record.key, known, direct=direct)
            assert faults_of_activity(shown) == []
            assert faults_of_window(told_in_window(said, known, record.key)) == []
            assert called(shown) == (set(said.mentions) if known.accounts else set())
            labels = [button.label for button in said.buttons]
            read = re.findall(r"\w+", aloud(shown))
            assert sorted(read) == sorted(re.findall(r"\w+", "\n".join([expected(said, direct=direct), *labels])))
