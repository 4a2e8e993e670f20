"""Limbs into signals: which rules match where, in time linear in the text.

`Matcher(rulebook)` compiles; `Matcher.from_plain(rulebook, plain)` takes tables that `compile.compiled_plain` made
earlier, so that they can be cached. See `compile` for the tables.

Rules are not tried limb by limb. The limbs' words stand in one row, a page of a few thousand words, and whatever a
rule names is looked for along the whole row at once, as bits of long ints (`row`, `spans`); what is left to do in
single limbs is the distance of parts and the evidence. So the time hardly depends on how much matches, every concept
is worked out once a page however many rules name it, and one that is not there ends every rule that needs it.
"""

from collections.abc import Sequence

from clausecheck.patterns import pattern
from clausecheck.reading.contract import Contract, Force, Limb, Party, PassageKind
from clausecheck.record import record
from clausecheck.rulebook.compile import FORMAT, Plain, Plan, compiled_plain
from clausecheck.rulebook.evidence import quote_of, values_of
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.model import Rulebook, Signal, SignalRule
from clausecheck.rulebook.page import Page
from clausecheck.rulebook.spans import positions

__all__ = ["Matcher"]

_NAME_WORDS = pattern(r"[a-z0-9]+")
_PAGE_WORDS = 12_000
"""Longer rows make no rule quicker, and the ints must not grow with the contract."""


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
        self.rules: tuple[SignalRule, ...] = tuple(rule for topic in rulebook.topics for rule in topic.signals)
        if len(self.rules) != len(plain["rules"]):
            raise ValueError("the compiled rules are of another rulebook")
        self.compiled_plain = plain
        """The tables, to be cached."""
        self.steps = 0
        """Inner steps of the last `detect`, for whoever measures."""
        self._index = Index(plain)

    def page(self, limbs: Sequence[Limb]) -> Page:
        """Some limbs, to ask what in them meets a plan; the plans of a rule stand in `compiled_plain["rules"]`."""
        return Page(self._index, limbs)

    def detect(self, contract: Contract) -> tuple[Signal, ...]:
        """Every signal, by limb and then in the order of the rules; a rule fires at most once a limb."""
        parts = _parts(contract)
        active = [
            (number, rule, _Plans(*self.compiled_plain["rules"][number]))
            for number, rule in enumerate(self.rules)
            if (not rule.engagements or contract.engagement in rule.engagements)
            and (not rule.nations or contract.nation in rule.nations)
        ]
        self.steps = 0
        # A page holds what every concept matches in it: of a long contract one at a time, or memory grows with it.
        only = Page(self._index, parts[0]) if len(parts) == 1 else None
        excluded = self._met_anywhere(
            parts, only, [plans.in_contract for _, _, plans in active], contract.document.text
        )
        found: list[tuple[int, int, Signal]] = []
        for part in parts:
            page = only or Page(self._index, part)
            for number, rule, plans in active:
                if plans.in_contract is not None and plans.in_contract in excluded:
                    continue
                mask = page.candidates(plans.when)
                if mask:
                    for limb, span in _firing(rule, plans, page, mask):
                        found.append((limb.index, number, _signal(rule, limb, span, contract.document.text)))
            self.steps += page.steps
        found.sort(key=lambda entry: entry[:2])
        return tuple([signal for _, _, signal in found])

    def _met_anywhere(
        self, parts: Sequence[Sequence[Limb]], only: Page | None, plans: Sequence[Plan | None], text: str
    ) -> set[Plan]:
        """Of the conditions on the whole contract, those that are met in some limb of it, or by its parties' names."""
        wanted = list(dict.fromkeys(plan for plan in plans if plan is not None))
        met: set[Plan] = set()
        if wanted:
            names = Page(self._index, (_names(parts, text),))
            met.update([plan for plan in wanted if names.meeting(plan)])
        for part in parts if wanted else ():
            page = only or Page(self._index, part)
            met.update([plan for plan in wanted if plan not in met and page.meeting(plan)])
            if only is None:
                self.steps += page.steps
        return met


@record
class _Plans:
    """The conditions of a rule."""

    when: Plan
    unless: Plan | None
    in_clause: Plan | None
    in_contract: Plan | None
    under: Plan | None


def _firing(rule: SignalRule, plans: _Plans, page: Page, mask: int) -> list[tuple[Limb, tuple[int, int]]]:
    """The limbs among `mask` in which a rule fires, with the positions of its evidence."""
    for trait, values in (("bearer", rule.who), ("force", rule.force), ("kind", rule.kinds)):
        if values:
            mask &= page.having(trait, values)
    if isinstance(plans.unless, int):
        mask &= ~page.excused(plans.unless)
    out = []
    for sign in positions(mask):
        number = page.numbers[sign]
        limb = page.limbs[number]
        span = page.evidence(plans.when, number)
        if (
            span is None
            or (plans.unless is not None and page.excuses(plans.unless, number))
            or (plans.under is not None and not page.under(plans.under, number))
            or (plans.in_clause is not None and page.meeting(plans.in_clause) & page.having("clause", (limb.clause,)))
        ):
            continue
        out.append((limb, span))
    return out


def _parts(contract: Contract) -> list[tuple[Limb, ...]]:
    """The limbs that speak, so many a page; a clause is not parted, unless it alone would fill a page."""
    parts: list[tuple[Limb, ...]] = []
    limbs: list[Limb] = []
    words = 0
    for limb in contract.limbs:
        if limb.speaks:
            full = words + len(limb.words) > _PAGE_WORDS
            if limbs and full and (limb.clause != limbs[-1].clause or words > 2 * _PAGE_WORDS):
                parts.append(tuple(limbs))
                limbs, words = [], 0
            limbs.append(limb)
            words += len(limb.words) + 1
    return [*parts, tuple(limbs)]


def _names(parts: Sequence[Sequence[Limb]], text: str) -> Limb:
    """What the parties are called, as a limb of its own: `@other umbrella ; @locum the consultant`.

    In the limbs themselves a party stands as `@other`, whatever the contract calls it.
    """
    called: dict[tuple[str, ...], None] = {}
    for limb in (limb for part in parts for limb in part):
        for word, (start, end) in zip(limb.words, limb.spans, strict=True):
            if word.startswith("@"):
                said = text[start:end].lower()
                called[(word.removesuffix("'s"), *_NAME_WORDS.findall(said), ";")] = None
    words = tuple(word for name in called for word in name)
    return Limb(0, 0, 0, 0, PassageKind.prose, words, ((0, 0),) * len(words), 0, Party.nobody, Force.states)


def _signal(rule: SignalRule, limb: Limb, span: tuple[int, int], text: str) -> Signal:
    first, last = max(span[0], limb.own), span[1]
    start, end = limb.spans[first][0], limb.spans[last - 1][1]
    quote = quote_of(limb, first, last, text)
    return Signal(rule, limb.index, start, end, quote, values_of(rule.sets, limb, span))
