"""Plays: central says in a channel what it is, what it becomes, and that it is nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, only
from tests.journeys.town import FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_channel_becomes_what_central_says_and_what_follows_is_said(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    changed = only(await day.mentions_the_bot("mats", "den här kanalen är nyheter"), "notice", "command")
    assert changed["text"] == (
        "Kanalen var: Supportkanal. Nu är den: Nyheter.\nMeddelanden kan gå hit. Jag letar inte frågor här.\n"
        "En fråga härifrån är öppen. Den går vidare som förut.\n"
        "Ingen kanal är support nu. Frågor tar jag bara emot direkt."
    )
    assert await day.says("olle", VOTE, "q2") == []
    await day.presses("eva", "take", "q1")
    assert await day.state("q1") == "taken"
    again = only(await day.mentions_the_bot("mats", "kanalen är nyheter"), "notice", "command")
    assert again["text"] == "Så är det redan. Kanalen är: Nyheter."
    await day.mentions_the_bot("mats", "kanalen är support igen")
    assert called(await day.says("olle", FILM, "q3")) == ["eva"]
    await day.end()


async def test_a_channel_is_a_schools_and_then_nothing(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    known = only(
        await day.mentions_the_bot("mats", "den här kanalen är för Linds kolan", "central"), "notice", "command"
    )
    assert known["text"].startswith("Kanalen var: Centrala. Nu är den: En skolas kanal (Lindskolan).\n")
    unknown = only(await day.mentions_the_bot("mats", "kanalen är för Lundskolan", "central"), "notice", "command")
    assert unknown["text"] == "Jag hittar ingen skola som heter ”Lundskolan”. Menar du Lindskolan?"
    gone = only(
        await day.mentions_the_bot("mats", "den här kanalen är inte för Lindskolan längre", "central"), "notice"
    )
    assert gone["text"] == (
        "Kanalen var: En skolas kanal (Lindskolan). Nu är den ingen av mina kanaler, och jag är tyst här."
    )
    async with store.reading() as tx:
        assert [one.id for one in (await tx.directory.load()).places] == ["support"]
    nothing = await day.mentions_the_bot("mats", "kanalen är ingenting", "central")
    assert nothing[0]["text"] == "Kanalen är redan ingen av mina."
    back = only(await day.mentions_the_bot("mats", "this channel is central", "central"), "notice", "command")
    assert back["text"].startswith("Tack. Då vet jag vad kanalen är: Centrala.")
    await day.end()


async def test_only_central_says_so_and_only_in_the_channel(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    no = await day.mentions_the_bot("eva", "den här kanalen är nyheter")
    assert no[0]["text"].startswith("Det kan bara de centrala kontakterna göra:")
    where = only(await day.writes_to_the_bot("mats", "den här kanalen är support"), "refused", "refusal")
    assert where["text"] == "Skriv det i kanalen som det gäller, och nämn mig."
    await day.end()
