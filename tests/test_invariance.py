"""What must not change a finding: how the text is wrapped, typed, numbered, or whom it names."""

import re

import pytest

from clausecheck.extract import extract, extract_text
from clausecheck.judging.checking import Checker
from clausecheck.report import Report
from tests.scoring import CONTRACTS

SOLICITOR = ("d1-01", "d2-05", "o2-02")
PLAIN = ("d1-02", "d2-02", "o2-01", "o2-06")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(engagement="direct", nation="england")


def text_of(name: str) -> str:
    return extract(CONTRACTS / f"{name}.txt").text


def words(quote: str) -> str:
    """A quote as its words alone."""
    return " ".join(re.findall(r"[^\W_]+", quote.casefold()))


def said(report: Report) -> set[tuple[str, str]]:
    """Rule and words of everything found, for good and ill."""
    return {(f.rule, words(f.quote)) for f in (*report.findings, *report.protections)}


def rules(report: Report) -> list[str]:
    """The rules that speak, in the order of the text; the second reader looks at the whole, where a heading counts."""
    every = sorted((*report.findings, *report.protections), key=lambda f: (f.start, f.end, f.rule))
    return [f.rule for f in every if ".second-reader-" not in f.rule]


def seconds(report: Report) -> set[str]:
    """What the second reader says by itself, by topic and stance."""
    return {f.rule for f in (*report.findings, *report.protections) if ".second-reader-" in f.rule}


@pytest.mark.parametrize("name", [*SOLICITOR, *PLAIN])
def test_every_quote_stands_in_the_text(checker: Checker, name: str) -> None:
    text = text_of(name)
    report = checker.check(extract_text(text))
    for entry in (*report.findings, *report.protections, *report.quantities):
        assert text[entry.start : entry.end] == entry.quote
        assert 0 < len(entry.quote.split()) <= 80


@pytest.mark.parametrize("name", [*SOLICITOR, *PLAIN])
def test_curly_quotes_change_nothing(checker: Checker, name: str) -> None:
    text = text_of(name)
    plain = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    curly = re.sub(r'(^|[\s(])"', r"\1“", plain).replace('"', "”").replace("'", "’")
    assert said(checker.check(extract_text(curly))) == said(checker.check(extract_text(plain)))


@pytest.mark.parametrize("name", [*SOLICITOR, *PLAIN])
def test_no_break_spaces_change_nothing(checker: Checker, name: str) -> None:
    text = text_of(name)
    spaced = re.sub(r"(?<=[a-z,]) (?=[a-z£\d])", "\u00a0", text)
    assert said(checker.check(extract_text(spaced))) == said(checker.check(extract_text(text)))


@pytest.mark.parametrize("name", ["d1-01", "d2-05"])
def test_wrapped_lines_change_nothing(checker: Checker, name: str) -> None:
    text = text_of(name)
    clauses, schedule, rest = text.partition("\nSCHEDULE")
    joined = re.sub(r"(?<=[\w,]) *\n {4,}(?=[A-Za-z])", " ", clauses) + schedule + rest
    assert joined != text
    assert rules(checker.check(extract_text(joined))) == rules(checker.check(extract_text(text)))


def test_renaming_the_parties_changes_no_rule(checker: Checker) -> None:
    text = text_of("d1-01")
    renamed = text.replace("Contractor", "Engaged Physician").replace("CONTRACTOR", "ENGAGED PHYSICIAN")
    renamed = renamed.replace("Marchbank", "Okonjo").replace("MARCHBANK", "OKONJO")
    assert rules(checker.check(extract_text(renamed))) == rules(checker.check(extract_text(text)))


@pytest.mark.parametrize("name", SOLICITOR)
def test_renumbering_the_clauses_changes_no_rule(checker: Checker, name: str) -> None:
    text = text_of(name)

    def up(number: re.Match[str]) -> str:
        return f"{number[1]}{int(number[2]) + 1}{number[3]}"

    shifted = re.sub(r"(?m)^(\s*)(\d{1,2})(\.(?:\d+)?\s)", up, text)
    shifted = re.sub(r"(\b[Cc]lauses? )(\d{1,2})(\.\d+|\b)", up, shifted)
    first = re.search(r"(?m)^\s*2\.", shifted)
    assert first
    shifted = f"{shifted[: first.start()]}\n1. PRELIMINARY\n\n{shifted[first.start() :]}"
    before, after = checker.check(extract_text(text)), checker.check(extract_text(shifted))
    assert rules(after) == rules(before)
    assert len(seconds(after) ^ seconds(before)) <= 2


def test_the_same_text_gives_the_same_report(checker: Checker) -> None:
    text = text_of("d2-07")
    assert checker.check(extract_text(text)) == Checker(engagement="direct", nation="england").check(extract_text(text))
