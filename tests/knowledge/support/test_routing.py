"""Whose turn it is: ladders, halves, fairness, absence; and never nobody while anybody is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.event import MessageRef
from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Absence, Directory, Person, Role, School
from knowledge.support.duration import Duration
from knowledge.support.hours import parse_hours
from knowledge.support.ladder import from_central, ladder_of
from knowledge.support.policy import DeskPolicy
from knowledge.support.question import Question, State
from knowledge.support.routing import Load, Routing, Turn

ZONE = ZoneInfo("Europe/Stockholm")
WORKING = WorkingTime(hours=parse_hours("07:30-16:30", "mon-fri"), zone=ZONE)
NOW = datetime(2026, 11, 24, 9, tzinfo=ZONE).astimezone(UTC)
FOUR_HOURS = DeskPolicy(local=Duration.parse("4h"), central=Duration.parse("8h"))
HELPDESK = replace(FOUR_HOURS, steps=("helpdesk", "local", "central", "all_central"), helpdesk=("hedda", "hugo"))


def person(name: str, role: str = "teacher", **fields: object) -> Person:
    here = {"accounts": {"local": name}, **fields}
    return Person(id=name, name=name.title(), role=Role(role), **here)  # type: ignore[arg-type]


def away(name: str, role: str = "local", substitute: str | None = None, **fields: object) -> Person:
    gone = Absence(first=date(2026, 11, 23), last=date(2026, 11, 27), substitute=substitute)
    return person(name, role, absences=(gone,), **fields)


TOWN = (
    person("cecilia", "central", areas=("pedagogical",)),
    person("mats", "central", areas=("technical",)),
    person("amina", "central", areas=("pedagogical",)),
    person("jonas", "local", schools=("haga",)),
    person("leila", "local", schools=("haga",)),
    person("eva", "local", schools=("lind",)),
    person("gunilla", schools=("haga",)),
    person("hedda"),
    person("hugo"),
)


def routing(
    *people: Person,
    policy: DeskPolicy = FOUR_HOURS,
    load: Load | None = None,
    now: datetime = NOW,
    without: tuple[str, ...] = (),
) -> Routing:
    """The rules with these people in place of, or beside, those of the town."""
    named = {one.id: one for one in people}
    everybody = tuple(named.pop(one.id, one) for one in TOWN if one.id not in without) + tuple(named.values())
    directory = Directory(schools=(School(id="haga", name="Haga"), School(id="lind", name="Lind")), people=everybody)
    return Routing(directory=directory, policy=policy, working=WORKING, load=load or Load(), now=now)


def question(asker: str = "gunilla", school: str | None = "haga", **fields: object) -> Question:
    root = MessageRef(platform="local", channel="support", id="m1")
    return Question(number=1, asker=asker, asked_at=NOW, text="?", root=root, school=school, **fields)  # type: ignore[arg-type]


def given_to(asked: Question, turn: Turn, rules: Routing) -> Question:
    """The question as it stands when the turn has begun."""
    return replace(asked, state=State.WAITING, ladder=rules.ladder(asked), step=turn.step, holders=turn.holders,
                   asked=tuple(dict.fromkeys((*asked.asked, *turn.holders))), deadline=turn.deadline,
                   step_ends=turn.step_ends)  # fmt: skip


def all_turns(asked: Question, rules: Routing) -> list[Turn]:
    """Every turn until the ladder's end, when nobody does anything."""
    turns = [rules.start(asked)]
    asked = given_to(asked, turns[0], rules)
    while turn := rules.next(asked):
        turns.append(turn)
        rules = replace(rules, now=turns[-2].deadline or rules.now)
        asked = given_to(asked, turn, rules)
        assert len(turns) < 20, "the ladder never ends"
    return turns


def holders(turns: list[Turn]) -> list[tuple[str, ...]]:
    return [turn.holders for turn in turns]


def local(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%a %H:%M}" if moment else "-"


def test_local_then_the_colleague_after_half_the_time_then_central_then_all() -> None:
    turns = all_turns(question(), routing())
    assert holders(turns) == [("jonas",), ("leila",), ("cecilia",), ("cecilia", "mats", "amina")]
    assert [turn.step for turn in turns] == [0, 0, 1, 2]
    assert [local(turn.deadline) for turn in turns[:1]] == ["Tue 11:00"]
    assert [local(turn.step_ends) for turn in turns[:1]] == ["Tue 13:00"]
    assert turns[-1].deadline is None


def test_the_second_contact_has_what_is_left_of_the_step() -> None:
    first = given_to(question(), routing().start(question()), routing())
    later = routing(now=NOW + timedelta(hours=2)).next(first)
    assert later is not None
    assert (later.holders, local(later.deadline), local(later.step_ends)) == (("leila",), "Tue 13:00", "Tue 13:00")
    overdue = routing(now=NOW + timedelta(hours=5)).next(first)  # somebody had taken it beyond the step's time
    assert overdue is not None
    assert (overdue.holders, local(overdue.deadline)) == (("leila",), "Wed 09:00")


@pytest.mark.parametrize(
    ("load", "first"),
    [
        (Load(), "jonas"),
        (Load(open={"jonas": 1}), "leila"),
        (Load(open={"jonas": 1, "leila": 2}), "jonas"),
        (Load(asked_at={"jonas": NOW}), "leila"),
        (Load(asked_at={"jonas": NOW, "leila": NOW - timedelta(days=1)}), "leila"),
        (Load(open={"leila": 1}, asked_at={"jonas": NOW}), "jonas"),
        (Load(open={"jonas": 1, "leila": 1}, asked_at={"jonas": NOW, "leila": NOW}), "jonas"),
    ],
)
def test_the_fewest_open_then_asked_longest_ago_then_file_order(load: Load, first: str) -> None:
    assert routing(load=load).start(question()).holders == (first,)


def test_a_substitute_stands_in_and_a_chain_of_absence_is_not_followed_in_circles() -> None:
    stands_in = routing(away("jonas", substitute="gunnar", schools=("haga",)), person("gunnar")).start(question())
    assert (stands_in.holders, stands_in.stands_in_for) == (("gunnar",), "jonas")
    both = routing(
        away("jonas", substitute="leila", schools=("haga",)), away("leila", substitute="jonas", schools=("haga",))
    ).start(question())
    assert (both.holders, both.step) == (("cecilia",), 1)
    same = all_turns(question(), routing(away("jonas", substitute="leila", schools=("haga",))))
    assert holders(same)[:2] == [("leila",), ("cecilia",)]  # nobody is asked twice
    own = routing(away("jonas", substitute="gunilla", schools=("haga",))).start(question())
    assert own.holders == ("leila",)  # the asker does not stand in for the one who is asked


def test_who_has_no_account_here_is_passed_over() -> None:
    gone = person("jonas", "local", schools=("haga",), accounts={"slack": "U1"})
    assert routing(gone).start(question()).holders == ("leila",)


@pytest.mark.parametrize(
    ("asker", "school", "turns"),
    [
        ("eva", "lind", [("cecilia",), ("cecilia", "mats", "amina")]),
        ("cecilia", None, [("mats",), ("mats", "amina")]),
        ("gunilla", None, [("cecilia",), ("cecilia", "mats", "amina")]),
        ("gunilla", "ek", [("cecilia",), ("cecilia", "mats", "amina")]),
    ],
    ids=["a local contact", "a central contact", "no school known", "a school without contact"],
)
def test_who_begins_at_central(asker: str, school: str | None, turns: list[tuple[str, ...]]) -> None:
    assert holders(all_turns(question(asker, school), routing())) == turns


def test_the_area_chooses_the_central_contact_and_gives_way_when_nobody_has_it() -> None:
    assert routing().start(question(school=None, area="technical")).holders == ("mats",)
    assert routing().start(question(school=None, area="pedagogical")).holders == ("cecilia",)
    gone = routing(away("mats", "central", areas=("technical",)))
    assert gone.start(question(school=None, area="technical")).holders == ("cecilia",)
    stood_in = routing(away("mats", "central", "hugo", areas=("technical",)))
    assert stood_in.start(question(school=None, area="technical")).holders == ("hugo",)


def test_a_helpdesk_first_and_contacts_pass_it_by() -> None:
    turns = all_turns(question(), routing(policy=HELPDESK))
    assert holders(turns)[:2] == [("hedda", "hugo"), ("jonas",)]
    assert holders(all_turns(question("eva", "lind"), routing(policy=HELPDESK)))[0] == ("cecilia",)


def test_two_at_once_share_the_whole_local_step() -> None:
    rules = routing(policy=replace(FOUR_HOURS, at_once=2))
    turns = all_turns(question(), rules)
    assert holders(turns)[:2] == [("jonas", "leila"), ("cecilia",)]
    assert local(turns[0].deadline) == "Tue 13:00"


def test_a_question_keeps_the_ladder_that_it_has() -> None:
    old = given_to(question(), routing().start(question()), routing())
    changed = routing(policy=replace(FOUR_HOURS, steps=("central", "all_central")))
    assert changed.ladder(old) == ladder_of(FOUR_HOURS)
    turn = changed.next(old)
    assert turn is not None
    assert turn.holders == ("leila",)


def test_handed_to_somebody_the_ladder_goes_on_from_their_step() -> None:
    rules = routing(away("amina", "central", "hedda"))
    handed = rules.to(question(), TOWN[1])
    assert (handed.holders, handed.step, local(handed.deadline)) == (("mats",), 1, "Wed 08:00")
    amina = rules.directory.person("amina")
    assert amina is not None
    stood_in = rules.to(question(), amina)
    assert (stood_in.holders, stood_in.stands_in_for) == (("hedda",), "amina")


def test_in_the_evening_the_turn_starts_when_the_desk_opens() -> None:
    turn = routing(now=NOW + timedelta(hours=12)).start(question())
    assert (local(turn.starts), local(turn.deadline), local(turn.step_ends)) == ("Wed 07:30", "Wed 09:30", "Wed 11:30")


def test_a_ladder_without_the_school_begins_at_central() -> None:
    assert [step.kind for step in from_central(ladder_of(HELPDESK))] == ["central", "all_central"]
    only_helpdesk = replace(HELPDESK, steps=("helpdesk",))
    assert [step.kind for step in from_central(ladder_of(only_helpdesk))] == ["helpdesk"]


CENTRAL = ("cecilia", "mats", "amina")


@pytest.mark.parametrize(
    ("asker", "school", "without", "end"),
    [
        ("gunilla", "haga", CENTRAL, ("jonas", "leila")),
        ("gunilla", "ek", CENTRAL, ("jonas", "leila")),
        ("eva", "lind", CENTRAL, ("jonas", "leila")),
        ("cecilia", None, ("mats", "amina"), ("jonas", "leila")),
        ("gunilla", "haga", (*CENTRAL, "jonas", "leila"), ("eva",)),
        ("gunilla", "haga", (*CENTRAL, "jonas", "leila", "eva"), ()),
    ],
)
def test_without_anybody_central_it_ends_at_whoever_is_left(
    asker: str, school: str | None, without: tuple[str, ...], end: tuple[str, ...]
) -> None:
    assert all_turns(question(asker, school), routing(without=without))[-1].holders == end


@st.composite
def towns(draw: st.DrawFn) -> tuple[Routing, Question]:
    """Anybody may be away, stood in for by anybody, without account, busy; any ladder; any asker."""
    names = [one.id for one in TOWN]
    people = []
    for one in TOWN:
        gone = draw(st.booleans())
        substitute = draw(st.sampled_from([None, *names])) if gone else None
        absence = Absence(first=date(2026, 11, 20), last=date(2026, 12, 20), substitute=substitute)
        accounts = {"local": one.id} if draw(st.integers(0, 4)) else {}
        people.append(replace(one, absences=(absence,) if gone else (), accounts=accounts))
    load = Load(open={name: draw(st.integers(0, 3)) for name in names})
    first = draw(st.sampled_from([("local", "central"), ("central",), ("helpdesk", "local", "central"), ()]))
    policy = replace(
        FOUR_HOURS, steps=(*first, "all_central"), helpdesk=("hedda", "hugo"), at_once=draw(st.integers(1, 2))
    )
    hours = draw(st.integers(0, 100))
    asker = draw(st.sampled_from(names))
    school = draw(st.sampled_from(["haga", "lind", "ek", None]))
    asked = question(asker, school, area=draw(st.sampled_from(["", "technical", "pedagogical"])))
    return routing(*people, policy=policy, load=load, now=NOW + timedelta(hours=hours)), asked


@given(towns())
@settings(max_examples=150, deadline=None)
def test_never_nobody_never_the_asker_never_the_same_person_twice(town: tuple[Routing, Question]) -> None:
    rules, asked = town
    turns = all_turns(asked, rules)
    for turn in turns:
        assert turn.holders, "nobody has it"
        assert asked.asker not in turn.holders
        assert turn.deadline is None or turn.deadline >= turn.starts
    before_the_end = [name for turn in turns[:-1] for name in turn.holders]
    assert len(before_the_end) == len(set(before_the_end))
    assert [turn.step for turn in turns] == sorted(turn.step for turn in turns)
    assert turns[-1].step == len(rules.ladder(asked)) - 1
    assert (turns[-1].deadline, [turn.deadline is None for turn in turns[:-1]]) == (None, [False] * (len(turns) - 1))


@given(towns())
@settings(max_examples=80, deadline=None)
def test_who_is_there_is_asked_before_who_is_not(town: tuple[Routing, Question]) -> None:
    rules, asked = town
    for turn in all_turns(asked, rules):
        people = [one for one in map(rules.directory.person, turn.holders) if one]
        there = [one for one in rules.directory.central() if rules.is_reachable(one, "local") and one.id != asked.asker]
        assert all(rules.is_reachable(one, "local") for one in people) or not there
