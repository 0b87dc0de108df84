"""Whether a status says that somebody is away: the words and emoji of it; leaves whose status it is to `parse_people`."""

from __future__ import annotations

import re

_EMOJI = frozenset({
    "palm_tree", "desert_island", "island", "beach_with_umbrella", "umbrella_on_ground", "beach_umbrella", "camping",
    "face_with_thermometer", "thermometer", "mask", "sneezing_face", "nauseated_face", "face_vomiting",
    "face_with_head_bandage", "hospital", "pill", "baby", "baby_bottle", "breast-feeding", "no_entry",
    "no_entry_sign", "ooo", "out_of_office", "vacation", "semester",
})  # fmt: skip
_AWAY = (
    # Swedish
    r"\w*semester\w*|\w*ledig(?:het)?|(?:höst|jul|sport|påsk|sommar)lov|komp(?:ledig)?",
    r"sjuk(?:skriven|ledig|frånvaro|anmäld)?|förkyld|vab\w*|vård av (?:sjukt )?barn|hemma med sjukt? barn",
    r"borta|frånvarande|(?:inte|ej) (?:i tjänst|på jobbet|på plats|inne)",
    r"åter(?= (?:i tjänst|på jobbet|den|\d|mån|tis|ons|tor|fre))|tillbaka (?:den|på|i|\d)[\w\s]*",
    # English
    r"(?:on )?(?:vacation|holidays?|annual leave|sabbatical)|on leave|(?:parental|maternity|paternity|sick) leave|"
    r"(?:out|off) (?:sick|ill|of office|today|until|till|this week)|out[- ]of[- ]office|ooo|pto|sick(?: day)?|ill|away|"
    r"not (?:in|at work|working)(?: today)?|day off|back (?:on|in) \w+",
)
_IS_AWAY = re.compile(rf"(?<!\w)(?:{'|'.join(_AWAY)})(?!\w)", re.IGNORECASE)
_IS_HERE = re.compile(
    r"(?<!\w)(?:"
    # not yet, no longer, or only wished for
    r"snart|längtar|inför|nedräkning|(?:dagar?|veckor?) (?:kvar )?till|inte (?:borta|sjuk|ledig)|tillbaka (?:från|efter)|"
    r"åter från|soon|not (?:away|sick|ill)|back from|looking forward|countdown|"
    # "ledig" also means free to be asked
    r"ledig för|ledig att|"
    # the work itself
    r"semester(?:planering|listor|lönen?)|ledighetsansök\w*|"
    r"jobbar|arbetar|working (?:from|remotely)|wfh|distans\w*"
    r")(?!\w)",
    re.IGNORECASE,
)


def says_away(text: str, emoji: str) -> bool:
    """Whether the text, or else the emoji, means holiday, illness, leave or a day off.

    A meeting, a lunch or a journey to work is none of these. Words that say the opposite outweigh the emoji.
    """
    if _IS_HERE.search(text):
        return False
    return _IS_AWAY.search(text) is not None or emoji.strip(":").partition("::")[0] in _EMOJI
