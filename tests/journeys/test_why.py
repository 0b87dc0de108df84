"""What `why` foresees is what then happens, message by message, and looking changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.why import Wondered, looking, why
from handlers.replies.why import Section, Why, sections
from knowledge.conversation.event import MessageRef
from knowledge.faq.verdict import Situation
from tests.journeys.day import Day

if TYPE_CHECKING:
    from storage.store import Store


ASSIGN = "Hur tilldelar jag en planering till min klass?"
NO_ENTRY = "Hur får jag in gympasalens schema i Unikum?"
CUSTODY = "Pappan har inte längre vårdnad, hur tar jag bort honom?"
TOLD = "Vi informerade om skyddad identitet på mötet i fredags."
VAGUE = "det funkar inte"


async def foreseen(day: Day, who: str, text: str, place: str | None = "support", *, to_bot: bool = False) -> Why:
    """What would happen, asked of the running desk."""
    app = day.play.stage.app
    async with looking(app) as desk:
        person = desk.directory.person(who)
        assert person is not None
        ref = MessageRef(platform="local", channel=place or f"direct:{who}", id="why")
        situation = Situation(role=person.role.value, direct=to_bot or place is None)
        return await why(app, desk, Wondered(text=text, person=person, place=desk.directory.place(place), ref=ref,
                                             situation=situation, to_bot=to_bot))  # fmt: skip


async def told(day: Day, found: Why, language: str = "sv") -> dict[str, Section]:
    """The same in words, by section."""
    app = day.play.stage.app
    async with looking(app) as desk:
        voice = desk.voice(language)
    return {section.key: section for section in sections(found, voice)}


@pytest.mark.parametrize(("text", "outcome"), [(ASSIGN, "answer"), (CUSTODY, "sensitive")])
@pytest.mark.parametrize("who", ["anna", "lucy", "eva", "mats"])
async def test_the_card_that_is_foreseen_is_the_card_that_stands(day: Day, who: str, text: str, outcome: str) -> None:
    found = (await foreseen(day, who, text)).foreseen
    assert found.what == outcome
    await day.says(who, text, "q")
    assert found.said == without_number(day.card("q")["text"])


@pytest.mark.parametrize("who", ["anna", "lucy", "eva"])
async def test_the_card_of_a_question_that_goes_to_people_is_foreseen(strict: Day, who: str) -> None:
    found = (await foreseen(strict, who, NO_ENTRY)).foreseen
    await strict.says(who, NO_ENTRY, "q")
    assert found.said == without_number(strict.card("q")["text"])


def without_number(card: str) -> str:
    return card.removesuffix("Fråga 1").removesuffix("Question 1").rstrip()


async def test_the_people_that_are_foreseen_are_those_who_are_asked_in_that_order_and_at_that_time(strict: Day) -> None:
    found = (await foreseen(strict, "anna", NO_ENTRY)).foreseen
    assert found.what == "route"
    await strict.says("anna", NO_ENTRY, "q")
    for stop in found.stops:
        question = await strict.question("q")
        assert (question.holders, question.deadline) == (stop.people, stop.until)
        if stop.until:
            await strict.comes(stop.until.astimezone(strict.play.stage.zone).strftime("%Y-%m-%dT%H:%M"))
    assert [stop.kind for stop in found.stops] == ["local", "central", "all_central"]


async def test_a_suggestion_tells_when_and_to_whom_it_goes_on(offering: Day) -> None:
    found = (await foreseen(offering, "anna", NO_ENTRY)).foreseen
    assert found.what == "suggest"
    await offering.says("anna", NO_ENTRY, "q")
    assert found.said == without_number(offering.card("q")["text"])
    question = await offering.question("q")
    assert found.routed_at == question.deadline
    await offering.passes("31m")
    question = await offering.question("q")
    assert (question.holders, question.deadline) == (found.stops[0].people, found.stops[0].until)


async def test_something_vague_is_held_and_then_asked_about(day: Day) -> None:
    found = (await foreseen(day, "anna", VAGUE)).foreseen
    assert (found.held, found.what) == (True, "ask_more")
    assert await day.says("anna", VAGUE, "q") == []
    await day.passes("45s")
    assert await day.state("q") == "asked"
    section = (await told(day, await foreseen(day, "anna", VAGUE)))["decision"]
    assert "45 sekunder" in section.lines[0].words


@pytest.mark.parametrize("text", ["tack så mycket!", "hej", "🙂", "vi ses på mötet kl 14", "/hjälp"])
async def test_what_it_says_nothing_about_gets_nothing(day: Day, text: str) -> None:
    found = (await foreseen(day, "anna", text)).foreseen
    assert found.what == ("command" if text == "/hjälp" else "silent")
    assert found.said == ""
    await day.says("anna", text)
    await day.passes("1m")
    async with day.store.reading() as tx:
        assert await tx.questions.where() == []


async def test_an_unsure_one_only_asks_its_author(store: Store) -> None:
    doubting = await Day.begin(store, matching={"answer": "0.99", "question": "0.9999", "unsure": "0.01"})
    found = await foreseen(doubting, "anna", NO_ENTRY)
    assert found.foreseen.what == "unsure"
    (line,) = await doubting.says("anna", NO_ENTRY, "q")
    assert (line["event"], line["to"]) == ("notice", "anna")
    assert (await told(doubting, found))["decision"].lines[0].words == "Frågar bara Anna Ek om det är en fråga."
    await doubting.end()


async def test_the_same_question_again_is_foreseen_to_be_linked(strict: Day) -> None:
    await strict.says("anna", NO_ENTRY, "first")
    found = (await foreseen(strict, "lucy", NO_ENTRY)).foreseen
    assert (found.what, found.same_as) == ("same_open", 1)
    await strict.says("lucy", NO_ENTRY, "second")
    assert (await strict.question("second")).linked_to == 1


async def test_in_a_paused_place_it_goes_to_central_alone(day: Day) -> None:
    await day.mentions_the_bot("cecilia", "paus 2h")
    found = (await foreseen(day, "anna", ASSIGN)).foreseen
    assert (found.what, found.said) == ("paused", "")
    await day.says("anna", ASSIGN, "q")
    assert (await day.question("q")).holders == found.stops[0].people


async def test_a_direct_question_without_an_answer_is_chosen_for_first(strict: Day) -> None:
    found = (await foreseen(strict, "anna", NO_ENTRY, place=None)).foreseen
    assert (found.what, found.chooses) == ("route", True)
    await strict.writes_to_the_bot("anna", NO_ENTRY, "q")
    assert found.said == without_number(strict.card("q")["text"])


async def test_in_another_channel_nothing_is_said(day: Day) -> None:
    assert (await foreseen(day, "anna", ASSIGN, place="news")).foreseen.what == "elsewhere"
    assert await day.says("anna", ASSIGN, place="news") == []


async def test_in_shadow_mode_it_only_listens(store: Store) -> None:
    day = await Day.begin(store, matching={"mode": "shadow"})
    found = await foreseen(day, "anna", ASSIGN)
    await day.end()
    assert (found.foreseen.what, found.explained.decision) == ("shadow", "answer")


async def test_looking_changes_nothing(day: Day) -> None:
    await day.says("anna", NO_ENTRY, "q")
    before = await contents(day)
    await foreseen(day, "lucy", NO_ENTRY)
    await foreseen(day, "anna", VAGUE)
    assert await contents(day) == before


async def contents(day: Day) -> list[object]:
    """What the desk remembers of questions, timers and messages to send."""
    async with day.store.reading() as tx:
        questions = await tx.questions.where()
        return [*questions, await tx.timers.keys(""), await tx.directory.asked_at(), await tx.outbox.live("")]


async def test_personal_data_is_never_printed_back(day: Day) -> None:
    found = await foreseen(day, "anna", "eleven Kalle Ek 20121212-1212 ser inte sin planering, mejla kalle@example.org")
    for language in ("sv", "en"):
        words = repr(await told(day, found, language))
        assert not [raw for raw in ("Kalle", "1212", "kalle@") if raw in words]
        assert "[personnummer]" in words
    assert {"personnummer", "email"} <= set(found.found)


async def test_with_the_bots_name_nothing_is_held_and_any_channel_will_do(day: Day) -> None:
    vague = (await foreseen(day, "anna", VAGUE, to_bot=True)).foreseen
    assert (vague.held, vague.what) == (False, "ask_more")
    (line,) = await day.mentions_the_bot("anna", VAGUE, label="q")
    assert vague.said == without_number(line["text"])
    assert (await foreseen(day, "anna", ASSIGN, place="news", to_bot=True)).foreseen.what == "answer"
    assert (await foreseen(day, "anna", "vi ses på fredag", to_bot=True)).foreseen.what == "not_understood"
    assert (await foreseen(day, "anna", "vem", to_bot=True)).foreseen.what == "command"


async def test_in_the_own_conversation_a_sensitive_word_is_never_misunderstood(day: Day) -> None:
    for text, outcome in ((VAGUE, "ask_more"), ("vi ses på fredag", "not_understood"), (TOLD, "sensitive")):
        found = (await foreseen(day, "lucy", text, place=None)).foreseen
        assert (found.held, found.what) == (False, outcome)
    assert (await foreseen(day, "lucy", TOLD, place=None)).explained.decision == "silent"
    await day.writes_to_the_bot("lucy", TOLD, "q")
    assert (await day.question("q")).sensitive == "identity"


async def test_an_outage_that_would_take_it_is_told(strict: Day) -> None:
    asks = "kan inte logga in i unikum, är det något fel?"
    assert (await foreseen(strict, "anna", asks)).foreseen.what != "outage"
    await strict.writes_to_the_bot("mats", "driftstörning det går inte att logga in")
    for who, place in (("anna", "support"), ("lucy", None)):
        found = await foreseen(strict, who, asks, place)
        assert found.foreseen.what == "outage"
        words = (await told(strict, found))["decision"].lines
        assert [line.words for line in words] == ["Svarar att en driftstörning är på, och säger till när den är över."]
        await strict.says(who, asks, who, place=place)
        assert found.foreseen.said == strict.card(who)["text"].rsplit("\n", 1)[0]
    assert (await foreseen(strict, "anna", ASSIGN)).foreseen.what == "answer"
