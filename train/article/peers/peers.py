"""Reads pages for main.go with the extractors of the Python world: a line of
JSON in, {"reader", "path"}, a line out, {"text", "cpu"} with the seconds of CPU
that reading took. Needs trafilatura and readability-lxml."""

import gzip
import json
import sys
import time

import lxml.html
import readability
import trafilatura


def readable(page):
    body = readability.Document(page).summary()
    return lxml.html.fromstring(body).text_content() if body else ""


READERS = {
    "trafilatura, fast": lambda page: trafilatura.extract(page, fast=True, include_comments=False),
    "trafilatura, default": lambda page: trafilatura.extract(page),
    "readability-lxml": lambda page: readable(page.decode("utf-8", "replace")),
}

for line in sys.stdin:
    ask = json.loads(line)
    with gzip.open(ask["path"]) as f:
        page = f.read()
    start = time.process_time()
    try:
        text = READERS[ask["reader"]](page) or ""
    except Exception:  # a page that a reader cannot take counts as empty
        text = ""
    print(json.dumps({"text": text, "cpu": time.process_time() - start}), flush=True)
