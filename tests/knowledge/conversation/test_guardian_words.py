"""What may follow `till vårdnadshavare`, and what is a sentence that only begins so."""

from __future__ import annotations

import pytest

from knowledge.conversation.commands import parse_command
from knowledge.conversation.guardian_words import GuardianWanted, guardian_wanted


@pytest.mark.parametrize(("rest", "wanted"), [
    ("", GuardianWanted("topics")),
    ("in English", GuardianWanted("topics", language="en")),
    ("inloggning", GuardianWanted("one", "inloggning")),
    ("om appen Unikum Familj", GuardianWanted("one", "appen Unikum Familj")),
    ("logga in utan BankID på engelska", GuardianWanted("one", "logga in utan BankID", "en")),
    ("freja, svenska", GuardianWanted("one", "freja", "sv")),
    ("alla", GuardianWanted("all")),
    ("alla texter på engelska", GuardianWanted("all", language="en")),
    ("alla bilder", GuardianWanted("one", "alla bilder")),
    ("kommer inga notiser", None),
    ("som saknar bankid?", None),
    ("jag vill skicka ett brev om utflykten till Skansen på fredag", None),
    ("ord " * 13, None),
])  # fmt: skip
def test_what_is_wanted(rest: str, wanted: GuardianWanted | None) -> None:
    assert guardian_wanted(rest) == wanted


@pytest.mark.parametrize(("text", "word"), [
    ("till vårdnadshavare inloggning", "guardian"), ("Till vh: appen", "guardian"), ("text till vårdnadshavare", "guardian"),
    ("for guardians log in", "guardian"), ("till unikum", "vendor"), ("nödadmin?", "emergency_admin"),
    ("Emergency admin", "emergency_admin"), ("nödadmin hur lägger jag till en elev", ""), ("till vårdnadshavare kan man väl ringa", ""),
])  # fmt: skip
def test_the_command_words(text: str, word: str) -> None:
    found = parse_command(text, direct=True)
    assert (found.word if found else "") == word
    assert parse_command(text, direct=False) is None
