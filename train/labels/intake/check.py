#!/usr/bin/env python3
"""Check that every line of every text is labelled, and write split.tsv (by hash of the name)."""
import collections, glob, hashlib, os

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = "text title dateline byline date nav share teaser caption licence initials newsletter cookie related credit".split()


def read(path):
    """The labels of one text: line number → (kind, starts a report, [(kind, starts, character)] glued on)."""
    lines = open(path[:-4] + ".txt", encoding="utf-8").read().split("\n")
    out = {}
    for row in open(path, encoding="utf-8"):
        n, kind, *more = row.rstrip("\n").split("\t")
        line, glued, at = lines[int(n) - 1], [], 0
        start = bool(more) and more[0] == "start"
        for g in more[start:]:
            k, _, words = g.partition("@")
            at = line.find(words, at + 1)
            if at < 0:
                raise ValueError("%s:%s: not found: %s" % (path, n, words))
            glued.append((k.rstrip("*"), k.endswith("*"), at))
        for k in [kind] + [g[0] for g in glued]:
            if k not in KINDS:
                raise ValueError("%s:%s: unknown kind %s" % (path, n, k))
        out[int(n)] = (kind, start, glued)
    want = {i for i, l in enumerate(lines, 1) if l.strip()}
    if want != set(out):
        raise ValueError("%s: lines %s" % (path, sorted(want ^ set(out))))
    return out


def part(name):
    n = int(hashlib.sha256(("intake/" + name).encode()).hexdigest(), 16) % 100
    return "train" if n < 70 else "dev" if n < 85 else "test"


def main():
    count, parts = collections.Counter(), collections.Counter()
    with open(os.path.join(HERE, "split.tsv"), "w", encoding="utf-8") as split:
        for path in sorted(glob.glob(os.path.join(HERE, "*.lab"))):
            name = os.path.basename(path)[:-4]
            for kind, start, glued in read(path).values():
                count[kind] += 1
                count["starts of reports"] += start + sum(g[1] for g in glued)
                count["glued"] += len(glued)
            parts[part(name)] += 1
            print(name, part(name), sep="\t", file=split)
    print(sum(parts.values()), "texts:", dict(sorted(parts.items())))
    print(", ".join("%s %d" % c for c in count.most_common()))


if __name__ == "__main__":
    main()
