#!/usr/bin/env python3
"""Draw the sentences whose events are labelled here, the same ones every time.

    sample.py --bench BENCH --out FOLDER

Writes sheets NN.tsv of 500 sentences: number, document, byte range, title, the sentence before, the
sentence. The sheets are scratch, they hold text; ids.tsv is them without it. Two thirds are drawn by words
that often tell of a type, more for the rare types; a third by chance. No document is among those read whole.
"""
import argparse
import hashlib
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "..", ".."))
from paths import module  # noqa: E402

sentences = module("labels/names/sample.py").sentences

SHEETS, SIZE = 8, 500
# sentences a sheet, words
TYPES = {
    "COOPERATE": (36, r"cooperat\w+|joint(ly)?|trad(e|ed|ing) (with|deal)|extradit\w+|shar(e|ed|es|ing) (intelligence|information)|exercises?|exports?|imports?|bilateral|partnership|work(ed|ing)? together|handed over|transferred"),
    "AID": (36, r"aid|donat\w+|relief|assist(ed|ing|ance|s)|loans?|asylum|rescu\w+|grants?|humanitarian|bailout|funding|supplie[sd]|training|deliver(ed|ies|ing)|debt|reparations|shelter\w*"),
    "SUPPORT": (36, r"endors\w+|prais\w+|recogni[sz]\w+|ratif\w+|back(ed|s|ing)|support(ed|s|ing)?|welcom\w+|signed|thank(ed|s)|congratulat\w+|salut\w+|solidarity|defend(ed|s)|appla\w+|honou?r\w*|tribute|normali[sz]\w+"),
    "CONCEDE": (32, r"apolog\w+|pardon\w*|lift(ed|ing|s)|eas(e|ed|ing)|amnesty|acquit\w*|regrets?|cease-?fire|truce|dropp?(ed|ing) (the )?(charges?|demand|plan)|backed down|conced\w+|relent\w*|dismissed (the )?(case|charges)|reinstat\w+|suspend(ed)? (the )?(protest|strike)|clemency|revers(e|ed)"),
    "RETREAT": (26, r"withdr[ae]w\w*|releas(ed|e|ing)|freed|resign\w*|pull(ed|ing)? (out|back)|disarm\w*|step(ped|ping)? down|surrender\w*|retreat\w*|hand(ed)? over|evacuat\w+|inspectors?|allow(ed)? (access|in)|prisoner (swap|exchange)|quit"),
    "SANCTION": (26, r"sanction(s|ed)|expel\w*|convict\w*|sentenced?|suspend\w*|cut (off )?(ties|aid|funding)|fined|fired|ousted|sever\w*|guilty|severed|damages|dismiss(ed|al)|recall(ed)?|embargo|revok\w+|strip(ped)?|unconstitutional"),
    "AGREE": (28, r"agree\w*|pledg\w+|promis\w+|offer(ed|s)?|willing\w*|vow(ed|s)? to|commit(ted|ment)|deal|accept(ed|s)?|invit\w+|plans? to meet|ready to|accord"),
    "MOBILIZE": (26, r"deploy\w*|mobili[sz]\w+|troops|on alert|sent (ships|forces|soldiers|police|planes)|reinforce\w*|test-?fired|launch(ed)? a missile|mass(ed|ing)|patrol\w*|dispatch\w*|stationed|National Guard|warships?|state of emergency"),
    "THREATEN": (26, r"threat\w*|warn(ed|s|ing)|ultimatum|consequences|retaliat\w+|vow(ed|s)? (revenge|to)|will (respond|strike|destroy)|or else|if .{3,40} (would|will) (be|face)"),
    "COERCE": (26, r"arrest\w*|detain\w*|raid\w*|seiz\w+|bann?(ed|ing|s)?|curfew|censor\w*|deport\w*|block(ed|ing|ade)|shut(ting)? down|hack\w*|confiscat\w+|crack(ed|ing)?[ -]?down|jailed|cordon\w*|travel ban|search(ed)?"),
    "REJECT": (24, r"refus\w+|reject\w*|declin\w+|veto\w*|ruled out|cancel\w*|den(y|ied|ies)|turned down|oppos\w+|dismiss\w*|defied|defy\w*|rebuff\w*|resist\w*|blocked|walked out|will not"),
    "ACCUSE": (20, r"accus\w+|condemn\w*|criticiz\w+|blam\w+|denounc\w+|alleg\w+|charged|indict\w+|sued|lawsuit|investigat\w+|probe|slamm?ed|complain\w*|decri\w+|outrage|summon\w*"),
    "REQUEST": (16, r"ask(ed|s)|urg(ed|es|ing)|call(ed|s|ing) (for|on)|demand\w*|appeal\w*|request\w*|plead\w*|order(ed|s)|insist\w*|press(ed|ing)"),
    "CONSULT": (16, r"met|meet(ing|s)?|talks|visit\w*|summit|phone|negotiat\w+|host(ed|s)|discuss\w*|hearing|conference|spoke with|briefed"),
    "PROTEST": (16, r"protest\w*|demonstrat\w+|rall(y|ied|ies)|march(ed|ing|es)?|riot\w*|strike|boycott\w*|sit-in|vigil|took to the streets|walkout|chant\w*"),
    "ASSAULT": (16, r"attack\w*|kill\w*|bomb\w*|shot|shoot\w*|explo\w+|stabb\w+|airstrikes?|kidnapp\w+|tortur\w+|beat(en)?|clash\w*|executed|rape\w*|fire[sd]|beheaded|shell\w*"),
}
RANDOM = SIZE - sum(n for n, _ in TYPES.values())


def order(*key):
    return hashlib.sha256("/".join(map(str, key)).encode()).hexdigest()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--bench", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    whole = {f[:-4] for f in os.listdir(os.path.join(HERE, "..", "reading"))}
    rows = []
    for line in open(os.path.join(a.bench, "raw", "news.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        if d["id"] in whole:
            continue
        text, before = d["title"] + "\n\n" + d["text"], ""
        for s, e in sentences(text):
            if s > len(d["title"]) and 40 < e - s < 400:
                rows.append((d["id"], len(text[:s].encode()), len(text[:e].encode()), d["title"], before, text[s:e]))
            before = text[s:e]
    rows.sort(key=lambda r: order("events", *r[:3]))
    used, taken, sheets = {}, set(), [[] for _ in range(SHEETS)]

    def take(fits, sheet, n):
        for r in rows:
            if n == 0:
                return
            if r[:3] not in taken and used.get(r[0], 0) < 2 and fits(r[5]):
                taken.add(r[:3])
                used[r[0]] = used.get(r[0], 0) + 1
                sheet.append(r)
                n -= 1
    for sheet in sheets:
        for n, words in TYPES.values():
            take(re.compile(r"\b(" + words + r")\b").search, sheet, n)
        take(lambda s: True, sheet, RANDOM)
        sheet.sort(key=lambda r: order("mix", *r[:3]))
    with open(os.path.join(HERE, "ids.tsv"), "w", encoding="utf-8") as ids:
        for k, sheet in enumerate(sheets):
            with open(os.path.join(a.out, f"{k:02}.tsv"), "w", encoding="utf-8") as f:
                for i, (doc, s, e, title, before, text) in enumerate(sheet, 1):
                    n = k * SIZE + i
                    ids.write(f"{n}\t{doc}\t{s}\t{e}\n")
                    print(n, doc, s, e, title, before.replace("\n", " "), text, sep="\t", file=f)


if __name__ == "__main__":
    main()
