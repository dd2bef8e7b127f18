#!/usr/bin/env python3
"""agree.py FIRST.json SECOND.json [FIRST.json SECOND.json ...]

How far two labellings of a report agree (docs/labels.md). Claims match where half of the shorter content is shared and a third of both
together, event mentions where half of the shorter trigger is. What is required in one and optional in the other is no disagreement for F1;
it is counted by itself.
"""
import json
import sys


def share(a, b, of=min):
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / of(a[1] - a[0], b[1] - b[0])


def pairs(first, second, same):
    """Pair the labels of two lists, each once, in the order of the first."""
    left, out = list(second), []
    for x in first:
        y = max((y for y in left if same(x, y) > 0), key=lambda y: same(x, y), default=None)
        if y is not None:
            left.remove(y)
            out.append((x, y))
    return out


def claim(x, y):
    a, b = x["content"]["span"], y["content"]["span"]
    whole = share(a, b, lambda m, n: max(a[1], b[1]) - min(a[0], b[0]))
    return whole if share(a, b) >= 0.5 and whole >= 0.3 else 0


def event(x, y):
    s = share(x["trigger"]["span"], y["trigger"]["span"])
    return s if s >= 0.5 else 0


def meets(a, b):
    """Two lists of participants, each a list of accepted names, name somebody in common, or both are empty."""
    return not a and not b or any(set(p) & set(q) for p in a for q in b)


def main():
    paths = sys.argv[1:]
    if not paths or len(paths) % 2:
        sys.exit(__doc__.strip())
    n, got = {}, {}

    def add(name, hit, of=1):
        got[name] = got.get(name, 0) + hit
        n[name] = n.get(name, 0) + of
    for a, b in zip(paths[::2], paths[1::2]):
        with open(a, encoding="utf-8") as f, open(b, encoding="utf-8") as g:
            one, two = json.load(f), json.load(g)
        for kind, same in (("claims", claim), ("events", event)):
            must = [[x for x in d[kind] if not x.get("optional")] for d in (one, two)]
            hits = pairs(must[0], two[kind], same), pairs(must[1], one[kind], same)
            add(kind + ": required in one, labelled in the other", len(hits[0]) + len(hits[1]), len(must[0]) + len(must[1]))
            both = pairs(must[0], must[1], same)
            add(kind + ": F1 of the required", 2 * len(both), len(must[0]) + len(must[1]))
            for x, y in both:
                if kind == "claims":
                    add("chain exact", len(x["chain"]) == len(y["chain"]) and all(set(p) & set(q) for p, q in zip(x["chain"], y["chain"])))
                    add("way of quoting", x["quoted"] == y["quoted"])
                    add("stance", x["stance"] == y["stance"])
                else:
                    add("type", bool(set(x["types"]) & set(y["types"])))
                    add("status", x["status"] == y["status"])
                    add("actor", meets(x["actors"], y["actors"]))
                    add("recipient", meets(x["recipients"], y["recipients"]))
    for name in n:
        print(f"{name:50s} {got[name] / n[name]:.3f}  {got[name]}/{n[name]}")


if __name__ == "__main__":
    main()
