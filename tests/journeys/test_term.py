"""Plays: a term begins, and contacts say whether they go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.support.directory import Closed, Person, Role
from tests.journeys.day import only
from tests.journeys.happenings import rewritten
from tests.journeys.test_roster import pressable, told
from tests.journeys.town import BREAK, SIGNS, SLOW, begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store


def asked(lines: list[Line]) -> list[str]:
    """Who was asked whether they go on."""
    return sorted(str(one["to"]) for one in lines if one["event"] == "direct" and "confirm" in one["buttons"])


def of_roles(lines: list[Line]) -> list[Line]:
    """What central reads of who has not answered."""
    return [one for one in lines if one["key"].startswith("alarm/role/")]


async def test_each_term_contacts_say_whether_they_go_on(store: Store, tmp_path: Path) -> None:
    nils = {"id": "nils", "name": "Nils Ek", "role": "local"}  # at no school, so there is nothing to confirm
    day = await begin(store, tmp_path, "2026-12-11T09:00", closed=BREAK, escalation=SLOW, also=(nils,),
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
    stands = only(undone, "revised", "reminder")
    assert stands["text"].startswith(
        "Ångrat. Allt är som det var.\nNy termin. Du står som kontakt för Unikum på Lindskolan"
    )
    assert stands["buttons"] == ["confirm", "decline_role"]
    yes = only(await day.presses("eva", "confirm"), "revised", "reminder")
    assert yes["text"] == "Tack. Du står kvar som kontakt på Lindskolan vårterminen 2027."

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


async def test_very_many_are_asked_in_parts_and_each_once(store: Store, tmp_path: Path) -> None:
    day = await begin(store, tmp_path, "2027-01-08T15:00", closed=BREAK, posts={"term_start": "true"})
    async with store.transaction() as tx:
        for number in range(110):
            accounts = {day.play.stage.chat.name: f"p{number}"}
            await tx.directory.add_person(
                Person(
                    id=f"p{number}", name=f"Per Ek{number}", role=Role.LOCAL, schools=("ekskolan",), accounts=accounts
                )
            )
        await tx.desk.set("contacts/seen", None)  # they were there when the desk looked for the first time
    first = asked(await day.comes("2027-01-11T07:30"))
    assert len(first) == 100
    rest = asked(await day.passes("1s"))
    assert len({*first, *rest}) == len(first) + len(rest) == 116
    assert len({*asked(await day.comes("2027-01-18T07:31"))}) == 116
    await day.end()
