"""The vendor list: what is open, oldest first, and the whole of it as plain text to paste; leaves finding it to the handlers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.vendor_cases import Concerned, copy_text, how_many
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, escape
from knowledge.support.vendor_case import VendorCase
from knowledge.support.vendor_point import PointState, VendorPoint

Counted = tuple[VendorCase, Concerned]
MOST_TEXT = 8000
"""Characters of one part of the text, so that every platform shows it whole."""


def listed(cases: Sequence[Counted], points: Sequence[VendorPoint], voice: Voice, *, sends: bool) -> Message:
    """What is with the vendor, and what is to reach it; `sends`: whether the reader may send cases."""
    lines: list[str] = []
    if cases:
        lines.append(voice.say("vendor.list", count=len(cases)))
        lines += _cut([_case_row(case, concerned, voice) for case, concerned in cases], voice)
    if points:
        lines.append(voice.say("vendor.list_points", count=len(points)))
        lines += _cut([_point_row(point, voice) for point in points], voice)
    if not lines:
        lines.append(voice.say("vendor.list_none"))
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return with_buttons(said, *_buttons([case for case, _ in cases], points, voice, sends=sends))


def _cut(rows: list[str], voice: Voice) -> list[str]:
    more = len(rows) - ROWS
    return [*rows[:ROWS], voice.say("cmd.more", more=more)] if more > 0 else rows


def _case_row(case: VendorCase, concerned: Concerned, voice: Voice) -> str:
    number = voice.say("vendor.row_number", case=escape(case.case_number)) if case.case_number else ""
    silent = voice.say("vendor.row_reminded", date=voice.on(case.reminded_at)) if case.reminded_at else ""
    return voice.say("vendor.row", number=case.number, title=escape(excerpt(case.text.title)), case=number,
                     date=voice.on(case.sent_at), askers=how_many(concerned, voice) or "–",
                     contact=voice.name(case.follower), silent=silent)  # fmt: skip


def _point_row(point: VendorPoint, voice: Voice) -> str:
    sent = voice.say("vendor.row_sent", date=voice.on(point.sent_at)) if point.sent_at else ""
    return voice.say("vendor.row_point", number=point.number, text=escape(excerpt(point.text)), date=voice.on(point.at),
                     source=voice.say(f"vendor.source.{point.source}"), sent=sent)  # fmt: skip


def _buttons(
    cases: Sequence[VendorCase], points: Sequence[VendorPoint], voice: Voice, *, sends: bool
) -> Iterable[tuple[str, str]]:
    for case in cases[:ROWS]:
        key = "button.vendor_show_number" if sends else "button.vendor_read_number"
        yield f"vendor_show:{case.number}", voice.say(key, number=case.number)
    for point in points[:ROWS]:
        yield f"vendor_point:{point.number}", voice.say("button.vendor_point_number", number=point.number)
    if cases or points:
        yield "vendor_text", voice.say("button.vendor_text")
    yield "vendor_point", voice.say("button.vendor_point")


def whole_text(cases: Sequence[Counted], points: Sequence[VendorPoint], voice: Voice) -> list[str]:
    """Everything that is open as plain text, in parts that each fit in a message: new cases, known ones, points."""
    groups = (
        ("vendor.text_new", [copy_text(case, of, voice) for case, of in cases if not case.case_number]),
        ("vendor.text_known", [copy_text(case, of, voice) for case, of in cases if case.case_number]),
        ("vendor.text_points", [f"- {point.text}" for point in points]),
    )
    parts: list[str] = []
    for key, rows in groups:
        head = voice.say(key, count=len(rows))
        for number, row in enumerate(rows):
            piece = f"{head}\n\n{row}" if number == 0 else row
            parts = put_on(parts, piece, "\n" if key == "vendor.text_points" and number else "\n\n")
    return parts


def put_on(parts: list[str], piece: str, between: str) -> list[str]:
    """One piece more, on the last part while it has room."""
    if parts and len(parts[-1]) + len(piece) + len(between) <= MOST_TEXT:
        return [*parts[:-1], f"{parts[-1]}{between}{piece}"]
    return [*parts, piece]


def text_message(part: str, points: Sequence[VendorPoint], voice: Voice) -> Message:
    """The text as a message, with what says that its points have been sent."""
    said = Message(reply="command", text=escape(part), language=voice.language)
    unsent = [str(point.number) for point in points if point.state is PointState.OPEN][:100]
    if not unsent:
        return said
    return with_buttons(said, (f"vendor_sent:{','.join(unsent)}", voice.say("button.vendor_sent", count=len(unsent))))


def point_kept(point: VendorPoint, voice: Voice, *, is_new: bool) -> Message:
    """To the one who wrote it, or said how far it has come."""
    key = "vendor.point_kept" if is_new else "vendor.point_changed"
    said = words(
        voice, "command", key, text=escape(excerpt(point.text)), status=voice.say(f"vendor.status.{point.status}")
    )
    button = Button(action=f"vendor_point:{point.number}", label=voice.say("button.vendor_point_change"))
    return with_buttons(said, (button.action, button.label))


def offer(voice: Voice, action: str) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    return with_buttons(words(voice, "command", "vendor.offer"), (action, voice.say("button.vendor_offer")))
