"""Draws the icons of the Teams app and writes its manifest beside them, into `appPackage/`; leaves how they look to bot/platforms/teams.

Run it as `python -m tools.draw_icons`, whenever one of them has changed. It needs the standard library alone.
"""

from __future__ import annotations

from pathlib import Path

from bot.platforms.teams.manifest import App
from bot.platforms.teams.package import contents

FOLDER = Path(__file__).resolve().parent.parent / "appPackage"


def main() -> None:
    """Write all that lies in the folder."""
    FOLDER.mkdir(exist_ok=True)
    for name, data in contents(App()).items():
        (FOLDER / name).write_bytes(data)
        print(FOLDER / name)


if __name__ == "__main__":
    main()
