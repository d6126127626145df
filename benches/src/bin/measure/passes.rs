//! The core in turns with another program: that program asks for each pass, so that a busy machine slows both alike.

use std::io::{BufRead, Write, stdin, stdout};

use unphi_benches::clock::timed;
use unphi_benches::contestants::{self, SAFE_HARBOR};
use unphi_benches::corpus;

/// For each line on standard input de-identifies the texts once, warm, and prints the seconds of processor time.
pub(crate) fn serve() -> Result<(), String> {
    let documents = corpus::documents();
    let mut core = contestants::all()
        .into_iter()
        .find(|contestant| contestant.name == SAFE_HARBOR)
        .ok_or_else(|| format!("there is no contestant {SAFE_HARBOR:?}"))?;
    (core.pass)(&documents);
    for line in stdin().lock().lines() {
        line.map_err(|error| error.to_string())?;
        let (found, seconds) = timed(|| (core.pass)(&documents));
        assert!(found > 0, "nothing is found");
        let mut out = stdout().lock();
        writeln!(out, "{seconds:.9}").and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    }
    Ok(())
}
