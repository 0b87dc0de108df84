"""The file for Teams: what lies in it, the same each time, and nothing written when something is wrong with it."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.platforms.teams import icons
from bot.platforms.teams.manifest import App, english, manifest
from bot.platforms.teams.package import contents, packed
from bot.platforms.teams.schema import icon_fault
from tests.house.project import DOCS, ROOT, text

ID = "00000000-0000-0000-0000-00000000000a"
TOLD = ("--developer", "Storköping", "--website", "https://storkoping.example")


def teams_package(*words: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["teams-package", *map(str, words)])
    return int(ended.value.code or 0)


def pixels(png: bytes) -> list[tuple[int, ...]]:
    """The pixels of a picture as our own icons are written: eight bits, four colours, no filter."""
    at, data, side = 8, b"", struct.unpack(">I", png[16:20])[0]
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        kind, part = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + part) == struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0]
        data += part if kind == b"IDAT" else b""
        at += length + 12
    rows = zlib.decompress(data)
    wide = side * 4 + 1
    assert len(rows) == side * wide
    assert not any(rows[::wide]), "each row is as it is"
    return [tuple(rows[y * wide + 1 + 4 * x :][:4]) for y in range(side) for x in range(side)]


@pytest.mark.parametrize("name", ["color", "outline"])
def test_the_committed_icons_are_those_that_are_drawn(name: str) -> None:
    committed = (ROOT / "appPackage" / f"{name}.png").read_bytes()
    drawn = getattr(icons, name)()
    assert pixels(committed) == pixels(drawn), "draw it anew: python -m tools.draw_icons"
    assert icon_fault(name, committed) == icon_fault(name, drawn) == ""


def test_the_outline_is_white_on_nothing_and_the_other_fills_its_square() -> None:
    line = pixels(icons.outline())
    assert {one[:3] for one in line} == {(255, 255, 255)}
    assert {0, 255} < {one[3] for one in line}
    full = pixels(icons.color())
    assert {one[3] for one in full} == {255}
    assert {full[0], full[-1]} == {(0x1F, 0x4E, 0x5F, 255)}
    assert (255, 255, 255, 255) in full


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("color", icons.outline(), "is 32x32; it must be 192x192"), ("outline", icons.color(), "it must be 32x32"),
        ("color", b"GIF89a", "is no PNG"), ("outline", b"", "is no PNG"),
        ("outline", icons.outline().replace(b"\x08\x06", b"\x08\x02", 1), "alpha"),
    ],
)  # fmt: skip
def test_an_icon_that_teams_would_refuse_is_found(name: str, data: bytes, words: str) -> None:
    assert words in icon_fault(name, data)


def test_the_package_holds_four_files_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "app.zip"
    assert teams_package("--app-id", f" {ID.upper()} ", "--out", out, *TOLD) == 0
    app = App(id=ID, developer="Storköping", **dict.fromkeys(("website", "privacy", "terms"), TOLD[3]))
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "en.json", "color.png", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == manifest(app)
        assert json.loads(archive.read("en.json")) == english(app)
        assert pixels(archive.read("color.png")) == pixels(icons.color())
    said = capsys.readouterr().out
    assert said == f"{out}: Supporten 1.2.0, for upload to Teams (docs/teams.md)\n"


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert teams_package("--app-id", ID, "--out", tmp_path / name, *TOLD) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed(contents(App(id=ID))))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_everything_that_is_said_stands_in_the_package(tmp_path: Path) -> None:
    out = tmp_path / "app.zip"
    more = (
        "--name",
        "Hjälpis",
        "--privacy",
        "https://a.example/p",
        "--terms",
        "https://a.example/t",
        "--version",
        "2.1.0",
    )
    assert teams_package("--app-id", ID, "--out", out, *TOLD, *more) == 0
    with zipfile.ZipFile(out) as archive:
        made = json.loads(archive.read("manifest.json"))
    assert made["name"]["short"] == "Hjälpis"
    assert made["version"] == "2.1.0"
    assert made["developer"] == {
        "name": "Storköping", "websiteUrl": "https://storkoping.example", "privacyUrl": "https://a.example/p",
        "termsOfUseUrl": "https://a.example/t",
    }  # fmt: skip


def test_the_id_alone_is_enough_and_what_stands_for_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert teams_package("--app-id", ID, "--out", tmp_path / "app.zip") == 0
    said = capsys.readouterr().out.splitlines()[1]
    assert (
        said == "Not said: --developer and --website; under the app's name people read Supporten, https://example.org."
    )


def test_all_faults_are_told_at_once_by_their_options_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "app.zip"
    more = (
        "--name",
        "x" * 31,
        "--developer",
        "x" * 33,
        "--website",
        "http://a.example",
        "--terms",
        "a",
        "--version",
        "2",
    )
    assert teams_package("--app-id", "nope", "--out", out, *more) == 1
    assert not out.exists()
    assert capsys.readouterr().err.splitlines() == [
        "supportbot teams-package: 7 things are wrong:",
        "  --version: ”2” is not three numbers such as 1.0.0",
        "  --app-id: ”nope” is not an id such as 00000000-0000-0000-0000-000000000001",
        "  --developer: has 33 characters; at most 32 are let through",
        "  --website: ”http://a.example” is no address that begins with https://",
        "  --privacy: ”http://a.example” is no address that begins with https://",
        "  --terms: ”a” is no address that begins with https://",
        "  --name: has 31 characters; at most 30 are let through",
    ]


def test_a_single_fault_is_told_in_the_singular(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert teams_package("--app-id", "", "--out", tmp_path / "app.zip") == 1
    assert "one thing is wrong:\n  --app-id: " in capsys.readouterr().err


def test_an_option_that_is_wrong_in_two_places_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert teams_package("--app-id", ID, "--out", tmp_path / "app.zip", "--name", "x" * 100) == 1
    assert "one thing is wrong:\n  --name: has 100 characters" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert teams_package("--app-id", ID, "--out", tmp_path / "no" / "app.zip") == 1
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


def test_without_an_id_it_was_called_the_wrong_way() -> None:
    assert teams_package() == 2


def test_the_manual_and_the_list_of_commands_name_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert teams_package("--help") == 0
    options = {word.strip("[,]") for word in capsys.readouterr().out.split() if word.startswith(("--", "[--"))} - {
        "--help"
    }
    (row,) = [
        line for line in text(DOCS / "commands.md").splitlines() if line.startswith("| `supportbot teams-package")
    ]
    assert len(options) == 8
    assert all(option in row and f"`{option}" in text(DOCS / "teams.md") for option in options)
