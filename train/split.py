"""Which part of the labelled documents a document belongs to: train 70, dev 15, test 15 of 100, by hash of its id.

    split.py        writes labels/split.tsv

Training and the choice of settings never look at test.
"""
import glob
import hashlib
import os

from paths import HERE


def part(doc):
    n = int(hashlib.sha256(("split/" + doc).encode()).hexdigest(), 16) % 100
    return "train" if n < 70 else "dev" if n < 85 else "test"


def main():
    docs = {os.path.basename(p)[:-4] for p in glob.glob(os.path.join(HERE, "labels", "reading", "*.lab"))}
    for p in glob.glob(os.path.join(HERE, "labels", "names", "[0-9][0-9].tsv")):
        docs.update(l.split("\t")[0] for l in open(p, encoding="utf-8"))
    with open(os.path.join(HERE, "labels", "split.tsv"), "w", encoding="utf-8") as f:
        for d in sorted(docs):
            f.write(f"{d}\t{part(d)}\n")
    print(len(docs), "documents")


if __name__ == "__main__":
    main()
