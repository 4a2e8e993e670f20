"""Plans on a row of limbs: which limbs meet them, and with which words."""

from collections.abc import Sequence

from clausecheck.reading.contract import Limb, PassageKind
from clausecheck.rulebook.compile import Plan
from clausecheck.rulebook.index import Index
from clausecheck.rulebook.operators import ANYWHERE, in_order, smallest, within
from clausecheck.rulebook.row import Row
from clausecheck.rulebook.spans import Spans, add, bits, packed, positions

__all__ = ["Page"]


class Page:
    """Some limbs of a contract, at once. A set of limbs is an int: the bit that ends each limb's field is its sign."""

    def __init__(self, index: Index, limbs: Sequence[Limb]) -> None:
        self.limbs = limbs
        self.row = Row(index, limbs)
        self.signs = [base + len(limb.words) for base, limb in zip(self.row.bases, limbs, strict=True)]
        self.numbers = {sign: number for number, sign in enumerate(self.signs)}
        self.local_steps = 0
        self.met: dict[Plan, int] = {}
        self.owned: dict[int, int] = {}
        self.traits: dict[str, dict[object, int]] = {}

    @property
    def steps(self) -> int:
        """Steps taken so far, in words of 64 bits."""
        return self.row.ops * (1 + (self.row.size >> 6)) + self.local_steps

    # -- sets of limbs

    def having(self, trait: str, values: Sequence[object]) -> int:
        """The limbs whose `trait`, an attribute, is one of these values."""
        if trait not in self.traits:
            found: dict[object, list[int]] = {}
            for sign, limb in zip(self.signs, self.limbs, strict=True):
                found.setdefault(getattr(limb, trait), []).append(sign)
            self.traits[trait] = {value: bits(signs) for value, signs in found.items()}
        mask = 0
        for value in values:
            mask |= self.traits[trait].get(value, 0)
        return mask

    def candidates(self, plan: Plan) -> int:
        """The limbs that may meet a plan with their own words; misses none."""
        if isinstance(plan, int):
            mask = self.owned.get(plan)
            if mask is None:
                mask = self.owned[plan] = self._holding(self.row.ends(plan) >> 1 & self.row.own)
            return mask
        if plan[0] == "any":
            mask = 0
            for part in plan[1]:
                mask |= self.candidates(part)
            return mask
        return self._possible(plan)

    def excused(self, node: int) -> int:
        """The limbs in which a node matches by more than the headings, which only say what a clause is about."""
        return self._holding(self.row.ends(node) >> 1 & self.row.body)

    def meeting(self, plan: Plan) -> int:
        """The limbs that meet a plan anywhere, their headings and lead-ins counted."""
        mask = self.met.get(plan)
        if mask is None:
            if isinstance(plan, int):
                mask = self._holding(self.row.ends(plan) >> 1)
            elif plan[0] == "any":
                mask = 0
                for part in plan[1]:
                    mask |= self.meeting(part)
            else:
                signs = positions(self._possible(plan))
                mask = bits([sign for sign in signs if self.spans(plan, self.numbers[sign])])
            self.met[plan] = mask
        return mask

    def _possible(self, plan: Plan) -> int:
        """The limbs that may meet a plan anywhere; misses none."""
        if isinstance(plan, int):
            return self.meeting(plan)
        if plan[0] == "any":
            mask = 0
            for part in plan[1]:
                mask |= self._possible(part)
            return mask
        mask = self.row.seps
        for part in plan[1]:
            mask &= self._possible(part)
            if not mask:
                break
        return mask

    def _holding(self, mask: int) -> int:
        """The limbs with a bit in their field: adding all ones carries into the sign where there is any."""
        return (mask + self.row.fields) & self.row.seps if mask else 0

    # -- one limb

    def spans(self, plan: Plan, number: int, mark: int | None = None) -> Spans:
        """Every span of a node in one limb; of other plans the shortest, and the shortest that end after `mark`.

        `mark` is the first of the own words unless given.
        """
        if isinstance(plan, int):
            return self.row.local(plan, self.row.bases[number], len(self.limbs[number].words))
        op, parts = plan[0], plan[1]
        out: Spans = {}
        if op == "any":
            for part in parts:
                add(out, self.spans(part, number, mark))
            return out
        found = []
        for part in parts:
            spans = self.spans(part, number, mark)
            if not spans:
                return out
            found.append(spans)
            self.local_steps += sum([1 + mask.bit_count() for mask in spans.values()])
        if op == "order":
            return in_order(found, plan[2])
        after = self.limbs[number].own if mark is None else mark
        return packed(within(found, plan[2] if op == "near" else ANYWHERE, after))

    def evidence(self, plan: Plan, number: int) -> tuple[int, int] | None:
        """Half-open word positions of the first smallest span with an own word, if possible with no others."""
        own = self.limbs[number].own
        found = [(a < own, a, b) for a, b in smallest(self.spans(plan, number), own) if b > own]
        self.local_steps += len(found)
        if not found:
            return None
        _, start, end = min(found)
        return start, end

    def excuses(self, plan: Plan, number: int) -> bool:
        """Whether an `unless` is met by more than the headings, which only say what a clause is about."""
        lead = self.limbs[number].lead
        return any(mask >> max(0, lead - n + 1) for n, mask in self.spans(plan, number, lead).items())

    def under(self, plan: Plan, number: int) -> bool:
        """Whether a plan is met in the heading or lead-ins, in a row, or by the term defined."""
        limb = self.limbs[number]
        if limb.kind is PassageKind.row:
            return bool(self.spans(plan, number))
        if limb.own and any(b <= limb.own for _, b in smallest(self.spans(plan, number), limb.own)):
            return True
        if limb.kind is PassageKind.definition and limb.defines:
            page = Page(self.row.index, (_term(limb),))
            return bool(page.meeting(plan))
        return False


def _term(limb: Limb) -> Limb:
    """The defined term as a limb of its own."""
    words = tuple(limb.defines.replace("-", " ").replace("'", " ").split())
    spans = ((limb.start, limb.start),) * len(words)
    return Limb(limb.index, limb.start, limb.end, limb.clause, limb.kind, words, spans, 0, limb.bearer, limb.force)
