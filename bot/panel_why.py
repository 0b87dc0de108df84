"""Why a message of the local chat was judged as it was, for the page; leaves finding it out to bot/why."""

from __future__ import annotations

from bot.app import App
from bot.pages.demo import WhyView
from bot.platforms.local.adapter import LocalPlatform
from bot.platforms.local.log import Post
from bot.platforms.local.parse import mentions_bot, without_bot
from bot.why import Wondered, looking, why
from handlers.context import Desk
from handlers.messages import NEAR_IN_TIME
from handlers.replies.why import sections
from knowledge.conversation.clean import clean
from knowledge.conversation.personal_data import mask
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person


class WhyPanel:
    """Looks at one message with the running desk's rules, as if it were written now; changes nothing."""

    def __init__(self, app: App, chat: LocalPlatform) -> None:
        self._app, self._chat = app, chat

    async def of(self, message: str, language: str) -> WhyView | None:
        """The explanation of the message with that id; None for what the bot says, or when it is gone."""
        post = self._chat.log.get(message)
        if post is None or post.message is not None:
            return None
        async with looking(self._app) as desk:
            person = desk.directory.person_of("local", post.author or "")
            if person is None:
                return None
            found = await why(self._app, desk, await self._wondered(desk, post, person))
            return WhyView(message=message, sections=sections(found, desk.voice(language)))

    async def _wondered(self, desk: Desk, post: Post, person: Person) -> Wondered:
        ref = post.ref("local")
        stored = await desk.tx.messages.get(ref)
        to_bot = mentions_bot(post.text)
        situation = Situation(
            in_thread=post.thread is not None,
            direct=to_bot or ref.is_direct,
            role=person.role.value,
            is_asker=await self._is_askers(desk, post, person),
            context=mask(clean(self._before(post))).text,
        )
        return Wondered(
            text=without_bot(post.text),
            person=person,
            place=desk.directory.place_of("local", post.channel),
            ref=ref,
            situation=situation,
            to_bot=to_bot,
            number=(stored.question if stored else None) or 0,
        )

    async def _is_askers(self, desk: Desk, post: Post, person: Person) -> bool:
        """Whether it is a reply by the one who asked the thread's question."""
        question = await desk.tx.questions.by_root("local", post.channel, post.root) if post.thread else None
        return question is not None and question.asker == person.id

    def _before(self, post: Post) -> str:
        """What a person wrote just before it, in its thread or in the channel."""
        said = [one for one in self._chat.log.within(post.channel) if one.message is None and one.order < post.order]
        if post.thread is not None:
            here = [one for one in said if one.root == post.root]
        else:
            here = [one for one in said if one.thread is None and post.at - one.at <= NEAR_IN_TIME]
        return here[-1].text if here else ""
