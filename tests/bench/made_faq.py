"""Makes up large FAQs and questions to them, always the same; leaves measuring to others."""

from __future__ import annotations

from random import Random

from knowledge.faq.entry import FaqEntry

_SMALL = (
    "hur gör jag för att inte kan en ett i på av till och med det som är om var när vad vi man ska får har se min mitt"
)
_STARTS = "b d f g h j k l m n p r s t v sk st kr tr bl"
_VOWELS = "a e i o u y å ä ö"
_ENDS = ["", "", "n", "r", "l", "s", "t", "ng"]


def words_of(count: int, random: Random) -> list[str]:
    """Made-up words of one to four syllables, each once, after the small words of Swedish."""
    found = dict.fromkeys(_SMALL.split())
    starts, vowels = _STARTS.split(), _VOWELS.split()
    while len(found) < count:
        syllables = random.choice((1, 2, 2, 3, 3, 4))
        parts = (random.choice(starts) + random.choice(vowels) + random.choice(_ENDS) for _ in range(syllables))
        found["".join(parts)] = None
    return list(found)


def made_faq(size: int, texts: int = 2, seed: int = 7) -> list[FaqEntry]:
    """Entries with so many ways of asking each; a few words are said often and many seldom."""
    random = Random(seed)  # noqa: S311 - made-up texts
    words = words_of(max(3000, size // 2), random)

    def text(least: int, most: int) -> str:
        told = [words[int(len(words) * random.random() ** 3)] for _ in range(random.randint(least, most))]
        return " ".join(told)

    return [
        FaqEntry(
            id=f"e{number}",
            question=f"{text(5, 11)}?",
            alternatives=tuple(text(5, 11) for _ in range(texts - 1)),
            answer=f"{text(15, 35)}.",
        )
        for number in range(size)
    ]


def asked(entries: list[FaqEntry], count: int, seed: int = 8) -> list[tuple[str, str]]:
    """Questions as people type them, with the id of the entry that is meant: a word is left out, letters change places."""
    random = Random(seed)  # noqa: S311 - made-up texts
    found = []
    for _ in range(count):
        entry = random.choice(entries)
        told = random.choice(entry.texts).split()
        told.pop(random.randrange(len(told)))
        at = random.randrange(len(told))
        word = told[at]
        if len(word) > 3:
            place = random.randrange(len(word) - 1)
            told[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        found.append((" ".join(told), entry.id))
    return found
