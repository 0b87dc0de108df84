"""The command words that Teams shows while somebody writes, in both languages; leaves understanding them to the desk."""

from __future__ import annotations

from dataclasses import dataclass

from bot.platforms.teams.needs import SCOPES


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One command as the menu shows it: the word is put where one writes, the other line stands beside it."""

    sv: str
    en: str
    does_sv: str
    does_en: str

    def swedish(self) -> dict[str, str]:
        """As it stands in the manifest."""
        return {"title": self.sv, "description": self.does_sv}


_COMMANDS = (
    Listed(sv="hjälp", en="help", does_sv="Vad man kan skriva.", does_en="What can be written."),
    Listed(
        sv="vem", en="who", does_sv="Din kontakt och de centrala kontakterna.", does_en="Your contact and the central ones."
    ),
    Listed(sv="mina", en="mine", does_sv="Dina öppna frågor.", does_en="Your open questions."),
    Listed(
        sv="status", en="status", does_sv="Hur det går med en fråga: status 42.", does_en="How a question stands: status 42."
    ),
    Listed(sv="fråga", en="ask", does_sv="Ställ en fråga i supportkanalen.", does_en="Put a question in the support channel."),
    Listed(
        sv="sök", en="search", does_sv="Sök bland svaren: sök dela planering.", does_en="Look among the answers: search share planning."
    ),
    Listed(
        sv="hem", en="home", does_sv="Din sida: kontakter, frågor, vad som väntar.", does_en="Your page: contacts, questions, what waits."
    ),
    Listed(sv="min skola", en="my school", does_sv="Säg vilken skola du hör till.", does_en="Say which school you belong to."),
    Listed(
        sv="språk", en="language", does_sv="Byt språk: språk engelska.", does_en="Change the language: language Swedish."
    ),
    Listed(
        sv="väntar", en="waiting", does_sv="För kontakter: vad som väntar på dig.", does_en="For contacts: what waits for you."
    ),
    Listed(sv="borta", en="away", does_sv="För kontakter: borta till fredag.", does_en="For contacts: away until Friday."),
    Listed(sv="tillbaka", en="back", does_sv="För kontakter: du är här igen.", does_en="For contacts: you are there again."),
    Listed(
        sv="paus", en="pause", does_sv="För centrala: boten tystnar här. paus 2h.", does_en="For central: the bot is silent here. pause 2h."
    ),
    Listed(sv="igång", en="resume", does_sv="För centrala: boten talar igen.", does_en="For central: the bot speaks again."),
)  # fmt: skip
_BY_WORD = {one.sv: one for one in _COMMANDS}
_IN = {
    "team": ("hjälp", "vem", "mina", "status", "fråga", "sök", "väntar", "borta", "paus", "igång"),
    "groupChat": ("hjälp", "vem", "mina", "status", "sök", "väntar", "borta", "tillbaka", "paus", "igång"),
    "personal": ("hjälp", "vem", "mina", "fråga", "sök", "hem", "min skola", "språk", "väntar", "borta"),
}
"""Where -> the ten that are most useful there; Teams lists no more."""


def lists() -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """Each scope with its commands, in the order of the manifest."""
    return tuple((scope, tuple(_BY_WORD[word] for word in _IN[scope])) for scope in SCOPES)
