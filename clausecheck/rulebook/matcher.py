"""Limbs into signals: which rules match where, in time linear in the text.

`Matcher(rulebook)` compiles; `Matcher.from_plain(rulebook, plain)` takes tables that `compile.compiled_plain` made
earlier, so that they can be cached. See `compile` for the tables.

A limb goes through three sieves. Its words, looked up once each, say which nodes may match (an int with a bit a
node); rules that need a node which is not there are never looked at. Runs of words are then compared, and only for
the rules left are chains and conditions worked out, each node at most once a limb.
"""

from clausecheck.reading.contract import Contract, Limb
from clausecheck.rulebook.compile import FORMAT, Plain, Plan, compiled_plain
from clausecheck.rulebook.evidence import quote_of, values_of
from clausecheck.rulebook.index import Anchors, Index
from clausecheck.rulebook.limbmatch import LimbMatch
from clausecheck.rulebook.model import Rulebook, Signal, SignalRule

__all__ = ["Matcher"]


class Matcher:
    """A rulebook's rules, ready to be tried on contracts."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Tables in `rulebook.plain` are used as they are."""
        plain = rulebook.plain
        self._set_up(rulebook, plain if isinstance(plain, dict) else compiled_plain(rulebook))

    @classmethod
    def from_plain(cls, rulebook: Rulebook, plain: Plain) -> "Matcher":
        """From tables made by `compiled_plain` for this very rulebook; raises `ValueError` for an older form."""
        matcher = cls.__new__(cls)
        matcher._set_up(rulebook, plain)
        return matcher

    def _set_up(self, rulebook: Rulebook, plain: Plain) -> None:
        if plain["format"] != FORMAT:
            raise ValueError("the compiled rules are of another version")
        self.rulebook = rulebook
        self.compiled_plain = plain
        """The tables, to be cached."""
        self.rules: tuple[SignalRule, ...] = tuple(rule for topic in rulebook.topics for rule in topic.signals)
        if len(self.rules) != len(plain["rules"]):
            raise ValueError("the compiled rules are of another rulebook")
        self.steps = 0
        """Inner steps of the last `detect`, for whoever measures."""
        self.index = Index(plain)
        self.anchored = Anchors(plain, self.index)

    def detect(self, contract: Contract) -> tuple[Signal, ...]:
        """Every signal, by limb and then in the order of the rules; a rule fires at most once a limb."""
        self.steps = 0
        active = [
            (not rule.engagements or contract.engagement in rule.engagements)
            and (not rule.nations or contract.nation in rule.nations)
            for rule in self.rules
        ]
        scene = _Scene(self, contract)
        out: list[Signal] = []
        text = contract.document.text
        for match in scene.matches:
            for number in self.anchored.candidates(match.mask):
                if active[number]:
                    span = self._fires(number, match, scene)
                    if span is not None:
                        out.append(self._signal(self.rules[number], match.limb, span, text))
        self.steps += sum([match.steps for match in scene.matches])
        return tuple(out)

    def match(self, limb: Limb) -> LimbMatch:
        """One limb, to ask what matches in it."""
        return LimbMatch(self.index, limb)

    def _fires(self, number: int, match: LimbMatch, scene: "_Scene") -> tuple[int, int] | None:
        """The evidence of a rule in a limb, None if it does not fire."""
        rule = self.rules[number]
        limb = match.limb
        if (
            (rule.who and limb.bearer not in rule.who)
            or (rule.force and limb.force not in rule.force)
            or (rule.kinds and limb.kind not in rule.kinds)
        ):
            return None
        when, unless, in_clause, in_contract, under = self.compiled_plain["rules"][number]
        span = match.evidence(when)
        if span is None or (under is not None and not match.is_under(under)):
            return None
        if unless is not None and match.holds(unless):
            return None
        if in_clause is not None and scene.anywhere(in_clause, limb.clause):
            return None
        if in_contract is not None and scene.anywhere(in_contract, None):
            return None
        return span

    @staticmethod
    def _signal(rule: SignalRule, limb: Limb, span: tuple[int, int], text: str) -> Signal:
        first, last = max(span[0], limb.own), span[1]
        start, end = limb.spans[first][0], limb.spans[last - 1][1]
        quote = quote_of(limb, first, last, text)
        return Signal(rule, limb.index, start, end, quote, values_of(rule.sets, limb, (first, last)))


class _Scene:
    """One contract's limbs while it is matched."""

    def __init__(self, matcher: Matcher, contract: Contract) -> None:
        index = matcher.index
        self.matches = [LimbMatch(index, limb) for limb in contract.limbs if limb.speaks]
        self.clauses: dict[int, list[LimbMatch]] = {}
        for match in self.matches:
            self.clauses.setdefault(match.limb.clause, []).append(match)
        self.known: dict[tuple[int, int | None], bool] = {}

    def anywhere(self, condition: Plan, clause: int | None) -> bool:
        """Whether a condition holds in some limb of a clause, or of the contract."""
        key = (id(condition), clause)
        if key not in self.known:
            matches = self.matches if clause is None else self.clauses[clause]
            self.known[key] = any(match.holds(condition) for match in matches)
        return self.known[key]
