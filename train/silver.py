"""Machine-made names: a teacher marks names in raw news and in the treebanks.

    silver.py MODEL news SOURCE.jsonl OUT.jsonl DOCS PER_DOC [SKIP.txt …]
    silver.py MODEL trees IN.conllu OUT.jsonl

Runs in an environment of its own (spaCy). One JSON object a line: words, tags
(BIO over the teacher's types) and where they come from. The news sample is
drawn with a fixed seed; documents listed in SKIP files are left out.
"""
import importlib
import json
import random
import sys

import spacy

from tokens import words


def load(name):
    if name.endswith("/"):
        return spacy.load(name, exclude=["lemmatizer", "tagger", "attribute_ruler"])
    return importlib.import_module(name).load(exclude=["lemmatizer", "tagger", "attribute_ruler"])


def bio(tokens, ents):
    tags = ["O"] * len(tokens)
    for a, b, label in ents:
        inside = [i for i, (s, e) in enumerate(tokens) if s < b and e > a]
        for k, i in enumerate(inside):
            tags[i] = ("I-" if k else "B-") + label
    return tags


def news(nlp, source, out, docs, per, skip):
    rng = random.Random(11)
    rows = [json.loads(l) for l in open(source, encoding="utf-8")]
    rows = [r for r in rows if r["id"] not in skip]
    rng.shuffle(rows)
    texts = []
    for r in rows[:docs]:
        paras = [p for p in r["text"].split("\n") if len(p) > 60]
        if paras:
            texts += [(p, r["id"]) for p in rng.sample(paras, min(per, len(paras)))]
    n = 0
    with open(out, "w", encoding="utf-8") as f:
        for doc, id in nlp.pipe(texts, as_tuples=True, batch_size=64):
            for s in doc.sents:
                toks = words(doc.text, s.start_char, s.end_char)
                if not 4 <= len(toks) <= 70:
                    continue
                tags = bio(toks, [(e.start_char, e.end_char, e.label_) for e in s.ents])
                f.write(json.dumps({"doc": id, "words": [doc.text[a:b] for a, b in toks], "tags": tags}, ensure_ascii=False) + "\n")
                n += 1
    print(n, "sentences")


def trees(nlp, path, out):
    sents, cur, space = [], [], True
    for l in open(path, encoding="utf-8"):
        r = l.rstrip("\n").split("\t")
        if len(r) < 10:
            if cur and not l.strip():
                sents.append(cur)
                cur = []
        elif r[0].isdigit():
            cur.append((r[1], "SpaceAfter=No" not in r[9]))
    texts = []
    for s in sents:
        text, toks = "", []
        for w, sp in s:
            toks.append((len(text), len(text) + len(w)))
            text += w + (" " if sp else "")
        texts.append((text, toks))
    with open(out, "w", encoding="utf-8") as f:
        for doc, toks in nlp.pipe(texts, as_tuples=True, batch_size=128, disable=["parser"]):
            tags = bio(toks, [(e.start_char, e.end_char, e.label_) for e in doc.ents])
            f.write(json.dumps({"words": [doc.text[a:b] for a, b in toks], "tags": tags}, ensure_ascii=False) + "\n")
    print(len(texts), "sentences")


if __name__ == "__main__":
    nlp = load(sys.argv[1])
    if sys.argv[2] == "news":
        skip = {l.strip() for p in sys.argv[7:] for l in open(p)}
        news(nlp, sys.argv[3], sys.argv[4], int(sys.argv[5]), int(sys.argv[6]), skip)
    else:
        trees(nlp, sys.argv[3], sys.argv[4])
