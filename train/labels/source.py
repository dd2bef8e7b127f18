"""The texts that the labels are about.

Labels quote; they hold no text. This module reads the labelled documents out
of a folder of data that the reader has: raw/news.jsonl (one JSON object a
line: id, title, text) and events/meantime/*/*.xml (MEANTIME, whose text is
put together again from its tokens).
"""
import glob
import json
import os
import xml.etree.ElementTree as ET


def load(bench, ids):
    """Return {id: text} for those of ids that the folder bench holds."""
    want, found = set(ids), {}
    path = os.path.join(bench, "raw", "news.jsonl")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                d = json.loads(line)
                if d["id"] in want:
                    found[d["id"]] = d["title"] + "\n\n" + d["text"]
    for doc in sorted(want - found.keys()):
        paths = glob.glob(os.path.join(bench, "events", "meantime", "*", glob.escape(doc) + "*.xml"))
        if len(paths) == 1:
            found[doc] = meantime(paths[0])
    return found


def meantime(path):
    """Return a MEANTIME text: tokens apart by a space, a sentence a line."""
    sentences = {}
    for t in ET.parse(path).getroot().findall("token"):
        sentences.setdefault(int(t.get("sentence")), []).append(t.text or "")
    return "\n".join(" ".join(words) for _, words in sorted(sentences.items()))


def paragraphs(text):
    """Return (start, end) of each non-blank line, in characters."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans
