#!/usr/bin/env python3
"""Join label lists to sentence ids, verify them, and measure double labels.

    check.py --bench BENCH                       verify every NN.tsv
    check.py --bench BENCH --join NN LISTS       write NN.tsv from "number<TAB>list" lines
    check.py --bench BENCH --agree SECOND        span + type F1 of a second labelling
"""
import argparse, collections, glob, json, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = "PERSON NORP ORG MIL_UNIT GPE LOC FAC EVENT WORK LAW WEAPON VEHICLE ROLE".split()


def spans(lst, s):
    """The labelled spans of one sentence, sorted; raises ValueError when one is not found."""
    out = []
    if lst == "-":
        return out
    used = collections.Counter()
    for item in lst.split("|"):
        typ, _, surface = item.partition(":")
        if typ not in TYPES:
            raise ValueError("unknown type in " + item)
        nth = 1
        head, _, tail = surface.rpartition("#")
        if head and tail.isdigit():
            surface, nth = head, int(tail)
        at = -1
        for _ in range(nth):
            at = s.find(surface, at + 1)
            while at > 0 and (s[at - 1].isalnum() and surface[0].isalnum()) or \
                    at >= 0 and s[at + len(surface):at + len(surface) + 1].isalnum() and surface[-1].isalnum():
                at = s.find(surface, at + 1)
            if at < 0:
                raise ValueError("not found: " + item)
        out.append((at, at + len(surface), typ))
    out.sort()
    for a, b in zip(out, out[1:]):
        if b[0] < a[1]:
            raise ValueError("overlap: %s / %s" % (s[a[0]:a[1]], s[b[0]:b[1]]))
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bench", required=True)
    ap.add_argument("--join", nargs=2)
    ap.add_argument("--agree")
    a = ap.parse_args()
    ids = {}
    for l in open(os.path.join(HERE, "ids.tsv")):
        n, id, b, e = l.split()
        ids[int(n)] = (id, int(b), int(e))
    want = {v[0] for v in ids.values()}
    texts = {}
    for l in open(os.path.join(a.bench, "raw", "news.jsonl"), encoding="utf-8"):
        if l[8:24] in want:
            d = json.loads(l)
            texts[d["id"]] = d["text"].encode()
    sent = lambda id, b, e: texts[id][b:e].decode()
    if a.join:
        rows, bad = [], 0
        for l in open(a.join[1], encoding="utf-8"):
            l = l.rstrip("\n")
            if not l:
                continue
            n, _, lst = l.partition("\t")
            key = ids[int(n)]
            try:
                spans(lst, sent(*key))
            except ValueError as err:
                bad += 1
                print(n, err, file=sys.stderr)
            rows.append("%s\t%d\t%d\t%s\n" % (*key, lst))
        with open(os.path.join(HERE, a.join[0] + ".tsv"), "w", encoding="utf-8") as o:
            o.writelines(rows)
        print(a.join[0], len(rows), "sentences,", bad, "bad")
        return
    if a.agree:
        first = {}
        for f in glob.glob(os.path.join(HERE, "[0-9][0-9].tsv")):
            for l in open(f, encoding="utf-8"):
                id, b, e, lst = l.rstrip("\n").split("\t")
                first[id, int(b), int(e)] = lst
        both = one = two = 0
        for l in open(a.agree, encoding="utf-8"):
            n, _, lst = l.rstrip("\n").partition("\t")
            if not n:
                continue
            key = ids[int(n)]
            s = sent(*key)
            x, y = set(spans(first[key], s)), set(spans(lst, s))
            both, one, two = both + len(x & y), one + len(x), two + len(y)
            for m, only in (("-", x - y), ("+", y - x)):
                for p in sorted(only):
                    print(n, m, p[2], s[p[0]:p[1]])
        print("first %d, second %d, same %d, F1 %.3f" % (one, two, both, 2 * both / (one + two)))
        return
    n, count, docs, seen = 0, collections.Counter(), set(), set()
    for f in sorted(glob.glob(os.path.join(HERE, "[0-9][0-9].tsv"))):
        for i, l in enumerate(open(f, encoding="utf-8"), 1):
            id, b, e, lst = l.rstrip("\n").split("\t")
            key = (id, int(b), int(e))
            if key in seen:
                print("%s:%d twice" % (f, i))
            seen.add(key)
            docs.add(id)
            n += 1
            try:
                for p in spans(lst, sent(*key)):
                    count[p[2]] += 1
            except ValueError as err:
                print("%s:%d %s" % (f, i, err))
    print(n, "sentences,", len(docs), "documents,", sum(count.values()), "spans")
    print(" ".join("%s %d" % (t, count[t]) for t in TYPES))


if __name__ == "__main__":
    main()
