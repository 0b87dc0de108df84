"""Plays: `vem` finds any school, somebody, an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.day import only
from tests.journeys.town import begin

if TYPE_CHECKING:
    from pathlib import Path

    from bot.rehearsal.transcript import Line
    from storage.store import Store


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
