"""The predict protocol of `match`, line by line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.commands.match import read_entries, respond
from bot.embedding.choose import choose
from bot.embedding.files import Lens
from bot.embedding.meanings import MOST_AWAITED, Meanings
from bot.files.faults import FileErrors
from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from tests.bot.encoders import Letters, Shelf

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "unikum" / "faq_sv.yaml"


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(read_entries(SAMPLE), load_matcher())


def asked(index: Index, *lines: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    respond(lines, out, index)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_message_gets_a_decision_and_candidates_best_first(index: Index) -> None:
    (reply,) = asked(index, '{"text": "hur får jag ut planeringen till 6B?"}')
    scores = [one["score"] for one in reply["candidates"]]
    assert reply["decision"] == "answer"
    assert reply["candidates"][0]["id"] == "tilldela-planering"
    assert len(scores) <= 10
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert reply["is_question"] > 0.5
    assert reply["took_ms"] > 0


def test_candidates_stand_there_also_when_it_is_silent_with_low_scores(index: Index) -> None:
    line = {
        "text": "du måste tilldela planeringen till klassen först",
        "in_thread": True,
        "from": "local",
        "context": "?",
    }
    (reply,) = asked(index, json.dumps(line))
    assert reply["decision"] == "silent"
    assert reply["candidates"]
    assert reply["candidates"][0]["score"] < 0.2


@pytest.mark.parametrize("line", ["no json", "[1]", '{"txt": "hej"}', '{"text": 3}', "[" * 5000, "null"])
def test_a_line_that_is_no_message_gets_an_error_and_the_next_one_an_answer(line: str, index: Index) -> None:
    wrong, right = asked(index, line, '{"text": "hur loggar jag in?"}')
    assert "error" in wrong
    assert right["candidates"]


def test_odd_fields_beside_the_text_do_no_harm(index: Index) -> None:
    (reply,) = asked(
        index, '{"text": "hur loggar jag in?", "from": ["x"], "context": 5, "in_thread": "ja", "more": {}}'
    )
    assert reply["candidates"]


def test_half_a_character_in_a_text_does_no_harm(index: Index) -> None:
    (reply,) = asked(index, '{"text": "hur loggar jag in \\ud83d ?"}')
    assert reply["candidates"]


def test_an_empty_text_is_silent_without_candidates(index: Index) -> None:
    (reply,) = asked(index, '{"text": ""}')
    assert reply["decision"] == "silent"
    assert reply["candidates"] == []


def test_json_lines_are_read_and_an_answer_may_be_missing(tmp_path: Path) -> None:
    file = tmp_path / "kb.jsonl"
    file.write_text('{"id": "a", "question": "Hur?", "answer": ""}\n\n{"id": "b", "answer": "Så."}\n', encoding="utf-8")
    assert [entry.id for entry in read_entries(file)] == ["a", "b"]


@pytest.mark.parametrize("content", ["- question: utan id\n  answer: x\n", "a: b\n", "- [", "- id: a\n- 3\n"])
def test_an_faq_that_cannot_be_used_is_told_as_in_import(content: str, tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FileErrors):
        read_entries(file)


def test_a_message_is_read_by_the_encoder_where_the_index_has_meanings(index: Index) -> None:
    encoder = Letters()
    meanings = Meanings(encoder, Shelf())
    entries = read_entries(SAMPLE)
    meant = Lens(meanings).index(entries, load_matcher())
    assert meant.meaning is not None
    encoder.read.clear()
    out = io.StringIO()
    lines = ['{"text": "hur loggar jag in?"}', '{"text": ""}', "x", '{"text": "half \\ud83d"}']
    respond(lines, out, meant, Lens(meanings))
    assert [text for text, _ in encoder.read] == ["hur loggar jag in?", "half"]
    assert len(out.getvalue().splitlines()) == 4
    respond(lines, out, index, Lens(meanings))
    assert len(encoder.read) == 2
    meanings.close()


def test_an_faq_that_is_too_large_is_compared_by_words_and_that_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    encoder = Letters()
    meanings = Meanings(encoder, Shelf())
    entry = FaqEntry(id="x", answer="Så.", alternatives=tuple(f"text {n}" for n in range(MOST_AWAITED)))
    assert Lens(meanings).vectors([entry]) is None
    assert "more than 2000 texts" in capsys.readouterr().err
    assert encoder.read == []
    meanings.close()


def test_a_command_keeps_vectors_in_the_users_cache_and_lexically_makes_none(tmp_path: Path) -> None:
    faq = tmp_path / "faq.yaml"
    faq.write_text("- {id: a, question: Hur loggar jag in?, answer: Via skolan.}\n", encoding="utf-8")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}  # noqa: TID251 - for the program's start
    for words, is_kept in ((["--lexical"], False), ([], choose("auto").embedder is not None)):
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "match", "--faq", str(faq), *words],
            input='{"text": "hur loggar jag in?"}\n',
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            cwd=ROOT,
            check=True,
        )
        assert json.loads(ended.stdout)["candidates"][0]["id"] == "a"
        assert (tmp_path / "cache" / "unikum-supportbot" / "vectors.npz").exists() is is_kept


def test_the_first_line_is_answered_soon_after_the_start() -> None:
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "match", "--faq", str(SAMPLE), "--lexical"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('{"text": "hur loggar jag in?"}\n')
        process.stdin.flush()
        reply = json.loads(process.stdout.readline())
        took = time.perf_counter() - began
        process.stdin.close()
        assert process.wait() == 0
    assert reply["candidates"]
    assert took < 6  # 1.5 s on a quiet machine; the suite shares its cores
