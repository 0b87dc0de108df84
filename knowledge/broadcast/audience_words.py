"""An audience in the words of a central contact, read and written; leaves what single words mean to audience_names.

`lokala kontakter på Lindskolan och Hagaskolan; centrala kontakter, utom Mats Nyström`: after ”på” schools and kinds
narrow what stands before; `;`, `+` or another role begins a new group; after ”utom” come the exceptions. What is not
quite clear is a fault, never a guess: a wrong guess is told to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.broadcast.audience import Atom, Audience, Group
from knowledge.broadcast.audience_names import (
    EVERYONE,
    SIGNS,
    SPOKEN,
    all_names,
    name_of,
    named_exactly,
    names_of,
    tokens,
)
from knowledge.support.directory import Directory
from knowledge.support.naming import nearest


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Words of an audience that cannot be understood."""

    words: str
    kind: str = "unknown"
    """`unknown`, `ambiguous`, or `empty` when nothing stands there at all."""
    guesses: tuple[str, ...] = ()


class AudienceError(ValueError):
    """An audience that cannot be read, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Unknown, ...]) -> None:
        """`problems`: in the order of the text."""
        super().__init__(", ".join(one.words for one in problems))
        self.problems = problems


_SCHOOLS = frozenset({"school", "school_kind"})
_PEOPLE = frozenset({"everyone", "role", "area"})
_GUESSED, _TYPED = 5, 60
"""So many faults are guessed at, by so many letters: looking through everybody's name takes time."""


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A name or a sign, in its place."""

    words: str
    sign: str = ""
    meanings: tuple[Atom, ...] = ()


def parse_audience(text: str, directory: Directory) -> Audience:
    """The audience that the words mean. Raises AudienceError with everything that cannot be understood."""
    reading = _Reading(directory)
    for piece in _pieces(text, directory):
        reading.take(piece)
    reading.end()
    if reading.wrong:
        raise AudienceError(tuple(reading.wrong))
    if not reading.groups:
        raise AudienceError((Unknown(words=text.strip()[:_TYPED], kind="empty"),))
    return Audience(groups=tuple(reading.groups), without=tuple(reading.without or ()))


def _pieces(text: str, directory: Directory) -> Iterator[_Piece]:
    """Names and signs in order, the longest name first; what is neither has no meaning."""
    names, words = directory.derived(names_of), tokens(text)
    number, lost = 0, list[str]()
    while number < len(words):
        made, length = None, 1
        for length in range(min(names.longest, len(words) - number), 0, -1):
            key = " ".join(folded for _, folded in words[number : number + length])
            typed = " ".join(word for word, _ in words[number : number + length])
            exact = named_exactly(typed, directory) if length == 1 else None
            meanings = (exact,) if exact else names.meanings.get(key, ())
            if meanings or key in SIGNS:
                made = _Piece(words=typed, sign=SIGNS.get(key, ""), meanings=meanings)
                break
        if made is None:
            lost.append(words[number][0])
        else:
            if lost:
                yield _Piece(words=" ".join(lost))
            lost = []
            if made.meanings or made.sign:
                yield made
        number += length
    if lost:
        yield _Piece(words=" ".join(lost))


@dataclass
class _Reading:
    """Groups as each is begun by a role, a name, or a new start."""

    directory: Directory
    groups: list[Group] = field(default_factory=list)
    without: list[Group] | None = None
    """The exceptions; None as long as there is no word for them."""
    wrong: list[Unknown] = field(default_factory=list)
    _who: list[Atom] = field(default_factory=list)
    _at: list[Atom] = field(default_factory=list)
    _before: _Piece | None = None
    """What stands directly before."""
    _waiting: str = ""
    """The word that promises something which has not come yet: ”på”, ”utom”."""
    _narrowing: bool = False

    def take(self, piece: _Piece) -> None:
        """The next one."""
        if piece.meanings:
            self._named(piece)
        elif piece.sign:
            self._signed(piece)
        else:
            self.wrong.append(self._unknown(piece.words))
            self._waiting = ""
        self._before = piece

    def end(self) -> None:
        """Nothing comes any more."""
        self._kept_waiting()
        self._close()

    def _signed(self, piece: _Piece) -> None:
        if piece.sign == "and" or (piece.sign == "at" and self.without == [] and not self._who):
            return  # ”men inte på Lindskolan” is not Lindskolan
        self._kept_waiting()
        if piece.sign == "at":
            self._narrowing, self._waiting = True, piece.words
            if not self._who:
                self.wrong.append(Unknown(words=piece.words))
                self._waiting = ""
            return
        self._close()
        if piece.sign == "without":
            if self.without is not None:
                self.wrong.append(Unknown(words=piece.words))
            self.without, self._waiting = self.without or [], piece.words

    def _kept_waiting(self) -> None:
        if self._waiting:
            self.wrong.append(Unknown(words=self._waiting))
        self._waiting = ""

    def _named(self, piece: _Piece) -> None:
        if len(piece.meanings) > 1:
            spoken = SPOKEN["sv"]
            guesses = tuple(name_of(atom, self.directory, spoken) for atom in piece.meanings)
            self.wrong.append(Unknown(words=piece.words, kind="ambiguous", guesses=guesses))
        atom = piece.meanings[0]
        if self._narrowing and atom == EVERYONE and self._waiting:
            return  # ”på alla förskolor”
        if self._narrowing and self._waiting and atom.kind not in _SCHOOLS:
            self.wrong.append(Unknown(words=f"{self._waiting} {piece.words}"))
            self._narrowing = False
        self._waiting = ""
        if not self._follows(piece, atom):
            self._add(atom)

    def _follows(self, piece: _Piece, atom: Atom) -> bool:
        """What stands directly after another name, without a word between, belongs to it; whether it is dealt with."""
        before = self._before
        if before is None or not before.meanings or (before.meanings[0] == EVERYONE and self._narrowing):
            return False
        if before.meanings[0] == EVERYONE:  # ”alla lokala” are not all
            self._who.pop()
            return False
        if before.meanings[0].kind in _PEOPLE and atom.kind in _SCHOOLS:  # ”lärare Lindskolan”
            self._narrowing = True
            return False
        self.wrong.append(Unknown(words=f"{before.words} {piece.words}"))
        return True

    def _add(self, atom: Atom) -> None:
        if self._narrowing and atom.kind in _SCHOOLS:
            self._at.append(atom)
            return
        if self._at or (self._who and (atom.kind == "role") != (self._who[-1].kind == "role")):
            self._close()
        self._narrowing = False
        self._who.append(atom)

    def _close(self) -> None:
        if self._who:
            group = Group(who=tuple(dict.fromkeys(self._who)), at=tuple(dict.fromkeys(self._at)))
            (self.groups if self.without is None else self.without).append(group)
        self._who, self._at, self._narrowing = [], [], False

    def _unknown(self, words: str) -> Unknown:
        typed = words[:_TYPED]
        if len(self.wrong) >= _GUESSED:
            return Unknown(words=typed)
        # A short name is found somewhere in every long text.
        names = [name for name in all_names(self.directory) if 2 * len(name) >= len(typed)]
        guess = nearest(typed, names)
        return Unknown(words=typed, guesses=(guess,) if guess else ())


def written(audience: Audience, directory: Directory, language: str = "sv") -> str:
    """The audience in words that mean the same when they are read again."""
    spoken = SPOKEN.get(language, SPOKEN["sv"])
    # ”Norr och Söder” may be one school: then a comma stands between Norr and Söder.
    ways = [_written(audience, directory, spoken, last) for last in (f" {spoken['and']} ", ", ", " & ")]
    return next((text for text in ways if _means(text, audience, directory)), ways[0])


def _means(text: str, audience: Audience, directory: Directory) -> bool:
    try:
        return parse_audience(text, directory) == audience
    except AudienceError:
        return False


def _written(audience: Audience, directory: Directory, spoken: dict[str, str], last: str) -> str:
    def joined(atoms: tuple[Atom, ...]) -> str:
        named = [name_of(atom, directory, spoken) for atom in atoms]
        return named[0] if len(named) == 1 else f"{', '.join(named[:-1])}{last}{named[-1]}"

    def groups(some: tuple[Group, ...]) -> str:
        return "; ".join(
            f"{joined(group.who)} {spoken['at']} {joined(group.at)}" if group.at else joined(group.who)
            for group in some
        )

    text = groups(audience.groups)
    return f"{text}, {spoken['without']} {groups(audience.without)}" if audience.without else text
