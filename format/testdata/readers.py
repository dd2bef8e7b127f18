"""Reads what package format wrote, each form by the readers of its own world.

    readers.py FORMAT DIR

DIR holds the files of one record, each named as its format; "json" is the
record itself, against which the words and offsets are held. Exit status 77
says that a reader is not installed.
"""

import json
import pathlib
import re
import sys


def record(dir):
    r = json.loads((dir / "json").read_text(encoding="utf-8"))
    return r, {d["uri"]: d["text"] for d in r["documents"]}


def cut(text, start, end):
    """The words between byte offsets of the UTF-8 text."""
    return text.encode()[int(start):int(end)].decode()


def csv(dir):
    import pandas
    r, texts = record(dir)
    t = pandas.read_csv(dir / "csv", keep_default_na=False)
    assert len(t) == len(r["events"]) > 0
    assert {"outlets", "outlets_omitting", "said_by", "date", "date_basis"} <= set(t.columns)
    for _, row in t.iterrows():
        assert cut(texts[row["uri"]], row["start"], row["end"]) == row["words"], row
        for cell in row:
            assert not re.search(r"\b[nvcrsx]\d+\.\d+\b", str(cell)), "an id: %r" % cell


def parquet(dir):
    import pandas
    import pyarrow
    import pyarrow.parquet
    r, texts = record(dir)
    t = pyarrow.parquet.read_table(dir / "parquet")
    kinds = {f.name: f.type for f in t.schema}
    for name in ("modes", "actors", "recipients", "figures", "outlets", "outlets_omitting", "disputed"):
        assert pyarrow.types.is_list(kinds[name]) and pyarrow.types.is_string(kinds[name].value_type), (name, kinds[name])
    assert pyarrow.types.is_float64(kinds["latitude"]) and pyarrow.types.is_int64(kinds["start"])
    for row in t.to_pylist():
        assert cut(texts[row["uri"]], row["start"], row["end"]) == row["words"], row
    # The table of the CSV, cell by cell.
    plain = pandas.read_csv(dir / "csv", dtype=str, keep_default_na=False)
    assert list(plain.columns) == t.column_names
    typed = pandas.read_parquet(dir / "parquet")
    assert len(typed) == len(plain) == len(r["events"])
    for name in typed.columns:
        for a, b in zip(t.column(name).to_pylist(), plain[name]):
            if isinstance(a, list):
                a = "; ".join(a)
            if isinstance(a, (int, float)):
                assert float(b) == a, (name, a, b)
            else:
                a = a or ""
                assert b == ("'" + a if a[:1] in tuple("=+-@") else a), (name, a, b)


def conllu(dir):
    import conllu
    r, _ = record(dir)
    text, n, names = None, 0, {d["uri"]: d["text"] for d in r["documents"]}
    with open(dir / "conllu", encoding="utf-8") as f:
        for s in conllu.parse_incr(f):
            text = names[s.metadata["newdoc id"]] if "newdoc id" in s.metadata else text
            s.to_tree()
            for w in s:
                assert cut(text, w["misc"]["start"], w["misc"]["end"]) == w["form"], w
                n += 1
    assert n > 0


def brat(dir):
    import bratly
    import bratly.io
    n, events = 0, 0
    for ann in sorted((dir / "brat").glob("*.ann")):
        text = ann.with_suffix(".txt").read_text(encoding="utf-8")
        c = bratly.io.read_and_load_ann_file(str(ann), no_duplicates=False, grammar_check=False)  # its check forbids events without arguments, which brat has
        for a in c.annotations:
            if isinstance(a, bratly.EntityAnnotation):
                words = " ".join(text[f.start:f.end] for f in a.fragments)
                assert words == a.content, (words, a.content)
                n += 1
            events += isinstance(a, bratly.EventAnnotation)
    assert n > 0 and events > 0, (n, events)


def geojson(dir):
    import geojson_pydantic
    import jsonschema
    r, texts = record(dir)
    x = json.loads((dir / "geojson").read_text(encoding="utf-8"))
    geojson_pydantic.FeatureCollection.model_validate(x)
    position = {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [{"minimum": -180, "maximum": 180}, {"minimum": -90, "maximum": 90}]}
    point = {"type": "object", "required": ["type", "coordinates"], "properties": {"type": {"const": "Point"}, "coordinates": position}}
    jsonschema.Draft202012Validator({
        "type": "object", "required": ["type", "features"], "not": {"required": ["crs"]}, "properties": {"type": {"const": "FeatureCollection"}, "features": {"minItems": 1, "items": {
            "required": ["type", "geometry", "properties", "id"], "properties": {"type": {"const": "Feature"}, "geometry": {"anyOf": [{"type": "null"}, point]}, "properties": {"type": "object"}}}}},
    }).validate(x)
    assert len(x["features"]) == len(r["events"])
    for f in x["features"]:
        p = f["properties"]
        assert cut(texts[p["uri"]], p["start"], p["end"]) == p["words"]


def timelinejs(dir):
    import jsonschema
    number = {"type": "string", "pattern": "^-?[0-9]+$"}
    day = {"type": "object", "required": ["year"], "additionalProperties": False, "properties": {"year": number, "month": number, "day": number, "display_date": {"type": "string"}}}
    words = {"type": "object", "required": ["headline"], "additionalProperties": False, "properties": {"headline": {"type": "string", "pattern": "^[^<]*$"}, "text": {"type": "string"}}}
    slide = {"type": "object", "required": ["start_date", "text"], "properties": {"start_date": day, "end_date": day, "text": words, "group": {"type": "string"}, "unique_id": {"type": "string"}}}
    x = json.loads((dir / "timelinejs").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator({"type": "object", "required": ["events"], "properties": {
        "events": {"type": "array", "minItems": 1, "items": slide}, "title": {"required": ["text"], "properties": {"text": words}}}}).validate(x)
    assert len({s["unique_id"] for s in x["events"]}) == len(x["events"])


def webannotation(dir):
    import jsonschema
    _, texts = record(dir)
    quote = {"required": ["type", "exact"], "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}, "prefix": {"type": "string"}, "suffix": {"type": "string"}}}
    position = {"required": ["type", "start", "end"], "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 1}}}
    motivations = ["assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"]
    body = {"required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}, "purpose": {"enum": motivations}}}
    annotation = {"required": ["id", "type", "target"], "properties": {"type": {"const": "Annotation"}, "body": {"type": "array", "items": body},
                  "target": {"required": ["source", "selector"], "properties": {"source": {"type": "string"}, "selector": {"type": "array", "items": {"anyOf": [quote, position]}}}}}}
    x = json.loads((dir / "webannotation").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator({"required": ["@context", "type", "items"], "properties": {"@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "type": {"const": "AnnotationPage"},
                                     "items": {"minItems": 1, "items": annotation}}}).validate(x)
    for a in x["items"]:
        text, (q, p) = texts[a["target"]["source"]], a["target"]["selector"]
        assert text[p["start"]:p["end"]] == q["exact"], a  # Python counts code points, as the model does
        assert text[:p["start"]].endswith(q.get("prefix", "")) and text[p["end"]:].startswith(q.get("suffix", "")), a


def polecat(dir):
    import csv as plain

    import pandas
    _, texts = record(dir)
    t = pandas.read_csv(dir / "polecat", sep="\t", quoting=plain.QUOTE_NONE, dtype=str, keep_default_na=False)
    assert len(t) > 0 and list(t.columns).index("Version") == 39
    for _, row in t.iterrows():
        assert cut(texts[row["URI"]], row["Start"], row["End"])
        assert -10 <= float(row["Intensity"]) <= 10
        assert row["Event Date"] == "None" or pandas.Timestamp(row["Event Date"])


def plover(dir):
    import pandas
    _, texts = record(dir)
    t = pandas.read_json(dir / "plover", lines=True, convert_dates=False)
    assert len(t) > 0
    for row in t.to_dict("records"):
        at = row["text_info"]
        assert cut(texts[row["cite_info"][0]["url"]], at["start"], at["end"]) == row["text"]


def timeml(dir):
    import xml.etree.ElementTree
    r, _ = record(dir)
    for d in r["documents"]:
        x = xml.etree.ElementTree.parse(str(dir / "timeml" / (d["id"] + ".tml"))).getroot()
        assert "".join(x.find("TEXT").itertext()) == d["text"]
        events = {e.get("eid") for e in x.iter("EVENT")}
        times = {t.get("tid") for t in x.iter("TIMEX3")}
        made = {m.get("eiid") for m in x.iter("MAKEINSTANCE") if m.get("eventID") in events}
        assert len(made) == len(events)
        for link in x.iter("TLINK"):
            assert link.get("eventInstanceID") in made and link.get("relatedToTime") in times


def ftm(dir):
    from followthemoney import model
    n, ids, links = 0, set(), set()
    for line in (dir / "ftm").read_text(encoding="utf-8").splitlines():
        e = model.get_proxy(json.loads(line))
        for name, value in e.itervalues():
            assert name.type.validate(value) or name.type.name in ("text", "string", "name"), (name, value)
            if name.type.name == "entity":
                links.add(value)
        ids.add(e.id)
        n += 1
    assert n > 0 and links <= ids, links - ids


if __name__ == "__main__":
    try:
        globals()[sys.argv[1]](pathlib.Path(sys.argv[2]))
    except ImportError as e:
        print("not installed:", e)
        sys.exit(77)
