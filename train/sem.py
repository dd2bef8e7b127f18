"""The family sem: losses, decoding, scores and temperatures of times, cues, events and roles.

    sem.py prepare CHECKPOINT       reads the labels once more, into WORK/reading.pickle
    sem.py eval CHECKPOINT [PART]
"""
import collections
import os
import pickle
import sys

import numpy as np
import torch
import torch.nn.functional as F

import evaluate
import reading
from model import tensors
from paths import WORK

BITS = torch.tensor([1 << k for k in range(len(reading.LABELS["timex"]))], dtype=torch.int64)
cache = {}


def parser(net):
    """UPOS and governors by the family syn, for heads of labelled spans."""
    def parse(sents):
        v = net.v["upos"]
        return [([v[k] for k in p["upos"]], list(p["head"])) for p in evaluate.predict(net, sents)]
    return parse


def sentences(net):
    return reading.own(parser(net)) + reading.single(parser(net)) + reading.written(parser(net)) + reading.wikiwars() + reading.meantime() + reading.silver()


def data(net, part, share=1.):
    """Sentences of a part; share: the first so many of the training documents, for learning curves."""
    if "all" not in cache:
        path = os.path.join(WORK, "reading.pickle")
        cache["all"] = pickle.load(open(path, "rb")) if os.path.exists(path) else sentences(net)
    got = [s for s in cache["all"] if s.part == part and 1 < len(s.words) <= 110]
    if share < 1:
        docs = sorted({s.doc for s in got if s.events})
        keep = set(docs[:int(len(docs) * share)])
        got = [s for s in got if not s.events or s.doc in keep]
    return got


def pairs(batch):
    """Predicate words of a batch: (sentence, word) and their role rows."""
    where = [(i, p) for i, s in enumerate(batch) for p in sorted(s.roles)]
    n = max(len(s.words) for s in batch)
    y = np.full((len(where), n), -1, np.int64)
    for k, (i, p) in enumerate(where):
        y[k, :len(batch[i].words)] = 0
        for w, r in batch[i].roles[p].items():
            y[k, w] = r
    return where, torch.from_numpy(y)


def pair_rows(batch):
    """Every two nominals of sentences whose events are labelled: (sentence, actor, recipient), types."""
    where = [(i, a, b) for i, s in enumerate(batch) if s.events for a in participants(s) for b in participants(s) if a != b]
    return where, torch.tensor([batch[i].pair.get((a, b), 0) for i, a, b in where])


def participants(s):
    """At most 16, those of events first."""
    told = sorted({w for p in s.pair for w in p})
    return told + [w for w in s.nominal if w not in told][:max(0, 16 - len(told))]


def pair_scores(net, h, where):
    """One row for each actor and recipient; the head looks from every actor on all words."""
    actors = sorted({(i, a) for i, a, _ in where})
    at = {x: k for k, x in enumerate(actors)}
    i, a = torch.tensor([x[0] for x in actors]), torch.tensor([x[1] for x in actors])
    return net.heads["pair"](h[i, a], h[i])[[at[(i, a)] for i, a, _ in where], [b for _, _, b in where]]


def role_scores(net, h, where):
    i = torch.tensor([a for a, _ in where])
    p = torch.tensor([b for _, b in where])
    return net.heads["roles"](h[i, p], h[i])


def loss(net, batch, frozen=False):
    t = tensors([s.words for s in batch], net.index["shapes"])
    b, n = t["words"].shape
    with torch.autocast("cpu", dtype=torch.bfloat16):
        if frozen:
            with torch.no_grad():
                encoded = net.encode(t)
        else:
            encoded = net.encode(t)
        h = net.words(t, "sem", encoded)
        total = h.sum() * 0.
        masks = np.full((b, n), reading.ALL, np.int64)
        tags = {k: np.full((b, n), -1, np.int64) for k in ("cue", "trigger", "status")}
        for i, s in enumerate(batch):
            if s.timex:
                masks[i, :len(s.words)] = s.timex
            if s.claims:
                tags["cue"][i, :len(s.words)] = s.cue
            if s.events:
                tags["trigger"][i, :len(s.words)] = s.trigger
                for w, y in s.status.items():
                    tags["status"][i, w] = y
        m = torch.from_numpy(masks)
        keep = m != reading.ALL
        if keep.any():
            ok = (m[keep].unsqueeze(-1) & BITS) != 0
            lp = F.log_softmax(net.heads["timex"](h)[keep].float(), -1).masked_fill(~ok, -1e4)
            total = total - torch.logsumexp(lp, -1).sum()
        for k, w in (("cue", 1.), ("trigger", 1.), ("status", .5)):
            y = torch.from_numpy(tags[k])
            keep = y >= 0
            if keep.any():
                total = total + w * F.cross_entropy(net.heads[k](h)[keep].float(), y[keep], reduction="sum")
        spots = [(i, w, ms) for i, s in enumerate(batch) for w, ms in s.mode.items()]
        if spots:
            y = torch.zeros(len(spots), len(reading.LABELS["mode"]))
            for k, (_, _, ms) in enumerate(spots):
                y[k, ms] = 1.
            x = net.heads["mode"](h)[[i for i, _, _ in spots], [w for _, w, _ in spots]]
            total = total + 2. * F.binary_cross_entropy_with_logits(x.float(), y, reduction="sum")
        where, y = pairs(batch)
        if where:
            x = role_scores(net, h, where).float()
            total = total + .6 * F.cross_entropy(x.reshape(-1, x.shape[-1]), y.reshape(-1), ignore_index=-1, reduction="sum")
        where, y = pair_rows(batch)
        if where:
            x = pair_scores(net, h, where).float()
            total = total + (F.cross_entropy(x, y, reduction="none") * torch.where(y > 0, .6, .15)).sum()
    words = int(t["words"].sum())
    return total / words, words


def decode(scores, types):
    """BIO spans, as in evaluate.decode, over the given types."""
    y, prev = [], 0
    for r in scores:
        r = r.copy()
        for k in range(2, len(r), 2):
            if prev not in (k - 1, k):
                r[k] = -1e9
        prev = int(r.argmax())
        y.append(prev)
    labels = ["O"] + [p + t for t in types for p in ("B-", "I-")]
    return evaluate.spans([labels[k] for k in y])


@torch.no_grad()
def run(net, sents, size=40):
    """Yields (sentence, outputs as numpy)."""
    net.eval()
    order = sorted(sents, key=lambda s: len(s.words))
    for at in range(0, len(order), size):
        batch = order[at:at + size]
        t = tensors([s.words for s in batch], net.index["shapes"])
        h = net.words(t, "sem")
        out = {k: net.heads[k](h).float().numpy() for k in ("timex", "cue", "trigger", "status", "mode")}
        where, y = pairs(batch)
        roles = role_scores(net, h, where).float().numpy() if where else []
        both, types = pair_rows(batch)
        pair = pair_scores(net, h, both).float().numpy() if both else []
        for i, s in enumerate(batch):
            n = len(s.words)
            o = {k: v[i, :n] for k, v in out.items()}
            o["pair"] = {(a, b): (pair[k], int(types[k])) for k, (j, a, b) in enumerate(both) if j == i}
            o["roles"] = {p: (roles[k][:n], y[k][:n].numpy()) for k, (j, p) in enumerate(where) if j == i}
            yield s, o
    net.train()


class Count:
    def __init__(self):
        self.c = collections.defaultdict(lambda: [0, 0, 0])

    def add(self, kind, sys_, gold):
        c = self.c[kind]
        c[0] += len(sys_ & gold)
        c[1] += len(sys_)
        c[2] += len(gold)

    def f(self, kind):
        tp, s, g = self.c[kind]
        return f"{evaluate.f1(tp, s, g):.1f} (p {100 * tp / max(1, s):.0f} r {100 * tp / max(1, g):.0f} of {g})"


def report(net, part="dev"):
    c, right, all_ = Count(), 0, 0
    per = collections.defaultdict(lambda: [0, 0, 0])
    for s, o in run(net, data(net, part)):
        if s.gold:
            gold_tags = ["O" if x == 1 else reading.LABELS["timex"][x.bit_length() - 1] for x in s.timex]
            gold, got = set(evaluate.spans(gold_tags)), set(decode(o["timex"], reading.TIMES))
            c.add("timex", got, gold)
            over = {g for g in gold if any(x[0] <= g[1] and g[0] <= x[1] for x in got)}
            c.c["timex overlap"][0] += len(over)
            c.c["timex overlap"][1] += len(got)
            c.c["timex overlap"][2] += len(gold)
        if s.claims:
            cue = ["O" if k == 0 else reading.LABELS["cue"][k] for k in s.cue]
            c.add("cue", {x[:2] for x in decode(o["cue"], reading.KINDS)}, {x[:2] for x in evaluate.spans(cue)})
        if not s.events:
            continue
        got = {(i, int(k)) for i, k in enumerate(o["trigger"].argmax(-1)) if k}
        gold = {(i, k) for i, k in enumerate(s.trigger) if k}
        c.add("trigger", {i for i, _ in got}, {i for i, _ in gold})
        c.add("trigger typed", got, gold)
        for x in got | gold:
            v = per[reading.LABELS["trigger"][x[1]]]
            v[0] += x in got and x in gold
            v[1] += x in got
            v[2] += x in gold
        for w, y in s.status.items():
            right += o["status"][w].argmax() == y
            all_ += 1
        c.add("mode", {(w, k) for w in s.mode for k in np.flatnonzero(o["mode"][w] > 0).tolist()}, {(w, k) for w, ks in s.mode.items() for k in ks})
        for p, (x, y) in o["pair"].items():
            c.add("pair", {k for k in [int(x.argmax())] if k}, {y} - {0})
            if y:
                c.add("pair given", {1 + int(x[1:].argmax())}, {y})
        for p, (x, y) in o["roles"].items():
            x = x.argmax(-1)
            for k, name in enumerate(reading.LABELS["roles"]):
                if k:
                    c.add(name, {(p, w) for w in np.flatnonzero(x == k)}, {(p, w) for w in np.flatnonzero(y == k)})
    types = " ".join(f"{k} {evaluate.f1(*v):.0f}/{v[2]}" for k, v in sorted(per.items()))
    return f"{part}: " + " | ".join(f"{k} {c.f(k)}" for k in c.c) + f" | status {100 * right / max(1, all_):.1f} of {all_} | types {types}"


def temperatures(net):
    """For the softmax heads by likelihood on dev; roles over pairs; modes by binary likelihood."""
    from calibrate import GRID, best
    got = {k: ([], []) for k in ("timex", "cue", "trigger", "status", "roles", "pair")}
    modes = ([], [])

    def add(k, x, y):
        got[k][0].append(torch.from_numpy(np.asarray(x)))
        got[k][1].append(F.one_hot(torch.as_tensor(y), x.shape[-1]).bool())
    for s, o in run(net, data(net, "dev")):
        if s.gold:
            add("timex", o["timex"], [max(0, x.bit_length() - 1) for x in s.timex])
        if s.claims:
            add("cue", o["cue"], s.cue)
        if s.events:
            add("trigger", o["trigger"], s.trigger)
            for w, y in s.status.items():
                add("status", o["status"][w:w + 1], [y])
                modes[0].append(torch.from_numpy(o["mode"][w]))
                modes[1].append(torch.zeros(len(o["mode"][w])).index_fill_(0, torch.tensor(s.mode[w], dtype=torch.int64), 1.))
            for x, y in o["roles"].values():
                add("roles", x, y)
            for x, y in o["pair"].values():
                add("pair", x[None], [y])
    out = {k: best(*v) for k, v in got.items()}
    if modes[0]:
        x, y = torch.stack(modes[0]), torch.stack(modes[1])
        out["mode"] = min(GRID, key=lambda t: F.binary_cross_entropy_with_logits(x / t, y).item())
    return out


if __name__ == "__main__":
    import syn
    torch.set_num_threads(1)
    if sys.argv[1] == "prepare":
        got = sentences(syn.load(sys.argv[2]))
        with open(os.path.join(WORK, "reading.tmp"), "wb") as f:
            pickle.dump(got, f)
        os.replace(f.name, os.path.join(WORK, "reading.pickle"))
        print(len(got), "sentences")
        sys.exit()
    print(report(syn.load(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "dev"))
