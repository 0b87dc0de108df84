"""What guests and people of other organisations may not do, whatever the directory says; leaves whether they are served to `newcomers`."""

from __future__ import annotations

from handlers.context import Refusal
from handlers.replies.buttons import helps
from knowledge.conversation.event import Account
from knowledge.support.directory import Person
from knowledge.support.question import Question


def must_belong(account: Account) -> None:
    """Raises Refusal for an outsider: commands, marks, searches and contacts' buttons are not theirs."""
    if account.is_guest:
        raise Refusal("outsider")


def helps_here(question: Question, person: Person, account: Account) -> bool:
    """Whether the person's words and reactions count as a contact's: an outsider's never do."""
    return helps(question, person) and not account.is_guest
