"""What central is told of too many or too few who help, and when it is well again; leaves when to the handler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.reach import named
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message
from knowledge.support.staffing import Few, Gap


def many_contacts(voice: Voice, schools: Sequence[str], counts: Mapping[str, int]) -> Message:
    """Schools with more contacts than is usual."""
    if len(schools) > 1:
        said = words(voice, "alarm", "alarm.many_contacts_several", count=len(schools), schools=named(voice, schools))
        return _with(voice, said, "contact_new")
    school = schools[0]
    said = words(voice, "alarm", "alarm.many_contacts", school=voice.school(school), count=counts[school])
    return _with(voice, said, f"contact_new:{school}")


def fewer(voice: Voice, schools: Sequence[str]) -> Message:
    """They have one or two again."""
    return words(voice, "alarm", "alarm.fewer_contacts", schools=_known(voice, schools), date=voice.on(voice.today))


def few_central(voice: Voice, few: Few) -> Message:
    """Too few central contacts are there."""
    key = "alarm.few_central" if few.count else "alarm.few_central_none"
    period = _period(voice, few.first, few.last)
    return _with(voice, words(voice, "alarm", key, count=few.count, period=period), "contact_new")


def enough(voice: Voice, _central: Sequence[str]) -> Message:
    """There are enough again."""
    return words(voice, "alarm", "alarm.enough_central", date=voice.on(voice.today))


def quiet_contact(voice: Voice, schools: Sequence[str], counts: Mapping[str, int]) -> Message:
    """Schools whose questions go on to central; nobody is named."""
    if len(schools) > 1:
        said = words(voice, "alarm", "alarm.quiet_contact_several", count=len(schools), schools=named(voice, schools),
                     last=counts[schools[0]])  # fmt: skip
        return _with(voice, said, "contact_new")
    school = schools[0]
    said = words(voice, "alarm", "alarm.quiet_contact", school=voice.school(school), count=counts[school])
    return _with(voice, said, f"contact_new:{school}")


def heard_again(voice: Voice, schools: Sequence[str]) -> Message:
    """Their questions are answered there again."""
    return words(voice, "alarm", "alarm.heard_again", schools=_known(voice, schools), date=voice.on(voice.today))


def no_substitute(voice: Voice, gaps: Sequence[Gap]) -> Message:
    """Contacts who are away while nobody stands in."""
    if len(gaps) > 1:
        rows = [voice.say("alarm.gap", contact=voice.name(gap.person), school=voice.school(gap.school),
                          period=_period(voice, gap.first, gap.last)) for gap in gaps[:ROWS]]  # fmt: skip
        rows += [voice.say("cmd.more", more=len(gaps) - ROWS)] if len(gaps) > ROWS else []
        said = words(voice, "alarm", "alarm.no_substitute_several", count=len(gaps), rows=", ".join(rows))
        return _with(voice, said, "substitute")
    gap = gaps[0]
    said = words(voice, "alarm", "alarm.no_substitute", contact=voice.name(gap.person), school=voice.school(gap.school),
                 period=_period(voice, gap.first, gap.last), next=voice.names(gap.next) or voice.say("word.you_all"))  # fmt: skip
    return _with(voice, said, f"substitute:{gap.school}", f"contact_new:{gap.school}")


def stood_in_for(voice: Voice, people: Sequence[str]) -> Message:
    """They are there again, or somebody stands in."""
    names = voice.names(one for one in people if voice.directory.person(one)) or voice.say("word.erased")
    return words(voice, "alarm", "alarm.stood_in_for", people=names, date=voice.on(voice.today))


def _known(voice: Voice, schools: Sequence[str]) -> str:
    return named(voice, [one for one in schools if voice.directory.school(one)]) or voice.say("word.the_school")


def _with(voice: Voice, said: Message, *actions: str) -> Message:
    return with_buttons(said, *((one, voice.say(f"button.{one.partition(':')[0]}")) for one in actions))


def _period(voice: Voice, first: date, last: date | None) -> str:
    """From when until when, as it follows ”är borta”."""
    if last is None:
        return voice.say("word.right_now") if first <= voice.today else voice.say("word.from_on", date=voice.on(first))
    if first <= voice.today:
        return voice.say("word.to_and_with", date=voice.on(last))
    if first == last:
        return voice.on(first)
    return voice.say("word.from_to", first=voice.on(first), last=voice.on(last))
