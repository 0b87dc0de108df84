"""The whole desk dies around each commit and each call while a term begins, and while a wish goes its way: each hears it once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot import config
from handlers import terms
from knowledge.conversation.event import ButtonPressed, FormFilled, MessagePosted, MessageRef
from knowledge.support.wish import WishState
from storage.store import Store
from tests.durable.dying import MINUTE, MORNING, at_any_point, left, prepared, who
from tests.durable.service import FakeService

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from storage.transaction import Transaction
    from tests.databases import Databases
    from tests.durable.dying import Scenes

POSTS = config.load({}, overrides={"posts": {"term_start": "true", "desk": "true"}}, rehearsal=True)
TERM_BEGINS: Scenes = ((lambda _newest: None, MINUTE),)
CARD = "desk_card/support/fake"


async def _holidays_are_over(tx: Transaction) -> None:
    await tx.desk.set(terms.KNOWN, "2026-vt")
    await tx.timers.set(terms.KEY, terms.TERM, MORNING)


async def _begun(url: str, point: int) -> str:
    """The desk opens for the first time in a term; gives where it died, or nothing when there is no such point."""
    town = await prepared(url, TERM_BEGINS, before=_holidays_are_over)
    town.settings, town.service = POSTS, FakeService(pins=True)
    where = await town.dies(point, 0)
    store = await Store.open(url)
    timers = await left(store, "term/")
    async with store.reading() as tx:
        known, asked = await tx.desk.get(terms.KNOWN), await tx.desk.under("role_asked/")
    await store.close()
    assert (known, timers["term/"]) == ("2026-ht", ["term/again", terms.KEY]), where
    assert {(name, row["times"]) for name, row in asked.items()} == {("role_asked/cecilia", 1), ("role_asked/eva", 1)}
    told = {CARD: 1, "person/cecilia/role/2026-ht": 1, "person/eva/role/2026-ht": 1}
    assert town.posted() == told, where
    assert [one.key for one in town.service.posts if one.id in town.service.pinned] == [CARD], where
    return where


def _said(_newest: int) -> MessagePosted:
    ref = MessageRef(platform="fake", channel="direct:anna", id="m1")
    text = "förslag: Lärloggen borde kunna sorteras efter ämne"
    return MessagePosted(id="fake:m1", at=MORNING, author=who("anna"), ref=ref, text=text)


def _forwards(newest: int) -> ButtonPressed:
    return ButtonPressed(id="fake:on", at=MORNING, who=who("eva"), key="", action=f"wish_forward:{newest}")


def _ends(newest: int) -> FormFilled:
    values = {"outcome": "there", "note": "Se filtret."}
    about = f"wish/{newest}"
    return FormFilled(id="fake:end", at=MORNING, who=who("cecilia"), form="feedback_answer", about=about, values=values)


WISH: Scenes = ((_said, timedelta()), (_forwards, timedelta()), (_ends, timedelta()))


async def _wished(url: str, point: int) -> str:
    """A wish goes from the school to central, where it ends."""
    town = await prepared(url, WISH)
    where = await town.dies(point, 0, 1, 2)
    store = await Store.open(url)
    timers = await left(store, "wish/")
    async with store.reading() as tx:
        (wish,) = await tx.wishes.of("anna")
    await store.close()
    assert (wish.state, wish.outcome, wish.told) == (WishState.CLOSED, "there", ("received", "closed")), where
    told = {f"{wish.key}/{one}": 1 for one in ("asked/person/eva", "central/cecilia", "closed/person/anna")}
    assert (town.posted(), timers["wish/"]) == (told, []), where
    heard = [post.key for post in town.service.posts if post.to.channel == "direct:anna"]
    assert len(heard) == len(set(heard)) == 2, f"{heard} at {where}"
    return where


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("death", [_begun, _wished], ids=["term", "wish"])
def test_the_desk_may_die_at_any_point_of(
    death: Callable[[str, int], Coroutine[Any, Any, str]], kind: str, databases: Databases, tmp_path: Path
) -> None:
    at_any_point(kind, databases, tmp_path, death)
