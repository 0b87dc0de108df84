"""An audience in the words of a central contact, read and written; leaves who then gets a copy to audience_copies.

`lokala kontakter på Lindskolan och Hagaskolan; centrala kontakter, utom Mats Nyström`: after ”på” schools and kinds
narrow what stands before; `;`, `+` or another role begins a new group; after ”utom” come the exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.broadcast.audience import Atom, Audience, Group
from knowledge.conversation.fold import fold
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


_FIXED: dict[Atom, str] = {
    Atom(kind="everyone"): "alla|alla personer|personal|personalen|all personal|everyone|everybody|all|all staff|staff",
    Atom(kind="role", value="teacher"): "lärare|lärarna|alla lärare|pedagoger|teachers|all teachers|teacher",
    Atom(kind="role", value="local"): "lokala kontakter|lokala|de lokala|alla lokala kontakter|lokala kontakterna|"
    "local contacts|all local contacts|locals|local",
    Atom(kind="role", value="central"): "centrala kontakter|centrala|de centrala|alla centrala kontakter|"
    "centrala kontakterna|central contacts|all central contacts|central",
    Atom(kind="role", value="contact"): "kontakter|kontakterna|alla kontakter|contacts|all contacts",
    Atom(kind="area", value="technical"): "tekniska|tekniska kontakter|område teknisk|område teknik|technical|"
    "technical contacts|area technical",
    Atom(kind="area", value="pedagogical"): "pedagogiska|pedagogiska kontakter|område pedagogisk|område pedagogik|"
    "pedagogical|pedagogical contacts|area pedagogical",
}  # fmt: skip
_SPOKEN = {
    "sv": {"everyone": "alla", "teacher": "lärare", "local": "lokala kontakter", "central": "centrala kontakter",
           "contact": "kontakter", "technical": "tekniska kontakter", "pedagogical": "pedagogiska kontakter",
           "at": "på", "and": "och", "without": "utom"},
    "en": {"everyone": "everyone", "teacher": "teachers", "local": "local contacts", "central": "central contacts",
           "contact": "contacts", "technical": "technical contacts", "pedagogical": "pedagogical contacts",
           "at": "at", "and": "and", "without": "except"},
}  # fmt: skip
_AT = frozenset(["på", "i", "vid", "hos", "at", "in"]) | {"pa"}
_AND = frozenset({"och", "and", "samt", "&", ","})
_NEXT = frozenset({";", "+"})
_WITHOUT = ("men inte", "but not", "utom", "förutom", "undantaget", "except", "without")
_TOKEN = re.compile(r"[;,+&]|[^\s;,+&]+")
_FAMILY = 6
"""Letters: so long a word of a kind is a kind too, so that ”grundskola” is every ”grundskola F–9”."""
_PLACES = frozenset({"school", "school_kind"})
_KIND_ENDINGS = ("", "r", "or", "er", "orna", "n", "an", "ar", "arna", "ier", "ierna", "s")


@dataclass
class _Names:
    """Folded words -> what they may mean."""

    meanings: dict[tuple[str, ...], list[Atom]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    longest: int = 1

    def put(self, name: str, atom: Atom) -> None:
        """The name means that, perhaps among other things."""
        key = tuple(_folded(name))
        if not key:
            return
        known = self.meanings.setdefault(key, [])
        if atom not in known:
            known.append(atom)
        self.shown[" ".join(key)] = name
        self.longest = max(self.longest, len(key))


def _folded(text: str) -> list[str]:
    return [fold(word) for word in _TOKEN.findall(text.strip(".?! "))]


def _names(directory: Directory) -> _Names:
    names = _Names()
    for atom, spoken in _FIXED.items():
        for one in spoken.split("|"):
            names.put(one, atom)
    _put_schools(names, directory)
    called = [(place, name) for place in directory.places for name in dict.fromkeys((place.name, place.id)) if name]
    for place, name in called:
        for said in (f"kanalen {name}", f"kanal {name}", f"channel {name}", f"the channel {name}", f"#{name}"):
            names.put(said, Atom(kind="place", value=place.id))
    _put_people(names, directory)
    for place, name in called:
        if tuple(_folded(name)) not in names.meanings:
            names.put(name, Atom(kind="place", value=place.id))
    return names


def _put_schools(names: _Names, directory: Directory) -> None:
    """Schools by name, id and alias, and their kinds in the forms that people use."""
    for school in directory.schools:
        for name in (school.id, school.name, *school.aliases):
            names.put(name, Atom(kind="school", value=school.id))
    kinds = dict.fromkeys(school.kind for school in directory.schools if school.kind)
    families = dict.fromkeys(word for kind in kinds for word in kind.split() if len(word) >= _FAMILY)
    for kind in dict.fromkeys((*kinds, *families)):
        forms = {
            f"{stem}{ending}"
            for stem in (kind, kind.removesuffix("a"), kind.removesuffix("um"))
            for ending in _KIND_ENDINGS
        }
        for name in sorted(forms):
            for said in (name, f"alla {name}", f"all {name}"):
                names.put(said, Atom(kind="school_kind", value=kind))


def _put_people(names: _Names, directory: Directory) -> None:
    """People by name and id; a first name alone is nobody's."""
    for person in directory.people:
        names.put(person.name, Atom(kind="person", value=person.id))
        if tuple(_folded(person.id)) not in names.meanings:
            names.put(person.id, Atom(kind="person", value=person.id))


def parse_audience(text: str, directory: Directory) -> Audience:
    """The audience that the words mean. Raises AudienceError with everything that cannot be understood."""
    if not text.strip():
        raise AudienceError((Unknown(words="", kind="empty"),))
    names, wrong = _names(directory), list[Unknown]()
    included, excluded = _halves(text)
    groups = _groups(included, names, wrong)
    without = _groups(excluded, names, wrong)
    if wrong:
        raise AudienceError(tuple(wrong))
    if not groups:
        raise AudienceError((Unknown(words=text, kind="empty"),))
    return Audience(groups=tuple(groups), without=tuple(without))


def _halves(text: str) -> tuple[str, str]:
    """What is meant, and what is not."""
    found = re.search(rf"(?i)[,;]?\s*(?<!\w)(?:{'|'.join(_WITHOUT)})(?!\w)", text)
    return (text, "") if found is None else (text[: found.start()], text[found.end() :])


def _groups(text: str, names: _Names, wrong: list[Unknown]) -> list[Group]:
    """Each group as it is begun by a role, a name, or a new start."""
    groups: list[Group] = []
    who: list[Atom] = []
    at: list[Atom] = []
    narrowing = fresh = False

    def close() -> None:
        if who:
            groups.append(Group(who=tuple(who), at=tuple(at)))
        who.clear()
        at.clear()

    for piece in _pieces(text, names, wrong):
        if isinstance(piece, str):
            if piece == "next":
                close()
            if piece:
                narrowing, fresh = piece == "at", piece == "next"
            continue
        if narrowing and piece.kind in _PLACES:
            at.append(piece)
            continue
        if at or fresh or (who and _is_apart(who, piece)):
            close()
        narrowing = fresh = False
        who.append(piece)
    close()
    return groups


def _is_apart(who: list[Atom], atom: Atom) -> bool:
    """Whether the atom begins a group of its own: only things that can be narrowed by a school stand together."""
    return (atom.kind == "role") != (who[-1].kind == "role")


def _pieces(text: str, names: _Names, wrong: list[Unknown]) -> Iterator[Atom | str]:
    """Atoms, `at` and `next`, in order; the longest name goes first."""
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    folded = [fold(token).strip(".?!") for token in tokens]
    number, lost = 0, list[str]()
    while number < len(tokens):
        length = next((n for n in range(min(names.longest, len(tokens) - number), 0, -1)
                       if tuple(folded[number : number + n]) in names.meanings), 0)  # fmt: skip
        sign = _sign(tokens[number], folded[number]) if not length else None
        if not length and sign is None:
            lost.append(tokens[number])
            number += 1
            continue
        wrong += _unknown(lost, names)
        lost = []
        if length:
            yield from _meant(tokens[number : number + length], tuple(folded[number : number + length]), names, wrong)
        elif sign:
            yield sign
        number += length or 1
    wrong += _unknown(lost, names)


def _sign(token: str, folded: str) -> str | None:
    """What a word between names says; empty when it only joins; None when it is no such word."""
    if token in _NEXT:
        return "next"
    if folded in _AT:
        return "at"
    return "" if folded in _AND or token in _AND else None


def _meant(tokens: list[str], key: tuple[str, ...], names: _Names, wrong: list[Unknown]) -> Iterator[Atom]:
    meanings = names.meanings[key]
    if len(meanings) > 1:
        guesses = tuple(f"{atom.value}" for atom in meanings)
        wrong.append(Unknown(words=" ".join(tokens), kind="ambiguous", guesses=guesses))
    yield meanings[0]


def _unknown(lost: list[str], names: _Names) -> list[Unknown]:
    if not lost:
        return []
    words = " ".join(lost)
    guess = nearest(words, list(names.shown.values()))
    return [Unknown(words=words, guesses=(guess,) if guess else ())]


def written(audience: Audience, directory: Directory, language: str = "sv") -> str:
    """The audience in words that mean the same when they are read again."""
    spoken = _SPOKEN.get(language, _SPOKEN["sv"])
    text = "; ".join(_group(group, directory, spoken) for group in audience.groups)
    if not audience.without:
        return text
    return f"{text}, {spoken['without']} {'; '.join(_group(group, directory, spoken) for group in audience.without)}"


def _group(group: Group, directory: Directory, spoken: dict[str, str]) -> str:
    text = _joined((_name(atom, directory, spoken) for atom in group.who), spoken)
    if group.at:
        text = f"{text} {spoken['at']} {_joined((_name(atom, directory, spoken) for atom in group.at), spoken)}"
    return text


def _joined(words: Iterable[str], spoken: dict[str, str]) -> str:
    named = list(words)
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} {spoken['and']} {named[-1]}"


def _name(atom: Atom, directory: Directory, spoken: dict[str, str]) -> str:
    """A name that means this atom and nothing else."""
    if atom.kind in {"role", "area"}:
        return spoken[atom.value]
    if atom.kind == "everyone":
        return spoken["everyone"]
    if atom.kind == "school":
        school = directory.school(atom.value)
        return school.name if school else atom.value
    if atom.kind == "person":
        person = directory.person(atom.value)
        namesakes = sum(person is not None and one.name == person.name for one in directory.people)
        return person.name if person and namesakes == 1 else atom.value
    return f"#{atom.value}" if atom.kind == "place" else atom.value
