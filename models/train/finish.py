"""Turns trained weights into the shipped files, and measures them as they are shipped.

    python finish.py DATA WEIGHTS.npz [DILATIONS]

Writes models/ner/model.onnx, the logits that the native pass is held to, and models/ner/scores.md.
"""

import hashlib
import os
import sys
from collections import defaultdict

import numpy as np

from data import Data, Meta
from export import record, save
from score import curve

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "../ner/model.onnx")
VECTORS = os.path.join(HERE, "../../crates/unphi-ner/tests/logits.json")
SCORES = os.path.join(HERE, "../ner/scores.md")
SETS = [
    "dev", "dev-capitals", "dev-lower", "test", "written-held", "synthetic-dev", "synthetic-test", "held-out", "cultures", "asq_phi_dev",
    "aci_bench_notes_dev", "presidio_generated_small", "openmed_golden_en",
]


def names(run, data, length=512, gap=16):
    """Of each token, the probability that it is a person's name; texts stand in rows, `gap` apart."""
    places, at = [], 0
    for start, end in zip(data.starts, data.ends):
        places.append(np.arange(at, at + end - start))
        at += end - start + gap
    places = np.concatenate(places)
    # One long row for every 16 rows of 512: seams are few.
    block = 16 * length
    ids = np.zeros((-(-at // block) * block, data.ids.shape[1]), np.int64)
    ids[places] = data.ids
    logits = np.concatenate([run(ids[None, start : start + block])[0] for start in range(0, len(ids), block)])[places]
    odds = np.exp(logits - logits.max(-1, keepdims=True))
    return odds[:, 1] / odds.sum(-1)


def line(label, scores, labels, thresholds=(0.1, 0.3, 0.5, 0.8)):
    rows = {row[0]: row for row in curve(scores, labels)}
    cells = [f"{100 * rows[t][1]:.1f} / {100 * rows[t][2]:.1f}" for t in thresholds]
    return f"| {label} | {int((labels == 1).sum()):,} | " + " | ".join(cells) + " |"


def main(folder, weights, dilations="1,2,4,8,16,1"):
    meta = Meta(folder)
    loaded = np.load(weights)
    params = {name: loaded[name] for name in loaded.files}
    dilations = tuple(map(int, dilations.split(",")))
    run = save(params, dilations, meta.version, MODEL)
    record(run, Data(folder, "examples"), VECTORS)
    with open(MODEL, "rb") as model, open(MODEL + ".sha256", "w") as sums:
        # What `unphi info` names, and a test holds the model in the program to.
        sums.write(f"{hashlib.sha256(model.read()).hexdigest()}  model.onnx\n")

    head = "| set | name tokens | 0.1 | 0.3 | 0.5 | 0.8 |\n|---|--:|---|---|---|---|"
    out = [f"sha256 of model.onnx: `{hashlib.sha256(open(MODEL, 'rb').read()).hexdigest()}`", "", head]
    groups = {}
    for name in SETS:
        if not os.path.exists(os.path.join(folder, f"{name}.ids.npy")):
            continue
        data = Data(folder, name)
        scores, labels = names(run, data), np.asarray(data.labels)
        out.append(line(name, scores, labels))
        if name in ("held-out", "cultures"):
            tokens = defaultdict(list)
            for group, start, end in zip(data.groups, data.starts, data.ends):
                tokens[group].append(np.arange(start, end))
            groups[name] = [line(g, scores[i], labels[i]) for g, i in
                            ((g, np.concatenate(t)) for g, t in sorted(tokens.items()))]
        if name == "dev":
            finer = [f"| {t} | {100 * r:.1f} | {100 * p:.1f} | {100 * f:.1f} |" for t, r, p, f in curve(scores, labels)]
    out += ["", "dev, by threshold:", "", "| threshold | recall | precision | F2 |", "|--:|--:|--:|--:|", *finer]
    for name, lines in groups.items():
        out += ["", f"{name}:", "", head.replace("set", "group", 1), *lines]
    with open(SCORES, "w") as file:
        file.write("\n".join(out) + "\n")
    print("\n".join(out[:20]))


if __name__ == "__main__":
    main(*sys.argv[1:])
