"""The ways to the desk on Slack: commands, shortcuts, menus, the own page, one's own conversation; in the users' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.support.question import State
from tests.journeys.town import ASSIGN
from tests.slack.desk import SUPPORT, SlackDesk, desk
from tests.slack.fake import Channel
from tests.slack.stage import account

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from storage.store import Store

VOTE = "kan eleverna rösta om klassresan inne i unikum?"
SIGNS = "går det att skriva ut namnskyltar till krokarna direkt från unikum?"
ANNA, EVA, CECILIA, GUNILLA = account("anna"), account("eva"), account("cecilia"), account("gunilla")
ELSEWHERE = "CLUNCH"


@pytest.fixture(params=["socket", "http"])
async def lillkoping(request: pytest.FixtureRequest, sqlite_store: Store, tmp_path: Path) -> AsyncIterator[SlackDesk]:
    """A desk over either transport; everybody but the bot is in a channel of their own, too."""
    async with desk(sqlite_store, tmp_path, request.param) as opened:
        members = [one for one in opened.slack.workspace.users if one != opened.slack.bot_user]
        opened.slack.workspace.channels[ELSEWHERE] = Channel(ELSEWHERE, "lunch", members)
        yield opened


async def opens(lillkoping: SlackDesk, who: str) -> str:
    """The words of the own page."""
    await lillkoping.slack.opens_home(account(who))
    await lillkoping.rest()
    return lillkoping.page(who)


async def test_the_own_page_shows_what_each_role_needs(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    teacher, local, central = [await opens(lillkoping, who) for who in ("anna", "eva", "cecilia")]
    assert "Hej Anna" in teacher
    assert "Eva Lind" in teacher
    assert "klassresan" in teacher
    assert "Det väntar" not in teacher
    assert "klassresan" in local
    assert "Larm" not in local
    assert "Hagaskolan" not in teacher
    assert len(central) > len(teacher)


async def test_a_press_on_the_page_takes_the_question_and_the_page_shows_it(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    await opens(lillkoping, "eva")
    await lillkoping.slack.presses_home(EVA, "take:1")
    await lillkoping.rest()
    assert (await lillkoping.question()).taken_by == "eva"
    assert "take:1" not in str(lillkoping.slack.home(EVA))


async def test_a_guest_has_a_short_page_and_no_commands(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, people={"guests": "true"}) as lillkoping:
        lillkoping.slack.workspace.user(GUNILLA).is_restricted = True
        await lillkoping.slack.changes_user(GUNILLA, is_restricted=True)
        await lillkoping.rest()
        page = await opens(lillkoping, "gunilla")
        assert "Jonas" not in page
        await lillkoping.runs("gunilla", "vem")
        assert len(lillkoping.notes("gunilla")) == 1
        assert "Jonas" not in lillkoping.notes("gunilla")[0]
        await lillkoping.says("gunilla", SIGNS)
        assert (await lillkoping.question()).asker == "gunilla"


async def test_the_shortcut_for_asking_opens_a_form_and_the_question_stands_in_the_channel(
    lillkoping: SlackDesk,
) -> None:
    await lillkoping.slack.shortcut(ANNA, "ask")
    await lillkoping.rest()
    assert lillkoping.form("anna") == "ask"
    answer = await lillkoping.submits("anna", text=VOTE)
    assert answer.get("response_action") in {None, "update"}
    question = await lillkoping.question()
    assert (question.asker, question.root.channel) == ("anna", SUPPORT)
    assert any("klassresan" in post for post in lillkoping.posts())
    assert len(lillkoping.cards()) == 1


async def test_this_is_a_question(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("anna", "nu är det äntligen fredag och snart går klassresan!")
    assert await lillkoping.questions() == []
    await lillkoping.slack.marks(EVA, "is_a_question", SUPPORT, ts)
    await lillkoping.rest()
    assert (await lillkoping.question()).root.id == ts
    assert len(lillkoping.notes("eva")) == 1


async def test_send_to_the_contact(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("anna", ASSIGN)
    assert (await lillkoping.question()).state is State.ANSWERED
    await lillkoping.slack.marks(ANNA, "send_to_contact", SUPPORT, ts)
    await lillkoping.rest()
    question = await lillkoping.question()
    assert (question.state, question.holders) == (State.WAITING, ("eva",))
    assert any("Eva Lind" in note for note in lillkoping.notes("anna"))


async def test_this_is_no_question(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("anna", VOTE)
    await lillkoping.slack.marks(account("olle"), "not_a_question", SUPPORT, ts)
    await lillkoping.rest()
    assert (await lillkoping.question()).state is State.WAITING
    assert len(lillkoping.notes("olle")) == 1, "that is for contacts"
    await lillkoping.slack.marks(EVA, "not_a_question", SUPPORT, ts)
    await lillkoping.rest()
    assert (await lillkoping.question()).state is State.DROPPED
    assert lillkoping.cards() == []


async def test_propose_it_as_an_answer_for_the_next_one(lillkoping: SlackDesk) -> None:
    ts = await lillkoping.says("anna", VOTE)
    reply = await lillkoping.says("eva", "Ja, välj Omröstning under klassens sida.", thread=ts)
    await lillkoping.slack.marks(EVA, "propose_as_faq", SUPPORT, reply)
    await lillkoping.rest()
    assert lillkoping.form("eva") == "faq_proposal"
    assert "Omröstning" in str(lillkoping.slack.view(EVA))


async def test_a_message_that_the_bot_wrote_or_that_is_gone_cannot_be_marked(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", VOTE)
    room, card = lillkoping.slack.workspace.channel(SUPPORT), lillkoping.cards()[0]["ts"]
    await lillkoping.slack.marks(EVA, "is_a_question", SUPPORT, card)
    asked = (await lillkoping.question()).root.id
    post = room.posts[asked]
    await lillkoping.slack.deletes(ANNA, SUPPORT, asked)
    room.posts[asked] = post
    await lillkoping.slack.marks(EVA, "send_to_contact", SUPPORT, asked)
    await lillkoping.rest()
    assert len(lillkoping.notes("eva")) == 2
    assert len(await lillkoping.questions()) == 1


WORDS = [
    ("hjälp", "help"), ("vem", "who"), ("mina", "mine"), ("status 1", "status 1"), ("min skola", "my school"),
    ("språk svenska", "language english"), ("väntar", "waiting"), ("sök planering", "search planering"), ("hem", "home"),
    ("borta till fredag", "away until friday"), ("tillbaka", "back"), ("faq ord", "faq words"), ("paus", "pause"),
    ("igång", "resume"), ("meddela blaskolan: Hej", "announce nowhere: Hi"), ("kontakt", "contact"), ("", "x" * 3000), ("status 99", "<!channel>"),
]  # fmt: skip


@pytest.mark.parametrize("where", [SUPPORT, ELSEWHERE, "bot"])
async def test_every_command_word_is_answered_to_the_one_who_typed_it_alone(lillkoping: SlackDesk, where: str) -> None:
    await lillkoping.says("anna", VOTE)
    posts = lillkoping.posts()
    room = lillkoping.slack.direct(CECILIA) if where == "bot" else where
    for swedish, english in WORDS:
        for command, text in (("/support", swedish), ("/stod", english)):
            before = len(lillkoping.slack.ephemerals(CECILIA, room))
            delivery = await lillkoping.runs("cecilia", text, command, room)
            assert delivery.ok
            assert len(lillkoping.slack.ephemerals(CECILIA, room)) == before + 1, text
    assert lillkoping.posts() == posts
    assert "<!channel>" not in "".join(lillkoping.notes("cecilia"))
    assert lillkoping.notes("cecilia")[0] != lillkoping.notes("cecilia")[2]


async def test_words_that_open_a_form_open_it(lillkoping: SlackDesk) -> None:
    for text, form in (
        ("fråga", "ask"),
        ("borta", "absence"),
        ("sök", "search"),
        ("faq ny", "faq_entry"),
        ("förslag", "feedback"),
    ):
        await lillkoping.runs("cecilia", text, "/stod", ELSEWHERE)
        assert lillkoping.form("cecilia") == form
        await lillkoping.slack.closes(CECILIA)


async def test_a_question_typed_as_a_command_anywhere_stands_in_the_support_channel(lillkoping: SlackDesk) -> None:
    await lillkoping.runs("anna", f"fråga {VOTE}", where=ELSEWHERE)
    question = await lillkoping.question()
    assert (question.asker, question.root.channel) == ("anna", SUPPORT)
    assert lillkoping.posts(ELSEWHERE) == []


async def test_in_ones_own_conversation_with_the_bot(lillkoping: SlackDesk) -> None:
    await lillkoping.says("anna", "hej", "bot")
    await lillkoping.says("anna", "vem", "bot")
    first = lillkoping.told("anna")
    assert len(first) == 2
    assert "Eva Lind" in first[1]
    await lillkoping.says("anna", ASSIGN, "bot")
    assert "Tilldela" in lillkoping.told("anna")[-1]
    await lillkoping.presses("anna", "helped")
    assert (await lillkoping.question()).state is State.SOLVED
    assert lillkoping.posts() == [], "nobody else sees it"


async def test_a_notice_with_a_button_gives_way_to_what_the_press_brought(lillkoping: SlackDesk) -> None:
    await lillkoping.runs("gunilla", "min skola")
    (before,) = lillkoping.notes("gunilla")
    await lillkoping.presses("gunilla", "choose_school:ekskolan")
    (after,) = lillkoping.notes("gunilla")
    assert after != before
    person = (await lillkoping.people()).person("gunilla")
    assert person is not None
    assert person.schools == ("ekskolan",)


async def test_slacks_own_thumbs_say_whether_it_helped(sqlite_store: Store, tmp_path: Path) -> None:
    async with desk(sqlite_store, tmp_path, slack={"feedback": "native"}) as lillkoping:
        await lillkoping.says("anna", ASSIGN)
        assert "feedback_buttons" in str(lillkoping.cards())
        await lillkoping.presses("anna", "not_helped")
        assert (await lillkoping.question()).state is State.WAITING
        await lillkoping.says("olle", ASSIGN.replace("klass", "grupp"))
        await lillkoping.says("olle", ASSIGN, "bot")
        await lillkoping.presses("olle", "helped")
        assert State.SOLVED in {one.state for one in await lillkoping.questions()}


@pytest.mark.parametrize("name", ["white_check_mark", "heavy_check_mark", "klart"])
async def test_which_reactions_count_is_a_setting(sqlite_store: Store, tmp_path: Path, name: str) -> None:
    settings = {"done": ("heavy_check_mark", "klart"), "looking": ("raised_hand",)}
    async with desk(sqlite_store, tmp_path, slack=settings) as lillkoping:
        ts = await lillkoping.says("anna", VOTE)
        await lillkoping.slack.reacts(EVA, SUPPORT, ts, "eyes")
        await lillkoping.rest()
        assert (await lillkoping.question()).state is State.WAITING
        await lillkoping.slack.reacts(EVA, SUPPORT, ts, "raised_hand::skin-tone-4")
        await lillkoping.rest()
        assert (await lillkoping.question()).taken_by == "eva"
        await lillkoping.slack.reacts(ANNA, SUPPORT, ts, name)
        await lillkoping.rest()
        assert ((await lillkoping.question()).state is State.SOLVED) == (name != "white_check_mark")
