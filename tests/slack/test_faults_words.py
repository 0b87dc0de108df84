"""What people write is never alive in what the bot says, however it is written; what is no question is none."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.conversation.message import Message
from tests.slack.desk import CENTRAL, SUPPORT, SlackDesk, desk
from tests.slack.fake.posts import Post
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

ANNA, EVA, OLLE = account("anna"), account("eva"), account("olle")
VOTE = "kan eleverna rösta om klassresan inne i unikum?"
ALIVE = re.compile(r"<!|<@(?!UEVA>|UCECILIA>|UJONAS>|ULEILA>|UANNA>)|<#|<https?://evil|<mailto:evil|<tel:")
"""What Slack would make a call or a link of; those whom the bot itself calls may be named."""
EVIL = (
    "<!channel>", "<!here|här>", "<!everyone>", "<!subteam^S1|@alla>", f"<@{OLLE}>", "<@UMATS|Anna>",
    "<https://evil.example|klicka här>", "<https://evil.example>", "https://evil.example/?a=<b>", "<mailto:evil@example.org>",
    "<#CSUPPORT>", "*fet* _kursiv_ ~borta~ `kod`", "&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;", "<<!channel>>", "<!chan\u200bnel>",
    "<!date^1392734382^{date}^https://evil.example|i dag>", "> citat\n>>> mer", "```<!channel>```", "<https://evil.example|<!channel>>",
)  # fmt: skip


@pytest.fixture
async def lillkoping(sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over a socket."""
    async with desk(sqlite_store, tmp_path) as opened:
        yield opened


def texts(body: Any) -> list[str]:
    """All words that Slack reads as markup."""
    if isinstance(body, dict):
        if body.get("type") == "plain_text":
            return []
        return [one for name, value in body.items() for one in ([value] if name == "text" and isinstance(value, str)
                else texts(value))]  # fmt: skip
    return [one for each in body for one in texts(each)] if isinstance(body, list) else []


def alive(lillkoping: SlackDesk) -> list[str]:
    """What is alive in all that the bot has said, shown and answered so far."""
    said: list[Any] = [call.args for call in lillkoping.slack.calls]
    said += [delivery.answer for delivery in lillkoping.slack.deliveries if delivery.answer]
    return [text for text in texts(json.loads(json.dumps(said, default=str))) if ALIVE.search(text)]


@pytest.mark.parametrize("literal", [False, True], ids=["as Slack sends it", "as it was typed"])
@pytest.mark.parametrize("evil", [" ".join(EVIL[first::5]) for first in range(5)])
async def test_nothing_that_is_written_is_alive_in_what_the_bot_says(
    lillkoping: SlackDesk, evil: str, literal: bool
) -> None:
    lillkoping.slack.workspace.user(ANNA).real_name = "Anna <!channel> *Ek*"
    ts = await lillkoping.says("anna", f"{evil} {VOTE}", literal=literal)
    await lillkoping.says("anna", f"{evil} går det att skriva ut namnskyltar från unikum?", "bot", literal=literal)
    await lillkoping.slack.edits(ANNA, SUPPORT, ts, f"{VOTE} {evil}", literal=literal)
    await lillkoping.rest()
    await lillkoping.runs("anna", f"status {evil}")
    await lillkoping.runs("anna", f"sök {evil} planering")
    await lillkoping.runs("eva", "väntar")
    await lillkoping.runs("eva", f"borta {evil}")
    await lillkoping.presses("eva", "take")
    await lillkoping.presses("eva", "hand_on")
    await lillkoping.submits("eva", to="cecilia", note=f"{evil} hälsar", show=["yes"])
    await lillkoping.slack.opens_home(account("cecilia"))
    await lillkoping.rest()
    assert any("klassresan" in str(call.args) for call in lillkoping.slack.calls), "she is quoted somewhere"
    assert alive(lillkoping) == []


async def test_names_of_channels_and_people_are_not_alive_either(lillkoping: SlackDesk) -> None:
    room = lillkoping.slack.workspace.channel(CENTRAL)
    room.members.remove("U0BOT")
    room.id, room.name = "CNEW", "<!channel> *nytt*"
    lillkoping.slack.workspace.channels["CNEW"] = lillkoping.slack.workspace.channels.pop(CENTRAL)
    await lillkoping.slack.renames(account("cecilia"), "CNEW", "<!here|x>")
    await lillkoping.slack.invites_bot(account("cecilia"), "CNEW")
    await lillkoping.rest()
    assert alive(lillkoping) == []


async def test_forty_thousand_characters_are_taken_and_shortened(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", f"{VOTE} " + "Vi har en lång berättelse om det. " * 1180)
    question = await lillkoping.question()
    assert question.text.startswith(VOTE)
    await lillkoping.runs("eva", "väntar")
    await lillkoping.presses("eva", "take")
    assert (await lillkoping.question()).taken_by == "eva"
    long = [call for call in lillkoping.slack.calls if len(json.dumps(call.args)) > 13_000]
    assert long == []


async def test_forty_thousand_characters_without_a_space_in_private(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", "hur " + "å" * 39_990 + "?", "bot")
    assert lillkoping.told("anna"), "she is answered"


async def test_files_without_a_word_are_no_question_and_break_nothing(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", "", files=3)
    assert (await lillkoping.questions(), lillkoping.posts()) == ([], [])
    await lillkoping.says("anna", "", "bot", files=1)
    assert len(lillkoping.told("anna")) <= 1
    await lillkoping.says("anna", VOTE, files=1)
    assert (await lillkoping.questions())[-1].text.startswith(VOTE)


@pytest.mark.parametrize("words", [":wave:", "🙂", "👍🏽👍🏽", "!", "…", "\u200b", ":tada: :tada:", "<@U0BOT>"])
async def test_only_a_sign_is_no_question(lillkoping: SlackDesk, words: str) -> None:
    await lillkoping.says("anna", words)
    await lillkoping.says("anna", words, "bot")
    assert await lillkoping.questions() == []
    assert lillkoping.posts() == []


def other_bots(lillkoping: SlackDesk, text: str, **more: Any) -> dict[str, Any]:
    """What another app says in the channel."""
    ts = lillkoping.slack.world.stamps.next()
    event = {"type": "message", "subtype": "bot_message", "bot_id": "B9RSS", "username": "rss", "text": text, "ts": ts,
             "channel": SUPPORT, "channel_type": "channel", "event_ts": ts, **more}  # fmt: skip
    return {"type": "event_callback", "event_id": f"Ev{ts}", "team_id": "T0SKOLAN", "event": event}


@pytest.mark.parametrize("more", [{}, {"subtype": None, "user": "UOTHERBOT"}, {"subtype": None, "user": "USLACKBOT"}])
async def test_what_another_bot_says_is_no_question(lillkoping: SlackDesk, more: dict[str, Any]) -> None:
    await lillkoping.slack.send_raw(other_bots(lillkoping, VOTE, **more))
    await lillkoping.slack.send_raw(other_bots(lillkoping, f"<@U0BOT> {VOTE}", **more))
    await lillkoping.rest()
    assert (await lillkoping.questions(), lillkoping.posts()) == ([], [])


async def test_the_bots_own_echo_is_nothing(lillkoping: SlackDesk) -> None:
    words = Message(reply="answer", text=VOTE)
    post = Post(lillkoping.slack.world.stamps.next(), lillkoping.slack.workspace.channel(SUPPORT), "U0BOT", words.text)
    lillkoping.slack.workspace.channel(SUPPORT).put(post)
    for subtype in (None, "bot_message", "thread_broadcast"):
        event = {**post.shape(metadata=True), "channel": SUPPORT, "channel_type": "channel", "subtype": subtype}
        event = {name: value for name, value in event.items() if value is not None}
        body = {"type": "event_callback", "event_id": f"Ev{subtype}", "team_id": "T0SKOLAN", "event": event}
        await lillkoping.slack.send_raw(body)
    await lillkoping.slack.edits("U0BOT", SUPPORT, post.ts, f"{VOTE} Och mer?")
    await lillkoping.slack.deletes(EVA, SUPPORT, post.ts)
    await lillkoping.rest()
    assert await lillkoping.questions() == []


async def test_a_preview_that_slack_adds_changes_nothing(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("anna", f"{VOTE} https://unikum.example.org/hjalp")
    before = (await lillkoping.question(), lillkoping.posts())
    await lillkoping.slack.unfurls(SUPPORT, ts)
    await lillkoping.rest()
    assert (await lillkoping.question(), lillkoping.posts()) == before


async def test_an_edit_of_what_is_no_question_or_by_somebody_else_breaks_nothing(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("olle", "trevlig helg!")
    asked = await lillkoping.says("anna", VOTE)
    await lillkoping.slack.edits(OLLE, SUPPORT, ts, "trevlig helg allihop!")
    post = lillkoping.slack.workspace.channel(SUPPORT).posts[asked]
    post.user = OLLE  # an administrator's hand, as far as Slack tells
    await lillkoping.slack.edits(OLLE, SUPPORT, asked, "något helt annat")
    await lillkoping.rest()
    (question,) = await lillkoping.questions()
    assert (question.asker, question.text) == ("anna", VOTE)
