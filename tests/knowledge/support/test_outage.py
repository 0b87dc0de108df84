"""The life of an outage: it ends, also when nobody thinks of it, and nothing changes it then; and what is wrong with a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.support.outage import (
    GRACE,
    LONGEST,
    LONGEST_BODY,
    LONGEST_TITLE,
    SHORTEST,
    Draft,
    Outage,
    Over,
    begun,
    ended,
    extended,
    faults,
    filled,
    has_title,
    looked,
    reworded,
    typed,
)
from knowledge.support.trouble import met, telling

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOURS = timedelta(hours=2)
DRAFT = Draft(title="det går inte att logga in", lasts=HOURS)
MOVES = st.tuples(st.sampled_from(["look", "extend", "end", "news"]), st.timedeltas(timedelta(0), timedelta(hours=5)))


@given(st.lists(MOVES, max_size=20), st.timedeltas(SHORTEST, LONGEST))
def test_whatever_happens_it_has_a_next_moment_or_is_over_for_good(
    moves: list[tuple[str, timedelta]], lasts: timedelta
) -> None:
    outage, now = begun(1, replace(DRAFT, lasts=lasts), "mats", NOW), NOW
    for move, wait in moves:
        before, now = outage, now + wait
        try:
            outage = _moved(outage, move, now)
        except Over:
            assert not before.is_on
            assert outage == before
            continue
        assert before.is_on
        assert (outage.by, outage.since, outage.number) == (before.by, before.since, before.number)
        if move == "extend":
            assert (outage.asked, outage.look_at) == (False, now + lasts)
        if move == "end":
            assert (outage.over_at, outage.over_by) == (now, "cecilia")
        if move == "news":
            assert replace(outage, title=before.title, body=before.body) == before
        if move == "look" and before.look_at <= now:
            assert outage.asked
            assert outage.is_on != before.asked
            assert outage.over_at == (now if before.asked else None)
        if move == "look" and before.look_at > now:
            assert outage == before


def _moved(outage: Outage, move: str, now: datetime) -> Outage:
    match move:
        case "look":
            return looked(outage, now)
        case "extend":
            return extended(outage, now)
        case "end":
            return ended(outage, now, "cecilia")
        case _:
            return reworded(outage, replace(DRAFT, title="annat", body="nytt", lasts=None))


@given(st.timedeltas(SHORTEST, LONGEST))
def test_left_alone_it_asks_once_and_ends(lasts: timedelta) -> None:
    outage = begun(1, replace(DRAFT, lasts=lasts), "mats", NOW)
    asked = looked(outage, outage.look_at)
    over = looked(asked, asked.look_at)
    assert (asked.asked, asked.look_at) == (True, NOW + lasts + GRACE)
    assert (over.is_on, over.over_at, over.over_by) == (False, NOW + lasts + GRACE, "")


def test_it_began_when_the_first_asked_and_never_after_it_was_put_on() -> None:
    assert begun(1, DRAFT, "mats", NOW, NOW - timedelta(minutes=9)).since == NOW - timedelta(minutes=9)
    assert begun(1, DRAFT, "mats", NOW, NOW + timedelta(minutes=9)).since == NOW
    assert begun(1, DRAFT, "mats", NOW).key == "outage/1"


@pytest.mark.parametrize(("text", "title", "body", "page"), [
    ("det går inte att logga in", "det går inte att logga in", "", "https://default.example"),
    ("  appen  hänger sig \n\nVi vet inte varför.\nMer i eftermiddag.", "appen hänger sig",
     "Vi vet inte varför.\nMer i eftermiddag.", "https://default.example"),
    ("nere\nStatus: https://status.example.org/x?a=1\nVänta.", "nere", "Vänta.", "https://status.example.org/x?a=1"),
    ("nere\nHela förklaringen från leverantören finns på https://long.example.org", "nere",
     "Hela förklaringen från leverantören finns på https://long.example.org", "https://default.example"),
    ("nere\nhttp://plain.example.org", "nere", "", "http://plain.example.org"),
])  # fmt: skip
def test_what_was_typed(text: str, title: str, body: str, page: str) -> None:
    assert typed(text, "https://default.example", HOURS) == Draft(title=title, body=body, status_page=page, lasts=HOURS)


@pytest.mark.parametrize(("ends", "lasts"), [("2", HOURS), ("1,5", timedelta(minutes=90)), ("30 min", timedelta(minutes=30)),
                                             ("2 h", HOURS), ("", HOURS), ("snart", None), ("en timme", timedelta(hours=1))])  # fmt: skip
def test_how_long_was_filled_in(ends: str, lasts: timedelta | None) -> None:
    draft = filled(
        {"title": " Vit  sida ", "ways": "- vit sida\n- bara vitt", "ends": ends}, "https://s.example", HOURS
    )
    assert draft == Draft(title="Vit sida", ways=("bara vitt",), status_page="https://s.example", lasts=lasts)


def test_all_that_is_wrong_is_found_at_once() -> None:
    bad = Draft(title="!?", body="x" * (LONGEST_BODY + 1), status_page="driftsidan", lasts=None)
    assert faults(bad) == {"title": "required", "body": "long", "status_page": "address", "ends": "length"}
    assert faults(replace(DRAFT, title="x" * (LONGEST_TITLE + 1))) == {"title": "long"}
    assert faults(DRAFT) == faults(replace(DRAFT, title="x" * LONGEST_TITLE, body="x" * LONGEST_BODY)) == {}


@pytest.mark.parametrize("page", ["http://x.example", "https://x.example/a b", "https://x.example/(a)", "https://x.example/a]b",
                                  "javascript:alert(1)", "https://", "x.example", "https://x.example\n/a"])  # fmt: skip
def test_only_a_plain_secure_address_is_one(page: str) -> None:
    assert faults(replace(DRAFT, status_page=page)) == {"status_page": "address"}


@pytest.mark.parametrize(
    "page", ["https://status.example.org", "https://x.example/a/b?c=d&e#f", "https://x.example:8443/"]
)
def test_addresses(page: str) -> None:
    assert faults(replace(DRAFT, status_page=page)) == {}


@pytest.mark.parametrize("lasts", [timedelta(0), SHORTEST - timedelta(seconds=1), LONGEST + timedelta(seconds=1)])
def test_neither_at_once_nor_next_month(lasts: timedelta) -> None:
    assert faults(replace(DRAFT, lasts=lasts)) == {"ends": "length"}
    assert faults(replace(DRAFT, lasts=lasts), usual=lasts) == {}  # the settings say so


def test_its_title_is_known_by_its_words() -> None:
    outage = begun(1, DRAFT, "mats", NOW)
    assert has_title(outage, "Det går inte att logga in!")
    assert not has_title(outage, "det går inte att ladda upp")
    assert not has_title(outage, "?")


MET = """
kan inte logga in i unikum, är det något fel? | inloggningen funkar inte | hej, får inte logga in i unikum, blir bara vitt
eleverna kan inte logga in på unikum | ingen kan logga in | can't log in to unikum | Det går ej att logga in!
"""
NOT_MET = """
hur loggar jag in? | hur loggar vårdnadshavare in i unikum? | jag har glömt mitt lösenord | kan inte ladda upp filer i unikum
jag ser inte min klass i unikum | det går inte att skriva ut schemat | var loggar man in? | hej
"""


def _each(texts: str) -> list[str]:
    return [text.strip() for line in texts.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", _each(MET))
def test_who_has_met_it(text: str) -> None:
    assert met(text, "det går inte att logga in")


@pytest.mark.parametrize("text", _each(NOT_MET))
def test_who_has_not(text: str) -> None:
    assert not met(text, "det går inte att logga in")


def test_how_to_do_it_is_not_that_it_cannot_be_done() -> None:
    told = "det går inte att skriva ut omdömen som pdf"
    assert met("kan inte skriva ut omdömen som pdf", told)
    assert not met("hur skriver jag ut omdömen som pdf?", told)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_can_be_compared_and_who_says_all_of_it_has_met_it(asked: str, told: str) -> None:
    wanted = telling(told)
    assert met(f"{asked} {told}", told) == (len(wanted) >= 2 and bool(wanted - {"inte"})) or "\n" in told + asked
    assert not met("", told)
