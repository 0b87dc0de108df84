"""Draws axes, lines and points as SVG that reads in light and dark and aloud; leaves what is drawn to pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

Point = tuple[float, float]
WIDTH, HEIGHT = 460, 400
"""Of one panel."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 20, 78, 58
_COLOURS = 4
_DASHES = ("", "7 4", "2 4", "9 3 2 3")
_STYLE = """
svg{--paper:#fff;--ink:#1d2430;--soft:#59616e;--grid:#dfe3e8;--c0:#0b62a8;--c1:#a8480b;--c2:#1b7042;--c3:#7a3b98}
@media (prefers-color-scheme:dark){svg{--paper:#14181f;--ink:#eef1f5;--soft:#aab2bd;--grid:#333b46;
--c0:#79bbf2;--c1:#f0a66c;--c2:#7fd0a0;--c3:#d3a4ea}}
text{font:13px system-ui,'Segoe UI',Roboto,sans-serif;fill:var(--ink)}.soft{fill:var(--soft);font-size:12px}
.title{font-weight:600;font-size:15px}.grid{stroke:var(--grid)}.axis{stroke:var(--soft)}
.line{fill:none;stroke-width:2.2;stroke-linejoin:round}.aid{fill:none;stroke:var(--soft);stroke-dasharray:4 4}
"""


@dataclass
class Panel:
    """One coordinate system with what is drawn in it; x and y begin at 0."""

    title: str
    x_label: str
    y_label: str
    x_most: float = 1.0
    x_steps: int = 5
    x_names: Sequence[str] = ()
    """What stands under the axis instead of numbers, each in the middle of its own step."""
    y_most: float = 1.0
    remark: str = ""
    """A second line under the title."""
    parts: list[str] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)

    def line(self, points: Sequence[Point], name: str, *, marks: bool = False) -> None:
        """A named line; lines differ in colour and in dashes."""
        number = len(self._keys)
        self._keys.append(name)
        style = f'style="stroke:var(--c{number % _COLOURS})" stroke-dasharray="{_DASHES[number % len(_DASHES)]}"'
        self.parts.append(f'<polyline class="line" {style} points="{self._at(points)}"/>')
        if marks:
            self.parts += [self._circle(point, number % _COLOURS) for point in points]

    def aid(self, points: Sequence[Point], words: str, beside: Point, anchor: str = "start") -> None:
        """A thin line to compare with, and what it is."""
        self.parts.append(f'<polyline class="aid" points="{self._at(points)}"/>')
        self.note(words, beside, anchor)

    def note(self, words: str, beside: Point, anchor: str = "start") -> None:
        """Small words at a point."""
        x, y = self.place(beside)
        self.parts.append(f'<text class="soft" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>')

    def dot(self, point: Point, between: tuple[float, float] | None = None, colour: int = 0) -> None:
        """A point, with the interval that it may lie in."""
        if between:
            x, low = self.place((point[0], between[0]))
            _, high = self.place((point[0], between[1]))
            style = f'style="stroke:var(--c{colour})" stroke-opacity="0.55"'
            self.parts.append(f'<line {style} x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>')
        self.parts.append(self._circle(point, colour))

    def band(self, low: Sequence[Point], high: Sequence[Point], number: int) -> None:
        """The area between two lines."""
        points = self._at([*low, *reversed(high)])
        self.parts.append(f'<polygon style="fill:var(--c{number})" fill-opacity="0.14" points="{points}"/>')

    def place(self, point: Point) -> Point:
        """Where a point stands in the panel."""
        x = _LEFT + point[0] / self.x_most * (WIDTH - _LEFT - _RIGHT)
        return x, HEIGHT - _BOTTOM - point[1] / self.y_most * (HEIGHT - _TOP - _BOTTOM)

    def _at(self, points: Sequence[Point]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self.place, points))

    def _circle(self, point: Point, colour: int) -> str:
        x, y = self.place(point)
        return f'<circle style="fill:var(--c{colour})" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'

    def drawn(self) -> str:
        """The panel as it stands in a picture."""
        head = f'<text class="title" x="{_LEFT}" y="24">{escape(self.title)}</text>'
        if self.remark:
            head += f'<text class="soft" x="{_LEFT}" y="43">{escape(self.remark)}</text>'
        return "\n".join([head, *self._axes(), *self.parts, *self._legend()])

    def _axes(self) -> list[str]:
        left, bottom = self.place((0, 0))
        right, _ = self.place((self.x_most, 0))
        found = []
        for number in range(6):
            _, y = self.place((0, number / 5 * self.y_most))
            kind, told = "axis" if number == 0 else "grid", f"{number / 5 * self.y_most:g}"
            found.append(f'<line class="{kind}" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
            found.append(f'<text class="soft" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{told}</text>')
        found += self._steps(bottom)
        middle, _ = self.place((self.x_most / 2, 0))
        found.append(f'<text x="{middle:.1f}" y="{HEIGHT - 14}" text-anchor="middle">{escape(self.x_label)}</text>')
        turned = f'transform="translate(18 {(HEIGHT - _BOTTOM + _TOP) / 2}) rotate(-90)" text-anchor="middle"'
        return [*found, f"<text {turned}>{escape(self.y_label)}</text>"]

    def _steps(self, bottom: float) -> list[str]:
        """The marks on the lower axis with their numbers, or with names."""
        found = []
        numbers = [number / self.x_steps * self.x_most for number in range(self.x_steps + 1)]
        named = [(number + 0.5, name) for number, name in enumerate(self.x_names)]
        for across, words in named or [(one, f"{one:.3g}") for one in numbers]:
            x, _ = self.place((across, 0))
            found.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{bottom}" y2="{bottom + 5}"/>')
            where = f'x="{x:.1f}" y="{bottom + 20}" text-anchor="middle"'
            found.append(f'<text class="soft" {where}>{escape(words)}</text>')
        return found

    def _legend(self) -> list[str]:
        found, x = [], float(_LEFT)
        for number, name in enumerate(self._keys):
            style = f'style="stroke:var(--c{number % _COLOURS})" stroke-dasharray="{_DASHES[number % len(_DASHES)]}"'
            found.append(f'<line class="line" {style} x1="{x}" x2="{x + 26}" y1="60" y2="60"/>')
            found.append(f'<text class="soft" x="{x + 32}" y="64">{escape(name)}</text>')
            x += 46 + 6.6 * len(name)
        return found


def picture(title: str, description: str, panels: Sequence[Panel]) -> str:
    """One SVG file with its panels side by side; title and description are read aloud in its place."""
    width = WIDTH * len(panels)
    inside = "\n".join(
        f'<g transform="translate({number * WIDTH} 0)">\n{panel.drawn()}\n</g>' for number, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" aria-labelledby="title description">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="description">{escape(description)}</desc>\n<style>{_STYLE}</style>\n'
        f'<rect width="100%" height="100%" style="fill:var(--paper)"/>\n{inside}\n</svg>\n'
    )
