"""The engine against a matcher that tries everything, on small phrases and texts."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.reading.contract import BREAK, Limb
from clausecheck.rulebook import limbmatch, spans
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Concept, Condition, Op
from clausecheck.rulebook.phrases import BUILTINS, Item, PhraseError, Sequence, parse
from tests.rulebook.limbs import Draft, block, combined, contract, rule, rulebook

Pair = tuple[int, int]


class Naive:
    """Every span of everything, by trying."""

    def __init__(self, concepts: tuple[Concept, ...], limb: Limb):
        self.concepts = {concept.name: concept for concept in concepts}
        self.limb = limb

    def ends(self, sequence: Sequence, start: int) -> set[int]:
        if not sequence:
            return {start}
        item, rest = sequence[0], sequence[1:]
        return {end for after in self.after(item, start) for end in self.ends(rest, after)}

    def after(self, item: Item, at: int) -> set[int]:
        words = self.limb.words
        if item[0] == "g":
            reach = {at}
            for step in range(item[1]):
                if at + step >= len(words) or words[at + step] == BREAK:
                    break
                reach.add(at + step + 1)
            return reach
        if item[0] == "w":
            out = {at} if item[3] else set()
            if at < len(words) and (words[at] in item[1] or words[at].startswith(item[2] or ("#",))):
                out.add(at + 1)
            return out
        if item[0] == "t":
            return {
                q.last
                for q in self.limb.quantities
                if q.first == at and q.kind == item[1] and self.passes(item, q.value)
            }
        if item[1] in BUILTINS:
            return {at + 1} if at < len(words) and words[at] in BUILTINS[item[1]] else set()
        return {end for start, end in self.concept(item[1]) if start == at}

    @staticmethod
    def passes(item: Item, value: float) -> bool:
        _, _, low, high, bounds = item
        above = low is None or value > low or (value == low and bounds[0] == "[")
        return above and (high is None or value < high or (value == high and bounds[1] == "]"))

    def phrase(self, text: str) -> set[Pair]:
        starts = range(len(self.limb.words))
        return {
            (start, end) for sequence in parse(text).sequences for start in starts for end in self.ends(sequence, start)
        }

    def concept(self, name: str) -> set[Pair]:
        concept = self.concepts[name]
        found = {pair for phrase in concept.phrases for pair in self.phrase(phrase.text)}
        outer = {pair for phrase in concept.exceptions for pair in self.phrase(phrase.text)}
        return {(a, b) for a, b in found if not any(p <= a and b <= q for p, q in outer)}

    def condition(self, condition: Condition) -> set[Pair]:
        leaves = {pair for phrase in condition.phrases for pair in self.phrase(phrase.text)}
        parts = [self.condition(part) for part in condition.parts]
        if condition.op is Op.any:
            return leaves.union(*parts)
        out = set()
        for choice in product(*parts):
            start, end = min(a for a, _ in choice), max(b for _, b in choice)
            follows = all(0 <= c - b <= condition.within for (_, b), (c, _) in pairwise(choice))
            if (
                condition.op is Op.all
                or (condition.op is Op.near and end - start <= condition.within)
                or (condition.op is Op.order and follows)
            ):
                out.add((start, end))
        return out

    def evidence(self, condition: Condition) -> Pair | None:
        own = self.limb.own
        found = {(a, b) for a, b in self.condition(condition) if b > own}
        least = [(a < own, a, b) for a, b in found if not any((a, b) != (p, q) and a <= p and q <= b for p, q in found)]
        return min(least)[1:] if least else None


word = st.sampled_from(["a", "b", "c", "a", "b", "(a|b c)", "[c]", "[a b]", "[b|c a]", "abc*", "(b|abcd)"])
gap = st.sampled_from(["...", "..1..", "..2..", "..0.."])
typed = st.sampled_from(["{number}", "{number > 3}", "{number 2..3}"])


def phrase_of(*names: str) -> st.SearchStrategy[str]:
    reference = st.sampled_from([f"{{{name}}}" for name in names] or ["a"])
    piece = st.one_of(word, word, gap, reference, typed)
    return st.lists(piece, min_size=1, max_size=5).map(" ".join).filter(is_phrase)


def is_phrase(text: str) -> bool:
    try:
        parse(text)
    except PhraseError:
        return False
    return True


lower = phrase_of()
middle = phrase_of("low", "low")
upper = phrase_of("mid", "low", "locum")
blocks = st.lists(upper, min_size=1, max_size=3).map("\n".join).map(block)
conditions = st.recursive(
    blocks,
    lambda inner: st.builds(
        lambda op, parts, within: combined(op, *parts, within=within),
        st.sampled_from(["any", "all", "near"]),
        st.lists(inner, min_size=2, max_size=3),
        st.integers(1, 6),
    ),
    max_leaves=4,
) | st.builds(
    lambda parts, within: combined("order", *parts, within=within),
    st.lists(blocks, min_size=2, max_size=3),
    st.integers(0, 4),
)
texts = st.lists(st.sampled_from(["a", "b", "c", "a", "b", "c", "abcd", "2", "3", "4", "@locum"]), max_size=12).map(
    " ".join
)
bookless = st.tuples(texts, texts, texts.filter(bool))


def drafted(parts: tuple[str, str, str]) -> Draft:
    heading, lead, own = parts
    digits = [w for part in (heading, lead, own) for w in part.split() if w.isdigit()]
    return Draft(own, heading=heading, lead=lead, has=[("number", float(d), d) for d in digits])


def check(
    condition: Condition, lows: list[str], exceptions: list[str], mids: list[str], parts: tuple[str, str, str]
) -> None:
    book = rulebook(
        rule(condition),
        low="\n".join(lows) if not exceptions else ("\n".join(lows), "\n".join(exceptions)),
        mid="\n".join(mids),
    )
    made = contract(drafted(parts))
    limb = made.limbs[0]
    expected = Naive(book.concepts, limb).evidence(condition)
    matcher = Matcher(book)
    found = matcher.match(limb).evidence(matcher.compiled_plain["rules"][0][0])
    assert found == expected
    assert bool(matcher.detect(made)) == (expected is not None)


CASES = (
    conditions,
    st.lists(lower, min_size=1, max_size=2),
    st.lists(lower, max_size=1),
    st.lists(middle, min_size=1, max_size=2),
    bookless,
)


@settings(max_examples=400, deadline=None)
@given(*CASES)
def test_rules_match_what_trying_everything_matches(
    condition: Condition, lows: list[str], exceptions: list[str], mids: list[str], parts: tuple[str, str, str]
) -> None:
    check(condition, lows, exceptions, mids, parts)


@settings(max_examples=200, deadline=None)
@given(*CASES)
def test_many_spans_are_matched_as_few_are(
    condition: Condition, lows: list[str], exceptions: list[str], mids: list[str], parts: tuple[str, str, str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((spans, "FEW"), (spans, "_PRODUCT"), (limbmatch, "FEW")):
            patch.setattr(module, name, 0)
        check(condition, lows, exceptions, mids, parts)
