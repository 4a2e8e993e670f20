"""Where parts of a contract disagree, the one that prevails counts, and the reader is told so at both places."""

from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.report import Report

TEXT = """AGREEMENT FOR LOCUM SERVICES

Between Thornley Medical Centre ("the Practice") and Dr Amara Nwosu ("the Locum")

1. Services
1.1 A Session runs from 8.30 am to 12.30 pm.
1.2 {order}

2. Fees
2.1 The Practice shall pay the Locum £380 for each Session, within 14 days.
2.2 The Locum is not paid for time worked after the end of the Session.

SPECIAL TERMS

Time worked after the end of the Session is paid at £95 an hour.
"""


def checked(order: str) -> Report:
    return Checker(second_reader=False).check(extract_text(TEXT.format(order=order)))


def topics(report: Report) -> tuple[bool, bool]:
    return (
        any(f.topic == "overrun" for f in report.findings),
        any(p.topic == "overrun" for p in report.protections),
    )


def test_the_part_that_prevails_silences_its_opposite() -> None:
    assert topics(checked("If they differ, the Special Terms prevail over this Agreement.")) == (False, True)
    assert topics(checked("If they differ, this Agreement prevails over the Special Terms.")) == (True, False)


def test_without_an_order_both_speak() -> None:
    assert topics(checked("The Locum may use the car park.")) == (True, True)


def test_the_reader_is_told_where_and_why() -> None:
    report = checked("If they differ, the Special Terms prevail over this Agreement.")
    (protection,) = [p for p in report.protections if p.topic == "overrun"]
    assert any("clause 1.2 says that this part prevails" in effect for effect in protection.effects)
    assert any("sets aside clause 2.2" in effect for effect in protection.effects)


def test_the_number_of_the_part_that_prevails_governs() -> None:
    def days(order: str) -> list[float]:
        text = TEXT.format(order=order).replace(
            "Time worked after", "Invoices are paid within 30 days. Time worked after"
        )
        report = Checker(second_reader=False).check(extract_text(text))
        return [q.value for q in report.quantities if q.name == "payment_days"]

    assert days("If they differ, the Special Terms prevail over this Agreement.") == [30]
    assert days("If they differ, this Agreement prevails over the Special Terms.") == [14]
