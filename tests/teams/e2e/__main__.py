"""`make e2e-teams`: the desk in Microsoft's Agents Playground, seen by a browser; leaves what is played to `play`.

Not a part of `make test`: the Playground comes from npm when it runs, is a preview, and differs from Teams
(no delete, no manifest, one channel beside the first). `--echo` plays it with a bot of twenty lines instead of the desk.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.async_api import async_playwright

from tests.browser.conftest import ARGUMENTS, PROGRAMS
from tests.teams.e2e import parts
from tests.teams.e2e.play import Morning


async def main(wanted: argparse.Namespace) -> int:
    """Play everything; 0 when all of it went well."""
    missing = [one for one in ("node", "npm") if not shutil.which(one)]
    if missing:
        print(f"{' and '.join(missing)} must be installed for this; on Debian: apt-get install nodejs npm")
        return 2
    with tempfile.TemporaryDirectory(prefix="e2e-teams-") as name:
        async with AsyncExitStack() as stack:
            return await _played(Path(name), stack, wanted)


async def _played(folder: Path, stack: AsyncExitStack, wanted: argparse.Namespace) -> int:
    program = await parts.install(folder)
    near, far, here = parts.free_port(), parts.free_port(), parts.free_port()
    between = parts.Between(f"http://127.0.0.1:{far}")
    service = await stack.enter_async_context(between.open(near))
    if wanted.echo:
        bot = await parts.started(
            sys.executable, "-m", "tests.teams.e2e.echo", str(here), until="is open", folder=folder, more={}
        )
    else:
        bot = await parts.desk(folder, port=here)
    stack.push_async_callback(bot.end)
    stage = await parts.playground(program, folder, port=far, desk=f"http://127.0.0.1:{here}", service=service)
    stack.push_async_callback(stage.end)
    playwright = await stack.enter_async_context(async_playwright())
    found = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    browser = await playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    stack.push_async_callback(browser.close)
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    morning = Morning(page, f"http://127.0.0.1:{far}", service, between)
    await morning.open()
    faults = 0
    for step in (
        morning.anna_gets_an_answer_and_presses,
        morning.eva_takes_a_question,
        morning.cecilia_writes_in_her_chat,
    ):
        faults += not await _went_well(step)
    if faults:
        if wanted.pictures:
            await page.screenshot(path=str(Path(wanted.pictures) / "e2e-teams.png"), full_page=True)
        print("".join(bot.said[-30:]))
    return int(faults > 0)


async def _went_well(step: Callable[[], Awaitable[None]]) -> bool:
    words = step.__name__.replace("_", " ").capitalize()
    try:
        await step()
    except Exception as error:  # noqa: BLE001 - the next steps are played all the same
        print(f"FAILED  {words}\n{error}", flush=True)
        return False
    print(f"ok      {words}", flush=True)
    return True


if __name__ == "__main__":
    asking = argparse.ArgumentParser(description="Play a morning in Microsoft's Agents Playground.")
    asking.add_argument("--echo", action="store_true", help="try the Playground with a small bot instead of the desk")
    asking.add_argument("--pictures", help="a folder for a picture of the page when something fails")
    raise SystemExit(asyncio.run(main(asking.parse_args())))
