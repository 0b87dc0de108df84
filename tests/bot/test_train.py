"""`train`: the same messages give the same weights, and what is read is what the files say."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from bot.commands import train
from bot.library import load_matcher, load_words
from bot.training.data import Labelled, read_collections
from bot.training.situations import imagined
from knowledge.faq.gate import kind_of
from knowledge.faq.index import Index
from knowledge.faq.rank import rank
from knowledge.faq.verdict import KINDS, Situation
from knowledge.faq.weights import Weights

SAMPLES = Path(__file__).parents[2] / "samples" / "unikum"
FAQ = """
- {id: login, question: Hur loggar jag in?, answer: Med BankID., alternatives: [Var loggar man in?]}
- {id: print, question: Hur skriver jag ut schemat?, answer: Välj pdf.}
- {id: share, question: Hur delar jag ett album?, answer: Tryck på Dela.}
"""
MESSAGES = """
- {text: "hur kommer man in med bankid", expected: login, kind: faq}
- {text: "kan jag logga in hemifrån?", expected: login, kind: faq, also_ok: [share]}
- {text: "vill ha schemat på papper, hur?", expected: print, kind: faq}
- {text: "hur får kollegan se mitt album", expected: share, kind: faq}
- {text: "finns det en app för klockan?", expected: null, kind: unanswered}
- {text: "hur byter jag färg?", kind: question}
- {text: "det funkar inte", expected: null, kind: vague}
- {text: "testa pdf i stället", expected: null, kind: answer, context: "schemat blir suddigt"}
- {text: "och på mobilen då?", expected: null, kind: followup, context: "tryck på dela"}
- {text: "tack snälla!", expected: null, kind: chatter}
- {text: "Påminnelse: möte kl 15", expected: null, kind: announce}
- {text: "jag har skrivit ut allt nu", expected: null, kind: statement}
- {text: "vem har nyckeln till salen?", expected: null, kind: other}
- {text: "hej", expected: null, kind: greeting}
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training") / "small"
    folder.mkdir()
    (folder / "faq.yaml").write_text(FAQ, encoding="utf-8")
    (folder / "messages.yaml").write_text(MESSAGES, encoding="utf-8")
    return folder


def parsed(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    train.add_arguments(parser)
    return parser.parse_args(words)


def trained(data: Path, out: Path) -> dict[str, str]:
    assert train.run(parsed(["--data", str(data), "--out", str(out), "--lexical"])) == 0
    return {name: (out / "lexical" / f"{name}.json").read_text(encoding="utf-8") for name in ("gate", "rank", "joint")}


@pytest.fixture(scope="module")
def learned(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return trained(data, tmp_path_factory.mktemp("weights"))


def test_the_same_messages_give_the_same_weights(data: Path, learned: dict[str, str], tmp_path: Path) -> None:
    assert trained(data, tmp_path) == learned


def test_what_was_learned_can_be_used(data: Path, learned: dict[str, str]) -> None:
    files = {name: json.loads(text) for name, text in learned.items()}
    weights = Weights.of(words=load_words(), lexical=files, meaning=None)
    collection = read_collections([data])[0]
    assert rank("var loggar jag in?", Index.build(collection.entries, weights))[0].id == "login"
    assert set(kind_of("tack snälla!", Situation(), weights).probabilities) == set(KINDS)


def test_a_directory_without_messages_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train.run(parsed(["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--lexical"])) == 1
    assert "no labelled messages" in capsys.readouterr().out


def test_labels_are_read_as_they_are_meant(data: Path) -> None:
    messages = {one.text: one for one in read_collections([data])[0].messages}
    assert messages["kan jag logga in hemifrån?"].expected == {"login", "share"}
    assert messages["finns det en app för klockan?"].kind == "question"
    assert not messages["hur byter jag färg?"].ranks
    assert messages["testa pdf i stället"].context == "schemat blir suddigt"


def test_a_message_stands_in_the_same_imagined_place_each_time() -> None:
    message = Labelled(text="och på mobilen då?", kind="followup", context="tryck på dela")
    assert imagined(message, "followup", 1) == imagined(message, "followup", 1)
    assert imagined(message, "followup", 1).in_thread


def test_every_own_training_message_has_a_kind_that_the_gate_knows() -> None:
    messages = read_collections([SAMPLES])[0].messages
    assert len(messages) > 1500
    assert {one.kind for one in messages} == set(KINDS)


def test_the_shipped_gate_is_right_about_most_of_its_own_messages_and_speaks_seldom_out_of_turn() -> None:
    weights = load_matcher()
    messages = [one for one in read_collections([SAMPLES])[0].messages if one.is_kept]
    kinds = [kind_of(one.text, Situation(), weights) for one in messages]
    right = sum(kind.best == one.kind for kind, one in zip(kinds, messages, strict=True))
    silent = [kind.is_question > 0.5 for kind, one in zip(kinds, messages, strict=True) if one.kind in _SILENT]
    assert right / len(messages) > 0.9
    assert sum(silent) / len(silent) < 0.03


_SILENT = {"answer", "statement", "announce", "followup", "chatter", "greeting"}
