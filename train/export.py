"""Writes the weights file that internal/nn embeds, and the fixture that Go and Python must agree on.

    export.py CHECKPOINT [OUT.bin [AGREE.json]]

Matrices are int8 with one scale a row; see internal/nn for the file's layout.
"""
import json
import os
import struct
import sys

import numpy as np
import torch

import agree
import calibrate
from model import FFN, H, HEADS, POSITIONS, TOP, TRUNK, Mlp, Roles, Tree
from paths import HERE
from syn import load
from wordpiece import VOCAB


def arr(t):
    return t.detach().float().cpu().numpy()


def quantise(w):
    """w = q·scale, one scale a row."""
    scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


class File:
    def __init__(self):
        self.tensors, self.blobs, self.at = [], [], 0

    def put(self, name, a):
        a = np.ascontiguousarray(a)
        dtype = {"int8": "i8", "float32": "f32", "uint8": "u8"}[a.dtype.name]
        b = a.tobytes()
        self.tensors.append(dict(name=name, dtype=dtype, shape=list(a.shape), offset=self.at, bytes=len(b)))
        pad = -len(b) % 64
        self.blobs.append(b + bytes(pad))
        self.at += len(b) + pad

    def matrix(self, name, w, bias):
        q, s = quantise(w)
        self.put(name + ".weight", q)
        self.put(name + ".scale", s)
        self.put(name + ".bias", bias.astype(np.float32))

    def linear(self, name, m):
        self.matrix(name, arr(m.weight), arr(m.bias))

    def norm(self, name, m):
        self.put(name + ".g", arr(m.weight))
        self.put(name + ".b", arr(m.bias))

    def layer(self, name, l):
        for k in ("qkv", "o", "ffn1", "ffn2"):
            self.linear(f"{name}.{k}", getattr(l, k))
        for k in ("ln1", "ln2"):
            self.norm(f"{name}.{k}", getattr(l, k))

    def write(self, path, head):
        j = json.dumps(dict(head, tensors=self.tensors), separators=(",", ":"), ensure_ascii=False).encode()
        with open(path + ".tmp", "wb") as f:
            f.write(b"PLXW1\n" + struct.pack("<I", len(j)) + j)
            f.write(bytes(-f.tell() % 64))
            for b in self.blobs:
                f.write(b)
        os.replace(path + ".tmp", path)


def biaffine(f, name, out, labels, size):
    """Label or role scores: one matrix a label, a constant part from the ones on either side."""
    w = arr(out.weight).reshape(labels, size + 1, size + 1)
    f.matrix(name + ".bilinear", w[:, :size, :size].reshape(labels * size, size), w[:, :size, size].reshape(-1))
    f.matrix(name + ".const", w[:, size, :size], w[:, size, size])


def heads(f, net, temperature):
    out = []

    def add(name, family, kind, labels):
        out.append(dict(name=name, family=family, kind=kind, labels=labels, temperature=temperature.get(name, 1.)))
    for name, m in net.heads.items():
        family, kind, labels = net.kinds[name]
        p = "head." + name
        if isinstance(m, Tree):
            gelu = torch.nn.functional.gelu
            for k, a, b in (("arc", m.arc_dep, m.arc_head), ("label", m.label_dep, m.label_head)):
                f.linear(f"head.{k}.a", a)
                f.linear(f"head.{k}.b", b)
                f.put(f"head.{k}.root", arr(gelu(b(m.root))))
            w = arr(m.arc.weight)
            f.matrix("head.arc.bilinear", w[:, :m.ARC], w[:, m.ARC])
            biaffine(f, "head.label", m.label, m.labels, m.LABEL)
            add("arc", family, "arc", ["arc"])
            add("label", family, "label", labels)
        elif isinstance(m, Roles):
            f.linear(p + ".a", m.pred)
            f.linear(p + ".b", m.arg)
            biaffine(f, p, m.out, m.labels, m.SIZE)
            add(name, family, kind, labels)
        else:
            for i, l in enumerate([m.l1, m.l2] if isinstance(m, Mlp) else [m]):
                f.linear(f"{p}.{i}", l)
            add(name, family, kind, labels)
    return out


def export(net, path, made):
    f = File()
    f.put("vocab", np.frombuffer("\n".join(VOCAB).encode() + b"\n", np.uint8))
    q, s = quantise(arr(net.word.weight))
    f.put("emb.word", q)
    f.put("emb.word.scale", s)
    f.put("emb.pos", arr(net.pos.weight))
    f.norm("emb.ln", net.ln)
    f.put("shape.piece", arr(net.piece_shape.weight))
    for i, l in enumerate(net.trunk):
        f.layer(f"trunk.{i}", l)
    for name, fam in net.family.items():
        for i, l in enumerate(fam.layers):
            f.layer(f"{name}.{i}", l)
        f.put(name + ".mix", arr(torch.softmax(fam.mix, 0)))
        f.put(name + ".shape", arr(fam.shape.weight))
    t = calibrate.temperatures(net)
    h = heads(f, net, t)
    config = dict(hidden=H, heads=HEADS, ffn=FFN, trunk=TRUNK, families=list(net.family), top=TOP, positions=POSITIONS, vocab=len(VOCAB), shapes=net.v["shapes"])
    f.write(path, dict(config=config, heads=h, made=made))
    print(path, os.path.getsize(path), "bytes; temperatures", t)
    return t


if __name__ == "__main__":
    nn = os.path.join(HERE, "..", "internal", "nn")
    path = sys.argv[2] if len(sys.argv) > 2 else os.path.join(nn, "weights.bin")
    fixture = sys.argv[3] if len(sys.argv) > 3 else os.path.join(nn, "testdata", "agree.json")
    net = load(sys.argv[1])
    net.eval()
    t = export(net, path, os.path.splitext(os.path.basename(sys.argv[1]))[0])
    agree.write(net, t, fixture)
