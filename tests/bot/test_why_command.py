"""The command `why` over a desk's database and over files: plain words, JSON, and nothing written."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.bot.commanding import supportbot
from tests.teams.e2e.town import directory

pytestmark = pytest.mark.usefixtures("here")
ROOT = Path(__file__).parents[2]
FAQ = ROOT / "samples/unikum/faq_sv.yaml"
DIRECTORY = ROOT / "samples/storkoping/directory.yaml"
FILES = ("--faq", FAQ, "--directory", DIRECTORY)
ASSIGN = "Hur tilldelar jag en planering till min klass?"

Output = pytest.CaptureFixture[str]


@pytest.fixture
def desk(here: Path, capsys: Output) -> Path:
    """A real database with the sample municipality and its FAQ."""
    assert supportbot("import", "faq", FAQ) == 0
    assert supportbot("import", "directory", DIRECTORY) == 0
    capsys.readouterr()
    return here / "supportbot.db"


def said(capsys: Output, *words: object) -> str:
    assert supportbot("why", *words, "--lexical") == 0
    return capsys.readouterr().out


def told(capsys: Output, *words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(capsys, *words, "--json"))
    return found


def rows(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_over_the_desks_own_database_it_tells_everything_and_writes_nothing(desk: Path, capsys: Output) -> None:
    before = rows(desk)
    words = said(capsys, ASSIGN, "--as", "anna")
    titles = [line for line in words.splitlines() if line and not line.startswith(" ")]
    assert titles == ["Vad supporten gör", "Vad supporten läser", "Vad det är", "Svar som kom i fråga", "Siffrorna",
                      "Vad som skulle stå", "Vem frågan går till"]  # fmt: skip
    assert f"  Svarar med ”{ASSIGN}”." in words
    assert "Skrivet av Anna Ek, lärare på Lindskolan, i Unikumsupport." in words
    assert "  | Öppna planeringen i Skolbanken" in words
    assert "  Kontakten på Lindskolan: Eva Lind, till " in words
    assert "Alla centrala kontakter: Cecilia Holm, Mats Nyström och Amina Warsame, tills den är löst" in words
    assert "Fråga 0" not in words
    assert rows(desk) == before


def test_files_need_no_database_and_give_the_same(desk: Path, capsys: Output, here: Path) -> None:
    of_the_desk = told(capsys, ASSIGN, "--as", "Anna Ek")
    desk.unlink()
    of_files = told(capsys, ASSIGN, "--as", "anna", *FILES)
    for changing in ("routing", "says"):  # the time goes on in between
        of_the_desk.pop(changing), of_files.pop(changing)
    assert of_files == of_the_desk
    assert not list(here.glob("*.db"))


def test_a_file_stands_in_for_its_part_of_the_desk_alone(desk: Path, capsys: Output, here: Path) -> None:
    (here / "faq.yaml").write_text("- {id: ny, question: Hur byter jag färg?, answer: Tryck på Färg.}\n", "utf-8")
    found = told(capsys, "Hur byter jag färg?", "--as", "anna", "--faq", "faq.yaml")
    assert found["entries"] == ["ny"]
    assert found["routing"][0]["people"] == ["eva"]


def test_without_a_directory_there_is_nobody_to_ask(capsys: Output) -> None:
    assert "Det finns ingen att fråga: katalogen är tom." in said(capsys, ASSIGN, "--faq", FAQ)


@pytest.mark.parametrize("given", [(), ("--directory", DIRECTORY)])
def test_without_an_faq_it_says_how_to_get_one(given: tuple[object, ...], capsys: Output, here: Path) -> None:
    assert supportbot("why", "hej", *given) == 1
    assert capsys.readouterr().err == (
        "supportbot why: there is no FAQ to look in; `supportbot import faq FILE` stores one, "
        "`--faq FILE` looks into a file\n"
    )
    assert list(here.iterdir()) == []
    assert supportbot("migrate") == 0
    assert supportbot("why", "hej", *given) == 1


def test_the_json_holds_every_documented_field_and_no_other(capsys: Output) -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    table = page.split("With `--json` it is one object:")[1].split("###")[0]
    named = {word.strip(" `") for line in table.splitlines() if line.startswith("| `") for word in line.split("|")[1].split(",")}  # fmt: skip
    assert set(told(capsys, ASSIGN, *FILES)) == named


def test_the_values_of_the_json_are_those_of_the_words(capsys: Output) -> None:
    found = told(capsys, "hur får jag ut planeringen till 6Q?", "--as", "anna", *FILES)
    best = found["candidates"][0]
    assert best["id"] == "tilldela-planering"
    assert "planeringen" in best["shared"]
    assert best["wording"]
    assert found["unknown_words"] == ["6q"]
    assert set(found["worth"]) == {"answer", "suggest", "silent"}
    assert [one["name"] for one in found["numbers"]] == ["question", "unsure", "answer", "suggest"]
    assert [stop["step"] for stop in found["routing"]] == ["local", "central", "all_central"]
    words = said(capsys, "hur får jag ut planeringen till 6Q?", "--as", "anna", *FILES)
    assert (
        f"  {best['title']} – {min(99, round(best['score'] * 100))} %" in words
    )  # nothing but an equal text is certain


def test_personal_data_is_not_printed_back(capsys: Output) -> None:
    text = "eleven Kalle Ek, 20121212-1212, ser inte planeringen. Ring 070-123 45 67"
    for form in ((), ("--json",), ("--language", "en")):
        words = said(capsys, text, "--after", "mejla eva@example.org", *FILES, *form)
        assert not [raw for raw in ("Kalle", "1212", "123 45", "eva@") if raw in words]
        assert "[personnummer]" in words
        assert "[e-postadress]" in words


def test_a_sensitive_matter_is_told_with_its_rule(capsys: Output) -> None:
    words = said(capsys, "Eleven har skyddad identitet, hur döljer jag adressen?", "--as", "anna", *FILES)
    assert "Ger det fasta svaret om skyddad identitet." in words
    assert "Kontakten på" not in words


def test_it_speaks_english_when_asked(capsys: Output) -> None:
    words = said(capsys, ASSIGN, "--as", "anna", "--language", "en", *FILES)
    assert words.startswith("What the desk does\n  Answers with “Hur tilldelar")
    assert "%." in words
    assert " %" not in words


def test_a_reply_in_a_thread_and_what_came_before_count(capsys: Output) -> None:
    advice = ("du måste tilldela planeringen först", "--thread", "--after", "ser ni planeringen?", "--as", "eva")
    assert told(capsys, *advice, *FILES)["outcome"] == "thread_answer"
    assert told(capsys, "ok", "--thread", "--as", "anna", *FILES)["outcome"] == "thread"


def test_a_place_may_be_another_channel_or_the_own_conversation(capsys: Output) -> None:
    assert told(capsys, ASSIGN, "--in", "news", *FILES)["outcome"] == "elsewhere"
    direct = told(capsys, ASSIGN, "--in", "direct", *FILES)
    assert (direct["outcome"], direct["in"]) == ("answer", None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(("--as", "Evva"), "nobody is called ”Evva”; nearest: Eva Lind"), (("--in", "suport"), "nearest: support")],
)
def test_a_name_that_nobody_has_is_told_with_the_nearest(wrong: tuple[str, ...], words: str, capsys: Output) -> None:
    assert supportbot("why", "hej", *wrong, *FILES) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "🙂", "\u200b", "a" * 100_000])
def test_odd_text_is_explained_without_a_crash(text: str, capsys: Output) -> None:
    assert said(capsys, text, *FILES)


def test_where_nobody_can_be_asked_beside_the_conversation_an_unsure_bot_says_nothing(
    here: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "directory.yaml").write_text(directory(), encoding="utf-8")
    assert supportbot("import", "directory", "directory.yaml") == 0
    assert supportbot("import", "faq", FAQ) == 0
    capsys.readouterr()
    monkeypatch.setenv("SUPPORTBOT_TEAMS__DEVELOPMENT", "true")
    asked = ("Vår kopiator blinkar rött, vad gör jag?", "--as", "anna")
    assert (told(capsys, *asked)["decision"], told(capsys, *asked)["outcome"]) == ("unsure", "silent")
    assert "Säger inget." in said(capsys, *asked)
    assert told(capsys, ASSIGN, "--as", "anna")["outcome"] == "answer"
