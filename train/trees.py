"""Treebanks: reading, label sets, lemma edit scripts, the maximum spanning tree."""
import collections
import os

import numpy as np

from names import LABELS
from paths import BENCH
from wordpiece import shape

FILES = {"ewt": ("syntax/ewt/en_ewt-ud-train.conllu", "syntax/ewt/en_ewt-ud-dev.conllu"),
         "gum": ("syntax/gum/en_gum-ud-train-nonNC.conllu", "syntax/gum/en_gum-ud-dev.conllu")}


def read(path):
    out, cur = [], []
    for l in open(path, encoding="utf-8"):
        r = l.rstrip("\n").split("\t")
        if r[0].isdigit():
            cur.append(r)
        elif len(r) < 2 and not l.strip() and cur:
            out.append(cur)
            cur = []
    if cur:
        out.append(cur)
    return out


def load(which):
    return {k: read(os.path.join(BENCH, f[which])) for k, f in FILES.items()}


def script(form, lemma):
    """Edit script case|strip|append: case l lower-cases the form first, k keeps it."""
    def one(f):
        n = 0
        while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
            n += 1
        return len(f) - n, lemma[n:]
    low = form.lower()
    lo, keep = one(low), one(form)
    if form != low and keep[0] < lo[0]:
        return f"k|{keep[0]}|{keep[1]}"
    return f"l|{lo[0]}|{lo[1]}"


def apply(s, form):
    case, strip, append = s.split("|", 2)
    f = form.lower() if case == "l" else form
    n = int(strip)
    return f[:len(f) - n] + append if n <= len(f) else form


def label_sets(trees):
    rows = [r for v in trees.values() for s in v for r in s]

    def common(values, least):
        return sorted(k for k, c in collections.Counter(values).items() if c >= least)
    shapes = [k for k, _ in collections.Counter(shape(r[1]) for r in rows).most_common(150)]
    return dict(upos=common((r[3] for r in rows), 1), xpos=common((r[4] for r in rows), 1), feats=common((r[5] for r in rows), 20),
                lemma=common((script(r[1], r[2]) for r in rows if r[2] != "_"), 4),
                deprel=sorted(k for k, c in collections.Counter(r[7] for r in rows).items() if c >= 25 or ":" not in k),
                shapes=["?"] + shapes, names=LABELS)


def encode(s, index):
    """Label numbers of a sentence; −1 where a label is not in its set."""
    def g(k, x):
        return index[k].get(x, -1)
    return dict(upos=[g("upos", r[3]) for r in s], xpos=[g("xpos", r[4]) for r in s], feats=[g("feats", r[5]) for r in s],
                lemma=[g("lemma", script(r[1], r[2])) for r in s], head=[int(r[6]) for r in s],
                deprel=[index["deprel"].get(r[7], g("deprel", r[7].split(":")[0])) for r in s])


def mst(scores):
    """Heads (0 = root, exactly one) of words 1…n; scores[i, j]: head j for word i+1. Chu-Liu/Edmonds."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and acyclic(heads):
        return heads
    m = np.full((n + 1, n + 1), -1e9)
    m[1:] = scores
    np.fill_diagonal(m, -1e9)
    heads = edmonds(m.copy())
    if (heads[1:] == 0).sum() != 1:
        roots = [i for i in range(1, n + 1) if heads[i] == 0] or list(range(1, n + 1))
        best = max(roots, key=lambda i: m[i, 0])
        m[1:, 0] = -1e9
        m[best] = -1e9
        m[best, 0] = 0
        heads = edmonds(m)
    return heads[1:]


def acyclic(heads):
    for i in range(1, len(heads) + 1):
        k = i
        for _ in range(len(heads) + 1):
            if k == 0:
                break
            k = heads[k - 1]
        if k:
            return False
    return True


def edmonds(m):
    n = m.shape[0]
    head = m.argmax(1)
    head[0] = 0
    colour, cycle = [0] * n, None
    for i in range(1, n):
        path, k = [], i
        while k and not colour[k]:
            colour[k] = i
            path.append(k)
            k = head[k]
        if k and colour[k] == i and k in path:
            cycle = path[path.index(k):]
            break
    if not cycle:
        return head
    inside = set(cycle)
    rest = [k for k in range(n) if k not in inside]
    at = {k: i for i, k in enumerate(rest)}
    c = len(rest)
    q = np.full((c + 1, c + 1), -1e9)
    for a in rest:
        for b in rest:
            if a and a != b:
                q[at[a], at[b]] = m[a, b]
    enter, leave = {}, {}
    for b in rest:
        q[c, at[b]], enter[b] = max((m[a, b] - m[a, head[a]], a) for a in cycle)
        if b:
            q[at[b], c], leave[b] = max((m[b, a], a) for a in cycle)
    r = edmonds(q)
    out = head.copy()
    for b in rest:
        if b:
            out[b] = leave[b] if r[at[b]] == c else rest[r[at[b]]]
    b = rest[r[c]]
    out[enter[b]] = b
    return out
