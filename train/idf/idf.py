#!/usr/bin/env python3
"""Document frequencies of words in news: idf.py NEWS.jsonl OUT.tsv.gz

Reads one JSON article a line (title, text) and writes `N` (documents) on the first line, then `word<TAB>documents` for
every lower-cased run of letters that stands in four or more of them, by word. Counts are facts about the corpus; no text is kept.
"""
import collections, gzip, json, re, sys

df = collections.Counter(); n = 0
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line); n += 1
    df.update(set(re.findall(r"[^\W_]+", (d["title"] + " " + d["text"]).lower())))
rows = "".join(f"{w}\t{c}\n" for w, c in sorted(df.items()) if c >= 4 and not w.isdigit() and len(w) > 1)
with open(sys.argv[2], "wb") as f, gzip.GzipFile(fileobj=f, mode="wb", compresslevel=9, mtime=0) as z:
    z.write(f"{n}\n{rows}".encode())
print(n, "documents", rows.count("\n"), "words")
