"""A strict fake of Slack: it refuses what Slack refuses, tries again as Slack does, and keeps all that was asked of it."""

from __future__ import annotations

from tests.slack.fake.office import hastened
from tests.slack.fake.posts import alive
from tests.slack.fake.server import FakeSlack
from tests.slack.fake.workspace import BOT_USER, Channel, Rest, User, Workspace

__all__ = ["BOT_USER", "Channel", "FakeSlack", "Rest", "User", "Workspace", "alive", "hastened"]
