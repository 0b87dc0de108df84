"""Advice and talk, told apart by their form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.advice import advises

ADVICE = (
    "Then it is the login portal. Go there and log out. Could you try again?",
    "Du hittar den under Kontaktlista på klassens sida",
    "testa att logga ut och in igen",
    "Nej det syns bara för personalen så länge du inte bockat i rutan",
    "kolla om det står utkast på inlägget",
    "Tre prickarna uppe i hörnet, sen redigera",
    "det går inte att ändra efteråt, tyvärr",
    "ja, redigera inlägget och ta bort bocken vid Tillåt kommentarer.",
    "Kom ihåg visas bara det datum du satt. Lägg veckobrevet som lärloggsinlägg på gruppen.",
    "Det är synken, den går i natt",
    "Have you got two accounts? Then log out and choose the other one",
    "Go to the group's page and click Members",
    "se https://example.org/hjalp",
)
TALK = (
    "Har du provat? Går det?",
    "Kom ihåg att brandövningen är klockan tio i morgon",
    "Glöm inte fikat i eftermiddag",
    "Fråga Eva, hon brukar veta",
    "Har du kollat att rätt vecka är vald?",
    "Intressant, hade ingen aning om att det fanns en sån lista",
    "Har någon sett Fredrik?",
    "haha precis",
    "tack!",
    "",
)


@pytest.mark.parametrize("text", ADVICE)
def test_it_is_advice(text: str) -> None:
    assert advises(text)


@pytest.mark.parametrize("text", TALK)
def test_it_is_talk(text: str) -> None:
    assert not advises(text)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    assert advises(text) in {True, False}
