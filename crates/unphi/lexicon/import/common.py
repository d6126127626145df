"""What the importers share: key folding, the weight formula and the file format (see ../README.md)."""

import math
import re
import unicodedata
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans({
    "ß": "ss", "ẞ": "ss", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ø": "o", "Ø": "o",
    "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ħ": "h", "Ħ": "h", "ı": "i", "ĸ": "k",
    "ŋ": "ng", "Ŋ": "ng", "ŧ": "t", "Ŧ": "t", "ə": "a", "Ə": "a", "ọ": "o", "ɓ": "b", "Ɓ": "b", "ɗ": "d",
    "Ɗ": "d", "ƙ": "k", "Ƙ": "k", "ɔ": "o", "Ɔ": "o", "ɛ": "e", "Ɛ": "e",
})
_JOINERS = re.compile(r"['’‘`´ʻʼʹʾʿ\-‐‑.]+")


def fold(text):
    """Lower-case ASCII, or None when a letter has no ASCII form."""
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text if text.isascii() or all(c.isascii() or _JOINERS.fullmatch(c) for c in text) else None


def keys(text):
    """The lexicon keys of a name: joiners as spaces, and, where it has any, the joined form ("o brien", "obrien")."""
    folded = fold(text)
    if folded is None:
        return set()
    forms = {_JOINERS.sub(" ", folded), _JOINERS.sub("", folded)}
    forms = {" ".join(form.split()) for form in forms}
    return {form for form in forms if re.fullmatch(r"[a-z]+( [a-z]+)*", form)}


def weight(x):
    """Integer 0..255, logarithmic: 16 per doubling of the measure."""
    return max(0, min(255, round(16 * math.log2(1 + x))))


def write(name, header, rows):
    """Write `rows` (key, column, ...) sorted by key under a `#! key: value` header (class, source, licence, note)."""
    rows = sorted({row[0]: row for row in rows}.values())
    with open(OUT / name, "w", encoding="ascii", newline="\n") as out:
        for field in ("class", "source", "licence", "note"):
            out.write(f"#! {field}: {header[field]}\n")
        for row in rows:
            out.write("\t".join(map(str, row)) + "\n")
    print(f"{name}\t{len(rows)}")


def read(name):
    """The rows of a written file, as {key: [column, ...]}."""
    rows = {}
    for line in open(OUT / name, encoding="ascii"):
        if not line.startswith("#"):
            key, *columns = line.rstrip("\n").split("\t")
            rows[key] = columns
    return rows
