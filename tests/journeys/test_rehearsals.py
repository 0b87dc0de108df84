"""The ten sample rehearsals: each plays to its end without a refused step, and together they show every state."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.play import rehearse
from bot.rehearsal.script import read_script
from knowledge.support.question import State
from storage.store import Store

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "samples" / "rehearsals").glob("*.yaml"))
FIELDS = {
    "at", "event", "place", "thread", "key", "to", "reply", "faq", "text", "mentions", "buttons", "form", "state",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts name their files from the project's folder."""
    monkeypatch.chdir(ROOT)


def test_there_are_ten() -> None:
    assert len(SCRIPTS) == 10


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_it_plays_to_its_end_with_every_step_done(script: Path, store: Store) -> None:
    lines = await rehearse(read_script(script), store)
    assert lines
    assert [line for line in lines if line["event"] == "refused"] == []
    assert all(set(line) == FIELDS for line in lines)
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)


async def test_together_they_show_every_state(tmp_path: Path) -> None:
    seen: set[str] = set()
    for script in (
        one for one in SCRIPTS if not one.stem.startswith("10-")
    ):  # the term is long, and shows the organisation
        store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/{script.stem}.db")
        await store.migrate()
        try:
            lines = await rehearse(read_script(script), store)
        finally:
            await store.close()
        seen |= {line["state"] for line in lines if line["state"]}
    assert seen == {state.value for state in State}


async def test_a_question_becomes_an_answer_that_helps_the_next_teacher(store: Store) -> None:
    lines = await rehearse(read_script(ROOT / "samples/rehearsals/9-en-vecka-vid-supporten.yaml"), store)
    new = "skriver-ut-namnskyltar-krokarna"
    answered = next(line for line in lines if line["thread"] == "again" and line["reply"] == "answer")
    assert (answered["faq"], answered["at"][:16]) == ([new], "2026-11-25T10:00")
    told = next(line for line in lines if line["thread"] == "again" and "har ändrats" in line["text"])
    assert (told["mentions"], "Material, inte Medlemmar" in told["text"]) == (["sami"], True)
    found = next(line for line in lines if line["to"] == "nadia" and line["reply"] == "command")
    assert "Material, inte Medlemmar" in found["text"]
    week = lines[-1]
    assert (week["place"], week["reply"]) == ("central", "digest")
    assert week["text"].startswith("Supporten vecka 48: 3 frågor")


async def test_a_term_goes_round(store: Store) -> None:
    lines = await rehearse(read_script(ROOT / "samples/rehearsals/10-en-termin-pa-en-minut.yaml"), store)

    def said(words: str, reply: str, *events: str) -> list[str]:
        found = [one for one in lines if words in one["text"] and one["reply"] == reply and one["event"] in events]
        return [one["at"][:10] for one in found]

    assert said("Gäller vårterminen 2027", "desk", "posted")[-1] == "2027-01-11"
    assert said("Stämmer det även vårterminen 2027?", "reminder", "direct").count("2027-01-11") == 12
    assert said("Leila Rahimi är inte längre kontakt", "alarm", "posted") == ["2027-01-11"]
    assert said("Veckans fråga: Var ska jag lägga veckobrevet?", "digest", "posted") == ["2027-01-26"]
    assert said("Ändra inte för hand", "waiting", "revised")[0] == "2027-01-26"
    assert said("hur gör vi med vikarier", "meeting", "posted")[0] == "2027-02-02", "the point is on the agenda"
    assert said("Klart: skriva hur en vikarie får konto", "meeting", "revised") == ["2027-02-12"]
    assert said("Nu finns det. Välj Sortera överst", "feedback", "direct") == ["2027-02-22"]
    assert said("Det är fullt. Du står som nummer 1", "meeting", "direct") == ["2027-02-22"]
    assert said("3 kom: Björkskolan 2, Lindskolan 1.", "meeting", "revised") == ["2027-03-12"]
    asked = next(one for one in lines if one["thread"] == "summer")
    assert "måndag 16 augusti" in asked["text"]
