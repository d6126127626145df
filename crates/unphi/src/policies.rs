//! How a policy is written, and what each part does. This module is documentation.
//!
//! A policy file is TOML. Every key is optional: an empty file is the default, Safe Harbor.
//!
//! ```
//! let policy = unphi::Policy::from_toml(r#"
//!     profile = "safe-harbor"         # what the rest changes: safe-harbor, limited-data-set, pseudonymize, reversible
//!     name = "research lake"          # shown in manifests; the profile's by default
//!     claim = "safe-harbor"           # what it must meet: safe-harbor, limited-data-set, expert-determination
//!     providers = "keep"              # names behind `Dr.` or before `, MD` stay; `replace` by default
//!     census = 2020                   # whose ZIP prefixes: 2000, 2010, 2020, or "strictest" (all three, the default)
//!     min_confidence = 0.4            # the confidence from which findings count; 0.5 by default
//!     allow = ["Mercy"]               # never removed, where it is all of a finding
//!     deny = ["Project Falcon"]       # always removed
//!
//!     [operators]
//!     name = "numbered-tag"           # an identifier with all its kinds ...
//!     "name/organization" = "tag"     # ... and one kind of it
//!     mrn = "remove"
//!
//!     [thresholds]                    # as in [operators]: an identifier, or one kind of it
//!     name = 0.3
//!     "geographic/city" = 0.7
//!
//!     [[rule]]                        # recognizers of your own, as in `Builder::rules`
//!     name = "ward-badge"
//!     identifier = "other"
//!     kind = "badge"
//!     patterns = ['\bBDG-\d{6}\b']
//! "#)?;
//! let deid = unphi::Deidentifier::builder().policy(policy).build()?;
//! let out = deid.deidentify("Dr. Rose met Mrs. Ruiz of Project Falcon, BDG-204816. MRN: 00482913. Mrs. Ruiz is well.")?;
//! assert_eq!(out.text(), "Dr. Rose met Mrs. [NAME_1] of [OTHER], [OTHER]. MRN: . Mrs. [NAME_1] is well.");
//! # Ok::<(), unphi::Error>(())
//! ```
//!
//! An unknown key, identifier, kind or operator is an error that names its line; so is an operator that departs from what
//! the policy claims.
//!
//! # Profiles
//!
//! | profile | names, numbers | dates | ages over 89 | ZIP codes | claims |
//! |---|---|---|---|---|---|
//! | `safe-harbor` | tags | year | `90+` | three digits | Safe Harbor, 45 CFR 164.514(b)(2) |
//! | `limited-data-set` | tags; towns stay | stay | stay | stay | limited data set, 45 CFR 164.514(e) |
//! | `pseudonymize` | surrogates | shifted | `90+` | three digits | nothing without an expert, 45 CFR 164.514(b)(1) |
//! | `reversible` | encrypted | encrypted | encrypted | encrypted | nothing without an expert |
//!
//! # Operators
//!
//! They are listed with examples on [`Operator`](crate::Operator). A mask has settings:
//!
//! ```
//! let policy = unphi::Policy::from_toml(r##"
//!     claim = "expert-determination"
//!     [operators]
//!     ssn = { operator = "mask", with = "#", keep_last = 4 }
//! "##)?;
//! let deid = unphi::Deidentifier::builder().policy(policy).build()?;
//! assert_eq!(deid.deidentify("SSN: 219-09-9999")?.text(), "SSN: ###-##-9999");
//! # Ok::<(), unphi::Error>(())
//! ```
//!
//! # Claims
//!
//! A policy claims a [`Standard`](crate::Standard), its profile's unless it says `claim`. An operator that departs from the
//! claim makes the file an error, so that a policy called Safe Harbor is one by its letter:
//!
//! | operator | Safe Harbor | limited data set |
//! |---|---|---|
//! | `remove`, `tag`, `numbered-tag` | yes | yes |
//! | `generalize` | yes; with a census that is not the current one, no | yes |
//! | `keep` | no | dates, ages, towns, ZIP codes, other codes: 164.514(e)(2) does not list them |
//! | `shift` | no: finer than a year, 164.514(b)(2)(i)(C) | yes |
//! | `mask` | no: parts of identifiers count | no |
//! | `hash`, `encrypt`, `encrypt-digits`, `surrogate` | no: derived from the patient's data, 164.514(c)(1) | no |
//!
//! ```
//! use unphi::{Policy, Standard};
//!
//! let error = Policy::from_toml("[operators]\ndate = \"shift\"").unwrap_err().to_string();
//! assert!(error.starts_with("policy, line 2: date departs from safe-harbor"));
//!
//! let policy = Policy::from_toml("claim = \"limited-data-set\"\n[operators]\ndate = \"shift\"")?;
//! assert_eq!(policy.meets(), Standard::LimitedDataSet);
//! # Ok::<(), unphi::Error>(())
//! ```
//!
//! [`Policy::paragraphs`](crate::Policy::paragraphs) (`unphi policy check` in the shell) says it for each of the paragraphs
//! (A) to (R). It judges what is written in the place of an identifier, not whether all of them were found, and not what
//! else the reader may know.
//!
//! # Keys
//!
//! `hash`, `encrypt`, `encrypt-digits`, `shift` and `surrogate` need a [`Key`](crate::Key): at least 32 random bytes.
//!
//! ```
//! use unphi::{Deidentifier, Key, Policy};
//!
//! # let bytes = [7; 32];
//! let deid = Deidentifier::builder().policy(Policy::reversible()).key(Key::from_bytes(&bytes)?).build()?;
//! let out = deid.deidentify("Mrs. Ruiz, MRN: 00482913")?;
//! assert!(out.text().starts_with("Mrs. [NAME:E1:"));
//!
//! // An answer that quotes the tokens in its own order:
//! let (name, mrn) = out.text().split_once(", MRN: ").unwrap();
//! let answer = format!("Patient {mrn} is {name}.");
//! assert_eq!(deid.reidentify(&answer)?.text(), "Patient 00482913 is Mrs. Ruiz.");
//! # Ok::<(), unphi::Error>(())
//! ```

#![forbid(unsafe_code)]
