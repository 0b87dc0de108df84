"""What `check` says of the vendor list: that nobody may send cases, and which have been silent for long."""

from __future__ import annotations

from datetime import timedelta

from bot.commands.check_vendor import lines
from knowledge.support.directory import Directory, Person, Role
from knowledge.support.vendor_case import CaseText, VendorCase, reminded
from storage.store import Store
from tests.storage.made import NOON

MATS = Person(id="mats", name="Mats Nyström", role=Role.CENTRAL, vendor_contact=True)
CASE = VendorCase(text=CaseText(title="Tom utskrift", what="Den är tom."), by="mats", follower="mats", sent_at=NOON)


async def test_a_desk_that_nobody_may_speak_for_is_a_risk(store: Store) -> None:
    async with store.reading() as tx:
        assert await lines(tx, Directory(people=(MATS,)), NOON) == []
        assert await lines(tx, Directory(), NOON) == []
        nobody = Directory(people=(Person(id="cecilia", name="Cecilia Holm", role=Role.CENTRAL),))
        (said,) = await lines(tx, nobody, NOON)
    assert "set vendor_contact for one of them" in said


async def test_a_case_that_is_silent_for_long_is_named(store: Store) -> None:
    town = Directory(people=(MATS,))
    async with store.transaction() as tx:
        first = await tx.vendor.add(CASE)
        await tx.vendor.add(reminded(CASE, NOON + timedelta(days=20)))
    async with store.reading() as tx:
        assert await lines(tx, town, NOON + timedelta(days=30)) == []
        (said,) = await lines(tx, town, NOON + timedelta(days=31))
    assert said.startswith(f"case {first.number} has been silent since 2026-11-24")
