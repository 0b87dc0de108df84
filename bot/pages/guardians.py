"""The texts for guardians on paper: one page to print, and plain text for a weekly letter; leaves which texts to the caller."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.platforms.local.render import html
from knowledge.conversation.message import plain
from knowledge.conversation.texts import Texts
from knowledge.faq.guardians import GuardianText


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands on it."""

    texts: tuple[GuardianText, ...]
    language: str
    organisation: str
    date: str
    words: Texts

    def say(self, key: str, **blanks: object) -> str:
        """The phrase `guardian.page.<key>`."""
        return self.words.say(self.language, f"guardian.page.{key}", **blanks)

    def other(self, text: GuardianText) -> str:
        """That it is in the other language only; empty when it is not."""
        return "" if text.language == self.language else self.say(f"only.{text.language}")


def page(sheet: Sheet) -> str:
    """One HTML page that needs nothing beside it; nothing in the texts is live."""
    parts = [
        {"title": text.title, "body": html(text.body), "language": text.language, "other": sheet.other(text)}
        for text in sheet.texts
    ]
    return _template().render(say=sheet.say, language=sheet.language, organisation=sheet.organisation,
                              date=sheet.date, parts=parts)  # fmt: skip


def plain_text(sheet: Sheet) -> str:
    """Headings and lines without any markup."""
    head = [sheet.say("title"), sheet.say("from", organisation=sheet.organisation, date=sheet.date), sheet.say("lead")]
    parts = ["\n".join(head)]
    for text in sheet.texts:
        title = f"{text.title.upper()}\n{other}" if (other := sheet.other(text)) else text.title.upper()
        parts.append(f"{title}\n{plain(text.body)}")
    return "\n\n".join(parts) + "\n"


@cache
def _template() -> Template:
    env = Environment(loader=PackageLoader("bot.pages", "templates"), autoescape=True, trim_blocks=True,
                      lstrip_blocks=True, undefined=StrictUndefined)  # fmt: skip
    return env.get_template("guardians.html")
