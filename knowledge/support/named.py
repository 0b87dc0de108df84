"""Whom and which school people mean by the words they type; leaves what is then done with them to `change`."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.conversation.fold import EDGE, fold, word_set
from knowledge.support.directory import Directory, Person, School

_BETWEEN = word_set("pa at for till i hos som med ar blir the as of to is in skola skolan school")
"""Small words beside a name."""
BY_ID = "id:"
"""Before an id that nothing else is meant by."""
_LONGEST = 6
"""More words than this no school's name has."""


@dataclass(frozen=True, kw_only=True)
class SchoolMeant:
    """The schools that words may mean, and the words that are left."""

    schools: tuple[School, ...] = ()
    rest: str = ""

    @property
    def one(self) -> School | None:
        """The only one."""
        return self.schools[0] if len(self.schools) == 1 else None


def school_key(name: str) -> str:
    """A school's name for comparing: "Lind skolan", "LINDSKOLAN" and "Lind-skolan" are the same."""
    return "".join(char for char in fold(name) if char.isalnum())


def schools_called(directory: Directory, name: str) -> tuple[School, ...]:
    """The schools with that id, name or alias, also in the genitive ("Lindskolans")."""
    key, keys = school_key(name), directory.derived(_school_keys)
    return keys.get(key) or (keys.get(key[:-1], ()) if key.endswith("s") else ())


def _school_keys(directory: Directory) -> dict[str, tuple[School, ...]]:
    found: dict[str, tuple[School, ...]] = {}
    for school in directory.schools:
        for key in {school_key(name) for name in (school.id, school.name, *school.aliases)} - {""}:
            found[key] = (*found.get(key, ()), school)
    return found


def school_meant(directory: Directory, text: str) -> SchoolMeant:
    """The school that stands in a text, at its beginning rather than elsewhere, and what else was written."""
    words = text.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            found = schools_called(directory, " ".join(words[start : start + length]))
            if found:
                return SchoolMeant(schools=found, rest=_without_edges([*words[:start], *words[start + length :]]))
    return SchoolMeant(rest=text.strip())


def _without_edges(words: list[str]) -> str:
    """Words without the small ones at both ends ("på", "som")."""
    while words and _plain(words[0]) in _BETWEEN | {""}:
        words = words[1:]
    while words and _plain(words[-1]) in _BETWEEN | {""}:
        words = words[:-1]
    return " ".join(words)


def _plain(word: str) -> str:
    return fold(word).strip(f"{EDGE}@<>")


def people_meant(directory: Directory, text: str) -> tuple[Person, ...]:
    """Everybody whom the words may mean, by id, account, address or name; the surest way that finds anybody counts."""
    typed = text.strip(f"{EDGE}<>").removeprefix("@")
    name = " ".join(_plain(word) for word in typed.split())
    if not name:
        return ()
    if typed.startswith(BY_ID):
        sure = directory.person(typed.removeprefix(BY_ID))
        return (sure,) if sure else ()
    called = directory.called(name)
    exact = directory.person(typed) or directory.person(typed.lower()) or _with_account(directory, typed)
    if exact:  # an id may be a first name, and others have it too
        return (exact, *(one for one in called if one.id != exact.id))
    return directory.with_email(typed) or called or _partly(directory, name.split())


def _with_account(directory: Directory, account: str) -> Person | None:
    """Whose account that is, on whatever platform."""
    platforms = directory.derived(_platforms)
    return next((one for on in platforms if (one := directory.person_of(on, account))), None)


def _platforms(directory: Directory) -> tuple[str, ...]:
    return tuple(dict.fromkeys(on for person in directory.people for on in person.accounts))


def _partly(directory: Directory, parts: list[str]) -> tuple[Person, ...]:
    """People each of whose names begins like one of the parts ("Eva L", "Lind"); parts of one letter need another."""
    if max(map(len, parts)) < 2:
        return ()
    found = []
    for person in directory.people:
        names = fold(person.name).replace("-", " ").split()
        if all(any(name.startswith(part) for name in names) for part in parts):
            found.append(person)
    return tuple(found)


def nearer(people: tuple[Person, ...], wanted: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those of the people who are wanted, or all when none of them is."""
    ids = {one.id for one in wanted}
    return tuple(one for one in people if one.id in ids) or people


def two_meant(directory: Directory, text: str) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Two people in a row ("Eva Lind Olle", "Olle för Eva"): who is away, and who stands in; empty where nobody is found."""
    words = [
        word for word in text.replace(":", " ").split() if _plain(word) not in {"", "ersatts", "av", "by", "ar", "is"}
    ]
    turned = [at for at, word in enumerate(words) if _plain(word) == "for" and at]
    words = [word for word in words if _plain(word) not in {"for", "med", "with"}]
    if turned:
        here = turned[0]
        return people_meant(directory, " ".join(words[here:])), people_meant(directory, " ".join(words[:here]))
    whole = people_meant(directory, " ".join(words))
    if whole:
        return whole, ()
    best: tuple[tuple[Person, ...], tuple[Person, ...]] = ((), ())
    for here in range(1, len(words)):
        pair = people_meant(directory, " ".join(words[:here])), people_meant(directory, " ".join(words[here:]))
        if all(pair) and (not all(best) or sum(map(len, pair)) < sum(map(len, best))):
            best = pair
    return best
