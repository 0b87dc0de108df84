"""The command `evaluate`: measures the matcher on labelled messages, or on recorded days; leaves measuring to bot/evaluation."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import perf_counter

from bot.commands.common import CommandError, add_config
from bot.commands.match import read_entries
from bot.embedding.files import Lens
from bot.evaluation import advice, pictures, printing
from bot.evaluation.asking import Asked, ask
from bot.evaluation.learning import curve
from bot.files.messages_file import LabelledMessage, read_messages
from bot.library import load_matcher
from bot.settings_readers import probability
from knowledge.faq.calibration import bins
from knowledge.faq.index import Index
from knowledge.faq.measures import by_kind, measured
from knowledge.faq.verdict import Policy

_SEED = 7
DAYS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--faq", type=Path, help="FAQ file, YAML or JSON Lines")
    parser.add_argument(
        "--questions", type=Path, nargs="+", help="labelled messages, YAML or JSON Lines (docs/formats.md)"
    )
    parser.add_argument("--lexical", action="store_true", help="compare words only, without an embedder")
    parser.add_argument("--by-kind", action="store_true", help="also the figures of each kind of message")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the figures")
    parser.add_argument("--wish", type=probability, default=0.95, help="wished share of right answers (default 0.95)")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="only so many messages, drawn always alike")
    parser.add_argument("--learning-curve", action="store_true", help="figures against wordings learned per entry")
    parser.add_argument("--teach", type=Path, nargs="+", help="teach these messages, and measure on all of --questions")
    parser.add_argument(
        "--pairs", type=Path, nargs="+", help="how well the same question is known again, on labelled pairs"
    )
    parser.add_argument("--shadow", action="store_true", help="what the bot would have done on the recorded days")
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"how many days back (default {DAYS})")
    add_config(parser)


def run(namespace: argparse.Namespace) -> int:
    """Measure and tell; 2 when the files are missing. FileErrors says what is wrong in them."""
    if namespace.shadow:
        from bot.commands.evaluate_shadow import show  # noqa: PLC0415 - the only way that needs a database

        return show(namespace)
    if namespace.pairs and namespace.faq:
        from bot.commands import evaluate_pairs  # noqa: PLC0415 - another measure, with files of its own

        return evaluate_pairs.show(namespace)
    if not namespace.faq or not namespace.questions:
        print("supportbot evaluate: --faq and --questions are needed (or --shadow)", file=sys.stderr)
        return 2
    began = perf_counter()
    entries = read_entries(namespace.faq)
    messages = _drawn(read_messages(*namespace.questions, known={one.id for one in entries}).value, namespace.limit)
    if not messages:
        raise CommandError("the files hold no messages, so there is nothing to measure")
    lens = Lens.chosen(lexical=namespace.lexical)
    index = lens.index(entries, load_matcher())
    if namespace.learning_curve:
        return _learning(namespace, messages, index, lens)
    asked = ask(messages[:1], index, Policy(), lens)
    startup = perf_counter() - began
    asked = ask(messages, index, Policy(), lens)
    _tell(
        namespace, asked, {"kb_entries": len(index.entries)}, {**_timing(asked.took), "startup_s": startup, **_memory()}
    )
    return 0


def _drawn(messages: Sequence[LabelledMessage], limit: int) -> Sequence[LabelledMessage]:
    if not 0 < limit < len(messages):
        return messages
    return Random(_SEED).sample(messages, limit)  # noqa: S311 - the same ones each time, and no secret


def _tell(namespace: argparse.Namespace, asked: Asked, before: dict[str, float], after: dict[str, float]) -> None:
    figures = measured(asked.outcomes)
    kinds = by_kind(asked.outcomes) if namespace.by_kind else {}
    thresholds = advice.advise(asked, namespace.wish)
    if namespace.plot:
        write(namespace.plot, pictures.quality(asked.outcomes, figures, namespace.wish))
    if namespace.json:
        found = bins([one.score or 0.0 for one in asked.outcomes], [one.first_right for one in asked.outcomes])
        printing.print_json({
            **before, **figures, **after, **({"by_kind": kinds} if kinds else {}),
            "calibration_bins": [{"score": one.score, "right": one.right, "count": one.count} for one in found],
            "suggested": advice.as_json(thresholds),
        })  # fmt: skip
        return
    print("\n".join(printing.table({**before, **figures, **after})))
    print("\n".join(printing.kinds(kinds)))
    print(f"\nThresholds for a precision of {namespace.wish:g}, for the settings file:\n")
    print("\n".join(advice.told(thresholds)))


def _timing(took: Sequence[float]) -> dict[str, float]:
    ordered = sorted(took)
    found = {f"latency_ms_p{part}": ordered[max(0, math.ceil(part / 100 * len(ordered)) - 1)] for part in (50, 95, 99)}
    return {**found, "latency_ms_max": ordered[-1]}


def _memory() -> dict[str, float]:
    """The most memory that this process has had, where the system tells it (Linux)."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next(({"rss_mb": int(line.split()[1]) / 1024} for line in lines if line.startswith("VmHWM")), {})


def _learning(namespace: argparse.Namespace, messages: Sequence[LabelledMessage], index: Index, lens: Lens) -> int:
    known = {one.id for one in index.entries}
    teach = read_messages(*namespace.teach, known=known).value if namespace.teach else ()
    rows = curve(messages, index, Policy(), lens=lens, teach=teach)
    if namespace.plot:
        write(namespace.plot, pictures.learning(rows))
    if namespace.json:
        printing.print_json({"learning_curve": rows})
        return 0
    how = "what is taught is another file" if teach else "half of the messages are taught, the other half is measured"
    print(f"Mean of the rounds (lowest–highest); {how}.\n")
    print("\n".join(printing.curve(rows)))
    return 0


def write(file: Path, text: str) -> None:
    """Write a picture; CommandError says why it cannot be written."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}") from error
