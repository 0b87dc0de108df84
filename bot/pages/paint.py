"""Fills in the templates; leaves what stands in them to the views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.pages import words
from bot.pages.assets import Assets
from bot.pages.demo import PanelView, WhyView
from bot.pages.labels import label
from bot.pages.view import REACTIONS, MessageView, Reader, ThreadView
from bot.platforms.local.render import is_address
from knowledge.conversation.message import Form


class Painter:
    """All HTML of the pages."""

    def __init__(self, assets: Assets) -> None:
        """`assets` tells the addresses of style sheets and scripts."""
        self._env = Environment(
            loader=PackageLoader("bot.pages", "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._env.globals.update(asset=assets.address, is_address=is_address, reaction_signs=REACTIONS)

    def home(self, pages: Iterable[Any], language: str) -> str:
        """The start page: what is there."""

        def t(key: str, /, **blanks: object) -> str:
            return label(language, key, **blanks)

        return self._fill("home.html", t=t, language=language, pages=list(pages), theme="")

    def chat(self, reader: Reader, view: Mapping[str, Any]) -> str:
        """The whole chat page; `view` holds what `chat.html` names."""
        return self._fill("chat.html", reader=reader, t=reader.t, language=reader.language, **view)

    def thread(self, thread: ThreadView, reader: Reader) -> str:
        """A message with its replies."""
        return self._fill("thread.html", thread=thread, reader=reader, t=reader.t)

    def message(self, message: MessageView, reader: Reader) -> str:
        """One message."""
        return self._fill("message.html", message=message, reader=reader, t=reader.t)

    def form(self, form: Form, reader: Reader) -> str:
        """The inside of a form's dialog, in the form's language."""
        shown = {one.name: str(form.values.get(one.name, one.value) or "") for one in form.fields}

        def t(key: str, /, **blanks: object) -> str:
            return label(form.language, key, **blanks)

        return self._fill("form.html", form=form, shown=shown, reader=reader, t=t)

    def panel(self, panel: PanelView | None, now: datetime, reader: Reader) -> str:
        """The inside of "Vad händer?"."""

        def when(moment: datetime) -> str:
            return words.near(moment, now, reader.zone, reader.language, today=reader.t("today"))

        return self._fill("panel.html", panel=panel, when=when, reader=reader, t=reader.t)

    def why(self, why: WhyView | None, reader: Reader) -> str:
        """The inside of the panel after "Varför?"."""
        return self._fill("why.html", why=why, reader=reader, t=reader.t)

    def _fill(self, template: str, **values: object) -> str:
        return self._env.get_template(template).render(**values)
