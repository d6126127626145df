//! What one word says by itself: its lists, its letters, how it is written, what else it may be.

#![forbid(unsafe_code)]

use super::weight;
use crate::lexicon::{self, Class};
use crate::scan::document::Casing;
use crate::scan::{Document, Shape, Token, Words, Writing, words};
use crate::span::Evidence;

/// The casing around token `index`: a line in capitals within a mixed document counts as such.
pub(super) fn casing_around(document: &Document<'_>, index: u32) -> Casing {
    let casing = document.casing;
    if casing != Casing::Mixed {
        return casing;
    }
    if document.token(index).is_some_and(|token| !token.is_capitalised()) {
        let capitals = document.writing(index.saturating_sub(10), index + 10, |words| words.capitalised);
        return if capitals == 0 { Casing::Lower } else { Casing::Mixed };
    }
    let first = index.saturating_sub(4);
    let others = !(1 << (index - first));
    let count = |mark: fn(&Writing) -> u64| (document.writing(first, index + 5, mark) & others).count_ones();
    let (words, upper) = (count(|words| words.word), count(|words| words.upper));
    if words > 0 && upper * 3 > words * 2 { Casing::Upper } else { Casing::Mixed }
}

/// The score of one word by itself: the lexicon's prior, its shape in this document, and its other classes.
pub(super) fn word_score(document: &Document<'_>, index: u32, casing: Casing) -> (i32, Evidence) {
    let Some(token) = document.token(index) else { return (weight::NEVER, Evidence::NONE) };
    let row = token.row();
    let word = document.word(index);
    let mut evidence = Evidence::NONE;
    let mut score = if token.row == 0 {
        if token.shape.any(Shape::FOREIGN) {
            0
        } else {
            evidence |= Evidence::LETTERS;
            (lexicon::letters(word) * 3 / 2 - 4).clamp(-16, 16)
        }
    } else {
        i32::from(row.prior).clamp(*weight::PRIOR.start(), *weight::PRIOR.end())
    };
    if row.given > 0 {
        evidence |= Evidence::GIVEN_NAME;
    }
    if row.surname > 0 {
        evidence |= Evidence::SURNAME;
    }
    score += shape_score(document, index, token, casing);
    score += class_score(document, index, token);
    (score, evidence)
}

/// Whether the name lists have the word, seldom, and no other list has. What the lists of cultures say of its frequency is
/// an estimate, and too low where many of its bearers live.
pub(super) fn is_only_name(token: &Token) -> bool {
    let other = Class::COMMON
        .or(Class::CLINICAL)
        .or(Class::CLINICAL_CAP)
        .or(Class::EPONYM)
        .or(Class::PROPER)
        .or(Class::CITY)
        .or(Class::COUNTY)
        .or(Class::MAKER)
        .or(Class::DEMONYM)
        .or(Class::FUNCTION)
        .or(Class::ABBREV)
        .or(Class::PARTICLE)
        .or(Class::MONTH)
        .or(Class::CREDENTIAL);
    token.len() > 3
        && token.is(Class::GIVEN.or(Class::SURNAME))
        && !token.is(other)
        && !token.shape.any(Shape::ALL_UPPER)
        && token.row().running < 16
        && (0..16).contains(&token.prior)
}

pub(super) fn shape_score(document: &Document<'_>, index: u32, token: &Token, casing: Casing) -> i32 {
    match casing_around(document, index) {
        Casing::Mixed if token.shape.any(Shape::ALL_UPPER) => {
            if token.len() <= 4 || token.row == 0 {
                weight::ACRONYM
            } else {
                weight::CAPITALS_AMONG_MIXED
            }
        }
        Casing::Mixed if token.is_capitalised() => {
            if document.begins_line(index) {
                weight::CAPITAL_AT_LINE_START
            } else if begins_sentence(document, index) {
                weight::CAPITAL_AT_SENTENCE_START
            } else if in_title(document, index) {
                weight::CAPITAL_IN_TITLE
            } else if is_lone_capital(document, index, token) {
                weight::CAPITAL_INSIDE + weight::LONE_CAPITAL
            } else {
                weight::CAPITAL_INSIDE
            }
        }
        Casing::Mixed => weight::LOWER_AMONG_MIXED,
        Casing::Lower if token.shape.any(Shape::ALL_UPPER) && token.len() < 6 => weight::ACRONYM,
        // Without capitals to go by: what is a name and nothing else is one, and so is a word that no list knows where a
        // name is expected.
        around @ (Casing::Upper | Casing::Lower) => {
            let only_name = token.row != 0
                && token.len() > 3
                && token.is(Class::GIVEN.or(Class::SURNAME))
                && !token.is(Class::COMMON.or(Class::CLINICAL).or(Class::CLINICAL_CAP))
                && token.row().running < 16;
            let stretch = if around == casing { 0 } else { weight::CASELESS_STRETCH };
            stretch
                + if only_name {
                    weight::CASELESS_NAME
                } else if token.row != 0 {
                    // `nurse line`.
                    if around == Casing::Lower && token.prior < -24 { weight::CASELESS_VOCABULARY } else { 0 }
                } else if around == Casing::Upper {
                    weight::CASELESS_UNKNOWN_UPPER
                } else if token.len() > 2
                    && document.classes(index.wrapping_sub(1)).any(Class::RELATION.or(Class::TITLE))
                {
                    8
                } else {
                    0
                }
        }
    }
}

/// Whether a word of the name lists that is plain English besides has a capital among words that have none: `her
/// grandson Chance, who`.
fn is_lone_capital(document: &Document<'_>, index: u32, token: &Token) -> bool {
    let never = Class::CLINICAL
        .or(Class::CLINICAL_CAP)
        .or(Class::HEADING)
        .or(Class::PROPER)
        .or(Class::FACILITY_WORD)
        .or(Class::ORG_WORD)
        .or(Class::DRUG);
    let plain = |at: u32| document.token(at).is_some_and(|near| !near.is_capitalised() && !near.has_digit());
    let row = token.row();
    token.is(Class::COMMON)
        && !token.is(never)
        && row.given.max(row.surname) >= 64
        && document.gap(index) == b" "
        && plain(index.wrapping_sub(1))
        && !document
            .is_any(index.wrapping_sub(1), words!["the", "a", "an", "at", "in", "of", "this", "second", "using"])
        && (document.gap(index + 1) != b" " && document.gap(index + 1) != b"-"
            || document.classes(index + 1).any(Class::FUNCTION.or(Class::SPEECH_VERB).or(Class::PERSON_VERB)))
}

/// Whether the words on both sides are capitalised, though they are vocabulary: `And Grant Leave`.
fn in_title(document: &Document<'_>, index: u32) -> bool {
    let vocabulary = |at: u32| {
        document.token(at).is_some_and(|token| {
            token.is_capitalised()
                && token.len() > 1
                && token.prior < -16
                && token.is(Class::COMMON.or(Class::FUNCTION))
                && !token.is(Class::TITLE.or(Class::ROLE).or(Class::RELATION).or(Class::CREDENTIAL))
        })
    };
    document.gap(index) == b" "
        && document.gap(index + 1) == b" "
        && vocabulary(index.wrapping_sub(1))
        && vocabulary(index + 1)
}

pub(super) fn class_score(document: &Document<'_>, index: u32, token: &Token) -> i32 {
    let row = token.row();
    let mut score = 0;
    if token.row == 0 {
        let word = document.word(index);
        let gaelic = [&b"Mc"[..], b"Mac", b"De", b"La", b"Le", b"Di", b"Da", b"Van", b"Fitz", b"O", b"St"]
            .iter()
            .any(|prefix| word.starts_with(prefix));
        if token.shape.any(Shape::MIXED) && !gaelic {
            score -= 14;
        }
        // `Zr`, `Qa`, `Tx`.
        if token.len() == 2 && !document.classes(index.wrapping_sub(1)).any(Class::TITLE) {
            score -= 10;
        }
        // Three or four letters are too few to tell a name from an abbreviation.
        if token.len() <= 4 && !token.shape.any(Shape::ALL_UPPER) {
            score -= 6;
        }
    }
    // `anti-Ro`.
    if document.gap(index) == b"-" && document.is_any(index.wrapping_sub(1), words!["anti", "post", "pre", "non", "de"])
    {
        score -= 40;
    }
    if document.gap(index + 1) == b"-" && document.token(index + 1).is_some_and(Token::has_digit) {
        score -= 20;
    }
    let named = row.given.max(row.surname);
    let left = index.wrapping_sub(1);
    // `19-French Blake`, `#15 Bard Parker`: an instrument after its size.
    let sized = document.gap(index) == b" "
        && (document.is_any(left, words!["french", "fr"])
            && document.token(left.wrapping_sub(1)).is_some_and(Token::has_digit)
            || document.token(left).is_some_and(Token::has_digit) && document.gap(left).ends_with(b"#"));
    // `Geenius(R)`: a trade mark; `RNP, Smith, Ro`: an antibody.
    let marked = document.gap(index + 1) == b"("
        && document.word(index + 1) == b"R"
        && document.gap(index + 2).starts_with(b")");
    let antigen = [left, left.wrapping_sub(1), index + 1].into_iter().any(|near| {
        document.token(near).is_some_and(|token| token.is_capitalised())
            && document.is_any(near, words!["rnp", "ssa", "ssb", "scl", "ro", "dsdna"])
    });
    // `speaks fluent German`.
    let language = token.is(Class::DEMONYM)
        && [left, left.wrapping_sub(1), left.wrapping_sub(2)]
            .into_iter()
            .any(|near| document.is_any(near, words!["speak", "speaks", "speaking", "spoke", "fluent", "language"]));
    if sized || marked || antigen || language {
        score -= 70;
    }
    if token.is(Class::MONTH.or(Class::WEEKDAY)) {
        let dated = document.token(index + 1).is_some_and(Token::has_digit)
            || document.token(index.wrapping_sub(1)).is_some_and(Token::has_digit);
        let calendar = Class::MONTH.or(Class::WEEKDAY);
        let dated = dated
            || document.classes(index + 1).any(calendar)
            || document.classes(index.wrapping_sub(1)).any(calendar)
            || document.is_any(
                index.wrapping_sub(1),
                words!["of", "in", "since", "until", "last", "this", "early", "late", "mid", "next", "through"],
            )
            || document.is(index + 1, b"of");
        let speaks = document.gap(index + 1).starts_with(b": ");
        // `Mr. May denies chest pain`.
        let titled = document.classes(index.wrapping_sub(1)).any(Class::TITLE)
            && matches!(document.gap(index), b" " | b". ")
            && !document.token(index + 1).is_some_and(Token::has_digit);
        score += if titled {
            0
        } else if dated || row.given < 96 && !speaks {
            weight::NEVER
        } else {
            -8
        };
    }
    if token.is(Class::EPONYM) {
        let possessive = document.gap(index + 1) == b"'" && document.is(index + 1, b"s");
        let head = if possessive { index + 2 } else { index + 1 };
        // `Hawkins-Kennedy`, `Charcot-Marie-Tooth`: eponyms pair up.
        let paired = document.gap(head) == b"-" && document.classes(head).any(Class::EPONYM)
            || document.gap(index) == b"-" && document.classes(index.wrapping_sub(1)).any(Class::EPONYM);
        // `Murphy, Rovsing`, `Norwood, Glenn and Fontan`: they come in lists.
        let eponym = |at: u32| {
            document.token(at).is_some_and(|t| {
                // `YOUNG, MARCUS` is one person.
                let last_first = row.surname >= 144 && t.row().given >= 144 && at > index;
                t.is(Class::EPONYM) && (t.row().given < 144 || row.given < 144) && !last_first
            })
        };
        let listed = (document.gap(head) == b", " || document.gap(head) == b"/") && eponym(head)
            || (document.gap(index) == b", " || document.gap(index) == b"/") && eponym(index.wrapping_sub(1))
            || document.is(head, b"and") && eponym(head + 1)
            || document.is(index.wrapping_sub(1), b"and") && eponym(index.wrapping_sub(2));
        if listed {
            return -60;
        }
        // `no Murphy's`, `negative Tinel`.
        let denied = document.gap(index) == b" "
            && document.is_any(left, words!["no", "negative", "neg", "positive", "pos", "without", "absent"])
            && (possessive || named < 128);
        // `Allen's normal`, `Pell & Gregory IIB`.
        let found = possessive
            && document.gap(index + 2) == b" "
            && document.is_any(index + 2, words!["normal", "neg", "negative", "pos", "positive", "absent", "present"]);
        let subgraded = document.gap(head) == b" "
            && matches!(document.word(head), [b'I' | b'V', .., b'a' | b'b' | b'c' | b'A' | b'B' | b'C'])
            && document.word(head).len() <= 4;
        if denied || found || subgraded {
            return weight::EPONYM_WITH_HEAD;
        }
        // `Katz 6/6`, `Modic II`, `Tinel +`: a grade or result.
        let graded = document.gap(head) == b" "
            && document.token(head).is_some_and(|t| {
                t.has_digit()
                    || document.is_any(
                        head,
                        words![
                            "i", "ii", "iii", "iv", "v", "neg", "pos", "negative", "positive", "score", "class",
                            "type", "level", "grade", "stage", "absent", "present", "down"
                        ],
                    )
            })
            || matches!(
                document.gap(head),
                b" +" | b" -" | b" + " | b" - " | b" +, " | b" -, " | b" +. " | b" (+) " | b" (-) "
            );
        let rated = document.gap(head) == b" "
            && document.is_any(
                head,
                words![
                    "neg", "pos", "negative", "positive", "level", "grade", "stage", "score", "class", "type",
                    "absent", "iii", "ii"
                ],
            );
        if paired || rated || graded && named < 160 {
            return weight::EPONYM_WITH_HEAD;
        }
        if document.classes(head).any(Class::EPONYM_HEAD)
            || document.classes(head + 1).any(Class::EPONYM_HEAD) && document.gap(head + 1) == b" "
        {
            return weight::EPONYM_WITH_HEAD;
        }
        // `her grandson Chance`.
        let related = document.gap(index) == b" "
            && document.token(index.wrapping_sub(1)).is_some_and(|t| t.is(Class::RELATION) && !t.is_capitalised());
        score += if row.surname >= 168 || related && row.given >= 80 {
            0
        } else if named >= 136 {
            -8
        } else {
            weight::EPONYM * 2
        };
        if possessive {
            score += if named >= 144 { -4 } else { -24 };
        }
    } else {
        // `Duane syndrome`, `Werner's syndrome`: whatever stands before such a word is used as an eponym.
        let possessive = document.gap(index + 1) == b"'" && document.is(index + 1, b"s");
        let head = if possessive { index + 2 } else { index + 1 };
        let heads = |at: u32| {
            document.gap(at) == b" "
                && document.classes(at).any(Class::EPONYM_HEAD)
                && document.token(at).is_some_and(|t| possessive || !t.is_capitalised())
        };
        // `Johnson knee holder`: a word of the body or of the ward between.
        let between = document.gap(head) == b" "
            && !begins_sentence(document, index)
            && document.token(head).is_some_and(|t| t.is_lower() && t.is(Class::CLINICAL) && !t.is(Class::PERSON_VERB));
        let headed = heads(head) || between && heads(head + 1);
        // `Robert-Jones splint`.
        let pair =
            document.gap(index) == b"-" && document.token(index.wrapping_sub(1)).is_some_and(Token::is_capitalised);
        if headed && (row.given < 200 || pair) {
            score -= 40;
        }
    }
    // `Yasmin, previously Alesse`, `Amanda 10 mg`: a drug among drugs and doses.
    if token.is(Class::DRUG)
        && [index.wrapping_sub(2), index.wrapping_sub(1), index + 1, index + 2, index + 3].into_iter().any(|near| {
            document.classes(near).any(Class::DRUG)
                || document.is_any(near, words!["mg", "mcg", "tablet", "tablets", "ml"])
        })
    {
        score -= 40;
    }
    // `Viokase, Probenecid, Mestinon`, `Lexatin 10 mg daily`: brands that no list has.
    else if named < 128 && (is_dosed(document, index) || is_among_drugs(document, index)) {
        score -= if named < 64 { 40 } else { 20 };
    }
    if token.is(Class::CLINICAL) {
        score += if named >= 128 { -4 } else { weight::CLINICAL };
    } else if token.is(Class::CLINICAL_CAP) && named < 112 {
        score += weight::CAPITALISED_TERM;
    }
    if token.is(Class::PROPER.or(Class::DEMONYM).or(Class::COUNTRY).or(Class::STATE).or(Class::PAYER).or(Class::MAKER))
    {
        let placed = token.is(Class::STATE.or(Class::COUNTRY)) && matches!(document.gap(index), b", " | b",")
            || document.is_any(index.wrapping_sub(1), words!["in", "from", "to"]);
        score += if placed {
            2 * weight::PROPER
        } else if row.given < 144 {
            weight::PROPER
        } else {
            0
        };
    }
    // `pouch of Douglas`, `circle of Willis`, `Vue.js`.
    if token.is(Class::EPONYM) && document.is(index.wrapping_sub(1), b"of")
        || document.gap(index + 1) == b"."
            && document.is_any(index + 1, words!["js", "py", "java", "net", "exe", "dll", "so"])
    {
        score += 2 * weight::PROPER;
    }
    if token.is(Class::CITY.or(Class::COUNTY)) && row.given < 96 {
        score += if row.surname >= 128 { 0 } else { weight::PLACE };
    }
    if token.is(Class::HEADING) {
        score += weight::HEADING;
    }
    if token.is(Class::FUNCTION.or(Class::CREDENTIAL)) && named < 144 {
        score += weight::HEAD_WORD;
    }
    if token.is(Class::FACILITY_WORD.or(Class::ORG_WORD).or(Class::STREET_SUFFIX)) && named < 112 {
        score += weight::HEAD_WORD;
    }
    score
}

/// Whether a strength follows: `10 mg`, `500mg`, `5%`.
fn is_dosed(document: &Document<'_>, index: u32) -> bool {
    const UNITS: &Words =
        words!["mg", "mcg", "meq", "ml", "units", "iu", "g", "gm", "grams", "tablet", "tablets", "tabs", "puffs"];
    let number = index + 1;
    document.gap(number) == b" "
        && document.token(number).is_some_and(|token| {
            let word = document.word(number);
            let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits > 0
                && (matches!(word.get(digits..), Some(b"mg" | b"mcg" | b"ml" | b"g"))
                    || token.is_number()
                        && matches!(document.gap(number + 1), b" " | b"-")
                        && document.is_any(number + 1, UNITS)
                    || token.is_number() && document.byte(token.end) == b'%')
        })
}

/// Whether a drug stands right beside in a list: after a comma, `and`, `or` or the number of a list.
fn is_among_drugs(document: &Document<'_>, index: u32) -> bool {
    let list = |gap: &[u8]| matches!(gap, b", " | b"/" | b"; ");
    let and = |at: u32| document.gap(at) == b" " && document.is_any(at, words!["and", "or", "plus", "than", "vs"]);
    let drug = |at: u32| {
        document.classes(at).any(Class::DRUG) && !document.token(at).is_some_and(|token| token.row().given >= 96)
    };
    list(document.gap(index)) && drug(index.wrapping_sub(1))
        || list(document.gap(index + 1)) && drug(index + 1)
        || and(index + 1) && drug(index + 2)
        || and(index.wrapping_sub(1)) && document.gap(index) == b" " && drug(index.wrapping_sub(2))
}

/// Whether token `index` is the first word after a full stop, a line end, a bullet or an opening quote.
pub(crate) fn begins_sentence(document: &Document<'_>, index: u32) -> bool {
    let Some(left) = index.checked_sub(1).and_then(|left| document.token(left)) else { return true };
    let gap = document.gap(index);
    if gap == b" " || gap == b"-" || gap == b", " {
        return false;
    }
    let abbreviation = gap.starts_with(b". ") && (left.len() == 1 && !left.has_digit() || left.is(Class::TITLE));
    !abbreviation && gap.iter().any(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\n' | b':' | b'*' | b';' | b'"'))
}
