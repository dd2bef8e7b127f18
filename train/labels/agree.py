#!/usr/bin/env python3
"""agree.py --bench FOLDER A B

Says how far two readers agree: the label files of the same name in the
folders A and B. A claim of one is found by the other when the words of their
contents overlap by half or more (Jaccard over bytes) and the innermost
source is the same span or the same name; an event when the triggers overlap.
What is found is compared further. B is scored against A; F1 is the same
either way.
"""
import argparse
import os
import sys

import check
import source


def covered(spans):
    return {i for s, e in spans for i in range(s, e)}


def jaccard(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def pair(a, b, score, least):
    """Match one to one, best score first; return index pairs."""
    found = sorted(((score(x, y), -i, -j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    left, right, out = set(), set(), []
    for s, i, j in found:
        if s >= least and -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            out.append((a[-i], b[-j]))
    return out


def overlap(a, b):
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def same(a, b):
    """Whether two links of a chain mean the same source."""
    return overlap(a["span"], b["span"]) or a["name"].casefold() == b["name"].casefold()


def chains(a, b):
    return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))


def claims(x, y):
    """Score two claims: contents, and a little for the same chain."""
    j = jaccard(covered(x["content"]), covered(y["content"]))
    return j + chains(x["chain"], y["chain"]) / 10 if j >= .5 else 0.0


def events(x, y):
    return jaccard(covered([x["trigger"]]), covered([y["trigger"]]))


def anyone(x, y):
    """Whether two lists of participants share one, or both are empty."""
    return (not x and not y) or any(overlap(p["span"], q["span"]) for p in x for q in y)


def f1(matched, a, b):
    return 2 * matched / (a + b) if a + b else 1.0


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bench", required=True)
    p.add_argument("a")
    p.add_argument("b")
    args = p.parse_args()
    names = sorted(set(os.listdir(args.a)) & set(os.listdir(args.b)))
    names = [n for n in names if n.endswith(".lab")]
    texts = source.load(args.bench, [n[:-4] for n in names])
    n = {"ca": 0, "cb": 0, "ea": 0, "eb": 0}
    cs, es = [], []
    for name in names:
        doc = name[:-4]
        x, y = (check.resolve(os.path.join(d, name), doc, texts[doc], lambda line, message: None)
                for d in (args.a, args.b))
        n["ca"] += len(x["claims"])
        n["cb"] += len(y["claims"])
        n["ea"] += len(x["events"])
        n["eb"] += len(y["events"])
        cs += pair(x["claims"], y["claims"], claims, .5)
        es += pair(x["events"], y["events"], events, .01)
    sourced = [(x, y) for x, y in cs if same(x["chain"][-1], y["chain"][-1])]
    print(f"{len(names)} documents")
    print(f"claims {n['ca']} {n['cb']}: content F1 {f1(len(cs), n['ca'], n['cb']):.3f}, "
          f"with the same source {f1(len(sourced), n['ca'], n['cb']):.3f}")
    for what, test in (
        ("chain exact", lambda x, y: chains(x["chain"], y["chain"])),
        ("quoted", lambda x, y: x["quoted"] == y["quoted"]),
        ("stance", lambda x, y: x["stance"] == y["stance"]),
    ):
        share(what, cs, test)
    report(es, n["ea"], n["eb"])


def report(es, a, b):
    """What two readers' matched events share; a and b: how many each has."""
    print(f"events {a} {b}: trigger F1 {f1(len(es), a, b):.3f}, "
          f"with the same type {f1(sum(x['type'] == y['type'] for x, y in es), a, b):.3f}")
    for what, test in (
        ("type", lambda x, y: x["type"] == y["type"]),
        ("status", lambda x, y: x["status"] == y["status"]),
        ("actors", lambda x, y: anyone(x["actors"], y["actors"])),
        ("recipients", lambda x, y: anyone(x["recipients"], y["recipients"])),
        ("time", lambda x, y: overlap(x["time"], y["time"]) or x["time"] is y["time"]),
        ("place", lambda x, y: overlap(x["place"], y["place"]) or x["place"] is y["place"]),
    ):
        share(what, es, test)


def share(what, pairs, test):
    if pairs:
        print(f"  {what} {sum(test(x, y) for x, y in pairs) / len(pairs):.3f} of {len(pairs)}")


if __name__ == "__main__":
    sys.exit(main())
