"""Words that tie a name to a pupil or a guardian, or to a colleague; leaves the tying to `personal_names`."""

from __future__ import annotations

import re

from knowledge.conversation.fold import word_set

CLASS = re.compile(
    r"\s{1,2}(?:(?:som )?(?:går |läser |is |who is )?(?:i|in|ur|från|from)\s(?:(?:klass|klassen|class|grupp|"
    r"åk|årskurs|year|grade|min klass|my class|vår)\s?)?"
    r"(?:\d{1,2}\s?[a-zåäöA-ZÅÄÖ]\b|\d:an\b|(?:min|vår|my|our) (?:klass|class|grupp|mentorsgrupp)\b|(?:åk|"
    r"årskurs|klass|year|grade|class)\s?\d|"
    r"(?:förskoleklass\w*|f-klass\w*|ettan|tvåan|trean|fyran|femman|sexan|sjuan|åttan|nian)\b)"
    r"|[,(]?\s?\(?(?:klass |åk |class |year )?\d{1,2}\s?[A-ZÅÄÖa-f]\b)|\s?,\s(?:klass |åk )?\d[A-ZÅÄÖ]\b|"
    r"\s?\((?:klass |åk )?\d[A-ZÅÄÖa-z]\)"
)
"""What says that the word before it is a pupil's name: "i 5C", "i åk 5", "(5C)"."""
BARE_CLASS = re.compile(r"\s{1,2}[,(]?\s?\(?(?:klass |åk |class |year )?\d{1,2}\s?[A-ZÅÄÖa-f]\b|\s?[,(]")
"""A class with nothing but space or a comma before it."""
GUARDIAN = word_set(
    """vårdnadshavare vårdnadshavaren vårdnadshavarna vårdnadshavar vh förälder föräldern föräldrar föräldrarna mamma
    mamman pappa pappan mammor pappor mor far morsa farsa bonuspappa bonusmamma styvmamma styvpappa plastpappa
    mormor morfar farmor farfar familjehem anhörig anhöriga syskon syskonet bror brodern syster systern storebror
    storasyster lillebror lillasyster familjen familj kontaktperson guardian guardians parent parents mother
    father mum mom mommy dad daddy grandmother grandfather sibling brother sister family son dotter"""
)
"""Words for those at home."""
PUPIL = word_set(
    """elev eleven elever eleverna barn barnet barnen pupil pupils student students kid kids child children tjejen
    killen pojken flickan tjej kille pojke flicka sonen dottern son dotter klasskompis klasskompisen elevens barnets
    syskonet lillebror lillasyster nyanlända nykomling mentorselev"""
)
"""Words for a pupil."""
OF = word_set("till för åt of to for hos av")
"""What stands between such a word and the name."""
OWN = word_set(
    """mamma mammas pappa pappas mammor pappor föräldrar förälder vårdnadshavare vårdnadshavares vh mor far morsa
    farsa bonuspappa bonusmamma mormor morfar farmor farfar syskon bror syster familj iup omdöme omdömen
    åtgärdsprogram personnummer mentor klassföreståndare skolkonto mother father mum mom dad parent parents
    guardian guardians brother sister family grades report"""
)
"""What a pupil has, so that "Kalles" before it is a pupil."""
MY = word_set("två tre några en min ny nya vår denna denne ett mitt vårt a my our new one")
"""What makes "elev, Kalle Andersson" a presentation."""
AND = word_set("och & and samt eller")
"""What joins two names."""
STAFF = word_set(
    """lärare läraren läraren lärarna mentor mentorn mentorer rektor rektorn kollega kollegan kollegor fröken
    magister pedagog pedagogen vikarie vikarien specialpedagog specialpedagogen kurator kuratorn teacher colleague
    principal mentorerna klasslärare klassläraren ämneslärare resurs resursen assistent handledare fritidspedagog
    kontakt kontakten"""
)
"""Words for colleagues, whose names stay."""
NOT_CALLED = word_set(
    """samma något nåt inte så likadant fel som det den en ett två olika nu egentligen ju ej numera också bara i på
    om att och men eller hen han hon vad annorlunda annat rätt helt not the same something wrong different a an is
    ju"""
)
"""What follows "heter" without being a name."""
LINK = re.compile(r"\s{0,2}[:=–-]?\s{1,2}|\s{0,2}[:=]")
"""What may part "eleven" and the name."""
NUMBER_LINK = re.compile(r"\s{0,2}[:(]\s{0,2}|\s{1,2}\(?|\s?[,/]\s{1,2}")
"""What may part a name and a personal number."""
TIED_AFTER = re.compile(
    r"\s?(?:\((?:vårdnadshavare|vh|elev|mamma|pappa|förälder|guardian|parent|pupil|student)\b|"
    r",? (?:som )?(?:är|is) (?:en )?(?:vårdnadshavare|elev|mamma|pappa|"
    r"förälder|guardian|parent)\b|, (?:min |en |en ny |ny )?elev\b|, (?:vårdnadshavare|mamma|pappa|förälder|"
    r"guardian|mother|father|parent) (?:till|of|to)\b)",
    re.IGNORECASE,
)
"""What after a name ties it: "(vårdnadshavare)", ", mamma till", "är elev"."""
