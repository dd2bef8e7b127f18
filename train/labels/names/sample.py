#!/usr/bin/env python3
"""Draw the sentences that are labelled here, the same ones every time.

    sample.py --bench BENCH [--skip IDS ...] --out sheet.tsv

The sheet is scratch (it holds text): running number, document, byte range,
sentence. ids.tsv, which check.py reads, is the sheet without the sentences.
"""
import argparse, hashlib, json, os, re

# Favoured and plain sentences, batch by batch; a later batch leaves the numbers
# of the earlier ones alone.
BATCHES = ((1245, 415), (690, 150))
# Shapes of the wanted kinds, in this order: organisations, military, weapons,
# vehicles, facilities, roles, events, laws, countries abroad.
WEIGHT = (0.5, 1.5, 1.5, 1.5, 1, 0.5, 1, 0.7, 1.5)
ABROAD = set("""middle_east world terrorism foreign_policy isis north_korea israel europe russia asia africa
us_military defense national_defense national_security nuclear_weapons great_britain china mexico south_korea
palestine ebola disaster trade nsa state_department violence_in_america cybersecurity""".split())
KINDS = [re.compile(p) for p in (
    r"\b(Ministry|Agency|Department|Council|Commission|Committee|Court|Party|Institute|University|Union|Association|Corp|Inc|Bank|Foundation|News|Times|Post|Front|Group|Alliance|Organi[sz]ation|Bureau|Center)\b",
    r"\b(Army|Navy|Air Force|Marines?|Fleet|Brigade|Battalion|Division|Corps|Guards?|Regiment|Squadron|Infantry|militias?|Peshmerga|Special Forces|SEALs?|Taliban|Hezbollah|Command)\b",
    r"\b(missiles?|rockets?|rifles?|bombs?|warheads?|explosives?|grenades?|handguns?|pistols?|AR-15|mortars?|artillery|torpedo(?:es)?|shotguns?|firearms?|guns?|mines)\b",
    r"\b(drones?|helicopters?|tanks?|jets?|aircraft|planes?|ships?|submarines?|destroyers?|carriers?|trucks?|convoys?|buses|F-\d+|boats?|tankers?|vehicles?)\b",
    r"\b(Airport|Base|Bridge|Embassy|Prison|Palace|Hospital|House|Tower|Square|School|Stadium|Camp|Fort|Plaza|Church|Mosque|Museum|Hotel)\b",
    r"\b(minister|president|spokes(?:man|woman|person)|commander|general|secretary|ambassador|governor|prosecutor|judge|director|chairman|chief|Minister|President|Ambassador|Governor|Secretary|General|Colonel|Commander|Chancellor|Prince|King|mayor|envoy|adviser|sheriff)\b",
    r"\b(War|Summit|Olympics|Revolution|Spring|Holocaust|Hurricane|Conference|Convention|Games|Super Bowl|Brexit|Uprising|Massacre|Operation|Festival|Day)\b",
    r"\b(Act|Amendment|Treaty|Accord|Agreement|Constitution|Convention|Protocol|Bill|Code|Resolution|Title)\b",
    r"\b(Iran|Iraq|Syria|Turk|Russia|Ukrain|Chin|Japan|Korea|India|Pakistan|Afghan|Israel|Palestin|Saudi|Yemen|Egypt|Libya|Niger|Kenya|Somali|France|French|German|Brit|Ital|Spain|Spanish|Pol[ai]|Greek|Greece|Brazil|Mexic|Venezuel|Cuba|Canad|Austral|Sudan|Mali|Ethiop|Myanmar|Burm|Thai|Philippin|Indones|Hungar|Sweden|Norw|Hong Kong|Taiwan|Leban|Jordan|Kurd|Colomb|Argentin|Europe)\w*",
)]
ABBR = {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "lt", "col", "sgt", "capt", "adm", "st", "jr", "sr", "inc", "corp", "co", "ltd", "no", "vs", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "u.s", "u.n", "u.k", "d.c", "a.m", "p.m", "e.u", "reps", "sens", "maj", "brig", "rev", "hon", "prof", "messrs", "cmdr", "ala", "calif", "fla", "ga", "ill", "mass", "mich", "minn", "pa", "tenn", "tex", "va", "wis", "wash", "ariz", "colo", "conn", "ky", "la", "md", "mo", "n.y", "n.j", "n.c", "s.c", "i.e", "e.g"}
END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9])")


def sentences(text):
    """Yield character ranges, one paragraph at a time."""
    for par in re.finditer(r"[^\n]+", text):
        s, start = par.group(), 0
        for m in END.finditer(s):
            word = s[start:m.start()].split()[-1:] or [""]
            w = word[0].lower().strip("“\"‘'(")
            if s[m.start()] == "." and (w in ABBR or re.fullmatch(r"[a-z]", w)):
                continue
            yield par.start() + start, par.start() + start + len(s[start:m.end()].rstrip())
            start = m.end()
        if s[start:].strip():
            yield par.start() + start, par.start() + start + len(s[start:].rstrip())


def rank(*parts):
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def score(s):
    inner = len(re.findall(r"(?<=[a-z,] )[A-Z]", s))
    home = re.search(r"\b(?:Democrat|Republican|Senate|Trump|Clinton|House)", s)
    return min(5, sum(w for w, k in zip(WEIGHT, KINDS) if k.search(s))) + min(2, inner / 4) - bool(home)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bench", required=True)
    ap.add_argument("--skip", nargs="*", default=[])
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    skip = {l.split()[0] for f in a.skip for l in open(f) if l.strip()}
    favoured, plain, seen = [], [], set()
    for line in open(os.path.join(a.bench, "raw", "news.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        text, id = d["text"], d["id"]
        if id in skip or re.search(r"Sul[ae]imani|Sol[ae]imani|Muhandis|Mohandes", text):
            continue
        cand = []
        for b, e in sentences(text):
            s = text[b:e]
            if 8 <= len(s.split()) <= 45 and "\t" not in s and s not in seen and "http" not in s:
                seen.add(s)
                cand.append((b, e, s))
        if not cand:
            continue
        if int(rank("kind", id)[:8], 16) % 4 == 0:
            b, e, s = min(cand, key=lambda c: rank(id, c[0]))
            plain.append((rank("plain", id), id, b, e, text))
            continue
        cand.sort(key=lambda c: (-score(c[2]), rank(id, c[0])))
        bonus = 2 if d["topic"] in ABROAD else 0
        for n, (b, e, s) in enumerate(cand[:3]):
            favoured.append((-round(score(s) + bonus - n / 2), rank("fav", id, n), id, b, e, text))
    favoured.sort()
    plain.sort()
    rows = []
    for nf, np in BATCHES:
        # A fifth of the favoured share is drawn from the fair, not the best, scores.
        best, tail = favoured[:nf * 4 // 5], favoured[nf * 4 // 5:]
        fair = sorted((f for f in tail if f[0] <= -1), key=lambda f: f[1])[:nf - len(best)]
        batch = [f[2:] for f in best + fair] + [p[1:] for p in plain[:np]]
        batch.sort(key=lambda r: rank("order", r[0], r[1]))
        rows += batch
        favoured = [f for f in tail if f not in fair]
        plain = plain[np:]
    with open(a.out, "w", encoding="utf-8") as o, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ids.tsv"), "w") as ids:
        for n, (id, b, e, text) in enumerate(rows, 1):
            bs = len(text[:b].encode())
            be = bs + len(text[b:e].encode())
            print(n, id, bs, be, text[b:e], sep="\t", file=o)
            print(n, id, bs, be, sep="\t", file=ids)


if __name__ == "__main__":
    main()
