//! Before a logger of the `log` crate.

use std::borrow::Cow;

use log::kv::{self, Key, Value, VisitSource};
use log::{Log, Metadata, Record};

use crate::Scrubber;
use crate::scrubber::Entry;

/// A logger whose records are scrubbed; see [`Scrubber::logger`].
#[derive(Clone, Debug)]
pub struct ScrubbedLog<L> {
    scrubber: Scrubber,
    inner: L,
}

impl Scrubber {
    /// Puts this scrubber before a logger: the message and the key-value pairs of every record are scrubbed.
    ///
    /// ```
    /// let logger = unphi_tracing::Scrubber::default().logger(env_logger::Logger::from_default_env());
    /// log::set_boxed_logger(Box::new(logger))?;
    /// log::set_max_level(log::LevelFilter::Info);
    /// # Ok::<(), log::SetLoggerError>(())
    /// ```
    #[must_use]
    pub fn logger<L: Log>(&self, inner: L) -> ScrubbedLog<L> {
        ScrubbedLog { scrubber: self.clone(), inner }
    }
}

impl<L: Log> Log for ScrubbedLog<L> {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.inner.enabled(metadata)
    }

    fn log(&self, record: &Record<'_>) {
        if !self.inner.enabled(record.metadata()) {
            return;
        }
        let message = match record.args().as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(record.args().to_string()),
        };
        let mut pairs = Pairs::default();
        // Collecting does not fail; were it to, the pairs that are missing are not passed on.
        let _ = record.key_values().visit(&mut pairs);
        let mut entries = vec![Entry { label: "", text: message }];
        entries.extend(
            pairs.0.iter().map(|(key, value)| Entry { label: key.as_str(), text: Cow::Owned(value.to_string()) }),
        );
        let mut clean = self.scrubber.entries(&entries);
        let message = clean.remove(0).map_or_else(|| entries.swap_remove(0).text, Cow::Owned);
        let values: Vec<(&str, Value<'_>)> = pairs
            .0
            .iter()
            .zip(&clean)
            .map(|((key, value), clean)| (key.as_str(), clean.as_deref().map_or_else(|| value.clone(), Value::from)))
            .collect();
        self.inner.log(&record.to_builder().args(format_args!("{message}")).key_values(&values.as_slice()).build());
    }

    fn flush(&self) {
        self.inner.flush();
    }
}

#[derive(Default)]
struct Pairs<'kvs>(Vec<(Key<'kvs>, Value<'kvs>)>);

impl<'kvs> VisitSource<'kvs> for Pairs<'kvs> {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), kv::Error> {
        self.0.push((key, value));
        Ok(())
    }
}
