"""A known person's address names them in a command or a form; every other address is masked as ever, and none is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.addresses import by_id, names_by_address
from bot.hearing import without_personal_data
from knowledge.conversation.event import Account, CommandGiven, FormFilled, MessagePosted, MessageRef
from knowledge.support.directory import Directory, Person

AT = datetime(2026, 11, 24, tzinfo=UTC)
MATS = Account(platform="local", id="mats")
TOWN = Directory(
    people=(
        Person(id="eva", name="Eva Lind", email="Eva.Lind@example.org"),
        Person(id="one", name="One", email="same@example.org"),
        Person(id="two", name="Two", email="same@example.org"),
    )
)


def posted(text: str) -> MessagePosted:
    ref = MessageRef(platform="local", channel="direct:mats", id="1")
    return MessagePosted(id="1", at=AT, author=MATS, ref=ref, text=text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("kontakt Lindskolan eva.lind@example.org", "kontakt Lindskolan id:eva"),
        ("kontakt Lindskolan <mailto:eva.lind@example.org|eva.lind@example.org>", "kontakt Lindskolan id:eva"),
        ("kontakt Lindskolan [eva.lind@example.org](mailto:eva.lind@example.org)", "kontakt Lindskolan id:eva"),
        ("kontakt Lindskolan nobody@example.org", "kontakt Lindskolan [e-postadress]"),
        ("central same@example.org", "central [e-postadress]"),
    ],
)
def test_an_address_in_a_command_is_its_owners_id(text: str, read: str) -> None:
    event = posted(text)
    assert names_by_address(event)
    masked, _raw = without_personal_data(by_id(event, TOWN))
    assert isinstance(masked, MessagePosted)
    assert masked.text == read
    typed = CommandGiven(id="2", at=AT, who=MATS, text=text, channel="support")
    again, _raw = without_personal_data(by_id(typed, TOWN))
    assert isinstance(again, CommandGiven)
    assert again.text == read


def test_elsewhere_every_address_is_masked() -> None:
    assert not names_by_address(posted("skriv till eva.lind@example.org om du vill"))
    assert not names_by_address(posted("kontakt Lindskolan Eva"))
    asked = FormFilled(id="1", at=AT, who=MATS, form="ask", values={"person": "eva.lind@example.org"})
    assert not names_by_address(asked)
    form = FormFilled(
        id="1", at=AT, who=MATS, form="contact", values={"person": "eva.lind@example.org", "vendor": True}
    )
    masked, _raw = without_personal_data(by_id(form, TOWN))
    assert isinstance(masked, FormFilled)
    assert masked.values == {"person": "id:eva", "vendor": True}
