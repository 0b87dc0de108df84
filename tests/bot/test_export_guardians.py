"""`supportbot export guardians`: the page, the plain text, what is left out and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.bot.commanding import supportbot

ENTRIES = [
    {"id": "login", "answer": "x",
     "guardian_sv": "**Logga in**\n1. Öppna <b>appen</b>.\n2. [Läs mer](https://example.org) eller [inte](javascript:x)",
     "guardian_en": "**Log in**\nOpen *the app*."},
    {"id": "app", "answer": "x", "guardian_sv": "**Appen**\nHämta den.", "review_by": "2020-01-01"},
    {"id": "named", "answer": "x", "guardian_sv": "**Ring**\nFråga Eva Lind."},
    {"id": "inside", "answer": "x", "guardian_sv": "**Mer**\nSe insidan.exempel.se."},
    {"id": "over", "answer": "x", "guardian_sv": "**Förra året**\nSå.", "valid_to": "2020-01-01"},
    {"id": "answer", "question": "Får hemmet mejl?", "answer": "Ja, en gång per natt.", "audience": "guardian"},
    {"id": "teacher", "answer": "För dig.", "audience": "teacher"},
]  # fmt: skip
DIRECTORY = {
    "organisation": {"name": "Lillköping", "language": "sv", "time_zone": "Europe/Stockholm"},
    "people": [{"id": "eva", "name": "Eva Lind", "role": "central"}],
}


@pytest.fixture
def desk(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a database of that FAQ."""
    monkeypatch.setenv("SUPPORTBOT_GUARDIANS__INTERNAL", "insidan.exempel.se")
    for name, value in (("faq", ENTRIES), ("directory", DIRECTORY)):
        (here / f"{name}.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
        assert supportbot("import", name, f"{name}.yaml") == 0
    capsys.readouterr()
    return here


def test_one_page_with_what_is_valid_and_names_nobody(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("export", "guardians", "--output", "out.html") == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "left out: named says what is only for us (Fråga Eva Lind.)",
        "left out: inside says what is only for us (Se insidan.exempel.se.)",
        "old: app was due for a look 2020-01-01",
        "an answer stands in: answer has no text for guardians; write its guardian_sv",
    ]
    assert said.out == "Written to out.html.\n"
    page = (desk / "out.html").read_text(encoding="utf-8")
    assert '<html lang="sv">' in page
    assert page.count("<section ") == 3
    assert "Öppna &lt;b&gt;appen&lt;/b&gt;." in page
    assert 'href="https://example.org"' in page
    assert "javascript:x)" in page  # as words
    assert not [
        word
        for word in ("Eva Lind", "insidan", "Förra året", 'href="javascript', "För dig.", "<script")
        if word in page
    ]


def test_plain_text_in_english_marks_what_is_in_swedish_only(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.exists()
    assert supportbot("export", "guardians", "--format", "text", "--language", "en") == 0
    text = capsys.readouterr().out
    assert text.startswith("Unikum for guardians\nLillköping, ")
    assert "\n\nLOG IN\nOpen the app.\n\nAPPEN\nIn Swedish only.\nHämta den.\n" in text


def test_other_formats_and_an_empty_desk_are_refused_in_words(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert supportbot("export", "guardians", "--format", "yaml") == 1
    assert "html or text" in capsys.readouterr().err
    assert supportbot("export", "guardians", "--output", "x.docx") == 1
    assert supportbot("export", "faq", "--format", "html") == 1
    assert "cannot be written as html" in capsys.readouterr().err
    (desk / "none.yaml").write_text("- {id: a, answer: x}\n", encoding="utf-8")
    assert supportbot("import", "faq", "none.yaml", "--yes") == 0
    assert supportbot("export", "guardians") == 1
    assert "no entry has a text for guardians" in capsys.readouterr().err


def test_check_names_the_texts_that_say_what_is_only_for_us(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.exists()
    supportbot("check")
    said = capsys.readouterr().out
    assert "guardian_sv of named says what is only for us (”Fråga Eva Lind.”); it is sent home" in said
    assert "1 entries for guardians have no text to send home (guardian_sv, guardian_en): answer" in said
    assert "of login" not in said
