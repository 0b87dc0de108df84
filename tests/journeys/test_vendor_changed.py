"""Plays: two vendor contacts fill in one case at the same time; an answer with a support's number; a number that looks like a phone's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.conversation.event import Account, ButtonPressed
from knowledge.conversation.message import Form
from tests.journeys.day import only
from tests.journeys.test_vendor import FILLED, sent
from tests.journeys.town import PRINT, SIGNS, begin

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.conversation.message import Shown
    from knowledge.support.vendor_case import VendorCase
    from storage.store import Store
    from tests.journeys.day import Day


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> AsyncIterator[Day]:
    """Lillköping, where Mats and Cecilia may send cases to the vendor."""
    day = await begin(store, tmp_path, vendor=("mats", "cecilia"))
    yield day
    await day.end()


async def opens(day: Day, who: str, action: str, key: str = "") -> Form:
    """The form that the press opens."""
    stage, account = day.play.stage, day.play._account(who)
    event = ButtonPressed(id=f"opens:{who}:{len(day.lines)}", at=stage.clock.now(), key=key, action=action,
                          who=Account(platform=stage.chat.name, id=account))  # fmt: skip
    shown = await stage.app.bot.hear(event)
    assert isinstance(shown, Form)
    return shown


async def sends(day: Day, who: str, form: Form, **values: str) -> Shown | None:
    """Send the form as it stands, but for these fields."""
    stands = {field.name: form.values.get(field.name, field.value) for field in form.fields}
    return await day.play.stage.chat.fill(day.play._account(who), form.name, form.about, {**stands, **values})


async def case(store: Store, number: int = 1) -> VendorCase:
    async with store.reading() as tx:
        found = await tx.vendor.look(number)
    assert found is not None
    return found


async def test_who_sends_the_same_question_second_sees_the_case_that_is_there(town: Day, store: Store) -> None:
    await town.says("anna", SIGNS, "q1")
    await town.presses("mats", "take", "q1")
    first = await opens(town, "mats", "to_vendor", "question/1/card")
    second = await opens(town, "cecilia", "to_vendor", "question/1/card")
    await sends(town, "mats", first, **FILLED)
    again = await sends(town, "cecilia", second, **{**FILLED, "what": "Skyltarna kommer inte ut.", "steps": ""})
    assert isinstance(again, Form)
    assert again.problems == {
        "what": "Mats Nyström ändrade samma sak i dag 09:00 och skrev: ”Utskriften blir tom.” "
        "Här står det du skrev. Spara det som ska gälla."
    }
    assert (await case(store)).text.what == "Utskriften blir tom."
    await sends(town, "cecilia", again)
    assert (await case(store)).text.what == "Skyltarna kommer inte ut."


async def test_what_only_the_other_changed_is_kept_and_what_both_did_is_decided(town: Day, store: Store) -> None:
    await sent(town)
    mats = await opens(town, "mats", "vendor_edit:1")
    cecilia = await opens(town, "cecilia", "vendor_edit:1")
    await sends(town, "mats", mats, what="Den blir vit.", seen="Inget fel visas.", case_number="88120")
    again = await sends(town, "cecilia", cecilia, what="Den blir svart.", expected="Skyltar.")
    assert isinstance(again, Form)
    assert set(again.problems) == {"what", "seen", "case_number"}
    assert again.problems["what"].startswith("Mats Nyström ändrade samma sak i dag 09:00 och skrev: ”Den blir vit.”")
    assert again.problems["seen"].endswith("Den ändringen står redan här. Spara igen, så gäller båda.")
    assert (again.values["what"], again.values["seen"]) == ("Den blir svart.", "Inget fel visas.")
    assert again.about != cecilia.about  # Slack shows it anew
    await sends(town, "cecilia", again)
    kept = await case(store)
    assert (kept.text.what, kept.text.seen, kept.text.expected) == ("Den blir svart.", "Inget fel visas.", "Skyltar.")
    assert (kept.case_number, kept.worded_by) == ("88120", "cecilia")


async def test_alone_nobody_is_asked(town: Day, store: Store) -> None:
    await sent(town)
    await town.says("olle", "samma här", thread="q1")
    form = await opens(town, "mats", "vendor_edit:1")
    assert not isinstance(await sends(town, "mats", form, what="Den blir vit."), Form)
    assert (await case(store)).text.what == "Den blir vit."


async def test_a_question_that_came_back_takes_its_new_words_along(town: Day, store: Store) -> None:
    await sent(town)
    await town.fills("mats", "vendor_answer", "q1", answer="Ladda om.")
    await town.presses("anna", "not_helped", "q1")
    form = await opens(town, "mats", "to_vendor", "question/1/card")
    await sends(town, "mats", form, what="Den blir tom även efter omladdning.")
    assert await town.state("q1") == "with_vendor"
    assert (await case(store)).text.what == "Den blir tom även efter omladdning."


async def test_who_wrote_a_text_and_joins_a_case_is_told_that_it_is_not_in_it(town: Day) -> None:
    await sent(town)
    await town.says("gunilla", PRINT, "q2")
    await town.presses("mats", "take", "q2")
    told = only(
        await town.fills("mats", "vendor_case", "q2", join="1", what="Pappret blir A4.", title="Schema på A3"), "notice"
    )
    assert told["text"].startswith("Fråga 2 väntar nu på svaret om ”Namnskyltar går inte att skriva ut”. Texten där")
    assert "Pappret blir A4." in told["text"]


async def test_who_joins_a_case_with_the_draft_as_it_was_is_told_no_more(town: Day) -> None:
    await sent(town)
    await town.says("gunilla", PRINT, "q2")
    await town.presses("mats", "take", "q2")
    form = await opens(town, "mats", "to_vendor", "question/2/card")
    await sends(town, "mats", form, join="1")
    told = only(await town.passes("0s"), "notice")
    assert told["text"] == "Fråga 2 väntar nu på svaret om ”Namnskyltar går inte att skriva ut”."


async def test_an_answer_with_a_number_to_the_support_goes_out_when_it_is_sent_once_more(town: Day) -> None:
    await sent(town)
    answer = "Ring deras support på 08-123 456 78 eller skriv till support@unikum.net."
    form = await opens(town, "mats", "vendor_answer:1")
    asked = await sends(town, "mats", form, answer=answer)
    assert isinstance(asked, Form)
    assert asked.problems == {
        "answer": "Här står 08-123 456 78, support@unikum.net. Alla som väntar får läsa det. "
        "Stämmer det, skicka en gång till."
    }
    assert asked.about != form.about
    assert await town.state("q1") == "with_vendor"
    await sends(town, "mats", asked)
    await town.passes("0s")
    assert answer in town.card("q1")["text"].replace("\\", "")


async def test_an_answer_that_was_asked_about_may_still_name_nobody(town: Day) -> None:
    await sent(town)
    form = await opens(town, "mats", "vendor_answer:1")
    asked = await sends(town, "mats", form, answer="Ring 08-123 456 78.")
    assert isinstance(asked, Form)
    again = await sends(town, "mats", asked, answer="Ring 08-123 456 78. Det gäller 20120304-2394.")
    assert isinstance(again, Form)
    assert "[personnummer]" in again.problems["answer"]


async def test_a_case_number_is_never_taken_for_a_phone_number(town: Day, store: Store) -> None:
    await sent(town, case_number="#0701234567")
    assert (await case(store)).case_number == "0701234567"
    form = await opens(town, "mats", "vendor_number:1")
    await sends(town, "mats", form, case_number="08-123 456 78")
    assert (await case(store)).case_number == "08-123 456 78"
    again = await sends(town, "mats", form, case_number="ring Bo 08-123 456 78")
    assert isinstance(again, Form)
    assert "[telefonnummer]" in again.problems["case_number"]
