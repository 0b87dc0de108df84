"""The command `match`: answers each message on standard input with candidates; leaves matching to knowledge/faq."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

import yaml

from bot.embedding.files import WORDS, Lens
from bot.files.faq_file import read_faq
from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.gate import kind_of
from knowledge.faq.index import Index
from knowledge.faq.judge import judge
from knowledge.faq.rank import rank
from knowledge.faq.sparse import Floats
from knowledge.faq.verdict import Answer, Decision, Policy, Situation, Suggest
from knowledge.support.directory import Role

_ROLES = frozenset(Role)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--faq", type=Path, required=True, help="FAQ file, YAML or JSON Lines")
    parser.add_argument("--lexical", action="store_true", help="compare words only, without an embedder")


def run(namespace: argparse.Namespace) -> int:
    """Answer each line of standard input until it ends. FileErrors says what is wrong with the FAQ."""
    lens = Lens.chosen(lexical=namespace.lexical)
    respond(sys.stdin, sys.stdout, lens.index(read_entries(namespace.faq), load_matcher()), lens)
    return 0


def respond(lines: Iterable[str], out: TextIO, index: Index, lens: Lens = WORDS, policy: Policy | None = None) -> None:
    """Write one flushed line for each line read; one that is no message gets a line with `error`."""
    for line in lines:
        if line.strip():
            print(json.dumps(_reply(line, index, lens, policy or Policy()), ensure_ascii=False), file=out, flush=True)


def _reply(line: str, index: Index, lens: Lens, policy: Policy) -> dict[str, Any]:
    began = perf_counter()
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": f"no JSON: {error}"}
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return {"error": "a JSON object with a text is expected"}
    vector = lens.vector(message["text"], index)
    reply = reply_to(message["text"], _situation(message), index, policy, vector)
    return {**reply, "took_ms": round((perf_counter() - began) * 1000, 2)}


def reply_to(
    text: str, situation: Situation, index: Index, policy: Policy, vector: Floats | None = None
) -> dict[str, Any]:
    """What the protocol says about one message: decision, candidates and gate; `evaluate` measures just this."""
    matches = rank(text, index, vector)
    kind = kind_of(text, situation, index.weights, vector)
    verdict = judge(matches, kind, policy, index.weights.learned(meant=vector is not None).joint)
    # The order is the matches' own; the first score is the confidence and the others keep their share of it.
    share = verdict.confidence / matches[0].score if matches and matches[0].score else 0.0
    return {
        "decision": _word(verdict.decision),
        "candidates": [{"id": match.id, "score": round(match.score * share, 4)} for match in matches],
        "is_question": round(kind.is_question, 4),
    }


def _situation(message: dict[str, Any]) -> Situation:
    role = message.get("from")
    return Situation(
        in_thread=bool(message.get("in_thread")),
        role=role if isinstance(role, str) and role in _ROLES else "teacher",
        context=str(message.get("context") or ""),
    )


def _word(decision: Decision) -> str:
    return "answer" if isinstance(decision, Answer) else "suggest" if isinstance(decision, Suggest) else "silent"


def read_entries(file: Path) -> list[FaqEntry]:
    """The entries of an FAQ file; one without an answer can be ranked all the same, unlike when it is imported."""
    try:
        rows = _rows(file)
        return [
            FaqEntry(
                id=str(row["id"]),
                answer=str(row.get("answer") or ""),
                question=str(row.get("question") or ""),
                alternatives=tuple(map(str, row.get("alternatives") or ())),
                wordings=tuple(map(str, row.get("wordings") or ())),
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError):
        # The reader of `import` says what is wrong and where.
        return read_faq(file).value


def _rows(file: Path) -> Any:  # noqa: ANN401 - whatever the file holds; the caller finds out
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix in {".jsonl", ".ndjson"}:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
