"""The gate: what kind of message it is, in its situation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.faq.gate import kind_of
from knowledge.faq.verdict import KINDS, Situation
from knowledge.faq.weights import Weights

TOP = Situation()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("hur får jag ut planeringen till 6B?", "question"),
        ("föräldrarna ser ingenting av det jag la upp igår", "question"),
        ("kommer ingen in i unikum idag? bara vit sida", "question"),
        ("how do guardians see the learning log?", "question"),
        ("det funkar inte", "vague"),
        ("kan nån hjälpa mig med lärloggen?", "vague"),
        ("it doesn't work", "vague"),
        ("hej!", "greeting"),
        ("Hej, har en fråga", "greeting"),
        ("quick question", "greeting"),
        ("Tack, den behövde jag också", "chatter"),
        ("trevlig helg!", "chatter"),
        ("Påminnelse: omdömena ska vara publicerade senast fredag kl 16", "announce"),
        ("Du behöver byta skola uppe till höger först, då kommer knappen fram.", "answer"),
        ("projektorn i aulan är svart, vem ringer man?", "other"),
    ],
)
def test_a_message_is_of_the_kind_that_people_would_say(message: str, kind: str, weights: Weights) -> None:
    assert kind_of(message, TOP, weights).best == kind


def test_the_chances_of_all_kinds_make_one(weights: Weights) -> None:
    kind = kind_of("hur loggar jag in?", TOP, weights)
    assert set(kind.probabilities) == set(KINDS)
    assert sum(kind.probabilities.values()) == pytest.approx(1.0)
    assert kind.reasons


def test_what_is_written_to_the_bot_is_likelier_a_question(weights: Weights) -> None:
    text = "omdömen i NO"
    assert kind_of(text, Situation(direct=True), weights).is_question > kind_of(text, TOP, weights).is_question


def test_a_reply_by_another_is_less_likely_a_question(weights: Weights) -> None:
    text = "ligger den under skolbanken?"
    reply = Situation(in_thread=True, context="var hittar jag min planering?")
    assert kind_of(text, reply, weights).is_question < kind_of(text, TOP, weights).is_question


def test_a_central_contact_is_likelier_to_announce(weights: Weights) -> None:
    text = "nu kan man bifoga ljud i meddelanden"
    central = kind_of(text, Situation(role="central"), weights).probabilities["announce"]
    assert central > kind_of(text, TOP, weights).probabilities["announce"]


@pytest.mark.parametrize("message", ["", "🙏🙏", "https://x.example", "\u202e\u200b", "!!!"])
def test_a_message_without_words_is_no_question(message: str, weights: Weights) -> None:
    assert kind_of(message, TOP, weights).is_question < 0.3


def test_a_picture_sent_to_the_bot_wants_help(weights: Weights) -> None:
    assert kind_of("", Situation(direct=True, attachments=1), weights).best == "vague"


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_has_a_kind(weights: Weights, text: str) -> None:
    assert sum(kind_of(text, TOP, weights).probabilities.values()) == pytest.approx(1.0)
