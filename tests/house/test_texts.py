"""The words of the desk: the same in both languages, all used, and as plain as we promise."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
import yaml

from bot.library import load_numbers
from handlers.why import OUTCOMES
from knowledge.faq.explain import VARIANT
from knowledge.faq.verdict import KINDS
from tests.house.project import ROOT, files, shapes, strings, text, tree

FOLDER = ROOT / "knowledge" / "conversation" / "texts"
SPEAKERS = ("bot", "handlers", "knowledge")
STATUS = (
    "call",
    "closed",
    "linked",
    "notice",
    "reopened",
    "solved",
    "status",
    "suggestion",
    "taken",
    "then",
    "waiting",
)
LIX_STATUS, LIX_ALL = 40, 45
MAY_EXCLAIM = ("welcome.",)
FILLED = {
    "contact": "Eva Lind", "contacts": "Eva Lind och Olle Berg", "second": "Olle Berg", "next": "Cecilia Holm",
    "after": "Mats Nyström", "asker": "Anna Ek", "person": "Olle Berg", "substitute": "Olle Berg", "from": "Eva Lind",
    "school": "Lindskolan", "deadline": "i dag 14:30", "open": "i morgon 07:30", "date": "24 november",
    "when": "i dag 09:12", "area": " (teknik)", "number": "42", "other": "41", "count": "3", "break_name": "jullov",
    "contact_mention": "Eva Lind", "contact_mentions": "Eva Lind och Olle Berg", "asker_mention": "Anna Ek",
    "place": "Unikumsupport", "link": "länk", "question": "Hur gör jag", "answer": "Så här", "helpdesk": "Helpdesk",
}  # fmt: skip


def load(language: str) -> dict[str, str]:
    """The texts of one language, as they stand in the file."""
    return dict(yaml.safe_load(text(FOLDER / f"{language}.yaml")))


SV, EN = load("sv"), load("en")


def blanks(phrase: str) -> set[str]:
    """The names of a phrase's blanks; a command blank counts with its command."""
    return {f"{field}:{form}" if form else field for _, field, form, _ in Formatter().parse(phrase) if field}


def test_both_languages_have_the_same_keys() -> None:
    assert set(SV) == set(EN)


def test_both_languages_have_the_same_blanks() -> None:
    unlike = {
        key: (blanks(SV[key]), blanks(EN[key])) for key in SV.keys() & EN.keys() if blanks(SV[key]) != blanks(EN[key])
    }
    assert not unlike


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_key_stands_twice_in_a_file(language: str) -> None:
    keys = re.findall(r"^([a-z_.]+):", text(FOLDER / f"{language}.yaml"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))


def test_every_text_is_used() -> None:
    said, built = strings(*SPEAKERS), [re.compile(s) for s in shapes(*SPEAKERS) if re.match(r"[a-z_]+\\?\.", s)]
    pages = " ".join(text(p) for p in files() if p.suffix in {".html", ".js"})
    commands = {f"command.{form}" for phrase in SV.values() for form in re.findall(r"\{cmd:(\w+)\}", phrase)}
    unused = {
        key
        for key in SV
        if not ({key, key.removesuffix(".one")} & (said | commands))
        and not any(shape.fullmatch(key) for shape in built)
        and f'"{key}"' not in pages
        and f"'{key}'" not in pages
    }
    assert not unused, "say them or drop them"


def test_every_text_that_the_code_names_exists() -> None:
    rooms = {key.split(".")[0] for key in SV if "." in key}
    named = {s for s in strings("handlers") if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", s) and s.split(".")[0] in rooms}
    missing = {key for key in named if key not in SV}
    empty = {
        shape
        for shape in shapes("handlers")
        if (prefix := re.match(r"([a-z_]+)\\\.", shape))
        and prefix[1] in rooms
        and not any(re.fullmatch(shape, key) for key in SV)
    }
    assert not missing | empty


def test_every_command_that_a_text_names_has_its_words() -> None:
    for texts in (SV, EN):
        named = {form for phrase in texts.values() for form in re.findall(r"\{cmd:(\w+)\}", phrase)}
        assert {f"command.{form}" for form in named} <= set(texts)


WAYS = ("lexical", "meaning")


def named_features() -> set[str]:
    """The names that the gate gives to features of a message's form and situation, as they stand in the code."""
    form = tree(ROOT / "knowledge" / "faq" / "form.py")
    keys = [key for node in ast.walk(form) if isinstance(node, ast.Dict) for key in node.keys]
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_every_feature_that_may_be_a_reason_has_its_words() -> None:
    names = named_features().union(*(load_numbers(way)["gate"]["named"] for way in WAYS))
    assert {"asks", "top level", "after advice"} <= names
    assert not {name for name in names if f"why.reason.{name.replace(' ', '_')}" not in SV}


def test_every_measure_of_a_match_has_its_words() -> None:
    names = {VARIANT.sub("", name) for way in WAYS for name in load_numbers(way)["rank"]["candidate"]}
    assert not {name for name in names if f"why.feature.{name}" not in SV}


def test_every_kind_of_message_and_every_outcome_has_its_words() -> None:
    assert not {kind for kind in KINDS if f"why.kind.{kind}" not in SV}
    assert not {what for what in OUTCOMES if f"why.decision.{what}" not in SV}


@pytest.mark.parametrize("texts", [SV, EN], ids=["sv", "en"])
def test_only_a_welcome_may_exclaim(texts: dict[str, str]) -> None:
    loud = {key for key, phrase in texts.items() if "!" in phrase and not key.startswith(MAY_EXCLAIM)}
    assert not loud
    assert not {key for key, phrase in texts.items() if phrase.count("!") > 1}


def lix(words: str) -> float:
    """How hard a Swedish text is to read: mean sentence length plus the share of words of more than six letters."""
    plain = re.sub(r"[*`\[\]()”_>✅⚠️📣]", " ", words)
    sentences = [s for s in re.split(r"[.?:\n]+(?=\s|$)", plain) if re.search(r"\w", s)]
    tokens = re.findall(r"[^\W_][\w:-]*", plain)
    return len(tokens) / len(sentences) + 100 * sum(len(token) > 6 for token in tokens) / len(tokens)


def read_out(keys: list[str]) -> str:
    """Phrases as a reader meets them, with names and times in their blanks."""

    def fill(found: re.Match[str]) -> str:
        return FILLED.get(found[1].split(":")[0], "vem")

    return "\n".join(re.sub(r"\{([^}]+)\}", fill, SV[key]) for key in keys)


def test_the_status_texts_are_easy_to_read() -> None:
    keys = [key for key in SV if key.split(".")[0] in STATUS]
    assert lix(read_out(keys)) < LIX_STATUS
    hard = {key: round(lix(read_out([key]))) for key in keys if len(SV[key].split()) >= 12}
    assert not {key: value for key, value in hard.items() if value >= LIX_ALL}


def test_all_texts_together_are_easy_to_read() -> None:
    assert lix(read_out(list(SV))) < LIX_ALL


def test_the_words_are_those_of_the_desk() -> None:
    avoided = re.compile(r"\b(användaren|eskaler\w+|handläggare|tyvärr|beklagar|vänligen|föräldrar\w*|idag|imorgon)\b")
    assert not {key: found for key, phrase in SV.items() if (found := avoided.findall(phrase.lower()))}
