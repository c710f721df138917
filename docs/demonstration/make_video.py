"""Make the film of the demonstration course: `python docs/demonstration/make_video.py FOLDER`.

An authoring tool, not a part of the product: it needs Pillow, Debian's `ffmpeg` and `fonts-inter`. Rays are
traced with the refractive indices of the flint glass SF11; nothing is drawn wider than it is.
"""

import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import cos, pi, radians, sin, sqrt
from pathlib import Path

from optics import FLINT_SF11, Point, glass_index, prism_deviation, refract, spectral_rgb, through_prism
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT, SHARPNESS, FRAMES_A_SECOND = 960, 540, 2, 24
NIGHT, MOON, MIST = (20, 26, 46), (241, 236, 224), (150, 160, 190)
FONTS = "/usr/share/fonts/opentype/inter/Inter-{}.otf"
SOUND_RATE = 24_000

INCIDENCE, APEX, HALF_BASE = 62.0, (520.0, 60.0), 208.0
ENTRY = (APEX[0] - HALF_BASE * 0.42, APEX[1] + HALF_BASE * 0.42 * sqrt(3))
RAY = (cos(radians(30 - INCIDENCE)), sin(radians(30 - INCIDENCE)))


class Frame:
    """One picture: `light` adds up like light does, `ink` lies on top of it."""

    def __init__(self) -> None:
        size = (WIDTH * SHARPNESS, HEIGHT * SHARPNESS)
        self.light = Image.new("RGB", size)
        self.ink = Image.new("RGBA", size, (*MOON, 0))
        self._light, self._ink = ImageDraw.Draw(self.light), ImageDraw.Draw(self.ink)

    def beam(self, points: list[Point], colour: tuple[int, ...], width: float = 4) -> None:
        self._light.line(_sharp(points), colour, round(width * SHARPNESS), joint="curve")

    def area(self, points: list[Point], colour: tuple[int, ...]) -> None:
        self._light.polygon(_sharp(points), colour)

    def spot(self, centre: Point, radius: float, colour: tuple[int, ...]) -> None:
        layer = Image.new("RGB", self.light.size)
        x, y = centre
        corners = _sharp([(x - radius, y - radius), (x + radius, y + radius)])
        ImageDraw.Draw(layer).ellipse(corners, colour)
        self.light = ImageChops.add(self.light, layer)

    def line(
        self, points: list[Point], share: float, width: float = 2, colour: tuple[int, ...] = MIST
    ) -> None:
        self._ink.line(_sharp(points), (*colour, round(255 * share)), round(width * SHARPNESS), joint="curve")

    def dashes(self, start: Point, end: Point, share: float) -> None:
        for step in range(0, 20, 2):
            self.line([_between(start, end, step / 20), _between(start, end, (step + 1) / 20)], share)

    def words(
        self,
        at: Point,
        words: str,
        share: float = 1,
        size: int = 26,
        weight: str = "Medium",
        anchor: str = "ls",
        colour: tuple[int, ...] = MOON,
    ) -> None:
        font = ImageFont.truetype(FONTS.format(weight), size * SHARPNESS)
        self._ink.text(_sharp([at])[0], words, (*colour, round(255 * share)), font, anchor)

    def picture(self, shown: float) -> Image.Image:
        """The finished frame at 960 × 540; `shown` below 1 fades it into the dark."""
        light = self.light.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        glow = light.filter(ImageFilter.GaussianBlur(7)).point(
            [round(level * 0.45) for level in range(256)] * 3
        )
        night = Image.new("RGB", light.size, NIGHT)
        lit = ImageChops.lighter(ImageChops.screen(night, glow), light)
        ink = self.ink.resize(light.size, Image.Resampling.BOX)
        lit.paste(ink, (0, 0), ink)
        return Image.blend(night, lit, shown)


def title(frame: Frame, t: float) -> None:
    frame.beam([(0, 318), (960 * ease(t, 0.4, 2.6), 318)], (255, 252, 240), 5)
    frame.words((80, 250), "White light,", ease(t, 0.6, 1.8), 60, "SemiBold", "ls")
    frame.words((80, 390), "taken apart", ease(t, 2.0, 3.2), 60, "SemiBold", "ls")


def bend(frame: Frame, t: float) -> None:
    """The beam meets the glass; the angles are those of the middle of the spectrum."""
    index = glass_index(FLINT_SF11, 550)
    prism(frame, ease(t, 0, 1))
    start = (ENTRY[0] - 620 * RAY[0], ENTRY[1] - 620 * RAY[1])
    frame.beam([start, _between(start, ENTRY, ease(t, 0.8, 2.6))], (255, 252, 240), 5)
    leaving, _ = through_prism(ENTRY, RAY, index, APEX, HALF_BASE)
    if t > 4.4:
        frame.beam([ENTRY, _between(ENTRY, leaving, ease(t, 4.4, 5.6))], (205, 202, 190), 5)
    normal = (cos(radians(30)), sin(radians(30)))
    marks = ease(t, 2.8, 3.6)
    outside, within = _along(ENTRY, normal, -150), _along(ENTRY, normal, 150)
    frame.dashes(outside, within, marks * 0.8)
    arc(frame, ENTRY, 84, 180 - (INCIDENCE - 30), 210, marks)
    frame.words((ENTRY[0] - 98, ENTRY[1] + 8), f"{INCIDENCE:.0f}°", marks, 22, anchor="rs")
    inner = refract(INCIDENCE, 1, index)
    marks = ease(t, 5.6, 6.4)
    arc(frame, ENTRY, 64, 30 - inner, 30, marks)
    frame.words((ENTRY[0] + 74, ENTRY[1] + 28), f"{inner:.0f}°", marks, 22)
    heading(frame, t, "In glass, light is slower.", "So it bends at the surface.")


def spread(frame: Frame, t: float) -> None:
    prism(frame, 1)
    start = (ENTRY[0] - 620 * RAY[0], ENTRY[1] - 620 * RAY[1])
    fan(frame, 620 * ease(t, 0.3, 3.2))
    frame.beam([start, ENTRY], (255, 252, 240), 5)
    for nm, name, place, anchor in ((700, "red", (920, 300), "rs"), (400, "violet", (846, 464), "rs")):
        turned = prism_deviation(INCIDENCE, 60, glass_index(FLINT_SF11, nm))
        tint = tuple(min(255, level + 90) for level in spectral_rgb(640 if nm == 700 else 420))
        frame.words(place, f"{name} turns {turned:.0f}°", ease(t, 3.4, 4.6), 24, "Medium", anchor, tint)
    heading(frame, t, "Every colour bends", "by an angle of its own.")


def gather(frame: Frame, t: float) -> None:
    """A lens as far from the prism's face as from its focus; later a card holds back the red end."""
    source, lens_x, focus = (190.0, 290.0), 500.0, (810.0, 290.0)
    reach, card, card_x = ease(t, 0.4, 3.4), ease(t, 6.6, 8.2), lens_x - 60
    middle = prism_deviation(INCIDENCE, 60, glass_index(FLINT_SF11, 480))
    slopes = [
        (nm, sin(radians(prism_deviation(INCIDENCE, 60, glass_index(FLINT_SF11, nm)) - middle)))
        for nm in range(400, 701, 3)
    ]
    card_edge = source[1] - 150 + card * (150 + (card_x - source[0]) * dict(slopes)[559])
    passing = 0
    for (nm, slope), (_, next_slope) in pairwise(slopes):
        held = card > 0 and source[1] + (card_x - source[0]) * slope < card_edge
        passing += not held
        stop = min(card_x if held else lens_x, source[0] + 2 * reach * (lens_x - source[0]))
        tips = [(stop, source[1] + (stop - source[0]) * tilt) for tilt in (slope, next_slope)]
        frame.area([source, *tips], spectral_rgb(nm))
        if reach > 0.5 and not held:
            ends = [_between(tip, focus, reach * 2 - 1) for tip in tips]
            frame.area([tips[0], *ends, tips[1]], spectral_rgb(nm))
    corners = [_turned((190 + dx, 290 + dy), source, -38.5) for dx, dy in ((0, -50), (0, 50), (-87, 0))]
    frame.line([*corners, corners[0]], 0.8)
    lens = [(lens_x + bulge * 13 * sqrt(max(0, 1 - (y / 92) ** 2)), 290 + y) for bulge, y in _lens_outline()]
    frame.line(lens, 0.9)
    frame.line([(focus[0], 190), (focus[0], 390)], 0.9, 4, MOON)
    lit = ease(t, 3.2, 3.8)
    white, without_red = (255, 252, 240), (96, 196, 236)
    held_back = min(1.0, (1 - passing / (len(slopes) - 1)) / 0.47)
    tint = tuple(round(lit * (a + held_back * (b - a))) for a, b in zip(white, without_red, strict=True))
    frame.spot(focus, 11, tint)
    frame.line([(card_x, card_edge - 110), (card_x, card_edge)], card, 9, (132, 140, 168))
    frame.words((lens_x, 424), "lens", ease(t, 1.5, 2.4), 22, anchor="ms", colour=MIST)
    frame.words((focus[0], 424), "screen", ease(t, 1.5, 2.4), 22, anchor="ms", colour=MIST)
    if t < 6.4:
        heading(frame, t, "Bring the colours together:", "white again.")
    else:
        heading(frame, t - 6.4, "Hold back the red end:", "the rest is no longer white.")


def mix(frame: Frame, t: float) -> None:
    apart = 210 - 136 * ease(t, 1.2, 5.0)
    centre = (560.0, 285.0)
    tints = (((238, 40, 40), -90), ((40, 188, 70), 150), ((50, 56, 240), 30))
    for tint, angle in tints:
        on = ease(t, 0.1, 1.0)
        place = (centre[0] + apart * cos(radians(angle)), centre[1] + 24 + apart * 0.82 * sin(radians(angle)))
        frame.spot(place, 112, tuple(round(level * on) for level in tint))
    named = ease(t, 5.2, 6.2)
    for words, place, anchor, mark, overlap in (
        ("yellow", (396, 196), "rs", (406, 196), (492, 256)),
        ("magenta", (724, 196), "ls", (714, 196), (628, 256)),
        ("cyan", (760, 470), "ls", (750, 462), (566, 392)),
    ):
        frame.words(place, words, named, 22, anchor=anchor)
        frame.line([mark, overlap], named, colour=NIGHT, width=5)
        frame.line([mark, overlap], named, colour=MOON)
    frame.words((560, 316), "white", named, 22, "SemiBold", "ms", NIGHT)
    heading(frame, t, "Our eyes need only", "three lights.")


def close(frame: Frame, t: float) -> None:
    together = ease(t, 1.0, 3.4)
    for nm in range(400, 700, 2):
        x = 180 + (nm - 400) * 2
        tint = tuple(
            round(a + together * (b - a)) for a, b in zip(spectral_rgb(nm), (255, 252, 240), strict=True)
        )
        frame.area([(x, 250), (x + 5, 250), (x + 5, 310), (x, 310)], tint)
    frame.words((480, 200), "White is every colour at once.", ease(t, 0.4, 1.4), 40, "SemiBold", "ms")


SCENES: tuple[tuple[Callable[[Frame, float], None], float], ...] = (
    (title, 6),
    (bend, 10),
    (spread, 11),
    (gather, 14),
    (mix, 11),
    (close, 6),
)
POSTER_S = 23.0


def prism(frame: Frame, share: float) -> None:
    base = APEX[1] + HALF_BASE * sqrt(3)
    corners = [APEX, (APEX[0] + HALF_BASE, base), (APEX[0] - HALF_BASE, base)]
    frame.area(corners, tuple(round(level * share) for level in (38, 48, 79)))
    frame.line([*corners, APEX, corners[1]], share * 0.9)


def fan(frame: Frame, length: float) -> None:
    for nm in range(400, 700, 2):
        edges = []
        for wavelength in (nm, nm + 2.5):
            leaving, out = through_prism(ENTRY, RAY, glass_index(FLINT_SF11, wavelength), APEX, HALF_BASE)
            edges.append((leaving, _along(leaving, out, length)))
        (near, far), (near_next, far_next) = edges
        frame.area([ENTRY, near, far, far_next, near_next], spectral_rgb(nm))


def heading(frame: Frame, t: float, first: str, second: str) -> None:
    frame.words((48, 78), first, ease(t, 0.2, 1.0), 28, "SemiBold")
    frame.words((48, 114), second, ease(t, 0.9, 1.7), 28, "SemiBold")


def arc(frame: Frame, centre: Point, radius: float, first: float, last: float, share: float) -> None:
    steps = [first + (last - first) * i / 30 for i in range(31)]
    frame.line(
        [(centre[0] + radius * cos(radians(a)), centre[1] + radius * sin(radians(a))) for a in steps], share
    )


def ease(t: float, start: float, end: float) -> float:
    """0 before `start`, 1 after `end`, smooth between."""
    share = min(1.0, max(0.0, (t - start) / (end - start)))
    return share * share * (3 - 2 * share)


def frame_at(seconds: float) -> Image.Image:
    for draw, length in SCENES:
        if seconds < length:
            frame = Frame()
            draw(frame, seconds)
            return frame.picture(ease(seconds, 0, 0.4) * (1 - ease(seconds, length - 0.4, length)))
        seconds -= length
    raise ValueError("the film is over")


def sound(length_s: float) -> Iterator[float]:
    """A quiet pad of two chords that breathe into each other."""
    chords = ((110.0, 164.81, 220.0, 277.18), (98.0, 146.83, 196.0, 246.94))
    for n in range(round(length_s * SOUND_RATE)):
        t = n / SOUND_RATE
        turn = (1 + cos(2 * pi * t / 24)) / 2
        level = 0.035 * ease(t, 0, 3) * (1 - ease(t, length_s - 3, length_s))
        yield level * sum(
            share * sum(sin(2 * pi * tone * t) / (k + 1) for k, tone in enumerate(chord))
            for share, chord in zip((turn, 1 - turn), chords, strict=True)
        )


def encode(target: Path) -> None:
    length_s = sum(length for _, length in SCENES)
    with tempfile.TemporaryDirectory() as folder:
        pad = Path(folder) / "pad.wav"
        with wave.open(str(pad), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(SOUND_RATE)
            out.writeframes(array("h", (round(32767 * level) for level in sound(length_s))).tobytes())
        size, rate, key = f"{WIDTH}x{HEIGHT}", str(FRAMES_A_SECOND), str(2 * FRAMES_A_SECOND)
        command = [
            "ffmpeg",
            "-y",
            "-loglevel",
            "error",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            size,
            "-r",
            rate,
        ]
        command += ["-i", "-", "-i", str(pad), "-c:v", "libx264", "-profile:v", "main", "-pix_fmt", "yuv420p"]
        command += ["-preset", "slow", "-crf", "24", "-g", key, "-keyint_min", key, "-sc_threshold", "0"]
        command += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
        command += ["-vf", "scale=out_color_matrix=bt709", "-c:a", "aac", "-b:a", "32k", "-shortest"]
        command += ["-map_metadata", "-1", "-movflags", "+faststart", str(target)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
            for number in range(round(length_s * FRAMES_A_SECOND)):
                process.stdin.write(frame_at(number / FRAMES_A_SECOND).tobytes())
            process.stdin.close()
        if process.returncode:
            raise SystemExit(f"ffmpeg ended with {process.returncode}")


def _sharp(points: list[Point]) -> list[Point]:
    return [(x * SHARPNESS, y * SHARPNESS) for x, y in points]


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _along(start: Point, step: Point, length: float) -> Point:
    return start[0] + length * step[0], start[1] + length * step[1]


def _turned(point: Point, around: Point, angle: float) -> Point:
    x, y, heading = point[0] - around[0], point[1] - around[1], radians(angle)
    return around[0] + x * cos(heading) - y * sin(heading), around[1] + x * sin(heading) + y * cos(heading)


def _lens_outline() -> Iterator[tuple[int, float]]:
    yield from ((1, y) for y in range(-92, 93, 4))
    yield from ((-1, y) for y in range(92, -93, -4))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    frame_at(POSTER_S).save(folder / "prism-poster.webp", quality=88, method=6)
    encode(folder / "prism.mp4")
