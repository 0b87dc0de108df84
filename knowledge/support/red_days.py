"""Red days and eves of a country, by the holidays library; leaves weekends and breaks to the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays

_EVES = ("Midsommarafton", "Julafton", "Nyårsafton", "Påskafton", "Pingstafton")
"""Whole days off besides the red ones; the eves on which people work until the afternoon are not among them."""


@cache
def red_days(country: str, year: int, *, eves: bool = True, language: str = "sv") -> Mapping[date, str]:
    """The red days of one year and their names, and the eves that are free if wanted; an ordinary Sunday is none.

    `language` is `sv` or `en`; a country that lacks it uses its own. ValueError if the country is unknown.
    """
    named = dict(_days(country, year, "public", language))
    if eves and country == "SE":
        swedish = {**_days(country, year, "de_facto", "sv"), **_days(country, year, "optional", "sv")}
        spoken = {**_days(country, year, "de_facto", language), **_days(country, year, "optional", language)}
        for day, name in swedish.items():
            if name in _EVES:
                named.setdefault(day, spoken[day])
    return MappingProxyType(named)


def _days(country: str, year: int, category: str, language: str) -> dict[date, str]:
    """One category of one year, as the library knows it."""
    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        raise ValueError(f"no red days are known for the country ”{country}”; write for example SE") from None
    wanted = "en_US" if language == "en" else language
    chosen = wanted if wanted in known.supported_languages else None
    return dict(holidays.country_holidays(country, years=year, categories=category, language=chosen, expand=False))
