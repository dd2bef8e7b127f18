#!/usr/bin/env python3
"""Kinds of things that English nouns name: heads.py OUT.tsv CONLLU...

Counts the entity types of the head nouns of mentions in GUM (CoNLL-U files with Entity= annotations) and writes
`lemma<TAB>type<TAB>count` for nouns (UPOS NOUN) whose most frequent type covers at least 60 % of two or more mentions.
Types: person, organization, place, object, event, time, abstract, animal, plant, substance.
"""
import collections, re, sys

count = collections.defaultdict(collections.Counter)
for path in sys.argv[2:]:
    sent = []
    def flush():
        opened = collections.defaultdict(list)
        def note(a, b, f):
            head = f[5] if len(f) > 5 else "1"
            try: h = a + int(head.split(",")[0]) - 1
            except ValueError: return
            if a <= h <= b and sent[h][3] == "NOUN": count[sent[h][2].lower()][f[1]] += 1
        for i, r in enumerate(sent):
            m = re.search(r"Entity=([^|]*)", r[9])
            if not m: continue
            for it in re.findall(r"\(?[^()]+\)?", m.group(1)):
                if it[0] == "(":
                    f = it.strip("()").split("-")
                    if it[-1] == ")": note(i, i, f)
                    else: opened[f[0]].append((i, f))
                elif opened[it[:-1].split("-")[0]]:
                    a, f = opened[it[:-1].split("-")[0]].pop(); note(a, i, f)
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            flush(); sent = []
        elif line[0] != "#":
            r = line.split("\t")
            if r[0].isdigit(): sent.append(r)
    flush()
n = 0
with open(sys.argv[1], "w", encoding="utf-8") as out:
    for lemma in sorted(count):
        c = count[lemma]; t, k = c.most_common(1)[0]
        if re.fullmatch(r"[a-z][a-z-]+", lemma) and sum(c.values()) >= 2 and k >= 0.6 * sum(c.values()):
            out.write(f"{lemma}\t{t}\t{sum(c.values())}\n"); n += 1
print(n, "nouns")
