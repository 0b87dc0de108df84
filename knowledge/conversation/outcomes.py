"""Whether a clause says that something helped, did not help, or neither; leaves the weighing of clauses to `words`."""

from __future__ import annotations

import re

from knowledge.conversation.clauses import Clause
from knowledge.conversation.fold import word_set

NO = word_set(
    """inte aldrig inget ingenting ingen inga knappt varken not never nothing none neither dont doesnt didnt isnt
    arent wasnt wont cant couldnt havent hasnt aint foga tyvarr unfortunately sadly"""
)
_NOT = (
    r"(?:inte|aldrig|inget|ingenting|knappt|not|never|nothing|dont|doesnt|didnt|isnt|wasnt|wont|cant|"
    r"couldnt|havent|hasnt|aint|foga)"
)
_WORKS = (
    r"(?:funka\w*|fungera\w*|hjalp(?:er|te|t)|gick|gar|loste|loser|lost|ordnade|lycka[dts]\w*|works?|worked|"
    r"working|helped|helps?|solved?|fix(?:ed)?)"
)

_HARMLESS_NO = re.compile(
    r"\b(?:inga problem|inga konstigheter|no problems?|no worries|inte helt fel|ingen fara|inga fler fragor)\b"
)
_HARMLESS_IF = re.compile(
    r"\b(?:ladda\w*|starta\w*|gor\w*|gjor\w*|skriv\w*|skrev|satt\w*|logga\w*|hand|fragade|handla\w*|pratade|"
    r"galler) om\b"
    r"|\b(?:precis )?som det ska\b|\bom$"
)
_IF = re.compile(
    r"\b(?:om|ifall|huruvida|if|whether|unless|hoppas|forhoppningsvis|hope|hopefully|ska|skall|borde|should|"
    r"might|kanske|maybe|provar|"
    r"testar|undrar|wonder|tror|think|vet|know|kommer att|will|would|wouldve|skulle|lar|ser ut att|verkar|seems)\b"
)
_ASKS = re.compile(
    r"^(?:(?:och|men|hej|ok|okej|ja|jo|tack|sa|alltsa|asa|and|so|da) ){0,9}(?:hur|var|vad|vart|varfor|nar|vem|"
    r"vilken|vilket|vilka|how|where|what|why|when|"
    r"who|which|(?:kan|far|ska|maste|gar|funkar|fungerar|finns|ar|har|blir|ser|syns|hjalper|hjalpte|funkade|gick) "
    r"(?:jag|man|du|ni|det|den|vi|dom|nan)|(?:can|could|should|do|does|did|is|are|has|will|would) (?:i|you|"
    r"it|that|this|they|we|the))\b"
)

_NOW_STATE = (
    r"(?:lost|fixat|ordnat|utrett|klart|klar|bra|ratt|okej|ok|pa plats|som det ska|ratt ut|bra ut|dar|uppe|"
    r"ute|inne|synlig\w*|igang|i sin ordning)"
)
_DONE = r"(?:lost|solved|fixed|sorted|resolved|fixat|ordnat|utrett|avklarat)"
_WHO = r"(?:jag|vi|hon|han|hen|alla|allt|det|den|dom|dem|\w+en|\w+et|\w+na|\w+arna|\w+erna)"
_FINE = (
    r"(?:nu|fint|bra|perfekt|utmarkt|klockrent|jattebra|kanon|kanonbra|igen|alldeles|hur|helst|som|smidigt|"
    r"strax|direkt|igenom|vagen|toppen|tack|tackar|ju|ja)"
)
_FINE_EN = r"(?:now|fine|great|perfectly|again|well|thanks|like|a|charm|as|it)"
_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:loste|ordnade|fixade|redde|lost|ordnat|fixat)(?: \w+){0,2} (?:sig|upp sig|ut sig)\b",
        r"\b(?:jag|vi|har|vi har|i|we|ive|weve)(?: \w+)? (?:loste|fixade|ordnade|lost|fixat|ordnat|solved|"
        r"fixed|sorted|figured)\b",
        r"\b(?:det|den|detta|du|that|it|this|you) (?:loste|fixade|ordnade|solved|fixed|sorted) (?:det|den|"
        r"it|problemet|the (?:problem|issue))\b",
        r"^(?:figured|sorted|worked) it out\b|\b(?:rattade|redde) (?:till|ut) sig\b",
        r"^(?:loste|fixade|ordnade|solved|fixed|sorted) (?:det|den|it|problemet)\b",
        r"^(?:(?:ok|okej|ja|jo|yes|perfekt|nu|det|den|allt|allting|problemet|saken|fragan|felet|ar|blev|is|"
        rf"its|thats|all|problem|issue|now|redan|it) ){{0,9}}{_DONE}"
        r"(?: (?:nu|now|igen|da|det|den|problemet|sjalv|it|that|issue|tack|thanks)){0,9}$",
        r"\b(?:hittade|hittat) (?:jag |vi )?(?:den|det|dem|dom|nu|ratt|sjalv|\w{3,}(?:en|et|na))\b|^(?:nu |"
        r"jag |vi |har ){0,9}(?:hittade|hittat)(?: jag| vi| nu)?$",
        r"\bfound (?:it|them|the \w+)\b",
        r"\b(?:dar|there) (?:ar|var|lag|satt|fanns|dok|is|it is|it was|they are) ?(?:det|den|dom|"
        r"upp)?(?: ju| ja| nu)?$|^(?:(?:ja|jo|aha|jaha|a) ){0,9}dar(?: ja)?$",
        r"\bnu (?:ar|blev|ser|sitter|star|ligger)(?: \w+){0,3} " + _NOW_STATE + r"\b",
        r"\b(?:blev|ar) (?:det |den |allt )?(?:bra|ratt|klart|klar|okej|ok|lost|synlig\w*) nu\b|"
        r"\bdet blev (?:ratt|bra|lost)$",
        rf"\bnu (?:ser|hittar) {_WHO}(?: {_WHO}){{0,9}}(?: (?:ocksa|hemma|i appen|igen|ju|dar)){{0,9}}$",
        r"\bnu (?:syns|visas|finns|fungerar|funkar)(?: (?:det|den|dom|hen|hon|han|allt|alla|bada|\w+en|\w+na))"
        r"(?: (?:dar|har|med|igen|ocksa|hemma|ju|ja|tack|bra|fint|alla|klockrent|(?:i|pa|for|hos) .*)){0,9}$",
        rf"\bnu (?:kom|kommer|slapp) {_WHO} (?:in|at|ut)\b|\bnu (?:fick|far) {_WHO} (?:upp|in|till|ut|fram|"
        rf"ordning|se)\b|\bnu kan {_WHO} \w+",
        rf"\bnu (?:dok|dyker) {_WHO} upp\b|\bnu ligger {_WHO} (?:dar|ratt|ute|uppe)$|\bnu ar {_WHO} (?:inne|"
        r"med|tillbaka|synliga?|dar)\b",
        r"\b(?:syns|visas|ar inne|finns|finns dar|ligger dar|ar tillbaka|ar dar) nu$|^(?:nu )?(?:jag |"
        r"vi )?(?:kom|kommer) in(?: nu| igen| at last)?$",
        r"\b(?:fick|har fatt) (?:det |den |jag )?(?:ordning pa|till det|till|att funkade|det att fungera)\b",
        r"\b(?:i|we|they|parents|students|pupils|everyone) can (?:now )?(?:see|log|find|open)\b|\bnow (?:i|"
        r"we|they|he|she) (?:can|see)\b|\b(?:shows? up|visible|im in|its there|are there|its back) now\b|"
        r"^im in$",
        r"^(?:(?:ja|jo|jepp|japp|precis|exakt|perfekt|yes|yep) ){0,9}(?:det var|thats|that was)(?: (?:ju|precis|"
        r"exakt|just|exactly|nog)){0,9} "
        r"(?:det|den|it|dar|sa|what)(?: (?:som behovdes|som var felet|felet|i \w+.*|jag \w+.*))?$",
        r"\b(?:precis|exakt|just|exactly) (?:det |vad |what |det som )?(?:jag|i) (?:behovde|sokte|"
        r"letade efter|needed|was looking for|wanted|ville ha)\b",
        r"\bdid the trick\b|\bthat did it\b|\bgot it (?:to work|working|sorted)\b|\ball (?:good|sorted|set|"
        r"fine)(?: now)?$|\bit was the \w+$",
    )
)
"""Ways to say that it is settled now."""

_WORKED = re.compile(r"\b(?:funkade|fungerade|hjalpte|lyckades|lyckats|worked|helped)\b")
_WORKS_NOW = re.compile(
    r"\b\w{3,} (?:funkar|fungerar|works) (?:nu|igen|now|again)\b"
    rf"|\b(?:pa|i|med|via) \w+ (?:funkar|fungerar) (?:det|den)\b"
    r"|\b(?:its|theyre|det|den|nu|allt|alla|allting|dom|da|sa|it|that|this|everything|all|"
    rf"now)(?: \w+){{0,3}} (?:funkar|fungerar|works?|working)(?: (?:det|den|allt|{_FINE}|{_FINE_EN}|for|mig|"
    r"oss|me|us|har|here)){0,9}$"
    rf"|^(?:funkar|fungerar|works|working)(?: (?:{_FINE}|{_FINE_EN})){{0,9}}$"
    rf"|\b(?:det|nu|da|sa|den|ja)(?: \w+)? gick(?: det| den)?(?: {_FINE}){{0,9}}(?: att (?:\w+ ?){{1,6}})?$|"
    rf"^(?:gick)(?: {_FINE})+(?: att (?:\w+ ?){{1,6}})?$"
)
_PARTLY = re.compile(
    r"\b(?:delvis|nastan|lite|litegrann|halvt|ibland|bara|endast|partly|partially|almost|only|sometimes|"
    r"ett tag|en stund|en minut|igar|forut|"
    r"tidigare|innan|forra|i fredags|i mandags|yesterday|before|last week|sist|annars|brukar|for ett tag)\b|"
    r"\b(?:hjalpte|funkade|fungerade|worked|helped) (?:for|hos) (?!mig|oss|me|us|alla|bada|all|everyone)"
)

_FAILED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_WORKS}(?: \w+){{0,3}} {_NOT}\b|\b{_NOT}(?: \w+){{0,2}} {_WORKS}\b",
        r"\b(?:samma|same) (?:fel\w*|problem\w*|sak|resultat|text|meddelande|ruta|visa|error|thing|issue|"
        r"result|message|story)\b(?! (?:har|here|hos|for)\b)",
        r"^(?:(?:ser|det|ar|precis|exakt|helt|blir|blev|nej|ut|provade|testade|nu|tyvarr|"
        r"annu) ){0,9}likadant(?: (?:nu|igen|efter\w*|som \w+).*)?$",
        r"\b(?:ingen|no|any|inga|nan) (?:skillnad|effekt|forandring|framgang|lycka|difference|luck|change|"
        r"effect|success|andring)\b",
        r"\b(?:det var|det ar|that is|thats|that was|that wasnt|thats not|its|it was)(?: \w+)? (?:inte|"
        r"not)(?: \w+)? (?:det|min fraga|svar pa|ratt svar|ratt|what i|my question|it|felet)\b",
        r"^(?:(?:det|thats|its|helt|ar|var|nej) ){0,9}(?:fel svar|wrong answer)\b|\b(?:svarar|"
        r"besvarar) inte pa\b|\bnot what i \w+|\binte (?:det |vad )?jag (?:menade|fragade|undrade|sokte|"
        r"letade|behovde|var ute efter)\b",
        r"\bdet stammer inte\b|\bkom(?:mer)? inte (?:langre|vidare)\b|^(?:inte|nej)$|\bdidnt (?:do|change|make)\b",
        r"\b(?:inget|ingenting|nothing)(?: \w+)? (?:hander|hande|happens|happened|changed|changes|"
        r"andrades)\b|\bhander (?:inget|ingenting)\b",
        r"\b(?:har|det|jag|redan|allt det dar)\b(?: \w+){0,3} redan (?:testat|provat|gjort|forsokt|kollat|"
        r"testade|provade|gjorde)\b|\bredan (?:testat|provat|gjort|forsokt|kollat)\b"
        r"|\bdet har (?:jag|vi)(?: \w+)? (?:gjort|testat|provat|kollat|forsokt)\b|\balready (?:tried|did|"
        r"done|checked|have)\b|\b(?:forsokte|testade|provade|gjorde)\b.*\bredan$",
        r"\b(?:gar|gick) (?:fortfarande )?(?:inte|heller inte|at skogen|fel)\b|\bfunkar (?:noll|nada|"
        r"skit)\b|\bno (?:good|dice|joy)\b|\bnope\b",
    )
)
"""Ways to say that it did not help."""

_STILL = re.compile(r"\b(?:fortfarande|still)\b(?!.*\b(?:svar|svarat|answer|reply|response|waiting|vantar|vanta)\b)")
_MISTAKEN = re.compile(r"\bdu missforst\w+|\bmissuppfattat? (?:mig|fragan)\b|\byou misunderst\w+")
_ABOUT_IT = re.compile(
    r"^(?:(?:gjorde|did|made|blev|its|theyre|im|thats|was|is|var|ar|far|fick|get|got|nu|det|den|detta|nej|no|tack|thanks|hej|"
    r"tyvarr|hm|oj|ok|okej|ja|jo|tror|jag|vi|i|we|provade|provat|testade|testat|forsokte|har|fortfarande|nu|"
    r"och|ju|"
    r"svaret|tipset|losningen|forslaget|lanken|inget|ingenting|still|it|that|this|the|answer|tip|dar|har|"
    r"det dar|det har|sa|a|alltsa|sorry|aj|men|well|"
    r"snalla|haha|usch|hmm|igen|unfortunately|sadly|tried|dessvarre|verkar|verkade|allt|alla|bada|dom|just|"
    r"nan|bara|blev|blir|ser|exakt|precis|samma) ){0,9}"
    r"(?:"
    + _WORKS
    + r"|"
    + _NOT
    + r"|samma|same|fortfarande|still|likadant|ingen|no|redan|already|fel|wrong|gar|du|svarar|missuppfattat|"
    r"any|det stammer|kom|kommer|hander|inte)\b"
)
_EXCUSED = re.compile(
    r"\b(?:trodde|sag|hade|visste|tankte|fattade|markte|forstod|kunde|glomde|glomt|missade|missat|letade|"
    r"didnt (?:see|know|realise|realize|notice|think))\b"
)


def is_question(clause: Clause) -> bool:
    """Whether the clause asks, with or without a question mark."""
    return clause.asks or bool(_ASKS.match(clause.text))


def is_condition(clause: Clause) -> bool:
    """Whether the clause speaks of what may come: hopes, plans, "om det inte funkar"."""
    return bool(_IF.search(_HARMLESS_IF.sub(" ", clause.text)))


def is_negated(clause: Clause) -> bool:
    """Whether something is denied."""
    return bool(NO & set(_HARMLESS_NO.sub(" ", clause.text).split()))


def is_excused(clause: Clause) -> bool:
    """Whether what is denied is over ("jag hade inte publicerat")."""
    return bool(_EXCUSED.search(clause.text))


def succeeded(clause: Clause) -> bool:
    """Whether the clause says, for certain and without limits, that it works now."""
    text = _HARMLESS_IF.sub(" ", _HARMLESS_NO.sub(" ", clause.text)).strip()
    if is_question(clause) or is_condition(clause) or is_negated(clause) or _PARTLY.search(text):
        return False
    return is_settled(clause) or bool(_WORKED.search(text) or _WORKS_NOW.search(text))


def is_settled(clause: Clause) -> bool:
    """Whether the words themselves say that it is over ("löste sig", "hittade den"), not only that something works."""
    return not is_negated(clause) and any(pattern.search(clause.text) for pattern in _SURE)


def failed(clause: Clause) -> bool:
    """Whether the clause says that what was tried did not help."""
    text = _HARMLESS_NO.sub(" ", clause.text).strip()
    plain_question = clause.asks and not re.match(r"(?:\w+ ){0,2}(?:det|den|that|it) \w+(?: \w+)? (?:inte|not)\b", text)
    if plain_question or _ASKS.match(text):
        return False
    if _MISTAKEN.search(text):
        return True
    if is_condition(clause):
        return False
    if _STILL.search(text):
        return True
    return bool(_ABOUT_IT.match(text)) and any(pattern.search(text) for pattern in _FAILED)
