"""The words of the terminal itself, Swedish and English; leaves what the desk says to `knowledge`."""

from __future__ import annotations

from bot.pages.demo import PersonView
from bot.pages.labels import label

_WORDS: dict[str, tuple[str, str]] = {
    "hello": ("{title}. Supporten för Unikum i terminalen. Skriv en fråga, /hjälp eller /sluta.",
              "{title}. The support desk for Unikum in the terminal. Write a question, /help or /quit."),
    "you": ("Du är {name} ({about}) i {place}. Klockan är {now}.", "You are {name} ({about}) in {place}. It is {now}."),
    "help": (
        "Det du skriver står i {place}, eller i tråden du är i.\n"
        "  3                 tryck på knappen med nummer 3\n"
        "  /tråd 2 text      svara i tråd 2; /tråd 2 går dit, /tråd går tillbaka\n"
        "  /läs, /läs 2      visa platsen eller tråd 2 igen\n"
        "  /som eva          var någon annan; /som visar alla\n"
        "  /i kontakter      byt plats; /i visar dina platser, /i direkt är du och supporten\n"
        "  /hopp 4h          flytta klockan; också 30 min, 2 dagar, 14:30, i morgon, skoldag\n"
        "  /ändra text, /radera   ändra eller ta bort ditt senaste meddelande\n"
        "  /säg text         skriv något som annars vore ett kommando eller ett nummer\n"
        "  /sök …, /vem, /väntar …   supportens egna kommandon; /support hjälp visar dem\n"
        "  /sluta            sluta (eller Ctrl-D)\n"
        "En rad som slutar med \\ fortsätter på nästa.",
        "What you write stands in {place}, or in the thread that you are in.\n"
        "  3                 press the button with number 3\n"
        "  /thread 2 text    reply in thread 2; /thread 2 goes there, /thread goes back\n"
        "  /read, /read 2    show the place or thread 2 again\n"
        "  /as eva           be somebody else; /as shows everybody\n"
        "  /in contacts      change place; /in shows your places, /in direct is you and the desk\n"
        "  /jump 4h          move the clock; also 30 min, 2 days, 14:30, tomorrow, school day\n"
        "  /edit text, /delete    change or remove your latest message\n"
        "  /say text         write what would be a command or a number otherwise\n"
        "  /search …, /who, /waiting …   the desk's own commands; /support help shows them\n"
        "  /quit             leave (or Ctrl-D)\n"
        "A line that ends with \\ goes on in the next."),
    "bot": ("Supporten", "The desk"),
    "direct": ("direkt", "direct"),
    "alone": ("bara du ser det", "only you see it"),
    "changed": ("ändrat", "changed"),
    "removed": ("borttaget", "removed"),
    "more": ("Mer:", "More:"),
    "thread": ("tråd {number}", "thread {number}"),
    "new": ("Nytt för dig:", "New for you:"),
    "earlier": ("… och {count} till innan dess", "… and {count} more before that"),
    "nothing": ("Här står inget än.", "Nothing stands here yet."),
    "now": ("Klockan är {now}.", "It is {now}."),
    "people": ("Du kan vara:", "You can be:"),
    "places": ("Dina platser:", "Your places:"),
    "into_thread": ("Du skriver i tråd {number}. /tråd går tillbaka.", "You write in thread {number}. /thread goes back."),
    "out_of_thread": ("Du skriver i {place}.", "You write in {place}."),
    "optional": ("frivilligt", "optional"),
    "choose": ("Välj ett nummer.", "Choose a number."),
    "choose_one": ("nummer", "number"),
    "yes_no": ("j/n", "y/n"),
    "day": ("dag, till exempel fredag eller 2026-12-24", "day, for example Friday or 2026-12-24"),
    "no_day": ("Den dagen förstår jag inte.", "I don't understand that day."),
    "long": ("fler rader: sluta raden med \\", "more lines: end the line with \\"),
    "cancel": ("/avbryt avbryter", "/cancel cancels"),
    "cancelled": ("Avbrutet. Inget är skickat.", "Cancelled. Nothing was sent."),
    "sending": ("{submit} …", "{submit} …"),
    "no_person": ("Ingen eller flera passar ”{typed}”. /som visar alla.", "Nobody or several fit “{typed}”. /as shows all."),
    "no_place": ("Du har ingen sådan plats: ”{typed}”. /i visar dina.", "You have no such place: “{typed}”. /in shows yours."),
    "no_thread": ("Du ser ingen tråd {typed}.", "You see no thread {typed}."),
    "no_button": ("Du ser ingen knapp {typed}. Menar du ordet, skriv /säg {typed}.",
                  "You see no button {typed}. If you mean the word, write /say {typed}."),
    "gone": ("Det finns inte kvar.", "It is no longer there."),
    "later": ("Supporten hinner inte just nu. Försök igen.", "The desk cannot take it now. Try again."),
    "no_jump": ("Hur långt? Till exempel /hopp 4h, /hopp 2 dagar, /hopp 14:30, /hopp i morgon. Högst {days} dagar.",
                "How far? For example /jump 4h, /jump 2 days, /jump 14:30, /jump tomorrow. {days} days at most."),
    "nothing_to_change": ("Du har inget meddelande här att ändra.", "You have no message here to change."),
    "what": ("Vad vill du skriva?", "What do you want to write?"),
    "bye": ("Hej då.", "Goodbye."),
}  # fmt: skip

COMMANDS = {
    "som": "as", "as": "as", "i": "in", "in": "in", "tråd": "thread", "t": "thread", "thread": "thread",
    "läs": "read", "read": "read", "hopp": "jump", "jump": "jump", "ändra": "edit", "edit": "edit",
    "radera": "delete", "delete": "delete", "säg": "say", "say": "say", "support": "support",
    "hjälp": "help", "help": "help", "?": "help", "sluta": "quit", "quit": "quit", "exit": "quit",
}  # fmt: skip
"""What stands after the slash -> what it does; every other word is a command of the desk."""

CANCEL = frozenset({"/avbryt", "/cancel"})
YES = frozenset({"j", "ja", "y", "yes", "x"})


def say(language: str, key: str, **blanks: object) -> str:
    """The words in that language."""
    return _WORDS[key][language == "en"].format(**blanks)


def about(person: PersonView, language: str) -> str:
    """lärare, Lindskolan."""
    return ", ".join(word for word in (label(language, f"role.{person.role}"), *person.schools, person.note) if word)
