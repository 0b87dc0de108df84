"""Two vendor contacts fill in the same case at the same time: the second sees both texts and decides; leaves saving to `vendor_cases`."""

from __future__ import annotations

from dataclasses import asdict, replace

from handlers.replies.voice import Voice
from handlers.shared_work import SHOWN, by_whom
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form
from knowledge.support.vendor_case import VendorCase, case_number, filled
from knowledge.support.vendor_wording import ASKERS, Seen, changed_since, mark, words_of


def changed_meanwhile(voice: Voice, event: FormFilled, case: VendorCase, people: int, blank: Form) -> Form | None:
    """`blank` with what was written when somebody changed the case after the form was opened; None when nobody did.

    What only the other changed is in it already; where both did, the other's text stands at the field. It counts from
    the case as it stands now, so that sending it again is a decision.
    """
    theirs = {**words_of(case), ASKERS: str(people)}
    mine = {name: words for name, words in _written(event).items() if name in event.values}
    changed = {name: old for name, old in changed_since(case, Seen.read(event.about)).items() if name in mine}
    changed = {name: old for name, old in changed.items() if mine[name] != theirs[name]}
    if not changed:
        return None
    blanks = by_whom(voice, case.worded_by or case.by, case.worded_at or case.sent_at)
    values, problems = dict(event.values), {}
    for name, old in changed.items():
        if old == mark(mine[name]) or (name in {"case_number", ASKERS} and not mine[name]):
            values[name] = theirs[name]
            problems[name] = voice.say("form.changed_by_other", **blanks)
        else:
            problems[name] = voice.say("form.changed", **blanks, text=excerpt(theirs[name], SHOWN))
    return replace(blank, values=values, problems=problems)


def _written(event: FormFilled) -> dict[str, str]:
    """Field -> what somebody filled in."""
    number, askers = case_number(event.values.get("case_number")), str(event.values.get(ASKERS) or "").strip()
    return {**asdict(filled(event.values)), "case_number": number, ASKERS: askers}
