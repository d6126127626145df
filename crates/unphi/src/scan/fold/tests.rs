use super::*;
use proptest::prelude::*;

fn folded(text: &str) -> String {
    String::from_utf8(Folded::default().fold(text).to_vec()).expect("folded text is UTF-8")
}

/// The original of `part`, a stretch of the folded text.
fn original<'t>(text: &'t str, part: &str) -> &'t str {
    let mut fold = Folded::default();
    let bytes = fold.fold(text).to_vec();
    let start = memchr::memmem::find(&bytes, part.as_bytes()).expect("the folded text has it") as u32;
    let end = start + part.len() as u32;
    text.get(fold.original_start(start) as usize..fold.original_end(end) as usize).expect("character boundaries")
}

#[test]
fn characters() {
    for (text, expected) in [
        ("José Muñoz-Łukasiewicz", "Jose Munoz-Lukasiewicz"),
        ("Jose\u{301} Nguye\u{302}\u{303}n", "Jose Nguyen"),
        ("Nguyễn Đức Ægir ÆGIR Þóra Straße", "Nguyen Duc Aegir AEGIR Thora Strasse"),
        ("Ｊｏｈｎ　５５５－０１２３", "John 555-0123"),
        ("𝐉𝐨𝐡𝐧 𝟓𝟓𝟓", "John 555"),
        ("٠١٢٣ ۴۵ ९", "0123 45 9"),
        ("a\u{a0}b\u{2009}c\u{2028}d", "a b c\nd"),
        ("555‑0123 – O’Brien “x” 6′2″", "555-0123 - O'Brien \"x\" 6'2\""),
        ("Jo\u{ad}hn\u{200b}\u{feff}\u{202e}", "John"),
        ("• 98.6°F × 2 ± 1 µg 10⁹ cm² ½ H₂O", "* 98.6*F x 2 + 1 ug 10* cm2 * H2O"),
        ("Kapiʻolani Kīlauea ﬁne", "Kapi'olani Kilauea fine"),
        ("👩‍⚕️ John 🏥", "   John  "),
        ("МRN 123 Jоhn", "MRN 123 John"),
        ("Иван Смирнов, а также 王芳 محمد", "Иван Смирнов, а также 王芳 محمد"),
        ("patient Аnna СОРЕ ok", "patient Anna COPE ok"),
        ("TNFα 5 μg", "TNFa 5 ug"),
        ("MuÃ±oz itâ€™s", "Munoz it's"),
    ] {
        assert_eq!(folded(text), expected);
        assert_eq!(folded(expected), expected);
    }
}

#[test]
fn escapes() {
    for (text, expected) in [
        (
            "La&nbsp;Crosse &lt;10 Vang&#45;Cha Ka&#121;ing &#x2019; Mu&ntilde;oz AT&T A&O;",
            "La Crosse <10 Vang-Cha Kaying ' Munoz AT&T A&O;",
        ),
        ("a&amp;nbsp;b &amp;amp;", "a b &"),
        (
            "Pham%2C+Thuy gus%40inbox.example.net 11%2F08%2F1985 Jos%C3%A9",
            "Pham,+Thuy gus@inbox.example.net 11/08/1985 Jose",
        ),
        ("98% 50%20 12%, EF 55% 100%", "98% 50%20 12%, EF 55% 100%"),
        ("?phone=617%20555%200123 a%2520b", "?phone=617 555 0123 a b"),
        (r"Ren\u00e9e\nDOB\t1\/2 \ud83d\ude00 \x41 \xc3\xb1 {\u{f1}}", "Renee\nDOB\t1/2   A n {n}"),
        (r#"{\"name\": \"Ann\", \\\"x\\\" a\\nb}"#, "{\"name\": \"Ann\", \"x\" a\nb}"),
        (
            r"C:\notes\scan.jpg \\server\rads\new C:\\temp\\x.png",
            r"C:\notes\scan.jpg \\server\rads\new C:\\temp\\x.png",
        ),
        (r"S:\nJohn is well.\nP:\nrest", "S:\nJohn is well.\nP:\nrest"),
        (r"Smith \T\ Sons\.br\next \S\ \d \w MSH|^~\&|", "Smith & Sons\nnext ^ \\d \\w MSH|^~\\&|"),
    ] {
        assert_eq!(folded(text), expected);
        assert_eq!(folded(expected), expected);
    }
}

#[test]
fn spans_map_to_whole_characters_and_escapes() {
    assert_eq!(original("Pt José Muñoz.", "Jose"), "José");
    assert_eq!(original("Pt Jose\u{301} x", "Jose"), "Jose\u{301}");
    assert_eq!(original("Pt Jo\u{ad}hn\u{200b} x", "John"), "Jo\u{ad}hn");
    assert_eq!(original("q=Pham%2C+x", "Pham"), "Pham");
    assert_eq!(original("Mu&ntilde;oz", "Munoz"), "Mu&ntilde;oz");
    assert_eq!(original("a ÆGIR b", "AEGIR"), "ÆGIR");
    assert_eq!(original("\u{feff}MRN 1", "MRN"), "MRN");
    assert_eq!(original(r"Ren\u00e9", "Rene"), r"Ren\u00e9");
    assert_eq!(original("plain", "lai"), "lai");
}

#[test]
fn clean_text_is_returned_as_it_is() {
    let text = "BP 120/80, O2 98% on RA, A&O x3. n\\a";
    let mut fold = Folded::default();
    assert_eq!(fold.fold(text).as_ptr(), text.as_ptr());
    assert_eq!((fold.original_start(5), fold.original_end(9)), (5, 9));
}

/// Texts made of what folding looks at, and any text.
fn texts() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec![
        "John ", "Smith", "é", "e\u{301}", "\u{301}", "\u{200b}", "&nbsp;", "&amp;", "&", "%20", "%2C", "%", "50",
        "\\", "\\n", "\\u00f1", "\\\"", "\\T\\", " ", "\n", "Ж", "а", "МRN", "王", "½", "²", "Ã±", "５", "\u{fdfa}",
        "🏥", "C:\\a", ";", "=",
    ]);
    prop_oneof![
        prop::collection::vec(atom, 0..40).prop_map(|atoms| atoms.concat()),
        any::<String>(),
        prop::collection::vec(any::<char>(), 0..120).prop_map(String::from_iter),
    ]
}

proptest! {
    #[test]
    fn plain_ascii_is_its_own_fold(text in "[ -$'-\\[\\]-~\n\t]{0,300}") {
        prop_assert_eq!(folded(&text), text);
    }

    #[test]
    fn the_way_back_is_monotone_and_on_boundaries(text in texts()) {
        let mut fold = Folded::default();
        let bytes = fold.fold(&text).to_vec();
        prop_assert!(String::from_utf8(bytes.clone()).is_ok());
        let (mut last_start, mut last_end) = (0, 0);
        for at in 0..bytes.len() as u32 {
            let (start, end) = (fold.original_start(at), fold.original_end(at + 1));
            prop_assert!(start >= last_start && end >= last_end && start < end, "{at}: {start} {end}");
            prop_assert!(end as usize <= text.len());
            // Inside a kept character both texts are off a boundary alike.
            if core::str::from_utf8(&bytes[at as usize..]).is_ok() {
                prop_assert!(text.is_char_boundary(start as usize));
            }
            if core::str::from_utf8(&bytes[..=at as usize]).is_ok() {
                prop_assert!(text.is_char_boundary(end as usize));
            }
            (last_start, last_end) = (start, end);
        }
    }

    #[test]
    fn folding_characters_twice_is_folding_once(text in prop::collection::vec(any::<char>(), 0..120)) {
        let text: String = text.into_iter().filter(|char| !matches!(char, '\\' | '&' | '%' | '＼' | '＆' | '％')).collect();
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn surroundings_do_not_matter(text in texts(), before in "[ .]{70,140}", after in "[ .]{70,140}") {
        let alone = folded(&text);
        // A mark at the start belongs to what stands before it.
        prop_assume!(!text.starts_with(|char: char| char as u32 >= 0x300));
        let embedded = folded(&format!("{before} {text} {after}"));
        prop_assert_eq!(embedded, format!("{before} {alone} {after}"));
    }

    #[test]
    fn the_fast_search_equals_the_slow_one(text in prop::collection::vec(any::<u8>(), 0..300), from in 0usize..300) {
        let slow = (from..text.len()).find(|at| special(text[*at]) != 0);
        prop_assert_eq!(next_special(&text, from), slow);
    }
}
