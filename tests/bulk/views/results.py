"""Results of a batch, made by hand or in any number."""

from dataclasses import replace
from random import Random

from clausecheck.bulk.result import Failure, Outcome, Result
from clausecheck.document import Coverage, CoveragePart
from clausecheck.render.json import report_value
from clausecheck.report import AxisGrade, Grade, Report, State
from tests.render.hostile import hostile as hostile_report
from tests.render.reports import finding, report, term

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


TOPICS = [f"topic-{n}" for n in range(50)]
_NAMES = ["Elm Tree Surgery", "Otter Valley Practice", "Hill Street Partners", "Lake Medical Group"]
_WORDS = [
    f"{a}{b}"
    for a in ("for", "con", "de", "re", "pro", "inter", "sub", "per", "ob", "trans")
    for b in ("mit", "tain", "fer", "duce", "scribe", "pose", "vert", "ject", "cede", "form")
]


def synthetic(count: int, *, findings: int = 6, seed: int = 1) -> list[Result]:
    """So many templates of ordinary make: some clauses stand in many of them, as many only in one."""
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
        out.append(Result(f"templates/{number:06}.docx", Outcome.judged, document["sha256"], value))
    return out
