"""Values become JSON and come back the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.event import (
    Account,
    ButtonPressed,
    Event,
    FormFilled,
    MessagePosted,
    MessageRef,
    TimerFired,
)
from knowledge.conversation.message import Button, Message
from knowledge.faq.verdict import Answer, Decision, Route, Suggest
from knowledge.support.ladder import Step
from knowledge.support.question import Question, State
from storage import codec

MOMENTS = st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))  # noqa: DTZ001
WORDS = st.text(max_size=20)
REFS = st.builds(MessageRef, platform=WORDS, channel=WORDS, id=WORDS, thread=st.none() | WORDS)
QUESTIONS = st.builds(
    Question,
    number=st.integers(0, 10**9),
    asker=WORDS,
    asked_at=MOMENTS,
    text=WORDS,
    state=st.sampled_from(State),
    root=REFS,
    school=st.none() | WORDS,
    ladder=st.lists(st.builds(Step, kind=WORDS, patience=WORDS, at_once=st.integers(1, 2)), max_size=3).map(tuple),
    holders=st.lists(WORDS, max_size=3).map(tuple),
    deadline=st.none() | MOMENTS,
    linked_to=st.none() | st.integers(1, 99),
    waits_for_asker=st.booleans(),
)


@given(QUESTIONS)
@settings(max_examples=60)
def test_every_question_comes_back_through_json(question: Question) -> None:
    assert codec.from_json(Question, json.loads(json.dumps(codec.to_json(question)))) == question


@pytest.mark.parametrize(
    "event",
    [
        MessagePosted(
            id="1",
            at=datetime(2026, 1, 1, tzinfo=UTC),
            author=Account(platform="slack", id="U", name="Anna"),
            ref=MessageRef(platform="slack", channel="C", id="1"),
            text="hej",
            mentions=(Account(platform="slack", id="V"),),
        ),
        ButtonPressed(
            id="2", at=datetime(2026, 1, 1, tzinfo=UTC), who=Account(platform="l", id="a"), key="k", action="helped"
        ),
        FormFilled(
            id="3",
            at=datetime(2026, 1, 1, tzinfo=UTC),
            who=Account(platform="l", id="a"),
            form="ask",
            values={"text": "x", "list": [1, {"a": None}]},
        ),
        TimerFired(id="4", at=datetime(2026, 1, 1, tzinfo=UTC), key="k", kind="step", values={"to": "eva"}),
    ],
)
def test_an_event_comes_back_as_the_class_that_it_was(event: Event) -> None:
    assert codec.one_of((Event,), json.loads(json.dumps(codec.to_json(event)))) == event


def test_a_message_with_buttons_comes_back() -> None:
    message = Message(
        reply="answer", text="hej", buttons=(Button(action="helped", label="Ja", primary=True),), faq=("a",)
    )
    assert codec.from_json(Message, codec.to_json(message)) == message


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Odd:
    """Everything that has a form of its own."""

    when: date
    length: timedelta
    pairs: tuple[tuple[str, int], ...]
    colours: frozenset[Colour]
    decision: Decision
    by_number: dict[int, Colour]
    anything: Any = None
    names: list[str] = field(default_factory=list)
    maybe: Odd | None = None


@pytest.mark.parametrize("decision", [Answer(entry="x"), Suggest(entries=("a", "b")), Route()])
def test_unions_enums_and_nested_values_come_back(decision: Decision) -> None:
    inner = Odd(date(2026, 1, 1), timedelta(hours=1), (), frozenset(), Route(), {})
    value = Odd(
        date(2026, 2, 2),
        timedelta(minutes=5, microseconds=1),
        (("a", 1), ("b", 2)),
        frozenset({Colour.RED}),
        decision,
        {7: Colour.RED},
        {"free": [1, 2]},
        ["x"],
        inner,
    )
    assert codec.from_json(Odd, json.loads(json.dumps(codec.to_json(value)))) == value


def test_new_fields_get_their_defaults_and_old_ones_are_passed_over() -> None:
    data = codec.to_json(Button(action="a", label="b"))
    del data["more"]
    assert codec.from_json(Button, {**data, "gone_since": 1}) == Button(action="a", label="b")


@pytest.mark.parametrize("data", [{"action": "a"}, None, {"is": "Button"}])
def test_what_cannot_be_read_says_what_it_should_have_been(data: object) -> None:
    with pytest.raises(ValueError, match="Button"):
        codec.from_json(Button, data)


def test_an_unknown_kind_and_a_value_without_form_are_refused() -> None:
    with pytest.raises(ValueError, match="Nonsense"):
        codec.one_of((Event,), {"is": "Nonsense"})
    with pytest.raises(TypeError, match="object has no JSON form"):
        codec.to_json(object())
