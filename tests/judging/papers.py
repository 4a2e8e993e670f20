"""Short contracts read and judged by the real rules, and deals to hold against them."""

from functools import cache

from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.judging.deal import read_deal
from clausecheck.judging.versions import Version
from clausecheck.report import Cost, Mismatch, Report

BASE = """LOCUM AGREEMENT

between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").

1. Sessions
1.1 Sessions are from 8.30 am to 12.40 pm on 7 and 8 December 2026.
1.2 The Locum sees a maximum of 15 patients in a Session.
1.3 The Locum's duties end at the finish time.

2. Pay
2.1 The Practice pays the Locum £450 for each session.
2.2 Work after the finish time is paid at £100 an hour.
2.3 The Practice shall pay each invoice within 14 days.

3. Cancellation
3.1 If the Practice cancels a session on less than 48 hours' notice it pays 100% of the session fee.
3.2 If the Practice cancels a session on less than 7 days' notice it pays 50% of the session fee.

4. General
4.1 The Locum is free to work for others.
4.2 This agreement is subject to clause 3.1 and may be ended by either party on four weeks' notice.
"""


@cache
def _checker() -> Checker:
    return Checker(second_reader=False)


def judged(text: str = BASE, sheet: str = "") -> Report:
    checker = _checker() if not sheet else Checker(second_reader=False, deal=_deal(sheet))
    return checker.check(extract_text(text, "contract.txt"))


def version(text: str) -> Version:
    contract = _checker().read(extract_text(text, "contract.txt"))
    return Version(contract, _checker().judge(contract))


def _deal(sheet: str):
    return read_deal(sheet.encode(), "deal.yaml").with_figures(())


def mismatches(sheet: str, text: str = BASE) -> dict[str, Mismatch]:
    """By name."""
    return {one.name: one for one in judged(text, sheet).mismatches}


def costs(sheet: str, text: str = BASE) -> list[Cost]:
    return list(judged(text, sheet).costs)
