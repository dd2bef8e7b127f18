#!/usr/bin/env python3
"""check.py --bench FOLDER [--jsonl OUT] FILE.lab ...

Reads label files (docs/labels.md says what they hold), finds every quote in
the text it quotes, and reports what it cannot find, what stands there more
than once, and what the format does not know, as file:line: message.
With --jsonl it writes the resolved labels, one document a line, with byte
offsets into the UTF-8 text.
"""
import argparse
import json
import os
import re
import sys

import source

MODES = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "", "OTHER": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor arrest curfew martial-law deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
               "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}
STATUS = "actual historical planned possible negated alleged called-off denied".split()
STANCE = "asserts denies doubts asks promises threatens evaluates".split()
QUOTED = {"d": "direct", "i": "indirect", "m": "mixed"}
KIND = {"p": "person", "o": "organisation", "d": "document", "m": "media", "u": "unnamed"}

# Marks that writers set differently are the same to a quote. One for one, so
# that offsets stay.
SAME = str.maketrans("‘’“”–—\u00a0‑", "''\"\"-- -")


class Bad(Exception):
    """A label that does not resolve."""


class Text:
    def __init__(self, text):
        self.text = text
        self.flat = text.translate(SAME)
        self.spans = source.paragraphs(text)

    def paragraph(self, n):
        if not 1 <= n <= len(self.spans):
            raise Bad(f"no paragraph {n}")
        return self.spans[n - 1]

    def all(self, quote, start, end):
        """Return the spans of quote in [start, end) that begin and end with a word."""
        quote = quote.translate(SAME)
        if not quote:
            raise Bad("empty quote")
        head = r"(?<!\w)" if quote[0].isalnum() else ""
        tail = r"(?!\w)" if quote[-1].isalnum() else ""
        found = [m.span() for m in re.compile(head + re.escape(quote) + tail).finditer(self.flat, start, end)]
        if not found:
            raise Bad(f"not found: {quote!r}")
        return found

    def pick(self, quote, start, end, near=None, first=False):
        """Return the one span meant by quote, which may end in #n."""
        m = re.fullmatch(r"(.*\S)#(\d+)", quote)
        if m:
            found = self.all(m[1], start, end)
            if not 1 <= int(m[2]) <= len(found):
                raise Bad(f"only {len(found)} of {m[1]!r}")
            return found[int(m[2]) - 1]
        found = self.all(quote, start, end)
        if len(found) == 1 or first:
            return found[0]
        if near is None:
            raise Bad(f"ambiguous, {len(found)} of {quote!r}: add #n")
        return min(found, key=lambda s: (distance(s, near), s))

    def long(self, quote, start, end, near=None):
        """Like pick, for a quote that may leave out its middle."""
        if " … " not in quote:
            return self.pick(quote, start, end, near)
        a, b = quote.split(" … ", 1)
        s = self.pick(a.strip(), start, end, near)
        e = self.pick(b.strip(), s[1], end, first=True)
        return s[0], e[1]

    def mention(self, quote, n, near):
        """Return the span of a mention: '-' is none, '@n:' another paragraph."""
        if quote == "-":
            return None
        m = re.match(r"@(\d+):\s*", quote)
        if m:
            start, end = self.paragraph(int(m[1]))
            return self.long(quote[m.end():], start, end, (start, start))
        start, end = self.paragraph(n)
        return self.long(quote, start, end, near)

    def byte(self, span):
        """Turn a span in characters into one in bytes."""
        if span is None:
            return None
        a = len(self.text[:span[0]].encode())
        return [a, a + len(self.text[span[0]:span[1]].encode())]


def distance(a, b):
    """How far two spans stand apart; what overlaps comes after what does not."""
    if a[1] <= b[0]:
        return b[0] - a[1]
    if b[1] <= a[0]:
        return a[0] - b[1]
    return 1 << 30


def one_of(word, allowed, what):
    if word not in allowed:
        raise Bad(f"no such {what}: {word!r}")
    return allowed[word] if isinstance(allowed, dict) else word


def named(field):
    quote, _, name = field.partition("=")
    return quote.strip(), name.strip()


def claim(t, n, f):
    if len(f) != 6:
        raise Bad(f"a claim has 6 fields, not {len(f)}")
    start, end = t.paragraph(n)
    content = [t.long(part.strip(), start, end) for part in f[0].split(" + ")]
    whole = (min(content)[0], max(content)[1])
    chain = []
    for link in f[2].split(" > ") if f[2] != "-" else []:
        m = re.fullmatch(r"(.+)/([podmu])", link.strip())
        if not m or "=" not in m[1]:
            raise Bad(f"a link is SURFACE=Name/kind: {link!r}")
        quote, name = named(m[1])
        chain.append({"span": t.byte(t.mention(quote, n, whole)), "name": name, "kind": KIND[m[2]]})
    if not chain:
        raise Bad("a claim has a chain")
    return {
        "content": [t.byte(s) for s in content],
        "cue": t.byte(t.mention(f[1], n, whole)),
        "chain": chain,
        "quoted": one_of(f[3], QUOTED, "way of quoting"),
        "stance": one_of(f[4], STANCE, "stance"),
        "act": f[5],
    }


def event(t, n, f):
    if len(f) != 8:
        raise Bad(f"an event has 8 fields, not {len(f)}")
    start, end = t.paragraph(n)
    trigger = t.long(f[0], start, end)
    modes = [m.strip() for m in f[2].split(",")] if f[2] != "-" else []
    allowed = one_of(f[1], MODES, "type").split()
    for m in modes:
        one_of(m, allowed, f"mode of {f[1]}")

    def people(field):
        out = []
        for part in field.split(" ; ") if field != "-" else []:
            quote, name = named(part)
            span = t.mention(quote, n, trigger)
            out.append({"span": t.byte(span), "name": name or t.text[span[0]:span[1]]})
        return out

    return {
        "trigger": t.byte(trigger),
        "type": f[1],
        "modes": modes,
        "status": one_of(f[3], STATUS, "status"),
        "actors": people(f[4]),
        "recipients": people(f[5]),
        "time": t.byte(t.mention(f[6], n, trigger)),
        "place": t.byte(t.mention(f[7], n, trigger)),
    }


def resolve(path, doc, text, report):
    """Return the labels of one file; report(line, message) hears what is wrong."""
    t, n = Text(text), 0
    out = {"doc": doc, "claims": [], "events": []}
    seen = set()
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n").strip()
            if not line:
                continue
            try:
                m = re.fullmatch(r"¶ ?(\d+)", line)
                if m:
                    n = int(m[1])
                    t.paragraph(n)
                    continue
                kind, *fields = [f.strip() for f in line.split(" | ")]
                if not n or kind not in ("C", "E"):
                    raise Bad("a line is '¶ n', 'C | …' or 'E | …'")
                if kind == "C":
                    out["claims"].append(claim(t, n, fields))
                    continue
                e = event(t, n, fields)
                if tuple(e["trigger"]) in seen:
                    raise Bad("a second event on the same trigger")
                seen.add(tuple(e["trigger"]))
                out["events"].append(e)
            except Bad as bad:
                report(number, str(bad))
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bench", required=True, help="folder of the data that was labelled")
    p.add_argument("--jsonl", help="write the resolved labels here")
    p.add_argument("files", nargs="+")
    a = p.parse_args()
    ids = {f: os.path.basename(f).removesuffix(".lab") for f in a.files}
    texts = source.load(a.bench, ids.values())
    wrong, docs = 0, []
    for path, doc in ids.items():
        def report(line, message):
            nonlocal wrong
            wrong += 1
            print(f"{path}:{line}: {message}")
        if doc not in texts:
            report(0, "no such document in the data")
            continue
        docs.append(resolve(path, doc, texts[doc], report))
    if a.jsonl:
        with open(a.jsonl, "w", encoding="utf-8") as out:
            for d in docs:
                out.write(json.dumps(d, ensure_ascii=False) + "\n")
    print(f"{len(docs)} documents, {sum(len(d['claims']) for d in docs)} claims, "
          f"{sum(len(d['events']) for d in docs)} events, {wrong} problems", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
