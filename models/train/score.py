"""Token recall and precision of names, over thresholds of the name's probability."""

import numpy as np

from data import Data

THRESHOLDS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]


def sets(folder, names):
    return {name: Data(folder, name) for name in names}


def probabilities(table, params, forward, data, length=512, gap=16):
    """Of each token, the probability of each label; texts are packed in rows, `gap` apart."""
    places, at = [], 0
    for start, end in zip(data.starts, data.ends):
        places.append(np.arange(at, at + end - start))
        at += end - start + gap
    places = np.concatenate(places) if places else np.zeros(0, int)
    rows = -(-at // length)
    rows = -(-rows // 16) * 16
    ids = np.zeros((rows * length, data.ids.shape[1]), np.int32)
    ids[places] = data.ids
    out = []
    for start in range(0, len(ids), 16 * length):
        # Each block reads some tokens to both sides, so that its seams do not show.
        part = ids[start : start + 16 * length]
        x = np.zeros((len(part), table.shape[1]), np.float32)
        for place in range(part.shape[1]):
            x += table[part[:, place]]
        mask = (part[:, 0] > 0).astype(np.float32)
        out.append(np.asarray(forward(params, x.reshape(16, length, -1), mask.reshape(16, length))).reshape(len(part), -1))
    logits = np.concatenate(out)[places]
    logits = np.exp(logits - logits.max(-1, keepdims=True))
    return logits / logits.sum(-1, keepdims=True)


# What is measured: names; dates, other numbers and codes.
PEOPLE, NUMBERS = (1,), (3, 4)


def curve(scores, labels, of=PEOPLE):
    """For each threshold, recall and precision of the labels `of`; tokens that nobody knows are left out."""
    known = labels != 255
    scores, wanted = scores[known], np.isin(labels[known], of)
    rows = []
    for threshold in THRESHOLDS:
        found = scores >= threshold
        hit = int((found & wanted).sum())
        recall, precision = hit / max(1, wanted.sum()), hit / max(1, found.sum())
        f2 = 5 * recall * precision / max(1e-9, 4 * precision + recall)
        rows.append((threshold, round(recall, 4), round(precision, 4), round(f2, 4)))
    return rows


def report(table, params, forward, measured):
    scores = {}
    for name, data in measured.items():
        odds, labels = probabilities(table, params, forward, data), np.asarray(data.labels)
        for what, of in (("", PEOPLE), (" numbers", NUMBERS)):
            if not np.isin(labels, of).any():
                continue
            rows = curve(odds[:, of].sum(-1), labels, of)
            best = max(rows, key=lambda row: row[3])
            half = next(row for row in rows if row[0] == 0.5)
            scores[name + what] = {"best_f2": best[3], "at": best[:3], "half": half[1:3]}
    return scores
