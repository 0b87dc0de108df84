"""Draws stacked bars that differ in pattern as well as colour; leaves axes and the file around them to svg."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from bot.evaluation.svg import WIDTH, Panel

_WIDE = 0.68
"""How much of its step a bar takes."""
_LEFT, _FIRST_LINE = 62.0, 36
"""Where the names begin."""
_READABLE = 13
"""Pixels that a number needs."""
_DRAWN = (
    '<path d="M0 0h8v8h-8z" style="fill:var(--c0)"/>',
    '<path d="M0 0h8v8h-8z" style="fill:var(--c0)" fill-opacity=".25"/><path d="M-2 2l4-4M0 8l8-8M6 10l4-4" '
    'style="stroke:var(--c0)" stroke-width="2"/>',
    '<path d="M0 0h8v8h-8z" style="fill:var(--c1)" fill-opacity=".35"/><path d="M2 0v8M6 0v8" '
    'style="stroke:var(--c1)" stroke-width="1.6"/>',
    '<path d="M0 0h8v8h-8z" style="fill:var(--c1)" fill-opacity=".2"/><circle cx="4" cy="4" r="1.8" '
    'style="fill:var(--c1)"/>',
    '<path d="M0 0h8v8h-8z" style="fill:var(--paper)"/><path d="M0 4h8" style="stroke:var(--soft)"/>',
)
"""What fills each kind: full, slanted lines, upright lines, dots, level lines."""


def nice(most: float) -> float:
    """The least end of an axis with five whole steps that holds so much."""
    step = 1.0
    while True:
        for factor in (1, 2, 3, 4, 5) if step < 10 else (1, 1.5, 2, 2.5, 3, 4, 5):
            if step * factor * 5 >= most:
                return step * factor * 5
        step *= 10


@dataclass
class Bars(Panel):
    """A panel of stacked bars, one for each name under its axis."""

    kinds: Sequence[str] = field(default_factory=tuple)
    """What the parts of a bar are, from below; at most five."""

    def stack(self, number: int, values: Sequence[int]) -> None:
        """The bar over the name with that number; what is tall enough has its number in it."""
        if not self.parts:
            self.parts.append(_patterns())
        low = 0
        for kind, value in enumerate(values):
            if value:
                self._part(number, low, low + value, kind)
            low += value

    def _part(self, number: int, low: int, high: int, kind: int) -> None:
        left, bottom = self.place((number + (1 - _WIDE) / 2, low))
        right, top = self.place((number + (1 + _WIDE) / 2, high))
        self.parts.append(_filled(kind, left, top, right - left, bottom - top))
        if bottom - top >= _READABLE:
            where = f'x="{(left + right) / 2:.1f}" y="{(top + bottom) / 2 + 4:.1f}" text-anchor="middle"'
            self.parts.append(f'<text class="on-bar" {where}>{high - low}</text>')

    def _legend(self) -> list[str]:
        """The names one after the other, on as many lines as they need."""
        found, x, y = [], _LEFT, _FIRST_LINE
        for number, name in enumerate(self.kinds):
            wide = 42 + 6.6 * len(name)
            if x > _LEFT and x + wide > WIDTH:
                x, y = _LEFT, y + 20
            found.append(_filled(number, x, y, 18, 12))
            found.append(f'<text class="soft" x="{x + 24:.1f}" y="{y + 11}">{escape(name)}</text>')
            x += wide
        return found


def _filled(kind: int, x: float, y: float, wide: float, tall: float) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    return f'<rect {size} fill="url(#bar{kind})" style="stroke:var(--ink)" stroke-width=".8"/>'


def _patterns() -> str:
    made = "".join(
        f'<pattern id="bar{kind}" width="8" height="8" patternUnits="userSpaceOnUse">{drawn}</pattern>'
        for kind, drawn in enumerate(_DRAWN)
    )
    halo = ".on-bar{font-size:12px;font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:3.5px}"
    return f"<style>{halo}</style><defs>{made}</defs>"
