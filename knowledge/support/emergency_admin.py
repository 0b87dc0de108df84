"""Tells whether a question is about changing people or groups by hand; leaves what is said about it to the replies.

False alarms cost more than they seem: a warning under a question about a picture is soon read by nobody. So a verb of
changing must stand near a person or a group, and what teachers make themselves (plans, posts, messages) is never meant.
"""

from __future__ import annotations

import re

from knowledge.conversation.fold import fold

_READ = 1500
_MARKS = re.compile(r"[^a-z0-9.?!\n']+")
_SENTENCE = re.compile(r"[^.?!\n]+[?]?")
_PERSON = (
    r"(?:elev(?:en|er|erna|ernas)?|barn(?:et|en)?|flick(?:a|an|or)|pojk(?:e|en|ar)|kill(?:e|en)|tjej(?:en)?|syskon\w*|"
    r"vardnadshavar\w*|vh|foralder\w*|foraldra\w*|mamma(?:n)?|pappa(?:n)?|personal(?:en)?|larare(?:n)?|vikarie\w*|"
    r"kollega\w*|kolleger\w*|mentor(?:n|er|erna)?|pedagog(?:en|er)?|rektor(?:n)?|person(?:en|er)?|"
    r"pupils?|students?|child(?:ren)?|kids?|guardians?|parents?|mother|father|mum|mom|dad|teachers?|mentors?|"
    r"colleagues?|substitutes?)"
)
_GROUP = (
    r"(?:klass(?:en|er|erna)?|grupp(?:en|er|erna)?|undervisningsgrupp\w*|mentorsgrupp\w*|personalgrupp\w*|"
    r"klasslista\w*|avdelning(?:en|ar|arna)?|arslag\w*|arbetslag\w*|konto(?:n|t|na)?|relation(?:en|er)?|koppling(?:en|ar)?|"
    r"class(?:es)?|(?:teaching )?groups?|accounts?|units?)"
)
_WHOM = rf"(?:{_PERSON}|{_GROUP}|unge(?:n)?|hen|henne|honom|him|her)"
_BETWEEN = r"(?: (?!(?:att|for|pa|fran|i|ur|till|med|om|that|of|on|from|in|to|with|about)\b)\w+){0,%d}? "
"""So many words, without one that says that something else is changed (”lägga in en anpassning för ett barn”)."""
_CHANGE = (
    r"(?:lagg(?:a|er|s)?(?: \w+){0,2}? (?:till|in|upp)|lagt (?:till|in|upp)|tar?(?:s)?(?: \w+){0,2}? bort|plocka\w* bort|"
    r"rader\w*|flytta\w*|dop(?:a|er) om|koppla(?:r|s)?(?: \w+)? (?:bort|in|till)|koppla(?:r|s)?|bryt(?:a|er)|sla(?:r)? ihop|"
    r"registrer\w*|skapa(?:r|s)?|mata in|skriva in|stryk\w*|"
    r"add(?:ing)?|remov(?:e|ing)|delet(?:e|ing)|mov(?:e|ing)|renam(?:e|ed|ing)|merg(?:e|ing)|creat(?:e|ing)|enrol\w*)"
)
_SHALL = r"(?:ska|skall|maste|bor|kan|behover|should|must|be|to be)"
_IS_CHANGED = (
    r"(?:flyttas|laggas (?:till|in)|tas bort|kopplas|slas ihop|raderas|moved|removed|added|merged|deleted|renamed)"
)
_NAME = r"(?:namn(?:et)?|personnumm(?:er|ret)|name)"
_CLASS = r"(?:klass|grupp|avdelning)"
_IN_GROUP = r"(?:klass\w*|grupp\w*|unikum|class|group)"
_PUPIL = r"(?:elev\w*|barn(?:et)?|pojk\w*|flick\w*|pupil|student|child)"
_CHANGED = (
    rf"\b{_CHANGE}{_BETWEEN % 4}{_WHOM}\b",
    rf"\b{_WHOM}{_BETWEEN % 5}{_SHALL}(?: \w+)? {_IS_CHANGED}\b",
    rf"\b{_WHOM}{_BETWEEN % 6}(?:laggs|flyttas|tas|kopplas) (?:\w+ ){{0,2}}?(?:till|in|bort|over)?\b",
    rf"\b(?:byt(?:a|er)|andr(?:a|ar)|change|rename)(?: \w+){{0,2}}? {_NAME}\b.{{0,30}}\b{_WHOM}\b",
    rf"\b{_GROUP}(?: \w+){{0,8}}? (?:byt(?:a|er)|andr(?:a|ar)) namn(?:et)?\b",
    r"\b(?:klass(?:en)?|grupp(?:en)?|class|group) heter fortfarande\b",
    rf"\b{_PERSON}{_BETWEEN % 3}(?:byt(?:er|a|t)|ska byta)(?: \w+)? {_CLASS}\b",
    rf"\bbyter (?:en |ett )?{_PERSON} {_CLASS}\b",
    rf"\bsatt(?:er|a)?{_BETWEEN % 2}mentor\b",
)
"""Somebody or a group is added, moved, renamed or taken away."""
_ALWAYS = re.compile(
    r"\b(?:dubbla|dubbelt|tva|two|double|duplicate) (?:konto\w*|accounts?)\b|\b(?:nodadmin|nod admin|emergency admin)\w*\b"
)
"""Meant whatever else stands there."""
_STANDS = (
    r"\bdubblett\w*\b|\bduplicates\b",
    rf"\b{_PERSON}{_BETWEEN % 3}(?:finns|ligger|star|is there|is listed) (?:\w+ )?(?:tva ganger|dubbelt|twice)\b",
    rf"\b{_PERSON}(?: \w+){{0,5}}? (?:ligger|star) kvar\b",
    rf"\bfel {_PERSON} (?:ligger|star|finns)\b|\b{_PERSON} (?:star|ligger) pa fel {_PERSON}\b",
    rf"\b{_PUPIL} (?:\w+ ){{0,4}}?(?:saknas|syns inte|is missing)\b.{{0,12}}\b{_IN_GROUP}\b",
    r"\b(?:ingen|saknas|missing|no) (?:vardnadshavare|guardian)\b",
)
"""A person is missing, wrong or there twice, so that somebody will want to put it right."""
_BY_HAND = re.compile(r"\b(?:for hand|manuellt|sjalv\w*|by hand|manually|myself)\b")
_SYNC = re.compile(r"\b(?:auto)?synk(?:en|ad|ade|at|ning\w*)?\b|\bsync\w*\b")
_MADE = re.compile(
    r"\b(?:\w*planering\w*|\w*inlagg\w*|\w*larlogg\w*|\w*bild\w*|\w*foto\w*|film\w*|\w*meddelande\w*|brev\w*|veckobrev\w*|"
    r"\w*bedomning\w*|\w*omdome\w*|\w*matris\w*|\w*samtal\w*|\w*uppgift(?:en|er|erna)?|lax\w*|\w*franvaro\w*|narvaro\w*|"
    r"losenord\w*|mejl\w*|mail\w*|notis\w*|dokument\w*|fil(?:en|er)?|lank\w*|prov(?:et|en)?|tid(?:en|er|erna)?|\w*tiden|"
    r"schema\w*|kunskapskrav\w*|kriteri\w*|betyg\w*|projektor\w*|startsida\w*|mote\w*|teams|excel|medredaktor\w*|"
    r"mottagare\w*|incheck\w*|checka\w*|sprak\w*|adress\w*|telefon\w*|nummer|stangningsdag\w*|dator\w*|"
    r"plans?|posts?|pictures?|photos?|films?|messages?|letters?|assessments?|rubrics?|talks?|tasks?|homework|absence|"
    r"passwords?|e?mails?|notices?|notifications?|documents?|files?|links?|tests?|schedules?|meetings?|co editors?|times?|dates?)\b"
)
"""What teachers make and change themselves: the question is about that."""


def is_about(text: str) -> bool:
    """Whether somebody wants to change people or groups by hand, or asks what may be changed so."""
    folded = _MARKS.sub(" ", fold(text[:_READ]))
    return any(_is_meant(" ".join(one.split())) for one in _SENTENCE.findall(folded))


def _is_meant(sentence: str) -> bool:
    if _ALWAYS.search(sentence):
        return True
    if _MADE.search(sentence):
        return False
    if _BY_HAND.search(sentence) and _SYNC.search(sentence):
        return True
    return any(one.search(sentence) for one in _PATTERNS)


_PATTERNS = tuple(re.compile(one) for one in (*_CHANGED, *_STANDS))
