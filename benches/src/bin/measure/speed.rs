//! All contestants in turns in one run, so that a busy machine slows all alike, and the scores beside the speed.

use unphi_benches::clock::{median, timed};
use unphi_benches::contestants::{self, Contestant, DETECT, MEMCHR, NAIVE, REGEXES, SAFE_HARBOR, UTF8};
use unphi_benches::corpus;

use crate::{ROUNDS, scores, threads};

/// Texts of one sort.
struct Sort {
    name: &'static str,
    documents: Vec<String>,
}

fn sorts() -> Vec<Sort> {
    let notes = corpus::documents();
    if corpus::is_given() {
        return vec![Sort { name: "as they are", documents: notes }];
    }
    let whole = |documents: &[String]| {
        let text = documents.concat();
        let end = text.floor_char_boundary(1_000_000);
        vec![text.get(..end).unwrap_or_default().to_owned()]
    };
    let sorts = [
        ("200 B", corpus::pieces(&notes, 200)),
        ("1 MB", whole(&notes)),
        ("3 KB, lines without identifiers", corpus::without_identifiers()),
        ("3 KB, ALL CAPS", corpus::capitals(&notes)),
        ("3 KB, Unicode everywhere", corpus::unicode(&notes)),
    ];
    let sorts = sorts.map(|(name, documents)| Sort { name, documents });
    std::iter::once(Sort { name: "3 KB", documents: notes }).chain(sorts).collect()
}

/// Seconds of each contestant in each round.
struct Times {
    sort: Sort,
    seconds: Vec<Vec<f64>>,
    found: Vec<Option<usize>>,
}

/// Measures, and prints Markdown.
pub(crate) fn print() {
    let mut contestants = contestants::all();
    let empty =
        |sort| Times { sort, seconds: vec![Vec::new(); contestants.len()], found: vec![None; contestants.len()] };
    let mut times: Vec<Times> = sorts().into_iter().map(empty).collect();
    // The first round warms up.
    for round in 0..=ROUNDS {
        for times in &mut times {
            for (at, contestant) in contestants.iter_mut().enumerate() {
                if contestant.is_slow() && round > 3 {
                    continue;
                }
                let (found, seconds) = timed(|| (contestant.pass)(&times.sort.documents));
                // A benchmark is a test as well: each round must find the same.
                assert!(found > 0 || contestant.name == MEMCHR, "{} finds nothing", contestant.name);
                assert_eq!(*times.found[at].get_or_insert(found), found, "{}", contestant.name);
                if round > 0 {
                    times.seconds[at].push(seconds);
                }
            }
        }
    }
    print_sorts(&contestants, &times);
    if let Some(first) = times.first() {
        print_contestants(&contestants, first);
        threads::print(&first.sort.documents);
    }
    if !corpus::is_given() {
        scores::print();
    }
}

impl Times {
    /// Megabytes a second of contestant `at`.
    fn speed(&self, at: usize) -> f64 {
        corpus::bytes(&self.sort.documents) as f64 / 1e6 / median(self.seconds[at].clone())
    }

    /// How many times as fast as `other` contestant `at` is, round by round.
    fn ratio(&self, at: usize, other: usize) -> f64 {
        median(self.seconds[at].iter().zip(&self.seconds[other]).map(|(one, other)| other / one).collect())
    }
}

fn place(contestants: &[Contestant], name: &str) -> usize {
    contestants.iter().position(|contestant| contestant.name == name).expect("a contestant of this name")
}

fn print_sorts(contestants: &[Contestant], times: &[Times]) {
    let [detect, rewrite, regexes, naive] = [DETECT, SAFE_HARBOR, REGEXES, NAIVE].map(|name| place(contestants, name));
    println!(
        "Median of {ROUNDS} rounds, in turns; one thread, its processor time; ratio to the regexes at once on the same texts.\n"
    );
    println!(
        "| documents | spans per KB | unphi, detect, MB/s | unphi, detect and rewrite, MB/s | documents/s | regexes at \
         once, MB/s | **ratio**, rewrite | ratio, detect | regexes in a loop, MB/s |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for one in times {
        let bytes = corpus::bytes(&one.sort.documents) as f64;
        println!(
            "| {} | {:.1} | {:.1} | {:.1} | {:.0} | {:.0} | **{:.3}** | {:.3} | {:.1} |",
            one.sort.name,
            one.found[detect].unwrap_or_default() as f64 / bytes * 1e3,
            one.speed(detect),
            one.speed(rewrite),
            one.speed(rewrite) * 1e6 * one.sort.documents.len() as f64 / bytes,
            one.speed(regexes),
            one.ratio(rewrite, regexes),
            one.ratio(detect, regexes),
            one.speed(naive),
        );
        assert_eq!(one.found[detect], one.found[rewrite], "detect and deidentify find the same");
    }
    let limits = [MEMCHR, UTF8].map(|name| times.first().map_or(0.0, |first| first.speed(place(contestants, name))));
    println!("\nLimits, on the first row's texts: {MEMCHR} {:.0} MB/s; {UTF8} {:.0} MB/s.", limits[0], limits[1]);
}

fn print_contestants(contestants: &[Contestant], times: &Times) {
    let regexes = place(contestants, REGEXES);
    println!("\n| the first row's texts | MB/s | ratio |\n|---|--:|--:|");
    for (at, contestant) in contestants.iter().enumerate() {
        println!("| {} | {:.1} | {:.3} |", contestant.name, times.speed(at), times.ratio(at, regexes));
    }
}
