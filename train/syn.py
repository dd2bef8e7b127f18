"""Trains the reader: the family syn (tags, lemmas, trees, names), and with --sem the family sem beside it.

    syn.py train SECONDS [--from CHECKPOINT] [--sem original|copy] [--out NAME]
    syn.py eval CHECKPOINT

The learning rate falls linearly to zero over SECONDS of wall-clock time; the
weights kept are a running average. A checkpoint is written after every pass.
Seeds are fixed; two workers that share their weights are not repeatable to the bit.
"""
import argparse
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import evaluate
import names
import reading
import sem
import trees
from model import Reader, tensors
from paths import WORK

WORKERS = int(os.environ.get("WORKERS", "2"))
BITS = torch.tensor([[1 << k for k in range(len(names.LABELS))]], dtype=torch.int64)
TREE_KEYS = ("upos", "xpos", "feats", "lemma", "head", "deprel")
CURLY = {'"': "“”", "'": "‘’"}


class Item:
    """One training sentence; tree is None where there is no gold tree."""
    __slots__ = ("words", "tree", "names", "weight", "silver")

    def __init__(self, words, tree, masks, weight, silver=False):
        self.words, self.tree, self.names, self.weight, self.silver = words, tree, masks, weight, silver


def training(index):
    data, out = trees.load(0), []
    for k, sents in data.items():
        machine = {tuple(w): m for w, m, _ in names.silver(k)}
        for s in sents:
            w = [r[1] for r in s]
            m = machine.get(tuple(w))
            if k == "gum":
                g = names.gum(s)
                out.append(Item(w, trees.encode(s, index), names.refine(g, m) if m else g, 1.))
            else:
                out.append(Item(w, trees.encode(s, index), m or [names.ANY] * len(w), .5))
    for w, m, doc in names.silver("news"):
        out.append(Item(w, None, m, .5, True))
    for w, m, _, doc in names.uner():
        if not names.is_dev("uner", doc):
            out.append(Item(w, None, m, 1.))
    for w, m, doc, _ in names.re3d():
        if not names.is_dev("re3d", doc):
            out += [Item(w, None, m, 1.5)] * 2
    out += [Item(w, None, m, .3) for w, m in names.wnut()]
    out += own(index)
    return [x for x in out if len(x.words) <= 90]


def own(index):
    """Names labels of our own, once they exist."""
    try:
        import ownnames
    except ImportError:
        return []
    return [Item(w, None, m, 2.) for w, m in ownnames.training() for _ in range(ownnames.REPEAT)]


def noisy(x, rng):
    """Typographic quotes, headline and capital spelling, a missing full stop."""
    w = x.words
    if rng.random() < .5 and any(c in t for t in w for c in "'\""):
        opened, out = False, []
        for t in w:
            if t == '"':
                t = CURLY['"'][opened]
                opened = not opened
            elif "'" in t:
                t = t.replace("'", "‘" if t == "'" and rng.random() < .3 else "’")
            out.append(t)
        w = out
    if rng.random() < .15:
        w = [{"-": "–", "--": "—", "...": "…"}.get(t, t) if rng.random() < .7 else t for t in w]
    r = rng.random()
    if r < .02:
        w = [t.upper() for t in w]
    elif r < .05:
        w = [t if len(t) < 4 else t[:1].upper() + t[1:] for t in w]
    tree, masks = x.tree, x.names
    if rng.random() < .06 and len(w) > 3 and w[-1] in ".!" and (tree is None or len(w) not in tree["head"]):
        w, masks = w[:-1], masks[:-1]
        tree = tree and {k: v[:-1] for k, v in tree.items()}
    return Item(w, tree, masks, x.weight)


def batches(items, size, rng):
    order = sorted(items, key=lambda x: len(x.words) + rng.random() * 4)
    out, cur, longest = [], [], 0
    for x in order:
        n = int(len(x.words) * 1.25) + 2
        if cur and max(longest, n) * (len(cur) + 1) > size:
            out.append(cur)
            cur, longest = [], 0
        longest = max(longest, n)
        cur.append(x)
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return out


def targets(batch, t):
    b, n = t["words"].shape
    for k in TREE_KEYS:
        a = np.full((b, n), -1, np.int64)
        for i, x in enumerate(batch):
            if x.tree is not None:
                a[i, :len(x.words)] = x.tree[k]
        t[k] = torch.from_numpy(a)
    a, w = np.full((b, n), names.ANY, np.int64), np.zeros((b, n), np.float32)
    for i, x in enumerate(batch):
        a[i, :len(x.words)] = x.names
        w[i, :len(x.words)] = x.weight
    t["names"], t["weight"] = torch.from_numpy(a), torch.from_numpy(w)
    return t


def names_loss(scores, t):
    """Minus log of the probability of the allowed labels."""
    m = t["words"] & (t["names"] != names.ANY)
    if not m.any():
        return scores.sum() * 0.
    ok = (t["names"][m].unsqueeze(-1) & BITS) != 0
    lp = F.log_softmax(scores[m].float(), -1).masked_fill(~ok, -1e4)
    return -(torch.logsumexp(lp, -1) * t["weight"][m]).sum()


def loss(net, batch):
    t = targets(batch, tensors([x.words for x in batch], net.index["shapes"]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = net.words(t, "syn")
        total = 1.2 * names_loss(net.heads["names"](h), t)
        has = t["upos"][:, 0] != -1
        has |= (t["head"] >= 0).any(1)
        if has.any():
            h, s = h[has], {k: t[k][has] for k in TREE_KEYS + ("words",)}
            m = s["words"]

            def ce(scores, k):
                return F.cross_entropy(scores[m].float(), s[k][m], ignore_index=-1, reduction="sum")
            for k, w in (("upos", .5), ("xpos", .5), ("feats", .3), ("lemma", .4)):
                total = total + w * ce(net.heads[k](h), k)
            arc, dep, head = net.heads["tree"](h, m)
            total = total + ce(arc, "head") + ce(net.heads["tree"].label_scores(dep, head, s["head"]), "deprel")
    return total / t["words"].sum(), int(t["words"].sum())


def checkpoint(path, net, average, extra):
    torch.save(dict(labels=net.v, families=list(net.family), model=net.state_dict(), average=average, **extra), path + ".tmp")
    os.replace(path + ".tmp", path)


def load(path, averaged=True, families=None):
    c = torch.load(path, weights_only=False)
    net = Reader(c["labels"], families or c["families"], pretrained=bool(families))
    net.load_state_dict(c["average"] if averaged and c["average"] else c["model"], strict=not families)
    return net


class Average:
    """Running average of the weights, for decoding and export."""

    def __init__(self, net, keep=.99):
        self.keep, self.w = keep, {k: v.detach().clone() for k, v in net.state_dict().items()}

    def step(self, net, every, n):
        if n % every:
            return
        d = min(self.keep, (1 + n / every) / (10 + n / every))
        for k, v in net.state_dict().items():
            if v.dtype.is_floating_point:
                self.w[k].lerp_(v, 1 - d)


def prepare(a):
    """A network to start from: the pretrained encoder, or a checkpoint; sem's top layers start
    from the pretrained ones ("original") or from syn's ("copy")."""
    if not a.resume:
        net = Reader(trees.label_sets(trees.load(0)))
        with torch.no_grad():  # types that few sets mark start unlikely
            for t in ("MIL_UNIT", "WEAPON", "VEHICLE", "ROLE"):
                for p in ("B-", "I-"):
                    net.heads["names"].l2.bias[names.INDEX[p + t]] = -4.
        return net
    c = torch.load(a.resume, weights_only=False)
    if a.fresh:  # sem is begun anew
        c["families"] = ["syn"]
        for k in ("model", "average"):
            c[k] = {n: v for n, v in c[k].items() if not n.startswith("family.sem") and n.split(".")[1] not in reading.LABELS}
    labels, families = dict(c["labels"]), list(c["families"])
    if a.sem:
        labels.update(reading.LABELS)
        families += ["sem"] * ("sem" not in families)
    net = Reader(labels, families)
    missing = net.load_state_dict(c["model" if a.raw else "average"], strict=False)
    assert not missing.unexpected_keys
    if "sem" not in c["families"] and a.sem == "copy":
        net.family["sem"].load_state_dict(net.family["syn"].state_dict())
    elif "sem" not in c["families"] and a.sem:
        net.family["sem"].shape.load_state_dict(net.family["syn"].shape.state_dict())
    return net


def work(rank, net, a, start):
    """One of the workers: they share the weights and update them without waiting for each other
    (two single-threaded workers are several times as fast as two threads on a busy machine)."""
    torch.set_num_threads(1)
    torch.manual_seed(1 + rank)
    rng, path = random.Random(1 + rank), os.path.join(WORK, a.out + ".pt")
    items = training(net.index) if not a.frozen else []
    read = sem.data(net, "train", a.share) if a.sem else []
    if rank == 0:
        print("sentences", len(items), "words", sum(len(x.words) for x in items), "read", len(read), {k: len(v) for k, v in net.v.items()}, flush=True)
    if a.frozen:
        for n, p in net.named_parameters():
            p.requires_grad_(n.startswith("family.sem") or n.split(".")[1] in reading.LABELS)
    slow = [p for n, p in net.named_parameters() if p.requires_grad and ( n.split(".")[0] in ("trunk", "ln", "pos") or ".layers." in n)]
    fast = [p for n, p in net.named_parameters() if p.requires_grad and not (n.split(".")[0] in ("trunk", "ln", "pos", "word") or ".layers." in n)]
    opt = torch.optim.AdamW([dict(params=slow, lr=a.lr, base=a.lr), dict(params=fast, lr=a.head_lr, base=a.head_lr)],
                            weight_decay=.01, betas=(.9, .98), fused=True)
    avg, step, seen, run, run_sem, epoch, done = Average(net), 0, 0, 0., 0., 0, 0.
    net.train()
    while done < 1:
        epoch += 1
        mine = [(False, b) for b in batches([x for x in items if not x.silver or rng.random() < a.silver], a.batch, rng)]
        for _ in range(a.repeat):
            mine += [(True, b) for b in batches([s for s in read if s.events or rng.random() < a.times], a.batch, rng)]
        rng.shuffle(mine)
        for is_sem, b in mine[:(len(mine) + 1) // WORKERS]:
            done = (time.time() - start) / a.seconds
            if done >= 1:
                break
            rate = done / .03 if done < .03 else 1 - done
            for g in opt.param_groups:
                g["lr"] = g["base"] * max(rate, .005)
            if is_sem:
                l, n = sem.loss(net, b, a.frozen)
            else:
                l, n = loss(net, [noisy(x, rng) for x in b])
            opt.zero_grad(set_to_none=True)
            l.backward()
            torch.nn.utils.clip_grad_norm_(slow + fast, 1.)
            opt.step()
            step, seen, run = step + 1, seen + n, .98 * run + .02 * l.item() * (not is_sem)
            run_sem = .98 * run_sem + .02 * l.item() * is_sem
            if rank == 0:
                avg.step(net, 6, step)
            if step % 100 == 0:
                t = time.time() - start
                print(f"worker {rank} pass {epoch} step {step} loss {run:.3f} {run_sem:.3f} t {t:.0f} words/s {seen / t:.0f}", flush=True)
        if rank == 0:
            t0 = time.time()
            checkpoint(path, net, avg.w, dict(epoch=epoch, seconds=t0 - start))
            if epoch % a.every == 0 and done < 1:
                probe = load(path)
                print(f"== pass {epoch} t {t0 - start:.0f}", "" if a.frozen else evaluate.report(probe, 200), sem.report(probe) if a.sem else "", f"({time.time() - t0:.0f}s)", flush=True)


def train(a):
    torch.manual_seed(1)
    net = prepare(a)
    net.word.weight.requires_grad_(False)
    net.share_memory()
    start = time.time()
    torch.multiprocessing.spawn(work, (net, a, start), WORKERS)
    net = load(os.path.join(WORK, a.out + ".pt"))
    if not a.frozen:
        print("== end", evaluate.report(net, None), flush=True)
    if a.sem:
        print("== end", sem.report(net), flush=True)
    print("DONE", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    p = argparse.ArgumentParser()
    p.add_argument("mode")
    p.add_argument("what")
    p.add_argument("--from", dest="resume")
    p.add_argument("--raw", action="store_true", help="go on from the last weights, not their average")
    p.add_argument("--sem", choices=["original", "copy"])
    p.add_argument("--frozen", action="store_true", help="train sem alone on a fixed trunk")
    p.add_argument("--fresh", action="store_true", help="begin sem anew")
    p.add_argument("--share", type=float, default=1., help="part of the labelled documents, for a learning curve")
    p.add_argument("--repeat", type=int, default=1, help="times sem's data are seen a pass")
    p.add_argument("--silver", type=float, default=.34, help="part of the silver names that is seen a pass")
    p.add_argument("--times", type=float, default=.2, help="part of the sentences with times only that is seen a pass")
    p.add_argument("--out", default="syn")
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--batch", type=int, default=1500)
    p.add_argument("--every", type=int, default=1)
    a = p.parse_args()
    if a.mode == "train":
        a.seconds = float(a.what)
        train(a)
    else:
        print(evaluate.report(load(a.what), None))
