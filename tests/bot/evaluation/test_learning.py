"""The learning curve: confirmed answers make the matcher better, and what is taught is never what is measured."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import evaluate
from bot.commands.match import read_entries
from bot.evaluation.learning import WordingLearner, curve, halves
from bot.evaluation.pictures import learning
from bot.files.messages_file import LabelledMessage, read_messages
from bot.library import load_matcher
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.verdict import Policy

SAMPLES = Path(__file__).parents[3] / "samples" / "unikum"
FAQ = SAMPLES / "faq_sv.yaml"
TRAIN, DEV = SAMPLES / "train_questions_sv.yaml", SAMPLES / "dev" / "dev_questions_sv.yaml"


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build([replace(entry, wordings=()) for entry in read_entries(FAQ)], load_matcher())


def read(file: Path, index: Index) -> list[LabelledMessage]:
    return read_messages(file, known=set(index.places)).value


def test_the_halves_are_always_the_same_and_no_text_is_in_both(index: Index) -> None:
    messages = read(TRAIN, index)
    taught, held = halves(messages, 0)
    assert (taught, held) == halves(messages, 0)
    assert {one.text for one in taught}.isdisjoint(one.text for one in held)
    assert len(taught) + len(held) == len(messages)
    assert 0.4 < len(taught) / len(messages) < 0.6
    assert halves(messages, 1)[0] != taught


def test_a_confirmed_answer_is_known_from_then_on_and_counted_once(index: Index) -> None:
    learner = WordingLearner(index)
    text = "hur kommer planeringen ut till ungarna egentligen"
    learner.learn("tilldela-planering", text)
    learner.learn("tilldela-planering", text)
    learner.learn("no-such-entry", text)
    assert learner.learned == 1
    assert learner.index.owners_of(text) == (index.places["tilldela-planering"],)
    learner.learn("vh-freja", "är freja okej")
    learner.learn("gallring", "när gallras det")
    entry = learner.index.entry("tilldela-planering")
    assert entry is not None
    assert entry.wordings == (text,), "what was learned earlier stays"
    assert learner.index.owners_of("när gallras det") == (index.places["gallring"],)


def test_four_real_wordings_an_entry_find_many_more_of_other_messages(index: Index) -> None:
    rows = curve(read(DEV, index), index, Policy(), teach=read(TRAIN, index), rounds=1, steps=(0, 4))
    assert [row["taught"] for row in rows] == [(0.0,), (4.0,)]
    assert rows[0]["wordings"] == (0.0,)
    assert 3 < rows[1]["wordings"][0] < 4
    assert rows[1]["accuracy_at_1"][1] > rows[0]["accuracy_at_1"][1] + 0.05
    assert rows[1]["recall_at_3"][1] > rows[0]["recall_at_3"][1] + 0.05


def test_what_is_taught_is_what_the_desk_would_store() -> None:
    taught: list[tuple[str, str]] = []

    class Noting(WordingLearner):
        def learn(self, entry_id: str, text: str) -> None:
            taught.append((entry_id, text))

    small = Index.build([FaqEntry(id="a", question="Hur?", answer="Så.")], load_matcher())
    teach = [LabelledMessage(text="ring mig på 070-123 45 67, den syns inte", expected=frozenset("a"), best="a")]
    curve(teach, small, Policy(), teach=teach, learners=Noting, rounds=1, steps=(1,))
    ((entry, text),) = taught
    assert entry == "a"
    assert "123 45 67" not in text
    assert "den syns inte" in text


def test_the_curve_ends_where_there_is_nothing_more_to_teach(index: Index) -> None:
    messages = [LabelledMessage(text=f"freja {n}", expected=frozenset({"vh-freja"}), best="vh-freja") for n in range(4)]
    rows = curve(messages, index, Policy(), rounds=2, steps=(0, 1, 5, 6, 7))
    assert [row["taught"][0] for row in rows] in ([0, 1], [0, 1, 5])


def test_the_curve_is_printed_drawn_and_given_to_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], index: Index
) -> None:
    (tmp_path / "faq.yaml").write_text("- {id: a, question: Hur loggar jag in?, answer: x}\n", encoding="utf-8")
    lines = [f"- {{text: kommer inte in {n}, expected: a, kind: faq}}" for n in range(8)]
    (tmp_path / "m.yaml").write_text("\n".join(lines), encoding="utf-8")
    parser = argparse.ArgumentParser()
    evaluate.add_arguments(parser)
    words = ["--faq", str(tmp_path / "faq.yaml"), "--questions", str(tmp_path / "m.yaml"), "--learning-curve"]
    assert evaluate.run(parser.parse_args([*words, "--plot", str(tmp_path / "c.svg")])) == 0
    said = capsys.readouterr().out
    assert "accuracy_at_1" in said
    assert said.count("1.0000 (1.00–1.00)") >= 2
    assert "learned wordings per entry" in (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert evaluate.run(parser.parse_args([*words, "--json"])) == 0
    rows = json.loads(capsys.readouterr().out)["learning_curve"]
    assert rows[0]["wordings"] == [0.0]
    assert len(rows[0]["accuracy_at_1"]) == 3


def test_a_point_without_answers_is_left_out_of_the_picture() -> None:
    nan = (float("nan"),) * 3
    row = {"accuracy_at_1": (0.5,) * 3, "recall_at_3": (0.6,) * 3, "answered_right": (0.0,) * 3}
    drawn = learning(
        [{**row, "wordings": (0.0,), "answer_precision": nan}, {**row, "wordings": (1.0,), "answer_precision": nan}]
    )
    assert "nan" not in drawn
