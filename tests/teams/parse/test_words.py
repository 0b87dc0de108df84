"""What somebody wrote in Teams is read as plain words, and whom it calls is known."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.teams import parse
from tests.teams.parse.payloads import BOT, EVA, NOW, OURS, body, mention, only, written

US = mention("Support", BOT)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("hur gör jag?", "hur gör jag?"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("&amp;lt; står det", "&lt; står det"),
        ("hej&nbsp;du\xa0där", "hej du där"),
        ("&#229;&#xE4;&Ouml;", "åäÖ"),
        ("https://unikum.se/?a=1&copy=2&lt=3", "https://unikum.se/?a=1&copy=2&lt=3"),
        ("rad 1\r\nrad 2\rrad 3  \n\nrad 5\n", "rad 1\nrad 2\nrad 3\n\nrad 5"),
        ("  indrag\n    djupare", "indrag\n    djupare"),
        ("a\ue000b\U000f0000c\x00d\ud800e&#xE000;f", "abcdef"),
        ("<at>Eva</at> vet", "Eva vet"),
        ('<at id="0">Eva</at> vet', "Eva vet"),
        ("&lt;at&gt;Support&lt;/at&gt; hej", "Support hej"),
        ("<a<at>t>Support</at> hej", "at>Support hej"),
        ("<<at>at>Eva<</at>/at>", "at>Evaat>"),
        ("<at", "at"),
        ("1 < 2 och mat/at och </b>", "1 < 2 och mat/at och </b>"),
        ("<b>fet</b> <script>x</script>", "<b>fet</b> <script>x</script>"),
        ('se <quoted messageId="1"/>', 'se <quoted messageId="1"/>'),
    ],
)
def test_characters_and_tags_are_words_only(words: str, read: str) -> None:
    found = written(words)
    assert (found.text, found.mentions_bot, found.mentions) == (read, False, ())


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("<at>Support</at>&nbsp;hur gör jag?", "hur gör jag?"),
        ("<at>Support</at>: hur gör jag?", "hur gör jag?"),
        ("hej <at>Support</at>, hur gör jag?", "hej hur gör jag?"),
        ("tack <at>Support</at>!", "tack!"),
        ("rad 1\n<at>Support</at>", "rad 1"),
        ("<at>Support</at> <at>Support</at>", ""),
    ],
)
def test_the_bots_own_name_is_no_word(words: str, read: str) -> None:
    found = written(words, US)
    assert (found.text, found.mentions_bot, found.mentions) == (read, True, ())


def test_the_bot_is_known_by_its_id_and_not_by_its_name() -> None:
    twin = mention("Support", "29:1Namne", aadObjectId="7")
    found = written("<at>Support</at> kan du?", twin)
    assert (found.text, found.mentions_bot, [one.id for one in found.mentions]) == ("Support kan du?", False, ["7"])
    both = written("<at>Support</at> och <at>Support</at>?", twin, US)
    assert (both.text, both.mentions_bot) == ("Support och?", True)


@pytest.mark.parametrize("bot", [BOT, BOT.removeprefix("28:"), BOT.upper(), ""])
def test_the_bots_id_may_come_with_or_without_its_number_or_as_the_recipient(bot: str) -> None:
    (found,) = parse.events(body("mention_of_bot"), parse.Ours(bot=bot), NOW)
    assert isinstance(found, parse.parse_messages.MessagePosted)
    assert (found.text, found.mentions_bot) == ("hur gör jag?", True)


def test_people_are_called_by_their_names_and_channels_call_nobody() -> None:
    found = only("mention_of_people")
    assert found.text == "Eva Lind och Olle vet, se Allmänt"
    assert [(one.id, one.name) for one in found.mentions] == [
        (EVA, "Eva Lind"),
        ("00000000-0000-0000-0000-000000000003", "Olle Å"),
    ]
    assert not found.mentions_bot


def test_a_mention_without_a_directory_id_is_known_by_name_only_where_one_person_has_it() -> None:
    calls = [
        mention("Kim", "29:1Kim"),
        mention("Ny", "29:1Ny"),
        mention("Per", "8:orgid:ABC"),
        mention("App", "28:app"),
    ]
    found = written("hej", *calls, *calls)
    assert [one.id for one in found.mentions] == ["29:1Kim", "29:1Ny", "abc"]


def test_programs_are_called_by_no_mention_whatever_their_ids_look_like() -> None:
    us = {"id": "bot-1", "name": "Support"}
    found = written("hej", mention("Support", "bot-1"), mention("App", "app-1", role="bot"), recipient=us)
    assert (found.mentions_bot, found.mentions) == (True, ())


def test_names_with_characters_are_matched() -> None:
    calls = [{"type": "mention", "mentioned": {"id": BOT, "name": "A & B"}, "text": "<at>A &amp; B</at>"}]
    assert written("<at>A &amp; B</at> hej", *calls).text == "hej"


def test_the_markup_is_read_where_there_is_no_plain_text() -> None:
    markup = (
        '<div><p>hej <b>du</b> <img alt="🙂" itemtype="http://schema.skype.com/Emoji"></p><p>5 &lt; 6<br/>&nbsp;x</p>'
        '<ul><li>ett</li><li><p>två</p></li></ul><pre>a\n  b</pre><emoji alt="😀"></emoji>'
        '<p><span itemtype="http://schema.skype.com/Mention" itemid="0">Support</span><span> kan</span></p></div>'
    )
    twin = [{"contentType": "text/html", "content": markup}]
    found = written("", US, attachments=twin)
    assert found.text == "hej du 🙂\n5 < 6\n x\n- ett\n- två\na\n  b\n😀\n kan"
    assert (found.mentions_bot, found.attachments) == (True, 0)
    same = written(markup, US, textFormat="xml")
    assert same.text == found.text


def test_plain_text_is_preferred_to_its_markup() -> None:
    assert written("ren", attachments=[{"contentType": "text/html", "content": "<p>märkt</p>"}]).text == "ren"


@pytest.mark.parametrize("name", ["group_quote", "group_quote_as_entity"])
def test_what_is_quoted_is_no_word_of_the_one_who_quotes(name: str) -> None:
    found = only(name)
    assert (found.text, found.ref.thread, found.attachments) == ("ja, flera gånger", "1795766400123", 0)


def test_a_quotation_without_an_end_takes_no_words_away() -> None:
    twin = [{"contentType": "text/html", "content": '<blockquote itemtype="http://schema.skype.com/Reply"><p>x'}]
    assert written("mina ord", attachments=twin).text == "mina ord"


def test_a_quotation_in_a_quotation_and_a_quotation_by_hand() -> None:
    twin = (
        '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1"><blockquote>a</blockquote>b</blockquote>'
        "<blockquote>citat</blockquote><p>svar</p>"
    )
    assert written("x", attachments=[{"contentType": "text/html", "content": twin}]).text == "citat\nsvar"


@pytest.mark.parametrize(
    ("name", "words", "count"),
    [
        ("channel_root", "hur gör jag?", 0),
        ("picture_alone", "", 1),
        ("picture_in_channel", "så här ser det ut", 1),
        ("file_sent", "se filen", 1),
    ],
)
def test_pictures_and_files_are_counted(name: str, words: str, count: int) -> None:
    found = only(name)
    assert (found.text, found.attachments) == (words, count)


def test_quotations_and_cards_are_no_files() -> None:
    markup = '<attachment id="1"></attachment><attachment id="2"></attachment><attachment id="3"></attachment>'
    things = [
        {"contentType": "text/html", "content": markup},
        {"contentType": "messageReference", "id": "1"},
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": {}},
    ]
    assert written("x", attachments=things).attachments == 1


@given(
    st.lists(st.sampled_from(["<", "at", ">", "</", " ", "/", "a", "t", "&lt;", "&gt;", "&#60;", "quoted", "\ue000"]))
)
def test_no_text_holds_a_live_mention_or_a_character_of_ours(pieces: list[str]) -> None:
    found = written("x" + "".join(pieces), US)
    assert not {"<at>", "</at>", "<at "} & {found.text[n : n + size] for n in range(len(found.text)) for size in (4, 5)}
    assert "\ue000" not in found.text


@given(st.text(), st.text())
def test_no_words_at_all_mention_the_bot(words: str, markup: str) -> None:
    found = written(words, attachments=[{"contentType": "text/html", "content": markup}])
    assert not found.mentions_bot
    assert found.mentions == ()


@pytest.mark.parametrize(
    "piece",
    ["a", "<", "<at", "<at>", "<a ", "a=", "<a a='", "<!--", " ", "</", "&", "<at>x</at>", "<blockquote ", "<a<at>t>"],
)
def test_a_hundred_thousand_characters_are_read_in_no_time(piece: str) -> None:
    long = piece * (100_000 // len(piece))
    began = time.process_time()
    written(
        "x" + long + "x",
        US,
        *[mention("x", "29:x")] * 1000,
        attachments=[{"contentType": "text/html", "content": long}],
    )
    written("", attachments=[{"contentType": "text/html", "content": "<a" + long}])
    written("", attachments=[{"contentType": "text/html", "content": "<a " + long + ">"}])
    assert time.process_time() - began < 2


def test_our_names_are_read_with_the_settings() -> None:
    assert OURS.by_name == {"Eva Lind": EVA, "Kim": ""}
