"""Results of a batch, made by hand or in any number."""

from dataclasses import replace
from random import Random

from clausecheck.beside import MissingTerm, PackReport, PositionMet, Standing
from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.document import Coverage, CoveragePart
from clausecheck.render.json import report_value
from clausecheck.report import AxisGrade, Confidence, Grade, Report, SourceNote, State
from tests.render.hostile import hostile as hostile_report
from tests.render.reports import finding, protection, report, term

WHOLE = Coverage((CoveragePart("page 1", True, words=400),))
VERDICTS = dict(zip("ABCDE", ("Sign it", "After clarifying", "Negotiate", "With changes", "Do not sign"), strict=True))

INDEMNITY = (
    "The Locum shall indemnify the Practice against all losses, costs and claims of up to £5,000, however caused."
)


def judged(name: str, letter: str = "D", **changes: object) -> Result:
    """A template read whole, with this grade; what else its report says may be given."""
    grade = Grade(letter, VERDICTS[letter], ("Because.",), (AxisGrade("workload", letter, ()),)) if letter else None
    full: Report = replace(report(), **{"name": name, "coverage": WHOLE, "grade": grade} | changes)
    return Result(name, Outcome.judged, full.sha256, report_value(full))


def partial(name: str) -> Result:
    full = replace(report(), name=name, grade=None)
    return Result(name, Outcome.partial, full.sha256, report_value(full))


def failed(name: str, why: str = "", kind: str = "password") -> Result:
    return Result(name, Outcome.failed, "00" * 32, None, Failure(kind, why or f"{name}: is locked. Give --password."))


def hostile(text: str) -> list[Result]:
    """Results that hold `text` wherever a contract's words or a file's name can stand."""
    value = report_value(hostile_report(text))
    two = [Result(text + ending, Outcome.partial, value["document"]["sha256"], value) for ending in ("", "2")]
    within = Result("a.zip", Outcome.judged, "ff" * 32, {**value, "attachments": [value]})
    return [*two, within, failed(f"{text}3", text)]


def position(met: Standing, name: str = "payment_days", **changes: object) -> PositionMet:
    """A number's position, or a topic's where the name has a hyphen in it."""
    number = "_" in name
    limits = (
        ("at most 14 days to pay", "at most 30 days to pay", "") if number else ("no finding", "", "severity 3 at most")
    )
    base = PositionMet(
        name, "payment-terms" if number else name, number, met, *limits, "21 days to pay", 21.0 if number else None,
        "We pay in 14 days.", "within 21 days", 3, 17, "4.1", 2,
    )  # fmt: skip
    return replace(base, **changes)


def pack(*findings: object, applies: bool = True, **changes: object) -> PackReport:
    """The agency's pack with these findings, a duty kept and a term not found."""
    absent = MissingTerm("key-information", "Key document", 4, "It was not found.", "We give it.", "law")
    whole = PackReport("agency", "agency", "The agency's own duties", applies, ("A note.",))
    if applies:
        kept = (protection(topic="late-payment", quote="Interest runs.", fingerprint="p2"),)
        whole = replace(whole, findings=tuple(findings), protections=kept, missing=(absent,))
    return replace(whole, **changes)


def duty(severity: int = 4, topic: str = "withheld-pay", **changes: object):
    """A finding of a pack."""
    law = SourceNote("L2", "Regulation 12", "https://example.org/12", "2026-11-01", "law", "GB")
    said = {
        "quote": "No signature, no pay.",
        "plain": "Unsigned hours are not paid.",
        "fingerprint": f"{severity:016x}",
        "basis": "law",
        "sources": (law,),
    }
    return finding(topic=topic, severity=severity, **said | changes)


def beside(name: str, letter: str = "D", *met: Standing, **changes: object) -> Result:
    """A template with positions on payment and indemnity that stand so, and a pack that found a duty."""
    stands = met or (Standing.beyond, Standing.walk_away)
    both = [position(one, what) for one, what in zip(stands, ("payment_days", "no-indemnity"), strict=False)]
    unsure = duty(5, "opt-out", confidence=Confidence.low)
    return judged(name, letter, **{"positions": tuple(both), "packs": (pack(duty(), duty(2), unsure),)} | changes)


def hostile_beside(text: str) -> list[Result]:
    """Results whose packs and positions hold `text` wherever words can stand."""
    limits = {"preferred": text, "fallback": text, "walk_away": text}
    where = {"quote": text, "clause": text, "written": text, "ask": text}
    bad = duty(quote=text, clause=text, plain=text, why=text, ask=text, effects=(text,), topic=text, basis=text)
    absent = MissingTerm(text, text, 3, text, text, text)
    kept = protection(quote=text, clause=text, topic=text)
    told = PackReport(text, text, text, True, (text,), (bad,), (kept,), (absent,))
    stands = (
        position(Standing.beyond, name=f"{text}_a", **limits, **where),
        position(Standing.unknown, name=f"{text}-b", topic=text, quantity=False, **limits, **where),
    )
    return [judged(name, "D", positions=stands, packs=(told,)) for name in ("a.pdf", text)]


TOPICS = [f"topic-{n}" for n in range(50)]
_NAMES = ["Elm Tree Surgery", "Otter Valley Practice", "Hill Street Partners", "Lake Medical Group"]
_WORDS = [
    f"{a}{b}"
    for a in ("for", "con", "de", "re", "pro", "inter", "sub", "per", "ob", "trans")
    for b in ("mit", "tain", "fer", "duce", "scribe", "pose", "vert", "ject", "cede", "form")
]


def synthetic(count: int, *, findings: int = 6, seed: int = 1, playbook: bool = False) -> list[Result]:
    """So many templates of ordinary make: some clauses stand in many of them, as many only in one.

    With a `playbook` each has positions, and a pack that is for two of three.
    """
    chance = Random(seed)  # noqa: S311
    base = report_value(replace(report(), coverage=WHOLE, findings=(), protections=(), quantities=(), terms=()))
    shared = {topic: " ".join(chance.choices(_WORDS, k=25)) for topic in TOPICS}
    model = report_value(report(findings=(finding(),)))["findings"][0]
    standing = report_value(report(terms=[term(topic, State.met) for topic in TOPICS]))["terms"]
    out = []
    for number in range(count):
        found = []
        for topic in chance.sample(TOPICS, findings):
            own = f"{shared[topic]} {chance.choice(_NAMES)} pays £{chance.randint(10, 99)}"
            quote = own if chance.random() < 0.5 else " ".join(chance.choices(_WORDS, k=25))
            severity = chance.randint(1, 5)
            mark = f"{chance.getrandbits(64):016x}"
            found.append({**model, "topic": topic, "severity": severity, "quote": quote, "fingerprint": mark})
        letter = chance.choice("ABCDE")
        grade = {
            "letter": letter,
            "verdict": VERDICTS[letter],
            "reasons": [],
            "axes": [{"axis": "pay", "letter": letter, "reasons": []}],
        }
        document = {**base["document"], "name": f"{number}.docx", "sha256": f"{number:064x}"}
        value = {**base, "document": document, "grade": grade, "findings": found, "terms": standing}
        if playbook:
            value |= _playbook(chance, number)
        out.append(Result(f"templates/{number:06}.docx", Outcome.judged, document["sha256"], value))
    return out


def _playbook(chance: Random, number: int) -> dict[str, object]:
    stands = [position(met, f"topic-{n}") for n, met in enumerate(chance.choices(list(Standing), k=8))]
    found = [duty(chance.randint(1, 5), topic) for topic in chance.sample(TOPICS, 3)]
    value = report_value(report(positions=tuple(stands), packs=(pack(*found, applies=number % 3 > 0),)))
    return {"positions": value["positions"], "packs": value["packs"]}
