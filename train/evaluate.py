"""Scores on development data: tags, lemmas, trees; names as exact spans."""
import os
import random

import numpy as np
import torch

import names
import trees
from model import tensors

LETTER = {"PERSON": "PER", "ORG": "ORG", "MIL_UNIT": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


@torch.no_grad()
def predict(net, sents, size=3000, decode_tree=True):
    """Per sentence: dict of label numbers, heads, names scores (log probabilities)."""
    net.eval()
    order = sorted(range(len(sents)), key=lambda i: len(sents[i]))
    out, at = [None] * len(sents), 0
    while at < len(order):
        b = []
        while at < len(order) and (not b or (len(sents[order[at]]) * 1.3 + 2) * (len(b) + 1) <= size):
            b.append(order[at])
            at += 1
        t = tensors([sents[i] for i in b], net.index["shapes"])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = net.words(t, "syn")
            got = {k: net.heads[k](h).argmax(-1).tolist() for k in ("upos", "xpos", "feats", "lemma")} if decode_tree else {}
            ner = torch.log_softmax(net.heads["names"](h).float(), -1).numpy()
            if decode_tree:
                arc, dep, head = net.heads["tree"](h, t["words"])
                arc = torch.log_softmax(arc, -1).numpy()
                heads = np.zeros(t["words"].shape, np.int64)
                for k, i in enumerate(b):
                    n = len(sents[i])
                    heads[k, :n] = trees.mst(arc[k, :n, :n + 1])
                rel = net.heads["tree"].label_scores(dep, head, torch.from_numpy(heads)).float()
                root = net.index["deprel"]["root"]
                rel[..., root] = -1e9
                rel = rel.argmax(-1).numpy()
                rel[heads == 0] = root
        for k, i in enumerate(b):
            n = len(sents[i])
            out[i] = {x: v[k][:n] for x, v in got.items()}
            out[i]["names"] = ner[k, :n]
            if decode_tree:
                out[i]["head"], out[i]["deprel"] = heads[k, :n], rel[k, :n]
    net.train()
    return out


def decode(scores):
    """Best BIO sequence (Viterbi; I-x only after B-x or I-x) → [(first, last, type)]."""
    n, m = scores.shape
    k = len(names.TYPES)
    b, i = scores[:, 1::2], scores[:, 2::2]
    best = np.full((n, m), -1e9)
    back = np.zeros((n, m), np.int64)
    best[0] = scores[0]
    best[0, 2::2] = -1e9
    for w in range(1, n):
        p = best[w - 1]
        top = int(p.argmax())
        best[w, 0], back[w, 0] = p[top] + scores[w, 0], top
        best[w, 1::2], back[w, 1::2] = p[top] + b[w], top
        pb, pi = p[1::2], p[2::2]
        best[w, 2::2] = np.maximum(pb, pi) + i[w]
        back[w, 2::2] = np.where(pb >= pi, 1 + 2 * np.arange(k), 2 + 2 * np.arange(k))
    y = [int(best[-1].argmax())]
    for w in range(n - 1, 0, -1):
        y.append(int(back[w, y[-1]]))
    return spans([names.LABELS[x] for x in y[::-1]])


def spans(tags):
    out, start = [], None
    for k, t in enumerate(list(tags) + ["O"]):
        if start is not None and not (t[0] == "I" and t[2:] == tags[start][2:]):
            out.append((start, k - 1, tags[start][2:]))
            start = None
        if t[0] == "B":
            start = k
    return out


def f1(tp, sys, gold):
    return 200. * tp / max(1, sys + gold)


def trim(ws, a, b):
    """Without articles in front and 's behind, as the scorers do."""
    while a < b and ws[a].lower() in ("the", "a", "an"):
        a += 1
    while b > a and ws[b] in ("'s", "’s", "'", "’"):
        b -= 1
    return a, b


def three(net, rows, overlap=False):
    """rows: (words, gold spans PER ORG LOC) → F1 by type."""
    got = predict(net, [w for w, _ in rows], decode_tree=False)
    c = {t: [0, 0, 0] for t in ("PER", "ORG", "LOC")}
    for (w, gold), g in zip(rows, got):
        gold = {(*trim(w, a, b), t) for a, b, t in gold}
        sys = {(*trim(w, a, b), LETTER[t]) for a, b, t in decode(g["names"]) if t in LETTER}
        for t in c:
            x, y = {s for s in sys if s[2] == t}, {s for s in gold if s[2] == t}
            c[t][1] += len(x)
            c[t][2] += len(y)
            if overlap:
                c[t][0] += (sum(any(p[0] <= q[1] and q[0] <= p[1] for q in y) for p in x) + sum(any(p[0] <= q[1] and q[0] <= p[1] for q in x) for p in y)) / 2
            else:
                c[t][0] += len(x & y)
    tot = [sum(v[k] for v in c.values()) for k in range(3)]
    return f"{f1(*tot):.1f} (" + "/".join(f"{f1(*c[t]):.0f}" for t in c) + ")"


def tree_scores(net, sents):
    got = predict(net, [[r[1] for r in s] for s in sents])
    n = c = 0
    hit = dict.fromkeys(("UPOS", "XPOS", "feats", "lemma", "UAS", "LAS"), 0)
    v = net.v
    for s, p in zip(sents, got):
        for i, r in enumerate(s):
            n += 1
            hit["UPOS"] += v["upos"][p["upos"][i]] == r[3]
            hit["XPOS"] += v["xpos"][p["xpos"][i]] == r[4]
            hit["feats"] += v["feats"][p["feats"][i]] == r[5]
            hit["lemma"] += trees.apply(v["lemma"][p["lemma"][i]], r[1]).lower() == r[2].lower() or r[2] == "_"
            if p["head"][i] == int(r[6]):
                hit["UAS"] += 1
                hit["LAS"] += v["deprel"][p["deprel"][i]].split(":")[0] == r[7].split(":")[0]
    return " ".join(f"{k} {100 * x / n:.2f}" for k, x in hit.items())


def report(net, sample):
    out = []
    for k, s in trees.load(1).items():
        s = [x for x in s if len(x) < 150]
        if sample:
            s = random.Random(7).sample(s, sample)
        out.append(f"{k}: {tree_scores(net, s)}")
    out.append("uner-dev " + three(net, [(w, [(a, b, t) for a, b, t in spans(t)]) for w, _, t, d in names.uner() if names.is_dev("uner", d)]))
    out.append("re3d-dev overlap " + three(net, [(w, g) for w, _, d, g in names.re3d() if names.is_dev("re3d", d)], True))
    try:
        import ownnames
        out.append("own-dev " + ownnames.score(net, decode, predict))
    except ImportError:
        pass
    return " | ".join(out)
