"""Calls to the connector service: how often, and what its refusals mean."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.platforms.base import Blocked, Gone, TryLater, Unsure
from bot.platforms.teams.calls import WRITES, Calls, Windows
from bot.platforms.teams.faults import RefusedError
from bot.platforms.teams.wire_values import NoAnswer, NotSent, Reply
from tests.teams.service import GENERAL, OTHER, Service, channel_door


class Seconds:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_conversation_never_gets_more_than_teams_allows_in_any_window() -> None:
    seconds, made = Seconds(), list[float]()
    windows = Windows(WRITES, seconds)
    while seconds.now < 4000:
        wait = windows.wait()
        if wait:
            seconds.now += wait + 1e-6
            continue
        windows.count()
        made.append(seconds.now)
    for most, length in ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0)):
        for first, last in zip(made, made[most - 1 :], strict=False):
            assert last - first >= length - 1e-5, (most, length)
    assert len(made) > 1780


async def test_another_conversation_does_not_wait_for_the_first_and_the_organisation_counts_all() -> None:
    service, seconds = Service(), Seconds()
    calls = Calls(service, seconds)
    for _ in range(6):
        await calls.post("send", channel_door())
    with pytest.raises(TryLater) as later:
        await calls.post("send", channel_door())
    assert later.value.after == timedelta(seconds=1)
    await calls.post("send", channel_door(OTHER))
    for number in range(43):
        await calls.post("send", channel_door(f"19:{number}@thread.tacv2"))
    with pytest.raises(TryLater):
        await calls.post("send", channel_door("19:one-more@thread.tacv2"))
    assert len(service.calls) == 50


def error(status: int, code: str, retry_after: float | None = None) -> Reply:
    return Reply(status=status, data={"error": {"code": code, "message": "no"}}, retry_after=retry_after)


@pytest.mark.parametrize(
    ("reply", "of_post", "of_change"),
    [
        (error(404, "ConversationNotFound"), Gone, Gone),
        (error(403, "MessageWritesBlocked"), Gone, Gone),
        (error(403, "BotNotInConversationRoster"), Gone, Gone),
        (error(403, "ForbiddenOperationException"), Gone, Gone),
        (error(429, "Throttled", 3), TryLater, TryLater),
        (error(412, "PreconditionFailed"), TryLater, TryLater),
        (error(502, "BadGateway"), TryLater, TryLater),
        (error(503, ""), TryLater, TryLater),
        (error(504, ""), TryLater, TryLater),
        (error(500, "ServiceError"), Unsure, TryLater),
        (error(401, "Unauthorized"), TryLater, TryLater),
        (error(413, "MessageSizeTooBig"), RefusedError, RefusedError),
        (error(400, "BadSyntax"), RefusedError, RefusedError),
        (NotSent("no route"), TryLater, TryLater),
        (NoAnswer("cut"), Unsure, TryLater),
    ],
)
async def test_each_refusal_means_what_the_desk_can_act_on(
    reply: Reply | Exception, of_post: type[Exception], of_change: type[Exception]
) -> None:
    service = Service()
    calls = Calls(service, lambda: 0.0, hurry=100)
    for call, expected in ((calls.post, of_post), (calls.change, of_change)):
        service.next = [reply]
        with pytest.raises(expected) as told:
            await call("send", channel_door(f"19:{call.__name__}@thread.tacv2"))
        assert type(told.value) is expected


async def test_a_shut_personal_chat_is_told_apart_from_a_channel_that_is_gone() -> None:
    service = Service()
    service.next = [error(403, "MessageWritesBlocked")]
    with pytest.raises(Blocked):
        await Calls(service, lambda: 0.0).post("send", channel_door("a:1", kind="personal"))


async def test_what_teams_asks_to_be_waited_for_is_waited_for_in_that_conversation() -> None:
    service, seconds = Service(), Seconds()
    calls = Calls(service, seconds)
    service.next = [error(429, "Throttled", 30)]
    with pytest.raises(TryLater) as first:
        await calls.post("send", channel_door())
    assert first.value.after == timedelta(seconds=30)
    seconds.now = 10
    with pytest.raises(TryLater) as second:
        await calls.post("send", channel_door())
    assert second.value.after == timedelta(seconds=20)
    await calls.post("send", channel_door(OTHER))


async def test_a_refused_token_is_everybodys_trouble_until_a_call_is_taken() -> None:
    service, said = Service(), list[str]()
    calls = Calls(service, lambda: 0.0, trouble=said.append)
    service.next = [error(401, "Unauthorized")]
    with pytest.raises(TryLater) as refused:
        await calls.post("send", channel_door(GENERAL))
    assert refused.value.for_all
    await calls.post("send", channel_door(GENERAL))
    assert said == ["401 Unauthorized", ""]
