"""The engine against a matcher that tries everything, on small phrases and texts."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.reading.contract import BREAK, Limb
from clausecheck.rulebook import matcher
from clausecheck.rulebook.model import Concept, Condition, Op, Rulebook
from clausecheck.rulebook.phrases import BUILTINS, Item, Sequence, parse
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
        if item[0] == "a":
            return {end for form in item[1] for end in self.ends(form, at)} | ({at} if item[2] else set())
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


optional = st.sampled_from(["[c]", "[a b]", "[b|c a]", "[{number}]"])
word = st.sampled_from(
    ["a", "b", "c", "a", "b", "(a|b c)", "abc*", "(b|abcd)", "(a [b] c|b a)", "{number}", "{number > 3}"]
)
gap = st.sampled_from(["...", "..1..", "..2..", "..0.."])


def phrase_of(*names: str) -> st.SearchStrategy[str]:
    needed = word | st.sampled_from([f"{{{name}}}" for name in names]) if names else word
    middle = st.lists(gap | optional | needed, max_size=3).map(" ".join)
    return needed | st.builds("{} {} {}".format, needed, middle, needed) | st.builds("{} {}".format, optional, needed)


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
drafts = st.builds(
    lambda heading, lead, own, running_on: Draft(
        own,
        heading=heading,
        lead=lead,
        has=[("number", float(word), word) for part in (heading, lead, own) for word in part.split() if word.isdigit()],
        running_on=running_on,
    ),
    texts,
    texts,
    texts.filter(bool),
    st.booleans(),
)


@st.composite
def books(draw: st.DrawFn) -> Rulebook:
    lows = "\n".join(draw(st.lists(lower, min_size=1, max_size=2)))
    exceptions = "\n".join(draw(st.lists(lower, max_size=1)))
    mids = "\n".join(draw(st.lists(middle, min_size=1, max_size=2)))
    first = rule(draw(conditions), id="t.first", unless=draw(st.none() | conditions))
    second = rule(draw(conditions), id="t.second", unless_contract=draw(st.none() | conditions))
    return rulebook(first, second, low=(lows, exceptions), mid=mids)


@settings(max_examples=60, deadline=None)
@given(books(), st.lists(drafts, min_size=1, max_size=3), st.sampled_from([1, 15, 1000]))
def test_rules_match_what_trying_everything_matches(book: Rulebook, made: list[Draft], page: int) -> None:
    text = contract(*made)
    naive = [Naive(book.concepts, limb) for limb in text.limbs]
    expected = []
    for limb, tried in zip(text.limbs, naive, strict=True):
        for number, one in enumerate(book.topics[0].signals):
            span = tried.evidence(one.when)
            excused = one.unless is not None and any(end > limb.lead for _, end in tried.condition(one.unless))
            barred = one.unless_contract is not None and any(each.condition(one.unless_contract) for each in naive)
            if span and not excused and not barred:
                first = limb.spans[max(span[0], limb.own)][0]
                expected.append((limb.index, number, first, limb.spans[span[1] - 1][1]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher, "_PAGE_WORDS", page)
        found = matcher.Matcher(book).detect(text)
    ids = [one.id for one in book.topics[0].signals]
    assert [(s.limb, ids.index(s.rule.id), s.start, s.end) for s in found] == expected
