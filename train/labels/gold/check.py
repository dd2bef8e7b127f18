#!/usr/bin/env python3
"""check.py --bench FOLDER [GOLD.json ...]

Checks the gold of whole reports (docs/labels.md) against the texts: that a text is the one that was labelled, that
every span begins and ends with the words it quotes, and that types, status and keys are known. Reports lie in
FOLDER/stories/*/ as JSON with title and text. Exit status 1 where something is wrong.
"""
import argparse
import glob
import hashlib
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
            "MOBILIZE COERCE ASSAULT OTHER".split())
STATUS = set("actual historical planned possible negated alleged called-off denied".split())


def text(bench, gold):
    """Return the labelled text as bytes: title, a blank line, text."""
    [path] = glob.glob(os.path.join(bench, "stories", "*", glob.escape(gold["file"])))
    with open(path, encoding="utf-8") as f:
        d = json.load(f)
    raw = (d["title"] + "\n\n" + d["text"]).encode()
    if hashlib.sha256(raw).hexdigest() != gold["sha256"]:
        raise ValueError(gold["file"] + ": not the text that was labelled")
    return raw


def quoted(raw, x):
    """Tell whether the bytes of a span are the words it quotes, of a long one the first and the last."""
    said = raw[x["span"][0]:x["span"][1]].decode("utf-8", "replace")
    head, cut, tail = x["text"].partition(" … ")
    words = " ".join(said.split())
    return words.startswith(head) and words.endswith(tail) if cut else said == x["text"]


def spans(x):
    """Yield every span with a quote that is in a value."""
    if isinstance(x, dict):
        if "span" in x and "text" in x:
            yield x
        for v in x.values():
            yield from spans(v)
    elif isinstance(x, list):
        for v in x:
            yield from spans(v)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bench", required=True)
    ap.add_argument("gold", nargs="*")
    args = ap.parse_args()
    wrong, n, raws = 0, 0, {}

    def check(ok, path, x):
        nonlocal wrong
        if not ok:
            wrong += 1
            print(f"{path}: {x}")
    for path in args.gold or sorted(glob.glob(os.path.join(HERE, "[0-9]*.json"))):
        with open(path, encoding="utf-8") as f:
            gold = json.load(f)
        raw = raws[int(os.path.basename(path)[:3])] = text(args.bench, gold)
        for x in spans(gold):
            n += 1
            check(quoted(raw, x), path, x)
        for e in gold["events"]:
            check(set(e["types"]) <= TYPES and e["status"] in STATUS, path, e)
        for c in gold["claims"]:
            check(c["chain"] and len(c["chain"]) == len(c["kinds"]), path, c)
    across = os.path.join(HERE, "across.json")
    if not args.gold and os.path.exists(across):
        with open(across, encoding="utf-8") as f:
            for x in spans(json.load(f)):
                n += 1
                check(quoted(raws[x["seed"]], x), across, x)
    print(f"{n} spans, {wrong} wrong")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
