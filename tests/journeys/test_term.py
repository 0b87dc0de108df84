"""Plays: a term begins; contacts say whether they go on, and the card says who helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from handlers import new_contacts
from knowledge.support.directory import Closed, Role
from storage.schema import outbox
from tests.journeys.day import only
from tests.journeys.happenings import people, place, rewritten, takes_nothing
from tests.journeys.test_roster import pressable, told
from tests.journeys.town import SIGNS, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from knowledge.support.directory import Person
    from storage.store import Store
    from tests.journeys.day import Day

BREAK = [{"from": "2026-12-21", "to": "2027-01-08", "name": "jullov"}]
SLOW = {"local": "3wd", "central": "3wd"}


def asked(lines: list[Line]) -> list[str]:
    """Who was asked whether they go on."""
    return sorted(str(one["to"]) for one in lines if one["event"] == "direct" and "confirm" in one["buttons"])


def cards(lines: list[Line]) -> list[Line]:
    """What was done with the card."""
    return [one for one in lines if one["reply"] == "desk"]


def of_roles(lines: list[Line]) -> list[Line]:
    """What central reads of who has not answered."""
    return [one for one in lines if one["key"].startswith("alarm/role/")]


async def test_each_term_contacts_say_whether_they_go_on(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2026-12-11T09:00", closed=BREAK, escalation=SLOW,
                      posts={"term_start": "true", "alarms": "true"})  # fmt: skip
    await rewritten(store, "dragana", role=Role.LOCAL)
    await rewritten(store, "leila", accounts={})
    assert told(await day.passes("1m"))["dragana"].startswith("Hej Dragana. Du är nu kontakt")
    await day.comes("2026-12-18T09:00")
    await day.says("anna", SIGNS, "q1")
    holder = (await day.question("q1")).holders[0]
    assert asked(await day.comes("2027-01-08T16:00")) == []
    first = await day.comes("2027-01-11T07:30")
    assert asked(first) == ["amina", "cecilia", "dragana", "eva", "jonas", "mats"]
    assert told(first)["eva"] == (
        "Ny termin. Du står som kontakt för Unikum på Lindskolan tillsammans med Dragana Petrović. "
        "Stämmer det även vårterminen 2027?"
    )
    assert (
        told(first)["mats"]
        == "Ny termin. Du står som central kontakt för Unikum: teknik. Stämmer det även vårterminen 2027?"
    )
    yes = only(await day.presses("cecilia", "confirm"), "revised", "reminder")
    assert (yes["text"], yes["buttons"]) == ("Tack. Du står kvar som central kontakt vårterminen 2027.", [])
    await day.presses("amina", "confirm")

    two = await day.presses("dragana", "decline_role:hagaskolan")  # two schools: one goes, the other is still asked for
    receipt = only(two, "revised", "reminder")
    assert receipt["text"].startswith("Du är inte längre kontakt på Hagaskolan. Tack för tiden där. Cecilia Holm")
    assert receipt["text"].endswith("Du är kvar som kontakt på Lindskolan. Stämmer det även vårterminen 2027?")
    assert receipt["buttons"][:2] == ["confirm", "decline_role"]
    alarm = only(two, "posted", "alarm")
    assert alarm["text"] == (
        "⚠️ Dragana Petrović är inte längre kontakt på Hagaskolan. Kvar är Jonas Åberg och Leila Rahimi. Vem tar över?"
    )
    assert "Dragana Petrović är inte längre kontakt på Hagaskolan. Du är kvar." in told(two)["jonas"]
    yes = only(await day.presses("dragana", "confirm"), "revised", "reminder")
    assert yes["text"] == "Tack. Du står kvar som kontakt på Lindskolan vårterminen 2027."

    no = await day.presses(holder, "decline_role" if holder == "eva" else "confirm")
    assert "En öppen fråga har gått vidare." in only(no, "revised", "reminder")["text"]
    assert (await day.question("q1")).holders == ("dragana",)
    undone = await day.presses("eva", pressable(no, "change_undo"))
    assert (await day.question("q1")).holders == ("eva",)
    assert [one["key"].split("/")[1] for one in undone if one["event"] == "withdrawn" and one["reply"] == "alarm"] == [
        "role_declined"
    ]

    again = await day.comes("2027-01-18T07:30")
    assert asked(again) == ["jonas", "mats"]
    assert "eva" not in told(again)
    assert told(again)["jonas"].startswith("Jag frågar en gång till: är du kvar som kontakt för Unikum på Hagaskolan")
    listed = only(of_roles(await day.comes("2027-01-25T07:30")), "posted")
    assert listed["text"] == (
        "⚠️ 3 kontakter har inte svarat om uppdraget vårterminen 2027:\n- Mats Nyström, centralt\n"
        "- Jonas Åberg, Hagaskolan\n- Leila Rahimi, Hagaskolan (inget konto här)\n"
        "Fråga dem gärna, eller ändra vem som är kontakt."
    )
    edited = only(of_roles(await day.presses("jonas", "confirm")), "revised")
    assert edited["text"].startswith("⚠️ 2 kontakter har inte svarat")
    await rewritten(store, "leila", role=Role.TEACHER)
    done = of_roles(await day.presses("mats", "confirm"))
    assert [one["text"] for one in done] == ["✅ Alla kontakter har svarat om vårterminen 2027. Ordnat 25 januari."]
    assert asked(await day.comes("2027-02-15T08:00")) == []
    await day.end()


async def test_the_last_central_contact_stays_and_who_is_new_is_not_asked(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2027-01-07T09:00", closed=BREAK, without=("cecilia", "amina"),
                      posts={"term_start": "true"})  # fmt: skip
    await day.passes("1m")
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    await day.presses("mats", pressable(shown, "change_do"))
    first = await day.comes("2027-01-11T07:30")
    assert asked(first) == ["eva", "jonas", "leila", "mats"]  # not Lucy, who was welcomed last week
    assert "lucy" not in told(first)
    no = only(await day.presses("mats", "decline_role"), "refused", "refusal")
    assert no["text"] == "Då finns ingen central kontakt som nås. Lägg till en annan först."
    gone = await day.presses("eva", "decline_role")
    assert "Nu finns ingen kvar. Vem tar över?" in only(gone, "posted", "alarm")["text"]
    assert only(gone, "posted", "alarm")["buttons"] == ["contact_new:lindskolan"]
    assert only(gone, "revised", "reminder")["text"].startswith(
        "Tack för tiden som kontakt. Mats Nyström har fått veta det"
    )
    assert asked(await day.comes("2027-01-18T07:30")) == ["jonas", "leila", "mats"]
    await day.end()


async def test_the_card_stands_where_people_ask_and_says_what_is_true(store: Store, tmp_path: Path) -> None:
    pages = "[hjälpsidorna](https://hjalp.example.org)"
    day = await begin(store, tmp_path, "2026-12-18T09:00", closed=BREAK, posts={"desk": "true"},
                      organisation={"help_pages": pages})  # fmt: skip
    card = only(await day.passes("1m"), "posted", "desk")
    assert (card["place"], card["buttons"]) == ("support", ["ask", "who"])
    lines = card["text"].splitlines()
    assert lines[0] == "Så funkar supporten för Unikum i Lillköping"
    assert "Öppet: måndag–fredag 07:30–16:30. Frågor på kvällar, helger och lov ligger kvar tills vi öppnar." in lines
    assert "- Hagaskolan: Jonas Åberg och Leila Rahimi" in lines
    assert "- Ekskolan: centralt" in lines
    assert "Centrala kontakter: Mats Nyström (teknik), Cecilia Holm och Amina Warsame (pedagogik)." in lines
    assert lines[-3:] == [
        "Läs själv: hjälpsidorna (https://hjalp.example.org).",
        "Vårdnadshavare hänvisas till sin lärare, inte hit.",
        "Gäller höstterminen 2026. Senast ändrad 18 december.",
    ]
    async with store.reading() as tx:
        kinds = [row.kind for row in await tx.rows(select(outbox.c.kind).where(outbox.c.key.startswith("desk_card/")))]
    assert sorted(kinds) == ["pin", "post"]

    mine = only(await day.presses("gunilla", "who"), "notice", "command")
    assert mine["text"].startswith("Hagaskolan: Jonas Åberg och Leila Rahimi.\nCentralt: ")
    await day.writes_to_the_bot("anna", "språk engelska")
    assert cards(await day.passes("3h")) == []  # nothing that it tells of has changed
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    edited = only(await day.presses("mats", pressable(shown, "change_do")), "revised", "desk")
    assert "- Ekskolan: Lucy Hart" in edited["text"]
    away = only(await day.writes_to_the_bot("cecilia", "borta till måndag"), "revised", "desk")
    assert "Cecilia Holm (borta till och med 21 december)" in away["text"]

    gone = cards(await day.mentions_the_bot("mats", "den här kanalen är inte support längre"))
    assert [one["event"] for one in gone] == ["withdrawn"]
    anew = cards(await day.mentions_the_bot("mats", "den här kanalen är support"))
    assert [one["event"] for one in anew] == ["posted"]
    back = cards(await day.comes("2026-12-22T09:00"))  # Cecilia is back
    assert [one["event"] for one in back] == ["revised"]
    assert cards(await day.comes("2027-01-10T12:00")) in ([], cards(day.lines)[-1:])
    term = cards(await day.comes("2027-01-11T07:30"))
    assert sorted(one["event"] for one in term) == ["posted", "withdrawn"]
    assert [one["text"].splitlines()[-1] for one in term if one["event"] == "posted"] == [
        "Gäller vårterminen 2027. Senast ändrad 11 januari."
    ]
    await day.end()


async def _imported(day: Day, store: Store, **changed: dict[str, object]) -> None:
    """A file says something else of these people; None = it does not name them."""
    directory = await people(store)
    kept: list[Person] = [
        replace(one, **changed.get(one.id, {}))  # type: ignore[arg-type]
        for one in directory.people
        if changed.get(one.id, {}) is not None
    ]
    async with store.transaction() as tx:
        await tx.directory.replace(replace(directory, people=tuple(kept)))
        await tx.timers.set(new_contacts.KEY, new_contacts.LOOK, day.play.stage.clock.now())


async def test_who_comes_by_a_file_is_welcomed_and_what_leavers_had_goes_on(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, escalation=SLOW)
    await day.says("anna", SIGNS, "q1")
    await day.presses("eva", "take", "q1")
    await day.comes("2026-11-24T20:00")
    gone: dict[str, object] = {"role": Role.TEACHER}
    new: dict[str, object] = {"role": Role.LOCAL}
    await _imported(day, store, eva=None, olle=new, jonas=gone, lucy={**new, "schools": ("ekskolan", "hagaskolan")})  # type: ignore[arg-type]
    assert told(await day.passes("1h")) == {}  # nobody hears of it in the evening
    morning = await day.comes("2026-11-25T07:30")
    heard = told(morning)
    assert (await day.question("q1")).holders == ("olle",)
    assert heard["olle"].startswith("Hej Olle. Du är nu kontakt för Unikum på Lindskolan.\n")
    assert heard["olle"].endswith("Just nu väntar en fråga från Lindskolan.")
    assert "- Nödadmin är det du får ändra för hand i Unikum." in heard["olle"]
    assert heard["lucy"].startswith(
        "Hello Lucy. You're now the Unikum contact at Ekskolan and Hagaskolan together with Leila"
    )
    assert heard["jonas"] == "Du är inte längre kontakt för Unikum. Tack för tiden. Du får inga nya frågor."
    waits = only(await day.presses("olle", "show_waiting"), "notice", "command")
    assert waits["text"].startswith("Väntar på dig (1)")
    await _imported(day, store)
    assert told(await day.passes("1h")) == {}  # the same file again
    await day.end()


async def test_a_late_term_begins_once_whatever_the_calendar_says_then(store: Store, tmp_path: Path) -> None:
    day = await begin(
        store, tmp_path, "2026-08-05T20:00", posts={"term_start": "true", "desk": "true", "alarms": "true"}
    )
    async with store.transaction() as tx:
        await tx.desk.set("term/known", "2026-vt")  # the bot was down when the term began
    assert asked(await day.passes("2h")) == []  # it is evening
    assert len(asked(await day.comes("2026-08-06T07:30"))) == 6
    async with store.transaction() as tx:
        directory = await tx.directory.load()
        summer = Closed(first=date(2026, 6, 15), last=date(2026, 8, 16), name="sommarlov")
        winter = Closed(first=date(2026, 12, 19), last=date(2027, 1, 10), name="jullov")
        await tx.directory.replace(replace(directory, closed=(summer, winter)))
    shown = await day.writes_to_the_bot("cecilia", "ta bort kontakt Lindskolan Eva")
    gone = await day.presses("cecilia", pressable(shown, "change_do"))
    assert [one["key"] for one in gone if one["event"] == "withdrawn"] == ["person/eva/role/2026-ht"]
    again = await day.comes("2026-08-17T08:00")  # the first day after the break
    assert asked(again) == ["amina", "cecilia", "jonas", "leila", "mats"]
    assert told(again)["mats"].startswith("Jag frågar en gång till")
    assert asked(await day.comes("2027-01-08T16:00")) == []
    assert asked(await day.comes("2027-01-11T07:30")) == ["amina", "cecilia", "jonas", "leila", "mats"]
    await day.end()


async def test_a_card_that_cannot_be_said_is_told_of_once_and_comes_when_it_can(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, without=("support",), posts={"desk": "true", "alarms": "true"})
    day.play.stage.channels["ny"] = "ny"
    takes_nothing(day, "ny")
    heard = await day.mentions_the_bot("mats", "den här kanalen är support", place="ny")
    heard += await day.comes("2026-11-24T16:00")
    assert [one["key"] for one in heard if one["reply"] == "alarm"] == ["alarm/unreachable/local/ny/central/local"]
    assert cards(heard) == []
    async with store.reading() as tx:
        assert (
            len(await tx.rows(select(outbox.c.id).where(outbox.c.reply == "desk", outbox.c.kind == "post"))) == 1
        )  # not once an hour
    del day.play.stage.chat.send  # it takes what is said again
    assert [one["event"] for one in cards(await place(day, "added", "ny"))] == ["posted"]
    assert cards(await place(day, "closed", "ny")) == []
    assert cards(await place(day, "opened", "ny")) == []  # it stands there still
    await day.mentions_the_bot("mats", "paus", place="ny")
    shown = await day.writes_to_the_bot("mats", "kontakt Ekskolan Lucy")
    assert [one["event"] for one in cards(await day.presses("mats", pressable(shown, "change_do")))] == ["revised"]
    assert cards(await day.comes("2027-01-04T09:00")) == []  # a new term, and a pause
    term = cards(await day.mentions_the_bot("mats", "igång", place="ny"))
    assert sorted(one["event"] for one in term) == ["posted", "withdrawn"]
    await day.end()


async def test_vem_finds_any_school_somebody_and_an_area(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, away={"jonas": ("2026-11-23", "2026-11-27", "olle")}, vendor=("mats",))

    async def vem(words: str, who: str = "anna") -> Line:
        return only(await day.writes_to_the_bot(who, words), "direct", "command")

    mine = (await vem("vem"))["text"].splitlines()
    assert mine[0] == "Lindskolan: Eva Lind."
    assert mine[-1] == "Öppet måndag–fredag 07:30–16:30. Snabbast är att fråga i supportkanalen."
    haga = (await vem("vem hagaskolan är kontakt"))["text"]
    assert haga.startswith("Hagaskolan: Jonas Åberg (borta till och med 27 november, Olle Berg ersätter) och Leila")
    both = (await vem("vem Lindskolan och Ekskolan"))["text"].splitlines()
    assert both[:2] == [
        "Lindskolan: Eva Lind.",
        "Ekskolan har ingen egen kontakt just nu. Frågor därifrån går direkt till "
        "Cecilia Holm, Mats Nyström och Amina Warsame.",
    ]
    near = await vem("vem Hagskolan")
    assert (near["text"], near["buttons"][0]) == (
        "Jag hittar ingen skola som heter ”Hagskolan”. Menar du Hagaskolan?", "who:hagaskolan"
    )  # fmt: skip
    shown = only(await day.presses("anna", "who:hagaskolan"), "notice", "command")
    assert shown["text"].startswith("Hagaskolan: Jonas Åberg")
    assert (await vem("vem är Mats Nyström"))["text"] == (
        "Mats Nyström är central kontakt: teknik, och har kontakten med leverantören."
    )
    assert (await vem("vem är Eva Lind?"))["text"] == "Eva Lind är kontakt på Lindskolan."
    assert (await vem("vem är Gunilla Fors"))["text"].startswith(
        "Gunilla Fors är inte kontakt för Unikum.\nHagaskolan: Jonas"
    )
    assert (await vem("vem är tekniskt ansvarig"))["text"] == "Centralt, teknik: Mats Nyström."
    assert (await vem("vem på Xyz"))["text"] == "Jag hittar ingen skola eller kollega som heter ”Xyz”."
    assert only(await day.mentions_the_bot("anna", "vem på Lindskolan"), "notice")["text"].startswith("Lindskolan: Eva")
    new = await vem("vem", "nykomling")
    assert new["text"].startswith("Jag vet inte vilken skola du är på.")
    assert new["buttons"] == ["choose_school:lindskolan", "choose_school:hagaskolan", "choose_school:ekskolan"]
    await day.end()
