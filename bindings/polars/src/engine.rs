//! How settings become an engine, once: Polars calls with the same ones for every batch, from all of its threads.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use serde::Deserialize;
use unphi::{Deidentifier, Key, Policy};
use unphi_ner::{BackEnd, Choice};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::person;

/// Engines that are kept: more than a query has.
const KEPT: usize = 32;

/// The settings of a `Deidentifier` of the package `unphi`, as JSON. A setting that is not known here is an error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    policy: Option<String>,
    key: Option<Source>,
    previous_keys: Vec<Source>,
    min_confidence: Option<f64>,
    allow: Vec<String>,
    deny: Vec<String>,
    rules: Option<String>,
    /// Of each person what a value is, and the value.
    subjects: Vec<Vec<(String, String)>>,
    ner: Option<String>,
}

/// Where a key is, never the key: the settings are part of a query's plan, which is printed and written to disk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    place: Place,
    /// The key that was there when the query was written.
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    File(PathBuf),
    Env(String),
}

/// The engine that `settings` describe.
pub(crate) fn of(settings: &str) -> Result<Arc<Deidentifier>, Failure> {
    static ENGINES: Mutex<Vec<(String, Arc<Deidentifier>)>> = Mutex::new(Vec::new());
    // Held while one is built, so that the threads that wait for it do not build it as well.
    let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    let engine = match engines.iter().position(|(known, _)| known == settings) {
        Some(at) => engines.remove(at).1,
        None => Arc::new(build(settings)?),
    };
    // The one used last stands last.
    engines.push((settings.to_owned(), engine.clone()));
    if engines.len() > KEPT {
        engines.remove(0);
    }
    Ok(engine)
}

fn build(settings: &str) -> Result<Deidentifier, Failure> {
    // The reader's own message would quote what it has met.
    let settings: Settings = serde_json::from_str(settings).map_err(|_| {
        Failure::new("the settings are not those of this version: install unphi-polars and unphi of the same")
    })?;
    let mut builder = Deidentifier::builder().allow(&settings.allow).deny(&settings.deny);
    if let Some(policy) = &settings.policy {
        builder = builder.policy(Policy::from_toml(policy)?);
    }
    if let Some(key) = settings.key {
        builder = builder.key(key.read()?);
    }
    for key in settings.previous_keys {
        builder = builder.previous_key(key.read()?);
    }
    if let Some(confidence) = settings.min_confidence {
        builder = builder.min_confidence(confidence as f32);
    }
    if let Some(rules) = &settings.rules {
        builder = builder.rules(rules);
    }
    for facts in &settings.subjects {
        let each = facts.iter().map(|(fact, value)| (fact.as_str(), value.as_str()));
        builder = builder.subject(person::subject(each)?);
    }
    if let Some(which) = &settings.ner {
        let choice = Choice { back_end: BackEnd::Native, ..Choice::default() };
        let chosen =
            unphi_ner::choose(which.as_ref(), &choice).map_err(|error| Failure::new(format!("ner: {error}")))?;
        if let Some(chosen) = chosen {
            builder = builder.name_model(chosen.model, chosen.ask);
        }
    }
    Ok(builder.build()?)
}

impl Source {
    fn read(self) -> Result<Key, Failure> {
        let (key, place) = match self.place {
            Place::File(path) => {
                let contents = fs::read(path).map(Zeroizing::new);
                let contents = contents.map_err(|error| Failure::new(error.to_string()).of("the key file"))?;
                (Key::from_file_contents(&contents), "the key file".to_owned())
            }
            Place::Env(name) => {
                let place = format!("the environment variable {name}");
                let digits = env::var_os(&name).ok_or_else(|| Failure::new("is not set").of(&place))?;
                let digits = Zeroizing::new(digits.into_string().unwrap_or_else(|_| "?".to_owned()));
                (Key::from_hex(&digits), place)
            }
        };
        let key = key.map_err(|error| Failure::from(error).of(&place))?;
        // Another key would make other pseudonyms, and open nothing.
        if key.id() != self.id {
            return Err(Failure::new(format!("holds another key here: {}, not {}", key.id(), self.id)).of(&place));
        }
        Ok(key)
    }
}
