"""Outlook: what a card tells beside the question itself, gathered by the handlers; leaves the sentences to the cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.replies.voice import Voice
from knowledge.conversation.message import escape
from knowledge.faq.entry import FaqEntry
from knowledge.support.outage import Outage
from knowledge.support.question import Question
from knowledge.support.vendor_case import VendorCase


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a card tells beside the question itself."""

    next: tuple[str, ...] = ()
    """Whose turn it would be next."""
    next_kind: str = ""
    """The kind of that step: `local`, `central`, `all_central`, `helpdesk`."""
    opens: datetime | None = None
    """When somebody will look; None while the desk is open."""
    joined: int = 0
    """How many others are asking the same."""
    entries: dict[str, FaqEntry] = field(default_factory=dict)
    """The entries that the question names, by id."""
    offered: Question | None = None
    """The solved question that is offered as a link."""
    outage: Outage | None = None
    """The outage that it was asked about."""
    banner: str = ""
    """Our own key of the banner that tells of it; empty = none stands here."""
    case: VendorCase | None = None
    """The case with the vendor that it waits for, or has waited for."""
    calls_asker: bool = False
    """Whether the card is new and calls its asker."""


def next_words(outlook: Outlook, voice: Voice) -> str:
    """Who is next, in words: names, or ”de centrala kontakterna” when all of them are asked."""
    if outlook.next_kind == "all_central" and len(outlook.next) != 1:
        return voice.say("word.central_contacts")
    if outlook.next_kind == "helpdesk" and voice.policy.helpdesk_name:
        return escape(voice.policy.helpdesk_name)
    return voice.names(outlook.next) or voice.say("word.central_contacts")
