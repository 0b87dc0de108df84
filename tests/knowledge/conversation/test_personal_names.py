"""Names tied to a pupil or a guardian are found; words with a capital for another reason, and colleagues, are not."""

import pytest

from knowledge.conversation.personal_data import mask

TIED = [
    ("kan ni lägga till Saga Lindqvists mamma Petra", "Petra"),
    ("Wille går i 2b och saknas", "Wille"),
    ("en unge till, och ett barn, Tuva, som saknas", "Tuva"),
    ("Noah & Liam i 3A", "Noah"),
    ("två elever, Ali och Sara, saknas", "Sara"),
    ("Nora A i 4B", "Nora"),
    ("Vårdnadshavare Lena Ek till Ida Ek", "Ida"),
    ("Barnets namn är Tyra", "Tyra"),
    ("Hampus i klass 7", "Hampus"),
    ("vårdnadshavaren till Kalle ser inget", "Kalle"),
    ("eleven Kalle saknas", "Kalle"),
    ("Kalle i 5C kommer inte in", "Kalle"),
    ("mamma till Kalle ringde", "Kalle"),
    ("Kalles mamma ringde", "Kalle"),
    ("Kalles vårdnadshavare", "Kalle"),
    ("eleven heter kalle", "kalle"),
    ("elev: Kalle Andersson", "Andersson"),
    ("min elev Yrsa Quist finns inte", "Quist"),
    ("barnet Signe", "Signe"),
    ("pupil Oliver can't log in", "Oliver"),
    ("student Amina Warsame is missing", "Warsame"),
    ("Kalle Andersson i 4B", "Andersson"),
    ("Lisa:s föräldrar", "Lisa"),
    ("guardian of Tindra", "Tindra"),
    ("Oliver's mother", "Oliver"),
    ("Anders pappa ringde", "Anders"),
    ("eleverna Kalle och Lisa i 5C", "Lisa"),
    ("mamman Anna Svensson ringde", "Svensson"),
    ("Vilgot Ekdahl, 20130608-2381, finns inte i 6A hos mig", "Ekdahl"),
    ("föräldrar till Kalle, Lisa och Olle", "Olle"),
    ("hur byter jag klass för Kalle Andersson i 5C?", "Andersson"),
    ("Har Kalle i 5C lämnat?", "Kalle"),
    ("Zlatko i 7a saknas", "Zlatko"),
    ("kalle i 5c kan inte logga in", "kalle"),
    ("mamma till kalle", "kalle"),
    ("kalles mamma", "kalle"),
    ("Kalle och Lisa i 5C", "Kalle"),
    ("Ebba von Essen i 3A", "Essen"),
    ("Al-Hassan i 3A", "Hassan"),
    ("Anna-Karin i åk 5", "Karin"),
    ("eleven som heter Nour", "Nour"),
    ("Anna Svensson, mamma till Kalle", "Svensson"),
    ("Per Persson (vårdnadshavare) kommer inte in", "Persson"),
    ("Kalle Andersson (5C)", "Andersson"),
    ("Kalle 5C", "Kalle"),
    ("en elev, Kalle Andersson, i 5C", "Andersson"),
    ("Vårdnadshavare till Kalle Andersson", "Andersson"),
    ("Mejla Lisas pappa", "Lisa"),
    ("pappan till Muhammed Ali", "Muhammed"),
    ("eleven Kalle Anderssons mamma", "Anderssons"),
    ("flickan Noor i 2A", "Noor"),
    ("child named Emma", "Emma"),
    ("the student is called Oskar", "Oskar"),
    ("Kan inte hitta Kalle i 5C", "Kalle"),
    ("O'Brien i 7B", "Brien"),
    ("vh till Elsa", "Elsa"),
    ("elev Elsa B i 6A", "Elsa"),
    ("Freja i 5C", "Freja"),
    ("X: eleven Måns Öberg", "Öberg"),
]
"""Text and a part of the name in it."""

UNTIED = """
    Unikum i 5C | Matte i 4B | Svenska i 6A | NO i 7b | Planeringen i 6B | Ser eleven Unikum | eleven Kan
    Teams i 9C | Hur ser eleven Planeringen | Alla i 5C | Eleverna i 5C saknas | Föräldrarna i 5C
    Eva Lind hjälper dig | Läxor i 4B | Bedömningar i 5C syns inte | vårdnadshavare till Lindskolan
    Elevens mamma | Klassens föräldrar | Hans mamma | Skolans vårdnadshavare | Lindens föräldrar | Måndag i 5C
    Vårdnadshavaren Kan inte | Student Portal | pupil Account | Mentor i 5C | mentor Eva Lind i 5C
    läraren Eva i 5C | @Eva Lind i 5C | Hej Anna, vårdnadshavare ser inte | Tack Eva! Elever i 5C
    Omdömen i 9B | Engelska i 8A | Utvecklingssamtal i 5C | Hälsningar Anna Svensson | /Eva | Mvh Olle Berg
    Fråga Kattis, hon kan det där | eleven Inte syns | vårdnadshavare Unikum Familj
    inbjudan till vårdnadshavare för Unikum Familj | Skolbanken i 5C | elev: Hej | eleven heter fel i listan
    eleven heter något annat | eleven heter inte så | eleverna heter samma | Idrott i 6A | Lektionen i 5C
    Jag i 5C | Vi i 7A | Frånvaro i 5C | Klass 5C | Sal 5C | Rum 12B | Barnens föräldrar
    Allas vårdnadshavare | Vems mamma | Deras föräldrar | student Login | the parents of the students
    parents of Swedish pupils | Which student View | Ny elev i 4A | Grupper i 4B | Åk 5 i 5C | Inloggning i 5C
    Provet i 5C | Kunskaper i 5C | Veckobrev i 5C | Arbetslaget i 5C | Storköpings vårdnadshavare
    Lindskolans föräldrar | SVA i 5C | Elev i 5C | Någon i 5C | Vem är mentor i 5C | Var ser barnet Läxorna
    Matris i 5C | Extra anpassningar i 5C | Terminen i 5C | elev Ny | barn Januari | pappan Får inte
    mamman Ringde | mamma Kan | vårdnadshavare Är | Nationella prov i 6A | Bild i 5C | Musik i 5C | Slöjd i 5C
    Hemkunskap i 8B | Geografi i 7C | Skola24 i 5C | Frågan i 5C | Problem i 5C | Chromebooks i 5C
    """


def _examples(text: str) -> list[str]:
    return [example.strip() for line in text.splitlines() for example in line.split(" | ") if example.strip()]


@pytest.mark.parametrize(("text", "name"), TIED)
def test_a_tied_name_is_masked(text: str, name: str) -> None:
    masked = mask(text)
    assert "name" in masked.found
    assert name not in masked.text
    assert mask(masked.text).found == ()


@pytest.mark.parametrize("text", _examples(UNTIED))
def test_what_is_no_tied_name_stays(text: str) -> None:
    masked = mask(text)
    assert masked.text == text
    assert masked.found == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("vårdnadshavaren till Kalle Andersson ser inget", "vårdnadshavaren till [namn] ser inget"),
        ("Kalles mamma ringde Eva Lind", "[namn]s mamma ringde Eva Lind"),
        ("Lisa Bergs föräldrar", "[namn]s föräldrar"),
        ("Lisa:s föräldrar", "[namn]:s föräldrar"),
        ("Oliver's mother", "[namn]'s mother"),
        ("eleverna Kalle och Lisa i 5C syns inte", "eleverna [namn] och [namn] i 5C syns inte"),
        ("föräldrar till Kalle, Lisa Berg och Olle", "föräldrar till [namn], [namn] och [namn]"),
        ("Har Kalle i 5C slutat? Eva vet.", "Har [namn] i 5C slutat? Eva vet."),
        ("eleven heter egentligen kim men står som Kim", "eleven heter egentligen [namn] men står som Kim"),
        ("Flytta Kalle Andersson i 5C", "Flytta [namn] i 5C"),
        ("Vilgot Ekdahl, 20130608-2381, saknas", "[namn], [personnummer], saknas"),
        ("elev 20130608-2381 Vilgot Ekdahl saknas", "elev [personnummer] [namn] saknas"),
    ],
)
def test_only_the_name_goes(text: str, masked: str) -> None:
    assert mask(text).text == masked
