//! Encoded characters: HTML entities, percent-encoding, backslash escapes of JSON, Python and HL7.

#![forbid(unsafe_code)]

/// How far a path or URL is looked at around an escape, bytes.
const REACH: usize = 128;

/// The character that the escape at `at` stands for, and the escape's length; or, when there is none, how many bytes
/// to step over. Escapes of escapes (`&amp;nbsp;`, `%2520`) are decoded to the end.
pub(super) fn decode(text: &[u8], at: usize) -> Result<(char, usize), usize> {
    let (mut char, mut end) = match text[at] {
        b'&' => entity(text, at + 1).ok_or(1usize)?,
        b'%' if !is_percentage(text, at) => percent(text, at + 1).ok_or(1usize)?,
        b'\\' => backslash(text, at)?,
        _ => return Err(1),
    };
    // What would end a URL stays as it is written there, so that the URL stays whole.
    if text[at] == b'%' && (char.is_ascii_whitespace() || matches!(char, '"' | '<' | '>' | '`')) && in_address(text, at)
    {
        return Err(1);
    }
    while let Some((inner, inner_end)) = match char {
        '&' => entity(text, end),
        '%' => percent(text, end),
        _ => None,
    } {
        (char, end) = (inner, inner_end);
    }
    Ok((char, end - at))
}

/// Characters that an escape may stand for: no control characters but white space.
fn sound(char: char) -> Option<char> {
    (!char.is_ascii_control() || matches!(char, '\n' | '\r' | '\t')).then_some(char)
}

/// The entity whose text after the `&` begins at `at`; returns the character and the index past the `;`.
fn entity(text: &[u8], at: usize) -> Option<(char, usize)> {
    /// Longest text between `&` and `;`: room for leading zeros.
    const LONGEST: usize = 10;
    let rest = text.get(at..)?;
    let len = rest.iter().take(LONGEST + 1).position(|byte| *byte == b';')?;
    let (name, end) = (&rest[..len], at + len + 1);
    let char = match name {
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(number(digits, 16)?)?,
        [b'#', digits @ ..] => char::from_u32(number(digits, 10)?)?,
        _ => {
            let index = ENTITIES.binary_search_by_key(&name, |(name, _)| name.as_bytes()).ok()?;
            ENTITIES[index].1
        }
    };
    Some((sound(char)?, end))
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0u32, |sum, byte| sum.checked_mul(radix)?.checked_add((*byte as char).to_digit(radix)?))
}

fn hex(text: &[u8], at: usize, len: usize) -> Option<u32> {
    number(text.get(at..at + len)?, 16)
}

/// The hex pair at `at`, after a `%`; the pairs that follow belong to it when it begins a longer UTF-8 sequence.
fn percent(text: &[u8], at: usize) -> Option<(char, usize)> {
    utf8(hex(text, at, 2)? as u8, at + 2, |at| (text.get(at) == Some(&b'%')).then(|| hex(text, at + 1, 2)).flatten(), 3)
        .and_then(|(char, end)| Some((sound(char)?, end)))
}

/// The character whose UTF-8 form begins with byte `first`; `next` reads another byte, written in `step` bytes.
fn utf8(first: u8, mut at: usize, next: impl Fn(usize) -> Option<u32>, step: usize) -> Option<(char, usize)> {
    let len = match first {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for byte in &mut bytes[1..len] {
        *byte = next(at)? as u8;
        at += step;
    }
    Some((core::str::from_utf8(&bytes[..len]).ok()?.chars().next()?, at))
}

/// Whether the `%` at `at` is a percent sign (`50%20`): after a digit, with two decimal digits, and nothing around it
/// that says URL.
fn is_percentage(text: &[u8], at: usize) -> bool {
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && !in_url(text, at)
}

/// Whether the run without white space around `at` is part of a URL or a form.
fn in_url(text: &[u8], at: usize) -> bool {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'<' | b'>');
    let left = text[at.saturating_sub(REACH)..at].rsplit(ends).next().unwrap_or(b"");
    let right = text[at + 1..(at + 1 + REACH).min(text.len())].split(ends).next().unwrap_or(b"");
    [left, right].iter().any(|part| part.iter().any(|byte| matches!(byte, b'=' | b'?' | b'%')))
        || left.windows(2).any(|pair| pair == b"//")
}

/// Whether the run without white space before `at` holds a URL's scheme.
fn in_address(text: &[u8], at: usize) -> bool {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'<' | b'>');
    let left = text[at.saturating_sub(REACH)..at].rsplit(ends).next().unwrap_or(b"");
    left.windows(3).any(|triple| triple == b"://")
}

/// The escape that begins with the backslash at `at`; or the length of what is none.
fn backslash(text: &[u8], at: usize) -> Result<(char, usize), usize> {
    /// Most backslashes of one escape: JSON in JSON in JSON needs seven.
    const NESTED: usize = 8;
    let rest = &text[at..];
    let slashes = rest.iter().take(NESTED).take_while(|byte| **byte == b'\\').count();
    if slashes == NESTED {
        return Err(rest.iter().take_while(|byte| **byte == b'\\').count());
    }
    let letter = at + slashes;
    let escape = match text.get(letter) {
        Some(b'n') => Some(('\n', letter + 1)),
        Some(b'r') => Some(('\r', letter + 1)),
        Some(b't') => Some(('\t', letter + 1)),
        Some(byte @ (b'"' | b'/' | b'\'')) => Some((*byte as char, letter + 1)),
        Some(b'u') => unicode(text, letter + 1, slashes),
        Some(b'x') => byte_escape(text, letter + 1, slashes),
        _ => None,
    };
    let delimiter = if slashes == 1 { hl7(rest).map(|(char, len)| (char, at + len)) } else { None };
    match delimiter.or(escape) {
        Some(escape) if !in_path(text, at) => Ok(escape),
        _ => Err(slashes),
    }
}

/// `00f1` or `{1f600}` after `\u`; two halves of a surrogate pair are one character.
fn unicode(text: &[u8], at: usize, slashes: usize) -> Option<(char, usize)> {
    if text.get(at) == Some(&b'{') {
        let len = text.get(at + 1..)?.iter().take(7).position(|byte| *byte == b'}')?;
        return Some((sound(char::from_u32(hex(text, at + 1, len)?)?)?, at + len + 2));
    }
    let first = hex(text, at, 4)?;
    if let Some(char) = char::from_u32(first) {
        return Some((sound(char)?, at + 4));
    }
    let second = at + 4 + slashes;
    let escape = text.get(at + 4..second)?.iter().all(|byte| *byte == b'\\') && text.get(second) == Some(&b'u');
    let low = hex(text, second + 1, 4).filter(|low| escape && (0xdc00..0xe000).contains(low))?;
    let high = first.checked_sub(0xd800).filter(|high| *high < 0x400)?;
    Some((char::from_u32(0x1_0000 + (high << 10) + (low - 0xdc00))?, second + 5))
}

/// `f1` after `\x`: a byte of UTF-8 with the escapes that follow it, or else the character with that number.
fn byte_escape(text: &[u8], at: usize, slashes: usize) -> Option<(char, usize)> {
    let first = hex(text, at, 2)?;
    let next = |at: usize| {
        let mark = text.get(at..at + slashes + 1)?;
        let (letter, before) = mark.split_last()?;
        (*letter == b'x' && before.iter().all(|byte| *byte == b'\\')).then(|| hex(text, at + slashes + 1, 2)).flatten()
    };
    let (char, end) = utf8(first as u8, at + 2, next, slashes + 3).or(Some((char::from_u32(first)?, at + 2)))?;
    Some((sound(char)?, end))
}

/// The escapes of HL7 v2 chapter 2.7, by their own text; a delimiter's escape becomes the delimiter.
fn hl7(rest: &[u8]) -> Option<(char, usize)> {
    let end = 2 + rest.get(1..)?.iter().take(8).position(|byte| *byte == b'\\')?;
    let char = match &rest[1..end - 1] {
        b"F" => '|',
        b"S" => '^',
        b"T" => '&',
        b"R" => '~',
        // Never a backslash: what is folded once must stay as it is.
        b"E" => '/',
        b"H" | b"N" => ' ',
        b".br" | b".BR" | b".sp" | b".ce" | b"X0D" | b"X0A" | b"X0D0A" => '\n',
        _ => return None,
    };
    Some((char, end))
}

/// Whether the backslash at `at` parts the names of a Windows path: `C:\notes\scan.jpg`, `\\server\share`.
fn in_path(text: &[u8], at: usize) -> bool {
    let ends = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'|' | b'=' | b',' | b';' | b'(')
    };
    let left = text[at.saturating_sub(REACH)..at].rsplit(ends).next().unwrap_or(b"");
    let right = text[at..(at + REACH).min(text.len())].split(ends).next().unwrap_or(b"");
    match &text[at - left.len()..at + right.len()] {
        run @ [b'\\', ..] => is_share(run),
        // `A:\nbetter` is a line of a note, `C:\new\scan.jpg` a path: a path goes on with a name or ends in a file.
        [letter, b':', rest @ ..] if letter.is_ascii_alphabetic() => is_path(rest),
        _ => false,
    }
}

/// `\\server\share`, also with every backslash doubled.
fn is_share(run: &[u8]) -> bool {
    let leading = |run: &[u8]| run.iter().take_while(|byte| **byte == b'\\').count();
    let of_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'$');
    let marks = leading(run);
    let host = run[marks..].iter().take_while(|byte| of_host(byte)).count();
    let share = &run[marks + host..];
    marks >= 2 && host > 0 && leading(share) == marks / 2 && share.len() > marks / 2
}

/// Whether names with backslashes between them are surely a path: a name that no escape begins like, or an extension.
fn is_path(run: &[u8]) -> bool {
    let plain = |pair: &[u8]| {
        pair[0] == b'\\' && pair[1].is_ascii_alphanumeric() && !matches!(pair[1], b'n' | b'r' | b't' | b'u' | b'x')
    };
    let run = run.strip_suffix(b".").unwrap_or(run);
    let extension = run.iter().rev().take(5).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    run.windows(2).any(plain) || (2..5).contains(&extension) && run[..run.len() - extension].ends_with(b".")
}

/// The named entities that notes have, sorted by name as bytes are.
static ENTITIES: &[(&str, char)] = &[
    ("AElig", 'Æ'),
    ("Aacute", 'Á'),
    ("Abreve", 'Ă'),
    ("Acirc", 'Â'),
    ("Agrave", 'À'),
    ("Alpha", '\u{391}'),
    ("Amacr", 'Ā'),
    ("Aogon", 'Ą'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Beta", '\u{392}'),
    ("Cacute", 'Ć'),
    ("Ccaron", 'Č'),
    ("Ccedil", 'Ç'),
    ("Chi", '\u{3a7}'),
    ("Dagger", '\u{2021}'),
    ("Delta", '\u{394}'),
    ("Dstrok", 'Đ'),
    ("ETH", 'Ð'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Egrave", 'È'),
    ("Eogon", 'Ę'),
    ("Epsilon", '\u{395}'),
    ("Eta", '\u{397}'),
    ("Euml", 'Ë'),
    ("Gamma", '\u{393}'),
    ("Gbreve", 'Ğ'),
    ("Iacute", 'Í'),
    ("Icirc", 'Î'),
    ("Idot", 'İ'),
    ("Igrave", 'Ì'),
    ("Iota", '\u{399}'),
    ("Iuml", 'Ï'),
    ("Kappa", '\u{39a}'),
    ("Lambda", '\u{39b}'),
    ("Lstrok", 'Ł'),
    ("Mu", '\u{39c}'),
    ("Nacute", 'Ń'),
    ("Ncaron", 'Ň'),
    ("NewLine", '\n'),
    ("Ntilde", 'Ñ'),
    ("Nu", '\u{39d}'),
    ("OElig", 'Œ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Odblac", 'Ő'),
    ("Ograve", 'Ò'),
    ("Omega", '\u{3a9}'),
    ("Omicron", '\u{39f}'),
    ("Oslash", 'Ø'),
    ("Otilde", 'Õ'),
    ("Ouml", 'Ö'),
    ("Phi", '\u{3a6}'),
    ("Pi", '\u{3a0}'),
    ("Prime", '\u{2033}'),
    ("Psi", '\u{3a8}'),
    ("Rcaron", 'Ř'),
    ("Rho", '\u{3a1}'),
    ("Scaron", 'Š'),
    ("Scedil", 'Ş'),
    ("Sigma", '\u{3a3}'),
    ("THORN", 'Þ'),
    ("Tab", '\t'),
    ("Tau", '\u{3a4}'),
    ("Tcedil", 'Ţ'),
    ("Theta", '\u{398}'),
    ("Uacute", 'Ú'),
    ("Ucirc", 'Û'),
    ("Udblac", 'Ű'),
    ("Ugrave", 'Ù'),
    ("Upsilon", '\u{3a5}'),
    ("Uring", 'Ů'),
    ("Uuml", 'Ü'),
    ("Xi", '\u{39e}'),
    ("Yacute", 'Ý'),
    ("Yuml", 'Ÿ'),
    ("Zcaron", 'Ž'),
    ("Zdot", 'Ż'),
    ("Zeta", '\u{396}'),
    ("aacute", 'á'),
    ("abreve", 'ă'),
    ("acirc", 'â'),
    ("acute", '´'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("alefsym", '\u{2135}'),
    ("alpha", '\u{3b1}'),
    ("amacr", 'ā'),
    ("amp", '&'),
    ("and", '\u{2227}'),
    ("ang", '\u{2220}'),
    ("aogon", 'ą'),
    ("apos", '\''),
    ("aring", 'å'),
    ("ast", '*'),
    ("asymp", '\u{2248}'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("bdquo", '\u{201e}'),
    ("beta", '\u{3b2}'),
    ("brvbar", '¦'),
    ("bull", '\u{2022}'),
    ("cacute", 'ć'),
    ("cap", '\u{2229}'),
    ("ccaron", 'č'),
    ("ccedil", 'ç'),
    ("cedil", '¸'),
    ("cent", '¢'),
    ("chi", '\u{3c7}'),
    ("circ", '\u{2c6}'),
    ("clubs", '\u{2663}'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("cong", '\u{2245}'),
    ("copy", '©'),
    ("crarr", '\u{21b5}'),
    ("cup", '\u{222a}'),
    ("curren", '¤'),
    ("dArr", '\u{21d3}'),
    ("dagger", '\u{2020}'),
    ("darr", '\u{2193}'),
    ("dash", '\u{2010}'),
    ("dcaron", 'ď'),
    ("deg", '°'),
    ("delta", '\u{3b4}'),
    ("diams", '\u{2666}'),
    ("divide", '÷'),
    ("dollar", '$'),
    ("dstrok", 'đ'),
    ("eacute", 'é'),
    ("ecaron", 'ě'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("emacr", 'ē'),
    ("empty", '\u{2205}'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("eogon", 'ę'),
    ("epsilon", '\u{3b5}'),
    ("equals", '='),
    ("equiv", '\u{2261}'),
    ("eta", '\u{3b7}'),
    ("eth", 'ð'),
    ("euml", 'ë'),
    ("euro", '\u{20ac}'),
    ("excl", '!'),
    ("exist", '\u{2203}'),
    ("fnof", '\u{192}'),
    ("forall", '\u{2200}'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("frasl", '\u{2044}'),
    ("gamma", '\u{3b3}'),
    ("gbreve", 'ğ'),
    ("ge", '\u{2265}'),
    ("gt", '>'),
    ("hArr", '\u{21d4}'),
    ("harr", '\u{2194}'),
    ("hearts", '\u{2665}'),
    ("hellip", '\u{2026}'),
    ("hyphen", '\u{2010}'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iexcl", '¡'),
    ("igrave", 'ì'),
    ("imacr", 'ī'),
    ("image", '\u{2111}'),
    ("infin", '\u{221e}'),
    ("inodot", 'ı'),
    ("int", '\u{222b}'),
    ("iota", '\u{3b9}'),
    ("iquest", '¿'),
    ("isin", '\u{2208}'),
    ("iuml", 'ï'),
    ("kappa", '\u{3ba}'),
    ("lArr", '\u{21d0}'),
    ("lambda", '\u{3bb}'),
    ("lang", '\u{2329}'),
    ("laquo", '«'),
    ("larr", '\u{2190}'),
    ("lceil", '\u{2308}'),
    ("ldquo", '\u{201c}'),
    ("le", '\u{2264}'),
    ("lfloor", '\u{230a}'),
    ("lowast", '\u{2217}'),
    ("lowbar", '_'),
    ("loz", '\u{25ca}'),
    ("lpar", '('),
    ("lrm", '\u{200e}'),
    ("lsaquo", '\u{2039}'),
    ("lsqb", '['),
    ("lsquo", '\u{2018}'),
    ("lstrok", 'ł'),
    ("lt", '<'),
    ("macr", '¯'),
    ("mdash", '\u{2014}'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("minus", '\u{2212}'),
    ("mu", '\u{3bc}'),
    ("nabla", '\u{2207}'),
    ("nacute", 'ń'),
    ("nbsp", '\u{a0}'),
    ("ncaron", 'ň'),
    ("ndash", '\u{2013}'),
    ("ne", '\u{2260}'),
    ("ni", '\u{220b}'),
    ("not", '¬'),
    ("notin", '\u{2209}'),
    ("nsub", '\u{2284}'),
    ("ntilde", 'ñ'),
    ("nu", '\u{3bd}'),
    ("num", '#'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("odblac", 'ő'),
    ("oelig", 'œ'),
    ("ograve", 'ò'),
    ("oline", '\u{203e}'),
    ("omacr", 'ō'),
    ("omega", '\u{3c9}'),
    ("omicron", '\u{3bf}'),
    ("oplus", '\u{2295}'),
    ("or", '\u{2228}'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("oslash", 'ø'),
    ("otilde", 'õ'),
    ("otimes", '\u{2297}'),
    ("ouml", 'ö'),
    ("para", '¶'),
    ("part", '\u{2202}'),
    ("percnt", '%'),
    ("period", '.'),
    ("permil", '\u{2030}'),
    ("perp", '\u{22a5}'),
    ("phi", '\u{3c6}'),
    ("pi", '\u{3c0}'),
    ("piv", '\u{3d6}'),
    ("plus", '+'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("prime", '\u{2032}'),
    ("prod", '\u{220f}'),
    ("prop", '\u{221d}'),
    ("psi", '\u{3c8}'),
    ("quest", '?'),
    ("quot", '"'),
    ("rArr", '\u{21d2}'),
    ("radic", '\u{221a}'),
    ("rang", '\u{232a}'),
    ("raquo", '»'),
    ("rarr", '\u{2192}'),
    ("rcaron", 'ř'),
    ("rceil", '\u{2309}'),
    ("rdquo", '\u{201d}'),
    ("real", '\u{211c}'),
    ("reg", '®'),
    ("rfloor", '\u{230b}'),
    ("rho", '\u{3c1}'),
    ("rlm", '\u{200f}'),
    ("rpar", ')'),
    ("rsaquo", '\u{203a}'),
    ("rsqb", ']'),
    ("rsquo", '\u{2019}'),
    ("sacute", 'ś'),
    ("sbquo", '\u{201a}'),
    ("scaron", 'š'),
    ("scedil", 'ş'),
    ("sdot", '\u{22c5}'),
    ("sect", '§'),
    ("semi", ';'),
    ("shy", '\u{ad}'),
    ("sigma", '\u{3c3}'),
    ("sigmaf", '\u{3c2}'),
    ("sim", '\u{223c}'),
    ("sol", '/'),
    ("spades", '\u{2660}'),
    ("sub", '\u{2282}'),
    ("sube", '\u{2286}'),
    ("sum", '\u{2211}'),
    ("sup", '\u{2283}'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("supe", '\u{2287}'),
    ("szlig", 'ß'),
    ("tau", '\u{3c4}'),
    ("tcaron", 'ť'),
    ("tcedil", 'ţ'),
    ("there4", '\u{2234}'),
    ("theta", '\u{3b8}'),
    ("thetasym", '\u{3d1}'),
    ("thinsp", '\u{2009}'),
    ("thorn", 'þ'),
    ("tilde", '\u{2dc}'),
    ("times", '×'),
    ("trade", '\u{2122}'),
    ("uArr", '\u{21d1}'),
    ("uacute", 'ú'),
    ("uarr", '\u{2191}'),
    ("ucirc", 'û'),
    ("udblac", 'ű'),
    ("ugrave", 'ù'),
    ("umacr", 'ū'),
    ("uml", '¨'),
    ("upsih", '\u{3d2}'),
    ("upsilon", '\u{3c5}'),
    ("uring", 'ů'),
    ("uuml", 'ü'),
    ("weierp", '\u{2118}'),
    ("xi", '\u{3be}'),
    ("yacute", 'ý'),
    ("yen", '¥'),
    ("yuml", 'ÿ'),
    ("zacute", 'ź'),
    ("zcaron", 'ž'),
    ("zdot", 'ż'),
    ("zeta", '\u{3b6}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];
