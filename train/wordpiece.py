"""Word pieces and word shapes. internal/nn does the same in Go: keep both in step.

A word is lower-cased, decomposed (NFD) and stripped of marks (Mn); runs of
characters are matched greedily against the vocabulary; ASCII non-alphanumerics,
punctuation (P*) and CJK ideographs stand alone; controls are dropped. At most
8 pieces a word.
"""
import os
import unicodedata

from paths import ENCODER

MAX_PIECES = 8
VOCAB = [l.rstrip("\n") for l in open(os.path.join(ENCODER, "vocab.txt"), encoding="utf-8")]
INDEX = {w: i for i, w in enumerate(VOCAB)}
UNK, CLS, SEP = INDEX["[UNK]"], INDEX["[CLS]"], INDEX["[SEP]"]
cache = {}


def pieces(word):
    got = cache.get(word)
    if got is not None:
        return got
    text = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    runs, cur = [], ""
    for c in text:
        cat = unicodedata.category(c)
        if c.isspace() or cat in ("Cc", "Cf") or c == "\ufffd":
            continue
        if (cat[0] not in "LN" and (ord(c) < 128 or cat[0] == "P")) or cjk(ord(c)):
            if cur:
                runs.append(cur)
                cur = ""
            runs.append(c)
        else:
            cur += c
    if cur:
        runs.append(cur)
    out = []
    for run in runs:
        out += greedy(run)
    out = (out or [UNK])[:MAX_PIECES]
    cache[word] = out
    return out


def cjk(c):
    return 0x4E00 <= c <= 0x9FFF or 0x3400 <= c <= 0x4DBF or 0xF900 <= c <= 0xFAFF or 0x20000 <= c <= 0x2CEAF or 0x2F800 <= c <= 0x2FA1F


def greedy(run):
    if len(run) > 100:
        return [UNK]
    i, out = 0, []
    while i < len(run):
        j = len(run)
        while j > i and ("##" if i else "") + run[i:j] not in INDEX:
            j -= 1
        if j == i:
            return [UNK]
        out.append(INDEX[("##" if i else "") + run[i:j]])
        i = j
    return out


def shape(word):
    """Shape class of the first ten characters: X upper, x letter, d digit, . other; runs longer than two fold."""
    s = ""
    for c in word[:10]:
        cat = unicodedata.category(c)
        k = "X" if cat == "Lu" else "x" if cat[0] == "L" else "d" if cat == "Nd" else "."
        if s[-2:] != k * 2:
            s += k
    return s[:5]
