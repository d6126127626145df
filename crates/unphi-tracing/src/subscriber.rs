//! Before every sink of `tracing`.

use tracing_core::span::{Attributes, Current, Id, Record};
use tracing_core::subscriber::Interest;
use tracing_core::{Dispatch, Event, LevelFilter, Metadata, Subscriber};
use tracing_subscriber::registry::{LookupSpan, SpanData};

use crate::Scrubber;

/// A subscriber whose events and spans are scrubbed; see [`Scrubber::subscriber`].
#[derive(Clone, Debug)]
pub struct ScrubbedSubscriber<S> {
    scrubber: Scrubber,
    inner: S,
}

impl Scrubber {
    /// Puts this scrubber before a subscriber, a registry with its layers, and so before every layer that it has.
    ///
    /// ```
    /// use tracing_subscriber::{fmt, prelude::*};
    ///
    /// let sinks = tracing_subscriber::registry().with(fmt::layer());
    /// let subscriber = unphi_tracing::Scrubber::default().subscriber(sinks);
    /// # #[cfg(any())]
    /// tracing::subscriber::set_global_default(subscriber)?;
    /// # drop(subscriber);
    /// ```
    #[must_use]
    pub fn subscriber<S>(&self, inner: S) -> ScrubbedSubscriber<S> {
        ScrubbedSubscriber { scrubber: self.clone(), inner }
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Subscriber for ScrubbedSubscriber<S> {
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.scrubber.with_attributes(span, |span| self.inner.new_span(span))
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        // A record of a span that is not there goes nowhere.
        if let Some(metadata) = self.inner.span_data(span).map(|data| data.metadata()) {
            self.scrubber.with_record(values, metadata, |values| self.inner.record(span, values));
        }
    }

    fn event_enabled(&self, event: &Event<'_>) -> bool {
        self.scrubber.with_event(event, |event| self.inner.event_enabled(event))
    }

    fn event(&self, event: &Event<'_>) {
        self.scrubber.with_event(event, |event| self.inner.event(event));
    }

    // What carries no values is passed on.

    fn on_register_dispatch(&self, subscriber: &Dispatch) {
        self.inner.on_register_dispatch(subscriber);
    }

    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        self.inner.register_callsite(metadata)
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.inner.enabled(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        self.inner.max_level_hint()
    }

    fn record_follows_from(&self, span: &Id, follows: &Id) {
        self.inner.record_follows_from(span, follows);
    }

    fn enter(&self, span: &Id) {
        self.inner.enter(span);
    }

    fn exit(&self, span: &Id) {
        self.inner.exit(span);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.inner.clone_span(id)
    }

    fn try_close(&self, id: Id) -> bool {
        self.inner.try_close(id)
    }

    fn current_span(&self) -> Current {
        self.inner.current_span()
    }
}
