"""An explanation in words, section by section, for the shell and the page alike; leaves drawing it to them."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.replies.voice import Voice
from handlers.why import Foreseen, Occasion, Stop
from knowledge.conversation import times
from knowledge.conversation.message import plain
from knowledge.faq.explain import Candidate, Explanation, Number, Pull
from knowledge.support.directory import Person, Role


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is told, with a probability where it has one."""

    words: str
    share: float | None = None
    percent: str = ""
    """The probability in words."""
    under: tuple[str, ...] = ()
    """What is told below it."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A few lines under a title."""

    key: str
    """`decision`, `read`, `kind`, `candidates`, `numbers`, `said` or `routing`."""
    title: str
    lines: tuple[Line, ...] = ()
    quote: str = ""
    """What was read, or what would be said; of more than one line, and never markup."""


@dataclass(frozen=True, kw_only=True)
class Why:
    """All that is known about one message."""

    explained: Explanation
    foreseen: Foreseen
    occasion: Occasion
    found: tuple[str, ...] = ()
    """The kinds of personal data that were masked."""
    after: str = ""
    """The message before it, masked."""


def sections(why: Why, voice: Voice) -> tuple[Section, ...]:
    """The whole explanation; a section without anything to tell is left out."""
    told = (_decision(why, voice), _read(why, voice), _kind(why.explained, voice), _candidates(why.explained, voice),
            _numbers(why.explained, voice), _said(why, voice), _routing(why, voice))  # fmt: skip
    return tuple(section for section in told if section.lines or section.quote)


def reason_words(reason: str, voice: Voice) -> str:
    """A named feature of the gate in words."""
    return voice.say(f"why.reason.{reason.replace(' ', '_')}")


def _section(key: str, voice: Voice, *lines: Line | str, quote: str = "") -> Section:
    made = tuple(Line(words=line) if isinstance(line, str) else line for line in lines if line)
    return Section(key=key, title=voice.say(f"why.title.{key}"), lines=made, quote=quote)


def _read(why: Why, voice: Voice) -> Section:
    person, place = why.occasion.person, why.occasion.place
    where = plain(voice.place(place.id)) if place else voice.say("why.own_conversation")
    now = f"{voice.on(voice.now)} {times.clock(voice.now, voice.working.zone)}"
    lines = [voice.say("why.as", name=person.name, role=_role(person, voice), place=where, when=now)]
    if why.after:
        lines.append(voice.say("why.after", text=why.after))
    if why.found:
        kinds = voice.listed([voice.say(f"found.{kind}") for kind in why.found])
        lines.append(voice.say("why.found", found=kinds, name=person.name))
    return _section("read", voice, *lines, quote=why.explained.read or voice.say("why.read_nothing"))


def _role(person: Person, voice: Voice) -> str:
    school = plain(voice.listed([voice.school(school) for school in person.schools]) or voice.school(None))
    key = "central" if person.role is Role.CENTRAL else "local" if person.role is Role.LOCAL else "teacher"
    return voice.say(f"why.role.{key}", school=school)


def _decision(why: Why, voice: Voice) -> Section:
    foreseen, name = why.foreseen, why.occasion.person.name
    titles = {one.id: one.title for one in why.explained.candidates}
    chosen = [voice.say("why.quoted", text=titles.get(entry, entry)) for entry in why.explained.entries]
    subject = voice.say(f"why.subject.{foreseen.sensitive}") if foreseen.sensitive else ""
    said = voice.say(f"why.decision.{foreseen.what}", entries=voice.listed(chosen),
                     number=foreseen.same_as, subject=subject, name=name)  # fmt: skip
    held = voice.say("why.held", seconds=int(voice.policy.hold.total_seconds()), name=name) if foreseen.held else ""
    mode = voice.say("why.mode") if why.explained.mode == "suggest" else ""
    return _section("decision", voice, held, said, mode)


def _kind(explained: Explanation, voice: Voice) -> Section:
    reasons = [reason_words(reason, voice) for reason in explained.reasons]
    under = (voice.say("why.reasons", reasons=", ".join(reasons)),) if reasons else ()
    lines = [_share(voice.say(f"why.kind.{kind}"), chance, voice, under if place == 0 else ())
             for place, (kind, chance) in enumerate(explained.kinds)]  # fmt: skip
    return _section("kind", voice, *lines)


def _candidates(explained: Explanation, voice: Voice) -> Section:
    lines: list[Line | str] = [
        _share(one.title, one.score, voice, _fits(one, voice, is_best=place == 0))
        for place, one in enumerate(explained.candidates)
    ]
    lines = lines or [voice.say("why.no_candidates")]
    if explained.strange:
        lines.append(voice.say("why.strange", words=", ".join(explained.strange)))
    return _section("candidates", voice, *lines)


def _fits(one: Candidate, voice: Voice, *, is_best: bool) -> tuple[str, ...]:
    """What of an entry fits the message, and what sets it apart."""
    told = [voice.say("why.candidate.exact")] if one.exact else []
    if one.wording:
        told.append(voice.say("why.candidate.wording", wording=one.wording))
    shared = voice.say("why.candidate.shared", words=", ".join(one.shared))
    told.append(shared if one.shared else voice.say("why.candidate.shared_none"))
    if one.pulls:
        key = "why.candidate.stronger" if is_best else "why.candidate.weaker"
        told.append(voice.say(key, reasons=", ".join(_pull(pull, voice) for pull in one.pulls)))
    return tuple(told)


def _pull(pull: Pull, voice: Voice) -> str:
    key = f"why.feature.{pull.feature}"
    known = voice.say(key) if voice.texts.has(key) else voice.say("why.feature.other", feature=pull.feature)
    return f"{known} ({_signed(pull.by, voice)})"


def _numbers(explained: Explanation, voice: Voice) -> Section:
    useful = _percent(explained.useful, voice)
    lines = [_number(one, voice, useful) for one in explained.numbers]
    worth = {name: _signed(value, voice) for name, value in explained.worth.items()}
    lead = voice.say("why.number.lead", value=_percent(explained.lead, voice)) if explained.candidates else ""
    return _section("numbers", voice, *lines, lead, voice.say("why.worth", **worth))


def _number(one: Number, voice: Voice, useful: str) -> str:
    return voice.say(f"why.number.{one.name}", value=_percent(one.value, voice), limit=_percent(one.limit, voice),
                     useful=useful)  # fmt: skip


def _said(why: Why, voice: Voice) -> Section:
    return _section("said", voice, quote=why.foreseen.said)


def _routing(why: Why, voice: Voice) -> Section:
    foreseen, name = why.foreseen, why.occasion.person.name
    asks_a_person = foreseen.what in {"answer", "suggest", "ask_more", "route", "unsure", "sensitive", "paused"}
    if not asks_a_person:
        return _section("routing", voice)
    first = ""
    if foreseen.what == "answer":
        first = voice.say("why.routed_no_help")
    elif foreseen.routed_at and foreseen.routed_at > voice.now:
        first = voice.say("why.routed_at", when=voice.deadline(foreseen.routed_at))
    chooses = voice.say("why.chooses", name=name) if foreseen.chooses else ""
    school = voice.say("why.asks_school", name=name) if foreseen.asks_school else ""
    stops: list[Line | str] = [_stop(stop, why.occasion.person, voice) for stop in foreseen.stops]
    return _section("routing", voice, first, chooses, *(stops or [voice.say("why.nobody")]), school)


def _stop(stop: Stop, asker: Person, voice: Voice) -> Line:
    school = asker.schools[0] if len(asker.schools) == 1 else None
    blanks = {
        "step": voice.say(f"panel.step.{stop.kind}", school=voice.school(school)),
        "people": voice.names(stop.people),
    }
    under = []
    if stop.stands_in_for:
        under.append(plain(voice.say("why.stop_substitute", away=voice.name(stop.stands_in_for))))
    if stop.is_later:
        under.append(voice.say("why.stop_opens", open=voice.ahead(stop.starts)))
    if stop.until is None:
        return Line(words=plain(voice.say("why.stop_last", **blanks)), under=tuple(under))
    return Line(words=plain(voice.say("why.stop", **blanks, until=voice.ahead(stop.until))), under=tuple(under))


def _share(words: str, share: float, voice: Voice, under: tuple[str, ...] = ()) -> Line:
    return Line(words=words, share=share, percent=_percent(share, voice), under=under)


def _percent(share: float, voice: Voice) -> str:
    """”93 %”; never 0 or 100 unless it is so."""
    n = round(share * 100)
    n = min(max(n, 1), 99) if 0 < share < 1 else n
    return f"{n}%" if voice.language == "en" else f"{n} %"


def _signed(value: float, voice: Voice) -> str:
    """”+0,62”, with the language's comma."""
    said = f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0"
    return said if voice.language == "en" else said.replace(".", ",")
