"""The command `check` asks Microsoft's login and looks at the ids of the directory; leaves real messages to the platform."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.clock import MachineClock
from bot.commands.check_asked import Looked
from bot.commands.check_teams import teams
from bot.config import load
from bot.platforms.teams.doctor import Doctor
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role
from knowledge.support.directory_rules import Severity
from storage.store import Store
from tests.teams.login_service import APP, SECRET, TENANT, LoginService

LINE = f"Teams: application {APP} (SingleTenant), {TENANT}, logged in, 2 keys"
ACCOUNT = "00000000-0000-0000-0000-000000000001"
CHANNEL = "19:AbC-1_2@thread.tacv2"
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in os.environ:  # noqa: TID251 - the test clears what the machine may have set
        if name.startswith(("SUPPORTBOT_", "SLACK_", "TEAMS_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
async def service() -> AsyncIterator[LoginService]:
    async with LoginService().open() as opened:
        yield opened


async def looked(service: LoginService, **more: str) -> Looked:
    found = await teams(load(service.environ(**more)))
    assert all(one.part == "Teams" for one in found.findings)
    assert SECRET not in str(found)
    assert "a.b.c" not in str(found)
    return found


def words(found: Looked, severity: Severity = Severity.WRONG) -> list[str]:
    return [one.words for one in found.findings if one.severity is severity]


async def risks(service: LoginService, **more: str) -> list[str]:
    found = await looked(service, **more)
    assert words(found) == []
    return words(found, Severity.RISKY)


async def knows(*people: Person, places: tuple[Place, ...] = ()) -> None:
    store = await Store.open("sqlite+aiosqlite:///desk.db")
    try:
        await store.migrate()
        async with store.transaction() as tx:
            await tx.directory.replace(Directory(people=people, places=places))
    finally:
        await store.close()


def eva(name: str = "Eva Lind", **more: Any) -> Person:
    return Person(id=name.split(maxsplit=1)[0].lower(), name=name, role=more.pop("role", Role.CENTRAL), **more)


def channel(teams_id: str) -> Place:
    return Place(id="support", kind=PlaceKind.SUPPORT, channels={"teams": teams_id})


async def test_nothing_is_asked_when_teams_is_off() -> None:
    assert await teams(load({})) == Looked()


async def test_all_is_well(service: LoginService) -> None:
    await knows(eva(accounts={"teams": ACCOUNT}), places=(channel(CHANNEL),))
    assert await looked(service) == Looked(line=LINE)
    assert len(service.asked) == 1


@pytest.mark.parametrize("names_codes", [True, False])
@pytest.mark.parametrize(
    ("code", "why"),
    [
        (700016, "TEAMS_APP_TYPE"), (7000215, "not its Secret ID"), (7000216, "the secret is missing"),
        (7000222, "the client secret has ended"), (90002, "no such tenant"), (900023, "that is no tenant"),
        (7000229, "no enterprise application"), (7000112, "switched off"), (53003, "Conditional Access"),
        (500011, "TEAMS_OAUTH_SCOPE"), (70011, "TEAMS_OAUTH_SCOPE"),
    ],
)  # fmt: skip
async def test_a_login_that_is_refused_is_told_in_words(
    service: LoginService, code: int, why: str, names_codes: bool
) -> None:
    service.refuse(code, status=400 if code == 700016 else 401, names_codes=names_codes)
    found = await looked(service)
    (said,) = words(found)
    assert said.startswith(f"Microsoft's login refuses the bot (AADSTS{code}): ")
    assert why in said
    assert found.line == LINE.replace("logged in", "login refused")


async def test_a_refusal_that_is_new_is_told_in_microsofts_first_sentence(service: LoginService) -> None:
    service.refuse(424242, "The moon is full.")
    (said,) = words(await looked(service))
    assert said == "Microsoft's login refuses the bot (AADSTS424242): Microsoft says: AADSTS424242: The moon is full."


@pytest.mark.parametrize(
    ("status", "body"),
    [(503, {}), (200, {}), (200, "<p>Welcome</p>"), (404, "gone"), (400, {"error": "x"}), (200, []), (503, {"error_codes": [90033]}),
     (302, "elsewhere")],
)  # fmt: skip
async def test_an_answer_that_is_no_answer_of_the_login_is_a_risk(
    service: LoginService, status: int, body: Any
) -> None:
    service.status, service.token = status, body
    (said,) = await risks(service)
    assert f"answers {status}, and not as Microsoft's login does" in said


async def test_a_service_that_is_not_reached_is_a_risk(service: LoginService) -> None:
    nowhere = {"TEAMS_LOGIN_URL": "http://127.0.0.1:1/t", "TEAMS_OPENID_METADATA_URL": "http://127.0.0.1:1/k"}
    first, second = await risks(service, **nowhere)
    assert first.startswith("http://127.0.0.1:1/t/oauth2/v2.0/token is not reached (")
    assert second.startswith("http://127.0.0.1:1/k is not reached (")
    assert (await looked(service, **nowhere)).line.endswith(", login not reached, keys not reached")


@pytest.mark.parametrize(
    ("metadata", "keys", "status", "why"),
    [
        ("<p>Welcome</p>", {"keys": []}, 200, "tells no keys; without"), ({}, {"keys": []}, 200, "tells no keys; without"),
        (None, "oops", 200, "tells no keys; without"), (None, {"keys": [{}]}, 500, "answers 500, and tells no keys"),
    ],
)  # fmt: skip
async def test_keys_that_are_not_told_are_a_risk(
    service: LoginService, metadata: Any, keys: Any, status: int, why: str
) -> None:
    service.metadata, service.keys, service.keys_status = metadata, keys, status
    (said,) = await risks(service)
    assert why in said


async def test_keys_of_another_issuer_or_none_are_wrong(service: LoginService) -> None:
    (said,) = words(await looked(service, TEAMS_TOKEN_ISSUER="https://else.example"))
    assert "TEAMS_TOKEN_ISSUER is https://else.example; no message would be let in" in said
    service.keys = {"keys": []}
    found = await looked(service)
    assert "tells no keys, so no message would be let in" in words(found)[0]
    assert found.line.endswith(", keys unfit")


async def test_with_a_managed_identity_no_secret_is_tried(service: LoginService) -> None:
    assert await risks(service, TEAMS_APP_TYPE="UserAssignedMSI", TEAMS_APP_PASSWORD="") == []
    assert service.asked == []
    found = await looked(service, TEAMS_APP_TYPE="UserAssignedMSI", TEAMS_APP_PASSWORD="")
    assert found.line.endswith(", managed identity (not tried), 2 keys")


@pytest.mark.parametrize(
    ("days", "is_wrong", "said"),
    [
        (-1, True, "the client secret ended 2026-11-26; make a new one"),
        (0, True, "the client secret ended 2026-11-27; make a new one"),
        (1, False, "the client secret ends 2026-11-28, in 1 day; make a new one"),
        (30, False, "the client secret ends 2026-12-27, in 30 days; make a new one"),
        (31, False, ""),
    ],
)  # fmt: skip
async def test_a_secret_that_ends_is_told_in_time(service: LoginService, days: int, is_wrong: bool, said: str) -> None:
    ends = (TODAY + timedelta(days=days)).isoformat()
    settings = load(service.environ(SUPPORTBOT_TEAMS__PASSWORD_EXPIRES=ends))
    report = await Doctor(settings.teams, today=TODAY).look(None)
    assert [one.is_wrong for one in report.signs] == ([is_wrong] if said else [])
    assert all(one.words.startswith(said) for one in report.signs)


async def test_the_command_counts_from_the_machines_own_day(service: LoginService) -> None:
    soon = (MachineClock().now().date() + timedelta(days=10)).isoformat()
    (said,) = await risks(service, SUPPORTBOT_TEAMS__PASSWORD_EXPIRES=soon)
    assert soon in said


async def test_a_secret_of_which_nobody_knows_when_it_ends_is_a_risk(service: LoginService) -> None:
    (said,) = await risks(service, SUPPORTBOT_TEAMS__PASSWORD_EXPIRES="")
    assert "nobody has told when the client secret ends" in said


async def test_development_is_a_risk_and_without_an_application_nothing_is_asked(service: LoginService) -> None:
    alone = {"TEAMS_APP_ID": "", "TEAMS_APP_PASSWORD": "", "SUPPORTBOT_TEAMS__DEVELOPMENT": "true"}
    (said,) = await risks(service, **alone)
    assert said.startswith("teams.development is on, so nobody's token is checked")
    assert (await looked(service, **alone)).line == "Teams: development, without an application"
    assert service.asked == []
    (said,) = await risks(service, SUPPORTBOT_TEAMS__DEVELOPMENT="true")
    assert said == "teams.development does nothing beside an application; take it away"


async def test_a_tenant_that_is_no_id_is_wrong(service: LoginService) -> None:
    (said,) = words(await looked(service, TEAMS_TENANT_ID="storkoping.example"))
    assert said.startswith("TEAMS_TENANT_ID is ”storkoping.example”, which is no id")


@pytest.mark.parametrize("good", [CHANNEL, "19:abc@thread.v2", "19:abc@thread.skype"])
async def test_the_ids_of_channels_and_group_chats_are_good(service: LoginService, good: str) -> None:
    await knows(places=(channel(good),))
    assert await risks(service) == []


@pytest.mark.parametrize(
    ("wrong", "better"),
    [
        ("19%3aAbC-1_2%40thread.tacv2", f"write ”{CHANNEL}”"), (f"{CHANNEL};messageid=1", f"write ”{CHANNEL}”"),
        (f" {CHANNEL} ", f"write ”{CHANNEL}”"), ("C01", "it looks like 19:…@thread.tacv2"),
        ("19:abc@thread.tacv3", "it looks like"), ("a:1abc", "it looks like"),
        ("https://teams.microsoft.com/l/channel/19%3aAbC%40thread.tacv2/Support", "it looks like"),
    ],
)  # fmt: skip
async def test_an_id_of_a_place_that_cannot_be_right_is_wrong(service: LoginService, wrong: str, better: str) -> None:
    await knows(places=(channel(wrong),))
    (said,) = words(await looked(service))
    assert said.startswith(f"teams of support is ”{wrong}”, which is no channel's id; {better}")


async def test_places_on_other_services_are_none_of_ours(service: LoginService) -> None:
    await knows(places=(Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C01"}),))
    assert await risks(service) == []


async def test_contacts_without_an_account_are_named_in_one_line(service: LoginService) -> None:
    many = [eva(f"Eva{n} Lind", email=f"eva{n}@example.org") for n in range(7)]
    await knows(
        *many, eva("Olle Berg", role=Role.LOCAL), eva("Anna Ask", role=Role.TEACHER), eva("Ulla Ek", known=False)
    )
    first, second = await risks(service)
    names = ", ".join(f"Eva{n} Lind" for n in range(5))
    assert first.startswith(f"{names} and 2 more (7 contacts) without teams in accounts; each is found by the address")
    assert second.startswith("Olle Berg (1 contact) without teams in accounts and no address")


@pytest.mark.parametrize(
    ("account", "why"),
    [
        ("eva@example.org", "must be the object id of Entra"), ("29:1abc", "must be the object id of Entra"),
        ("00000000-0000-0000-0000-00000000000A", "has capital letters; write ”00000000-0000-0000-0000-00000000000a”"),
    ],
)  # fmt: skip
async def test_an_account_that_cannot_be_one_is_wrong(service: LoginService, account: str, why: str) -> None:
    await knows(eva(accounts={"teams": account}), eva("Anna Ask", role=Role.TEACHER, accounts={"teams": "x"}))
    (said,) = words(await looked(service))
    assert said.startswith("accounts.teams of Eva Lind")
    assert why in said


async def test_check_prints_the_line_and_what_is_wrong(
    service: LoginService, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await knows(eva(accounts={"teams": ACCOUNT}), places=(channel("C01"),))
    service.refuse(7000222)
    for name, value in service.environ(SUPPORTBOT_MATCHING__EMBEDDER="none").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        await asyncio.to_thread(main, ["check"])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert f"\n{LINE.replace('logged in', 'login refused')}\n" in said
    wrong = said.split("\nWrong\n")[1].split("\nRisky\n")[0]
    assert "  Teams\n    - Microsoft's login refuses the bot (AADSTS7000222): the client secret has ended" in wrong
    assert "    - teams of support is ”C01”" in wrong
    assert SECRET not in said
