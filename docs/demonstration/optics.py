"""The physics behind the demonstration course: every angle and colour in its drawings is computed here.

Angles are in degrees, wavelengths in nanometres.
"""

from itertools import pairwise
from math import asin, cos, degrees, exp, radians, sin, sqrt

Point = tuple[float, float]

WATER_INDEX = 1.333  # 20 °C, 589 nm

# Sellmeier coefficients (B1, C1), (B2, C2), (B3, C3), C in µm². Source: Schott optical glass data sheets.
CROWN_N_BK7 = (
    (1.03961212, 0.00600069867),
    (0.231792344, 0.0200179144),
    (1.01046945, 103.560653),
)
FLINT_SF11 = (
    (1.73759695, 0.013188707),
    (0.313747346, 0.0623068142),
    (1.89878101, 155.23629),
)
SCREEN_SPECTRUM = (
    (380, (52, 16, 104)),
    (410, (98, 40, 190)),
    (440, (64, 64, 224)),
    (470, (28, 118, 230)),
    (490, (20, 168, 196)),
    (512, (36, 184, 112)),
    (540, (112, 200, 58)),
    (570, (216, 216, 50)),
    (585, (250, 198, 48)),
    (602, (246, 146, 44)),
    (622, (234, 84, 44)),
    (650, (208, 44, 44)),
    (700, (140, 20, 36)),
    (750, (78, 10, 28)),
)


def glass_index(glass: tuple[tuple[float, float], ...], wavelength_nm: float) -> float:
    """Refractive index of a glass, against air. Source: Sellmeier 1871."""
    square = (wavelength_nm / 1000) ** 2
    return sqrt(1 + sum(b * square / (square - c) for b, c in glass))


def refract(incidence: float, index_from: float, index_to: float) -> float:
    """Angle to the normal behind the surface. ValueError where the light is totally reflected."""
    return degrees(asin(index_from / index_to * sin(radians(incidence))))


def prism_deviation(incidence: float, apex: float, index: float) -> float:
    """How far a prism in air turns a ray in all."""
    inside = refract(incidence, 1, index)
    return incidence + refract(apex - inside, index, 1) - apex


def rainbow_radius(index: float) -> float:
    """Angle of the primary bow to the point opposite the sun. Source: Descartes 1637."""
    incidence = degrees(asin(sqrt((4 - index**2) / 3)))
    return 4 * refract(incidence, 1, index) - 2 * incidence


def spectral_rgb(wavelength_nm: float) -> tuple[int, int, int]:
    """A screen colour that stands for a spectral colour; no screen can show the colour itself."""
    for (first, dark), (last, bright) in pairwise(SCREEN_SPECTRUM):
        if wavelength_nm <= last:
            share = max(0.0, (wavelength_nm - first) / (last - first))
            red, green, blue = (round(a + share * (b - a)) for a, b in zip(dark, bright, strict=True))
            return red, green, blue
    return SCREEN_SPECTRUM[-1][1]


def cone_sensitivity(wavelength_nm: float, peak_nm: float) -> float:
    """Share of the peak at which a visual pigment absorbs. Source: A1 template, Govardovskii et al. 2000."""
    ratio = peak_nm / wavelength_nm
    bend = 0.8795 + 0.0459 * exp(-((peak_nm - 300) ** 2) / 11940)
    alpha = 1 / (
        exp(69.7 * (bend - ratio)) + exp(28 * (0.922 - ratio)) + exp(-14.9 * (1.104 - ratio)) + 0.674
    )
    beta_peak, beta_width = 189 + 0.315 * peak_nm, -40.5 + 0.195 * peak_nm
    return alpha + 0.26 * exp(-(((wavelength_nm - beta_peak) / beta_width) ** 2))


def refract_direction(ray: Point, normal: Point, index_from: float, index_to: float) -> Point:
    """Direction behind a surface whose unit normal points against the ray. Snell's law in vector form."""
    ratio = index_from / index_to
    facing = -(ray[0] * normal[0] + ray[1] * normal[1])
    along = ratio * facing - sqrt(1 - ratio**2 * (1 - facing**2))
    return ratio * ray[0] + along * normal[0], ratio * ray[1] + along * normal[1]


def through_prism(
    entry: Point, ray: Point, index: float, apex: Point, half_width: float
) -> tuple[Point, Point]:
    """Where a ray leaves an equilateral prism that stands on its base, and in which direction.

    It enters the left face at `entry` and leaves by the right one; y grows downwards.
    """
    left_normal, right_inward = (-cos(radians(30)), -sin(radians(30))), (-cos(radians(30)), sin(radians(30)))
    inside = refract_direction(ray, left_normal, 1, index)
    face = (half_width, half_width * sqrt(3))
    turn = inside[0] * face[1] - inside[1] * face[0]
    reach = ((apex[0] - entry[0]) * face[1] - (apex[1] - entry[1]) * face[0]) / turn
    leaving = entry[0] + reach * inside[0], entry[1] + reach * inside[1]
    return leaving, refract_direction(inside, right_inward, index, 1)
