"""Pieces of an SVG drawing: a figure with its own background, words, lines, arrows and arcs."""

from math import atan2, cos, radians, sin

from optics import Point, spectral_rgb

PAPER, INK, MUTED, HAIRLINE = "#fbf7ef", "#1f2a37", "#56616f", "#d5cdbc"
NIGHT, MOON = "#141a2e", "#f1ece0"
TEAL, CLAY, GOLD = "#1f6f78", "#c04a2f", "#c98a1b"
FONT = "Inter, 'Segoe UI', system-ui, -apple-system, 'Noto Sans', Arial, sans-serif"


def figure(width: int, height: int, title: str, description: str, body: str, background: str = PAPER) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"
height="{height}" role="img" aria-labelledby="t d" font-family="{FONT}" font-size="20">
<title id="t">{title}</title>
<desc id="d">{description}</desc>
<rect width="{width}" height="{height}" rx="16" fill="{background}"/>
{body}
</svg>
"""


def text(x: float, y: float, words: str, fill: str = INK, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}" {more}>{words}</text>'


def line(start: Point, end: Point, stroke: str, width: float = 3, more: str = "") -> str:
    (x1, y1), (x2, y2) = start, end
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{stroke}" stroke-width="{width}" '
        f'fill="none" stroke-linecap="round" {more}/>'
    )


def curve(points: list[Point], stroke: str, width: float = 3, fill: str = "none", more: str = "") -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    paint = f'stroke="{stroke}" stroke-width="{width}" fill="{fill}"'
    return f'<path d="{path}" {paint} stroke-linejoin="round" {more}/>'


def arrow(start: Point, end: Point, stroke: str, width: float = 4, at: float = 0.55) -> str:
    """A line with an open arrow head on it, at a share of its length."""
    (x1, y1), (x2, y2) = start, end
    x, y, heading = x1 + at * (x2 - x1), y1 + at * (y2 - y1), atan2(y2 - y1, x2 - x1)
    wings = [(x - 14 * cos(heading + turn), y - 14 * sin(heading + turn)) for turn in (0.45, -0.45)]
    return line(start, end, stroke, width) + curve(
        [wings[0], (x, y), wings[1]], stroke, width, more='stroke-linecap="round"'
    )


def angle_arc(centre: Point, radius: float, start: float, end: float, stroke: str) -> str:
    steps = [start + (end - start) * i / 24 for i in range(25)]
    return curve(
        [(centre[0] + radius * cos(radians(a)), centre[1] + radius * sin(radians(a))) for a in steps],
        stroke,
        2.5,
    )


def colour(wavelength_nm: float) -> str:
    return "#{:02x}{:02x}{:02x}".format(*spectral_rgb(wavelength_nm))


def spectrum_fill(name: str, first: int, last: int) -> str:
    stops = "".join(
        f'<stop offset="{(nm - first) / (last - first):.3f}" stop-color="{colour(nm)}"/>'
        for nm in range(first, last + 1, 10)
    )
    return f'<defs><linearGradient id="{name}">{stops}</linearGradient></defs>'
