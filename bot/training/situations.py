"""Imagines where a training message stood and who wrote it, always alike; leaves learning from it to gate."""

from __future__ import annotations

from zlib import crc32

from bot.training.data import Labelled
from knowledge.faq.verdict import Situation

_SHARES: dict[str, tuple[int, int, int, int]] = {
    # kind: of a hundred, how many stand in a thread, are the asker's (of those), a local contact's, a central contact's
    "question": (8, 60, 10, 4),
    "vague": (5, 90, 4, 1),
    "greeting": (2, 90, 4, 2),
    "answer": (80, 5, 45, 20),
    "statement": (35, 35, 25, 12),
    "announce": (2, 0, 30, 60),
    "followup": (85, 75, 12, 5),
    "chatter": (50, 50, 20, 10),
    "other": (5, 40, 10, 4),
}


def imagined(message: Labelled, kind: str, salt: int) -> Situation:
    """One situation that a message of this kind may well stand in; another `salt` gives another one."""
    dice = [crc32(f"{salt}:{turn}:{message.text}".encode()) % 100 for turn in range(4)]
    thread, asker, local, central = _SHARES[kind]
    in_thread = bool(message.context) or dice[0] < thread
    role = "central" if dice[2] < central else "local" if dice[2] < central + local else "teacher"
    return Situation(
        in_thread=in_thread,
        is_asker=in_thread and dice[1] < asker,
        role=role,
        context=message.context if in_thread else "",
        attachments=int(kind in {"question", "vague", "announce"} and dice[3] < 6),
        named=dice[3] > (85 if kind in {"answer", "chatter", "followup"} else 97),
    )
