"""Answers at a response address: five within half an hour, private unless asked; leaves giving the addresses to the world."""

from __future__ import annotations

import json
from typing import Any

from tests.slack.fake.api_chat import CUT, content
from tests.slack.fake.checks import anything, boolean, one_of, shape, string
from tests.slack.fake.events import changed, deleted, posted
from tests.slack.fake.posts import Post
from tests.slack.fake.records import ApiError
from tests.slack.fake.workspace import BOT_USER
from tests.slack.fake.world import URL_LASTS, URL_USES, Ephemeral, ResponseUrl, World

_BODY = shape(
    {},
    {
        "text": string(CUT),
        "blocks": anything,
        "attachments": anything,
        "response_type": one_of("ephemeral", "in_channel"),
        "replace_original": boolean,
        "delete_original": boolean,
        "thread_ts": string(30),
        "unfurl_links": boolean,
        "unfurl_media": boolean,
        "metadata": anything,
    },
)


class Hooks:
    """What comes in at the response addresses."""

    def __init__(self, world: World) -> None:
        self.world = world

    def use(self, name: str, body: str) -> dict[str, Any]:
        """Take one answer."""
        url = self.world.urls.get(name)
        if url is None:
            raise ApiError("invalid_url", offence="a response_url that was never given")
        if self.world.clock() - url.at > URL_LASTS:
            raise ApiError("expired_url")
        if url.uses >= URL_USES:
            raise ApiError("used_url", offence="a response_url used more than five times")
        url.uses += 1
        try:
            self.say(url, json.loads(body))
        except ValueError:
            raise ApiError("invalid_payload", offence="no JSON") from None
        return {"ok": True}

    def say(self, url: ResponseUrl, sent: Any) -> None:
        """Do what the answer says: take the pressed message away, change it, or say something new."""
        faults: list[str] = []
        _BODY(sent, "", faults)
        if faults:
            raise ApiError("invalid_payload", offence="; ".join(faults))
        if sent.get("delete_original"):
            self._delete(url)
            return
        said = content(self.world, sent)
        if sent.get("replace_original"):
            self._replace(url, said)
        elif sent.get("response_type") == "in_channel":
            self._post(url, said, sent.get("thread_ts"))
        else:
            thread = sent.get("thread_ts", url.thread)
            now = self.world.stamps.next()
            note = Ephemeral(now, url.channel, url.user, said["text"], said["blocks"] or None, thread)
            self.world.ephemerals.append(note)

    def _original(self, url: ResponseUrl) -> Ephemeral | Post:
        if url.ts is None:
            raise ApiError("invalid_payload", offence="there is no original")
        return self.world.shown(url.ts, url.user) or self.world.post(url.channel, url.ts)

    def _delete(self, url: ResponseUrl) -> None:
        original = self._original(url)
        if isinstance(original, Ephemeral):
            self.world.ephemerals.remove(original)
            return
        self._check_own(original)
        before = original.shape(metadata=True)
        self.world.remove(original.channel, original.ts)
        self.world.tell(deleted(original, before, self.world.stamps.next()), original.channel)

    def _replace(self, url: ResponseUrl, said: dict[str, Any]) -> None:
        original = self._original(url)
        if isinstance(original, Ephemeral):
            original.text, original.blocks = said["text"], said["blocks"] or None
            return
        self._check_own(original)
        before = original.shape(metadata=True)
        original.text, original.blocks = said["text"], said["blocks"] or None
        now = self.world.stamps.next()
        original.edited = {"user": BOT_USER, "ts": f"{now.split('.')[0]}.000000"}
        self.world.tell(changed(original, before, now), original.channel)

    @staticmethod
    def _check_own(original: Post) -> None:
        if not original.by_bot:
            raise ApiError("invalid_payload", offence="the original is somebody else's message")

    def _post(self, url: ResponseUrl, said: dict[str, Any], thread: str | None) -> None:
        post = Post(self.world.stamps.next(), url.channel, BOT_USER, said["text"], thread=thread)
        post.blocks, post.metadata = said["blocks"] or None, said["metadata"] or None
        url.channel.put(post)
        self.world.tell(posted(post), url.channel)
