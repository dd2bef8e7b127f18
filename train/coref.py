"""The family coref: layers that read several sentences at once and say what a person's
pronoun means, learned together with the ranker of those pronouns in the room mention.

    coref.py train MINUTES [--news PASSES] [--held] …   on what train/mention wrote to WORK/coref

A choice is scored as its features tell (mention/person.txt) plus, where the word and its
antecedent stand in one window, what the layers make of the two (internal/nn/context.bin).
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from model import H, TRUNK, Layer, LockedDropout, fill, safetensors
from paths import ENCODER, HERE, WORK

HIDDEN, PLACES, MOST, BEFORE, SIZE = 24, 16, 200, 100, 96
KINDS = ["name", "definite", "other", "he", "it", "they", "I", "you", "this"]


class Doc:
    pass


class Choice:
    __slots__ = ("head", "none", "rows", "right", "pair", "values", "kind")


def load(name, limit=None):
    """Documents of a set."""
    base = os.path.join(WORK, "coref", name)
    numbers = np.memmap(base + ".u16", np.uint16, "r")
    trunk = np.memmap(base + ".trunk", np.int8, "r").reshape(-1, H + 4)
    docs, at, row = [], 0, 0
    for line in open(base + ".jsonl", encoding="utf-8"):
        j = json.loads(line)
        d = Doc()
        d.name, d.id, d.starts = name, j["id"], j["starts"]
        n = d.starts[-1]
        d.trunk = trunk[row:row + n]
        row += n
        x = numbers[at:at + j["numbers"]].astype(np.int64)
        at += j["numbers"]
        d.choices, k = [], 0
        for _ in range(j["choices"]):
            c = Choice()
            c.head, m, c.none = int(x[k]), int(x[k + 1]), bool(x[k + 2])
            w = 4 + j["slots"]
            a = x[k + 3:k + 3 + m * w].reshape(m, w)
            k += 3 + m * w
            c.rows, c.right, c.pair, c.values = a[:, 0], a[:, 1] > 0, a[:, 3], a[:, 4:]
            c.kind = KINDS[int(c.pair[0]) // 3] if j["slots"] else "he"
            if c.none or c.right.any():
                d.choices.append(c)
        docs.append(d)
        if limit and len(docs) >= limit:
            break
    return docs


class Window:
    """Words of whole sentences of a document and the choices that are made in them."""

    def __init__(self, doc, first, last, choices):
        self.doc, self.choices = doc, choices
        self.start = doc.starts[first]
        self.words = doc.starts[last + 1] - self.start if first <= last else 0
        self.place = np.repeat(np.minimum(np.arange(last - first + 1), PLACES - 1), np.diff(doc.starts[first:last + 2])) if self.words else np.zeros(0, np.int64)

    def vectors(self):
        x = np.asarray(self.doc.trunk[self.start:self.start + self.words])
        return x[:, :H].astype(np.float32) * np.ascontiguousarray(x[:, H:]).view(np.float32)


def windows(doc, asked):
    """As syntax/context.go cuts them: from a sentence that asks, back over at most BEFORE words,
    on to the last that asks and fits."""
    by = {}
    for c in doc.choices:
        s = int(np.searchsorted(doc.starts, c.head, "right")) - 1
        by.setdefault(s, []).append(c)
    out, rest = [], []
    todo = sorted(by)
    while todo:
        s = todo[0]
        ask = [c for c in by[s] if asked(c)]
        rest += [c for c in by[s] if not asked(c)]
        todo.pop(0)
        if not ask:
            continue
        if doc.starts[s + 1] - doc.starts[s] > MOST:
            rest += ask
            continue
        first, last = s, s
        while first > 0 and doc.starts[s] - doc.starts[first - 1] <= BEFORE and doc.starts[s + 1] - doc.starts[first - 1] <= MOST:
            first -= 1
        while todo and doc.starts[todo[0] + 1] - doc.starts[first] <= MOST:
            last = todo.pop(0)
            more = [c for c in by[last] if asked(c)]
            rest += [c for c in by[last] if not asked(c)]
            if more:
                ask += more
        out.append(Window(doc, first, last, ask))
    for i in range(0, len(rest), 24):
        out.append(Window(doc, 0, -1, rest[i:i + 24]))
    return out


class Net(nn.Module):
    def __init__(self, width, layers=2, start="original", drop=.3):
        super().__init__()
        self.width = width
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])
        self.place = nn.Embedding(PLACES, H)
        nn.init.normal_(self.place.weight, 0, .02)
        if start == "original":
            d = safetensors(os.path.join(ENCODER, "model.safetensors"))
            for i, l in enumerate(self.layers):
                fill(l, d, TRUNK + i)
        elif start:
            c = torch.load(os.path.join(WORK, start), weights_only=False)
            sem = {k.split("family.sem.layers.")[1]: v for k, v in c["net"].items() if "family.sem.layers." in k}
            self.layers.load_state_dict({k: v for k, v in sem.items() if int(k[0]) < layers})
        self.a, self.b = nn.Linear(H, SIZE), nn.Linear(H, SIZE)
        self.out = nn.Linear(SIZE + 1, SIZE + 1, bias=False)
        nn.init.normal_(self.out.weight, 0, .03)
        self.drop = nn.Dropout(drop)
        self.drop_in = LockedDropout(drop)
        for l in self.layers:
            l.drop.p = .2
        self.linear = nn.EmbeddingBag(27 * width, 1, mode="sum")
        self.into = nn.EmbeddingBag(width + 27, HIDDEN, mode="sum")
        self.up = nn.Linear(HIDDEN, 1, bias=False)
        nn.init.zeros_(self.linear.weight)
        nn.init.normal_(self.into.weight, 0, .1)
        nn.init.normal_(self.up.weight, 0, .2)

    def ranker(self, pair, values):
        return self.linear(pair[:, None] * self.width + values)[:, 0] + self.up(torch.relu(self.into(torch.cat([values, self.width + pair[:, None]], 1))))[:, 0]

    def words(self, batch):
        """Vectors of the words of windows, one after the other."""
        n = max(w.words for w in batch)
        x, place, keep = np.zeros((len(batch), n, H), np.float32), np.zeros((len(batch), n), np.int64), np.zeros((len(batch), n), bool)
        for i, w in enumerate(batch):
            x[i, :w.words], place[i, :w.words], keep[i, :w.words] = w.vectors(), w.place, True
        x = self.drop_in(torch.from_numpy(x)) + self.place(torch.from_numpy(place))
        keep = torch.from_numpy(keep)
        mask = keep[:, None, None, :].expand(len(batch), 1, n, n)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for l in self.layers:
                x = l(x, mask)
        return x

    def pairs(self, h, who, whom):
        def act(x):
            x = self.drop(F.gelu(x))
            return torch.cat([x, torch.ones_like(x[..., :1])], -1)
        return (self.out(act(self.a(h[who]))) * act(self.b(h[whom]))).sum(-1)

    def forward(self, batch, features=True, read=True):
        """Scores of all antecedents of all choices, and what belongs to which."""
        cs = [c for w in batch for c in w.choices]
        sizes = torch.tensor([len(c.rows) for c in cs])
        if features and cs[0].values.shape[1]:
            s = self.ranker(torch.from_numpy(np.concatenate([c.pair for c in cs])), torch.from_numpy(np.concatenate([c.values for c in cs])))
        else:
            s = torch.zeros(int(sizes.sum()))
        read = [w for w in batch if w.words and read]
        if read and len(self.layers):
            h = self.words(read)
            n = h.shape[1]
            h = h.reshape(-1, H).float()
            who, whom, at, k, seen = [], [], [], 0, 0
            for w in batch:
                for c in w.choices:
                    if w.words:
                        r = c.rows - w.start
                        ok = np.flatnonzero((r >= 0) & (r < w.words))
                        who.append(np.full(len(ok), seen * n + c.head - w.start))
                        whom.append(seen * n + r[ok])
                        at.append(k + ok)
                    k += len(c.rows)
                seen += w.words > 0
            who, whom, at = (torch.from_numpy(np.concatenate(x)) for x in (who, whom, at))
            s = s.index_add(0, at, self.pairs(h, who, whom))
        return s, cs, sizes


def loss(s, cs, sizes):
    seg = torch.repeat_interleave(torch.arange(len(cs)), sizes)
    right = torch.from_numpy(np.concatenate([c.right for c in cs]))
    none = torch.tensor([c.none for c in cs])
    top = torch.zeros(len(cs)).scatter_reduce(0, seg, s.detach(), "amax")
    e = torch.exp(s - top[seg])
    zero = torch.exp(-top)
    total = zero + torch.zeros(len(cs)).index_add(0, seg, e)
    good = zero * none + torch.zeros(len(cs)).index_add(0, seg, e * right)
    return (torch.log(total) - torch.log(good + 1e-9)).sum() / len(cs)


@torch.no_grad()
def score(net, ws, features=True):
    """Share of choices whose likeliest antecedent, or none, is right, by kind."""
    net.eval()
    hit = {}
    for i in range(0, len(ws), 16):
        s, cs, sizes = net(ws[i:i + 16], features)
        for c, x in zip(cs, s.split(sizes.tolist())):
            k = int(x.argmax())
            ok = c.right[k] if x[k] > (-3. if c.kind == "he" else 0.) else c.none
            h = hit.setdefault(c.kind, [0, 0])
            h[0] += bool(ok)
            h[1] += 1
    net.train()
    return " ".join(f"{k} {100 * a / n:.1f}/{n}" for k, (a, n) in sorted(hit.items()))


def batches(ws, size):
    ws = list(ws)
    random.shuffle(ws)
    ws = sorted(ws, key=lambda w: (w.words + random.randrange(40)) if w.words else 0)
    out, cur, n = [], [], 0
    for w in ws:
        cur.append(w)
        n += w.words + 8 * (w.words == 0) * len(w.choices)
        if n >= size:
            out.append(cur)
            cur, n = [], 0
    random.shuffle(out)
    return out + ([cur] if cur else [])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=["train"])
    p.add_argument("arg")
    p.add_argument("--out", default="coref")
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--start", default="original")
    p.add_argument("--begin", default="")
    p.add_argument("--kinds", default="he it they")
    p.add_argument("--news", type=float, default=0)
    p.add_argument("--held", action="store_true")
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--rank-lr", type=float, default=5e-4)
    p.add_argument("--drop", type=float, default=.3)
    p.add_argument("--alone", type=int, default=10, help="passes of the ranker before the layers")
    p.add_argument("--batch", type=int, default=1500)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random.seed(1)
    kinds = a.kinds.split()

    def asked(c):
        return c.kind in kinds
    sets = {n: load(n) for n in ("ontogum-dev", "own-dev", "gap-validation", "ontogum-train", "own-train", "gap-development")}
    width = 1 + max(int(c.values.max()) for d in sets["ontogum-train"] for c in d.choices)
    held = {d.id.split("/")[0] for d in sets["gap-development"] if a.held and hash_of(d.id.split("/")[0]) < 15}
    dev = {n: [w for d in sets[n] for w in windows(d, asked)] for n in ("ontogum-dev", "own-dev", "gap-validation")}
    if held:
        dev["gap-held"] = [w for d in sets["gap-development"] if d.id in held for w in windows(d, asked)]
        del dev["gap-validation"]
    train = {n: [w for d in sets[n] if d.id.split("/")[0] not in held for w in windows(d, asked)] for n in ("ontogum-train", "own-train", "gap-development")}
    net = Net(width, a.layers, a.start, a.drop)
    if a.begin:
        net.load_state_dict(torch.load(os.path.join(WORK, "coref", a.begin + ".pt")))
    if not a.begin:
        rank_alone(net, [w for ws in train.values() for w in ws], a.alone)
    for n, ws in dev.items():
        print("  ", n, score(net, ws, True), flush=True)
    enc = list(net.layers.parameters()) + list(net.place.parameters())
    head = [x for m in (net.a, net.b, net.out) for x in m.parameters()]
    rank = [x for m in (net.linear, net.into, net.up) for x in m.parameters()]
    opt = torch.optim.AdamW([dict(params=enc, lr=a.lr), dict(params=head, lr=a.head_lr), dict(params=rank, lr=a.rank_lr, weight_decay=1e-3)], weight_decay=.01, betas=(.9, .98))
    rates = [g["lr"] for g in opt.param_groups]
    budget = 60 * float(a.arg)
    news = [w for d in load("news") for w in windows(d, asked)] if a.news else []
    base = [w for ws in train.values() for w in ws]
    print(width, "values;", len(base), "windows", sum(w.words for w in base), "words;", len(news), "of news;", {n: sum(len(w.choices) for w in ws) for n, ws in {**train, **dev}.items()}, flush=True)
    begun, step, total, k = time.process_time(), 0, 0., 0
    done = 0.
    rounds = 0
    while done < 1:
        if rounds < a.news:
            todo = batches(news if a.news >= 1 or rounds else random.sample(news, int(len(news) * a.news)), a.batch)
        else:
            todo = batches(base, a.batch)
        rounds += 1
        for b in todo:
            done = (time.process_time() - begun) / budget
            if done >= 1:
                break
            warm = min(1., (step + 1) / 60)
            for g, r in zip(opt.param_groups, rates):
                g["lr"] = r * warm * max(0., 1 - done)
            s, cs, sizes = net(b)
            l = loss(s, cs, sizes)
            opt.zero_grad()
            l.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.)
            opt.step()
            step += 1
            total, k = total + l.item(), k + 1
            if step % 100 == 0:
                print(f"{done:.3f} step {step} loss {total / k:.3f}", flush=True)
                total, k = 0., 0
        print(f"pass {rounds} {time.process_time() - begun:.0f}s")
        for n, ws in dev.items():
            print("  ", n, score(net, ws), flush=True)
        torch.save(net.state_dict(), os.path.join(WORK, "coref", a.out + ".pt"))


def rank_alone(net, ws, passes):
    """The ranker first, by itself."""
    opt = torch.optim.Adam([x for m in (net.linear, net.into, net.up) for x in m.parameters()], lr=5e-3)
    for k in range(passes):
        todo = batches(ws, 1500)
        for i, b in enumerate(todo):
            opt.param_groups[0]["lr"] = 5e-3 * (1 - (k + i / len(todo)) / passes)
            l = loss(*net(b, read=False))
            opt.zero_grad()
            l.backward()
            opt.step()


def hash_of(s):
    import hashlib
    return int(hashlib.sha256(s.encode()).hexdigest(), 16) % 100


if __name__ == "__main__":
    main()
