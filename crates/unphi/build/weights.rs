//! The weights of the learned scorers: a table of numbers out of the lines that the trainer wrote.

use std::fs;
use std::path::Path;

/// Two bytes, little-endian, for each of the `answers` of each feature.
pub(crate) fn compile(path: &Path, groups: &[(&str, usize)], answers: usize) -> Result<Vec<u8>, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let features: usize = groups.iter().map(|(_, count)| count).sum();
    let mut table = vec![0i16; features * answers];
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let fail = || format!("line {}: a group, a place in it and a weight for each answer are wanted", number + 1);
        let mut columns = line.split('\t');
        let group = columns.next().unwrap_or_default();
        let place: usize = columns.next().and_then(|place| place.parse().ok()).ok_or_else(fail)?;
        let mut base = 0;
        let mut size = 0;
        for (name, count) in groups {
            if name.to_lowercase() == group {
                size = *count;
                break;
            }
            base += count;
        }
        if place >= size {
            return Err(fail());
        }
        for answer in 0..answers {
            let weight = columns.next().and_then(|weight| weight.parse().ok()).ok_or_else(fail)?;
            table[(base + place) * answers + answer] = weight;
        }
    }
    Ok(table.iter().flat_map(|weight| weight.to_le_bytes()).collect())
}
