"""Where vocabulary is thin: `python -m tests.near_misses FOLDER [--topic T] [--most N]`.

A near miss is a limb one step away from firing a rule: all but one part of an `all`, `near` or `order` in its `when`
matched, or all of them did but too far apart or in another order, or the whole `when` did and something beside it
kept the rule quiet. A limb that lacks a part and would be kept quiet besides is two steps away, and is left out: no
new phrase would make it fire. So is one in which only the headings match, which are those of every limb below them.

The contracts of HELD_BACK are left out too: whoever grows the vocabulary from this report must not see them.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clausecheck.errors import ClausecheckError
from clausecheck.extract import extract
from clausecheck.reading import read
from clausecheck.reading.contract import Contract, Limb
from clausecheck.rulebook import load
from clausecheck.rulebook.compile import Plan
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Condition, Op, SignalRule
from clausecheck.rulebook.page import Page
from clausecheck.rulebook.spans import positions
from tests.scoring import CONTRACTS, HELD_BACK

__all__ = ["Gap", "NearMiss", "contracts_in", "lines", "main", "near_misses"]

SUFFIXES = frozenset({".txt", ".docx", ".pdf", ".eml"})
LONGEST_TEXT = 160
LONGEST_NAME = 70
NAMED_PHRASES = 2
"""So many phrases of a block tell it from others; some blocks have fifty."""
THIN_PARTS = 60
"""Parts in the summary; the long tail below is of parts missed once or twice."""
TOLD = ("kept quiet by", "too far apart:", "in another order:")
"""Gaps that are no missing part."""


@dataclass(frozen=True)
class Gap:
    """What was missing: `part` is the same wherever it is missing, `note` is of this limb."""

    part: str
    note: str = ""
    matched: int = 0
    """Parts that did match: the more, the less it is chance."""

    def __str__(self) -> str:
        return f"{self.part} ({self.note})" if self.note else self.part


@dataclass(frozen=True)
class NearMiss:
    """A limb that nearly fired a rule; of a rule with several branches it may lack a part of each."""

    rule: str
    gaps: tuple[Gap, ...]
    text: str
    file: str

    @property
    def matched(self) -> int:
        return max(gap.matched for gap in self.gaps)


@dataclass(frozen=True)
class Branch:
    """An `all`, `near` or `order` that would do alone, with its parts as the matcher knows them."""

    op: str
    names: tuple[str, ...]
    parts: tuple[Plan, ...]
    within: int

    @property
    def title(self) -> str:
        return " + ".join(self.names)

    def without(self, missing: int) -> Plan:
        """What must match when one part does not."""
        rest = self.parts[:missing] + self.parts[missing + 1 :]
        if len(rest) == 1:
            return rest[0]
        # Between its neighbours in an `order` a part leaves two gaps behind.
        inner = self.op == Op.order and 0 < missing < len(self.parts) - 1
        return self.of(rest, self.within * (2 if inner else 1))

    def of(self, parts: tuple[Plan, ...], within: int) -> Plan:
        return (self.op, parts) if self.op == Op.all else (self.op, parts, within)


def shortened(text: str, most: int) -> str:
    """White space made single, and what is too long cut."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def named(condition: Condition) -> str:
    """A part as its rule file has it: `{concept}`, or its first phrases."""
    names = [" ".join(phrase.text.split()) for phrase in condition.phrases[:NAMED_PHRASES]]
    if not condition.phrases and condition.parts:
        joint = " | " if condition.op is Op.any else " + "
        names = [joint.join(named(part) for part in condition.parts[:NAMED_PHRASES])]
    more = len(condition.phrases) > NAMED_PHRASES or len(condition.parts) > NAMED_PHRASES
    return shortened(" | ".join(names) + (" | …" if more else ""), LONGEST_NAME)


def branches(condition: Condition, plan: Plan) -> Iterator[Branch]:
    """The branches of a `when`; condition and plan are walked together, since only the one has names."""
    entries = list(condition.parts)
    if condition.phrases:
        # The plan has the phrases of an `any` first, as one block.
        entries.insert(0, Condition(Op.any, condition.phrases))
    if len(entries) == 1:
        # A condition of one part is that part in the plan.
        yield from (branches(entries[0], plan) if condition.parts else ())
    elif isinstance(plan, tuple) and condition.op is Op.any:
        for entry, part in zip(entries, plan[1], strict=True):
            yield from branches(entry, part)
    elif isinstance(plan, tuple):
        yield Branch(condition.op.value, tuple(map(named, entries)), plan[1], condition.within)


def near_misses(matcher: Matcher, contract: Contract, file: str, topic: str | None = None) -> list[NearMiss]:
    """Every near miss of one contract, by rule and limb."""
    page = matcher.page([limb for limb in contract.limbs if limb.speaks])
    out = []
    for rule, plans in zip(matcher.rules, matcher.compiled_plain["rules"], strict=True):
        if (
            (topic is not None and rule.topic != topic)
            or (rule.engagements and contract.engagement not in rule.engagements)
            or (rule.nations and contract.nation not in rule.nations)
        ):
            continue
        found: dict[int, list[Gap]] = defaultdict(list)
        when = page.meeting(plans[0])
        for sign in positions(when):
            number = page.numbers[sign]
            if page.evidence(plans[0], number) is not None:
                found[number] += quieted(rule, plans, page, number)
        for branch in branches(rule.when, plans[0]):
            for number, gap in gaps(branch, page, ~when):
                found[number].append(gap)
        for number, these in sorted(found.items()):
            # What kept it quiet is said by itself; a missing part only where nothing else would have.
            if these and (when >> page.signs[number] & 1 or not quieted(rule, plans, page, number)):
                limb = page.limbs[number]
                text = shortened(contract.document.text[limb.start : limb.end], LONGEST_TEXT)
                ordered = sorted(dict.fromkeys(these), key=lambda gap: -gap.matched)
                out.append(NearMiss(rule.id, tuple(ordered), text, file))
    return out


def gaps(branch: Branch, page: Page, among: int) -> Iterator[tuple[int, Gap]]:
    """The limbs among some that lack one part of a branch, or have all of them in the wrong places."""
    met = [page.meeting(part) for part in branch.parts]
    every = among
    for mask in met:
        every &= mask
    for missing, name in enumerate(branch.names):
        mask = among & page.row.seps & ~met[missing]
        for other, others in enumerate(met):
            if other != missing:
                mask &= others
        rest = branch.without(missing) if mask else 0
        for sign in positions(mask):
            if page.evidence(rest, page.numbers[sign]) is not None:
                yield page.numbers[sign], Gap(name, matched=len(met) - 1)
    for sign in positions(every & page.row.seps):
        gap = misplaced(branch, page, page.numbers[sign])
        if gap is not None:
            yield page.numbers[sign], gap


def misplaced(branch: Branch, page: Page, number: int) -> Gap | None:
    """Why a branch of which every part matched did not; None where only the headings matched."""
    span = page.evidence((Op.all.value, branch.parts), number)
    if span is None or branch.op == Op.all:
        return None
    matched = len(branch.parts)
    if branch.op == Op.near:
        note = f"{span[1] - span[0]} words, within {branch.within}"
        return Gap(f"too far apart: {branch.title}", note, matched)
    long = branch.of(branch.parts, len(page.limbs[number].words))
    if page.evidence(long, number) is None:
        return Gap(f"in another order: {branch.title}", "", matched)
    return Gap(f"too far apart: {branch.title}", f"within {branch.within}, in order", matched)


def quieted(rule: SignalRule, plans: Sequence[Plan | None], page: Page, number: int) -> list[Gap]:
    """What beside its `when` keeps a rule quiet in a limb, as the matcher has it."""
    limb = page.limbs[number]
    when, unless, in_clause, in_contract, under = plans
    assert when is not None
    out = []
    for name, wanted, given in (
        ("who", rule.who, limb.bearer),
        ("force", rule.force, limb.force),
        ("kinds", rule.kinds, limb.kind),
    ):
        if wanted and given not in wanted:
            out.append((name, f"{given.value}, not {' or '.join(wanted)}"))
    if unless is not None and page.excuses(unless, number):
        out.append(("unless", quoted(unless, page, number)))
    if under is not None and not page.under(under, number):
        out.append(("under", named(rule.under) if rule.under else ""))
    if in_clause is not None and page.meeting(in_clause) & page.having("clause", (limb.clause,)):
        out.append(("unless in clause", named(rule.unless_clause) if rule.unless_clause else ""))
    if in_contract is not None and page.meeting(in_contract):
        out.append(("unless in contract", named(rule.unless_contract) if rule.unless_contract else ""))
    # A whole `when` is as much as can match.
    return [Gap(f"kept quiet by {name}", note, matched=sys.maxsize) for name, note in out]


def quoted(plan: Plan, page: Page, number: int) -> str:
    """The words of a limb that met its `unless`: a block is matched as one, and does not say which phrase it was."""
    limb: Limb = page.limbs[number]
    spans = page.spans(plan, number, limb.lead)
    places = [(length, at) for length, mask in spans.items() for at in positions(mask) if at + length > limb.lead]
    length, at = min(places)
    return shortened(" ".join(limb.words[at : at + length]), LONGEST_NAME)


def contracts_in(folder: Path) -> Iterator[tuple[str, Contract]]:
    """Each contract of a folder and those below it; one that cannot be read is told and skipped."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.stem in HELD_BACK and path.resolve().parent == CONTRACTS.resolve():
            print(f"{name}: held back, skipped", file=sys.stderr)
            continue
        try:
            document = extract(path, name=name)
            contract = read(document)
        except ClausecheckError as error:
            print(f"{error} Skipped.", file=sys.stderr)
            continue
        except Exception as error:  # noqa: BLE001 - one damaged file must not lose the report of the others
            print(f"{name}: {type(error).__name__}: {error}. Skipped.", file=sys.stderr)
            continue
        for part in document.coverage.unread:
            print(f"{name}: {part.name} was not read: {part.why}", file=sys.stderr)
        yield name, contract


def lines(misses: Iterable[NearMiss], most: int) -> Iterator[str]:
    """The report: by rule, at most so many limbs of each, then the parts that are missing most often."""
    by_rule: dict[str, list[NearMiss]] = defaultdict(list)
    thin: Counter[str] = Counter()
    telling: Counter[str] = Counter()
    for miss in misses:
        by_rule[miss.rule].append(miss)
        thin.update({gap.part for gap in miss.gaps})
        telling.update({gap.part for gap in miss.gaps if gap.matched > 1})
    for rule, found in sorted(by_rule.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        yield f"== {rule}: {len(found)}"
        # Those of which most matched come first: of two parts one matches by chance, of four seldom three.
        for miss in sorted(found, key=lambda miss: -miss.matched)[:most]:
            yield f"  {miss.file}: {miss.text}"
            for gap in miss.gaps:
                yield f"      {gap}" if gap.part.startswith(TOLD) else f"      missing: {gap}"
        if len(found) > most:
            yield f"  and {len(found) - most} more"
    yield f"== thin parts, of {sum(map(len, by_rule.values()))} near misses"
    yield " often  where two parts or more matched"
    for part, count in sorted(thin.items(), key=lambda entry: (-entry[1], entry[0]))[:THIN_PARTS]:
        yield f"{count:6} {telling[part]:6}  {part}"
    if len(thin) > THIN_PARTS:
        yield f"               and {len(thin) - THIN_PARTS} more parts"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report of a folder."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path, help="contracts as .txt, .docx, .pdf or .eml")
    ask.add_argument("--topic", help="only the rules of one topic")
    ask.add_argument("--most", type=int, default=10, help="limbs listed of each rule (default: 10)")
    args = ask.parse_args(arguments)
    if not args.folder.is_dir():
        ask.error(f"{args.folder}: no such folder")
    if args.most < 1:
        ask.error("--most: at least 1")
    rulebook = load()
    if args.topic is not None and args.topic not in {topic.slug for topic in rulebook.topics}:
        ask.error(f"there is no topic {args.topic}")
    matcher = Matcher(rulebook)
    misses = [
        miss
        for name, contract in contracts_in(args.folder)
        for miss in near_misses(matcher, contract, name, args.topic)
    ]
    print("\n".join(lines(misses, args.most)))


if __name__ == "__main__":
    main()
