"""Tells advice from talk by its form, Swedish and English; leaves what the message is about to the gate."""

from __future__ import annotations

import re

from knowledge.conversation.fold import EDGE, fold, folded_words, word_set

_READ = 1500
_CLAUSE = re.compile(r"[.!?;:,\n]+| men | och | sa | sen | and | then ")
_IMPERATIVES = word_set(
    "testa prova kolla ga klicka valj tryck oppna logga byt lagg skriv las stang starta uppdatera redigera kryssa bocka "
    "hamta dra satt sok kontrollera anvand titta be ring mejla vanta markera spara publicera ladda rensa skicka scrolla "
    "try check go click choose press open log change put write read close restart update edit tick fetch set search use "
    "look ask wait mark save publish reload clear send scroll"
)
_TO_YOU = word_set("du dig din ditt dina man ni er you your")
_OPENINGS = word_set("ja jo japp joda nej nope yes yep no")
_FACTS = re.compile(
    r"\bdet (?:gar|finns|ligger|star|beror|racker|ar (?:synken|bara|normalt|meningen|inte|for att))\b|\bgar (?:inte )?att\b|"
    r"\b(?:under|via|uppe|nere|langst|bakom) (?:fliken|menyn|rubriken|knappen|till|ner|upp|kugghjulet|tre)\b|"
    r"\bhos oss (?:brukar|gor|ar det|far|loser|fick)\b|\b(?:it is|it's|there is|there's) (?:under|in|on|because|a|the)\b|https?://"
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.](?=\S)[^.!?\n]+)*[.!?]*")
_REMINDERS = re.compile(
    r"^(?:\W*)(?:kom ihag (?:att|pa|i)|glom inte|pamin\w*|obs|info\b|information|remember (?:to|that)|don't forget|reminder)"
)
_REFERRALS = re.compile(r"^(?:\W*)(?:fraga|hor med|prata med|kolla med|ask|talk to)\b")


def advises(text: str) -> bool:
    """Whether a message has the form of an answer: it tells somebody what to do, or how it is.

    A question is none, and neither is a reminder to everybody or a bare ”fråga Eva”.
    """
    folded = fold(stated(text[:_READ]))
    words = folded_words(folded)
    if (len(words) < 3 and "http" not in folded) or _REMINDERS.match(folded):
        return False
    if _REFERRALS.match(folded) and len(words) < 9:
        return False
    return words[0] in _OPENINGS or bool(_FACTS.search(folded)) or _instructs(folded)


def stated(text: str) -> str:
    """A message without its questions: ”Then it's the portal. Could you try again?” states the first."""
    return " ".join(one for one in _SENTENCE.findall(text) if not one.rstrip().endswith("?")).strip()


def _instructs(folded: str) -> bool:
    """Whether a clause begins with an imperative, or somebody is spoken to."""
    for clause in _CLAUSE.split(folded):
        words = [word.strip(EDGE) for word in clause.split()]
        if words and (words[0] in _IMPERATIVES or any(word in _TO_YOU for word in words)):
            return True
    return False
