"""Our Markdown subset becomes Slack's: bold, italic, code, links, points, quotes, calls; all else is words."""

from __future__ import annotations

import pytest

from bot.platforms.shared.marks import Known, desk_keys
from bot.platforms.slack.body import lines, twin
from bot.platforms.slack.mrkdwn import address
from knowledge.conversation.message import command, escape, mention

KNOWN = Known(
    accounts={"eva": "U0EVA"}, links={"question/41/card": "https://stad.slack.com/archives/C1/p17?thread_ts=1.7&cid=C1"}
)


def shown(text: str, *, direct: bool = False) -> str:
    return "\n".join(lines(text, KNOWN, direct=direct))


@pytest.mark.parametrize(
    ("text", "mrkdwn"),
    [
        ("**fet** och *kursiv*", "*fet* och _kursiv_"),
        ("**fet *kursiv* fet**", "*fet _kursiv_ fet*"),
        ("** fet ** ord", " *fet*  ord"),
        ("x**y**z", "x\u200b*y*\u200bz"),
        ("(**fet**), **fet**.", "(*fet*), *fet*."),
        ("**Hos oss i Lund:** ring", "*Hos oss i Lund:* ring"),
        ("`kod` och `a<b`", "`kod` och `a&lt;b`"),
        ("**`kod`**", "*`kod`*"),
        ("en\ntvå\n\ntre", "en\ntvå\n\ntre"),
        ("- a\n- **b**\n* c", "• a\n• *b*\n• c"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("> citat\n> - punkt", "> citat\n> • punkt"),
        ("# ingen rubrik", "# ingen rubrik"),
        ("_inte kursiv_ snake_case __init__", "ˍinte kursivˍ snake_case ˍˍinitˍˍ"),
        ("~struken~ ```staket``` `lös", "∼struken∼ `staket` ˋlös"),
        ("<b>&</b> Meny > Val", "&lt;b&gt;&amp;&lt;/b&gt; Meny &gt; Val"),
        ("https://example.org", "https://example.org"),
        ("🙂 **åäö** 中文", "🙂 *åäö* 中文"),
        ("**", "∗∗"),
        ("`a\ue000b\ue0ff` c\ue001d", "`ab` cd"),
        ("**`a`**`b` *`c`*", "*`a`*\u200b`b` _`c`_"),
        ("", ""),
    ],
)
def test_the_subset_is_set_and_the_rest_stands_as_words(text: str, mrkdwn: str) -> None:
    assert shown(text) == mrkdwn


def test_italic_does_not_reach_over_bold() -> None:
    """As in the text twin: the pairs are read from the left, and what is left over is words."""
    assert shown("*Går **ja** nu*") == "∗Går *ja* nu∗"


@pytest.mark.parametrize(
    ("written", "mrkdwn"),
    [
        ("<!channel> <!here|x> <@U0EVA> <#C1>", "&lt;!channel&gt; &lt;!here|x&gt; &lt;@U0EVA&gt; &lt;#C1&gt;"),
        ("*fet* _kursiv_ ~bort~ `kod`", "∗fet∗ ˍkursivˍ ∼bort∼ ˋkodˋ"),
        ("＊fet＊ ＿kursiv＿ ～bort～ ｀kod｀", "∗fet∗ ˍkursivˍ ∼bort∼ ˋkodˋ"),
        ("**x** [a](https://b.se)", "∗∗x∗∗ [a](https://b.se)"),
        ("> citat\n>>> mer\n ＞ så", "\u00ad&gt; citat\n\u00ad&gt;&gt;&gt; mer\n\u00ad ＞ så"),
        ("a\\*b\\", "a\\∗b\\"),
        ("en_fil_2.pdf", "en_fil_2.pdf"),
        ("a__b å_b a_ö", "aˍˍb åˍb aˍö"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
        ("<https://ond.se|Unikum>", "&lt;https://ond.se|Unikum&gt;"),
    ],
)
def test_what_a_user_wrote_is_never_alive(written: str, mrkdwn: str) -> None:
    assert shown(escape(written)) == mrkdwn


def test_a_mention_calls_whom_slack_knows_and_names_the_others() -> None:
    text = f"**{mention('eva', 'Eva Lind')} och {mention('olle', 'Olle <!here> *B*')}** har frågan"
    assert shown(text) == "*<@U0EVA> och Olle &lt;!here&gt; ∗B∗* har frågan"
    odd = Known(accounts={"eva": "U1> <!channel"})
    assert lines(mention("eva", "Eva"), odd) == ["Eva"]
    assert shown(mention("olle", "> Olle\n> Berg")) == "\u00ad&gt; Olle &gt; Berg"


def test_a_link_to_our_own_message_opens_it_and_is_words_where_it_is_not_known() -> None:
    link = "<https://stad.slack.com/archives/C1/p17?thread_ts=1.7&amp;cid=C1|fråga 41>"
    assert shown("[fråga 41](desk:question/41/card)") == link
    assert shown("**[fråga 41](desk:question/41/card)**") == f"*{link}*"
    assert shown("[fråga 9](desk:question/9/card)") == "fråga 9"
    assert desk_keys("[a](desk:question/41/card) [b](https://x.se) [c](desk:question/41/card)") == ("question/41/card",)


@pytest.mark.parametrize(
    ("text", "mrkdwn"),
    [
        ("[Läs](https://a.se/b?c=1&d=2)", "<https://a.se/b?c=1&amp;d=2|Läs>"),
        ("[Läs](https://a.se/x_(y)_z*)", "<https://a.se/x_(y)_z*|Läs>"),
        ("[a \\| b > c & *d*](https://a.se/|x>)", "<https://a.se/%7Cx%3E|a ¦ b &gt; c &amp; d>"),
        ("[namn \\*x\\*](https://a.se)", "<https://a.se|namn ∗x∗>"),
        ("[x](javascript:alert(1))", "x"),
        ("[x](#a)", "x"),
        ("[x](https://)", "x"),
        ("[x](https:///b)", "x"),
        ("[x](!channel)", "x"),
        ("![x](https://a.se)", "!<https://a.se|x>"),
    ],
)
def test_a_link_leads_to_the_web_and_nowhere_else(text: str, mrkdwn: str) -> None:
    assert shown(text) == mrkdwn


def test_a_link_that_is_too_long_is_words() -> None:
    assert shown(f"[Läs](https://a.se/{'x' * 3000})") == "Läs"
    assert address(f"https://a.se/{'å b' * 2}") == "https://a.se/å%20bå%20b"


def test_a_command_stands_as_it_is_typed() -> None:
    text = f"Skriv {command('vem')}, så."
    assert shown(text) == "Skriv `/support vem`, så."
    assert shown(text, direct=True) == "Skriv `vem`, så."
    assert twin(text, KNOWN, 100) == "Skriv /support vem, så."
    assert twin(text, KNOWN, 100, direct=True) == "Skriv vem, så."


def test_the_twin_has_the_words_and_calls_and_nothing_else() -> None:
    text = f"**{mention('eva', 'Eva')}** [Läs](https://a.se/?b&c)\n" + escape("> <!channel> *x*")
    assert twin(text, KNOWN, 100) == "<@U0EVA> Läs (https://a.se/?b&amp;c)\n&gt; &lt;!channel&gt; *x*"


def test_the_twin_is_cut_between_words_and_never_in_a_call() -> None:
    assert twin("ett två tre fyra", KNOWN, 10) == "ett två…"
    assert twin(f"ett två {mention('eva', 'Eva')} tre", KNOWN, 14) == "ett två …"
    assert twin("", KNOWN, 10) == "…"
    assert twin(mention("olle", "> Olle"), KNOWN, 100) == "&gt; Olle"
    assert {twin("a_" * 10, KNOWN, limit)[-2:] for limit in (9, 10)} == {"a…"}


@pytest.mark.parametrize("name", ["** [x](https://ond.se)", "*", "Eva** Lind"])
def test_a_name_ends_no_style_around_it(name: str) -> None:
    assert shown(f"**Hos {mention('eva', name)}** nu") == "*Hos <@U0EVA>* nu"
    assert "<" not in shown(f"**Hos {mention('nobody', name)}** nu")
