"""Plays: who may announce what to whom, with a second contact's yes, and what two people do at the same time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.conversation.message import Form
from knowledge.support.directory import Role
from tests.journeys.day import only
from tests.journeys.news import LOCALS, NEWS, card, got
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

FEW = {"announcements": {"approval_above": 2}}


async def _demoted(day: Day, person: str) -> None:
    """The directory says now that the person is a teacher."""
    async with day.store.transaction() as tx:
        directory = await tx.directory.load()
        who = directory.person(person)
        assert who is not None
        await tx.directory.save_person(replace(who, role=Role.TEACHER))


async def test_above_the_limit_a_second_contact_approves(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **FEW)
    await day.writes_to_the_bot("cecilia", NEWS)
    asked = await day.presses("cecilia", "send")
    assert got(asked, "approval") == ["amina", "mats"]
    text = next(line["text"] for line in asked if line["key"].endswith("/approval/mats"))
    assert text.startswith(
        "Cecilia Holm vill skicka ”Nya omdömen” till 3 personer (lokala kontakter). Över 2 behöver ni vara två."
    )
    assert "väntar på att Mats Nyström och Amina Warsame godkänner" in card(day)["text"]
    assert got(await day.passes("2h")) == []
    approved = await day.presses("mats", "approve")
    assert any("är godkänt av Mats Nyström" in line["text"] for line in approved)
    assert got(await day.passes("31s")) == LOCALS
    late = await day.presses("amina", "approve")
    assert only(late, "refused")
    await day.end()


async def test_nobody_approves_their_own(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **FEW)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.presses("cecilia", "send")
    await day.presses("mats", "decline")
    assert any("Mats Nyström vill inte" in line["text"] for line in day.lines if line["to"] == "cecilia")
    assert card(day)["buttons"][0] == "send"
    assert got(await day.passes("2d")) == []
    await day.end()


async def test_a_change_after_the_approval_needs_another_one(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, **FEW)
    await day.writes_to_the_bot("cecilia", f"{NEWS}\nSkicka: fredag 8.00")
    await day.presses("cecilia", "schedule")
    await day.presses("mats", "approve")
    await day.presses("cecilia", "undo")
    asked = await day.presses("cecilia", "schedule")
    assert got(asked, "approval") or any(line["key"].endswith("/approval/mats") for line in asked)
    assert got(await day.passes("5d")) == []
    await day.end()


async def test_the_only_central_contact_is_told_what_to_do(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("mats", "amina"), **FEW)
    await day.writes_to_the_bot("cecilia", NEWS)
    refused = only(await day.presses("cecilia", "send"), "refused")
    assert "announcements.approval_above" in refused["text"]
    await day.end()


async def test_an_author_reaches_only_whom_the_settings_allow(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, announcements={"allowed": {"cecilia": "Lindskolan"}})
    await day.writes_to_the_bot("cecilia", NEWS)
    refused = only(await day.presses("cecilia", "send"), "refused")
    assert refused["text"] == "Cecilia Holm får skriva till: Lindskolan. Urvalet är större än så."
    await day.writes_to_the_bot("cecilia", "meddela lärare på Lindskolan: Hej\nNytt.")
    await day.presses("cecilia", "send")
    assert got(await day.passes("31s")) == ["anna", "dragana", "olle"]
    await day.end()


async def test_whoever_reads_a_channel_counts_among_those_whom_an_author_reaches(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, announcements={"allowed": {"cecilia": "Lindskolan"}})
    await day.writes_to_the_bot("cecilia", "meddela lärare på Lindskolan: Hej\nNytt.\nVar: båda")
    assert not [line for line in await day.presses("cecilia", "send") if line["event"] == "refused"]
    await day.writes_to_the_bot(
        "cecilia", "meddela lärare: Hej\nNytt.\nVar: kanaler"
    )  # everybody reads the support channel
    assert only(await day.presses("cecilia", "send"), "refused")
    await day.end()


async def test_an_author_who_lost_the_role_sends_nothing_and_central_is_told(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", f"{NEWS}\nSkicka: fredag 8.00")
    await day.presses("cecilia", "schedule")
    await _demoted(day, "cecilia")
    lines = await day.comes("2026-11-27T08:01")
    assert got(lines) == []
    held = [line for line in lines if "/held/" in line["key"]]
    assert sorted(line["to"] for line in held) == ["amina", "cecilia", "mats"]
    assert "gick inte ut" in held[0]["text"]
    assert got(await day.passes("5d")) == []
    await day.end()


async def test_two_who_edit_one_draft_see_each_others_words(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.writes_to_the_bot("mats", "meddela")
    await day.presses("mats", "announcement_show:1")
    await day.presses("mats", "announcement_edit")
    await day.presses("cecilia", "announcement_edit")
    chat, about = day.play.stage.chat, "announcement/1#1"
    first = {"to": "lokala kontakter", "title": "Nya omdömen", "text": "Cecilias text."}
    await chat.fill(day.play._account("cecilia"), "announcement", about, first)
    shown = await chat.fill(day.play._account("mats"), "announcement", about, {**first, "text": "Mats text."})
    assert isinstance(shown, Form)
    assert "Cecilia Holm har ändrat utkastet" in shown.problems["text"]
    assert "Cecilias text." in shown.problems["text"]
    assert shown.values["text"] == "Mats text."
    await day.passes("1m")
    assert "Cecilias text." in card(day)["text"]
    await day.end()


async def test_another_contact_sends_what_is_in_the_list(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.writes_to_the_bot("cecilia", NEWS)
    await day.passes("1m")
    listed = only(await day.writes_to_the_bot("mats", "meddela"), "direct")
    assert "Nya omdömen (utkast), Cecilia Holm" in listed["text"]
    await day.presses("mats", "announcement_show:1")
    await day.presses("mats", "send")
    assert got(await day.passes("31s")) == LOCALS
    twice = await day.presses("cecilia", "send")
    assert only(twice, "refused")
    assert got(await day.passes("2d")) == []
    await day.end()
