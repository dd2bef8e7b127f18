"""Makes article/calendar.tsv: names of months and weekdays and the order of day
and month in short dates, language by language, from CLDR.

    npm pack cldr-dates-full && tar xf cldr-dates-full-*.tgz
    python3 train/calendar/calendar.py package/main > article/calendar.tsv

Columns: language, order of a short date (dmy, mdy, ymd), the names of the twelve
months ("," between months, "|" between forms), the names of the weekdays. Forms
of all regions of a language are joined; what holds a digit or a full stop is left out.
"""
import json, pathlib, re, sys

LANGUAGES = """af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id is it
ka kk km kn ko lo lt lv mk ml mn mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tr uk ur uz
vi ja zh""".split()


def forms(names):
    for n in names.values():
        n = re.sub(r"^(?:de |d’|d')", "", n.lower()).strip(". \u200e\u200f")
        if len(n) > 1 and not re.search(r"[\d.]", n):
            yield n


def widths(part):
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield part[context][width]


def main(folder):
    for lang in LANGUAGES:
        months, days, order = [dict() for _ in range(12)], {}, ""
        for path in sorted(folder.glob(lang + "*")):
            if path.name.split("-")[0] != lang:
                continue
            g = json.loads((path / "ca-gregorian.json").read_text())["main"][path.name]["dates"]["calendars"]["gregorian"]
            for names in widths(g["months"]):
                for i in range(12):
                    for n in forms({0: names[str(i + 1)]}):
                        months[i][n] = True
            for names in widths(g["days"]):
                for n in forms(names):
                    days[n] = True
            if path.name == lang:
                short = g["dateFormats"]["short"]
                short = short if isinstance(short, str) else short["_value"]
                order = "".join(dict.fromkeys(c for c in re.sub(r"'[^']*'", "", short).lower() if c in "dmy"))
        print(lang, order, ",".join("|".join(m) for m in months), "|".join(days), sep="\t")


main(pathlib.Path(sys.argv[1]))
