"""Draws the app's two icons, a speech bubble with a question mark, as PNG; leaves where they lie to the package."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from math import atan2, hypot, pi

Pixel = tuple[int, int, int, int]
Point = tuple[float, float]
_WHITE = (255, 255, 255)
_GROUND = (0x1F, 0x4E, 0x5F)
"""The same as the manifest's accent."""
_MIDDLE, _HALF, _ROUND = (0.5, 0.44), (0.33, 0.25), 0.11
_TAIL: tuple[Point, Point, Point] = ((0.30, 0.66), (0.30, 0.86), (0.53, 0.66))
_HOOK, _BOW = (0.5, 0.375), 0.085
"""The bow of the question mark: its middle and its radius."""
_PEN = 0.027
"""Half the width of a stroke."""


def color() -> bytes:
    """192x192, a white bubble on the accent's ground."""

    def at(x: float, y: float, pixels: int) -> Pixel:
        white = _cover(_bubble(x, y), pixels) * (1 - _cover(_mark(x, y) - _PEN, pixels))
        red, green, blue = (round(low + (high - low) * white) for low, high in zip(_GROUND, _WHITE, strict=True))
        return red, green, blue, 255

    return _drawn(192, at)


def outline() -> bytes:
    """32x32, white lines on nothing."""

    def at(x: float, y: float, pixels: int) -> Pixel:
        line = min(abs(_bubble(x, y)) - 1.3 * _PEN, _mark(x, y) - 1.3 * _PEN)
        return (*_WHITE, round(255 * _cover(line, pixels)))

    return _drawn(32, at)


def _bubble(x: float, y: float) -> float:
    """How far a point lies outside of the bubble; negative inside."""
    across = abs(x - _MIDDLE[0]) - _HALF[0] + _ROUND
    down = abs(y - _MIDDLE[1]) - _HALF[1] + _ROUND
    box = hypot(max(across, 0.0), max(down, 0.0)) + min(max(across, down), 0.0) - _ROUND
    return min(box, _triangle(x, y, _TAIL))


def _triangle(x: float, y: float, corners: tuple[Point, Point, Point]) -> float:
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    turns = [(end[0] - start[0]) * (y - start[1]) - (end[1] - start[1]) * (x - start[0]) for start, end in sides]
    is_inside = all(turn <= 0 for turn in turns) or all(turn >= 0 for turn in turns)
    near = min(_to_line(x, y, start, end) for start, end in sides)
    return -near if is_inside else near


def _mark(x: float, y: float) -> float:
    """How far a point lies from the lines of the question mark."""
    left, bottom = (_HOOK[0] - _BOW, _HOOK[1]), (_HOOK[0], _HOOK[1] + _BOW)
    away = hypot(x - _HOOK[0], y - _HOOK[1])
    is_gap = pi / 2 < atan2(y - _HOOK[1], x - _HOOK[0]) < pi
    ends = min(hypot(x - left[0], y - left[1]), hypot(x - bottom[0], y - bottom[1]))
    bow = ends if is_gap else abs(away - _BOW)
    stem = _to_line(x, y, bottom, (bottom[0], bottom[1] + 0.045))
    dot = hypot(x - _HOOK[0], y - 0.59) - 0.008
    return min(bow, stem, dot)


def _to_line(x: float, y: float, start: Point, end: Point) -> float:
    """The distance of a point from a line between two others."""
    along = (end[0] - start[0], end[1] - start[1])
    share = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / (along[0] ** 2 + along[1] ** 2)
    near = min(max(share, 0.0), 1.0)
    return hypot(x - start[0] - near * along[0], y - start[1] - near * along[1])


def _cover(distance: float, pixels: int) -> float:
    """How much of a pixel lies inside of an edge that is so far away."""
    return min(max(0.5 - distance * pixels, 0.0), 1.0)


def _drawn(side: int, at: Callable[[float, float, int], Pixel]) -> bytes:
    """A square picture as PNG, each pixel asked for by its middle."""
    rows = bytearray()
    for y in range(side):
        rows.append(0)
        for x in range(side):
            rows += bytes(at((x + 0.5) / side, (y + 0.5) / side, side))
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
