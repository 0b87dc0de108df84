"""Each deed on the page reaches the desk, and what cannot be done is said in the visitor's words."""

from __future__ import annotations

import pytest

from knowledge.conversation.event import ButtonPressed, CommandGiven, FormFilled, MessagePosted, Reacted
from tests.bot.pages.conftest import Visitor


@pytest.fixture
async def anna(visitor: Visitor) -> Visitor:
    await visitor.open()
    return visitor


async def test_what_is_written_is_heard(anna: Visitor) -> None:
    said = await anna.ask("  hur gör jag?  ")
    event = anna.demo.heard[0]
    assert isinstance(event, MessagePosted)
    assert (event.ref.id, event.text, event.author.name) == (said, "hur gör jag?", "Anna Ek")


async def test_a_line_that_begins_with_the_command_s_name_is_a_command(anna: Visitor) -> None:
    await anna.post("say", channel="support", text="/support vem")
    event = anna.demo.heard[0]
    assert isinstance(event, CommandGiven)
    assert event.text == "vem"


async def test_a_press_is_heard_and_a_form_comes_back(anna: Visitor) -> None:
    await anna.ask()
    response = await anna.post("press", "eva", id=anna.card(), action="hand_on")
    form = (await response.json())["form"]
    assert "Lämna vidare" in form
    assert 'for="field-to"' in form
    event = anna.demo.heard[-1]
    assert isinstance(event, ButtonPressed)
    assert (event.key, event.who.id) == ("question/42/card", "eva")


async def test_a_form_with_a_problem_comes_back_with_it_and_with_what_was_written(anna: Visitor) -> None:
    values = {"to": "", "note": 'ett "ord" <b>', "show": "yes"}
    response = await anna.post("fill", "eva", form="hand_on", about="question/42", values=values)
    form = (await response.json())["form"]
    assert 'aria-invalid="true"' in form
    assert "Välj en person." in form
    assert "ett &#34;ord&#34; &lt;b&gt;" in form
    assert "checked" in form
    event = anna.demo.heard[-1]
    assert isinstance(event, FormFilled)
    assert event.values == values


async def test_a_filled_form_is_done(anna: Visitor) -> None:
    response = await anna.post("fill", "eva", form="hand_on", about="question/42", values={"to": "mats"})
    assert await response.json() == {}


async def test_a_reaction_is_set_and_taken_back(anna: Visitor) -> None:
    said = await anna.ask("hej")
    await anna.post("react", "eva", id=said, reaction="looking")
    assert isinstance(anna.demo.heard[-1], Reacted)
    assert anna.demo.chat.log.get(said).reactions == (("looking", "eva"),)  # type: ignore[union-attr] # it stands
    await anna.post("react", "eva", id=said, reaction="looking")
    assert anna.demo.chat.log.get(said).reactions == ()  # type: ignore[union-attr] # it stands


async def test_only_the_author_changes_or_removes_a_message(anna: Visitor) -> None:
    said = await anna.ask("hej")
    for deed in ("edit", "delete"):
        response = await anna.post(deed, "eva", id=said, text="annat")
        assert response.status == 403
        assert (await response.json())["problem"] == "Bara den som skrev meddelandet kan ändra det."
    assert (await anna.post("edit", id=said, text="annat")).status == 200
    assert anna.demo.chat.log.get(said).text == "annat"  # type: ignore[union-attr] # it stands
    assert (await anna.post("delete", id=said)).status == 200
    assert anna.demo.chat.log.get(said) is None


async def test_only_its_reader_hides_a_notice(anna: Visitor) -> None:
    await anna.ask()
    await anna.post("press", id=anna.card(), action="not_helped")
    notice = next(post for post in anna.demo.chat.log.everything() if post.only_for)
    assert (await anna.post("dismiss", "eva", id=notice.id)).status == 410
    assert (await anna.post("dismiss", id=anna.card())).status == 403
    assert (await anna.post("dismiss", id=notice.id)).status == 200
    assert anna.demo.chat.log.get(notice.id) is None


async def test_the_clock_moves_only_as_far_as_the_page_offers(anna: Visitor) -> None:
    response = await anna.post("clock", to="+4h")
    assert await response.json() == {"words": "tisdag 24 november 14:02"}
    assert (await anna.post("clock", to="-4h")).status == 400


async def test_a_message_of_100_kb_is_taken_and_a_longer_one_is_not(anna: Visitor) -> None:
    assert (await anna.post("say", channel="support", text="å" * 50_000)).status == 200
    response = await anna.post("say", channel="support", text="å" * 50_001)
    assert response.status == 413
    assert (await response.json())["problem"] == (
        "Meddelandet är för långt: 101 kB, och högst 100 kB får plats. Det står kvar i rutan."
    )
    assert len(anna.demo.heard) == 1


async def test_a_huge_body_is_refused_before_it_is_read(anna: Visitor) -> None:
    assert (await anna.post("say", channel="support", text="x" * 600_000)).status == 413


@pytest.mark.parametrize("text", ["", "   ", None, 7])
async def test_an_empty_message_is_not_sent(anna: Visitor, text: object) -> None:
    response = await anna.post("say", channel="support", text=text)
    assert response.status == 400
    assert (await response.json())["problem"] == "Skriv något först."


async def test_a_place_that_is_not_the_visitors_is_closed(anna: Visitor) -> None:
    for channel in ("central", "direct:eva", "nowhere"):
        assert (await anna.post("say", channel=channel, text="hej")).status == 403


async def test_a_message_in_a_place_that_is_not_the_visitors_cannot_be_touched(anna: Visitor) -> None:
    hidden = await anna.ask("hemligt?", "mats", "central")
    for deed, more in (("press", {"action": "take"}), ("react", {"reaction": "done"}), ("edit", {"text": "x"})):
        assert (await anna.post(deed, id=hidden, **more)).status in (403, 410)


async def test_a_busy_desk_asks_the_presser_to_try_again(anna: Visitor) -> None:
    await anna.ask()
    anna.demo.busy = True
    response = await anna.post("press", id=anna.card(), action="helped")
    assert response.status == 503
    assert (await response.json())["problem"] == "Supporten är upptagen just nu. Försök igen."


async def test_a_message_that_is_gone_is_said_to_be_gone(anna: Visitor) -> None:
    response = await anna.post("press", "lucy", id="nothing", action="helped")
    assert response.status == 410
    assert (await response.json())["problem"] == "The message is no longer there."
    assert (await anna.post("say", channel="support", text="hej", thread="nothing")).status == 410


async def test_half_a_character_is_no_reason_to_break(anna: Visitor) -> None:
    raw = '{"as": "anna", "channel": "support", "text": "hej \\ud800 d\\u00e5"}'
    headers = {"Origin": anna.origin, "X-CSRF-Token": anna.token, "Content-Type": "application/json"}
    response = await anna.client.post("/chat/say", data=raw, headers=headers)
    assert response.status == 200
    assert "hej" in await anna.open()
