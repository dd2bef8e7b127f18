"""A checkpoint between two: (1 − SHARE) of the first's weights and SHARE of the second's, averages of training both.

    soup.py A B SHARE OUT

What only B has is taken from it. After a long run of sem alone the claims' heads had lost what the new labels could not
teach them; between the two every head is as good as in the better one (weights of one basin: Wortsman et al. 2022).
"""
import sys

import torch

a, b = (torch.load(p, weights_only=False) for p in sys.argv[1:3])
share, x = float(sys.argv[3]), a["average"]
w = {k: x[k] * (1 - share) + v * share if k in x and v.dtype.is_floating_point else v for k, v in b["average"].items()}
torch.save(dict(b, model=w, average=w), sys.argv[4])
