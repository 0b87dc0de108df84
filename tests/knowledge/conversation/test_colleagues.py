"""What colleagues say in a thread counts as a button, as "me too" or as a question back, or as none of these."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.conversation.words import asks_back, contact_says, is_me_too

TAKES = """
    jag tar en titt | tar en titt på det | I got this | jag kan hjälpa dig | hej, jag tar den frågan
    jag tar den | jag kollar | jag fixar det | tar den! | I'll take it | på den | jag tar det | kollar!
    jag kikar på det | jag löser det | on it | jag tar den här | Jag kollar på det efter lunch
    jag tar den, återkommer i eftermiddag | jag hjälper dig | kan ta den | jag hör med IT
    jag kollar med leverantören | let me check | I'm on it | looking into it | jag återkommer | ska kolla
    jag ska titta på det | vi tar den | ok jag tar den | jag ringer dig | låt mig kolla | Jag tar hand om det
    I can take this one | jag kollar vad som hänt med synken | Jag tar frågan | jag kan kolla upp det imorgon
    Jag är på bollen | tar jag | jag tar mig an den | jag pratar med synken och återkommer | fixar
    Jag kollar detta | kollar upp | Hej Anna, jag kollar på det | Jag tar det här! | jag kan fixa det
    jag sätter mig med det efter lunch | jag undersöker saken | Hej! Jag hjälper dig med den | this one is mine
    I'll look at it tomorrow | will check | let me have a look | Jag tar kontakt med leverantören
    jag kommer förbi ditt klassrum efter lunch
    """
SOLVES = """
    löst | nu är det löst | fixat! | jag har fixat det | det är fixat | klart! | done | fixed | ordnat
    nu är det åtgärdat | löst på telefon | Det är löst nu, testa igen | solved | sorted | Frågan är löst
    Vi har löst det på telefon | jag har ordnat det | Nu är det klart | Löste det med Anna | det är åtgärdat
    All done | this is fixed now | I fixed it | problemet är löst
    """
DOES_NEITHER = """
    ta det lugnt | jag löste det förra veckan genom att byta | vi kör på det | tar du den? | har tagit bort den
    jag tar en tupplur nu | kan du ta den? | vem tar den? | Eva tar den | ska jag ta den?
    jag kollade och det ser rätt ut | jag brukar kolla i registret | det löste sig hos oss när vi startade om
    är det löst? | inte löst | Du hittar den under Kontaktlista | jag tar skärmbilder på allt
    jag tar den om ingen annan gör det | klart du kan | Öppna planeringen och klicka på Tilldela
    kolla om det står utkast | har du provat att logga ut? | jag kan inte ta den | tack! | jag tar bussen
    vi kollar alltid i registret först | kollar du? | löst av Eva? | Testa privat fönster | jag tar inte den
    har du löst det? | det är inte löst än | jag tar det som en komplimang | du kan ta den
    jag tror Olle tar den | kan nån ta den? | jag fixar fika | jag kollar på fotboll ikväll
    vi tar det på mötet | jag undrar också | Jag ser samma sak | du löser det genom att publicera
    det går att lösa | klicka på klart | det ska vara klart på fredag | jag kollar inte den kanalen | nej
    bra att det löste sig | skönt att det är löst | om du löst det säg till | logga ut och in så är det löst
    jag fixade det genom att byta webbläsare
    """
ME_TOO = """
    samma här | jag med | +1 | vi har också det problemet | same here | undrar också detta | 👍 samma
    samma här!! hände mig också igår | haha samma här | jag också | vi med | samma problem hos oss | me too
    undrar samma | likadant hos oss | har samma problem | samma sak här | Same for us | vi har samma fel
    samma här, nån som vet? | jag undrar också det | det gäller oss också | I have the same problem
    funkar inte hos oss heller | ditto
    """
NOT_ME_TOO = """
    samma sak för förskolan? | har ni också det problemet? | är det samma lösenord som till mejlen
    det är samma för alla | jag hjälper dig med det | jag gör också så | Testa privat fönster | samma fel igen
    samma här men det löste sig när vi startade om | jag tar med mig den
    jag med flera lärare tycker att det är bra | tack | du ska också publicera den | vi ses på måndag
    hur gör man? | samma knapp som förut | publicera först, det gäller också planeringar
    """
ASKS_BACK = """
    vilken klass gäller det? | har du provat att logga ut? | kan du skicka en skärmbild? | which browser?
    är det i appen eller på webben? | vad står det exakt i felmeddelandet?
    har du testat att logga ut och in igen? | Står det personal eller vårdnadshavare på knappen du trycker på?
    have you tried another browser? | hur många elever är det som saknar den
    vilken klass gäller det och hur många är det | i vilken grupp? | ser du samma sak på datorn?
    gäller det alla elever eller bara en? | är planeringen publicerad? | vad händer när du klickar?
    Is it published? | could you send a screenshot? | är det på Ängsskolan det är fel?
    har du bockat i vårdnadshavare? brukar vara det | mobil eller dator? | vilken webbläsare använder du
    is it the app or the web? | på vilken skola?
    """
ASKS_NOTHING_BACK = """
    Läxorna? dom lägger vi som meddelande | funkar det nu? | hjälpte det? | Öppna planeringen | vilken tur!
    vad bra att du hittade det | eller hur? | ska jag ta den? | vem tar den? | nån som vet? | jag tar den
    vad kul! | vilka hjältar ni är | Publicera först, funkar det då? | tack | du måste publicera den
    det är löst | is it working now?
    """


def _examples(text: str) -> list[str]:
    return [example.strip() for line in text.splitlines() for example in line.split(" | ") if example.strip(" |")]


@pytest.mark.parametrize("text", _examples(TAKES))
def test_a_contact_takes_the_question(text: str) -> None:
    assert contact_says(text) == "take"


@pytest.mark.parametrize("text", _examples(SOLVES))
def test_a_contact_has_solved_the_question(text: str) -> None:
    assert contact_says(text) == "solved"


@pytest.mark.parametrize("text", _examples(DOES_NEITHER))
def test_a_contact_neither_takes_nor_solves(text: str) -> None:
    assert contact_says(text) is None


@pytest.mark.parametrize("text", _examples(ME_TOO))
def test_somebody_has_the_same_trouble(text: str) -> None:
    assert is_me_too(text)


@pytest.mark.parametrize("text", _examples(NOT_ME_TOO))
def test_somebody_says_something_of_their_own(text: str) -> None:
    assert not is_me_too(text)


@pytest.mark.parametrize("text", _examples(ASKS_BACK))
def test_a_contact_asks_the_asker_back(text: str) -> None:
    assert asks_back(text)


@pytest.mark.parametrize("text", _examples(ASKS_NOTHING_BACK))
def test_a_contact_asks_nothing_that_the_answer_hangs_on(text: str) -> None:
    assert not asks_back(text)


@settings(max_examples=200)
@given(st.text(max_size=80), st.sampled_from(["", "jag kollar ", "samma ", "vilken "]))
def test_no_text_breaks_the_reading(text: str, lead: str) -> None:
    contact_says(lead + text)
    is_me_too(lead + text)
    asks_back(lead + text)


@pytest.mark.parametrize("piece", ["jag ", "jag kollar ", "samma här ", "vilken ", "har du ", "? ", "jag kan ska "])
def test_a_huge_message_takes_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    contact_says(text)
    is_me_too(text)
    asks_back(text)
    assert time.process_time() - began < 0.5
