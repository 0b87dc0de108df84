"""The whole desk dies around each commit and each call to the service, once each: a question's way comes out the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.conversation.event import ButtonPressed, MessagePosted, MessageRef
from storage.store import Store
from tests.durable.dying import MORNING, QUESTION, at_any_point, prepared, who

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.support.question import Question
    from tests.databases import Databases
    from tests.durable.dying import Scenes


def _asks(_number: int) -> MessagePosted:
    ref = MessageRef(platform="fake", channel="support", id="m1")
    return MessagePosted(id="fake:m1", at=MORNING, author=who("anna"), ref=ref, text=QUESTION)


def _presses(person: str, action: str) -> Callable[[int], ButtonPressed]:
    def press(number: int) -> ButtonPressed:
        key = f"question/{number}/card"
        return ButtonPressed(id=f"fake:{person}:{action}", at=MORNING, who=who(person), key=key, action=action)

    return press


SCENES: Scenes = (
    (_asks, timedelta(minutes=1)),
    (_presses("anna", "not_helped"), timedelta(hours=5)),
    (_presses("cecilia", "take"), timedelta(minutes=1)),
    (_presses("cecilia", "solved"), timedelta(minutes=1)),
)
"""The five hours take the question from Eva to Cecilia."""


async def _outcome(url: str) -> tuple[Question, list[str]]:
    store = await Store.open(url)
    async with store.reading() as tx:
        questions = await tx.questions.where()
        assert len(questions) == 1
        happened = [line.what for line in await tx.questions.history(questions[0].number)]
        assert set(await tx.outbox.counts()) <= {"done", "cancelled"}
    await store.close()
    return questions[0], happened


OUTCOMES = (
    ("answered", ["asked", "answered"], 0),
    ("waiting", ["pressed:not_helped", "turn", "turn"], 2),
    ("taken", ["pressed:take", "taken"], 2),
    ("solved", ["pressed:solved", "solved", "asker_called"], 3),
)
"""For each scene: the state after it, what happened in it, and how many call lines there have been by then: Eva is
called, then Cecilia, then Anna."""


async def _death(url: str, scene: int, point: int) -> str:
    """Die at that point of that scene; gives where that was, or nothing when there is no such point."""
    town = await prepared(url, SCENES)
    where = await town.through(scene, point)
    question, happened = await _outcome(url)
    state, _, calls = OUTCOMES[scene]
    assert question.state.value == state, where
    assert happened == [what for _, whats, _ in OUTCOMES[: scene + 1] for what in whats], where
    posted = Counter(post.key for post in town.service.posts)
    assert posted == Counter({question.key("card"): 1, question.key("call"): calls}), where
    assert len(town.service.texts()) == (1 if scene in {0, 2} else 2), where
    return where


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("scene", range(len(SCENES)), ids=["asked", "escalated", "taken", "solved"])
def test_the_desk_may_die_at_any_point_of_a_scene(scene: int, kind: str, databases: Databases, tmp_path: Path) -> None:
    at_any_point(kind, databases, tmp_path, lambda url, point: _death(url, scene, point))
