"""Words of raw text, cut as the English UD treebanks cut them.

Used where training text has no gold words (silver names, labels of our own).
The Go reader has its own tokenizer; `conllu` output of that one can be given
instead, see reading.py.
"""
import re

ABBREV = set("""mr mrs ms dr prof gen lt col maj capt sgt cpl cmdr adm sen rep gov pres hon rev fr st jr sr
jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun inc corp co ltd llc plc bros
vs etc no vol fig ed al approx dept est ave blvd rd mt ft spc pfc pvt brig supt sec amb messrs""".split())
AFFIX = set("""anti non pre post co re ex e self semi multi sub ultra inter intra pro counter mid mini micro
macro neo over under un bi tri quasi pseudo trans vice""".split())
OPEN = "\"'“”‘’([{<«–—-…*•·"
CLOSE = "\"'“”‘’)]}>»,;:!?–—…*-%"
CLITIC = re.compile(r"(?i)^(.+)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
INITIALS = re.compile(r"^(?:[A-Za-z]\.)+$")
MONEY = re.compile(r"^((?:[A-Z]{1,3})?[$£€¥#])(\d.*)$")


def pieces(s, at):
    """Words of one run without spaces, as (start, end)."""
    head, tail = [], []
    while s and s[0] in OPEN and not re.match(r"^['’]s\b", s):
        n = len(re.match(r"\.\.\.|-+|" + re.escape(s[0]), s).group(0))
        head.append((at, at + n))
        s, at = s[n:], at + n
    while len(s) > 1:
        c = s[-1]
        if c == ".":
            run = len(s) - len(s.rstrip("."))
            core = s[:-run]
            if run == 1 and (INITIALS.match(s) or core.lower() in ABBREV):
                break
            tail.append((at + len(core), at + len(s)))
            s = core
        elif c in CLOSE:
            if c in "'’" and s[-2:-1] in "s" and "'" not in s[:-1]:
                pass
            tail.append((at + len(s) - 1, at + len(s)))
            s = s[:-1]
        else:
            break
    out = head
    if s:
        m = CLITIC.match(s)
        low = s.lower().replace("’", "'")
        if low == "cannot":
            out += [(at, at + 3), (at + 3, at + 6)]
        elif m and m.group(1):
            out += inner(m.group(1), at) + [(at + len(m.group(1)), at + len(s))]
        else:
            out += inner(s, at)
    return out + tail[::-1]


def inner(s, at):
    """Hyphens, dashes, slashes and currency signs within a word."""
    if "://" in s or "@" in s or s.startswith("www."):
        return [(at, at + len(s))]
    m = MONEY.match(s)
    if m:
        return [(at, at + len(m.group(1)))] + inner(m.group(2), at + len(m.group(1)))
    parts, last = [], 0
    for m in re.finditer(r"--+|[-–—/]|(?<=[A-Za-z\]\)])[\"“”(\[\])](?=[A-Za-z])|\.\.\.", s):
        a, b = m.span()
        if a <= last or b >= len(s) or a == 0:
            continue
        if m.group(0) == "-" and s[last:a].lower() in AFFIX:
            continue
        if m.group(0) in "-/" and s[a - 1].isdigit() and s[b].isdigit() and m.group(0) == "/":
            continue
        parts += [(at + last, at + a), (at + a, at + b)]
        last = b
    return parts + [(at + last, at + len(s))]


def words(text, start=0, end=None):
    """Words of text[start:end] as (start, end), in code points."""
    end = len(text) if end is None else end
    out = []
    for m in re.finditer(r"\S+", text[start:end]):
        out += pieces(m.group(0), start + m.start())
    return [x for x in out if x[1] > x[0]]
