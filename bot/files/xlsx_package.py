"""Whether a file is a workbook that may be opened: no other kind, no bomb, nothing hidden; leaves its cells to xlsx_reader."""

from __future__ import annotations

import io
import zipfile

from bot.files.faults import Faults

UNPACKED = 50_000_000
"""Bytes of XML in a workbook: a file of 10 MB may not unfold into more."""
_MOST_PARTS = 5_000
_OLD = b"\xd0\xcf\x11\xe0"
"""How files of old Office programs begin, and those that have a password."""
_OPENED = (".xml", ".rels")


def check_package(raw: bytes, faults: Faults) -> None:
    """FileErrors says why the file cannot be read as a workbook, and what to save instead."""
    if raw.startswith(_OLD):
        secret = "EncryptedPackage".encode("utf-16-le") in raw
        words = "has a password; save a copy without one" if secret else "is of the old kind (.xls); save it as .xlsx"
        raise faults.stop("", words)
    if not raw.startswith(b"PK"):
        raise faults.stop("", "is no workbook (XLSX); save it as .xlsx, or give a text file the ending .csv")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            words = _refused(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise faults.stop("", "is damaged: it is no whole workbook; save it as .xlsx again") from error
    if words:
        raise faults.stop("", words)


def _refused(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "content.xml" in names and "mimetype" in names:
        return "is an OpenDocument file (.ods); save it as .xlsx"
    if "xl/workbook.xml" not in names:
        binary = "xl/workbook.bin" in names
        return "is a binary workbook (.xlsb); save it as .xlsx" if binary else "is no workbook; save it as .xlsx"
    opened = [part for part in parts if part.filename.lower().endswith(_OPENED)]
    # A part is never read beyond the size that is told here, so that it cannot lie.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in opened) > UNPACKED:
        return f"unfolds into more than {UNPACKED // 1_000_000} MB; divide it, and take away what is no table"
    if any(part.flag_bits & 1 for part in parts):
        return "has a password; save a copy without one"
    for part in opened:
        with archive.open(part) as stream:
            if b"<!DOCTYPE" in stream.read(2000):
                return "holds a DOCTYPE, which no workbook has; save it as .xlsx again"
    return ""
