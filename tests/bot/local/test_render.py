"""A message becomes safe HTML: our subset of Markdown, our mentions, our links, and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.local.render import html, is_address, render
from knowledge.conversation.message import Button, Message, command, escape, mention


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**fet** och *kursiv*", "<p><strong>fet</strong> och <em>kursiv</em></p>"),
        ("en\ntvå", "<p>en<br>\ntvå</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- a\n**b**\n- c", "<ul>\n<li>a</li>\n</ul>\n<p><strong>b</strong></p>\n<ul>\n<li>c</li>\n</ul>"),
        ("> citat", "<blockquote>\n<p>citat</p>\n</blockquote>"),
        ("`kod`", "<p><code>kod</code></p>"),
        (f"Skriv {command('faq ny_rad')}.", "<p>Skriv <code>faq ny_rad</code>.</p>"),
        ("_inte kursiv_ snake_case", "<p>_inte kursiv_ snake_case</p>"),
        ("# ingen rubrik", "<p># ingen rubrik</p>"),
        ("---", "<p>---</p>"),
        ("<b>inte fet</b>", "<p>&lt;b&gt;inte fet&lt;/b&gt;</p>"),
        ("https://example.org", "<p>https://example.org</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)
def test_the_subset_is_shown_and_the_rest_stands_as_it_is(text: str, shown: str) -> None:
    assert html(text) == shown


def test_a_link_opens_beside_the_chat_and_cannot_reach_back() -> None:
    assert html("[Läs](https://example.org/a?b=1&c=2)") == (
        '<p><a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">Läs</a></p>'
    )


def test_a_link_to_our_own_message_leads_to_the_page() -> None:
    shown = html("[fråga 42](desk:question/42/card)")
    assert 'href="/chat/go?key=question%2F42%2Fcard"' in shown
    assert "_blank" not in shown


def test_a_mention_is_a_chip_and_the_readers_own_is_marked() -> None:
    text = f"{mention('eva', 'Eva Lind')} Det här är en fråga."
    assert '<span class="mention" data-person="eva">@Eva Lind</span>' in html(text)
    assert '<span class="mention mention-you" data-person="eva">@Eva Lind</span>' in html(text, "eva")


def test_a_mention_of_an_odd_name_or_id_stays_text() -> None:
    shown = html(mention('"><img src=x>', "<script>x</script>"))
    assert "<img" not in shown
    assert "<script" not in shown


def test_the_questions_number_is_set_apart() -> None:
    message = Message(reply="waiting", text="**Frågan ligger hos Eva.**\nFråga 42", buttons=())
    shown = render(message)
    assert shown.footer == "Fråga 42"
    assert "Fråga 42" not in shown.html
    assert render(Message(reply="answer", text="Fråga 42 löste sig")).footer == ""


def test_the_buttons_of_the_menu_are_set_apart() -> None:
    buttons = (Button(action="helped", label="Det hjälpte"), Button(action="take", label="Jag tar den", more=True))
    shown = render(Message(reply="answer", text="x", buttons=buttons))
    assert [one.action for one in shown.buttons] == ["helped"]
    assert [one.action for one in shown.more] == ["take"]


def test_only_a_web_address_is_an_address() -> None:
    assert is_address("https://example.org")
    assert not is_address("pick:https://example.org")
    assert not is_address("javascript:alert(1)")


class Reader(HTMLParser):
    """Collects the elements, attributes and text of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.seen |= {f"{tag}.{name}" for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def read(shown: str) -> Reader:
    reader = Reader()
    reader.feed(shown)
    reader.close()
    return reader


ALLOWED = {
    "p", "br", "strong", "em", "code", "a", "ul", "ol", "li", "blockquote", "span",
    "a.href", "a.target", "a.rel", "ol.start", "span.class", "span.data-person",
}  # fmt: skip
marks = st.text(alphabet="*_`[]()<>#!\\\"'&:/ abå1.-\n\ue000\ue001\ue002", max_size=60)


@settings(max_examples=150)
@given(marks | st.text(max_size=60))
def test_nothing_but_the_allowed_elements_ever_comes_out(text: str) -> None:
    assert read(html(text)).seen <= ALLOWED


@settings(max_examples=100)
@given(st.text(alphabet='*_`[]()<>#~|\\"&abå 1', max_size=60))
def test_escaped_words_of_people_are_shown_to_the_letter(text: str) -> None:
    line = f"x{text}x"
    reader = read(html(escape(line)))
    assert reader.seen == {"p"}
    assert re.sub(r"\s+", " ", reader.words) == re.sub(r"\s+", " ", line)
