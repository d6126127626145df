//! What logits say of a group of labels.

/// The log-odds, in nats, that one of the labels marked by `mine` is right, from the logits of all.
pub(super) fn log_odds(logits: &[f32], mine: impl Iterator<Item = bool> + Clone) -> f32 {
    let sum = |wanted: bool| {
        let group = logits.iter().zip(mine.clone()).filter(move |(_, mine)| *mine == wanted).map(|(logit, _)| *logit);
        let most = group.clone().fold(f32::NEG_INFINITY, f32::max);
        if group.clone().count() < 2 { most } else { most + group.map(|logit| (logit - most).exp()).sum::<f32>().ln() }
    };
    sum(true) - sum(false)
}

#[cfg(test)]
mod tests {
    use super::log_odds;

    #[test]
    fn log_odds_are_those_of_a_softmax() {
        assert_eq!(log_odds(&[1.5, 4.0], [false, true].into_iter()), 2.5);
        let [a, b, c] = [0.5_f32, -1.0, 2.0].map(f32::exp);
        let expected = ((a + c) / b).ln();
        assert!((log_odds(&[0.5, -1.0, 2.0], [true, false, true].into_iter()) - expected).abs() < 1e-5);
        assert_eq!(log_odds(&[0.5, 1.0], [false, false].into_iter()), f32::NEG_INFINITY);
    }
}
