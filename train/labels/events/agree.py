#!/usr/bin/env python3
"""agree.py --bench FOLDER

Says how far two readers agree on the sentences that both labelled: those of double/ here, and the same of the
files beside it. Compared as labels/agree.py compares events.
"""
import argparse
import glob
import os

from check import HERE, ids, read, texts
from paths import module

agree = module("labels/agree.py")


def labels(folder, bench):
    of, out = texts(bench), {}
    for path in sorted(glob.glob(os.path.join(folder, "[0-9][0-9].lab"))):
        for doc, span, events in read(path, ids(), of, lambda line, message: None):
            out[doc, *span] = events
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bench", required=True)
    bench = p.parse_args().bench
    one, other = labels(HERE, bench), labels(os.path.join(HERE, "double"), bench)
    both = [(one[k], other[k]) for k in other if k in one]
    matched = [m for x, y in both for m in agree.pair(x, y, agree.events, .01)]
    none = sum(not x and not y for x, y in both)
    print(f"{len(both)} sentences, {none} without events to both, {sum(bool(x) != bool(y) for x, y in both)} to one alone")
    agree.report(matched, sum(len(x) for x, _ in both), sum(len(y) for _, y in both))


if __name__ == "__main__":
    main()
