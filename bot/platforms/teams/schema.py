"""What Microsoft's schema 1.22 lets stand in a manifest, as far as ours goes, and which icons; leaves making both to neighbours."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_PNG = b"\x89PNG\r\n\x1a\n"
_RGBA = 6
ICONS = {"color": 192, "outline": 32}
"""Icon -> its width and height."""


class Keys(NamedTuple):
    """Which keys an object has."""

    needed: str
    """Each of them, with a blank between."""
    more: str = ""
    """Those that may be there too."""


KEYS = {
    "": Keys(
        "manifestVersion version id developer name description icons accentColor bots webApplicationInfo authorization",
        "$schema composeExtensions localizationInfo defaultInstallScope defaultGroupCapability validDomains",
    ),
    "localizationInfo": Keys("defaultLanguageTag", "additionalLanguages"),
    "localizationInfo.additionalLanguages": Keys("languageTag file"),
    "developer": Keys("name websiteUrl privacyUrl termsOfUseUrl"),
    "name": Keys("short", "full"),
    "description": Keys("short full"),
    "icons": Keys("color outline"),
    "bots": Keys("botId scopes", "isNotificationOnly supportsFiles supportsCalling supportsVideo commandLists"),
    "bots.commandLists": Keys("scopes commands"),
    "bots.commandLists.commands": Keys("title description"),
    "composeExtensions": Keys("botId commands"),
    "composeExtensions.commands": Keys("id title", "type description context fetchTask"),
    "defaultGroupCapability": Keys("", "team groupchat meetings"),
    "webApplicationInfo": Keys("id resource"),
    "authorization": Keys("permissions"),
    "authorization.permissions": Keys("resourceSpecific"),
    "authorization.permissions.resourceSpecific": Keys("name type"),
}
"""Where -> what may stand there. A resource is needed by Teams, though not by the schema."""
LENGTHS = {
    "version": 256, "developer.name": 32, "developer.websiteUrl": 2048, "developer.privacyUrl": 2048,
    "developer.termsOfUseUrl": 2048, "name.short": 30, "name.full": 100, "description.short": 80,
    "description.full": 4000, "icons.color": 2048, "icons.outline": 2048, "bots.commandLists.commands.title": 32,
    "bots.commandLists.commands.description": 128, "webApplicationInfo.resource": 2048,
    "authorization.permissions.resourceSpecific.name": 128, "composeExtensions.commands.id": 64,
    "composeExtensions.commands.title": 32, "composeExtensions.commands.description": 128, "validDomains": 2048,
}  # fmt: skip
"""Where -> how many characters at most, and one at least. Of commands: what older versions of Teams show whole."""
COUNTS = {"bots": 1, "bots.scopes": 3, "bots.commandLists": 3, "bots.commandLists.scopes": 3,
          "bots.commandLists.commands": 10, "validDomains": 16, "composeExtensions": 1,
          "composeExtensions.commands": 10, "composeExtensions.commands.context": 3,
          "authorization.permissions.resourceSpecific": 16}  # fmt: skip
CHOICES = {
    "manifestVersion": ("1.22",),
    "bots.scopes": ("team", "personal", "groupChat"),
    "bots.commandLists.scopes": ("team", "personal", "groupChat"),
    "composeExtensions.commands.type": ("query", "action"),
    "composeExtensions.commands.context": ("compose", "commandBox", "message"),
    "defaultInstallScope": ("personal", "team", "groupChat", "meetings"),
    "authorization.permissions.resourceSpecific.type": ("Application", "Delegated"),
}
FORMS = {
    "version": (re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"), "three numbers such as 1.0.0"),
    "accentColor": (re.compile("#[0-9a-fA-F]{6}"), "a colour such as #1F4E5F"),
    "localizationInfo.defaultLanguageTag": (re.compile("[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}"), "a language such as sv"),
    **dict.fromkeys(
        ("id", "bots.botId", "composeExtensions.botId", "webApplicationInfo.id"),
        (GUID, "an id such as 00000000-0000-0000-0000-000000000001"),
    ),
}  # fmt: skip
"""Where -> how it looks, and what to call that."""
ADDRESSES = frozenset({"developer.websiteUrl", "developer.privacyUrl", "developer.termsOfUseUrl"})


class Fault(NamedTuple):
    """One thing that Teams would refuse."""

    where: str
    """Keys with full stops between, without numbers."""
    words: str


def faults(manifest: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything that is wrong with a manifest."""
    return tuple(_of(manifest, ""))


def translation_faults(words: Mapping[str, str], manifest: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything that is wrong with a translation: a text without its place in the manifest, or one that is too long."""
    found = [
        Fault(name, "is missing")
        for name in ("name.short", "description.short", "description.full")
        if name not in words
    ]
    for name, said in words.items():
        if name == "$schema":
            continue
        if not isinstance(_at(manifest, name), str):
            found.append(Fault(name, "translates nothing that stands in the manifest"))
        found += _long(said, re.sub(r"\[\d+\]", "", name))
    return tuple(found)


def icon_fault(name: str, data: bytes) -> str:
    """What is wrong with an icon, `color` or `outline`; empty when it will do."""
    side = ICONS[name]
    if data[:8] != _PNG or data[12:16] != b"IHDR":
        return "is no PNG"
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    if (width, height) != (side, side):
        return f"is {width}x{height}; it must be {side}x{side}"
    return "" if (depth, kind) == (8, _RGBA) else "must have red, green, blue and alpha of 8 bits"


def _of(value: object, where: str) -> Iterator[Fault]:
    if isinstance(value, Mapping):
        yield from _keys(value, where)
        for key, one in value.items():
            yield from _of(one, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        most = COUNTS.get(where, len(value))
        if len(value) > most:
            yield Fault(where, f"holds {len(value)}; at most {most} may stand there")
        for one in value:
            yield from _of(one, where)
    elif isinstance(value, str):
        yield from _text(value, where)


def _keys(value: Mapping[str, Any], where: str) -> Iterator[Fault]:
    known = KEYS.get(where, Keys(""))
    needed, more = known.needed.split(), known.more.split()
    yield from (Fault(f"{where}.{key}".lstrip("."), "is missing") for key in needed if key not in value)
    unknown = (key for key in value if key not in needed and key not in more)
    yield from (Fault(f"{where}.{key}".lstrip("."), "is not known to the schema") for key in unknown)


def _text(said: str, where: str) -> Iterator[Fault]:
    yield from (told := _long(said, where))
    if told:
        return
    form, called = FORMS.get(where, (None, ""))
    if form is not None and not form.fullmatch(said):
        yield Fault(where, f"”{said}” is not {called}")
    if where in CHOICES and said not in CHOICES[where]:
        yield Fault(where, f"”{said}” is none of {', '.join(CHOICES[where])}")
    if where in ADDRESSES and not _is_address(said):
        yield Fault(where, f"”{said}” is no address that begins with https://")


def _long(said: str, where: str) -> list[Fault]:
    most = LENGTHS.get(where, len(said))
    if where in LENGTHS and not said.strip():
        return [Fault(where, "is empty")]
    return [Fault(where, f"has {len(said)} characters; at most {most} are let through")] if len(said) > most else []


def _is_address(said: str) -> bool:
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and not re.search(r"\s", said)


def _at(manifest: Mapping[str, Any], name: str) -> object:
    """What stands at a place such as `bots[0].commandLists[1].scopes`; None when nothing does."""
    value: object = manifest
    for key, number in re.findall(r"(\w+)|\[(\d+)\]", name):
        if key and isinstance(value, Mapping):
            value = value.get(key)
        elif number and isinstance(value, list):
            value = value[int(number)] if int(number) < len(value) else None
        else:
            return None
    return value
