"""The desk dies around each commit and each call while it sends, corrects and recalls an announcement: every copy comes out the same."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.broadcast.announcement import Announcement, State, Words
from knowledge.broadcast.audience import Atom, Audience, Group
from knowledge.conversation.event import Account, ButtonPressed, FormFilled
from storage.store import Store
from tests.durable.test_bot_crash_points import ENTRIES, MORNING, TOWN, CoarseLife, Town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.databases import Databases

CECILIA = Account(platform="fake", id="cecilia")
READERS = ("anna",)


def _sends(_number: int) -> ButtonPressed:
    return ButtonPressed(id="fake:send", at=MORNING, who=CECILIA, key="announcement/1/desk/cecilia", action="send")


def _form(name: str, **values: str) -> FormFilled:
    return FormFilled(id=f"fake:{name}", at=MORNING, who=CECILIA, form=name, about="announcement/1", values=values)


SCENES = (
    (_sends, timedelta(minutes=1)),
    (lambda _number: _form("announcement_correct", title="Nytt", text="Tisdag.", what="Dagen."), timedelta(minutes=1)),
    (lambda _number: _form("announcement_recall", reason="Fel."), timedelta(minutes=1)),
)
STANDS = ("Måndag.", "Tisdag.", "Återkallat")
"""What every copy says after each scene."""


async def _prepared(url: str, *, tells: bool) -> Town:
    store = await Store.open(url)
    async with store.transaction() as tx:
        await tx.directory.replace(TOWN)
        await tx.faq.replace(ENTRIES, None, MORNING)
        who = tuple(Atom(kind="person", value=person) for person in READERS)
        words = {"sv": Words(title="Nytt", body="Måndag.")}
        one = Announcement(
            author="cecilia", words=words, audience=Audience(groups=(Group(who=who),)), for_meeting=False
        )
        await tx.announcements.add(one, MORNING)
    await store.close()
    return Town(url, SCENES, tells=tells)


async def _ledger(url: str) -> tuple[State, dict[str, str]]:
    store = await Store.open(url)
    async with store.reading() as tx:
        one = await tx.announcements.get(1)
        assert one is not None
        rows = {row.recipient: row.state for row in await tx.ledger.where(1)}
    await store.close()
    return one.state, rows


async def _death(url: str, scene: int, point: int, *, tells: bool) -> bool:
    """Die at that point of that scene; gives whether there is such a point."""
    town, life = await _prepared(url, tells=tells), CoarseLife(point)
    if scene:
        assert await town.live(CoarseLife(), *range(scene))
    await town.live(life, scene)
    if life.where:
        await town.survive(scene)
    state, rows = await _ledger(url)
    assert state is (State.RECALLED if scene == 2 else State.SENT), life.where
    copies = [post for post in town.service.posts if "/copy/" in post.key]
    posted = Counter(post.key.rsplit("/", 1)[1] for post in copies)
    assert max(posted.values(), default=1) == 1, f"doubled at {life.where}"
    for reader in READERS:
        if rows[reader] == "uncertain":
            assert not tells, f"uncertain at {life.where}, though the service tells"
        else:
            assert (rows[reader], posted[reader]) == ("arrived", 1), life.where
    sure = [post for post in copies if rows[post.key.rsplit("/", 1)[1]] == "arrived"]
    assert all(STANDS[scene] in post.text for post in sure), life.where
    return bool(life.where)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("scene", "kind", "tells"),
    [*((scene, kind, True) for scene in range(len(SCENES)) for kind in ("sqlite", "postgres")), (0, "sqlite", False)],
)
def test_the_desk_may_die_at_any_point(
    scene: int, kind: str, tells: bool, databases: Databases, tmp_path: Path
) -> None:  # fmt: skip
    point = 0
    while True:
        folder = tmp_path / str(point)
        folder.mkdir()
        with databases.fresh(kind, folder) as url:
            if not asyncio.run(_death(url, scene, point, tells=tells)):
                break
        point += 1
    assert point > 3, "hardly any point was tried"
