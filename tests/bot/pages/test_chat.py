"""The page shows each person what that person may see, and nothing of what people write is live."""

from __future__ import annotations

import asyncio
import re

from tests.bot.pages.conftest import Visitor

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> **fet** [x](javascript:alert(3)) {{ 7*7 }}"


async def test_a_new_visitor_becomes_the_first_person_in_the_support_channel(visitor: Visitor) -> None:
    page = await visitor.open()
    assert "Anna Ek" in page
    assert "Skriv i unikumsupport" in page
    assert "hur får jag ut planeringen till 6B?" in page


async def test_an_unknown_person_is_not_found(visitor: Visitor) -> None:
    assert (await visitor.client.get("/chat", params={"as": "nobody"})).status == 404


async def test_a_channel_that_is_not_the_readers_leads_to_the_first_one(visitor: Visitor) -> None:
    page = await visitor.open(**{"as": "anna", "in": "central"})
    assert "Skriv i unikumsupport" in page


async def test_the_page_speaks_the_readers_language_or_the_one_that_was_chosen(visitor: Visitor) -> None:
    assert '<html lang="en"' in await visitor.open(**{"as": "lucy"})
    page = await visitor.open(**{"as": "lucy", "lang": "sv"})
    assert '<html lang="sv"' in page
    assert "as=anna&amp;lang=sv" in page


async def test_what_people_write_is_shown_to_the_letter(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask(EVIL)
    page = await visitor.open(**{"as": "eva"})
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "**fet** [x](javascript:alert(3)) {{ 7*7 }}" in page


async def test_a_card_has_its_buttons_and_the_menu_is_for_contacts(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask()
    assert 'data-action="helped"' in await visitor.open(**{"as": "anna"})
    assert 'data-action="take"' not in await visitor.open(**{"as": "anna"})
    assert 'data-action="take"' in await visitor.open(**{"as": "eva"})


async def test_a_notice_is_marked_and_seen_by_one_person(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask()
    await visitor.post("press", id=visitor.card(), action="not_helped")
    mine = await visitor.open(**{"as": "anna"})
    assert "Bara du ser det här" in mine
    assert "Då går frågan till Eva Lind. Skriv gärna vad som inte stämde." in mine
    assert "Skriv gärna vad som inte stämde." not in await visitor.open(**{"as": "eva"})


async def test_a_direct_conversation_is_closed_to_others(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("hemlig fråga?", channel="direct:anna")
    assert "hemlig fråga?" in await visitor.open(**{"as": "anna", "in": "direct:anna"})
    other = await visitor.open(**{"as": "eva", "in": "direct:anna"})
    assert "hemlig fråga?" not in other
    number = next(iter(visitor.demo.cards))
    panel = await visitor.client.get("/chat/panel", params={"as": "eva", "about": str(number)})
    assert "Frågat av" not in await panel.text()


async def test_a_long_thread_is_folded_but_the_card_stays_in_sight(visitor: Visitor) -> None:
    await visitor.open()
    root = await visitor.ask()
    for n in range(6):
        await visitor.post("say", channel="support", text=f"svar {n}", thread=root)
    page = await visitor.open()
    assert "Visa 4 tidigare svar" in page
    assert len(re.findall(r'class="message[^"]* folded', page)) == 4
    assert not re.search(r'class="message[^"]*card[^"]*folded', page)


async def test_unread_messages_are_counted_until_the_channel_is_opened(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask()
    await visitor.post("press", id=visitor.card(), action="not_helped")
    badge = r'data-{}-badge="{}"( hidden)?><span>(\d+)'
    as_lucy = await visitor.open(**{"as": "lucy", "in": "direct:lucy"})
    support = re.search(badge.format("channel", "support"), as_lucy)
    assert support
    assert support.groups() == (None, "3")
    eva = re.search(badge.format("person", "eva"), as_lucy)
    assert eva
    assert eva.groups() == (None, "1")
    await visitor.open(**{"as": "eva"})
    again = await visitor.open(**{"as": "lucy"})
    assert re.search(badge.format("person", "eva"), again).group(1) == " hidden"  # type: ignore[union-attr] # it was there


async def test_days_are_told_apart(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("första?")
    await visitor.ask("andra?")
    await visitor.post("clock", to="tomorrow")
    await visitor.ask("tredje?")
    page = await visitor.open()
    assert re.findall(r'class="day"><span>([^<]+)', page) == ["tisdag 24 november", "onsdag 25 november"]


async def test_a_removed_question_leaves_an_empty_place_for_its_replies(visitor: Visitor) -> None:
    await visitor.open()
    root = await visitor.ask("bort med det?")
    await visitor.post("say", "eva", channel="support", text="ett svar", thread=root)
    await visitor.post("delete", id=root)
    page = await visitor.open()
    assert "bort med det?" not in page
    assert "Meddelandet är borttaget." in page
    assert "ett svar" in page


async def test_the_panel_shows_steps_timers_candidates_and_history_in_words(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask()
    response = await visitor.client.get("/chat/panel", params={"as": "anna", "about": "42"})
    panel = await response.text()
    for words in ("Fråga 42", "Besvarad", "Skolans kontakt", "klart", "i dag 14:02", "93 procent", "Anna Ek frågade."):
        assert words in panel


async def test_the_panel_tells_why_a_message_was_left_alone(visitor: Visitor) -> None:
    await visitor.open()
    said = await visitor.ask("tack, då vet jag")
    panel = ""
    async with asyncio.timeout(20):  # a busy machine takes it up a little later
        while "Ingen fråga till supporten" not in panel:
            panel = await (await visitor.client.get("/chat/panel", params={"as": "anna", "about": said})).text()
    assert "Det är ett svar, ingen fråga." in panel


async def test_a_link_to_one_of_our_messages_leads_to_its_channel(visitor: Visitor) -> None:
    await visitor.open()
    await visitor.ask("hemlig fråga?", channel="direct:anna")
    for query in ({"key": "question/42/card"}, {"id": visitor.card()}):
        found = await visitor.client.get("/chat/go", params={"as": "anna", **query}, allow_redirects=False)
        assert found.headers["Location"] == f"/chat?as=anna&in=direct:anna#m-{visitor.card()}"
        hidden = await visitor.client.get("/chat/go", params={"as": "eva", **query}, allow_redirects=False)
        assert hidden.headers["Location"] == "/chat?as=eva"


async def why(visitor: Visitor, message: str, who: str = "anna") -> str:
    response = await visitor.client.get("/chat/panel", params={"as": who, "about": f"why/{message}"})
    assert response.status == 200
    return await response.text()


async def test_each_message_of_a_person_can_be_asked_why_and_none_of_the_bots(visitor: Visitor) -> None:
    await visitor.open()
    said = await visitor.ask()
    page = await visitor.open()
    assert page.count(f'data-about="why/{said}"') >= 2
    assert f'data-about="why/{visitor.card()}"' not in page
    assert "Här finns inget att förklara." in await why(visitor, visitor.card())


async def test_the_panel_shows_the_explanation_with_what_was_written_to_the_letter(visitor: Visitor) -> None:
    await visitor.open()
    said = await visitor.ask(EVIL)
    panel = await why(visitor, said)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in panel
    assert "<script>" not in panel
    assert '<meter min="0" max="100" value="93" aria-label="Fråga till supporten">93 %</meter>' in panel
    assert "Tecken på det: frågar" in panel
    assert f'data-about="{said}"' in panel


async def test_nobody_is_told_why_of_a_message_that_they_may_not_read(visitor: Visitor) -> None:
    await visitor.open()
    said = await visitor.ask("hemligt, hur gör jag?", channel="direct:anna")
    assert "hemligt" in await why(visitor, said)
    assert "hemligt" not in await why(visitor, said, "eva")
    assert "hemligt" not in await visitor.open(**{"as": "eva", "about": f"why/{said}"})
