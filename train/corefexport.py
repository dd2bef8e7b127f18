"""Writes what coref.py learned: internal/nn/context.bin, its fixture and mention/person.txt.

    corefexport.py CHECKPOINT
"""
import json
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

import agree
import coref
from export import File, arr, biaffine
from model import FFN, H, HEADS, POSITIONS
from paths import HERE, WORK
from wordpiece import VOCAB

TOP = os.path.join(HERE, "..")


def weights(net, path):
    f = File()
    f.put("place", arr(net.place.weight))
    for i, l in enumerate(net.layers):
        f.layer(f"coref.{i}", l)
    f.linear("head.antecedent.a", net.a)
    f.linear("head.antecedent.b", net.b)
    biaffine(f, "head.antecedent", net.out, 1, coref.SIZE)
    config = dict(hidden=H, heads=HEADS, ffn=FFN, trunk=0, families=["coref"], top=len(net.layers), positions=POSITIONS, vocab=len(VOCAB), shapes=[])
    f.write(path, dict(config=config, heads=[dict(name="antecedent", family="coref", kind="roles", labels=["same"], temperature=1.)]))
    print(path, os.path.getsize(path), "bytes")


def ranker(net, path):
    w = net.width
    with open(path, "w") as f:
        for t in (net.linear.weight, net.into.weight, net.up.weight):
            x = np.rint(100 * arr(t).reshape(-1)).astype(int).tolist()
            for i in range(0, len(x), 32):
                f.write(" ".join(map(str, x[i:i + 32])) + "\n")
    print(path, 27 * w + (w + 27) * coref.HIDDEN + coref.HIDDEN, "numbers")


@torch.no_grad()
def fixture(net, reader, path):
    """Scores of every two words of the fixture's sentences, read as one text."""
    net.eval()
    rows, starts = [], [0]
    for s in SENTENCES:
        states, _, first, _ = agree.trunk(reader, s)
        rows.append(agree.row(states[-1][first]))
        starts.append(starts[-1] + len(s))
    place = torch.from_numpy(np.repeat(np.arange(len(SENTENCES)), np.diff(starts)))
    x = torch.cat(rows) + net.place.weight.double()[place]
    for l in net.layers:
        x = agree.layer(x, l)
    x = agree.row(x)
    s = agree.biaffine(net.out, 1, coref.SIZE, agree.after_gelu(agree.lin(x, net.a)), F.gelu(agree.lin(x, net.b)))[..., 0]
    with open(path, "w", encoding="utf-8") as f:
        json.dump(dict(words=SENTENCES, scores=np.round(s.numpy(), 3).tolist()), f, ensure_ascii=False, separators=(",", ":"))
    print(path, os.path.getsize(path), "bytes")


SENTENCES = [agree.SENTENCES[i] for i in (0, 1, 4, 9, 11)]

if __name__ == "__main__":
    from syn import load
    state = torch.load(os.path.join(WORK, "coref", sys.argv[1] + ".pt"))
    net = coref.Net(len(state["into.weight"]) - 27, sum(k.endswith("qkv.weight") for k in state), None)
    net.load_state_dict(state)
    weights(net, os.path.join(TOP, "internal", "nn", "context.bin"))
    ranker(net, os.path.join(TOP, "mention", "person.txt"))
    reader = load(sys.argv[2])
    reader.eval()
    fixture(net, reader, os.path.join(TOP, "internal", "nn", "testdata", "context.json"))
