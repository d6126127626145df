//! The weights of the scorers of names and of places: a table of numbers out of the lines that the trainer wrote.

use std::fs;
use std::path::Path;

use crate::groups::{COUNT, GROUPS};

/// Two bytes, little-endian, for each feature.
pub(crate) fn compile(path: &Path) -> Result<Vec<u8>, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut table = vec![0i16; COUNT];
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let fail = || format!("line {}: a group, a place in it and a weight are wanted", number + 1);
        let columns: Vec<&str> = line.split('\t').collect();
        let [group, place, weight] = columns.as_slice() else { return Err(fail()) };
        let place: usize = place.parse().map_err(|_| fail())?;
        let mut base = 0;
        let mut size = 0;
        for (name, count) in GROUPS {
            if name.to_lowercase() == *group {
                size = *count;
                break;
            }
            base += count;
        }
        if place >= size {
            return Err(fail());
        }
        table[base + place] = weight.parse().map_err(|_| fail())?;
    }
    Ok(table.iter().flat_map(|weight| weight.to_le_bytes()).collect())
}
