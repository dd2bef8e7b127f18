"""Claims, events and times as training sentences for the heads of the family sem.

Sources: our own labels (labels/reading, resolved by labels/check.py), MEANTIME's
and WikiWars' time expressions, and machine-made DATE/TIME names on news.
"""
import glob
import os
import re
import sys
import xml.etree.ElementTree as ET

import names
import segment
import split
from paths import BENCH, HERE, module

sys.path.append(os.path.join(HERE, "labels"))
import check  # noqa: E402
import source  # noqa: E402

TIMES = ["DATE", "TIME", "DURATION", "SET"]
KINDS = ["verb", "noun", "prep", "adverb"]
TYPES = sorted(k for k in check.MODES if k != "OTHER") + ["OTHER"]
LABELS = {
    "timex": ["O"] + [p + t for t in TIMES for p in ("B-", "I-")],
    "cue": ["O"] + [p + k for k in KINDS for p in ("B-", "I-")],
    "trigger": ["none"] + TYPES,
    "status": list(check.STATUS),
    "mode": sorted({m for v in check.MODES.values() for m in v.split()}),
    "pair": ["none"] + TYPES,
    "roles": ["none", "SOURCE-head", "CONTENT", "ACTOR-head", "RECIPIENT-head", "PLACE-head", "TIME-head"],
}
INDEX = {k: {x: i for i, x in enumerate(v)} for k, v in LABELS.items()}
ROLE = INDEX["roles"]


class Sentence:
    """words; timex: masks or None (gold: by hand); claims, events: whether they are labelled;
    cue, trigger: label numbers; status: {word: n}; mode: {word: [n]}; roles: {predicate: {word: n}};
    nominal: words that may take part; pair: {(actor, recipient): type}."""

    def __init__(self, words, doc):
        self.words, self.doc, self.part = words, doc, split.part(doc)
        self.timex, self.gold, self.claims, self.events = None, False, False, False
        self.cue, self.trigger = [0] * len(words), [0] * len(words)
        self.status, self.mode, self.roles = {}, {}, {}
        self.nominal, self.pair = [], {}


def head_of(heads, a, b):
    """The word of a…b whose governor lies outside."""
    for i in range(a, b + 1):
        if not a + 1 <= heads[i] <= b + 1:
            return i
    return b


NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}


def nominals(upos, heads):
    """Heads of noun phrases: a noun that an unbroken run of nouns ties to its governor is part of that one's name."""
    out = []
    for i, (u, h) in enumerate(zip(upos, heads)):
        a, b = min(i, h - 1), max(i, h - 1)
        if u in NOMINAL and not (h and all(upos[k] in NOMINAL or upos[k] == "PUNCT" for k in range(a, b + 1))):
            out.append(i)
    return out


class Reader:
    """Finds words by byte span in a segmented document."""

    def __init__(self, text, sentences):
        self.raw, self.sents = text.encode(), sentences

    def words(self, s):
        return [self.raw[a:b].decode() for a, b in self.sents[s]]

    def find(self, span):
        """(sentence, first word, last word) of every sentence that the byte span touches."""
        out = []
        if span:
            for k, s in enumerate(self.sents):
                if s[0][0] < span[1] and s[-1][1] > span[0]:
                    w = [i for i, (a, b) in enumerate(s) if a < span[1] and b > span[0]]
                    if w:
                        out.append((k, w[0], w[-1]))
        return out


def kind_of(word, upos):
    if word.lower() in ("according", "per"):
        return "prep"
    return {"NOUN": "noun", "PROPN": "noun", "ADP": "prep", "SCONJ": "prep", "ADV": "adverb", "PRON": "noun"}.get(upos, "verb")


def own(parse):
    """Labelled documents; parse(list of word lists) gives UPOS and governors of every sentence."""
    paths = {os.path.basename(p)[:-4]: p for p in sorted(glob.glob(os.path.join(HERE, "labels", "reading", "*.lab")))}
    texts = source.load(BENCH, paths)
    cuts = segment.cut(texts)
    out = []
    for doc in sorted(texts):
        lab = check.resolve(paths[doc], doc, texts[doc], lambda line, message: None)
        r = Reader(texts[doc], cuts[doc])
        sents = [Sentence(r.words(k), doc) for k in range(len(r.sents))]
        tags = parse([s.words for s in sents])
        for s, t in zip(sents, tags):
            s.claims = s.events = True
            s.nominal = nominals(*t)
        for c in lab["claims"]:
            place_claim(c, r, sents, tags)
        for e in lab["events"]:
            place_event(e, r, sents, tags)
        out += sents
    return out


def single(parse):
    """Sentences read alone, for their events (labels/events); one that the reader cuts otherwise is left out."""
    check = module("labels/events/check.py")
    texts = check.texts(BENCH)
    cuts, where, out = segment.cut(texts), check.ids(), []
    for path in sorted(glob.glob(os.path.join(HERE, "labels", "events", "[0-9][0-9].lab"))):
        for doc, (a, b), events in list(check.read(path, where, texts, lambda line, message: None)):
            cut = [s for s in cuts[doc] if s[0][0] < b and s[-1][1] > a]
            if not cut or cut[0][0][0] < a - 2 or cut[-1][-1][1] > b + 2:
                continue
            r = Reader(texts[doc], cut)
            sents = [Sentence(r.words(k), doc) for k in range(len(cut))]
            tags = parse([s.words for s in sents])
            for s, t in zip(sents, tags):
                s.events, s.nominal = True, nominals(*t)
            for e in events:
                place_event(e, r, sents, tags)
            out += sents
    return out


def written(parse):
    """Sentences written for training (labels/written): their events or their claims, never both; one that the reader cuts in two is left out."""
    check = module("labels/written/check.py")
    out = []
    for path in sorted(glob.glob(os.path.join(HERE, "labels", "written", "*-[0-9].lab"))):
        claims = os.path.basename(path).startswith("claims")
        texts, labels = {}, {}
        for k, (text, got) in enumerate(check.read(path, lambda line, message: None)):
            doc = f"written/{os.path.basename(path)}/{k}"
            texts[doc], labels[doc] = text, got
        cuts = segment.cut(texts)
        whole = [doc for doc in texts if len(cuts[doc]) == 1]
        readers = [Reader(texts[doc], cuts[doc]) for doc in whole]
        tags = parse([r.words(0) for r in readers])
        for doc, r, t in zip(whole, readers, tags):
            s = Sentence(r.words(0), doc)
            s.part, s.claims, s.events, s.nominal = "train", claims, not claims, nominals(*t)
            for x in labels[doc]:
                (place_claim if claims else place_event)(x, r, [s], [t])
            out.append(s)
    return out


def role(s, pred, word, label):
    if word != pred:
        row = s.roles.setdefault(pred, {})
        if row.get(word, ROLE["CONTENT"]) == ROLE["CONTENT"]:
            row[word] = ROLE[label]


def place_claim(c, r, sents, tags):
    at = r.find(c["cue"])
    if not at:
        return
    k, a, b = at[0]
    s, (upos, heads) = sents[k], tags[k]
    h = head_of(heads, a, b)
    kind = kind_of(s.words[a], upos[h])
    first = a
    for i in range(a, b + 1):
        s.cue[i] = INDEX["cue"][("B-" if i == a else "I-") + kind]
    s.roles.setdefault(first, {})
    for link in c["chain"][-1:]:
        for k2, x, y in r.find(link["span"]):
            if k2 == k:
                role(s, first, head_of(heads, x, y), "SOURCE-head")
    for span in c["content"]:
        for k2, x, y in r.find(span):
            if k2 == k:
                for i in range(x, y + 1):
                    if not a <= i <= b and i not in s.roles[first]:
                        role(s, first, i, "CONTENT")


def place_event(e, r, sents, tags):
    at = r.find(e["trigger"])
    if not at:
        return
    k, a, b = at[0]
    s, (_, heads) = sents[k], tags[k]
    t = head_of(heads, a, b)
    s.trigger[t] = INDEX["trigger"][e["type"]]
    s.status[t] = INDEX["status"][e["status"]]
    s.mode[t] = [INDEX["mode"][m] for m in e["modes"]]
    s.roles.setdefault(t, {})
    def heads_in(people):
        return [head_of(heads, x, y) for p in people for k2, x, y in r.find(p["span"]) if k2 == k]
    actors, recipients = heads_in(e["actors"]), heads_in(e["recipients"])
    for a in actors:
        for b in recipients or actors:  # mutual: each is both
            if a != b:
                s.pair.setdefault((a, b), INDEX["pair"][e["type"]])
    spans = [(x["span"], "ACTOR-head") for x in e["actors"]] + [(x["span"], "RECIPIENT-head") for x in e["recipients"]]
    for span, label in spans + [(e["place"], "PLACE-head"), (e["time"], "TIME-head")]:
        for k2, x, y in r.find(span):
            if k2 == k:
                role(s, t, head_of(heads, x, y), label)


# ---- times
def mask(prefix, types):
    return sum(1 << INDEX["timex"][prefix + t] for t in types)


ALL = (1 << len(LABELS["timex"])) - 1


def timex(words, spans, outside=1):
    m = [outside] * len(words)
    for a, b, types in spans:
        for i in range(a, b + 1):
            m[i] = mask("B-" if i == a else "I-", types)
    return m


def wikiwars():
    out, texts, spans = [], {}, {}
    for p in sorted(glob.glob(os.path.join(BENCH, "times/wikiwars-train/tml/*.tml"))):
        body = re.search(r"<TEXT>(.*)</TEXT>", open(p, encoding="utf-8").read(), re.S).group(1)
        text, at, found, doc = "", 0, [], os.path.basename(p)[:-4]
        for m in re.finditer(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>|<[^>]*>", body, re.S):
            text += plain(body[at:m.start()])
            if m.group(1) is not None:
                kind = re.search(r'type="(\w+)"', m.group(1)).group(1)
                inner = plain(re.sub(r"<[^>]*>", "", m.group(2)))
                found.append((len(text.encode()), len((text + inner).encode()), kind))
                text += inner
            at = m.end()
        texts[doc], spans[doc] = text + plain(body[at:]), found
    cuts = segment.cut(texts)
    for doc in sorted(texts):
        r = Reader(texts[doc], cuts[doc])
        per = {}
        for a, b, kind in spans[doc]:
            for k, x, y in r.find((a, b)):
                per.setdefault(k, []).append((x, y, [kind]))
        for k in range(len(r.sents)):
            s = Sentence(r.words(k), "wikiwars/" + doc)
            s.timex, s.gold = timex(s.words, per.get(k, [])), True
            out.append(s)
    return out


def plain(s):
    return s.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&")


def meantime():
    out = []
    for p in sorted(glob.glob(os.path.join(BENCH, "events/meantime/*/*.xml"))):
        root = ET.parse(p).getroot()
        doc = os.path.basename(p).split(".")[0]
        sents, where = {}, {}
        for t in root.findall("token"):
            s = sents.setdefault(int(t.get("sentence")), [])
            where[t.get("t_id")] = (int(t.get("sentence")), len(s))
            s.append(t.text or "?")
        per = {}
        for x in root.iter("TIMEX3"):
            at = [where[a.get("t_id")] for a in x.findall("token_anchor") if a.get("t_id") in where]
            if at and x.get("type") in TIMES and len({k for k, _ in at}) == 1:
                per.setdefault(at[0][0], []).append((at[0][1], at[-1][1], [x.get("type")]))
        for k, w in sorted(sents.items()):
            s = Sentence(w, doc)
            s.timex, s.gold = timex(w, per.get(k, [])), True
            out.append(s)
    return out


VAGUE = set("now currently recently once previously today tonight then soon later earlier ago former long day days year years month months week weeks daily weekly monthly annual annually past future".split())


def silver():
    """DATE and TIME of the teachers; words that TIMEX3 may see otherwise say nothing."""
    out = []
    d, t = mask("B-", ["DATE", "DURATION", "SET"]), mask("B-", ["TIME", "DURATION"])
    di, ti = mask("I-", ["DATE", "DURATION", "SET"]), mask("I-", ["TIME", "DURATION"])
    table = {}
    for p, x, y in (("B-", d, t), ("I-", di, ti)):
        table[names.mask(p, ["DATE"])], table[names.mask(p, ["TIME"])] = x, y
    value = names.mask("B-", ["DATE", "TIME"]) | names.mask("I-", ["DATE", "TIME"])
    for w, m, doc in names.silver("news"):
        if doc and split.part(doc) == "train":
            s = Sentence(w, doc)
            s.timex = [table.get(x, 1 if not x & value and k.lower() not in VAGUE else ALL) for x, k in zip(m, w)]
            out.append(s)
    return out
