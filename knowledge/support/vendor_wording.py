"""Which words of a case somebody had before their eyes when a form was opened, as short marks; leaves who decides to handlers."""

from __future__ import annotations

import re
import zlib
from dataclasses import asdict, dataclass

from knowledge.support.vendor_case import VendorCase

_WRITTEN = re.compile(r"(?:question/\d+/)?vendor/(?P<case>\d{1,8})/(?P<marks>[0-9a-f]{1,8}(?:-[0-9a-f]{1,8})*)")

ASKERS = "askers"


def words_of(case: VendorCase) -> dict[str, str]:
    """Field of the form -> what stands in the case; of how many ask only what somebody filled in beside those known."""
    return {**asdict(case.text), "case_number": case.case_number, ASKERS: str(case.elsewhere)}


def mark(words: str) -> str:
    """Short for words."""
    return f"{zlib.crc32(words.encode()):x}"


@dataclass(frozen=True)
class Seen:
    """What stood in a case when its form was opened."""

    case: int
    marks: tuple[str, ...]
    """One for each field of `words_of`."""

    @classmethod
    def of(cls, case: VendorCase) -> Seen:
        """As it stands now."""
        return cls(case.number, tuple(mark(words) for words in words_of(case).values()))

    @classmethod
    def read(cls, about: str) -> Seen | None:
        """What `written` gave, after a question's key or alone; None where nothing was open yet."""
        found = _WRITTEN.fullmatch(about)
        return cls(int(found["case"]), tuple(found["marks"].split("-"))) if found else None

    @property
    def written(self) -> str:
        """As it stands in the form."""
        return f"vendor/{self.case}/{'-'.join(self.marks)}"


def changed_since(case: VendorCase, seen: Seen | None) -> dict[str, str]:
    """Field -> the mark that it had (empty: it was not to be seen), of each that stands otherwise now."""
    now = words_of(case)
    if seen is None or seen.case != case.number or len(seen.marks) != len(now):
        return dict.fromkeys(now, "")
    return {name: old for (name, words), old in zip(now.items(), seen.marks, strict=True) if mark(words) != old}
