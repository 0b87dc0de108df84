"""A written message with all that is known about it, and what kind of beginning it is; leaves what is done to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.event import MessagePosted
from knowledge.faq.verdict import AskMore, Silent, Situation, Verdict
from knowledge.support.directory import Person, Place
from knowledge.support.sensitive import sensitive
from storage.messages import StoredMessage


@dataclass(frozen=True, kw_only=True)
class Written:
    """A message with who wrote it and where."""

    event: MessagePosted
    person: Person
    place: Place | None
    before: StoredMessage | None
    """The newest message before it, in its thread or channel."""

    def situation(self, *, direct: bool = False, is_asker: bool = False) -> Situation:
        """What is known about it beside its words."""
        return Situation(
            in_thread=self.event.ref.thread is not None,
            direct=direct,
            role=self.person.role.value,
            is_asker=is_asker,
            context=self.before.text if self.before else "",
            attachments=self.event.attachments,
            named=bool(self.event.mentions),
        )


def stands_alone(verdict: Verdict, event: MessagePosted) -> bool:
    """Whether the message is a question by itself."""
    few_words_and_a_picture = event.attachments > 0 and len(event.text.split()) < 5
    exact = any(match.exact for match in verdict.matches[:1])
    asks = not isinstance(verdict.decision, Silent | AskMore)
    return exact or (asks and (verdict.standalone or is_whole_question(event.text)) and not few_words_and_a_picture)


def is_whole_question(text: str) -> bool:
    """Whether it is a question by its form: a question mark at the end of more than a few words."""
    return text.rstrip().endswith("?") and len(text.split()) > 3


def is_for_the_desk(verdict: Verdict, text: str) -> bool:
    """Whether anything is to be said about it at all."""
    silent = isinstance(verdict.decision, Silent)
    unsure = isinstance(verdict.decision, Silent) and verdict.decision.unsure
    quiet_kind = verdict.kind.best in {"answer", "announce", "chatter"}
    return not silent or unsure or (sensitive(text) is not None and not quiet_kind)


def is_lead_in(verdict: Verdict, event: MessagePosted) -> bool:
    """Whether it promises a question, or says too little to judge: it is held for what follows."""
    if verdict.kind.best == "greeting":
        return True
    vague = isinstance(verdict.decision, AskMore)
    asks = not isinstance(verdict.decision, Silent)
    picture = event.attachments > 0 and len(event.text.split()) < 5
    return vague or picture or (asks and not verdict.standalone and not any(m.exact for m in verdict.matches[:1]))
