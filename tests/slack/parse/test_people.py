"""What Slack tells about people becomes a profile, and a change of it an event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.platforms.base import Profile
from bot.platforms.slack import parse
from knowledge.conversation.event import Account, PersonKnown, Presence
from tests.slack.parse.payloads import LATER, OURS, told, user

FIELDS = {"Xf1": {"value": " Lindskolan ", "alt": "", "label": "Skola"}, "Xf2": {"value": "NO", "label": "Ämne"}}


def profile(ours: parse.Ours = OURS, **changes: Any) -> Profile:
    return parse.profile(user(**changes), ours)


def test_a_colleague() -> None:
    assert profile() == Profile(
        account=Account(platform="slack", id="U2", name="Eva Lind"),
        email="eva@example.org",
        language="sv",
        presence=Presence(is_away=False),
    )


@pytest.mark.parametrize(
    ("locale", "language"), [("sv-SE", "sv"), ("en-US", "en"), ("en_GB", "en"), ("de-DE", None), ("", None), (7, None)]
)
def test_the_language_is_one_that_the_desk_speaks(locale: object, language: str | None) -> None:
    assert profile(locale=locale).language == language


def test_without_the_scope_there_is_no_address() -> None:
    assert profile(email=None).email is None


def test_a_name_is_the_best_that_there_is() -> None:
    assert parse.profile({"id": "U2", "name": "eva.lind"}, OURS).account.name == "eva.lind"
    assert parse.profile({"id": "U2", "profile": {"display_name": "eva"}}, OURS).account.name == "eva"


def test_a_deactivated_account_has_left() -> None:
    assert profile(deleted=True).has_left


@pytest.mark.parametrize("kind", ["is_bot", "is_workflow_bot", "is_connector_bot"])
def test_a_bot_is_a_bot(kind: str) -> None:
    assert profile(**{kind: True}).account.is_bot
    assert parse.profile({"id": "USLACKBOT", "is_bot": False}, OURS).account.is_bot


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted"])
def test_a_guest_is_a_guest(kind: str) -> None:
    found = profile(**{kind: True}).account
    assert (found.is_guest, found.is_external) == (True, False)


def test_people_of_other_organisations() -> None:
    for changes in ({"is_stranger": True}, {"team_id": "T9"}):
        found = profile(**changes).account
        assert (found.is_guest, found.is_external) == (True, True)


def test_another_workspace_of_our_own_enterprise_is_no_other_organisation() -> None:
    of_ours = {"enterprise_user": {"id": "U2", "enterprise_id": "E1", "teams": ["T2"]}}
    assert not profile(replace(OURS, enterprise="E1"), team_id="T2", **of_ours).account.is_external
    assert profile(team_id="T2", **of_ours).account.is_external
    assert not profile(team_id="E1", enterprise_user={"teams": ["T1", "T2"]}).account.is_external
    assert not profile(team_id="T2", teams=["T1"]).account.is_external


def test_the_school_is_the_field_with_that_label_or_id() -> None:
    assert parse.profile(user(), OURS, FIELDS).school == "Lindskolan"
    assert parse.profile(user(), replace(OURS, school_field="xf1"), FIELDS).school == "Lindskolan"
    assert parse.profile(user(), replace(OURS, school_field=""), FIELDS).school is None
    assert parse.profile(user(), OURS, {"Xf2": FIELDS["Xf2"]}).school is None
    assert profile(fields=FIELDS).school == "Lindskolan"


@pytest.mark.parametrize("fields", [None, [], {"Xf1": {"label": "Skola", "value": "-"}}, {"Xf1": 7}])
def test_an_empty_field_is_no_school(fields: Any) -> None:
    assert parse.profile(user(), OURS, fields).school is None


def test_nobody_is_an_error_in_plain_words() -> None:
    with pytest.raises(ValueError, match="a Slack user has no id"):
        parse.profile({}, OURS)


@pytest.mark.parametrize("kind", ["user_change", "user_profile_changed", "user_status_changed", "team_join"])
def test_a_change_of_a_profile_is_told(kind: str) -> None:
    found = told({"type": kind, "user": user(deleted=True, fields=FIELDS), "cache_ts": 1, "event_ts": LATER})
    assert isinstance(found, PersonKnown)
    assert (found.id, found.account.id, found.email, found.school) == (
        "slack:Ev1", "U2", "eva@example.org", "Lindskolan"
    )  # fmt: skip
    assert found.has_left


def test_changes_of_bots_are_nothing_to_the_desk() -> None:
    assert told({"type": "user_change", "user": user(is_bot=True)}) is None
    assert told({"type": "user_change", "user": "U2"}) is None
