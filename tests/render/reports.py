"""Hand-made reports, for tests of what is shown and how."""

from dataclasses import replace

from clausecheck.document import Coverage, CoveragePart, Notice
from clausecheck.report import (
    AxisGrade,
    Confidence,
    Cost,
    Duties,
    Finding,
    Grade,
    Ladder,
    LadderStep,
    Measures,
    Mismatch,
    MismatchKind,
    MissingDocument,
    ModelText,
    Protection,
    QuantityFound,
    Report,
    SourceNote,
    StakhanovRatio,
    State,
    Term,
)

GUIDE = SourceNote("B3", "Locum handbook", "https://example.org/handbook", "2026-11-02", "guidance")
ACT = SourceNote("L1", "Late payment Act", "https://example.org/act", "2026-10-30", "law", "England & Wales")


def finding(**changes: object) -> Finding:
    """A serious finding on overrun."""
    return replace(
        Finding(
            rule="overrun.unpaid",
            topic="overrun",
            axis="workload",
            severity=4,
            confidence=Confidence.high,
            quote="The Session Fee is inclusive of any overrun.",
            start=100,
            end=144,
            clause="5.2",
            page=3,
            plain="You are not paid for time you work after the finish.",
            why="Every late patient is your loss.",
            effects=("Schedule 2 prevails and names no rate.",),
            model=ModelText("5.1", "The Practice pays for work after the Finish Time at the hourly rate."),
            ask="Work after the finish time is paid at the hourly rate.",
            basis="guidance",
            sources=(GUIDE,),
            values=(("overrun_gbp_per_hour", 0.0),),
            fingerprint="f1",
        ),
        **changes,
    )


def protection(**changes: object) -> Protection:
    """A cap on patients."""
    return replace(
        Protection(
            rule="patient-cap.maximum",
            topic="patient-cap",
            axis="workload",
            confidence=Confidence.high,
            quote="The Locum sees a maximum of 15 patients in a Session.",
            start=300,
            end=353,
            clause="4.1",
            page=2,
            plain="You see at most 15 patients.",
            values=(("patients_per_session", 15.0),),
            fingerprint="p1",
        ),
        **changes,
    )


def term(topic: str, state: State, **changes: object) -> Term:
    """One row of the comparison."""
    return replace(Term(topic, "workload", state, "", "", ""), **changes)


TERMS = (
    term("overrun", State.adverse, contract="inclusive of any overrun", model="paid", difference="Unpaid, not paid."),
    term("patient-cap", State.met, contract="a maximum of 15 patients", model="a maximum of 15 patients"),
    term("finish-time", State.silent, model="The Session ends at the Finish Time.", difference="No end.", silence=5),
    term("disputes", State.silent, difference="No way to settle one.", silence=1),
    term("exclusivity", State.not_applicable),
)

MISMATCH = Mismatch(
    "patients_per_session", "patient-cap", MismatchKind.differs, "15 patients a session", "17 patients a session",
    "other", "at most 17 patients", 5, 24, "2.4", 3,
)  # fmt: skip
COST = Cost(
    "late-cancellation", "cancellation-by-practice", 240.5, "a session", "Half is paid.",
    ("£481 − 50% of it (£240.50) = £240.50 lost a session",), "half", 0, 4, "5.1", 2,
)  # fmt: skip
MISSING = Mismatch("dates", "", MismatchKind.missing, "7 May", "does not name 7 May", "other")


def report(**changes: object) -> Report:
    """A report with something in every part of it."""
    full = Report(
        name="contract.pdf",
        sha256="ab" * 32,
        format="pdf",
        pages=10,
        words=4873,
        engagement="direct",
        nation="england",
        coverage=Coverage((CoveragePart("page 1", True, words=400), CoveragePart("page 2", False, "it is a picture"))),
        rules_sha256="cd" * 32,
        model_name="model contract",
        grade=Grade(
            "D",
            "not without changes",
            ("Overrun is unpaid.",),
            (AxisGrade("workload", "D", ("Overrun is unpaid.",)), AxisGrade("pay", "B", ())),
        ),
        measures=Measures(
            StakhanovRatio(1.2, False, 300.0, 250.0, ("15 patients of 15 minutes: 225 minutes", "admin: 75 minutes")),
            Duties(40, 6, 20, 24),
        ),
        findings=(
            finding(),
            finding(
                rule="gagging.all",
                topic="gagging",
                axis="exit",
                severity=5,
                quote="The Locum shall speak to nobody.",
                clause="Confidentiality",
                page=None,
                plain="You may not raise concerns.",
                effects=(),
                sources=(ACT,),
                basis="law",
                fingerprint="f2",
            ),
            finding(confidence=Confidence.low, topic="newspeak", quote="a can-do attitude", fingerprint="f3"),
        ),
        protections=(protection(),),
        terms=TERMS,
        quantities=(
            QuantityFound("patients_per_session", 15.0, "patients", "maximum of 15 patients", 310, 332, "4.1"),
        ),
        ladders=(Ladder("cancellation-by-practice", (LadderStep(24.0, 100.0, "100%"), LadderStep(48.0, 50.0, "50%"))),),
        missing_documents=(MissingDocument("Locum Handbook", "as set out in the Locum Handbook"),),
        notices=(Notice("hidden-text", "The file holds hidden text.", "white on white"),),
        read_date="2026-11-02",
    )
    return replace(full, **changes)
