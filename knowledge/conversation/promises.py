"""Whether a greeting promises a question ("hej, jag har en fråga"); leaves the kinds of message to the gate."""

from __future__ import annotations

import re

from knowledge.conversation.fold import fold

_PROMISE = re.compile(
    r"\b(?:frag\w*|undra\w*|hjalp\w*|problem\w*|krangl\w*|strul\w*|behover|fastnat|"
    r"(?:kan|vet|finns|ar) (?:ni|du|nan|nagon|det nan|det nagon)|nan som|nagon som|"
    r"question\w*|help\w*|wonder\w*|issue\w*|trouble|stuck|need|(?:can|could|does) (?:you|any\w*|some\w*)|any(?:one|body))\b"
)


def promises(text: str) -> bool:
    """Whether the words say that a question or a call for help comes, so that their author waits for a reply."""
    return bool(_PROMISE.search(fold(text)))
