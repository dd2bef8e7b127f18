#!/usr/bin/env python3
"""check.py FILES…

Reads sentences written for training, each with its events (events-*.lab) or its claims (claims-*.lab), and reports what it cannot
find or does not know, as file:line: message. A line is "S | sentence" or, below it, an event or a claim as docs/labels.md says:
"E | trigger | type | modes | status | actors | recipients | time | place", "C | content | cue | chain | quoted | stance | act".
"""
import collections
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(HERE, ".."), os.path.join(HERE, "..", "..")]
from paths import module  # noqa: E402

whole = module("labels/check.py")


def read(path, report):
    """Yields (sentence, events or claims) of a file."""
    want = "E" if os.path.basename(path).startswith("events") else "C"
    t, got = None, []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line:
            continue
        try:
            kind, *fields = [f.strip() for f in line.split(" | ")]
            if kind == "S" and len(fields) == 1:
                if t:
                    yield t.text, got
                t, got = whole.Text(fields[0]), []
                continue
            if t is None or kind != want:
                raise whole.Bad(f"a line is 'S | sentence' or '{want} | …'")
            if want == "C":
                got.append(whole.claim(t, 1, fields))
                continue
            e = whole.event(t, 1, fields)
            if any(x["trigger"] == e["trigger"] for x in got):
                raise whole.Bad("a second event on the same trigger")
            got.append(e)
        except whole.Bad as bad:
            report(number, str(bad))
    if t:
        yield t.text, got


if __name__ == "__main__":
    wrong, types, n = 0, collections.Counter(), 0
    for path in sys.argv[1:]:
        def report(line, message):
            global wrong
            wrong += 1
            print(f"{path}:{line}: {message}")
        for _, got in read(path, report):
            n += 1
            types.update([x.get("type", "claim") for x in got] or ["none"])
    print(n, "sentences", wrong, "wrong", dict(types))
    sys.exit(wrong > 0)
