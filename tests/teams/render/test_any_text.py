"""Whatever a user writes: nothing of it is alive in Teams, no limit is passed, and what was short stays whole."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.platforms.teams import ids
from bot.platforms.teams.limits import shorten, weight
from bot.platforms.teams.render import Known, attachment, fetch, form_card, home, message, told_in_window
from knowledge.conversation.clean import clean
from knowledge.conversation.message import Button, Field, Form, Home, Message, command, escape, mention
from tests.teams.render.rules import (
    Read,
    aloud,
    content,
    faults_of_activity,
    faults_of_window,
    of_kind,
    signs_back,
    size,
)

KNOWN = Known(
    accounts={"eva": "29:eva", "eva2": "29:eva2"},
    links={"question/41/card": "https://teams.microsoft.com/l/1?a=(1)&b=2"},
)
PIECES = (
    "<at>Eva Lind</at>", "<at>", "</AT>", "<b>", "<script>alert(1)</script>", "<a href='https://ond.se'>x</a>", "&lt;at&gt;", "&",
    "{{DATE(2026-01-01T06:00:00Z,SHORT)}}", "{{", "{", "}}", "```", "`", "*", "**", "_", "~", ">", "#", "# ", "|", "\\", "\\*",
    "[a](https://b.se)", "](https://b.se)", "[x]: https://b.se", "![x](https://b.se)", "https://ond.se", "www.ond.se", "hej", "å_b",
    " ", "\n", "\n\n", "- ", "+ ", "1. ", "2) ", "===", "---", "    ", "🙂", "👩‍🏫", "\u200b", "\ue000eva\ue001Eva\ue002",
    "\ue005vem\ue006", "\n> ", "\ud800", "\x00", "\u2028", "Eva Lind", "(2)", '"', "'",
)  # fmt: skip
WRITTEN = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
LONG = st.tuples(st.sampled_from(PIECES), st.integers(1000, 12_000)).map(lambda given: (given[0] * given[1])[:40_000])
KEY = "question/42/card"
TAKE = Button(action="take", label="Jag tar den", primary=True)


def said(text: str, *buttons: Button, twin: str = "") -> Message:
    return Message(reply="answer", text=text, twin=twin, buttons=buttons)


@given(WRITTEN)
@example("<at>Eva Lind</at> {{DATE(2026-01-01T06:00:00Z)}} **fet** &lt;b&gt; [a](https://b.se)")
@settings(max_examples=300, deadline=None)
def test_nothing_that_a_user_wrote_is_alive_in_a_card(written: str) -> None:
    words = escape(clean(written))
    shown = message(said(f"Så skrev du: ”{words}”\n{words}\n> {words}", TAKE), KEY, KNOWN)
    assert faults_of_activity(shown) == []
    assert "entities" not in content(shown)["msteams"]
    assert of_kind(content(shown), "Action.OpenUrl") == []


@given(WRITTEN, WRITTEN)
@example("1. ett", "Eva</at> <at>Ola")
@example("- *ett*", "**")
@settings(max_examples=300, deadline=None)
def test_beside_a_call_in_a_card_only_our_own_markup_is_alive(written: str, name: str) -> None:
    words = escape(" ".join(clean(written).split()))
    called = clean(name).strip() or "Eva"
    line = f"{words} {mention('eva', called)} **fet {words}**, [a{words}a](https://a.se/b) {words} {mention('eva2', called)}"
    shown = message(said(f"{line}\n{words}", TAKE), KEY, KNOWN)
    assert faults_of_activity(shown) == []
    entities = content(shown)["msteams"].get("entities", [])
    assert [one["mentioned"]["id"] for one in entities] == ["29:eva", "29:eva2"] * bool(" ".join(called.split()))


@given(WRITTEN, WRITTEN)
@settings(max_examples=300, deadline=None)
def test_in_a_call_line_only_our_own_markup_is_alive(written: str, name: str) -> None:
    words = escape(" ".join(clean(written).split()))
    called = clean(name).strip() or "Eva"
    text = f"**Fråga till {mention('eva', called)}: {words}**\n> {words}\n- [a](https://a.se/?b=1&c=2) {words} {command('vem')}"
    shown = message(said(text), KEY, KNOWN)
    assert faults_of_activity(shown) == []
    read = Read(shown["text"])
    assert read.addresses == ["https://a.se/?b=1&c=2"]
    assert set(read.tags) <= {"a", "at", "b", "blockquote", "br", "code"}
    assert [read.tags.count(one) for one in ("a", "at", "code")] == [1, bool(" ".join(called.split())), 1]


@given(st.one_of(WRITTEN, LONG), st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_message_passes_a_limit(written: str, raw: bool, native: bool, calls: bool) -> None:
    """Also when an author's own markup is wild: `raw` is text of an entry, which is not escaped."""
    text = (mention("eva", "Eva Lind") * calls) + (written if raw else escape(clean(written, 40_000)))
    label = written[:500]
    buttons = (
        Button(action="helped", label=label, primary=True), Button(action="not_helped", label=label),
        Button(action=f"pick:{label}", label=label), Button(action=f"use_faq:{label}", label=label, more=True),
    )  # fmt: skip
    for some in (buttons, ()):
        one = said(f"{text}\n\nFråga 42", *some, twin=text)
        shown = message(one, KEY, KNOWN, native_feedback=native, asker="29:anna")
        assert faults_of_activity(shown) == []
        assert faults_of_window(told_in_window(one, KNOWN, ids.NOTICE)) == []
        assert size(attachment(one, KEY, KNOWN)) <= 28 * 1024


@given(st.one_of(WRITTEN, LONG))
@settings(max_examples=60, deadline=None)
def test_no_form_and_no_page_passes_a_limit(written: str) -> None:
    fields = (
        Field(name="a", label=written[:3000] or "x", hint=written[:3000], value=written),
        Field(name="b", label="x", kind="choice", choices=((written[:100], written[:200]), ("z", "")), value="z"),
        Field(name="c", label="x", kind="date", value=written[:20]),
        Field(name="d", label="x", kind="long"),
    )
    form = Form(name="x", title=written[:100], submit=written[:50], fields=fields,
                problems={"a": written[:3000] or "x", "z": written}, values={"d": written, "b": written[:100]})  # fmt: skip
    assert faults_of_window(fetch(form, ids.Opened(form="x"), KNOWN)) == []
    assert faults_of_activity(form_card(form, ids.Opened(form="x"))) == []
    part = said(escape(clean(written)), Button(action="take", label=written[:100]))
    for shown in home(Home(parts=(part,) * 9), KNOWN):
        assert faults_of_activity(shown) == []


@given(st.one_of(WRITTEN, LONG), st.integers(100, 12_000))
@settings(max_examples=100, deadline=None)
def test_cutting_a_second_time_changes_nothing(written: str, room: int) -> None:
    cut = shorten(written, room, weight)
    assert weight(cut) <= room
    assert shorten(cut, room, weight) == cut


@given(WRITTEN)
@settings(max_examples=200, deadline=None)
def test_a_short_text_loses_nothing(written: str) -> None:
    """Every letter and digit that was written is shown, in its order: in a card, beside a call, and in plain words."""
    words = clean(written)
    call = mention("eva", "Q")
    shown = message(said(escape(words), TAKE), KEY, KNOWN)
    beside = message(said(re.sub(r"(?m)^", call, escape(words)), TAKE), KEY, KNOWN)
    line = message(said(f"{call}{escape(words)}"), KEY, KNOWN)
    expected = [char for char in words if char.isalnum()]
    assert [char for char in shown["summary"] if char.isalnum()] == expected
    assert [char for char in aloud(shown).removesuffix("Jag tar den") if char.isalnum()] == expected
    assert [char for char in aloud(line).replace("Q", "", 1) if char.isalnum()] == expected
    read = signs_back(aloud(beside)).removesuffix("Jag tar den")
    assert [char for char in read if char.isalnum() and char != "Q"] == [char for char in expected if char != "Q"]
