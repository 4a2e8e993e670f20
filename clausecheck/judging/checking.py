"""The one place that composes the stages: a document goes in, a report comes out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from clausecheck.document import Document, Notice
from clausecheck.judging.attached import archive_report, with_attachments
from clausecheck.judging.compare import Side, compare, silences, with_model
from clausecheck.judging.documents import missing_documents
from clausecheck.judging.doubted import doubted
from clausecheck.judging.effects import resolve
from clausecheck.judging.grade import grade
from clausecheck.judging.grading import Grading, grading_of
from clausecheck.judging.ladders import ladders
from clausecheck.judging.measures import count_duties, duties, stakhanov_ratio
from clausecheck.judging.nations import for_nation
from clausecheck.judging.quantities import quantities
from clausecheck.judging.standard import Standard, fetch, keep, key
from clausecheck.judging.vocabulary import vocabulary_of
from clausecheck.judging.weigh import weigh
from clausecheck.reading import read
from clausecheck.reading.contract import Contract
from clausecheck.reading.misreads import Vocabulary
from clausecheck.reading.wordlist import word_set
from clausecheck.record import record, replaced
from clausecheck.report import Confidence, Finding, Grade, Measures, Report
from clausecheck.rulebook import load_lean
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import Rulebook, Signal, Topic
from clausecheck.rulebook.places import RuleFolder, builtin_folder
from clausecheck.second import MENTION, SecondReader

if TYPE_CHECKING:
    from clausecheck.judging.deal import Deal
    from clausecheck.judging.packs import PackBench
    from clausecheck.judging.playbook import Playbook

__all__ = ["Bench", "Checker", "check_contract", "check_document", "standard_of"]

_GRAVE = 4
"""Severity from which on what is only worth a look is named beside a grade."""
_FEWEST_WORDS = 40
# Below this a text is a scrap: its silence says nothing about the contract.

_OURS = word_set(
    "patient patients doctor doctors gp gps clinical clinician clinicians surgery surgeries locum locums nhs medical "
    "practitioner session sessions"
)
# Words without which a passage of a contract that is not a locum's is none of ours.

_MODEL = ("model", "contract.md")
_MODEL_NAME = "model contract"


@record
class Bench:
    """The rules as judging needs them."""

    rulebook: Rulebook
    matcher: Matcher
    grading: Grading
    second: SecondReader | None = None

    @classmethod
    def of(cls, rulebook: Rulebook, *, second_reader: bool = True) -> Bench:
        """Make rules ready; RuleError when `grading.yaml` is wrong or the second reader's data damaged."""
        second = SecondReader.at(builtin_folder(), rulebook) if second_reader else None
        return cls(rulebook, Matcher(rulebook), grading_of(rulebook.grading), second)

    def signals(self, contract: Contract) -> tuple[Signal, ...]:
        """What the rules find, and what the second reader makes of it."""
        found = self.matcher.detect(contract)
        if contract.kind == "not-a-contract":
            # The rules are written for locums: of a lease they say nothing, and where doctors come up never surely.
            ours = [s for s in found if not _OURS.isdisjoint(contract.limbs[s.limb].words)]
            return tuple([replaced(s, rule=replaced(s.rule, confidence=Confidence.low)) for s in ours])
        if self.second is None or contract.kind != "locum":
            return found
        ordered = sorted(found, key=lambda s: (s.start, s.end, s.limb, s.rule.id))
        return self.second.hear(contract, ordered, resolve(contract, ordered).live)


class Checker:
    """Rules, matcher and model, each made when first needed and then kept."""

    def __init__(
        self,
        *,
        rules: Sequence[Path | RuleFolder] = (),
        model: Path | Document | None = None,
        engagement: str | None = None,
        nation: str | None = None,
        second_reader: bool = True,
        deal: Deal | None = None,
        packs: Sequence[str] = (),
        playbook: tuple[bytes, str] | None = None,
    ) -> None:
        """`rules` are folders that add to the built-in ones, or what was read of them.

        `engagement` and `nation` replace what would be read. `deal` is what was agreed before, and the locum's own
        figures. `packs` are names of rules of another perspective. `playbook` is the file of positions, as bytes, and
        what it is called in messages.
        """
        self._deal = deal
        self._packs = tuple(packs)
        self._playbook = playbook
        self._second_reader = second_reader
        self._folders = tuple(rules)
        self._model = model
        self._engagement = engagement
        self._nation = nation

    @cached_property
    def rulebook(self) -> Rulebook:
        """All rules; RuleError or UsageProblem when they are wrong."""
        return load_lean(self._folders)

    @cached_property
    def bench(self) -> Bench:
        """The rules made ready; RuleError when `grading.yaml` is wrong."""
        return Bench.of(self.rulebook, second_reader=self._second_reader)

    @cached_property
    def packs(self) -> tuple[PackBench, ...]:
        """The packs asked for, made ready; RuleError when their rules are wrong, UsageProblem for an unknown name."""
        if not self._packs:
            return ()
        from clausecheck.judging.packs import PackBench
        from clausecheck.rulebook.packs import wanted_packs

        return tuple(PackBench.of(name) for name in wanted_packs(self._packs))

    @cached_property
    def playbook(self) -> Playbook | None:
        """The positions to hold contracts against; UsageProblem with every fault of the file."""
        if self._playbook is None:
            return None
        from clausecheck.judging.playbook import read_playbook
        from clausecheck.rulebook.packs import pack_topics

        topics = tuple(topic.slug for topic in self.topics)
        return read_playbook(*self._playbook, topics=topics, packs=pack_topics())

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic asked about, those of the packs last."""
        return (*self.rulebook.topics, *(topic for pack in self.packs for topic in pack.pack.rulebook.topics))

    @cached_property
    def own_model(self) -> Contract | None:
        """The contract put in the place of the built-in model, None where there is none."""
        if isinstance(self._model, Document):
            return read(self._model)
        return None if self._model is None else self._read(self._model)

    @cached_property
    def standard(self) -> Standard | None:
        """The model contract, judged by the same rules; None where the built-in one is not there."""
        if self.own_model is not None:
            return standard_of(self.own_model, self.bench, name=self.own_model.document.name)
        path = builtin_folder().joinpath(*_MODEL)
        try:
            entry = key(self.rulebook.sha256, path.read_bytes())
        except FileNotFoundError:
            return None
        found = fetch(entry)
        if found is None:
            found = standard_of(self._read(path), self.bench, name=_MODEL_NAME)
            keep(entry, found)
        return found

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.bench.matcher)

    @staticmethod
    def _read(path: Path) -> Contract:
        from clausecheck.extract import extract

        return read(extract(path))

    def check(self, document: Document) -> Report:
        """What the contract says, how it differs from the model, and its grade; the same of each file within it."""
        report = self._check_alone(document)
        if not document.attachments:
            return report
        return with_attachments(report, [self.check(inner) for inner in document.attachments])

    def _check_alone(self, document: Document) -> Report:
        if not document.blocks:
            return archive_report(document, self.rulebook.sha256, self.standard)
        return self.judge(self.read(document))

    def read(self, document: Document, engagement: str | None = None) -> Contract:
        """The contract as understood, not yet judged, without the files within it.

        `engagement` replaces what would be read, and what was asked for.
        """
        vocabulary = self._vocabulary if document.doubtful else None
        return read(document, engagement=engagement or self._engagement, nation=self._nation, vocabulary=vocabulary)

    def judge(self, contract: Contract) -> Report:
        """The report of a contract that was read."""
        report = _with_deal(check_contract(contract, self.bench, self.standard), contract, self._deal)
        if self.packs:
            from clausecheck.judging.packs import with_packs

            report = with_packs(report, contract, self.packs, partial(self.read, contract.document))
        if self.playbook is not None:
            from clausecheck.judging.positions import with_positions

            report = with_positions(report, contract, self.playbook)
        if self.own_model is None or self.own_model.kind == "locum":
            return report
        name = self.own_model.document.name
        doubt = Notice("model", f"{name}, used as the model, does not read like a locum's contract: compare with care.")
        return replaced(report, notices=(*report.notices, doubt))


def check_document(
    document: Document,
    rulebook: Rulebook,
    *,
    model: Contract | None = None,
    engagement: str | None = None,
    nation: str | None = None,
) -> Report:
    """One document against `model`; for several documents use a `Checker`, which keeps what they share."""
    bench = Bench.of(rulebook)
    standard = standard_of(model, bench, name=model.document.name) if model else None
    contract = read(document, engagement=engagement, nation=nation)
    return check_contract(contract, bench, standard)


def standard_of(contract: Contract, bench: Bench, *, name: str) -> Standard:
    """A contract as what others are held against: what the rules alone find in it."""
    weighed = weigh(contract, bench.matcher.detect(contract), bench.rulebook)
    found = quantities(contract, weighed, dict(bench.grading.governs))
    return Side.of(weighed, found).as_standard(name, count_duties(contract))


def check_contract(contract: Contract, bench: Bench, standard: Standard | None) -> Report:
    """The report of a contract already read."""
    document = contract.document
    weighed = weigh(contract, bench.signals(contract), bench.rulebook)
    found = quantities(contract, weighed, dict(bench.grading.governs))
    told = MENTION if bench.second is not None and contract.kind == "locum" else ""
    side = Side.of(weighed, found, mentions=told)
    findings = for_nation(with_model(weighed.findings, standard), contract.nation)
    doubts = doubted(findings, weighed.protections, _GRAVE)
    letter, notices = _letter(contract, findings, doubts, side, bench)
    return Report(
        name=document.name,
        sha256=document.sha256,
        format=document.format,
        pages=len(document.pages) or None,
        words=len(document.text.split()),
        engagement=contract.engagement,
        nation=contract.nation,
        coverage=document.coverage,
        rules_sha256=bench.rulebook.sha256,
        model_name=standard.name if standard else "",
        grade=letter,
        measures=None
        if contract.kind != "locum"  # the numbers of anything else mean something else
        else Measures(
            stakhanov_ratio(found, findings, weighed.protections, bench.grading.stakhanov),
            duties(count_duties(contract), standard.duties if standard else None),
        ),
        findings=findings,
        protections=weighed.protections,
        terms=compare(side, standard, bench.rulebook, contract.engagement),
        quantities=found,
        ladders=ladders(contract, weighed),
        missing_documents=missing_documents(contract, weighed),
        notices=(*document.notices, *contract.notices, *notices),
        read_date=max((source.read for finding in findings for source in finding.sources), default=""),
    )


def _with_deal(report: Report, contract: Contract, deal: Deal | None) -> Report:
    """With what the paper makes of the deal; a contract that is not a locum's has none to keep."""
    if deal is None or contract.kind != "locum":
        return report
    from clausecheck.judging.agreed import mismatches
    from clausecheck.judging.money import costs
    from clausecheck.judging.paper import Paper

    paper = Paper(contract, report.findings, report.quantities, report.ladders)
    return replaced(report, mismatches=mismatches(deal, paper), costs=costs(dict(deal.figures), paper))


def _letter(
    contract: Contract, findings: Sequence[Finding], doubts: Sequence[Finding], side: Side, bench: Bench
) -> tuple[Grade | None, tuple[Notice, ...]]:
    """The grade, or None with the reason why there is none."""
    refused = _ungradable(contract)
    told = {notice.kind for notice in (*contract.document.notices, *contract.notices)}
    if refused is not None:
        return None, () if refused.kind in told and refused.kind != "coverage" else (refused,)
    axes = tuple(dict.fromkeys(topic.axis for topic in bench.rulebook.topics))
    quiet = silences(side, bench.rulebook, contract.engagement)
    return grade(findings, quiet, axes, bench.grading, doubts), ()


def _ungradable(contract: Contract) -> Notice | None:
    """Why no grade can be given, None where one can."""
    document = contract.document
    pages = [p for p in document.coverage.parts if p.name.rpartition(": ")[2].startswith("page ")]
    body = [p for p in document.coverage.parts if p.name.rpartition(": ")[2] == "body"]
    if not all(part.read for part in pages):
        read_pages = sum(part.read for part in pages)
        return Notice("coverage", f"No grade: read in part, {read_pages} of {len(pages)} pages.")
    if not all(part.read for part in body):
        return Notice("coverage", "No grade: the body of the document could not be read.")
    for part in document.coverage.unread:
        if not part.name.startswith("attachment ") and ": attachment " not in part.name:
            return Notice("coverage", f"No grade: read in part, without this of the document: {part.name}.")
    if len(document.text.split()) < _FEWEST_WORDS:
        return Notice("too-short", f"No grade: fewer than {_FEWEST_WORDS} words were read.")
    reasons = {
        "salaried": ("salaried-contract", "No grade: this reads as a salaried contract, not a locum's."),
        "not-a-contract": ("not-a-locum-contract", "No grade: this does not read as a locum's contract."),
        "foreign-language": ("language", "No grade: this is not in English."),
    }
    if contract.kind == "locum":
        return None
    return Notice(*reasons.get(contract.kind, reasons["not-a-contract"]))
