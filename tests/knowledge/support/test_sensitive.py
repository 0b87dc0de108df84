"""What a chat must not deal with is recognised, and everyday work with guardians and wrong classes is not."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.support.sensitive import sensitive

IDENTITY = """
en elev har fått skyddad identitet, hur gör jag i unikum?
Elev med skyddade personuppgifter börjar på måndag
skyddad folkbokföring, ska eleven in i synken?
vi har en kille med sekretessmarkering i 7B
familjen har hemlig adress, vad gäller
hen får inte synas någonstans
barnet får inte finnas med någonstans i systemet
eleven ska inte synas alls, hur döljer jag hen?
ny elev som lever gömd
elev med skyddad id
skyddad identitet
en mamma har skyddade uppgifter, syns hennes namn för andra?
eleven är kvarskriven
det är en familj som lever på hemlig ort
ingen får veta var barnet går i skola
Fingerade personuppgifter, hur lägger man in det
har elev m skyddad identitet, far larloggen anvandas?
We have a pupil with protected identity, what do we do?
student with a protected address in my class
child living in hiding, can we use Unikum?
secret address for one family, how to register
"""
CUSTODY = """
mamman vill inte att pappan ska se något
socialtjänsten har beslutat att pappan inte får ha kontakt med barnet
umgänget är stoppat
skolan får inte lämna ut uppgifter till pappan
pappan har inte längre vårdnaden, hur tar vi bort honom?
det pågår en vårdnadstvist, vem ska få informationen
mamman har umgängesförbud
pappan har kontaktförbud mot familjen
pappan får inte se barnet, hur gör jag?
pappan får inte träffa sonen längre men står kvar
det finns en hotbild mot mamman
hon har fått ensam vårdnad nu, ändra hos oss?
tingsrätten har bestämt att bara mamman ska ha insyn
biologiska föräldrar ska inte längre ha insyn, barnet är placerat
placerat barn där mamman inte får veta något
mamman har förlorat vårdnaden
ena föräldern ska inte ha tillgång till lärloggen mer
den andra föräldern får inte ha insyn, beslut från socialtjänsten
pappan ska inte kunna läsa det vi skriver
exet ska plockas bort från dottern enligt mamman
han är inte längre vårdnadshavare för eleven
LVU på en elev, vad händer med kontona?
vardnadstvist i klassen, bada vill ha lösenord
hur snabbt kan vi stänga ute pappan
barnet är omhändertaget, vem ser omdömet
våld i hemmet, pappan har fortfarande inloggning
the father has lost custody, how do we remove him
there is a restraining order against the dad
court order says the mother may not have access
father is not allowed to see the child
mum has sole custody now
"""
BREACH = """
jag la ut fel elevs omdöme hos en familj
mejlade ut personnummer av misstag
en pappa fick se ett annat barns bedömning
en förälder såg en annan elevs omdöme
klasslistan gick ut till alla föräldrar
hur anmäler jag en personuppgiftsincident?
skickade omdömet till fel förälder
jag skickade ett meddelande till fel vårdnadshavare nyss
publicerat på fel elev, en bedömning
la ut en bedömning på fel barn, den låg ute hela kvällen
fel familj kan se vår dokumentation
fel förälder såg bedömningen
råkade mejla klasslistan till alla
råkade skicka personnummer till hela klassen
en annan familj har fått vårt omdöme
skickade av misstag en elevs åtgärdsprogram till en annan familj
fel vårdnadshavare fick mejlet om eleven
mejlade fel förälder om betygen
obehöriga har sett elevens uppgifter
andra föräldrar kunde läsa anteckningen om eleven
skickade IUP:n till fel mejladress
har vi en dataläcka?
rakade publicera omdomet for alla
vi har läckt personuppgifter tror jag
I sent the report to the wrong parent
sent an assessment to the wrong guardian by mistake
is this a data breach?
the wrong family can see the assessment
published it on the wrong pupil
I accidentally emailed the class list to all parents
"""
EVERYDAY = """
vill inte att mamman ska läsa utkastet förrän efter samtalet
mamman ska inte se omdömet än
kan pappan se vad mamman skriver
mormor är inte vårdnadshavare utan kontaktperson
får pappan se omdömet?
den andra vårdnadshavaren får inte mejl
omdömen publicerade för tidigt, kan jag dra tillbaka?
mamma och pappa får olika information
vårdnadshavare ser inte inlägget
vårdnadshavare har bytt e-post
hur lägger jag till en vårdnadshavare?
eleven ligger i fel klass
skickade inbjudan till fel mejl i inställningarna, hur ändrar jag?
dolda medlemmar i gruppen, varför?
vem ser kontaktuppgifter?
vilka vårdnadshavare har läst meddelandet?
mamman ser inte omdömet
pappan får inte se omdömet i appen, varför?
mamma får inte upp sidan
pappan kommer inte in
föräldrarna ska inte se bedömningen än
vårdnadshavare ska inte kunna se utkastet
hur tar jag bort en vårdnadshavare?
fel vårdnadshavare är kopplad till eleven
det står fel vårdnadshavare på eleven
eleven har fått fel vårdnadshavare i registret
fel namn på mamman
pappan har hemligt nummer
hemligt telefonnummer, syns det?
bara ena föräldern finns på eleven
båda föräldrarna ska godkänna
föräldrar med delad vårdnad vill ha varsin inbjudan
gemensam vårdnad, får båda mejlet?
kan familjehem få tillgång till barnet i unikum?
god man till en elev, hur lägger man till den?
skilda föräldrar, kan de ha var sin tid?
checkade in fel barn
tilldelade planeringen till fel grupp
la planeringen i fel klass
skickade veckobrevet till fel grupp
fel elever i gruppen
bedömde fel elev, hur ångrar jag?
fel mentor på eleven
fel lösenord
fel e-post på pappan
jag valde fel årskurs
publicerade planeringen för tidigt
råkade radera en planering
råkade publicera planeringen för alla klasser
skickade ett meddelande till alla vårdnadshavare, hur ser jag vem som läst?
skicka omdömen till alla vårdnadshavare samtidigt, går det?
kan andra föräldrar se min lärlogg?
ser andra föräldrar bedömningarna?
kan elever se varandras inlägg?
vem ser lärloggen?
eleven är inskriven och placerad i 5C
nyplacerad elev saknas i klassen
skyddar vi filerna med lösenord?
lösenordsskyddad sida
sidan är skyddad, kommer inte in
sekretess, vad gäller för anteckningar?
vad är gdpr?
inlägget får inte synas för elever
bilden får inte synas i lärloggen
barnet får inte vara med på bild
eleven syns inte någonstans
eleven finns inte någonstans i unikum
planeringen syns inte någonstans
hittar inte eleven alls
eleven har bytt adress
hemlig fråga vid inloggning
incidentrapport om ett barn som ramlade
hur skriver man en incidentanmälan
umgås eleverna i chatten?
hot om åska idag
elev hotar sluta använda appen
domen i fotbollsmatchen var orättvis
hotellrum till kursen
ring mamma
vårdnadshavare har inte svarat på inbjudan
vårdnadshavare saknas på eleven
vårdnadshavaren är inte folkbokförd i kommunen
vårdnadshavare utan svenskt personnummer
ny vårdnadshavare på en elev
en annan lärare fick meddelandet också
en annan förälder fick in det så det funkar för vissa
eleven är skyddsombud i klassen
skyddsrond på fredag
guardians can't see the post
the mother can't log in
wrong class on the pupil
which guardians have read the message?
how do I add a guardian?
wrong password for the father
the wrong plan was published
who can see contact details?
I sent the plan to the wrong group
parent changed email address
pupil is missing in the class
the server is secret
var ligger samtalsunderlaget
får man skriva personnummer i lärloggen?
kan jag ta bort en elev som slutat?
hur stänger jag av notiser för föräldrar
mamman vill stänga av mejl
hur blockerar jag en elev från chatten
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", _lines(IDENTITY))
def test_protected_identity_is_recognised(text: str) -> None:
    assert sensitive(text) == "identity"


@pytest.mark.parametrize("text", _lines(CUSTODY))
def test_custody_is_recognised(text: str) -> None:
    assert sensitive(text) == "custody"


@pytest.mark.parametrize("text", _lines(BREACH))
def test_data_that_went_astray_is_recognised(text: str) -> None:
    assert sensitive(text) == "breach"


@pytest.mark.parametrize("text", _lines(EVERYDAY))
def test_everyday_work_is_not_sensitive(text: str) -> None:
    assert sensitive(text) is None


@pytest.mark.parametrize("text", _lines(IDENTITY + CUSTODY + BREACH))
def test_capitals_and_missing_dots_change_nothing(text: str) -> None:
    assert sensitive(text.upper().translate(str.maketrans("ÅÄÖ", "AAO"))) == sensitive(text)


def test_the_gravest_matter_decides() -> None:
    assert sensitive("vårdnadstvist och skyddad identitet, skickade omdömet till fel förälder") == "identity"
    assert sensitive("skickade omdömet till fel förälder mitt i en vårdnadstvist") == "custody"


def test_words_of_two_sentences_do_not_make_a_matter_together() -> None:
    assert sensitive("Skickade veckobrevet till alla. Fel familj står på listan.") is None


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert sensitive(text) in {None, "identity", "custody", "breach"}


@pytest.mark.parametrize(
    "piece", ["pappan ska inte ", "skickade ", "domen ", "placerat barn ", "fel familj ", "a", ". "]
)
def test_a_huge_message_takes_no_time(piece: str) -> None:
    began = time.process_time()
    sensitive(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 1
