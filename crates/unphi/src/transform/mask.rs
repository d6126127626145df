//! A character for each letter and digit: `219-09-9999` → `***-**-9999`. The shape stays, and so does its length, so
//! this is no Safe Harbor replacement.

#![forbid(unsafe_code)]

use super::operator::Mask;

/// Appends `found` behind a mask.
pub(super) fn write(found: &str, mask: Mask, out: &mut String) {
    let count = found.chars().filter(|letter| letter.is_alphanumeric()).count();
    // What is no longer than the part that may stay would stay whole.
    let kept = usize::from(mask.keep_last());
    let hidden = if kept < count { count - kept } else { count };
    let mut seen = 0;
    for letter in found.chars() {
        if !letter.is_alphanumeric() {
            out.push(letter);
            continue;
        }
        out.push(if seen < hidden { mask.with() } else { letter });
        seen += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Mask, write};

    fn masked(found: &str, keep_last: u8) -> String {
        let mut out = String::new();
        write(found, Mask::new('*', keep_last).expect("visible"), &mut out);
        out
    }

    #[test]
    fn hides_letters_and_digits() {
        assert_eq!(masked("219-09-9999", 0), "***-**-****");
        assert_eq!(masked("219-09-9999", 4), "***-**-9999");
        assert_eq!(masked("José Núñez", 0), "**** *****");
        assert_eq!(masked("99", 4), "**");
        assert_eq!(masked("9999", 4), "****");
    }
}
