"""Packs the app for Teams, the same bytes for the same facts; leaves saying what is wrong to the schema."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from bot.platforms.teams import icons, schema
from bot.platforms.teams.manifest import COLOR, ENGLISH, OUTLINE, App, english, manifest

MANIFEST = "manifest.json"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""A zip file must say when; this is the first moment that it can."""


def contents(app: App) -> dict[str, bytes]:
    """What lies in the package, by name."""
    return {
        MANIFEST: _written(manifest(app)),
        ENGLISH: _written(english(app)),
        COLOR: icons.color(),
        OUTLINE: icons.outline(),
    }


def faults(app: App) -> tuple[schema.Fault, ...]:
    """Everything for which Teams would refuse it."""
    made = manifest(app)
    return (*schema.faults(made), *schema.translation_faults(english(app), made))


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, side by side at its top, as Teams wants them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
