"""What each data set says about names, in one label set.

The sets differ: one knows three types, one marks nominals too, one was made
by a machine. So every word carries the *set* of labels its source allows (a
bit mask over LABELS); training maximises the probability of that set.
"""
import hashlib
import json
import os
import re

from paths import BENCH, WORK
from tokens import words

TYPES = "PERSON NORP ORG MIL_UNIT GPE LOC FAC EVENT WORK LAW WEAPON VEHICLE ROLE DATE TIME MONEY PERCENT QUANTITY CARDINAL ORDINAL".split()
LABELS = ["O"] + [p + t for t in TYPES for p in ("B-", "I-")]
INDEX = {l: i for i, l in enumerate(LABELS)}
ANY = (1 << len(LABELS)) - 1
VALUES = "DATE TIME MONEY PERCENT QUANTITY CARDINAL ORDINAL".split()


def mask(prefix, types):
    return sum(1 << INDEX[prefix + t] for t in types)


def allow(types):
    """O, or any of the types (for words that a set leaves unmarked)."""
    return 1 | mask("B-", types) | mask("I-", types)


def third(key, n=3):
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % n == 0


def spans_to_masks(n, spans, outside):
    """spans: (first, last, types); the first one to claim a word wins."""
    out, taken = [outside] * n, [False] * n
    for a, b, types in spans:
        if any(taken[a:b + 1]):
            continue
        for k in range(a, b + 1):
            taken[k] = True
            out[k] = (mask("B-" if k == a else "I-", types)) if types else ANY
    return out


def refine(gold, machine):
    """Let the machine's labels choose among what gold allows."""
    return [g & m if g & m else g for g, m in zip(gold, machine)]


# ---- machine labels (OntoNotes types)
ONTO = {t: [t] for t in ["PERSON", "NORP", "GPE", "LOC", "FAC", "EVENT", "LAW"] + VALUES}
ONTO.update(ORG=["ORG", "MIL_UNIT"], WORK_OF_ART=["WORK"], PRODUCT=["WEAPON", "VEHICLE", "WORK"], LANGUAGE=["NORP"])
SILVER_OUT = allow(["ROLE", "WEAPON", "VEHICLE"])


def silver_masks(tags):
    out = []
    for t in tags:
        if t == "O":
            out.append(SILVER_OUT)
        elif t[2:] in ("PRODUCT", "LANGUAGE"):
            out.append(1 | mask(t[:2], ONTO[t[2:]]))
        else:
            out.append(mask(t[:2], ONTO[t[2:]]))
    return out


def silver(name):
    """Rows of a silver file; with a second teacher, words on which the two differ say nothing."""
    def rd(p):
        return [json.loads(l) for l in open(p, encoding="utf-8")]
    a, b = (os.path.join(WORK, "silver", f"{name}-{t}.jsonl") for t in ("md", "sm"))
    if not os.path.exists(a):
        a, b = b, a
    rows, other = rd(a), {}
    if os.path.exists(b):
        other = {tuple(r["words"]): r["tags"] for r in rd(b)}
    out = []
    for r in rows:
        m = silver_masks(r["tags"])
        o = other.get(tuple(r["words"]))
        if o:
            m = [x if s == t else x | y for x, y, s, t in zip(m, silver_masks(o), r["tags"], o)]
        out.append((r["words"], m, r.get("doc", "")))
    return out


# ---- UNER: PER ORG LOC on EWT dev sentences
def uner():
    """(words, masks, tags, document)"""
    kinds = {"PER": ["PERSON"], "ORG": ["ORG", "MIL_UNIT"], "LOC": ["GPE", "LOC", "FAC"]}
    rest = [t for t in TYPES if t not in ("PERSON", "ORG", "MIL_UNIT", "GPE", "LOC")]
    out, cur, doc = [], [], ""
    for l in open(os.path.join(BENCH, "names/uner-ewt/en_ewt-ud-dev.iob2"), encoding="utf-8"):
        if l.startswith("# sent_id"):
            doc = l.split("=")[1].strip().rsplit("-", 1)[0]
        r = l.rstrip("\n").split("\t")
        if r[0].isdigit():
            cur.append((r[1], r[2] if r[2][2:] in kinds else "O"))
        elif not l.strip() and cur:
            w, t = zip(*cur)
            m = [mask(x[:2], kinds[x[2:]]) if x != "O" else allow(rest) for x in t]
            out.append((list(w), m, list(t), doc))
            cur = []
    return out


# ---- WNUT 17
def wnut():
    kinds = {"person": (["PERSON"], 0), "location": (["GPE", "LOC", "FAC"], 0), "corporation": (["ORG"], 0),
             "group": (["ORG", "NORP", "MIL_UNIT"], 0), "product": (["WORK", "VEHICLE", "WEAPON"], 1), "creative-work": (["WORK", "LAW", "EVENT"], 0)}
    rest = ["NORP", "EVENT", "LAW", "ROLE", "WEAPON", "VEHICLE"] + VALUES
    out, cur = [], []
    for l in list(open(os.path.join(BENCH, "names/wnut17/wnut17train.conll"), encoding="utf-8")) + [""]:
        r = l.rstrip("\n").split("\t")
        if len(r) == 2 and r[0]:
            cur.append(r)
        elif cur:
            m = [allow(rest) if t == "O" else mask(t[:2], kinds[t[2:]][0]) | kinds[t[2:]][1] for _, t in cur]
            out.append(([w for w, _ in cur], m))
            cur = []
    return out


# ---- GUM: entities in the MISC column; names are found inside the mentions
TITLES = set("Mr. Mrs. Ms. Dr. Mr Mrs Ms Dr President Senator Sen. Prof. Professor Sir Judge Captain General King Queen Prime Minister Lord Lady Governor Mayor Saint".split())
GUM_KINDS = {"person": ["PERSON"], "organization": ["ORG", "MIL_UNIT"], "place": ["GPE", "LOC", "FAC"], "event": ["EVENT"]}


def mentions(s):
    """(first, last, type, head) of every entity of a GUM sentence."""
    stack, out = {}, []
    for i, r in enumerate(s):
        m = re.search(r"Entity=([^|]*)", r[9])
        for it in re.findall(r"\(?[^()]+\)?", m.group(1)) if m else []:
            if it[0] == "(":
                f = it.strip("()").split("-")
                e = (i, f[1], f[5] if len(f) > 5 else "1")
                if it[-1] == ")":
                    out.append((i, i, e[1], e[2]))
                else:
                    stack.setdefault(f[0], []).append(e)
            elif it[-1] == ")" and stack.get(it[:-1].split("-")[0]):
                a, t, h = stack[it[:-1].split("-")[0]].pop()
                out.append((a, i, t, h))
    return out


def gum(s):
    rest = [t for t in TYPES if t not in ("PERSON", "ORG", "MIL_UNIT", "GPE", "LOC", "FAC")]
    n, spans = len(s), []
    for a, b, t, h in mentions(s):
        if t not in GUM_KINDS:
            continue
        try:
            h = a + int(h.split(",")[0]) - 1
        except ValueError:
            continue
        if not a <= h <= b or s[h][3] != "PROPN":
            continue

        def proper(k):
            return a <= k <= b and s[k][3] == "PROPN"
        x = z = h
        while proper(x - 1) or (proper(x - 2) and s[x - 1][1] in ("-", "&", "of")):
            x -= 1 if proper(x - 1) else 2
        while True:
            if proper(z + 1):
                z += 1
            elif proper(z + 2) and s[z + 1][1] in ("-", "&", "of") and t != "person":
                z += 2
            elif proper(z + 3) and s[z + 1][1] == "of" and s[z + 2][1] == "the" and t != "person":
                z += 3
            else:
                break
        if t == "person":
            while x < z and s[x][1] in TITLES:
                x += 1
        spans.append((x, z, GUM_KINDS[t]))
    spans = sorted(set((x, z, tuple(t)) for x, z, t in spans), key=lambda q: (q[0] - q[1], q))
    out = spans_to_masks(n, spans, allow(rest))
    for k in range(n):
        if out[k] == allow(rest) and s[k][3] == "PROPN":
            out[k] = ANY
    return out


# ---- re3d
RE3D = {"Person": ["PERSON"], "Organisation": ["ORG", "MIL_UNIT"], "Location": ["GPE", "LOC", "FAC"], "Nationality": ["NORP"],
        "Weapon": ["WEAPON"], "MilitaryPlatform": ["VEHICLE"], "Temporal": ["DATE", "TIME"], "Money": ["MONEY"], "Quantity": ["CARDINAL", "QUANTITY", "PERCENT", "MONEY", "ORDINAL"]}
LEAD = set("The A An This These That Those Our Their His Its He She It They We I You".split())
SMALL = set("of the and for & - in ’s 's".split())


def named(ws, a, b):
    """The capitalised core of a mention: (first, last) or None."""
    cap = [k for k in range(a, b + 1) if ws[k][0].isupper() and ws[k] not in LEAD]
    while ws[b] in ("'s", "’s", "'", "’") and b > a:
        b -= 1
    if not cap or cap[-1] != b:
        return None
    x, z = cap[0], cap[-1]
    if any(not ws[k][0].isupper() and not ws[k][0].isdigit() and ws[k] not in SMALL and ws[k] not in (".", "'", "al", "bin") for k in range(x, z + 1)):
        return None
    return x, z


def re3d_sentences(text):
    at = 0
    for m in re.finditer(r"[^\n]+", text):
        last = m.start()
        for e in re.finditer(r"(?<=[a-z0-9\]\)”\"]{2})[.!?][\"”’]?(?:\[\d+\])*\s+(?=[A-Z“\"])|$", m.group(0)):
            stop = m.start() + e.end()
            if stop > last:
                yield last, stop
            last = stop


def longest(spans):
    """Longest first, none overlapping, in text order."""
    out = []
    for a, b, t in sorted(set(spans), key=lambda q: (q[0] - q[1], q)):
        if all(b < x or a > y for x, y, _ in out):
            out.append((a, b, t))
    return sorted(out)


def re3d():
    """(words, masks, document, gold) of every sentence; gold: (first, last, PER ORG LOC)."""
    out = []
    rest = [t for t in TYPES if t not in ("PERSON", "ORG", "MIL_UNIT", "GPE", "LOC", "NORP")]
    for part in ("CENTCOM", "UK Government", "Wikipedia"):
        d = os.path.join(BENCH, "names/re3d", part)
        ents = {}
        for l in open(os.path.join(d, "entities.json"), encoding="utf-8"):
            e = json.loads(l)
            ents.setdefault(e["documentId"], []).append(e)
        for l in open(os.path.join(d, "documents.json"), encoding="utf-8"):
            doc = json.loads(l)
            text = doc["text"]
            for lo, hi in re3d_sentences(text):
                toks = words(text, lo, hi)
                if not toks or len(toks) > 120:
                    continue
                ws = [text[a:b] for a, b in toks]
                spans, vague, gold = [], set(), []
                for e in ents.get(doc["_id"], []):
                    ks = [k for k, (a, b) in enumerate(toks) if a < e["end"] and b > e["begin"]]
                    if not ks or e["value"][:3] in ("st ", "ss "):
                        continue
                    a, b, t = ks[0], ks[-1], e["type"]
                    vague.update(ks)
                    if t not in RE3D:
                        continue
                    if t in ("Person", "Organisation", "Location", "Nationality"):
                        core = named(ws, a, b)
                        if core:
                            spans.append((core[0], core[1], RE3D[t]))
                            if t != "Nationality":
                                gold.append((core[0], core[1], {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}[t]))
                    else:
                        spans.append((a, b, RE3D[t]))
                spans.sort(key=lambda q: (q[0] - q[1], q[0]))
                m = spans_to_masks(len(ws), spans, allow(rest))
                m = [ANY if x == allow(rest) and (k in vague or ws[k][0].isupper()) else x for k, x in enumerate(m)]
                out.append((ws, m, doc["_id"], longest(gold)))
    return out


def is_dev(kind, doc):
    return third(kind + doc, {"re3d": 3, "uner": 4}[kind])
