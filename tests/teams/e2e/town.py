"""Knows a small town, once as the Playground's settings and once as the desk's directory; leaves starting both to `parts`."""

from __future__ import annotations

from typing import Any

import yaml

TENANT = "00000000-0000-4000-8000-00000000aaaa"
APP = "00000000-0000-4000-8000-00000000b071"
BOT = {"id": f"28:{APP}", "name": "Supporten"}
GENERAL, SUPPORT = "19:general@thread.tacv2", "19:support@thread.tacv2"
"""The Playground has a team's first channel and one more."""
PERSONAL = "a:anna-and-the-desk"
_PEOPLE = ("Anna Berg", "Eva Lind", "Cecilia Holm", "Olle Ek", "Maria Dahl", "Sara Ny")
"""Whoever types, and five more: with fewer the Playground opens its port, writes to its log, and ends."""


def person(name: str) -> dict[str, str]:
    """Somebody as Teams knows them, by their first name in small letters."""
    number, full = next((n, one) for n, one in enumerate(_PEOPLE, 1) if one.lower().startswith(name))
    return {"id": f"29:{name}", "name": full, "aadObjectId": f"00000000-0000-4000-8000-{number:012}"}


def _firsts() -> list[str]:
    return [one.split()[0].lower() for one in _PEOPLE]


def playground() -> str:
    """The Playground's settings; the names of their fields, with the wrong spelling, are its own."""
    users = []
    for first in _firsts():
        known = person(first)
        given, family = known["name"].split()
        address = f"{first}@example.org"
        users.append({**known, "givenName": given, "surname": family, "email": address, "userPrincipleName": address})
    return yaml.safe_dump(
        {
            "version": "0.1.1",
            "tenantId": TENANT,
            "bot": BOT,
            "currentUser": users[0],
            "users": users[1:],
            "personalChat": {"id": PERSONAL},
            "groupChat": {"id": "19:group@thread.v2", "name": "Gruppen"},
            "team": {
                "id": GENERAL,
                "name": "Storköping",
                "aadGroupId": "00000000-0000-4000-8000-00000000cccc",
                "channels": [{"id": SUPPORT, "name": "Unikum support"}],
            },
        },
        allow_unicode=True,
    )


def directory() -> str:
    """The desk's directory: Anna teaches where Eva is the contact, Cecilia is central."""
    roles: dict[str, dict[str, Any]] = {
        "eva": {"role": "local", "schools": ["lindskolan"]},
        "cecilia": {"role": "central", "areas": ["technical", "pedagogical"]},
    }
    people = [
        {
            "id": first,
            "name": person(first)["name"],
            "email": f"{first}@example.org",
            "language": "sv",
            "accounts": {"teams": person(first)["aadObjectId"]},
            **roles.get(first, {"role": "teacher", "schools": ["lindskolan"]}),
        }
        for first in _firsts()
    ]
    return yaml.safe_dump(
        {
            "organisation": {"name": "Storköping", "language": "sv", "time_zone": "Europe/Stockholm"},
            "schools": [{"id": "lindskolan", "name": "Lindskolan", "kind": "grundskola"}],
            "people": people,
            "places": [
                {"id": "support", "kind": "support", "teams": SUPPORT},
                {"id": "central", "kind": "central", "teams": GENERAL},
            ],
        },
        allow_unicode=True,
    )


def activity(who: str, conversation: str, service: str, **more: Any) -> dict[str, Any]:
    """Something that somebody does in a conversation, as Teams would tell it."""
    channel = conversation.partition(";")[0]
    is_channel = channel in {GENERAL, SUPPORT}
    told: dict[str, Any] = {"tenant": {"id": TENANT}}
    if is_channel:
        told |= {"team": {"id": GENERAL}, "channel": {"id": channel}}
    return {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": service,
        "locale": "sv-SE",
        "from": person(who),
        "recipient": BOT,
        "conversation": {
            "id": conversation,
            "conversationType": "channel" if is_channel else "personal",
            "isGroup": is_channel,
            "tenantId": TENANT,
        },
        "channelData": told,
        **more,
    }
