"""Word counts of open clinical text -> words-running.tsv, words-clinical.tsv, words-caps.tsv, eponyms-seen.tsv.

Needs: UNPHI_CORPORA = a folder with mtsamples_dev.jsonl (MTSamples, CC0), case_reports_dev.jsonl (E3C, the CC BY
documents), clinic_dialogues_dev.jsonl (MTS-Dialog, CC BY) and aci_bench_notes_dev.jsonl (aci-bench, CC BY), one
{"text", "spans"} a line. Annotated spans are left out. Run census.py, faker_names.py, geonames.py and scowl.py first.

Only counts leave this script. A word that is written in lower case is vocabulary; a word seen only with a capital goes
out only when the reviewed lists in review/ name it, so that no name in the corpora gets into the lexicon.
review/skip.txt names the words that are often capitalised and yet tell nothing.
`corpora.py candidates` prints what is left to review.
"""

import json
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from common import fold, read, weight, write

FILES = ("mtsamples_dev", "case_reports_dev", "clinic_dialogues_dev", "aci_bench_notes_dev")
SOURCE = "counts over MTSamples, E3C case reports, MTS-Dialog and aci-bench"
LICENCE = "facts (counts); the texts are CC0, CC BY and CC BY 4.0, see README.md"
REVIEW = Path(__file__).parent / "review"
WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’](?:ll|re|ve|d|m|t|s|LL|RE|VE|D|M|T|S)\b)?(?![^\W_])")
CLINICAL_PART = re.compile(
    r"(itis|osis|oses|emia|emic|aemia|uria|pathy|pathic|ectomy|otomy|ostomy|plasty|scopy|scopic|graphy|gram|oma|omas"
    r"|algia|penia|plegia|rrh|trophy|trophic|lysis|lytic|genic|genesis|cyte|cytic|cytosis|blast|phil|philia|phobia|emesis"
    r"|ine|in|ol|ide|ate|azole|mycin|cillin|pril|sartan|statin|mab|nib|vir|pine|zine|one|oid|al|ary|ic|eal|ular|ous|ally"
    r"|tomy|stasis|ectasia|sclerosis|megaly|malacia|stenosis|ptosis|rrhaphy|desis|centesis|tripsy|lith|cele|itic|otic)s?$"
    r"|^(hyper|hypo|peri|endo|intra|inter|trans|retro|supra|infra|sub|para|post|pre|anti|micro|macro|neuro|cardio|gastro"
    r"|hepato|nephro|osteo|arthro|myo|hemo|haemo|immuno|cyto|electro|radio|thrombo|broncho|pneumo|laparo|utero|non|un|re)")


class Seen:
    """What the corpora show of one word."""

    def __init__(self):
        self.lower = self.title = self.inner = self.caps = 0
        self.cap_docs, self.docs = set(), set()


def starts(text, at):
    """Whether the word at `at` opens a sentence, a line, a field or a list item."""
    head = text[max(0, at - 12):at]
    if re.search(r"(^|[.:;!?,])\s*,\s*$|,$", head):
        return True  # MTSamples writes a line end as a comma: "clear.,Neck:", "PLAN: , She"
    head = head.rstrip(" \t\"'“‘([{*")
    bare = head.rstrip(" \t-–•*#>")
    return not head or head[-1] in ".:;!?\r\n" or not bare or bare[-1] in "\r\n" or bool(re.search(r"\d\)$", head))


def count(folder):
    seen = defaultdict(Seen)
    for name in FILES:
        for number, line in enumerate(open(folder / f"{name}.jsonl", encoding="utf-8")):
            record = json.loads(line)
            text = record["text"]
            for span in record.get("spans") or ():
                text = text[:span["start"]] + "." * (span["end"] - span["start"]) + text[span["end"]:]
            for match in WORD.finditer(text):
                word = re.sub(r"['’][sS]$", "", match[0])
                word = word.replace("'", "").replace("’", "")
                key = fold(word)
                if key is None or len(key) < 2 or not key.isalpha():
                    continue
                entry = seen[key]
                entry.docs.add((name, number))
                if word.islower():
                    entry.lower += 1
                    continue
                if word.isupper():
                    entry.caps += 1
                elif word.istitle() and not starts(text, match.start()):
                    entry.inner += 1
                else:
                    entry.title += 1  # at a start, or mixed case such as "mmHg", "pH", "McMurray"
                    if word.istitle():
                        continue
                entry.cap_docs.add((name, number))
    return seen


def glued(word, english):
    """Whether a rare word is plainly two words run together."""
    return any(english.get(word[:i], 0) >= 150 and english.get(word[i:], 0) >= 150 for i in range(3, len(word) - 2))


def reviewed(name):
    """The words of a review list."""
    lines = open(REVIEW / name, encoding="ascii").read().splitlines() if (REVIEW / name).exists() else []
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def main():
    seen = count(Path(os.environ["UNPHI_CORPORA"]))
    english = {key: int(row[0]) for key, row in read("words-english.tsv").items()}
    people = {}
    for name in ("surnames-us", "given-us", "surnames-world", "given-world", "cities-us", "cities-world", "counties-us"):
        for key, row in read(f"{name}.tsv").items():
            people[key] = max(people.get(key, 0), int(row[0]))
    caps, eponyms, skip = (reviewed(f"{name}.txt") & seen.keys() for name in ("clinical_cap", "eponyms", "skip"))

    def vocabulary(key):
        entry = seen[key]
        if not entry.lower:
            return False
        if entry.lower > 1 or english.get(key):
            return True
        return (entry.inner + entry.caps > 0 or bool(CLINICAL_PART.search(key))) and not glued(key, english)

    def measured(key):
        entry = seen[key]
        return entry.lower + entry.inner + entry.title + entry.caps

    running = [key for key in seen if vocabulary(key)]
    write("words-running.tsv",
          {"class": "running", "source": SOURCE, "licence": LICENCE,
           "note": "weight = round(16*log2(1+x)), x = times in lower case; further columns: times with a capital inside "
                   "a sentence, times in capitals"},
          [(key, weight(seen[key].lower), seen[key].inner, seen[key].caps) for key in running])

    def misspelt(key):
        return key not in english and seen[key].lower < 4 and glued(key, english) and not CLINICAL_PART.search(key)

    medical = {key for key in running if seen[key].lower > 1 and english.get(key, 0) < 150 and not misspelt(key)}
    medical |= {key for key in caps if measured(key) > 2 and len(seen[key].docs) > 2 and english.get(key, 0) < 150}
    note = "weight = round(16*log2(1+x)), x = times seen in any case"
    write("words-clinical.tsv",
          {"class": "clinical", "source": SOURCE + "; those never in lower case by review", "licence": LICENCE, "note": note},
          [(key, weight(measured(key))) for key in medical - eponyms - skip])

    sure = {key for key in seen if len(seen[key].cap_docs) > 1 and seen[key].lower > 1 and key not in people}
    write("words-caps.tsv",
          {"class": "clinical_cap", "source": SOURCE + "; by review where a list of names or places has the word",
           "licence": LICENCE,
           "note": "weight = round(16*log2(1+x)), x = times with a capital inside a sentence or in capitals; further "
                   "columns: the two counts apart (a word seen in capitals only is an abbreviation)"},
          [(key, weight(seen[key].inner + seen[key].caps), seen[key].inner, seen[key].caps)
           for key in (sure | caps) - eponyms - skip])
    surnames = read("surnames-us.tsv")
    write("eponyms-seen.tsv",
          {"class": "eponym", "source": SOURCE + ", by review", "licence": LICENCE,
           "note": note + "; third column the weight as a US surname, 0 none: a high one needs a clinical word beside it"},
          [(key, weight(measured(key)), surnames.get(key, ["0"])[0]) for key in eponyms])

    if sys.argv[1:] == ["candidates"]:
        rest = [key for key in seen if len(seen[key].cap_docs) > 1 and key not in sure | caps | eponyms | skip]
        for key in sorted(rest):
            e = seen[key]
            print(key, e.lower, e.inner, e.caps, e.title, len(e.cap_docs), people.get(key, 0), english.get(key, 0), sep="\t")


main()
