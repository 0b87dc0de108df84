"""Plays: the bot loses a channel and gets it back; channels are closed, renamed, moved, and said to be a school's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.event import Account
from knowledge.support.directory import Place, PlaceKind
from tests.journeys.day import Day, called, events, only
from tests.journeys.happenings import people, place
from tests.journeys.town import ASSIGN, FILM, LOGGED_OUT, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store


def told(lines: list[Line]) -> dict[str, str]:
    """Person -> what they were told alone."""
    return {line["to"]: line["text"] for line in lines if line["event"] == "direct"}


def in_channel(lines: list[Line], channel: str = "support") -> list[Line]:
    return [line for line in lines if line["place"] == channel and line["event"] != "notice"]


async def test_when_the_bot_is_removed_its_questions_go_on_in_private_and_nothing_is_lost(
    store: Store, tmp_path: Path
) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("gunilla", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.presses("eva", "take", "q2")
    gone = await place(day, "removed")
    assert told(gone).keys() == {"jonas", "eva"}
    assert told(gone)["jonas"].startswith(
        "Jag kan inte skriva i supportkanalen just nu. Gunilla Fors frågar där:\n”går det att skriva ut namnskyltar"
    )
    assert told(gone)["eva"].startswith("Du har tagit frågan.\nJag kan inte skriva i")
    alarm = only(gone, "posted", "alarm")
    assert (alarm["place"], alarm["text"].splitlines()[0]) == (
        "central",
        "⚠️ Jag är borttagen ur supportkanalen. Öppna frågor därifrån: 2. Den som har hand om en fråga får den privat så "
        "länge. Lägg till mig igen, så fortsätter allt som förut.",
    )
    assert await place(day, "removed") == []
    later = await day.comes("2026-11-24T11:00")  # half of the local step
    assert in_channel(later) == []
    assert told(later).keys() == {"leila"}
    solved = await day.presses("eva", "solved", "q2")
    assert in_channel(solved) == []
    assert "anna" in told(solved)  # she is told that it is solved
    again = await place(day, "added")
    assert only(again, "withdrawn", "alarm")
    cards = {line["thread"]: line["state"] for line in in_channel(again) if line["event"] == "revised"}
    assert cards == {"q1": "waiting", "q2": "solved"}
    assert called(await day.says("anna", FILM, "q3")) == ["eva"]
    await day.end()


async def test_a_closed_channel_is_the_same_and_opens_only_when_the_bot_is_in_it(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("anna", SIGNS, "q")
    gone = await place(day, "closed")
    assert told(gone).keys() == {"eva"}
    assert only(gone, "posted", "alarm")["text"].startswith("⚠️ supportkanalen är arkiverad. Öppna frågor")
    assert await place(day, "removed") == []  # they have been told
    assert await place(day, "opened") == []
    taken = await day.presses("eva", "take", "q")
    assert in_channel(taken) == []
    assert ("revised", "taken") in events(taken)  # what Eva was told has other buttons now
    again = await place(day, "added")
    assert {line["state"] for line in in_channel(again)} == {"taken"}
    await day.end()


async def test_whoever_writes_there_shows_that_the_bot_is_in_it_again(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await place(day, "removed")
    assert await day.passes("1h") == []
    asked = await day.says("anna", SIGNS, "q")
    assert called(asked) == ["eva"]
    assert only(asked, "withdrawn", "alarm")
    await day.end()


async def test_nobody_can_put_a_question_where_nothing_can_be_said(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await place(day, "removed")
    no = only(await day.writes_to_the_bot("anna", f"fråga {SIGNS}"), "refused", "refusal")
    assert no["text"] == (
        "Jag kan inte skriva i supportkanalen just nu. Skriv frågan till mig direkt, så kommer den till en kontakt."
    )
    await day.writes_to_the_bot("anna", VOTE, "q")
    assert only(await day.presses("anna", "in_channel", "q"), "refused", "refusal")
    assert told(await day.presses("anna", "to_contact", "q")).keys() >= {"eva"}
    await day.end()


async def test_a_question_goes_to_the_support_channel_that_is_open(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    async with store.transaction() as tx:
        await tx.directory.save_place(Place(id="norra", kind=PlaceKind.SUPPORT, channels={"local": "norra"}))
    await place(day, "closed")
    await day.writes_to_the_bot("anna", f"fråga {SIGNS}", "q")
    assert (await day.question("q")).root.channel == "norra"
    await day.end()


async def test_alarms_find_central_when_their_own_channel_is_shut(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    gone = await place(day, "closed", "central")
    assert told(gone).keys() == {"cecilia", "mats", "amina"}
    await day.end()


async def test_a_channel_that_nobody_knows_may_go_in_silence(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    assert await place(day, "removed", "okänd") == []
    assert await place(day, "opened", "okänd") == []
    only(await place(day, "added", "ny", name="Ny"), "direct", "command")
    assert events(await place(day, "removed", "ny")) == [("withdrawn", "command")]  # nobody need answer
    assert await place(day, "added") == []  # of a known one nobody is asked
    await day.end()


async def test_a_place_is_called_as_its_channel_is(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert await place(day, "renamed", name="unikum-hjälp") == []
    sent = only(await day.writes_to_the_bot("anna", f"fråga {SIGNS}"), "direct")
    assert sent["text"].startswith("Din fråga ligger nu i unikum-hjälp")
    await place(day, "added", "ny", name="Gammalt namn")
    await place(day, "renamed", "ny", name="Nytt *namn*")
    await day.presses("cecilia", "place_kind:news")
    assert (await people(store)).places[-1].name == "Nytt *namn*"
    await day.end()


async def test_a_channel_with_another_id_is_the_same_place(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q")
    assert await place(day, "moved", to="support-2") == []
    question = await day.question("q")
    assert (question.place, question.root.channel) == ("support", "support-2")
    day.play.stage.channels["support"] = "support-2"
    assert [line["reply"] for line in await day.says("anna", ASSIGN, "q2")] == ["answer"]
    moved = await day.presses("eva", "take", "q")
    assert ("revised", "taken") in events(moved)
    assert await place(day, "moved", to="") == []
    await day.end()


async def _added(day: Day) -> list[str]:
    asked = await place(day, "added", "larare", name="Lindskolans lärare", by=Account(platform="local", id="mats"))
    return list(only(asked, "direct", "command")["buttons"])


async def test_a_schools_channel_needs_its_school(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert "place_kind:school" in await _added(day)
    form = only(await day.presses("mats", "place_kind:school"), "notice", "form")
    assert (form["form"], form["text"].splitlines()[0]) == ("choose_school", "Vilken skolas kanal?")
    assert len((await people(store)).places) == 2  # not before the school is known
    chat = day.play.stage.chat
    await chat.fill("anna", "choose_school", "place/local/larare", {"school": "lindskolan"})
    assert only(await day.passes("1s"), "refused", "refusal")["text"].startswith("Det kan bara de centrala")
    await chat.fill("mats", "choose_school", "place/local/larare", {"school": "lindskolan"})
    done = await day.passes("1s")
    assert only(done, "notice", "command")["text"] == "Tack. Då vet jag att kanalen hör till Lindskolan."
    assert ("withdrawn", "command") in events(done)
    made = (await people(store)).places[-1]
    assert (made.kind, made.school, made.name) == ("school", "lindskolan", "Lindskolans lärare")
    await day.says("anna", LOGGED_OUT, "q")
    await day.end()


async def test_what_a_channel_is_is_said_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await _added(day)
    await day.presses("mats", "place_kind:news")
    at = day.play.stage.chat
    assert len((await people(store)).places) == 3
    shown = await at.fill("mats", "choose_school", "place/local/larare", {"school": "lindskolan"})
    assert shown is not None
    assert only(await day.passes("1s"), "refused", "refusal")["text"].startswith("Det går inte längre.")
    assert (await people(store)).places[-1].kind == "news"
    await day.end()


async def test_a_banner_stands_also_where_the_bot_comes_later(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await place(day, "removed")
    on = await day.writes_to_the_bot("cecilia", "driftstörning det går inte att logga in")
    assert [line for line in on if line["reply"] == "announcement"] == []
    opened = await place(day, "added")
    assert [line["place"] for line in opened if line["reply"] == "announcement"] == ["support"]
    assert [line for line in await place(day, "added") if line["reply"] == "announcement"] == []
    await day.end()
