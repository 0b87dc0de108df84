"""Labelled messages are read as they are meant, and everything wrong in them is named in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.files.faults import FileErrors
from bot.files.messages_file import LabelledMessage, read_messages
from knowledge.faq.verdict import Situation

KNOWN = {"login", "print"}
GOOD = """
- id: d1
  text: hur kommer man in?
  expected: login
  also_ok: [print]
  kind: faq
- text: "tack!  "
  expected: null
  kind: chatter
  context: tryck på skriv ut
  in_thread: true
  from: local
- text: ''
- text: skriva ut
  expected: [print, login]
"""
LINES = """
{"text": "hur kommer man in?", "expected": "login", "lang": "sv"}

{"text": "tack \\u200b", "expected": null, "in_thread": true, "from": "central"}
{"text": "skriva ut", "expected": ["print", "login"]}
"""


def read(folder: Path, name: str, content: str) -> list[LabelledMessage]:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return read_messages(file, known=KNOWN).value


def test_yaml_says_what_is_right_and_where_it_stood(tmp_path: Path) -> None:
    first, second, empty, either = read(tmp_path, "m.yaml", GOOD)
    assert (first.expected, first.best, first.kind) == ({"login", "print"}, "login", "faq")
    assert second.text == "tack!  "
    assert second.situation == Situation(in_thread=True, role="local", context="tryck på skriv ut")
    assert (empty.text, empty.expected, empty.kind) == ("", frozenset(), "")
    assert (either.expected, either.best) == ({"login", "print"}, "print")


def test_json_lines_are_read_the_same_with_every_character_of_the_text(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, "m.jsonl", LINES)
    assert first.expected == {"login"}
    assert second.text == "tack \u200b"
    assert second.situation.role == "central"
    assert third.expected == {"print", "login"}


def test_further_right_entries_need_one_that_is_expected(tmp_path: Path) -> None:
    (message,) = read(tmp_path, "m.yaml", "- {text: hej, expected: null, also_ok: [login]}")
    assert message.expected == frozenset()


def test_every_fault_of_every_file_is_named_with_its_place_and_field(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.jsonl"
    one.write_text("- {expected: login}\n- {text: a, expected: gone}\n- {text: b, from: boss}\n- 3\n", encoding="utf-8")
    two.write_text('{"text": 3, "expected": ["login", "lost"]}\nno json\n{"text": ["a"], "in_thread": "perhaps"}\n')
    with pytest.raises(FileErrors) as caught:
        read_messages(one, two, known=KNOWN)
    assert str(caught.value).splitlines() == [
        "8 things are wrong:",
        f"  {one}, line 1, text: is missing; it is required",
        f"  {one}, line 2, expected: the FAQ has no entry ”gone”; correct the id, or leave the message out",
        f"  {one}, line 3, from: ”boss” is not known; write teacher, local or central",
        f"  {one}, line 4: is no record; write fields with values, as name: …",
        f"  {two}, line 2: is no JSON: Expecting value (character 1)",
        f"  {two}, line 1, expected: the FAQ has no entry ”lost”; correct the id, or leave the message out",
        f"  {two}, line 3, text: is no text; write words, in quotes if need be",
        f"  {two}, line 3, in_thread: ”perhaps” is neither true nor false; write one of them",
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("m.yaml", "text: hej", "is no list of messages"),
        ("m.csv", "text\nhej", "has an ending that is not read here"),
        ("m.yaml", "- [", "is no YAML"),
        ("m.yaml", "", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_told(name: str, content: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(FileErrors, match=words):
        read(tmp_path, name, content)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileErrors, match="cannot be read"):
        read_messages(tmp_path / "gone.yaml", known=KNOWN)
