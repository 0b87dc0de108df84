"""Plays: a search finds what was asked before, for whom it is to be seen, once for all who asked the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from knowledge.conversation.event import MessageRef
from knowledge.support.directory import Place, PlaceKind
from knowledge.support.question import Question, State
from tests.journeys.day import only
from tests.journeys.town import FILM, SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store
    from tests.journeys.day import Day

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SIGN_WORDS = "namnskyltar krokarna"
NOUNS = ("bok", "boll", "cykel", "damm", "elefant", "fiol", "gris", "hammare", "igelkott", "jacka", "kamel", "lampa")


async def solved(day: Day, text: str = SIGNS, **fields: Any) -> Question:
    """A question that was solved yesterday, as it is stored."""
    yesterday = NOW - timedelta(days=1)
    platform = day.play.stage.chat.name
    made = Question(
        **{
            "asker": "gunilla", "asked_at": yesterday, "text": text, "state": State.SOLVED, "how": "confirmed",
            "place": "support", "root": MessageRef(platform=platform, channel="support", id="1.1"),
            "answered_by": "eva", "answer_text": "Ja, under **Elever** finns *Skriv ut skyltar*.",
            "solved_by": "gunilla", "solved_at": yesterday, "answered_at": yesterday, **fields,
        }
    )  # fmt: skip
    async with day.store.transaction() as tx:
        return await tx.questions.add(made)


async def searches(day: Day, who: str, words: str) -> str:
    """What is found."""
    return str(only(await day.writes_to_the_bot(who, f"sök {words}"), "direct")["text"])


async def test_what_a_colleague_was_told_is_found_with_its_thread(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "signs")
    await day.presses("eva", "take", thread="signs")
    await day.says("eva", "Ja, under Elever finns Skriv ut skyltar.", thread="signs")
    await day.presses("anna", "helped", thread="signs")
    question = await day.question("signs")
    assert question.state is State.SOLVED
    found = only(await day.writes_to_the_bot("goran", f"sök {SIGN_WORDS}"), "direct")
    assert found["text"].splitlines() == [
        f"En träff på ”{SIGN_WORDS}”",
        f"- Fråga {question.number} ”{SIGNS}” – löst 24 november, svar av Eva Lind: ”Ja, under Elever finns Skriv ut skyltar.”",
    ]  # fmt: skip
    assert found["mentions"] == []
    await day.end()


async def test_the_row_links_to_the_card_where_the_thread_can_be_opened(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, on="local")
    here = await solved(day)
    there = await solved(day, FILM, root=MessageRef(platform="fax", channel="support", id="2.2"), answer_text="")
    await day.writes_to_the_bot("anna", f"sök {SIGN_WORDS}")
    await day.writes_to_the_bot("anna", "sök ladda film")
    first, second = [post.message.text for post in day.play.stage.chat.log.everything() if post.message][-2:]
    assert f"[Fråga {here.number}](desk:question/{here.number}/card)" in first
    assert f"- Fråga {there.number} i Fax: ”{FILM}” – löst 23 november" in second
    assert "desk:" not in second
    await day.end()


async def test_five_who_asked_the_same_are_one_row(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    for number in range(5):
        await solved(day, asker=f"teacher{number}")
    await solved(day, FILM)
    found = (await searches(day, "anna", "skriva film")).splitlines()
    assert found[0] == "2 träffar på ”skriva film”"
    assert sorted(line.endswith("skyltar*.” (och 4 till)") for line in found[1:]) == [False, True]
    await day.end()


async def test_a_question_that_a_listed_answer_solved_stands_with_the_answer(store: Store, tmp_path: Path) -> None:
    day = await begin(
        store, tmp_path, more=({"id": "share", "question": "Hur delar jag en planering?", "answer": "Dela."},)
    )
    by_entry = {"answered_by": None, "answer_text": ""}
    for text in ("hur tilldelar man planering åt klassen", "kan planering ges till en klass"):
        await solved(day, text, entry="plan", **by_entry)
    found = await searches(day, "anna", "planering")
    assert "(löste 2 frågor)" in found
    assert "Fråga 1" not in found
    assert "Fråga 2" not in found
    await day.end()


async def test_what_others_may_not_see_is_found_by_nobody_but_its_asker(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    root = MessageRef(platform=day.play.stage.chat.name, channel="direct:gunilla", id="3.3")
    kinds: tuple[dict[str, Any], ...] = (
        {"private": True}, {"silent_place": True}, {"unsure": True}, {"root": root, "place": None},
        {"sensitive": "custody"}, {"linked_to": 1, "how": "linked"},
    )  # fmt: skip
    for number, kind in enumerate(kinds):
        await solved(day, f"{SIGNS} fall {number}", **kind)
    assert (await searches(day, "eva", SIGN_WORDS)).startswith("Inget om")
    assert SIGNS in await searches(day, "gunilla", SIGN_WORDS)
    await day.end()


async def test_deleted_open_and_old_questions_are_not_found(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await solved(day, state=State.WAITING, solved_at=None)
    await solved(day, state=State.DROPPED, how="deleted", solved_at=None)
    await solved(day, solved_at=NOW - timedelta(days=366))
    gone = await solved(day)
    async with day.store.transaction() as tx:
        await tx.questions.save(replace(gone, text="", answer_text=""))
    assert (await searches(day, "anna", SIGN_WORDS)).startswith("Inget om")
    assert (await searches(day, "gunilla", SIGN_WORDS)).startswith("Inget om")
    await day.end()


async def test_a_schools_own_channel_is_searched_by_the_school(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    async with day.store.transaction() as tx:
        for kind, school in ((PlaceKind.SCHOOL, "hagaskolan"), (PlaceKind.CENTRAL, None), (PlaceKind.CONTACTS, None)):
            await tx.directory.save_place(Place(id=f"own-{kind}", kind=kind, school=school))
    await solved(day, place="own-school")
    await solved(day, FILM, place="own-contacts", asker="mats")
    await solved(day, "vem bokar bastun i badhuset", place="own-central", asker="mats")
    seen = {who: [words for words in ("namnskyltar", "film", "bastun")
                  if not (await searches(day, who, words)).startswith("Inget om")]
            for who in ("anna", "jonas", "eva", "cecilia")}  # fmt: skip
    assert seen == {"anna": [], "jonas": ["namnskyltar", "film"], "eva": ["film"],
                    "cecilia": ["namnskyltar", "film", "bastun"]}  # fmt: skip
    await day.end()


async def test_more_is_shown_page_by_page(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    for number, noun in enumerate(NOUNS):
        await solved(day, f"kan man måla {noun} {number} i ateljén", answer_text="")
    first = only(await day.writes_to_the_bot("anna", "sök ateljén"), "direct")
    assert first["text"].startswith("12 träffar på ”ateljén”")
    assert (len(first["text"].splitlines()), first["buttons"]) == (11, ["search_more:10:ateljén"])
    second = only(await day.presses("anna", "search_more:10:ateljén"), "notice")
    assert (len(second["text"].splitlines()), second["buttons"]) == (3, [])
    assert not set(first["text"].splitlines()[1:]) & set(second["text"].splitlines()[1:])
    await day.end()


async def test_a_clear_answer_has_a_way_to_the_questions(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await solved(day, "min kollega blir utloggad hela tiden av brandlarmet")
    found = only(await day.writes_to_the_bot("anna", "sök Varför blir jag utloggad hela tiden?"), "direct")
    assert found["faq"] == ["out"]
    assert [one.split(":")[:2] for one in found["buttons"]] == [["search_more", "0"]]
    listed = only(await day.presses("anna", found["buttons"][0]), "notice")
    assert "brandlarmet" in listed["text"]
    await day.end()


async def test_the_words_of_a_search_are_words(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await solved(day, "hur får jag in 100% frånvaro i schema_2 \\o/ <!channel>")
    await solved(day, "Ärendehantering på två sätt, Lösenord")
    for words in ("%", "_", "%%%", "100%", "a_b", "\\", "' OR 1=1 --", "*fet* [länk](http://x.se)", "frånvaro%"):
        text = await searches(day, "anna", words)
        assert "Ärendehantering" not in text, words
        assert ("frånvaro" in text.split("\n", 1)[-1]) == (words in {"100%", "frånvaro%"}), (words, text)
    for words in ("ärendehantering", "LÖSENORD", "losenord"):
        assert "Ärendehantering" in await searches(day, "anna", words), words
    await day.end()
