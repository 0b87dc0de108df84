"""Which entry is the next question of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.faq.entry import FaqEntry
from knowledge.faq.weekly_question import Asked, Plan, candidates, had, other, passed_over
from knowledge.support.topics import Asking

NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)
TODAY = NOW.date()


def entry(name: str) -> FaqEntry:
    return FaqEntry(id=name, question=f"Vad är {name}?", answer="Så här.")


def asked(weeks: int, name: str, *askers: str) -> list[Asking]:
    return [Asking(asked_at=NOW - timedelta(weeks=weeks), asker=one, entry=name, near=name) for one in askers]


ENTRIES = [entry("old"), entry("new"), entry("third"), entry("own")]
ASKINGS = [
    *asked(20, "old", *"abcdef"),
    *asked(1, "new", *"abc"),
    *asked(2, "third", *"ab"),
    *asked(1, "own", *"zzzzz"),
]
ASKED = Asked(askings=ASKINGS, now=NOW, today=TODAY, language="sv")


def ids(entries: list[FaqEntry], plan: Plan | None = None, of: Asked = ASKED) -> list[str]:
    return [one.id for one in candidates(entries, of, plan or Plan())]


def test_what_was_asked_most_lately_comes_first_and_one_persons_own_never() -> None:
    assert ids(ENTRIES) == ["new", "third", "old"]
    assert ids(ENTRIES, Plan(chosen="old")) == ["old", "new", "third"]
    assert ids(ENTRIES, Plan(chosen="gone")) == ["new", "third", "old"]


@pytest.mark.parametrize(
    "odd",
    [
        {"audience": "guardian"}, {"language": "en"}, {"valid_to": TODAY - timedelta(days=1)}, {"question": ""},
        {"valid_from": TODAY + timedelta(days=1)}, {"review_by": TODAY - timedelta(days=1)},
    ],
)  # fmt: skip
def test_what_does_not_hold_or_is_for_others_is_not_posted(odd: dict[str, object]) -> None:
    assert ids([replace(entry("new"), **odd), entry("third")]) == ["third"]  # type: ignore[arg-type] # fields by name
    assert ids([replace(entry("new"), audience="teacher", review_by=TODAY)]) == ["new"]


def test_it_comes_again_after_half_a_year_and_not_while_its_words_are_in_doubt() -> None:
    plan = had(Plan(asked={"old": date(2026, 1, 1)}, chosen="new"), "new", "2026-W48", TODAY)
    assert plan == Plan(asked={"new": TODAY}, done="2026-W48")
    assert ids(ENTRIES, plan) == ["third", "old"]
    assert ids(ENTRIES, Plan(asked={"new": TODAY - timedelta(weeks=26)})) == ["new", "third", "old"]
    assert ids(ENTRIES, None, replace(ASKED, doubted={"new"})) == ["third", "old"]


def test_central_goes_round_and_what_it_wants_is_kept() -> None:
    plan: Plan | None = Plan()
    seen = []
    for _ in range(4):
        assert plan is not None
        seen.append(ids(ENTRIES, plan)[0])
        plan = other(ENTRIES, ASKED, plan)
    assert seen == ["new", "third", "old", "new"]
    assert other(ENTRIES[:1], ASKED, Plan()) is None
    kept = Plan(asked={"old": TODAY}, done="2026-W47", chosen="third", skipped="2026-W48")
    assert Plan.of(kept.stored()) == kept
    assert passed_over(kept, "2026-W48") == replace(kept, done="2026-W48", skipped="")
    assert Plan.of(None) == Plan()
