"""SCOWL word lists -> words-english.tsv.

Needs: SCOWL_DIR = the folder with american-english-small, american-english, american-english-large and
american-english-huge (Debian packages wamerican-small, wamerican, wamerican-large, wamerican-huge; usr/share/dict).
"""

import os
from pathlib import Path

from common import keys, write

LISTS = (("american-english-huge", 50), ("american-english-large", 90), ("american-english", 150),
         ("american-english-small", 200))


def main():
    folder, weights = Path(os.environ["SCOWL_DIR"]), {}
    for name, value in LISTS:  # the rarest first, so that the commonest list decides
        for word in open(folder / name, encoding="utf-8"):
            word = word.strip()
            if word == word.lower() and not word.endswith(("'s", "s'")):
                weights.update(dict.fromkeys(keys(word), value))
    write("words-english.tsv",
          {"class": "common", "source": "SCOWL (Kevin Atkinson), Debian packages wamerican-* 2020.12.07-2",
           "licence": "SCOWL, permissive with notice: licences/SCOWL.txt",
           "note": "lower-case entries with inflections; weight by the smallest list that has the word: "
                   "small 200, medium 150, large 90, huge 50"},
          weights.items())


main()
