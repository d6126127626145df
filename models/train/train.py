"""Trains a network on the arrays of `unphi-ner-data` and writes it with its scores.

    python train.py DATA OUT [--model cnn|bilstm|transformer] [--channels 64] [--minutes 40 | --steps N] [--seed 1]

One thread; the same steps and seed give the same weights on the same machine. OUT.npz are the weights, OUT.json the
course of the training. `finish.py` turns a CNN into the shipped file.
"""

import argparse
import json
import os
import time

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import jax
import jax.numpy as jnp
import numpy as np
from scipy import sparse

from data import Data, Meta
from network import BiLstm, Cnn, Transformer, rows_init
from score import report, sets

# Rows of a batch, tokens of a row, and padding between two texts of a row: more than the widest convolution reaches.
ROWS, LENGTH, GAP = 16, 512, 16
# Shares of tokens whose word, whose word lists, whose word and lists, and (in one row of three) whose whole self is forgotten.
FORGET_WORD, FORGET_LISTS, FORGET_BOTH, SCRAMBLE = 0.08, 0.05, 0.05, 0.12
# Share of the pieces of words that are forgotten, each by itself.
FORGET_PIECE = 0.1


def batches(data, meta, random):
    """Rows of texts in random order, `GAP` apart: ids [ROWS, LENGTH, width] and labels, without end."""
    size = ROWS * LENGTH
    ids, labels, filled = [], [], 0
    gap_ids, gap_labels = np.zeros((GAP, meta.width), np.uint16), np.full(GAP, 255, np.uint8)
    while True:
        for text in random.permutation(len(data.ends)):
            start, end = data.starts[text], data.ends[text]
            ids += [data.ids[start:end], gap_ids]
            labels += [data.labels[start:end], gap_labels]
            filled += end - start + GAP
            if filled >= 8 * size:
                all_ids, all_labels = np.concatenate(ids), np.concatenate(labels)
                whole = len(all_ids) // size * size
                rows = (all_ids[:whole].reshape(-1, LENGTH, meta.width), all_labels[:whole].reshape(-1, LENGTH))
                order = random.permutation(whole // LENGTH)
                for at in range(0, len(order), ROWS):
                    chosen = order[at : at + ROWS]
                    yield forget(rows[0][chosen], rows[1][chosen], meta, random)
                ids, labels, filled = [all_ids[whole:]], [all_labels[whole:]], len(all_ids) - whole


def forget(ids, labels, meta, random):
    """Words without their identity, without their lists; contexts with words of elsewhere."""
    ids, labels = ids.astype(np.int32), labels.astype(np.int32)
    real = ids[..., 0] > 0
    # Contexts first: outside tokens become other outside tokens of the batch, in some rows.
    some = (random.random(len(ids)) < 1 / 3)[:, None]
    change = (random.random(real.shape) < SCRAMBLE) & some & real & (labels == 0)
    sources = np.argwhere(real & (labels == 0))
    if len(sources):
        chosen = sources[random.integers(len(sources), size=change.sum())]
        ids[change] = ids[chosen[:, 0], chosen[:, 1]]
    # A word that was never met is unknown to the lists as well.
    chance = random.random(real.shape)
    word = real & (chance < FORGET_WORD + FORGET_BOTH)
    ids[..., 0][word] = meta.dropped_word
    pieces = ids[..., meta.pieces]
    pieces[random.random(pieces.shape) < FORGET_PIECE] = 0
    listed = (ids[..., meta.lists] > 0) & (chance > FORGET_WORD) & (chance < FORGET_WORD + FORGET_BOTH + FORGET_LISTS)
    for place, unlisted in enumerate(meta.unlisted):
        if place != meta.letters:
            ids[..., meta.lists + place][listed] = unlisted
    return ids, labels


class Adam:
    """Adam over arrays of NumPy, in place."""

    def __init__(self, params):
        self.params, self.step = params, 0
        self.first = {name: np.zeros_like(value) for name, value in params.items()}
        self.second = {name: np.zeros_like(value) for name, value in params.items()}

    def update(self, grads, rate):
        self.step += 1
        for name, grad in grads.items():
            m, v = self.first[name], self.second[name]
            m *= 0.9
            m += 0.1 * grad
            v *= 0.99
            v += 0.01 * np.square(grad)
            size = rate * (1 - 0.99**self.step) ** 0.5 / (1 - 0.9**self.step)
            self.params[name] -= size * m / (np.sqrt(v) + 1e-7)


class RowAdam:
    """Adam for the rows of a table that a batch touches; the others rest."""

    def __init__(self, table):
        self.table, self.step = table, 0
        self.first, self.second = np.zeros_like(table), np.zeros_like(table)

    def update(self, rows, grad, rate):
        self.step += 1
        m = self.first[rows] * 0.9 + 0.1 * grad
        v = self.second[rows] * 0.99 + 0.01 * np.square(grad)
        self.first[rows], self.second[rows] = m, v
        size = rate * min(1.0, (1 - 0.99**self.step) ** 0.5 / (1 - 0.9**self.step))
        self.table[rows] -= size * m / (np.sqrt(v) + 1e-7)


def summed(table, ids):
    """The matrix that sums rows, and the sums."""
    flat = ids.reshape(-1, ids.shape[-1])
    matrix = sparse.csr_matrix(
        (np.ones(flat.size, np.float32), flat.ravel(), np.arange(0, flat.size + 1, flat.shape[1])),
        shape=(len(flat), len(table)),
    )
    return matrix, np.asarray(matrix @ table).reshape(*ids.shape[:-1], -1)


def train(options):
    random = np.random.default_rng(options.seed)
    meta = Meta(options.data)
    data = Data(options.data, "training")
    model = {
        "cnn": lambda: Cnn(options.channels, tuple(map(int, options.dilations.split(",")))),
        "bilstm": lambda: BiLstm(options.channels, options.channels),
        "transformer": lambda: Transformer(options.channels),
    }[options.model]()
    table = rows_init(random, meta.rows, options.channels)
    params = model.init(random)
    optimizer, row_optimizer = Adam(params), RowAdam(table)

    def loss(params, x, labels, mask, key):
        def drop(x, layer):
            kept = jax.random.bernoulli(jax.random.fold_in(key, layer), 1 - options.drop, x.shape)
            return jnp.where(kept, x / (1 - options.drop), 0)

        logits = model.logits(params, x, mask, drop) if options.drop else model.logits(params, x, mask)
        logs = jax.nn.log_softmax(logits)
        known = (labels < 255) * mask
        # A name overlooked is worse than a word too many.
        weight = known * jnp.where(labels == 1, options.weight, 1.0)
        picked = jnp.take_along_axis(logs, jnp.minimum(labels, 4)[..., None], -1)[..., 0]
        return -(picked * weight).sum() / jnp.maximum(weight.sum(), 1)

    gradient = jax.jit(jax.value_and_grad(loss, argnums=(0, 1)))
    forward = jax.jit(model.logits)
    measured = sets(options.data, options.select.split(","))
    start, mean, log, best = time.time(), None, [], None
    key = jax.random.key(options.seed, impl="rbg")
    for step, (ids, labels) in enumerate(batches(data, meta, random)):
        passed = step / options.steps if options.steps else (time.time() - start) / (60 * options.minutes)
        if passed >= 1 or step == options.stop:
            break
        rate = options.rate * min(1, (step + 1) / 200) * (1 - passed) ** 0.7
        mask = (ids[..., 0] > 0).astype(np.float32)
        matrix, x = summed(table, ids)
        value, (grads, grad_x) = gradient(params, x, labels, mask, jax.random.fold_in(key, step))
        grads = {name: np.asarray(grad) for name, grad in grads.items()}
        norm = sum(float(np.square(grad).sum()) for grad in grads.values()) ** 0.5
        clip = min(1, 1.0 / (norm + 1e-9))
        optimizer.update({name: grad * clip for name, grad in grads.items()}, rate)
        rows = np.unique(ids)
        rows = rows[rows > 0]
        grad_rows = (matrix.T.tocsr()[rows] @ np.asarray(grad_x).reshape(-1, options.channels)) * clip
        row_optimizer.update(rows, grad_rows, rate)
        mean = float(value) if mean is None else 0.99 * mean + 0.01 * float(value)
        if (step + 1) % options.every == 0:
            scores = report(table, params, forward, measured)
            spent = time.time() - start
            entry = {"step": step + 1, "seconds": round(spent), "loss": round(mean, 5), "scores": scores}
            log.append(entry)
            print(json.dumps(entry), flush=True)
            chosen = np.mean([score["best_f2"] for score in scores.values()])
            if best is None or chosen > best[0]:
                best = (chosen, step + 1)
                save(options.out, table, params, model)
    with open(f"{options.out}.json", "w") as file:
        json.dump({"options": vars(options), "tokens_per_step": ROWS * LENGTH, "best": best, "log": log}, file, indent=1)


def save(out, table, params, model):
    exported = model.exported(params) if hasattr(model, "exported") else params
    np.savez(f"{out}.npz", table=table, **{name: np.asarray(value) for name, value in exported.items()})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--model", default="cnn")
    parser.add_argument("--channels", type=int, default=64)
    parser.add_argument("--dilations", default="1,2,4,8,16,1")
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--stop", type=int, default=-1, help="steps after which to stop early, on the course of --steps")
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--weight", type=float, default=1.5)
    parser.add_argument("--drop", type=float, default=0.1, help="share of the channels that are forgotten, 0 for other networks than the CNN")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--select", default="dev,held-out,asq_phi_dev,written-held")
    train(parser.parse_args())
