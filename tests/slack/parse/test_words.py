"""What somebody wrote in Slack is read as plain words, and whom it calls is known."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.parse_words import said, unescaped, words
from knowledge.conversation.personal_data import mask
from tests.slack.parse.payloads import OURS, rich


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("hur gör jag?", "hur gör jag?"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("&amp;lt; står det", "&lt; står det"),
        ("<@U2> vet", "@Eva Lind vet"),
        ("<@U9> vet", "@U9 vet"),
        ("<@U9|olle> vet", "@olle vet"),
        ("se <#C1|support>", "se #support"),
        ("se <#C1|>", "se #C1"),
        ("<!here> hjälp", "@here hjälp"),
        ("<!channel|@channel> hjälp", "@channel hjälp"),
        ("<!subteam^S1|@kontakter> hjälp", "@kontakter hjälp"),
        ("<!subteam^S1> hjälp", "@S1 hjälp"),
        ("möte <!date^1392734382^{date}|18 februari>", "möte 18 februari"),
        ("<https://unikum.se/x?a=1&amp;b=2>", "https://unikum.se/x?a=1&b=2"),
        ("<https://unikum.se/x|så här>", "så här (https://unikum.se/x)"),
        ("<http://unikum.se|unikum.se>", "unikum.se"),
        ("<https://www.unikum.se/|unikum.se>", "unikum.se"),
        ("<mailto:a@b.se|a@b.se>", "a@b.se"),
        ("<mailto:a@b.se|skriv hit>", "skriv hit (a@b.se)"),
        ("<tel:0701234567|070-123 45 67>", "070-123 45 67 (0701234567)"),
        ("<|x>", "x"),
        ("jag :heart: det", "jag :heart: det"),
        ("*viktigt* och _kursivt_ och ~fel~", "viktigt och kursivt och fel"),
        ("`kod` och ```\nrad 1\nrad 2\n```", "kod och rad 1\nrad 2"),
        ("5*3*2 och a_b_c", "5*3*2 och a_b_c"),
        ("*<https://x.se/a_b_c>*", "https://x.se/a_b_c"),
        ("&lt;!channel&gt; &lt;@U2&gt;", "<!channel> <@U2>"),
    ],
)
def test_markup_is_read_as_words(written: str, read: str) -> None:
    assert words(written, OURS).text == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@UBOT> hur gör jag?", "hur gör jag?"),
        ("<@UBOT|support>: hur gör jag?", "hur gör jag?"),
        ("hej <@UBOT>, hur gör jag?", "hej hur gör jag?"),
        ("tack <@UBOT>!", "tack!"),
        ("*<@UBOT>* vem", "vem"),
        ("<@UBOT>", ""),
    ],
)
def test_the_bots_own_name_is_no_word(written: str, read: str) -> None:
    found = words(written, OURS)
    assert (found.text, found.mentions_bot, found.mentions) == (read, True, ())


def test_nobody_can_write_what_stands_for_a_mention_while_it_is_read() -> None:
    assert words("\ue0109\ue011 \ue0100\ue011 <@U2> \ue012", OURS).text == "9 0 @Eva Lind "
    assert not words("\ue012 hej", OURS).mentions_bot


def test_people_are_called_once_each_in_order() -> None:
    found = words("<@U9> och <@U2> och <@U9|olle>", OURS)
    assert found.mentions == ("U9", "U2")
    assert not found.mentions_bot


def test_what_somebody_typed_calls_nobody() -> None:
    found = words("&lt;@U2&gt; &lt;@UBOT&gt; &lt;!here&gt; @U2", OURS)
    assert not found.mentions
    assert not found.mentions_bot


def test_a_number_in_italics_is_still_masked() -> None:
    assert "070" not in mask(words("ring _070-1234567_", OURS).text).text
    assert "070" not in mask(words("ring <tel:0701234567|070-1234567>", OURS).text).text


def test_a_message_without_text_is_read_from_its_rich_text() -> None:
    bold = {"type": "text", "text": "5 < 6", "style": {"bold": True}}
    line = [bold, {"type": "text", "text": " "}, {"type": "user", "user_id": "U2"}, {"type": "emoji", "name": "wave"},
            {"type": "link", "url": "https://x.se/?a&b", "text": "här"}, {"type": "broadcast", "range": "here"},
            {"type": "channel", "channel_id": "C1"}, {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "date", "timestamp": 1, "fallback": "i dag"}, {"type": "color", "value": "#fff"}]  # fmt: skip
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": word}]} for word in ("ett", "två")]
    blocks = [{"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": line},
        {"type": "rich_text_list", "style": "bullet", "elements": items},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "kod"}]},
    ]}]  # fmt: skip
    found = said({"text": "", "blocks": blocks}, OURS)
    assert found.text == "5 < 6 @Eva Lind:wave:här (https://x.se/?a&b)@here#C1@S1i dag\n- ett\n- två\nkod"
    assert found.mentions == ("U2",)


def test_the_text_is_believed_before_the_rich_text() -> None:
    assert said({"text": "det som står", "blocks": rich("något annat")}, OURS).text == "det som står"


def test_other_blocks_say_nothing() -> None:
    assert said({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}]}, OURS).text == ""


@given(st.text())
def test_anything_that_is_typed_comes_back_as_it_was_typed(typed: str) -> None:
    sent = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unescaped(sent) == typed
    plain = "".join(char for char in typed if char not in "*_~`\ue010\ue011\ue012")
    assert words(plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), OURS).text == plain


@pytest.mark.parametrize("piece", ["<@U2> ", "*a _b ~c ", "```a ", "<https://x.se|", "&amp;", "* ", "<<<", "_a_ "])
def test_forty_thousand_characters_are_read_at_once(piece: str) -> None:
    long = (piece * 40_000)[:40_000]
    began = time.process_time()
    words(long, OURS)
    assert time.process_time() - began < 1.0
