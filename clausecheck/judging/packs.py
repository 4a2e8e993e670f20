"""A contract against the rules of a pack: findings apart from the locum's, and never a grade."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clausecheck.beside import MissingTerm, PackReport
from clausecheck.judging.nations import for_nation, is_foreign
from clausecheck.judging.weigh import Weighed, weigh
from clausecheck.reading.claims import Claim, claims
from clausecheck.reading.contract import Contract
from clausecheck.record import record, replaced
from clausecheck.report import Report, SourceNote
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Topic
from clausecheck.rulebook.packs import Pack, load_pack_lean

__all__ = ["PackBench", "judge_pack", "with_packs"]

_NATIONS = {"england": "England", "wales": "Wales", "scotland": "Scotland", "ni": "Northern Ireland"}
_COMPANY = "company"

ReadAs = Callable[[str], Contract]
"""The same contract read as one of another engagement."""


@record
class PackBench:
    """A pack made ready to judge with."""

    pack: Pack
    matcher: Matcher

    @classmethod
    def of(cls, name: str) -> PackBench:
        """The pack of this name; raises `RuleError` or `UsageProblem`."""
        pack = load_pack_lean(name)
        return cls(pack, Matcher(pack.rulebook))


def with_packs(report: Report, contract: Contract, benches: Sequence[PackBench], read_as: ReadAs) -> Report:
    """The report with what each pack says beside it."""
    packs = tuple(judge_pack(contract, bench, read_as) for bench in benches)
    read = (source.read for pack in packs for source in pack.sources)
    return replaced(report, packs=packs, read_date=max((report.read_date, *read)))


def judge_pack(contract: Contract, bench: PackBench, read_as: ReadAs) -> PackReport:
    """What a pack says of a contract; where it is not for such a one, only why.

    `read_as` is asked where the contract says what it is and was not read as that: who its parties are depends on it.
    """
    pack = bench.pack
    head = PackReport(
        name=pack.name,
        perspective=pack.perspective,
        title=pack.title,
        applies=False,
        topics=tuple(topic.slug for topic in pack.rulebook.topics),
        rules_sha256=pack.rulebook.sha256,
    )
    refused = _refused(contract, pack)
    if refused:
        return replaced(head, notes=(refused,), not_looked_at=head.topics)
    if contract.engagement not in (*pack.engagements, _COMPANY):
        contract = read_as(pack.engagements[0])
    weighed = weigh(contract, bench.matcher.detect(contract), pack.rulebook)
    left_out = {topic.slug for topic in pack.rulebook.topics if _lawless(topic, contract.nation)}
    found = [f for f in weighed.findings if f.topic not in left_out]
    missing = _missing(contract, weighed, [t for t in pack.rulebook.topics if t.slug not in left_out])
    return replaced(
        head,
        applies=True,
        notes=tuple(_notes(contract, pack, left_out, missing)),
        findings=for_nation(found, contract.nation),
        protections=tuple(p for p in weighed.protections if p.topic not in left_out),
        missing=missing,
        not_looked_at=tuple(slug for slug in head.topics if slug in left_out),
    )


def _refused(contract: Contract, pack: Pack) -> str:
    """Why the pack is not for this contract, empty where it is."""
    if contract.kind != "locum":
        return "Not looked at: this does not read as a locum's contract."
    if contract.nation not in pack.nations:
        where = _NATIONS.get(contract.nation, contract.nation)
        return (
            f"Not looked at: this is read as a contract in {where}. {pack.elsewhere}".rstrip()
            + " If it is of another nation, use --nation."
        )
    if contract.engagement in pack.engagements or _says_so(contract, pack):
        return ""
    kinds = " or ".join(pack.engagements)
    return (
        f"Not looked at: it is for contracts with an {kinds}, and this does not read as one. "
        f"If it is one, use --engagement {pack.engagements[0]}."
    )


def _says_so(contract: Contract, pack: Pack) -> bool:
    """The contract's own words make the pack one for it, whatever kind of engagement it was taken for.

    That somebody is an employment business must be said; with the locum's own company its name is enough, for such a
    contract is with an agency or with a practice. A denial is neither.
    """
    said = set(claims(contract, pack.company_words))
    return Claim.affirmed in said or (contract.engagement == _COMPANY and Claim.mentioned in said)


def _lawless(topic: Topic, nation: str) -> bool:
    """The topic is a matter of law, and none of its law is this nation's."""
    law = [source for source in topic.sources if source.kind == "law"]
    return topic.basis == "law" and bool(law) and all(is_foreign(source, nation) for source in law)


def _missing(contract: Contract, weighed: Weighed, topics: Sequence[Topic]) -> tuple[MissingTerm, ...]:
    """Terms asked for on which the document is silent, the weightiest first."""
    spoken = {f.topic for f in weighed.findings} | {p.topic for p in weighed.protections} | {*weighed.settled}
    silent = [t for t in topics if t.silence and t.slug not in spoken and contract.engagement not in t.silence_unless]
    silent.sort(key=lambda topic: -topic.silence)
    return tuple(
        MissingTerm(t.slug, t.title, t.silence, t.silent_plain, t.ask, t.basis, _sources(t, contract.nation))
        for t in silent
    )


def _sources(topic: Topic, nation: str) -> tuple[SourceNote, ...]:
    return tuple(source for source in topic.sources if not is_foreign(source, nation))


def _notes(contract: Contract, pack: Pack, left_out: set[str], missing: Sequence[MissingTerm]) -> list[str]:
    notes = []  # why topics are left out comes first
    titles = [topic.title for topic in pack.rulebook.topics if topic.slug in left_out]
    if titles:
        where = _NATIONS.get(contract.nation, contract.nation)
        notes.append(f"Left out, for want of a source on {where}: {'; '.join(titles)}.")
    if missing and not contract.document.coverage.complete:
        notes.append("Not everything was read: what was not found may stand in the part that was not.")
    return notes
