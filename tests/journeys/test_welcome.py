"""Plays: somebody comes into the support place and is welcomed, once and alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, MemberJoined, MessagePosted, MessageRef, PlaceChanged
from tests.journeys.day import called, only
from tests.journeys.town import ASSIGN, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_colleague_is_welcomed_once_in_their_language(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    hello = only(await day.joins("anna"), "direct", "welcome")
    assert (hello["to"], hello["mentions"], hello["buttons"]) == ("anna", [], ["ask", "who"])
    assert hello["text"] == (
        "Hej Anna, välkommen till supportkanalen.\n"
        "- Fråga som du pratar, direkt i kanalen. Alla ser svaren och lär sig.\n"
        "- Din kontakt på Lindskolan är Eva Lind. Centralt: Cecilia Holm, Mats Nyström och Amina Warsame.\n"
        "- Skriv aldrig namn, personnummer eller något som pekar ut en elev. ”En elev i åk 5” räcker.\n"
        "Fler kommandon: hjälp."
    )
    await day.writes_to_the_bot("anna", "språk engelska")
    assert await day.joins("anna") == []  # not again, though it would read otherwise now
    assert await day.joins("olle", "central") == []  # only support places welcome
    assert only(await day.joins("lucy"), "direct")["text"].startswith("Hello Lucy, and welcome to")
    two = only(await day.joins("dragana"), "direct")
    assert "Din kontakt på Lindskolan och Hagaskolan är Eva Lind, Jonas Åberg och Leila Rahimi." in two["text"]
    await day.end()


async def test_contacts_hear_what_their_part_is(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    local = only(await day.joins("eva"), "direct", "welcome")
    assert "- Du är kontakt för Unikum på Lindskolan. Frågor därifrån kommer till dig i tråden:" in local["text"]
    central = only(await day.joins("mats"), "direct", "welcome")
    assert "- Du är en av de centrala kontakterna." in central["text"]
    await day.end()


async def test_a_newcomer_chooses_the_school_and_hears_who_the_contact_is(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    hello = only(await day.joins("nya"), "direct", "welcome")
    assert "Vilken skola är du på? Välj nedan, så får du veta vem som är din kontakt." in hello["text"]
    assert hello["buttons"] == ["choose_school:lindskolan", "choose_school:hagaskolan", "choose_school:ekskolan"]
    chosen = only(await day.presses("nya", "choose_school:hagaskolan"), "notice", "choose_school")
    assert chosen["text"] == "Tack. Du hör till Hagaskolan. Kontakt där: Jonas Åberg och Leila Rahimi."
    assert called(await day.says("nya", SIGNS, "q")) == ["jonas"]
    await day.end()


async def test_one_central_contact_says_what_a_new_channel_is(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    day.play.stage.channels["ny-kanal"] = "ny-kanal"  # it is there in the chat, but in no directory
    assert await day.says("anna", SIGNS, "q1", place="ny-kanal") == []  # nobody knows what it is yet
    at = day.play.stage.clock.now()
    added = PlaceChanged(id="a", at=at, platform="local", channel="ny-kanal", change="added", name="Ny kanal",
                         by=Account(platform="local", id="mats"))  # fmt: skip
    await day.play.stage.app.bot.hear(added)
    asked = only(await day.passes("1m"), "direct", "command")
    assert (asked["to"], asked["text"]) == (
        "mats", "Jag har lagts till i Ny kanal. Vad är det för kanal? Tills du har svarat är jag tyst där."
    )  # fmt: skip
    assert "place_kind:support" in asked["buttons"]
    known = only(await day.presses("mats", "place_kind:support"), "notice", "command")
    assert known["text"] == "Tack. Då vet jag vad kanalen är: Supportkanal."
    assert called(await day.says("anna", VOTE, "q2", place="ny-kanal")) == ["eva"]
    await day.end()


async def test_other_bots_are_ignored(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    robot, at = Account(platform="local", id="robot", name="Robot", is_bot=True), day.play.stage.clock.now()
    ref = MessageRef(platform="local", channel="support", id="r1")
    for event in (
        MessagePosted(id="1", at=at, author=robot, ref=ref, text=ASSIGN),
        MessagePosted(id="2", at=at, author=robot, ref=replace(ref, id="r2"), text="vem", mentions_bot=True),
        MemberJoined(id="3", at=at, who=robot, channel="support"),
    ):
        await day.play.stage.app.bot.hear(event)
    assert await day.passes("1h") == []
    await day.end()
