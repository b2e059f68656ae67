"""Write src/gpulse/views/web/static/world.svg from Natural Earth's shapes, as the npm package world-atlas has them.

    npm pack world-atlas && tar xf world-atlas-*.tgz
    python knowledge/build_world.py package/countries-50m.json

Natural Earth is in the public domain; world-atlas (ISC licence) is its 1:50m countries as TopoJSON. The borders are
those of who administers a place; the shapes named in DISPUTED are written apart, so that a page can mark them.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from gpulse.views.web.maps import HEIGHT, WIDTH, project

TARGET = Path(__file__).parents[1] / "src/gpulse/views/web/static/world.svg"
DISPUTED = ("W. Sahara", "Kosovo", "N. Cyprus", "Somaliland", "Siachen Glacier", "Palestine", "Taiwan", "Falkland Is.")
SMALLEST = 0.35
"""Points closer than this, in units of the map, are one."""

Point = tuple[float, float]


def arcs_of(topology: dict) -> list[list[Point]]:
    """Return the arcs in degrees: TopoJSON keeps the differences of whole numbers."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def thin(points: list[Point]) -> list[Point]:
    """Return an arc with its ends and those points that lie far enough, on the map, from the one before."""
    kept = [points[0]]
    last = project(points[0][1], points[0][0])
    for point in points[1:-1]:
        placed = project(point[1], point[0])
        if abs(placed[0] - last[0]) + abs(placed[1] - last[1]) >= SMALLEST:
            kept.append(point)
            last = placed
    return [*kept, points[-1]]


def unroll(points: list[Point]) -> list[Point]:
    """Return a ring whose longitudes do not jump where it crosses the line of the date: Russia goes on beyond 180°."""
    out = [points[0]]
    for lon, lat in points[1:]:
        turns = round((out[-1][0] - lon) / 360)
        out.append((lon + 360 * turns, lat))
    middle = sum(lon for lon, _ in out) / len(out)
    shift = -360 * round(middle / 360)
    return [(lon + shift, lat) for lon, lat in out]


def rings_of(geometry: dict) -> Iterator[list[int]]:
    """Yield the rings of a shape, each a list of numbers of arcs."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for part in parts:
        yield from part


def path_of(geometry: dict, arcs: list[list[Point]]) -> str:
    """Return the shape as an SVG path, in tenths."""
    out = []
    for ring in rings_of(geometry):
        points: list[Point] = []
        for number in ring:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points += arc[1:] if points else arc
        placed = [project(lat, lon) for lon, lat in unroll(points)]
        tenths = [(round(x * 10), round(y * 10)) for x, y in placed]
        steps = [
            f"{x - before[0]} {y - before[1]}" for before, (x, y) in itertools.pairwise(tenths) if (x, y) != before
        ]
        if len(steps) > 2:
            out.append(f"M{tenths[0][0]} {tenths[0][1]}l" + " ".join(steps).replace(" -", "-") + "z")
    return "".join(out)


def main(source: str) -> None:
    """Read the TopoJSON and write the map."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [thin(arc) for arc in arcs_of(topology)]
    shapes = topology["objects"]["countries"]["geometries"]
    land, disputed = [], []
    for shape in sorted(shapes, key=lambda s: s["properties"]["name"]):
        if shape["properties"]["name"] != "Antarctica":
            (disputed if shape["properties"]["name"] in DISPUTED else land).append(path_of(shape, arcs))
    scaled = 'transform="scale(.1)" vector-effect="non-scaling-stroke"'
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f"<!-- Natural Earth 1:50m (public domain), by world-atlas; knowledge/build_world.py -->"
        f'<path id="land" {scaled} d="{"".join(land)}"/><path id="disputed" {scaled} d="{"".join(disputed)}"/></svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1])
