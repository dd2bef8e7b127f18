"""Names labels of our own (labels/names) as training data, split by document.

O leaves the seven kinds of values open: the labels do not mark them.
"""
import glob
import json
import os

import names
import segment
import split
from paths import BENCH, HERE, module

check = module("labels/names/check.py")
REPEAT = 2
MARKED = [t for t in names.TYPES if t not in names.VALUES]
cache = []


def rows():
    """(part, words, masks, gold spans) of every labelled sentence."""
    if cache:
        return cache
    want = []
    for p in sorted(glob.glob(os.path.join(HERE, "labels", "names", "[0-9][0-9].tsv"))):
        for l in open(p, encoding="utf-8"):
            f = l.rstrip("\n").split("\t")
            if len(f) >= 4:
                want.append((f[0], int(f[1]), int(f[2]), f[3]))
    ids, texts = {w[0] for w in want}, {}
    for l in open(os.path.join(BENCH, "raw", "news.jsonl"), encoding="utf-8"):
        if l[8:24] in ids:
            d = json.loads(l)
            texts[d["id"]] = d["text"]
    cuts = {k: [w for s in v for w in s] for k, v in segment.cut(texts).items()}
    texts = {k: v.encode() for k, v in texts.items()}
    for doc, a, b, labels in want:
        raw = texts[doc][a:b]
        s = raw.decode()
        try:
            spans = check.spans(labels, s)
        except ValueError:
            continue
        toks = [(p - a, q - a) for p, q in cuts[doc] if a <= p and q <= b]
        gold = []
        for x, y, t in spans:
            x, y = len(s[:x].encode()), len(s[:y].encode())
            k = [i for i, (p, q) in enumerate(toks) if p < y and q > x]
            if k:
                gold.append((k[0], k[-1], t))
        masks = names.spans_to_masks(len(toks), [(p, q, [t]) for p, q, t in gold], names.allow(names.VALUES))
        cache.append((split.part(doc), [raw[p:q].decode() for p, q in toks], masks, gold))
    return cache


def training():
    return [(w, m) for p, w, m, _ in rows() if p == "train"]


def dev():
    return [(w, m) for p, w, m, _ in rows() if p == "dev"]


def score(net, decode, predict, part="dev"):
    """Exact-span F1 over the marked types, and by type."""
    data = [(w, g) for p, w, _, g in rows() if p == part]
    got = predict(net, [w for w, _ in data], decode_tree=False)
    c = {t: [0, 0, 0] for t in MARKED}
    for (w, gold), g in zip(data, got):
        x, y = {s for s in decode(g["names"]) if s[2] in c}, set(gold)
        for t in c:
            a, b = {s for s in x if s[2] == t}, {s for s in y if s[2] == t}
            c[t] = [c[t][0] + len(a & b), c[t][1] + len(a), c[t][2] + len(b)]

    def f1(v):
        return 200. * v[0] / max(1, v[1] + v[2])
    tot = [sum(v[k] for v in c.values()) for k in range(3)]
    return f"{f1(tot):.1f} of {tot[2]} (" + " ".join(f"{t} {f1(v):.0f}" for t, v in c.items() if v[2] > 4) + ")"
