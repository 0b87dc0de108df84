"""Whatever a user writes: nothing of it is alive in Slack, no limit is passed, and what was short stays whole."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.platforms.shared.marks import Known
from bot.platforms.slack import ids
from bot.platforms.slack.body import fitting, lines, sections
from bot.platforms.slack.limits import shorten
from bot.platforms.slack.render import message
from bot.platforms.slack.views import errors, home, modal, told
from knowledge.conversation.clean import clean
from knowledge.conversation.message import Button, Field, Form, Home, Message, command, escape, mention
from tests.slack.render.rules import (
    controls,
    faults_of_message,
    faults_of_view,
    length,
    loose,
    marked,
    quoted,
    signs,
    texts,
)

KNOWN = Known(accounts={"eva": "U0EVA"}, links={"question/41/card": "https://stad.slack.com/archives/C1/p17?a=1&b=2"})
PIECES = (
    "<!channel>", "<!here|här>", "<@U0EVA>", "<#C1|a>", "<https://ond.se|Unikum>", "&lt;", "&", "```", "`", "*", "**", "_",
    "~", ">", ">>>", "＞", "＊", "|", "\\", "\\*", "[a](https://b.se)", "](desk:question/41/card)", "hej", "å_b", "a_b",
    " ", "\n", "\n\n", "- ", "1. ", "🙂", "👩‍🏫", ":x:", "\u200b", "\ue000eva\ue001Eva\ue002", "\n> ", "fråga_1_",
)  # fmt: skip
WRITTEN = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
LONG = st.tuples(st.sampled_from(PIECES), st.integers(1000, 12_000)).map(lambda given: (given[0] * given[1])[:40_000])


def card(text: str, *buttons: Button, twin: str = "") -> Message:
    return Message(reply="answer", text=text, twin=twin, buttons=buttons)


@given(WRITTEN)
@example("*fet* _kursiv_ ~bort~ `kod` ```mer```\n> citat <!channel> &lt;!here&gt;")
@settings(max_examples=400, deadline=None)
def test_nothing_that_a_user_wrote_is_alive(written: str) -> None:
    shown = message(
        card(f"Så skrev du: ”{escape(clean(written))}”\n{escape(clean(written))}"), "question/1/card", KNOWN
    )
    for text in [*marked(shown), shown["text"]]:
        assert controls(text) == []
        assert loose(text) == []
    for text in marked(shown):
        assert signs(text) == []
        assert quoted(text) == []


@given(WRITTEN, WRITTEN)
@settings(max_examples=200, deadline=None)
def test_only_our_own_markup_is_alive_around_it(written: str, name: str) -> None:
    """Bold, a mention, a link and a command of ours, with a user's words in and between them."""
    inside = escape(" ".join(clean(written).split()))
    text = f"**a{inside}a** {mention('eva', clean(name))} [a{inside}a](https://a.se/b) {command('vem')} {mention('x', clean(name))}"
    shown = marked(message(card(text), "question/1/card", KNOWN))
    found = [one for part in shown for one in controls(part)]
    links = [one for one in found if one.startswith("https://a.se/b|a")]
    assert found == ["@U0EVA", *links]
    assert len(links) == (len(inside) < 300 or len(links))
    assert [loose(part) for part in shown] == [[]] * len(shown)
    assert sorted(sign for part in shown for sign in signs(part)) == ["*"] * 2 + ["`"] * 2


@given(st.one_of(WRITTEN, LONG), st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_message_passes_a_limit(written: str, raw: bool, native: bool) -> None:
    """Also when an author's own markup is wild: `raw` is text of an entry, which is not escaped."""
    text = written if raw else escape(clean(written, 40_000))
    label = written[:500]
    buttons = (
        Button(action="helped", label=label, primary=True), Button(action="not_helped", label=label),
        Button(action=f"pick:{label}", label=label), Button(action=f"use_faq:{label}", label=label, more=True),
    )  # fmt: skip
    shown = message(card(f"{text}\n\nFråga 42", *buttons, twin=text), "question/42/card", KNOWN, native_feedback=native)
    assert faults_of_message(shown) == []
    assert [loose(part) for part in [*marked(shown), shown["text"]]] == [[]] * (len(marked(shown)) + 1)
    assert not any(call in part["text"] for part in texts(shown) for call in ("<!", "<#"))


@given(st.one_of(WRITTEN, LONG))
@settings(max_examples=60, deadline=None)
def test_no_window_passes_a_limit(written: str) -> None:
    fields = (
        Field(name="a", label=written[:3000] or "x", hint=written[:3000], value=written),
        Field(name="b", label="x", kind="choice", choices=((written[:100], written[:200]), ("z", "")), value="z"),
        Field(name="c", label="x", kind="date", value=written[:20]),
    )
    form = Form(name="x", title=written[:100], submit=written[:50], fields=fields, problems={"a": written},
                values={"a": written, "b": written[:100], "c": written[:10]})  # fmt: skip
    assert faults_of_view(modal(form, ids.Opened(), KNOWN)) == []
    assert 1 <= length(errors(form)["errors"]["a"]) <= 1000 or not written
    said = card(escape(clean(written)), Button(action="take", label=written[:100]))
    assert faults_of_view(told(said, KNOWN)) == []
    assert faults_of_view(home(Home(parts=(said,) * 9), KNOWN)) == []


@given(st.one_of(WRITTEN, LONG), st.integers(100, 12_000))
@settings(max_examples=150, deadline=None)
def test_cutting_a_second_time_changes_nothing(written: str, room: int) -> None:
    assert shorten(shorten(written, room), room) == shorten(written, room)
    assert length(shorten(written, room)) <= room
    texts = lines(escape(written), KNOWN)
    assert fitting(fitting(texts, room), room) == fitting(texts, room)
    whole = sections(texts, 10**6)
    assert sections("\n".join(whole).split("\n"), 10**6)[:1] == whole[:1]


@given(WRITTEN)
@settings(max_examples=150, deadline=None)
def test_a_short_text_loses_nothing(written: str) -> None:
    """Every letter and digit that was written is shown, in its order, in the card and in its twin."""
    words = clean(written)
    shown = message(card(escape(words)), "question/1/card", KNOWN)
    for text in (shown["blocks"][0]["text"]["text"], shown["text"]):
        read = text.replace("ˍ", "_").replace("ˋ", "`").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert [char for char in read if char.isalnum()] == [char for char in words if char.isalnum()]
