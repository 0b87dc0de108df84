"""A strict fake of Teams: it refuses what Teams refuses, brings activities as Teams does, and keeps all that was asked of it."""

from __future__ import annotations

from tests.teams.fake.server import FakeTeams
from tests.teams.fake.town import APP_ID, BOT, TENANT, Conversation, Post, Team, Town, User, channel, group

__all__ = ["APP_ID", "BOT", "TENANT", "Conversation", "FakeTeams", "Post", "Team", "Town", "User", "channel", "group"]
