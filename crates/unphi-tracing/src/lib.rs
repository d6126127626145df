//! Logs without PHI: takes the 18 HIPAA identifiers out of [`tracing`](https://docs.rs/tracing) events and spans and of
//! [`log`](https://docs.rs/log) records before any sink sees them.
//!
//! ```
//! use tracing_subscriber::{fmt, prelude::*};
//!
//! let scrubber = unphi_tracing::Scrubber::default();
//! let subscriber = scrubber.subscriber(tracing_subscriber::registry().with(fmt::layer()));
//! tracing::subscriber::with_default(subscriber, || {
//!     // Printed as: admitted [NAME] mrn="[MRN]" attempt=4
//!     tracing::info!(mrn = "00482913", attempt = 4, "admitted Mr. John Smith");
//! });
//! ```
//!
//! - [`Scrubber::subscriber`] stands before all sinks of a service. Prefer it: a sink that is added later is covered too.
//! - [`Scrubber::layer`] stands before one sink.
//! - [`Scrubber::logger`] stands before a [`log::Log`].
//!
//! The message and every value of an event are read as one text, each value behind its field's name, so that `mrn = 482913` is
//! told from `bytes = 771204`, and a name that is sure in the message is found in a field as well. A value in which nothing
//! is found goes on as it was, with its type; another becomes a text.
//!
//! Not scrubbed, because they are of the program and not of its data: the names of fields, spans and events, targets, modules
//! and files. Do not put data there.
//!
//! What cannot be scrubbed is replaced by [`WITHHELD`]. A scrubbed sink cannot be reached by a downcast of its subscriber:
//! libraries use that to write past the records (OpenTelemetry's `set_attribute` does), and such values would not be scrubbed.

#![forbid(unsafe_code)]

#[cfg(feature = "tracing")]
mod layer;
#[cfg(feature = "log")]
mod logger;
mod scrubber;
#[cfg(feature = "tracing")]
mod subscriber;
#[cfg(feature = "tracing")]
mod values;

#[cfg(feature = "tracing")]
pub use layer::ScrubbedLayer;
#[cfg(feature = "log")]
pub use logger::ScrubbedLog;
pub use scrubber::{Scrubber, WITHHELD};
#[cfg(feature = "tracing")]
pub use subscriber::ScrubbedSubscriber;
