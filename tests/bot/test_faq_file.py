"""The FAQ file, read and written; leaves files that cannot be read at all to test_file_sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.files.faq_file import read_faq, write_faq
from bot.files.faults import FileErrors
from knowledge.faq.entry import FaqEntry

ROOT = Path(__file__).parents[2]


def read(tmp_path: Path, text: str, name: str = "faq.yaml") -> list[FaqEntry]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_faq(path).value


def faults(tmp_path: Path, text: str, name: str = "faq.yaml") -> list[str]:
    with pytest.raises(FileErrors) as caught:
        read(tmp_path, text, name)
    return [str(fault).removeprefix(f"{tmp_path}/") for fault in caught.value.faults]


def test_the_sample_faq_is_read_without_a_warning_and_comes_back_the_same(tmp_path: Path) -> None:
    sample = read_faq(ROOT / "samples/unikum/faq_sv.yaml")
    assert len(sample.value) == 114
    assert not sample.warnings
    for form in ("yaml", "jsonl"):
        path = tmp_path / f"again.{form}"
        path.write_text(write_faq(sample.value, form), encoding="utf-8")
        assert read_faq(path).value == sample.value


def test_only_id_and_answer_are_required(tmp_path: Path) -> None:
    assert read(tmp_path, "- {id: a, answer: Så här.}") == [FaqEntry(id="a", answer="Så här.")]


def test_every_field_is_read(tmp_path: Path) -> None:
    text = """
- id: a
  question: Hur?
  alternatives: [Hur gör man?, "Var?"]
  answer: |
    Så **här**.

    - ett
  category: konto
  area: technical
  audience: teacher
  language: en
  source: https://example.org
  confidence: sourced
  owner: eva
  review_by: 2026-12-01
  valid_from: 2026-01-01
  valid_to: 2026-12-31
  local: Hos oss.
  wordings: [hur då]
"""
    assert read(tmp_path, text) == [
        FaqEntry(
            id="a",
            question="Hur?",
            alternatives=("Hur gör man?", "Var?"),
            answer="Så **här**.\n\n- ett",
            category="konto",
            area="technical",
            audience="teacher",
            language="en",
            source="https://example.org",
            confidence="sourced",
            owner="eva",
            review_by=date(2026, 12, 1),
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
            local="Hos oss.",
            wordings=("hur då",),
        )
    ]


@pytest.mark.parametrize("written", ["0123", "2026-01-01", "yes", "on", "1e3", "0x1F", "12:30", "1_000", "~a", "nullx"])
def test_what_looks_like_a_number_a_date_or_a_yes_stays_as_it_was_written(tmp_path: Path, written: str) -> None:
    for text in (
        f"- {{id: {written}, answer: {written}, alternatives: [{written}]}}",
        f"- id: '{written}'\n  answer: x",
    ):
        entry = read(tmp_path, text)[0]
        assert entry.id == written
        assert set(entry.alternatives) <= {written}
    entry = FaqEntry(id=written, answer=written, owner=written)
    for form in ("yaml", "jsonl"):
        assert read(tmp_path, write_faq([entry], form), f"faq.{form}") == [entry]


def test_all_faults_are_named_at_once_with_line_and_field(tmp_path: Path) -> None:
    text = """- id: a
  answer: x
- answer: no id
- id: a
  answer: twice
- id: b
  answer:
  review_by: 2026-02-30
- id: c
  answer: [a, b]
  alternatives: only one
  area: teknik
- id: d
  answer: x
  valid_from: 2026-02-02
  valid_to: 2026-02-01
- just words
- id: e
  answer: x
  language: Swedish
  alternatives: [{a: b}]
"""
    assert faults(tmp_path, text) == [
        "faq.yaml, line 3, id: is missing; it is required",
        f"faq.yaml, line 4, id: ”a” is used twice (first in {tmp_path}/faq.yaml, line 1); give each entry its own",
        "faq.yaml, line 7, answer: is missing; it is required",
        "faq.yaml, line 8, review_by: ”2026-02-30” is no date; write year-month-day, for example 2026-11-24",
        "faq.yaml, line 10, answer: is no text; write words, in quotes if need be",
        "faq.yaml, line 11, alternatives: is no list; write [one, two], or one a line with a dash before it",
        "faq.yaml, line 12, area: ”teknik” is not known; write technical or pedagogical",
        "faq.yaml, line 15, valid_from: 2026-02-02 is after valid_to, 2026-02-01; the first day comes first",
        "faq.yaml, line 17: is no record; write fields with values, as name: …",
        "faq.yaml, line 21, alternatives: is no text; write words, in quotes if need be",
        "faq.yaml, line 20, language: ”Swedish” is no language; write for example sv or en",
    ]


@pytest.mark.parametrize("day", ["20261124", "2026-W48-2", "24/11 2026", "2026-13-01", "2026-11-24T09:00"])
def test_a_day_is_written_in_one_way_only(tmp_path: Path, day: str) -> None:
    words = f"faq.yaml, line 1, review_by: ”{day}” is no date; write year-month-day, for example 2026-11-24"
    assert faults(tmp_path, f"- {{id: a, answer: x, review_by: '{day}'}}") == [words]


def test_an_entry_may_be_valid_for_one_day(tmp_path: Path) -> None:
    entry = read(tmp_path, "- {id: a, answer: x, valid_from: 2026-11-24, valid_to: 2026-11-24}")[0]
    assert entry.is_valid(date(2026, 11, 24))


def test_faults_in_json_lines_are_named_with_their_line(tmp_path: Path) -> None:
    text = '{"id": "a", "answer": "x"}\n\n{"id": "b"\n{"id": "c"}\n{"id": "c", "id": "d", "answer": "x"}\n'
    assert faults(tmp_path, text, "faq.jsonl") == [
        "faq.jsonl, line 3: is no JSON: Expecting ',' delimiter (character 11)",
        "faq.jsonl, line 5, id: stands twice in this line; keep one of them",
        "faq.jsonl, line 4, answer: is missing; it is required",
    ]


def test_a_field_that_is_not_known_is_kept_and_named_in_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    text = "- id: a\n  answer: x\n  prio: 3\n  tags: [a, 007]\n  quoted: '3'\n"
    text += "  deep: {yes: yes, so: true, none: null, half: 0.5}\n"
    path.write_text(text, encoding="utf-8")
    found = read_faq(path)
    extra = {
        "prio": 3,
        "tags": ["a", "007"],
        "quoted": "3",
        "deep": {"yes": "yes", "so": True, "none": None, "half": 0.5},
    }
    assert found.value[0].extra == extra
    first = str(found.warnings[0])
    assert first == f"{path}, line 3, prio: is not known here; it is kept and not used"
    assert len(found.warnings) == 4
    for form in ("yaml", "jsonl"):
        assert read(tmp_path, write_faq(found.value, form), f"again.{form}")[0].extra == extra


def test_an_id_may_not_be_used_in_two_files(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.jsonl"
    one.write_text("- {id: a, answer: x}\n")
    two.write_text('{"id": "b", "answer": "y"}\n')
    assert [entry.id for entry in read_faq(one, two).value] == ["a", "b"]
    two.write_text('{"id": "a", "answer": "y"}\n')
    with pytest.raises(FileErrors, match=r"two\.jsonl, line 1, id: ”a” is used twice \(first in .*one\.yaml, line 1\)"):
        read_faq(one, two)


def test_faults_of_all_files_stand_in_one_error(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("- {id: a}\n")
    with pytest.raises(FileErrors) as caught:
        read_faq(one, two)
    assert str(caught.value).splitlines() == [
        "2 things are wrong:",
        f"  {one}, line 1, answer: is missing; it is required",
        f"  {two}: cannot be read: No such file or directory",
    ]


@pytest.mark.parametrize("bad", ['"\\0"', '"\\x1b[31m"', '"\\ue000eva\\ue001Eva\\ue002"'])
def test_characters_that_could_do_harm_are_refused(tmp_path: Path, bad: str) -> None:
    assert faults(tmp_path, f"- {{id: a, answer: {bad}}}")[0] == (
        "faq.yaml, line 1, answer: holds a control character; take it away"
    )


def test_half_a_character_in_json_is_refused(tmp_path: Path) -> None:
    said = faults(tmp_path, '{"id": "a", "answer": "\\ud800"}', "faq.jsonl")
    assert said[0] == "faq.jsonl, line 1, answer: holds a control character; take it away"


def test_an_empty_list_is_an_faq_without_entries_in_both_formats(tmp_path: Path) -> None:
    assert read(tmp_path, "[]\n") == []
    for form in ("yaml", "jsonl"):
        assert read(tmp_path, write_faq([], form), f"none.{form}") == []


def test_a_file_that_holds_no_list_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "id: a\nanswer: x\n") == [
        "faq.yaml, line 1: is no list of entries; begin each entry with ”- id: …”"
    ]


# What a person may write: no control characters, no space around it, nothing that looks like our own mentions.
_CHARACTERS = st.characters(
    blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ue000\ue001\ue002\ue003\ue004"
)
WORDS = st.text(_CHARACTERS | st.sampled_from("\n:-#'\"[]{}&*!|>%@`,? "), max_size=40).map(str.strip)
FILLED = WORDS.filter(bool)
IDS = st.text(_CHARACTERS, min_size=1, max_size=20).map(str.strip).filter(lambda text: text and text.isprintable())
DAYS = st.none() | st.dates()
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FILLED, inner, max_size=3),
    max_leaves=5,
)
KNOWN = set(FaqEntry.__dataclass_fields__)


def _ordered(entry: FaqEntry) -> FaqEntry:
    if entry.valid_from and entry.valid_to and entry.valid_from > entry.valid_to:
        return replace(entry, valid_from=entry.valid_to, valid_to=entry.valid_from)
    return entry


ENTRIES = st.lists(
    st.builds(
        FaqEntry,
        id=IDS,
        answer=FILLED,
        question=WORDS,
        alternatives=st.lists(FILLED, max_size=3).map(tuple),
        category=WORDS,
        area=st.sampled_from(["", "technical", "pedagogical"]),
        language=st.sampled_from(["sv", "en", "fi"]),
        owner=WORDS,
        review_by=DAYS,
        valid_from=DAYS,
        valid_to=DAYS,
        local=WORDS,
        wordings=st.lists(FILLED, max_size=2).map(tuple),
        extra=st.dictionaries(FILLED.filter(lambda name: name not in KNOWN), PLAIN, max_size=2),
    ).map(_ordered),
    max_size=4,
    unique_by=lambda entry: entry.id,
)


@given(entries=ENTRIES, form=st.sampled_from(["yaml", "jsonl"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_is_read_back_the_same(tmp_path: Path, entries: list[FaqEntry], form: str) -> None:
    assert read(tmp_path, write_faq(entries, form), f"faq.{form}") == entries
