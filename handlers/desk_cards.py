"""The card "Så funkar supporten" in each support place: posted, pinned, edited, renewed; leaves what it says to `replies/desk_card`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.context import Desk
from handlers.places import channels_of, is_paused
from handlers.replies import desk_card as say
from handlers.shadow import is_shadow
from knowledge.support.directory import Directory, Place, PlaceKind
from knowledge.support.term import term_named, term_of
from storage.deliveries import Where
from storage.outbox import Said

KEY = "desk_card/"
"""Before place and platform: the key of a card, and the name under which is kept for which term and since when it reads so."""


async def follow(desk: Desk, before: Directory) -> None:
    """The directory has changed within this event: what the cards tell of is looked at."""
    if _told(before) != _told(desk.directory):
        await look(desk)


def _told(directory: Directory) -> tuple[object, ...]:
    return directory.organisation, directory.contacts(), directory.schools, directory.places, directory.closed


async def look(desk: Desk) -> None:
    """Each card as it should be: one where the bot speaks in a support place, none elsewhere; nothing when it reads the same."""
    places = desk.directory.places_of(PlaceKind.SUPPORT) if desk.policy.desk else ()
    wanted = {_key(place, on): channel for place in places for on, channel in place.channels.items()}
    for stands in await desk.tx.outbox.live(KEY):
        if wanted.get(stands.key) != stands.address.channel:
            await _taken_away(desk, stands.key)
    if wanted:
        for place, to in await channels_of(desk, PlaceKind.SUPPORT):
            await _shown(desk, place, to)


def _key(place: Place, platform: str) -> str:
    return f"{KEY}{place.id}/{platform}"


async def _taken_away(desk: Desk, key: str) -> None:
    await desk.tx.outbox.pin(key, pinned=False)
    await desk.tx.outbox.withdraw(key)
    await desk.tx.desk.set(key, None)


async def _shown(desk: Desk, place: Place, to: Where) -> None:
    key = _key(place, to.platform)
    stands, noted = await desk.tx.outbox.said(key), await desk.tx.desk.get(key)
    if stands is not None and noted is not None and not _is_over(desk, noted):
        await _reworded(desk, stands, noted)
        return
    silent = is_shadow(desk, place) or await is_paused(desk, place.id)
    lost = stands is None and noted is not None and not _is_over(desk, noted)
    if silent or lost:  # what could not be said comes with the next term, or when the channel is open again
        return
    await _taken_away(desk, key)
    voice, term = desk.voice(), term_of(desk.voice().today, desk.directory.closed)
    await desk.tx.outbox.say(key, to, say.card(voice, term, voice.today))
    await desk.tx.outbox.pin(key)
    await desk.tx.desk.set(key, {"term": term.name, "day": voice.today.isoformat()})


def _is_over(desk: Desk, noted: Mapping[str, Any]) -> bool:
    """Whether another term has begun, and the desk is open."""
    now = term_of(desk.voice().today, desk.directory.closed)
    return now > term_named(noted["term"]) and desk.working.is_open(desk.now)


async def _reworded(desk: Desk, stands: Said, noted: Mapping[str, Any]) -> None:
    """Only when something else than the day is to be read."""
    voice, term = desk.voice(), term_named(noted["term"])
    if stands.message == say.card(voice, term, date.fromisoformat(noted["day"])):
        return
    await desk.tx.outbox.say(stands.key, stands.address, say.card(voice, term, voice.today))
    await desk.tx.desk.set(stands.key, {**noted, "day": voice.today.isoformat()})


async def open_again(desk: Desk, platform: str, channel: str) -> None:
    """Something can be said in a channel again: also the card that was lost there."""
    place = desk.directory.place_of(platform, channel)
    if place is not None and not await desk.tx.outbox.is_live(_key(place, platform)):
        await desk.tx.desk.set(_key(place, platform), None)
    await look(desk)
