"""Plays one morning in the Playground, by a real browser and in other people's names; leaves the parts to `parts`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from aiohttp import ClientSession
from playwright.async_api import Page, Request, Response, Route, expect

from tests.teams.e2e import town
from tests.teams.e2e.parts import Between

KNOWN = "Jag har glömt mitt lösenord till Unikum, vad gör jag?"
UNKNOWN = "Vår kopiator blinkar rött och tuggar papper, vad betyder det?"
expect.set_options(timeout=15_000)


class Morning:
    """The Playground's page, and the ways around it."""

    def __init__(self, page: Page, address: str, service: str, between: Between) -> None:
        self._page, self._address, self._between = page, address, between
        self._service = f"{service}/_connector"
        self._numbers = itertools.count(1)

    async def open(self) -> None:
        """Open the page; what is not on this machine (three fonts, a script) is not fetched."""
        await self._page.route("**/*", self._only_here)
        await self._page.goto(self._address)
        await self._page.get_by_text("Unikum support").first.click()
        await expect(self._page.get_by_text("Start a new post")).to_be_visible()

    async def _only_here(self, route: Route) -> None:
        near = route.request.url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:"))
        await (route.continue_() if near else route.abort())

    async def posted(self, text: str) -> tuple[str, str]:
        """Anna types a new post and the desk hears it; gives its id and that of its thread.

        The Playground draws a post without a mention and tells nobody. We tell the desk, as Teams does where the app
        may read the channel, with the post's own id: in what the Playground tells, a new post has two different ones.
        """
        await self._page.get_by_role("textbox").first.click()
        await self._page.keyboard.type(text)
        async with self._page.expect_response(_is_post) as answered:
            await self._page.get_by_role("button", name="Post", exact=True).click()
        made = await (await answered.value).json()
        await self.tell("anna", made["postConversationId"], id=made["messageId"], text=text)
        return made["messageId"], made["postConversationId"]

    async def tell(self, who: str, conversation: str, **more: Any) -> None:
        """Somebody does something; the Playground hands it to the desk, and shows what comes back."""
        told = {"id": f"e2e-{next(self._numbers)}", **more}
        body = town.activity(who, conversation, self._service, **told)
        await self._post("/_internal/v1/customActivities", body)

    async def chat_with(self, who: str) -> str:
        """The id of somebody's personal chat with the desk; the Playground's page shows Anna's alone."""
        made = await self._post("/_connector/v3/conversations", {"isGroup": False, "members": [town.person(who)]})
        return str(made["id"])

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with ClientSession() as session, session.post(self._address + path, json=body) as answer:
            answer.raise_for_status()
            return await answer.json(content_type=None) if (await answer.read()).strip() else None

    async def anna_gets_an_answer_and_presses(self) -> None:
        """A question without a mention, its answer on a card in her thread, and her press."""
        since = len(self._between.sent)
        _, thread = await self.posted(KNOWN)
        card = await self._between.until("a card in Anna's thread", _card_in(thread, "helped"), since)
        await expect(self._page.get_by_role("button", name="Det hjälpte", exact=True)).to_be_visible()
        await self._page.get_by_role("button", name="Det hjälpte", exact=True).click()
        await expect(self._page.get_by_role("button", name="Det hjälpte", exact=True)).to_have_count(0)
        assert card["summary"], "the card has no words for a phone's lock screen"

    async def eva_takes_a_question(self) -> None:
        """A question that no entry answers goes to Anna's contact, who takes it; Anna's thread names her."""
        since = len(self._between.sent)
        _, thread = await self.posted(UNKNOWN)
        card = await self._between.until("a card that can be taken", _card_in("", "take"), since)
        since = len(self._between.sent)
        value = {"action": {"type": "Action.Execute", "verb": "take", "data": _data(card, "take")}}
        await self.tell("eva", thread, type="invoke", name="adaptiveCard/action", value=value)
        await self._between.until("in Anna's thread that Eva has it", _says("Eva Lind har tagit"), since)
        await expect(self._page.get_by_text("Eva Lind har tagit").first).to_be_visible()

    async def cecilia_writes_in_her_chat(self) -> None:
        """Words in a personal chat are answered there."""
        chat = await self.chat_with("cecilia")
        since = len(self._between.sent)
        await self.tell("cecilia", chat, text=KNOWN)
        await self._between.until(
            "an answer in Cecilia's chat", lambda _method, path, body: bool(body) and chat in path, since
        )


def _is_post(response: Response) -> bool:
    request: Request = response.request
    return (
        request.method == "POST"
        and "/_conversation/v1/conversations/" in request.url
        and request.url.endswith("/messages")
    )


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _dicts(one)


def _data(card: object, action: str) -> dict[str, Any] | None:
    return next((one for one in _dicts(card) if one.get("action") == action and "bot" in one), None)


def _card_in(thread: str, action: str) -> Any:
    return lambda method, path, body: method in {"POST", "PUT"} and thread in path and _data(body, action) is not None


def _says(words: str) -> Any:
    return lambda method, _path, body: method in {"POST", "PUT"} and words in str(body)
