//! Whether two words differ by one typing error.

#![forbid(unsafe_code)]

/// Whether one of `a` and `b` becomes the other by at most one insertion, deletion, substitution or swap of neighbours.
pub(crate) fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let ahead = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(ahead..).unwrap_or_default(), b.get(ahead..).unwrap_or_default());
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |text: &[u8]| text.len() - behind;
    match (middle(a), middle(b)) {
        (0, 0) | (1, 0) | (0, 1) | (1, 1) => true,
        (2, 2) => a[0] == b[1] && a[1] == b[0],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook's table: distance with swaps of neighbours.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    let substituted = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let swapped = if swapped { table[i - 2][j - 2] + 1 } else { usize::MAX };
                    substituted.min(swapped).min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn one_edit_is_a_distance_of_one_at_most(a in "[ab]{0,6}", b in "[ab]{0,6}") {
            prop_assert_eq!(one_edit(a.as_bytes(), b.as_bytes()), distance(a.as_bytes(), b.as_bytes()) <= 1);
        }
    }
}
