"""`dagordning` and `ta upp på mötet` are commands; a sentence that begins alike is not."""

from __future__ import annotations

import pytest

from knowledge.conversation.agenda_words import AgendaWanted, agenda_wanted
from knowledge.conversation.commands import Command, parse_command


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("", AgendaWanted("show")),
        ("7", AgendaWanted("show", "7")),
        ("för nästa möte", AgendaWanted("show")),
        ("text", AgendaWanted("text")),
        ("som text 7", AgendaWanted("text", "7")),
        ("unikum", AgendaWanted("vendor")),
        ("vendor #7", AgendaWanted("vendor", "7")),
        ("för sexornas utvecklingssamtal", None),
    ],
)
def test_what_may_follow_the_word(rest: str, wanted: AgendaWanted | None) -> None:
    assert agenda_wanted(rest) == wanted


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("ta upp på mötet: Hur gör vi med lärloggen?", Command("point", "Hur gör vi med lärloggen?")),
        ("Bring up: the new reports", Command("point", "the new reports")),
        ("Ta upp på mötet", Command("point")),
        ("Dagordning", Command("agenda")),
        ("agenda text", Command("agenda", "text")),
        ("agendan för klassrådet är borta", None),
    ],
)
def test_commands_of_agendas_and_points(text: str, command: Command | None) -> None:
    assert parse_command(text, direct=True) == command
    assert parse_command(text, direct=False) is None, "among colleagues only with a mark"
