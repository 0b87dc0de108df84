"""Tells what a chat must not deal with (identity, custody, data gone astray); leaves the safe answer to handlers."""

from __future__ import annotations

import re

from knowledge.conversation.fold import fold

_MARKS = re.compile(r"[^a-z0-9.?!\n]+")
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]?")
_GAP = r"(?: \w+){0,%d}"

_PUPIL = (
    r"(?:elev\w*|barn(?:et|ets)?|son(?:en)?|dotter\w*|flicka\w*|pojke\w*|kille\w*|tjej\w*|syskon\w*|pupils?|"
    r"students?|child|kids?|daughter|son)"
)
_ONE_PARENT = (
    r"(?:pappa(?:n|s)?|mamma(?:n|s)?|fader(?:n)?|modern|far|mor|farsan|morsan|(?:den )?ena (?:foraldern|"
    r"vardnadshavaren|parten)|"
    r"(?:den )?andr[ae] (?:foraldern|vardnadshavaren|parten)|den andr[ae]|exet|ex (?:man|make|fru|maka|"
    r"sambo)|exman\w*|exfru\w*|"
    r"biologisk\w* (?:foralder|foraldrar\w*|foraldern|pappa\w*|mamma\w*|mor|far)|bioforald\w*|father|mother|"
    r"dad|mum|mom|one parent|"
    r"ex (?:husband|wife)|the ex|biological parents?)"
)
_NO_MORE = r"(?:inte|ej|inte langre|ej langre|aldrig|not|never|no longer|not be)"
_NOT_YET = r"(?!.{0,60}\b(?:an|annu|forran|innan|yet|until|before)\b)"
"""What is only to be seen later is everyday work."""
_SHALL = r"(?:ska|skall|far|bor|maste|must|should|may|can|is|allowed to)"

_IDENTITY = (
    r"\bskydda(?:d|de|t|ds|dt) (?:i?n?d\w*t\w*|id|person\w*|uppgift\w*|folkbok\w*|adress\w*|status|elev\w*|"
    r"barn\w*|familj\w*|boende\w*)",
    r"\b(?:person|elev|identitets?)\w*(?: \w+){0,2} ar skydda(?:d|de)\b|\bid skydd\w*|\bidentitetsskydd\w*|"
    r"\bskyddad i folkbok\w*",
    r"\bsekretess(?:mark\w*|skydd\w*|belagd\w* (?:elev|adress|person|uppgift)\w*)",
    r"\b(?:hemlig|hemliga|hemligt|gomd|gomda) (?:adress\w*|identitet\w*|bostad\w*|vistelseort|skola|"
    r"familj\w*|elev\w*|barn\w*)",
    r"\blever (?:\w+ )?(?:gom\w*|under jord\w*|pa hemlig\w*)|\bfingerad\w* (?:person|identitet|namn)\w*|\bkvarskriv\w*",
    rf"\b(?:{_PUPIL}|familj\w*|pappa\w*|mamma\w*|foralder\w*|hen|hon|han|namn\w*|person\w*|"
    rf"kollega\w*)(?: (?!bild|foto|film)\w+){{0,5}} "
    r"(?:far|ska|skall|bor) (?:inte|ej|aldrig)(?: \w+){0,2} (?:synas|finnas|visas|ligga|hittas|exponeras|"
    r"sparas|ga att hitta|laggas in)"
    r"(?: (?!bild|foto|film)\w+){0,3} (?:nagonstans|nanstans|alls|overhuvudtaget|oht|utat)\b",
    r"\bingen far veta (?:var|vilken skola|att)\b(?: \w+){0,6} (?:bor|gar|finns)\b",
    r"\b(?:protected|hidden|secret|concealed|confidential) (?:identit(?:y|ies)|personal (?:data|details|"
    r"information)|address\w*|population)",
    r"\bidentity protection\b|\bwitness protection\b|\b(?:living|lives|family|child|pupil|"
    r"student)(?: \w+)? in hiding\b|\bsecrecy mark\w*",
)

_CUSTODY = (
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,2}}?(?:inte|ej) (?:langre )?(?:ska|skall) (?:\w+ ){{0,2}}?"
    rf"(?:se|lasa|komma at|folja|ha|fa|veta)\b{_NOT_YET}",
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,2}}?(?:inte|ej) (?:langre )?(?:far|bor) (?:\w+ ){{0,3}}?"
    rf"(?:traffa|hamta|kontakt|kontakta|insyn|information|tillgang|atkomst|{_PUPIL})\b",
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,3}}?{_SHALL} (?:\w+ )?{_NO_MORE} (?:\w+ ){{0,2}}?(?:kontakt|contact) (?:med|with)\b",
    rf"\b{_ONE_PARENT} vill inte att {_ONE_PARENT} (?:ska|far|kan|skall) (?:\w+ ){{0,2}}?(?:se|lasa|veta|fa|"
    r"ha|komma|logga)\b",
    rf"\b(?:inte|ej|not) (?:\w+ )?(?:lamna\w* ut|ge ut|share|give) (?:\w+ ){{0,2}}?"
    rf"(?:till|to|with) (?:the )?{_ONE_PARENT}\b",
    r"\bumganget? (?:har |ar )?(?:\w+ )?(?:stoppa\w*|indrag\w*|installt|forbjud\w*|upphort)",
    r"\bvardnads(?:tvist|mal|konflikt|brak|fraga|arende|beslut|dom|process|utredning|overflytt)\w*|\bcustody\b",
    r"\bumganges\w+|\b(?:inget|ingen|inte|ej|ratt till|utan|forbjud\w*|stoppat?|"
    r"overvakat) (?:\w+ )?umgange\w*|\bumgange med (?:barn|son|dotter|elev|sin)\w*",
    r"\b(?:kontakt|besoks|tilltrades)forbud\w*|\brestraining order\b|\bno contact order\b",
    r"\bhotbild\w*|\bhot(?:ar|at|ade|as|en|et)?(?: \w+){0,2} (?:mot|mamma\w*|pappa\w*|familj\w*|barn\w*|"
    r"elev\w*)\b|\bvald i (?:hemmet|familjen|nara)\b"
    r"|\bkvinnojour\w*|\bskyddat boende\b",
    r"\b(?:forlora\w*|mista?t?|miste|fratag\w*|frantag\w*|tagit over|overtagit|ensam|enskild|egen|full|fatt|"
    r"har (?:inte|ej)(?: \w+)?|inte langre|utan|ingen) vardnad(?:en)?\b",
    r"\bvardnaden (?:har |ar |om \w+ har )?(?:\w+ )?(?:andra\w*|over\w*|flytta\w*|gatt|upphor\w*|tagit\w*|"
    r"frantag\w*|tvist\w*|avgjord\w*)",
    r"\b(?:inte|ej) langre (?:\w+ )?vardnadshavare\b|\b(?:ar|som) (?:inte|ej) vardnadshavare langre\b|"
    r"\bfr(?:an)?tag\w* vardnad\w*",
    r"\bensam vardnadshavare\b(?=.{0,200}\b(?:dom\w*|tingsratt\w*|beslut\w*|insyn|inte|ej|andr[ae]|nu)\b)|"
    r"\b(?:dom|domen|beslut\w*|tingsratt\w*)\b.{0,200}\bensam vardnadshavare\b",
    r"\btingsratt\w*|\bdomstol\w*|\bcourt (?:order|decision|ruling|has|says)\w*|\blvu\b|\bomhanderta\w*",
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,4}}?{_SHALL} (?:\w+ )?{_NO_MORE} (?:\w+ ){{0,2}}?(?:se|traffa|hamta|"
    r"kontakta|prata med|umgas med|see|contact|meet|pick up|visit)"
    rf" (?:\w+ )?{_PUPIL}\b",
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,4}}?{_SHALL} (?:\w+ )?{_NO_MORE} (?:\w+ ){{0,3}}?(?:insyn|information\w*|"
    r"info|tillgang|atkomst|access|veta|fa veta|hamta)\b",
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,3}}?(?:ska|skall|should|must) (?:\w+ )?{_NO_MORE} (?:\w+ ){{0,2}}?(?:se|"
    rf"lasa|komma at|folja|see|read|access)\b{_NOT_YET}",
    rf"\b(?:ska|far|maste|should|must) {_ONE_PARENT} (?:inte|ej|not) (?:langre )?(?:ha |fa )?(?:insyn|"
    r"tillgang|atkomst|information|traffa|hamta|veta|access)\b",
    r"\b(?:forbjud\w*|hindra\w*|stoppa\w*|stang\w* ute|sparra\w*|blockera\w*|utesl\w*|block\w*|lock\w* out|"
    rf"keep\w* out) (?:\w+ ){{0,2}}?{_ONE_PARENT}\b",
    rf"\b{_ONE_PARENT} (?:\w+ ){{0,4}}?(?:utestangd|stangas ute|sparras|blockeras|not allowed|lost (?:his|"
    r"her|their) (?:rights?|access))\b",
    r"\b(?:exet|barnets ex|mitt ex|hennes ex|hans ex|exmannen|exmaken|exfrun)\b(?: \w+){0,6} (?:bort|ute|"
    r"insyn|tillgang|se|lasa|sparra\w*|plockas|tas)\b",
    r"\bplacera(?:t|d|de) (?:\w+ )?(?:barn|elev|ungdom|av soc\w*|i (?:familjehem|"
    r"jourhem))\w*(?=.{0,200}\b(?:biologisk\w*|insyn|inte|ej|foralder\w*|foraldrar\w*|mamma\w*|"
    r"pappa\w*)\b)",
    r"\b(?:biologisk\w*|bio)\s?(?:foralder|foraldrar|foraldrarna|foraldern|mamma\w*|pappa\w*|mor|"
    r"far)\b(?=.{0,200}\b(?:inte|ej|insyn|hindra\w*|bort|not|no longer)\b)",
    r"\bfoster (?:child|care|placement)\b(?=.{0,200}\b(?:not|no longer|parent\w*|access)\b)|\bparental rights\b",
)

_SENT = (
    r"(?:skick\w*|mejla\w*|maila\w*|mejlat|publicera\w*|la|lade|lagt|lagts|laggs?|delad?e|delat|delar|"
    r"delades|skrev|skrivit|posta\w*|spred|spridit|gick|gatt|"
    r"hamna\w*|ladda\w*|fick|sms\w*|vidarebefordra\w*|lamna\w*|adressera\w*|sent|emailed|mailed|posted|"
    r"shared|published|forwarded|gave|went|put|uploaded|messaged)"
)
_HOME = (
    r"(?:foralder\w*|foraldrar\w*|vardnadshavar\w*|vh|mamma\w*|pappa\w*|familj\w*|person\w*|mottagare\w*|"
    r"hem|parents?|guardians?|famil(?:y|ies)|"
    r"mother|father|mum|mom|dad|recipients?|people|hushall\w*|anhorig\w*)"
)
_PRIVATE = (
    r"(?:omdom\w*|bedomning\w*|iup\w*|utvecklingsplan\w*|atgard\w*|anpassning\w*|betyg\w*|halso\w*|"
    r"diagnos\w*|personnummer\w*|personuppgift\w*|klasslist\w*|"
    r"elevlist\w*|kontaktlist\w*|kontaktuppgift\w*|adress\w*|uppgifter\w*|kansligt?|kansliga|anteckning\w*|"
    r"utredning\w*|pedagogisk\w* kartlaggning|"
    r"franvaro\w*|journal\w*|incidentrapport\w*|samtalsunderlag\w*|elevdokument\w*|assessments?|grades?|"
    r"reports?|class lists?|personal (?:data|details|information)|"
    r"health|sensitive|addresses|report cards?|feedback)"
)
_SAW = (
    r"(?:ser|sag|sett|kan se|kunde se|kan lasa|kunde lasa|laser|laste|last|fick|fatt|har fatt|oppnade|"
    r"oppnat|tog emot|mottog|tagit emot|kom at|kommer at|"
    r"tagit del|saw|seen|sees|can see|could see|got|received|read|opened|has access|had access|have access)"
)
_BREACH = (
    r"\b(?:foralder|foraldrar|pappa|mamma|familj|vardnadshavare|elev|parent|guardian|family|father|mother)\w* "
    r"(?:\w+ ){0,2}?"
    r"(?:sag|fick se|har sett|fatt se|laste|har last|kunde se|kunde lasa|saw|could see|has seen) "
    r"(?:\w+ )?(?:annan|annat|andra|fel|another|other|wrong) "
    r"(?:elevs|elevers|barns|pupils|students|childs|childrens)\b",
    rf"\b{_SENT}{_GAP % 4} (?:fel|annan|annat|wrong|another) (?:elevs|barns|pupils|students|childs) {_PRIVATE}\b",
    r"\b(?:mejl|mail|skick|publicer|post|sent|email)\w*(?: ut)? (?:\w+ ){0,2}?"
    r"(?:personnummer|personuppgift|klasslist|elevlist|"
    r"adress|diagnos|halso)\w* (?:\w+ ){0,5}?(?:av misstag|by mistake|by accident)\b",
    r"\bpersonuppgiftsincident\w*|\bpersonuppgifts ?(?:lacka|brott|lackage)\w*|\bdata ?(?:intrang|lack\w*|"
    r"breach\w*|leak\w*)|\b(?:data|privacy|gdpr|security) (?:breach|leak|incident|brott|lack)\w*"
    r"|\bgdpr ?(?:incident|brott|lacka)\w*",
    r"\b(?:lackt|lackte|lacker|lackta|leaked|leaking)(?: \w+){0,3} (?:uppgift\w*|personuppgift\w*|"
    r"information\w*|info|data|ut|omdom\w*|bedomning\w*|details)\b",
    rf"\b{_SENT}{_GAP % 9} (?:till|at|pa|hos|for|to|with|on) (?:(?:helt|the|a|nan|en|totally) )*(?:fel|"
    rf"wrong) {_HOME}\b",
    rf"\b(?:mejla\w*|maila\w*|sms\w*|emailed|messaged) (?:(?:the|helt) )*(?:fel|wrong) {_HOME}\b",
    rf"\b(?:fel|wrong) {_HOME}(?: (?:som|har|hade|who|has|had|kan|nu|just|can|ju|i|klassen)){{0,3}} {_SAW}\b",
    r"\b(?:publicera(?:de|t|ts|des)?|la (?:ut|upp)|lade (?:ut|upp)|lagt (?:ut|upp)|lagts (?:ut|upp)|"
    rf"posta(?:de|t)|ladda(?:de|t) upp|published|posted|uploaded){_GAP % 7} (?:pa|till|hos|for|to|"
    r"on) (?:the )?(?:fel|wrong) "
    r"(?:elev\w*|barn\w*|pupils?|students?|child|kids?)\b",
    rf"\b{_SENT}{_GAP % 3} {_PRIVATE}{_GAP % 4} (?:till|at|pa|hos|for|to|on|with) (?:the )?(?:fel|wrong) \w+",
    r"\b(?:fel|wrong) (?:elev\w*|barn|pupils?|students?|child|klass\w*|grupp\w*|"
    rf"class){_GAP % 2} {_SAW}{_GAP % 4} {_PRIVATE}\b",
    rf"\b{_SENT}{_GAP % 8} (?:till|at|to|with|hos|hem till) (?:en |a |nan )?(?:helt )?(?:annan|another|"
    rf"annans|different) {_HOME}\b(?<!annan person)",
    r"\b(?:en|a|nan)? ?(?:helt )?(?:annan|another|different) (?:foralder|familj|vardnadshavare|mamma|pappa|"
    r"parent|guardian|family) (?:har |had |has )?(?:fick|fatt|sag|sett|last|laste|kunde lasa|kunde se|got|"
    r"received|saw|seen|read) "
    rf"(?:\w+ ){{0,3}}?(?:svaret|meddelandet|mejlet|informationen|brevet|uppgifterna|det som|allt|{_PRIVATE}|"
    r"the (?:message|mail|email|reply|letter|info\w*))",
    r"\b(?:rakade?|rakat|misstag|oavsiktligt|accident\w*|mistake\w*|oops|"
    rf"felaktigt)\b{_GAP % 8} (?:\w+ )?{_PRIVATE}{_GAP % 6} "
    r"(?:alla|hela|samtliga|obehorig\w*|fel|wrong|everyone|everybody|all|whole|entire|andra|another|other|"
    r"utanfor|oppet|publikt|publicly)\b",
    r"\b(?:rakade?|rakat|skickade|mejlade|publicerade|sent|"
    rf"emailed)\b{_GAP % 3} {_PRIVATE}{_GAP % 3} (?:till |to |at |for )?(?:alla|hela klassen|samtliga|"
    r"everyone|everybody|all parents|the whole class)\b",
    rf"\b{_PRIVATE}{_GAP % 5} (?:gick|gatt|hamna\w*|skickades|skickats|kom|went|sent) (?:\w+ ){{0,2}}?(?:till|"
    r"hem till|hos|ut till|to) (?:\w+ )?(?:alla|andra|fel|samtliga|all|other|wrong|another|everyone|"
    r"everybody)\b",
    r"\b(?:halsoinfo\w*|info\w*|uppgifter|det) om (?:ett|en|annat|annan|another) (?:barn|elev|child|"
    rf"pupil){_GAP % 4} (?:gick|gatt|hamna\w*|skickades|went|sent){_GAP % 3} (?:alla|andra|fel|all|other)\b",
    r"\b(?:andra|fel|another|other|alla) (?:foraldrar|familjer|vardnadshavare|families|parents|"
    r"guardians) (?:har |had |has |have )?(?:fick|fatt|sag|sett|last|laste|kunde (?:se|lasa)|saw|seen|read|"
    r"could (?:see|read)) "
    rf"(?:\w+ ){{0,4}}?{_PRIVATE}",
    r"\bobehorig\w* (?:\w+ ){0,3}?(?:sett|sag|last|laste|kommit at|kom at|tagit del|loggat in|fatt del|"
    r"fatt tillgang|haft tillgang)\b",
    r"\bunauthori[sz]ed (?:\w+ ){0,2}?(?:access|person|people)\b(?=.{0,200}\b(?:saw|seen|read|data|pupil|"
    r"student|child|had|got)\b)",
)

_KINDS = tuple(
    (kind, re.compile("|".join(patterns)))
    for kind, patterns in (("identity", _IDENTITY), ("custody", _CUSTODY), ("breach", _BREACH))
)


def sensitive(text: str) -> str | None:
    """`identity`, `custody` or `breach` when the message must get the fixed safe answer, in that order; else None.

    Told by the words of the matter itself, in Swedish or English, with or without å ä ö: a guardian who sees nothing, a
    wrong class or a changed address is everyday work.
    """
    sentences = [_MARKS.sub(" ", sentence).strip() for sentence in _SENTENCE.findall(fold(text).replace("'", ""))]
    for kind, pattern in _KINDS:
        if any(pattern.search(sentence) for sentence in sentences):
            return kind
    return None
