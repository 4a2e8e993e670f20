"""Train the second reader: `python -m tests.second.train [--folds 5] [--reports] [--write]`.

Needs the extra `train` (scikit-learn). It learns from every labelled contract that is not held back and from every
labelled clause, and prints what it does on contracts it has not seen, fold by fold, beside the rules alone. With
`--write` it then learns from all of them and writes `rules/second-reader/`.

The rules were written with some of these contracts open, so they look better there than they are. How much weight they
deserve beside the reader, the limits of confidence and the figures printed come from the others alone.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.linear_model import LogisticRegression

from clausecheck.judging.checking import Checker
from clausecheck.record import replaced
from clausecheck.rulebook.places import builtin_folder
from clausecheck.second.features import limb_features, stems_of, traits_of
from clausecheck.second.known import Known, known_line
from clausecheck.second.opinion import ALL, ANY
from clausecheck.second.reader import FOLDER, SecondReader
from clausecheck.second.weights import LARGEST, pack, unpack
from tests.scoring import CONTRACTS, HELD_BACK, WRITTEN_WITH, Outcome, check_all, figures
from tests.second.corpus import Example, clause_examples, clauses, contract_examples, model_examples
from tests.second.joining import Joining, candidates_of

STRENGTH = 12.0
"""Inverse of the regularisation; a rare feature is let weigh more than a common one."""
WEIGHT_OF_POSITIVE = 2.0
WEIGHT_OF_CLAUSE = 0.5
"""A clause by itself, beside a limb of a contract."""
FEWEST = 2
"""Occurrences of a feature."""
MOST_A_CLASS = 2400
"""Weights kept of a class."""
KNOWN_A_CLASS = 14
WEIGHT_OF_MODEL = 80.0
"""A limb of the model contract: whatever else is learned, fair terms in its words must not read as harm."""
_FURTHEST = 9.0


def classes_of(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """Topic and stance of everything that is said, every topic whatever the stance, every stance whatever the topic."""
    return sorted({one for example in examples for one in all_said(example)})


def all_said(example: Example) -> frozenset[tuple[str, str]]:
    """What an example says, by topic and stance, by topic alone and by stance alone."""
    says = example.says
    return says | {(topic, ANY) for topic, _ in says} | {(ALL, side) for _, side in says}


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
    found = [limb_features(e.limb, stems_of(e.limb), e.before, e.contract, lexicon) for e in examples]
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
        rare = np.log(X.shape[0] / (np.asarray((X > 0).sum(0)).ravel() + 1.0))
        rare /= rare.mean()
        scaled = (X @ diags(rare)).tocsr()
        tasks = (delayed(_one)(scaled, np.array([one in said for said in says]), weights) for one in classes)
        learned = Parallel(-1, max_nbytes=None)(tasks)
        self.coefs = np.array([coef for coef, _ in learned]) * rare
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
        self.checker = Checker(second_reader=False)
        lone, model = clause_examples(), model_examples(self.checker.bench.matcher.detect)
        self.clauses = [*lone, *model]
        self.weights = np.array([WEIGHT_OF_CLAUSE] * len(lone) + [WEIGHT_OF_MODEL] * len(model))
        self.classes = classes_of(self.own)
        words = lexicon_of([*self.own, *self.clauses])
        self.words = words
        self.lexicon = {word: at for at, word in enumerate(words, 1)}
        both, self.columns = matrix_of([*self.own, *self.clauses], self.lexicon, None)
        self.X, self.XC = both[: len(self.own)].tocsr(), both[len(self.own) :].tocsr()
        self.counts = np.asarray((both > 0).sum(0)).ravel()
        self.source = np.array([self.names.index(e.source) for e in self.own])

    def learn(self, rows: Any) -> Model:
        """From these rows of the contracts and all labelled clauses."""
        X = vstack([self.X[rows], self.XC]).tocsr()
        says = [all_said(self.own[at]) for at in rows] + [all_said(e) for e in self.clauses]
        weights = np.concatenate([np.ones(len(rows)), self.weights])
        model = Model(X, says, weights, self.classes)
        model.cut(self.counts)
        return model

    def folded(self, folds: int) -> Any:
        """Scores of every limb by a model that has not seen its contract; the models are kept."""
        self.fold = np.random.RandomState(0).permutation(len(self.names)) % folds
        self.models = []
        out = np.full((len(self.own), len(self.classes)), -_FURTHEST)
        for number in range(folds):
            here = self.fold[self.source] == number
            self.models.append(self.learn(np.where(~here)[0]))
            out[here] = self.models[-1].scores(self.X[np.where(here)[0]])
            print(f"fold {number + 1} of {folds}", file=sys.stderr, flush=True)
        return out

    def data(self, model: Model, joining: Joining, limits: dict[str, float]) -> bytes:
        """The data file of a model."""
        scales = [float(np.abs(row).max() / 127) or 1.0 for row in model.coefs]
        keys = {at: key for key, at in self.columns.items()}
        rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, row in enumerate(model.coefs):
            for at in np.nonzero(row)[0]:
                rows[keys[int(at)]].append((number, round(row[at] / scales[number])))
        severities = []
        for one in self.classes:
            found = [e.severity for e in self.own if one in e.says and e.severity]
            severities.append(0 if one[1] != "adverse" else round(sum(found) / len(found)) if found else 3)
        head = {
            "classes": self.classes,
            "scales": [float(f"{scale:.6g}") for scale in scales],
            "biases": [round(float(bias), 4) for bias in model.biases],
            "severities": severities,
            "joined": {name: round(value, 4) for name, value in joining.first.items()},
            "again": {name: round(value, 4) for name, value in joining.again.items()},
            "limits": limits,
            "learned": {"contracts": len(self.names), "clauses": sum(1 for _ in clauses())},
        }
        return pack(head, self.words, list(rows.items()))

    def reports(self, joining: Joining, limits: dict[str, float]) -> list[Outcome]:
        """Full reports on the contracts the rules were not written with, each by a reader that has not seen it."""
        out = []
        known = Known(builtin_folder() / FOLDER / "known.txt")
        for number, model in enumerate(self.models):
            checker = Checker(second_reader=False)
            second = SecondReader(unpack(self.data(model, joining, limits)), known, checker.rulebook)
            checker.__dict__["bench"] = replaced(checker.bench, second=second)
            unseen = [name for at, name in enumerate(self.names) if self.fold[at] == number]
            out += check_all([name for name in unseen if name not in WRITTEN_WITH], checker)
        return sorted(out, key=lambda outcome: outcome.name)


def main() -> None:
    """Train, print and, where asked, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write rules/second-reader/")
    parser.add_argument("--reports", action="store_true", help="score whole reports too, grades and silence with them")
    options = parser.parse_args()
    from tests.second.report import limits_of, print_figures

    begun = time.time()
    bench = Bench()
    print(
        f"{len(bench.names)} contracts, {len(bench.own)} limbs, {len(bench.clauses)} limbs of clauses, "
        f"{len(bench.words)} words, {len(bench.columns)} features, {len(bench.classes)} classes"
    )
    candidates, read = candidates_of(bench, bench.folded(options.folds))
    joining = Joining(candidates, read, bench.fold)
    limits = limits_of(candidates, joining.chances)
    print_figures(bench, candidates, joining.chances, limits)
    if options.reports:
        outcomes = bench.reports(joining, limits)
        for kind in ("", *sorted({outcome.name[:2] for outcome in outcomes})):
            print(f"\nwhole reports, {kind or 'all'}, each by a reader that has not seen the contract")
            print("\n".join(figures([one for one in outcomes if one.name.startswith(kind)]).lines()))
    if options.write:
        write(bench, joining, limits)
    print(f"{time.time() - begun:.0f} s")


def write(bench: Bench, joining: Joining, limits: dict[str, float]) -> None:
    """Learn from everything and write the data files."""
    place = builtin_folder() / FOLDER
    place.mkdir(exist_ok=True)
    data = bench.data(bench.learn(np.arange(len(bench.own))), joining, limits)
    if len(data) > LARGEST:
        sys.exit(f"the data file would have {len(data)} bytes; lower MOST_A_CLASS")
    (place / "weights.bin").write_bytes(data)
    (place / "known.txt").write_text("".join(known_lines()), encoding="utf-8")
    print(f"wrote {len(data):,} bytes")


def known_lines() -> list[str]:
    """Labelled clauses that are unlike each other, some a topic and stance."""
    groups = defaultdict(list)
    for clause in clauses():
        if clause.stance != "neutral" and 6 <= len(clause.text.split()) <= 24 and "\t" not in clause.text:
            groups[clause.topic, clause.stance].append(clause.text)
    out = []
    for (topic, stance), texts in sorted(groups.items()):
        step = max(1, len(texts) // KNOWN_A_CLASS)
        out += [known_line(topic, stance, text) + "\n" for text in texts[::step][:KNOWN_A_CLASS]]
    return out


if __name__ == "__main__":
    main()
