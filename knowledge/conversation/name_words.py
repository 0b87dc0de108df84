"""Words that are names, and words with a capital that are none; leaves whose name it is to `personal_names`."""

from __future__ import annotations

import re

from knowledge.conversation.fold import word_set

FIRST_NAMES = word_set(
    """
    abbas adam adrian agnes ahmad ahmed aidan aisha albert alex alexander alexandra alfons alfred algot ali alice
    alicia alma alva alvar alvin amanda amelia amina amir amira anas anastasia anders andrea andreas anis anita ann
    anna annie annika anton aria arman arvid asma astrid august aurora axel aya ayaan ayah ayan ayman barbro bashir
    bastian beatrice belma ben bengt benjamin berit bernard bert bertil bianca bilal birgit birgitta björn bo boris
    brian britt britta camilla carin carina carl carmen caroline casper cecilia charlie charlotta charlotte christer
    christian christina claes clara colin cornelia dag damian daniel daniela dante david denise deniz dennis dexter
    diana dilan dina dora doris dylan ebba edda edgar edith edvin edward eira elena eleonor eli elias elif elin
    elina elis elisabeth elise ella ellen ellie ellinor elliot elma elmer elsa elsie elton elvin elvina elvira elyas
    emanuel emelie emil emilia emilie emily emma emmy emre engla erik erika estelle ester esther ethan eva evan
    evelina fabian fadi fanny farah fatemeh fatima fatuma felice felicia felix ferhat filip filippa firas flora
    florian folke frank fredrik freja freya frida gabriel gabriella georg gerd gloria greta gry gunilla gunnar
    gustaf gustav gustavo göran habib hala halima hampus hamza hana hanna hannah hannes harry hasan hassan hawa
    hedda hedvig hedwig heidi helen helena helga helmer henning henrik henry hilda hilma hjalmar hubert hugo hussein
    håkan ian ibrahim ida idris ilse ilyas iman imran ines inga ingeborg ingemar ingrid irene iris isa isabella
    isabelle isac isak ismael ismail ivan ivar izabella jack jacob jakob jamal jan jana jasmin jasmine jasper jelena
    jennifer jenny jens jesper jessica jimmy joakim joel johan johanna johannes john jolie jon jonas jonatan
    jonathan jonna jordan jorgen josef josefin josefine joseph julia julian julie julius juni juno jussi justin
    jörgen kadir kaj kajsa kalle karen karim karima karin karl karolina kasper katarina kaya kerstin kevin kevser
    khadija kian kim kjell klara klas knut konstantin kristin kristina kurt lamin lara lars lasse laura layla lea
    leah leia lena lennart leo leon leona leonard levi leyla liam lilian lilly linda line linn linnea linnéa linus
    lisa lisbeth liv liva lo logan loke louise lova lovisa lowe lucas lucia ludde ludvig lukas lykke magdalena
    magnus mahmoud maj maja majken malak malin malte malva marcus margareta margit maria mariam marie marit markus
    marta martha martin martina marvin maryam matilda mats matteo mattias mattis max maximilian maya megan mehdi
    mehmet melina melissa melker melvin meryem mia mika mikael milan milena milla milo milton mina minna mio mira
    miriam moa mohamed mohammad mohammed molly morgan munir mustafa my märit märta mårten nadia nadja naima naomi
    nasir natalie nathalie nathan nathaniel nellie nelly neo nicklas nicole nike niklas nikola nils nina noa noah
    noel noelia nolan nomi noor nora nour nova novali novalie ola olga oliver olivia olle olof omar omid oscar oskar
    osman otis otto owen parker patrik paul per pernilla peter petra philip pia pontus rafael ragnar rahma rania
    rasmus rayan rebecka reza richard rickard rita robert robin roman ronja ronny rosa ruben rut ruth ryan sabina
    saga said sally salma sam samantha sami samira samuel sandra sara sarah sebastian selma shirin sigge signe
    sigrid sigurd silas simon siri sivert sixten sofia sofie sonja sonny stefan stella sten stina sumaya sune susan
    susanne svante svea sven svetlana sören tage tariq tatiana tea ted tekla teo thea thelma theo theodor theodora
    thomas thor thora tilda tilde tilly tim tindra tintin tobias tom tomas tor torbjörn torsten tove tristan truls
    ture tuva tuvalie tyra ulf ulla ulrika uno usman valdemar valentin valter vanja vendela vera vidar vide viggo
    viking viktor viktoria vilda vilgot vilhelm vilja ville vilma vincent viola vivian walter warda wiggo wilhelm
    wille william williams wilma wilmer xander xerxes yahya yara yasin yasmin ylva younes yousef youssef yusra yusuf
    zahra zainab zara zeinab zelda zoe zoey åke åsa östen
    """
)
"""Folded or not: common first names; a rarer one is known by where it stands."""

SIMPLE_NAMES = FIRST_NAMES - word_set(
    "dag bo my lo liv max maj per sten viking august juni said bengt loke vide tage isa line tor rut vera "
    "tim tom dina hana mina hala rosa roman liva sonny"
)
"""First names that are no words of the language, so that they need no capital."""

_SYSTEMS = """
    unikum teams slack skola24 edlevo ist infomentor vklass google classroom microsoft outlook bankid skolbanken
    lärlogg lärloggen chromebook chromebooks ipad ipads word excel powerpoint safari chrome edge firefox android
    windows apple iphone prorenata schoolsoft skolon tempus dexter quiculum facebook instagram whatsapp messenger
    gmail hotmail office onedrive sharepoint zoom meet drive forms kahoot inläsningstjänst ugglo ugglan gleerups
    liber nomp bingel elevspel studi skolplattformen folkbokföringen skatteverket skolverket kommun kommunen stad
    sverige stockholm göteborg malmö storköping linköping norrköping svensk svenska swedish english appen app
"""
_SUBJECTS = """
    matte matematik ma svenska sv engelska en eng no so idrott idh slöjd bild musik hemkunskap hkk fysik kemi
    biologi historia geografi religion samhällskunskap samhäll teknik spanska franska tyska modersmål sva arabiska
    finska somaliska naturkunskap programmering svenskan engelskan matten bilden musiken idrotten slöjden math maths
    science history geography art music sports pe swedish english
"""
_DAYS = """
    måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen januari februari
    mars april maj juni juli augusti september oktober november december monday tuesday wednesday thursday friday
    saturday sunday january february march may june july october jul julen påsk påsken sportlov höstlov påsklov
    jullov sommarlov jullovet sommarlovet vår våren höst hösten vt ht
"""
_SMALL = """
    jag du han hon hen den det vi ni de dem dom man någon nån någonting ingen inget alla allt många några båda bara
    och eller men fast om när medan då nu sen sedan här där hit dit ja nej jo ok okej hej hejsan tack snälla hallå
    god morgon goddag hur var vad vart varför vem vilka vilken vilket vilkas vems hans hennes hens deras dess dennes
    sin sitt sina min mitt mina din ditt dina vår vårt våra er ert era en ett i på av med till från för åt hos under
    över efter innan före utan mellan mot vid genom runt samt inte aldrig alltid också även redan ännu kanske väl ju
    nog bara precis exakt typ lite mer mest mindre samma annan annat andra annars dessutom dock trots eftersom så
    som att är var varit blir blev bli har hade ha kan kunde ska skulle skall får fick få måste vill ville bör borde
    brukar ser såg se syns synas finns finnas går gick gå kommer kom komma gör gjorde göra saknas saknar ligger låg
    ligga står stod stå heter hette hittar hittade behöver funkar funkade fungerar tar tog ta läser läste läs
    skriver skrev skriv skickar skickade skicka visar visade visa lägg lägger lade flytta flyttar tilldela öppna
    stäng klicka tryck välj logga loggar byt byter byta bytt ändra ändrar ändrat radera kolla kollar titta tittar
    prova testa testar spara sparar publicera publicerar dela delar bjud bjuder fråga frågar hjälp hjälper vet tror
    tycker undrar undra fattar förstår menar säger sa sade slutar slutat börjar började fått gått varit blivit gjort
    sett sagt låst tappat glömt råkat råkade borde gäller gällde gälla händer hände vore tänk obs ps mvh hälsningar
    vänliga bifogat se not please hi hello dear hey thanks thank sorry and or but if when how what where why who
    which can could do does did is are was were has have had will would should may might must the a an this that
    these those my your his her its our their i you he she it we they there here not no yes all any some both each
    every more most other same new old for from with without in on at by to of as so than then now just also only
    need needs see sees log logs logged login cannot can't doesn't isn't account view app page portal password
    profile group class list lists teacher teachers parent parents guardian guardians pupil pupils student students
    child children school principal information data work works working get gets got show shows give gives missing
    still
"""
_SCHOOL = """
    elev elever eleven eleverna elevens elevernas barn barnet barnen barnens barnets vårdnadshavare vårdnadshavaren
    vårdnadshavarna vårdnadshavares förälder föräldern föräldrar föräldrarna föräldrarnas föräldrars mamma mamman
    mammor pappa pappan pappor mor far lärare läraren lärarna lärarens lärarnas mentor mentorn mentorer rektor
    rektorn pedagog pedagoger pedagogen kollega kollegan fritids fritidshem fritidshemmet personal personalen skola
    skolan skolans skolor förskola förskolan förskolans klass klassen klassens klasser grupp gruppen gruppens
    grupper arbetslag arbetslaget avdelning avdelningen lektion lektionen lektioner schema schemat planering
    planeringen planeringar planeringarna bedömning bedömningen bedömningar bedömningarna omdöme omdömet omdömen
    omdömena matris matrisen matriser betyg betygen iup frånvaro frånvaron närvaro närvaron utvecklingssamtal samtal
    samtalet samtalen samtalstider veckobrev veckobrevet meddelande meddelandet meddelanden inlägg inlägget inläggen
    kontakt kontakter kontakten konto kontot konton kontona inloggning inloggningen lösenord lösenordet mejl mejlen
    mail e-post epost sms länk länken länkar fil filer bild bilder bilden film filmer läxa läxan läxor läxorna prov
    provet proven uppgift uppgiften uppgifter uppgifterna kurs kursen kurser ämne ämnet ämnen kunskaper kunskapskrav
    kriterier synk synken autosynk registret elevregistret administratör administratören admin vikarie vikarien
    student studenter kille killen tjej tjejen flicka flickan pojke pojken syskon syskonet familj familjen familjer
    hemmet hemmen hem dokument dokumentet dokumentation dokumentationen blankett blanketter åtgärdsprogram
    anpassningar stöd kalender kalendern startsida startsidan meny menyn knapp knappen flik fliken ruta rutan sida
    sidan sidor läsår läsåret termin terminen årskurs åk sal salen rum rummet hus buss bussen resa utflykt fest möte
    mötet möten föräldramöte modul problem problemet fel fråga frågan frågor svar svaret ansökan ansökningar
    behörighet behörigheten roll rollen status tid tider notis notiser inbjudan inbjudningar godkännande samtycke
    fotosamtycke mentorstid studiedag apl gymnasiet gymnasium grundskola grundskolan särskola rastvakt klasslista
    elevlista hela halva resten någons allas ingens tvåan trean fyran femman sexan sjuan åttan nian ettan sistnämnda
    nya nytt ny gamla gammal familjecentral specialpedagog kurator skolsköterska studiehandledare resurs
    elevassistent fröken magister handledare chef ansvarig kommunens lärloggar lärloggsinlägg veckans dagens
    kallelse underlag underlaget skriftliga muntliga digital digitala gemensam gemensamma
"""
NOT_NAMES = word_set(_SYSTEMS + _SUBJECTS + _DAYS + _SMALL + _SCHOOL)
"""Small letters: what has a capital for another reason than being somebody's name."""

_ENDINGS = re.compile(
    r"(?:ningen|ningar|ningarna|ning|heten|heter|ering|eringen|tion|tionen|tioner|mentet|mentation|loggen|"
    r"logg|loggar|skolan|skola|skolans|"
    r"skolor|gymnasiet|gymnasium|samtal|samtalen|samtalet|planen|plan|boken|banken|appen|listan|lista|"
    r"listor|kortet|kort|sidan|sida|fliken|"
    r"brevet|brev|rapporten|rapport|gruppen|grupper|grupp|klassen|klass|planering\w*|bedömning\w*|omdöme\w*|"
    r"schemat|uppgiften|uppgifter|"
    r"kontot|konton|köping|stad|kommun|kommunen|gården|dagis|erna|orna|arna|ande|are|aren|arnas|ernas|"
    r"lärare|läraren|hållare|isk|iska|"
    r"ologi|ometri|kunskap|språk|språket|programmet|program|projekt|projektet|portalen|portal|systemet|"
    r"system|verket|nämnden|förbundet|"
    r"bladet|arbetet|arbete|området|område|resultat|resultatet|grundskola|teamet|rådet|möte|mötet|tiden|"
    r"tider|lovet|dagar|dagen|dag|"
    r"kravet|krav|kriterier|material|materialet|funktion|funktionen|enheten|enhet|avdelning\w*|"
    r"inloggning\w*|ingar|ingarna|issa|ligt|lig|liga)"
)


def is_noun_shaped(word: str) -> bool:
    """Whether a word of small letters ends like a thing or a school, not like a name."""
    return word not in FIRST_NAMES and bool(re.fullmatch(rf"\w{{2,}}{_ENDINGS.pattern}", word))
