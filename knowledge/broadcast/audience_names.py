"""What the words for roles, schools, kinds, channels and people mean, and how each is written; leaves sentences to audience_words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.broadcast.audience import Atom
from knowledge.conversation.fold import fold
from knowledge.support.directory import Directory

EVERYONE = Atom(kind="everyone")
_FIXED: dict[Atom, str] = {
    EVERYONE: "alla|alla personer|samtliga|personal|personalen|hela personalen|hela kommunen|alla i kommunen|"
    "everyone|everybody|all|all staff|staff|the whole municipality",
    Atom(kind="role", value="teacher"): "lärare|lärarna|pedagoger|pedagogerna|teachers|teacher",
    Atom(kind="role", value="local"): "lokala|lokala kontakter|lokala kontakterna|lokala kontaktpersoner|"
    "lokala kontaktpersonerna|lokal kontakt|local|locals|local contacts|local contact",
    Atom(kind="role", value="central"): "centrala|centrala kontakter|centrala kontakterna|centrala kontaktpersoner|"
    "centrala kontaktpersonerna|central kontakt|central|central contacts|central contact",
    Atom(kind="role", value="contact"): "kontakter|kontakterna|kontaktpersoner|kontaktpersonerna|contacts|contact",
    Atom(kind="area", value="technical"): "tekniska|tekniska kontakter|tekniska kontakterna|område teknisk|"
    "område teknik|technical|technical contacts|area technical",
    Atom(kind="area", value="pedagogical"): "pedagogiska|pedagogiska kontakter|pedagogiska kontakterna|"
    "område pedagogisk|område pedagogik|pedagogical|pedagogical contacts|area pedagogical",
}
SPOKEN = {
    "sv": {"everyone": "alla", "teacher": "lärare", "local": "lokala kontakter", "central": "centrala kontakter",
           "contact": "kontakter", "technical": "tekniska kontakter", "pedagogical": "pedagogiska kontakter",
           "at": "på", "and": "och", "without": "utom"},
    "en": {"everyone": "everyone", "teacher": "teachers", "local": "local contacts", "central": "central contacts",
           "contact": "contacts", "technical": "technical contacts", "pedagogical": "pedagogical contacts",
           "at": "at", "and": "and", "without": "except"},
}  # fmt: skip
_SIGNS = {
    "at": "på|i|vid|hos|at|in",
    "and": "och|and|samt|&|,",
    "next": ";|+",
    "without": "utom|förutom|undantaget|except|without|men inte|but not",
    "": "de|den|det|the|både|both",
}
_TOKEN = re.compile(r"[;,+&\n]|[^\s;,+&]+")
_SIMPLE = re.compile(r"[\w -]+")
_EDGE = ".?!:\"”“'’()"
_FAMILY = 6
"""Letters: so long a word of a kind is a kind too, so that ”grundskola” is every ”grundskola F–9”."""
_KIND_ENDINGS = ("", "r", "or", "er", "orna", "n", "an", "ar", "arna", "ier", "ierna", "s")


def tokens(text: str) -> list[tuple[str, str]]:
    """Each word or sign as it stands and as it is compared; a new line joins like a comma."""
    found = ((word, fold(word).strip(_EDGE)) for word in _TOKEN.findall(text.replace("\n", ",")))
    return [(word, folded) for word, folded in found if folded]


def _key(name: str) -> str:
    if _SIMPLE.fullmatch(name):  # most names, and there may be many
        return " ".join(fold(name).split())
    return " ".join(folded for _, folded in tokens(name))


SIGNS = {_key(word): sign for sign, spoken in _SIGNS.items() for word in spoken.split("|")}


@dataclass
class Names:
    """Folded words -> what they may mean."""

    meanings: dict[str, tuple[Atom, ...]] = field(default_factory=dict)
    longest: int = 1
    """Words in the longest name."""

    def put(self, name: str, atom: Atom, *, if_free: bool = False) -> None:
        """The name means that, perhaps among other things; a word that is a sign stays one."""
        key = _key(name)
        known = self.meanings.get(key, ())
        if not key or key in SIGNS or atom in known or (known and if_free):
            return
        self.meanings[key] = (*known, atom)
        self.longest = max(self.longest, key.count(" ") + 1)

    def mean(self, name: str, atom: Atom) -> bool:
        """Whether the name means that and nothing else."""
        return self.meanings.get(_key(name)) == (atom,)


def names_of(directory: Directory) -> Names:
    """All names of a directory; use it by `directory.derived`, since making it takes a while."""
    names = Names()
    for atom, spoken in _FIXED.items():
        for one in spoken.split("|"):
            names.put(one, atom)
    for school in directory.schools:
        for name in (school.id, school.name, *school.aliases):
            names.put(name, Atom(kind="school", value=school.id))
    for kind in _kinds(directory):
        for form in _forms(kind):
            names.put(form, Atom(kind="school_kind", value=kind))
    _put_places_and_people(names, directory)
    return names


def _put_places_and_people(names: Names, directory: Directory) -> None:
    """A channel is called by ”kanalen” or `#`; by its bare name only where nothing else has it."""
    called = [
        (Atom(kind="place", value=one.id), name) for one in directory.places for name in (one.name, one.id) if name
    ]
    for atom, name in called:
        for said in (f"kanalen {name}", f"kanal {name}", f"channel {name}", f"the channel {name}", f"#{name}"):
            names.put(said, atom)
    for person in directory.people:
        atom = Atom(kind="person", value=person.id)
        names.put(person.name, atom)
        names.put(person.id, atom, if_free=True)
    for atom, name in called:
        names.put(name, atom, if_free=True)


def _kinds(directory: Directory) -> dict[str, None]:
    """The kinds of schools, and the families that they belong to."""
    kinds = dict.fromkeys(school.kind for school in directory.schools if school.kind)
    return kinds | dict.fromkeys(word for kind in kinds for word in kind.split() if len(word) >= _FAMILY)


def _forms(kind: str) -> list[str]:
    """A kind as people use it: ”förskola”, ”förskolor”, ”alla förskolorna”."""
    stems = (kind, kind.removesuffix("a"), kind.removesuffix("um"))
    forms = dict.fromkeys(f"{stem}{ending}" for stem in stems for ending in _KIND_ENDINGS)
    return [said for form in forms for said in (form, f"alla {form}", f"all {form}")]


def named_exactly(word: str, directory: Directory) -> Atom | None:
    """What `@id`, `#id` or `school:id` names, when no name does; ids are as they are, large letters and all."""
    for mark, kind, found in (("@", "person", directory.person), ("#", "place", directory.place),
                              ("school:", "school", directory.school)):  # fmt: skip
        if word.startswith(mark) and (
            one := found(word.removeprefix(mark)) or found(word.removeprefix(mark).strip(_EDGE))
        ):
            return Atom(kind=kind, value=one.id)
    return None


def name_of(atom: Atom, directory: Directory, spoken: dict[str, str]) -> str:
    """A name that means this and nothing else."""
    names = directory.derived(names_of)
    return next((name for name in _candidates(atom, directory, spoken) if names.mean(name, atom)), _exactly(atom))


def _candidates(atom: Atom, directory: Directory, spoken: dict[str, str]) -> Iterator[str]:
    match atom.kind:
        case "role" | "area":
            yield spoken.get(atom.value, atom.value)
        case "everyone":
            yield spoken["everyone"]
        case "school":
            school = directory.school(atom.value)
            yield from (school.name, school.id, *school.aliases) if school else ()
        case "person":
            person = directory.person(atom.value)
            yield from (person.name, person.id) if person else ()
        case "school_kind":
            yield from (atom.value, *_forms(atom.value))


def _exactly(atom: Atom) -> str:
    """By its id, as `named_exactly` reads it; what is gone from the directory is still told by it."""
    marks = {"person": "@", "place": "#", "school": "school:"}
    return f"{marks.get(atom.kind, '')}{atom.value}"


def all_names(directory: Directory) -> list[str]:
    """Everything that somebody may have meant, spelt well."""
    fixed = [spoken.split("|")[0] for spoken in _FIXED.values()]
    fixed += [word for words in SPOKEN.values() for name, word in words.items() if name not in {"at", "and", "without"}]
    schools = [name for school in directory.schools for name in (school.name, *school.aliases)]
    places = [f"#{place.name or place.id}" for place in directory.places]
    return [*dict.fromkeys((*fixed, *schools, *_kinds(directory), *places, *(one.name for one in directory.people)))]
