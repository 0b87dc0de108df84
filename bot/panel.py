"""What is going on with a question or a message, for the page; leaves the words to handlers/replies/panel."""

from __future__ import annotations

from bot.app import App
from bot.pages.demo import CandidateView, HistoryView, PanelView, StepView, TimerView
from bot.platforms.local.adapter import LocalPlatform
from handlers.context import Desk
from handlers.replies import panel as say
from handlers.replies.voice import Voice
from handlers.replies.why import reason_words
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import Event, MessageRef
from knowledge.faq.verdict import Situation, Verdict
from knowledge.support.question import Question
from storage.transaction import Transaction


class Panel:
    """Looks into the running desk; changes nothing."""

    def __init__(self, app: App, chat: LocalPlatform) -> None:
        self._app, self._chat = app, chat

    async def of(self, about: int | str, language: str) -> PanelView | None:
        """The view of a question's number or of a message's id; None when nothing is known."""
        async with self._app.store.reading() as tx:
            event = Event(id="panel", at=self._app.clocks.desk.now())
            desk = self._app.bot.desk(tx, await tx.directory.load(), event, None)
            question = await self._question(tx, about)
            if question is not None:
                return await self._of_question(desk, question, desk.voice(language))
        return self._of_message(desk, str(about), desk.voice(language))

    async def _question(self, tx: Transaction, about: int | str) -> Question | None:
        if isinstance(about, int):
            return await tx.questions.get(about)
        post = self._chat.log.get(about)
        if post is None:
            return None
        if post.message is not None:
            return await tx.questions.get(post.message.about) if post.message.about else None
        stored = await tx.messages.get(MessageRef(platform="local", channel=post.channel, id=post.id))
        return await tx.questions.get(stored.question) if stored and stored.question else None

    async def _of_question(self, desk: Desk, question: Question, voice: Voice) -> PanelView:
        routing = await desk.routing()
        asker, school = desk.directory.person(question.asker), desk.directory.school(question.school)
        verdict = self._verdict(question.text) if question.text else None
        return PanelView(
            title=excerpt(question.text, 120) or voice.say("panel.hidden"),
            number=question.number,
            state=question.state.value,
            state_words=say.state_sentence(question, voice),
            asker=asker.name if asker else "",
            school=school.name if school else "",
            steps=tuple(StepView(kind=r.kind, label=r.label, people=r.people, until=r.until, status=r.status)
                        for r in say.rungs(question, voice, routing)),
            timers=await self._timers(desk, question, voice),
            history=await self._history(desk, question, voice),
            decision=say.decision_words(verdict.decision, voice) if verdict else "",
            candidates=self._candidates(verdict),
            reasons=_reasons(verdict, voice) if verdict else (),
            message=self._written(question.root.id),
        )  # fmt: skip

    async def _timers(self, desk: Desk, question: Question, voice: Voice) -> tuple[TimerView, ...]:
        found = []
        for key in await desk.tx.timers.keys(question.key("")):
            timer = await desk.tx.timers.get(key)
            if timer:
                found.append(TimerView(words=say.timer_words(timer.kind, voice), due=timer.due))
        return tuple(sorted(found, key=lambda one: one.due))

    async def _history(self, desk: Desk, question: Question, voice: Voice) -> tuple[HistoryView, ...]:
        lines = await desk.tx.questions.history(question.number)
        return tuple(
            HistoryView(at=one.at, words=say.history_words(one.what, one.who, one.details, voice)) for one in lines
        )

    def _of_message(self, desk: Desk, post_id: str, voice: Voice) -> PanelView | None:
        """A message that is no question: what the gate made of it."""
        post = self._chat.log.get(post_id)
        if post is None or post.message is not None:
            return None
        writer = next((p for p in desk.directory.people if p.accounts.get("local") == post.author), None)
        verdict = self._verdict(
            post.text, in_thread=post.thread is not None, role=writer.role.value if writer else "teacher"
        )
        return PanelView(
            title=excerpt(post.text, 120),
            state_words=voice.say("panel.no_question"),
            asker=writer.name if writer else "",
            decision=say.decision_words(verdict.decision, voice),
            candidates=self._candidates(verdict),
            reasons=_reasons(verdict, voice),
            message=post.id,
        )

    def _written(self, post_id: str) -> str:
        """The id, if it is a message that a person wrote."""
        post = self._chat.log.get(post_id)
        return post.id if post is not None and post.message is None else ""

    def _verdict(self, text: str, *, in_thread: bool = False, role: str = "teacher") -> Verdict:
        reader = self._app.brain.reader(text, self._app.settings.matching)
        return reader.verdict(Situation(in_thread=in_thread, role=role))

    def _candidates(self, verdict: Verdict | None) -> tuple[CandidateView, ...]:
        found = []
        for match in verdict.matches[:5] if verdict else ():
            entry = self._app.brain.index.entry(match.id)
            if entry:
                found.append(CandidateView(id=match.id, question=entry.title, score=match.score))
        return tuple(found)


def _reasons(verdict: Verdict, voice: Voice) -> tuple[str, ...]:
    """What told the kind of message, in words."""
    return tuple(reason_words(reason, voice) for reason in verdict.kind.reasons)
