"""What a run on the fake of Slack came to: what was lost, doubled or is out of date; leaves playing it to the run."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from knowledge.conversation.event import MessageRef
from knowledge.support.question import State
from tests.slack import words_seen as seen

if TYPE_CHECKING:
    from storage.store import Store
    from storage.transaction import Transaction
    from tests.slack.fake import FakeSlack
    from tests.slack.load.crowd import Saying

FAULTS = (
    "lost_messages",
    "lost_questions",
    "lost_cards",
    "lost_presses",
    "doubled",
    "stale_cards",
    "unsettled",
    "offences",
)
Posts = dict[str, list[dict[str, Any]]]


@dataclass
class Tally:
    """Counts of one run; every one of FAULTS is to be 0."""

    kills: int = 0
    cuts: int = 0
    said: int = 0
    sure: int = 0
    """Messages that had to become a question with a card."""
    unheard: int = 0
    """Messages of which Slack never told."""
    questions: int = 0
    cards: int = 0
    posts: int = 0
    presses: int = 0
    retries: int = 0
    """Deliveries that Slack made more than once."""
    lost_messages: int = 0
    """Written, and not in the database."""
    lost_questions: int = 0
    lost_cards: int = 0
    lost_presses: int = 0
    doubled: int = 0
    """Posted twice, or two of one kind for one question."""
    stale_cards: int = 0
    """They do not show the buttons of the newest words under their key."""
    unsettled: int = 0
    """Still to be sent in the end."""
    offences: int = 0
    """What Slack would not have taken from any program."""
    nearest: float = 0.0
    """Seconds between the two posts of one channel that stood nearest."""
    ready: list[float] = field(default_factory=list)
    """Seconds from each start to the socket, or from each cut to the next socket."""

    @property
    def faults(self) -> dict[str, int]:
        """What should not have happened -> how often it did."""
        return {name: getattr(self, name) for name in FAULTS if getattr(self, name)}


async def judge(tally: Tally, store: Store, slack: FakeSlack, said: dict[str, Saying], helped: set[str]) -> None:
    """Look at what the database knows and at what stands in Slack. `said`: ts -> message; `helped`: ts of the questions
    whose asker pressed that the answer helped, and was heard.
    """
    standing = _standing(slack)
    made = [call for call in slack.called("chat.postMessage") if call.ok]
    tokens = Counter(call.args["metadata"]["event_payload"]["token"] for call in made)
    tally.said, tally.sure, tally.posts = len(said), sum(one.is_sure for one in said.values()), len(made)
    tally.retries = sum(delivery.tries > 1 for delivery in slack.deliveries)
    tally.doubled = sum(times - 1 for times in tokens.values()) + sum(len(ones) - 1 for ones in standing.values())
    tally.offences = len(slack.offences)
    tally.nearest = nearest(slack)
    async with store.reading() as tx:
        counts = await tx.outbox.counts()
        tally.unsettled = sum(counts.get(state, 0) for state in ("pending", "sending", "dead", "uncertain"))
        await _messages(tally, tx, said)
        await _questions(tally, tx, standing, helped)


async def _messages(tally: Tally, tx: Transaction, said: dict[str, Saying]) -> None:
    for ts, saying in said.items():
        kept = await tx.messages.get(MessageRef(platform="slack", channel=saying.room, id=ts))
        tally.lost_messages += kept is None
        tally.lost_questions += saying.is_sure and (kept is None or kept.question is None)


async def _questions(tally: Tally, tx: Transaction, standing: Posts, helped: set[str]) -> None:
    found = await tx.questions.where()
    roots = Counter(question.root.id for question in found)
    tally.questions = len(found)
    tally.doubled += sum(times - 1 for times in roots.values())
    for question in found:
        card, said = standing.get(question.key("card")), await tx.outbox.said(question.key("card"))
        tally.cards += card is not None
        if said is not None:
            tally.lost_cards += card is None
            shown = seen.actions(card[0]["blocks"]) if card else []
            tally.stale_cards += card is not None and sorted(shown) != sorted(b.action for b in said.message.buttons)
        elif question.linked_to is None and not question.unsure:
            tally.lost_cards += 1
        tally.lost_presses += question.root.id in helped and question.state is not State.SOLVED


def _standing(slack: FakeSlack) -> Posts:
    """Our key -> the messages of ours that stand under it."""
    found: Posts = defaultdict(list)
    for channel in slack.workspace.channels.values():
        for post in channel.posts.values():
            if post.by_bot and not post.stone and post.metadata:
                found[post.metadata["event_payload"]["key"]].append(post.shape())
    return found


def nearest(slack: FakeSlack) -> float:
    """The least time between two posts in one channel, in seconds."""
    moments: dict[str, list[float]] = defaultdict(list)
    for call in slack.called("chat.postMessage"):
        if call.ok:
            moments[call.args["channel"]].append(call.at.timestamp())
    return min((b - a for times in moments.values() for a, b in pairwise(times)), default=0.0)
