"""The arrays that `unphi-ner-data` writes."""

import os
import re

import numpy as np


class Meta:
    """What all sets share: numbers a token, rows of the table, and what stands for a forgotten word."""

    def __init__(self, folder):
        with open(os.path.join(folder, "rows.txt")) as file:
            self.rows, self.version, *self.unlisted = map(int, re.findall(r"\d+", file.read()))
        self.width = 13 + len(self.unlisted)
        # Where the numbers of the word lists begin, and which of them is that of the letters.
        self.lists, self.letters, self.dropped_word = 13, 3, 8
        # Where the numbers of a token's pieces stand (`slot` in `features.rs`).
        self.pieces = slice(1, 10)


class Data:
    """One set: ids [tokens, width], labels [tokens] (255: not known), ends [texts], groups (a word a text)."""

    def __init__(self, folder, name):
        load = lambda what: np.load(os.path.join(folder, f"{name}.{what}.npy"), mmap_mode="r")
        self.ids, self.labels, self.ends = load("ids"), load("labels"), np.array(load("ends")).astype(np.int64)
        with open(os.path.join(folder, f"{name}.groups.txt")) as file:
            self.groups = file.read().splitlines()
        self.starts = np.concatenate([[0], self.ends[:-1]])

    def texts(self):
        """The ids of each text."""
        for start, end in zip(self.starts, self.ends):
            yield np.array(self.ids[start:end])
