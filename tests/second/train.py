"""Train the second reader: `python -m tests.second.train [--folds 5] [--write]`.

Needs the extra `train` (scikit-learn). It learns from every labelled contract that is not held back and from every
labelled clause, and prints what it does on contracts it has not seen, fold by fold, beside the rules alone. With
`--write` it then learns from all of them and writes `rules/second-reader/`.

The rules were written with some of these contracts open, so they look better there than they are. How much weight they
deserve beside the reader, the limits of confidence and the figures printed come from the others alone.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from clausecheck.judging.checking import Checker
from clausecheck.judging.effects import resolve
from clausecheck.rulebook.model import Stance
from clausecheck.rulebook.places import builtin_folder
from clausecheck.second.features import limb_features, stems_of, traits_of
from clausecheck.second.reader import FOLDER, Opinion, Scored, opinion_of
from clausecheck.second.weights import LARGEST, pack
from tests.scoring import CONTRACTS, HELD_BACK, WRITTEN_WITH
from tests.second.corpus import Example, clause_examples, clauses, contract_examples

STRENGTH = 30.0
"""Inverse of the regularisation."""
WEIGHT_OF_POSITIVE = 2.0
WEIGHT_OF_CLAUSE = 0.5
"""A clause by itself, beside a limb of a contract."""
FEWEST = 2
"""Occurrences of a feature."""
MOST_A_CLASS = 2600
"""Weights kept of a class."""
KNOWN_A_CLASS = 14
_FURTHEST = 9.0


def classes_of(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """Topic and stance of everything that hurts or protects."""
    return sorted({one for example in examples for one in example.says if one[1] != "neutral"})


def lexicon_of(examples: Sequence[Example]) -> list[str]:
    """Stems and traits met often enough, most frequent first."""
    counts: Counter[str] = Counter()
    for example in examples:
        for words in stems_of(example.limb):
            counts.update(set(words))
        counts.update(set(traits_of(example.limb, example.contract)))
    return [word for word, count in counts.most_common(65_000) if count >= FEWEST]


def matrix_of(examples: Sequence[Example], lexicon: dict[str, int], columns: dict[int, int] | None) -> tuple[Any, Any]:
    """Rows of features scaled by their length; `columns` are made of what is met often enough where None."""
    found = [limb_features(e.limb, e.before, e.contract, lexicon) for e in examples]
    if columns is None:
        counts = Counter(key for one in found for key in one.values)
        columns = {key: at for at, key in enumerate(sorted(k for k, n in counts.items() if n >= FEWEST))}
    rows, cols, data = [], [], []
    for at, one in enumerate(found):
        for key, value in one.values.items():
            if key in columns:
                rows.append(at)
                cols.append(columns[key])
                data.append(value / one.length)
    return csr_matrix((data, (rows, cols)), shape=(len(examples), len(columns))), columns


def _one(X: Any, wanted: Any, weights: Any) -> tuple[Any, float]:
    if wanted.sum() < 3:
        return np.zeros(X.shape[1]), -6.0
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    model.fit(X, wanted, sample_weight=weights * np.where(wanted, WEIGHT_OF_POSITIVE, 1.0))
    return model.coef_[0], float(model.intercept_[0])


class Model:
    """Weights of every class as learned, before they are cut down."""

    def __init__(self, X: Any, says: Sequence[frozenset[tuple[str, str]]], weights: Any, classes: Any) -> None:
        tasks = (delayed(_one)(X, np.array([one in said for said in says]), weights) for one in classes)
        learned = Parallel(-1)(tasks)
        self.coefs = np.array([coef for coef, _ in learned])
        self.biases = np.array([bias for _, bias in learned])

    def cut(self, counts: Any) -> None:
        """Keep what matters most of every class, in steps that fit a byte."""
        for row in self.coefs:
            worth = np.abs(row) * np.sqrt(counts)
            if len(row) > MOST_A_CLASS:
                row[worth < np.partition(worth, -MOST_A_CLASS)[-MOST_A_CLASS]] = 0.0
            scale = np.abs(row).max() / 127 or 1.0
            row[:] = np.round(row / scale) * scale

    def scores(self, X: Any) -> Any:
        return np.clip(X @ self.coefs.T + self.biases, -_FURTHEST, _FURTHEST)


class Bench:
    """Everything that is learned from, read once."""

    def __init__(self) -> None:
        names = sorted(path.stem for path in CONTRACTS.glob("*.yaml"))
        self.names = [name for name in names if name not in HELD_BACK]
        self.own = contract_examples(self.names)
        self.clauses = clause_examples()
        self.classes = classes_of(self.own)
        words = lexicon_of([*self.own, *self.clauses])
        self.words = words
        self.lexicon = {word: at for at, word in enumerate(words, 1)}
        both, self.columns = matrix_of([*self.own, *self.clauses], self.lexicon, None)
        self.X, self.XC = both[: len(self.own)].tocsr(), both[len(self.own) :].tocsr()
        self.counts = np.asarray((both > 0).sum(0)).ravel()
        self.source = np.array([self.names.index(e.source) for e in self.own])
        self.checker = Checker()

    def learn(self, rows: Any) -> Model:
        """From these rows of the contracts and all labelled clauses."""
        X = vstack([self.X[rows], self.XC]).tocsr()
        says = [self.own[at].says for at in rows] + [e.says for e in self.clauses]
        weights = np.concatenate([np.ones(len(rows)), np.full(len(self.clauses), WEIGHT_OF_CLAUSE)])
        model = Model(X, says, weights, self.classes)
        model.cut(self.counts)
        return model

    def folded(self, folds: int) -> Any:
        """Scores of every limb by a model that has not seen its contract."""
        fold = np.random.RandomState(0).permutation(len(self.names)) % folds
        out = np.full((len(self.own), len(self.classes)), -_FURTHEST)
        for number in range(folds):
            seen = np.where(fold[self.source] != number)[0]
            unseen = np.where(fold[self.source] == number)[0]
            out[unseen] = self.learn(seen).scores(self.X[unseen])
            print(f"fold {number + 1} of {folds}", file=sys.stderr, flush=True)
        self.fold = fold
        return out

    def candidates(self, scores: Any) -> list[tuple[int, str, str, Opinion, bool, tuple[int, int], bool]]:
        """What may be found in the contracts the rules were not written with: contract, topic, stance, opinion, ruled,
        place, right."""
        places = {one: at for at, one in enumerate(self.classes)}
        out = []
        by_name = defaultdict(list)
        for row, example in enumerate(self.own):
            by_name[example.source].append(row)
        for number, name in enumerate(self.names):
            if name in WRITTEN_WITH:
                continue
            rows = by_name[name]
            contract = self.own[rows[0]].contract
            signals = sorted(
                self.checker.bench.matcher.detect(contract), key=lambda s: (s.start, s.end, s.limb, s.rule.id)
            )
            live = resolve(contract, signals).live
            heard = defaultdict(set)
            gone = set()
            quote = {}
            for signal, stands in zip(signals, live, strict=True):
                for topic in (signal.rule.topic, *signal.rule.also):
                    key = (signal.limb, topic, signal.rule.stance)
                    if stands:
                        heard[key].add(signal.rule.confidence)
                        quote.setdefault(key, signal.quote)
                    else:
                        gone.add(key)
            for row in rows:
                limb = self.own[row].limb
                scored = Scored(limb, scores[row], places)
                for topic, side in self.classes:
                    key = (limb.index, topic, Stance(side))
                    if key not in heard and (scores[row, places[topic, side]] < -3.5 or key in gone):
                        continue
                    opinion = opinion_of(scored, topic, Stance(side), heard)
                    place = quote.get(key, (limb.start, limb.end))
                    right = (topic, side) in self.own[row].says
                    out.append((number, topic, side, opinion, key in heard, place, right))
        return out


def joined(candidates: Any) -> dict[str, float]:
    """Weights with which opinions are joined."""
    X = np.array([list(one[3].numbers().values()) for one in candidates])
    y = np.array([one[6] for one in candidates])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(X, y)
    names = list(candidates[0][3].numbers())
    return {"bias": float(model.intercept_[0])} | dict(zip(names, map(float, model.coef_[0]), strict=True))


def main() -> None:
    """Train, print and, where asked, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    from tests.second.report import limits_of, print_figures

    begun = time.time()
    bench = Bench()
    print(
        f"{len(bench.names)} contracts, {len(bench.own)} limbs, {len(bench.clauses)} limbs of clauses, "
        f"{len(bench.words)} words, {len(bench.columns)} features, {len(bench.classes)} classes"
    )
    candidates = bench.candidates(bench.folded(options.folds))
    chances = np.zeros(len(candidates))
    of = np.array([one[0] for one in candidates])
    for number in range(options.folds):
        seen = [one for one in candidates if bench.fold[one[0]] != number]
        weights = joined(seen)
        for at in np.where(bench.fold[of] == number)[0]:
            chances[at] = candidates[at][3].chance(weights)
    limits = limits_of(candidates, chances)
    print_figures(bench, candidates, chances, limits)
    if options.write:
        write(bench, joined(candidates), limits)
    print(f"{time.time() - begun:.0f} s")


def write(bench: Bench, weights: dict[str, float], limits: dict[str, float]) -> None:
    """Learn from everything and write the data files."""
    model = bench.learn(np.arange(len(bench.own)))
    scales = [float(np.abs(row).max() / 127) or 1.0 for row in model.coefs]
    keys = {at: key for key, at in bench.columns.items()}
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(model.coefs):
        for at in np.nonzero(row)[0]:
            rows[keys[int(at)]].append((number, round(row[at] / scales[number])))
    severities = []
    for topic, side in bench.classes:
        found = [e.severity for e in bench.own if (topic, side) in e.says and e.severity]
        severities.append(round(sum(found) / len(found)) if side == "adverse" and found else 3 * (side == "adverse"))
    head = {
        "classes": bench.classes,
        "scales": [float(f"{scale:.6g}") for scale in scales],
        "biases": [round(float(bias), 4) for bias in model.biases],
        "severities": severities,
        "joined": {name: round(value, 4) for name, value in weights.items()},
        "limits": limits,
        "learned": {"contracts": len(bench.names), "clauses": sum(1 for _ in clauses()), "limbs": len(bench.own)},
    }
    place = builtin_folder() / FOLDER
    place.mkdir(exist_ok=True)
    data = pack(head, bench.words, list(rows.items()))
    if len(data) > LARGEST:
        sys.exit(f"the data file would have {len(data)} bytes; lower MOST_A_CLASS")
    (place / "weights.bin").write_bytes(data)
    (place / "known.txt").write_text("".join(known_lines()), encoding="utf-8")
    print(json.dumps(head["joined"]), json.dumps(limits))
    print(f"wrote {len(data):,} bytes, {len(rows):,} features, {sum(map(len, rows.values())):,} weights")


def known_lines() -> list[str]:
    """Labelled clauses that are unlike each other, some a topic and stance."""
    groups = defaultdict(list)
    for clause in clauses():
        if clause.stance != "neutral" and 6 <= len(clause.text.split()) <= 24 and "\t" not in clause.text:
            groups[clause.topic, clause.stance].append(clause.text)
    out = []
    for (topic, stance), texts in sorted(groups.items()):
        step = max(1, len(texts) // KNOWN_A_CLASS)
        out += [f"{topic}\t{stance}\t{text}\n" for text in texts[::step][:KNOWN_A_CLASS]]
    return out


if __name__ == "__main__":
    main()
