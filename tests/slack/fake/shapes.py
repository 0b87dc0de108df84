"""Looks that nothing leaves the fake with a key that Slack does not know; leaves the facts to tests/payloads/slack_keys.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FACTS = Path(__file__).resolve().parents[2] / "payloads" / "slack_keys.yaml"
Rule = dict[str, Any] | str | None


class UnknownKeyError(AssertionError):
    """The fake says something that Slack does not say."""


@cache
def facts() -> dict[str, Any]:
    """The file of keys."""
    return dict(yaml.safe_load(FACTS.read_text(encoding="utf-8")))


def check_answer(method: str, answer: dict[str, Any]) -> None:
    """Refuse an answer with a key that the method's answers do not have."""
    rules = facts()["answers"]
    rule = rules["unknown_method"] if answer.get("error") == "unknown_method" else rules[method]
    _refuse(unknown_keys(answer, [facts()["answer"], rule]), method)


def check_payload(kind: str, payload: dict[str, Any]) -> None:
    """Refuse a payload with a key that payloads of its kind do not have."""
    if payload.get("type") == "event_callback":
        event = payload["event"]
        rules = facts()["events"]
        changed = event.get("subtype") in {"message_changed", "message_deleted"}
        rule = rules[event["subtype"] if changed else kind]
        outer = {key: value for key, value in payload.items() if key != "event"}
        _refuse(unknown_keys(outer, [facts()["envelope"]]) + unknown_keys(event, [rule]), kind)
    else:
        _refuse(unknown_keys(payload, [facts()["interactions"][kind]]), kind)


def _refuse(unknown: list[str], what: str) -> None:
    if unknown:
        raise UnknownKeyError(f"{what}: {', '.join(unknown)}")


def unknown_keys(value: Any, rules: list[Rule], at: str = "") -> list[str]:
    """The places of keys that no rule knows."""
    if isinstance(value, list):
        return [found for one in value for found in unknown_keys(one, rules, at)]
    if not isinstance(value, dict) or "any" in rules:
        return []
    known = _known(rules)
    found: list[str] = []
    for key, inner in value.items():
        if key in known:
            found += unknown_keys(inner, [known[key]], f"{at}.{key}")
        else:
            found.append(f"{at}.{key}")
    return found


def _known(rules: list[Rule]) -> dict[str, Rule]:
    """All the keys that some rules allow, each with the rule of what is below; the facts stay, so it is kept."""
    name = tuple(rule if isinstance(rule, str) else id(rule) for rule in rules)
    if name not in _KEPT:
        known: dict[str, Rule] = {}
        for rule in rules:
            known |= _allowed(facts()["shapes"][rule[1:]] if isinstance(rule, str) else rule)
        _KEPT[name] = known
    return _KEPT[name]


_KEPT: dict[tuple[str | int, ...], dict[str, Rule]] = {}


def _allowed(rule: Rule) -> dict[str, Rule]:
    if not isinstance(rule, dict):
        return {}
    allowed: dict[str, Rule] = dict.fromkeys(str(rule.get("_", "")).split())
    if "_is" in rule:
        allowed |= _allowed(facts()["shapes"][rule["_is"]])
    return allowed | {key: inner for key, inner in rule.items() if key not in {"_", "_is"}}
