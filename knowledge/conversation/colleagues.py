"""What others than the asker say in a thread ("jag tar den", "samma här"); leaves the asker's words to `words`."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.conversation.clauses import Clause, clauses
from knowledge.conversation.outcomes import is_condition, is_negated

_LEAD = (
    r"^(?:(?:ok|okej|okay|ja|jo|japp|jepp|yes|yep|hej|hejsan|hm|oj|sure|visst|absolut|fint|bra|da|men|och|"
    r"nu|sa|tack) ){0,9}"
)
_IT = (
    r"(?:den|det|denna|detta|den har|det har|den dar|fragan|arendet|hand om (?:det|den|detta|denna|fragan)|"
    r"over(?: (?:den|det|har))?|it|this|this one|that|that one|over)"
)
_LATER = (
    r"(?: (?:jag|vi|nu|har|strax|direkt|idag|i|dag|imorgon|morgon|eftermiddag|formiddag|em|fm|efter|lunch|"
    r"rasten|lektionen|ikvall|pa|stort|snart|sen|senare|genast|"
    r"at|dig|er|anna|med|en|gang|sa|snabbt|for|now|today|tomorrow|later|right|away|for you|after|da|ju|"
    r"gladeligen|garna|vidare|till|upp|saken|once|a|sec|minute)){0,9}"
)
_TAKES = tuple(
    re.compile(_LEAD + pattern)
    for pattern in (
        rf"(?:jag |vi |kan ){{0,9}}(?:tar|ta)(?: mig an)? {_IT}{_LATER}$|tar jag{_LATER}$|this one is mine$|"
        rf"(?:jag |vi )?tar en titt(?: pa (?:det|den))?{_LATER}$|(?:jag |vi )?tar den (?:fragan|har fragan)$|"
        r"i got this$|"
        rf"will (?:check|look|do|take)\b.{{0,40}}$",
        r"(?:jag |vi |ska |kan ){0,9}(?:kollar|kikar|tittar|undersoker|kolla|kika|titta|undersoka|"
        rf"felsoker)(?: (?:pa|upp|narmare|lite)){{0,9}}(?: {_IT})?{_LATER}$",
        r"(?:jag |vi |ska |kan )+(?:kollar|kikar|tittar|hor|fragar|stammer av|pratar|snackar|mejlar|"
        r"tar kontakt|kolla|hora|fraga|undersoker)(?: (?:av|upp))? (?:det )?(?:med|om|vad|varfor|hur|var|"
        r"upp|hos|i) .{2,80}$",
        rf"(?:jag |vi |ska |kan ){{0,9}}(?:fixar|loser|ordnar|hanterar|fixa|losa|ordna)(?: {_IT}| biffen)?{_LATER}$",
        r"(?:jag |vi )(?:kan )?(?:hjalper|hjalpa|ringer|aterkommer|hor av mig|svarar|besoker)(?: (?:till|med|om|dig|er|"
        rf"{_IT})){{0,9}}{_LATER}$|(?:jag |vi )(?:kommer forbi|satter mig med)\b.{{0,40}}$",
        rf"(?:jag ar |ar )?pa (?:den|det|bollen|saken){_LATER}$|aterkommer{_LATER}$|min$|"
        r"jag kan den(?: har)?$|lat mig (?:kolla|titta|se|kika).*$",
        r"(?:ill|i will|i can|we can|well|let me) (?:take|handle|look|check|have a look|fix|sort|get|"
        r"deal with|see|do|ask|grab)\b.{0,60}$",
        r"(?:im |were |am )?(?:on it|looking into (?:it|this)|checking|taking (?:it|this)|looking at (?:it|"
        r"this)|having a look)\b.{0,30}$|(?:ive )?got (?:this|it)$|mine$",
    )
)
_TAKEN_NOT = re.compile(
    r"\b(?:alltid|brukar|garna|forst|aldrig|usually|always|kaffe|rast|tupplur|bussen|ledigt|semester)\b"
)
_DONE = re.compile(
    _LEAD + r"(?:(?:det|den|nu|fragan|arendet|felet|problemet|ar|har|jag|vi|har nu|its|this|that|is|all|ive|we|weve|"
    r"i|it|redan|helt) ){0,9}"
    r"(?:lost|loste|fixat|fixade|ordnat|ordnade|atgardat|avklarat|solved|fixed|sorted|resolved|avhjalpt|"
    r"utrett|klarat upp)"
    r"(?: (?:nu|det|den|detta|fragan|arendet|problemet|it|this|that|now|at|dig|er|for|you|har|idag|i|morse|"
    r"pa|telefon|muntligt|tack|med|out|anna)){0,9}$"
)
_READY = re.compile(_LEAD + r"(?:(?:det|nu|den|ar|its|all) ){0,9}(?:klart|klar|done|finished)(?: nu| now)?$")
_OTHERS = re.compile(
    r"^(?:(?:han|hon|hen|vem|nan|har|ar|did|can|could|is|who)\b(?! (?:jag|vi|i|we|pa|nu)\b)|(?:kan|"
    r"ska) (?:du|ni|nan|man|hon|han)\b)"
)

_ME_TOO = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bsamma (?:sak |problem |fel |fraga |fundering |har |det )?(?:har|hos (?:oss|mig|min|vara)|"
        r"pa (?:min|var)|for (?:mig|oss))\b|^(?:haha |jaha |oj |ja |ok ){0,9}samma$",
        r"^(?:(?:ja|och|hej|haha|oj|jo|ok) ){0,9}(?:jag|vi|me|us|mig|oss|hos oss|hos mig|for mig|"
        r"for oss)(?: har)? (?:med|ocksa|too|likasa|dito)$",
        r"^(?:ok ){0,9}\+1\b|\bditto\b|\bdito har\b|\blikadant (?:har|hos|for oss|for mig)\b|"
        r"\bhar ar det (?:likadant|samma)\b",
        r"\bundrar (?:jag |vi )?(?:ocksa|med|samma|detsamma|likasa)\b|\b(?:jag|vi) (?:vill|"
        r"skulle vilja) ocksa veta\b|\b(?:ocksa|med) (?:undrat|undrar|funderat)\b",
        r"\b(?:har|fick|far|ser|hade|upplever) (?:ocksa|samma|precis samma|"
        r"exakt samma)(?: \w+){0,2}(?: (?:problem\w*|fel\w*|fraga|fundering|bekymmer|sak|det|detta|"
        r"meddelande))\b",
        r"\b(?:har|far|ser|upplever) (?:det|detta|det har|det dar|problemet|felet|"
        r"samma sak)(?: \w+)? (?:ocksa|med)\b|\b(?:har|far) vi ocksa\b",
        r"\b(?:hander|hande|galler|drabbar|drabbade|sa ar det|funkar inte|fungerar inte|strular|"
        r"krånglar)(?: \w+)? (?:mig|oss|hos oss|hos mig|har|for oss)(?: \w+)? ?(?:ocksa|med|heller|likasa)\b",
        r"\bsame (?:here|for (?:me|us)|problem|issue|question|thing (?:here|for us)|with (?:me|us))\b|"
        r"\b(?:me|us) (?:too|as well)\b|\bso (?:do|am|are) (?:i|we)\b",
        r"\b(?:also|too)\b.*\b(?:wondering|having (?:this|that|the same)|have (?:this|that|the same)|"
        r"seeing (?:this|that)|would like to know)\b|\b(?:wondering|have|get) (?:this|that|"
        r"the same)(?: \w+)? (?:too|as well)\b",
        r"\binte (?:hos oss|hos mig|har|for oss) heller\b|\b(?:vi|jag) (?:ser|kan|far|har|"
        r"kommer)(?: \w+)? inte(?: \w+){0,2} heller$",
    )
)
_TELLS = re.compile(
    r"\b(?:loste|lost|testa|prova|provade|hjalpte|funkade|solved|fixed|worked|try|losenord\w*|anvandarnamn|svaret ar)\b"
)

_ASKS_YOU = re.compile(
    r"^(?:(?:hej|hm|ok|okej|och|men|ja|jo|aha|tack|oj|jaha|sa|bara|well|hi|and|but|so|anna|forst|en fraga) ){0,9}"
    r"(?:(?:i |pa |for |till |fran |under |from |in |on |at )?(?:vilken|vilket|vilka|vad|var|vart|nar|hur|"
    r"vem|which|what|where|when|how)"
    r"|har (?:du|ni|eleven|hen|den|det|mamman|pappan|nan)|kan (?:du|ni)|skulle (?:du|ni)|ar (?:det|den|du|"
    r"ni|eleven|dom|hen|inlagget|planeringen|gruppen|klassen)|galler (?:det|den)"
    r"|ser (?:du|ni)|far (?:du|ni)|star (?:det|den)|ligger (?:det|den)|syns (?:det|den)|kommer (?:du|ni|"
    r"det)|hander (?:det)|blir (?:det)|vill (?:du|ni)|menar (?:du|ni)|provade (?:du|ni)|testade (?:du|ni)|"
    r"gjorde (?:du|ni)|anvander (?:du|ni)"
    r"|loggar (?:du|ni)|jobbar (?:du|ni)|gick (?:det|du)|valde (?:du|ni)|finns (?:det|den|hen|eleven)|"
    r"visar (?:den|det)|far (?:du|ni)|ska (?:jag|det)|heter"
    r"|(?:have|did|do|can|could|are|were|will|would) (?:you|they)|(?:is|does|was|did) (?:it|that|this|the)|"
    r"pa (?:webben|mobilen|datorn)|webben|mobilen?|appen|mobil|dator|skarmbild|fler elever)\b"
)
_PLAIN_ASK = re.compile(
    r"^(?:(?:hej|hm|ok|okej|och|men) ){0,9}(?:hur (?:manga|lange|ofta) \w+|(?:vilken|vilket|vilka|which|"
    r"what) \w+(?: \w+)?? (?:galler|ar det|heter|anvander|handlar|star|ser du|ser ni|sitter|menar|jobbar|"
    r"is it|are you|do you|does)"
    r"|(?:vad|hur|var|what|how|where) (?:star|hander|ser du|menar|heter|galler|klickar|loggar|ser det|"
    r"does it|do you|happens|are you)"
    r"|har (?:du|ni) (?:provat|testat|kollat|forsokt|loggat|tilldelat|publicerat|bockat|kryssat|uppdaterat)|"
    r"kan (?:du|ni) (?:skicka|visa|ta|beskriva|klistra|saga|beratta|kolla|ge|prova|testa|skriva)"
    r"|have you (?:tried|checked|logged)|did you (?:try|check)|(?:can|could) you (?:send|show|take|describe|"
    r"tell|check|try))\b"
)
_NOT_BACK = re.compile(
    r"^(?:(?:och|men|ja|sa|da|nu) ){0,9}(?:(?:funkar|fungerar|hjalpte|gick|funkade|gar|syns|fungerade|"
    r"ser) (?:det|den|du den|du det|ni den)(?: (?:nu|bra|da|battre|battre nu)){0,9}$"
    r"|(?:kan|vill|skulle) (?:du|ni)(?: \w+)?? (?:prova|testa|forsoka)(?: \w+)?? (?:igen|nu|pa nytt)$"
    r"|(?:can|could|would) you(?: please)? try(?: \w+)?? (?:again|now)$"
    r"|(?:ar|blev) det (?:lost|bra|ok|okej|klart)(?: nu| sa)?$|eller hur$|(?:does|did|is) (?:it|"
    r"that) (?:work|help|working|worked|ok|better)(?: now)?$|ok(?:ej)?$|va$|hur gick det$"
    r"|ska jag ta (?:den|det)|kan jag ta (?:den|det)|vem (?:tar|av oss|kan|vet|ar|har)|nan som|kan nan)"
)


def contact_says(text: str) -> Literal["take", "solved"] | None:
    """`take` or `solved` when a contact's words are that button, else None: an answer, a plan with an "om"."""
    parts = clauses(text)
    if not parts or len(parts[0].words) > 16 or sum(len(part.words) for part in parts) > 40:
        return None
    told = [part for part in parts[:3] if not part.asks and not is_negated(part)]
    if any(_DONE.match(part.text) for part in told) or (
        _READY.match(parts[0].text) and len(parts) <= 2 and not parts[0].asks
    ):
        return "solved"
    return "take" if any(_takes(part) for part in told[:2]) and not any(_has_if(part) for part in parts) else None


def _takes(part: Clause) -> bool:
    if _TAKEN_NOT.search(part.text) or _OTHERS.match(part.text):
        return False
    return any(pattern.match(part.text) for pattern in _TAKES)


def _has_if(part: Clause) -> bool:
    return bool(
        re.search(r"(?<!hand )\b(?:om (?:ingen|inte|du|det|nan)|unless|if (?:no|nobody|you))\b", part.text)
    ) and is_condition(part)


def is_me_too(text: str) -> bool:
    """Whether somebody only says to have the same question or trouble."""
    parts = clauses(text)
    first = next((part for part in parts if len(part.words) > 1 or part.words[0] in {"+1", "samma", "ditto"}), None)
    if first is None or first.asks or sum(len(part.words) for part in parts) > 30:
        return False
    told = [part for part in parts[:3] if not part.asks]
    if any(_TELLS.search(part.text) for part in parts):
        return False
    return any(pattern.search(part.text) for part in told for pattern in _ME_TOO)


def asks_back(text: str) -> bool:
    """Whether a contact asks the asker something that the answer hangs on; not whether it works now, not of others."""
    parts = clauses(text)
    asked = [part for part in parts if part.asks and len(part.words) > 1]
    if any(_ASKS_YOU.match(part.text) and not _NOT_BACK.match(part.text) for part in asked):
        return True
    return any(_PLAIN_ASK.match(part.text) and not _NOT_BACK.match(part.text) for part in parts[:2])
