"""The reader's network: a small encoder with a shared trunk and a pair of top layers per family of heads.

Word vector of a family = softmax mix over {embedding, trunk 1–4, own 5, own 6} at the
word's first piece, followed by an embedding of the word's shape. Heads are one linear
layer or Linear → GELU → Linear; tree arcs and labels and the roles are biaffine.
"""
import json
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from paths import ENCODER
from wordpiece import CLS, SEP, VOCAB, pieces, shape

H, HEADS, FFN, TRUNK, TOP, POSITIONS, SHAPE = 384, 12, 1536, 4, 2, 256, 32
WORD = H + SHAPE
# heads of the family sem: kind and hidden width
SEM = {"timex": ("tag", 96), "cue": ("tag", 96), "trigger": ("tag", 128), "status": ("tag", 96), "mode": ("multi", 96), "roles": ("roles", 0), "pair": ("roles", 0)}


class LockedDropout(nn.Module):
    """One mask a sentence, shared over its positions: cheap on a CPU."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) >= self.p).to(x.dtype).mul_(1 / (1 - self.p))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.o = nn.Linear(H, 3 * H), nn.Linear(H, H)
        self.ffn1, self.ffn2 = nn.Linear(H, FFN), nn.Linear(FFN, H)
        self.ln1, self.ln2 = nn.LayerNorm(H, eps=1e-12), nn.LayerNorm(H, eps=1e-12)
        self.drop = LockedDropout(.1)

    def forward(self, x, keep):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).float().view(b, n, 3, HEADS, H // HEADS).permute(2, 0, 3, 1, 4)
        with torch.autocast("cpu", enabled=False):
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=keep)
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, n, H))))
        return self.ln2(x + self.drop(self.ffn2(F.gelu(self.ffn1(x)))))


class Mlp(nn.Module):
    """Linear → GELU → Linear."""

    def __init__(self, out, hidden, size=WORD):
        super().__init__()
        self.l1, self.l2, self.drop = nn.Linear(size, hidden), nn.Linear(hidden, out), LockedDropout(.2)

    def forward(self, h):
        return self.l2(self.drop(F.gelu(self.l1(h))))


class Family(nn.Module):
    """Top layers of a family, its layer mix and its word vectors' shape part."""

    def __init__(self, shapes):
        super().__init__()
        self.layers = nn.ModuleList([Layer() for _ in range(TOP)])
        self.mix = nn.Parameter(torch.tensor([0.] * TRUNK + [1.] * (TOP + 1)))
        self.shape = nn.Embedding(shapes, SHAPE)
        self.drop = LockedDropout(.3)

    def forward(self, states, keep, first, shapes):
        x = states[-1]
        w = torch.softmax(self.mix, 0)
        acc = sum(w[i] * s for i, s in enumerate(states))
        for i, l in enumerate(self.layers):
            x = l(x, keep)
            acc = acc + w[len(states) + i] * x
        h = torch.gather(acc, 1, first.unsqueeze(-1).expand(-1, -1, H))
        return self.drop(torch.cat([h, self.shape(shapes).to(h.dtype)], -1))


class Tree(nn.Module):
    """Biaffine arcs and labels; the root is an extra vector in front of the words."""

    ARC, LABEL = 192, 96

    def __init__(self, labels):
        super().__init__()
        a, r = self.ARC, self.LABEL
        self.root = nn.Parameter(torch.zeros(WORD))
        self.arc_dep, self.arc_head = nn.Linear(WORD, a), nn.Linear(WORD, a)
        self.label_dep, self.label_head = nn.Linear(WORD, r), nn.Linear(WORD, r)
        self.arc, self.label = nn.Linear(a + 1, a, bias=False), nn.Linear(r + 1, labels * (r + 1), bias=False)
        self.labels, self.drop = labels, LockedDropout(.3)
        nn.init.normal_(self.arc.weight, 0, .05)
        nn.init.normal_(self.label.weight, 0, .03)

    def forward(self, h, words):
        b = h.shape[0]
        r = torch.cat([self.root.to(h.dtype).expand(b, 1, -1), h], 1)

        def act(x):
            return self.drop(F.gelu(x))

        def one(x):
            return torch.cat([x, torch.ones_like(x[..., :1])], -1)
        arc = (self.arc(one(act(self.arc_dep(h)))) @ act(self.arc_head(r)).transpose(1, 2)).float()
        bad = torch.cat([torch.zeros(b, 1, dtype=torch.bool), ~words], 1)[:, None]
        return arc.masked_fill(bad, -1e4), one(act(self.label_dep(h))), one(act(self.label_head(r)))

    def label_scores(self, dep, head, heads):
        g = torch.gather(head, 1, heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, head.size(-1)))
        q = self.label(dep).view(*dep.shape[:2], self.labels, self.LABEL + 1)
        return (q @ g.unsqueeze(-1)).squeeze(-1)


class Roles(nn.Module):
    """Biaffine between a predicate word and every word of its window: one score a class."""

    SIZE = 96

    def __init__(self, labels):
        super().__init__()
        r = self.SIZE
        self.pred, self.arg = nn.Linear(WORD, r), nn.Linear(WORD, r)
        self.out = nn.Linear(r + 1, labels * (r + 1), bias=False)
        self.labels, self.drop = labels, LockedDropout(.2)
        nn.init.normal_(self.out.weight, 0, .03)

    def forward(self, pred, args):
        """pred [p, WORD], args [p, n, WORD] → [p, n, labels]."""
        def act(x):
            x = self.drop(F.gelu(x).unsqueeze(0) if x.dim() == 2 else F.gelu(x))
            return torch.cat([x, torch.ones_like(x[..., :1])], -1)
        p = act(self.pred(pred)).squeeze(0)
        q = self.out(p).view(p.shape[0], self.labels, self.SIZE + 1)
        return act(self.arg(args)) @ q.transpose(1, 2)


class Reader(nn.Module):
    def __init__(self, labels, families=("syn",), pretrained=True):
        super().__init__()
        self.v = labels
        self.index = {k: {x: i for i, x in enumerate(l)} for k, l in labels.items()}
        self.word, self.pos, self.ln = nn.Embedding(len(VOCAB), H), nn.Embedding(POSITIONS, H), nn.LayerNorm(H, eps=1e-12)
        self.trunk = nn.ModuleList([Layer() for _ in range(TRUNK)])
        n = len(labels["shapes"])
        self.piece_shape = nn.Embedding(n, H)
        nn.init.zeros_(self.piece_shape.weight)
        self.family = nn.ModuleDict({f: Family(n) for f in families})
        self.heads = nn.ModuleDict()
        if "syn" in families:
            for k in ("upos", "xpos", "feats", "lemma"):
                self.heads[k] = nn.Linear(WORD, len(labels[k]))
            self.heads["names"] = Mlp(len(labels["names"]), 192)
            self.heads["tree"] = Tree(len(labels["deprel"]))
        if "sem" in families:
            for k, (kind, hidden) in ((k, v) for k, v in SEM.items() if k in labels):
                self.heads[k] = Roles(len(labels[k])) if kind == "roles" else Mlp(len(labels[k]), hidden)
        if pretrained:
            self.load_pretrained(families)

    @property
    def kinds(self):
        """Family, kind and labels of every head."""
        out = {k: ("sem", kind, self.v[k]) for k, (kind, _) in SEM.items() if k in self.heads}
        for k in ("upos", "xpos", "feats", "lemma", "names"):
            out[k] = ("syn", "tag", self.v[k])
        out["tree"] = ("syn", "tree", self.v["deprel"])
        return out

    def load_pretrained(self, families):
        d = safetensors(os.path.join(ENCODER, "model.safetensors"))
        e = "embeddings."
        self.word.weight.data.copy_(d[e + "word_embeddings.weight"])
        self.pos.weight.data.copy_((d[e + "position_embeddings.weight"] + d[e + "token_type_embeddings.weight"][0])[:POSITIONS])
        self.ln.weight.data.copy_(d[e + "LayerNorm.weight"])
        self.ln.bias.data.copy_(d[e + "LayerNorm.bias"])
        for i, l in enumerate(self.trunk):
            fill(l, d, i)
        for f in families:
            for i, l in enumerate(self.family[f].layers):
                fill(l, d, TRUNK + i)

    def encode(self, t):
        """States of the embedding and the trunk, and the attention mask."""
        ids = t["ids"]
        b, n = ids.shape
        x = self.ln(self.word(ids) + self.pos(torch.arange(n))) + self.piece_shape(t["piece_shapes"])
        keep = t["pieces"][:, None, None, :].expand(b, 1, n, n)
        states = [x]
        for l in self.trunk:
            x = l(x, keep)
            states.append(x)
        return states, keep

    def words(self, t, family, encoded=None):
        states, keep = encoded or self.encode(t)
        return self.family[family](states, keep, t["first"], t["shapes"])


def fill(layer, d, i):
    b = f"encoder.layer.{i}."

    def put(m, k):
        m.weight.data.copy_(d[b + k + ".weight"])
        m.bias.data.copy_(d[b + k + ".bias"])
    for part in ("weight", "bias"):
        getattr(layer.qkv, part).data.copy_(torch.cat([d[f"{b}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
    put(layer.o, "attention.output.dense")
    put(layer.ln1, "attention.output.LayerNorm")
    put(layer.ffn1, "intermediate.dense")
    put(layer.ffn2, "output.dense")
    put(layer.ln2, "output.LayerNorm")


def safetensors(path):
    f = open(path, "rb")
    head = json.loads(f.read(int.from_bytes(f.read(8), "little")))
    body, out = f.read(), {}
    for k, v in head.items():
        if k != "__metadata__" and v["dtype"] == "F32":
            a, z = v["data_offsets"]
            out[k.replace("bert.", "")] = torch.frombuffer(bytearray(body[a:z]), dtype=torch.float32).reshape(v["shape"])
    return out


def inputs(words, shape_index):
    """Pieces, first piece of each word, shapes."""
    ids, ps, first, shapes = [CLS], [0], [], []
    for w in words:
        first.append(len(ids))
        k = shape_index.get(shape(w), 0)
        p = pieces(w)
        ids += p
        ps += [k] * len(p)
        shapes.append(k)
    return ids + [SEP], ps + [0], first, shapes


def tensors(batch, shape_index):
    """batch: lists of words → padded tensors."""
    got = [inputs(w, shape_index) for w in batch]
    b, n, p = len(got), max(len(w) for w in batch), max(len(g[0]) for g in got)
    t = {k: np.zeros((b, m), np.int64) for k, m in (("ids", p), ("piece_shapes", p), ("first", n), ("shapes", n))}
    t["pieces"], t["words"] = np.zeros((b, p), bool), np.zeros((b, n), bool)
    for i, (ids, ps, first, shapes) in enumerate(got):
        for k, x in (("ids", ids), ("piece_shapes", ps), ("first", first), ("shapes", shapes)):
            t[k][i, :len(x)] = x
        t["pieces"][i, :len(ids)] = True
        t["words"][i, :len(first)] = True
    return {k: torch.from_numpy(v) for k, v in t.items()}
