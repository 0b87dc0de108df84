"""What may follow a command word, so that a question that begins alike stays one; leaves the words to `commands`.

Each rule takes what stands after the command's word and returns what the command is about, or None: no command.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.conversation.agenda_words import agenda
from knowledge.conversation.away_words import away
from knowledge.conversation.fold import EDGE, fold, folded_words, word_set
from knowledge.conversation.guardian_words import guardian_wanted
from knowledge.conversation.list_words import POLITE, lists, weekly_question
from knowledge.conversation.meeting_words import meeting_wanted
from knowledge.conversation.vendor_words import vendor_wanted

_ITSELF = word_set("boten botten dig supporten bot botten the you kanalen har here support i in")

_SENTENCE = word_set(
    """ser kan har ska skall som far ar heter hjalper laser ansvarar gor gar vet skriver finns saknas syns
    fungerar funkar maste vill bor blir kommer hittar inte ingen inget utan eller men om nar hur varfor vad
    vilken vilket jag vi man see sees can has have should is are does do not no when how why what which get
    gets works shows i we you"""
)
"""Words that make what follows a sentence, not a name."""

_UNIT = re.compile(
    r"\w+skol\w{0,3}|\w*(?:skolan|skola|skolans|gymnasiet|gymnasium|forskolan|forskola|fritids|garden|school|preschool)"
)

_NO_SCHOOL = word_set("borta med ny stangd fel kopplad dar som i pa with closed new wrong missing")

_CONTACT = word_set(
    """kontakt kontakten kontakter kontakterna kontaktperson kontaktpersonen kontaktpersoner unikumkontakt
    unikumkontakten supportkontakt superanvandare superanvandaren unikumansvarig unikumansvariga contact
    contacts"""
)
_BEFORE_CONTACT = word_set("ar is are s min mina var vara my our the en den lokal lokala central centrala local unikum")
_HELPER = re.compile(
    r"(?:kan hjalpa (?:mig|oss)|hjalper (?:mig|oss)|(?:kan|ska) jag (?:fraga|vanda mig till)|fragar jag|"
    r"can help (?:me|us)|helps (?:me|us)|(?:can|do|should) i (?:ask|contact))(?= |$)"
)
_AREAS = word_set(
    """teknik tekniskt tekniska tekniken pedagogik pedagogiskt pedagogiska pedagogiken central centralt centrala
    technical teaching pedagogical ansvarig ansvariga och and"""
)
_PERSON_NAME = re.compile(r"[^\W\d_a-zåäö][^\W\d_]*(?:[-’'][^\W\d_]+)*")
"""A word with a capital, as names are written."""
_AT = word_set("pa for at hos of in i till")

_HOW_LONG = re.compile(
    r"(?:i |for |en stund|till |tills |until )?(?:(?:\d+(?:[.,:]\d+)?|en|ett|tva|tre|fyra|fem|half|halv|one|two|an?) ?"
    r"(?:halv |half )?(?:h|tim\w*|hours?|m|min\w*|dag\w*|days?|d|s|sek\w*|veck\w*|weeks?|wd)"
    r"|idag|i dag|imorgon|i morgon|today|tomorrow|tills vidare|resten av dagen|the rest of the day)?"
    r"|(?:till|tills|until) .{1,40}"
)
_LANGUAGES = {"sv": "svenska|swedish|sv|svensk|sve", "en": "engelska|english|en|eng|engelsk"}
_BY_LANGUAGE = {name: code for code, names in _LANGUAGES.items() for name in names.split("|")}
_NUMBER = re.compile(r"(?:(?:for|pa|av|of|fraga|question|nr|nummer|number|no) ?){0,3}#?(\d{1,9})")


def is_sentence(words: str) -> bool:
    """Whether words make a sentence, so that they are no name; "i" may stand before a time."""
    return bool(set(folded_words(words)) & (_SENTENCE - {"i", "for"}))


def any_words(rest: str) -> str | None:
    """Everything fits."""
    return rest.strip()


def _only(*allowed: frozenset[str]) -> Callable[[str], str | None]:
    """A rule: nothing may follow but these small words."""
    words = frozenset().union(*allowed)

    def rule(rest: str) -> str | None:
        return "" if set(folded_words(rest)) <= words else None

    return rule


def _name(words: list[str], *, sure: bool) -> str | None:
    """A school's name in the words that are left; `sure` when a preposition says that a place follows."""
    folded = [fold(word).strip(EDGE) for word in words]
    if len(words) > 4 or set(folded) & _SENTENCE:
        return None
    if folded in (["min", "skola"], ["var", "skola"], ["skolan"], ["my", "school"], ["our", "school"]):
        return ""
    looks = (
        (sure and len(words) <= 2)
        or any(word[:1].isupper() for word in words)
        or any(_UNIT.fullmatch(word) for word in folded)
    )
    return " ".join(words).strip(EDGE) if looks else None


def who(rest: str) -> str | None:
    """`vem`, `vem på Lindskolan`, `vem är vår kontakt på Lindskolan`, `vem är Eva Lind` -> the name or nothing."""
    words = rest.split()
    named = _somebody(words)
    if named is not None:
        return named
    helper = _HELPER.match(" ".join(fold(word).strip(EDGE) for word in words))
    if helper:
        words = words[len(helper[0].split()) :]
    else:
        words = _after_contact(words)
        if not words and rest and not _mentions_contact(rest):
            return None
    if not words:
        return ""
    sure = fold(words[0]) in _AT
    if helper and not sure:
        return None
    return _name(words[1:] if sure else words, sure=sure)


def _somebody(words: list[str]) -> str | None:
    """A person's name, an area ("teknik", "centralt") or "Hagaskolan är kontakt"; None when it is none of them."""
    folded = [fold(word).strip(EDGE) for word in words]
    if folded[-2:-1] in (["ar"], ["is"]) and folded[-1] in _CONTACT and len(words) > 2:
        return _name(words[:-2], sure=True)
    bare = words[1:] if folded[:1] in (["ar"], ["is"]) else words
    if not bare or set(folded[-len(bare) :]) & _CONTACT:
        return None
    if {fold(word).strip(EDGE) for word in bare} <= _AREAS:
        return " ".join(bare).strip(EDGE)
    names = all(_PERSON_NAME.fullmatch(word.strip(EDGE)) for word in bare)
    return " ".join(bare).strip(EDGE) if names and 2 <= len(bare) <= 4 else None


def _after_contact(words: list[str]) -> list[str]:
    """The words after "är vår kontakt", or all of them when it does not stand there."""
    for position, word in enumerate(words[:5]):
        folded = fold(word).strip(EDGE)
        if folded in _CONTACT:
            return words[position + 1 :]
        if folded not in _BEFORE_CONTACT:
            break
    return words


def _mentions_contact(rest: str) -> bool:
    return bool(set(folded_words(rest)) & _CONTACT)


def my_school(rest: str) -> str | None:
    """`min skola`, `min skola är Lindskolan`, `byt skola till Lindskolan` -> the name or nothing."""
    words = rest.split()
    if not words:
        return ""
    sure = fold(words[0]).strip(EDGE) in {"ar", "is", "till", "to", "=", "heter"}
    words = words[1:] if sure else words
    if rest.rstrip().endswith("?") or not words or set(folded_words(" ".join(words))) & _NO_SCHOOL:
        return None
    return _name(words, sure=sure)


def language(rest: str) -> str | None:
    """`språk`, `språk engelska`, `byt språk till svenska` -> `sv`, `en` or nothing."""
    words = [word for word in folded_words(rest) if word not in {"till", "to", "pa", "in"} | POLITE]
    if not words:
        return ""
    return _BY_LANGUAGE.get(words[0]) if len(words) == 1 else None


def workshop(rest: str) -> str | None:
    """`workshop`, `workshop Lindskolan`, `workshop på Lindskolan` -> the school's name or nothing; not a sentence about one."""
    words = rest.split()
    sure = bool(words) and fold(words[0]).strip(EDGE) in _AT
    if not words or rest.rstrip().endswith("?"):
        return None if words else ""
    return _name(words[1:] if sure else words, sure=sure or len(words) == 1)


def status(rest: str) -> str | None:
    """`status`, `status 42`, `status på fråga 42` -> the number or nothing."""
    words = " ".join(folded_words(rest))
    if not words:
        return ""
    found = _NUMBER.fullmatch(words)
    return found[1] if found else None


def ask(rest: str) -> str | None:
    """`fråga hur gör jag …`, `fråga till er: …` -> the question; not when a person is to be asked instead."""
    words = folded_words(rest)
    person = {"manniska", "person", "human", "personal", "kollega", "kontakt", "kontakten"}
    return None if 0 < len(words) <= 3 and set(words) & person else rest.strip()


def search(rest: str) -> str | None:
    """`sök lärlogg`, `sök efter lärlogg` -> what to look for; not a sentence about searching."""
    if set(folded_words(rest)) & {"funkar", "fungerar", "finns", "gar", "inte", "works", "work"}:
        return None
    return re.sub(r"(?i)^(?:efter|for)\s+", "", rest).strip(EDGE)


def announce(rest: str) -> str | None:
    """`meddela`, `meddela alla: Nya omdömen` with its text -> all of it; not a question about telling people."""
    if ":" in rest.split("\n", 1)[0]:
        return rest.strip()
    asks = rest.rstrip().endswith("?") or set(folded_words(rest)) & {"hur", "kan", "how", "can"}
    return None if asks else rest.strip()


def outage(rest: str) -> str | None:
    """`driftstörning`, `driftstörning det går inte att logga in`, `driftstörning av` -> it; not a question about one."""
    words = folded_words(rest)
    first = word_set("hur nar varfor vad vem finns kan how when why what who is are does")
    return None if first & set(words[:1]) else rest.strip()


def pause(rest: str) -> str | None:
    """`paus`, `paus 2h`, `pausa 2 timmar` -> how long, in the writer's words."""
    words = folded_words(rest)
    while words and words[0] in _ITSELF - {"i"}:
        words.pop(0)
    if words[:2] in (["i", "kanalen"], ["in", "here"]):
        words = words[2:]
    text = " ".join(word for word in words if word not in POLITE)
    return text if _HOW_LONG.fullmatch(text) else None


def contact(rest: str) -> str | None:
    """`kontakt`, `kontakt Eva Lind Lindskolan` -> whom; not a sentence about contacts."""
    words = set(folded_words(rest))
    sentence = words & (_SENTENCE | {"med", "with", "me", "mig", "oss", "us"})
    return None if sentence or rest.rstrip().endswith("?") or len(words) > 8 else rest.strip(EDGE)


def vendor(rest: str) -> str | None:
    """`unikum`, `unikum text`, `unikum punkt: …`, `unikum 42` -> it; not a sentence that begins with the platform's name."""
    return None if vendor_wanted(rest) is None or rest.rstrip().endswith("?") else rest.strip()


def _read_by(wanted: Callable[[str], object | None]) -> Callable[[str], str | None]:
    """All of it, when the command's own reading finds something in it."""
    return lambda rest: None if wanted(rest) is None else rest.strip()


RESTS: dict[str, Callable[[str], str | None]] = {
    "help": _only(POLITE),
    "who": who,
    "mine": _only(POLITE),
    "status": status,
    "my_school": my_school,
    "away": away,
    "back": _only(POLITE, word_set("idag dag i pa jobbet jobb at work today fran semestern")),
    "language": language,
    "waiting": _only(POLITE, word_set("pa mig for me oss us")),
    "ask": ask,
    "search": search,
    "announce": announce,
    "outage": outage,
    "pause": pause,
    "resume": _only(POLITE, _ITSELF),
    "home": _only(POLITE),
    "lists": lists,
    "weekly_question": weekly_question,
    "workshop": workshop,
    "vendor": vendor,
    "agenda": agenda,
    "meeting": _read_by(meeting_wanted),
    "guardian": _read_by(guardian_wanted),
    "emergency_admin": _only(POLITE),
    "suggestions": _only(POLITE),
    "my_suggestions": _only(POLITE),
}
"""Command -> the rule for what follows; a command that is not here takes anything."""
