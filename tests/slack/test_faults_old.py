"""Forms, buttons and menus of another version of the bot, and answers that come too late: told alone, and nothing happens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.platforms.slack.ids import Opened, block_of
from bot.platforms.slack.views import modal
from knowledge.conversation.message import Field, Form
from knowledge.support.question import State
from tests.slack import words_seen as seen
from tests.slack.desk import BUSY, SUPPORT, SlackDesk, desk
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
GONE = "Den är borta"
ANNA, EVA = account("anna"), account("eva")


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over a socket."""
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


def old(name: str, *fields: str, about: str = "") -> dict[str, Any]:
    """A form as an older version of the bot would have opened it."""
    known = tuple(Field(name=one, label=one, kind="long", required=False) for one in fields)
    form = Form(name=name, title="Gammal", fields=known, submit="Skicka", about=about)
    return modal(form, Opened(about=about))


async def sends(lillkoping: SlackDesk, who: str, view: dict[str, Any], **values: str) -> dict[str, Any]:
    lillkoping.slack.puts_form(account(who), view)
    return await lillkoping.submits(who, **values)


async def test_a_form_that_is_there_no_more_says_so_and_stays_open(lillkoping: SlackDesk) -> None:
    answer = await sends(lillkoping, "anna", old("vote", "what"), what="Klassresan")
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["what"]
    assert "finns inte" in answer["errors"]["what"] or "borta" in answer["errors"]["what"]
    assert await lillkoping.questions() == []


async def test_an_old_form_for_asking_without_our_field_becomes_the_one_of_today(lillkoping: SlackDesk) -> None:
    answer = await sends(lillkoping, "anna", old("ask", "heading", "body"), heading="Klassresan", body=VOTE)
    assert answer["response_action"] == "update"
    assert lillkoping.form("anna") == "ask"
    assert await lillkoping.questions() == []
    assert await lillkoping.submits("anna", text=VOTE) is not None
    assert (await lillkoping.question()).text == VOTE


async def test_fields_that_nobody_knows_do_no_harm(lillkoping: SlackDesk) -> None:
    await sends(lillkoping, "anna", old("ask", "text", "priority"), text=VOTE, priority="hög")
    assert (await lillkoping.question()).text == VOTE


@pytest.mark.parametrize("name", ["hand_on", "choose_school", "faq_entry", "faq_proposal", "absence", "search"])
async def test_a_form_without_its_fields_is_answered_and_nothing_happens(lillkoping: SlackDesk, name: str) -> None:
    await lillkoping.says("anna", VOTE)
    before = await lillkoping.question()
    for about in ("", "question/1", "question/99", "question/x", "place/slack/C9", "🙂" * 200):
        for who in ("eva", "cecilia"):
            answer = await sends(lillkoping, who, old(name, "nothing", about=about), nothing="x")
            assert answer.get("response_action") in {"errors", "update"}, (about, answer)
    assert await lillkoping.question() == before


async def presses(lillkoping: SlackDesk, who: str, block: str, **button: Any) -> None:
    """A button on the bot's newest card, which has other buttons by now."""
    post = lillkoping.slack.workspace.channel(SUPPORT).posts[lillkoping.cards()[-1]["ts"]]
    words = {"type": "plain_text", "text": "Gammal"}
    action = {"type": "button", "action_id": "x", "value": "x", "text": words, **button}
    user = lillkoping.slack.workspace.user(account(who))
    delivery = await lillkoping.slack._sent(lillkoping.slack.interactions.press(user, post, block, action))
    assert delivery.ok
    await lillkoping.rest()


@pytest.mark.parametrize("block", ["actions-1", "b0000001", "", block_of("", 0), block_of("question/99/card", 0),
                                   block_of("question/1/card", 0), block_of("ticket:7", 0), "1|2|3"])  # fmt: skip
@pytest.mark.parametrize("is_marked", [True, False], ids=["with our mark", "without"])
async def test_a_button_that_nobody_knows_is_told_to_be_gone_to_its_presser_alone(
    lillkoping: SlackDesk, block: str, is_marked: bool
) -> None:
    await lillkoping.says("anna", VOTE)
    if not is_marked:
        lillkoping.slack.workspace.channel(SUPPORT).posts[lillkoping.cards()[-1]["ts"]].metadata = None
    before, said = await lillkoping.question(), lillkoping.posts()
    values = ("escalate", "take:x", "pick", "use_faq:", "undo:3", "<!channel>", "a" * 2000)
    for number, value in enumerate(values, 1):
        await presses(lillkoping, "eva", block, value=value)
        assert len(lillkoping.notes("eva")) == number, value
    assert "<!channel>" not in "".join(lillkoping.notes("eva"))
    assert (await lillkoping.question(), lillkoping.posts()) == (before, said)


async def test_a_button_without_a_value_and_a_link_of_long_ago(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await presses(lillkoping, "eva", "other", value="", action_id="old_action")
    assert len(lillkoping.notes("eva")) == 1
    await presses(lillkoping, "eva", "other", value="", url="https://unikum.example.org/")
    assert len(lillkoping.notes("eva")) == 1, "Slack opens a link by itself"


async def test_a_card_of_yesterday_still_shows_its_buttons_and_says_how_it_is_now(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.presses("eva", "take")
    await presses(lillkoping, "cecilia", block_of("question/1/card", 0), value="take", action_id="take")
    assert "Eva Lind" in lillkoping.notes("cecilia")[0]
    assert (await lillkoping.question()).taken_by == "eva"
    await lillkoping.presses("eva", "solved")
    await presses(lillkoping, "cecilia", block_of("question/1/card", 0), value="take", action_id="take")
    assert len(lillkoping.notes("cecilia")) == 2
    assert (await lillkoping.question()).state is State.SOLVED


@pytest.mark.parametrize("callback", ["create_ticket", "ask"])
async def test_a_shortcut_of_another_version_is_told_to_be_gone(lillkoping: SlackDesk, callback: str) -> None:
    ts = await lillkoping.says("olle", "hej hopp")
    await lillkoping.slack.marks(ANNA, callback, SUPPORT, ts)
    await lillkoping.rest()
    assert len(lillkoping.notes("anna")) == 1
    await lillkoping.slack.shortcut(ANNA, "is_a_question")
    await lillkoping.rest()
    assert lillkoping.form("anna") == "told"
    assert await lillkoping.questions() == []


async def slow(lillkoping: SlackDesk, who: str, action: str) -> None:
    """A press whose right to open a form is over when we come to it."""
    channel, ts, name, option = lillkoping.button(who, action)
    later = timedelta(seconds=4)
    user, slack = account(who), lillkoping.slack
    trigger = slack.world.trigger

    def given(person: str) -> str:
        token = trigger(person)
        slack.world.triggers[token].at -= later
        return token

    slack.world.trigger = given  # type: ignore[method-assign]
    await slack.presses(user, channel, ts, name, option)
    slack.world.trigger = trigger  # type: ignore[method-assign]
    await lillkoping.rest()


@pytest.mark.parametrize("fault", ["", "ratelimited", "500", "html", "internal_error"])
async def test_a_form_that_comes_too_late_gets_a_button_that_opens_it(lillkoping: SlackDesk, fault: str) -> None:
    await lillkoping.says("anna", VOTE)
    await lillkoping.presses("eva", "take")
    before = len(lillkoping.slack.ephemerals(EVA))
    if fault:
        lillkoping.slack.faults.next("views.open", fault)
        await lillkoping.presses("eva", "hand_on")
    else:
        await slow(lillkoping, "eva", "hand_on")
    assert lillkoping.form("eva") == ""
    (note,) = lillkoping.slack.ephemerals(EVA)[before:]
    assert seen.actions(note.blocks) == ["hand_on"]
    await lillkoping.slack.presses(EVA, SUPPORT, note.ts, "hand_on")
    await lillkoping.rest()
    assert lillkoping.form("eva") == "hand_on"
    assert await lillkoping.submits("eva", to="cecilia") == {}
    assert (await lillkoping.question()).holders == ("cecilia",)


async def test_a_form_that_somebody_asks_for_in_words_has_a_button_that_opens_it(lillkoping: SlackDesk) -> None:
    await lillkoping.says("eva", "borta", "bot")
    await lillkoping.presses("eva", "absence")
    assert lillkoping.form("eva") == "absence"


async def test_the_address_of_a_press_is_used_up_and_the_word_comes_all_the_same(lillkoping: SlackDesk) -> None:
    await lillkoping.says("eva", "borta", "bot")
    lillkoping.slack.faults.next("response_url", "cut")
    lillkoping.slack.faults.next("views.open", "internal_error")
    before = len(lillkoping.notes("eva"))
    await lillkoping.presses("eva", "absence")
    assert len(lillkoping.notes("eva")) == before + 1


async def test_somebody_who_is_not_in_the_channel_is_answered_by_the_address_of_the_press(
    lillkoping: SlackDesk,
) -> None:
    await lillkoping.says("anna", VOTE)
    spot = lillkoping.button("olle", "take")
    lillkoping.slack.workspace.channel(SUPPORT).members.remove(account("olle"))
    await lillkoping.slack.presses(account("olle"), *spot)
    await lillkoping.rest()
    assert len(lillkoping.notes("olle")) == 1
    assert BUSY.text not in lillkoping.notes("olle")[0]
