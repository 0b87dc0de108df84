"""The words of the chat page itself, Swedish and English; leaves what the desk says to `knowledge`."""

from __future__ import annotations

LANGUAGES = ("sv", "en")

LABELS: dict[str, tuple[str, str]] = {
    # The frame
    "skip": ("Hoppa till samtalet", "Skip to the conversation"),
    "trial": ("Provmiljö", "Trial"),
    "menu": ("Meny", "Menu"),
    "close": ("Stäng", "Close"),
    "theme": ("Byt mellan ljust och mörkt", "Switch between light and dark"),
    "other_language": ("In English", "På svenska"),
    "needs_script": ("Sidan behöver JavaScript för att du ska kunna skriva.", "The page needs JavaScript for writing."),
    "lost": ("Ingen kontakt med supporten. Försöker igen …", "No contact with the desk. Trying again …"),
    "home_title": ("Supporten för Unikum", "The support desk for Unikum"),
    "home_lead": ("Här finns:", "What is here:"),
    "chat_title": ("Prova supporten i en chatt", "Try the desk in a chat"),
    "chat_about": ("Var vem du vill i en påhittad kommun och flytta klockan framåt.",
                   "Be anyone in a made-up municipality and move the clock ahead."),
    # Who you are
    "you_are": ("Du är", "You are"),
    "switch_person": ("Byt person", "Switch person"),
    "find_person": ("Sök namn, roll eller skola", "Search by name, role or school"),
    "nobody_found": ("Ingen passar sökningen.", "Nobody fits the search."),
    "role.teacher": ("lärare", "teacher"),
    "role.local": ("kontakt", "contact"),
    "role.central": ("central kontakt", "central contact"),
    "group.central": ("Centrala kontakter", "Central contacts"),
    "group.none": ("Utan skola", "Without a school"),
    "calls": ("{n} till dig", "{n} for you"),
    "calls_person": ("{n} nya", "{n} new"),
    # Channels
    "channels": ("Kanaler", "Channels"),
    "direct": ("Direkt", "Direct"),
    "bot": ("Supporten", "The desk"),
    "bot_role": ("bot", "bot"),
    "unread": ("{n} olästa", "{n} unread"),
    "direct_only": ("Bara du och Supporten ser det här.", "Only you and the desk can see this."),
    "pinned": ("Fäst", "Pinned"),
    # Messages
    "messages": ("Samtal", "Conversation"),
    "empty_title": ("Här är det tyst än så länge", "It is quiet here so far"),
    "empty_support": ("Skriv en fråga som du hade skrivit den till en kollega. Supporten svarar i tråden, "
                      "eller säger vem som har frågan och till när.",
                      "Ask as you would ask a colleague. The desk answers in the thread, "
                      "or says who has the question and until when."),
    "empty_direct": ("Skriv till Supporten här, så ser ingen annan det. Skriv ”hjälp” för att se vad den kan.",
                     "Write to the desk here and nobody else sees it. Write “help” to see what it can do."),
    "empty_other": ("Det som skrivs här syns för alla i kanalen.", "All in the channel see what is written here."),
    "tour_1": ("Ställ en fråga som {person}.", "Ask something as {person}."),
    "tour_2": ("Byt person och se samma sak som kontakten ser.", "Switch person and see what the contact sees."),
    "tour_3": ("Flytta klockan framåt och se vem frågan går till.", "Move the clock and see where the question goes."),
    "only_you": ("Bara du ser det här", "Only you can see this"),
    "edited": ("redigerad", "edited"),
    "removed": ("Meddelandet är borttaget.", "The message was removed."),
    "dismiss": ("Dölj", "Hide"),
    "earlier": ("Visa {n} tidigare svar", "Show {n} earlier replies"),
    "reply": ("Svara i tråden", "Reply in the thread"),
    "reply_to": ("Svar i tråden", "Reply in the thread"),
    "more": ("Mer", "More"),
    "options": ("Fler val för meddelandet", "More choices for this message"),
    "edit": ("Redigera", "Edit"),
    "delete": ("Ta bort", "Remove"),
    "delete_sure": ("Ta bort meddelandet?", "Remove the message?"),
    "delete_about": ("Det som Supporten har svarat på det försvinner också.", "What the desk said about it goes too."),
    "save": ("Spara", "Save"),
    "cancel": ("Avbryt", "Cancel"),
    "reaction.done": ("Klart", "Done"),
    "reaction.looking": ("Jag tittar på det", "Having a look"),
    "reacted": ("{reaction} {n}: {people}", "{reaction} {n}: {people}"),
    "state.asked": ("Bedöms", "Being judged"),
    "state.suggested": ("Förslag", "Suggestion"),
    "state.answered": ("Besvarad", "Answered"),
    "state.waiting": ("Väntar", "Waiting"),
    "state.taken": ("Någon har den", "Taken"),
    "state.with_vendor": ("Hos Unikum", "With Unikum"),
    "state.solved": ("Löst", "Solved"),
    "state.dropped": ("Avslutad", "Dropped"),
    "state.expired": ("Vilande", "Resting"),
    # Writing
    "write_in": ("Skriv i {channel}", "Write in {channel}"),
    "write_direct": ("Skriv till Supporten", "Write to the desk"),
    "send": ("Skicka", "Send"),
    "write_hint": ("Enter skickar, Skift+Enter ger ny rad", "Enter sends, Shift+Enter makes a new line"),
    "try": ("Prova", "Try"),
    "hide_examples": ("Dölj förslagen", "Hide the suggestions"),
    # The clock
    "clock": ("Supportens klocka", "The desk clock"),
    "move_clock": ("Flytta klockan", "Move the clock"),
    "move": ("Flytta", "Move"),
    "the_clock": ("klockan", "the clock"),
    "move.+30m": ("+30 min", "+30 min"),
    "move.+4h": ("+4 timmar", "+4 hours"),
    "move.tomorrow": ("I morgon 08:00", "Tomorrow 08:00"),
    "move.next_school_day": ("Nästa skoldag", "Next school day"),
    "moved": ("Klockan är {now}.", "The time is {now}."),
    # The panel
    "panel": ("Vad händer?", "What happens?"),
    "why": ("Vad händer?", "What happens?"),
    "panel_empty": ("Välj ”Vad händer?” vid en fråga, så visas här vem som har den, hur länge och varför.",
                    "Choose “What happens?” at a question to see who has it, for how long and why."),
    "panel_nothing": ("Supporten gjorde inget med det här meddelandet.", "The desk did nothing with this message."),
    "question_n": ("Fråga {n}", "Question {n}"),
    "no_question": ("Ingen fråga till supporten", "Not a question for the desk"),
    "asked_by": ("Frågat av {who}", "Asked by {who}"),
    "ladder": ("Vem som frågas", "Who is asked"),
    "step.done": ("klart", "done"),
    "step.current": ("nu", "now"),
    "step.next": ("sedan", "then"),
    "step_until": ("till {when}", "until {when}"),
    "timers": ("Händer härnäst", "What comes next"),
    "history": ("Har hänt", "What has happened"),
    "candidates": ("Svar som låg nära", "Answers that were close"),
    "score": ("{n} procent", "{n} per cent"),
    "reasons": ("Vad det märks på", "What told so"),
    "explain": ("Varför?", "Why?"),
    "explain_message": ("Varför? Så läser supporten meddelandet", "Why? How the desk reads the message"),
    "explain_title": ("Så läser supporten meddelandet nu", "How the desk reads the message now"),
    "explain_nothing": ("Här finns inget att förklara.", "There is nothing to explain here."),
    "today": ("i dag", "today"),
    # What can go wrong
    "too_long": ("Meddelandet är för långt: {kb} kB, och högst {most} kB får plats. Det står kvar i rutan.",
                 "The message is too long: {kb} kB, and at most {most} kB fits. It is still in the box."),
    "empty_text": ("Skriv något först.", "Write something first."),
    "try_again": ("Supporten är upptagen just nu. Försök igen.", "The desk is busy right now. Try again."),
    "gone": ("Meddelandet finns inte längre.", "The message is no longer there."),
    "not_yours": ("Bara den som skrev meddelandet kan ändra det.", "Only its author can change the message."),
    "no_such_place": ("Den kanalen kan du inte läsa.", "You cannot read that channel."),
    "bad_request": ("Det gick inte att förstå. Ladda om sidan och försök igen.",
                    "That could not be understood. Reload the page and try again."),
    "broken": ("Det blev fel hos mig. Försök igen.", "Something went wrong here. Try again."),
    "no_contact": ("Det gick inte att nå supporten. Texten står kvar, försök igen.",
                   "The desk could not be reached. Your text is still here; try again."),
    "form_problems": ("Rätta det som är markerat.", "Correct what is marked."),
    "optional": ("frivilligt", "optional"),
    "choose": ("Välj", "Choose"),
}  # fmt: skip


def label(language: str, key: str, /, **blanks: object) -> str:
    """The words of a key; raises KeyError for an unknown key or a missing blank."""
    swedish, english = LABELS[key]
    return (english if language == "en" else swedish).format_map(blanks)


def scripts(language: str) -> dict[str, str]:
    """The words that the page's script says by itself."""
    keys = ("broken", "empty_text", "lost", "moved", "no_contact", "nobody_found", "too_long")
    return {key: LABELS[key][1 if language == "en" else 0] for key in keys}
