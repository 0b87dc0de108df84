"""What a refusal of Slack's means for us: later, never, nobody knows, or a fault of ours; leaves calling to calls.

The codes are those that the methods' pages list (docs.slack.dev/reference/methods).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.platforms.base import Gone, TryLater, Unsure

TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "org_login_required",
                   "ekm_access_denied", "team_access_not_granted", "not_allowed_token_type", "access_denied"})  # fmt: skip
"""Nothing is taken from us until somebody mends it."""
SCOPE = frozenset({"missing_scope", "no_permission", "enterprise_is_restricted"})
"""The app lacks a right; a person must give it."""
_GONE = frozenset({
    "channel_not_found", "is_archived", "not_in_channel", "user_not_in_channel", "user_not_found", "users_not_found",
    "user_disabled", "user_not_visible", "cannot_dm_bot", "message_not_found", "cant_update_message", "cant_delete_message",
    "thread_not_found", "cannot_reply_to_message", "restricted_action", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "restricted_action_thread_locked",
    "messages_tab_disabled", "edit_window_closed", "method_not_supported_for_channel_type", "external_channel_migrating",
    "channel_is_limited_access", "no_dual_broadcast_content_update", "is_inactive", "not_in_user_channel",
    "invalid_user_combination",
})  # fmt: skip
_LATER = frozenset({"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org", "accesslimited"})
_NOBODY_KNOWS = frozenset({"fatal_error", "internal_error", "request_timeout"})
BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"})
"""The blocks are refused: the words alone may still be taken."""
AS_WANTED = frozenset({"already_pinned", "no_pin", "too_many_pins", "not_pinnable", "bad_timestamp", "no_access"})
"""A pin that is as it should be, or cannot be: neither is worth another try."""
_MENDING = timedelta(minutes=1)
"""How soon to ask again when somebody must mend something first."""


class NoRight(TryLater):
    """The app lacks the right to do that one thing; the rest goes on, and nothing of it is ever given up."""

    def __init__(self, words: str) -> None:
        super().__init__(None, words, for_all=True)


class RefusedError(Exception):
    """A refusal that is our own fault: the worker counts it, and gives the message up after a few."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"Slack refused {method}: {code}")
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What Slack answered to one call."""

    status: int
    """Of HTTP."""
    data: dict[str, Any] = field(default_factory=dict)
    retry_after: float | None = None
    """Seconds, if Slack asked us to wait."""
    scopes: frozenset[str] = frozenset()
    """The rights of our token, as the answer's header names them."""

    @property
    def code(self) -> str:
        """The error code; empty when it was done."""
        if self.data.get("ok"):
            return ""
        if self.status == 429:
            return "ratelimited"
        return str(
            self.data.get("error") or ("fatal_error" if self.status >= 500 or self.status == 200 else self.status)
        )


class NotSent(Exception):  # noqa: N818 - it is what happened to the request
    """No connection was made, so nothing was done."""


class NoAnswer(Exception):  # noqa: N818 - the same
    """It was sent, and no answer came."""


def refusal(method: str, reply: Reply, *, posts: bool) -> Exception:
    """The refusal in the desk's words. `posts`: doing it twice would be seen, so not knowing is a matter of its own."""
    code = reply.code
    words = f"Slack: {code}" + (f", needs {reply.data['needed']}" if "needed" in reply.data else "")
    if code in _LATER:
        after = timedelta(seconds=reply.retry_after) if reply.retry_after is not None else None
        return TryLater(after, words)
    if code in SCOPE:
        return NoRight(words)
    if code in TOKEN:
        return TryLater(_MENDING, words, for_all=True)
    if code in _GONE:
        return Gone(words)
    if code in _NOBODY_KNOWS:
        return Unsure(words) if posts else TryLater(None, words)
    return RefusedError(method, code)
