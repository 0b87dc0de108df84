"""Plays: central contacts say in chat who helps where; what waits is shown first, moved, and comes back when it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import called, only
from tests.journeys.happenings import people, person, rewritten
from tests.journeys.town import FILM, SIGNS, VOTE, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store


def told(lines: list[Line]) -> dict[str, str]:
    """Person -> what they were told alone."""
    return {line["to"]: line["text"] for line in lines if line["event"] == "direct"}


def pressable(lines: list[Line], word: str) -> str:
    """The one button of that word."""
    found = [button for line in lines for button in line["buttons"] if button.split(":")[0] == word]
    assert len(found) == 1, (word, lines)
    return str(found[0])


async def test_a_new_contact_gets_what_waits_and_hears_what_is_expected(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("goran", SIGNS, "q1")
    assert (await day.question("q1")).holders == ("cecilia",)
    shown = await day.writes_to_the_bot("mats", "kontakt Ek skolan Lucy")
    assert told(shown) == {
        "mats": "Lucy Hart blir kontakt på Ekskolan.\nEn öppen fråga berörs:\n"
        "- Fråga 1 ”går det att skriva ut namnskyltar till krokarna direkt från unikum?” går till Lucy Hart."
    }
    assert (await day.question("q1")).holders == ("cecilia",)  # nothing has happened yet
    done = await day.presses("mats", pressable(shown, "change_do"))
    assert called(done) == ["lucy"]
    assert told(done)["lucy"].startswith("Hello Lucy. You're now the Unikum contact at Ekskolan.\n")
    assert told(done)["lucy"].endswith("One question from Ekskolan is waiting right now.")
    receipt = next(line for line in done if line["to"] == "mats")
    assert (receipt["event"], receipt["text"]) == (
        "revised",
        "Lucy Hart är nu kontakt på Ekskolan.\nEn öppen fråga har gått vidare.\nDu kan ångra i tio minuter.",
    )
    assert called(await day.says("goran", VOTE, "q2")) == ["lucy"]
    again = only(await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy Hart"), "refused", "refusal")
    assert again["text"] == "Så är det redan."
    await day.end()


async def test_undone_everything_is_as_it_was(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("goran", SIGNS, "q1")
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    done = await day.presses("mats", pressable(shown, "change_do"))
    undone = await day.presses("mats", pressable(done, "change_undo"))
    assert (await day.question("q1")).holders == ("cecilia",)
    assert any(line["event"] == "withdrawn" and line["reply"] == "welcome" for line in undone)
    assert called(await day.says("goran", VOTE, "q2")) != ["lucy"]
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    done = await day.presses("mats", pressable(shown, "change_do"))
    await day.passes("11m")
    late = only(await day.presses("mats", pressable(done, "change_undo")), "refused", "refusal")
    assert late["text"].startswith("Det har gått mer än tio minuter.")
    await day.end()


async def test_who_leaves_is_thanked_and_the_questions_go_on(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    await day.says("anna", VOTE, "q2")
    await day.presses("eva", "take", "q2")
    shown = await day.writes_to_the_bot("cecilia", "ta bort kontakt Lindskolans Eva")
    lines = told(shown)["cecilia"].splitlines()
    assert lines[0] == "Eva Lind är inte längre kontakt på Lindskolan."
    assert lines[1].startswith("Lindskolan har då ingen egen kontakt. Frågor därifrån går direkt till Cecilia Holm,")
    assert lines[2] == "2 öppna frågor berörs:"
    assert all("går till" in line for line in lines[3:5])
    done = await day.presses("cecilia", pressable(shown, "change_do"))
    assert sorted(called(done)) == ["cecilia", "mats"]
    assert told(done)["eva"] == (
        "Du är inte längre kontakt för Unikum. Tack för tiden. Du får inga nya frågor. 2 öppna frågor har gått vidare."
    )
    assert called(await day.says("olle", FILM, "q3")) == ["amina"]
    assert only(await day.writes_to_the_bot("eva", "väntar"), "direct")["text"] == "Du har inga öppna frågor."
    await day.end()


async def test_what_has_changed_meanwhile_is_shown_anew(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    first = await day.writes_to_the_bot("mats", "kontakt Hagaskolan Gunilla")
    assert "Kontakt där är också Jonas Åberg och Leila Rahimi.\nSkolan har då 3 kontakter." in told(first)["mats"]
    second = await day.writes_to_the_bot("cecilia", "ta bort kontakt Jonas")
    await day.presses("cecilia", pressable(second, "change_do"))
    anew = only(await day.presses("mats", pressable(first, "change_do")), "revised", "command")
    assert anew["text"].startswith(
        "Något har ändrats sedan jag frågade. Så här blir det nu:\nGunilla Fors blir kontakt på"
    )
    assert "Kontakt där är också Leila Rahimi." in anew["text"]
    done = await day.presses("mats", pressable([anew], "change_do"))
    assert told(done).keys() >= {"gunilla", "leila"}
    twice = only(await day.presses("mats", pressable([anew], "change_do")), "refused", "refusal")
    assert twice["text"] == "Det är redan gjort."
    await day.end()


async def test_the_last_central_contact_stays(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("cecilia", "amina"))
    no = only(await day.writes_to_the_bot("mats", "ta bort central Mats"), "refused", "refusal")
    assert no["text"] == "Då finns ingen central kontakt som nås. Lägg till en annan först."
    shown = await day.writes_to_the_bot("mats", "central Anna Ek teknik")
    assert told(shown)["mats"].splitlines()[0] == "Anna Ek blir central kontakt: teknik."
    done = await day.presses("mats", pressable(shown, "change_do"))
    assert told(done)["anna"].startswith("Hej Anna. Du är nu en av de centrala kontakterna för Unikum: teknik.")
    shown = await day.writes_to_the_bot("anna", "ta bort central Mats Nyström")
    done = await day.presses("anna", pressable(shown, "change_do"))
    assert told(done)["mats"].startswith("Du är inte längre kontakt för Unikum.")
    assert only(await day.writes_to_the_bot("mats", "central Olle"), "refused", "refusal")["text"] == (
        "Det kan bara de centrala kontakterna göra: Anna Ek."
    )
    await day.end()


async def test_others_read_but_change_nothing(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    assert "Lindskolan: Eva Lind." in told(await day.writes_to_the_bot("anna", "kontakt"))["anna"]
    for words in ("kontakt Lindskolan Olle", "ta bort kontakt Lindskolan Eva", "central Anna", "ny skola Ekbacken",
                  "ersättare Eva Olle till fredag", "leverantörskontakt Eva"):  # fmt: skip
        no = only(await day.writes_to_the_bot("eva", words), "refused", "refusal")
        assert no["text"] == "Det kan bara de centrala kontakterna göra: Cecilia Holm, Mats Nyström och Amina Warsame."
    await day.end()


async def test_somebody_who_only_wrote_becomes_a_contact(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("ny-lärare", SIGNS, "q1")
    no = only(await day.writes_to_the_bot("mats", "kontakt Ekskolan Nobody"), "refused", "refusal")
    assert no["text"].startswith("Jag hittar ingen som heter ”Nobody”.")
    stranger = next(one for one in (await people(store)).people if not one.known)
    shown = await day.writes_to_the_bot("mats", f"kontakt Ekskolan {stranger.name}")
    await day.presses("mats", pressable(shown, "change_do"))
    await day.says("goran", VOTE, "q2")
    assert (await day.question("q2")).holders == (stranger.id,)
    assert (await person(store, stranger.id)).known
    await day.end()


async def test_somebody_is_named_by_address_which_is_kept_nowhere(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await rewritten(store, "lucy", email="lucy.hart@example.org")
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan lucy.hart@example.org")
    assert told(shown)["mats"].startswith("Lucy Hart blir kontakt på Ekskolan.")
    no = only(await day.writes_to_the_bot("mats", "kontakt Ekskolan somebody@example.org"), "refused", "refusal")
    assert no["text"].startswith("Ingen i katalogen har den adressen.")
    await day.end()


async def test_namesakes_are_asked_about(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    async with store.transaction() as tx:
        eva = (await tx.directory.load()).person("eva")
        assert eva is not None
        for number, school in enumerate(("hagaskolan", "ekskolan")):
            await tx.directory.save_person(
                type(eva)(id=f"eva{number}", name="Eva Lind", schools=(school,), accounts={"local": f"eva{number}"})
            )
    asked = only(await day.writes_to_the_bot("mats", "central Eva Lind"), "direct", "command")
    assert asked["text"] == "Flera heter så. Vem menar du?"
    assert asked["buttons"] == ["change_who:1:0", "change_who:1:1", "change_who:1:2", "change_stop:1"]
    shown = only(await day.presses("mats", "change_who:1:2"), "revised")
    assert shown["text"].startswith("Eva Lind blir central kontakt: teknik och pedagogik.")
    await day.presses("mats", "change_do:1")
    async with store.reading() as tx:
        assert [one.id for one in (await tx.directory.load()).central()][-1] == "eva1"
    await day.end()


async def test_central_says_who_stands_in_for_whom(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    await day.says("anna", SIGNS, "q1")
    shown = await day.writes_to_the_bot("mats", "ersättare Eva Olle till fredag")
    assert told(shown)["mats"].startswith(
        "Eva Lind är borta 24 november – 27 november, och Olle Berg ersätter.\nEn öppen fråga berörs:\n- Fråga 1 ”går"
    )
    done = await day.presses("mats", pressable(shown, "change_do"))
    assert called(done) == ["olle"]
    assert told(done)["eva"].startswith("Du står som borta 24 november – 27 november. Olle Berg får dina frågor")
    assert told(done)["olle"].startswith("Eva Lind är borta till och med 27 november, och du ersätter på Lindskolan.")
    undone = await day.presses("mats", pressable(done, "change_undo"))
    assert called(undone) == ["eva"]
    form = await day.fills(
        "mats", "substitute", person="eva", to="2026-11-30", substitute="Olle", **{"from": "2026-11-30"}
    )
    shown_again = only(form, "notice", "command")
    assert shown_again["text"] == "Eva Lind är borta 30 november, och Olle Berg ersätter."
    await day.end()


async def test_schools_come_and_get_names_and_go(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    shown = await day.writes_to_the_bot("mats", "ny skola Ekbacken, förskola, alias Backen")
    await day.presses("mats", pressable(shown, "change_do"))
    shown = await day.writes_to_the_bot("mats", "byt namn skola ekbacken till Eken")
    await day.presses("mats", pressable(shown, "change_do"))
    same = only(await day.writes_to_the_bot("mats", "ny skola Backen"), "refused", "refusal")
    assert same["text"] == "En skola heter redan så."
    shown = await day.writes_to_the_bot("mats", "kontakt Backen Lucy")
    await day.presses("mats", pressable(shown, "change_do"))
    async with store.reading() as tx:
        directory = await tx.directory.load()
    school = directory.school("ekbacken")
    assert school is not None
    assert (school.name, school.kind, school.aliases) == ("Eken", "förskola", ("Backen", "Ekbacken"))
    shown = await day.writes_to_the_bot("mats", "ta bort skola Eken")
    assert told(shown)["mats"].startswith("Eken tas bort.\nEn person står då utan den skolan.")
    done = await day.presses("mats", pressable(shown, "change_do"))
    assert told(done)["lucy"].startswith("You're no longer a contact")
    await day.presses("mats", pressable(done, "change_undo"))
    async with store.reading() as tx:
        directory = await tx.directory.load()
    assert directory.school("ekbacken") == school
    assert [one.id for one in directory.contacts_of("ekbacken")] == ["lucy"]
    await day.end()


async def test_the_list_says_who_helps_where(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path)
    lines = told(await day.writes_to_the_bot("mats", "kontakt"))["mats"].splitlines()
    assert lines[:4] == [
        "Kontakter på 3 skolor", "⚠️ Utan kontakt (1): Ekskolan.", "En eller två (2):", "- Lindskolan: Eva Lind",
    ]  # fmt: skip
    one = only(await day.writes_to_the_bot("mats", "kontakt ekskolan"), "direct", "command")
    assert (one["text"], one["buttons"]) == ("Ekskolan har ingen kontakt.", ["contact_new:ekskolan"])
    form = only(await day.presses("mats", "contact_new:ekskolan"), "notice", "form")
    assert form["form"] == "contact"
    again = only(await day.fills("mats", "contact", person="Ingen Alls", role="local"), "notice", "form")
    assert again["form"] == "contact"
    shown = only(
        await day.fills("mats", "contact", person="Lucy", role="local", school="ekskolan"), "notice", "command"
    )
    assert shown["text"].startswith("Lucy Hart blir kontakt på Ekskolan.")
    await day.end()
