"""A checkpoint made from the weights file, so that training can go on where no float checkpoint was kept.

    restore.py OUT.pt [WEIGHTS.bin]

Every matrix comes back rounded to its int8 row; the tree's root vector, of which the file holds only what the
heads make of it, is found again by descent.
"""
import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

from model import Mlp, Reader, Roles, Tree
from paths import HERE
from syn import checkpoint


class Weights:
    def __init__(self, path):
        f = open(path, "rb").read()
        assert f[:6] == b"PLXW1\n", path
        n = struct.unpack("<I", f[6:10])[0]
        self.head = json.loads(f[10:10 + n])
        start = 10 + n + -(10 + n) % 64
        kinds = {"i8": np.int8, "f32": np.float32, "u8": np.uint8}
        self.t = {t["name"]: np.frombuffer(f, kinds[t["dtype"]], t["bytes"] // np.dtype(kinds[t["dtype"]]).itemsize, start + t["offset"]).reshape(t["shape"])
                  for t in self.head["tensors"]}

    def get(self, name):
        return torch.from_numpy(self.t[name].copy())

    def matrix(self, name):
        return torch.from_numpy(self.t[name + ".weight"] * self.t[name + ".scale"][:, None]), self.get(name + ".bias")

    def linear(self, name, m):
        m.weight.data, m.bias.data = self.matrix(name)

    def norm(self, name, m):
        m.weight.data, m.bias.data = self.get(name + ".g"), self.get(name + ".b")

    def layer(self, name, l):
        for k in ("qkv", "o", "ffn1", "ffn2"):
            self.linear(f"{name}.{k}", getattr(l, k))
        for k in ("ln1", "ln2"):
            self.norm(f"{name}.{k}", getattr(l, k))

    def biaffine(self, name, out, labels, size):
        (a, b), (c, d) = self.matrix(name + ".bilinear"), self.matrix(name + ".const")
        w = torch.zeros(labels, size + 1, size + 1)
        w[:, :size, :size], w[:, :size, size], w[:, size, :size], w[:, size, size] = a.view(labels, size, size), b.view(labels, size), c, d
        out.weight.data = w.view(labels * (size + 1), size + 1)


def tree(w, m):
    for k, a, b in (("arc", m.arc_dep, m.arc_head), ("label", m.label_dep, m.label_head)):
        w.linear(f"head.{k}.a", a)
        w.linear(f"head.{k}.b", b)
    m.arc.weight.data = torch.cat([w.matrix("head.arc.bilinear")[0], w.matrix("head.arc.bilinear")[1][:, None]], 1)
    w.biaffine("head.label", m.label, m.labels, m.LABEL)
    want = [(m.arc_head, w.get("head.arc.root")), (m.label_head, w.get("head.label.root"))]
    root = torch.zeros_like(m.root, requires_grad=True)
    opt = torch.optim.LBFGS([root], max_iter=500, line_search_fn="strong_wolfe")

    def loss():
        opt.zero_grad()
        l = sum(F.mse_loss(F.gelu(b(root)), y.view(-1)) for b, y in want)
        l.backward()
        return l
    opt.step(loss)
    m.root.data = root.detach()
    print("root vector found to", loss().item())


def restore(path):
    w = Weights(path)
    labels = {h["name"]: h["labels"] for h in w.head["heads"]}
    labels["deprel"], labels["shapes"] = labels.pop("label"), w.head["config"]["shapes"]
    labels.pop("arc")
    net = Reader(labels, w.head["config"]["families"], pretrained=False)
    net.word.weight.data = torch.from_numpy(w.t["emb.word"] * w.t["emb.word.scale"][:, None])
    net.pos.weight.data, net.piece_shape.weight.data = w.get("emb.pos"), w.get("shape.piece")
    w.norm("emb.ln", net.ln)
    for i, l in enumerate(net.trunk):
        w.layer(f"trunk.{i}", l)
    for name, fam in net.family.items():
        for i, l in enumerate(fam.layers):
            w.layer(f"{name}.{i}", l)
        fam.mix.data, fam.shape.weight.data = torch.log(w.get(name + ".mix").view(-1) + 1e-12), w.get(name + ".shape")
    for name, m in net.heads.items():
        p = "head." + name
        if isinstance(m, Tree):
            tree(w, m)
        elif isinstance(m, Roles):
            w.linear(p + ".a", m.pred)
            w.linear(p + ".b", m.arg)
            w.biaffine(p, m.out, m.labels, m.SIZE)
        else:
            for i, l in enumerate([m.l1, m.l2] if isinstance(m, Mlp) else [m]):
                w.linear(f"{p}.{i}", l)
    return net


if __name__ == "__main__":
    path = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "..", "internal", "nn", "weights.bin")
    net = restore(path)
    checkpoint(sys.argv[1], net, net.state_dict(), dict(restored=os.path.basename(path)))
