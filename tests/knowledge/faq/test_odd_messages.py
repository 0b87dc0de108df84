"""Messages and FAQs that nobody expects: sensible matches, no fall, no slow path."""

from __future__ import annotations

import time

import pytest

from knowledge.faq.entry import FaqEntry
from knowledge.faq.gate import kind_of
from knowledge.faq.index import Index
from knowledge.faq.judge import judge
from knowledge.faq.rank import rank
from knowledge.faq.verdict import Answer, Policy, Silent, Situation, Suggest
from knowledge.faq.weights import Weights
from tests.bench.made_faq import made_faq

LOGIN = FaqEntry(id="login", question="Hur loggar jag in?", answer="Med BankID.")
FINNISH = FaqEntry(id="fi", question="Miten kirjaudun sisään palveluun?", answer="Pankkitunnuksilla.", language="fi")
ARABIC = FaqEntry(id="ar", question="كيف أسجل الدخول إلى المنصة؟", answer="باستخدام الهوية البنكية.", language="ar")
SIZE = 100_000
LONG = {
    "words": "hur loggar jag in på läsårets planering för elever " * (SIZE // 50),
    "many sentences": "Hur loggar jag in? Var är planeringen? " * (SIZE // 39),
    "one word": "x" * SIZE,
    "emoji": "🙏" * SIZE,
    "links": "https://a.example/b " * (SIZE // 20),
    "opening brackets": "<" * SIZE,
    "mentions": "@a " * (SIZE // 3),
    "colons": ":a" * (SIZE // 2),
    "control characters": "\x00a" * (SIZE // 2),
    "zero-width characters": "a\u200b" * (SIZE // 2),
    "accents": "a" + "\u0301" * SIZE,
    "line ends": "hur\n" * (SIZE // 4),
    "Arabic": "كيف " * (SIZE // 4),
}


@pytest.fixture(scope="module")
def large(weights: Weights) -> Index:
    return Index.build(made_faq(1500), weights)


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("size", ["small", "large"])
def test_a_hundred_kilobytes_cost_little_more_than_a_message(kind: str, size: str, sample: Index, large: Index) -> None:
    index, took = (sample if size == "small" else large), []
    for _ in range(4):
        began = time.thread_time()
        matches = rank(LONG[kind], index)
        kind_of(LONG[kind], Situation(), index.weights)
        took.append(time.thread_time() - began)
    assert all(0 <= match.score <= 1 for match in matches)
    assert min(took) < 0.06


@pytest.mark.parametrize("text", ["", " \n", "🙏🎉", "https://x.example/y", "\u200b\u200d", "\x00\x07", "<@U1>", "?!"])
def test_a_message_without_words_is_answered_with_silence(text: str, sample: Index) -> None:
    kind = kind_of(text, Situation(), sample.weights)
    assert isinstance(judge(rank(text, sample), kind, Policy(), sample.weights.lexical.joint).decision, Silent)


@pytest.mark.parametrize("text", ["0", "a", "ß", "的", "zqxj", "İ", "x" * 5000])
def test_a_message_that_shares_nothing_with_the_faq_is_no_reason_to_speak(text: str, sample: Index) -> None:
    kind = kind_of(text, Situation(), sample.weights)
    decision = judge(rank(text, sample), kind, Policy(), sample.weights.lexical.joint).decision
    assert not isinstance(decision, Answer | Suggest)


def test_control_and_zero_width_characters_inside_words_change_nothing(sample: Index) -> None:
    plain = rank("hur loggar jag in", sample)
    assert rank("hur log\u200bgar\x00jag \ufeffin", sample) == plain


@pytest.mark.parametrize("entry", [FINNISH, ARABIC])
@pytest.mark.parametrize("others", [[], [LOGIN]])
def test_an_entry_in_a_third_language_is_found_in_it(entry: FaqEntry, others: list[FaqEntry], weights: Weights) -> None:
    best = rank(entry.question, Index.build([*others, entry], weights))[0]
    assert (best.id, best.exact) == (entry.id, True)
    words = entry.question.rstrip("?؟").split()
    assert rank(" ".join(words[1:]), Index.build([*others, entry], weights))[0].id == entry.id


def test_entries_without_any_question_are_found_by_their_answers(weights: Weights) -> None:
    answers = ("Gruppbilden byter du under Utseende.", "Frånvaro rapporteras före lektionen.", "")
    index = Index.build([FaqEntry(id=str(n), answer=answer) for n, answer in enumerate(answers)], weights)
    assert rank("hur byter man gruppbild", index)[0].id == "0"
    assert rank("rapportera frånvaro", index)[0].id == "1"


def test_entries_with_neither_question_nor_answer_match_nothing_with_certainty(weights: Weights) -> None:
    index = Index.build([FaqEntry(id="a", answer=""), FaqEntry(id="b", answer="")], weights)
    assert all(match.score < 0.5 and not match.exact for match in rank("hur loggar jag in", index))


def test_empty_answers_do_no_harm(weights: Weights) -> None:
    bare = [FaqEntry(id="in", question="Hur loggar jag in?", answer=""),
            FaqEntry(id="ut", question="Hur skriver jag ut?", answer="")]  # fmt: skip
    assert rank("hur skriver man ut", Index.build(bare, weights))[0].id == "ut"


@pytest.mark.parametrize("count", [2, 900])
def test_equal_entries_are_equally_likely(count: int, weights: Weights) -> None:
    twins = [FaqEntry(id=f"t{n}", question="Hur loggar jag in?", answer="Med BankID.") for n in range(count)]
    matches = rank(
        "hur loggar man in nu", Index.build([*twins, FaqEntry(id="z", question="Bild?", answer="")], weights)
    )
    assert matches[0].score == pytest.approx(matches[1].score)
    assert matches[0].score <= 0.5
    assert all(match.exact for match in rank("Hur loggar jag in?", Index.build(twins, weights))[:2])


@pytest.mark.parametrize("others", [[], [LOGIN]])
def test_a_large_faq_of_entries_without_words_does_no_harm(others: list[FaqEntry], weights: Weights) -> None:
    wordless = [FaqEntry(id=f"w{n}", question="???", alternatives=("!",), answer="👍") for n in range(900)]
    matches = rank("hur loggar man in", Index.build([*wordless, *others], weights))
    assert [match.id for match in matches if match.score > 0.05] == [entry.id for entry in others]
