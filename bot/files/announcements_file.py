"""Announcements with every recipient as rows, for archives and spreadsheets; leaves the look of the file to sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.files.formats import CSV, XLSX, YAML, written_jsonl, written_yaml
from bot.files.sheet import Value, written_csv, written_xlsx
from knowledge.broadcast.announcement import Announcement, Confirm
from knowledge.support.directory import Directory
from storage.ledger import Delivery

FORMATS = (CSV, XLSX, "yaml", "jsonl")
_COLUMNS = {
    "announcement": "Nummer", "title": "Rubrik", "state": "Läge", "author": "Avsändare", "sent": "Skickat",
    "recipient": "Mottagare", "id": "Id", "school": "Skola", "platform": "Tjänst", "status": "Leverans",
    "reason": "Orsak", "arrived": "Framme", "seen": "Öppnat", "confirmed": "Bekräftat",
}  # fmt: skip
"""Field -> what its column is called in Swedish."""
_STATUS = {
    "queued": ("väntar", "queued"), "sent": ("på väg", "sent"), "arrived": ("framme", "delivered"),
    "failed": ("kom inte fram", "failed"), "uncertain": ("osäkert", "uncertain"), "cancelled": ("avbrutet", "stopped"),
}  # fmt: skip
_REASONS = {
    "no_account": ("har inget konto här", "has no account here"),
    "gone": ("kontot är avslutat", "account closed"),
    "blocked": ("har inte lagt till supporten", "has not added the bot"),
    "failed": ("tjänsten tog inte emot", "the service did not accept"),
    "uncertain": ("tjänsten svarade inte", "the service did not answer"),
}


def write_announcements(
    sent: Iterable[tuple[Announcement, Sequence[Delivery]]], directory: Directory, form: str = CSV
) -> str | bytes:
    """One row for each recipient, names in the organisation's language; drafts have a row without recipient.

    When somebody confirmed is only told where the announcement required it.
    """
    rows = [row for one, deliveries in sent for row in _rows(one, deliveries, directory)]
    if form in {YAML, "jsonl"}:
        named = [
            {name: _told(value) for name, value in zip(_COLUMNS, row, strict=True) if value is not None} for row in rows
        ]
        return written_yaml(named) if form == YAML else written_jsonl(named)
    header = list(_COLUMNS) if directory.organisation.language == "en" else list(_COLUMNS.values())
    return written_xlsx("announcements", header, rows) if form == XLSX else written_csv(header, rows)


def _rows(one: Announcement, deliveries: Sequence[Delivery], directory: Directory) -> list[list[Value]]:
    zone = ZoneInfo(directory.organisation.time_zone)
    head: list[Value] = [
        one.number,
        one.title,
        one.state.value,
        _name(directory, one.author),
        _local(one.sent_at, zone),
    ]
    if not deliveries:
        return [[*head, *[None] * (len(_COLUMNS) - len(head))]]
    return [[*head, *_recipient(one, delivery, directory, zone)] for delivery in deliveries]


def _recipient(one: Announcement, row: Delivery, directory: Directory, zone: ZoneInfo) -> list[Value]:
    place, school = directory.place(row.place), directory.school(row.school)
    name = _name(directory, row.person) if row.person else (place.name or place.id) if place else row.recipient
    language = int(directory.organisation.language == "en")
    confirmed = row.confirmed_at if one.confirm is Confirm.REQUIRED else None
    return [
        name, row.person or row.place, school.name if school else None, row.platform or None,
        _STATUS[row.state][language], _REASONS[row.reason][language] if row.reason in _REASONS else row.reason or None,
        _local(row.arrived_at, zone), _local(row.seen_at, zone), _local(confirmed, zone),
    ]  # fmt: skip


def _name(directory: Directory, person: str | None) -> str | None:
    known = directory.person(person)
    return known.name if known else person


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(microsecond=0) if moment else None


def _told(value: Value) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
