"""The command `why`: explains what the bot would do with a message; leaves finding it out to bot/why."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.app import App, build
from bot.clock import Clocks
from bot.commands.common import add_config, run_async, settings_of
from bot.commands.why_desk import opened, person_named, place_named, ref_of
from bot.embedding.file_cache import for_command
from bot.platforms.base import NOTICES
from bot.platforms.teams.abilities import ABILITIES
from bot.settings_values import Settings
from bot.why import Wondered, as_json, looking, why
from bot.words import LANGUAGES
from handlers.replies.voice import Voice
from handlers.replies.why import Section, Why, sections
from knowledge.conversation.clean import clean
from knowledge.conversation.personal_data import mask
from knowledge.faq.verdict import Situation

_SILENT_BESIDE = frozenset() if NOTICES in ABILITIES else frozenset({"teams"})
"""Where an unsure bot asks nobody, since no word is for one reader alone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("text", help="the message")
    parser.add_argument("--as", dest="person", metavar="PERSON", help="who writes it: id or name (default: a teacher)")
    parser.add_argument(
        "--in", dest="place", metavar="PLACE", help="where: a place's id, or `direct` (default: the support place)"
    )
    parser.add_argument("--thread", action="store_true", help="it is a reply in a thread")
    parser.add_argument("--after", default="", metavar="TEXT", help="the message before it")
    parser.add_argument("--faq", type=Path, metavar="FILE", help="an FAQ file instead of the desk's FAQ")
    parser.add_argument("--directory", type=Path, metavar="FILE", help="a directory file instead of the desk's")
    parser.add_argument("--lexical", action="store_true", help="compare words only, without an embedder")
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")
    parser.add_argument("--language", choices=LANGUAGES, help="of the explanation (default: the organisation's)")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Explain it; nothing is changed."""
    print(run_async(_explained(settings_of(arguments), arguments)))
    return 0


async def _explained(settings: Settings, arguments: argparse.Namespace) -> str:
    async with opened(settings, arguments.faq, arguments.directory) as store:
        meanings = None if arguments.lexical else for_command(settings.embedder)
        app = build(store, settings, {}, Clocks(), meanings=meanings, patience=None)
        try:
            return await _told(app, arguments)
        finally:
            await app.brain.close()


async def _told(app: App, arguments: argparse.Namespace) -> str:
    async with looking(app) as desk:
        desk.silent_beside = _SILENT_BESIDE
        voice = desk.voice(arguments.language)
        person = person_named(desk.directory, arguments.person, voice.say("why.somebody"))
        place = place_named(desk.directory, arguments.place)
        context = mask(clean(arguments.after)).text
        found = await why(app, desk, Wondered(
            text=arguments.text,
            person=person,
            place=place,
            ref=ref_of(app.settings, person, place, in_thread=arguments.thread),
            situation=Situation(in_thread=arguments.thread, direct=place is None, role=person.role.value,
                                context=context),
        ))  # fmt: skip
    return json.dumps(as_json(found), ensure_ascii=False, indent=1) if arguments.json else readable(found, voice)


def readable(found: Why, voice: Voice) -> str:
    """The sections one below the other, for people."""
    return "\n\n".join(_section(section) for section in sections(found, voice))


def _section(section: Section) -> str:
    lines = [section.title, *(f"  | {line}" for line in section.quote.splitlines())]
    for line in section.lines:
        lines.append(f"  {line.words} – {line.percent}" if line.percent else f"  {line.words}")
        lines += [f"    {words}" for words in line.under]
    return "\n".join(lines)
