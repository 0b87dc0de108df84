"""Questions that come in pieces: holds a lead-in, joins what follows, and lets additions revise the card; leaves judging to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import answers
from handlers.asker import word_of_asker
from handlers.asking import MOST_NEAR, NEAR, Asked, asked, decide, routed, turned_sensitive
from handlers.context import Desk
from handlers.shadow import is_shadow, noted
from handlers.written import Written, is_for_the_desk, is_whole_question, stands_alone
from knowledge.conversation.event import MessagePosted, MessageRef, TimerFired
from knowledge.conversation.promises import promises
from knowledge.conversation.words import asker_says
from knowledge.faq.lesson import remembered
from knowledge.faq.verdict import Answer, AskMore, Silent, Situation, Suggest, Verdict
from knowledge.support.directory import Person
from knowledge.support.question import Question, State
from storage.held import Held, Part

HELD = "held"
WORDS_FOR = timedelta(minutes=30)
"""How long a person's words in the channel may count for the question that they asked there."""


async def hold(desk: Desk, what: Written) -> None:
    """Keep a lead-in until its author has been quiet for a while."""
    event = what.event
    held = await desk.tx.held.get(event.ref.platform, event.ref.channel, event.author.id)
    part = Part(ref=event.ref, text=event.text, found=event.found)
    parts = (*(held.parts if held else ()), part)
    await desk.tx.held.put(Held(platform=event.ref.platform, channel=event.ref.channel, author=event.author.id,
                                parts=parts, since=desk.now))  # fmt: skip
    await desk.tx.timers.set(_key(event.ref, event.author.id), HELD, desk.soon(desk.policy.hold), values={
        "platform": event.ref.platform, "channel": event.ref.channel, "author": event.author.id,
        "person": what.person.id, "attachments": event.attachments})  # fmt: skip


def _key(ref: MessageRef, author: str) -> str:
    return f"held/{ref.platform}/{ref.channel}/{author}"


async def went_on(desk: Desk, what: Written, held: Held, verdict: Verdict) -> None:
    """The author wrote more: a question by itself is judged at once with what was held, anything else is held too."""
    event = what.event
    if not stands_alone(verdict, event) or desk.reader is None:
        await hold(desk, what)
        return
    before = "\n".join(part.text for part in held.parts)
    joined = desk.reader.verdict(what.situation(), before)
    await _let_go(desk, event.ref, event.author.id)
    refs = [event.ref, *(part.ref for part in held.parts)]
    root = next((ref for ref in refs if ref.thread is None), event.ref)
    await asked(desk, Asked(person=what.person, ref=root, text=f"{before}\n{event.text}", place=what.place,
                            verdict=surer(verdict, joined), also=tuple(ref for ref in refs if ref != root)))  # fmt: skip


def surer(alone: Verdict, joined: Verdict) -> Verdict:
    """What was added may say it better alone than after vague words; what equals an entry always does."""
    exact = any(match.exact for match in alone.matches[:1])
    return alone if exact or alone.confidence > joined.confidence else joined


async def went_on_in_thread(desk: Desk, what: Written) -> bool:
    """The author goes on below the lead-in that is held, instead of beside it."""
    ref = what.event.ref
    held = await desk.tx.held.get(ref.platform, ref.channel, what.event.author.id)
    if held is None or desk.reader is None or all(part.ref.id != ref.root for part in held.parts):
        return False
    await went_on(desk, what, held, desk.reader.verdict(replace(what.situation(), in_thread=False)))
    return True


async def answered_while_held(desk: Desk, what: Written) -> Question | None:
    """Somebody else replies below a lead-in that is held: it is a question now, and the reply belongs to it."""
    ref = what.event.ref
    stored = await desk.tx.messages.get(replace(ref, id=ref.root, thread=None))
    author = desk.directory.person(stored.author) if stored else None
    account = author.accounts.get(ref.platform, "") if author else ""
    held = await desk.tx.held.get(ref.platform, ref.channel, account)
    if author is None or held is None or author.id == what.person.id or what.place is None:
        return None
    if all(part.ref.id != ref.root for part in held.parts):
        return None
    await _let_go(desk, ref, account)
    text = "\n".join(part.text for part in held.parts)
    verdict = replace(desk.read(text).verdict(Situation(role=author.role.value)), decision=AskMore())
    root, also = _root(desk, held)
    return await asked(desk, Asked(person=author, ref=root, text=text, place=what.place, verdict=verdict, also=also))


async def taken_out(desk: Desk, ref: MessageRef, author: str) -> tuple[Part, ...]:
    """What is held with that message, the message too, and held no longer: somebody said what it is."""
    held = await desk.tx.held.get(ref.platform, ref.channel, author)
    if held is None or all(part.ref.id != ref.id for part in held.parts):
        return ()
    await _let_go(desk, ref, author)
    return held.parts


async def _let_go(desk: Desk, ref: MessageRef, author: str) -> None:
    await desk.tx.held.drop(ref.platform, ref.channel, author)
    await desk.tx.timers.cancel(_key(ref, author))


async def quiet(desk: Desk, event: TimerFired) -> None:
    """The author has been quiet: what was held is judged as one message."""
    place = desk.directory.place_of(event.values["platform"], event.values["channel"])
    held = await desk.tx.held.get(event.values["platform"], event.values["channel"], event.values["author"])
    person = desk.directory.person(event.values["person"])
    if held is None or person is None:
        return
    await desk.tx.held.drop(event.values["platform"], event.values["channel"], event.values["author"])
    text = "\n".join(part.text for part in held.parts)
    situation = Situation(role=person.role.value, attachments=int(event.values.get("attachments", 0)))
    verdict = desk.read(text).verdict(situation)
    too_little = verdict.kind.best == "greeting" or _picture_only(text, situation)
    if too_little or not is_for_the_desk(verdict, text):
        if not (_picture_only(text, situation) or any(_waits_for_a_reply(desk, part) for part in held.parts)):
            if is_shadow(desk, place):
                await noted(desk, held.parts[0].ref, text, place, replace(verdict, decision=Silent()))
            return
        verdict = replace(verdict, decision=AskMore())
    root, also = _root(desk, held)
    await asked(desk, Asked(person=person, ref=root, text=text, place=place, verdict=verdict, also=also))


def _waits_for_a_reply(desk: Desk, part: Part) -> bool:
    """Whether a part promises a question or calls for help; ”hej alla” does not."""
    verdict = desk.read(part.text).verdict(Situation())
    promised = verdict.kind.best == "greeting" and promises(part.text)
    return promised or not isinstance(verdict.decision, Silent)


def _picture_only(text: str, situation: Situation) -> bool:
    return situation.attachments > 0 and len(text.split()) < 5


def _root(desk: Desk, held: Held) -> tuple[MessageRef, tuple[MessageRef, ...]]:
    """The first part that is more than a greeting is what the thread hangs on."""
    refs = [part.ref for part in held.parts]
    for part in held.parts:
        if part.ref.thread is None and desk.read(part.text).verdict(Situation()).kind.best != "greeting":
            return part.ref, tuple(other for other in refs if other != part.ref)
    return refs[0], tuple(refs[1:])


async def _newest_own(desk: Desk, person: Person, event: MessagePosted, within: timedelta) -> Question | None:
    """The newest question that the person asked in this channel, if it is that young."""
    mine = await desk.tx.questions.where(asker=person.id, since=event.at - within)
    here = [one for one in mine if one.root.channel == event.ref.channel and one.root.platform == event.ref.platform]
    return max(here, key=lambda one: one.number, default=None)


async def word_to_own_question(desk: Desk, person: Person, event: MessagePosted) -> bool:
    """”Det löste sig, tack” or ”den första” in the channel, right after one's own question, counts as in its thread."""
    said = asker_says(event.text)
    if said is None or said.action == "thanks":
        return False
    question = await _newest_own(desk, person, event, WORDS_FOR)
    if question is None or not question.is_open or not await word_of_asker(desk, question, person, said):
        return False
    await desk.tx.messages.update(event.ref, question=question.number)
    return True


async def added(desk: Desk, person: Person, event: MessagePosted, verdict: Verdict) -> bool:
    """What the author adds soon after, and is no question by itself, is judged with it.

    A reply to the bot's counter-question belongs to it whatever it is, and as long as the counter-question stands.
    """
    question = await _newest_own(desk, person, event, WORDS_FOR)
    if question is None or not question.is_open:
        return False
    if _is_asked_back(question):
        await with_addition(desk, question, event)
        return True
    late = event.at - question.asked_at > desk.policy.join
    of_its_own = stands_alone(verdict, event) or is_whole_question(event.text)
    if late or of_its_own or question.answered_by or verdict.kind.best in {"chatter", "announce"}:
        return False
    await with_addition(desk, question, event)
    return True


async def asks_again(desk: Desk, person: Person, event: MessagePosted) -> bool:
    """Whether it is another whole question right after one's own: who asks twice asks the desk both times."""
    return is_whole_question(event.text) and await _newest_own(desk, person, event, desk.policy.join) is not None


def _is_asked_back(question: Question) -> bool:
    """Whether the bot's counter-question is out."""
    return question.state is State.ASKED and not question.unsure and not question.direct_choice


async def with_addition(desk: Desk, question: Question, event: MessagePosted) -> Question:
    """Judge the question together with what its author added; another verdict revises the card where it hangs."""
    await desk.tx.messages.update(event.ref, question=question.number)
    safe = await turned_sensitive(desk, question, event.text)
    if safe or question.sensitive or desk.reader is None:
        return safe or question
    situation = Situation(direct=question.root.is_direct or question.state is State.ASKED)
    verdict = surer(desk.reader.verdict(situation), desk.reader.verdict(situation, question.text))
    question = replace(question, text=f"{question.text}\n{event.text}"[:8000], judged=remembered(verdict),
                       candidates=tuple(m.id for m in verdict.matches[:MOST_NEAR] if m.score >= NEAR) or question.candidates)  # fmt: skip
    await desk.tx.questions.save(question)
    return await revised(desk, question, verdict)


async def revised(desk: Desk, question: Question, verdict: Verdict) -> Question:
    """The verdict may be another now: say it on the same card; the same verdict says nothing."""
    decision = verdict.decision
    if question.unsure and isinstance(decision, Silent):
        return question
    if question.state is State.ASKED:
        in_vain = isinstance(decision, AskMore | Silent) and not question.unsure
        return await (routed(desk, question) if in_vain else decide(desk, question, decision))
    if question.state is State.TAKEN or question.follows:
        return question
    match decision:
        case Answer(entry=entry) if entry != question.entry and entry not in question.rejected:
            return await answers.answered(desk, question, entry)
        case Suggest(entries=entries) if question.state is not State.WAITING and question.entry not in entries[:1]:
            fresh = tuple(entry for entry in entries if entry not in question.rejected)
            if fresh and fresh != question.offered:
                return await answers.suggested(desk, question, fresh)
    return question
