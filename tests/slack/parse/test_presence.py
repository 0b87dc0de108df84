"""What a status or do-not-disturb says about being there; a meeting or a lunch says nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.platforms.slack import parse
from bot.platforms.slack.parse_status import says_away
from knowledge.conversation.event import PersonKnown, Presence
from tests.slack.parse.payloads import NOW, OURS, told, user

SOON = int((NOW + timedelta(hours=2)).timestamp())
PAST = int((NOW - timedelta(hours=2)).timestamp())


@pytest.mark.parametrize(
    ("words", "emoji"),
    [
        ("", ":palm_tree:"),
        ("", ":face_with_thermometer:"),
        ("", ":baby_bottle:"),
        ("Semester", ""),
        ("På semester v. 27–31", ":sunglasses:"),
        ("Sommarsemester t.o.m. 8/8", ""),
        ("Föräldraledig till mars", ""),
        ("Tjänstledig", ""),
        ("Ledig i dag", ""),
        ("Sportlov", ":skier:"),
        ("Sjuk", ""),
        ("Sjukskriven", ""),
        ("Vabbar", ""),
        ("VAB", ""),
        ("Hemma med sjukt barn", ":house:"),
        ("Borta hela veckan", ""),
        ("Inte i tjänst", ""),
        ("Åter måndag", ""),
        ("Tillbaka den 8 januari", ""),
        ("Vacationing", ":palm_tree:"),
        ("Out sick", ":face_with_thermometer:"),
        ("On vacation", ""),
        ("Parental leave until May", ""),
        ("Out of office", ""),
        ("OOO", ""),
        ("Off today", ""),
        ("Away", ""),
        ("Back on Monday", ""),
    ],
)
def test_words_and_emoji_of_being_away(words: str, emoji: str) -> None:
    assert says_away(words, emoji)


@pytest.mark.parametrize(
    ("words", "emoji"),
    [
        ("", ""),
        ("", ":calendar:"),
        ("In a meeting • Google Calendar", ":calendar:"),
        ("I möte", ":spiral_calendar_pad:"),
        ("Lunch", ":knife_fork_plate:"),
        ("Commuting", ":bus:"),
        ("Jobbar hemifrån", ":house_with_garden:"),
        ("Working remotely", ":house_with_garden:"),
        ("Working from Gran Canaria", ":palm_tree:"),
        ("Undervisar 6B", ":books:"),
        ("Snart semester!", ":palm_tree:"),
        ("Längtar till semestern", ""),
        ("Tillbaka från semestern", ":palm_tree:"),
        ("Back from vacation", ":palm_tree:"),
        ("Ledig för frågor", ""),
        ("Semesterplanering hela dagen", ""),
        ("Sjukhusskolan, rum 3", ""),
        ("Utvecklingssamtal", ":speech_balloon:"),
        ("Kompis till alla", ""),
        ("Bortamatch i kväll är inget", ""),
        ("Still here", ""),
        ("Print is dead", ":books:"),
    ],
)
def test_words_and_emoji_of_being_there(words: str, emoji: str) -> None:
    assert not says_away(words, emoji)


def presence(**changes: Any) -> Presence | None:
    return parse.profile(user(**changes), OURS, now=NOW).presence


def test_a_status_ends_when_its_author_said() -> None:
    away = {"status_text": "Semester", "status_emoji": ":palm_tree:"}
    assert presence(**away, status_expiration=SOON) == Presence(is_away=True, until=NOW + timedelta(hours=2))
    assert presence(**away, status_expiration=0) == Presence(is_away=True)
    assert presence(**away, status_expiration=PAST) == Presence(is_away=False)
    assert presence(**away, status_expiration="x") == Presence(is_away=True)


def test_a_profile_without_a_status_tells_nothing() -> None:
    assert parse.profile({"id": "U2", "profile": {"email": "x"}}, OURS).presence is None


def test_a_change_of_status_is_told() -> None:
    changed = user(status_emoji=":palm_tree:", status_expiration=SOON)
    found = told({"type": "user_change", "user": changed})
    assert isinstance(found, PersonKnown)
    assert found.presence == Presence(is_away=True, until=NOW + timedelta(hours=2))


@pytest.mark.parametrize(
    ("dnd", "until"),
    [
        ({"dnd_enabled": True, "next_dnd_start_ts": PAST, "next_dnd_end_ts": SOON}, SOON),
        ({"dnd_enabled": False, "next_dnd_start_ts": PAST, "next_dnd_end_ts": SOON}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": SOON, "next_dnd_end_ts": SOON + 60}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": PAST - 60, "next_dnd_end_ts": PAST}, None),
        ({"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, None),
        ({"snooze_enabled": True, "snooze_endtime": SOON}, SOON),
        ({"snooze_enabled": True, "snooze_endtime": PAST}, None),
        ({"snooze_enabled": False, "snooze_endtime": SOON}, None),
        ({"dnd_enabled": "x", "snooze_endtime": []}, None),
        ({}, None),
    ],
)
def test_do_not_disturb(dnd: dict[str, Any], until: int | None) -> None:
    found = parse.presence_of_dnd(dnd, NOW)
    assert found.sign == "dnd"
    assert found.is_away is (until is not None)
    assert (int(found.until.timestamp()) if found.until else None) == until


def test_a_change_of_do_not_disturb_is_told() -> None:
    event = {"type": "dnd_updated_user", "user": "U2", "event_ts": "1.1",
             "dnd_status": {"dnd_enabled": True, "next_dnd_start_ts": PAST, "next_dnd_end_ts": SOON}}  # fmt: skip
    found = told(event)
    assert isinstance(found, PersonKnown)
    assert found.account.name == "Eva Lind"
    assert found.presence == Presence(is_away=True, until=NOW + timedelta(hours=2), sign="dnd")
    assert told({**event, "user": "UBOT"}) is None
    assert told({**event, "user": None}) is None
