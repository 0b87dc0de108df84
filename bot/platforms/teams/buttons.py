"""A message's buttons as sets of actions; leaves what a press means to the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bot.platforms.teams import ids
from bot.platforms.teams.limits import BUTTON_TEXT, BUTTONS, BUTTONS_IN_A_SET, ON_A_BUTTON, label, seen, shorten, weight
from bot.platforms.teams.text import address
from knowledge.conversation.message import Button

Action = dict[str, Any]
_PAIR = frozenset({"helped", "not_helped"})
_SET = 60
"""Bytes of a set without its buttons."""


def action_sets(
    buttons: Sequence[Button], key: str, *, native_feedback: bool = False, for_asker: bool = False, window: bool = False
) -> list[Action]:
    """The sets of the message with that key; what is too much for Teams is left out, from the menu first.

    `for_asker`: without the menu of the contacts; `window`: in a window, where Teams takes a plain Submit alone.
    """
    once = {button.action: button for button in reversed(buttons) if _comes_back(button.action)}
    shown = [one for one in reversed(once.values()) if not (one.more and for_asker)]
    if native_feedback and has_pair(buttons):
        shown = [one for one in shown if one.action not in _PAIR]
    shown.sort(key=lambda one: one.more)
    made = list(_that_fit([_action(one, words, key, window=window) for one, words in _worded(shown)]))
    menu = [one for one in made if "mode" in one]
    first = [one for one in made if "mode" not in one]
    rows = [first[begin : begin + BUTTONS_IN_A_SET] for begin in range(0, len(first), BUTTONS_IN_A_SET)] or [[]]
    rows[-1] += menu
    return [{"type": "ActionSet", "actions": row} for row in rows if row]


def has_pair(buttons: Sequence[Button]) -> bool:
    """Whether both answers to "did it help" are there, for which Teams has thumbs of its own."""
    return {button.action for button in buttons if not button.more} >= _PAIR


def submit(title: str, data: dict[str, Any], **more: Any) -> Action:  # noqa: ANN401 - an action's fields are of every kind
    """A button that every client of Teams takes."""
    return {"type": "Action.Submit", "title": title, "data": data, **more}


def execute(title: str, verb: str, data: dict[str, Any], **more: Any) -> Action:  # noqa: ANN401 - the same
    """A button whose press may change the card; older clients take a plain Submit in its place."""
    fallback = submit(title, data, **more)
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data, "fallback": fallback, **more}


def _comes_back(action: str) -> bool:
    """Whether Teams could give it back as it is."""
    return bool(action) and seen(action) == action


def _worded(buttons: Sequence[Button]) -> Iterator[tuple[Button, dict[str, str]]]:
    """Each with its words: as many as a phone shows of it, and all of them for a pointer; whole if two would look alike."""
    whole = [label(one.label or one.action, BUTTON_TEXT) for one in buttons]
    short = [words if one.more else shorten(words, ON_A_BUTTON) for one, words in zip(buttons, whole, strict=True)]
    times = Counter(short)
    for one, words, few in zip(buttons, whole, short, strict=True):
        is_cut = few != words and times[few] == 1
        yield one, ({"title": few, "tooltip": words} if is_cut else {"title": words})


def _action(button: Button, words: dict[str, str], key: str, *, window: bool) -> Action:
    title = words["title"]
    more = {name: value for name, value in words.items() if name != "title"}
    more |= {**({"mode": "secondary"} if button.more else {}), **({"style": "positive"} if button.primary else {})}
    if web := address(button.action):
        return {"type": "Action.OpenUrl", "title": title, "url": web, **more}
    data = ids.Pressed(key=key, action=button.action).data()
    if window:
        return submit(title, data, **more)
    if button.action.partition(":")[0] in ids.OPENS:
        return submit(title, {**data, "msteams": {"type": "task/fetch"}}, **more)
    return execute(title, button.action, data, **more)


def _that_fit(actions: Sequence[Action]) -> Iterator[Action]:
    """As many as a message can carry beside its words."""
    left = BUTTONS
    for number, action in enumerate(actions):
        left -= weight(action) + 2 + (_SET if number % BUTTONS_IN_A_SET == 0 else 0)
        if left < 0:
            return
        yield action
