"""The reader of one message: raw text in, verdicts and repeated questions out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from bot.files.faq_file import read_faq
from bot.library import load_matcher
from bot.reader import MessageReader
from knowledge.faq.index import Index
from knowledge.faq.verdict import Answer, AskMore, Policy, Silent, Situation, Suggest
from knowledge.faq.weights import Weights

SAMPLE = Path(__file__).parents[2] / "samples" / "unikum" / "faq_sv.yaml"
WEIGHTS = load_matcher()
TOP = Situation()


@pytest.fixture(scope="module")
def read() -> Callable[..., MessageReader]:
    index = Index.build(read_faq(SAMPLE).value, WEIGHTS)

    def reader(text: str, policy: Policy | None = None) -> MessageReader:
        return MessageReader(text, index, WEIGHTS, policy or Policy())

    return reader


def test_a_plain_question_is_answered(read: Callable[..., MessageReader]) -> None:
    verdict = read("Hej! hur får jag ut planeringen till 6B?").verdict(TOP)
    assert verdict.decision == Answer(entry="tilldela-planering")
    assert verdict.standalone


def test_an_entrys_own_question_is_answered_even_when_it_looks_like_chatter(read: Callable[..., MessageReader]) -> None:
    verdict = read("hur tilldelar jag en planering till min klass").verdict(Situation(in_thread=True, role="central"))
    assert verdict.decision == Answer(entry="tilldela-planering")


def test_something_nearby_is_suggested(read: Callable[..., MessageReader]) -> None:
    assert isinstance(read("föräldrarna ser ingenting av det jag la upp igår").verdict(TOP).decision, Suggest)


def test_a_vague_cry_is_asked_about_and_a_greeting_waits(read: Callable[..., MessageReader]) -> None:
    vague, greeting = read("det funkar inte").verdict(TOP), read("hej!").verdict(TOP)
    assert vague.decision == AskMore()
    assert greeting.decision == Silent()
    assert greeting.kind.best == "greeting"
    assert not vague.standalone
    assert not greeting.standalone


def test_thanks_and_answers_of_colleagues_are_left_alone(read: Callable[..., MessageReader]) -> None:
    for text in ("Tack, den behövde jag också", "Testa att logga ut och in igen, det brukar hjälpa"):
        assert read(text).verdict(Situation(in_thread=True)).decision == Silent()


def test_what_came_before_is_read_with_the_message(read: Callable[..., MessageReader]) -> None:
    reader = read("i chrome, på skolans dator")
    alone, joined = reader.verdict(TOP), reader.verdict(TOP, before="Varför blir jag utloggad automatiskt?")
    assert alone.decision == Silent(unsure=alone.kind.is_question >= Policy().unsure)
    assert joined.matches[0].id == "utloggad-automatiskt"


def test_the_mode_suggest_never_answers(read: Callable[..., MessageReader]) -> None:
    verdict = read("hur får jag ut planeringen till 6B?", Policy(mode="suggest")).verdict(TOP)
    assert verdict.decision == Suggest(entries=("tilldela-planering",))


def test_of_the_others_those_are_told_that_ask_the_same(read: Callable[..., MessageReader]) -> None:
    others = {1: "finns det något ställe att boka ipadvagnen?", 2: "hur skriver man ut schemat?"}
    same = read("går det att boka ipadvagnen i unikum?").same(others)
    assert list(same) == [1]
    assert 0 < same[1] <= 1
    assert read("hur avbokar jag ipadvagnen?").same(others) == {}
    assert read("går det att boka ipadvagnen i unikum?").same({}) == {}


@pytest.mark.parametrize("text", ["x" * 100_000, "hur " * 30_000, "😀" * 20_000, "å\u0308" * 40_000, "a.b?" * 25_000])
def test_a_huge_message_is_read_in_a_moment(text: str, read: Callable[..., MessageReader]) -> None:
    began = process_time()
    read(text).verdict(TOP)
    assert process_time() - began < 1.0


def test_weights_are_loaded_from_the_package() -> None:
    assert isinstance(WEIGHTS, Weights)
    assert WEIGHTS.words.meaning(["guardian"]) == ("vårdnadshavare",)
