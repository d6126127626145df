//! The lexicon compiler: word lists in, tables out. Used by the build script and by `cargo xtask lexicon`.
//!
//! Arithmetic is integer throughout, so that every host bakes the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use crate::class::{Class, Marks};
use crate::key::{self, PAIR_BITS, PER_BUCKET, PHRASE_HASH, TRIGRAMS};
use crate::label::Label;

/// What the lists say of one word or phrase.
#[derive(Clone, Default)]
struct Entry {
    classes: u64,
    given: u8,
    surname: u8,
    running: u8,
    common: u8,
    city: u8,
    value: u8,
    label: u8,
    /// The second word of a phrase.
    next: bool,
}

impl Entry {
    /// Whether no list says anything of the word: it is here because a phrase holds it.
    fn is_bare(&self) -> bool {
        let phrase_bits = Class::PHRASE_START.0 | 7 << 56;
        self.classes & !phrase_bits == 0
            && [self.given, self.surname, self.running, self.common, self.city, self.value, self.label] == [0; 7]
    }
}

/// The baked tables and what went into them.
pub(crate) struct Tables {
    frequent: Vec<u8>,
    words: Vec<u8>,
    rows: Vec<u8>,
    phrases: Vec<u8>,
    pairs: Vec<u8>,
    letters: Vec<u8>,
    short_forms: Vec<u8>,
    /// One line for each list: file, class, entries.
    #[allow(dead_code, reason = "only `cargo xtask lexicon` prints it")]
    pub(crate) report: Vec<(String, String, usize)>,
}

impl Tables {
    /// Writes each table to a file of its own in `dir`.
    pub(crate) fn write(&self, dir: &Path) -> io::Result<()> {
        fs::write(dir.join("frequent.bin"), &self.frequent)?;
        fs::write(dir.join("words.bin"), &self.words)?;
        fs::write(dir.join("rows.bin"), &self.rows)?;
        fs::write(dir.join("phrases.bin"), &self.phrases)?;
        fs::write(dir.join("pairs.bin"), &self.pairs)?;
        fs::write(dir.join("letters.bin"), &self.letters)?;
        fs::write(dir.join("short_forms.bin"), &self.short_forms)
    }

    /// Bytes of every table, by name.
    #[allow(dead_code, reason = "only `cargo xtask lexicon` prints it")]
    pub(crate) fn sizes(&self) -> [(&'static str, usize); 7] {
        [
            ("frequent words", self.frequent.len()),
            ("words", self.words.len()),
            ("rows", self.rows.len()),
            ("phrases", self.phrases.len()),
            ("pairs", self.pairs.len()),
            ("letters", self.letters.len()),
            ("short forms", self.short_forms.len()),
        ]
    }
}

/// Reads every `*.tsv` of `dir` and bakes them.
pub(crate) fn compile(dir: &Path) -> Result<Tables, String> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .map_err(|error| format!("{}: {error}", dir.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    files.sort();
    let mut words: BTreeMap<String, Entry> = BTreeMap::new();
    let mut short_forms = BTreeSet::new();
    let mut report = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        let (class, entries) = read_list(&name, &text, &mut words, &mut short_forms)?;
        report.push((name, class, entries));
    }
    mark_phrase_starts(&mut words);
    let letters = letter_model(&words);
    let (rows, row_of) = intern_rows(&words)?;
    let mut singles = Vec::new();
    let mut phrases = BTreeMap::new();
    let mut pairs = vec![0; PAIR_BITS / 8];
    for ((word, entry), row) in words.iter().zip(row_of) {
        if word.contains(' ') {
            let mut hash = 0;
            for (i, word) in word.split(' ').enumerate() {
                hash = key::phrase_step(hash, key::spread(key::key(word.as_bytes())));
                if i == 1 {
                    let bit = key::slot(hash, PAIR_BITS);
                    pairs[bit / 8] |= 1 << (bit % 8);
                }
                if i > 0 {
                    // Every beginning of a phrase is in the table, so that a search stops where no phrase goes on.
                    phrases.entry(hash).or_insert(0);
                }
            }
            if phrases.insert(hash, row).is_some_and(|other| other != 0) {
                return Err("two phrases share a hash".to_owned());
            }
        } else {
            singles.push((entry.running, key::key(word.as_bytes()), row));
        }
    }
    let (frequent, others) = frequent_table(singles, &rows);
    let short_forms = short_forms.iter().flat_map(|(name, other)| [*name, *other]).flat_map(u64::to_le_bytes).collect();
    let phrases = phrase_table(&phrases)?;
    Ok(Tables { frequent, words: buckets(&others)?, rows, phrases, pairs, letters, short_forms, report })
}

/// Adds one list to `words`; returns its class and how many entries it has.
fn read_list(
    file: &str,
    text: &str,
    words: &mut BTreeMap<String, Entry>,
    short_forms: &mut BTreeSet<(u64, u64)>,
) -> Result<(String, usize), String> {
    let mut class = None;
    let (mut source, mut licence) = (false, false);
    let mut entries = 0;
    for (number, line) in text.lines().enumerate() {
        let fail = |what: &str| format!("{file}:{}: {what}", number + 1);
        if let Some(header) = line.strip_prefix("#!") {
            let (name, value) = header.split_once(':').ok_or_else(|| fail("a header is `#! name: value`"))?;
            match name.trim() {
                "class" => class = Some(value.trim().to_owned()),
                "source" => source = !value.trim().is_empty(),
                "licence" => licence = !value.trim().is_empty(),
                _ => {}
            }
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let class = class.as_deref().ok_or_else(|| fail("`#! class:` must come before the entries"))?;
        let mut columns = line.split('\t');
        let word = columns.next().unwrap_or_default();
        if word.is_empty() || !word.bytes().all(|b| b == b' ' || b.is_ascii_lowercase() || b.is_ascii_digit()) {
            return Err(fail("a key is lower-case ASCII letters, digits and single spaces"));
        }
        if word.split(' ').any(str::is_empty) {
            return Err(fail("a key has single spaces between words"));
        }
        let weight = columns.next().unwrap_or_default();
        let third = columns.next().unwrap_or_default();
        entries += 1;
        if class == "short_form" {
            // No list of names: a pair of hashes, to be looked up by either.
            let hash = |word: &str| key::spread(key::key(word.as_bytes()));
            let pairs = third.split('|').map(|name| (hash(word), hash(name)));
            short_forms.extend(pairs.flat_map(|(short, long)| [(short, long), (long, short)]));
            continue;
        }
        add(words, word, class, weight, third).map_err(|what| fail(&what))?;
    }
    if !source || !licence {
        return Err(format!("{file}: `#! source:` and `#! licence:` must be given"));
    }
    Ok((class.unwrap_or_default(), entries))
}

fn add(words: &mut BTreeMap<String, Entry>, word: &str, class: &str, weight: &str, third: &str) -> Result<(), String> {
    if class == "label" {
        let label = Label::from_name(weight).ok_or_else(|| format!("no label is called {weight:?}"))?;
        let joined: String = word.split(' ').collect();
        // `"dateOfBirth"` and `date_of_birth` are one label.
        for spelling in [word, &joined] {
            words.entry(spelling.to_owned()).or_default().label = label as u8 + 1;
        }
        return Ok(());
    }
    let weight: u8 = weight.parse().map_err(|_| "a weight is a whole number from 0 to 255".to_owned())?;
    let entry = words.entry(word.to_owned()).or_default();
    match class {
        "running" => entry.running = entry.running.max(weight),
        "common" => entry.common = entry.common.max(weight),
        "given" | "nickname" => entry.given = entry.given.max(weight),
        "surname" => entry.surname = entry.surname.max(weight),
        "city" => entry.city = entry.city.max(weight),
        "month" | "number" | "facility_word" | "org_word" | "facility" => {
            entry.value = third.parse().map_err(|_| "the third column is a whole number from 0 to 255".to_owned())?;
        }
        _ => {}
    }
    let class = match class {
        "running" => return Ok(()),
        "anatomy" | "test" | "device_term" => Class::CLINICAL,
        "drug" => Class::DRUG.or(Class::CLINICAL),
        "organism" => Class::ORGANISM.or(Class::CLINICAL),
        "abbrev" => Class::ABBREV.or(Class::CLINICAL),
        "nickname" => Class::NICKNAME.or(Class::GIVEN),
        _ => Class::from_name(class).ok_or_else(|| format!("no class is called {class:?}"))?,
    };
    entry.classes |= class.0;
    Ok(())
}

/// The first word of each phrase carries a mark and the longest phrase's word count (bits 56 to 58), the second a mark.
fn mark_phrase_starts(words: &mut BTreeMap<String, Entry>) {
    let mut longest: BTreeMap<String, u64> = BTreeMap::new();
    let mut seconds = BTreeSet::new();
    for phrase in words.keys().filter(|word| word.contains(' ')) {
        let first = phrase.split(' ').next().unwrap_or_default();
        seconds.extend(phrase.split(' ').nth(1).map(str::to_owned));
        let count = phrase.split(' ').count().min(7) as u64;
        let slot = longest.entry(first.to_owned()).or_default();
        *slot = count.max(*slot);
    }
    for (word, count) in longest {
        words.entry(word).or_default().classes |= Class::PHRASE_START.0 | count << 56;
    }
    for word in seconds {
        words.entry(word).or_default().next = true;
    }
}

/// `16 * log2(value)` for a value of at least 1, rounded down.
fn log2x16(value: u64) -> i32 {
    let whole = 63 - value.leading_zeros();
    let mantissa = if whole >= 16 { value >> (whole - 16) } else { value << (16 - whole) };
    let fraction = POW2.iter().rposition(|step| mantissa >= u64::from(*step)).unwrap_or(0);
    (whole * 16) as i32 + fraction as i32
}

/// `2^(k/16)` in units of 2^-16.
const POW2: [u32; 16] = [
    65_536, 68_438, 71_468, 74_632, 77_936, 81_386, 84_990, 88_752, 92_682, 96_785, 101_070, 105_545, 110_218, 115_098,
    120_194, 125_515,
];

/// The inverse of the lists' weight, `16 * log2(1 + x)`: x in hundredths.
fn hundredths(weight: u8) -> u64 {
    let (whole, fraction) = (u32::from(weight) / 16, usize::from(weight) % 16);
    (((u64::from(POW2[fraction]) << whole) * 100) >> 16) - 100
}

/// Hundredths of occurrences a million words that a word has in running text, as vocabulary.
fn vocabulary_rate(entry: &Entry) -> u64 {
    // The measured corpora hold about 1.6 million words.
    let measured = hundredths(entry.running) * 10 / 16;
    // SCOWL's tiers stand for rates that the corpora are too small to measure.
    let tier = match entry.common {
        0 => 0,
        1..=50 => 20,
        51..=90 => 60,
        91..=150 => 200,
        _ => 800,
    };
    let listed = if Class(entry.classes).any(Class::CLINICAL) { 300 } else { 0 };
    measured + tier + listed
}

/// Log-odds, in quarter bits, that the word in running text is a name rather than vocabulary.
fn prior(entry: &Entry) -> i8 {
    // Names are about 2 in 100 words of a note; half given, half surname.
    let name = (hundredths(entry.given) + hundredths(entry.surname)) / 100;
    let vocabulary = vocabulary_rate(entry);
    let odds = log2x16(name + 5) - log2x16(vocabulary + 5);
    (odds / 4).clamp(-127, 127) as i8
}

/// Distinct rows, 16 bytes each, and for each word the number of its row. Row 0 is "not in the lexicon".
fn intern_rows(words: &BTreeMap<String, Entry>) -> Result<(Vec<u8>, Vec<u16>), String> {
    let mut unknown = [0; 16];
    unknown[15] = (Marks::BARE | Marks::UNKNOWN.0) as u8;
    let mut rows = vec![unknown];
    let mut number_of: BTreeMap<[u8; 16], u16> = BTreeMap::new();
    let mut row_of = Vec::with_capacity(words.len());
    for entry in words.values() {
        let mut row = [0; 16];
        row[..8].copy_from_slice(&entry.classes.to_le_bytes());
        // Coarse steps keep the distinct rows few.
        row[8] = prior(entry) as u8 & !1;
        row[9] = entry.given & !7;
        row[10] = entry.surname & !7;
        row[11] = entry.running.max(entry.common / 4) & !7;
        row[12] = entry.city & !15;
        row[13] = entry.value;
        row[14] = entry.label;
        let next = if entry.next { Marks::NEXT } else { 0 };
        let bare = if entry.is_bare() { Marks::BARE | Marks::UNKNOWN.0 } else { 0 };
        row[15] = (Marks::of(Class(entry.classes), row[8] as i8) | next | bare) as u8;
        let number = match number_of.get(&row) {
            Some(number) => *number,
            None => {
                let number = u16::try_from(rows.len()).map_err(|_| "more than 65,535 distinct rows".to_owned())?;
                rows.push(row);
                number_of.insert(row, number);
                number
            }
        };
        row_of.push(number);
    }
    Ok((rows.concat(), row_of))
}

/// The words that notes use most, each in the one place that its hash names, with its row beside it: 16 bytes key, 8
/// bytes classes, 2 bytes row number, 1 byte prior, 1 byte label, 2 bytes marks, 2 spare. A word whose place is taken by a more
/// frequent one stays among the others, which are returned.
fn frequent_table(mut words: Vec<(u8, u128, u16)>, rows: &[u8]) -> (Vec<u8>, Vec<(u128, u16)>) {
    words.sort_by_key(|(running, ..)| std::cmp::Reverse(*running));
    let mut table = vec![[0u8; 32]; key::FREQUENT];
    let mut others = Vec::new();
    for (running, key, row) in words {
        let place = &mut table[key::frequent_slot(key::spread(key))];
        if running == 0 || *place != [0; 32] {
            others.push((key, row));
            continue;
        }
        let entry = &rows[usize::from(row) * 16..][..16];
        place[..16].copy_from_slice(&key.to_le_bytes());
        place[16..24].copy_from_slice(&entry[..8]);
        let classes = Class(u64::from_le_bytes(entry[..8].try_into().unwrap_or_default()));
        let marks = Marks::of_row(entry[15], classes, entry[14]);
        let row = if marks.0 & Marks::BARE != 0 { 0 } else { row };
        place[24..26].copy_from_slice(&row.to_le_bytes());
        place[26] = entry[8];
        place[27] = entry[14];
        place[28..30].copy_from_slice(&marks.0.to_le_bytes());
    }
    (table.concat(), others)
}

/// An open-addressed table of 64-byte buckets, a cache line each, about four fifths full.
fn buckets(entries: &[(u128, u16)]) -> Result<Vec<u8>, String> {
    let count = (entries.len() * 5 / (4 * PER_BUCKET)).max(2);
    let mut table: Vec<Vec<(u32, u16)>> = vec![Vec::new(); count];
    let mut overflowed = vec![false; count];
    for (key, row) in entries {
        let hash = key::spread(*key);
        let mut bucket = key::slot(hash, count);
        let fingerprint = key::fingerprint(hash);
        loop {
            if table[bucket].iter().any(|(other, _)| *other == fingerprint) {
                return Err("two words share a fingerprint: change the constant of `fingerprint`".to_owned());
            }
            if table[bucket].len() < PER_BUCKET {
                break;
            }
            overflowed[bucket] = true;
            bucket = (bucket + 1) % count;
        }
        table[bucket].push((fingerprint, *row));
    }
    let mut bytes = Vec::with_capacity(count * 64);
    for (bucket, overflowed) in table.iter().zip(overflowed) {
        let mut line = [0u8; 64];
        for (i, (fingerprint, row)) in bucket.iter().enumerate() {
            line[i * 4..][..4].copy_from_slice(&fingerprint.to_le_bytes());
            line[PER_BUCKET * 4 + i * 2..][..2].copy_from_slice(&row.to_le_bytes());
        }
        line[63] = u8::from(overflowed);
        bytes.extend_from_slice(&line);
    }
    Ok(bytes)
}

/// Phrases and their beginnings: 8 bytes a slot, of which [`PHRASE_HASH`] are of the hash (all 0 is free) and the others
/// the row (0 is only a beginning); linear probing, two thirds full.
fn phrase_table(phrases: &BTreeMap<u64, u16>) -> Result<Vec<u8>, String> {
    let count = (phrases.len() * 3 / 2).max(2);
    let mut table = vec![0u64; count];
    for (hash, row) in phrases {
        let mut slot = key::slot(*hash, count);
        let bits = hash & PHRASE_HASH;
        while table[slot] != 0 {
            if table[slot] & PHRASE_HASH == bits {
                return Err("two phrases share the upper bits of their hash".to_owned());
            }
            slot = (slot + 1) % count;
        }
        if bits == 0 {
            return Err("a phrase's hash looks like a free slot".to_owned());
        }
        table[slot] = bits | u64::from(*row);
    }
    Ok(table.iter().flat_map(|slot| slot.to_le_bytes()).collect())
}

/// Log-odds of each letter trigram in names against vocabulary, in quarter bits, from the lists themselves.
fn letter_model(words: &BTreeMap<String, Entry>) -> Vec<u8> {
    let mut counts = vec![[0u64; 2]; TRIGRAMS];
    let mut totals = [0u64; 2];
    for (word, entry) in words {
        if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            continue;
        }
        let odds = prior(entry);
        let is_name = entry.given.max(entry.surname) > 0 && odds > 8;
        let is_vocabulary = entry.common > 0 || entry.running > 0 || Class(entry.classes).any(Class::CLINICAL);
        let side = match (is_name, is_vocabulary) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => continue,
        };
        let marked: Vec<u8> = [b"^", word.as_bytes(), b"$"].concat();
        for window in marked.windows(3) {
            if let [a, b, c] = *window {
                counts[key::trigram_slot(a, b, c)][side] += 1;
                totals[side] += 1;
            }
        }
    }
    counts
        .iter()
        .map(|[name, vocabulary]| {
            // Add-half smoothing; the totals differ, so both are scaled to the same mass.
            let name = (2 * name + 1) * 1024 * (totals[1] + 1) / (totals[0] + 1);
            let vocabulary = (2 * vocabulary + 1) * 1024;
            let odds = (log2x16(name.max(1)) - log2x16(vocabulary)) / 4;
            odds.clamp(-40, 40) as i8 as u8
        })
        .collect()
}
