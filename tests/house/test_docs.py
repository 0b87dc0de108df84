"""The manual tells the truth: what there is stands in docs/, and what docs/ names is there."""

from __future__ import annotations

import inspect
import re

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.settings_table import SETTINGS
from handlers import (
    announcements,
    card_presses,
    clocks,
    marks,
    presses,
    timers,
    turns,
    wordings,
)
from handlers.replies import buttons
from knowledge.conversation import commands, event
from knowledge.support.question import HOW_SOLVED, WHY_DROPPED, State
from tests.house.project import DOCS, ROOT, documented, files, name, python_files, strings, text

EVENTS = {one.__name__ for _, one in inspect.getmembers(event, inspect.isclass) if issubclass(one, event.Event)}
BESIDE_THE_CARD = {"choose_school", "place_kind", "undo", *presses._FORMS, *presses._BESIDE, *wordings.ACTS}
ACTIONS = set(card_presses.ACTS) | buttons.ASKERS | buttons.CONTACTS | BESIDE_THE_CARD
TIMERS = {
    *timers._OF_THE_DESK, clocks.ASSUMED, clocks.EXPIRE, clocks.SUGGESTION, turns.CALL, turns.STEP, turns.TAKEN,
}  # fmt: skip
LATER_REPLIES = {"feedback", "form"}


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, cell by cell, without its head."""
    part = re.split(r"^#+ ", text(DOCS / page).split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def names(page: str, heading: str) -> set[str]:
    """What stands in backticks in the first column of a table, without what follows a colon."""
    return {word.split(":")[0] for row in rows(page, heading) for word in re.findall(r"`([^`]+)`", row[0])}


def test_every_setting_is_documented_with_its_variable() -> None:
    page = text(DOCS / "settings.md")
    assert not {one.key for one in SETTINGS if one.key not in page and one.key.split(".")[-1] not in page}
    assert not {one.alias for one in SETTINGS if one.alias and one.alias not in page}


def test_every_event_is_documented_and_no_other() -> None:
    assert names("events.md", "Events") == EVENTS - {"Event"}


def test_every_kind_of_timer_is_documented_and_no_other() -> None:
    assert names("events.md", "Timers") == TIMERS


def test_every_action_is_documented_and_no_other() -> None:
    assert names("actions.md", "Who may press what") == ACTIONS


def test_every_action_on_an_announcement_is_documented_and_no_other() -> None:
    ours = {*announcements._ACTS, *announcements.OPENING, *announcements.OF_READERS, "announcement_show"}
    assert names("announcements.md", "From draft to sent") == ours


def test_every_mark_is_documented_and_no_other() -> None:
    assert names("actions.md", "What a message's own menu does") == {*marks._MARKS, marks.PROPOSE}


def test_a_documented_label_is_the_one_on_the_button() -> None:
    phrases = yaml.safe_load(text(ROOT / "knowledge/conversation/texts/sv.yaml"))
    unlike = {}
    for first, label, *_ in rows("actions.md", "Who may press what"):
        action = re.findall(r"`([a-z_]+)`", first)
        if len(action) == 1 and (said := phrases.get(f"button.{action[0]}")):
            shown = label.removesuffix(" …").removesuffix(":")
            if not said.startswith(shown):
                unlike[action[0]] = (label, said)
    assert not unlike


def test_the_rights_in_the_manual_are_those_of_the_code() -> None:
    wrong = []
    for first, _, who, *_ in rows("actions.md", "Who may press what"):
        for action in (word.split(":")[0] for word in re.findall(r"`([^`]+)`", first)):
            if action in BESIDE_THE_CARD or "come with" in who:
                continue
            asker, contact = "asker" in who, "contacts" in who or "the one who took it" in who
            if (action in buttons.ASKERS, action in buttons.CONTACTS) != (asker, contact):
                wrong.append(action)
    assert not wrong


def test_every_state_is_documented_with_how_it_ended() -> None:
    assert names("actions.md", "What is on the card in which state") >= {state.value for state in State}
    page = text(DOCS / "actions.md")
    assert all(word in page for word in (*HOW_SOLVED, *WHY_DROPPED))


def test_every_form_is_documented_and_no_other() -> None:
    said = " ".join(text(path) for path in python_files("handlers"))
    opened = set(re.findall(r'Form\(\s*name="(\w+)"', said))
    assert names("actions.md", "Forms") == opened


def test_every_reply_is_documented_and_no_other() -> None:
    listed = names("actions.md", "Replies")
    said = {word for word in strings("handlers", "bot") if word in listed | LATER_REPLIES | {"error"}}
    given = {word for path in python_files("handlers") for word in re.findall(r'reply="(\w+)"', text(path))}
    assert given <= listed
    assert listed <= said, "documented, but nothing says it"
    assert documented("actions.md") >= LATER_REPLIES


def test_every_command_word_is_documented() -> None:
    page = text(DOCS / "commands.md").lower()
    phrases = yaml.safe_load(text(ROOT / "knowledge/conversation/texts/sv.yaml"))
    spoken = {"help": "hjälp", "who": "vem", "mine": "mina", "status": "status", "my_school": "min skola",
              "away": "borta", "back": "tillbaka", "language": "språk", "waiting": "väntar", "ask": "fråga",
              "pause": "paus", "resume": "igång", "faq": "faq ord", "search": "sök", "home": "hem", "outage": "driftstörning",
              "lists": "listor", "meeting": "möte", "weekly_question": "veckans fråga", "workshop": "workshop",
              "vendor": "unikum", "agenda": "dagordning", "point": "ta upp på mötet", "notes": "anteckningar", "tasks": "uppgifter"}  # fmt: skip
    assert set(spoken) <= set(commands._LEADS)
    assert not {word for word in spoken.values() if f"`{word}" not in page}
    assert not {k for k in phrases if k.startswith("command.") and f"`{phrases[k].split(' ')[0]}" not in page}


def test_every_subcommand_is_documented_and_no_other() -> None:
    page = text(DOCS / "commands.md")
    assert set(re.findall(r"^\| `supportbot ([a-z-]+)", page, re.MULTILINE)) == set(COMMANDS)


def targets() -> set[str]:
    """The targets that `make help` lists."""
    return set(re.findall(r"^([a-z-]+):.*## ", text(ROOT / "Makefile"), re.MULTILINE))


PAGES = [path for path in files() if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_commands_that_a_page_names_exist(page: object) -> None:
    words = text(ROOT / name(page))  # type: ignore[arg-type]
    code = " ".join(re.findall(r"`[^`\n]+`|^(?: {4}|\t).*$", words, re.MULTILINE))
    assert set(re.findall(r"\bsupportbot ([a-z][a-z-]+)", code)) <= set(COMMANDS)
    assert set(re.findall(r"\bmake ([a-z][a-z-]+)\b", code)) <= targets()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_links_of_a_page_lead_somewhere(page: object) -> None:
    here = ROOT / name(page)  # type: ignore[arg-type]
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(here))
    links = [link for link in found if not re.match(r"https?:|mailto:|adress|address|desk:", link)]
    assert not [link for link in links if not (here.parent / link).exists()]


def test_make_knows_the_targets_that_the_design_asks_for() -> None:
    assert targets() == {"demo", "test", "lint", "bench", "soak", "lock", "help"}
