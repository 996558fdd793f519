"""A line's curve as a drawing: what it earns at every attainment, and where the person stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from app.documents.incentives.figures import trimmed
from app.documents.incentives.what_if_words import rate_words
from app.messages.language import Language

WIDTH, HEIGHT = 260.0, 150.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 10.0, 16.0, 22.0
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_TICKS = 4

Point = tuple[float, float]


def curve_svg(line: Mapping[str, Any], language: Language, title: str) -> Markup:
    """The drawing of one line of a statement document."""
    points = [(float(point["at"]), float(point["pay"])) for point in line["curve"]]
    today = None if line["number"] is None else (float(line["number"]), float(line["pay"]))
    return _Drawing(points, today, line["basis"] == "attainment", language).svg(title)


class _Drawing:
    """Scales and marks of one drawing. `today`: (number, pay) of the person."""

    def __init__(self, points: Sequence[Point], today: Point | None, is_rate: bool, language: Language) -> None:
        self._points, self._today, self._is_rate, self._language = points, today, is_rate, language
        self._right = max(at for at, _ in points)
        self._high = max([pay for _, pay in points] + ([] if today is None else [today[1]])) * 1.08 or 1.0

    def svg(self, title: str) -> Markup:
        body = Markup("").join([*self._grid(), *self._curve(), *self._person()])
        return Markup(
            '<svg class="curve" viewBox="0 0 {w:.0f} {h:.0f}" role="img" aria-label="{title}">{body}</svg>'
        ).format(w=WIDTH, h=HEIGHT, title=title, body=body)

    def _x(self, at: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * at / self._right

    def _y(self, pay: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * pay / self._high

    def _grid(self) -> Iterator[Markup]:
        for pay in ticks(self._high):
            yield _line("grid", LEFT, self._y(pay), WIDTH - RIGHT, self._y(pay))
            yield _text("tick end", LEFT - 4, self._y(pay) + 3, trimmed(pay, 2))
        for at in ticks(self._right):
            # The last number ends with the axis rather than beyond the drawing.
            side = "end" if self._x(at) > WIDTH - RIGHT - 8 else "middle"
            shift = RIGHT if side == "end" else 0.0
            yield _text(f"tick {side}", self._x(at) + shift, HEIGHT - BOTTOM + 12, self._number(at))
        if self._is_rate and self._right > 1:
            yield _line("target", self._x(1.0), TOP, self._x(1.0), HEIGHT - BOTTOM)
        yield _line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM)

    def _curve(self) -> Iterator[Markup]:
        """Straight parts; a jump is dotted, since nothing lies on it."""
        part: list[Point] = []
        for before, point in zip([None, *self._points], self._points, strict=False):
            if before is not None and before[0] == point[0]:
                yield self._part(part)
                yield _line("jump", self._x(point[0]), self._y(before[1]), self._x(point[0]), self._y(point[1]))
                part = []
            part.append(point)
        yield self._part(part)

    def _part(self, points: Sequence[Point]) -> Markup:
        shown = " ".join(f"{self._x(at):.1f},{self._y(pay):.1f}" for at, pay in points)
        return Markup('<polyline class="pay" points="{}"/>').format(shown)

    def _person(self) -> Iterator[Markup]:
        if self._today is None:
            return
        x, y = self._x(self._today[0]), self._y(self._today[1])
        yield _line("now", x, y, x, HEIGHT - BOTTOM)
        yield Markup('<circle class="now" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(x, y)
        # The label keeps inside the drawing and off the curve, which rises to the right.
        side = "end" if x > WIDTH * 0.4 else "start"
        offset = -7 if side == "end" else 7
        lowered = max(y - 6, TOP - 5) if side == "end" else y + 12
        yield _text(f"mark {side}", x + offset, min(lowered, HEIGHT - BOTTOM - 4), self._number(self._today[0]))

    def _number(self, value: float) -> str:
        return rate_words(value, self._language) if self._is_rate else trimmed(value, 2)


def ticks(end: float) -> list[float]:
    """At most a few round numbers from 0 to an end."""
    rough = end / MOST_TICKS
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in STEPS if step * scale >= rough * 0.999) * scale
    return [step * place for place in range(int(end / step * 1.0000001) + 1)]


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    template = Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
    return template.format(kind, x1, y1, x2, y2)


def _text(kind: str, x: float, y: float, text: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(kind, x, y, escape(text))
