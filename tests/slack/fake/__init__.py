"""A strict fake of Slack: it refuses what Slack refuses, tries again as Slack does, and keeps all that was asked of it."""

from __future__ import annotations

from tests.slack.fake.server import FakeSlack
from tests.slack.fake.workspace import Channel, Rest, User, Workspace

__all__ = ["Channel", "FakeSlack", "Rest", "User", "Workspace"]
