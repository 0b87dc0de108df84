"""The form of a message and of its situation, as named features of the gate; leaves n-grams and weights to gate."""

from __future__ import annotations

import re

from knowledge.faq.text import clean, sentences, words
from knowledge.faq.verdict import Situation

_ASKING = frozenset(
    word
    for line in (
        "hur var vart vem vems vad vilken vilket vilka när varför",
        "how where who whose what which when why",
    )
    for word in line.split()
)
_VERBS = frozenset(
    word
    for line in (
        "kan går finns får ska måste har är vet behöver kommer ser gör blir",
        "does do can is are has have could would will should did",
    )
    for word in line.split()
)
_ANYONE = re.compile(
    r"\b(n[åa]gon|n[åa]n|ni|anyone|anybody|someone|somebody|who)\b.{0,12}"
    r"\b(vet|kan|som|har|sitter|know|knows|has|have|can)\b|\bn[åa]gon h[äa]r\b"
)
_HELP = re.compile(
    r"\b(hjälp|hjalp|help|undrar|undra|fråga|wondering|question|fattar inte|förstår inte|sos|snälla|please)\b"
)
_TRYING = re.compile(
    r"\b(hittar|ser|kan|får|kommer|går|fungerar|funkar|syns|lyckas|fattar|vet)\b.{0,20}\b(inte|ej|inga|inget|ingen)\b"
    r"|\b(can't|cant|cannot|doesn't|doesnt|won't|wont|unable|not working|missing)\b"
)
_GREETING = re.compile(r"^(hej|hejsan|hallå|halla|tjena|tjabba|god morgon|godmorgon|hi|hello|hey|good morning)\b")
_ADVICE = re.compile(
    r"\b(testa|prova|kolla|klicka|gå in|tryck|välj|du (måste|ska|kan|hittar|får|behöver))\b"
    r"|\b(try|click|go to|you (can|need|have|should|must))\b"
)
_THANKS = re.compile(r"\b(tack|tackar|thanks|thank you|thx|cheers|toppen|grattis|haha\w*|lol)\b")
_DATED = re.compile(
    r"\b(kl\.?|klockan) ?\d|\b\d{1,2}[.:]\d{2}\b|\bv(ecka)? ?\d{1,2}\b"
    r"|\b\d{1,2} (jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
    r"|\b(january|february|march|april|may|june|july|august|september|october|november|december) \d"
)
_TELLING = re.compile(
    r"\b(påminnelse|obs|information|info|välkomna|välkommen|kom ihåg|glöm inte)\b"
    r"|\b(reminder|please note|welcome|heads up|from \w+day)\b"
)
_FIRST = re.compile(r"\b(jag|mig|min|mitt|mina|vi|oss|vår|våra|i|my|me|we|our|us|i'm)\b")
_SECOND = re.compile(r"\b(du|dig|din|ditt|dina|you|your)\b")
_GOING_ON = re.compile(r"^(men|och|fast|så|ok|okej|okay|aha|mm|ja|jo|nej|nja|då|but|and|so|yes|no|yeah|right|sen)\b")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def form(text: str) -> dict[str, float]:
    """What the shape of a message says: question words, thanks, clock times, length."""
    told = clean(text)
    low = told.lower()
    said = sentences(told)
    spoken = words(told)
    starts = [words(one)[0] for one in said if words(one)]
    checks = {
        "asks": told.rstrip(" )!.🙏😊").endswith("?"),
        "question mark": "?" in told,
        "no question mark": "?" not in told,
        "question word first": bool(spoken) and spoken[0] in _ASKING,
        "question word opens a sentence": any(word in _ASKING for word in starts),
        "question word inside": any(word in _ASKING for word in spoken),
        "verb first": any(word in _VERBS for word in starts),
        "asks anyone": bool(_ANYONE.search(low)),
        "asks for help": bool(_HELP.search(low)),
        "something does not work": bool(_TRYING.search(low)),
        "greets": bool(_GREETING.search(low)),
        "advises": bool(_ADVICE.search(low)),
        "thanks": bool(_THANKS.search(low)),
        "has a date or time": bool(_DATED.search(low)),
        "informs": bool(_TELLING.search(low)),
        "first person": bool(_FIRST.search(low)),
        "second person": bool(_SECOND.search(low)),
        "goes on": bool(_GOING_ON.search(low)),
        "has emoji": bool(_EMOJI.search(text)),
        "shouts": "!" in told,
        "link": "http" in text.lower(),
        "no words": not spoken,
        "one word": len(spoken) == 1,
        "two to four words": 2 <= len(spoken) <= 4,
        "five to eight words": 5 <= len(spoken) <= 8,
        "long": len(spoken) > 25,
        "several sentences": len(said) > 1,
    }
    return {name: 1.0 for name, holds in checks.items() if holds}


def setting(situation: Situation) -> dict[str, float]:
    """What the situation says: where, by whom, after what."""
    before = form(situation.context) if situation.context else {}
    asked_before = "asks" in before or "question word first" in before or "asks anyone" in before
    checks = {
        "in thread": situation.in_thread,
        "top level": not situation.in_thread,
        "in thread by the asker": situation.in_thread and situation.is_asker,
        "in thread by another": situation.in_thread and not situation.is_asker,
        "by a local contact": situation.role == "local",
        "by a central contact": situation.role == "central",
        "by a contact in a thread": situation.in_thread and situation.role != "teacher",
        "by a contact at top level": not situation.in_thread and situation.role != "teacher",
        "to a named person": situation.named,
        "with a picture": situation.attachments > 0,
        "after something": bool(situation.context),
        "after a question": asked_before,
        "after advice": "advises" in before,
    }
    return {name: 1.0 for name, holds in checks.items() if holds}
