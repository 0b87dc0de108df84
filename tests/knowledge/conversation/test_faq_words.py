"""What people write after `faq`."""

from __future__ import annotations

import pytest

from knowledge.conversation.commands import parse_command
from knowledge.conversation.faq_words import FaqWanted, faq_wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("faq", FaqWanted("help")),
        ("faq ord", FaqWanted("help")),
        ("faq ord glomt-losenord", FaqWanted("wordings", "glomt-losenord")),
        ("FAQ Ord: byta lösenord?", FaqWanted("wordings", "byta lösenord")),
        ("faq wordings password", FaqWanted("wordings", "password")),
        ("faq words password", FaqWanted("wordings", "password")),
        ("faq byta lösenord", FaqWanted("show", "byta lösenord")),
        ("faq nya ord", FaqWanted("unseen")),
        ("faq new wordings", FaqWanted("unseen")),
        ("faq ny", FaqWanted("write")),
        ("faq New.", FaqWanted("write")),
        ("faq ny elev mitt i terminen", FaqWanted("show", "ny elev mitt i terminen")),
        ("faq visa byta lösenord", FaqWanted("show", "byta lösenord")),
        ("faq ändra inloggningen", FaqWanted("edit", "inloggningen")),
        ("faq ta bort inloggningen", FaqWanted("retire", "inloggningen")),
        ("faq återställ", FaqWanted("restore")),
        ("faq versions login", FaqWanted("versions", "login")),
        ("faq versioner", FaqWanted("help")),
        ("faq förslag", FaqWanted("proposals")),
        ("faq gamla", FaqWanted("stale")),
    ],
)
def test_the_words_after_faq_say_what_is_wanted(text: str, wanted: FaqWanted) -> None:
    command = parse_command(text, direct=True)
    assert command is not None
    assert command.word == "faq"
    assert faq_wanted(command.rest) == wanted
