"""Notes are read as people write them: nothing is lost, and what says who does what until when is understood."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from knowledge.conversation.clean import clean
from knowledge.conversation.fold import fold
from knowledge.conversation.notes_words import Kind, Line, read_notes
from knowledge.conversation.pasted import from_word

DAY = date(2026, 12, 3)
"""A Thursday."""
NAMES = {"eva", "eva lind", "olle", "per", "jonas", "jonas aberg"}
WORD = re.compile(r"[^\W_]+")


def known(name: str) -> bool:
    return fold(name) in NAMES


def read(text: str) -> list[Line]:
    return list(read_notes(text, DAY, known))


def one(text: str) -> tuple[str, str, tuple[str, ...], date | None]:
    (line,) = read(text)
    return line.kind.value, line.text, line.who, line.due


@pytest.mark.parametrize(
    ("text", "said", "who", "due"),
    [
        ("Att göra: mejla rektorerna (Eva, 15 jan)", "mejla rektorerna", ("Eva",), date(2027, 1, 15)),
        ("- **Att göra:** mejla rektorerna (15 januari, Eva Lind)", "mejla rektorerna", ("Eva Lind",), date(2027, 1, 15)),
        ("Todo: mejla rektorerna senast 15/1", "mejla rektorerna", (), date(2027, 1, 15)),
        ("@Eva till fredag: ring IT", "ring IT", ("Eva",), date(2026, 12, 4)),
        ("Ring IT till torsdag @Eva Lind", "Ring IT", ("Eva Lind",), date(2026, 12, 10)),
        ("* @Eva by Friday: call IT", "call IT", ("Eva",), date(2026, 12, 4)),
        ("@Jonas Åberg ringer IT", "ringer IT", ("Jonas Åberg",), None),
        ("@Eva @Olle boka sal till 9 december", "boka sal", ("Eva", "Olle"), date(2026, 12, 9)),
        ("Action: send the list (Jonas and Per, by 15 January)", "send the list", ("Jonas", "Per"), date(2027, 1, 15)),
        ("To do: Eva: ring IT", "ring IT", ("Eva",), None),
        ("Att göra: Eva ringer IT i morgon", "Eva ringer IT i morgon", ("Eva",), None),
        ("Att göra: kolla licenser – Jonas, v. 3", "kolla licenser", ("Jonas",), date(2027, 1, 22)),
        ("Att göra: boka sal (ansvarig: Eva Lind, senast 2027-01-15)", "boka sal", ("Eva Lind",), date(2027, 1, 15)),
        ("Att göra: boka sal, ansvarig Okänd", "boka sal", ("Okänd",), None),
        ("- [ ] skriv om guiden till nästa möte (Per)", "skriv om guiden", ("Per",), None),
        ("Att göra: boka sal i dag (Eva)", "boka sal i dag", ("Eva",), None),
        ("Att göra: boka sal (Eva, i dag)", "boka sal", ("Eva",), DAY),
        ("- Boka sal – Jonas, senast 6 december", "Boka sal", ("Jonas",), date(2026, 12, 6)),
        ("Boka sal (Jonas, 6/12)", "Boka sal", ("Jonas",), date(2026, 12, 6)),
        ("Att göra: gå igenom listan (se bilagan)", "gå igenom listan (se bilagan)", (), None),
        ("Att göra: byt mall till Unikums egen", "byt mall till Unikums egen", (), None),
    ],
)  # fmt: skip
def test_a_task_says_who_and_until_when(text: str, said: str, who: tuple[str, ...], due: date | None) -> None:
    assert one(text) == ("task", said, who, due)


def test_a_decision_and_a_point_for_the_vendor_are_known_by_their_label_or_their_end() -> None:
    assert one("Beslut: Alla visar Lärloggen.") == ("decision", "Alla visar Lärloggen.", (), None)
    assert one("**Decision:** go on") == ("decision", "go on", (), None)
    for text in (
        "Till Unikum: Exporten tappar åäö",
        "- Exporten tappar åäö (till Unikum)",
        "Exporten tappar åäö → Unikum",
    ):
        assert one(text) == ("vendor", "Exporten tappar åäö", (), None)
    passed_over = ("Tack @Eva för fikat!", "Vi bytte till Unikum i höstas.", "Bra jobbat (Jonas)", "Frågor: många",
                   "Eva visade oss (mötet den 3 december)", "Kl. 14:30 började vi")  # fmt: skip
    for text in passed_over:
        assert one(text)[:2] == ("note", text)


def test_lines_under_a_heading_are_what_it_says_until_something_else_begins() -> None:
    lines = read("# Att göra\n\n• Eva ringer IT\n• Boka sal (Per)\n\nVi fikade.\n\nBeslut\nVi byter dag\n1. Och sal\n**Mer**\n- Inget")  # fmt: skip
    assert [(line.kind.value, line.text, line.who) for line in lines] == [
        ("heading", "Att göra", ()), ("task", "Eva ringer IT", ("Eva",)), ("task", "Boka sal", ("Per",)),
        ("note", "Vi fikade.", ()), ("heading", "Beslut", ()), ("decision", "Vi byter dag", ()),
        ("decision", "Och sal", ()), ("heading", "Mer", ()), ("note", "Inget", ()),
    ]  # fmt: skip


def test_what_is_ticked_is_done_and_whoever_is_called_among_the_decisions_has_a_task() -> None:
    lines = read(
        "Att göra\n- [ ] Boka sal (Per)\n- [x] Ring IT\n\nBeslut\n- **Alla** byter __nu__, inte a__b__c\n"
        "- @Eva mejlar senast 15 januari\n- Hälsa @Eva"
    )
    assert [(line.kind.value, line.text, line.who) for line in lines] == [
        ("heading", "Att göra", ()), ("task", "Boka sal", ("Per",)), ("note", "Ring IT", ()), ("heading", "Beslut", ()),
        ("decision", "Alla byter nu, inte a__b__c", ()), ("task", "mejlar", ("Eva",)), ("decision", "Hälsa @Eva", ()),
    ]  # fmt: skip


def test_what_a_word_processor_leaves_is_no_part_of_the_notes() -> None:
    lines = read("<p class=MsoNormal><b>Beslut:</b> Alla byter.</p>\n·\tEtt<br>o\tTvå")
    assert [(line.kind.value, line.text) for line in lines] == [
        ("decision", "Alla byter."),
        ("note", "Ett"),
        ("note", "Två"),
    ]


@given(some.text(max_size=400))
@example("Beslut:\n- \n@Eva\n()\n[ ]")
@example("Att göra: (Eva)\n– – –\n**a**:\n**")
def test_nothing_is_lost_and_nothing_is_made_up(text: str) -> None:
    lines = read(text)
    marks = re.compile("[\ue000-\uf8ff]|<[^>]*>|<!")
    if not marks.search(text):
        assert WORD.findall(" ".join(line.source for line in lines)) == WORD.findall(from_word(clean(text, 1000)))
    for line in lines:
        assert line.text.strip(), "a line says something"
        assert set(WORD.findall(line.text)) <= set(WORD.findall(line.source.replace("*", "").replace("_", ""))) | set(
            WORD.findall(line.source)
        )
        assert line.kind is Kind.TASK or (line.who, line.due) == ((), None)


@given(
    some.sampled_from(["mejla rektorerna", "boka sal 3", "gå igenom guiden: hela", "ring IT-enheten"]),
    some.lists(some.sampled_from(["Eva", "Eva Lind", "Olle", "Okänd Person"]), min_size=1, max_size=3, unique=True),
    some.dates(date(2026, 12, 5), date(2027, 11, 30)),
    some.sampled_from(["Att göra: {task} ({who}, {due})", "- [ ] {task} ({who} senast {due})", "{at} till {due}: {task}",
                       "Action: {task} ({who}, by {due})", "Att göra: {task} (ansvarig {who}, {due})"]),
    some.sampled_from(["{0.day}/{0.month} ", "{0:%Y-%m-%d}"]),
)  # fmt: skip
def test_however_it_is_written_it_is_the_same_task(task: str, who: list[str], due: date, form: str, day: str) -> None:
    if "{at}" in form:
        who = [name for name in who if known(name)] or ["Eva"]
    written = form.format(
        task=task, who=" och ".join(who), at=" ".join(f"@{name}" for name in who), due=day.format(due).strip()
    )
    assert one(written) == ("task", task, tuple(who), due)
