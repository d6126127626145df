"""Random weights, to try the file format and the speed of the passes: python untrained.py DATA OUT.onnx VECTORS.json."""

import sys

import numpy as np

from data import Data, Meta
from export import record, save


def main(folder, out, vectors, channels=64, dilations=(1, 2, 4, 8, 16, 1), labels=3):
    random = np.random.default_rng(7)
    draw = lambda scale, *shape: (random.standard_normal(shape) * scale).astype(np.float32)
    meta = Meta(folder)
    params = {"table": draw(0.3, meta.rows, channels), "out.weight": draw(0.2, channels, labels), "out.bias": draw(0.1, labels)}
    params["table"][0] = 0
    for i, _ in enumerate(dilations):
        params[f"layer.{i}.weight"] = draw((2 / (3 * channels)) ** 0.5 / 2, channels, channels, 3)
        params[f"layer.{i}.bias"] = draw(0.05, channels)
    run = save(params, dilations, meta.version, out)
    record(run, Data(folder, "examples"), vectors)


if __name__ == "__main__":
    main(*sys.argv[1:4])
