"""What may stand after `driftstörning`."""

from __future__ import annotations

import pytest

from knowledge.conversation.commands import Command, parse_command
from knowledge.conversation.outage_words import OutageWanted, outage_wanted


@pytest.mark.parametrize(("rest", "wanted"), [
    ("", OutageWanted("show")),
    ("  ", OutageWanted("show")),
    ("av", OutageWanted("off")),
    ("är slut", OutageWanted("off")),
    ("Över!", OutageWanted("off")),
    ("off", OutageWanted("off")),
    ("is over now", OutageWanted("off")),
    ("av 2", OutageWanted("off", number=2)),
    ("ny", OutageWanted("new")),
    ("ny appen hänger sig\nVänta.", OutageWanted("new", "appen hänger sig\nVänta.")),
    ("det går inte att logga in\nVi vet.", OutageWanted("on", "det går inte att logga in\nVi vet.")),
    ("av okänd anledning går inget", OutageWanted("on", "av okänd anledning går inget")),
    ("över hela Unikum", OutageWanted("on", "över hela Unikum")),
])  # fmt: skip
def test_what_is_wanted(rest: str, wanted: OutageWanted) -> None:
    assert outage_wanted(rest) == wanted


@pytest.mark.parametrize(("text", "rest"), [
    ("driftstörning", ""), ("Driftstörning av", "av"), ("outage off", "off"), ("driftstörning: appen", "appen"),
    ("/driftstörning det går inte att logga in\nrad två", "det går inte att logga in\nrad två"),
])  # fmt: skip
def test_it_is_a_command(text: str, rest: str) -> None:
    assert parse_command(text, direct=True) == Command("outage", rest)


@pytest.mark.parametrize("text", ["driftstörning?", "driftstörning hur länge", "driftstörning i unikum nu?", "är det driftstörning",
                                  "driftstörningen är över", "outage when"])  # fmt: skip
def test_a_question_about_one_is_none(text: str) -> None:
    assert parse_command(text, direct=True) is None
