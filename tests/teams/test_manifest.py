"""The app asks Teams for what it uses, in words that the schema takes; leaves the file that is uploaded to its own test."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from bot.platforms.teams import needs, schema
from bot.platforms.teams.listed import lists
from bot.platforms.teams.manifest import NAME, App, english, manifest
from bot.platforms.teams.package import faults
from knowledge.conversation.commands import parse_command
from tests.house.project import DOCS, ROOT, text

FOLDER = ROOT / "appPackage"
APP = App(
    id="00000000-0000-0000-0000-00000000000a", developer="Storköping", website="https://storkoping.example",
    privacy="https://storkoping.example/gdpr", terms="https://storkoping.example/villkor",
)  # fmt: skip
ANEW = "write it anew: python -m tools.draw_icons"


def test_the_committed_manifest_is_the_one_of_the_code_with_blanks() -> None:
    assert json.loads(text(FOLDER / "manifest.json")) == manifest(App()), ANEW
    assert json.loads(text(FOLDER / "en.json")) == english(App()), ANEW
    blanks = set(re.findall(r"\$\{\{(\w+)\}\}", text(FOLDER / "manifest.json")))
    assert blanks == {
        "TEAMS_APP_ID",
        "TEAMS_APP_DEVELOPER",
        "TEAMS_APP_WEBSITE",
        "TEAMS_APP_PRIVACY",
        "TEAMS_APP_TERMS",
    }


def test_teams_takes_the_manifest_when_its_blanks_are_filled() -> None:
    assert faults(APP) == ()
    assert "${{" not in json.dumps([manifest(APP), english(APP)])


def test_a_manifest_with_blanks_is_refused() -> None:
    wrong = {one.where for one in faults(App())}
    assert wrong == {
        "id", "bots.botId", "composeExtensions.botId", "webApplicationInfo.id", "developer.websiteUrl", "developer.privacyUrl",
        "developer.termsOfUseUrl",
    }  # fmt: skip


def test_the_bot_is_for_teams_group_chats_and_people_and_takes_no_files() -> None:
    (bot,) = manifest(APP)["bots"]
    assert bot["scopes"] == ["team", "groupChat", "personal"]
    assert bot["supportsFiles"] is False
    assert bot["isNotificationOnly"] is False
    assert bot["botId"] == manifest(APP)["webApplicationInfo"]["id"] == manifest(APP)["id"] == APP.id
    assert manifest(APP)["webApplicationInfo"]["resource"]


def test_the_owner_is_asked_for_exactly_what_is_needed() -> None:
    asked = manifest(APP)["authorization"]["permissions"]["resourceSpecific"]
    assert asked == [{"name": name, "type": "Application"} for name in needs.PERMISSIONS]
    assert all(needs.PERMISSIONS.values())


def test_the_manual_says_what_each_permission_is_for() -> None:
    page = text(DOCS / "teams.md")
    assert set(re.findall(r"^\| `([A-Za-z.]+\.(?:Group|Chat))` \|", page, re.MULTILINE)) == set(needs.PERMISSIONS)


def test_each_place_has_its_list_of_commands_which_the_bot_understands_in_both_languages() -> None:
    assert [scope for scope, _ in lists()] == list(needs.SCOPES)
    for _, commands in lists():
        for one in commands:
            swedish, english_word = (parse_command(word, direct=True) for word in (one.sv, one.en))
            assert swedish is not None, one.sv
            assert english_word is not None, one.en
            assert swedish.word == english_word.word


def test_everything_in_the_lists_of_commands_is_translated() -> None:
    words = english(APP)
    for here, one in enumerate(manifest(APP)["bots"][0]["commandLists"]):
        for number, _ in enumerate(one["commands"]):
            place = f"bots[0].commandLists[{here}].commands[{number}]"
            assert words[f"{place}.title"]
            assert words[f"{place}.description"]
    assert manifest(APP)["localizationInfo"] == {
        "defaultLanguageTag": "sv", "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (manifest(APP)["description"]["full"], ("kommunens egen server", "även utan omnämnande", "maskeras")),
        (english(APP)["description.full"], ("municipality's own server", "without a mention", "masked")),
    ],
)
def test_the_description_says_how_messages_are_used(said: str, words: tuple[str, ...]) -> None:
    assert all(word in said for word in words)
    assert NAME in said


def test_another_name_stands_everywhere() -> None:
    renamed = json.dumps([manifest(App(name="Hjälpis")), english(App(name="Hjälpis"))], ensure_ascii=False)
    assert NAME not in renamed
    assert "Hjälpis" in renamed


def broken(change: Any) -> set[tuple[str, str]]:
    made = copy.deepcopy(manifest(APP))
    change(made)
    return {(one.where, one.words) for one in schema.faults(made)}


def put(*path: Any, value: Any) -> Any:
    def change(made: dict[str, Any]) -> None:
        at: Any = made
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value

    return change


COMMANDS = ("bots", 0, "commandLists", 0, "commands")


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        (put("name", "short", value="x" * 31), "name.short", "has 31 characters"),
        (put("name", "full", value="x" * 101), "name.full", "has 101 characters"),
        (put("description", "short", value="x" * 81), "description.short", "has 81 characters"),
        (put("description", "full", value="x" * 4001), "description.full", "has 4001 characters"),
        (put("developer", "name", value="x" * 33), "developer.name", "has 33 characters"),
        (put("developer", "name", value=" "), "developer.name", "is empty"),
        (put("developer", "websiteUrl", value="http://a.example"), "developer.websiteUrl", "https://"),
        (put("developer", "privacyUrl", value="https://"), "developer.privacyUrl", "https://"),
        (put("developer", "privacyUrl", value="https://a@b.example"), "developer.privacyUrl", "https://"),
        (put("developer", "termsOfUseUrl", value="https://a.example/en sida"), "developer.termsOfUseUrl", "https://"),
        (put("developer", "termsOfUseUrl", value="https://[a"), "developer.termsOfUseUrl", "https://"),
        (put("id", value="00000000-0000-0000-0000-00000000000g"), "id", "is not an id"),
        (put("version", value="1.0"), "version", "three numbers"),
        (put("version", value="01.0.0"), "version", "three numbers"),
        (put("accentColor", value="blue"), "accentColor", "a colour"),
        (put("manifestVersion", value="1.5"), "manifestVersion", "none of 1.22"),
        (put("bots", 0, "scopes", value=["groupchat"]), "bots.scopes", "none of team"),
        (put(*COMMANDS, value=[{"title": "a", "description": "b"}] * 11), "bots.commandLists.commands", "holds 11"),
        (put(*COMMANDS, 0, "title", value="x" * 33), "bots.commandLists.commands.title", "has 33"),
        (put(*COMMANDS, 0, value={"title": "a"}), "bots.commandLists.commands.description", "is missing"),
        (put("bots", value=manifest(APP)["bots"] * 2), "bots", "holds 2"),
        (put("webApplicationInfo", value={"id": APP.id}), "webApplicationInfo.resource", "is missing"),
        (put("extra", value=1), "extra", "not known"),
        (put("icons", "small", value="x.png"), "icons.small", "not known"),
    ],
)  # fmt: skip
def test_what_teams_would_refuse_is_found(change: Any, where: str, words: str) -> None:
    ((place, said),) = broken(change)
    assert place == where
    assert words in said


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("name.short", "x" * 31, "has 31"), ("description.full", "", "is empty"),
        ("bots[0].commandLists[0].commands[10].title", "x", "translates nothing"),
        ("bots[0].commandLists[0].commands[0].title", "x" * 33, "has 33"),
        ("bots[0].scopes", "x", "translates nothing"), ("oops", "x", "translates nothing"),
        ("id[0]", "x", "translates nothing"),
    ],
)  # fmt: skip
def test_a_translation_that_does_not_fit_is_found(name: str, said: str, words: str) -> None:
    (fault,) = schema.translation_faults({**english(APP), name: said}, manifest(APP))
    assert words in fault.words


def test_a_translation_without_a_needed_text_is_found() -> None:
    words = {name: said for name, said in english(APP).items() if name != "description.short"}
    assert schema.translation_faults(words, manifest(APP)) == (schema.Fault("description.short", "is missing"),)
