"""Whether two messages ask the same, with more caution than a match needs; leaves linking questions to the desk."""

from __future__ import annotations

from knowledge.faq.index import Index
from knowledge.faq.sparse import Field
from knowledge.faq.terms import Terms, terms_of_message
from knowledge.faq.text import clean, normal, words

_LEAST_MASS = 2.5
"""Weight of what the two say in common, in words of usual rarity, below which they are too thin to be the same."""


def likeness(a: str, b: str, index: Index) -> float:
    """How surely two texts ask the same question, 0 to 1."""
    if normal(a) == normal(b):
        return 1.0 if len(normal(a)) > 0 else 0.0
    one, other = _terms(a, index), _terms(b, index)
    stem, common = _common(one, other, index.stems)
    char = _cosine(one.grams, other.grams, index.grams)
    thin = min(1.0, common / (_LEAST_MASS * max(index.stems.rare, 1e-9) / 2))
    return min(stem, char) * 0.3 + max(0.0, stem * char) ** 0.5 * 0.7 * thin


def _terms(text: str, index: Index) -> Terms:
    return terms_of_message(words(clean(text)), index.vocabulary, index.language, index.weights.words)


def _weights(counts: dict[str, float], field: Field) -> dict[str, float]:
    return {
        term: min(count, 1.0) * (float(field.idf[field.terms[term]]) if term in field.terms else field.rare)
        for term, count in counts.items()
    }


def _common(one: Terms, other: Terms, field: Field) -> tuple[float, float]:
    a, b = _weights(dict(one.stems), field), _weights(dict(other.stems), field)
    shared = sum(min(weight, b[term]) for term, weight in a.items() if term in b)
    return shared / max(sum(a.values()) + sum(b.values()) - shared, 1e-9), shared


def _cosine(one: object, other: object, field: Field) -> float:
    a, b = _weights(dict(one), field), _weights(dict(other), field)  # type: ignore[call-overload]
    dot = sum(weight * b[term] for term, weight in a.items() if term in b)
    size = sum(w * w for w in a.values()) * sum(w * w for w in b.values())
    return float(dot / max(size, 1e-9) ** 0.5)
