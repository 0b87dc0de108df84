"""Which waiting questions a change of the directory moves, and to whom; leaves the change itself to `changes`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from handlers import cards, turns
from handlers.context import Desk
from knowledge.support.change import Change, absence_of
from knowledge.support.directory import Directory, Role
from knowledge.support.question import Question, State
from knowledge.support.routing import Load, Routing, Turn


@dataclass(frozen=True, kw_only=True)
class Move:
    """What the change does to one waiting question."""

    question: Question
    """As it stands."""
    free: Question
    """As it is from then on, before anybody new has it."""
    turn: Turn | None = None
    """Whose turn it becomes; None = whoever has it keeps it."""
    follower: str = ""
    """Of one that waits for the vendor: who follows its case then; empty = whoever does."""

    @property
    def goes(self) -> bool:
        """Whether somebody else has it then."""
        return self.turn is not None or bool(self.follower)


async def planned(desk: Desk, change: Change, after: Directory) -> list[Move]:
    """What would become of the questions that the change touches; each one weighs in the choice of the next."""
    if change.kind not in {"contact_on", "contact_off", "central_on", "central_off", "substitute", "school_off"}:
        return []
    still = [q for q in await desk.tx.questions.open() if q.state in {State.WAITING, State.TAKEN} and not q.follows]
    routing = replace(await desk.routing(), directory=after)
    if change.kind == "contact_on":
        return _to_newcomer(desk, routing, change, [q for q in still if q.school == change.school])
    if change.kind == "central_on":
        return _of_one_who_rises(desk, change, still)
    gone = _gone(desk, change, after)
    found = []
    for question in still:
        move = _from_leaver(routing, change, question, gone) if _concerns(change, question, gone, after) else None
        if move is not None:
            found.append(move)
            routing = _weighed(routing, move)
    return found


def _to_newcomer(desk: Desk, routing: Routing, change: Change, theirs: Iterable[Question]) -> list[Move]:
    """What went past the school because it had nobody goes to the new contact; what has been there stays, and what begins at central."""
    locals_ = {one.id for one in desk.directory.contacts_of(change.school)}
    found = []
    for question in theirs:
        stays = Move(question=question, free=question)
        held = question.handed_by or locals_ & {*question.asked}
        if question.state is not State.WAITING or held:
            found.append(stays)
            continue
        turn = routing.start(question)
        if routing.ladder(question)[turn.step].kind != "local" or turn.holders == question.holders:
            found.append(stays)
            continue
        move = replace(stays, turn=turn)
        found.append(move)
        routing = _weighed(routing, move)
    return found


def _of_one_who_rises(desk: Desk, change: Change, still: Iterable[Question]) -> list[Move]:
    """What a school's contact has stays with the person, who is central then."""
    person = desk.directory.person(change.person)
    if person is None or person.role is not Role.LOCAL:
        return []
    return [Move(question=one, free=one) for one in still if person.id in {*one.holders, one.taken_by}]


def _gone(desk: Desk, change: Change, after: Directory) -> set[str]:
    """Who has no questions any more."""
    if change.kind == "school_off":
        theirs = desk.directory.contacts_of(change.school)
        return {one.id for one in theirs if not (now := after.person(one.id)) or not now.is_contact}
    if change.kind == "substitute" and not absence_of(change).covers(desk.voice().today):
        return set()
    return {change.person}


def _concerns(change: Change, question: Question, gone: Collection[str], after: Directory) -> bool:
    if change.kind == "school_off" and question.school == change.school:
        return True
    if change.kind == "contact_off" and question.school != change.school:
        person = after.person(change.person)
        if person is not None and person.is_contact:
            return False
    return bool(set(gone) & {*question.holders, question.taken_by, question.stands_in_for})


def _from_leaver(routing: Routing, change: Change, question: Question, gone: Collection[str]) -> Move:
    """Who shares it keeps it; else it begins anew where the ladder has somebody."""
    away = change.kind == "substitute"
    school = None if change.kind == "school_off" and question.school == change.school else question.school
    left = tuple(one for one in question.holders if one not in gone)
    stands_in = question.stands_in_for in gone and not away
    keeps = question.taken_by not in gone if question.state is State.TAKEN else bool(left)
    if keeps and not stands_in:
        return Move(
            question=question, free=replace(question, holders=left if not away else question.holders, school=school)
        )
    asked = tuple(one for one in question.asked if one not in gone)
    free = replace(question, asked=asked, holders=(), handed_by=None, reopened=False, school=school)
    return Move(question=question, free=free, turn=routing.start(free))


def _weighed(routing: Routing, move: Move) -> Routing:
    """The rules when the question has moved."""
    if move.turn is None:
        return routing
    carried = dict(routing.load.open)
    for one in move.question.holders:
        carried[one] = max(carried.get(one, 0) - 1, 0)
    for one in move.turn.holders:
        carried[one] = carried.get(one, 0) + 1
    asked_at = {**routing.load.asked_at, **dict.fromkeys(move.turn.holders, routing.now)}
    return replace(routing, load=Load(open=carried, asked_at=asked_at, hinted=routing.load.hinted))


async def done(desk: Desk, moves: Iterable[Move]) -> list[Question]:
    """Move them; returns those that have somebody else now."""
    moved = []
    for move in moves:
        if move.turn is not None:
            moved.append(await turns.give(desk, move.free, move.turn))
        elif move.free != move.question:
            await desk.tx.questions.save(move.free)
            await cards.show(desk, move.free)
    return moved
