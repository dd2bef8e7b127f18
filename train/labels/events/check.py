#!/usr/bin/env python3
"""check.py --bench FOLDER [--jsonl OUT] NN.lab ...

Reads label files of single sentences, finds every quote in the sentence it quotes, and reports what
it cannot find or does not know, as file:line: message. A file holds "§ n" with n of ids.tsv, and below it
the events of that sentence, written as docs/labels.md says; a sentence without events has its § line alone.
With --jsonl it writes the resolved labels, one sentence a line, with byte offsets into the text and not the text.
"""
import argparse
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(HERE, ".."), os.path.join(HERE, "..", "..")]
import source  # noqa: E402
from paths import module  # noqa: E402

whole = module("labels/check.py")


def ids():
    """{number: (document, first byte, end)}"""
    rows = (l.split("\t") for l in open(os.path.join(HERE, "ids.tsv"), encoding="utf-8"))
    return {int(n): (doc, int(a), int(b)) for n, doc, a, b in rows}


def texts(bench):
    return source.load(bench, {doc for doc, _, _ in ids().values()})


def read(path, where, texts, report):
    """Yields (document, [start, end], events) of every sentence that the file labels."""
    n, t, events, seen = 0, None, None, set()
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line:
            continue
        try:
            m = re.fullmatch(r"§ ?(\d+)", line)
            if m:
                n = int(m[1])
                if n not in where or n in seen:
                    raise whole.Bad(f"sentence {n} is unknown or there twice")
                seen.add(n)
                doc, a, b = where[n]
                t, events = whole.Text(texts[doc]), []
                raw = texts[doc].encode()
                t.spans = [(len(raw[:a].decode()), len(raw[:b].decode()))]
                yield doc, [a, b], events
                continue
            kind, *fields = [f.strip() for f in line.split(" | ")]
            if t is None or kind != "E":
                raise whole.Bad("a line is '§ n' or 'E | …'")
            e = whole.event(t, 1, fields)
            if any(x["trigger"] == e["trigger"] for x in events):
                raise whole.Bad("a second event on the same trigger")
            events.append(e)
        except whole.Bad as bad:
            report(number, str(bad))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bench", required=True)
    p.add_argument("--jsonl", help="write the resolved labels here")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    where, of, wrong, got = ids(), texts(a.bench), 0, []
    for path in a.files:
        def report(line, message):
            nonlocal wrong
            wrong += 1
            print(f"{path}:{line}: {message}")
        got += list(read(path, where, of, report))
    if a.jsonl:
        with open(a.jsonl, "w", encoding="utf-8") as out:
            for doc, span, events in got:
                out.write(json.dumps({"doc": doc, "span": span, "events": events}, ensure_ascii=False) + "\n")
    print(f"{len(got)} sentences, {sum(not e for _, _, e in got)} without events, {sum(len(e) for _, _, e in got)} events, {wrong} problems", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
