"""Every setting there is: key, default, reader and meaning; leaves reading files and environment to the layers."""

from __future__ import annotations

from dataclasses import dataclass

from bot import settings_readers as read
from bot.embedding.registry import AUTO, CHOICES
from knowledge.faq.verdict import Policy
from knowledge.support.policy import AWAY_HINTS

_MATCHING = Policy()
MODES = ("answer", "suggest", "shadow")

AREAS = {
    "app": "technical",
    "arkiv": "technical",
    "bedomning": "pedagogical",
    "grupper": "technical",
    "inloggning": "technical",
    "iup": "pedagogical",
    "kontaktuppgifter": "technical",
    "konto": "technical",
    "larlogg": "pedagogical",
    "lasar": "technical",
    "meddelanden": "technical",
    "narvaro": "technical",
    "notiser": "technical",
    "planering": "pedagogical",
    "roller": "technical",
    "sakerhet": "technical",
    "stodinsatser": "pedagogical",
    "utbildning": "pedagogical",
    "utvecklingssamtal": "pedagogical",
}
"""FAQ category -> area, for the categories of the sample FAQ; what the settings say is laid over it."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One thing that can be set."""

    key: str
    """`section.name`."""
    default: object
    """As it would be written in the settings; None = not set."""
    read: read.Reader
    words: str
    """What it means, in one sentence."""
    secret: bool = False
    """Whether its value is never shown, and no script may set it."""
    alias: str | None = None
    """An environment variable of its own, beside `SUPPORTBOT_SECTION__NAME`."""

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "SUPPORTBOT_" + self.key.upper().replace(".", "__")


def _of(key: str, default: object, reader: read.Reader, words: str) -> Setting:
    return Setting(key=key, default=default, read=reader, words=words)


def _outside(key: str, alias: str, reader: read.Reader, words: str, *, secret: bool = False) -> Setting:
    return Setting(key=key, default=None, read=reader, words=words, secret=secret, alias=alias)


DESK = (
    _of("organisation.help_pages", "", read.text, "Markdown links to guides: in breaks, by `vem`, on the card."),
    _of("desk.sync", "true", read.flag, "Whether pupils and classes come from the pupil register each night."),
    _of("guardians.internal", [], read.words, "Words and addresses that no text for guardians may have."),
    _of("people.guests", "true", read.flag, "Whether guests of the organisation are served."),
    _of("people.external", "true", read.flag, "Whether people of other organisations are served, in shared channels."),
    _of(
        "people.away_hints", "status", read.one_of(*AWAY_HINTS), "Which signs of being away are heeded in whom to ask."
    ),
    _of("conversation.hold", "45s", read.wall_time, "How long a greeting or something vague waits for what follows."),
    _of("conversation.join", "2m", read.wall_time, "How long what the author adds belongs to the question."),
    _of("conversation.reopen_days", 3, read.whole(0, 365), "Days in which a follow-up reopens a solved question."),
    _of("conversation.offer_days", 30, read.whole(0, 3650), "Days in which a solved question is offered to the next."),
    _of("escalation.steps", ["local", "central", "all_central"], read.words, "The ladder, first step first."),
    _of("escalation.local", "1wd", read.duration, "Patience of the local step; the second contact after half of it."),
    _of("escalation.central", "2wd", read.duration, "Patience of the central step."),
    _of("escalation.at_once", 1, read.whole(1, 2), "How many local contacts are asked at the same time."),
    _of("escalation.helpdesk", [], read.words, "Ids of the people of a municipal helpdesk."),
    _of("escalation.helpdesk_name", "", read.text, "What cards call the helpdesk; empty = its people's names."),
    _of("escalation.helpdesk_patience", "4h", read.duration, "Patience of the helpdesk step."),
    _of("escalation.expire", "5wd", read.duration, "How long a contact's counter-question waits for the asker."),
    _of("suggestion.patience", "30m", read.duration, "How long a suggestion stands before the question is routed."),
    _of("answer.assumed", "1wd", read.duration, "How long an answer stands before it is assumed that it helped."),
    _of("routing.areas", {}, read.areas, "FAQ category -> technical, pedagogical or any, over the defaults."),
    _of("organisation.status_page", "", read.page, "The address of Unikum's status page, shown in outages."),
    _of(
        "announcements.approval_above",
        300,
        read.whole(0, 1_000_000),
        "More recipients than this need a second approver.",
    ),
    _of("announcements.undo", "30s", read.wall_time, "How long a sending can be undone before it begins."),
    _of("announcements.remind", "2wd", read.duration, "How long until those who have not confirmed are reminded."),
    _of("announcements.pilot", "", read.text, "Who gets a trial copy: an audience, as in an announcement."),
    _of("announcements.allowed", {}, read.audiences, "Person id -> the audience that the person may announce to."),
    _of("outage.ends", "2h", read.wall_time, "How long an outage stands before central is asked whether it goes on."),
    _of("outage.surge", 4, read.whole(0, 100), "So many similar questions propose an outage; 0 = never."),
    _of("outage.window", "30m", read.wall_time, "Within what time they must come."),
    _of("faq.review", 6, read.whole(0, 120), "Months until the owner of an answer is asked whether it still holds."),
    _of("vendor.remind", "5wd", read.duration, "How long Unikum may be silent before its case is brought up again."),
    _of(
        "meetings.unanswered",
        3,
        read.whole(0, 60),
        "Working days before a meeting on which who is silent is asked; 0 = never.",
    ),
    _of("meetings.day_before", "true", read.flag, "Whether who comes is reminded on the working day before a meeting."),
    _of("meetings.before", "1h", read.wall_time, "How long before a meeting who comes is reminded; 0m = never."),
    _of(
        "meetings.agenda",
        2,
        read.whole(0, 60),
        "Working days before a meeting on which its agenda is posted; 0 = never.",
    ),
    _of("posts.alarms", "true", read.flag, "Whether alarms are posted to central contacts."),
    _of("posts.digests", "true", read.flag, "Whether central gets its daily list."),
    _of("posts.local", "true", read.flag, "Whether local contacts get a list of what waits, each morning."),
    _of("posts.weekly", "true", read.flag, "Whether central gets a line about each week."),
    _of("posts.agenda", "true", read.flag, "Whether the agenda of a check-in is posted before it."),
    _of("posts.weekly_question", "false", read.flag, "Whether the support places get a question of the week."),
    _of("weekly_question.at", "tue 14:30", read.week_moment, "On which weekday and at what time it comes."),
    _of("posts.desk", "true", read.flag, "Whether the card on how support works stands in the support places."),
    _of("posts.term_start", "true", read.flag, "Whether contacts are asked each term whether they go on."),
)

CARE = (
    _of(
        "retention.questions", 365, read.whole(0, 36500), "Days until a closed question's texts are removed; 0 = never."
    ),
    _of("retention.authors", 730, read.whole(0, 36500), "Days until it is forgotten who asked a closed question."),
    _of("retention.history", 1095, read.whole(0, 36500), "Days until it is forgotten who helped, and how it went."),
    _of("retention.messages", 365, read.whole(0, 36500), "Days until other messages of people lose text and author."),
    _of(
        "retention.outbox", 365, read.whole(0, 36500), "Days until the stored words of the bot's messages are removed."
    ),
    _of("retention.events", 90, read.whole(0, 36500), "Days until failed events are removed."),
    _of("retention.announcements", 1095, read.whole(0, 36500), "Days until it is forgotten who got an announcement."),
    _of("retention.meetings", 1095, read.whole(0, 36500), "Days until it is forgotten who came to a meeting."),
    _of("retention.vendor", 1095, read.whole(0, 36500), "Days until the texts of an ended case or point are removed."),
    _of("retention.hold", "false", read.flag, "Whether nothing is removed by its age, as in a legal matter."),
)

MATCHING = (
    _of("matching.mode", _MATCHING.mode, read.one_of(*MODES), "How far the bot goes by itself."),
    _of("matching.places", {}, read.modes(*MODES), "Place id -> the mode there, where it is another one."),
    _of("matching.caution", _MATCHING.caution, read.one_of("low", "normal", "high"), "How much a wrong answer weighs."),
    _of("matching.answer", "auto", read.threshold, "Least probability of being right for an answer."),
    _of("matching.suggest", "auto", read.threshold, "Least probability for a suggestion."),
    _of("matching.question", _MATCHING.question, read.probability, "Least probability of a question for routing it."),
    _of("matching.words", "", read.own_words, "A file with the organisation's own words, as its abbreviations."),
    _of("matching.embedder", AUTO, read.one_of(*CHOICES), "What compares meanings, beside the words."),
    _of("matching.unsure", _MATCHING.unsure, read.probability, "Least probability of a question for a private notice."),
)

CALENDAR = (
    _of("calendar.hours", "07:30-16:30", read.hours, "When the desk is open; several periods, or a table per weekday."),
    _of("calendar.days", "mon-fri", read.days, "On which weekdays it is open."),
    _of("calendar.country", "SE", read.text, "Whose red days are free."),
    _of("calendar.eves", "true", read.flag, "Whether midsummer's, Christmas, New Year's and other eves are free too."),
)

SERVICES = (
    _of("web.host", "127.0.0.1", read.text, "The address that the web server listens on."),
    _of("web.port", 3978, read.whole(0, 65535), "The port that it listens on; 0 = any free one."),
    _of("web.address", "", read.page, "The address by which people reach the web server from outside, https."),
    _of("log.level", "info", read.one_of("debug", "info", "warning", "error"), "How much is logged; never a text."),
    Setting(
        key="database.url",
        default="sqlite+aiosqlite:///supportbot.db",
        read=read.database,
        words="Where the bot keeps its memory: an SQLite file or a PostgreSQL database.",
        secret=True,
        alias="DATABASE_URL",
    ),
    _outside("slack.bot_token", "SLACK_BOT_TOKEN", read.text, "The bot's own token, `xoxb-…`.", secret=True),
    _outside("slack.app_token", "SLACK_APP_TOKEN", read.text, "For Socket Mode, `xapp-…`.", secret=True),
    _outside("slack.signing_secret", "SLACK_SIGNING_SECRET", read.text, "For Slack over HTTP.", secret=True),
    _outside("slack.api_url", "SLACK_API_URL", read.slack_address, "Slack's web API; not set = Slack's own."),
    _of(
        "slack.done",
        ["white_check_mark", "heavy_check_mark", "ballot_box_with_check"],
        read.emoji,
        "Reactions that say that a question is solved.",
    ),
    _of("slack.looking", ["eyes"], read.emoji, "Reactions by which a contact takes a question."),
    _of("slack.school_field", "", read.text, "Label or id of the profile field that names a person's school."),
    _of("slack.feedback", "buttons", read.one_of("buttons", "native"), "How it is asked whether an answer helped."),
    _of("slack.posts_per_minute", 525, read.whole(1, 100_000), "Most messages a minute in the whole workspace."),
    _of("slack.edits_per_minute", 50, read.whole(1, 100_000), "Most changed messages a minute in the whole workspace."),
    _outside("teams.app_id", "TEAMS_APP_ID", read.text, "The bot's application id; it turns Teams on."),
    _outside("teams.app_password", "TEAMS_APP_PASSWORD", read.text, "The application's client secret.", secret=True),
    _outside("teams.tenant_id", "TEAMS_TENANT_ID", read.text, "The municipality's tenant, the only one let in."),
    Setting(
        key="teams.app_type",
        default="SingleTenant",
        read=read.one_of("SingleTenant", "UserAssignedMSI", "MultiTenant"),
        words="How the application is registered.",
        alias="TEAMS_APP_TYPE",
    ),
    Setting(
        key="teams.openid_metadata_url",
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        read=read.web_address,
        words="Where the keys of the Teams service are told.",
        alias="TEAMS_OPENID_METADATA_URL",
    ),
    Setting(
        key="teams.token_issuer",
        default="https://api.botframework.com",
        read=read.text,
        words="Who issues the tokens of the Teams service.",
        alias="TEAMS_TOKEN_ISSUER",
    ),
    _outside("teams.login_url", "TEAMS_LOGIN_URL", read.web_address, "The authority, with the tenant, for our tokens."),
    Setting(
        key="teams.oauth_scope",
        default="https://api.botframework.com",
        read=read.scope,
        words="What our tokens are for, without `/.default`.",
        alias="TEAMS_OAUTH_SCOPE",
    ),
    _of(
        "teams.service_hosts",
        ["smba.trafficmanager.net"],
        read.hosts,
        "Hosts of `serviceUrl` that are answered; plain http only to a loopback host named here.",
    ),
    _of("teams.requests_per_second", 50, read.whole(1, 10_000), "Most requests a second in the whole organisation."),
    _of("teams.development", "false", read.flag, "Whether no token is checked; only on loopback, for trying the bot."),
    _of("teams.password_expires", "", read.day, "The day on which the client secret ends; `check` warns before it."),
    _of(
        "teams.done",
        ["2705_whiteheavycheckmark", "checkmark"],
        read.words,
        "Reactions to the bot's own messages that say that a question is solved.",
    ),
    _of("teams.looking", ["1f440_eyes", "eyes"], read.words, "Reactions by which a contact takes a question."),
    _of("teams.feedback", "buttons", read.one_of("buttons", "native"), "How it is asked whether an answer helped."),
    _of(
        "teams.targeted", "false", read.flag, "Whether private words stand in the channel, seen by their reader alone."
    ),
)

SETTINGS = DESK + CARE + MATCHING + CALENDAR + SERVICES
BY_KEY = {setting.key: setting for setting in SETTINGS}

_POSTS = ("alarms", "digests", "local", "weekly", "agenda", "weekly_question", "desk", "term_start")
REHEARSAL = {f"posts.{one}": "false" for one in _POSTS}
"""Defaults that differ in a rehearsal: the organisation's own posts are off."""
