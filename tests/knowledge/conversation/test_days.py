"""The days and lengths that people write in commands; leaves what the commands do with them to the handlers' tests."""

from datetime import date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.conversation import times
from knowledge.conversation.days import Period, parse_duration_words, parse_period

ZONE = ZoneInfo("Europe/Stockholm")
TODAY = date(2026, 11, 24)  # a Tuesday


def period(first: str, last: str, rest: str = "") -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last), rest=rest)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("till fredag", "2026-11-24", "2026-11-27"),
        ("till tisdag", "2026-11-24", "2026-11-24"),  # today is one
        ("tom fredag", "2026-11-24", "2026-11-27"),
        ("Till och med fredag 27 november", "2026-11-24", "2026-11-27"),
        ("till 5 december", "2026-11-24", "2026-12-05"),
        ("till den 5/12", "2026-11-24", "2026-12-05"),
        ("till den 5", "2026-11-24", "2026-12-05"),
        ("till vecka 10", "2026-11-24", "2027-03-14"),
        ("until Friday", "2026-11-24", "2026-11-27"),
        ("until next Friday", "2026-11-24", "2026-12-04"),
        ("until 5 December", "2026-11-24", "2026-12-05"),
        ("till 5 december 2027", "2026-11-24", "2027-12-05"),
        ("3–7 mars", "2027-03-03", "2027-03-07"),
        ("3-7 mars", "2027-03-03", "2027-03-07"),
        ("3 till 7 mars", "2027-03-03", "2027-03-07"),
        ("den 3:e till den 7:e mars", "2027-03-03", "2027-03-07"),
        ("3–7 March", "2027-03-03", "2027-03-07"),
        ("March 3-7", "2027-03-03", "2027-03-07"),
        ("3 mars - 7 april", "2027-03-03", "2027-04-07"),
        ("3-5/12", "2026-12-03", "2026-12-05"),
        ("3/12–5/12", "2026-12-03", "2026-12-05"),
        ("20 dec – 8 jan", "2026-12-20", "2027-01-08"),
        ("20 november – 27 november", "2026-11-20", "2026-11-27"),  # in the middle of it
        ("från och med 3 mars till och med 7 mars", "2027-03-03", "2027-03-07"),
        ("mellan 3 och 7 mars", "2027-03-03", "2027-03-07"),
        ("i dag", "2026-11-24", "2026-11-24"),
        ("idag", "2026-11-24", "2026-11-24"),
        ("today", "2026-11-24", "2026-11-24"),
        ("i morgon", "2026-11-25", "2026-11-25"),
        ("imorgon", "2026-11-25", "2026-11-25"),
        ("tomorrow", "2026-11-25", "2026-11-25"),
        ("i övermorgon", "2026-11-26", "2026-11-26"),
        ("imorgon till fredag", "2026-11-25", "2026-11-27"),
        ("i morgon och torsdag", "2026-11-25", "2026-11-26"),
        ("en vecka", "2026-11-24", "2026-11-30"),
        ("i två veckor", "2026-11-24", "2026-12-07"),
        ("for 3 days", "2026-11-24", "2026-11-26"),
        ("en månad", "2026-11-24", "2026-12-23"),
        ("två veckor från måndag", "2026-11-30", "2026-12-13"),
        ("from Monday for two weeks", "2026-11-30", "2026-12-13"),
        ("vecka 9", "2027-03-01", "2027-03-07"),
        ("v 9", "2027-03-01", "2027-03-07"),
        ("v.48", "2026-11-23", "2026-11-29"),
        ("v9-10", "2027-03-01", "2027-03-14"),
        ("vecka 53", "2026-12-28", "2027-01-03"),
        ("nästa vecka", "2026-11-30", "2026-12-06"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("resten av veckan", "2026-11-24", "2026-11-29"),
        ("2026-12-01", "2026-12-01", "2026-12-01"),
        ("2026-12-01 till 2026-12-05", "2026-12-01", "2026-12-05"),
        ("2026-12-01–2026-12-05", "2026-12-01", "2026-12-05"),
        ("fredag", "2026-11-27", "2026-11-27"),
        ("på fredag", "2026-11-27", "2026-11-27"),
        ("tisdag", "2026-11-24", "2026-11-24"),
        ("nästa tisdag", "2026-12-01", "2026-12-01"),
        ("fredag den 4/12", "2026-12-04", "2026-12-04"),
        ("måndag till onsdag", "2026-11-30", "2026-12-02"),
        ("mån-ons", "2026-11-30", "2026-12-02"),
        ("the 5th of December", "2026-12-05", "2026-12-05"),
        ("29 februari", "2028-02-29", "2028-02-29"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: str, last: str) -> None:
    assert parse_period(text, TODAY) == period(first, last)
    assert parse_period(text.upper(), TODAY) == period(first, last)


@pytest.mark.parametrize(
    ("text", "last", "rest"),
    [
        ("till fredag ersättare Olle", "2026-11-27", "ersättare Olle"),
        ("till fredag, ersättare Olle Berg.", "2026-11-27", "ersättare Olle Berg"),
        ("ersättare Olle till fredag", "2026-11-27", "ersättare Olle"),
        ("ersättare Tom till fredag", "2026-11-27", "ersättare Tom"),
        ("ersättare Mon till fre", "2026-11-27", "ersättare Mon"),
        ("until Friday substitute Åsa", "2026-11-27", "substitute Åsa"),
    ],
)
def test_what_else_is_written_is_kept(text: str, last: str, rest: str) -> None:
    assert parse_period(text, TODAY) == period("2026-11-24", last, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "snart",
        "ersättare Olle",
        "till 31 februari",
        "till 5/13",
        "vecka 54",
        "v 0",
        "från måndag",
        "från nästa vecka",
        "till nästa vecka",
        "till 2026-01-01",
        "2026-12-05 till 2026-12-01",
        "i fredags",
        "fredagsmys",
        "0 dagar",
        "i 5C",
    ],
)
def test_what_is_no_period_gives_none(text: str) -> None:
    assert parse_period(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2h", 120),
        ("2 timmar", 120),
        ("i två timmar", 120),
        ("30 min", 30),
        ("30m", 30),
        ("en timme", 60),
        ("1,5 timmar", 90),
        ("1 h 30 min", 90),
        ("En timme och 30 minuter", 90),
        ("en halvtimme", 30),
        ("half an hour", 30),
        ("an hour", 60),
        ("for two hours", 120),
        ("två dagar", 2880),
        ("en vecka", 10080),
    ],
)
def test_lengths_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert parse_duration_words(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "2", "h", "0 min", "en stund", "2h support", "99999999h", "-2h", "2 h och", "m" * 100]
)
def test_what_is_no_length_gives_none(text: str) -> None:
    assert parse_duration_words(text) is None


LEADS = "till från i på den the v vecka weeks"
DATES = "3 9 31 53 2026-12-01 – - / mars may feb fredag mon nästa next två en dagar månader"
PIECES = f"{LEADS} {DATES}".split()
written = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from([*PIECES, "\u0130", "\u017f", "٣"]), max_size=8).map(" ".join)
)


@given(text=written, today=st.dates())
@example(text="till fredag", today=date.max)
@example(text="999 månader", today=date(9990, 1, 1))
def test_any_text_gives_a_period_that_runs_forwards_or_none(text: str, today: date) -> None:
    found = parse_period(text, today)
    assert found is None or found.first <= found.last
    length = parse_duration_words(text)
    assert length is None or length > timedelta()


@given(
    today=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    ahead=st.integers(0, 300),
    language=st.sampled_from(["sv", "en"]),
)
def test_the_bot_s_own_words_for_a_last_day_are_read_back_as_that_day(today: date, ahead: int, language: str) -> None:
    last = today + timedelta(days=ahead)
    now = datetime(today.year, today.month, today.day, 12, tzinfo=ZONE)
    word = {"sv": "till", "en": "until"}[language]
    for said in (
        times.until_day(last, now, ZONE, language),
        times.day(last, now, ZONE, language),
    ):
        assert parse_period(f"{word} {said} ersättare Olle", today) == Period(
            first=today, last=last, rest="ersättare Olle"
        )


def test_days_far_into_a_long_text_are_not_looked_for() -> None:
    assert parse_period(f"{'ord ' * 50}fredag", TODAY) is not None
    assert parse_period(f"{'ord ' * 500}fredag", TODAY) is None


@pytest.mark.parametrize("piece", ["a", " ", "3 ", "till ", "3-", "fredag ", "i två ", "v 9 - ", "2026-", "\u0301"])
def test_a_very_long_text_is_read_quickly(piece: str) -> None:
    begun = process_time()
    parse_period(piece * (100_000 // len(piece)), TODAY)
    parse_duration_words(piece * (100_000 // len(piece)))
    assert process_time() - begun < 0.5
