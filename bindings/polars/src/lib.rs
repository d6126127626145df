//! The native half of the Python package `unphi-polars`: two functions that Polars calls as columns go by.
//!
//! | module | question |
//! |---|---|
//! | `abi` | how does Polars call a plugin, and how do columns cross? |
//! | `call` | what was asked for, with which engine? |
//! | `engine` | how do settings become an engine, once? |
//! | `person` | whom is each text about? |
//! | `column` | how does a column go through, and what comes of it? |
//! | `failure` | what is said of a query that fails? |
//!
//! Polars' own crates are not linked: a plugin of theirs is bound to one version of them, while what is spoken here is the
//! interface below, version 0.1, which has outlived many.

mod abi;
mod call;
mod column;
mod engine;
mod failure;
mod person;
