"""Limbs into signals: which rules match where, in time linear in the text.

`Matcher(rulebook)` compiles; `Matcher.from_plain(rulebook, plain)` takes tables that `compile.compiled_plain` made
earlier, so that they can be cached. See `compile` for the tables.

Rules are not tried limb by limb. The limbs' words stand in one row, a page of a few thousand words, and whatever a
rule names is looked for along the whole row at once, as bits of long ints (`row`, `spans`); what is left to do in
single limbs is the distance of parts and the evidence. So the time hardly depends on how much matches, every concept
is worked out once a page however many rules name it, and one that is not there ends every rule that needs it.
"""

from collections.abc import Sequence

from clausecheck.reading.contract import Contract, Limb
from clausecheck.record import record
from clausecheck.rulebook.compile import FORMAT, Plain, Plan, compiled_plain
from clausecheck.rulebook.evidence import quote_of, values_of
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.model import Rulebook, Signal, SignalRule
from clausecheck.rulebook.page import Page
from clausecheck.rulebook.spans import positions

__all__ = ["Matcher"]

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
        scene = _Scene(_pages(self._index, contract))
        found: list[tuple[int, int, Signal]] = []
        text = contract.document.text
        for number, rule in enumerate(self.rules):
            if rule.engagements and contract.engagement not in rule.engagements:
                continue
            if rule.nations and contract.nation not in rule.nations:
                continue
            plans = _Plans(*self.compiled_plain["rules"][number])
            for page in scene.pages:
                mask = page.candidates(plans.when)
                if mask:
                    for limb, span in scene.firing(rule, plans, page, mask):
                        found.append((limb.index, number, _signal(rule, limb, span, text)))
        self.steps = sum([page.steps for page in scene.pages])
        found.sort(key=lambda entry: entry[:2])
        return tuple([signal for _, _, signal in found])


@record
class _Plans:
    """The conditions of a rule."""

    when: Plan
    unless: Plan | None
    in_clause: Plan | None
    in_contract: Plan | None
    under: Plan | None


class _Scene:
    """One contract's pages while it is matched."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages

    def firing(
        self, rule: SignalRule, plans: _Plans, page: Page, mask: int
    ) -> list[tuple[Limb, tuple[int, int]]]:
        """The limbs among `mask` in which a rule fires, with the positions of its evidence."""
        for trait, values in (("bearer", rule.who), ("force", rule.force), ("kind", rule.kinds)):
            if values:
                mask &= page.having(trait, values)
        if isinstance(plans.unless, int):
            mask &= ~page.excused(plans.unless)
        if not mask or (plans.in_contract is not None and self._anywhere(plans.in_contract, None)):
            return []
        out = []
        for sign in positions(mask):
            number = page.numbers[sign]
            limb = page.limbs[number]
            span = page.evidence(plans.when, number)
            if (
                span is None
                or (plans.unless is not None and page.excuses(plans.unless, number))
                or (plans.under is not None and not page.under(plans.under, number))
                or (plans.in_clause is not None and self._anywhere(plans.in_clause, limb.clause))
            ):
                continue
            out.append((limb, span))
        return out

    def _anywhere(self, plan: Plan, clause: int | None) -> bool:
        """Whether a plan is met in some limb of a clause, or of the contract."""
        for page in self.pages:
            mask = page.meeting(plan)
            if mask and (clause is None or mask & page.having("clause", (clause,))):
                return True
        return False


def _pages(index: Index, contract: Contract) -> list[Page]:
    """The limbs that speak, so many a page."""
    pages: list[Page] = []
    limbs: list[Limb] = []
    words = 0
    for limb in contract.limbs:
        if limb.speaks:
            if limbs and words + len(limb.words) > _PAGE_WORDS:
                pages.append(Page(index, tuple(limbs)))
                limbs, words = [], 0
            limbs.append(limb)
            words += len(limb.words) + 1
    return [*pages, Page(index, tuple(limbs))]


def _signal(rule: SignalRule, limb: Limb, span: tuple[int, int], text: str) -> Signal:
    first, last = max(span[0], limb.own), span[1]
    start, end = limb.spans[first][0], limb.spans[last - 1][1]
    quote = quote_of(limb, first, last, text)
    return Signal(rule, limb.index, start, end, quote, values_of(rule.sets, limb, span))
