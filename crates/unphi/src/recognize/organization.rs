//! Employers, schools and congregations.
//!
//! ## What it finds
//! A proper name with a head word (`Lincoln Park Middle School`, `Grace Lutheran Church`, `Acme Welding Inc`), a proper name
//! after a word of work, study or worship (`works at Grayson Tile & Stone`), a labelled employer or school.
//! ## Rule
//! 45 CFR 164.514(b)(2)(i): the identifiers of the individual's employers count; a school or congregation singles out its
//! members. They are reported as [`Identifier::Name`], kind `organization`.
//! ## Not found on purpose
//! Payers, device and drug makers, agencies and learned societies (`American Heart Association`), generic mentions (`high
//! school`, `his church`).
//! ## Example
//! `Retired from Bluestem Paper Company after 30 years`: `Bluestem Paper Company`.

#![forbid(unsafe_code)]

use super::geographic::proper::name_from;
use super::{finding, run};
use crate::Identifier;
use crate::lexicon::{Class, Label};
use crate::scan::document::{Casing, Field, Tie};
use crate::scan::{Document, Shape, Words, words};
use crate::span::{Evidence, Finding, Kind};

/// Words of work, study and worship whose preposition announces an organization.
const BELONGING: &Words = words![
    "works",
    "work",
    "worked",
    "working",
    "employed",
    "employee",
    "employment",
    "job",
    "retired",
    "retiree",
    "cook",
    "driver",
    "teacher",
    "teaches",
    "taught",
    "engineer",
    "manager",
    "cashier",
    "clerk",
    "mechanic",
    "welder",
    "operator",
    "foreman",
    "supervisor",
    "technician",
    "nurse",
    "janitor",
    "custodian",
    "secretary",
    "accountant",
    "attends",
    "attended",
    "attending",
    "attend",
    "student",
    "sophomore",
    "freshman",
    "junior",
    "senior",
    "enrolled",
    "grade",
    "grader",
    "graduated",
    "graduate",
    "studies",
    "studying",
    "studied",
    "classes",
    "member",
    "deacon",
    "pastor",
    "volunteers",
    "volunteer",
    "worships",
    "colleagues",
    "coworkers",
    "shift",
    "shifts",
    "intern",
    "professor",
    "principal",
    "coach",
    "owner",
    "owns",
    "deployed",
    "buffet",
    "nights",
    "goes",
    "teach",
    "teaching",
    "previously",
    "formerly",
    "currently",
    "parishioner",
    "congregant",
    "elder",
    "usher",
    "choir",
    "congregation",
    "counselor",
    "coaches",
    "employer",
    "hired",
    "laid",
    "fired",
    "internship",
    "apprentice",
    "drives",
    "truck",
    "served",
    "stationed",
];

/// What people do for a living, whose preposition announces an employer: `roofer with`, `barista @`.
const OCCUPATIONS: &Words = words![
    "roofer",
    "barista",
    "librarian",
    "mason",
    "carpenter",
    "electrician",
    "plumber",
    "painter",
    "farmer",
    "farmhand",
    "dispatcher",
    "packer",
    "picker",
    "server",
    "bartender",
    "baker",
    "butcher",
    "programmer",
    "developer",
    "analyst",
    "paramedic",
    "firefighter",
    "guard",
    "officer",
    "trucker",
    "stocker",
    "loader",
    "forklift",
    "sales",
    "salesman",
    "realtor",
    "teller",
    "banker",
    "tutor",
    "daycare",
    "paraprofessional",
    "aide",
    "housekeeper",
    "landscaper",
    "fisherman",
    "miner",
    "lineman",
    "machinist",
    "fabricator",
    "assembler",
    "inspector",
    "pilot",
    "attendant",
    "hostess",
    "waiter",
    "waitress",
    "chef",
    "dishwasher",
    "barber",
    "stylist",
    "hairdresser",
    "rancher",
    "logger",
    "trainer",
    "lifeguard",
    "musician",
    "plays",
    "pitches",
    "sings",
    "temp",
    "temps",
    "contractor",
    "subcontractor",
    "consultant",
    "receptionist",
    "bookkeeper",
    "assistant",
    "director",
    "crew",
    "wrks",
    "wks",
    "staff",
    "maintenance",
    "maint",
    "security",
    "warehouse",
    "hr",
    "lead",
    "foreperson",
    "laborer",
    "labourer",
    "apprenticeship",
    "scholarship",
    "sponsor",
    "sponsored",
    "ministry",
    "services",
    "mass",
];

/// Places of work, study and worship that are told by a name in brackets: `his day care (Little Sprouts)`.
const SUCH_PLACES: &Words = words![
    "school",
    "preschool",
    "daycare",
    "care",
    "kindergarten",
    "college",
    "university",
    "church",
    "parish",
    "temple",
    "mosque",
    "synagogue",
    "congregation",
    "employer",
    "work",
    "job",
    "company",
    "shop",
    "store",
    "plant",
    "factory",
    "cannery",
    "mill",
    "warehouse",
    "mine",
    "student",
    "teacher",
    "librarian",
    "nurse",
    "driver",
    "firm",
    "business",
    "restaurant",
    "farm",
    "ranch",
    "dairy",
    "brewery",
    "bakery",
    "nights",
    "days",
    "sophomore",
    "freshman",
    "junior",
    "senior",
    "grader",
    "grade",
    "works",
    "retired",
    "worked",
    "iep",
    "rc",
    "baptist",
    "lutheran",
    "catholic",
    "methodist",
    "muslim",
    "hindu",
    "jewish",
    "orthodox",
    "lds",
    "center",
    "club",
    "team",
    "league",
    "union",
];

/// Appends what it finds in `document`.
pub(crate) fn find(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for &index in document.cues {
        let Some(token) = document.token(index) else { continue };
        if token.is(Class::ORG_WORD) {
            if token.is_capitalised() {
                by_head(document, index, findings);
            } else if document.casing == Casing::Lower {
                in_message(document, index, findings);
            }
        }
        if token.is(Class::STREET_SUFFIX)
            && token.len() == 2
            && token.is_capitalised()
            && run::is_saint(document, index)
        {
            patron(document, index, findings);
        }
        if token.is(Class::ORGANIZATION) {
            listed(document, index, index, findings);
        }
        if token.is(Class::FUNCTION) && run::before_capital(document, index) && is_preposition(document, index) {
            after_cue(document, index, findings);
        }
    }
    for &index in document.numbers {
        findings.extend(local(document, index));
    }
    in_brackets(document, findings);
    attended(document, findings);
    for phrase in document.phrases {
        if phrase.row().classes.any(Class::ORGANIZATION) && phrase.last > phrase.first {
            listed(document, phrase.first, phrase.last, findings);
        }
    }
    for field in document.fields {
        if matches!(field.label, Label::Employer | Label::School) {
            labelled(document, field, findings);
        }
    }
}

fn is_preposition(document: &Document<'_>, index: u32) -> bool {
    document.is_any(index, words!["at", "for", "from", "by", "with", "of", "to"])
}

/// `SEIU Local 250`, `Glass Bottle Blowers Local 22`, `VFW Post 3421`, `Troop 114`: a branch of a union, an order or the scouts by its
/// number.
fn local(document: &Document<'_>, number: u32) -> Option<Finding> {
    let head = number.checked_sub(1)?;
    let figure = document.token(number).filter(|token| token.is_number() && token.len() <= 5)?;
    let capital = |at: u32| document.token(at).is_some_and(|token| token.is_capitalised() && !token.has_digit());
    if !capital(head)
        || !document.is_any(head, words!["local", "post", "lodge", "aerie", "council", "chapter", "troop", "pack"])
        || !matches!(document.gap(number), b" " | b" #" | b" No. ")
        || matches!(document.byte(figure.end), b'/' | b'%' | b'-')
    {
        return None;
    }
    let mut first = head;
    while first > 0
        && head - first < 5
        && document.gap(first) == b" "
        && capital(first - 1)
        && !document.begins_line(first)
    {
        first -= 1;
    }
    let order = || {
        document.is_any(
            head.wrapping_sub(1),
            words![
                "vfw", "legion", "amvets", "dav", "elks", "eagles", "moose", "masonic", "lions", "knights", "columbus"
            ],
        )
    };
    // `retired from Local 274 Plumbers`: the trade may stand behind.
    let trade = number + 1;
    if document.is(head, b"local") && document.gap(trade) == b" " && capital(trade) {
        let range = run::range(document, first, trade);
        return Some(organization(range, "name.organization", 0.8, Evidence::HEAD_WORD));
    }
    let fits = match document.is_any(head, words!["troop", "pack"]) {
        true => document.is_any(first.wrapping_sub(1), words!["scout", "scouts", "cub", "with", "in", "of"]),
        false => document.is(head, b"local") && first < head || order(),
    };
    fits.then(|| organization(run::range(document, first, number), "name.organization", 0.8, Evidence::HEAD_WORD))
}

/// Whether a word of belonging and a preposition stand before word `first`.
fn cue(document: &Document<'_>, first: u32) -> bool {
    let mut at = first.wrapping_sub(1);
    if document.is_any(at, words!["the", "a"]) {
        at = at.wrapping_sub(1);
    }
    let attends = document.is_any(at, words!["attends", "attended", "attending"]);
    attends || is_preposition(document, at) && belongs(document, at, 4)
}

/// Whether a word of work, study or worship stands within `reach` words before `index`.
fn belongs(document: &Document<'_>, index: u32, reach: u32) -> bool {
    run::before(document, index, reach, BELONGING) || run::before(document, index, reach.min(2), OCCUPATIONS)
}

fn organization(range: core::ops::Range<u32>, rule: &'static str, confidence: f32, evidence: Evidence) -> Finding {
    finding(range, Identifier::Name, Kind::Organization, rule, confidence, evidence)
}

fn is_blocked(document: &Document<'_>, first: u32, last: u32) -> bool {
    let keep = Class::PROPER.or(Class::PAYER).or(Class::MAKER);
    (first..=last).any(|index| {
        document.phrase_over(index).is_some_and(|phrase| phrase.row().classes.any(keep))
            || document.classes(index).any(keep) && first == last
    }) || document.classes(first).any(Class::PAYER.or(Class::MAKER))
}

/// A name that ends (or, `Temple Beth Shalom`, begins) with the head word at `head`.
fn by_head(document: &Document<'_>, head: u32, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(head) else { return };
    let next = document.classes(head + 1);
    let joined = matches!(document.gap(head + 1), b" " | b", " | b" & " | b"-");
    let capital_next = document.token(head + 1).is_some_and(|token| token.is_capitalised());
    // The last head decides; a facility's or street's head after it makes it that.
    if joined && capital_next && next.any(Class::ORG_WORD.or(Class::FACILITY_WORD)) && document.gap(head + 1) != b", " {
        return;
    }
    // `Terrebonne Parish` is a county.
    if document.is(head, b"parish") && document.classes(head.wrapping_sub(1)).any(Class::COUNTY) {
        return;
    }
    if document.gap(head + 1) == b" " && next.any(Class::STREET_SUFFIX) && capital_next {
        return;
    }
    let first = run::left(document, head);
    let mut last = head;
    if document.gap(head + 1) == b", "
        && capital_next
        && document.is_any(head + 1, words!["inc", "llc", "llp", "ltd", "corp", "co"])
    {
        last = head + 1;
    }
    if document.gap(head + 1) == b" " && document.is_any(head + 1, words!["of", "de"]) && token.row().value == 3 {
        let the = u32::from(document.is(head + 2, b"the"));
        if let Some((end, score)) = run::right(document, head + 2 + the)
            && score >= 2
        {
            last = end;
        }
    }
    let opens = document
        .is_any(head, words!["temple", "iglesia", "colegio", "escuela", "masjid", "congregation", "universidad"]);
    if first == head
        && opens
        && document.gap(head + 1) == b" "
        && let Some((end, score)) = run::right(document, head + 1)
        && score >= 2
    {
        last = end;
    }
    // `ATTENDS FIRST BAPTIST`: numbered congregations name nothing else.
    if first + 1 >= head
        && document.is_any(head, words!["baptist", "methodist", "presbyterian", "lutheran", "christian", "assembly"])
        && document.is_any(head.wrapping_sub(1), words!["first", "second", "third", "calvary", "grace", "faith"])
        && document.token(head.wrapping_sub(1)).is_some_and(|word| word.is_capitalised())
        && (cue(document, head - 1) || run::before(document, head - 1, 3, words!["church", "chaplain", "pastor"]))
    {
        findings.push(organization(
            run::range(document, head - 1, last),
            "name.organization",
            0.9,
            Evidence::HEAD_WORD,
        ));
        return;
    }
    let score =
        run::score(document, first, head) + if last > head { run::score(document, head + 1, last + 1) } else { 0 };
    if score < 2 || is_blocked(document, first, last) {
        return;
    }
    let strength = (first..=head)
        .filter(|index| document.classes(*index).any(Class::ORG_WORD))
        .map(|index| document.token(index).map_or(0, |token| token.row().value))
        .max()
        .unwrap_or(0);
    // `went to Bradford High`: whoever went to a hospital only visited it.
    let pupil = document
        .is_any(head, words!["high", "middle", "elementary", "school", "academy", "university", "college"])
        && run::before(document, first, 3, words!["went", "go", "going"]);
    let cued = cue(document, first) || pupil;
    let upper = run::in_capitals(document, head);
    let confidence = match (strength, cued) {
        (_, true) => 0.98,
        (3, _) if !upper && score >= 3 => 0.93,
        (3, _) if score >= 3 => 0.7,
        (2, _) if score >= 5 && !upper && !document.begins_line(first) => 0.6,
        (2, _)
            if score >= 3 && !upper && !document.begins_line(first) && names_institution(document, first, head)
                // `from Fairway Plumbing`, `with Bay Mobility`.
                || score >= 2 && !upper && names_institution(document, first, head) && comes_after(document, first) =>
        {
            0.75
        }
        _ => return,
    };
    let end = document.token(last).map_or(0, |token| token.end);
    let dotted = u32::from(
        document.byte(end) == b'.'
            && document.is_any(last, words!["inc", "co", "corp", "ltd"])
            && document.byte(end + 1) != b'\n'
            && document.byte(end + 1) != 0
            && document.byte(end + 2).is_ascii_lowercase(),
    );
    let range = run::range(document, first, last);
    findings.push(organization(range.start..range.end + dotted, "name.organization", confidence, Evidence::HEAD_WORD));
}

/// `Attends St. Demetrios`: a congregation or school that is called by its saint alone.
fn patron(document: &Document<'_>, saint: u32, findings: &mut Vec<Finding>) {
    if !matches!(document.gap(saint + 1), b" " | b". ") || !cue(document, saint) || document.gap(saint) != b" " {
        return;
    }
    if let Some((last, score)) = run::right(document, saint)
        && last > saint
        && score >= 2
    {
        findings.push(organization(
            run::range(document, saint, last),
            "name.organization.context",
            0.85,
            Evidence::CONTEXT,
        ));
    }
}

/// `her school (Cheney Middle)`, `retired librarian (Keene Public Library)`: a name in brackets behind what it is.
fn in_brackets(document: &Document<'_>, findings: &mut Vec<Finding>) {
    for at in memchr::memchr_iter(b'(', document.text) {
        // Most brackets hold figures and abbreviations' meanings: their first bytes tell, before any word is looked up.
        let (before, after) = (document.byte_before(at as u32), document.byte(at as u32 + 1));
        if before != b' ' || !(after.is_ascii_uppercase() || after == b't') {
            continue;
        }
        let mut first = document.token_at(at as u32);
        let Some(before) = first.checked_sub(1) else { continue };
        if document.gap(first) != b" (" || !document.is_any(before, SUCH_PLACES) {
            continue;
        }
        if document.is(first, b"the") {
            first += 1;
        }
        let rare = name_from(document, first).map(|last| (last, 2));
        let Some((last, score)) = rare.or_else(|| run::right(document, first)) else { continue };
        let closed = document.byte(document.token(last).map_or(0, |token| token.end));
        let plain = (first..=last).any(|index| {
            document.classes(index).any(Class::CLINICAL.or(Class::DRUG).or(Class::COUNTRY).or(Class::DEMONYM))
                && run::properness(document, index) < 2
        });
        let lone = last == first && document.classes(first).any(Class::GIVEN.or(Class::STATE).or(Class::MONTH));
        let shouted = document.token(first).is_some_and(|token| token.shape.any(Shape::ALL_UPPER.or(Shape::MIXED)));
        if score < 2
            || plain
            || lone
            || shouted
            || !matches!(closed, b')' | b',' | b' ')
            || is_blocked(document, first, last)
        {
            continue;
        }
        findings.push(organization(
            run::range(document, first, last),
            "name.organization.context",
            0.66,
            Evidence::CONTEXT,
        ));
    }
}

/// `attends New Covenant`: the verb takes its object without a preposition.
fn attended(document: &Document<'_>, findings: &mut Vec<Finding>) {
    if document.casing != Casing::Mixed {
        return;
    }
    for at in memchr::memmem::find_iter(document.text, b"ttend") {
        let verb = document.token_at((at as u32).saturating_sub(1));
        if !document.is_any(verb, words!["attends", "attended", "attend", "attending"]) {
            continue;
        }
        let the = u32::from(document.is(verb + 1, b"the"));
        let first = verb + 1 + the;
        if document.gap(first) != b" " {
            continue;
        }
        let Some(token) = document.token(first).filter(|token| token.is_capitalised()) else { continue };
        let rare = name_from(document, first).map(|last| (last, 2));
        let Some((last, score)) = rare.or_else(|| run::right(document, first)) else { continue };
        let plain = Class::TITLE.or(Class::MONTH).or(Class::WEEKDAY).or(Class::CLINICAL).or(Class::PROPER);
        let physician =
            document.is(verb, b"attending") && !document.is_any(verb.wrapping_sub(1), words!["is", "was", "started"]);
        if token.is(plain)
            || token.shape.any(Shape::ALL_UPPER)
            || score < 2
            || physician
            || is_blocked(document, first, last)
        {
            continue;
        }
        findings.push(organization(
            run::range(document, first, last),
            "name.organization.context",
            0.72,
            Evidence::CONTEXT,
        ));
    }
}

/// Heads of the middle strength that need no cue: schools, churches, companies.
fn names_institution(document: &Document<'_>, first: u32, head: u32) -> bool {
    document.is_any(
        head,
        words![
            "school",
            "company",
            "temple",
            "chapel",
            "baptist",
            "ministries",
            "isd",
            "industries",
            "restaurant",
            "casino",
            "hotel",
            "airlines",
            "plumbing",
            "roofing",
            "bakery",
            "brewery",
            "kitchen",
            "transit",
            "trucking",
            "mobility",
            "exteriors",
            "landscaping",
            "realty",
            "cleaners",
            "salon",
            "diner",
            "grill",
            "cafe",
            "seafood",
            "foods",
            "farms",
            "dairy",
            "electric",
            "logistics",
            "construction",
            "welding",
            "daycare",
            "preschool",
            "library",
            "savings",
            "coop",
            "lube",
            "unified",
            "creamery",
            "tavern",
            "pizzeria",
            "orchestra",
            "stables",
            "kennels",
            "raceway",
            "speedway",
            "lumber",
            "freight",
            "motors",
            "foundry",
            "paving",
            "masonry",
            "catering",
            "drywall",
            "haulage",
            "staffing",
            "janitorial",
            "poultry",
            "tannery",
            "sawmill",
        ],
    ) || (first..head).any(|index| {
        document.is_any(index, words!["middle", "high", "elementary", "primary"])
            && document.is_any(head, words!["school", "district"])
    })
}

/// A listed employer or university, next to a word of work or study.
fn listed(document: &Document<'_>, first: u32, last: u32, findings: &mut Vec<Finding>) {
    let capitalised = document.token(first).is_some_and(|token| token.is_capitalised());
    if cue(document, first) && (capitalised || last > first) {
        findings.push(organization(
            run::range(document, first, last),
            "name.organization.listed",
            0.85,
            Evidence::CONTEXT,
        ));
    } else if capitalised && let Some(end) = branch(document, first, last) {
        findings.push(organization(
            run::range(document, first, end),
            "name.organization.listed",
            if end > last { 0.8 } else { 0.6 },
            Evidence::CONTEXT,
        ));
    } else if last > first && document.is_any(last, words!["university", "college"]) && capitalised {
        findings.push(organization(
            run::range(document, first, last),
            "name.organization.listed",
            0.8,
            Evidence::HEAD_WORD,
        ));
    }
}

/// Whether a preposition stands right before word `first`.
fn comes_after(document: &Document<'_>, first: u32) -> bool {
    document.gap(first) == b" "
        && document.is_any(first.wrapping_sub(1), words!["from", "with", "at", "by", "for", "the", "via"])
}

/// A shop where a prescription is sent: `to the Safeway on Mountain View`, `Costco Murray`. Returns the last word of its site,
/// or `last` when only the words before tell that it is one.
fn branch(document: &Document<'_>, first: u32, last: u32) -> Option<u32> {
    let next = last + 1;
    if document.gap(next) == b" "
        && document.is_any(next, words!["on", "in", "at", "near"])
        && let Some((end, score)) = run::right(document, next + 1)
        && score > 0
    {
        return Some(end);
    }
    let told = run::before(
        document,
        first,
        6,
        words![
            "pharmacy",
            "rx",
            "rxs",
            "script",
            "scripts",
            "prescription",
            "prescriptions",
            "refill",
            "refills",
            "send",
            "sent",
            "sending",
            "called",
            "pickup",
            "fill",
            "fills",
            "filled",
            "escribed",
            "erx",
            "uses",
            "parked",
            "bought"
        ],
    );
    told.then_some(last)
}

/// `works at Grayson Tile & Stone`: the pivot is the preposition.
fn after_cue(document: &Document<'_>, preposition: u32, findings: &mut Vec<Finding>) {
    let mut first = preposition + 1;
    if document.is(first, b"the") {
        first += 1;
    }
    let Some(token) = document.token(first) else { return };
    let written = token.is_capitalised() || token.has_digit() && !token.is_number();
    if !written || document.gap(first) != b" " || !belongs(document, preposition, 4) {
        return;
    }
    if token.is(Class::TITLE.or(Class::MONTH).or(Class::WEEKDAY).or(Class::STATE).or(Class::COUNTRY))
        && !run::is_saint(document, first)
    {
        return;
    }
    let Some((last, score)) = run::right(document, first) else { return };
    let upper = run::in_capitals(document, first);
    let city = document.classes(first).any(Class::CITY) && last == first && !document.is(preposition, b"at");
    // Who works *at* a name works at a company.
    let lone_name =
        last == first && token.is(Class::GIVEN.or(Class::SURNAME)) && !(document.is(preposition, b"at") && !upper);
    let headed = document.classes(last).any(Class::ORG_WORD.or(Class::FACILITY_WORD));
    let weak = document.is_any(preposition, words!["of", "to", "with", "from"]) && !headed;
    if score < 2 + u32::from(upper) * 2 || city || lone_name || weak || is_blocked(document, first, last) {
        return;
    }
    let confidence = if headed {
        0.85
    } else if last > first {
        0.75
    } else {
        0.6
    };
    findings.push(organization(
        run::range(document, first, last),
        "name.organization.context",
        confidence,
        Evidence::CONTEXT,
    ));
}

/// The value of an employer's or school's label.
fn labelled(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let Some(token) = document.token(field.value) else { return };
    // `Employer Levi Strauss`, at the beginning of a line or sentence.
    if field.tie == Tie::Adjacent {
        beside(document, field, findings);
        return;
    }
    if field.tie < Tie::Separated
        || run::is_no_value(document, field.value)
        || token.is_number()
        || run::is_markup(document, field)
    {
        return;
    }
    let range = run::value(document, field, b",");
    let written = token.is_capitalised() || token.has_digit() || field.tie == Tie::Structural;
    if !written || range.len() < 2 || !run::has_name(document, field.value, range.end) && field.label == Label::School {
        return;
    }
    // `Prairie Gold Poultry, Inc.` goes on after the comma.
    let after = document.token_at(range.end);
    let corporate =
        document.gap(after) == b", " && document.is_any(after, words!["inc", "llc", "llp", "ltd", "corp", "co"]);
    let end = if corporate { document.token(after).map_or(range.end, |token| token.end) } else { range.end };
    let end = end + u32::from(corporate && document.byte(end) == b'.');
    findings.push(organization(range.start..end, "name.organization.labelled", 0.95, Evidence::LABEL));
}

/// A name right behind a label that begins its line or sentence, without a separator.
fn beside(document: &Document<'_>, field: &Field, findings: &mut Vec<Finding>) {
    let begins = document.begins_line(field.first) || matches!(document.gap(field.first), b". " | b".  " | b"  ");
    let capital = |index: u32| document.token(index).is_some_and(|token| token.is_capitalised());
    if !begins || !capital(field.first) || !capital(field.value) || run::in_capitals(document, field.value) {
        return;
    }
    let Some((last, score)) = run::right(document, field.value) else { return };
    let other = (field.value..=last)
        .any(|index| document.classes(index).any(Class::CLINICAL.or(Class::TITLE).or(Class::ROLE).or(Class::RELATION)));
    if score < 2 || other || run::is_no_value(document, field.value) || is_blocked(document, field.value, last) {
        return;
    }
    findings.push(organization(
        run::range(document, field.value, last),
        "name.organization.labelled",
        0.75,
        Evidence::LABEL,
    ));
}

/// `goes to linden elementary`, `works at ross distribution`: in a message, words that are names or unknown before the head.
fn in_message(document: &Document<'_>, head: u32, findings: &mut Vec<Finding>) {
    if document.gap(head) != b" " || document.token(head).is_none_or(|token| token.row().value < 2) {
        return;
    }
    let mut first = head;
    let mut named = false;
    while first > 0 && head - first < 3 && document.gap(first) == b" " {
        let Some(token) = document.token(first - 1) else { break };
        let saint = run::is_saint(document, first - 1);
        if token.is(Class::FUNCTION.or(Class::CLINICAL).or(Class::ROLE).or(Class::RELATION)) && !saint
            || token.has_digit()
            || run::properness(document, first - 1) == 0
                && !saint
                && !document.is_any(first - 1, words!["middle", "high", "elementary", "lutheran", "baptist"])
        {
            break;
        }
        named |= token.row == 0 && token.len() >= 4
            || token.is(Class::SURNAME.or(Class::GIVEN).or(Class::CITY)) && run::properness(document, first - 1) >= 2;
        first -= 1;
    }
    let told = cue(document, first)
        || run::before(document, first, 4, words!["school", "church", "employer", "work", "job", "went", "go", "goes"])
            && is_preposition(document, first.wrapping_sub(1));
    if named && first < head && told && !is_blocked(document, first, head) {
        findings.push(organization(
            run::range(document, first, head),
            "name.organization.lower",
            0.65,
            Evidence::HEAD_WORD | Evidence::CONTEXT,
        ));
    }
}
