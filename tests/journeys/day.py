"""A day at the desk of Storköping, played step by step on a real database; leaves what should happen to the plays."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.rehearsal.play import Play
from bot.rehearsal.script import Script, Step, _length, _moment
from bot.rehearsal.stage import prepare
from bot.rehearsal.transcript import Line, Transcript
from knowledge.conversation.event import Account, HomeOpened
from knowledge.conversation.message import Home
from tests.slack.stage import on_slack
from tests.teams.stage import in_teams

if TYPE_CHECKING:
    from bot.embedding.meanings import Meanings
    from knowledge.support.question import Question
    from storage.store import Store

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


WHERE = ["local"]
"""Where the play of the moment is played."""


@dataclass(kw_only=True)
class Day:
    """Each step gives the lines of the transcript that it caused."""

    play: Play
    store: Store
    held: AsyncExitStack = field(default_factory=AsyncExitStack)
    """What is let go of when the day ends."""

    @classmethod
    async def begin(
        cls,
        store: Store,
        at: str = "2026-11-24T09:00",
        *,
        directory: Path | None = None,
        faq: Path | None = None,
        meanings: Meanings | None = None,
        on: str | None = None,
        **settings: dict[str, Any],
    ) -> Day:
        """A new day on an empty, migrated database; patience is 4 hours locally and 8 centrally by default.

        `meanings`: None = questions are compared by words alone, whatever is installed.
        `on`: where it is played: `local`, Slack by `socket` or `http`, or `teams`; None = wherever this play is played.
        """
        on = on or WHERE[0]
        start = _moment(at)
        assert start is not None
        script = Script(
            directory=directory or SAMPLES / "storkoping" / "directory.yaml",
            faq=faq or SAMPLES / "unikum" / "faq_sv.yaml",
            settings={"escalation": {"local": "4h", "central": "8h"}, **settings},
            start=start,
            steps=(),
        )
        held = AsyncExitStack()
        if on == "local":
            stage = await prepare(script, store, meanings)
            held.push_async_callback(stage.app.close)
        elif on == "teams":
            stage = await held.enter_async_context(in_teams(script, store, meanings))
        else:
            stage = await held.enter_async_context(on_slack(script, store, on, meanings))
        return cls(play=Play(stage=stage, transcript=Transcript(stage.zone)), store=store, held=held)

    async def end(self) -> None:
        """Close the desk."""
        await self.held.aclose()

    @property
    def lines(self) -> list[Line]:
        """Everything that the bot did so far."""
        return self.play.transcript.lines

    async def _do(self, step: Step) -> list[Line]:
        before = len(self.lines)
        await self.play.step(step)
        return self.lines[before:]

    async def says(self, who: str, text: str, label: str | None = None, *, place: str | None = "support",
                   thread: str | None = None) -> list[Line]:  # fmt: skip
        """Write in a place, or in a thread."""
        return await self._do(Step(does="says", value=text, who=who, place=place, thread=thread, label=label))

    async def writes_to_the_bot(self, who: str, text: str, label: str | None = None) -> list[Line]:
        """Write in one's own conversation with the bot."""
        return await self._do(Step(does="runs", value=text, who=who, label=label))

    async def mentions_the_bot(
        self, who: str, text: str, place: str = "support", label: str | None = None
    ) -> list[Line]:
        """Write with the bot's name in a place."""
        return await self._do(Step(does="runs", value=text, who=who, place=place, label=label))

    async def presses(self, who: str, action: str, thread: str | None = None) -> list[Line]:
        """Press a button on the newest card of the thread."""
        return await self._do(Step(does="presses", value=action, who=who, thread=thread))

    async def fills(self, who: str, form: str, thread: str | None = None, **values: object) -> list[Line]:
        """Send a form."""
        return await self._do(Step(does="fills", value=form, who=who, thread=thread, values=values))

    async def edits(self, who: str, label: str, text: str) -> list[Line]:
        """Change a message."""
        return await self._do(Step(does="edits", value=label, who=who, text=text))

    async def deletes(self, who: str, label: str) -> list[Line]:
        """Remove a message."""
        return await self._do(Step(does="deletes", value=label, who=who))

    async def reacts(self, who: str, reaction: str, thread: str) -> list[Line]:
        """Set `done` or `looking` on the thread's first message."""
        return await self._do(Step(does="reacts", value=reaction, who=who, thread=thread))

    async def marks(self, who: str, mark: str, label: str, *, card: bool = False) -> list[Line]:
        """Choose in the menu of a message (or of the newest card about it) what is to become of it."""
        before, play = len(self.lines), self.play
        post = play._post(label)
        if card:
            found = play.stage.chat.log.keyed(self.card(label)["key"])
            assert found is not None
            post = found.id
        await play.stage.chat.marks(play._account(who), post, mark)
        await self.passes("0s")  # empties the outbox and writes down what was done
        return self.lines[before:]

    async def opens_home(self, who: str, *, guest: bool = False) -> Home:
        """Open the bot's own page."""
        stage, account = self.play.stage, self.play._account(who)
        if stage.chat.name in {"slack", "teams"}:
            home = await stage.chat.opens_home(account)
        else:
            opener = Account(platform=stage.chat.name, id=account, is_guest=guest)
            home = await stage.app.bot.hear(HomeOpened(id=f"home:{who}", at=stage.clock.now(), who=opener))
        assert isinstance(home, Home)
        return home

    async def joins(self, who: str, place: str = "support") -> list[Line]:
        """Come into a place."""
        return await self._do(Step(does="joins", value=place, who=who))

    async def passes(self, length: str) -> list[Line]:
        """Wall time goes by: `45s`, `30m`, `5h`, `2d`."""
        return await self._do(Step(does="after", value=_length(length)))

    async def comes(self, moment: str) -> list[Line]:
        """It becomes that local time."""
        return await self._do(Step(does="at", value=_moment(moment)))

    async def question(self, label: str) -> Question:
        """The question with that label, as it is stored now."""
        number = await self.play._number(label)
        assert number is not None, f"{label} is no question"
        async with self.store.reading() as tx:
            question = await tx.questions.get(number)
        assert question is not None
        return question

    async def state(self, label: str) -> str:
        """The state of a question."""
        return (await self.question(label)).state.value

    def card(self, label: str) -> Line:
        """The newest state of a question's card."""
        cards = [line for line in self.lines if line["thread"] == label and line["key"].endswith("/card")
                 and line["event"] in {"posted", "revised", "direct"}]  # fmt: skip
        assert cards, f"there is no card in {label}"
        return cards[-1]


def only(lines: list[Line], event: str, reply: str | None = None) -> Line:
    """The one line of that kind."""
    found = [line for line in lines if line["event"] == event and reply in (None, line["reply"])]
    assert len(found) == 1, f"{len(found)} lines are {event} {reply or ''}: {lines}"
    return found[0]


def events(lines: list[Line]) -> list[tuple[str, str]]:
    """(event, reply) of each line, in order."""
    return [(line["event"], line["reply"]) for line in lines]


def called(lines: list[Line]) -> list[str]:
    """Everybody whom the lines mention, in order."""
    return [person for line in lines if line["event"] == "posted" for person in line["mentions"]]
