"""A desk of four people with just enough answers to try the chat page on; leaves the real rules to the real desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.pages.demo import (
    CandidateView,
    ChannelView,
    HistoryView,
    PanelView,
    PersonView,
    StepView,
    TimerView,
    WhyView,
)
from bot.platforms.base import Address, TryLater
from bot.platforms.local.adapter import LocalPlatform
from handlers.replies.why import Line, Section
from knowledge.conversation.event import (
    ButtonPressed,
    CommandGiven,
    Event,
    FormFilled,
    MessageDeleted,
    MessagePosted,
    MessageRef,
)
from knowledge.conversation.message import Button, Field, Form, Message, Notice, Shown, mention

PEOPLE = (
    PersonView(id="anna", account="anna", name="Anna Ek", role="teacher", schools=("Lindskolan",)),
    PersonView(id="eva", account="eva", name="Eva Lind", role="local", schools=("Lindskolan",)),
    PersonView(id="lucy", account="lucy", name="Lucy Hart", role="teacher", schools=("Ekskolan",), language="en"),
    PersonView(id="mats", account="mats", name="Mats Nyström", role="central", note="teknik"),
)
SUPPORT = ChannelView(
    id="support", name="unikumsupport", kind="support", about="Frågor om Unikum. Alla i kommunen läser."
)
CENTRAL = ChannelView(id="central", name="centralt", kind="central", about="De centrala kontakterna.")

ANSWER = (
    "**Hur tilldelar jag en planering till min klass?**\n"
    "Öppna planeringen i Skolbanken och klicka på **Tilldela**, eller gå till gruppens sida. Alla elever är förvalda.\n"
    "1. Planeringen måste vara publicerad.\n2. Kryssa ur dem som inte ska ha den.\n\n"
    "Läs mer: [Tilldela planering](https://example.org/hjalp)\n"
    "Hjälpte det inte går frågan till Eva Lind."
)
WAITING = "**Frågan ligger hos Eva Lind**, Lindskolan.\nÄr den inte löst i dag 14:06 går den till Mats Nyström."
TAKEN = "**Eva Lind har tagit frågan.**"
SOLVED = "✅ **Löst** 24 november av Eva Lind. Stämmer det inte? Skriv här, så öppnas frågan igen."
SUGGESTED = "**Menar du någon av de här?**\nVäljer du ingen går frågan till Eva Lind i dag 10:34."

NOT_A_QUESTION = Button(action="not_a_question", label="Detta är ingen fråga", more=True)
BUTTONS = {
    "answered": (
        Button(action="helped", label="Det hjälpte", primary=True),
        Button(action="not_helped", label="Det hjälpte inte"),
        Button(action="take", label="Jag tar den", more=True),
        NOT_A_QUESTION,
    ),
    "suggested": (
        Button(action="pick:lararlogg", label="Föräldrarna ser inte mitt lärloggsinlägg, varför?"),
        Button(action="pick:planering", label="Elever eller vårdnadshavare ser inte planeringen, varför?"),
        Button(action="none_of_these", label="Inget av dem"),
        Button(action="ask_human", label="Fråga en människa"),
    ),
    "waiting": (
        Button(action="take", label="Jag tar den", primary=True),
        Button(action="solved", label="Löst"),
        Button(action="hand_on", label="Lämna vidare", more=True),
        NOT_A_QUESTION,
    ),
    "taken": (
        Button(action="solved", label="Löst", primary=True),
        Button(action="hand_on", label="Lämna vidare", more=True),
    ),
    "solved": (Button(action="reopen", label="Inte löst"),),
}
HAND_ON = Form(
    name="hand_on",
    title="Lämna vidare",
    submit="Lämna vidare",
    fields=(
        Field(
            name="to",
            label="Till vem?",
            kind="choice",
            choices=(("mats", "Mats Nyström, centralt (teknik)"), ("olle", "Olle Berg, Lindskolan")),
        ),
        Field(
            name="note",
            label="Några ord till den som tar över",
            kind="long",
            required=False,
            hint="Inga namn på elever.",
        ),
        Field(name="show", label="Visa orden i tråden", kind="yes", required=False),
    ),
)


class SmallDemo:
    """The desk; `busy` makes it refuse to listen, `heard` is all that it was told."""

    zone = ZoneInfo("Europe/Stockholm")
    title = "Storköping"

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 9, 2, tzinfo=UTC)
        self.heard: list[Event] = []
        self.busy = False
        self.cards: dict[int, tuple[MessageRef, str]] = {}
        names = {one.account: one.name for one in PEOPLE}
        self.chat = LocalPlatform(clock=self.now, names=lambda one: names.get(one, one), accounts=lambda: names)

    async def begin(self) -> SmallDemo:
        await self.chat.start(self.hear)
        return self

    # As the page asks

    def people(self, language: str) -> Sequence[PersonView]:
        return PEOPLE

    def channels(self, person: PersonView, language: str) -> Sequence[ChannelView]:
        own = ChannelView(id=f"direct:{person.account}", name="Supporten", kind="direct")
        return [SUPPORT, *([CENTRAL] if person.role == "central" else []), own]

    def examples(self, person: PersonView, language: str) -> Sequence[str]:
        return (
            "hur får jag ut planeringen till 6B?",
            "föräldrarna ser ingenting av det jag la upp igår",
            "vem är min kontakt?",
        )

    def now(self) -> datetime:
        return self.at

    async def move(self, to: str) -> datetime:
        steps = {"+30m": timedelta(minutes=30), "+4h": timedelta(hours=4)}
        self.at += steps.get(to, timedelta(days=1))
        return self.at

    async def panel(self, about: int | str, language: str) -> PanelView | None:
        if isinstance(about, str):
            post = self.chat.log.get(about)
            return PanelView(title=post.text, reasons=("Det är ett svar, ingen fråga.",)) if post else None
        state = self.cards[about][1]
        current = "current" if state in ("waiting", "taken") else "next"
        return PanelView(
            number=about,
            title="hur får jag ut planeringen till 6B?",
            state=state,
            state_words="Frågan ligger hos Eva Lind till i dag 14:06.",
            asker="Anna Ek",
            school="Lindskolan",
            steps=(
                StepView(kind="helpdesk", label="Svaret i tråden", people=("Supporten",), status="done"),
                StepView(kind="local", label="Skolans kontakt", people=("Eva Lind",), until=self.at, status=current),
                StepView(kind="central", label="Central kontakt", people=("Mats Nyström",)),
                StepView(kind="all_central", label="Alla centrala kontakter", people=("Cecilia Holm", "Mats Nyström")),
            ),
            timers=(TimerView(words="Går vidare till Mats Nyström", due=self.at + timedelta(hours=4)),),
            history=(
                HistoryView(at=self.at, words="Anna Ek frågade."),
                HistoryView(at=self.at, words="Supporten svarade med ”Hur tilldelar jag en planering?”"),
            ),
            candidates=(
                CandidateView(id="planering", question="Hur tilldelar jag en planering till min klass?", score=0.93),
                CandidateView(id="ser-inte", question="Elever ser inte planeringen, varför?", score=0.21),
            ),
            reasons=("Frågar hur man gör", "Nämner planering och en klass"),
            message=self.cards[about][0].root,
        )

    async def why(self, message: str, language: str) -> WhyView | None:
        post = self.chat.log.get(message)
        if post is None or post.message is not None:
            return None
        read = Section(key="read", title="Vad supporten läser", quote=post.text)
        line = Line(words="Fråga till supporten", share=0.934, percent="93 %", under=("Tecken på det: frågar",))
        return WhyView(message=message, sections=(read, Section(key="kind", title="Vad det är", lines=(line,))))

    # As the desk acts

    async def hear(self, event: Event) -> Shown | None:
        if self.busy:
            raise TryLater
        self.heard.append(event)
        if isinstance(event, MessagePosted):
            await self._posted(event)
        elif isinstance(event, ButtonPressed):
            return await self._pressed(event)
        elif isinstance(event, FormFilled):
            return await self._filled(event)
        elif isinstance(event, CommandGiven):
            return Notice(message=Message(reply="command", text=f"Kommandot var {event.text}."))
        elif isinstance(event, MessageDeleted):
            for ref, _state in self.cards.values():
                if ref.thread == event.ref.id:
                    await self.chat.withdraw(ref)
        return None

    async def _posted(self, event: MessagePosted) -> None:
        direct = event.ref.is_direct
        if event.ref.thread is not None or not (direct or "?" in event.text or "ser ing" in event.text):
            return
        number = 42 + len(self.cards)
        state = "suggested" if "föräldrarna" in event.text else "answered"
        to = Address(platform="local", channel=event.ref.channel, thread=event.ref.root)
        posted = await self.chat.send(to, f"question/{number}/card", self.card(number, state), f"t{number}")
        ref = MessageRef(platform="local", channel=event.ref.channel, id=posted, thread=event.ref.root)
        self.cards[number] = (ref, state)

    def card(self, number: int, state: str) -> Message:
        text = {"answered": ANSWER, "waiting": WAITING, "taken": TAKEN, "solved": SOLVED, "suggested": SUGGESTED}[state]
        reply = {"answered": "answer", "suggested": "suggestion"}.get(state, state)
        return Message(reply=reply, text=f"{text}\nFråga {number}", buttons=BUTTONS[state], about=number, state=state)

    async def _pressed(self, event: ButtonPressed) -> Shown | None:
        number = int(event.key.split("/")[1])
        if event.action == "hand_on":
            return replace(HAND_ON, about=f"question/{number}")
        if event.action == "take" and event.who.id == "anna":
            return Notice(
                message=Message(reply="refusal", text="Det kan bara skolans kontakt göra. På Lindskolan: Eva Lind.")
            )
        after = {
            "not_helped": "waiting",
            "none_of_these": "waiting",
            "ask_human": "waiting",
            "take": "taken",
            "solved": "solved",
        }
        await self.turn(number, after.get(event.action, "waiting"))
        if event.action in ("not_helped", "none_of_these", "ask_human"):
            return Notice(
                message=Message(reply="waiting", text="Då går frågan till Eva Lind. Skriv gärna vad som inte stämde.")
            )
        return None

    async def _filled(self, event: FormFilled) -> Shown | None:
        if not event.values.get("to"):
            return replace(HAND_ON, about=event.about, problems={"to": "Välj en person."}, values=event.values)
        return Notice(message=Message(reply="waiting", text="Frågan är lämnad till Mats Nyström."))

    async def turn(self, number: int, state: str) -> None:
        ref, _ = self.cards[number]
        self.cards[number] = (ref, state)
        await self.chat.revise(ref, f"question/{number}/card", self.card(number, state), f"t{number}")
        call = self.chat.log.keyed(f"question/{number}/call")
        if call is not None:
            await self.chat.withdraw(call.ref("local"))
        if state == "waiting":
            text = f"{mention('eva', 'Eva Lind')} Det här är en fråga från Lindskolan."
            to = Address(platform="local", channel=ref.channel, thread=ref.thread)
            await self.chat.send(to, f"question/{number}/call", Message(reply="waiting", text=text), f"c{number}")
