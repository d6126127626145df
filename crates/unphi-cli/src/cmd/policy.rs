//! `unphi policy`: a policy in full, and what part of the Privacy Rule it meets.

use std::fmt::Write as _;

use unphi::{Policy, Providers, Standard};

use crate::args::PolicyCommand;
use crate::engine;
use crate::failure::{Stop, Tally};
use crate::output::Output;

pub(crate) fn run(command: &PolicyCommand) -> Result<Tally, Stop> {
    let page = match command {
        PolicyCommand::Show { policy } => engine::policy("policy show ", policy)?.to_toml(),
        PolicyCommand::Check { policy } => check(&engine::policy("policy check ", policy)?),
    };
    let mut output = Output::stdout();
    output.write_all(page.as_bytes()).and_then(|()| output.finish()).map_err(|error| Stop::stdout(&error))?;
    Ok(Tally::default())
}

/// One line for each paragraph, with the reasons below it.
fn check(policy: &Policy) -> String {
    let mut page = String::new();
    // Writing to a `String` cannot fail.
    let _ = write(&mut page, policy);
    page
}

fn write(page: &mut String, policy: &Policy) -> std::fmt::Result {
    let meets = policy.meets();
    writeln!(page, "policy       {}", policy.name())?;
    writeln!(page, "claims       {}, {}", policy.claim(), policy.claim().citation())?;
    writeln!(page, "meets        {meets}, {}", meets.citation())?;
    writeln!(page, "fingerprint  {}", policy.fingerprint())?;
    if policy.needs_key() {
        writeln!(
            page,
            "needs        a key{}",
            if policy.needs_subject() { ", and a subject for each document" } else { "" }
        )?;
    }
    writeln!(page, "\n45 CFR 164.514(b)(2)(i)")?;
    for paragraph in policy.paragraphs() {
        writeln!(
            page,
            "({}) {:<12} {:<22} {}",
            paragraph.letter(),
            paragraph.identifier().name(),
            paragraph.standard().name(),
            paragraph.does()
        )?;
        for reason in paragraph.reasons() {
            writeln!(page, "                 - {reason}")?;
        }
    }
    writeln!(page)?;
    if policy.providers() == Providers::Keep {
        writeln!(
            page,
            "Names of providers stay. 164.514(b)(2)(i) lists identifiers of the individual, relatives, employers and\nhousehold members; a provider who is one of them must be found by other means."
        )?;
    }
    let note = match meets {
        Standard::SafeHarbor => {
            "What replaces the identifiers that are found meets the letter of Safe Harbor. Whether all are found is a\n\
             question of recall (unphi eval), and nothing else may be known that identifies the patient: (b)(2)(ii)."
        }
        Standard::LimitedDataSet => {
            "The result is protected health information still: share it only for research, public health or operations,\n\
             under a data use agreement (164.514(e)(3) and (4))."
        }
        Standard::ExpertDetermination => {
            "The result counts as de-identified only when an expert has found the risk to be very small and has\n\
             documented it (164.514(b)(1)). Whoever holds the key can lead it back."
        }
    };
    writeln!(page, "{note}")
}
