"""The int8 forward of internal/nn, emulated, and a fixture of its outputs for the Go test.

Weights are rounded to int8 a row, activations to int8 a token, GELU outputs to
0…255 over [−0.17005, max]; sums are exact.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

from model import H, HEADS, Mlp, Roles, Tree, inputs

OFF = 0.17005
SENTENCES = [s.split() for s in """The minister denied on Friday that troops had crossed the border .
“ We will not leave , ” said Col. Samir Haddad , who commands the 3rd Brigade near Tel Afar .
According to two officials , at least 14 people were killed and 30 wounded in an air strike on a market .
Reuters reported that the U.N. Security Council would meet in New York at 10 a.m. on Jan. 7 .
Iraq 's parliament voted 170 - 0 to expel foreign forces .
Why did n't the bank tell its customers ?
PRIME MINISTER RESIGNS AFTER TALKS FAIL
The company , whose shares fell 4.5 % , plans to sell its T - 72 parts plant for $ 1.2 billion .
He told CNN he had “ no regrets . ”
Protesters , angry at rising bread prices , marched through Khartoum for a third day .
Zürich – Die Bank São Paulo naïve café 東京 😀 test
The bill was passed , but the president , who had promised to veto it , is expected to sign it next week .""".split("\n")]


def fake(m):
    """A linear layer's weights after rounding."""
    w = m.weight.detach().double()
    s = w.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return (w / s).round().clamp(-127, 127) * s.float().double()


def row(x):
    m = x.abs().amax(-1, keepdim=True).clamp(min=1e-20)
    return (x * (127 / m)).round().clamp(-128, 127) * (m / 127)


def after_gelu(x):
    x = F.gelu(x)
    r = x.abs().amax(-1, keepdim=True) + OFF
    return ((x * (255 / r) + (OFF * 255 / r - 128)).round().clamp(-128, 127) + 128) * (r / 255) - OFF


def lin(x, m):
    y = x @ fake(m).T
    return y + m.bias.detach().double() if m.bias is not None else y


def norm(x, m):
    return F.layer_norm(x, (H,), m.weight.double(), m.bias.double(), 1e-12)


def layer(x, l):
    n = x.shape[0]
    q, k, v = lin(row(x), l.qkv).view(n, 3, HEADS, H // HEADS).permute(1, 2, 0, 3)
    a = torch.softmax(q @ k.transpose(1, 2) / (H // HEADS) ** .5, -1) @ v
    x = norm(x + lin(row(a.transpose(0, 1).reshape(n, H)), l.o), l.ln1)
    return norm(x + lin(after_gelu(lin(row(x), l.ffn1)), l.ffn2), l.ln2)


def trunk(net, ws):
    """What the embedding and the trunk's layers make of the pieces, the pieces, first pieces and shapes."""
    ids, ps, first, shapes = inputs(ws, net.index["shapes"])
    e = net.word.weight[ids].double()
    s = net.word.weight.abs().amax(1).clamp(min=1e-12)[ids].double()[:, None] / 127
    x = norm((e / s).round() * s + net.pos.weight[:len(ids)].double(), net.ln) + net.piece_shape.weight[ps].double()
    states = [x]
    for l in net.trunk:
        x = layer(x, l)
        states.append(x)
    return states, ids, first, shapes


def words(net, ws):
    """Rounded word vectors by family, and the pieces."""
    states, ids, first, shapes = trunk(net, ws)
    out = {}
    for name, f in net.family.items():
        s, y = list(states), states[-1]
        for l in f.layers:
            y = layer(y, l)
            s.append(y)
        w = torch.softmax(f.mix, 0).double()
        acc = sum(a * b for a, b in zip(w, s))[first]
        out[name] = row(torch.cat([acc, f.shape.weight[shapes].double()], -1))
    return out, ids


def biaffine(out, labels, size, a, b):
    """[i, j, label] of every pair."""
    w = out.weight.detach().double().view(labels, size + 1, size + 1)
    m = torch.nn.Linear(size, labels * size)
    m.weight.data, m.bias.data = w[:, :size, :size].reshape(-1, size).float(), w[:, :size, size].reshape(-1).float()
    c = torch.nn.Linear(size, labels)
    c.weight.data, c.bias.data = w[:, size, :size].float(), w[:, size, size].float()
    q = lin(a, m).view(a.shape[0], labels, size)
    return torch.einsum("ick,jk->ijc", q, b) + lin(a, c)[:, None]


@torch.no_grad()
def outputs(net, ws, temperature):
    h, ids = words(net, ws)
    out, governors = {}, []
    for name, m in net.heads.items():
        x = h[net.kinds[name][0]]
        if isinstance(m, Tree):
            b = F.gelu(torch.cat([m.arc_head(m.root)[None].double(), lin(x, m.arc_head)]))
            w = m.arc.weight.detach()
            bil = torch.nn.Linear(m.ARC, m.ARC)
            bil.weight.data, bil.bias.data = w[:, :m.ARC], w[:, m.ARC]
            arc = lin(after_gelu(lin(x, m.arc_dep)), bil) @ b.T
            governors = arc.argmax(-1).tolist()
            b = F.gelu(torch.cat([m.label_head(m.root)[None].double(), lin(x, m.label_head)]))
            lab = biaffine(m.label, m.labels, m.LABEL, after_gelu(lin(x, m.label_dep)), b)
            out["arc"] = arc
            out["label"] = lab[torch.arange(len(ws)), governors]
        elif isinstance(m, Roles):
            out[name] = biaffine(m.out, m.labels, m.SIZE, after_gelu(lin(x, m.pred)), F.gelu(lin(x, m.arg)))
        elif isinstance(m, Mlp):
            out[name] = lin(after_gelu(lin(x, m.l1)), m.l2)
        else:
            out[name] = lin(x, m)
    return ids, governors, {k: v / temperature.get(k, 1.) for k, v in out.items()}


def write(net, temperature, path):
    got = [outputs(net, w, temperature) for w in SENTENCES]

    def short(x):
        return np.round(x.numpy(), 3).tolist()
    doc = dict(words=SENTENCES, pieces=[g[0] for g in got], governors=[g[1] for g in got],
               heads={k: [short(g[2][k]) for g in got] for k in got[0][2]})
    with open(path, "w", encoding="utf-8") as f:
        json.dump(doc, f, ensure_ascii=False, separators=(",", ":"))
    print(path, os.path.getsize(path), "bytes")
