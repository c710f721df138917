"""Compute the course's table of refraction angles: `python docs/demonstration/make_table.py FOLDER`."""

import csv
import sys
from pathlib import Path

from optics import CROWN_N_BK7, WATER_INDEX, glass_index, refract

COLUMNS = {
    "water_589nm_deg": WATER_INDEX,
    "crown_glass_red_656nm_deg": glass_index(CROWN_N_BK7, 656.3),
    "crown_glass_yellow_588nm_deg": glass_index(CROWN_N_BK7, 587.6),
    "crown_glass_blue_486nm_deg": glass_index(CROWN_N_BK7, 486.1),
}


if __name__ == "__main__":
    with (Path(sys.argv[1]) / "refraction.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["incidence_in_air_deg", *COLUMNS])
        for incidence in range(0, 90, 5):
            angles = (refract(incidence, 1, index) for index in COLUMNS.values())
            table.writerow([incidence, *(f"{angle:.2f}" for angle in angles)])
