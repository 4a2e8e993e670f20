"""Score the checker on the labelled contracts: `python -m tests.scoring [--errors] [--only NAME] [--topics]`.

Each `tests/contracts/NAME.yaml` labels every passage of NAME.txt that hurts, protects, or could be mistaken for either.
A label is found when a finding on one of its topics shares at least half of the shorter of the two spans with it.
Findings of low confidence are left out. HELD_BACK were neither looked at while the rules were written nor trained on:
their figures are the honest ones, and the only ones to quote.
"""

import argparse
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from clausecheck.extract import extract
from clausecheck.judging.checking import Checker
from clausecheck.report import Report, State

__all__ = ["CONTRACTS", "HELD_BACK", "WRITTEN_WITH", "Figures", "Outcome", "check_all", "figures"]

CONTRACTS = Path(__file__).parent / "contracts"
HELD_BACK = frozenset({f"{kind}-{number:02}" for kind in ("n7", "n8") for number in range(1, 11)})
"""Ten ordinary (n7) and ten hard (n8) contracts by authors who had not seen the rules, with which nothing was written,
trained or tuned. Those held back before them (n5-09 to n6-16) have been scored, and are development now."""
_OPEN = (
    "d1-01 d1-02 d1-04 d1-05 d1-07 d2-01 d2-02 d2-04 d2-05 d2-07 o2-01 o2-02 o2-03 o2-06 o2-08 n1-01 n1-02 n1-03 n1-04 "
    "n1-05 n2-01 n2-02 n2-03 n2-04 n2-05 n4-01 n4-02 n4-03 n4-04 n4-05 n4-06"
)
WRITTEN_WITH = frozenset(_OPEN.split())
"""Contracts that lay open while the rules were written."""
SERIOUS_SILENCE = 3
"""Silence of less weight is not labelled."""
FAMILIES = (
    {"overrun", "finish-time", "session-length"},
    {"patient-cap", "extras", "remote-contacts", "duty-doctor", "catch-all-duties"},
    {"availability", "mutuality", "exclusivity", "after-session"},
    {"deductions", "penalties", "lateness", "targets"},
    {"precedence", "variation", "compliance-burden"},
    {"results-inbox", "admin-time", "prescriptions", "after-session"},
    {"non-compete", "direct-engagement", "exclusivity"},
    {"indemnity", "liability-exclusion", "insurance", "status-tax"},
    {"newspeak", "catch-all-duties", "targets", "patient-cap", "availability"},
    {"fee-basis", "overrun", "expenses", "breaks"},
)

Span = tuple[int, int]
Hit = tuple[str, Span]


@dataclass
class Outcome:
    """One contract: what its labels say and what the report says."""

    name: str
    labels: dict[str, Any]
    report: Report
    text: str


@dataclass
class Tally:
    """Counts behind one precision and recall."""

    labels: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.findings if self.findings else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        figures_of = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{figures_of}  ({self.labels} labels, {self.findings} findings)"


@dataclass
class Figures:
    """Every figure of one set of contracts."""

    documents: int = 0
    adverse: Tally = field(default_factory=Tally)
    protective: Tally = field(default_factory=Tally)
    silent: Tally = field(default_factory=Tally)
    quantities: Tally = field(default_factory=Tally)
    topics: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    counts: Counter[str] = field(default_factory=Counter)
    grades: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    @property
    def within_one(self) -> int:
        return sum(given != "?" and abs(ord(true) - ord(given)) <= 1 for _, true, given in self.grades)

    @property
    def order(self) -> float:
        pairs = [(x, y) for x, y in itertools.combinations(self.grades, 2) if x[1] != y[1]]
        marks = (
            0.0 if "?" in (x[2], y[2]) else 0.5 if x[2] == y[2] else float((x[1] < y[1]) == (x[2] < y[2]))
            for x, y in pairs
        )
        return sum(marks) / len(pairs) if pairs else 1.0

    def lines(self) -> Iterable[str]:
        yield f"adverse            {self.adverse}"
        yield f"protective         {self.protective}"
        yield f"serious recall     {self.share('serious found', 'serious'):.3f} of {self.counts['serious']}"
        yield f"severity within 1  {self.share('rated right', 'rated'):.3f}"
        yield f"alarms share       {self.share('alarms', 'checked'):.3f}"
        yield f"comfort share      {self.share('comfort', 'claimed'):.3f}"
        yield f"silent             {self.silent}"
        yield f"quantities         {self.quantities}"
        exact = sum(true == given for _, true, given in self.grades)
        within = f"within one {self.within_one}/{self.documents}"
        yield f"grade              exact {exact}/{self.documents}, {within}, order {self.order:.3f}"
        yield "                   " + " ".join(f"{n}:{t}{g}" for n, t, g in self.grades)


def overlaps(x: Span, y: Span) -> bool:
    """The two spans share at least half of the shorter one."""
    shared = min(x[1], y[1]) - max(x[0], y[0])
    return shared > 0 and 2 * shared >= min(x[1] - x[0], y[1] - y[0])


def near(a: str, b: str) -> bool:
    """The topics are the same or of one family."""
    return a == b or any(a in family and b in family for family in FAMILIES)


def locate(text: str, quote: str) -> Span:
    """Where a label's quote stands; white space may differ, `...` stands for words left out."""
    pieces = [p for p in re.split(r"\s*(?:…|\.\.\.|\[\.\.\.\])\s*", quote.strip()) if p]
    for parts in ([quote.strip()], pieces):
        pattern = r".*?".join(r"\s+".join(re.escape(w) for w in p.split()) for p in parts)
        if found := re.search(pattern, text, re.DOTALL):
            return found.span()
    raise ValueError(f"label is not in its document: {quote[:60]!r}")


def check_all(names: Iterable[str] | None = None, checker: Checker | None = None) -> list[Outcome]:
    """Check every labelled contract, or the ones named."""
    checker = checker or Checker()
    wanted = set(names) if names is not None else None
    out = []
    for path in sorted(CONTRACTS.glob("*.yaml")):
        if wanted is not None and path.stem not in wanted:
            continue
        document = extract(path.with_suffix(".txt"))
        labels = yaml.safe_load(path.read_text(encoding="utf-8"))
        out.append(Outcome(path.stem, labels, checker.check(document), document.text))
    return out


def _stance(
    figs: Figures, outcome: Outcome, stance: str, labels: list[tuple[dict[str, Any], tuple[str, ...], Span]]
) -> None:
    entries = outcome.report.findings if stance == "adverse" else outcome.report.protections
    hits = {(e.topic, (e.start, e.end)) for e in entries if e.confidence != "low"}
    wanted = [(c, topics, span) for c, topics, span in labels if c["stance"] == stance]
    tally = figs.adverse if stance == "adverse" else figs.protective
    for label, topics, span in wanted:
        hit = any(t in topics and overlaps(span, s) for t, s in hits)
        for each in (tally, figs.topics[stance, topics[0]]):
            each.labels += 1
            each.found += hit
        if not hit:
            figs.errors.append(
                f"{outcome.name} missed {stance} {topics[0]} {label.get('severity', '')} {label['quote'][:110]!r}"
            )
    for topic, span in sorted(hits, key=lambda h: h[1]):
        right = any(topic in topics and overlaps(span, s) for _, topics, s in wanted)
        for each in (tally, figs.topics[stance, topic]):
            each.findings += 1
            each.right += right
        if not right:
            words = " ".join(outcome.text[span[0] : span[1]].split())
            figs.errors.append(f"{outcome.name} extra {stance} {topic} {words[:110]!r}")
        mine = [(ts, s, c["stance"]) for c, ts, s in labels if overlaps(span, s)]
        if stance == "adverse":
            figs.counts["checked"] += 1
            figs.counts["alarms"] += bool(mine) and all(st != "adverse" for _, _, st in mine)
        else:
            figs.counts["claimed"] += 1
            harmed = any(st == "adverse" and any(near(topic, t) for t in ts) for ts, _, st in mine)
            figs.counts["comfort"] += harmed and all(st != "protective" for _, _, st in mine)


def _severities(figs: Figures, outcome: Outcome, labels: list[tuple[dict[str, Any], tuple[str, ...], Span]]) -> None:
    for label, topics, span in labels:
        if label["stance"] != "adverse":
            continue
        given = [
            f.severity
            for f in outcome.report.findings
            if f.confidence != "low" and f.topic in topics and overlaps(span, (f.start, f.end))
        ]
        if given:
            figs.counts["rated"] += 1
            figs.counts["rated right"] += min(abs(g - label["severity"]) for g in given) <= 1
        if label["severity"] >= 4:
            figs.counts["serious"] += 1
            figs.counts["serious found"] += bool(given)


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """Every figure over a set of contracts."""
    figs = Figures()
    for outcome in outcomes:
        figs.documents += 1
        labels = [
            (c, (c["topic"], *(c.get("also") or ())), locate(outcome.text, str(c["quote"])))
            for c in outcome.labels["clauses"]
        ]
        for stance in ("adverse", "protective"):
            _stance(figs, outcome, stance, labels)
        _severities(figs, outcome, labels)
        want = set(outcome.labels.get("silent") or ())
        said = {
            t.topic for t in outcome.report.terms if t.state is State.silent and _weight(t.topic) >= SERIOUS_SILENCE
        }
        figs.silent.labels += len(want)
        figs.silent.findings += len(said)
        figs.silent.found += len(want & said)
        figs.silent.right += len(want & said)
        if want ^ said:
            figs.errors.append(f"{outcome.name} silent missed {sorted(want - said)} extra {sorted(said - want)}")
        _numbers(figs, outcome)
        letter = outcome.report.grade.letter if outcome.report.grade else "?"
        figs.grades.append((outcome.name, outcome.labels["grade"], letter))
    return figs


def _numbers(figs: Figures, outcome: Outcome) -> None:
    want = {k: float(v) for k, v in (outcome.labels.get("quantities") or {}).items() if isinstance(v, (int, float))}
    got = {(q.name, q.value) for q in outcome.report.quantities}
    same = {(n, v) for n, v in got if n in want and abs(want[n] - v) <= 0.01 * max(1.0, abs(want[n]))}
    figs.quantities.labels += len(want)
    figs.quantities.found += len({n for n, _ in same})
    figs.quantities.findings += len(got)
    figs.quantities.right += len(same)
    lost = {n: v for n, v in want.items() if n not in {m for m, _ in same}}
    if lost or got - same:
        figs.errors.append(f"{outcome.name} quantities missed {lost} extra {sorted(got - same)}")


_WEIGHTS: dict[str, int] = {}


def _weight(topic: str) -> int:
    """How much silence on the topic matters by itself, the engagement left aside."""
    if not _WEIGHTS:
        rules = Path(__file__).parents[1] / "rules" / "topics.yaml"
        for slug, entry in yaml.safe_load(rules.read_text(encoding="utf-8"))["topics"].items():
            _WEIGHTS[slug] = int(entry["silence"])
    return _WEIGHTS[topic]


def main() -> None:
    """Print development and held-back figures side by side."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--errors", action="store_true", help="list every miss and extra of the development contracts")
    ask.add_argument("--topics", action="store_true", help="figures by topic of the development contracts")
    ask.add_argument("--only", help="one contract")
    ask.add_argument("--development", action="store_true", help="leave the held-back contracts alone")
    args = ask.parse_args()
    names = {p.stem for p in CONTRACTS.glob("*.yaml")}
    outcomes = check_all([args.only] if args.only else names - HELD_BACK if args.development else None)
    seen = [o for o in outcomes if o.name not in HELD_BACK]
    held = [o for o in outcomes if o.name in HELD_BACK]
    for title, part in (
        ("development", seen),
        ("held back", held),
        ("held back, ordinary", [o for o in held if o.name.startswith("n7")]),
        ("held back, hard", [o for o in held if o.name.startswith("n8")]),
        ("all", outcomes),
    ):
        if not part:
            continue
        figs = figures(part)
        print(f"== {title} ({figs.documents} contracts)")
        print("\n".join(figs.lines()))
    figs = figures(seen)
    if args.topics:
        for (stance, topic), tally in sorted(figs.topics.items()):
            print(f"{stance:10} {topic:26} {tally}")
    if args.errors:
        print("\n".join(figs.errors))


if __name__ == "__main__":
    main()
