"""Plays: people whose school nobody knows, or who have two; strangers who turn out to be somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.conversation.event import Account, PersonKnown
from tests.journeys.day import Day, called, events, only
from tests.journeys.town import ASSIGN, FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store


async def test_a_stranger_is_asked_once_and_the_question_moves_to_the_school(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    asked = await day.says("nya", SIGNS, "q1")
    assert events(asked) == [("posted", "waiting"), ("posted", "waiting"), ("notice", "choose_school")]
    assert called(asked) == ["cecilia"]
    assert asked[0]["text"].startswith(
        "Frågan ligger hos Cecilia Holm, centralt, tills vi vet vilken skola det gäller.\n"
    )
    which = only(asked, "notice", "choose_school")
    assert (which["to"], which["place"], which["thread"]) == ("nya", "support", "q1")
    assert which["text"] == (
        "Vilken skola gäller din fråga i supportkanalen? Jag kommer ihåg det till nästa gång.\n"
        "Frågan ligger hos de centrala kontakterna så länge."
    )
    assert which["buttons"] == ["choose_school:lindskolan", "choose_school:hagaskolan", "choose_school:ekskolan"]
    chosen = await day.presses("nya", "choose_school:lindskolan", "q1")
    assert only(chosen, "notice")["text"].startswith(
        "Tack. Din kontakt på Lindskolan är Eva Lind, och frågan ligger där nu. Byta skola: min skola."
    )
    assert called(chosen) == ["eva"]
    assert {line["reply"] for line in chosen if line["event"] == "withdrawn"} == {"choose_school", "waiting"}
    assert day.card("q1")["text"].startswith("Frågan ligger hos Eva Lind, Lindskolan.\n")
    again = await day.says("nya", VOTE, "q2")
    assert events(again) == [("posted", "waiting"), ("posted", "waiting")]  # remembered
    assert called(again) == ["eva"]
    await day.end()


async def test_a_school_without_a_contact_leaves_the_question_where_it_is(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("nya", SIGNS, "q")
    chosen = await day.fills("nya", "choose_school", "q", school="ekskolan")
    assert only(chosen, "notice")["text"] == (
        "Tack. Ekskolan har ingen egen kontakt just nu, så frågan ligger kvar hos de centrala kontakterna: "
        "Cecilia Holm, Mats Nyström och Amina Warsame."
    )
    assert called(chosen) == []
    assert day.card("q")["text"].startswith("Frågan ligger hos Cecilia Holm, centralt.\n")
    assert (await day.question("q")).school == "ekskolan"
    await day.end()


async def test_no_particular_school_or_one_that_is_not_listed(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, posts={"alarms": "true"})
    await day.says("nya", SIGNS, "q1")
    none = await day.fills("nya", "choose_school", "q1", school="none")
    assert events(none) == [("notice", "choose_school"), ("withdrawn", "choose_school")]
    assert none[0]["text"] == "Tack. Då ligger frågan kvar hos de centrala kontakterna."
    await day.says("annan", VOTE, "q2")
    missing = await day.fills("annan", "choose_school", "q2", school="missing")
    alarm = only(missing, "posted", "alarm")
    assert (alarm["place"], alarm["text"]) == (
        "central", "⚠️ annan hittar inte sin skola i listan. Finns den under ett annat namn?"
    )  # fmt: skip
    wrong = only(await day.fills("annan", "choose_school", "q2", school="hogwarts"), "refused", "refusal")
    assert wrong["text"] == "Jag hittar ingen skola som heter ”hogwarts”."
    await day.end()


async def test_somebody_at_two_schools_says_which_one_each_time(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    asked = await day.says("dragana", SIGNS, "q1")
    which = only(asked, "notice", "choose_school")
    assert which["text"] == "Gäller din fråga i supportkanalen Lindskolan eller Hagaskolan?"
    assert which["buttons"] == ["choose_school:lindskolan", "choose_school:hagaskolan"]
    assert called(asked) == ["cecilia"]
    assert called(await day.presses("dragana", "choose_school:hagaskolan", "q1")) == ["jonas"]
    assert only(await day.says("dragana", VOTE, "q2"), "notice", "choose_school")
    async with store.reading() as tx:
        person = (await tx.directory.load()).person("dragana")
    assert person is not None
    assert person.schools == ("lindskolan", "hagaskolan")
    await day.end()


async def test_my_school_moves_what_waits_and_many_schools_are_a_list(day: Day) -> None:
    asked = await day.says("nya", "går det att skriva ut namnskyltar till krokarna direkt från unikum?", "q")
    if not called(asked):
        asked = await day.presses("nya", "ask_human", "q")
    which = only(asked, "notice", "choose_school")
    assert which["buttons"] == ["choose_school"]  # eight schools are too many for buttons
    form = only(await day.presses("nya", "choose_school", "q"), "notice", "form")
    assert form["form"] == "choose_school"
    unknown = only(await day.writes_to_the_bot("nya", "min skola Lundskolan"), "direct")
    assert unknown["text"] == "Jag hittar ingen skola som heter ”Lundskolan”. Menar du Lindskolan?"
    moved = await day.writes_to_the_bot("nya", "min skola är linden")
    assert called(moved) == ["eva"]
    assert only(moved, "direct")["text"].startswith("Tack. Din kontakt på Lindskolan är Eva Lind")
    assert only(await day.writes_to_the_bot("nya", "min skola"), "direct")["text"].startswith("Du hör till Lindskolan.")


async def test_the_school_is_asked_for_only_when_a_person_is_needed(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert events(await day.says("nya", ASSIGN, "q")) == [("posted", "answer")]
    await day.joins("nya")
    await day.presses("nya", "choose_school:lindskolan")
    assert called(await day.presses("nya", "not_helped", "q")) == ["eva"]  # told since it was asked
    await day.end()


async def test_a_stranger_turns_out_to_be_somebody_in_the_directory(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    async with store.transaction() as tx:
        lucy = (await tx.directory.load()).person("lucy")
        assert lucy is not None
        await tx.directory.save_person(type(lucy)(**{**vars(lucy), "email": "lucy@example.org", "accounts": {}}))
    await day.says("U23", SIGNS, "q1")
    await day.presses("U23", "choose_school:lindskolan", "q1")
    at = day.play.stage.clock.now()
    account = Account(platform="local", id="U23", name="Lucy H")
    await day.play.stage.app.bot.hear(PersonKnown(id="known", at=at, account=account, email="Lucy@Example.org"))
    assert (await day.question("q1")).asker == "lucy"
    asked = await day.says("U23", FILM, "q2")
    assert called(asked) == ["mats"]  # Ekskolan, as the directory says
    assert asked[0]["text"].startswith("Mats Nyström, one of the central contacts, has the question.")
    await day.presses("U23", "solved", "q1")
    assert "av Lucy Hart" in day.card("q1")["text"]
    async with store.reading() as tx:
        assert (await tx.directory.load()).person("U23") is None
    await day.end()
