"""Signs of being away: how long they count, and that they only change the order in which people are asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.event import Presence
from knowledge.support.presence import hint, hint_key, hinted
from knowledge.support.routing import Load
from tests.knowledge.support.test_routing import NOW, all_turns, away, holders, person, question, routing, towns

if TYPE_CHECKING:
    from knowledge.support.question import Question
    from knowledge.support.routing import Routing

HOUR = timedelta(hours=1)


def with_signs(rules: Routing, *people: str) -> Routing:
    """The same rules, with these people away as their status says."""
    return replace(rules, load=replace(rules.load, hinted=frozenset(people)))


def stored(*signs: tuple[str, Presence]) -> dict[str, Any]:
    kept = {hint_key("slack", presence.sign, name): hint(presence, NOW) for name, presence in signs}
    return {key: value for key, value in kept.items() if value}


@pytest.mark.parametrize(
    ("presence", "counts_for"),
    [
        (Presence(is_away=True), None),
        (Presence(is_away=True, until=NOW + HOUR), 1),
        (Presence(is_away=True, until=NOW), 0),
        (Presence(is_away=False), 0),
        (Presence(is_away=True, sign="dnd"), 12),
        (Presence(is_away=True, sign="dnd", until=NOW + HOUR), 1),
        (Presence(is_away=True, sign="dnd", until=NOW + 30 * HOUR), 12),
    ],
)
def test_a_sign_counts_until_its_end_and_do_not_disturb_for_half_a_day(
    presence: Presence, counts_for: int | None
) -> None:
    kept = stored(("eva", presence))
    for hours in (0, 1, 11, 12, 1000):
        now = NOW + hours * HOUR
        expected = counts_for is None or hours < counts_for
        assert (hinted(kept, "all", now) == {"eva"}) is expected, hours


def test_only_the_signs_that_are_heeded_count() -> None:
    kept = stored(("a/b", Presence(is_away=True)), ("mats", Presence(is_away=True, sign="dnd")))
    assert hinted(kept, "status", NOW) == {"a/b"}
    assert hinted(kept, "all", NOW) == {"a/b", "mats"}
    assert hinted(kept, "none", NOW) == frozenset()


def test_the_colleague_who_is_there_is_asked_first() -> None:
    turns = all_turns(question(), with_signs(routing(), "jonas"))
    assert holders(turns) == [("leila",), ("jonas",), ("cecilia",), ("cecilia", "mats", "amina")]


def test_two_at_once_are_those_who_are_there() -> None:
    third = person("karin", "local", schools=("haga",))
    rules = routing(third, policy=replace(routing().policy, at_once=2))
    assert holders(all_turns(question(), with_signs(rules, "jonas")))[:2] == [("leila", "karin"), ("jonas",)]


def test_a_central_contact_of_another_area_who_is_there_comes_before_one_who_is_not() -> None:
    asked = question(school=None, area="technical")
    assert routing().start(asked).holders == ("mats",)
    assert with_signs(routing(), "mats").start(asked).holders == ("cecilia",)
    assert with_signs(routing(), "cecilia", "mats", "amina").start(asked).holders == ("mats",)


def test_a_substitute_who_is_away_as_the_status_says_comes_last_too() -> None:
    rules = routing(away("jonas", substitute="gunnar", schools=("haga",)), person("gunnar"))
    assert rules.start(question()).holders == ("gunnar",)
    assert with_signs(rules, "gunnar").start(question()).holders == ("leila",)


@given(towns(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_sign_never_loses_a_question(town: tuple[Routing, Question], data: st.DataObject) -> None:
    rules, asked = town
    names = [one.id for one in rules.directory.people]
    signs = with_signs(rules, *data.draw(st.lists(st.sampled_from(names))))
    plain, moved = all_turns(asked, rules), all_turns(asked, signs)
    assert all(turn.holders and asked.asker not in turn.holders for turn in moved)
    before_the_end = [name for turn in moved[:-1] for name in turn.holders]
    assert len(before_the_end) == len(set(before_the_end))
    assert moved[-1].holders == plain[-1].holders
    for kind in ("local", "helpdesk"):
        assert asked_on(moved, signs, asked, kind) == asked_on(plain, rules, asked, kind)


def asked_on(turns: list[Any], rules: Routing, asked: Question, kind: str) -> set[str]:
    """Everybody who is asked on the steps of that kind."""
    return {name for turn in turns if rules.ladder(asked)[turn.step].kind == kind for name in turn.holders}


@given(towns(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_sign_changes_nothing_when_nobody_else_is_there(town: tuple[Routing, Question], data: st.DataObject) -> None:
    rules, asked = town
    names = [one.id for one in rules.directory.people]
    assert all_turns(asked, with_signs(rules, *names)) == all_turns(asked, rules)
    some = set(data.draw(st.lists(st.sampled_from(names))))
    plain, moved = rules.start(asked), with_signs(rules, *some).start(asked)
    assert moved.step == plain.step
    assert not (set(moved.holders) - set(plain.holders)) & some  # only somebody who is there takes the place


def test_nobody_is_away_by_default() -> None:
    assert Load().hinted == frozenset()
