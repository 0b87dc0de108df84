"""What file, environment and script say about settings, with where it stood; leaves what it means to the readers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.settings_problems import Problem, unknown
from bot.settings_table import BY_KEY, SETTINGS

PREFIX = "SUPPORTBOT_"
CONFIG = "SUPPORTBOT_CONFIG"
STANDARD_FILE = Path("supportbot.toml")
_BY_FLAT = {setting.variable.replace("__", "_"): setting for setting in SETTINGS}


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody wrote for one setting."""

    raw: object
    origin: str
    """`supportbot.toml`, the name of an environment variable, or `the script`."""


Layer = dict[str, Given]


def settings_file(named: Path | None, environ: Mapping[str, str], standard: Path | None) -> Path | None:
    """The file to read: the one named, else that of SUPPORTBOT_CONFIG, else the standard one if it is there."""
    if named is not None:
        return named
    if environ.get(CONFIG):
        return Path(environ[CONFIG])
    return standard if standard and standard.is_file() else None


def from_file(path: Path | None, problems: list[Problem]) -> Layer:
    """What the TOML file says; a file that cannot be read is a problem."""
    if path is None:
        return {}
    try:
        written = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        problems.append(Problem(key=str(path), origin="", words=f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError:
        problems.append(Problem(key=str(path), origin="", words="is not UTF-8; save the file as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(key=str(path), origin="", words=f"is no TOML: {error}"))
    else:
        return _known(written, str(path), problems)
    return {}


def from_script(written: Mapping[str, object] | None, problems: list[Problem]) -> Layer:
    """What a rehearsal's script says; secrets do not belong there."""
    layer = _known(written or {}, "the script", problems)
    secret = [key for key in layer if BY_KEY[key].secret]
    problems += [
        Problem(key=key, origin="the script", words="is a secret; set it in the environment or a file")
        for key in secret
    ]
    return {key: given for key, given in layer.items() if key not in secret}


def from_environment(environ: Mapping[str, str], problems: list[Problem]) -> Layer:
    """What environment variables say; an empty one counts as not set."""
    layer: Layer = {}
    for setting in SETTINGS:
        for name in (setting.alias, setting.variable):
            given = _variable(name, environ, problems) if name else None
            if given:
                layer[setting.key] = given
    problems += _strange(environ)
    return layer


def _variable(name: str, environ: Mapping[str, str], problems: list[Problem]) -> Given | None:
    """`NAME`, or the content of the file that `NAME_FILE` names."""
    value, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if value and file:
        words = f"is set, and {name}_FILE too; keep one of them"
        problems.append(Problem(key=name, origin="environment", words=words))
    if value or not file:
        return Given(raw=value, origin=name) if value else None
    try:
        content = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        problems.append(Problem(key=f"{name}_FILE", origin="environment", words=f"{file} cannot be read: {why}"))
        return None
    if not content:
        problems.append(Problem(key=f"{name}_FILE", origin="environment", words=f"{file} is empty"))
        return None
    return Given(raw=content, origin=f"{name}_FILE")


def _strange(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Variables that look like settings and are none.

    Those without two underscores are left alone, unless they are a setting but for the second one: Kubernetes gives a
    service called "supportbot" variables such as SUPPORTBOT_PORT.
    """
    known = {setting.variable for setting in SETTINGS}
    for name in sorted(environ):
        plain = name.removesuffix("_FILE")
        if not name.startswith(PREFIX) or plain in known or name in known:
            continue
        if "__" in name:
            yield unknown(name.removeprefix(PREFIX).lower().replace("__", "."), name)
        elif plain in _BY_FLAT:
            right = _BY_FLAT[plain].variable
            yield Problem(key=name, origin="environment", words=f"is no setting; write {right} with two underscores")


def _known(written: Mapping[str, object], origin: str, problems: list[Problem]) -> Layer:
    """Sections of settings -> one layer; what is not known is a problem."""
    layer: Layer = {}
    for section, content in written.items():
        if not isinstance(content, Mapping):
            problems.append(_outside_section(section, origin))
            continue
        for name, raw in content.items():
            key = f"{section}.{name}"
            if key in BY_KEY:
                layer[key] = Given(raw=raw, origin=origin)
            else:
                problems.append(unknown(key, origin))
    return layer


def _outside_section(name: str, origin: str) -> Problem:
    sections = sorted({key.partition(".")[0] for key in BY_KEY})
    if name in sections:
        return Problem(key=name, origin=origin, words=f"is a section; write [{name}] and its settings under it")
    return unknown(name, origin)
