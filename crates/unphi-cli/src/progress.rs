//! How far are we? A bar on standard error, only where that is a terminal and the documents do not go there themselves.

use std::io::{IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::{Failure, Tally};

/// The bar, and the count of what was done.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    pub(crate) tally: Tally,
}

impl Progress {
    /// For `documents` documents, if their number is known.
    pub(crate) fn new(documents: Option<u64>, to_stdout: bool) -> Self {
        let shown = std::io::stderr().is_terminal() && !(to_stdout && std::io::stdout().is_terminal());
        let bar = shown.then(|| {
            let template = match documents {
                Some(_) => "{elapsed_precise} {wide_bar} {human_pos}/{human_len} documents, {per_sec}",
                None => "{elapsed_precise} {spinner} {human_pos} documents, {per_sec}",
            };
            let bar = ProgressBar::with_draw_target(documents, ProgressDrawTarget::stderr_with_hz(5));
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self { bar, tally: Tally::default() }
    }

    /// So many documents are done.
    pub(crate) fn done(&mut self, documents: u64) {
        self.tally.done += documents;
        self.advance(documents);
    }

    /// A document was withheld: says so on standard error.
    pub(crate) fn withhold(&mut self, failure: &Failure) {
        self.tally.withheld += 1;
        // Standard error may be closed; there is nowhere left to say so.
        let say = || drop(writeln!(std::io::stderr(), "unphi: {failure}"));
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
        self.advance(1);
    }

    fn advance(&self, documents: u64) {
        if let Some(bar) = &self.bar {
            bar.inc(documents);
        }
    }

    /// Removes the bar and sums up.
    pub(crate) fn finish(self) -> Tally {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        let Tally { done, withheld } = self.tally;
        if withheld > 0 {
            let _ = writeln!(
                std::io::stderr(),
                "unphi: {withheld} withheld, {done} done; what is withheld is in no output"
            );
        }
        self.tally
    }
}
