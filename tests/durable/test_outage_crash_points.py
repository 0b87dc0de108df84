"""The whole desk dies around each commit and each call while an outage comes and goes: everybody hears each thing once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.conversation.event import ButtonPressed, MessagePosted, MessageRef
from storage.store import Store
from tests.durable.dying import MORNING, at_any_point, prepared, who

if TYPE_CHECKING:
    from pathlib import Path

    from tests.databases import Databases
    from tests.durable.dying import Scenes

ASKS = "kan inte logga in i unikum, är det något fel?"
BANNER = "outage/1/banner/support/fake"


def _asks(_number: int) -> MessagePosted:
    ref = MessageRef(platform="fake", channel="support", id="m1")
    return MessagePosted(id="fake:m1", at=MORNING, author=who("anna"), ref=ref, text=ASKS)


def _on(_number: int) -> MessagePosted:
    ref = MessageRef(platform="fake", channel="direct:cecilia", id="m2")
    return MessagePosted(
        id="fake:m2", at=MORNING, author=who("cecilia"), ref=ref, text="driftstörning det går inte att logga in"
    )


def _off(_number: int) -> ButtonPressed:
    return ButtonPressed(id="fake:off", at=MORNING, who=who("cecilia"), key=BANNER, action="outage_off")


SCENES: Scenes = ((_asks, timedelta(minutes=1)), (_on, timedelta(minutes=1)), (_off, timedelta(minutes=1)))
POSTS = ({"card": 1}, {"card": 1, BANNER: 1}, {"card": 2, BANNER: 1})
"""For each scene: how often what has been posted by then; the card comes anew when it is over."""
STATES = (("waiting", None), ("waiting", 1), ("answered", 1))


async def _death(url: str, scene: int, point: int) -> str:
    """Die at that point of that scene; gives where that was, or nothing when there is no such point."""
    town = await prepared(url, SCENES)
    where = await town.through(scene, point)
    store = await Store.open(url)
    async with store.reading() as tx:
        (question,) = await tx.questions.where()
        assert set(await tx.outbox.counts()) <= {"done", "cancelled"}
        assert len(await tx.timers.keys("outage/")) == (1 if scene == 1 else 0), where
        assert (await tx.desk.get("outages/open") or []) == ([1] if scene == 1 else []), where
    await store.close()
    assert (question.state.value, question.outage) == STATES[scene], where
    posted = Counter(post.key for post in town.service.posts)
    wanted = {(name if "/" in name else question.key(name)): count for name, count in POSTS[scene].items()}
    assert {key: count for key, count in posted.items() if not key.startswith("reply/")} == wanted, where
    return where


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("scene", [1, 2], ids=["on", "over"])
def test_the_desk_may_die_at_any_point_of_an_outage(
    scene: int, kind: str, databases: Databases, tmp_path: Path
) -> None:
    at_any_point(kind, databases, tmp_path, lambda url, point: _death(url, scene, point))
