"""The desk dies around each commit and each call while it sends, corrects and recalls an announcement: every copy comes out the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.broadcast.announcement import Announcement, State, Words
from knowledge.broadcast.audience import Atom, Audience, Group
from knowledge.conversation.event import Account, ButtonPressed, FormFilled
from storage.store import Store
from tests.durable.dying import ENTRIES, MORNING, TOWN, Town, at_any_point

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


async def _death(url: str, scene: int, point: int, *, tells: bool) -> str:
    """Die at that point of that scene; gives where that was, or nothing when there is no such point."""
    town = await _prepared(url, tells=tells)
    where = await town.through(scene, point)
    state, rows = await _ledger(url)
    assert state is (State.RECALLED if scene == 2 else State.SENT), where
    copies = [post for post in town.service.posts if "/copy/" in post.key]
    posted = Counter(post.key.rsplit("/", 1)[1] for post in copies)
    assert max(posted.values(), default=1) == 1, f"doubled at {where}"
    for reader in READERS:
        if rows[reader] == "uncertain":
            assert not tells, f"uncertain at {where}, though the service tells"
        else:
            assert (rows[reader], posted[reader]) == ("arrived", 1), where
    sure = [post for post in copies if rows[post.key.rsplit("/", 1)[1]] == "arrived"]
    assert all(STANDS[scene] in post.text for post in sure), where
    return where


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("scene", "kind", "tells"),
    [*((scene, kind, True) for scene in range(len(SCENES)) for kind in ("sqlite", "postgres")), (0, "sqlite", False)],
)
def test_the_desk_may_die_at_any_point(
    scene: int, kind: str, tells: bool, databases: Databases, tmp_path: Path
) -> None:  # fmt: skip
    at_any_point(kind, databases, tmp_path, lambda url, point: _death(url, scene, point, tells=tells))
