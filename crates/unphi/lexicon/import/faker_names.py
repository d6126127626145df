"""Faker person names of all locales -> surnames-world.tsv, given-world.tsv.

Needs: pip install Faker. Latin script is folded; Cyrillic, Greek, Georgian, Armenian and Hangul are transliterated with
the tables below; Chinese and Japanese come from Faker's own romanised lists; other scripts are left out.
"""

import importlib
import pkgutil
import re
import unicodedata
from collections import defaultdict

import faker.providers.person as person

from common import fold, keys, weight, write

SOURCE = "Faker 40.54.0 (PyPI), person names of {} locales"


def table(source, target):
    return dict(zip(source.split(), target.split(), strict=True))


RUSSIAN = table("а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ы э ю я",
                "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya") | {"ъ": "", "ь": ""}
TABLES = {
    "ru_RU": RUSSIAN,
    "uk_UA": RUSSIAN | table("г ґ є и і ї", "h g ie y i i") | {"’": "", "'": ""},
    "bg_BG": RUSSIAN | table("х щ ъ ь", "h sht a y"),
    "mk_MK": RUSSIAN | table("ѓ ѕ ј љ њ ќ х ц џ", "gj dz j lj nj kj h c dzh"),
    "el_GR": table("ου αυ ευ γγ γξ γχ α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω",
                   "ou av ev ng nx nch a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
    "ka_GE": table("ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ",
                   "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h"),
    "hy_AM": table("ու և ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք օ ֆ",
                   "u ev a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f"),
}
HANGUL_INITIAL = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
HANGUL_VOWEL = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
HANGUL_FINAL = " k k k n n n t l l l l l l l l m p p t t ng t t k t p t".split(" ")
KOREAN_SURNAMES = {  # as Koreans write them abroad
    "김": "Kim", "이": "Lee", "박": "Park", "최": "Choi", "정": "Jung", "강": "Kang", "조": "Cho", "윤": "Yoon", "장": "Jang",
    "임": "Lim", "오": "Oh", "한": "Han", "신": "Shin", "서": "Seo", "권": "Kwon", "황": "Hwang", "안": "Ahn", "송": "Song",
    "류": "Ryu", "홍": "Hong", "전": "Jeon", "고": "Ko", "문": "Moon", "손": "Son", "양": "Yang", "배": "Bae", "백": "Baek",
    "허": "Heo", "유": "Yoo", "남": "Nam", "심": "Shim", "노": "Noh", "하": "Ha", "곽": "Kwak", "성": "Sung", "차": "Cha",
    "주": "Joo", "우": "Woo", "구": "Koo", "민": "Min", "나": "Na", "진": "Jin", "지": "Ji", "엄": "Um",
}
# German and Nordic names are as often written with these digraphs as with a bare vowel.
DIGRAPHS = {"de": {"ä": "ae", "ö": "oe", "ü": "ue"}, "sv": {"å": "aa", "ä": "ae", "ö": "oe"},
            "da": {"å": "aa"}, "no": {"å": "aa"}}


def romanised(name, locale):
    """The Latin spellings of a name, [] where we have no good one."""
    if re.search(r"[가-힣]", name):
        return [KOREAN_SURNAMES[name]] if name in KOREAN_SURNAMES else [hangul(name)]
    if locale in TABLES:
        return transliterate(name, locale)
    digraphs = DIGRAPHS.get(locale[:2], {})
    spelled = "".join(digraphs.get(c, c) for c in name.lower())
    return [form for form in {name, spelled} if fold(form) is not None]


def transliterate(name, locale):
    letters, text = TABLES[locale], name.lower()
    if locale == "el_GR":
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        text = re.sub(r"\bμπ", "b", text).replace("μπ", "mp")
    if locale == "mk_MK":
        text = text.replace("ѐ", "е").replace("ѝ", "и")
    out = re.sub("|".join(sorted(map(re.escape, letters), key=len, reverse=True)), lambda m: letters[m[0]], text)
    if fold(out) is None or not fold(out).isascii():
        return []
    return [out, re.sub(r"(iy|yi|yy)\b", "y", out)] if locale in ("ru_RU", "uk_UA") else [out]


def hangul(name):
    """Revised Romanisation, without its assimilation rules."""
    out = ""
    for c in name:
        index = ord(c) - 0xAC00
        out += HANGUL_INITIAL[index // 588] + HANGUL_VOWEL[index % 588 // 28] + HANGUL_FINAL[index % 28]
    return out


def lists(provider):
    """(column, names) of a locale: column is surname, f, m or - (not stated)."""
    for attribute, value in vars(provider).items():
        if isinstance(value, property) or not re.search(r"^(first|last|middle|male_last|unisex_last)_(romanized_)?names", attribute):
            continue
        if "kana" in attribute:
            continue
        kind = ("surname" if "last_" in attribute else
                "f" if "female" in attribute else "m" if "male" in attribute else "-")
        names = [name for name in value if isinstance(name, str)]
        if attribute == "last_names_without_suffix":  # Icelandic patronymics
            names = [name + suffix for name in names for suffix in ("son", "dottir")]
        if attribute == "male_last_names":  # Polish: -ski has the feminine -ska
            names += [name[:-1] + "a" for name in names if re.search("[sc]ki$|dzki$", name)]
        yield kind, names


def main():
    surnames, given, sexes, used = defaultdict(set), defaultdict(set), defaultdict(set), set()
    for module in pkgutil.iter_modules(person.__path__):
        locale = module.name
        provider = importlib.import_module(f"{person.__name__}.{locale}").Provider
        for kind, names in lists(provider):
            for key in {key for name in names for form in romanised(name, locale) for key in keys(form)}:
                if len(key) < 2 or re.search(r"\b(mr|mrs|dr|jr|sr|ii|iii)\b", key):
                    continue
                used.add(locale)
                (surnames if kind == "surname" else given)[key].add(locale)
                if kind in "fm":
                    sexes[key].add(kind)
    licence = "MIT: licences/Faker.txt"
    note = "weight = round(16*log2(1+x)), x = 30 * number of locales that list the name"
    source = SOURCE.format(len(used))
    write("surnames-world.tsv", {"class": "surname", "source": source, "licence": licence, "note": note},
          [(key, weight(30 * len(where))) for key, where in surnames.items()])
    write("given-world.tsv",
          {"class": "given", "source": source, "licence": licence,
           "note": note + "; third column f, m, b (both) or - (not stated)"},
          [(key, weight(30 * len(where)), {"f": "f", "m": "m", "fm": "b", "": "-"}["".join(sorted(sexes[key]))])
           for key, where in given.items()])


main()
