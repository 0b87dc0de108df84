"""The asker's own words count as buttons, and only when they say no more than the button would."""

import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.words import Said, asker_says

SAID = {
    "helped": """
    tack nu ser det bra ut | det funkade klockrent! | wow det funkade direkt | Nu lyckades jag | Det gick vägen
    vi hittade den, tusen tack | fixade sig när jag loggade ut | nu är han med i klassen, tack | Yay it worked!!
    my bad, it works | Sorted, ta! | ja! tack, det var det | det löste sig, tack ändå | yes! fixed. thanks
    tack, det funkade | nu funkar det | det löste sig | ja där är det! tack | perfekt, det hjälpte | löst!
    that worked, thanks | fixed it | Nu syns den! | nu funkar det, tack så mycket | Löst, tack Eva!
    det gick bra nu | det gick!! | aha nu hittade jag den | hittade den, tack | hittade det! | ja det funkade
    tack det hjälpte | Tack så mycket, nu funkar det som det ska | jajjemän nu ser jag planeringen
    nu kom jag in | kom in nu, tack! | löste det själv | jag löste det, jag hade glömt att publicera
    det funkade efter att jag laddade om sidan | vi fick ordning på det | nu är det fixat | Problemet löst
    it works now | works! thank you | now I can see it | got it working, cheers | found it, thanks | solved
    that did the trick | all good now | inte först men nu funkar det | trodde inte det skulle gå men det funkade
    funkar nu | funkar fint tack | de funka | det funkade, tack. hade inte publicerat | Super, nu ligger den där
    precis det jag behövde, tack | det var det! tack | yes det löste sig, det var cachen som spökade
    ja, nu ser föräldrarna inlägget | nu kan jag logga in igen | funkade för mig | tackar, det funkade
    Nu gick det att tilldela | nu gick det | Toppen! Det fungerade. | hjälpte! tack | det ordnade sig
    det hjälpte inte först men nu syns den | hjälpte inte men hittade det själv till slut
    strunt i det, det löste sig | jepp nu är allt på plats | it's working now | ok found it under settings
    fukade nu tack | det funakde | Tack! Nu ser jag den | åh tack, där låg den | nämen där var den ju
    Yes! nu dök den upp | det funkade när jag bytte webbläsare | Jag har löst det nu | nu har det löst sig
    Allt fungerar igen | tack för hjälpen, nu är det löst | Nu är eleven där | Nu fungerar det hos alla
    nu kommer hon in | det gick bra att publicera | hjälpte att logga ut och in, tack! | vi är inne nu
    Det gick utmärkt! | Perfekt! Det löste problemet. | Perfect, that solved it | That fixed it, thank you
    Yes that was it | figured it out | I found the button, thanks | ok it's fixed | problem solved!
    everything works again | they can see it now | nu ser eleverna planeringen | eleven syns nu
    Inloggningen funkar nu | nu funkar inloggningen | nu gick det att logga in | Klart, det funkade
    det var cachen! nu funkar det | fick till det nu | nu blev det rätt | Löst. Tack för snabb hjälp!
    ah såklart, nu funkar det | nice, works | Funkar! | hurra det funkade | JA DET FUNKADE
    supertack det hjälpte jättebra | det rättade till sig | Tusen tack, nu ligger planeringen ute
    jo nu är det bra | den syns nu, tack | hittade inställningen nu tack
    """,
    "not_helped": """
    det hjälpte inte mig | nej fortfarande tomt | nope still broken | Nej. Samma sak. | nja funkade inte riktigt
    det gjorde ingen skillnad | gjorde det men den syns fortfarande inte | det var inte svar på min fråga | sorry, no
    that is not my question | I tried that, didn't work | inte löst | not solved | it is not fixed | Löste det inte
    det hjälpte inte | funkade inte | fungerar fortfarande inte | nej det var inte det | didn't help
    still not working | tack men det hjälpte inte | nej | nope | nä tyvärr | Nä tyvärr, ser precis likadant ut
    Provade, samma fel igen. | det hjälpte inte, jag ser fortfarande inte planeringen
    nej det är publicerat, själva ämnet NO finns inte | hjälpte tyvärr inte | nej det funkade inte heller
    samma fel | ingen skillnad | det gick inte | gick ej | fortfarande tomt
    Har väntat två nätter nu, fortfarande tomt. | det hjälpte inte, fick samma text | no luck | doesn't work
    that didn't work | same error | hm, det står Pågående fortfarande | det hjälper inte
    svarar inte på min fråga | det var inte det jag frågade om | not what I asked | har redan testat det
    det har jag redan gjort | already tried that | funkar ej | det funkar inte, vad gör jag nu?
    hjälpte inte, har du fler tips? | nu funkar det inte alls | det funkade inte för mig
    provade men det hjälpte inte | har testat allt men det funkar inte | det löste inte problemet
    inget hjälper | ingenting funkar | funkar inte heller | tyvärr inte | det funka int | de funkar inte | 👎
    nej fortfarande samma sak | nothing works | it's still empty | still missing | det blev ingen skillnad
    toppen, nu funkar inget | det gar inte | jag tror du missförstod, det är pappans konto det är fel på
    tack, det hjälpte tyvärr inte | det hjälpte föga | inte lyckats | Jag får samma felmeddelande
    Nej, det är samma problem | fungerar ändå inte | det var fel svar | nej jag menade tvärtom
    funkar sådär, eleven saknas fortfarande | Tyvärr så hjälpte inte det | har testat, ingen skillnad
    det går fortfarande inte | testade det nu men icke | går inte ändå | no that didn't do it
    unfortunately that didn't work | it doesn't help | I still can't see it | nope, same thing
    That's not what I meant | Nej knappen finns inte hos mig | nej men knappen finns inte
    nja det stämmer inte riktigt | inte det jag letade efter | det blev samma resultat | det löste sig inte
    kom inte längre | den är fortfarande grå | nej jag har redan publicerat | Jag har redan gjort allt det där
    inget händer | ingenting hände | det händer inget | funkade bara halvvägs, inlägget syns fortfarande inte
    jag får fortfarande felmeddelandet | not working | didn't do anything | nothing changed
    """,
    "dropped": """
    vi kan släppa det här | glöm det, jag löser det sen | inte längre aktuellt | never mind, wrong channel
    strunt i det | glöm det | skippa det | never mind | behövs inte längre | strunta i min fråga
    glöm min fråga | nvm | forget it | det behövs inte längre, tack | inte aktuellt längre
    jag drar tillbaka frågan | no longer needed | skit i det | ni kan strunta i det | fel chatt sorry
    oj fel kanal | behöver inte hjälp längre | ignore this | skit samma | äh strunta i det | Äsch, glöm det
    glöm vad jag skrev | du kan strunta i frågan | vi kan skippa det | låt det vara | behövs ej längre
    never mind, thanks | Not relevant anymore | please ignore my question | cancel that | strunt samma
    det är inte aktuellt längre | ni behöver inte svara | bortse från frågan
    """,
    "thanks": """
    tack! | tack så mycket | toppen tack | thanks | 🙏 | tack snälla! | Tack Eva! | tusen tack för hjälpen
    jag testar imorgon tack | thank you so much | tack för svaret | super tack! | ok tack | tack snälla Eva Lind
    thx | ok perfekt | toppen | tack, ska testa | bra tack | Tack ❤️ | taaack | okej då vet jag, tackar
    tackar så mycket | Tack, du är en ängel | Tack för snabbt svar! | Stort tack!! | tack, jag provar
    ok, tack för tipset | thanks a lot! | Many thanks | tack hörru | tackar tackar | 🙏🙏 | super! | bra | ok
    okej | 👍 | Perfekt tack Anna | Great, thanks! | tack för att du kollade | Tack, då vet jag | nej tack
    """,
    "none_of_these": """
    ingen av dem | inget av dem | none of these | inget av alternativen stämmer | nej inget av dem
    inget stämmer | ingen | inte nåt av det | neither | none of them fit | inget av det tyvärr | de stämmer inte
    varken eller | nej, ingen av de där | ingen av de två
    """,
    "ask_human": """
    finns det en människa att prata med | jag vill bli uppringd | kan du be nån kontakta mig | kan någon ringa upp mig
    jag vill prata med en människa | fråga en människa | kan nån ringa mig | talk to a person
    kan jag få prata med någon | en människa tack | can someone call me? | vill ha kontakt med en riktig person
    ring mig | I want to speak to a human | det hjälpte inte, kan nån ringa mig? | kan någon hjälpa mig?
    jag behöver prata med en kollega | koppla mig till en människa | human please | can I talk to someone?
    jag vill hellre prata med en person
    """,
}
"""Action -> messages, with | between them."""

NOTHING_CLEAR = """
    no guardian showing on a new pupil's page | nu finns eleven dubbelt | hur ser det ut innan jag släpper det
    vi provar det i morgon och ser om det hjälper | vem kan lägga till eleven då | har det hjälpt nån? | hur menar du?
    då mejlar jag expeditionen | ska det se ut så? | Eva sa att det skulle funka | den första fliken är tom | var då?
    tack! men hur gör jag sen på mobilen? | hoppas det funkar | ska testa om det funkar
    funkar det om jag loggar ut? | funkade det för dig?
    det funkar inte på mobilen men på datorn funkar det, tack | vilken flik? | var ligger den?
    det gick!! men hur får jag bort den gamla? | hittade den, men nu vill den ha ett datum
    nu hittade jag fliken men den är grå | Tack! Och kopian, blir den min eller hennes?
    om det inte funkar hör jag av mig | glöm inte bort att svara | glöm inte det
    dvs jag ska strunta i felmeddelandet? | hur får jag ut planeringen till 6B? | samma sak för förskolan?
    jag ser inte knappen du pratar om? | det funkade igår | det funkade för Eva | hjälper det om jag startar om?
    det är åk 3 | ja åk 3, sju elever | Chrome, senaste versionen | nån som hann titta på det?
    har fortfarande inte fått svar | blev det nåt med det här? | tack, kan du göra samma för 6A?
    det funkade, kan du göra samma för 6A | det funkade för 5C men 6A är tom | tack på förhand, hur gör jag?
    hur gick det? | gick det bra? | jag har en fråga till | Hej! Föräldrarna ser ingenting av det jag la upp
    varför funkar det inte? | det borde funka | it might work | will it work on mobile?
    thanks, but how do I do it on the phone? | nu står det att jag saknar behörighet | vi har 24 elever
    jag har två grupper | båda två, ja | 1 och 2 | 2 elever | alla tre | prata med föräldrarna
    kan nån förälder ringa hem? | vem pratar jag med om det? | var det det du menade | det funkade lite
    det funkar ibland | funkade nästan | okej men hur lång tid tar det? | då saknas bara bedömningen
    det hjälpte delvis | säg till om det inte hjälper | hej igen | Tack! Vet du om det funkar på iPad?
    det fungerar på webben men inte i appen | tack, men jag ser inte fliken? | och om man är mentor?
    funkar det retroaktivt? | nu kom det upp en ruta som frågar om jag vill skicka inbjudan | det gäller 5C
    min skola heter Lindskolan | Hej, jag har ett annat problem: länken öppnas inte
    Kan du hjälpa mig med en annan sak? | När det funkar säger jag till | ska kolla om det löste sig
    löste det sig? | löste sig det för dig Anna? | jag väntar på svar | om det löser sig så säger jag till
    det kanske funkar imorgon | nu när det funkar undrar jag hur man delar | det funkar bra i vanliga fall
    det brukar funka | funkade bra förra veckan | It worked yesterday | does it work now? | I hope this helps
    that would have helped | måste jag glömma det? | I have a question about the second one
    första gången jag gör detta | den första eleven saknas | två elever saknas | 2 st | klass 1
    ett problem till | den andra skolan | kan man prata med föräldrar i appen | människan i bilden
    en person saknas i listan | jag vill prata med föräldern i appen hur gör jag | planeringen är tom
    var det allt? | tack för kaffet, vart hittar jag planeringar | jag har glömt lösenordet
    glömde skriva att det gäller 4B | nu fattar jag ingenting | inte jag heller | vi syns i morgon
    """
"""Questions, answers to questions, conditions, hopes, half successes and news."""

OFFERED = (
    "Hur tilldelar jag en planering till min klass?",
    "Varför ser vårdnadshavare inte mitt inlägg i lärloggen?",
    "När ser elever och föräldrar mina omdömen?",
)

PICKED = {
    0: "1 | 1. | 1) | nr 1 | nummer ett | ja ettan | den första | första | det är den första jag menar | "
    "alternativ 1 | the first | 1️⃣ | the first one | 1st | number one | 1:an | den översta | ettan tack | jag tar ettan",
    1: "2 | tvåan | 2:an | alternativ 2 | jag menar tvåan | den andra | the second one | option 2 | tvaan | förslag 2",
    2: "3 | 3. | trean | nummer 3 tack | option 3 | den tredje | den sista | last one | "
    "the last | den nedersta | sista alternativet",
}


def _examples(text: str) -> list[str]:
    return [example.strip() for line in text.splitlines() for example in line.split(" | ") if example.strip(" |")]


def _pairs(labelled: Mapping[Any, str], most: int | None = None) -> list[tuple[Any, str]]:
    return [(label, text) for label, texts in labelled.items() for text in _examples(texts)[:most]]


@pytest.mark.parametrize(("action", "text"), _pairs(SAID))
def test_words_count_as_the_button_that_they_mean(action: str, text: str) -> None:
    assert asker_says(text) == Said(action)


@pytest.mark.parametrize("text", _examples(NOTHING_CLEAR))
def test_words_that_say_more_or_less_are_no_button(text: str) -> None:
    assert asker_says(text) is None


@pytest.mark.parametrize(("entry", "text"), _pairs(PICKED))
def test_one_of_three_is_picked_by_its_place(entry: int, text: str) -> None:
    assert asker_says(text, OFFERED) == Said("pick", entry)
    assert asker_says(text) == Said("pick", entry)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Hur tilldelar jag en planering till min klass", 0),
        ("hur tilldelar jag en planering", 0),
        ("varfor ser vardnadshavare inte mitt inlagg i larloggen?", 1),
        ("När ser elever o föräldrar mina omdömen?", 2),
        ("den om omdömen", 2),
        ("jag menar den om lärloggen", 1),
        ("den med planering", 0),
        ("hur exporterar jag omdömen till pdf?", None),
        ("ser elever mina omdömen i appen", None),
        ("min klass", None),
        ("vårdnadshavare", None),
    ],
)
def test_an_offered_question_is_picked_by_its_words(text: str, entry: int | None) -> None:
    assert asker_says(text, OFFERED) == (None if entry is None else Said("pick", entry))


def test_the_last_of_two_is_the_second_and_there_is_no_third() -> None:
    assert asker_says("den sista", OFFERED[:2]) == Said("pick", 1)
    assert asker_says("3", OFFERED[:2]) is None


@pytest.mark.parametrize("text", ["", "  ", "😂", "https://start.unikum.net", "<@U012AB3CD>"])
def test_nothing_readable_says_nothing(text: str) -> None:
    assert asker_says(text) is None


@pytest.mark.parametrize(("action", "text"), _pairs(SAID, 12))
def test_capitals_and_missing_dots_change_nothing(action: str, text: str) -> None:
    flat = text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    assert asker_says(flat.upper()) == Said(action)


@settings(max_examples=200)
@given(st.text(max_size=80), st.sampled_from(["", "det hjälpte inte ", "tack ", "2 ", "nej, "]))
def test_no_text_breaks_the_reading(text: str, lead: str) -> None:
    asker_says(lead + text, OFFERED)


@pytest.mark.parametrize("piece", ["det där ", "tack ", "nej, ", "funkar inte ", "1 ", "ska jag ", "om ", "?", "a"])
def test_a_huge_message_takes_no_time(piece: str) -> None:
    began = time.process_time()
    asker_says(piece * (100_000 // len(piece)), OFFERED)
    assert time.process_time() - began < 0.5
