"""What would happen with a message, found out with the desk's own rules and without doing it; leaves the words to replies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers import cards, linking, outage_askers
from handlers.asking import Asked, equals_an_entry, may_be_asked, may_be_asked_again, question_of
from handlers.context import Desk
from handlers.directs import is_thanks
from handlers.places import is_paused
from handlers.replies.questions import card
from handlers.threads import is_real_answer
from handlers.turns import turned
from handlers.written import is_for_the_desk, is_lead_in
from knowledge.conversation.clean import is_empty
from knowledge.conversation.commands import parse_command
from knowledge.conversation.event import Account, MessagePosted, MessageRef
from knowledge.conversation.promises import promises
from knowledge.faq.verdict import Answer, AskMore, Decision, Silent, Suggest, Verdict
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.ladder import from_central, ladder_of
from knowledge.support.question import Question, State
from knowledge.support.routing import Routing, Turn
from knowledge.support.sensitive import sensitive

MOST_STOPS = 8
"""How many turns are told; a ladder is shorter, unless a school has many contacts."""
OUTCOMES = ("answer", "suggest", "ask_more", "route", "unsure", "silent", "sensitive", "command", "same_open",
            "same_solved", "outage", "paused", "shadow", "elsewhere", "thread", "thread_answer", "not_understood")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A message that nobody has to have written."""

    person: Person
    place: Place | None
    """None = the person's own conversation with the bot."""
    ref: MessageRef
    text: str
    """Masked."""
    verdict: Verdict
    to_bot: bool = False
    """Whether it calls the bot by its name; a direct message always does."""
    number: int = 0
    """The question that it has become already; 0 when it was never written."""

    @property
    def event(self) -> MessagePosted:
        """The message as the rules for beginnings want it."""
        who = Account(platform=self.ref.platform, id=self.person.accounts.get(self.ref.platform, ""))
        return MessagePosted(id="why", at=datetime.min.replace(tzinfo=UTC), author=who, ref=self.ref, text=self.text)


@dataclass(frozen=True, kw_only=True)
class Stop:
    """People whose turn it would be, and from when until when."""

    kind: str
    """The kind of the step: `helpdesk`, `local`, `central`, `all_central`."""
    people: tuple[str, ...]
    """Person ids."""
    stands_in_for: str | None
    starts: datetime
    until: datetime | None
    """None = without end."""
    is_later: bool
    """Whether the desk is closed for them when their turn comes."""


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What would happen."""

    what: str
    """One of OUTCOMES."""
    held: bool = False
    """Whether it would first be held for what its author adds."""
    said: str = ""
    """The card as it would stand, without markup and number."""
    stops: tuple[Stop, ...] = ()
    """Whose turn it would be, first to last."""
    routed_at: datetime | None = None
    """When a person would be asked, if nobody says anything before."""
    sensitive: str = ""
    """`identity`, `custody`, `breach`, or empty."""
    same_as: int = 0
    """The number of the question that asks the same."""
    asks_school: bool = False
    """Whether the asker would be asked privately which school it is about."""
    chooses: bool = False
    """Whether the asker would choose who may read it before a person is asked."""


async def foresee(desk: Desk, what: Occasion) -> Foreseen:
    """The outcome of a message now; nothing is stored or said."""
    before = _before_judging(what)
    if before:
        return Foreseen(what=before)
    verdict = what.verdict
    called = what.to_bot or what.place is None
    if called and isinstance(verdict.decision, Silent) and not _is_sensitive_alone(what):
        thanks = what.place is None and is_thanks(what.text)
        return Foreseen(what="silent" if thanks else "not_understood")
    held = not called and is_lead_in(verdict, what.event)
    if held:
        verdict = _when_quiet(verdict, what.text)
    if not called and not is_for_the_desk(verdict, what.text):
        return Foreseen(what="silent", held=held)
    if desk.matching.mode == "shadow":
        return Foreseen(what="shadow", held=held)
    return replace(await _asked(desk, replace(what, verdict=verdict)), held=held)


def _is_sensitive_alone(what: Occasion) -> bool:
    """Whether something sensitive was written in the own conversation: it gets the safe answer, asked or not."""
    small_talk = what.verdict.kind.best in {"chatter", "greeting"} or is_thanks(what.text)
    return what.place is None and not small_talk and sensitive(what.text) is not None


def _before_judging(what: Occasion) -> str:
    """What settles it before it is judged as a question: what it is, or where it stands; else empty."""
    direct = what.place is None
    if parse_command(what.text, direct=direct or what.to_bot):
        return "command"
    if is_empty(what.text):
        return "silent"
    if what.ref.thread is not None and not direct:
        helper = what.person.is_contact
        return "thread_answer" if is_real_answer(what.verdict.kind, what.text, helper=helper) else "thread"
    if not what.to_bot and what.place is not None and what.place.kind is not PlaceKind.SUPPORT:
        return "elsewhere"
    return ""


def _when_quiet(verdict: Verdict, text: str) -> Verdict:
    """The verdict when its author adds nothing to a lead-in: a promise is asked about, a bare hello is not."""
    if verdict.kind.best != "greeting":
        return verdict
    return replace(verdict, decision=AskMore() if promises(text) else Silent())


async def _asked(desk: Desk, what: Occasion) -> Foreseen:
    subject = sensitive(what.text)
    paused = await is_paused(desk, what.place.id if what.place else None)
    asked = Asked(person=what.person, ref=what.ref, text=what.text, place=what.place, verdict=what.verdict)
    question = question_of(desk, asked, subject, paused=paused)
    question = replace(question, number=what.number, ladder=ladder_of(desk.policy))
    if question.sensitive or question.silent_place:
        question = replace(question, ladder=from_central(question.ladder))
        found = await _routed(desk, question, desk.now)
        return replace(found, what="sensitive" if subject else "paused", sensitive=question.sensitive)
    outage = None if equals_an_entry(what.verdict) else await outage_askers.met(desk, what.text, heard=False)
    if outage and not what.number:
        caught = replace(question, state=State.WAITING, outage=outage.number)
        return Foreseen(what="outage", said=await _card(desk, caught))
    if may_be_asked_again(what.verdict):
        other = await linking.asked_before(desk, question, what.verdict.decision)
        if other and (other.number < what.number or not what.number):
            return Foreseen(what="same_open" if other.is_on_its_way else "same_solved", same_as=other.number)
    return await _decided(desk, question, what.verdict.decision)


async def _decided(desk: Desk, question: Question, decision: Decision) -> Foreseen:
    later = desk.working.add(desk.now, desk.policy.suggestion, question.school)
    match decision:
        case Answer(entry=entry):
            said = replace(question, state=State.ANSWERED, entry=entry, answered_at=desk.now)
            return await _spoken(desk, said, "answer", None)
        case Suggest(entries=entries):
            said = replace(question, state=State.SUGGESTED, offered=entries[:3], deadline=later)
            return await _spoken(desk, said, "suggest", later)
        case AskMore():
            return await _spoken(desk, replace(question, deadline=later), "ask_more", later)
        case Silent():
            asker = desk.directory.person(question.asker)
            if asker and not may_be_asked(desk, asker, question.root.platform):
                return Foreseen(what="silent")
            return Foreseen(what="unsure", stops=stops_ahead(await desk.routing(), question))
        case _ if question.root.is_direct:
            said = replace(question, direct_choice=True, deadline=later)
            return replace(await _spoken(desk, said, "route", later), chooses=True)
        case _:
            return await _routed(desk, question, desk.now)


async def _spoken(desk: Desk, question: Question, what: str, routed_at: datetime | None) -> Foreseen:
    """The bot says something first, and a person is asked when that is no help."""
    routing = replace(await desk.routing(), now=routed_at or desk.now)
    return Foreseen(what=what, said=await _card(desk, question), stops=stops_ahead(routing, question),
                    routed_at=routed_at)  # fmt: skip


async def _routed(desk: Desk, question: Question, at: datetime) -> Foreseen:
    """A person is asked at once; the card says who."""
    routing = await desk.routing()
    first = turned(question, routing.start(question), routing)
    asker = desk.directory.person(question.asker)
    teacher = asker is not None and not asker.is_contact
    return Foreseen(
        what="route",
        said=await _card(desk, first) if question.sensitive or not question.silent_place else "",
        stops=stops_ahead(routing, question),
        routed_at=at,
        asks_school=teacher and question.school is None and not question.sensitive and not question.silent_place,
    )


async def _card(desk: Desk, question: Question) -> str:
    """The card in plain text; its last line is the number that the question does not have yet."""
    voice = desk.voice(question.language)
    said = card(question, voice, await cards.outlook(desk, question)).plain
    return said.removesuffix(voice.say("footer", number=question.number)).rstrip()


def stops_ahead(routing: Routing, question: Question) -> tuple[Stop, ...]:
    """Everybody whose turn it would be while nobody says anything, each at the moment when it would come."""
    question = replace(question, ladder=routing.ladder(question))
    turn: Turn | None = routing.start(question)
    stops: list[Stop] = []
    while turn is not None and len(stops) < MOST_STOPS:
        stops.append(Stop(kind=question.ladder[turn.step].kind, people=turn.holders, until=turn.deadline,
                          stands_in_for=turn.stands_in_for, starts=turn.starts,
                          is_later=turn.starts > routing.now))  # fmt: skip
        question = turned(question, turn, routing)
        routing = replace(routing, now=turn.deadline or routing.now)
        turn = routing.next(question) if turn.deadline else None
    return tuple(stop for stop in stops if stop.people)
