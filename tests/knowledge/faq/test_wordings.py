"""Which of people's words may work at once, which wait for central, and which are never learned."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation.personal_data import mask
from knowledge.faq.wordings import (
    LONGEST,
    MOST_UNSEEN,
    SOURCES,
    Standing,
    Wording,
    admitted,
    doubted,
    put_back,
    taught,
)

FRAMES = frozenset({"hur", "gör", "jag", "man", "vi", "det", "inte", "min", "igen", "i", "på"})
ZONE = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def wording(text: str = "utloggad hela tiden", **fields: object) -> Wording:
    """Something that Anna was helped with."""
    made = Wording(entry="out", text=text, source="helped", person="anna", at=NOON)
    return replace(made, **fields)  # type: ignore[arg-type]


def admit(new: Wording, *known: Wording, sure: bool = True, own: str = "", rival: str = "") -> Wording | None:
    """With what there is already."""
    rivals = [rival] if rival else []
    return admitted(new, known, sure=sure, own={own} if own else set(), rivals=rivals, zone=ZONE)


def test_a_message_teaches_its_words_as_one_line() -> None:
    words = taught("Hej <@U1>!\nhur tilldelar  jag planeringen :wave:", FRAMES)
    assert words is not None
    assert (words.text, words.sure) == ("Hej! hur tilldelar jag planeringen", True)


def test_of_a_long_message_only_what_asks_is_learned() -> None:
    told = "Vi har bytt klassrum i dag och det var mycket att bära. " * 5
    words = taught(f"{told}\nHur byter jag sal på lektionen? {told}", FRAMES)
    assert words is not None
    assert (words.text, words.sure) == ("Hur byter jag sal på lektionen?", True)


def test_a_long_message_that_asks_nothing_is_cut_and_left_to_central() -> None:
    words = taught("Schemat visar fel sal för klassen i dag. " * 8, FRAMES)
    assert words is not None
    assert not words.sure
    assert words.text.endswith("…")
    assert len(words.text) <= LONGEST


@pytest.mark.parametrize(("text", "sure"), [("utloggad igen", False), ("hur gör jag?", None), ("🙂", None), ("", None)])
def test_one_word_about_a_matter_is_left_to_central_and_none_is_nothing(text: str, sure: bool | None) -> None:
    words = taught(text, FRAMES)
    assert (words.sure if words else None) == sure


@pytest.mark.parametrize(
    "text",
    [
        "varför ser inte 20120314-2385 sin lärlogg?",
        "mejla eva.lind@example.org om lärloggen",
        "ring 070-123 45 67 om lärloggen",
    ],
)
def test_what_held_personal_data_is_not_learned(text: str) -> None:
    masked = mask(text)
    assert masked.found
    assert taught(masked.text, FRAMES) is None


@given(st.text(max_size=2000))
def test_whatever_is_written_what_is_learned_is_short_and_one_line(text: str) -> None:
    words = taught(text, FRAMES)
    assert words is None or (0 < len(words.text) <= LONGEST and "\n" not in words.text and words.form)


def test_what_helped_works_at_once() -> None:
    assert admit(wording()) == wording(state=Standing.LIVE)


def test_what_is_there_already_changes_nothing() -> None:
    assert admit(wording("Utloggad hela tiden!"), own="utloggad hela tiden") is None
    for state in (Standing.LIVE, Standing.CONTESTED, Standing.REMOVED):
        assert admit(wording("Utloggad, hela tiden"), wording(id=7, state=state)) is None


def test_a_pick_waits_for_a_word_of_its_asker() -> None:
    picked = admit(wording(source="picked"))
    assert picked == wording(source="picked")
    confirmed = admit(wording(), replace(wording(source="picked"), id=7))
    assert confirmed == wording(id=7, state=Standing.LIVE)


def test_words_of_another_entry_are_contested_whoever_says_them() -> None:
    for new in (wording(), wording(source="picked"), wording().seen("cecilia", NOON)):
        kept = admit(new, rival="plan")
        assert kept is not None
        assert (kept.state, kept.rival, kept.is_seen) == (Standing.CONTESTED, "plan", False)


def test_a_central_contact_needs_no_leave() -> None:
    five = [wording(str(n), id=n, state=Standing.LIVE) for n in range(1, 6)]
    seen = wording(person="cecilia").seen("cecilia", NOON)
    assert admit(seen, *five, sure=False) == replace(seen, state=Standing.LIVE)


def test_a_day_begins_at_midnight_where_the_desk_is() -> None:
    evening = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 23:30 in Stockholm
    late = wording("en", id=1, state=Standing.LIVE, at=evening)
    same_day = admit(wording("två", at=evening + timedelta(minutes=15)), late)
    next_day = admit(wording("två", at=evening + timedelta(minutes=45)), late)
    assert same_day is not None
    assert next_day is not None
    assert [same_day.state, next_day.state] == [Standing.CANDIDATE, Standing.LIVE]


def test_what_was_doubted_only_central_lets_work_again() -> None:
    out = replace(doubted(wording(state=Standing.LIVE).seen("cecilia", NOON)), id=7)
    assert (out.state, out.doubted, out.is_seen) == (Standing.CANDIDATE, True, False)
    assert admit(wording(person="olle"), out) is None
    kept = admit(wording().seen("mats", NOON), out)
    assert kept is not None
    assert (kept.id, kept.state, kept.doubted) == (7, Standing.LIVE, False)


def test_who_takes_a_word_back_leaves_a_candidate_or_nothing() -> None:
    assert put_back(wording(state=Standing.LIVE)) == wording(state=Standing.CANDIDATE)
    assert put_back(wording(source="picked")) is None
    seen = wording(state=Standing.LIVE).seen("cecilia", NOON)
    assert put_back(seen) == seen


TAUGHT = st.tuples(
    st.integers(0, 30).map(lambda n: f"ord {n} om saken"),
    st.sampled_from(["anna", "olle", "eva", "jonas", "leila", "per"]),
    st.integers(0, 4 * 24),
    st.sampled_from(SOURCES[:3]),
    st.booleans(),
)


@given(st.lists(TAUGHT, max_size=60))
def test_in_whatever_order_people_teach_few_words_work_unseen(steps: list[tuple[str, str, int, str, bool]]) -> None:
    known: dict[str, Wording] = {}
    for text, person, hours, source, sure in steps:
        new = wording(text, person=person, source=source, at=NOON + timedelta(hours=hours))
        kept = admitted(new, list(known.values()), sure=sure, own=set(), rivals=[], zone=ZONE)
        if kept is not None:
            assert (kept.id or len(known) + 1) <= len(known) + 1
            known[kept.form] = replace(kept, id=kept.id or len(known) + 1)
    live = [one for one in known.values() if one.is_live]
    assert len(live) <= MOST_UNSEEN
    assert all(count == 1 for count in Counter((one.person, one.at.astimezone(ZONE).date()) for one in live).values())
    assert len({one.id for one in known.values()}) == len(known)
