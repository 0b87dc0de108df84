"""Plays: a teacher gets a text to send home, in either language; what is out of date, unknown or only for us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import Day, only
from tests.journeys.town import LOGGED_OUT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from storage.store import Store

LOG_IN = {
    "id": "login", "question": "Hur loggar vårdnadshavare in?", "answer": "Be dem öppna appen.", "audience": "guardian",
    "guardian_sv": "**Logga in i Unikum**\n1. Öppna appen.\n2. Välj BankID.", "guardian_en": "**Log in to Unikum**\n1. Open the app.",
}  # fmt: skip
APP = {"id": "app", "question": "Vilken app?", "answer": "Unikum Familj.", "guardian_sv": "**Appen för hemmet**\nHämta den.",
       "review_by": "2026-11-01", "owner": "eva"}  # fmt: skip
OLD = {"id": "old", "question": "Hur var det förra året?", "answer": "Så.", "guardian_sv": "**Läsårets tider**\nSe bilagan.",
       "valid_to": "2026-06-12", "owner": "cecilia"}  # fmt: skip
NAMED = {
    "id": "named",
    "question": "Vem ringer man?",
    "answer": "Eva.",
    "guardian_sv": "**Ring oss**\nFråga efter Eva Lind.",
}
ANSWER = {"id": "late", "question": "Får hemmet mejl?", "answer": "Ja, en gång per natt.", "audience": "guardian"}


async def test_a_text_to_send_home_in_either_language(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, more=(LOG_IN, APP, OLD, NAMED, ANSWER))
    text = only(await day.writes_to_the_bot("anna", "till vårdnadshavare logga in"), "direct", "command")
    assert text["text"].split("\n") == [
        "Text till vårdnadshavare, fri att klistra in. Läs igenom och lägg till det som gäller er skola.",
        "—", "Logga in i Unikum", "1. Öppna appen.", "2. Välj BankID.", "—",
    ]  # fmt: skip
    assert (text["buttons"][0], text["faq"], text["mentions"]) == ("language_switch:en:login", ["login"], [])
    english = only(await day.presses("anna", "language_switch:en:login"), "notice")
    assert english["text"].endswith("—\nLog in to Unikum\n1. Open the app.\n—")
    assert english["buttons"] == ["language_switch:sv:login"]
    lucy = only(await day.writes_to_the_bot("lucy", "for guardians log in"), "direct")
    assert "Log in to Unikum" in lucy["text"]
    chosen = only(await day.mentions_the_bot("anna", "till vårdnadshavare inloggning på engelska"), "notice")
    assert "Log in to Unikum" in chosen["text"]

    listed = only(await day.writes_to_the_bot("eva", "till vårdnadshavare"), "direct")
    assert listed["text"].startswith(
        "Färdiga texter till vårdnadshavare (4)\n- Logga in i Unikum\n- Appen för hemmet\n"
    )
    assert listed["buttons"] == ["guardian:login", "guardian:app", "guardian:named", "guardian:late"]
    none = only(await day.writes_to_the_bot("anna", "till vårdnadshavare gardiner & mattor"), "direct")
    assert none["text"].startswith(
        "Det finns ingen färdig text om ”gardiner & mattor”. Det här finns: Logga in i Unikum, "
    )
    assert none["buttons"] == listed["buttons"]
    async with store.reading() as tx:
        assert await tx.questions.where() == []
    asked = await day.writes_to_the_bot("anna", "till vårdnadshavare kommer inga notiser, varför då?")
    assert not any("Färdiga texter" in line["text"] or "färdig text" in line["text"] for line in asked)
    await day.end()


async def test_what_is_old_over_or_only_for_us_is_said(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, more=(LOG_IN, APP, OLD, NAMED, ANSWER))
    old = only(await day.writes_to_the_bot("anna", "till vårdnadshavare appen"), "direct")
    assert old["text"].startswith("Texten finns bara") is False
    assert old["text"].split("\n")[0] == (
        "⚠️ Texten skulle ha setts över 1 november och kan vara gammal. Eva Lind sköter den, fråga gärna före du skickar."
    )
    assert "Hämta den." in old["text"]
    only_swedish = only(await day.writes_to_the_bot("lucy", "for guardians appen"), "direct")
    assert only_swedish["text"].startswith("The text is in Swedish only.\n⚠️ This text was due for a look")
    over = only(await day.writes_to_the_bot("anna", "till vårdnadshavare läsårets tider"), "direct")
    assert (
        over["text"] == "Texten ”Läsårets tider” gällde till 12 juni och lämnas inte ut. Cecilia Holm kan förnya den."
    )
    inside = only(await day.writes_to_the_bot("anna", "till vårdnadshavare ring oss"), "direct")
    assert inside["text"].startswith(
        "⚠️ Det här är bara för oss: ”Fråga efter Eva Lind.”. Ta bort det före du skickar.\n"
    )
    answer = only(await day.writes_to_the_bot("anna", "till vårdnadshavare mejl"), "direct")
    assert answer["text"].startswith("Det är svaret till dig som arbetar på skolan. Skriv om det")

    whole = only(await day.writes_to_the_bot("cecilia", "till vårdnadshavare alla"), "direct")
    assert whole["text"].startswith(
        "Logga in i Unikum\n\n1. Öppna appen.\n2. Välj BankID.\n\nAppen för hemmet\n\nHämta den."
    )
    assert "Läsårets" not in whole["text"] and "Eva Lind" not in whole["text"]  # noqa: PT018 - one thought
    assert only(await day.writes_to_the_bot("anna", "till vårdnadshavare alla"), "refused")["to"] == "anna"
    only(await day.presses("cecilia", "show_faq:login"), "refused")  # nothing here has that button
    await day.end()


async def test_a_text_for_guardians_is_saved_without_what_is_only_for_us(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, more=(LOG_IN,))
    shown = only(await day.writes_to_the_bot("cecilia", "faq login"), "direct")
    assert {"faq_edit:login", "guardian:login"} <= set(shown["buttons"])
    assert "Logga in i Unikum" in only(await day.presses("cecilia", "guardian:login"), "notice")["text"]
    assert only(await day.presses("cecilia", "faq_edit:login"), "notice", "form")["form"] == "faq_entry"
    for bad in ("**Hjälp**\nSkriv i supportkanalen.", "**Hjälp**\nFråga Eva Lind.", "**Hjälp**\nVänta på synken."):
        back = await day.fills("cecilia", "faq_entry", guardian_sv=bad)
        only(back, "notice", "form")
        async with store.reading() as tx:
            assert (await tx.faq.entries())[2].guardian_sv == LOG_IN["guardian_sv"]
        await day.presses("cecilia", "faq_edit:login")
    only(await day.fills("cecilia", "faq_entry", guardian_sv="**Hjälp**\nFråga skolan."), "notice", "command")
    async with store.reading() as tx:
        saved = (await tx.faq.entries())[2]
    assert (saved.guardian_sv, saved.guardian_en) == ("**Hjälp**\nFråga skolan.", LOG_IN["guardian_en"])
    changed = only(await day.writes_to_the_bot("cecilia", "faq versioner login"), "direct")
    assert "texten till vårdnadshavare" in changed["text"]
    answered = await day.says("anna", str(LOG_IN["question"]), "q")
    assert "Färdig text att skicka hem: " in answered[0]["text"]
    assert "till vårdnadshavare Hjälp" in answered[0]["text"]
    assert "skicka hem" not in (await day.says("anna", LOGGED_OUT, "other"))[0]["text"]
    await day.end()


async def test_the_sample_has_a_text_for_what_guardians_ask(day: Day) -> None:
    for words, entry in (("inloggning", "logga-in-vardnadshavare"), ("bankid", "vh-saknar-bankid"), ("freja", "vh-freja"),
                         ("utan personnummer", "vh-utan-svenskt-personnummer"), ("appen", "app-ladda-ner"),
                         ("notiser", "for-manga-mejl"), ("planeringar", "planering-syns-inte"), ("omdömen", "bedomning-utkast"),
                         ("lärloggen", "vem-ser-larlogg"), ("frånvaro", "vh-anmala-franvaro"), ("hämta tider", "lamna-hamta"),
                         ("kontaktuppgifter", "vem-ser-kontaktuppgifter"), ("byta telefonnummer", "andra-kontaktuppgifter"),
                         ("meddelanden", "vh-skriva-till-larare"), ("avtal första gången", "logga-in-vardnadshavare"),
                         ("sjukanmälan", "vh-anmala-franvaro")):  # fmt: skip
        found = only(await day.writes_to_the_bot("anna", f"till vårdnadshavare {words}"), "direct")
        assert found["faq"] == [entry], (words, found["faq"])
    for words in (
        "raketer",
        "vikarie",
        "betyg",
        "läxor",
        "föräldramöte",
        "lunch menu",
    ):  # a wrong text must not go home
        none = only(await day.writes_to_the_bot("anna", f"till vårdnadshavare {words}"), "direct")
        assert none["text"].startswith(f"Det finns ingen färdig text om ”{words}”."), (words, none["faq"])
    login = only(await day.writes_to_the_bot("anna", "for guardians login"), "direct")
    assert login["faq"] == ["logga-in-vardnadshavare"]
    parts = await day.writes_to_the_bot("cecilia", "till vårdnadshavare alla på engelska")
    assert next(line["text"][:17] for line in parts if line["event"] == "direct") == "Log in to Unikum\n"
