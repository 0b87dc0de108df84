"""A Message as safe HTML with its buttons, for the local chat; leaves the frame around it to the pages' templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from knowledge.conversation.message import DESK_LINK, Button, Message, Picture, replace_commands, replace_mentions

GO = "/chat/go?key="
"""Where a link to one of our own messages leads; the page opens the message that has the key."""

_RULES = ["list", "blockquote", "newline", "escape", "backticks", "emphasis", "link"]
_TAGS = {"p", "br", "strong", "em", "code", "a", "ul", "ol", "li", "blockquote"}
_UNDERSCORE = "\ue007"  # an underscore is no markup in our subset, but it is in Markdown
_AFTER_LIST = re.compile(r"(?m)^((?:[-*]|\d{1,2}\.) [^\n]*\n)(?!\s|[-*] |\d{1,2}\. |\Z)")
"""A line of text right after a list: Markdown would take it into the last point."""
_FOOTER = re.compile(r"\n+((?:Fråga|Question) \d+)\s*$")


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What the local chat shows of a Message."""

    html: Markup
    footer: str
    """The last line "Fråga 42", taken out of the text because it is set smaller; empty when there is none."""
    buttons: tuple[Button, ...]
    """For everybody."""
    more: tuple[Button, ...]
    """For the menu "Mer"."""
    picture: Picture | None = None


def render(message: Message, reader: str | None = None) -> Rendered:
    """The message for one reader; `reader` is the person's id, whose own mentions are marked."""
    text, footer = _apart(message.text)
    return Rendered(
        html=html(text, reader),
        footer=footer,
        buttons=tuple(button for button in message.buttons if not button.more),
        more=tuple(button for button in message.buttons if button.more),
        picture=message.picture if message.picture and is_address(message.picture.address) else None,
    )


def html(text: str, reader: str | None = None) -> Markup:
    """Markdown-subset text as HTML in which nothing is live but our own links and mentions."""
    text = replace_commands(text, lambda words: f"`{words}`")
    held = _AFTER_LIST.sub(r"\1\n", text).replace("\\_", _UNDERSCORE).replace("_", _UNDERSCORE)
    raw = _MARKDOWN.render(held).replace(_UNDERSCORE, "_")
    safe = nh3.clean(
        raw, tags=_TAGS, attributes={"a": {"href", "target"}, "ol": {"start"}}, url_schemes={"http", "https"}
    )

    def chip(person: str, name: str) -> str:
        own = " mention-you" if unescape(person) == reader else ""
        return f'<span class="mention{own}" data-person="{escape(unescape(person))}">@{name}</span>'

    # Markdown and nh3 have escaped the name already; only our own span is added here.
    return Markup(replace_mentions(safe, chip).strip())  # noqa: S704


def is_address(action: str) -> bool:
    """Whether a button's action is an address to open, not something to press."""
    return action.startswith(("https://", "http://"))


def _apart(text: str) -> tuple[str, str]:
    """The text and its last line, if that is the question's number."""
    found = _FOOTER.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _link_open(renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A link: our own leads to the page's `GO`, any other opens beside the chat."""
    token, href = tokens[index], str(tokens[index].attrGet("href") or "")
    if href.startswith(DESK_LINK):
        token.attrSet("href", GO + quote(unescape(href.removeprefix(DESK_LINK)), safe=""))
    else:
        token.attrSet("target", "_blank")
    return renderer.renderToken(tokens, index, options, env)


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True}).enable(_RULES)
    markdown.add_render_rule("link_open", _link_open)
    return markdown


_MARKDOWN = _markdown()
