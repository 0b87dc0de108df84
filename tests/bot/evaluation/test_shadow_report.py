"""`evaluate --shadow`: what the recorded days say, from the database to the words."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.clock import MachineClock
from bot.evaluation.shadow import Estimate, report
from bot.files.faq_file import read_faq
from bot.library import load_matcher
from knowledge.conversation.event import MessageRef
from knowledge.faq.index import Index
from storage.shadow import Watched
from storage.store import Store

FAQ = Path(__file__).parents[3] / "samples/unikum/faq_sv.yaml"
NOW = MachineClock().now()
"""The command counts days from the real moment."""
FREJA = "Freja går bra, välj andra sätt att logga in så kommer kommunen upp"


def watched(number: int, decision: str, entry: str = "", answer: str = "", **fields: Any) -> Watched:
    return Watched(
        **{
            "ref": MessageRef(platform="local", channel="support", id=f"m{number}"), "at": NOW - timedelta(days=number % 5),
            "place": "support", "text": f"fråga {number}", "decision": decision, "entries": (entry,) if entry else (),
            "confidence": 0.8, "is_question": 0.9, "kind": "question", "answer": answer,
            "answer_role": "local" if answer else "", **fields,
        }
    )  # fmt: skip


ROWS = [
    watched(1, "answer", "vh-freja", FREJA),
    watched(2, "answer", "gallring", FREJA),
    watched(3, "answer", "gallring"),
    watched(4, "answer", "gallring", "🙂"),
    watched(5, "suggest", "gallring", FREJA, entries=("gallring", "vh-freja")),
    watched(6, "route", "", FREJA),
    watched(7, "silent"),
    watched(8, "unsure"),
    watched(9, "sensitive", text=""),
    watched(10, "ask_more"),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(read_faq(FAQ).value, load_matcher())


def test_what_was_heard_and_what_would_have_been_done_is_counted(index: Index) -> None:
    found = report(ROWS, index)
    assert (found.days, found.heard, found.questions, found.answered_by_people) == (5, 10, 8, 5)
    assert found.decisions == {
        "answer": 4, "ask_more": 1, "route": 1, "sensitive": 1, "silent": 1, "suggest": 1, "unsure": 1
    }  # fmt: skip


def test_entries_are_compared_with_what_people_answered_where_that_says_anything(index: Index) -> None:
    found = report(ROWS, index)
    assert found.answers == Estimate(shown=4, compared=2, agreeing=1)
    assert found.suggestions == Estimate(shown=1, compared=1, agreeing=1), "any of the suggested ones may agree"
    (one,) = found.differences
    assert (one.text, one.entries, one.answer, one.role) == ("fråga 2", ("gallring",), FREJA, "local")


def test_an_estimate_has_an_interval_and_none_without_anything_to_compare() -> None:
    assert Estimate(shown=3, compared=0, agreeing=0).precision is None
    few, many = (
        Estimate(shown=9, compared=4, agreeing=3).precision,
        Estimate(shown=900, compared=400, agreeing=300).precision,
    )
    assert few is not None
    assert many is not None
    assert few[1] == many[1] == pytest.approx((0.75 - 0.09) / (0.87 - 0.09))
    assert few[0] < many[0] < many[1] < many[2] <= few[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in os.environ:  # noqa: TID251 - the test clears what the machine may have set
        if name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def evaluate(*words: str, code: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "--shadow", *words])
    assert ended.value.code == code


def keep(rows: list[Watched]) -> None:
    async def run() -> None:
        store = await Store.open("sqlite+aiosqlite:///supportbot.db")
        await store.migrate()
        async with store.transaction() as tx:
            await tx.faq.replace(read_faq(FAQ).value, None, NOW)
            for row in rows:
                await tx.shadow.note(row)
                await tx.shadow.answered(row.ref, row)
        await store.close()

    asyncio.run(run())


def test_the_days_are_told_in_words_with_the_differences_to_read(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep([*ROWS, watched(11, "answer", "vh-freja", at=NOW - timedelta(days=40))])
    evaluate()
    said = capsys.readouterr().out
    assert "10 messages heard on 5 days, 8 of them judged to be questions to the desk (1 unsure)" in said
    assert "would have been answered             4 (50%)" in said
    assert "Of 4 answers 2 can be compared: 1 agree; estimated precision 0.53" in said
    assert "These are estimates" in said
    assert f"local:    {FREJA}" in said
    evaluate("--days", "60", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["heard"] == 11
    assert found["answers"]["share"] == 0.5
    assert found["differences"][0]["entries"] == ["gallring"]


def test_without_recorded_days_it_says_how_to_record_some(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(code=1)
    assert "there is no database" in capsys.readouterr().err
    keep([])
    evaluate(code=1)
    assert "set matching.mode" in capsys.readouterr().err
