"""With the manifest's rights and events, and no others, everything that people do in a workspace reaches the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.slack import needs, parse
from bot.platforms.slack.ids import block_of
from knowledge.conversation.event import (
    ButtonPressed,
    CommandGiven,
    Event,
    FormFilled,
    HomeOpened,
    MemberJoined,
    MessageDeleted,
    MessageEdited,
    MessageMarked,
    MessagePosted,
    PersonKnown,
    PlaceChanged,
    Reacted,
)
from tests.slack.fake import FakeSlack, User
from tests.slack.fake_town import ANNA, EVA, QUIET, SECRET_ROOM, SUPPORT, Hands, client_of, town


class Told:
    """What the desk is told, as far as it has not been looked at."""

    def __init__(self, slack: FakeSlack, clock: Hands) -> None:
        self.slack, self.clock, self._seen = slack, clock, 0
        self.ours = parse.Ours(
            team=slack.team, bot_user=slack.bot_user, bot_id="B0BOT", done=("white_check_mark",), looking=("eyes",)
        )

    async def events(self) -> list[Event]:
        await self.slack.settled()
        news = self.slack.deliveries[self._seen :]
        self._seen += len(news)
        self.clock.move(1)
        return [event for delivery in news for event in self._read(delivery.payload)]

    async def one(self) -> Event:
        (found,) = {event.id: event for event in await self.events()}.values()
        return found

    def _read(self, body: dict[str, Any]) -> list[Event]:
        now = self.clock()
        match body.get("type"):
            case "event_callback":
                found = parse.event(body, self.ours, now)
                return [found] if found else []
            case "block_actions":
                return list(parse.press(body, now))
            case "view_submission":
                return [parse.submission(body, now)]
            case "message_action" | "shortcut":
                return [parse.shortcut(body, now, self.ours)]
        return [parse.command(body, now, self.ours)]


@pytest.fixture
async def told() -> AsyncIterator[Told]:
    clock = Hands()
    async with FakeSlack.open(
        town(), clock=clock, transport="http", scopes=needs.scopes(), events=needs.EVENTS
    ) as slack:
        yield Told(slack, clock)
        assert slack.offences == []


async def test_what_people_write_in_channels(told: Told) -> None:
    slack = told.slack
    root = await slack.says(ANNA, SUPPORT, "<@U0BOT> hur gör jag?")
    asked = await told.one()
    assert isinstance(asked, MessagePosted)
    assert (asked.text, asked.mentions_bot, asked.ref.id) == ("hur gör jag?", True, root)
    reply = await slack.says(EVA, SUPPORT, "så här", thread=root, files=1)
    answered = await told.one()
    assert isinstance(answered, MessagePosted)
    assert (answered.ref.thread, answered.attachments) == (root, 1)
    await slack.edits(ANNA, SUPPORT, root, "hur gör man?")
    assert isinstance(await told.one(), MessageEdited)
    await slack.unfurls(SUPPORT, root)
    assert await told.events() == []
    await slack.reacts(EVA, SUPPORT, root, "white_check_mark")
    assert isinstance(await told.one(), Reacted)
    await slack.deletes(ANNA, SUPPORT, root)
    gone = await told.one()
    assert isinstance(gone, MessageDeleted)
    assert gone.ref == asked.ref
    await slack.deletes(EVA, SUPPORT, reply)
    assert isinstance(await told.one(), MessageDeleted)


async def test_what_people_write_to_the_bot_itself(told: Told) -> None:
    room = told.slack.direct(ANNA)
    ts = await told.slack.says(ANNA, room, "hej")
    posted = await told.one()
    await told.slack.edits(ANNA, room, ts, "hejsan")
    edited = await told.one()
    await told.slack.deletes(ANNA, room, ts)
    deleted = await told.one()
    for event in (posted, edited, deleted):
        assert isinstance(event, MessagePosted | MessageEdited | MessageDeleted)
        assert event.ref.channel == f"direct:{ANNA}"


@pytest.mark.parametrize("room", [QUIET, SECRET_ROOM])
async def test_what_happens_to_a_channel_public_or_private(told: Told, room: str) -> None:
    slack = told.slack
    changes = []
    for deed in (
        slack.invites_bot(EVA, room),
        slack.renames(EVA, room, "nytt"),
        slack.archives(EVA, room),
        slack.unarchives(EVA, room),
        slack.removes_bot(EVA, room),
    ):
        await deed
        found = await told.one()
        assert isinstance(found, PlaceChanged)
        changes.append((found.change, found.channel))
    assert changes == [(change, room) for change in ("added", "renamed", "closed", "opened", "removed")]


async def test_a_channel_that_is_moved_and_one_that_is_deleted(told: Told) -> None:
    await told.slack.converts(SUPPORT, "G0NEW", private=True)
    moved = await told.one()
    assert isinstance(moved, PlaceChanged)
    assert (moved.change, moved.channel, moved.to) == ("moved", SUPPORT, "G0NEW")
    await told.slack.deletes_channel(EVA, QUIET)
    gone = await told.one()
    assert isinstance(gone, PlaceChanged)
    assert gone.change == "removed"


async def test_what_happens_to_people(told: Told) -> None:
    slack = told.slack
    await slack.joins("U0GUEST", SUPPORT, inviter=EVA)
    assert isinstance(await told.one(), MemberJoined)
    await slack.arrives(User("U0NEW", "ny", "Nils Ny", "nils@example.org"))
    new = await told.one()
    assert isinstance(new, PersonKnown)
    assert new.email == "nils@example.org"
    await slack.changes_user(EVA, status_emoji=":palm_tree:", status_text="Semester")
    away = await told.one()
    assert isinstance(away, PersonKnown)
    assert away.presence is not None
    assert away.presence.is_away
    await slack.sets_dnd(EVA, on=True, start=1, end=4_000_000_000)
    quiet = await told.one()
    assert isinstance(quiet, PersonKnown)
    assert quiet.presence is not None
    assert (quiet.presence.is_away, quiet.presence.sign) == (True, "dnd")
    await slack.deactivates(EVA)
    left = await told.one()
    assert isinstance(left, PersonKnown)
    assert left.has_left


async def test_the_page_commands_and_menus(told: Told) -> None:
    slack = told.slack
    await slack.opens_home(ANNA)
    assert isinstance(await told.one(), HomeOpened)
    await slack.opens_home(ANNA, tab="messages")
    assert await told.events() == []
    await slack.runs(ANNA, SUPPORT, "/stod", "vem")
    assert isinstance(await told.one(), CommandGiven)
    ts = await slack.says(ANNA, SUPPORT, "hur gör jag?")
    await told.events()
    await slack.marks(EVA, "is_a_question", SUPPORT, ts)
    mark = await told.one()
    assert isinstance(mark, MessageMarked)
    assert (mark.mark, mark.ref.id, mark.text) == ("is_question", ts, "hur gör jag?")
    await slack.shortcut(ANNA, "ask")
    assert isinstance(await told.one(), ButtonPressed)


CARD: list[dict[str, Any]] = [{"type": "actions", "block_id": block_of("question/1/card", 0), "elements": [
    {"type": "button", "action_id": "take", "value": "take", "text": {"type": "plain_text", "text": "Jag tar den"}},
    {"type": "overflow", "action_id": "more", "options": [
        {"text": {"type": "plain_text", "text": "Fel svar"}, "value": "wrong_answer"}]},
]}]  # fmt: skip
MODAL: dict[str, Any] = {
    "type": "modal", "callback_id": "hand_on", "private_metadata": '{"about":"question/1"}',
    "title": {"type": "plain_text", "text": "Lämna vidare"}, "submit": {"type": "plain_text", "text": "Skicka"},
    "blocks": [{"type": "input", "block_id": "note", "label": {"type": "plain_text", "text": "Hälsning"},
                "element": {"type": "plain_text_input", "action_id": "note"}}],
}  # fmt: skip


async def test_buttons_menus_and_forms(told: Told) -> None:
    slack, client = told.slack, client_of(told.slack)
    posted = await client.chat_postMessage(channel=SUPPORT, text="x", blocks=CARD)
    assert await told.events() == [], "our own words are nothing to the desk"
    await slack.presses(EVA, SUPPORT, posted["ts"], "take")
    await slack.presses(EVA, SUPPORT, posted["ts"], "more", "wrong_answer")
    pressed = await told.events()
    assert [(one.key, one.action) for one in pressed if isinstance(one, ButtonPressed)] == [
        ("question/1/card", "take"), ("question/1/card", "wrong_answer"),
    ]  # fmt: skip
    await slack.presses(EVA, SUPPORT, posted["ts"], "take")
    await client.views_open(trigger_id=slack.deliveries[-1].payload["trigger_id"], view=MODAL)
    await told.events()
    await slack.submits(EVA, {"note": "Kan du?"})
    filled = await told.one()
    assert isinstance(filled, FormFilled)
    assert (filled.form, filled.about, filled.values) == ("hand_on", "question/1", {"note": "Kan du?"})


async def test_a_profile_and_what_is_read_back(told: Told) -> None:
    client = client_of(told.slack)
    user = (await client.users_info(user=ANNA, include_locale=True))["user"]
    fields = (await client.users_profile_get(user=ANNA, include_labels=True))["profile"]["fields"]
    ours = parse.Ours(team=told.slack.team, bot_user="U0BOT", bot_id="B0BOT", school_field="skola")
    found = parse.profile(user, ours, fields)
    assert (found.email, found.language, found.school) == ("anna@example.org", "sv", "Lindskolan")
    dnd = await client.dnd_info(user=EVA)
    assert not parse.presence_of_dnd(dict(dnd.data), told.clock()).is_away
    await told.slack.says(ANNA, SUPPORT, "hur gör jag?")
    (live,) = await told.events()
    history = await client.conversations_history(channel=SUPPORT, include_all_metadata=True)
    read = [one for message in history["messages"] for one in parse.from_history(message, SUPPORT, ours, told.clock())]
    assert live in read
