"""The whole desk dies around each commit and each call while the vendor's answer goes to three threads: each hears it once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.conversation.event import ButtonPressed, FormFilled, MessagePosted, MessageRef
from knowledge.support.question import State
from storage.store import Store
from tests.durable.dying import MORNING, TOWN, at_any_point, prepared, who
from tests.journeys.town import PRINT, SIGNS, VOTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.conversation.event import Event
    from tests.databases import Databases
    from tests.durable.dying import Scenes

ANSWER = "Det är rättat."
CASE = {"title": "Utskriften blir tom", "what": "Den är tom.", "askers": "1"}


def _asks(number: int, text: str) -> Callable[[int], Event]:
    ref = MessageRef(platform="fake", channel="support", id=f"m{number}")
    said = MessagePosted(id=f"fake:m{number}", at=MORNING, author=who("anna"), ref=ref, text=text)
    return lambda _newest: said


def _takes(number: int) -> Callable[[int], Event]:
    key = f"question/{number}/card"
    press = ButtonPressed(id=f"fake:take{number}", at=MORNING, who=who("cecilia"), key=key, action="take")
    return lambda _newest: press


def _fills(name: str, form: str, about: str, **values: Any) -> Callable[[int], Event]:
    filled = FormFilled(id=f"fake:{name}", at=MORNING, who=who("cecilia"), form=form, about=about, values=values)
    return lambda _newest: filled


MINUTE = timedelta(minutes=1)
SCENES: Scenes = (
    (_asks(1, SIGNS), MINUTE),
    (_asks(2, VOTE), MINUTE),
    (_asks(3, PRINT), MINUTE),
    (_takes(1), MINUTE),
    (_takes(2), MINUTE),
    (_takes(3), MINUTE),
    (_fills("one", "vendor_case", "question/1", **CASE), MINUTE),
    (_fills("two", "vendor_case", "question/2", join="1"), MINUTE),
    (_fills("three", "vendor_case", "question/3", join="1"), MINUTE),
    (_fills("answer", "vendor_answer", "vendor/1", answer=ANSWER), MINUTE),
)
SENT, TOLD = 6, 9


async def _death(url: str, scene: int, point: int) -> str:
    """Die at that point of that scene; gives where that was, or nothing when there is no such point."""
    people = tuple(replace(one, vendor_contact=one.id == "cecilia") for one in TOWN.people)
    town = await prepared(url, SCENES, replace(TOWN, people=people))
    where = await town.through(scene, point)
    store = await Store.open(url)
    async with store.reading() as tx:
        questions = await tx.questions.where()
        cases = await tx.vendor.cases(("open", "answered", "closed"))
        assert set(await tx.outbox.counts()) <= {"done", "cancelled"}, where
        timers = await tx.timers.keys("vendor/")
    await store.close()
    posted = Counter(post.key for post in town.service.posts)
    if scene == SENT:
        assert [one.state for one in questions] == [State.WITH_VENDOR, State.TAKEN, State.TAKEN], where
        assert [one.questions for one in cases] == [(1,)], where
        assert timers == [f"{cases[0].key}/remind"], where
    else:
        assert {(one.state, one.from_vendor, one.answer_text) for one in questions} == {(State.ANSWERED, True, ANSWER)}
        assert ([one.state.value for one in cases], timers) == (["answered"], []), where
        assert [posted[one.key("card")] for one in questions] == [2, 2, 2], where
    assert posted[f"{cases[0].key}/case"] == 1, where
    return where


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("scene", [SENT, TOLD], ids=["sent", "told"])
def test_the_desk_may_die_at_any_point_of_a_case(scene: int, kind: str, databases: Databases, tmp_path: Path) -> None:
    at_any_point(kind, databases, tmp_path, lambda url, point: _death(url, scene, point))
