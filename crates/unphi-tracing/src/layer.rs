//! Before one sink of `tracing`.

use tracing_core::span::{Attributes, Id, Record};
use tracing_core::subscriber::Interest;
use tracing_core::{Dispatch, Event, LevelFilter, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::Scrubber;

/// A layer whose events and spans are scrubbed; see [`Scrubber::layer`].
#[derive(Clone, Debug)]
pub struct ScrubbedLayer<L> {
    scrubber: Scrubber,
    inner: L,
}

impl Scrubber {
    /// Puts this scrubber before one layer. A filter goes around it, `scrubber.layer(fmt::layer()).with_filter(filter)`, and
    /// not within.
    ///
    /// A `fmt` layer keeps the fields of spans in the registry, where layers beside it print them from: scrub all of the layers
    /// that do, or use [`subscriber`](Self::subscriber).
    ///
    /// ```
    /// use tracing_subscriber::{filter::LevelFilter, fmt, prelude::*};
    ///
    /// let scrubber = unphi_tracing::Scrubber::default();
    /// let layer = scrubber.layer(fmt::layer()).with_filter(LevelFilter::INFO);
    /// let subscriber = tracing_subscriber::registry().with(layer);
    /// # drop(subscriber);
    /// ```
    #[must_use]
    pub fn layer<L>(&self, inner: L) -> ScrubbedLayer<L> {
        ScrubbedLayer { scrubber: self.clone(), inner }
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>, L: Layer<S>> Layer<S> for ScrubbedLayer<L> {
    fn on_new_span(&self, attrs: &Attributes<'_>, id: &Id, ctx: Context<'_, S>) {
        self.scrubber.with_attributes(attrs, |attrs| self.inner.on_new_span(attrs, id, ctx));
    }

    fn on_record(&self, span: &Id, values: &Record<'_>, ctx: Context<'_, S>) {
        // A record of a span that is not there goes nowhere.
        if let Some(metadata) = ctx.metadata(span) {
            self.scrubber.with_record(values, metadata, |values| self.inner.on_record(span, values, ctx));
        }
    }

    fn event_enabled(&self, event: &Event<'_>, ctx: Context<'_, S>) -> bool {
        self.scrubber.with_event(event, |event| self.inner.event_enabled(event, ctx))
    }

    fn on_event(&self, event: &Event<'_>, ctx: Context<'_, S>) {
        self.scrubber.with_event(event, |event| self.inner.on_event(event, ctx));
    }

    // What carries no values is passed on.

    fn on_register_dispatch(&self, subscriber: &Dispatch) {
        self.inner.on_register_dispatch(subscriber);
    }

    fn on_layer(&mut self, subscriber: &mut S) {
        self.inner.on_layer(subscriber);
    }

    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        self.inner.register_callsite(metadata)
    }

    fn enabled(&self, metadata: &Metadata<'_>, ctx: Context<'_, S>) -> bool {
        self.inner.enabled(metadata, ctx)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        self.inner.max_level_hint()
    }

    fn on_follows_from(&self, span: &Id, follows: &Id, ctx: Context<'_, S>) {
        self.inner.on_follows_from(span, follows, ctx);
    }

    fn on_enter(&self, id: &Id, ctx: Context<'_, S>) {
        self.inner.on_enter(id, ctx);
    }

    fn on_exit(&self, id: &Id, ctx: Context<'_, S>) {
        self.inner.on_exit(id, ctx);
    }

    fn on_close(&self, id: Id, ctx: Context<'_, S>) {
        self.inner.on_close(id, ctx);
    }

    fn on_id_change(&self, old: &Id, new: &Id, ctx: Context<'_, S>) {
        self.inner.on_id_change(old, new, ctx);
    }
}
