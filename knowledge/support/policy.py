"""How this desk works: patience, ladder and posts, as the settings say; leaves reading the settings to bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta

from knowledge.broadcast.policy import BroadcastPolicy
from knowledge.support.duration import Duration
from knowledge.support.meeting_policy import MeetingPolicy
from knowledge.support.retention import Retention

STEP_KINDS = ("helpdesk", "local", "central", "all_central")
"""What a ladder may be made of; the last step is always `all_central` or `helpdesk`, so that it ends at people."""
AWAY_HINTS = ("none", "status", "all")
"""Which signs of being away count in whom to ask: none, a status, or do-not-disturb too."""


@dataclass(frozen=True, kw_only=True)
class DeskPolicy:
    """The rules of one desk."""

    steps: tuple[str, ...] = ("local", "central", "all_central")
    """The ladder, of STEP_KINDS."""
    local: Duration = Duration(working_days=1)
    """Patience of the whole local step; the second contact is asked after half of it."""
    central: Duration = Duration(working_days=2)
    """Patience of the central step."""
    helpdesk: tuple[str, ...] = ()
    """Ids of the people of a municipal helpdesk."""
    helpdesk_name: str = ""
    """What cards call the helpdesk; empty = the names of its people."""
    helpdesk_patience: Duration = Duration(time=timedelta(hours=4))
    at_once: int = 1
    """How many local contacts are asked at the same time: 1 or 2."""
    suggestion: Duration = Duration(time=timedelta(minutes=30))
    """How long a suggestion or a counter-question stands before the question is routed."""
    assumed: Duration = Duration(working_days=1)
    """How long an answer stands before it is assumed that it helped."""
    expire: Duration = Duration(working_days=5)
    """How long a contact's counter-question waits for the asker."""
    vendor_remind: Duration = Duration(working_days=5)
    """How long the vendor may be silent before whoever follows the case is reminded."""
    hold: timedelta = timedelta(seconds=45)
    """How long a greeting or something vague is held for what follows (wall time)."""
    join: timedelta = timedelta(minutes=2)
    """How long what the author adds is judged together with the question (wall time)."""
    reopen_days: int = 3
    """For how many days a follow-up reopens a solved question."""
    offer_days: int = 30
    """For how many days a solved question is offered to the next who asks the same."""
    areas: dict[str, str] = field(default_factory=dict)
    """FAQ category -> `technical` or `pedagogical`, for entries without an area of their own."""
    alarms: bool = True
    """Whether the desk posts alarms to central contacts."""
    review_months: int = 6
    """After so many months the owner of an answer is asked whether it is still right; 0 = never by itself."""
    digests: bool = True
    """Whether central gets its daily list."""
    local_lists: bool = True
    """Whether local contacts get their morning lists."""
    weekly: bool = True
    """Whether central gets the weekly line."""
    sync: bool = True
    """Whether pupils, guardians and classes come from the pupil register by themselves each night."""
    internal: tuple[str, ...] = ()
    """Words and addresses that no text for guardians may have."""
    agenda: bool = True
    """Whether the agenda of a check-in is posted by itself."""
    weekly_question: bool = False
    """Whether the support places get a question of the week."""
    weekly_question_at: tuple[int, time] = (1, time(14, 30))
    """On which weekday (Monday is 0) and at what time it comes."""
    desk: bool = True
    """Whether the card "Så funkar supporten" stands in the support places."""
    term_start: bool = True
    """Whether contacts are asked at the start of each term whether they go on."""
    help_pages: str = ""
    """Markdown links to guides, shown in breaks, by `vem` and on the card "Så funkar supporten"."""
    guests: bool = True
    """Whether guests are served."""
    external: bool = True
    """Whether people of other organisations are served."""
    broadcast: BroadcastPolicy = BroadcastPolicy()
    """The rules for announcements and outages."""
    meetings: MeetingPolicy = MeetingPolicy()
    """When people hear of a meeting again."""
    web_address: str = ""
    """Where people reach our web server; empty = they do not."""
    retention: Retention = Retention()
    """How long what is kept."""
    away_hints: str = "status"
    """Which signs of being away are heeded, of AWAY_HINTS."""
