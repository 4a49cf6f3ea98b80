"""Makes the height model and the base map of the example: content-example/terrain and /basemap.

    pip install numpy scipy numba contourpy shapely pillow
    python3 tests/example/valley.py

The territory is fictional. Its tracks have elevations, which the ground follows within a few metres:

1. a smooth surface (thin plate spline) through points of the tracks and a few points of the valley
   and of the ridges;
2. fine forms, the higher the farther from the tracks;
3. erosion by water (stream power law, Braun & Willett 2013), which carves the ravines;
4. lakes made flat, and what still differs along the tracks is spread around them and taken away.

Rivers are where most water flows, forests between 1,100 and 1,900 m on gentle slopes. Villages,
peaks and huts are named below. The same input gives the same files.
"""

import heapq
import json
import re
from pathlib import Path

import contourpy
import numba
import numpy as np
import shapely
from PIL import Image, TiffImagePlugin
from scipy import ndimage
from scipy.interpolate import RBFInterpolator

EXAMPLE = Path(__file__).parents[2] / "content-example"
STEP = 2 / 3600  # degrees: 62 m to the north, 44 m to the east
WEST, EAST, SOUTH, NORTH = 6.150, 6.705, 44.885, 45.135
COLUMNS, ROWS = round((EAST - WEST) / STEP), round((NORTH - SOUTH) / STEP)
LON = WEST + (np.arange(COLUMNS) + 0.5) * STEP
LAT = NORTH - (np.arange(ROWS) + 0.5) * STEP
METRES = np.array([111_195 * np.cos(np.radians(45)), 111_195])

VALLEY = [(6.150, 44.9720, 880), (6.190, 44.9690, 900), (6.235, 44.9620, 925), (6.280, 44.9545, 950), (6.330, 44.9560, 978), (6.390, 44.9570, 1008), (6.440, 44.9670, 1024), (6.452, 44.9700, 1028), (6.470, 44.9745, 1028), (6.494, 44.9805, 1028), (6.520, 44.9870, 1062), (6.552, 44.9952, 1105), (6.585, 45.0000, 1150), (6.615, 45.0030, 1190), (6.660, 45.0110, 1270), (6.705, 45.0230, 1390)]
RIDGES = [(6.155, 45.0560, 2110), (6.195, 45.0500, 1960), (6.235, 45.0480, 2020), (6.262, 45.0500, 2080), (6.290, 45.0470, 2230), (6.3384, 45.0409, 2795), (6.356, 45.0330, 2420), (6.349, 45.0180, 1990), (6.376, 45.0400, 2290), (6.400, 45.0430, 2270), (6.446, 45.0470, 2290), (6.468, 45.0500, 2250), (6.482, 45.0420, 2120), (6.505, 45.0470, 2210), (6.535, 45.0560, 2260), (6.590, 45.0590, 2290), (6.610, 45.0650, 2340), (6.650, 45.0720, 2390), (6.698, 45.0760, 2460), (6.160, 44.9150, 1690), (6.200, 44.9100, 1630), (6.240, 44.9130, 1720), (6.300, 44.9160, 1810), (6.360, 44.9120, 1690), (6.420, 44.9140, 1760), (6.455, 44.9240, 1900), (6.480, 44.9370, 2010), (6.530, 44.9280, 2080), (6.580, 44.9300, 2140), (6.612, 44.9430, 2230), (6.655, 44.9480, 2310), (6.698, 44.9560, 2420)]
SIDES = [(6.430, 44.9790, 1050), (6.458, 44.9830, 1058), (6.480, 44.9900, 1078), (6.455, 44.9640, 1062), (6.490, 44.9730, 1075),(6.16, 45.125, 1420), (6.69, 45.125, 1660), (6.16, 44.890, 1470), (6.69, 44.895, 1880), (6.20, 45.010, 1490), (6.66, 45.040, 1880),(6.24, 45.115, 1330), (6.33, 45.120, 1270), (6.42, 45.121, 1240), (6.50, 45.120, 1290), (6.60, 45.118, 1420), (6.24, 44.898, 1560), (6.36, 44.897, 1480), (6.48, 44.897, 1530), (6.60, 44.900, 1750), (6.30, 44.985, 1330), (6.26, 45.010, 1560), (6.45, 45.010, 1610), (6.60, 45.030, 1760), (6.59, 44.970, 1560), (6.43, 44.940, 1420), (6.33, 44.936, 1350)]
# Name, place of its middle, half its length and width in metres, direction of its length in degrees, elevation.
LAKES = [("Lac Bleu", 6.3212, 45.0466, 190, 120, 30, 1962), ("Lac Noir", 6.4262, 45.0487, 170, 110, 0, 1946), ("Lac Long", 6.5660, 45.0668, 330, 120, 80, 1905), ("Lac Perdu", 6.5060, 44.9335, 150, 105, 20, 1788), ("Lac du Plan", 6.4728, 44.9757, 1750, 210, 14, 1028)]
PLACES = [("town", "Valbrune", 6.3945, 44.9560), ("village", "Saint-Maurin", 6.2815, 44.9520), ("village", "Pralong", 6.5600, 44.9952), ("hamlet", "Les Ormets", 6.5085, 44.9838), ("hamlet", "La Chalp", 6.3905, 45.0040), ("hamlet", "Le Fontenil", 6.4290, 45.0190), ("hamlet", "Les Chaux", 6.5610, 45.0200), ("hamlet", "L’Adret", 6.4350, 44.9700), ("hamlet", "Le Serre", 6.3200, 44.9700), ("hamlet", "Prafleury", 6.5900, 45.0060)]
PEAKS = [("Pic de l’Aigle", 6.3384, 45.0409), ("Grande Dent", 6.356, 45.033), ("Tête des Chamois", 6.376, 45.040), ("Aiguille Rousse", 6.446, 45.047), ("Pointe du Fontenil", 6.468, 45.050), ("Tête Blanche", 6.505, 45.047), ("Roche Éclair", 6.535, 45.056), ("Pic des Trois Communes", 6.610, 45.065), ("Crête de Barbe", 6.262, 45.050), ("Tête du Serre", 6.349, 45.018), ("Pointe des Sagnes", 6.482, 45.042), ("Mont Brun", 6.300, 44.916), ("Rocher de l’Ubac", 6.455, 44.924), ("Pointe du Lac Perdu", 6.480, 44.937), ("Grand Coin", 6.530, 44.928), ("Tête de la Combe", 6.580, 44.930)]
PASSES = [("Col du Lac Bleu", 6.3105, 45.0478), ("Col du Fontenil", 6.4135, 45.0465), ("Col Long", 6.5520, 45.0600), ("Pas de l’Ubac", 6.4300, 44.9175)]
HUTS = [("Refuge du Lac Bleu", 6.3221, 45.0453), ("Cabane des Chaux", 6.3084, 45.0351), ("Abri du Lac Perdu", 6.5035, 44.9352)]


def tracks():
    """The lines of the tracks, each with whether it has elevations."""
    for file in sorted(EXAMPLE.glob("treks/*/track.*")):
        text = file.read_text()
        if file.suffix == ".gpx":
            points = re.findall(r'<trkpt lat="([-\d.]+)" lon="([-\d.]+)"[^>]*>\s*<ele>([-\d.]+)', text)
            yield file.parent.name, np.array([(float(lon), float(lat), float(ele)) for lat, lon, ele in points])
        elif file.suffix == ".geojson":
            yield file.parent.name, np.array(re.findall(r"\[\s*([-\d.]+),\s*([-\d.]+)", text), float)
        else:
            coordinates = re.findall(r"([-\d.]+),([-\d.]+),[-\d.]+", text)
            yield file.parent.name, np.array(coordinates, float)


def cell(lon, lat):
    return (NORTH - lat) / STEP - 0.5, (lon - WEST) / STEP - 0.5


def noise(random, octaves, size):
    """Fractal noise from -1 to 1."""
    total, weight = np.zeros((ROWS, COLUMNS)), 1.0
    for octave in range(octaves):
        side = size / 2**octave
        coarse = random.uniform(-1, 1, (int(ROWS / side) + 5, int(COLUMNS / side) + 5))
        rows, columns = np.mgrid[0:ROWS, 0:COLUMNS] / side + 1
        total += weight * ndimage.map_coordinates(coarse, [rows, columns], order=3)
        weight *= 0.55
    return total / 2


@numba.njit
def downhill(z):
    """The neighbour that water flows to from each cell, and all cells from the highest down."""
    rows, columns = z.shape
    to = np.full(rows * columns, -1, np.int64)
    for r in range(rows):
        for c in range(columns):
            steepest = 0.0
            for dr in range(-1, 2):
                for dc in range(-1, 2):
                    if (dr or dc) and 0 <= r + dr < rows and 0 <= c + dc < columns:
                        length = np.sqrt((dr * 62.0) ** 2 + (dc * 44.0) ** 2)
                        fall = (z[r, c] - z[r + dr, c + dc]) / length
                        if fall > steepest:
                            steepest = fall
                            to[r * columns + c] = (r + dr) * columns + c + dc
    return to


@numba.njit
def flow(z, to, order):
    """The number of cells whose water flows through each cell."""
    area = np.ones(z.size)
    for at in order:
        if to[at] >= 0:
            area[to[at]] += area[at]
    return area


@numba.njit
def carve(flat, to, order, area, strength):
    """One step of the stream power law, from the lowest cell up (implicit)."""
    for at in order[::-1]:
        if to[at] >= 0 and flat[to[at]] < flat[at]:
            k = strength * area[at] ** 0.45 / 50.0
            flat[at] = (flat[at] + k * flat[to[at]]) / (1 + k)


@numba.njit
def filled(z):
    """The ground without hollows, so that water flows out everywhere (priority flood, Barnes 2014)."""
    rows, columns = z.shape
    level = z.copy()
    seen = np.zeros(z.shape, np.bool_)
    heap = [(z[0, 0], 0)]
    seen[0, 0] = True
    for r in range(rows):
        for c in range(columns):
            if (r in (0, rows - 1) or c in (0, columns - 1)) and not seen[r, c]:
                seen[r, c] = True
                heapq.heappush(heap, (z[r, c], r * columns + c))
    while heap:
        low, at = heapq.heappop(heap)
        r, c = at // columns, at % columns
        for dr in range(-1, 2):
            for dc in range(-1, 2):
                y, x = r + dr, c + dc
                if 0 <= y < rows and 0 <= x < columns and not seen[y, x]:
                    seen[y, x] = True
                    level[y, x] = max(z[y, x], low + 0.01)
                    heapq.heappush(heap, (level[y, x], y * columns + x))
    return level


def smooth(points):
    """Chaikin's corner cutting, twice."""
    for _ in range(2):
        if len(points) > 2:
            a, b = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
            inner = np.empty((2 * len(a), 2))
            inner[0::2], inner[1::2] = a, b
            points = np.vstack([points[:1], inner, points[-1:]])
    return points


def ellipse(lon, lat, length, width, degrees):
    angle, turn = np.linspace(0, 2 * np.pi, 49), np.radians(degrees)
    wobble = 1 + 0.10 * np.sin(3 * angle + lon * 1e4) + 0.06 * np.sin(5 * angle + lat * 1e4)
    x, y = length * np.cos(angle) * wobble, width * np.sin(angle) * wobble
    east, north = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    ring = np.column_stack([lon + east / METRES[0], lat + north / METRES[1]])
    ring[-1] = ring[0]
    return ring


def main():
    random = np.random.default_rng(7)
    lines = dict(tracks())
    measured = np.vstack([line for line in lines.values() if line.shape[1] == 3])
    thinned = measured[::10]
    given = np.vstack([thinned, VALLEY, RIDGES, SIDES])
    # Nearly the same place twice would make the spline oscillate.
    _, first = np.unique(np.round(given[:, :2] * [METRES[0] / 150, METRES[1] / 150]), axis=0, return_index=True)
    given = given[first]
    grid = np.stack(np.meshgrid(LON, LAT), -1).reshape(-1, 2)
    spline = RBFInterpolator(given[:, :2] * METRES, given[:, 2], kernel="thin_plate_spline", smoothing=3e2)
    z = ndimage.gaussian_filter(spline(grid * METRES).reshape(ROWS, COLUMNS), 1.5)

    on_track = np.zeros((ROWS, COLUMNS), bool)
    for line in lines.values():
        r, c = np.round(cell(line[:, 0], line[:, 1])).astype(int)
        on_track[r, c] = True
    away = ndimage.distance_transform_edt(~on_track, sampling=[62, 44])
    free = 1 - np.exp(-((away / 450) ** 2))
    height = np.clip((z - 1000) / 900, 0.05, 1.25)
    ridged = 1 - np.abs(noise(random, 6, 44)) * 2
    z += free * height * (210 * noise(random, 7, 36) + 260 * (ridged - 0.4))

    for _ in range(45):
        solid = filled(z)
        to = downhill(solid)
        order = np.argsort(solid.ravel())[::-1]
        area = flow(solid, to, order)
        flat = solid.ravel().copy()
        carve(flat, to, order, area, 0.30)
        lower = np.minimum(flat.reshape(z.shape), z)
        z = z + (ndimage.gaussian_filter(lower, 0.40) - z) * (0.2 + 0.8 * free)

    def correct(z):
        """Takes away what differs along the tracks, and spreads it around them."""
        r, c = cell(measured[:, 0], measured[:, 1])
        wanted, count = np.zeros_like(z), np.zeros_like(z)
        difference = measured[:, 2] - ndimage.map_coordinates(z, [r, c], order=1)
        at = np.round(r).astype(int), np.round(c).astype(int)
        np.add.at(wanted, at, difference)
        np.add.at(count, at, 1)
        for deviation in (9, 5, 3):
            spread, weight = ndimage.gaussian_filter(wanted, deviation), ndimage.gaussian_filter(count, deviation)
            change = spread / (weight + 0.002)
            z = z + change
            difference = measured[:, 2] - ndimage.map_coordinates(z, [r, c], order=1)
            wanted[:] = 0
            np.add.at(wanted, at, difference)
        return z

    z = correct(correct(z))
    features = []

    def feature(tags, kind, coordinates):
        features.append({"type": "Feature", "properties": tags, "geometry": {"type": kind, "coordinates": coordinates}})

    def rounded(points):
        return [[round(float(lon), 5), round(float(lat), 5)] for lon, lat in points]

    lakes = []
    inside = shapely.points(grid)
    for name, lon, lat, length, width, degrees, elevation in LAKES:
        ring = ellipse(lon, lat, length, width, degrees)
        lakes.append(shapely.Polygon(ring))
        feature({"natural": "water", "name": name}, "Polygon", [rounded(ring)])
        wet = shapely.contains(lakes[-1], inside).reshape(z.shape)
        shore = ndimage.distance_transform_edt(~wet, sampling=[62, 44])
        part = np.exp(-((shore / 90) ** 2))
        z = np.where(wet, elevation, z + (np.maximum(z, elevation + 1) - z) * part)
    solid = np.round(z, 1)

    north, east = np.gradient(ndimage.gaussian_filter(z, 2), -62, 44)
    steep = np.hypot(north, east)
    hollow = filled(z)
    to = downhill(hollow)
    order = np.argsort(hollow.ravel())[::-1]
    area = flow(hollow, to, order).reshape(z.shape)
    seen = np.zeros(z.size, bool)
    water = shapely.union_all(lakes)
    lon = np.linspace(WEST, EAST, 400)
    bends = 0.0005 * np.sin(lon * 310) + 0.0003 * np.sin(lon * 870 + 1)
    river = np.column_stack([lon, np.interp(lon, [p[0] for p in VALLEY], [p[1] for p in VALLEY]) + bends])
    for part in shapely.LineString(smooth(river)).difference(water).simplify(4e-5).geoms:
        feature({"waterway": "river", "name": "La Brune"}, "LineString", rounded(part.coords))
    starts = [at for at in order if area.flat[at] > 220]
    for start in starts:
        if seen[start]:
            continue
        path, at = [], start
        while at >= 0:
            path.append(at)
            if seen[at]:
                break
            seen[at] = True
            at = to[at]
        if len(path) < 14:
            continue
        # In the plain of the valley the river alone flows, on its own line.
        path = [at for at in path if steep.flat[at] > 0.09]
        if len(path) < 14:
            continue
        r, c = np.divmod(np.array(path), COLUMNS)
        points = np.column_stack([LON[c], LAT[r]])
        points = smooth(ndimage.uniform_filter1d(points, 5, axis=0, mode="nearest"))
        large = area.flat[path[len(path) // 2]] > 9000
        line = shapely.LineString(points).difference(water).simplify(6e-5)
        for part in getattr(line, "geoms", [line]):
            if part.length > 0.002:
                feature({"waterway": "river" if large else "stream"}, "LineString", rounded(part.coords))

    wooded = 1.2 - np.abs(z - 1480) / 430 - np.clip(steep - 0.55, 0, 1) * 2 + 0.55 * noise(random, 5, 26) + 0.35 * np.clip(-north, -1, 1)
    wooded = ndimage.gaussian_filter(wooded, 1.6)
    rings, starts = contourpy.contour_generator(LON, LAT, wooded, fill_type="OuterOffset").filled(0.25, 9)
    for points, begin in zip(rings, starts):
        outer, *holes = [points[a:b] for a, b in zip(begin, begin[1:])]
        area_of = shapely.make_valid(shapely.Polygon(outer, holes).simplify(2.5e-4))
        for part in getattr(area_of, "geoms", [area_of]):
            if part.geom_type == "Polygon" and part.area > 8e-6:
                clear = part.difference(water.buffer(4e-4))
                for one in getattr(clear, "geoms", [clear]):
                    if one.area > 8e-6:
                        feature({"landuse": "forest"}, "Polygon", [rounded(one.exterior.coords), *[rounded(hole.coords) for hole in one.interiors if shapely.Polygon(hole).area > 6e-6]])

    # The road keeps to the north of the river and of the lake.
    road = [(lon, lat + 0.0016) for lon, lat, _ in VALLEY if not 6.445 < lon < 6.5]
    road = np.array(sorted([*road, (6.452, 44.9752), (6.470, 44.9805), (6.494, 44.9862)]))
    feature({"highway": "secondary", "ref": "D 4"}, "LineString", rounded(smooth(road)))
    for branch in ([(6.3905, 44.9588), (6.3870, 44.9700), (6.3955, 44.9800), (6.3880, 44.9905), (6.3905, 45.0040)], [(6.4350, 44.9680), (6.4310, 44.9760), (6.4390, 44.9880), (6.4270, 44.9990), (6.4330, 45.0090), (6.4290, 45.0190)], [(6.5600, 44.9975), (6.5560, 45.0060), (6.5640, 45.0130), (6.5610, 45.0200)], [(6.3200, 44.9575), (6.3240, 44.9640), (6.3200, 44.9700)]):
        feature({"highway": "unclassified"}, "LineString", rounded(smooth(np.array(branch))))
    for name, line in lines.items():
        kind = "track" if name in ("grande-boucle-vtt", "rives-du-plan", "raquettes-au-plan-des-chaux") else "path"
        if name != "tour-des-trois-lacs":
            path = shapely.LineString(line[:, :2]).simplify(3e-5)
            feature({"highway": kind}, "LineString", rounded(path.coords))
    for kind, name, lon, lat in PLACES:
        feature({"place": kind, "name": name}, "Point", rounded([(lon, lat)])[0])
        count = {"town": 70, "village": 34, "hamlet": 9}[kind]
        spread = {"town": 330, "village": 210, "hamlet": 95}[kind]
        for _ in range(count):
            x, y = random.normal(0, spread, 2) * [1, 0.55]
            w, h = random.uniform(9, 22), random.uniform(8, 16)
            corners = [(x - w / 2, y - h / 2), (x + w / 2, y - h / 2), (x + w / 2, y + h / 2), (x - w / 2, y + h / 2), (x - w / 2, y - h / 2)]
            feature({"building": "yes"}, "Polygon", [rounded([(lon + a / METRES[0], lat + b / METRES[1]) for a, b in corners])])

    def top(lon, lat):
        """The highest cell nearby, and its elevation."""
        r, c = np.round(cell(lon, lat)).astype(int)
        near = z[r - 5 : r + 6, c - 7 : c + 8]
        dr, dc = np.unravel_index(near.argmax(), near.shape)
        return LON[c - 7 + dc], LAT[r - 5 + dr], near.max()

    for name, lon, lat in PEAKS:
        x, y, elevation = top(lon, lat)
        if name == "Pic de l’Aigle":
            x, y, elevation = lon, lat, 2795
        feature({"natural": "peak", "name": name, "ele": round(float(elevation))}, "Point", rounded([(x, y)])[0])
    for name, lon, lat in PASSES:
        r, c = np.round(cell(lon, lat)).astype(int)
        feature({"natural": "saddle", "name": name, "ele": round(float(z[r, c]))}, "Point", rounded([(lon, lat)])[0])
    for name, lon, lat in HUTS:
        feature({"tourism": "alpine_hut", "name": name}, "Point", rounded([(lon, lat)])[0])

    (EXAMPLE / "basemap").mkdir(exist_ok=True)
    (EXAMPLE / "terrain").mkdir(exist_ok=True)
    text = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    (EXAMPLE / "basemap/valbrune.geojson").write_text('{"type":"FeatureCollection","features":[\n' + text + "\n]}\n")
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[33550] = (STEP, STEP, 0.0)
    tags[33922] = (0.0, 0.0, 0.0, WEST, NORTH, 0.0)
    tags[34735] = (1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
    for tag, kind in ((33550, 12), (33922, 12), (34735, 3)):
        tags.tagtype[tag] = kind
    tags[317] = 2
    heights = np.round(solid).astype("int16")
    Image.fromarray(heights.astype("uint16")).save(EXAMPLE / "terrain/valbrune.tif", compression="tiff_adobe_deflate", tiffinfo=tags)
    r, c = cell(measured[:, 0], measured[:, 1])
    error = measured[:, 2] - ndimage.map_coordinates(heights.astype(float), [r, c], order=1)
    print(f"{len(features)} objects; {COLUMNS} × {ROWS} cells from {heights.min()} to {heights.max()} m")
    print(f"along the tracks: mean {error.mean():.1f}, deviation {error.std():.1f}, 95 % within {np.percentile(np.abs(error), 95):.1f} m")
    return z, area


if __name__ == "__main__":
    main()
