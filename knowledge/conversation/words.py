"""Words that count as buttons ("det hjälpte inte", "strunt i det"); leaves what then happens to handlers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.conversation.clauses import Clause, clauses
from knowledge.conversation.colleagues import asks_back, contact_says, is_me_too
from knowledge.conversation.fold import word_set
from knowledge.conversation.outcomes import (
    NO,
    failed,
    is_condition,
    is_excused,
    is_negated,
    is_question,
    is_settled,
    succeeded,
)
from knowledge.conversation.picks import picked, picks_none

__all__ = ["Said", "asker_says", "asks_back", "contact_says", "is_me_too"]


@dataclass(frozen=True)
class Said:
    """A button that was pressed with words."""

    action: str
    """`helped`, `not_helped`, `dropped`, `thanks` (changes nothing), `pick`, `none_of_these` or `ask_human`."""
    entry: int | None = None
    """Of `pick`: the index of the offered question, from 0."""


_THANKS = word_set("tack thanks thank tusen thankyou cheers merci tacksam tackarna")
_KIND = word_set(
    """hej hejsan ja jo japp jepp ok okej okay bra toppen super supert perfekt fint kanon grymt kalas utmarkt
    underbart harligt klockrent jattebra snallt gulligt najs nice great perfect awesome lovely brilliant wow yes
    yep yay aha jaha a sa mycket snalla pa forhand for hjalpen svaret svar hjalp det den dig er du ni ar bast bra
    da va verkligen jatte jattemycket stort varmt igen allihop allihopa alla raddade raddat raddar min dag angel
    underbar klok kloka snabb snabbt help helping you so much very a lot lots the answer your for quick many all
    made my day youre best and och i med hjarta kram kramar ha trevlig helg dag kvall vi hors mvh hej haha japp
    uppfattat noterat skont vad kul gott fantastiskt smart smidigt jaså precis exakt vet jag nu forstar fattar got
    it understood forsta gor jag ska testa testar provar prova imorgon kollar kolla det strax sen senare ikvall
    efter lunch lasa vidare will ill try tomorrow that tips tipset infon info informationen vanligen sorry forlat
    yay oki aok ojda oj ah men gud ju"""
)
_PLEASED = word_set(
    "bra toppen super perfekt fint kanon grymt utmarkt ok okej okay great perfect awesome nice uppfattat "
    "noterat jattebra"
)
_NEWS = re.compile(
    r"\b(?:saknas|borta|forsvann|forsvunnit|tomt?|felmeddelande\w*|missing|gone|empty|error|gra|last|"
    r"kraschar|undrar|wonder|fraga|fragor|"
    r"question|problem|kan (?:du|ni|nan)|skulle (?:du|ni)|could you|can you|please (?:\w+)|behover|need|"
    r"ocksa vill|daremot|forutom|utom|except|"
    r"however|dessutom|nasta|annan|annat|andra|another|other)\b"
)
_ERROR = re.compile(r"\b(?:fel|wrong)\b")
_PAST = re.compile(
    r"\b(?:var|hade|gjorde|stod|lag|tittade|klickade|valde|tryckte|saknades|was|were|had|did|clicked|behovdes)\b"
)
_SMALL_BUT = re.compile(
    r"^(?:det )?(?:tog|var|ar|kandes|blev|took|was)(?: \w+){0,4} (?:stund|tid|krangligt|lurigt|segt|"
    r"konstigt|svart|while|tricky)$"
)
_AT_LAST = re.compile(
    r"\b(?:nu|till slut|tillslut|till sist|slutligen|sen|sedan|now|finally|in the end|sjalv|anda|igen)\b"
)

_GOES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:strunt(?:a|ar)?|skit(?:a|er)?|skippa) i (?:det|den|detta|fragan|min fraga|mitt (?:inlagg|"
        r"meddelande)|ovan|alltihop|allt|saken)\b(?! inte)",
        r"^(?:(?:\w+ ){0,3})(?:strunt samma|skippa(?: (?:det|den|fragan))?|skit samma)$",
        r"\bglom (?:det|den|fragan|min fraga|mitt (?:inlagg|meddelande)|bort (?:det|fragan)|alltihop|"
        r"vad jag)\b(?!.* inte\b)",
        r"\b(?:behovs|behover|kravs)(?: \w+){0,2} inte(?: \w+){0,2} (?:langre|mer|hjalp|svar)\b|"
        r"\binte(?: \w+)? (?:aktuellt|relevant)(?: langre)?\b|\bbehover ingen hjalp\b",
        r"\b(?:drar|dra|tar) tillbaka(?: \w+)? (?:fragan|det|min fraga)\b|\batertar|\bbortse fran\b|"
        r"\bbry (?:er|dig) inte om (?:det|fragan|min)\b|\blagg ner (?:det|fragan)\b",
        r"\b(?:lat|slapp|slappa) (?:det|fragan|det har)(?: (?:vara|bero|har))?\b(?! \w+ \w+ \w+)|"
        r"\bbehover inte (?:\w+ )?(?:svara|hjalpa|gora (?:nat|nagot)|"
        r"titta|kolla)\b",
        r"\bnever ?mind\b|^nvm\b|\bforget (?:it|about it|that|this|my question)\b|\b(?:ignore|disregard|"
        r"scratch|drop) (?:this|that|it|my (?:question|message))\b",
        r"\b(?:no longer|not|dont|isnt)(?: \w+){0,2} (?:needed|need (?:it|this|help|an answer)|"
        r"relevant)(?: any ?more)?\b|\bcancel (?:that|my question|this)\b",
        r"^(?:(?:oj|ojda|sorry|forlat|oops|hoppsan|ursakta|det var|det skulle till|hej) ){0,9}(?:fel (?:chatt?|"
        r"kanal|trad|grupp|forum)|wrong (?:chat|channel|thread))(?: sorry| forlat)?$",
    )
)
"""Ways to take the question back."""

_PEOPLE = (
    r"(?:manniska|riktig (?:manniska|person)|person|levande(?: \w+)?|human(?: being)?|real (?:person|human)|"
    r"people|kollega|support\w*|kontakt(?:en|person\w*)?|operator)"
)
_HUMAN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bfinns det (?:en |nan )?{_PEOPLE} (?:jag kan|att|som)\b|\bbli (?:uppringd|kontaktad)\b",
        r"\b(?:kan|be) (?:\w+ )?nan (?:att )?(?:kontakta|ringa|hora av sig till) mig$",
        r"\b(?:prata|tala|snacka|fraga|kontakta|traffa|na|ringa|hjalp av|kontakt med|kopplas till|"
        r"koppla mig till|skriva (?:med|till)|talk|speak|chat|ask|get|reach|contact|call|want|vill ha|"
        r"behover|need)"
        r"(?: (?:med|till|to|with|hold of|in touch with|a|an|en|nan|someone|som ar|min|var|min lokala|"
        rf"var lokala|the|my|our|real|i|stallet)){{0,4}} {_PEOPLE}\b",
        r"\b(?:prata|tala|snacka|talk|speak) (?:med |to |with )(?:nan|someone|somebody|eva|er)(?: (?:av er|"
        r"istallet|i stallet|instead|som kan))?\b",
        rf"^(?:(?:ja|jag|vill|ha|en|a|riktig|real|snalla|tack) ){{0,9}}{_PEOPLE}"
        r"(?: (?:tack|please|istallet|thanks)){0,9}$",
        r"\b(?:kan|skulle) (?:nan|ni|du|det nan)(?: \w+)? (?:ringa|hora av sig|hora av er|hjalpa mig|"
        r"komma forbi)(?: (?:mig|till mig|upp mig|tack|snalla|idag|imorgon|istallet|med det|med detta)){0,9}$",
        r"^(?:snalla |please |kan du |ni far |ni kan ){0,9}(?:ring|call|ringa) (?:mig|me|upp mig)\b|\b(?:can|"
        r"could) (?:someone|somebody|anyone|you)(?: \w+)? (?:call|phone|ring|help) me\b",
    )
)
"""Ways to ask for a person."""

_OPENING_NO = word_set("nej nja no nejdu tyvarr")
_AFTER_NO = word_set("i it its that thats this the they we still not but same sorry there")
"""What follows an English "no" that answers; before a thing it only counts."""
_BEFORE_NO = word_set("sorry hm hej oj forlat ursakta hmm")
_NO_BUT = re.compile(
    r"^(?:nej|no|nja)(?: (?:tack|thanks|thank you|problem|problems|worries|inga problem|ingen fara|"
    r"det ar (?:lugnt|bra|ok|okej|lost)|just det|det behovs inte|inte an|gud|vad \w+|men|da|nu))\b"
)


def asker_says(text: str, offered: Sequence[str] = ()) -> Said | None:
    """The button that the asker's words are, or None when they say anything more that matters, or nothing clear.

    `offered`: the questions of the suggestion that is out, in order; without it a number still picks. An opening "nej"
    is `not_helped`, so call this only when an answer or a suggestion was what was said last. Something that works in
    one place and not in another ("inte på mobilen men på datorn") is None: a person should see it.
    """
    parts = clauses(text)
    if not parts:
        return None
    if picks_none(parts):
        return Said("none_of_these")
    chosen = picked(text, parts, offered)
    if chosen is not None:
        return Said("pick", chosen)
    for action, says in (
        ("ask_human", _wants_human),
        ("helped", _helped),
        ("dropped", _drops),
        ("not_helped", _not_helped),
    ):
        if says(parts):
            return Said(action)
    return Said("thanks") if _only_thanks(parts) else None


def _wants_human(parts: list[Clause]) -> bool:
    near = [part for part in parts if len(part.words) <= 14 and not is_negated(part)]
    return any(pattern.search(part.text) for part in near for pattern in _HUMAN)


def _drops(parts: list[Clause]) -> bool:
    if any(is_question(part) for part in parts) or sum(len(part.words) for part in parts) > 30:
        return False
    return any(pattern.search(part.text) for part in parts for pattern in _GOES)


def _helped(parts: list[Clause]) -> bool:
    """Something succeeded, and nothing else in the message asks for more."""
    good = [position for position, part in enumerate(parts) if succeeded(part)]
    if not good or sum(len(part.words) for part in parts) > 45:
        return False
    return (
        all(position in good or _is_harmless(part, position, parts) for position, part in enumerate(parts))
        and all(_is_news_free(parts[position]) for position in good)
        and _outweighs(parts, good)
    )


def _is_harmless(part: Clause, position: int, parts: list[Clause]) -> bool:
    """Whether a clause beside a success leaves it standing."""
    if is_question(part):
        return False
    if part.contrast:
        return bool(_SMALL_BUT.match(part.text))
    later = parts[position + 1 :]
    if is_negated(part) or failed(part):
        return is_excused(part) or any(one.contrast and succeeded(one) for one in later)
    return _is_news_free(part) and not (is_condition(part) and not set(part.words) <= _KIND | _THANKS)


def _is_news_free(part: Clause) -> bool:
    told_of_error = _ERROR.search(part.text) and not _PAST.search(part.text)
    return not told_of_error and (not _NEWS.search(part.text) or is_settled(part))


def _outweighs(parts: list[Clause], good: list[int]) -> bool:
    """Whether a success after "men" turns a failure before it: "nu", "till slut", "hittade den själv" do."""
    failures = [position for position, part in enumerate(parts) if position not in good and failed(part)]
    if not failures:
        return True
    last = max(good)
    turned = bool(_AT_LAST.search(parts[last].text)) or is_settled(parts[last])
    return last > max(failures) and turned


def _not_helped(parts: list[Clause]) -> bool:
    """Something failed and nothing else succeeded, or the message opens with a no."""
    good = any(succeeded(part) for part in parts)
    bad = [position for position, part in enumerate(parts) if failed(part)]
    if good and not (bad and not parts[max(bad)].asks and _AT_LAST.search(parts[max(bad)].text)):
        return False
    return bool(bad) or _opens_with_no(parts)


def _opens_with_no(parts: list[Clause]) -> bool:
    words = " ".join(word for part in parts for word in part.words)
    first = next((part for part in parts if not set(part.words) <= _BEFORE_NO), parts[0])
    if first.words[0] == "no" and first.words[1:2] and first.words[1] not in _AFTER_NO:
        return False
    if first.words[0] not in _OPENING_NO or _NO_BUT.match(words):
        return False
    return not is_question(first) and not (len(parts) > 1 and first.words[1:] == () and is_question(parts[1]))


def _only_thanks(parts: list[Clause]) -> bool:
    """Thanks, praise and plans to try, and at most a name ("Tack snälla Eva Lind!")."""
    if any(is_question(part) and part.asks for part in parts):
        return False
    words = [word for part in parts for word in part.words]
    strange = [word for word in words if word not in _KIND | _THANKS]
    thanked = bool(set(words) & _THANKS)
    pleased = bool(set(words) & _PLEASED) and len(words) <= 4
    return (thanked and len(strange) <= 2 and len(words) <= 25 and not _says_more(strange)) or (pleased and not strange)


def _says_more(strange: list[str]) -> bool:
    return (
        bool(NO & set(strange))
        or bool(_NEWS.search(" ".join(strange)) or _ERROR.search(" ".join(strange)))
        or any(word.isdigit() for word in strange)
    )
