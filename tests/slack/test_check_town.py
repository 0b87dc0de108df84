"""The command `check` asks Slack itself: channels and contacts, and all of it by the real program."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.commands.check_asked import Looked
from bot.commands.check_slack import slack
from knowledge.support.directory import Person, Place, PlaceKind, Role
from knowledge.support.directory_rules import Severity
from tests.slack.checking import CENTRAL, LINE, PLACE, environ, knows, settings, words, workspace
from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, GONE, GUEST, OLD, QUIET, SECRET_ROOM, STRANGER, SUPPORT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_channels_that_the_bot_cannot_hear_are_wrong() -> None:
    async with workspace() as fake:
        channels = {"support": SUPPORT, "lunch": QUIET, "old": OLD, "secret": SECRET_ROOM, "none": "C0NONE"}
        kinds = [Place(id=name, kind=PlaceKind.NEWS, channels={"slack": one}) for name, one in channels.items()]
        await knows(CENTRAL, places=(*kinds, Place(id="teams", kind=PlaceKind.NEWS, channels={"teams": "t"})))
        lunch, old, secret, none = words(await slack(settings(fake)))
        assert lunch == ("the bot is not in #lunch (the place lunch); invite it: write /invite @supportbot in #lunch")
        assert old.startswith("#gammal (the place old) is archived; open it again")
        assert secret.startswith(
            "the place secret has the channel C0SECRET, which Slack does not know, or which is private"
        )
        assert none.startswith("the place none has the channel C0NONE, which Slack does not know")


async def test_channels_that_are_no_place_are_a_hint_all_pages_of_them() -> None:
    async with workspace() as fake:
        await knows(CENTRAL, places=())
        for number in range(450):
            fake.workspace.channels[f"C1{number}"] = type(fake.workspace.channel(QUIET))(
                f"C1{number}", f"rum-{number}", [fake.bot_user], is_private=number % 2 == 0
            )
        looked = await slack(settings(fake))
        assert words(looked) == []
        first, *_, more = words(looked, Severity.RISKY)
        assert first.startswith("the bot is in #unikumsupport (C0SUPPORT), which is no place, and says nothing there")
        assert more == "… and 441 more of the same kind"
        await asyncio.to_thread(Path("desk.db").unlink)
        assert (await slack(settings(fake))).findings == (), "without a directory nobody knows what is a place"


async def test_contacts_whom_slack_does_not_know_are_told() -> None:
    async with workspace() as fake:
        accounts = {"none": "U0NONE", "gone": GONE, "bot": fake.bot_user, "guest": GUEST, "other": STRANGER}
        people = [Person(id=name, name=name.title(), role=Role.LOCAL, accounts={"slack": one})
                  for name, one in accounts.items()]  # fmt: skip
        teacher = Person(id="t", name="T", accounts={"slack": "U0WRONG"})
        await knows(CENTRAL, *people, teacher)
        looked = await slack(settings(fake))
        none, gone, bot = words(looked)
        assert none == "Slack knows no account U0NONE, of None (local, none); correct it in the directory"
        assert "U0GONE, of Gone (local, gone), is deactivated" in gone
        assert "is a bot's" in bot
        guest, other = words(looked, Severity.RISKY)
        assert "of Guest (local, guest), is a guest's and is not asked" in guest
        assert "of Other (local, other), is a guest's" in other


async def test_contacts_without_an_account_are_looked_for_by_their_addresses() -> None:
    async with workspace() as fake:
        anna = Person(id="anna", name="Anna Ek", role=Role.LOCAL, email="Anna@example.org")
        taken = Person(id="eva2", name="Eva L", role=Role.LOCAL, email="eva@example.org")
        lost = Person(id="olle", name="Olle Berg", role=Role.LOCAL, email="olle@example.org")
        silent = Person(id="nils", name="Nils Ek", role=Role.LOCAL)
        await knows(CENTRAL, anna, taken, lost, silent)
        looked = await slack(settings(fake))
        assert words(looked) == []
        (said,) = words(looked, Severity.RISKY)
        assert said.startswith("no account in Slack has the address of Olle Berg (local, olle)")
        assert looked.accounts == {"anna": ANNA}


async def test_many_contacts_are_looked_at_at_slacks_pace() -> None:
    async with workspace() as fake:
        fake.faults.next("users.info", "429", 2, retry_after=0)
        await knows(CENTRAL)
        assert await slack(settings(fake)) == Looked(line=LINE)
        assert len(fake.called("users.info")) == 3


@pytest.mark.parametrize("fault", ["500", "html", "cut"])
async def test_slack_that_stops_answering_is_a_risk_and_what_was_seen_is_told(fault: str) -> None:
    async with workspace() as fake:
        fake.faults.next("users.info", fault, 2)  # a connection that was cut may be tried twice
        away = Place(id="lunch", kind=PlaceKind.NEWS, channels={"slack": QUIET})
        await knows(CENTRAL, places=(PLACE, away))
        looked = await slack(settings(fake))
        assert len(words(looked)) == 1
        assert words(looked, Severity.RISKY)[0].startswith("Slack stopped answering")


async def checked(fake: FakeSlack, **more: str) -> tuple[int, str]:
    """The real program, as an operator runs it."""
    kept = {name: value for name, value in os.environ.items()  # noqa: TID251 - the program needs the machine's own
            if not name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_"))}  # fmt: skip
    root = str(Path(__file__).parents[2])
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "check", env={**kept, **environ(fake, **more), "PYTHONPATH": root},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await program.communicate()
    return program.returncode or 0, said.decode()


async def test_the_program_tells_it_and_ends_with_one() -> None:
    async with workspace() as fake:
        away = Place(id="lunch", kind=PlaceKind.SUPPORT, channels={"slack": QUIET})
        await knows(Person(id="anna", name="Anna Ek", role=Role.CENTRAL, email="anna@example.org"), places=(away,))
        ended, said = await checked(fake)
        assert ended == 1
        assert LINE in said.splitlines()
        assert "  Slack\n    - the bot is not in #lunch" in said
        assert "no central contact has an account" not in said, "it is found by the address"
        assert "reach nobody" not in said
        assert "unused" not in said, "bolt's own remarks are none of the operator's business"
        assert fake.bot_token not in said
        assert fake.app_token not in said


async def test_a_slack_that_is_not_there_is_one_line_and_the_rest_is_looked_at() -> None:
    async with workspace() as fake:
        await knows()
        ended, said = await checked(fake, SLACK_API_URL="http://127.0.0.1:1/api/")
        assert ended == 1
        assert "nobody is a central contact" in said
        (line,) = (line for line in said.splitlines() if "127.0.0.1" in line)
        assert "does not answer as Slack does" in line
        assert "Slack: not reached" in said.splitlines()
