"""The app's manifest, from what the bot does in Teams; leaves `appPackage/` to be a copy of it, for Microsoft's own tools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.platforms.teams.ids import MARKS
from bot.platforms.teams.listed import lists
from bot.platforms.teams.needs import PERMISSIONS, SCOPES

NAME = "Supporten"
VERSION = "1.2.0"
"""Raise it with each change of the manifest: Teams takes no other text under a version that it has."""
SCHEMA = "1.22"
_SCHEMAS = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}"
COLOR, OUTLINE, ENGLISH = "color.png", "outline.png", "en.json"
"""What lies in the package beside `manifest.json`."""
ACCENT = "#1F4E5F"
_SHORT = {
    "sv": "Svarar på frågor om Unikum, och ser till att varje fråga når någon.",
    "en": "Answers questions on Unikum, and sees to it that each one reaches somebody.",
}
_FULL = {
    "sv": (
        "{name} hjälper skolor som använder lärplattformen Unikum. Den svarar i tråden när den är säker, föreslår svar när "
        "den är ganska säker, och skickar resten till skolans kontakt eller till de centrala kontakterna. Ett kort för "
        "varje fråga visar vem som har den och vad som händer sedan.\n\nSå används meddelandena: i de kanaler och "
        "gruppchattar där {name} har lagts till läses det som skrivs, även utan omnämnande, för att se om det är en fråga. "
        "Bara frågor och svaren på dem sparas, på kommunens egen server. Personuppgifter maskeras innan något sparas. "
        "Bilder och filer hämtas aldrig. Ingen text skickas vidare till någon annan tjänst."
    ),
    "en": (
        "{name} helps schools that use the learning platform Unikum. It answers in the thread when it is sure, suggests "
        "answers when it is fairly sure, and sends the rest to the contact of the school or to the central contacts. One "
        "card for each question shows who has it and what happens next.\n\nHow messages are used: in the channels and "
        "group chats to which {name} was added, it reads what is written, also without a mention, to see whether it is a "
        "question. Only questions and the answers to them are kept, on the municipality's own server. Personal data is "
        "masked before anything is stored. Pictures and files are never fetched. No text is passed on to another service."
    ),
}  # fmt: skip


_MENU = {
    "bring_up": (
        ("Ta upp på mötet", "En punkt till nästa avstämning, med länk till meddelandet."),
        ("Bring up at the meeting", "A point for the next check-in, with a link to the message."),
    ),
}
"""Mark -> what it is called in a message's own menu and what it does, in Swedish and in English."""


@dataclass(frozen=True, kw_only=True)
class App:
    """What differs between municipalities; as it comes, with blanks that Microsoft's tools fill in."""

    id: str = "${{TEAMS_APP_ID}}"
    """Of the bot; the app bears the same."""
    version: str = VERSION
    name: str = NAME
    developer: str = "${{TEAMS_APP_DEVELOPER}}"
    website: str = "${{TEAMS_APP_WEBSITE}}"
    privacy: str = "${{TEAMS_APP_PRIVACY}}"
    terms: str = "${{TEAMS_APP_TERMS}}"


def manifest(app: App) -> dict[str, Any]:
    """The manifest, in Swedish."""
    return {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": app.version,
        "id": app.id,
        "localizationInfo": {
            "defaultLanguageTag": "sv",
            "additionalLanguages": [{"languageTag": "en", "file": ENGLISH}],
        },
        "developer": {
            "name": app.developer,
            "websiteUrl": app.website,
            "privacyUrl": app.privacy,
            "termsOfUseUrl": app.terms,
        },
        "name": {"short": app.name, "full": f"{app.name} för Unikum"},
        "description": {"short": _SHORT["sv"], "full": _FULL["sv"].format(name=app.name)},
        "icons": {"color": COLOR, "outline": OUTLINE},
        "accentColor": ACCENT,
        "bots": [_bot(app)],
        "composeExtensions": [_menu(app)],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "validDomains": [],
        "webApplicationInfo": {"id": app.id, "resource": f"api://botid-{app.id}"},
        "authorization": {
            "permissions": {"resourceSpecific": [{"name": name, "type": "Application"} for name in PERMISSIONS]}
        },
    }


def english(app: App) -> dict[str, str]:
    """The same words in English, by where they stand in the manifest."""
    return {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json",
        "name.short": app.name,
        "name.full": f"{app.name} for Unikum",
        "description.short": _SHORT["en"],
        "description.full": _FULL["en"].format(name=app.name),
        **{
            f"bots[0].commandLists[{here}].commands[{number}].{part}": words
            for here, (_, commands) in enumerate(lists())
            for number, one in enumerate(commands)
            for part, words in (("title", one.en), ("description", one.does_en))
        },
        **{
            f"composeExtensions[0].commands[{number}].{part}": words
            for number, mark in enumerate(MARKS.values())
            for part, words in zip(("title", "description"), _MENU[mark][1], strict=True)
        },
    }


def _menu(app: App) -> dict[str, Any]:
    """What stands in a message's own menu. The bot is asked what to show, so that it can answer in words."""
    return {
        "botId": app.id,
        "commands": [
            {"id": name, "type": "action", "title": _MENU[mark][0][0], "description": _MENU[mark][0][1],
             "context": ["message"], "fetchTask": True}
            for name, mark in MARKS.items()
        ],
    }  # fmt: skip


def _bot(app: App) -> dict[str, Any]:
    return {
        "botId": app.id,
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": False,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [
            {"scopes": [scope], "commands": [one.swedish() for one in commands]} for scope, commands in lists()
        ],
    }
