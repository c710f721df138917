"""Draw the SVG figures of the demonstration course: `python docs/demonstration/make_drawings.py FOLDER`.

Every angle and curve is computed by `optics`. Each drawing brings its own background, so that it reads the
same on a light and on a dark page, and a title and description for who does not see it.
"""

import sys
from math import cos, log10, pi, radians, sin, sqrt
from pathlib import Path

from optics import (
    FLINT_SF11,
    WATER_INDEX,
    Point,
    cone_sensitivity,
    glass_index,
    refract,
    refract_direction,
    through_prism,
)
from svg import (
    CLAY,
    GOLD,
    HAIRLINE,
    INK,
    MOON,
    MUTED,
    NIGHT,
    TEAL,
    angle_arc,
    arrow,
    colour,
    curve,
    figure,
    line,
    spectrum_fill,
    text,
)

Names = tuple[str, str, str]


def wave() -> str:
    def lane(middle: float, nm: float, stroke: str, name: str) -> str:
        points = [(40 + x, middle - 44 * sin(2 * pi * x * 1950 / 560 / nm)) for x in range(0, 561, 2)]
        first, second = (40 + (0.25 + turn) * nm * 560 / 1950 for turn in (0, 1))
        top = middle - 62
        return (
            line((40, middle), (600, middle), HAIRLINE, 2)
            + curve(points, stroke, 4.5)
            + line((first, top), (second, top), INK, 2)
            + "".join(line((x, top - 6), (x, top + 12), INK, 2) for x in (first, second))
            + text((first + second) / 2, top - 14, f"{nm:.0f} nm", INK, "middle", 'font-weight="600"')
            + text(600, top - 14, name, MUTED, "end")
        )

    body = lane(140, 650, CLAY, "red light") + lane(310, 450, "#3b4cc0", "blue light")
    return figure(
        640,
        380,
        "Two waves on the same scale",
        "Two wavy lines. The upper one, red light, measures 650 nanometres from crest to crest; "
        "the lower one, blue light, 450 nanometres, so that it has more crests on the same "
        "length.",
        body,
    )


def spectrum() -> str:
    def place(metres: float) -> float:
        return 30 + (log10(metres) + 12) / 15 * 580

    bands = [
        ("gamma", 1e-12, 1e-11),
        ("X-rays", 1e-11, 1e-8),
        ("ultraviolet", 1e-8, 3.8e-7),
        ("", 3.8e-7, 7.5e-7),
        ("infrared", 7.5e-7, 1e-3),
        ("micro", 1e-3, 1),
        ("radio", 1, 1e3),
    ]
    strip = []
    for number, (name, first, last) in enumerate(bands):
        x, width = place(first), place(last) - place(first)
        fill = "url(#s)" if not name else ("#2b3453" if number % 2 else "#37426a")
        strip.append(f'<rect x="{x:.1f}" y="70" width="{width:.1f}" height="52" fill="{fill}"/>')
        raised = name in ("gamma", "ultraviolet")
        strip.append(text(x + width / 2, 56 if raised else 103, name, MOON, "middle", 'font-size="17"'))
    for exponent, words in ((-12, "1 pm"), (-9, "1 nm"), (-6, "1 µm"), (-3, "1 mm"), (0, "1 m"), (3, "1 km")):
        x = place(10.0**exponent)
        anchor = {-12: "start", 3: "end"}.get(exponent, "middle")
        strip += [line((x, 124), (x, 132), MOON, 1.5), text(x, 152, words, MOON, anchor, 'font-size="17"')]
    left, right = place(3.8e-7), place(7.5e-7)
    fan = f'<path d="M{left:.1f} 122L50 230H590L{right:.1f} 122Z" fill="{MOON}" opacity=".13"/>'
    wide = '<rect x="50" y="230" width="540" height="84" fill="url(#s)"/>'
    ticks = "".join(
        line((x, 316), (x, 326), MOON, 2) + text(x, 350, f"{nm} nm", MOON, "middle")
        for nm in (400, 500, 600, 700)
        for x in [50 + (nm - 380) / 370 * 540]
    )
    return figure(
        640,
        380,
        "The electromagnetic spectrum and the light in it",
        "A bar from gamma rays of one picometre to radio waves of one kilometre. Visible light is"
        " a sliver between ultraviolet and infrared, drawn again below it, wide: violet at 400 "
        "nanometres, then blue, green at about 530, yellow, orange, and red up to 700 nanometres "
        "and beyond.",
        spectrum_fill("s", 380, 750) + fan + "".join(strip) + wide + ticks,
        NIGHT,
    )


def refraction() -> str:
    centre, incidence = (320.0, 240.0), 50.0
    below = refract(incidence, 1, WATER_INDEX)
    source = (centre[0] - 270 * sin(radians(incidence)), centre[1] - 270 * cos(radians(incidence)))
    mirrored = (
        2 * centre[0] - source[0] - 60,
        source[1] + 60 / sin(radians(incidence)) * cos(radians(incidence)),
    )
    sunk = (centre[0] + 215 * sin(radians(below)), centre[1] + 215 * cos(radians(below)))
    body = (
        '<path d="M0 240H640V464a16 16 0 0 1-16 16H16a16 16 0 0 1-16-16Z" fill="#cfe3e4"/>'
        + line((0, 240), (640, 240), TEAL, 3)
        + line((320, 30), (320, 450), MUTED, 2, 'stroke-dasharray="2 9"')
        + line(centre, mirrored, "#d9b978", 3)
        + arrow(source, centre, GOLD, 6)
        + arrow(centre, sunk, GOLD, 6, 0.78)
        + angle_arc(centre, 92, -90 - incidence, -90, INK)
        + angle_arc(centre, 92, 90 - below, 90, INK)
        + text(262, 122, f"{incidence:.0f}°", INK, "middle", 'font-weight="600" font-size="24"')
        + text(364, 402, f"{below:.1f}°", INK, "middle", 'font-weight="600" font-size="24"')
        + text(24, 222, "air, n = 1.00", MUTED)
        + text(24, 272, "water, n = 1.33", TEAL)
        + text(332, 50, "normal", MUTED)
        + text(616, 176, "a little is reflected", MUTED, "end")
    )
    return figure(
        640,
        480,
        "A ray of light enters water",
        f"A ray in air meets the water at {incidence:.0f} degrees to the normal, the line upright "
        f"to the surface. In the water it is closer to the normal: {below:.1f} degrees. A weak "
        f"part is reflected at {incidence:.0f} degrees.",
        body,
    )


def drop() -> str:
    """A drop at the angle of incidence that gives the bow; red and violet at their own refractive indices."""
    (x, y), radius, height = (470.0, 190.0), 150.0, sin(radians(59.4))
    entry = (x - radius * cos(radians(59.4)), y - radius * height)

    def path(index: float, stroke: str) -> str:
        points, ray = [entry], (1.0, 0.0)
        ray = refract_direction(ray, ((entry[0] - x) / radius, (entry[1] - y) / radius), 1, index)
        for last in (False, True):
            px, py = points[-1]
            reach = -2 * ((px - x) * ray[0] + (py - y) * ray[1])
            points.append((px + reach * ray[0], py + reach * ray[1]))
            outward = ((points[-1][0] - x) / radius, (points[-1][1] - y) / radius)
            if last:
                ray = refract_direction(ray, (-outward[0], -outward[1]), index, 1)
            else:
                along = ray[0] * outward[0] + ray[1] * outward[1]
                ray = (ray[0] - 2 * along * outward[0], ray[1] - 2 * along * outward[1])
        points.append((points[-1][0] + 300 * ray[0], points[-1][1] + 300 * ray[1]))
        return curve(points, stroke, 3.5)

    inside = refract(59.4, 1, WATER_INDEX)
    leaves_at = radians(180 + 59.4 + 2 * (180 - 2 * inside))
    exit_x, exit_y = x + radius * cos(leaves_at), y + radius * sin(leaves_at)
    body = (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#dcebec" stroke="{TEAL}" stroke-width="3"/>'
        + path(1.331, CLAY)
        + path(1.343, "#5b3fc4")
        + arrow((30, entry[1]), entry, GOLD, 6)
        + text(30, entry[1] - 16, "sunlight", INK)
        + line((exit_x, exit_y), (exit_x - 330, exit_y), MUTED, 2, 'stroke-dasharray="2 9"')
        + angle_arc((exit_x, exit_y), 150, 180 - 41.5, 180, INK)
        + text(exit_x - 170, exit_y + 62, "about 41°", INK, "end", 'font-weight="600"')
        + text(386, 44, "in: bent", MUTED, "end")
        + text(634, 124, "mirrored", MUTED)
        + text(exit_x + 22, exit_y + 34, "out: bent again", MUTED)
        + text(exit_x - 215, 458, "violet 40.6°", "#5b3fc4", "end", 'font-weight="600"')
        + text(exit_x - 104, 458, "red 42.4°", CLAY, "start", 'font-weight="600"')
    )
    return figure(
        740,
        480,
        "How a raindrop turns sunlight back",
        "Sunlight enters a round drop near its top, is bent, mirrored at the back wall, and bent "
        "again as it leaves below. Red comes out at 42.4 degrees to the sunlight, violet at 40.6 "
        "degrees.",
        body,
    )


def cones() -> str:
    def place(nm: float, share: float) -> Point:
        return 60 + (nm - 380) / 320 * 550, 330 - 250 * share

    body = [spectrum_fill("s", 380, 700), '<rect x="60" y="332" width="550" height="18" fill="url(#s)"/>']
    for name, peak, stroke in (("S", 420, "#4a48c4"), ("M", 534, "#2f7d46"), ("L", 564, CLAY)):
        points = [place(nm, cone_sensitivity(nm, peak)) for nm in range(380, 701, 4)]
        body.append(curve([place(380, 0), *points, place(700, 0)], "none", 0, stroke, 'fill-opacity=".10"'))
        body.append(curve(points, stroke, 4))
        x, y = place(peak, 1)
        shift = {"S": 0, "M": -26, "L": 26}[name]
        body.append(text(x + shift, y - 34, name, stroke, "middle", 'font-weight="700" font-size="24"'))
        body.append(text(x + shift, y - 12, str(peak), stroke, "middle", 'font-size="17"'))
    for nm in (400, 500, 600, 700):
        body.append(text(place(nm, 0)[0], 376, f"{nm} nm", MUTED, "end" if nm == 700 else "middle"))
    body.append(line((60, 331), (610, 331), INK, 2))
    body.append(
        text(-205, 40, "share of its own peak", MUTED, "middle", 'transform="rotate(-90)" font-size="18"')
    )
    return figure(
        640,
        396,
        "What the three kinds of cone absorb",
        "Three humps over the spectrum from 380 to 700 nanometres. S cones peak at 420, M cones "
        "at 534 and L cones at 564 nanometres. The curves of M and L overlap almost everywhere.",
        "".join(body),
    )


def eye() -> str:
    body = f"""
<path d="M64 330V190m0 140" stroke="#7a5c3a" stroke-width="9" stroke-linecap="round"/>
<path d="M64 120l-34 66h20l-28 60h84l-28-60h20Z" fill="#3f7d57"/>
<path d="M300 132A160 160 0 1 1 300 318A104 104 0 0 1 300 132Z" fill="#fffdf8"
 stroke="{INK}" stroke-width="4"/>
<path d="M300 132A104 104 0 0 0 300 318A230 230 0 0 1 300 132Z" fill="#dbecf2"/>
<path d="M300 318A104 104 0 0 1 300 132" stroke="{INK}" stroke-width="4" fill="none"/>
<path d="M520 98a156 156 0 0 1 0 254" stroke="{CLAY}" stroke-width="9" fill="none"/>
<path d="M300 132l16 48M300 318l16-48" stroke="#7d5ba6" stroke-width="11" stroke-linecap="round"/>
<ellipse cx="334" cy="225" rx="24" ry="56" fill="#cfe0ea" stroke="{INK}" stroke-width="3"/>
<path d="M576 292l66 44-16 26-66-44Z" fill="#f3ddc4"/>
<path d="M576 291l66 44M560 319l66 44" stroke="{INK}" stroke-width="4"/>
<g stroke="{GOLD}" stroke-width="3" fill="none" stroke-linejoin="round">
<path d="M64 120L275 206L334 225L582 272"/><path d="M64 120L272 178L334 196L582 272"/>
<path d="M64 330L275 244L334 225L582 178"/><path d="M64 330L272 272L334 254L582 178"/></g>
<path d="M582 240V178" stroke="#7a5c3a" stroke-width="4"/>
<path d="M582 273l-13-24h8l-9-22h28l-9 22h8Z" fill="#3f7d57"/>
"""
    labels = (
        line((262, 225), (214, 410), MUTED, 1.5)
        + text(214, 432, "cornea", INK, "middle")
        + line((334, 278), (334, 410), MUTED, 1.5)
        + text(334, 432, "lens", INK, "middle")
        + line((311, 168), (262, 48), MUTED, 1.5)
        + text(262, 38, "iris", INK, "middle")
        + line((570, 130), (604, 60), MUTED, 1.5)
        + text(616, 48, "retina", INK, "middle")
        + line((590, 225), (640, 225), MUTED, 1.5)
        + text(646, 222, "fovea", INK)
        + text(648, 392, "to the brain", MUTED, "end")
    )
    return figure(
        720,
        452,
        "The eye from the side",
        "Light from a tree passes the cornea, the opening of the iris, and the lens. On the "
        "retina, at the back, the image of the tree is small and upside down. The fovea lies in "
        "its middle; the optic nerve leaves towards the brain.",
        body + labels,
    )


def mixing() -> str:
    def panel(centre: float, ink: str, colours: Names, overlaps: Names, middle: str, words: Names) -> str:
        spots = [(centre + 62 * cos(radians(a)), 196 + 62 * sin(radians(a))) for a in (-90, 150, 30)]
        key = f"c{centre:.0f}"
        circles = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="92"' for x, y in spots]
        clips = "".join(f'<clipPath id="{key}{i}">{c}/></clipPath>' for i, c in enumerate(circles))
        drawn = "".join(f'{c} fill="{fill}"/>' for c, fill in zip(circles, colours, strict=True))
        pairs = ((0, 1), (1, 2), (0, 2))
        drawn += "".join(
            f'<g clip-path="url(#{key}{a})">{circles[b]} fill="{fill}"/></g>'
            for (a, b), fill in zip(pairs, overlaps, strict=True)
        )
        drawn += (
            f'<g clip-path="url(#{key}0)"><g clip-path="url(#{key}1)">{circles[2]} fill="{middle}"/></g></g>'
        )
        spread = [(centre + 104 * cos(radians(a)), 202 + 104 * sin(radians(a))) for a in (-90, 150, 30)]
        drawn += "".join(
            text(x, y, word, ink, "middle", 'font-size="18" font-weight="600"')
            for (x, y), word, shade in zip(
                spread, words, ("#fff", "#fff", "#fff") if centre < 300 else (INK,) * 3, strict=True
            )
        )
        return f"<defs>{clips}</defs>{drawn}"

    light = panel(
        170,
        "#ffffff",
        ("#d8372c", "#1f8a3d", "#2f50d0"),
        ("#f2d23c", "#3cc6d6", "#d84bc0"),
        "#ffffff",
        ("red", "green", "blue"),
    )
    ink = panel(
        510,
        INK,
        ("#4cc3dd", "#e25fae", "#f5da45"),
        ("#4450b8", "#d9452f", "#3a9b4b"),
        "#26222a",
        ("cyan", "magenta", "yellow"),
    )
    body = (
        f'<path d="M16 0H340V400H16a16 16 0 0 1-16-16V16A16 16 0 0 1 16 0Z" fill="{NIGHT}"/>'
        + light
        + ink
        + text(170, 378, "lights add up", MOON, "middle")
        + text(510, 378, "inks take away", INK, "middle")
    )
    return figure(
        680,
        400,
        "Two ways of mixing colours",
        "Left, three spots of light on a dark wall: red and green overlap to yellow, green and "
        "blue to cyan, red and blue to magenta, all three to white. Right, three inks on paper: "
        "cyan and magenta give blue, magenta and yellow red, cyan and yellow green, all three "
        "nearly black.",
        body,
    )


def cover() -> str:
    apex, half = (520.0, 36.0), 208.0
    base = apex[1] + half * sqrt(3)
    entry = (apex[0] - half * 0.42, apex[1] + half * 0.42 * sqrt(3))
    ray = (cos(radians(-32)), sin(radians(-32)))
    fan = []
    for nm in range(400, 700, 3):
        edges = []
        for wavelength in (nm, nm + 3.6):
            leaving, out = through_prism(entry, ray, glass_index(FLINT_SF11, wavelength), apex, half)
            edges.append((leaving, (leaving[0] + 700 * out[0], leaving[1] + 700 * out[1])))
        (near, far), (near_next, far_next) = edges
        fan.append(curve([entry, near, far, far_next, near_next], "none", 0, colour(nm), 'opacity=".92"'))
    start = (entry[0] - 620 * ray[0], entry[1] - 420 * ray[1])
    corners = [apex, (apex[0] + half, base), (apex[0] - half, base), apex]
    frame = '<defs><clipPath id="f"><rect width="960" height="540" rx="16"/></clipPath></defs>'
    body = (
        frame
        + '<g clip-path="url(#f)">'
        + curve(corners, "none", 0, "#26304f")
        + "".join(fan)
        + line(start, entry, "#fffdf5", 6)
        + curve(corners, "#aab4d4", 3, "none", 'stroke-opacity=".8"')
        + "</g>"
    )
    return figure(
        960,
        540,
        "White light through a prism",
        "A white ray meets a glass prism on a dark ground and leaves it as a fan from red to violet.",
        body,
        NIGHT,
    )


DRAWINGS = (cover, wave, spectrum, refraction, drop, eye, cones, mixing)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for draw in DRAWINGS:
        (folder / f"{draw.__name__}.svg").write_text(draw(), encoding="utf-8")
