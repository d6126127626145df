//! What the benchmarks measure on, and what they measure against. `README.md` beside it has the numbers, `BIAS.md` says
//! in which direction they lean.

#![forbid(unsafe_code)]

pub mod baseline;
pub mod clock;
pub mod contestants;
pub mod corpus;
pub mod gate;
pub mod gold;
pub mod hot_path;
pub mod naive;
