"""Counts tokens and spans anew, in another language and from the definitions alone: DESIGN, section "Scores".

    independent.py GOLD.jsonl PRED.jsonl

Prints the counts as JSON. Where scikit-learn is installed, recall and precision are asked of it as well, and must be the ones
counted. Used by the test `independent`; slow and plain on purpose.
"""

import json
import re
import sys
from collections import Counter, defaultdict

TOKEN = re.compile(r"[^\W_]+")
NOT_PHI, IGNORED = None, "IGNORED"


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def owners(spans, length):
    """For each character the spans over it, the one that counts first."""
    over = [[] for _ in range(length)]
    for span in sorted(spans, key=lambda span: (span["start"], -span["end"])):
        for at in range(span["start"], span["end"]):
            over[at].append(span)
    return over


def first(over, token):
    """The span over the first covered character of a token."""
    return next((over[at][0] for at in token if over[at]), None)


def is_organization(span):
    return span["label"] == "name" and span.get("kind") == "organization"


def main(gold_path, prediction_path):
    gold, predictions = read(gold_path), read(prediction_path)
    organizations = any(is_organization(span) for document in gold for span in document["spans"])
    total, labels = Counter(), defaultdict(Counter)
    truth, covered, touched, typed = [], [], [], []
    for document, predicted in zip(gold, predictions):
        assert document["id"] == predicted["id"]
        text = document["text"]
        phi = [span for span in document["spans"] if span["label"] != IGNORED]
        ignored = [span for span in document["spans"] if span["label"] == IGNORED]
        counted = [span for span in predicted["spans"] if organizations or not is_organization(span)]
        gold_over, ignored_over = owners(phi, len(text)), owners(ignored, len(text))
        removed_over, counted_over = owners(predicted["spans"], len(text)), owners(counted, len(text))
        total["documents"] += 1
        leaks = defaultdict(bool)
        for span in phi:
            whole = all(removed_over[at] for at in range(span["start"], span["end"]) if text[at].isalnum())
            for counts in (total, labels[span["label"]]):
                counts["spans"] += 1
                counts["spans_removed"] += whole
            leaks[span["label"]] |= not whole
        for label, leak in leaks.items():
            labels[label]["documents_with_phi"] += 1
            labels[label]["documents_leaking"] += leak
        total["documents_with_phi"] += bool(phi)
        total["documents_leaking"] += any(leaks.values())
        for match in TOKEN.finditer(text):
            token = range(*match.span())
            is_gold, hit = first(gold_over, token), first(counted_over, token)
            if not is_gold and first(ignored_over, token):
                continue
            whole = all(removed_over[at] for at in token)
            removed_as = first(removed_over, token)["label"] if whole else "O"
            if is_gold:
                for counts in (total, labels[is_gold["label"]]):
                    counts["tokens"] += 1
                    counts["tokens_removed"] += whole
                    counts["tokens_typed"] += removed_as == is_gold["label"]
                    counts["tokens_split"] += not all(gold_over[at] for at in token)
            else:
                total["other_tokens"] += 1
            if hit:
                for counts in (total, labels[hit["label"]]):
                    counts["predicted"] += 1
                    counts["predicted_right"] += bool(is_gold)
                    counts["predicted_typed"] += bool(is_gold) and is_gold["label"] == hit["label"]
            truth.append(is_gold["label"] if is_gold else "O")
            covered.append(whole)
            touched.append(bool(hit))
            typed.append(removed_as)
    checked = by_library(total, labels, truth, covered, touched, typed)
    print(json.dumps({"total": total, "labels": labels, "scikit-learn": checked}))


def by_library(total, labels, truth, covered, touched, typed):
    """Whether scikit-learn was asked, and said the same."""
    try:
        from sklearn.metrics import precision_score, recall_score
    except ImportError:
        return False
    phi = [label != "O" for label in truth]
    near(recall_score(phi, covered), total["tokens_removed"] / total["tokens"])
    near(precision_score(phi, touched), total["predicted_right"] / total["predicted"])
    names = sorted(label for label in labels if labels[label]["tokens"])
    scores = recall_score(truth, typed, labels=names, average=None)
    for label, score in zip(names, scores):
        near(score, labels[label]["tokens_typed"] / labels[label]["tokens"])
    return True


def near(one, other):
    assert abs(one - other) < 1e-12, (one, other)


if __name__ == "__main__":
    main(*sys.argv[1:])
